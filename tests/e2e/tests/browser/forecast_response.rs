//! Who responds: a sentence, the trial as a picture, what matters, whom to turn to first; why it cannot be
//! told what inviting brings, and a hold-out drawn, undone and shown in the plan; too little to tell; no
//! page has a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAGE: &str = "/forecast/response";
const STRIP: &str = ".lenses a[href$='/forecast/response']";
const TRIAL: &str = "section[aria-labelledby='h-response-trial']";
const MATTERS: &str = "section[aria-labelledby='h-response-matters']";
const PEOPLE: &str = "section[aria-labelledby='h-response-people']";

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/forecast").await?;
    browser.press(STRIP).await?;
    browser.find(&format!("{STRIP}[aria-current='page']")).await?;
    browser.find("[data-response='found']").await?;
    browser.find(&format!("{TRIAL} svg[role='img'] .threshold-dot")).await?;
    browser.find(&format!("{MATTERS} svg[role='img'] .threshold-dot")).await?;
    browser.find(&format!("{MATTERS} tbody tr:nth-child(2)")).await?;
    browser.find(&format!("{PEOPLE} tbody tr:nth-child(20)")).await?;
    let limit = say(look.language, "customers.contact_cap")?;
    let limit = limit.replace("{{ n }}", "4").replace("{{ days }}", "30");
    browser.find_text(&format!("{PEOPLE} .fine"), &limit).await?;
    // Nobody was ever left out by lot: the page says so, and how to do it.
    let why = say(look.language, "response.make_lot")?;
    browser.find_text("[data-response='no-lot'] p", &why).await?;
    browser.check_accessibility(PAGE).await?;
    browser.check_width(PAGE).await?;
    // The reasons of a chance, by key closed again.
    browser.press(&format!("{PEOPLE} tbody tr:first-child .why")).await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await?;
    // Another outcome is another answer, and is there again after a reload.
    let outcome = "section[aria-labelledby='h-response-terms'] .segmented label:nth-child(2)";
    browser.press(outcome).await?;
    browser.find("[data-response='found']").await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find("[data-response='found']").await?;
    let is_kept = "return document.querySelector(\"section[aria-labelledby='h-response-terms'] \
                   .segmented label:nth-child(2) input\")?.checked === true";
    browser.wait_until("the outcome is kept", is_kept).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

/// What goes here while nobody was ever invited.
#[tokio::test]
async fn too_little_is_told_with_what_would_be_enough() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann").await?;
    visit.go_to("/forecast").await?;
    browser.press(STRIP).await?;
    let title = say(visit.look.language, "response.none_title")?;
    browser.find_text("[data-response='none'] .empty__title", &title).await?;
    browser.check_accessibility("nobody was invited").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Drawn in the plan, shown there and among what inviting brings, and given up again.
#[tokio::test]
async fn a_hold_out_is_drawn_shown_and_given_up() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let language = visit.look.language;
    visit.open_sample().await?;
    visit.begin_event("Open day").await?;
    while visit.step().await? != "review" {
        if visit.step().await? == "audience" {
            // Nothing can be drawn among those whom nobody has saved yet.
            let unsaved = say(language, "events.ho_unsaved")?;
            browser.find_text("[data-part='hold-out'] .fine", &unsaved).await?;
        }
        visit.next_step().await?;
    }
    visit.save_plan().await?;
    let address = browser.driver.current_url().await?;
    let plan = address.path().trim_start_matches('/').to_owned();
    browser.press("#s4 details.inputs > summary").await?;
    let draw = say(language, "events.ho_draw")?;
    browser.press_text("[data-part='hold-out'] button", &draw).await?;
    browser.find("#s4 [data-part='held-out']").await?;
    browser.check_accessibility("a plan with a hold-out").await?;
    // Before anybody notes a contact of all of them, it is said whom that would spoil.
    visit.go_to("/customers").await?;
    browser.press("thead .vtable__pick label").await?;
    let note = say(language, "customers.contact_note")?;
    browser.press_text(".bulk button", &note).await?;
    browser.find_text("dialog[open] .note", "held out of Open day by lot").await?;
    browser.check_accessibility("a contact that would spoil a comparison").await?;
    browser.type_keys(Key::Escape).await?;
    visit.go_to("/forecast").await?;
    browser.press(STRIP).await?;
    browser.find("[data-response='lots'] li p").await?;
    visit.open(&plan).await?;
    browser.find("#s4 [data-part='held-out']").await?;
    browser.press("#s4 details.inputs > summary").await?;
    let give_up = say(language, "events.ho_drop")?;
    browser.press_text("[data-part='hold-out'] button", &give_up).await?;
    let is_gone = "return !document.querySelector(\"[data-part='held-out']\")";
    browser.wait_until("nobody is left out", is_gone).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
