//! A canvas is made step by step with what the portrait and the playbook offer, is there again half
//! made, and ends in a page with people, channels and message; copies and deletions can be taken back.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const NAME: &str = ".canvas > .stack > .field input";
const WATER: &str = "section[aria-labelledby='canvas-waters']";
const BAIT: &str = "section[aria-labelledby='canvas-bait']";
const SAVE: &str = ".canvas__acts button[data-variant='primary']:enabled";
const ROWS: &str = "section[aria-labelledby='canvases'] tbody tr";
const SEGMENT: &str = "main a[href*='/segments/groups/']";

/// For the bees, with one place of the portrait and one of one's own, and a message.
async fn make(visit: &Visit, name: &str) -> Result<()> {
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/canvas']").await?;
    browser.press(".empty a[href$='/segments/canvas/new']").await?;
    browser.find(NAME).await?;
    browser.fill(NAME, name).await?;
    browser.choose("section[aria-labelledby='canvas-fish'] select", "class.bee").await?;
    browser.find(".portrait__short .rule__count").await?;
    browser.press(&format!("{WATER} .offer")).await?;
    browser.find(&format!("{WATER} .fieldlist__row")).await?;
    browser.press(&format!("{WATER} .fieldlist > .row button")).await?;
    let own = format!("{WATER} .fieldlist__row:nth-child(2)");
    browser.fill(&format!("{own} .field:first-child input"), "The park gate").await?;
    browser.fill(&format!("{own} .field:nth-child(2) input"), "Dogs walk there").await?;
    browser.press(&format!("{BAIT} .offer")).await?;
    browser.fill_labelled(&say(visit.look.language, "canvas.message")?, "Leave them with us").await
}

#[tokio::test]
async fn a_canvas_ends_in_people_channels_and_a_message() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    make(&visit, "Weekend boarding").await?;
    // Typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    let is_there = format!("return document.querySelector('{NAME}')?.value === 'Weekend boarding'");
    browser.wait_until("what was typed is there again", &is_there).await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".canvas__acts a[href$='/summary']").await?;
    browser.find_text("h1", "Weekend boarding").await?;
    browser.find_text(".canvas__who", "Bee").await?;
    browser.find_text(".canvas__chosen li", "The park gate").await?;
    browser.find_text(".canvas__why", "Dogs walk there").await?;
    browser.find_text(".canvas__message", "Leave them with us").await?;
    browser.press_text("main button", "Save as segment").await?;
    visit.wait_until_saved().await?;
    // It is for that segment from now on.
    browser.find(SEGMENT).await?;
    browser.find_text(".canvas__who", "Weekend boarding").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.find_text("tbody th a", "Weekend boarding").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The segment of a canvas is a rule like any other: a condition is added to the one it began with, and
/// both are taken out again.
#[tokio::test]
async fn the_segment_of_a_canvas_is_built_on() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    make(&visit, "Boarding").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".canvas__acts a[href$='/summary']").await?;
    browser.press_text("main button", "Save as segment").await?;
    visit.wait_until_saved().await?;
    browser.press(SEGMENT).await?;
    browser.find_text("#rule-edit-0", "Bee").await?;
    browser.press("#rule-add-").await?;
    browser.choose("dialog[open] .dialog__body .field:first-child select", "orders").await?;
    browser.fill("dialog[open] .grid-2 .field:first-child input", "2").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']:enabled").await?;
    browser.find("#rule-edit-1").await?;
    for n_left in [1, 0] {
        browser.press(".rule__condition .rule__acts button:last-child").await?;
        let are_left =
            format!("return document.querySelectorAll('.rule__condition').length === {n_left}");
        browser.wait_until(&format!("{n_left} conditions are left"), &are_left).await?;
    }
    browser.find("#rule-add-").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Whom a cluster holds today stays on the list that its canvas ends in.
#[tokio::test]
async fn a_canvas_for_a_cluster_ends_in_a_list() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.open("segments/clusters").await?;
    let number = "section[aria-labelledby='clusters'] tbody tr:nth-child(2) td a";
    browser.find(number).await?;
    let n = browser.text(number).await?;
    browser.press(number).await?;
    browser.press(".listhead a[href*='/segments/portrait?']").await?;
    browser.press(".head a[href*='/segments/canvas/new?']").await?;
    browser.find(".portrait__short .rule__count").await?;
    browser.fill(NAME, "For the second").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".canvas__acts a[href$='/summary']").await?;
    browser.find_text("main p.fine", &word("canvas.of_clusters")?).await?;
    browser.press_text("main button", &word("rules.save_list")?).await?;
    visit.wait_until_saved().await?;
    browser.find_text(".canvas__who", "For the second").await?;
    browser.press(SEGMENT).await?;
    browser.find_text(".note", &format!("A fixed list of {n} ")).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn canvases_are_copied_renamed_deleted_and_brought_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    make(&visit, "Boarding").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".lenses a[href$='/segments/canvas']").await?;
    browser.press("button[aria-label='Duplicate Boarding']").await?;
    browser.press_text(&format!("{ROWS} th a"), "Boarding (copy)").await?;
    browser.find(NAME).await?;
    browser.fill(NAME, "Day care").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".lenses a[href$='/segments/canvas']").await?;
    browser.find_text(ROWS, "Day care").await?;
    browser.press("button[aria-label='Delete Boarding']").await?;
    let is_gone = "return !document.querySelector(\"button[aria-label='Delete Boarding']\")";
    browser.wait_until("it is deleted", is_gone).await?;
    browser.press(".bar__undo").await?;
    browser.find("button[aria-label='Delete Boarding']").await?;
    visit.reload().await?;
    browser.find_text(ROWS, "Day care").await?;
    browser.find_text(ROWS, "Boarding").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// From a portrait the canvas begins with its people; without a name nothing is saved.
#[tokio::test]
async fn a_portrait_leads_to_a_canvas() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/portrait']").await?;
    browser.choose(".picker select", "class.butterfly").await?;
    browser.press(".head a[href*='/segments/canvas/new?']").await?;
    browser.find(".portrait__short .rule__count").await?;
    let is_for_them = "return document.querySelector(\"section[aria-labelledby='canvas-fish'] select\")?.value === 'class.butterfly'";
    browser.wait_until("it is for them", is_for_them).await?;
    browser.press(SAVE).await?;
    browser.find(".canvas .field__error").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    make(&visit, "Boarding").await?;
    browser.check_look("a canvas").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".canvas__acts a[href$='/summary']").await?;
    browser.find(".canvas__message").await?;
    browser.check_look("the summary of a canvas").await?;
    browser.press(".lenses a[href$='/segments/canvas']").await?;
    browser.find(ROWS).await?;
    browser.check_look("all canvases").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn canvases_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn canvases_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
