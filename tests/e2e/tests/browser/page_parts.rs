//! Pages are fetched apart: one that cannot be had is told and asked for again, and once all are
//! there the network may go.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;

/// Part of the name of the file that holds the forecast.
const FORECAST: &str = "/split_forecast";

#[tokio::test]
async fn a_page_that_cannot_be_fetched_is_told_and_comes_when_asked_again() -> Result<()> {
    let host = site::serve().await?;
    host.fail(FORECAST, 503);
    let visit = Visit::arrive(host, Look::PLAIN).await?;
    let browser = &visit.browser;
    browser.go(&visit.host.url()).await?;
    visit.wait_until_ready().await?;
    visit.go_to("/forecast").await?;
    browser.find_text("main .note[data-tone='danger']", "safe").await?;

    // The rest of the page goes on, and the missing part comes once it can be had.
    visit.go_to("/settings").await?;
    browser.find("main h1").await?;
    visit.go_to("/forecast").await?;
    browser.find("main .note[data-tone='danger']").await?;
    visit.host.release();
    browser.press("main .note button").await?;
    browser.find("main h1").await?;
    Ok(())
}

#[tokio::test]
async fn pages_are_fetched_ahead_so_that_none_is_missing_without_a_network() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let all_there =
        "const seen = performance.getEntriesByType('resource').map((file) => file.name);
        return ['today', 'customers', 'forecast', 'events']
            .every((part) => seen.some((name) => name.includes(`/split_${part}`)))";
    browser.wait_until("all parts are there", all_there).await?;
    visit.host.fail("/", 503);
    for place in
        ["/customers", "/segments", "/calls", "/forecast", "/events", "/import", "/settings", "/"]
    {
        visit.go_to(place).await?;
        browser.find("main h1").await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
