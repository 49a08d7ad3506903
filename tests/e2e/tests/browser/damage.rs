//! A record in the browser's database that is no longer what was written: it is noticed, named and
//! left alone, and everything else can be used.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::stored::{Kind, Record};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const NOTICE: &str = ".engine-notice [role='alert']";
const NAMED: &str = "section[aria-labelledby='storage'] .note[data-tone='danger']";

/// The places of all chunks of a kind.
fn chunks(records: &BTreeMap<String, Record>, kind: Kind) -> Vec<String> {
    let is_one =
        |(place, record): &(&String, &Record)| place.starts_with("chunks/") && record.is(kind);
    records.iter().filter(is_one).map(|(place, _)| place.clone()).collect()
}

async fn wait_until_whole(visit: &Visit) -> Result<()> {
    let is_whole = format!("return !document.querySelector(\"{NOTICE}\")");
    visit.browser.wait_until("nothing is said to be damaged", &is_whole).await
}

#[tokio::test]
async fn a_damaged_chunk_is_named_and_the_rest_can_be_used() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    visit.open_sample().await?;
    let whole = visit.take_workspace(false).await?;
    let orders = chunks(&browser.stored_records().await?, Kind::Orders);
    let hurt = orders.first().context("the sample has no orders")?;
    browser.flip_bit(hurt).await?;
    let stored = browser.stored_records().await?;

    for page in ["", "customers", "segments", "events", "settings"] {
        visit.open(page).await?;
        browser.find_text(NOTICE, &say(language, "shell.hurt")?).await?;
        browser.find_text(N_PEOPLE, "3,486").await?;
    }
    browser.check_accessibility("a workspace with a damaged part").await?;
    let named = browser.find(&format!("{NAMED} li")).await?.text().await?;
    let n_left = visit.take_workspace(false).await?["orders"].as_array().map_or(0, Vec::len);
    let n_all = whole["orders"].as_array().map_or(0, Vec::len);
    let n_lost = with_commas(n_all - n_left);
    ensure!(n_left < n_all, "the damaged orders are shown");
    ensure!(named.starts_with("Orders ") && named.ends_with(&format!("({n_lost})")), "{named}");
    // Looking has changed nothing: where the disk reads well again, all is there.
    ensure!(browser.stored_records().await? == stored, "something was touched");
    browser.flip_bit(hurt).await?;
    visit.reload().await?;
    wait_until_whole(&visit).await?;
    ensure!(visit.take_workspace(false).await? == whole);

    // What is left can be changed; the damage is told of until one goes on without it.
    browser.flip_bit(hurt).await?;
    visit.reload().await?;
    browser.find(NOTICE).await?;
    visit.add_person("Zora Quill").await?;
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "3,487").await?;
    browser.find(NOTICE).await?;
    ensure!(browser.stored_records().await?.contains_key(hurt), "the damaged bytes are gone");
    visit.go_to("/settings").await?;
    let go_on = say(language, "settings.hurt_go_on")?;
    browser.press_text(&format!("{NAMED} button"), &go_on).await?;
    wait_until_whole(&visit).await?;
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "3,487").await?;
    wait_until_whole(&visit).await?;
    Ok(())
}

/// Only the newest state is hurt: the one before it is found whole, and gone back to.
#[tokio::test]
async fn the_newest_state_that_is_whole_is_found() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    visit.open_sample().await?;
    let before = chunks(&browser.stored_records().await?, Kind::Customers);
    visit.add_person("Zora Quill").await?;
    let after = chunks(&browser.stored_records().await?, Kind::Customers);
    let new: Vec<&String> = after.iter().filter(|chunk| !before.contains(chunk)).collect();
    ensure!(new.len() == 1, "one chunk is written for one person: {new:?}");
    browser.flip_bit(new[0]).await?;

    visit.open("settings").await?;
    browser.find_text(NOTICE, &say(language, "shell.hurt")?).await?;
    // The chunk that was not hurt.
    browser.find_text(N_PEOPLE, "2,000").await?;
    browser.find_text(&format!("{NAMED} li"), "Customers 2,001–3,487 (1,487)").await?;
    let search = say(language, "settings.hurt_search")?;
    browser.press_text(&format!("{NAMED} button"), &search).await?;
    let back = say(language, "settings.hurt_go_back_to")?;
    browser.press_text(&format!("{NAMED} button"), &back).await?;
    browser.find_text(N_PEOPLE, "3,486").await?;
    wait_until_whole(&visit).await?;
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "3,486").await?;
    wait_until_whole(&visit).await
}

/// As the page writes numbers in English.
fn with_commas(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
