//! The call list: one call after another by keys alone, what follows from each, undo, where it was left
//! off, and a playbook in own words that the next call speaks in.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const NAME: &str = "#call-name";
const REASON: &str = ".outcomes .chips .chip";

async fn begin(look: Look) -> Result<Visit> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.go_to("/calls").await?;
    visit.browser.find(NAME).await?;
    Ok(visit)
}

/// Another one is called than before, and has the focus.
async fn wait_for_next(visit: &Visit, before: &str) -> Result<String> {
    let has_moved = format!(
        "const name = document.querySelector('{NAME}')
         return name && name.textContent !== {before:?} && document.activeElement === name"
    );
    visit.browser.wait_until("the next one is called", &has_moved).await?;
    visit.browser.text(NAME).await
}

#[tokio::test]
async fn calls_are_ended_by_keys_and_taken_back() -> Result<()> {
    let visit = begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let first = browser.text(NAME).await?;
    browser.press(REASON).await?;
    let reason = browser.text(&format!("{REASON}[aria-pressed='true']")).await?;
    browser.type_keys("1").await?;
    let second = wait_for_next(&visit, &first).await?;
    browser.find_text(".callline", "Interested").await?;

    browser.type_keys("6").await?;
    let third = wait_for_next(&visit, &second).await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text(NAME, &third).await?;
    browser.find_text(".callline", "Not reached").await?;

    browser.press(".bar__undo").await?;
    browser.find_text(NAME, &second).await?;

    // What was said stands on the card of the first.
    browser.press_text(".callline a", &first).await?;
    browser.find_text("#drawer", &reason).await?;
    browser.find_text("#drawer .timeline", "Call: Interested").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The reasons, the note and the ends of a call are reached by Tab, too.
#[tokio::test]
async fn a_call_is_walked_by_tab() -> Result<()> {
    let visit = begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let first = browser.text(NAME).await?;
    browser.tab_to(REASON).await?;
    browser.type_keys(Key::Space).await?;
    browser.find(&format!("{REASON}[aria-pressed='true']")).await?;
    browser.tab_to(".outcomes textarea").await?;
    // A number that is typed ends no call.
    browser.type_keys("Asks again at 6").await?;
    browser.tab_to("[data-outcome='1']").await?;
    browser.type_keys(Key::Enter).await?;
    wait_for_next(&visit, &first).await?;
    browser.find_text(".callline", "Interested").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A refusal is kept with its day, and nobody who refused is called again.
#[tokio::test]
async fn whoever_refuses_is_left_in_peace() -> Result<()> {
    let visit = begin(Look { size: Size::Phone, ..Look::PLAIN }).await?;
    let browser = &visit.browser;
    let first = browser.text(NAME).await?;
    browser.press("[data-outcome='9']").await?;
    wait_for_next(&visit, &first).await?;
    browser.find_text(".callline", "No contact at all").await?;
    browser.check_accessibility("the next call").await?;
    let fits = "return document.documentElement.scrollWidth <= innerWidth";
    browser.wait_until("nothing is wider than the screen", fits).await?;
    browser.press_text(".callline a", &first).await?;
    // Said by the workspace's own word, in the language that its data are in.
    browser.find_text("#drawer .timeline", "电话中表示").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Who said yes is told apart from who was never asked, and the rule between them stands there.
#[tokio::test]
async fn whoever_was_never_asked_is_left_out_by_one_switch() -> Result<()> {
    let visit = begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    browser.find_text(".note", "never asked").await?;
    let rule = ".note .switch input";
    browser.press(rule).await?;
    visit.wait_until_saved().await?;
    browser.find_text(".note", "Never asked and so left out").await?;
    browser.check_accessibility("the call list of those who said yes").await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".note", "of them said yes to calls").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The name that a workspace has before it is named is no shop's.
#[tokio::test]
async fn a_shop_without_a_name_is_left_out_of_the_script() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/settings").await?;
    browser.fill("section[aria-labelledby='workspace'] .input", "My customers").await?;
    browser.type_keys(Key::Tab).await?;
    visit.wait_until_saved().await?;
    visit.go_to("/calls").await?;
    browser.find_text(".callpart .fine", "The shop has no name yet").await?;
    let is_left_out = "const said = document.querySelector('.script')?.textContent
         return said && !said.includes('My customers') && !said.includes('shop?')";
    browser.wait_until("the script leaves the name out", is_left_out).await?;
    browser.press(".callpart .fine a[href$='/settings#workspace']").await?;
    browser.find("#workspace").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_playbook_in_own_words_is_what_the_call_says() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".playbook__pick [data-class='bee']").await?;
    browser.press(".playbook button:has(use[href$='#i-edit'])").await?;
    browser.find("dialog[open] .partfields").await?;
    browser.check_accessibility("a playbook being edited").await?;
    let opening = "dialog[open] .partfields:first-child .field:first-child textarea";
    browser.fill(opening, "Good day {name}, {shop} here").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    browser.press(".playbook a[href$='/calls?class=bee']").await?;
    browser.find_text(".script", "Good day ").await?;
    let name = browser.text(NAME).await?;
    browser.find_text(".script", &format!("Good day {name}, ")).await?;
    browser.press(".bar__undo").await?;
    let is_back = "return !document.querySelector('.script')?.textContent.includes('Good day ')";
    browser.wait_until("the original is back", is_back).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The number is marked on the card for as long as it is the one that was wrong.
#[tokio::test]
async fn a_wrong_number_is_marked_on_the_card() -> Result<()> {
    let visit = begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let first = browser.text(NAME).await?;
    browser.type_keys("7").await?;
    wait_for_next(&visit, &first).await?;
    browser.press_text(".callline a", &first).await?;
    browser.find_text("[aria-labelledby='drawer-facts'] .tag", "Wrong number").await?;
    browser.check_accessibility("a card with a wrong number").await?;
    browser.press(".bar__undo").await?;
    let is_gone = "return document.querySelector('#drawer-facts')
        && !document.querySelector('[aria-labelledby=\"drawer-facts\"] .tag')";
    browser.wait_until("the mark is gone", is_gone).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// How a reason is met stands under it, with the cost limit of the class, and can be worded anew.
#[tokio::test]
async fn a_reason_says_how_it_is_met() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".playbook__pick [data-class='bee']").await?;
    browser.press(".playbook button:has(use[href$='#i-edit'])").await?;
    browser.choose("dialog[open] select", "reason:not-told").await?;
    let offer = "dialog[open] .partfields:nth-of-type(2) .field:first-child textarea";
    browser.fill(offer, "The first look").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    browser.press_text(".playbook summary", "Why they have not bought").await?;
    browser.press_text(".playbook .plays summary", "Did not hear about it").await?;
    let line = ".playbook .plays details[open] dd";
    browser.find_text(line, "The first look").await?;
    browser.find_text(line, "As for the whole class").await?;
    browser.check_accessibility("how a reason is met").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The mix of reasons names its people.
#[tokio::test]
async fn a_reason_leads_to_those_who_gave_it() -> Result<()> {
    let visit = Visit::begin(Look { language: Language::Chinese, ..Look::PLAIN }).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".playbook__pick [data-class='dragonfly']").await?;
    browser.press_text(".playbook summary", "为什么").await?;
    browser.press(".playbook .reasons__n a").await?;
    browser.find("tbody tr[aria-rowindex='2']").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
