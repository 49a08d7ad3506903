//! The steps of the history, and somebody erased for good out of all of them.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";

#[tokio::test]
async fn any_step_can_be_gone_back_to_and_somebody_erased_for_good() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Walker").await?;
    visit.add_person("Zora Quill").await?;
    visit.open("settings").await?;
    // Newest first: here, then the step before, with what to do about it.
    browser.press("ol.log li:nth-child(2) button:last-child").await?;
    browser.find_text(N_PEOPLE, "1").await?;
    browser.find_text("ol.log li[aria-current]", "Back to").await?;
    browser.press("section[aria-labelledby='history'] button").await?;
    browser.find_text(N_PEOPLE, "2").await?;

    // Above where we stand is the step that was just undone.
    browser.press("ol.log li:nth-child(3) button:first-of-type").await?;
    browser.press("dialog[open] tbody tr:first-child button").await?;
    browser.find_text("dialog[open] .log", "Zora Quill").await?;
    visit.browser.check_accessibility("two states compared").await?;
    browser.press("dialog[open] .dialog__foot button").await?;

    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='3']").await?;
    let name = browser.text("#drawer h2").await?;
    browser.press("#drawer .drawer__part > button[data-variant='danger']").await?;
    let returns = say(visit.look.language, "customers.erase_returns")?;
    browser.find_text("dialog[open] form p", &returns).await?;
    visit.browser.check_accessibility("the question before erasing").await?;
    // Another name is not enough.
    browser.fill("dialog[open] input", "Nobody").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='danger']").await?;
    browser.find("dialog[open] [aria-invalid='true']").await?;
    browser.fill("dialog[open] input", &name).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='danger']").await?;
    browser.find_text(N_PEOPLE, "1").await?;
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "1").await?;
    let page = browser.run("return document.body.innerText").await?;
    ensure!(!page.as_str().unwrap_or_default().contains(&name), "{name} is still there");
    Ok(())
}

#[tokio::test]
async fn orders_behind_a_count_are_told_when_two_states_are_compared() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("orders.csv");
    std::fs::write(
        &path,
        "name,phone,order number,order date,amount\nAnn,13800138001,A-1,2026-03-05,12\n",
    )?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Zora Quill").await?;
    visit.import(&path.to_string_lossy()).await?;
    visit.open("settings").await?;
    browser.press("ol.log li:nth-child(2) button:first-of-type").await?;
    browser.press("dialog[open] tbody tr:nth-child(2) button").await?;
    browser.find_text("dialog[open] .log", "A-1").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
