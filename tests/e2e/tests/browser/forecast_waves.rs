//! Waves and reminders: what has to be said first, what each message brings with its reasons, counted into
//! the forecast and taken back; in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const WAVES: &str = "section[aria-labelledby='h-waves']";

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast").await?;
    let browser = &visit.browser;
    // An invitation and a reminder of it, whatever the plan's own waves are.
    browser.find(&format!("{WAVES} [data-part='messages']")).await?;
    let n_messages = format!("return document.querySelectorAll(\"{WAVES} [data-message]\").length");
    while browser.run(&n_messages).await?.as_u64().unwrap_or_default() > 0 {
        browser.press(&format!("{WAVES} [data-message='0'] .btn")).await?;
    }
    let add = format!("{WAVES} [data-part='messages'] + .row .btn");
    browser.press(&add).await?;
    browser.press(&add).await?;
    let first_days = format!("{WAVES} [data-message='0'] .field:nth-of-type(2) .input");
    browser.fill(&first_days, "21").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find(&format!("{WAVES} [data-waves='asked']")).await?;
    browser.check_accessibility("how a reminder does is asked for").await?;

    browser.fill(&format!("{WAVES} [data-part='relative'] .input"), "30-70").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find(&format!("{WAVES} [data-waves='found']")).await?;
    browser.find(&format!("{WAVES} [data-part='waves'] tbody tr:nth-child(2) .why")).await?;
    browser.check_accessibility("what each message brings").await?;
    browser.check_width("what each message brings").await?;
    browser.press(&format!("{WAVES} [data-part='waves'] tbody tr:nth-child(2) .why")).await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await?;

    // Counted in, the groups have ranges of their own; taken back, they have none.
    browser.press(&format!("{WAVES} [data-part='taking'] .btn")).await?;
    browser.find(&format!("{WAVES} [data-part='taking'] [role='status']")).await?;
    let n_typed = "return [...document.querySelectorAll('aside .belief .input')]\
                   .filter((input) => input.value !== '').length";
    browser.wait_until("the ranges are in use", &format!("{n_typed} > 0")).await?;
    browser.press(&format!("{WAVES} [data-part='taking'] .btn[data-variant='quiet']")).await?;
    browser.wait_until("the ranges are as before", &format!("{n_typed} === 0")).await?;
    let is_kept = "return !!document.activeElement?.closest(\"[data-part='taking']\")";
    browser.wait_until("the focus stays beside the button that is gone", is_kept).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn waves_and_reminders_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn waves_and_reminders_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
