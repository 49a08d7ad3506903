//! The notice that says what was done offers to take back that, and nothing else.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

/// How many people the sample has.
const N_PEOPLE: &str = "3,486";
const N_PEOPLE_LEFT: &str = "3,485";

/// Deletes the first event of the sample and gives its name.
async fn delete_event_of_sample(visit: &Visit) -> Result<String> {
    visit.open_sample().await?;
    visit.go_to("/events").await?;
    let event = visit.browser.text("li.event h3 a").await?;
    visit.browser.press("li.event button:has(use[href$='#i-trash'])").await?;
    Ok(event)
}

#[tokio::test]
async fn it_takes_back_nothing_that_came_later() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let event = delete_event_of_sample(&visit).await?;
    browser.find_text(".toast", &event).await?;
    // A pointer on the notice keeps it from leaving in time.
    browser
        .run("document.querySelector('.toast').dispatchEvent(new MouseEvent('mouseenter'))")
        .await?;

    visit.go_to("/customers").await?;
    browser.find_text("h1", N_PEOPLE).await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer button:has(use[href$='#i-trash'])").await?;
    browser.find_text("h1", N_PEOPLE_LEFT).await?;

    browser.find_text(".toast:first-child", &event).await?;
    browser.press(".toast:first-child .btn:not(.toast__close)").await?;
    browser.find_text(".toast", &say(visit.look.language, "errors.changed_since")?).await?;
    visit.wait_until_saved().await?;
    browser.find_text("h1", N_PEOPLE_LEFT).await?;

    // One step at a time, the latest first.
    browser.press(".bar__undo").await?;
    browser.find_text("h1", N_PEOPLE).await?;
    visit.go_to("/events").await?;
    ensure!(!has_event(&visit, &event).await?, "{event} is back, the person was deleted later");
    browser.press(".bar__undo").await?;
    browser.find_text("li.event h3", &event).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_takes_back_what_it_says() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let event = delete_event_of_sample(&visit).await?;
    browser.press(".toast .btn:not(.toast__close)").await?;
    browser.find_text("li.event h3", &event).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Whether the list, once it is there, has this event.
async fn has_event(visit: &Visit, name: &str) -> Result<bool> {
    visit.browser.find("li.event").await?;
    Ok(visit.browser.text("main").await?.contains(name))
}
