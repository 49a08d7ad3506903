//! The guide to the models: every section has an address, a forecast leads to its own, and it is there in
//! both languages.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

async fn check_guide(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open("help/models#bg-nbd").await?;
    let is_there = "return document.activeElement?.id === 'bg-nbd'
        && Math.abs(document.activeElement.getBoundingClientRect().top) < innerHeight";
    browser.wait_until("the section of the address has the focus", is_there).await?;
    let unlinked = "const ids = [...document.querySelectorAll('.guide__text h2')].map((h) => h.id);
        const links = [...document.querySelectorAll('.guide__toc a')].map((a) => a.hash.slice(1));
        return ids.length > 50 && ids.join() === links.join()";
    browser.wait_until("every section is in the contents", unlinked).await?;
    browser.check_accessibility("the guide to the models").await?;
    browser.check_width("the guide to the models").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn sections_have_addresses_in_english() -> Result<()> {
    check_guide(Look::PLAIN).await
}

#[tokio::test]
async fn sections_have_addresses_in_chinese_on_a_phone() -> Result<()> {
    check_guide(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

#[tokio::test]
async fn a_forecast_leads_to_its_model() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/forecast").await?;
    let risk = "section[aria-labelledby='h-risk']";
    browser.press(&format!("{risk} .help__button")).await?;
    let in_full = say(visit.look.language, "common.model_in_full")?;
    browser.press_text(".help__panel:popover-open a", &in_full).await?;
    let is_there = "return location.hash === '#profit-risk'
        && document.activeElement?.id === 'profit-risk'";
    browser.wait_until("the section of the model has the focus", is_there).await?;

    // The same from the reasons of a figure.
    visit.go_to("/forecast").await?;
    browser.press(&format!("{risk} button.why")).await?;
    let link = browser.find("dialog[open] a[href*='/help/models#']").await?;
    let href = link.attr("href").await?.context("a link without an address")?;
    ensure!(href.ends_with("#profit-risk"), "{href}");
    Ok(())
}

/// What an event's own past weighs is told there, not with the Beta by itself.
#[tokio::test]
async fn a_rate_leads_to_the_rates_of_an_event() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/forecast").await?;
    browser.press("section[aria-labelledby='h-ledger'] button.why").await?;
    let link = browser.find("dialog[open] a[href*='/help/models#']").await?;
    let href = link.attr("href").await?.context("a link without an address")?;
    ensure!(href.ends_with("#rates"), "{href}");
    Ok(())
}

#[tokio::test]
async fn a_lens_leads_to_the_line_about_it() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/lead-source").await?;
    browser.press(".head .help__button").await?;
    let in_full = say(visit.look.language, "common.model_in_full")?;
    browser.press_text(".help__panel:popover-open a", &in_full).await?;
    let is_there = "return location.hash === '#lenses' && document.activeElement?.id === 'lenses'";
    browser.wait_until("the section of the lenses has the focus", is_there).await?;
    browser.find_text(".guide__text li", "Lead source: as it is written").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
