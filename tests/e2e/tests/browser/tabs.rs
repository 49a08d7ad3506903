//! Two tabs on one workspace: each sees what the other saved, and whoever comes second reads
//! again and applies its change on top, or says that it could not.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::WindowHandle;

#[tokio::test]
async fn one_tab_sees_what_the_other_saved() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;

    browser.driver.switch_to_window(second.clone()).await?;
    visit.open("customers").await?;
    visit.add_person("From the second").await?;

    browser.driver.switch_to_window(first).await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "1").await?;
    Ok(())
}

#[tokio::test]
async fn the_loser_applies_its_change_on_top() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open("customers").await?;
    let first = browser.driver.window().await?;
    // The first tab hears no news: it believes in a revision that is no longer the newest.
    let mut tools = visit.devtools().await?;
    let worker = tools.worker("engine").await?;
    tools.deafen(&worker).await?;

    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open("customers").await?;
    visit.add_person("From the second").await?;

    browser.driver.switch_to_window(first.clone()).await?;
    ensure!(
        !browser.is_there(".nav__count").await?
            || browser.text(".nav__link[href='/customers'] .nav__count").await? == "0"
    );
    visit.add_person("From the first").await?;
    browser.find_text(".nav__link[href='/customers'] .nav__count", "2").await?;

    // What both saved is in the store, not only on the screen.
    visit.open("customers").await?;
    browser.find_text("tbody", "From the first").await?;
    browser.find_text("tbody", "From the second").await?;
    Ok(())
}

const FACTS: &str = "#drawer section[aria-labelledby='drawer-facts']";

/// Opens the fields of the only person here and in a second tab, which is then in front.
async fn edit_in_two_tabs(visit: &Visit) -> Result<WindowHandle> {
    let browser = &visit.browser;
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    browser.find("#drawer form button[type='submit']").await?;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.press("#drawer button:has(use[href$='#i-edit'])").await?;
    Ok(first)
}

async fn fill_and_save(visit: &Visit, label: &str, value: &str) -> Result<()> {
    visit.browser.fill_labelled(&say(visit.look.language, label)?, value).await?;
    visit.browser.press("#drawer form button[type='submit']").await
}

#[tokio::test]
async fn a_form_saves_only_what_was_typed_into_it() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Walker").await?;
    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13800138000").await?;
    browser.find_text(FACTS, "13800138000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_company", "Willow Ltd").await?;
    browser.find_text(FACTS, "Willow Ltd").await?;
    browser.find_text(FACTS, "13800138000").await?;

    visit.open("customers").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find_text(FACTS, "Willow Ltd").await?;
    browser.find_text(FACTS, "13800138000").await?;
    Ok(())
}

#[tokio::test]
async fn of_two_values_of_one_field_the_reader_chooses() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let language = visit.look.language;
    visit.add_person("Ann Walker").await?;
    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13800138000").await?;
    browser.find_text(FACTS, "13800138000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_phone", "13900139000").await?;
    let note = browser.text("#drawer form [role='alert']").await?;
    ensure!(note.contains("13800138000") && note.contains("13900139000"), "{note}");
    browser.press_text("#drawer form button", &say(language, "common.take_theirs")?).await?;
    browser.find_text(FACTS, "13800138000").await?;

    let first = edit_in_two_tabs(&visit).await?;
    fill_and_save(&visit, "customers.col_phone", "13700137000").await?;
    browser.find_text(FACTS, "13700137000").await?;

    browser.driver.switch_to_window(first).await?;
    fill_and_save(&visit, "customers.col_phone", "13900139000").await?;
    browser.press_text("#drawer form button", &say(language, "common.keep_mine")?).await?;
    browser.find_text(FACTS, "13900139000").await?;
    Ok(())
}

/// A second tab on the open page, which is then in front.
async fn open_twice(visit: &Visit, path: &str) -> Result<WindowHandle> {
    let browser = &visit.browser;
    let first = browser.driver.window().await?;
    let second = browser.driver.new_tab().await?;
    browser.driver.switch_to_window(second).await?;
    visit.open(path).await?;
    Ok(first)
}

/// The path of the open page, without the leading slash.
async fn here(visit: &Visit) -> Result<String> {
    let address = visit.browser.driver.current_url().await?;
    Ok(address.path().trim_start_matches('/').to_owned())
}

async fn name_event(visit: &Visit, name: &str) -> Result<()> {
    visit.browser.fill_labelled(&say(visit.look.language, "events.name")?, name).await
}

async fn wait_until_name_is(visit: &Visit, name: &str) -> Result<()> {
    visit.browser.find_text(".rail__title", name).await.map(drop)
}

/// Both tabs type into one draft: the second to store is told, and chooses.
#[tokio::test]
async fn of_two_texts_in_one_draft_the_reader_chooses() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let language = visit.look.language;
    visit.begin_event("Tea in May").await?;
    visit.wait_until_saved().await?;
    let first = open_twice(&visit, &here(&visit).await?).await?;
    wait_until_name_is(&visit, "Tea in May").await?;
    let second = browser.driver.window().await?;
    name_event(&visit, "Green tea").await?;
    wait_until_name_is(&visit, "Green tea").await?;
    visit.wait_until_saved().await?;

    browser.driver.switch_to_window(first.clone()).await?;
    name_event(&visit, "Black tea").await?;
    browser.find_text("[role='alert']", &say(language, "events.draft_clash")?).await?;
    browser.find(".saved[data-state='failed']").await?;
    browser.press_text("[role='alert'] button", &say(language, "common.keep_mine")?).await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    wait_until_name_is(&visit, "Black tea").await?;

    browser.driver.switch_to_window(second).await?;
    name_event(&visit, "White tea").await?;
    browser.press_text("[role='alert'] button", &say(language, "common.take_theirs")?).await?;
    wait_until_name_is(&visit, "Black tea").await?;
    // The field shows it too, and what is typed now is stored.
    name_event(&visit, "Black tea in June").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    wait_until_name_is(&visit, "Black tea in June").await?;
    Ok(())
}

/// Two wizards began from the same saved event: the second to save is told, and has ways out.
#[tokio::test]
async fn an_event_saved_elsewhere_is_not_overwritten_unasked() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let language = visit.look.language;
    visit.open_sample().await?;
    visit.begin_event("Tea in May").await?;
    while visit.step().await? != "review" {
        visit.next_step().await?;
    }
    visit.save_plan().await?;
    // From `events/1/plan` to the wizard's first step.
    let wizard = here(&visit).await?.replace("/plan", "/goal");
    visit.open(&wizard).await?;
    wait_until_name_is(&visit, "Tea in May").await?;
    let first = open_twice(&visit, &wizard).await?;
    name_event(&visit, "Green tea").await?;
    wait_until_name_is(&visit, "Green tea").await?;
    save_changes(&visit).await?;
    browser.find_text(".doc", "Green tea").await?;

    // The first tab has heard of it and still knows what it began from.
    browser.driver.switch_to_window(first).await?;
    name_event(&visit, "Black tea").await?;
    wait_until_name_is(&visit, "Black tea").await?;
    save_changes(&visit).await?;
    browser.find_text("[role='alert']", &say(language, "events.clash_changed")?).await?;
    let copy = say(language, "events.save_copy")?;
    browser.press_text("[role='alert'] button", &copy).await?;
    browser.find_text(".doc", "Black tea").await?;

    visit.go_to("/events").await?;
    browser.find_text("main h3", "Green tea").await?;
    browser.find_text("main h3", "Black tea").await?;

    // Once more, and knowingly over theirs.
    visit.open(&wizard).await?;
    wait_until_name_is(&visit, "Green tea").await?;
    let first = open_twice(&visit, &wizard).await?;
    name_event(&visit, "White tea").await?;
    wait_until_name_is(&visit, "White tea").await?;
    save_changes(&visit).await?;
    browser.find_text(".doc", "White tea").await?;
    browser.driver.switch_to_window(first).await?;
    name_event(&visit, "Jasmine tea").await?;
    wait_until_name_is(&visit, "Jasmine tea").await?;
    save_changes(&visit).await?;
    let over = say(language, "events.replace_theirs")?;
    browser.press_text("[role='alert'] button", &over).await?;
    browser.find_text(".doc", "Jasmine tea").await?;
    // It was one step: undo brings theirs back.
    browser.press(".bar__undo").await?;
    browser.find_text(".doc", "White tea").await?;
    Ok(())
}

/// From wherever the wizard stands to its last step, and presses its button.
async fn save_changes(visit: &Visit) -> Result<()> {
    visit.browser.press(".rail a[href$='/review']").await?;
    visit.wait_for_step("review").await?;
    let save = say(visit.look.language, "events.save_changes")?;
    visit.browser.press_text("main button", &save).await
}
