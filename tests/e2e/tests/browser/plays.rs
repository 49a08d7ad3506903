//! The playbooks by class and reason: a cell of the table opens what to say, in one's own words where one
//! wants, and a customer and a call lead there.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const BEES_ON_PRICE: &str = ".reasons a[href*='class=bee&reason=price']";
const SAVE: &str = "dialog[open] .dialog__foot button[data-variant='primary']";

async fn go_to_plays(visit: &Visit) -> Result<()> {
    visit.go_to("/segments").await?;
    visit.browser.press(".lenses a[href$='/segments/plays']").await?;
    visit.browser.find(BEES_ON_PRICE).await?;
    Ok(())
}

/// A bee who speaks of the price hears of no discount; one's own words stay until they are taken back.
#[tokio::test]
async fn a_cell_opens_a_playbook_that_can_be_worded_anew() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_plays(&visit).await?;
    // Something stands open from the beginning.
    browser.find(".reasons a[aria-current]").await?;
    browser.press(BEES_ON_PRICE).await?;
    browser.find_text("#play-title", "Bees: Finds the price too high").await?;
    browser.find_text(".play .plays dd", "at the same price").await?;
    browser.find(".play__by[data-by='pair']").await?;
    browser.find_text(".play .plays .filled", "The price stays").await?;

    browser.press(".play button:has(use[href$='#i-edit'])").await?;
    let opening = "dialog[open] .partfields:first-child .field:first-child textarea";
    browser.fill(opening, "Good day {name}, {shop} here").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.find_text(".play .filled", "Good day ").await?;
    visit.reload().await?;
    browser.find_text(".play .filled", "Good day ").await?;
    // The class itself says what it said.
    browser.press(".lenses a[href$='/segments']").await?;
    browser.press("#playbook-tab-bee").await?;
    browser.press(".playbook button:has(use[href$='#i-ledger'])").await?;
    browser.find_text("dialog[open] .filled", "I have news").await?;
    browser.press("dialog[open] .dialog__foot button").await?;

    go_to_plays(&visit).await?;
    browser.press(BEES_ON_PRICE).await?;
    browser.find_text(".play .filled", "Good day ").await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".play .filled", "I have kept in mind").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// From the number to the people, from one of them to the words, filled in for them.
#[tokio::test]
async fn a_customer_leads_to_the_playbook_for_their_reason() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_plays(&visit).await?;
    browser.press(".play a[href*='/customers?']").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find("#drawer-reasons").await?;
    let name = browser.text("#drawer h2").await?;
    browser.press("#drawer .given a[href*='/segments/plays?']").await?;
    browser.find_text(".play header", &name).await?;
    browser.find_text(".play .filled", &name).await?;
    // When nobody is written to, and how often at most, stands below whom it is for.
    let limit = say(visit.look.language, "customers.contact_cap")?;
    let limit = limit.replace("{{ n }}", "4").replace("{{ days }}", "30");
    browser.find_text(".play header .fine", &limit).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Whoever opted out is marked beside their name and beside every text that is filled in for them.
#[tokio::test]
async fn words_for_somebody_who_opted_out_say_so() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_plays(&visit).await?;
    browser.press(".play a[href*='/customers?']").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find("#drawer-reasons").await?;
    let switch = "#drawer section[aria-labelledby='drawer-consent'] .switch";
    if !browser.is_there(&format!("{switch}:has(input:checked)")).await? {
        browser.press(switch).await?;
        visit.wait_until_saved().await?;
        browser.find(&format!("{switch}:has(input:checked)")).await?;
    }
    browser.press("#drawer .given a[href*='/segments/plays?']").await?;
    let opted_out = say(visit.look.language, "common.not_opted_out")?;
    let shown = ".noinvite:not([hidden])";
    browser.find_text(&format!(".play header {shown}"), &opted_out).await?;
    browser.find_text(&format!(".play dt {shown}"), &opted_out).await?;
    let all = format!("return document.querySelectorAll('.play dt {shown}').length === 4");
    browser.wait_until("telephone, SMS, WeChat and e-mail are marked", &all).await?;
    browser.check_accessibility("words for somebody who opted out").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// While somebody talks, the script of what they say is one choice away.
#[tokio::test]
async fn a_call_speaks_to_the_reason() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/calls").await?;
    browser.find("#call-name").await?;
    let script = "section[aria-labelledby='call-script'] .field";
    browser.choose(&format!("{script}:nth-of-type(1) select"), "bee").await?;
    browser.choose(&format!("{script}:nth-of-type(2) select"), "price").await?;
    browser.find_text(".script", "The price stays").await?;
    browser.choose(&format!("{script}:nth-of-type(1) select"), "butterfly").await?;
    browser.find_text(".script", "I have done the sum for you").await?;
    browser.check_accessibility("a call about a reason").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A bee has bought, and the script knows when; to nobody in particular it says nothing of it.
#[tokio::test]
async fn a_script_says_what_is_known_of_the_customer() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("calls?class=bee").await?;
    // Once the card is there it chooses the reason that was said last.
    browser.find("#call-orders").await?;
    let script = "section[aria-labelledby='call-script'] .field";
    browser.choose(&format!("{script}:nth-of-type(1) select"), "bee").await?;
    browser.choose(&format!("{script}:nth-of-type(2) select"), "").await?;
    browser.find_text(".script", "You last bought ").await?;

    visit.go_to("/segments").await?;
    browser.press("#playbook-tab-bee").await?;
    browser.press(".playbook button:has(use[href$='#i-ledger'])").await?;
    let question = "dialog[open] .plays";
    browser.find_text(question, "How has the last one been?").await?;
    let said = browser.text(question).await?;
    ensure!(!said.contains("last bought") && !said.contains('['), "{said}");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    go_to_plays(&visit).await?;
    browser.press(BEES_ON_PRICE).await?;
    browser.find(".play__by[data-by='pair']").await?;
    browser.check_look("the playbook of a class for a reason").await?;
    browser.press(".play button:has(use[href$='#i-edit'])").await?;
    browser.find("dialog[open] .partfields").await?;
    browser.check_accessibility("such a playbook being edited").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn plays_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn plays_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
