//! Storage that is refused or full: a clear message, and nothing lost.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Browser, Look, Profile};
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde_json::json;

#[tokio::test]
async fn a_browser_that_refuses_to_store_is_told() -> Result<()> {
    let host = site::serve().await?;
    let profile = Profile::new()?;
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
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.go_to("/customers").await?;
    visit.add_person("Saved before").await?;
    visit.wait_until_saved().await?;

    let origin = visit.host.origin();
    browser
        .devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 }))
        .await?;
    // The browser has set room aside for the page as it is open now.
    visit.reload().await?;
    visit.try_to_add_person("Too much").await?;
    browser.find_text(".saved[data-state='failed'], .toast", "full").await?;
    let n = "return document.querySelector('.nav__link[href=\"/customers\"] .nav__count').textContent === '1'";
    browser.wait_until("nobody was added", n).await?;

    browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await?;
    visit.reload().await?;
    browser.find_text("h1", "1 customers").await?;
    visit.add_person("Saved after").await?;
    visit.wait_until_saved().await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
