//! Shortcuts in the middle of typing: nothing typed is lost and nothing breaks. The board, a lens
//! and the builder of rules by keys alone.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

/// Alt and an arrow leave the step while a number is being typed into it.
#[tokio::test]
async fn a_step_is_left_by_keyboard_in_the_middle_of_a_number() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.begin_event("Tea in May").await?;
    while visit.step().await? != "when" {
        visit.next_step().await?;
    }
    let seats = say(visit.look.language, "events.seats")?;
    for (typed, after) in [("12 x", "budget"), ("123", "budget")] {
        browser.fill_labelled(&seats, typed).await?;
        browser.press_together(Key::Alt, Key::Right).await?;
        visit.wait_for_step(after).await?;
        browser.press_together(Key::Alt, Key::Left).await?;
        visit.wait_for_step("when").await?;
        ensure!(!browser.is_there("#stopped").await?, "the page has stopped at {typed}");
    }
    let kept =
        "return [...document.querySelectorAll('main input')].some((it) => it.value === '123')";
    browser.wait_until("the number typed is kept", kept).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A cut-off is moved, the weights are opened and closed, and a number leads to its customers.
#[tokio::test]
async fn the_board_and_a_lens_are_walked_by_keys_alone() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments").await?;
    let cut = "[data-cut='loyalty']";
    browser.tab_to(cut).await?;
    let value = format!("return document.querySelector(\"{cut}\").getAttribute('aria-valuenow')");
    let before = browser.run(&value).await?;
    browser.type_keys(Key::Right).await?;
    let has_moved = format!(
        "return document.querySelector(\"{cut}\").getAttribute('aria-valuenow') !== {before}"
    );
    browser.wait_until("the cut-off has moved", &has_moved).await?;

    let weights = "main .head button:has(use[href$='#i-edit'])";
    browser.tab_to(weights).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find("dialog[open] .weights").await?;
    browser.type_keys(Key::Escape).await?;
    let is_back = "return !document.querySelector('dialog[open]')
        && document.activeElement?.matches(\"main .head button:has(use[href$='#i-edit'])\") === true";
    browser.wait_until("the focus is back on what opened the weights", is_back).await?;

    visit.open("segments").await?;
    browser.tab_to(".lenses a[href$='/segments/lens.relationship']").await?;
    browser.type_keys(Key::Enter).await?;
    let number = "section[aria-labelledby='groups'] tbody tr:first-child td a";
    let n = browser.text(number).await?;
    browser.tab_to(number).await?;
    browser.type_keys(Key::Enter).await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A condition is added, named, saved and taken away; the focus never gets lost.
#[tokio::test]
async fn a_rule_is_built_by_keys_alone() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/groups").await?;
    browser.tab_to(".empty a[href$='/segments/groups/new']").await?;
    browser.type_keys(Key::Enter).await?;
    browser.tab_to("#rule-add-").await?;
    browser.type_keys(Key::Enter).await?;
    // The choice after the first: what they bought.
    browser.tab_to("dialog[open] .dialog__body .field:first-child select").await?;
    browser.type_keys(Key::Down).await?;
    let take = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
    browser.tab_to(take).await?;
    browser.type_keys(Key::Enter).await?;
    let is_kept = "return document.activeElement?.id === 'rule-edit-0'";
    browser.wait_until("the focus is on the new condition", is_kept).await?;

    browser.tab_to("section[aria-labelledby='about-segment'] input[type='text']").await?;
    browser.type_keys("By keys").await?;
    let save = "section[aria-labelledby='about-segment'] + .row button[data-variant='primary']";
    browser.tab_to(save).await?;
    browser.type_keys(Key::Enter).await?;
    visit.wait_until_saved().await?;
    browser.find("a[href*='f=segment.']").await?;
    browser.find_text("h1", "By keys").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
