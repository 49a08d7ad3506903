//! The room that storage takes and has, the browser's promise to keep it, and a disk that is full in
//! the middle of things: what was saved stands.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Browser, Look, Profile};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use meadow_e2e::{lists, site};
use serde_json::json;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const IMPORT: &str = "aside button[data-variant='primary']:enabled";
const KEPT: &str = "section[aria-labelledby='storage']";

/// With the settings last, where more is told.
const EVERY_PAGE: [&str; 9] = [
    "",
    "customers",
    "customers/clean-up",
    "import",
    "segments",
    "calls",
    "events",
    "forecast",
    "settings",
];

/// What the list of facts says beside a term.
async fn fact(visit: &Visit, key: &str) -> Result<String> {
    let term = say(visit.look.language, key)?;
    let script = format!(
        "return [...document.querySelectorAll(\"{KEPT} .kv div\")]
            .find((row) => row.querySelector('dt').textContent === '{term}')
            ?.querySelector('dd').textContent"
    );
    let fact = visit.browser.run(&script).await?;
    Ok(fact.as_str().with_context(|| format!("nothing is said of {term}"))?.to_owned())
}

#[tokio::test]
async fn the_page_tells_of_room_and_backup_and_asks_the_browser_to_keep_the_data() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    visit.add_person("Ann Walker").await?;
    visit.go_to("/settings").await?;
    browser.find_text(KEPT, "1 people, 0 orders, 0 events").await?;
    // As the browser itself tells it.
    let estimate = browser.evaluate("navigator.storage.estimate()", true).await?;
    ensure!(estimate["usage"].as_f64() > Some(1_000.0), "{estimate}");
    let room = fact(&visit, "settings.used").await?;
    let (used, all) = room.split_once(" of ").with_context(|| room.clone())?;
    ensure!(used.ends_with("kB") && !used.starts_with('0') && all.ends_with("GB"), "{room}");

    let none = say(language, "settings.no_backup")?;
    ensure!(fact(&visit, "settings.last_backup").await? == none);
    browser
        .find_text(&format!("{KEPT} .note"), &say(language, "settings.backup_none_yet")?)
        .await?;
    visit.take_backup("a sentence to remember", false).await?;
    let is_noted = format!(
        "return ![...document.querySelectorAll(\"{KEPT} dd\")].some((dd) => dd.textContent === '{none}')"
    );
    browser.wait_until("the backup is noted", &is_noted).await?;
    let year = browser.run("return String(new Date().getFullYear())").await?;
    let said = fact(&visit, "settings.last_backup").await?;
    ensure!(said.contains(year.as_str().context("a year")?), "{said}");

    // The browser says no, and later yes; the page says which.
    let promise = format!("{KEPT} .note [role='status']");
    let ask = say(language, "settings.ask_persist")?;
    browser.find_text(&promise, &say(language, "settings.not_persistent")?).await?;
    browser.press_text(&format!("{KEPT} button"), &ask).await?;
    browser.find_text(&promise, &say(language, "settings.persist_refused")?).await?;
    let grant = json!({ "origin": visit.host.origin(), "permissions": ["durableStorage"] });
    browser.devtools("Browser.grantPermissions", grant).await?;
    browser.press_text(&format!("{KEPT} button"), &ask).await?;
    browser.find_text(&promise, &say(language, "settings.persistent")?).await?;
    ensure!(browser.evaluate("navigator.storage.persisted()", true).await? == true);
    visit.reload().await?;
    browser.find_text(&promise, &say(language, "settings.persistent")?).await?;
    ensure!(fact(&visit, "settings.last_backup").await? == said, "the backup is forgotten");
    Ok(())
}

#[tokio::test]
async fn little_room_is_told_of_on_every_page() -> Result<()> {
    let visit = with_honest_room().await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    let list = lists::customers('K', 2_000, false)?;
    let notice = ".engine-notice .note[data-tone='warn']";
    visit.open("").await?;
    visit.add_person("Ann Walker").await?;
    ensure!(!browser.is_there(notice).await?, "there is room, and it is said that there is none");

    browser.limit_room(&visit.host.origin(), Some(20_000_000)).await?;
    let words = say(language, "shell.room_tight")?;
    for page in EVERY_PAGE {
        visit.open(page).await?;
        browser.find_text(notice, &words).await.with_context(|| format!("on /{page}"))?;
    }
    browser.find_text(KEPT, &say(language, "settings.room_tight")?).await?;
    // Before a file is brought in, once more and in figures.
    visit.look_at_file(&list.path).await?;
    browser.find_text("aside .note[data-tone='warn'] [role='status']", "20 MB is left").await?;
    browser.press_text(&format!("{notice} a"), &say(language, "shell.make_room")?).await?;
    let is_there = "return document.activeElement?.id === 'storage'";
    browser.wait_until("the way to make room leads there", is_there).await?;
    browser.press_text(&format!("{notice} button"), &say(language, "shell.room_later")?).await?;
    let is_gone = format!("return !document.querySelector(\"{notice}\")");
    browser.wait_until("the notice is put off", &is_gone).await?;

    browser.limit_room(&visit.host.origin(), None).await?;
    visit.open("").await?;
    visit.add_person("Ben Reed").await?;
    ensure!(!browser.is_there(notice).await?, "there is room again, and it is not noticed");
    Ok(())
}

/// Nothing of an import that did not fit is left, down to the last byte.
#[tokio::test]
async fn a_disk_that_fills_up_in_the_middle_of_an_import_leaves_the_old_state_whole() -> Result<()>
{
    let list = lists::customers('K', 60_000, false)?;
    let visit = with_honest_room().await?;
    let language = visit.look.language;
    // Room for some of its chunks, not for all.
    visit.browser.limit_room(&visit.host.origin(), Some(900_000)).await?;
    visit.open("").await?;
    visit.add_person("Saved before").await?;
    let before = visit.browser.stored_records().await?;
    let mut tools = visit.devtools().await?;
    let engine = tools.worker("engine").await?;
    tools.watch_writes(&engine).await?;
    visit.look_at_file(&list.path).await?;
    visit.browser.press(IMPORT).await?;
    // With what to do about it.
    visit.browser.find_text("main [role='alert']", &say(language, "errors.storage_full")?).await?;
    visit.browser.find(".saved[data-state='failed']").await?;
    ensure!(visit.browser.text(N_PEOPLE).await? == "1");
    // More than one transaction was begun, so that some had been committed.
    let n_chunks = tools.n_written(&engine).await?;
    ensure!(n_chunks > 8, "only {n_chunks} chunks were handed over");
    let after = visit.browser.stored_records().await?;
    ensure!(after == before, "stored before: {before:#?}\nand after: {after:#?}");

    let visit = visit.reopen_browser().await?;
    visit.open("customers").await?;
    visit.browser.find_text("tbody", "Saved before").await?;
    ensure!(visit.browser.text(N_PEOPLE).await? == "1");
    // With room it goes on, and the import comes in.
    visit.import(&list.path).await?;
    visit.browser.find_text(N_PEOPLE, "60,001").await?;
    Ok(())
}

/// A browser that tells pages the room there is; nothing is open yet.
async fn with_honest_room() -> Result<Visit> {
    let (host, profile, look) = (site::serve().await?, Profile::of_whole_browser()?, Look::PLAIN);
    let browser = Browser::open_telling_room(&profile, look).await?;
    Ok(Visit { host, profile, look, browser })
}
