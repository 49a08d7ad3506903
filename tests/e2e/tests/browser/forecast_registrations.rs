//! How many will register in the end: asked, told with its band and reasons; in both languages, and without
//! a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Browser, Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const END: &str = "section[aria-labelledby='h-registrations-end']";
const CURVE: &str = "section[aria-labelledby='h-registrations-curve']";
const NONE: &str = "[data-registrations='none']";

/// The field at this place of what is known by now, from 1.
async fn fill(browser: &Browser, place: u8, typed: &str) -> Result<()> {
    let field = format!("[data-part='by-now'] > :nth-child({place}) .input");
    browser.fill(&field, typed).await?;
    browser.type_keys(Key::Tab).await
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast/registrations").await?;
    let browser = &visit.browser;
    browser.find(".lenses a[href$='/forecast/registrations'][aria-current='page']").await?;
    let now_unknown = say(look.language, "registrations.now_unknown")?;
    browser.find_text(NONE, &now_unknown).await?;
    browser.check_accessibility("nothing known yet").await?;
    fill(browser, 1, "30").await?;
    // The quick scenario has no day of its own.
    let days_unknown = say(look.language, "registrations.days_unknown")?;
    browser.find_text(NONE, &days_unknown).await?;

    // Open to all, a week before.
    let access = "section[aria-labelledby='h-registrations-now'] .segmented";
    browser.press(&format!("{access} label:nth-child(2)")).await?;
    fill(browser, 1, "60").await?;
    fill(browser, 2, "7").await?;
    fill(browser, 3, "30").await?;
    let expected_unknown = say(look.language, "registrations.expected_unknown")?;
    browser.find_text(NONE, &expected_unknown).await?;
    fill(browser, 5, "80-200").await?;
    browser.find("[data-registrations='found']").await?;
    fill(browser, 4, "120").await?;
    browser.find(&format!("{END} svg[role='img'] .bar")).await?;
    browser.find(&format!("{END} dl > :nth-child(4) .why")).await?;
    browser.find(&format!("{CURVE} tbody tr:nth-child(3)")).await?;
    browser.check_accessibility("how many will register").await?;
    browser.check_width("how many will register").await?;
    for place in 1..=4 {
        browser.press(&format!("{END} dl > :nth-child({place}) .why")).await?;
        browser.find("dialog[open] .reason__value").await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }

    // All of it is there after a reload; typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find("[data-registrations='found']").await?;

    // The forecast, which starts from the invitations, says so and leads to what counts with them.
    visit.open("forecast").await?;
    let beside = "[data-part='registered-by-now']";
    browser.find(&format!("{beside} a[href$='/forecast/room']")).await?;
    browser.find(&format!("{beside} a[href$='/forecast/registrations']")).await?;
    browser.check_accessibility("registrations beside the forecast").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
