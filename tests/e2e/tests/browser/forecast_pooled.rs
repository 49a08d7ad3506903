//! Rates learnt together: too few events stand alone and say so, groups are drawn to each other with their
//! reasons, and a group's range goes into the forecast; in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const POOLED: &str = "section[aria-labelledby='h-pooled']";

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast").await?;
    let browser = &visit.browser;
    browser.press(&format!("{POOLED} .section__head ~ .row .btn")).await?;
    // The sample has two events: each stands by itself.
    browser.find(&format!("{POOLED} [data-pooled='alone']")).await?;
    browser.find(&format!("{POOLED} [data-part='pooled'] tbody tr:nth-child(2)")).await?;
    browser.check_accessibility("events that stand alone").await?;

    browser.press(&format!("{POOLED} [data-part='cut'] .check:nth-of-type(2) input")).await?;
    browser.press(&format!("{POOLED} [data-part='cut'] .check:nth-of-type(1) input")).await?;
    browser.find(&format!("{POOLED} [data-pooled='all']")).await?;
    browser.find(&format!("{POOLED} [data-part='pooled'] tbody tr:nth-child(3)")).await?;
    browser.press(&format!("{POOLED} [data-part='pooled'] td .btn")).await?;
    browser.find(&format!("{POOLED} [data-part='used']")).await?;
    let is_kept = "return document.activeElement?.dataset.part === 'used'";
    browser.wait_until("the focus stays where the button was", is_kept).await?;
    // It stands among the ranges of the groups, as if it had been typed.
    let is_typed = "return [...document.querySelectorAll('aside .belief .input')]\
                    .some((input) => input.value !== '')";
    browser.wait_until("the range is in use", is_typed).await?;
    browser.check_accessibility("groups drawn to each other").await?;
    browser.check_width("groups drawn to each other").await?;
    browser.press(&format!("{POOLED} [data-part='pooled'] tbody tr:first-child .why")).await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rates_learnt_together_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn rates_learnt_together_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
