//! What was typed and not yet saved is there again: facts and notes of a person, somebody who was
//! being added.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;

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
