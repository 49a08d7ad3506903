//! Storage that fails in the middle of things, and the care taken of it: what was saved stands.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde_json::json;
use tempfile::TempDir;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const IMPORT: &str = "aside button[data-variant='primary']:enabled";

/// A list of so many customers, which takes a while to come in, in a folder of its own.
fn long_list(n_customers: usize) -> Result<(TempDir, String)> {
    let mut csv = "customer_id,name,phone,order_date,amount\n".to_owned();
    for n in 0..n_customers {
        let (day, cents) = (n % 28 + 1, n % 89 + 10);
        writeln!(csv, "K{n},Person {n},139{n:08},2024-03-{day:02},{n}.{cents}")?;
    }
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("long.csv");
    std::fs::write(&path, csv)?;
    let path = path.to_str().context("a path that is text")?.to_owned();
    Ok((folder, path))
}

#[tokio::test]
async fn a_disk_that_fills_up_in_the_middle_of_an_import_leaves_the_old_state_whole() -> Result<()>
{
    let (_folder, path) = long_list(60_000)?;
    let visit = Visit::arrive(site::serve().await?, Look::PLAIN).await?;
    let origin = visit.host.origin();
    // Room for some of its chunks, not for all.
    let quota = json!({ "origin": origin, "quotaSize": 900_000 });
    visit.browser.devtools("Storage.overrideQuotaForOrigin", quota).await?;
    visit.open("").await?;
    visit.add_person("Saved before").await?;
    visit.look_at_file(&path).await?;
    // The browser's own estimate knows nothing of it, so nobody is warned.
    visit.browser.press(IMPORT).await?;
    visit.browser.find_text("main [role='alert'], .saved[data-state='failed']", "full").await?;
    ensure!(visit.browser.text(N_PEOPLE).await? == "1");

    let visit = visit.reopen_browser().await?;
    visit.open("customers").await?;
    visit.browser.find_text("tbody", "Saved before").await?;
    ensure!(visit.browser.text(N_PEOPLE).await? == "1");
    // With room it goes on; what was written for nothing is in nobody's way.
    visit.add_person("Saved after").await?;
    visit.browser.find_text(N_PEOPLE, "2").await?;
    Ok(())
}

#[tokio::test]
async fn a_browser_that_is_killed_during_an_import_has_the_old_state_or_the_new() -> Result<()> {
    let (_folder, path) = long_list(60_000)?;
    let mut visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Saved before").await?;
    for ms in [50, 400, 1_200, 2_500] {
        visit.look_at_file(&path).await?;
        visit.browser.press(IMPORT).await?;
        tokio::time::sleep(Duration::from_millis(ms)).await;
        visit = visit.crash_browser().await?;
        visit.open("customers").await?;
        visit.browser.find_text(N_PEOPLE, "1").await?;
        let n_people = visit.browser.text(N_PEOPLE).await?;
        ensure!(["1", "60,001"].contains(&n_people.as_str()), "{n_people} after {ms} ms");
        ensure!(!visit.browser.is_there(".engine-notice [role='alert']").await?);
        if n_people != "1" {
            // It was in before it was killed; back to where the next round begins.
            visit.open("settings").await?;
            visit.browser.press("section[aria-labelledby='history'] button").await?;
            visit.browser.find_text(N_PEOPLE, "1").await?;
            visit.wait_until_saved().await?;
        }
    }
    // What is stored is whole: it can be changed, and undone to its beginning.
    visit.add_person("Saved after").await?;
    visit.browser.find_text(N_PEOPLE, "2").await?;
    Ok(())
}

#[tokio::test]
async fn two_tabs_that_write_at_once_keep_what_both_wrote() -> Result<()> {
    let (_folder, path) = long_list(20_000)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open("import").await?;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second.clone()).await?;
    visit.open("customers").await?;

    // While the file comes in here, somebody is added there.
    browser.driver.switch_to_window(first.clone()).await?;
    visit.look_at_file(&path).await?;
    browser.press(IMPORT).await?;
    browser.driver.switch_to_window(second.clone()).await?;
    visit.add_person("From the second").await?;
    browser.driver.switch_to_window(first).await?;
    visit.wait_for_import().await?;
    browser.find_text(N_PEOPLE, "20,001").await?;
    browser.driver.switch_to_window(second).await?;
    browser.find_text(N_PEOPLE, "20,001").await?;
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "20,001").await?;
    Ok(())
}

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
    browser.find("dialog[open] table").await?;
    visit.browser.check_accessibility("two states compared").await?;
    browser.press("dialog[open] .dialog__foot button").await?;

    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='3']").await?;
    let name = browser.text("#drawer h2").await?;
    browser.press("#drawer .drawer__part > button[data-variant='danger']").await?;
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
