//! The engine that comes late, not at all, or dies: the page goes on, says so and keeps what was
//! saved.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;

/// Part of the names of the engine's two files.
const ENGINE_FILES: &str = "/engine-";

#[tokio::test]
async fn the_page_renders_and_navigates_before_the_engine_is_there() -> Result<()> {
    let host = site::serve().await?;
    host.hold(ENGINE_FILES);
    let visit = Visit::arrive(host, Look::PLAIN).await?;
    let browser = &visit.browser;
    browser.go(&visit.host.url()).await?;
    for place in
        ["/customers", "/segments", "/calls", "/forecast", "/events", "/import", "/settings", "/"]
    {
        visit.go_to(place).await?;
        browser.find(&format!(".side a[href='{place}'][aria-current='page']")).await?;
        browser.find("main h1").await?;
    }
    let was_asked = visit.host.requests().iter().any(|seen| seen.path.contains(ENGINE_FILES));
    ensure!(was_asked, "nothing was held");

    visit.host.release();
    visit.wait_until_ready().await?;
    visit.open_sample().await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_engine_that_cannot_be_loaded_is_told_and_can_be_tried_again() -> Result<()> {
    let host = site::serve().await?;
    host.fail(ENGINE_FILES, 503);
    let visit = Visit::arrive(host, Look::PLAIN).await?;
    let browser = &visit.browser;
    browser.go(&visit.host.url()).await?;
    browser.find(".engine-notice [data-tone='danger']").await?;
    browser.find_text(".engine-notice", "safe").await?;

    visit.host.release();
    browser.press(".engine-notice button").await?;
    visit.wait_until_ready().await?;
    visit.open_sample().await
}

#[tokio::test]
async fn a_crash_loses_nothing_saved_and_the_engine_starts_again() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer button:has(use[href$='#i-trash'])").await?;
    browser.find_text("h1", "3,485").await?;
    visit.wait_until_saved().await?;

    // Every death but the last is mended without being asked.
    let mut tools = visit.devtools().await?;
    for _ in 0..3 {
        let worker = tools.worker("engine").await?;
        tools.evaluate_in(&worker, "setTimeout(() => { throw new Error('for the test') })").await?;
        tools.wait_for_end(&worker).await?;
    }
    let worker = tools.worker("engine").await?;
    tools.evaluate_in(&worker, "setTimeout(() => { throw new Error('for the test') })").await?;
    browser.find(".engine-notice [data-tone='danger']").await?;
    browser.press(".engine-notice button").await?;

    visit.go_to("/").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "3,485").await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "3,486").await?;
    Ok(())
}

#[tokio::test]
async fn an_engine_that_falls_silent_is_replaced() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    let mut tools = visit.devtools().await?;
    let worker = tools.worker("engine").await?;
    tools.evaluate_in(&worker, "self.close()").await?;

    // The question is put to a worker that is gone; its silence is noticed in time.
    visit.go_to("/customers").await?;
    browser
        .wait_long_until(
            "the silent engine is replaced and the question asked again",
            "return document.querySelector('main h1')?.textContent.includes('3,486')",
        )
        .await
}
