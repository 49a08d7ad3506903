//! The funnel of a method with stages of its own: its names, the ranges it asks for, the stage that pays; in
//! both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const FUNNEL: &str = "section[aria-labelledby='h-method-funnel']";

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast").await?;
    let browser = &visit.browser;
    browser.find("section[aria-labelledby='h-funnel']").await?;
    ensure!(browser.run("return !document.querySelector('[data-part=own-rates]')").await? == true);

    // The scenario, whose inputs lie open, becomes a membership event.
    let method = "#main select:has(option[value='membership'])";
    browser.choose(method, "membership").await?;
    browser.find(&format!("{FUNNEL} [data-stage='joined'] .why")).await?;
    browser.find(&format!("{FUNNEL} [data-method-funnel='missing']")).await?;
    browser.check_accessibility("a share is not known").await?;

    browser.fill(&format!("{FUNNEL} [data-part='own-rates'] .input"), "50-80").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find(&format!("{FUNNEL} [data-stage='renewed'] .why")).await?;
    browser.find(&format!("{FUNNEL} svg[role='img']")).await?;
    browser.choose(&format!("{FUNNEL} [data-part='pays'] select"), "renewed").await?;
    browser.find(&format!("{FUNNEL} [data-method-funnel='money']")).await?;
    browser.check_accessibility("a funnel of its own").await?;
    browser.check_width("a funnel of its own").await?;
    for figure in ["[data-stage='renewed']", "dl > :nth-child(1)", "dl > :nth-child(3)"] {
        browser.press(&format!("{FUNNEL} {figure} .why")).await?;
        browser.find("dialog[open] .reason__value").await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_funnel_of_its_own_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn a_funnel_of_its_own_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
