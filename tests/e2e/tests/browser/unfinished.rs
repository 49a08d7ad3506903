//! What was typed and not yet saved is there again: facts and notes of a person, somebody who was
//! being added.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const NAME: &str = "#drawer form input";
const NOTE: &str = "#drawer textarea";

async fn value_of(visit: &Visit, css: &str) -> Result<String> {
    let value = visit.browser.run(&format!("return document.querySelector('{css}').value")).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn half_typed_facts_and_notes_wait_for_their_person() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.fill(NOTE, "Asks for a quiet").await?;
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    browser.fill(NAME, "Half a name").await?;

    browser.press("tbody tr[aria-rowindex='3']").await?;
    browser.press(".toasts button").await?;
    browser.find(NAME).await?;
    ensure!(value_of(&visit, NAME).await? == "Half a name");

    // Cancelling is meant: nothing of it is left, and the note is still there.
    browser.press("#drawer form .drawer__foot button[type='button']").await?;
    browser.find(NOTE).await?;
    ensure!(value_of(&visit, NOTE).await? == "Asks for a quiet");
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    browser.find(NAME).await?;
    ensure!(value_of(&visit, NAME).await? != "Half a name");
    Ok(())
}

/// A number that cannot be read is not kept as nothing: what was there stays.
#[tokio::test]
async fn a_number_that_cannot_be_read_erases_nothing() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let budget = say(visit.look.language, "customers.col_budget")?;
    let save = "#drawer form button[type='submit']";
    let edit = "#drawer button:has(use[href$='#i-edit'])";
    visit.add_person("Ann Walker").await?;
    visit.add_person("Ben Reed").await?;
    browser.press(edit).await?;
    browser.fill_labelled(&budget, "100").await?;
    browser.press(save).await?;
    browser.find_text("#drawer .kv", "100").await?;

    browser.press(edit).await?;
    browser.fill_labelled(&budget, "12x").await?;
    browser.fill(NAME, "Ben Reed Junior").await?;
    browser.press_text("tbody tr", "Ann Walker").await?;
    browser.find_text("#drawer h2", "Ann Walker").await?;
    browser.press_text("tbody tr", "Ben Reed").await?;
    browser.find(NAME).await?;
    browser.press(save).await?;
    browser.find_text("#drawer h2", "Ben Reed Junior").await?;
    browser.find_text("#drawer .kv", "100").await?;
    Ok(())
}
