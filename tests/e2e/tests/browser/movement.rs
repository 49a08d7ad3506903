//! The mix after some rounds: told from the sample's rounds, opened to its reasons, tried under a plan,
//! there again after a reload; too few rounds say what it takes; what recency is worth once it is told
//! what a contact costs.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const STRIP: &str = ".lenses a[href$='/forecast/movement']";
const PANELS: &str = ".panels .chart[role='img'] path";
const PLAN: &str = "section[aria-labelledby='mix-plan']";
const RESTS: &str = "section[aria-labelledby='mix-rests']";
const RECENCY: &str = "section[aria-labelledby='recency']";

async fn go_to_movement(visit: &Visit) -> Result<()> {
    visit.go_to("/forecast").await?;
    visit.browser.press(STRIP).await?;
    visit.browser.find(&format!("{STRIP}[aria-current='page']")).await?;
    visit.browser.find(PANELS).await?;
    Ok(())
}

async fn type_plan(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    browser.press(&format!("{PLAN} button:has(use[href$='#i-plus'])")).await?;
    browser.fill(&format!("{PLAN} .planrows input"), "5-15").await?;
    browser.find(&format!("{PLAN} tbody tr")).await?;
    Ok(())
}

async fn type_costs(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    browser.fill_labelled(&say(visit.look.language, "mix.contact_cost")?, "2-4").await?;
    browser.fill_labelled(&say(visit.look.language, "mix.discount")?, "10").await?;
    let worth = say(visit.look.language, "mix.worth_best")?;
    browser.find_text(&format!("{RECENCY} thead th"), &worth).await?;
    Ok(())
}

#[tokio::test]
async fn the_mix_ahead_is_told_with_its_reasons_and_under_a_plan() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_movement(&visit).await?;
    browser.find_text("h1", "After three such rounds").await?;
    browser.find_text("h1", "bees").await?;
    let heading = browser.text("h1").await?;

    // Every figure opens its reasons.
    browser.press("section[aria-labelledby='mix-ahead'] tbody tr:first-child .why").await?;
    browser.find_text("dialog[open] dt", "People now").await?;
    browser.find_text("dialog[open] .dialog__body", "Dirichlet").await?;
    browser.press("dialog[open] .dialog__foot button").await?;

    // The plan is told beside what happens without it, which it does not change.
    type_plan(&visit).await?;
    browser.find_text(&format!("{PLAN} [role='status']"), "The plan itself adds").await?;
    browser.find(".panels .threshold").await?;
    ensure!(browser.text("h1").await? == heading, "a plan changed what happens without it");

    // A step that is left out changes the finding's ground.
    browser.press(&format!("{RESTS} tbody tr:first-child input[type='checkbox']")).await?;
    browser.find_text(&format!("{RESTS} p"), "In 2 counted steps").await?;

    // Stages have shares of their own, and their own plan.
    browser.press(".between .segmented label:nth-child(2)").await?;
    browser.find_text("h1", "Bought").await?;
    ensure!(!browser.is_there(".panels .threshold").await?, "another kind has another plan");

    // All of it is there after a reload.
    browser.press(".between .segmented label:first-child").await?;
    browser.find(".panels .threshold").await?;
    // Typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find(".panels .threshold").await?;
    browser.find_text(&format!("{RESTS} p"), "In 2 counted steps").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn too_few_rounds_say_what_it_takes() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Early").await?;
    visit.open("forecast/movement").await?;
    browser.find_text(".empty__title", "No round kept yet").await?;
    browser.find_text(&format!("{RECENCY} .note"), "Too little to tell").await?;
    browser.press(".empty a[href$='/segments/rounds']").await?;
    browser.press(".head button[data-variant='primary']:enabled").await?;
    browser.fill("dialog[open] .field:first-of-type input", "First").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    browser.find_text(".mixtable tbody tr", "First").await?;
    visit.open("forecast/movement").await?;
    browser.find_text(".empty__title", "One round kept").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn recency_is_worth_what_contacts_leave() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_movement(&visit).await?;
    browser.find(&format!("{RECENCY} tbody tr")).await?;
    browser.find_text(&format!("{RECENCY} .note"), "discount rate").await?;
    type_costs(&visit).await?;
    browser.find_text(&format!("{RECENCY} [role='status']"), "A new customer is worth").await?;
    browser.press(&format!("{RECENCY} tbody tr:first-child td:nth-of-type(3) .why")).await?;
    browser.find_text("dialog[open] .dialog__body", "Carraway").await?;
    browser.press("dialog[open] .dialog__foot button").await?;
    // A dear contact is worth it for nobody.
    browser.fill_labelled(&say(visit.look.language, "mix.contact_cost")?, "1000000").await?;
    browser.find_text(&format!("{RECENCY} [role='status']"), "pays for nobody").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("forecast/movement").await?;
    browser.find(PANELS).await?;
    type_plan(&visit).await?;
    type_costs(&visit).await?;
    browser.check_accessibility("the movement forecast").await?;
    browser.check_width("the movement forecast").await?;
    for kind in [2, 3] {
        browser.press(&format!(".between .segmented label:nth-child({kind})")).await?;
        browser.find(PANELS).await?;
        browser.check_accessibility("another kind of state").await?;
        browser.check_width("another kind of state").await?;
    }
    browser.press("section[aria-labelledby='mix-ahead'] tbody tr:first-child .why").await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.check_accessibility("the reasons of a figure").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn movement_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn movement_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
