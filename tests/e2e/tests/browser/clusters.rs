//! Clusters: found, told in words, another number chosen with the keyboard, the people behind each
//! listed, and kept as segments that undo takes back.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const KEEP: &str = ".head button[data-variant='primary']:enabled";
const SAVE: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
const ROWS: &str = "section[aria-labelledby='clusters'] tbody tr";

async fn go_to_clusters(visit: &Visit) -> Result<()> {
    visit.go_to("/segments").await?;
    visit.browser.press(".lenses a[href$='/segments/clusters']").await?;
    visit.browser.find(ROWS).await?;
    Ok(())
}

async fn wait_for_rows(visit: &Visit, n: usize) -> Result<()> {
    let there_are = format!("return document.querySelectorAll(\"{ROWS}\").length === {n}");
    visit.browser.wait_until(&format!("there are {n} clusters"), &there_are).await
}

async fn look_at_clusters(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_clusters(&visit).await?;
    browser.find(".cluster-picture .cluster-centre").await?;
    browser.check_look("clusters").await?;
    browser.press(KEEP).await?;
    browser.find("dialog[open] .field input").await?;
    browser.check_accessibility("clusters as segments").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn clusters_in_english_on_a_desktop() -> Result<()> {
    look_at_clusters(Look::PLAIN).await
}

#[tokio::test]
async fn clusters_in_chinese_on_a_phone() -> Result<()> {
    look_at_clusters(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

/// Another number by the keyboard; it stays through a reload, and each cluster lists its people.
#[tokio::test]
async fn another_number_is_chosen_and_its_people_are_listed() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_clusters(&visit).await?;
    let five = browser.find(".segmented label:nth-child(4) input").await?;
    five.focus().await?;
    five.send_keys(Key::Space).await?;
    wait_for_rows(&visit, 5).await?;
    visit.reload().await?;
    wait_for_rows(&visit, 5).await?;

    let number = format!("{ROWS}:nth-child(2) td a");
    let n = browser.text(&number).await?;
    browser.press(&number).await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    // Tomorrow's clusters may be others: they are kept as a list.
    let word = |key: &str| say(visit.look.language, key);
    browser.press_text(".listhead button", &word("customers.save_as_segment")?).await?;
    browser.find_text("dialog[open]", &word("customers.segment_clusters")?).await?;
    browser.fill_labelled(&word("rules.name")?, "Second of five").await?;
    browser.press("dialog[open] button[form='save-segment']").await?;
    visit.wait_until_saved().await?;
    visit.open("segments/groups").await?;
    browser.find_text("tbody tr", &word("rules.kind_list")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn clusters_are_kept_as_segments_in_one_step() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_clusters(&visit).await?;
    browser.press(KEEP).await?;
    browser.fill("dialog[open] .field:first-of-type input", "Close to us").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.find_text("main tbody tr", "Close to us").await?;
    browser.press(".bar__undo").await?;
    browser.find(".empty").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Without a measure there is nothing to compare, and the page says so.
#[tokio::test]
async fn no_measure_is_said_and_one_brings_them_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/clusters?m=").await?;
    browser.find_text("p[role='status']", "at least one measure").await?;
    browser.press(".cluster-measures label:nth-of-type(2)").await?;
    browser.find(ROWS).await?;
    Ok(())
}
