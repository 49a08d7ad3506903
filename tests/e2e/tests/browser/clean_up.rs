//! Cleaning up: people who are here twice are merged by rule and by decision, rows that a file could
//! not bring in are repaired, and each step can be taken back. Most of it without a mouse.

use std::path::Path;

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use tempfile::TempDir;
use thirtyfour::Key;

/// One pair is one person by rule (phone and name), two pairs are to be decided (a name and a phone
/// that differs in one digit), and three rows have an order that cannot be read.
const PEOPLE: &str = "customer id,name,phone,region,order date,amount
1,Zhang Weimin,13800138001,Hangzhou,2026-01-05,120
2,Zhang Weimin,13800138001,,2026-02-05,80
3,Margaret Hollings,13911112222,Suzhou,2026-01-07,60
4,Margaret Hollings,13911112223,Suzhou,2026-03-07,40
5,Bartholomew Quince,13722223333,Ningbo,2026-01-09,30
6,Bartholomew Quince,13722223334,Ningbo,2026-03-09,20
7,Ada Walker,13655556666,Wuxi,2026-02-30,15
8,Omar Diaz,13577778888,Wuxi,2026-03-01,about ten
9,Tina Fox,13477778889,Wuxi,,12
";

const CARD: &str = "article.pair";
const MERGE: &str = "article.pair [data-decision='merge']:enabled";

async fn with_people(look: Look, folder: &TempDir) -> Result<Visit> {
    let visit = Visit::begin(look).await?;
    let path = Path::new(folder.path()).join("people.csv");
    std::fs::write(&path, PEOPLE)?;
    visit.import(&path.to_string_lossy()).await?;
    Ok(visit)
}

fn words(visit: &Visit, key: &str) -> Result<String> {
    say(visit.look.language, key)
}

/// From the finished import to the list of duplicates, searched.
async fn search(visit: &Visit) -> Result<()> {
    visit.browser.press("main a[href$='/customers/clean-up']").await?;
    let button = words(visit, "cleanup.search")?;
    visit.browser.press_text("main .btn[data-variant='primary']", &button).await?;
    visit.browser.find(CARD).await?;
    Ok(())
}

async fn n_people(visit: &Visit) -> Result<String> {
    visit.browser.text(".nav__link[href='/customers'] .nav__count").await
}

async fn wait_for_people(visit: &Visit, n: u32) -> Result<()> {
    let is_so = format!(
        "return document.querySelector(\".nav__link[href='/customers'] .nav__count\")
            ?.textContent === '{n}'"
    );
    visit.browser.wait_until(&format!("there are {n} people"), &is_so).await
}

/// Waits until the focus is on what fits.
async fn wait_for_focus(visit: &Visit, css: &str) -> Result<()> {
    let has_focus = format!("return document.activeElement?.matches(\"{css}\") === true");
    visit.browser.wait_until(&format!("the focus is on {css}"), &has_focus).await
}

async fn value_of(visit: &Visit, css: &str) -> Result<String> {
    let value =
        visit.browser.run(&format!("return document.querySelector(\"{css}\").value")).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn duplicates_are_decided_one_after_the_other_by_keyboard() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let visit = with_people(Look::PLAIN, &folder).await?;
    let browser = &visit.browser;
    let before: u32 = n_people(&visit).await?.parse()?;
    search(&visit).await?;

    // By rule, in one step.
    browser.press("section[aria-labelledby='certain'] .btn[data-variant='primary']").await?;
    wait_for_people(&visit, before - 1).await?;
    browser.wait_until("the rule is through", "return !document.querySelector('#certain')").await?;

    // The likelihood opens to its reasons.
    browser.press(".pair__why summary").await?;
    browser.find_text(".pair__why li", &words(&visit, "cleanup.phone_one_off")?).await?;

    // Put off, then the other one is at hand; M merges it, and the focus goes along.
    let first = browser.text("#pair-title").await?;
    browser.run("document.querySelector('#pair-title').focus()").await?;
    browser.type_keys("l").await?;
    let is_next = format!(
        "return document.querySelector('#pair-title').innerText !== {}",
        serde_json::json!(first)
    );
    browser.wait_until("another group is at hand", &is_next).await?;
    wait_for_focus(&visit, "#pair-title").await?;
    browser.find(MERGE).await?;
    browser.type_keys("m").await?;
    wait_for_people(&visit, before - 2).await?;
    browser.find_text("#pair-title", &first).await?;
    wait_for_focus(&visit, "#pair-title").await?;

    // The one that was put off: two people. Nobody is left, and the focus is not lost.
    browser.type_keys("d").await?;
    browser.find_text("#doubtful", &words(&visit, "cleanup.none_left")?).await?;
    wait_for_focus(&visit, "#doubtful").await?;
    wait_for_people(&visit, before - 2).await?;

    // Looked for again, they stay two people; the decision can be undone and is asked anew.
    browser.press_text("main button", &words(&visit, "cleanup.search_again")?).await?;
    browser.find_text("#doubtful", &words(&visit, "cleanup.none_left")?).await?;
    browser.press(".bar__undo").await?;
    browser.find_text("#pair-title", &first).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_chosen_value_stays_and_a_merge_is_split_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let visit = with_people(Look::PLAIN, &folder).await?;
    let browser = &visit.browser;
    let before: u32 = n_people(&visit).await?.parse()?;
    search(&visit).await?;

    // The phone that is not proposed.
    let other = "article.pair tr[data-differs] input[type='radio']:not(:checked)";
    browser.find(MERGE).await?;
    browser.find("article.pair tr[data-differs] input[type='radio']:checked").await?;
    let phones = "return [...document.querySelectorAll('article.pair tr[data-differs] label')]
        .map((label) => label.innerText.trim()).filter((text) => text.startsWith('1'))";
    let phones = browser.run(phones).await?;
    ensure!(phones.as_array().is_some_and(|phones| phones.len() >= 2), "{phones}");
    let picked = browser
        .run(&format!(
            "const radio = [...document.querySelectorAll(\"{other}\")]
                .find((radio) => radio.parentElement.innerText.trim().startsWith('1'))
             radio.click()
             return radio.parentElement.innerText.trim()"
        ))
        .await?;
    let picked = picked.as_str().unwrap_or_default().to_owned();
    let name = browser.text("#pair-title").await?;
    browser.press(MERGE).await?;
    wait_for_people(&visit, before - 1).await?;

    // The merge is on record, and its parts come back with their own phones.
    browser.press("#clean-up-tab-merges").await?;
    browser.find("html:has(#clean-up-panel-merges)").await?;
    let address = browser.run("return location.pathname").await?;
    ensure!(address == "/customers/clean-up/merges", "{address}");
    let who = name.split(' ').next().unwrap_or_default().to_owned();
    browser.find_text("#clean-up-panel-merges li", &who).await?;
    visit.wait_until_saved().await?;

    visit.go_to("/customers").await?;
    browser.fill("input[type='search']", &picked).await?;
    browser.press_text("tbody tr", &who).await?;
    browser.find_text("#drawer .kv", &picked).await?;
    let split = words(&visit, "customers.split_again")?;
    browser.press_text("#drawer .timeline button", &split).await?;
    wait_for_people(&visit, before).await?;
    browser.press(".bar__undo").await?;
    wait_for_people(&visit, before - 1).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rows_are_repaired_in_place() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let visit = with_people(Look::PLAIN, &folder).await?;
    let browser = &visit.browser;
    browser.press("main a[href$='/customers/clean-up/rows']").await?;
    browser.find(".repair__table tbody tr:nth-child(3)").await?;

    // Still wrong: nothing is lost, and why stands in the row.
    let date = "input[data-row='8'][data-column='4']";
    browser.find(&format!("td[data-wrong] {date}[aria-invalid='true']")).await?;
    browser.fill(date, "31 February").await?;
    let bring_in = ".repair__foot .btn[data-variant='primary']:enabled";
    browser.press(bring_in).await?;
    browser.find_text("[role='alert']", &words(&visit, "cleanup.edits_kept")?).await?;
    // Drawn anew, as wide as what was typed.
    browser.find(&format!("{date}[size='11']")).await?;
    ensure!(value_of(&visit, date).await? == "31 February");

    // Other tabs and pages do not take what was typed along.
    browser.fill(date, "2026-02-28").await?;
    browser.press("#clean-up-tab-imports").await?;
    browser.find("#clean-up-panel-imports table").await?;
    browser.press("#clean-up-tab-rows").await?;
    browser.find(date).await?;
    ensure!(value_of(&visit, date).await? == "2026-02-28");
    visit.go_to("/segments").await?;
    browser.press(".toasts .btn:not(.toast__close)").await?;
    browser.find(date).await?;
    ensure!(value_of(&visit, date).await? == "2026-02-28");

    // One right, one wrong: what is right comes in. Enter goes down the column.
    browser.press(date).await?;
    browser.type_keys(Key::Enter + "").await?;
    wait_for_focus(&visit, "input[data-row='9'][data-column='4']").await?;
    let amount = "input[data-row='9'][data-column='5']";
    browser.fill(amount, "about nine").await?;
    browser.press(bring_in).await?;
    browser
        .wait_until(
            "the repaired row is in",
            "return document.querySelectorAll('.repair__table tbody tr').length === 2",
        )
        .await?;
    browser.find_text(".repair__reason", &words(&visit, "import.reject_amount")?).await?;
    ensure!(value_of(&visit, amount).await? == "about nine");

    // Given up, and taken back.
    browser.press(".repair__table tbody tr:first-child input[type='checkbox']").await?;
    browser.press(".repair__foot .btn[data-variant='danger']:enabled").await?;
    browser
        .wait_until(
            "one row is left",
            "return document.querySelectorAll('.repair__table tbody tr').length === 1",
        )
        .await?;
    browser.press(".bar__undo").await?;
    browser.find(".repair__table tbody tr:nth-child(2)").await?;

    // The rows as a file, as they stand now.
    browser.press_text(".repair__foot .btn", &words(&visit, "cleanup.download")?).await?;
    let file = String::from_utf8(visit.downloaded("csv").await?)?;
    ensure!(file.contains("about nine") && file.contains("order date"), "{file}");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// An order without a number that was put right and is like one that is here comes in when somebody says
/// that it is one more.
#[tokio::test]
async fn an_order_like_another_is_asked_about() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = Path::new(folder.path()).join("orders.csv");
    let orders = "customer id,order date,amount\n1,2026-01-05,120\n1,2026-02-30,120\n";
    std::fs::write(&path, orders)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.import(&path.to_string_lossy()).await?;
    browser.press("main a[href$='/customers/clean-up/rows']").await?;
    browser.fill("input[data-row='3'][data-column='1']", "2026-01-05").await?;
    let bring_in = ".repair__foot .btn[data-variant='primary']:enabled";
    browser.press(bring_in).await?;
    browser.find_text(".repair__reason", &words(&visit, "import.reject_alike")?).await?;
    browser.press("input[data-one-more='3']").await?;
    browser.find("input[data-one-more='3']:checked").await?;
    browser.press(bring_in).await?;
    browser.wait_until("no row waits", "return !document.querySelector('.repair__table')").await?;
    browser.find_text(".toasts", "1 row came in").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Whoever gave a row up by mistake is told why it waits nowhere.
#[tokio::test]
async fn rows_given_up_are_told_when_their_file_comes_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let visit = with_people(Look::PLAIN, &folder).await?;
    let browser = &visit.browser;
    browser.press("main a[href$='/customers/clean-up/rows']").await?;
    browser.press(".repair__table tbody tr:first-child input[type='checkbox']").await?;
    browser.press(".repair__foot .btn[data-variant='danger']:enabled").await?;
    visit.wait_until_saved().await?;
    let path = Path::new(folder.path()).join("people.csv");
    visit.look_at_file(&path.to_string_lossy()).await?;
    browser.find_text("[data-rows='settled']", "given up or repaired there before").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_can_be_read_by_everybody_on_a_desktop() -> Result<()> {
    check(Look::PLAIN).await
}

#[tokio::test]
async fn it_can_be_read_by_everybody_on_a_phone_in_chinese() -> Result<()> {
    check(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

async fn check(look: Look) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let visit = with_people(look, &folder).await?;
    let browser = &visit.browser;
    search(&visit).await?;
    browser.press(".pair__why summary").await?;
    browser.find(MERGE).await?;
    // When nobody is contacted, and how often at most, stands below records that say who may not be.
    let limit = words(&visit, "customers.contact_cap")?;
    let limit = limit.replace("{{ n }}", "4").replace("{{ days }}", "30");
    browser.find_text("main .fine", &limit).await?;
    browser.check_accessibility("duplicates").await?;
    for (tab, there) in [
        ("rows", ".repair__table tbody tr"),
        ("imports", "#clean-up-panel-imports table"),
        ("merges", "#clean-up-panel-merges .empty"),
        ("blacklist", "#paste-many"),
    ] {
        browser.press(&format!("#clean-up-tab-{tab}")).await?;
        browser.find(there).await?;
        browser.check_look(tab).await?;
    }
    Ok(())
}
