//! When people will need something next, and how long leads take: told with pictures, reasons and lists that
//! lead to the people; a clear word where there is too little; in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size, Theme};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAGE: &str = "forecast/timing";
const NEED: &str = "section[aria-labelledby='h-timing-need']";
const WEEKS: &str = "section[aria-labelledby='h-timing-weeks']";
const LEADS: &str = "section[aria-labelledby='h-timing-leads']";
const SOURCES: &str = "section[aria-labelledby='h-timing-sources']";

/// A figure opens its reasons, and Escape leads back.
async fn look_at_reasons(visit: &Visit, figure: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(figure).await?;
    browser.find("dialog[open] .reason__value").await?;
    let formula = say(visit.look.language, "forecast.why_formula")?;
    browser.find_text("dialog[open] h3", &formula).await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open(PAGE).await?;
    let browser = &visit.browser;
    browser.find(".lenses a[href$='/forecast/timing'][aria-current='page']").await?;
    browser.find("[data-timing='need']").await?;
    // The lapsed stand beside the finding.
    let has_lapsed = "return /\\d/.test(document.querySelector(`[data-part='lapsed']`)?.innerText)";
    browser.wait_until("the lapsed are told", has_lapsed).await?;
    browser.find(&format!("{NEED} svg[role='img'] .bar")).await?;
    browser.find(&format!("{WEEKS} tbody tr:nth-child(12)")).await?;
    browser.find("[data-timing='leads']").await?;
    browser.find(&format!("{LEADS} svg[role='img'] .line")).await?;
    browser.find(&format!("{SOURCES} tbody tr:nth-child(2)")).await?;
    browser.check_accessibility("when").await?;
    browser.check_width("when").await?;
    for section in [NEED, LEADS] {
        for place in 1..=3 {
            look_at_reasons(&visit, &format!("{section} dl > :nth-child({place}) .why")).await?;
        }
    }

    // The people of a week are a press away.
    browser.press(&format!("{WEEKS} tbody a")).await?;
    browser.find("tbody tr[aria-rowindex='2']").await?;
    let url = browser.driver.current_url().await?;
    ensure!(url.path().ends_with("/customers"), "{url} lists nobody");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone_in_the_dark() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, theme: Theme::Dark }).await
}

#[tokio::test]
async fn too_little_is_told_with_what_would_be_enough() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann").await?;
    visit.open(PAGE).await?;
    browser.find("[data-timing='no-need']").await?;
    browser.find("[data-timing='no-waits']").await?;
    browser.check_accessibility("too little is known").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
