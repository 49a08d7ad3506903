//! Two tabs on one workspace: each sees what the other saved, and whoever comes second reads
//! again and applies its change on top, or says that it could not.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::WindowHandle;

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

const FACTS: &str = "#drawer section[aria-labelledby='drawer-facts']";

/// Opens the fields of the only person here and in a second tab, which is then in front.
async fn edit_in_two_tabs(visit: &Visit) -> Result<WindowHandle> {
    let browser = &visit.browser;
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    browser.find("#drawer form button[type='submit']").await?;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    Ok(first)
}

async fn fill_and_save(visit: &Visit, label: &str, value: &str) -> Result<()> {
    visit.browser.fill_labelled(&say(visit.look.language, label)?, value).await?;
    visit.browser.press("#drawer form button[type='submit']").await
}

#[tokio::test]
async fn a_form_saves_only_what_was_typed_into_it() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Walker").await?;
    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13800138000").await?;
    browser.find_text(FACTS, "13800138000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_company", "Willow Ltd").await?;
    browser.find_text(FACTS, "Willow Ltd").await?;
    browser.find_text(FACTS, "13800138000").await?;

    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find_text(FACTS, "Willow Ltd").await?;
    browser.find_text(FACTS, "13800138000").await?;
    Ok(())
}

#[tokio::test]
async fn of_two_values_of_one_field_the_reader_chooses() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let language = visit.look.language;
    visit.add_person("Ann Walker").await?;
    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13800138000").await?;
    browser.find_text(FACTS, "13800138000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_phone", "13900139000").await?;
    let note = browser.text("#drawer form [role='alert']").await?;
    ensure!(note.contains("13800138000") && note.contains("13900139000"), "{note}");
    browser.press_text("#drawer form button", &say(language, "common.take_theirs")?).await?;
    browser.find_text(FACTS, "13800138000").await?;

    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13700137000").await?;
    browser.find_text(FACTS, "13700137000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_phone", "13900139000").await?;
    browser.press_text("#drawer form button", &say(language, "common.keep_mine")?).await?;
    browser.find_text(FACTS, "13900139000").await?;
    Ok(())
}
