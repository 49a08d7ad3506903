//! Scenarios of a forecast are kept, set side by side, opened, renamed, removed and brought back, and
//! written into their event; in both languages, on a phone, by the keyboard, and beside another tab.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const SECTION: &str = "section[aria-labelledby='h-scenarios']";
const ROWS: &str = "section[aria-labelledby='h-scenarios'] .scenarios tbody tr";
const TABLE: &str = "section[aria-labelledby='h-scenarios'] .scenarios__table";
const NAME: &str = "dialog[open] #scenario-name input";

/// The sample at the quick scenario.
async fn forecast(look: Look) -> Result<Visit> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("forecast").await?;
    visit.browser.find(&format!("{SECTION} h2")).await?;
    Ok(visit)
}

async fn keep(visit: &Visit, name: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(&format!("{SECTION} .section__head button")).await?;
    browser.find(NAME).await?;
    browser.fill(NAME, name).await?;
    browser.type_keys(Key::Enter).await?;
    visit.wait_until_saved().await?;
    browser.find_text(&format!("{ROWS} th"), name).await?;
    Ok(())
}

/// The seats of what is tried.
async fn set_seats(visit: &Visit, seats: &str) -> Result<()> {
    let browser = &visit.browser;
    let label = say(visit.look.language, "forecast.seats")?;
    browser.fill_labelled(&label, seats).await?;
    browser.type_keys(Key::Tab).await
}

async fn check_scenarios(look: Look) -> Result<()> {
    let visit = forecast(look).await?;
    let browser = &visit.browser;
    let language = look.language;
    keep(&visit, "Small room").await?;
    set_seats(&visit, "500").await?;
    keep(&visit, "Great hall").await?;
    // Side by side: what is tried now and both that are kept, with figures in every column.
    let n_columns = format!("return document.querySelectorAll(\"{TABLE} thead th\").length === 3");
    browser.wait_until("three columns stand side by side", &n_columns).await?;
    let is_there = format!(
        "return document.querySelectorAll(\"{TABLE} tbody:nth-of-type(2) td b\").length === 33"
    );
    browser.wait_until("every column has its figures", &is_there).await?;
    browser.find_text(&format!("{TABLE} tbody th"), &say(language, "forecast.seats")?).await?;
    let of_goal = say(language, "forecast.chance_of_goal")?;
    browser.find_text(&format!("{TABLE} tbody:nth-of-type(2) th"), &of_goal).await?;
    browser.find(&format!("{TABLE} .scenarios__difference")).await?;
    // Notices lie over the page until they are read.
    let close_notices =
        "document.querySelectorAll('.toast__close').forEach((close) => close.click())";
    browser.run(close_notices).await?;
    browser.wait_until("no notice is left", "return !document.querySelector('.toast')").await?;
    // Where the page was scrolled to, the bar at its foot may lie over half a field.
    browser.run("document.querySelector('h1').scrollIntoView({ block: 'end' })").await?;
    browser.check_accessibility("scenarios side by side").await?;
    browser.check_width("scenarios side by side").await?;
    // One less, and none: then the page says what to do.
    browser.press(&format!("{SECTION} tbody tr:nth-child(1) .check input")).await?;
    let n_columns = format!("return document.querySelectorAll(\"{TABLE} thead th\").length === 2");
    browser.wait_until("two columns are left", &n_columns).await?;
    browser.press(&format!("{SECTION} tbody tr:nth-child(2) .check input")).await?;
    browser
        .find_text(&format!("{SECTION} .muted"), &say(language, "scenarios.choose_two")?)
        .await?;
    visit.reload().await?;
    browser.find_text(&format!("{ROWS} th"), "Great hall").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn scenarios_side_by_side_in_english_on_a_desktop() -> Result<()> {
    check_scenarios(Look::PLAIN).await
}

#[tokio::test]
async fn scenarios_side_by_side_in_chinese_on_a_phone() -> Result<()> {
    check_scenarios(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

#[tokio::test]
async fn a_scenario_is_opened_renamed_branched_removed_and_brought_back() -> Result<()> {
    let visit = forecast(Look::PLAIN).await?;
    let browser = &visit.browser;
    set_seats(&visit, "40").await?;
    keep(&visit, "Small").await?;
    set_seats(&visit, "500").await?;
    // What was tried since can be saved into it; here it is thrown away for what is kept.
    browser.find_text(&format!("{SECTION} button"), "Save into “Small”").await?;
    browser.press("button[aria-label='Open scenario Small']").await?;
    let seats = |n: u32| {
        format!(
            "return [...document.querySelectorAll('.inputs .field')].some((field) =>
                field.querySelector('label')?.innerText.trim() === 'Seats'
                    && field.querySelector('input')?.value === '{n}')"
        )
    };
    browser.wait_until("its seats are tried", &seats(40)).await?;
    // And back again.
    browser.press_text(".toast button", "Back to what you tried before").await?;
    browser.wait_until("what was tried is back", &seats(500)).await?;

    browser.press("button[aria-label='Rename scenario Small']").await?;
    browser.find(NAME).await?;
    browser.fill(NAME, " ").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("dialog[open] .field__error").await?;
    browser.fill(NAME, "Little").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("button[aria-label='Rename scenario Little']").await?;

    browser.press("button[aria-label='Branch scenario Little']").await?;
    browser.find(NAME).await?;
    browser.fill(NAME, "Twin").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("button[aria-label='Remove scenario Twin']").await?;
    browser.find_text(&format!("{ROWS} td"), "Little").await?;
    browser.wait_until("the branch is tried", &seats(40)).await?;

    browser.press("button[aria-label='Remove scenario Twin']").await?;
    let is_gone = "return !document.querySelector(\"button[aria-label='Remove scenario Twin']\")";
    browser.wait_until("it is removed", is_gone).await?;
    browser.press(".bar__undo").await?;
    browser.find("button[aria-label='Remove scenario Twin']").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_a_forecast_asks_for_takes_ranges_and_arithmetic() -> Result<()> {
    let visit = forecast(Look::PLAIN).await?;
    let browser = &visit.browser;
    let hint = ".inputs .field .field__hint";
    set_seats(&visit, "40–60").await?;
    browser.find_text(hint, "90 % between 40 and 60").await?;
    // A range moves the profit like any other.
    browser.fill_labelled(&say(visit.look.language, "forecast.contingency")?, "5-15").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find_text("section[aria-labelledby='h-movers'] tbody th", "Contingency").await?;
    set_seats(&visit, "1.2*80").await?;
    browser.find_text(hint, "= 96").await?;
    set_seats(&visit, "many").await?;
    browser.find_text(".inputs .field__error", "Not a number or range").await?;
    let goal = ".ask__say label:first-of-type .input";
    browser.fill(goal, "a few").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find(".ask .field__error").await?;
    browser.fill(goal, "20-30").await?;
    browser.type_keys(Key::Tab).await?;
    let is_taken = format!("return document.querySelector('{goal}').value === '25'");
    browser.wait_until("the middle is the goal", &is_taken).await?;
    ensure!(!browser.is_there(".ask .field__error").await?);
    Ok(())
}
