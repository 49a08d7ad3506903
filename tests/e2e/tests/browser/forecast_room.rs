//! Room and catering: too small or too empty, how many to accept, portions; asked, told with reasons, kept;
//! in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Browser, Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const GUESTS: &str = "section[aria-labelledby='h-room-guests']";
const ACCEPT: &str = "section[aria-labelledby='h-room-accept']";
const PORTIONS: &str = "section[aria-labelledby='h-room-portions']";

/// The field at this place of a part, from 1.
async fn fill(browser: &Browser, part: &str, place: u8, typed: &str) -> Result<()> {
    let field = format!("[data-part='{part}'] > :nth-child({place}) .input");
    browser.fill(&field, typed).await?;
    browser.type_keys(Key::Tab).await
}

/// Opens the reasons of a figure and closes them.
async fn read_why(browser: &Browser, figure: &str) -> Result<()> {
    browser.press(&format!("{figure} .why")).await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.type_keys(Key::Escape).await?;
    browser
        .wait_until("the reasons are closed", "return !document.querySelector('dialog[open]')")
        .await
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast/room").await?;
    let browser = &visit.browser;
    browser.find(".lenses a[href$='/forecast/room'][aria-current='page']").await?;
    browser.find("[data-room]").await?;
    let n_asked = browser.run("return document.querySelectorAll('.missing .input').length").await?;
    for place in 1..=n_asked.as_u64().unwrap_or_default() {
        browser.fill(&format!(".missing > :nth-child({place}) .input"), "30-60").await?;
        browser.type_keys(Key::Tab).await?;
    }
    // Seats and portions wait to be said: what stands in the field is taken out.
    browser.fill("[data-part='room'] > :nth-child(1) .input", "5").await?;
    browser.type_keys(Key::Backspace).await?;
    let no_seats = say(look.language, "room.no_seats")?;
    browser.find_text("[data-room='no-seats']", &no_seats).await?;
    let open = say(look.language, "room.portions_open")?;
    browser.find_text("[data-portions='none']", &open).await?;
    browser.check_accessibility("no seats yet").await?;

    // A room that is not settled is told as the range it is.
    fill(browser, "room", 1, "20-40").await?;
    let is_range = "return /20\\D{1,4}40/.test(document.querySelector('h1')?.innerText)";
    browser.wait_until("the title names the range", is_range).await?;
    fill(browser, "room", 1, "30").await?;
    browser.wait_until("the room is settled", &is_range.replace("return ", "return !")).await?;
    browser.find("[data-room='found']").await?;
    browser.find(&format!("{GUESTS} svg[role='img'] .bar")).await?;
    fill(browser, "room", 4, "100").await?;
    fill(browser, "room", 5, "100-300").await?;
    browser.find("[data-accepted='MostValuable']").await?;
    browser.find("[data-accepted='Seats']").await?;
    fill(browser, "portions", 1, "30").await?;
    fill(browser, "portions", 2, "10").await?;
    browser.find("[data-portions='found']").await?;
    browser.check_accessibility("room and catering").await?;
    browser.check_width("room and catering").await?;
    for place in 1..=6 {
        read_why(browser, &format!("{GUESTS} dl > :nth-child({place})")).await?;
    }
    read_why(browser, "[data-accepted='MostValuable']").await?;
    read_why(browser, &format!("{ACCEPT} dl")).await?;
    for place in 1..=4 {
        read_why(browser, &format!("{PORTIONS} dl > :nth-child({place})")).await?;
    }

    // All of it is there after a reload; typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find("[data-accepted='MostValuable']").await?;
    browser.find("[data-portions='found']").await?;
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
