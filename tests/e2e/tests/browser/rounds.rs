//! Rounds: one is kept, somebody comes, and the movement tells it with the name behind the number;
//! surveys tell shares with their intervals; all of it survives a reload and can be taken back.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const KEEP: &str = ".head button[data-variant='primary']:enabled";
const SURVEY: &str = ".head button:has(use[href$='#i-ledger'])";
const SAVE: &str = "dialog[open] .dialog__foot button[data-variant='primary']";
const ROWS: &str = ".mixtable tbody tr";

async fn go_to_rounds(visit: &Visit) -> Result<()> {
    visit.go_to("/segments").await?;
    visit.browser.press(".lenses a[href$='/segments/rounds']").await?;
    visit.browser.find(".mixes li").await?;
    Ok(())
}

async fn keep_round(visit: &Visit, name: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(KEEP).await?;
    browser.fill("dialog[open] .field:first-of-type input", name).await?;
    browser.press(SAVE).await?;
    browser.find_text(ROWS, name).await?;
    visit.wait_until_saved().await
}

async fn type_survey(visit: &Visit, name: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(SURVEY).await?;
    browser.fill("dialog[open] .dialog__body > .field input", name).await?;
    for (class, n) in [("bees", "12"), ("dragonflies", "20"), ("butterflies", "38")] {
        let label = say(visit.look.language, &format!("common.{class}"))?;
        browser.fill_labelled(&label, n).await?;
    }
    // Nothing is told of all while one count is missing, and nothing is saved.
    browser.press(SAVE).await?;
    browser.find("dialog[open] .field__error").await?;
    ensure!(!browser.is_there(".estimate dd").await?, "a missing count was taken for none");
    browser.fill_labelled(&say(visit.look.language, "common.mantises")?, "30").await?;
    browser.find_text(".estimate dd", "38").await?;
    Ok(())
}

#[tokio::test]
async fn who_came_since_a_round_is_told_by_name() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    // The sample has kept rounds of its own.
    browser.find(".flow").await?;
    keep_round(&visit, "Today's round").await?;
    browser.find_text("h1", "Nobody changed class since Today's round").await?;

    visit.add_person("Zora Newcomer").await?;
    go_to_rounds(&visit).await?;
    browser.find(".flow[role='img'][aria-label*='1 new, 0 gone']").await?;
    browser.press_text(".matrix tbody tr:last-child .matrix__all button", "1").await?;
    browser.press_text("dialog[open] .moved a", "Zora Newcomer").await?;
    browser.find_text("#drawer h2", "Zora Newcomer").await?;

    // Stages are counted by the same people.
    go_to_rounds(&visit).await?;
    browser.press("section[aria-labelledby='movement'] .segmented label:last-child").await?;
    browser.find_text(".matrix thead th", "Lapsed").await?;
    browser.find(".flow[aria-label*='1 new, 0 gone']").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A number of a kept round leads to the people who stood there, by name.
#[tokio::test]
async fn a_number_of_a_past_round_leads_to_its_people() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Walker").await?;
    go_to_rounds(&visit).await?;
    keep_round(&visit, "First round").await?;
    let number = format!("{ROWS} button.number[aria-label*='First round']");
    browser.press(&number).await?;
    browser.find_text("dialog[open] .moved a", "Ann Walker").await?;
    browser.check_accessibility("who stood there in a round").await?;
    browser.press_text("dialog[open] .moved a", "Ann Walker").await?;
    browser.find_text("#drawer h2", "Ann Walker").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rounds_and_surveys_stay_and_can_be_taken_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    keep_round(&visit, "Inventory day").await?;
    type_survey(&visit, "Street survey").await?;
    browser.press("dialog[open] .later summary").await?;
    browser.find_text("dialog[open] .later [role='status']", "answers").await?;
    browser.press(SAVE).await?;
    browser.find_text(ROWS, "Street survey").await?;
    visit.wait_until_saved().await?;

    visit.reload().await?;
    browser.find_text(ROWS, "Inventory day").await?;
    browser.find_text(ROWS, "Street survey").await?;
    browser.find(".flow").await?;

    browser.press("button[aria-label='Delete Inventory day']").await?;
    let is_gone = format!(
        "return ![...document.querySelectorAll('{ROWS}')].some(row => row.textContent.includes('Inventory day'))"
    );
    browser.wait_until("the round is deleted", &is_gone).await?;
    browser.press(".toast .btn:not(.toast__close)").await?;
    browser.find_text(ROWS, "Inventory day").await?;
    browser.find(".flow").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A round of a day gone by is marked as reconstructed, and movement from it is told at once.
#[tokio::test]
async fn a_round_is_kept_of_a_day_gone_by() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    browser.press(KEEP).await?;
    // How a day is typed depends on the system; the field's own value does not.
    let pick = "const [field, day] = arguments; field.value = day
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))";
    let day = browser.find("dialog[open] input[type='date']").await?;
    browser.driver.execute(pick, vec![day.to_json()?, "2999-01-01".into()]).await?;
    browser.find("dialog[open] .field__error").await?;
    browser.driver.execute(pick, vec![day.to_json()?, "2025-03-01".into()]).await?;
    browser.find("dialog[open] .note").await?;
    ensure!(!browser.is_there("dialog[open] .field__error").await?, "a day gone by is refused");
    browser.check_accessibility("keeping a round of a day gone by").await?;
    browser.fill("dialog[open] .field:first-of-type input", "Last spring").await?;
    browser.press(SAVE).await?;
    browser.find_text(ROWS, "Last spring").await?;
    visit.wait_until_saved().await?;
    let mark = say(visit.look.language, "rounds.reconstructed")?;
    let marked = format!(
        "return [...document.querySelectorAll('{ROWS}')].filter((row) =>
            row.textContent.includes('Last spring') && row.textContent.includes({mark:?})).length === 1"
    );
    browser.wait_until("the round says that it is reconstructed", &marked).await?;
    let is_compared = "return [...document.querySelectorAll('.between option')].some((option) =>
        option.textContent.includes('Last spring'))";
    browser.wait_until("movement can be told from it", is_compared).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Taken for an event that is over, a round is of its day; a day that was picked stays.
#[tokio::test]
async fn a_round_for_an_event_is_of_its_day() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    browser.press(KEEP).await?;
    let events = "dialog[open] select";
    let is_there = format!("return !!document.querySelector(\"{events} option[value='2']\")");
    browser.wait_until("the events are there", &is_there).await?;
    let is_of = |day: &str| {
        format!("return document.querySelector(\"dialog[open] input[type='date']\").value {day}")
    };
    browser.wait_until("it is of today", &is_of("!== ''")).await?;
    browser.choose(events, "2").await?;
    browser.find("dialog[open] .note").await?;
    browser.wait_until("it is of the event's day", &is_of("=== '2026-09-26'")).await?;
    browser.choose(events, "").await?;
    browser.wait_until("it is of today again", &is_of("!== '2026-09-26'")).await?;
    let pick = "const [field, day] = arguments; field.value = day
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))";
    let day = browser.find("dialog[open] input[type='date']").await?;
    browser.driver.execute(pick, vec![day.to_json()?, "2025-03-01".into()]).await?;
    browser.choose(events, "2").await?;
    browser.wait_until("the day that was picked stays", &is_of("=== '2025-03-01'")).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A budget says what a head gets, and warns where one brings less.
#[tokio::test]
async fn a_budget_becomes_money_for_each_class() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    let budget = "section[aria-labelledby='promotion'] input";
    browser.fill(budget, "1000").await?;
    browser.find_text("section[aria-labelledby='promotion'] thead th", "Money").await?;
    ensure!(!browser.is_there(".toomuch").await?, "a small budget is too much for nobody");
    browser.fill(budget, "1000000000").await?;
    browser.find(".toomuch").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_rounds(&visit).await?;
    browser.check_accessibility("the rounds of the sample").await?;
    keep_round(&visit, "Inventory day").await?;
    visit.add_person("Zora Newcomer").await?;
    // On a phone their card covers the way there.
    visit.open("segments/rounds").await?;
    browser.find(".flow").await?;
    type_survey(&visit, "Street survey").await?;
    browser.check_look("a survey").await?;
    browser.press(SAVE).await?;
    browser.find_text(ROWS, "Street survey").await?;
    browser.check_look("rounds").await?;
    browser.press(".matrix tbody tr:last-child .matrix__all button").await?;
    browser.find("dialog[open] .moved a").await?;
    browser.check_accessibility("the people behind a number").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rounds_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn rounds_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
