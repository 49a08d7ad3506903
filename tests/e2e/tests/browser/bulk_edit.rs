//! Changing many customers at once, finding and replacing, saved views, and fields of one's own:
//! what is shown before is what happens, and one step takes it back.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const DO_IT: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
const VIEW: &str = ".listhead select";
const DRAGONFLIES: &str = ".chip[data-class='dragonfly']";

async fn press_word(visit: &Visit, css: &str, key: &str) -> Result<()> {
    visit.browser.press_text(css, &say(visit.look.language, key)?).await
}

async fn fill_word(visit: &Visit, key: &str, value: &str) -> Result<()> {
    visit.browser.fill_labelled(&say(visit.look.language, key)?, value).await
}

/// Adds a tag to all dragonflies of the sample; gives how many there are, as written.
async fn tag_dragonflies(visit: &Visit, tag: &str) -> Result<String> {
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    let n = browser.text(&format!("{DRAGONFLIES} .chip__n")).await?;
    browser.press(DRAGONFLIES).await?;
    browser.find_text("h1", &format!("{n} of")).await?;
    press_word(visit, ".listhead button", "customers.change_listed").await?;
    browser.choose("dialog[open] select", "add-tag").await?;
    fill_word(visit, "customers.tag", tag).await?;
    browser.find_text(".preview", &format!("{n} will change")).await?;
    browser.find_text(".preview__examples li", tag).await?;
    browser.press(DO_IT).await?;
    visit.wait_until_saved().await?;
    Ok(n)
}

#[tokio::test]
async fn all_that_are_listed_are_changed_in_one_step() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let n = tag_dragonflies(&visit, "tea in May").await?;
    browser.find_text(".toast", &n).await?;

    // Everybody, then those with the tag: the filter tells how many, and lists them.
    browser.press(DRAGONFLIES).await?;
    browser.find_text("h1", "3,486").await?;
    browser.press(".chip[data-add]:has(use[href$='#i-tag'])").await?;
    browser.find_text("dialog[open] .anyof .check", &n).await?;
    browser.press("dialog[open] .anyof .check").await?;
    browser.press(DO_IT).await?;
    browser.find_text("h1", &format!("{n} of")).await?;

    // The same again would change nobody.
    press_word(&visit, ".listhead button", "customers.change_listed").await?;
    browser.find_text(".preview", &say(visit.look.language, "customers.preview_none")?).await?;
    ensure!(!browser.is_there(DO_IT).await?, "a change of nobody can be made");
    browser.press("dialog[open] .dialog__head button").await?;

    browser.press(".bar__undo").await?;
    browser.find_text("h1", "0 of 3,486").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A reason of a playbook is noted by its name, stands on everybody's card, and is taken back.
#[tokio::test]
async fn a_reason_is_noted_for_many_and_taken_back() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Westlake").await?;
    visit.wait_until_saved().await?;
    press_word(&visit, ".listhead button", "customers.change_listed").await?;
    browser.choose("dialog[open] select", "add-reason").await?;
    fill_word(&visit, "customers.reason", "Finds the price too high").await?;
    browser.find_text(".preview__examples li", "Finds the price too high").await?;
    browser.check_accessibility("a reason for many").await?;
    browser.press(DO_IT).await?;
    visit.wait_until_saved().await?;
    let given = "#drawer .given";
    browser.find_text(given, "Finds the price too high").await?;
    browser.press(&format!("{given} summary")).await?;
    let what_not = say(visit.look.language, "segments.avoid")?;
    browser.find_text(&format!("{given} details[open] dt"), &what_not).await?;

    press_word(&visit, ".listhead button", "customers.change_listed").await?;
    browser.choose("dialog[open] select", "remove-reason").await?;
    let is_offered =
        "return document.querySelector(\"dialog[open] option[value='price']\") !== null";
    browser.wait_until("the reasons are offered", is_offered).await?;
    browser.choose("dialog[open] select:has(option[value='price'])", "price").await?;
    browser.find_text(".preview__examples li", "Finds the price too high").await?;
    browser.press(DO_IT).await?;
    let is_gone = format!("return !document.querySelector('{given}')");
    browser.wait_until("the reason is taken back", &is_gone).await?;
    browser.press(".bar__undo").await?;
    browser.find_text(given, "Finds the price too high").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_tag_of_one_person_comes_and_goes() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Westlake").await?;
    fill_word(&visit, "customers.new_tag", "vip").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(".drawer .tag", "vip").await?;
    visit.wait_until_saved().await?;
    browser.press(".drawer .tag button").await?;
    let is_gone = "return !document.querySelector('.drawer .tag')";
    browser.wait_until("the tag is taken off", is_gone).await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".drawer .tag", "vip").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn find_and_replace_by_keyboard() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    for name in ["Ann Westlake", "Bo Westlake", "Cy Miller"] {
        visit.add_person(name).await?;
    }
    let keys = browser.driver.action_chain().key_down(Key::Control).send_keys("h");
    keys.key_up(Key::Control).perform().await?;
    fill_word(&visit, "customers.find", "Westlake").await?;
    fill_word(&visit, "customers.replace_with", "Eastlake").await?;
    browser.find_text(".preview", "2 will change").await?;
    browser.find_text(".preview__examples li", "Ann Westlake → Ann Eastlake").await?;
    browser.find(DO_IT).await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(".vtable .person", "Ann Eastlake").await?;
    browser.find_text(".vtable .person", "Bo Eastlake").await?;
    visit.wait_until_saved().await?;
    browser.press(".bar__undo").await?;
    browser.find_text(".vtable .person", "Ann Westlake").await?;
    browser.find_text(".vtable .person", "Bo Westlake").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_address_is_found_wherever_words_are() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("people.csv");
    std::fs::write(&path, "name,email\nAnn,ann@old.com\nBo,bo@other.com\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.import(&path.to_string_lossy()).await?;
    visit.go_to("/customers").await?;
    browser.find_text(".vtable .person", "Ann").await?;
    let keys = browser.driver.action_chain().key_down(Key::Control).send_keys("h");
    keys.key_up(Key::Control).perform().await?;
    let what = say(visit.look.language, "customers.all_word_hint")?;
    browser.find_text("dialog[open]", &what).await?;
    fill_word(&visit, "customers.find", "@old.com").await?;
    fill_word(&visit, "customers.replace_with", "@new.com").await?;
    browser.find_text(".preview__examples li", "ann@new.com").await?;
    browser.press(DO_IT).await?;
    visit.wait_until_saved().await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn wait_for_view(visit: &Visit, name: &str) -> Result<()> {
    let shown = format!(
        "return document.querySelector('{VIEW}')?.selectedOptions[0]?.textContent === '{name}'"
    );
    visit.browser.wait_until(&format!("the view {name} is open"), &shown).await
}

#[tokio::test]
async fn a_view_is_saved_changed_found_again_and_deleted() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    let n = browser.text(&format!("{DRAGONFLIES} .chip__n")).await?;
    browser.press(DRAGONFLIES).await?;
    browser.find_text("h1", &format!("{n} of")).await?;
    press_word(&visit, ".listhead button", "customers.save_as_view").await?;
    fill_word(&visit, "customers.view_name", "Dragonflies").await?;
    browser.press(DO_IT).await?;
    wait_for_view(&visit, "Dragonflies").await?;

    // Changed, said so, and as it was again.
    let changed = say(visit.look.language, "customers.view_changed")?;
    browser.press(".chip[data-class='mantis']").await?;
    browser.find_text(".listhead .tag", &changed).await?;
    press_word(&visit, ".listhead button", "customers.discard").await?;
    browser.find_text("h1", &format!("{n} of")).await?;
    ensure!(!browser.is_there(".listhead .tag").await?, "an unchanged view is said to be changed");

    visit.reload().await?;
    wait_for_view(&visit, "Dragonflies").await?;
    browser.find_text("h1", &format!("{n} of")).await?;

    // Everybody, and back.
    browser.choose(VIEW, "").await?;
    let everybody = "return !document.querySelector('h1').textContent.includes(' of ')";
    browser.wait_until("everybody is listed", everybody).await?;
    let id = browser
        .run(&format!("return document.querySelector('{VIEW} option:last-child').value"))
        .await?;
    browser.choose(VIEW, id.as_str().unwrap_or_default()).await?;
    browser.find_text("h1", &format!("{n} of")).await?;

    browser.press(".listhead button:has(use[href$='#i-trash'])").await?;
    let is_gone = format!("return document.querySelectorAll('{VIEW} option').length === 1");
    browser.wait_until("the view is deleted", &is_gone).await?;
    visit.wait_until_saved().await?;
    browser.press(".bar__undo").await?;
    wait_for_view(&visit, "Dragonflies").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_does_not_fit_a_field_is_announced_and_marked() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Westlake").await?;
    visit.go_to("/settings").await?;
    let own = "section[aria-labelledby='own-fields']";
    browser.press(&format!("{own} button:has(use[href$='#i-plus'])")).await?;
    fill_word(&visit, "settings.field_name", "Weight").await?;
    browser.press(DO_IT).await?;
    browser.find_text(&format!("{own} th"), "Weight").await?;

    visit.go_to("/customers").await?;
    press_word(&visit, ".listhead button", "customers.change_listed").await?;
    browser.choose("dialog[open] select", "set").await?;
    browser.choose("dialog[open] select:has(option[value='field.weight'])", "field.weight").await?;
    fill_word(&visit, "customers.new_value", "heavy").await?;
    browser.press(DO_IT).await?;
    visit.wait_until_saved().await?;

    visit.go_to("/settings").await?;
    browser.find_text(&format!("{own} td.num"), "1").await?;
    browser.press(&format!("{own} button:has(use[href$='#i-edit'])")).await?;
    browser.choose("dialog[open] select", "number").await?;
    browser.find("dialog[open] .note[data-tone='warn']").await?;
    browser.press(DO_IT).await?;
    browser.find(&format!("{own} .tag[data-tone='warn']")).await?;

    visit.open("customers?cols=class,field.weight").await?;
    browser.find(".vtable .misfit").await?;
    browser.find_text(".vtable td", "heavy").await?;

    // Removed with its value, and back with it.
    visit.go_to("/settings").await?;
    browser.press(&format!("{own} button:has(use[href$='#i-trash'])")).await?;
    let is_gone = "return !document.querySelector(\"[aria-labelledby='own-fields'] table\")";
    browser.wait_until("the field is removed", is_gone).await?;
    visit.wait_until_saved().await?;
    browser.press(".bar__undo").await?;
    browser.find_text(&format!("{own} td.num"), "1").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
