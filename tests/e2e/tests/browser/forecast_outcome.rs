//! A counted event beside its forecast: found from the list of events, told stage by stage with its reasons,
//! and what the next one learns; in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAST: &str = "section[aria-labelledby='h-past'] li";
const CAME: &str = "section[aria-labelledby='h-came']";
const LEARNT: &str = "section[aria-labelledby='h-learnt']";

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("events").await?;
    let browser = &visit.browser;
    let compare = say(look.language, "events.compare")?;
    // The autumn event, which has an earlier one to be foretold from.
    browser.press_text(&format!("{PAST}:nth-child(1) .event__ready a"), &compare).await?;
    browser.find(&format!("{CAME} tbody tr:nth-child(3) [data-fell]")).await?;
    browser.find(&format!("{CAME} tbody tr:nth-child(1) [data-fell='within']")).await?;
    // A band and a dot a stage.
    browser.find(&format!("{CAME} svg[role='img'] circle")).await?;
    browser.check_accessibility("a counted event beside its forecast").await?;
    browser.check_width("a counted event beside its forecast").await?;
    for figure in [
        format!("{CAME} tbody tr:nth-child(2) .why"),
        format!("{LEARNT} tbody tr:nth-child(1) td:nth-child(3) .why"),
        format!("{LEARNT} tbody tr:nth-child(1) td:nth-child(4) .why"),
    ] {
        browser.press(&figure).await?;
        browser.find("dialog[open] .reason__value").await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }
    // The event is named among those that the rate rests on now, with its 104 of 418 and the spring's 92 of 386.
    browser.find_text(&format!("{LEARNT} .grade[data-origin='own']"), "196").await?;
    // What is asked of coming events is not asked of it.
    ensure!(!browser.is_there(".ask").await?);

    // The spring event had nothing before it: nothing is made up.
    visit.open("events").await?;
    browser.press_text(&format!("{PAST}:nth-child(2) .event__ready a"), &compare).await?;
    let unknown = say(look.language, "forecast.came_rate_missing")?;
    browser.find_text(&format!("{CAME} tbody td"), &unknown).await?;
    ensure!(!browser.is_there(&format!("{CAME} [data-fell]")).await?);
    browser.find_text("h1", &say(look.language, "forecast.came_none")?).await?;
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

/// Many more were invited than the 120 seats hold guests of: orders were foretold of the seats alone.
#[tokio::test]
async fn a_room_that_was_too_small_is_told() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.open_sample().await?;
    visit.open("events").await?;
    let browser = &visit.browser;
    let say = |key| say(Language::English, key);
    let past = format!("{PAST}:nth-child(1)");
    browser.press_text(&format!("{past} button"), &say("events.change_counts")?).await?;
    let field = |place: usize| format!("dialog[open] .pair-fields > :nth-child({place}) .input");
    browser.find(&field(4)).await?;
    let are_there = format!("return document.querySelector(\"{}\").value !== ''", field(4));
    browser.wait_until("the counts are there", &are_there).await?;
    for (place, n) in ["2000", "480", "300", "50"].into_iter().enumerate() {
        browser.fill(&field(place + 1), n).await?;
    }
    browser.type_keys(Key::Tab).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    browser.press_text(&format!("{past} .event__ready a"), &say("events.compare")?).await?;
    browser.find_text(&format!("{CAME} [data-came='seated']"), "120").await?;
    // The seats are among the reasons of the orders.
    browser.press(&format!("{CAME} tbody tr:nth-child(3) .why")).await?;
    browser.find_text("dialog[open]", &say("forecast.came_seats")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
