//! Two tabs on one workspace: each sees what the other saved, and whoever comes second reads
//! again and applies its change on top, or says that it could not.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;

#[tokio::test]
async fn one_tab_sees_what_the_other_saved() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;

    browser.driver.switch_to_window(second.clone()).await?;
    visit.open("customers").await?;
    visit.add_person("From the second").await?;

    browser.driver.switch_to_window(first).await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "1").await?;
    Ok(())
}

#[tokio::test]
async fn the_loser_applies_its_change_on_top() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open("customers").await?;
    let first = browser.driver.window().await?;
    // The first tab hears no news: it believes in a revision that is no longer the newest.
    let mut tools = visit.devtools().await?;
    let worker = tools.worker("engine").await?;
    tools.deafen(&worker).await?;

    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open("customers").await?;
    visit.add_person("From the second").await?;

    browser.driver.switch_to_window(first.clone()).await?;
    ensure!(
        !browser.is_there(".nav__count").await?
            || browser.text(".nav__link[href='/customers'] .nav__count").await? == "0"
    );
    visit.add_person("From the first").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "2").await?;

    // What both saved is in the store, not only on the screen.
    visit.open("customers").await?;
    browser.find_text("tbody", "From the first").await?;
    browser.find_text("tbody", "From the second").await?;
    Ok(())
}
