//! A browser that is killed, or a page that is loaded again, while an import is under way: what is there
//! afterwards is the state before it or the state after it, whole, and what was cut off is told of.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::lists;
use meadow_e2e::standstill::Moment;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const IMPORT: &str = "aside button[data-variant='primary']:enabled";
const CUT_OFF: &str = ".engine-notice .note[data-tone='warn']";
const OLD: &str = "1 people, 0 orders";

/// What is in the workspace that the browser opens, if it opens it whole.
async fn found(visit: &Visit) -> Result<String> {
    visit.open("settings").await?;
    let row = "section[aria-labelledby='storage'] .kv div:first-child dd";
    visit.browser.find_text(row, " people, ").await?;
    ensure!(!visit.browser.is_there(".engine-notice [role='alert']").await?, "damage is told of");
    ensure!(!visit.browser.is_there("main [role='alert']").await?, "trouble is told of");
    visit.browser.text(row).await
}

/// Every moment of the writing, before the commit and after it.
#[tokio::test]
async fn until_the_commit_it_has_the_old_state_and_from_then_on_the_new() -> Result<()> {
    let list = lists::customers('K', 20_000, false)?;
    let new = "20,001 people, 20,000 orders";
    let mut visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Saved before").await?;
    for (moment, wanted) in [
        (Moment::Chunk(1), OLD),
        // The first eight are committed by then; no state names them.
        (Moment::Chunk(11), OLD),
        (Moment::Head, OLD),
        (Moment::Committed, new),
    ] {
        let mut tools = visit.devtools().await?;
        let engine = tools.worker("engine").await?;
        tools.stop_at(&engine, moment).await?;
        visit.look_at_file(&list.path).await?;
        visit.browser.press(IMPORT).await?;
        tools.wait_for_stop(&engine).await?;
        if wanted == OLD {
            visit.browser.find("aside .progress").await?;
            ensure!(visit.browser.text(N_PEOPLE).await? == "1", "it is shown before it is in");
        }
        visit = visit.crash_browser().await?;
        let found = found(&visit).await?;
        ensure!(found.starts_with(wanted), "{found} after {moment:?}");
    }
    // What is there can be changed and taken back.
    visit.add_person("Saved after").await?;
    visit.browser.find_text(N_PEOPLE, "20,002").await?;
    for n_people in ["20,001", "1"] {
        visit.browser.press(".bar__undo").await?;
        visit.browser.find_text(N_PEOPLE, n_people).await?;
    }
    Ok(())
}

/// The browser itself writes when it is killed, and with a large file it has much in its hands.
#[tokio::test]
async fn killed_while_the_screen_shows_it_saving_a_large_file() -> Result<()> {
    let list = lists::customers('K', 200_000, false)?;
    let new = "200,001 people, 200,000 orders";
    let mut visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Saved before").await?;
    for part in ["0", "0.5"] {
        visit.go_to("/import").await?;
        visit.look_at_file(&list.path).await?;
        visit.browser.press(IMPORT).await?;
        let saving = say(visit.look.language, "import.saving")?;
        let is_that_far = format!(
            "const bar = document.querySelector('aside .progress progress')
             return bar?.getAttribute('aria-label') === '{saving}' && bar.value / bar.max > {part}"
        );
        visit.browser.wait_long_until("it is saving", &is_that_far).await?;
        visit = visit.crash_browser().await?;
        let found = found(&visit).await?;
        ensure!(found.starts_with(OLD) || found.starts_with(new), "{found} after {part}");
        if !found.starts_with(OLD) {
            visit.browser.press(".bar__undo").await?;
            visit.browser.find_text(N_PEOPLE, "1").await?;
            visit.wait_until_saved().await?;
        }
    }
    // It may be done again.
    visit.import(&list.path).await?;
    let found = found(&visit).await?;
    ensure!(found.starts_with(new), "{found}");
    Ok(())
}

/// Loading the page again ends the import with nothing kept, which is said once; one that came in, or is
/// under way in another tab, is not spoken of.
#[tokio::test]
async fn an_import_that_a_reload_cut_off_is_told_of_once() -> Result<()> {
    let list = lists::customers('K', 200_000, false)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Saved before").await?;
    visit.look_at_file(&list.path).await?;
    browser.press(IMPORT).await?;
    browser.find("aside .progress").await?;

    visit.reload().await?;
    browser.find_text(CUT_OFF, "customers.csv").await?;
    ensure!(browser.text(N_PEOPLE).await? == "1", "part of it was kept");
    let seen = say(visit.look.language, "shell.data_lost_seen")?;
    browser.press_text(&format!("{CUT_OFF} button"), &seen).await?;
    let is_gone = format!("return !document.querySelector(\"{CUT_OFF}\")");
    browser.wait_until("the notice is gone", &is_gone).await?;
    let mark =
        "return Object.keys(localStorage).find(key => key.startsWith('meadow.begun-import'))";
    ensure!(browser.run(mark).await?.is_null(), "it would be told of twice");
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "1").await?;
    ensure!(!browser.is_there(CUT_OFF).await?, "it is told of twice");

    visit.import(&list.path).await?;
    ensure!(browser.run(mark).await?.is_null(), "what came in is marked as cut off");
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "200,001").await?;
    ensure!(!browser.is_there(CUT_OFF).await?, "it came in and is said to have not");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Of several files in one go all that did not come in are named; what another tab is bringing in is not.
#[tokio::test]
async fn all_files_that_a_reload_kept_out_are_named() -> Result<()> {
    let first = lists::customers('K', 200_000, false)?;
    let waiting = lists::file("april.csv", "customer_id,name,pet\nX1,Ann,cat\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Saved before").await?;
    visit.look_at_file(&format!("{}\n{}", first.path, waiting.path)).await?;
    browser.press(IMPORT).await?;
    browser.find("aside .progress").await?;

    visit.reload().await?;
    browser.find_text(CUT_OFF, "customers.csv").await?;
    ensure!(browser.text(CUT_OFF).await?.contains("april.csv"), "the one that waited is not named");

    Ok(())
}

/// A tab that opens while another is at an import says nothing of it, and does not forget its mark.
#[tokio::test]
async fn an_import_of_another_tab_is_not_told_as_cut_off() -> Result<()> {
    let list = lists::customers('K', 200_000, false)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Saved before").await?;
    visit.look_at_file(&list.path).await?;
    browser.press(IMPORT).await?;
    browser.find("aside .progress").await?;

    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open("customers").await?;
    browser.find(N_PEOPLE).await?;
    ensure!(!browser.is_there(CUT_OFF).await?, "it is under way, and told as cut off");
    Ok(())
}
