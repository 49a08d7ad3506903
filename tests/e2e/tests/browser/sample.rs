//! The sample: generated, said to be, and apart from the reader's own workspace.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use serde_json::json;

/// What the generator makes, of whom some have not bought yet.
const N_PEOPLE: &str = "3,486";

#[tokio::test]
async fn it_is_labelled_and_apart() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let own = browser.text(".side__name > span").await?;
    visit.open_sample().await?;

    browser.find_text("main .note", "generated").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", N_PEOPLE).await?;
    let sample = browser.text(".side__name > span").await?;
    ensure!(sample != own, "the sample is called {own} too");

    // A change to the sample stays in the sample.
    visit.go_to("/customers").await?;
    browser.find_text("h1", N_PEOPLE).await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer button:has(use[href$='#i-trash'])").await?;
    browser.find_text("h1", "3,485").await?;

    visit.go_to("/").await?;
    browser.press("main .note button").await?;
    browser.find(".empty").await?;
    ensure!(browser.text(".side__name > span").await? == own);

    // Back in the sample, the change is there and can be taken back.
    visit.open_sample().await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "3,485").await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", N_PEOPLE).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Nobody who has not bought is counted among the customers of a class.
#[tokio::test]
async fn a_class_lists_its_customers_and_the_leads_expected_there_apart() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    browser.find_text("h1", N_PEOPLE).await?;
    let chip = ".chip[data-class='dragonfly']";
    let n_of_chip = format!("{chip} .chip__n");
    let n_customers = browser.text(&n_of_chip).await?;
    browser.press(chip).await?;
    browser.find_text("h1", &format!("{n_customers} of {N_PEOPLE}")).await?;

    browser.press_text(".chip", &say(visit.look.language, "customers.expected")?).await?;
    let counts_leads = format!(
        "return document.querySelector({}).textContent !== {}",
        json!(n_of_chip),
        json!(n_customers)
    );
    browser.wait_until("the chip counts leads", &counts_leads).await?;
    let n_leads = browser.text(&n_of_chip).await?;
    browser.find_text("h1", &format!("{n_leads} of {N_PEOPLE}")).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_opens_on_a_phone_in_chinese() -> Result<()> {
    let look = Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN };
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.browser.find_text("main .note", "生成").await?;
    visit.go_to("/customers").await?;
    visit.browser.find_text("h1", N_PEOPLE).await?;
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
