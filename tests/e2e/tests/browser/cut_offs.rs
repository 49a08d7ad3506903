//! Cut-offs of the board set by a rule: by a share of the customers, at a natural break, by a value of
//! the one measure that counts. The rule is kept, shown, and given up when the line is moved.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const WEIGHTS: &str = "main button:has(use[href$='#i-edit'])";
const KEEP: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
const HOW: &str = "dialog[open] .weights:last-of-type .stack:first-of-type select";
const RULE: &str = ".legend li";

async fn set_contribution(visit: &Visit, how: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(WEIGHTS).await?;
    browser.choose(HOW, how).await
}

#[tokio::test]
async fn a_cut_off_follows_its_rule_until_it_is_moved() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.find("[data-cut='contribution']").await?;
    set_contribution(&visit, "top").await?;
    browser.fill_labelled("High are the best", "30").await?;
    browser.check_accessibility("cut-offs by a rule").await?;
    browser.press(KEEP).await?;
    browser.find_text(RULE, "Contribution cut: top 30").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text(RULE, "Contribution cut: top 30").await?;

    set_contribution(&visit, "share").await?;
    browser.fill_labelled("High customers bring together", "70").await?;
    browser.press(KEEP).await?;
    browser.find_text(RULE, "Contribution cut: the best who bring 70").await?;

    set_contribution(&visit, "break").await?;
    browser.press(KEEP).await?;
    browser.find_text(RULE, "Contribution cut: natural break").await?;

    let cut = browser.find("[data-cut='contribution']").await?;
    cut.focus().await?;
    cut.send_keys(Key::Up + Key::Tab).await?;
    let is_given_up = format!(
        "return ![...document.querySelectorAll(\"{RULE}\")].some(li => li.textContent.includes('natural break'))"
    );
    browser.wait_until("the line stays where it was put", &is_given_up).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn one_measure_alone_can_be_cut_at_a_value() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.find("[data-cut='contribution']").await?;
    browser.press(WEIGHTS).await?;
    for measure in ["Referred orders", "Margin"] {
        browser.fill_labelled(measure, "0").await?;
    }
    browser.choose(HOW, "value").await?;
    browser.fill_labelled("High from", "2000").await?;
    browser.press(KEEP).await?;
    browser.find_text(RULE, "Contribution cut: from").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Weights on what only some buyers have leave the others in no class: said before, counted after.
#[tokio::test]
async fn buyers_whom_the_weights_leave_out_are_told() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.find("[data-cut='contribution']").await?;
    browser.press(WEIGHTS).await?;
    for measure in ["Repeat purchases", "Recency", "Engagement", "Membership"] {
        browser.fill_labelled(measure, "0").await?;
    }
    browser.find_text("dialog[open] [role='status'] p", "cannot be placed").await?;
    browser.press(KEEP).await?;
    browser.find_text("section[aria-labelledby='figures'] tbody th", "Not placed").await?;
    browser.press("section[aria-labelledby='figures'] tbody tr:nth-of-type(5) a").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    let why = "#drawer section[aria-labelledby='drawer-class'] > p";
    browser.find_text(why, "nothing is known that has a weight").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What is known of somebody is not called unknown because it has no weight.
#[tokio::test]
async fn what_weighs_nothing_is_said_on_the_card() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.find("[data-cut='contribution']").await?;
    browser.press(WEIGHTS).await?;
    browser.fill_labelled("Membership", "0").await?;
    browser.press(KEEP).await?;
    visit.wait_until_saved().await?;
    visit.open("customers?f=member:yes:&f=purchase-days:between:1,").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    let said = "#drawer section[aria-labelledby='drawer-class'] p.fine";
    browser.find_text(said, "Known, but without weight here: Member").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
