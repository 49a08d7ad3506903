//! Who is worth inviting: a sentence, lists that lead to the customers, settings that bring value, the
//! trial, the reasons; a clear word where there is too little; and no page has a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAGE: &str = "/forecast/customers";
const STRIP: &str = ".lenses a[href$='/forecast/customers']";
const SECTIONS: [&str; 7] = [
    "worth-settings",
    "worth-chances",
    "worth-spread",
    "worth-best",
    "worth-fading",
    "worth-trial",
    "worth-why",
];

async fn open_page(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/forecast").await?;
    browser.press(STRIP).await?;
    browser.find(&format!("{STRIP}[aria-current='page']")).await?;
    browser.find("section[aria-labelledby='worth-chances'] tbody tr").await?;
    Ok(())
}

async fn give_margin_and_interest(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    for (key, value) in [("worth.margin_field", "25–35"), ("worth.discount", "8")] {
        let label = say(visit.look.language, key)?;
        browser.fill_labelled(&label, value).await?;
        browser.type_keys(Key::Tab).await?;
    }
    let best = say(visit.look.language, "worth.best")?;
    browser.find_text("#worth-best", &best).await?;
    Ok(())
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    open_page(&visit).await?;
    for section in SECTIONS {
        browser.find(&format!("section[aria-labelledby='{section}']")).await?;
    }
    // Every model tried says whom it takes to be active.
    let tried = "section[aria-labelledby='worth-why'] table:last-of-type tbody tr:first-child";
    browser.find(&format!("{tried} td:nth-child(4)")).await?;
    browser.check_accessibility(PAGE).await?;
    browser.check_width(PAGE).await?;
    give_margin_and_interest(&visit).await?;
    // Active people, purchases and value of every class have a range in brackets.
    let has_ranges = "const row = document.querySelector(
            \"section[aria-labelledby='worth-spread'] tbody tr:first-child\");
        return [4, 5, 6].every(at =>
            /[(（].+[)）]/.test(row?.querySelector(`td:nth-child(${at})`)?.innerText ?? ''))";
    browser.wait_until("groups have ranges", has_ranges).await?;
    browser.check_accessibility("the value of customers").await?;
    browser.check_width("the value of customers").await?;
    // Renewals of members, from too few numbers to enough.
    let renewals = "[data-part='renewals'] textarea";
    browser.find("[data-renewals='none']").await?;
    browser.fill(renewals, "99 50 30").await?;
    browser.find("[data-renewals='none'] .note[data-tone='warn']").await?;
    browser.fill(renewals, "1000 869 743 653 593 551 517 491").await?;
    let section = "section[aria-labelledby='worth-renewals']";
    browser.find(&format!("{section} [data-renewals='found']")).await?;
    browser.find(&format!("{section} table:first-of-type tbody tr:nth-child(12)")).await?;
    browser.press(&format!("{section} dl > :nth-child(1) .why")).await?;
    browser.find("dialog[open] .reason__value").await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await?;
    browser.check_accessibility("how long members renew").await?;
    browser.check_width("how long members renew").await?;
    // The round question mark, opened and closed by key.
    browser.press(".head .help__button").await?;
    let heading = say(look.language, "common.help_doubt")?;
    browser.find_text(".help__panel:popover-open dt", &heading).await?;
    browser.type_keys(Key::Escape).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone() -> Result<()> {
    let phone = Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN };
    check_page(phone).await
}

/// From a person of the list to the customer list with its columns, and the drawer with the reasons.
#[tokio::test]
async fn a_person_leads_to_the_list_and_the_card() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    open_page(&visit).await?;
    let language = visit.look.language;
    let first = "section[aria-labelledby='worth-best'] tbody tr:first-child th a";
    // What value still takes stands in its row, with the way to where that is given.
    browser.press(first).await?;
    let asked = "section[aria-labelledby='drawer-outlook'] dl dd";
    browser.find_text(asked, &say(language, "worth.ask_value")?).await?;
    browser.press(&format!("{asked} a[href$='/forecast/customers#worth-settings']")).await?;
    let is_there = "return document.activeElement?.id === 'worth-settings'";
    browser.wait_until("the section of margin and interest has the focus", is_there).await?;
    give_margin_and_interest(&visit).await?;
    browser.press(first).await?;
    browser.find("section[aria-labelledby='drawer-outlook'] dl dd").await?;
    for key in ["worth.chance", "worth.person_value"] {
        let name = say(language, key)?;
        browser.find_text("section[aria-labelledby='drawer-outlook'] dt", &name).await?;
    }
    // The model, with what it takes of the person.
    let why = "section[aria-labelledby='drawer-outlook'] [data-part='outlook-why']";
    browser.press(&format!("{why} summary")).await?;
    browser.find_text(&format!("{why} p"), &say(language, "worth.model_is")?).await?;
    browser.find_text(&format!("{why} p"), "tₓ =").await?;
    browser.find(&format!("{why} a[href$='#customer-base']")).await?;
    let name = say(language, "customers.col_expected_value")?;
    browser.find_text("[role='columnheader'], th", &name).await?;
    browser.check_accessibility("the card with what is to be expected").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What goes here while there is too little to say anything.
#[tokio::test]
async fn too_little_is_told_with_what_would_be_enough() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann").await?;
    visit.go_to("/forecast").await?;
    browser.press(STRIP).await?;
    let title = say(visit.look.language, "worth.no_outlook")?;
    browser.find_text(".empty__title", &title).await?;
    browser.check_accessibility("too little is known").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
