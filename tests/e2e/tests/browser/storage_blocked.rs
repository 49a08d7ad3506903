//! Storage that is refused, full or of a newer Meadow: a clear message, and nothing lost.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Browser, Look, Profile};
use meadow_e2e::site::{self, fixture};
use meadow_e2e::visit::Visit;
use serde_json::{Value, json};

#[tokio::test]
async fn a_browser_that_refuses_to_store_is_told() -> Result<()> {
    let host = site::serve().await?;
    let profile = Profile::of_whole_browser()?;
    let browser = Browser::open_without_storage(&profile, Look::PLAIN).await?;
    browser.go(&host.url()).await?;
    browser.find_text("main [role='alert']", "does not let this page store data").await?;
    // The page itself goes on.
    browser.press(".side a[href='/settings']").await?;
    browser.find("main h1").await?;
    Ok(())
}

#[tokio::test]
async fn a_full_disk_costs_the_change_and_nothing_else() -> Result<()> {
    let visit = Visit::arrive(site::serve().await?, Look::PLAIN).await?;
    let browser = &visit.browser;
    let origin = visit.host.origin();
    // Before anything is opened: the browser sets room aside when a store is first used.
    let little = json!({ "origin": origin, "quotaSize": 20_000 });
    browser.devtools("Storage.overrideQuotaForOrigin", little).await?;
    visit.open("").await?;
    visit.add_person("Saved before").await?;
    visit.look_at_file(&fixture("cdnow_sample_transactions.csv")?).await?;
    browser.press("aside button[data-variant='primary']:enabled").await?;
    browser.find_text("main [role='alert'], .saved[data-state='failed']", "full").await?;
    let n_people = ".nav__link[href='/customers'] .nav__count";
    ensure!(browser.text(n_people).await? == "1");

    browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await?;
    visit.reload().await?;
    ensure!(browser.text(n_people).await? == "1");
    visit.add_person("Saved after").await?;
    browser.find_text(n_people, "2").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_a_newer_meadow_saved_is_left_alone_and_can_be_exported() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Saved before").await?;
    let raise_version = "new Promise((done, fail) => {
        const request = indexedDB.open('meadow', 99)
        request.onsuccess = () => { request.result.close(); done(true) }
        request.onerror = () => fail(request.error)
    })";
    browser.evaluate(raise_version, true).await?;

    browser.go(&visit.host.url()).await?;
    browser.find_text("main [role='alert']", "newer Meadow").await?;
    visit.browser.check_accessibility("a workspace that cannot be opened").await?;
    browser.press("main [role='alert'] button:has(use[href$='#i-export'])").await?;
    let file = visit.downloaded("bin").await?;
    let end = file.iter().position(|byte| *byte == b'\n').context("no first line")?;
    let contents: Value = serde_json::from_slice(&file[..end])?;
    let records = contents["records"].as_array().context("no records")?;
    for store in ["workspaces", "heads", "manifests", "chunks"] {
        ensure!(records.iter().any(|record| record["store"] == store), "no {store}: {contents}");
    }
    let n_bytes: u64 = records.iter().filter_map(|record| record["n_bytes"].as_u64()).sum();
    ensure!(n_bytes as usize == file.len() - end - 1, "{contents}");
    let version = "indexedDB.databases().then(([database]) => database.version)";
    ensure!(browser.evaluate(version, true).await? == 99);
    Ok(())
}
