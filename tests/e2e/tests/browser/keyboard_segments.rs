//! The pages beside the board by keys alone: movement, clusters, portraits, canvases, saved segments and
//! playbooks, each from choosing to saving, with the numbers that lead to people. The focus never gets lost.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const SAVE: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
/// What keeps a round or clusters.
const KEEP: &str = "main .head button[data-variant='primary']:enabled";

/// The sample, with one of its pages open and the focus nowhere yet.
async fn open(path: &str) -> Result<Visit> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.open_sample().await?;
    visit.open(path).await?;
    Ok(visit)
}

/// Goes to a field of the dialog that was just opened. The dialog itself chooses one while it opens: where
/// it has chosen is only known once it has.
async fn tab_in_dialog(visit: &Visit, css: &str) -> Result<()> {
    visit.browser.find(css).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    visit.browser.tab_to(css).await
}

async fn wait_for_list(visit: &Visit, n: &str) -> Result<()> {
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    visit.browser.wait_until(&format!("{n} are listed"), &lists_them).await
}

/// A round is kept, a number of it leads to its people, it is deleted and brought back; movement is told
/// by stages, with the people behind it.
#[tokio::test]
async fn rounds_are_walked_by_keys_alone() -> Result<()> {
    let visit = open("segments/rounds").await?;
    let browser = &visit.browser;
    const ROWS: &str = ".mixtable tbody tr";
    browser.find(ROWS).await?;
    browser.tab_to(KEEP).await?;
    browser.type_keys(Key::Enter).await?;
    tab_in_dialog(&visit, "dialog[open] .field:first-of-type input").await?;
    browser.retype("By keys").await?;
    browser.tab_to(SAVE).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(ROWS, "By keys").await?;
    visit.wait_until_saved().await?;

    let number = ".mixtable tbody tr:first-child button.number";
    browser.tab_to(number).await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to("dialog[open] .moved a").await?;
    browser.type_keys(Key::Escape).await?;
    browser.wait_for_focus(number).await?;

    let delete = "button[aria-label='Delete By keys']";
    browser.tab_to(delete).await?;
    browser.type_keys(Key::Enter).await?;
    let is_gone = format!("return !document.querySelector({delete:?})");
    browser.wait_until("the round is deleted", &is_gone).await?;
    browser.press_together(Key::Control, "z").await?;
    browser.find(delete).await?;

    browser.tab_to("section[aria-labelledby='movement'] .segmented label:last-child input").await?;
    browser.type_keys(Key::Space).await?;
    browser.find_text(".matrix thead th", "Lapsed").await?;
    let number = ".matrix tbody button.number";
    browser.tab_to(number).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("dialog[open] .moved").await?;
    browser.type_keys(Key::Escape).await?;
    browser.wait_for_focus(number).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Clusters are kept under a name, another number of them is chosen, and a number leads to its people.
#[tokio::test]
async fn clusters_are_walked_by_keys_alone() -> Result<()> {
    let visit = open("segments/clusters").await?;
    let browser = &visit.browser;
    const ROWS: &str = "section[aria-labelledby='clusters'] tbody tr";
    browser.find(ROWS).await?;
    browser.tab_to(KEEP).await?;
    browser.type_keys(Key::Enter).await?;
    tab_in_dialog(&visit, "dialog[open] .field:first-of-type input").await?;
    browser.retype("By keys").await?;
    browser.tab_to(SAVE).await?;
    browser.type_keys(Key::Enter).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the dialog is closed", is_closed).await?;
    visit.wait_until_saved().await?;

    browser
        .tab_to("section[aria-labelledby='cluster-number'] .segmented label:nth-child(4) input")
        .await?;
    browser.type_keys(Key::Space).await?;
    let there_are = format!("return document.querySelectorAll(\"{ROWS}\").length === 5");
    browser.wait_until("there are five clusters", &there_are).await?;
    let number = format!("{ROWS}:nth-child(2) td a");
    let n = browser.text(&number).await?;
    browser.tab_to(&number).await?;
    browser.type_keys(Key::Enter).await?;
    wait_for_list(&visit, &n).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A class is chosen, its portrait read as tables, and its people listed.
#[tokio::test]
async fn a_portrait_is_walked_by_keys_alone() -> Result<()> {
    let visit = open("segments/portrait").await?;
    let browser = &visit.browser;
    let picker = ".picker select";
    browser.tab_to(picker).await?;
    // The choice after the first, which asks to choose: the bees.
    browser.type_keys(Key::Down).await?;
    browser.find_text("h1", "Bee").await?;
    browser.find(".portrait__part").await?;
    browser.wait_for_focus(picker).await?;
    let counted = browser.text(".rule__count").await?;
    let n = counted.split(' ').next().unwrap_or_default();

    browser.tab_to(".portrait__switch label:last-child input").await?;
    browser.type_keys(Key::Space).await?;
    browser.find_text(".portrait__part thead th", "All customers").await?;
    browser.tab_back_to(".head a[href*='/customers?']").await?;
    browser.type_keys(Key::Enter).await?;
    wait_for_list(&visit, n).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A canvas is named, given its people, a place that the portrait offers and a message, saved, and read
/// as a page.
#[tokio::test]
async fn a_canvas_is_made_by_keys_alone() -> Result<()> {
    let visit = open("segments/canvas").await?;
    let browser = &visit.browser;
    browser.tab_to(".empty a[href$='/segments/canvas/new']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to(".canvas > .stack > .field input").await?;
    browser.type_keys("By keys").await?;
    browser.tab_to("section[aria-labelledby='canvas-fish'] select").await?;
    browser.type_keys(Key::Down).await?;
    browser.find(".portrait__short .rule__count").await?;
    browser.tab_to("section[aria-labelledby='canvas-waters'] .offer").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("section[aria-labelledby='canvas-waters'] .fieldlist__row").await?;
    let label = say(visit.look.language, "canvas.message")?;
    let label = browser.find_text("label[for]", &label).await?;
    let message = label.attr("for").await?.context("the label names no field")?;
    browser.tab_to(&format!("[id='{message}']")).await?;
    browser.type_keys("Leave them with us").await?;
    browser.tab_to(".canvas__acts button[data-variant='primary']:enabled").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find(".canvas__acts a[href$='/summary']").await?;
    visit.wait_until_saved().await?;

    browser.tab_to(".canvas__acts a[href$='/summary']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(".canvas__message", "Leave them with us").await?;
    browser.find_text(".canvas__who", "Bee").await?;
    browser.find_text("h1", "By keys").await?;
    browser.find(".canvas__chosen li").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Saved segments are ticked, compared and put together, and a part of their overlap leads to its people.
#[tokio::test]
async fn saved_segments_are_walked_by_keys_alone() -> Result<()> {
    let visit = open("segments/groups").await?;
    let browser = &visit.browser;
    const ROWS: &str = "section[aria-labelledby='saved-segments'] tbody tr";
    browser.tab_to(".empty a[href$='/segments/groups/new']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to("section[aria-labelledby='about-segment'] input[type='text']").await?;
    browser.type_keys("All of us").await?;
    browser
        .tab_to("section[aria-labelledby='about-segment'] + .row button[data-variant='primary']")
        .await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("main a.btn[href*='f=segment.']").await?;
    visit.wait_until_saved().await?;
    browser.tab_to(".lenses a[href$='/segments/groups']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to("button[aria-label='Duplicate All of us']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(&format!("{ROWS}:nth-child(2) th"), "All of us (copy)").await?;
    visit.wait_until_saved().await?;

    for at in [1, 2] {
        browser.tab_to(&format!("{ROWS}:nth-child({at}) input[type='checkbox']")).await?;
        browser.type_keys(Key::Space).await?;
    }
    let part = "section[aria-labelledby='overlap'] tbody td.num a";
    browser.find(part).await?;
    // The list itself goes out by a menu of its own.
    let menu = "main .row > .menu-button:has(use[href$='#i-merge']) > button";
    browser.tab_to(menu).await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to(".menu__item[data-value='both']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find(&format!("{ROWS}:nth-child(3)")).await?;
    browser.wait_for_focus(menu).await?;
    browser.tab_to(part).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(".chip--pair", "All of us (copy)").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A cell opens what to say, with the focus on it; it is worded anew, and put back.
#[tokio::test]
async fn plays_are_walked_by_keys_alone() -> Result<()> {
    let visit = open("segments/plays").await?;
    let browser = &visit.browser;
    browser.tab_to(".reasons a[href*='class=bee&reason=price']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text("#play-title", "Bees: Finds the price too high").await?;
    browser.wait_for_focus("#play-title").await?;
    let edit = ".play button:has(use[href$='#i-edit'])";
    browser.find_text(".play .filled", "I have kept in mind").await?;
    browser.tab_to(edit).await?;
    browser.type_keys(Key::Enter).await?;
    let opening = "dialog[open] .partfields:first-child .field:first-child textarea";
    tab_in_dialog(&visit, opening).await?;
    browser.retype("Good day {name}").await?;
    browser.tab_to(SAVE).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(".play .filled", "Good day ").await?;
    visit.wait_until_saved().await?;
    browser.wait_for_focus(edit).await?;
    browser.press_together(Key::Control, "z").await?;
    browser.find_text(".play .filled", "I have kept in mind").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
