//! Hosts: at the root and below a path, with the policy in headers too or in the page alone, deep
//! links and reloads included.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use static_host::StaticHost;

/// Deep links are answered with 404.html and this status, which the browser logs.
const NOT_FOUND_LINE: &str = "the server responded with a status of 404";

async fn check(host: StaticHost) -> Result<()> {
    let visit = Visit::arrive(host.start().await?, Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open("").await?;
    browser.find(".empty").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty(), "the start page logs errors");

    for deep in [
        "customers",
        "segments",
        "segments/rounds",
        "calls",
        "forecast/movement",
        "events/new",
        "settings",
    ] {
        visit.open(deep).await?;
        browser.find("main h1").await?;
        visit.reload().await?;
        browser.find("main h1").await?;
        ensure!(browser.driver.current_url().await?.path().ends_with(deep), "{deep} was left");
    }
    visit.go_to("/customers").await?;
    browser.find("main .empty").await?;

    visit.open("nowhere").await?;
    browser.find_text("h1", "No such page").await?;

    let errors = browser.console_errors(&[NOT_FOUND_LINE]).await?;
    ensure!(errors.is_empty(), "{errors:#?}");
    Ok(())
}

#[tokio::test]
async fn at_the_root_without_headers() -> Result<()> {
    check(site::at_root()?).await
}

#[tokio::test]
async fn at_the_root_with_headers() -> Result<()> {
    check(site::at_root()?.with_policy_headers()).await
}

#[tokio::test]
async fn below_a_path_without_headers() -> Result<()> {
    check(site::below_meadow()?).await
}

#[tokio::test]
async fn below_a_path_with_headers() -> Result<()> {
    check(site::below_meadow()?.with_policy_headers()).await
}
