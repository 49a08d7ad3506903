//! Whom nobody invites, what a person has agreed to, and what a text message carries.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::lists;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const WITHDRAWALS: &str = "#drawer .consent-list button";

#[tokio::test]
async fn who_is_blocked_says_so_until_taken_off_the_list() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press_text("#drawer section button", &word("customers.block")?).await?;
    browser.find_text("#drawer .note", &word("customers.is_blocked")?).await?;
    visit.wait_until_saved().await?;
    // Whatever columns the list has.
    let mark = "tbody tr[aria-rowindex='2'] th .noinvite:not([hidden])";
    browser.find_text(mark, &word("common.not_blocked")?).await?;
    browser.check_accessibility("a list with a mark").await?;

    // What happened all the same can be noted, with a warning; their own visit warns of nothing.
    browser.press_text("#drawer button", &word("customers.contact_note")?).await?;
    let blocked = word("events.left_blocked")?.replace("{{ n }}", "1");
    browser.find_text("dialog[open] .note", &blocked).await?;
    browser.check_accessibility("the dialog for a contact that should not be").await?;
    browser.choose("dialog[open] select", "visit").await?;
    let is_calm = "return !document.querySelector('dialog[open] .note')";
    browser.wait_until("no warning of a visit", is_calm).await?;
    browser.press_text("dialog[open] .dialog__foot button", &word("common.cancel")?).await?;

    visit.go_to("/settings").await?;
    let rows = "section[aria-labelledby='blacklist'] tbody tr";
    browser.find(rows).await?;
    browser.check_accessibility("the settings with a blacklist").await?;
    browser.press(&format!("{rows} button:has(use[href$='#i-trash'])")).await?;
    browser.find(".toast").await?;
    visit.wait_until_saved().await?;
    browser.press(".bar__undo").await?;
    browser.find(rows).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Who is on the blacklist is a group of the lens, with its people: also once the test of it is opened.
#[tokio::test]
async fn whoever_is_blocked_is_listed_from_the_lens() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    let name = browser.text("tbody tr[aria-rowindex='2'] th").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press_text("#drawer section button", &word("customers.block")?).await?;
    browser.find_text("#drawer .note", &word("customers.is_blocked")?).await?;
    visit.wait_until_saved().await?;
    visit.open("segments/may-invite").await?;
    let group = "section[aria-labelledby='groups'] tbody tr";
    browser.find_text(&format!("{group} th"), &word("customers.may_blocked")?).await?;
    let one = format!("{group} td a[href*='may-invite:may:blocked']");
    ensure!(browser.text(&one).await? == "1");
    browser.press(&one).await?;
    browser.find_text(".head h1", "1 of").await?;
    let name = name.lines().next().unwrap_or_default();
    browser.find_text("tbody tr[aria-rowindex='2'] th", name).await?;
    browser.find_text(".chip--pair", &word("customers.may_blocked")?).await?;
    browser.press(".chip--pair button:first-child").await?;
    let is_ticked = format!(
        "return [...document.querySelectorAll('dialog[open] .anyof label')].some(label =>
             label.textContent.includes({:?}) && label.querySelector('input').checked)",
        word("customers.may_blocked")?
    );
    browser.wait_until("it is ticked", &is_ticked).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn permission_is_withdrawn_with_one_press() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.add_person("Lin Xiaoyu").await?;
    browser.press(&format!("{WITHDRAWALS}:not([disabled])")).await?;
    browser.find_text(WITHDRAWALS, &word("customers.withdraw")?).await?;
    visit.wait_until_saved().await?;
    browser.press_text(WITHDRAWALS, &word("customers.withdraw")?).await?;
    let refused = word("customers.permission_refused")?;
    let record = "#drawer .record";
    let says_so = format!(
        "return document.querySelector({record:?})?.textContent.includes({refused:?}) === true"
    );
    browser.wait_until("the record says that it was withdrawn", &says_so).await?;
    browser.check_accessibility("a person's consent").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Going to an earlier state leaves an opt-out noted since where it is, and says so.
#[tokio::test]
async fn going_back_gives_no_opt_out_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.add_person("Lin Xiaoyu").await?;
    browser.press("#drawer section[aria-labelledby='drawer-consent'] .switch").await?;
    visit.wait_until_saved().await?;
    visit.go_to("/settings").await?;
    let back = word("settings.go_to_step")?;
    browser.press(&format!(".log button[aria-label^='{back}'][aria-label*='Lin Xiaoyu']")).await?;
    browser.find_text(".log li[aria-current]", "refusals and blocks noted since stay").await?;
    visit.wait_until_saved().await?;
    visit.go_to("/customers").await?;
    let mark = "tbody tr[aria-rowindex='2'] th .noinvite:not([hidden])";
    browser.find_text(mark, &word("common.not_opted_out")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_contact_is_noted_and_taken_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.add_person("Lin Xiaoyu").await?;
    browser.press_text("#drawer button", &word("customers.contact_note")?).await?;
    browser.fill_labelled(&word("customers.contact_text")?, "asked for the price list").await?;
    browser.check_accessibility("the dialog for a contact").await?;
    browser.press_text("dialog[open] button", &word("customers.contact_keep")?).await?;
    browser.find_text("#drawer .timeline", "asked for the price list").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text("#drawer .timeline", "asked for the price list").await?;
    browser.press("#drawer .timeline__remove").await?;
    let is_gone = "return document.querySelector('#drawer .timeline__remove') === null";
    browser.wait_until("the contact is gone", is_gone).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// In a workspace of one's own an event is planned, who came to it is noted at once, and a rule that names
/// the event finds just them.
#[tokio::test]
async fn who_came_to_an_event_is_noted_and_found() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    let people = lists::customers('a', 60, false)?;
    visit.import(&people.path).await?;
    visit.begin_event("Tea in June").await?;
    while visit.step().await? != "review" {
        visit.next_step().await?;
    }
    visit.save_plan().await?;
    visit.wait_until_saved().await?;

    visit.go_to("/customers").await?;
    for row in [2, 3] {
        browser.press(&format!("tr[aria-rowindex='{row}'] .vtable__pick label")).await?;
    }
    browser.press_text(".bulk button", &word("customers.contact_note")?).await?;
    browser.choose("dialog[open] select", "attended").await?;
    let events = "dialog[open] .grid-2 + .field select";
    let is_offered = format!("return document.querySelector('{events}')?.options.length === 2");
    browser.wait_until("the event is offered", &is_offered).await?;
    browser.check_accessibility("the dialog for a contact of an event").await?;
    let read_id = format!("return document.querySelector('{events}').options[1].value");
    let id = browser.run(&read_id).await?;
    let id = id.as_str().context("the event has no number")?;
    browser.choose(events, id).await?;
    browser.press_text("dialog[open] button", &word("customers.contact_keep")?).await?;
    browser.find(".toast").await?;
    visit.wait_until_saved().await?;

    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press(".empty a[href$='/segments/groups/new']").await?;
    browser.press("#rule-add-").await?;
    browser.choose("dialog[open] .dialog__body .field:first-child select", "contacts").await?;
    let of_event = format!("dialog[open] select:has(option[value='{id}'])");
    browser.choose(&of_event, id).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']:enabled").await?;
    browser.find("#rule-edit-0").await?;
    let finds_them = "return document.querySelector('.rule__count')?.textContent.trim()
        .startsWith('2 ') === true";
    browser.wait_until("the rule finds who was noted", finds_them).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Pressed without saying where it was said: the list and the card say what is missing.
#[tokio::test]
async fn a_permission_without_proof_is_marked() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.add_person("Lin Xiaoyu").await?;
    browser.press_text("#drawer .consent-list button", &word("customers.agree")?).await?;
    browser.find("#drawer .consent-gap").await?;
    browser.fill_labelled(&word("customers.consent_source")?, "sign-up form").await?;
    browser.press("#drawer-consent").await?;
    visit.wait_until_saved().await?;
    browser.fill_labelled(&word("customers.consent_purpose")?, "news and offers").await?;
    browser.press("#drawer-consent").await?;
    let is_whole = "return document.querySelector('#drawer .consent-gap') === null";
    browser.wait_until("nothing is missing any more", is_whole).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_text_message_shows_its_signature() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.go_to("/settings").await?;
    browser.find_text(".message", &word("settings.sms_opt_out_usual")?).await?;
    browser.fill_labelled(&word("settings.sms_signature")?, "Meadow").await?;
    browser.press("#contact").await?;
    browser.find_text(".message", "【Meadow】").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text(".message", "【Meadow】").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_permission_for_something_else_invites_nobody() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.go_to("/settings").await?;
    browser.find_text("legend", &word("settings.purposes")?).await?;
    browser.press_text(".check:has(input:checked)", "News and offers").await?;
    visit.wait_until_saved().await?;
    browser.find_text(".check:has(input:not(:checked))", "News and offers").await?;
    browser.check_accessibility("purposes").await?;

    visit.go_to("/calls").await?;
    browser.press_text("details.later summary", "left out").await?;
    browser.find_text(".callline", &word("calls.other_purpose")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Their opt-out would be gone with their record, and the next file would bring them in as permitted.
#[tokio::test]
async fn whoever_opted_out_is_blocked_when_deleted() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("people.csv");
    std::fs::write(&path, "name,phone\nAnn Walker,13800138001\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.import(&path.to_string_lossy()).await?;
    visit.go_to("/customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer section[aria-labelledby='drawer-consent'] .switch").await?;
    visit.wait_until_saved().await?;
    browser.press("#drawer button:has(use[href$='#i-trash'])").await?;
    let what = word("customers.deleted_one")?.replace("{{ name }}", "Ann Walker");
    let told = word("customers.deleted_blocked")?.replace("{{ what }}", &what);
    browser.find_text(".toast", &told.replace("{{ n }}", "1")).await?;
    visit.wait_until_saved().await?;
    visit.go_to("/settings").await?;
    browser.find_text("section[aria-labelledby='blacklist'] tbody tr", "13800138001").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
