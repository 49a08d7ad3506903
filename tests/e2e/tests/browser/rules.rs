//! A segment is built from nested conditions: its count is what the customer list shows, it is there
//! again after a reload, and it leaves as SQL.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const ADD_OUTER: &str = "#rule-add-";
const ADD_INNER: &str = "#rule-add-1";
const COUNT: &str = ".rule__count";
const TAKE: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";
const SAVE: &str = "section[aria-labelledby='about-segment'] + .row button[data-variant='primary']";

/// The beginning of "226 people: …".
async fn counted(visit: &Visit) -> Result<String> {
    let text = visit.browser.text(COUNT).await?;
    Ok(text.split(' ').next().unwrap_or_default().to_owned())
}

/// Those with at least `n` orders.
async fn add_orders(visit: &Visit, group: &str, n: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(group).await?;
    browser.choose("dialog[open] .dialog__body .field:first-child select", "orders").await?;
    browser.fill("dialog[open] .grid-2 .field:first-child input", n).await?;
    browser.press(TAKE).await
}

/// At least two orders, and either a member or ten orders; under a name.
async fn build(visit: &Visit, name: &str) -> Result<()> {
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press(".empty a[href$='/segments/groups/new']").await?;
    add_orders(visit, ADD_OUTER, "2").await?;
    browser.find("#rule-edit-0").await?;
    browser.press(".rule__group > .row button:last-child").await?;
    browser.find("#rule-join-1").await?;
    add_orders(visit, ADD_INNER, "10").await?;
    browser.find("#rule-edit-1-0").await?;
    browser.press(ADD_INNER).await?;
    let column = "dialog[open] .dialog__body .field:nth-child(2) select";
    browser.choose(column, "member").await?;
    browser.press(TAKE).await?;
    browser.find("#rule-edit-1-1").await?;
    browser.fill("section[aria-labelledby='about-segment'] input[type='text']", name).await
}

#[tokio::test]
async fn a_nested_rule_counts_what_the_list_shows_and_stays() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    build(&visit, "Steady members").await?;
    // Only once it is saved is there a list to show.
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.find("a[href*='f=segment.']").await?;
    browser.find(".because li").await?;
    let n = counted(&visit).await?;
    ensure!(n != "0", "nobody passes");
    browser.press("a[href*='f=segment.']").await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    visit.reload().await?;
    browser.wait_until(&format!("{n} are listed again"), &lists_them).await?;

    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press_text("tbody th a", "Steady members").await?;
    browser.find("#rule-edit-1-1").await?;
    ensure!(counted(&visit).await? == n);
    // The second condition of the inner group walks out of it, by keyboard alone.
    browser.press("#rule-down-1-1").await?;
    browser.find("#rule-edit-2").await?;
    let is_kept = "return document.activeElement?.id === 'rule-down-2'";
    browser.wait_until("the focus stays with what was moved", is_kept).await?;
    browser.press_text("main button", "Let go of the changes").await?;
    browser.find("#rule-edit-1-1").await?;

    // Of anybody it is said why, in or not.
    let name = browser.text(".because li a").await?;
    browser.fill("section[aria-labelledby='rule-people'] input", &name).await?;
    browser.find_text(".rule__why", "in because").await?;

    browser.press_text("main button", "SQL").await?;
    let query = browser.text("dialog[open] .query").await?;
    ensure!(query.contains("-- ") && query.contains("FROM meadow_customers c"), "{query}");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A query that is kept does not move with the calendar, and says so.
#[tokio::test]
async fn a_query_says_that_its_days_stay() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/groups/new").await?;
    browser.press(ADD_OUTER).await?;
    browser.choose("dialog[open] .dialog__body .field:first-child select", "orders").await?;
    let days = "dialog[open] .dialog__body select:has(option[value='before'])";
    browser.choose(days, "last").await?;
    browser.press(TAKE).await?;
    browser.find("#rule-edit-0").await?;
    browser.press_text("main button", "SQL").await?;
    browser.find_text("dialog[open] p", &say(visit.look.language, "rules.sql_moves")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Orders of days on which people attended, of any event and of one: the list holds as many as were
/// counted.
#[tokio::test]
async fn who_ordered_at_an_event_is_asked_for() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press(".empty a[href$='/segments/groups/new']").await?;
    browser.press(ADD_OUTER).await?;
    browser.choose("dialog[open] .dialog__body .field:first-child select", "ordered").await?;
    browser.check_accessibility("orders at an event").await?;
    browser.press(TAKE).await?;
    browser.find_text("#rule-edit-0", "Ordered at an event").await?;
    browser.find(".rule__count").await?;
    browser.press("#rule-edit-0").await?;
    // The sample's autumn event.
    browser.choose("dialog[open] select:has(option[value='2'])", "2").await?;
    browser.press(TAKE).await?;
    browser.find_text("#rule-edit-0", "Autumn").await?;
    let name = "section[aria-labelledby='about-segment'] input[type='text']";
    browser.fill(name, "Bought in autumn").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.find("a[href*='f=segment.']").await?;
    let n = counted(&visit).await?;
    browser.press("a[href*='f=segment.']").await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What was built and not saved is there again when the page is.
#[tokio::test]
async fn a_rule_half_built_survives_a_reload() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    build(&visit, "Half built").await?;
    browser.find(".because li").await?;
    let n = counted(&visit).await?;
    // Typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find("#rule-edit-1-1").await?;
    browser.find(".because li").await?;
    ensure!(counted(&visit).await? == n);
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Ticked in the table, put on a new list, one of them taken off again.
#[tokio::test]
async fn people_are_put_on_a_list_and_taken_off() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.go_to("/customers").await?;
    browser.press("tr[aria-rowindex='2'] .vtable__pick label").await?;
    browser.press("tr[aria-rowindex='3'] .vtable__pick label").await?;
    browser.press_text(".bulk button", &word("customers.put_on_list")?).await?;
    browser.fill_labelled(&word("customers.list_name")?, "Tea friends").await?;
    browser.check_accessibility("the choice of a list").await?;
    browser.press(TAKE).await?;
    browser.find_text(".toast", "Tea friends").await?;
    visit.wait_until_saved().await?;

    browser.press("tr[aria-rowindex='3'] .vtable__pick label").await?;
    browser.find_text(".bulk", "1 selected").await?;
    browser.press_text(".bulk button", &word("customers.put_on_list")?).await?;
    let is_offered = "return document.querySelector('dialog[open] option:last-child')?.textContent === 'Tea friends'";
    browser.wait_until("the list is offered", is_offered).await?;
    let list = browser.run("return document.querySelector('dialog[open] option:last-child').value");
    let list = list.await?;
    browser.choose("dialog[open] select", list.as_str().unwrap_or_default()).await?;
    browser.press_text("dialog[open] .dialog__foot button", &word("customers.list_off")?).await?;
    visit.wait_until_saved().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.find_text("tbody tr", "Tea friends").await?;
    browser.find_text("tbody tr td", "1").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What is listed by a filter becomes a segment of just those, by rule; what was searched for, a list.
#[tokio::test]
async fn a_listing_is_saved_as_a_segment() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    let save = word("customers.save_as_segment")?;
    visit.open_sample().await?;
    visit.open("customers?f=member:yes:").await?;
    browser.find("tbody tr[aria-rowindex='2']").await?;
    let title = browser.text(".head h1").await?;
    let n = title.split(' ').next().unwrap_or_default().to_owned();
    browser.press_text(".listhead button", &save).await?;
    browser.fill_labelled(&word("rules.name")?, "Listed members").await?;
    browser.check_accessibility("saving a listing as a segment").await?;
    browser.press("dialog[open] button[form='save-segment']").await?;
    visit.wait_until_saved().await?;

    visit.open("customers?q=a").await?;
    browser.press_text(".listhead button", &save).await?;
    browser.find_text("dialog[open]", &word("customers.segment_searched")?).await?;
    browser.fill_labelled(&word("rules.name")?, "Searched").await?;
    browser.press("dialog[open] button[form='save-segment']").await?;
    visit.wait_until_saved().await?;

    visit.open("segments/groups").await?;
    browser.find_text("tbody tr", &word("rules.kind_list")?).await?;
    browser.press_text("tbody th a", "Listed members").await?;
    browser.find("#rule-edit-0").await?;
    browser.find(".because li").await?;
    ensure!(counted(&visit).await? == n, "not those who were listed");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The board's borderline customers: said in the rule, and still meant after it was opened and taken.
#[tokio::test]
async fn every_part_of_a_class_condition_stays() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    visit.open("customers?f=class:is:measured,borderline").await?;
    browser.find("tbody tr[aria-rowindex='2']").await?;
    browser.press_text(".listhead button", &word("customers.save_as_segment")?).await?;
    browser.fill_labelled(&word("rules.name")?, "On the line").await?;
    browser.press("dialog[open] button[form='save-segment']").await?;
    visit.wait_until_saved().await?;

    visit.open("segments/groups").await?;
    browser.press_text("tbody th a", "On the line").await?;
    // Who is in for being close to a line is said to be close to it.
    browser.find_text(".because li", &word("common.borderline")?).await?;
    let n = counted(&visit).await?;
    let said =
        format!("{} · {}", word("customers.class_buyers")?, word("customers.borderline_only")?);
    browser.find_text("#rule-edit-0", &said).await?;
    browser.press("#rule-edit-0").await?;
    browser.check_accessibility("the condition of a class").await?;
    browser.press(TAKE).await?;
    browser.find_text("#rule-edit-0", &said).await?;
    ensure!(counted(&visit).await? == n, "others than before");
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What a number of a lens leads to, kept by rule, is the same after it was opened and taken: also what
/// no list of columns has. A share is typed as it is said.
#[tokio::test]
async fn what_a_lens_leads_to_stays_when_it_is_opened() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    let listings = [
        ("may-invite:may:refused", word("customers.permission_refused")?),
        ("discount-share:between:0.05,", "5".to_owned()),
        ("behind.products.10000.:yes:", word("customers.col_behind_products")?),
    ];
    for (filter, said) in listings {
        visit.open(&format!("customers?f={filter}")).await?;
        browser.find("tbody tr[aria-rowindex='2']").await?;
        browser.press_text(".listhead button", &word("customers.save_as_segment")?).await?;
        browser.fill_labelled(&word("rules.name")?, filter).await?;
        browser.press("dialog[open] button[form='save-segment']").await?;
        visit.wait_until_saved().await?;
        visit.open("segments/groups").await?;
        browser.press_text("tbody th a", filter).await?;
        browser.find(".because li").await?;
        let n = counted(&visit).await?;
        browser.find_text("#rule-edit-0", &said).await?;
        browser.press("#rule-edit-0").await?;
        if filter.starts_with("discount-share") {
            let is_typed =
                "return document.querySelector('dialog[open] .grid-2 input').value === '5'";
            browser.wait_until("the share is typed in percent", is_typed).await?;
        }
        browser.press(TAKE).await?;
        browser.find_text("#rule-edit-0", &said).await?;
        ensure!(counted(&visit).await? == n, "others than before for {filter}");
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The last of whom it was true may be gone: a filter says it in words all the same, also when opened.
#[tokio::test]
async fn what_is_true_of_nobody_is_said_in_words() -> Result<()> {
    let visit = Visit::begin(Look { language: Language::Chinese, ..Look::PLAIN }).await?;
    let browser = &visit.browser;
    visit.add_person("林夏").await?;
    visit.open("customers?f=reasons:any:no-money-now&f=personality:any:shrewd").await?;
    browser.find_text(".chip--pair", "眼下手头紧").await?;
    browser.find_text(".chip--pair", "精明").await?;
    browser.press(".chip--pair button:first-child").await?;
    browser.find_text("dialog[open] .anyof", "眼下手头紧").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Two ways round, and of each who is in because of what.
#[tokio::test]
async fn segments_are_taken_from_one_another_both_ways() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    build(&visit, "Often").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press("tbody td:last-child button:first-of-type").await?;
    browser.find_text("tbody th a", "Often (copy)").await?;
    browser.press("tbody tr:first-child input[type='checkbox']").await?;
    browser.press("tbody tr:nth-child(2) input[type='checkbox']").await?;
    let menu = "main .menu-button:has(use[href$='#i-merge'])";
    browser.press(&format!("{menu} > button")).await?;
    browser.find_text(&format!("{menu} li button"), "Often without Often (copy)").await?;
    browser.press_text(&format!("{menu} li button"), "Often (copy) without Often").await?;
    visit.wait_until_saved().await?;
    browser.press_text("tbody th a", "Often (copy) without Often").await?;
    // A copy has the same people: nobody is left, and of anybody it is said which part keeps them out.
    browser.fill("section[aria-labelledby='rule-people'] input", "a").await?;
    browser.find_text(".rule__why", "in “Often").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    build(&visit, "Members").await?;
    browser.check_look("the builder").await?;
    browser.press(SAVE).await?;
    visit.wait_until_saved().await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press("tbody td:last-child button:first-of-type").await?;
    browser.find("tbody tr:nth-child(2)").await?;
    browser.press("tbody tr:first-child input[type='checkbox']").await?;
    browser.press("tbody tr:nth-child(2) input[type='checkbox']").await?;
    browser.find("section[aria-labelledby='overlap'] tbody tr").await?;
    browser.check_look("saved segments").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn segments_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn segments_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
