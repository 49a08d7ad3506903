//! Past events come in from pasted cells: columns guessed and corrected, rows that are none named, one
//! step to undo; in both languages.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const ENGLISH: &str = "Event\\tDate\\tType\\tMailed\\tRegistered\\tAttended\\tOrders\\n\
    Spring talk\\t2024-03-12\\tSeminar\\t60\\t30\\t24\\t6\\n\
    Summer talk\\t2024-06-12\\tSeminar\\t48\\t18\\t22\\t3\\n\
    Autumn talk\\t2024-09-12\\tSeminar\\t40\\t13\\t9\\t12\\n\
    Open house\\t2024-10-12\\tExhibition\\t0\\t55\\t40\\t5";
const CHINESE: &str = "活动名称\\t日期\\t方式\\t寄出\\t报名人数\\t到场人数\\t成交人数\\n\
    春季讲座\\t2024-03-12\\t研讨会\\t60\\t30\\t24\\t6\\n\
    夏季讲座\\t2024-06-12\\t研讨会\\t48\\t18\\t22\\t3\\n\
    秋季讲座\\t2024-09-12\\t研讨会\\t40\\t13\\t9\\t12\\n\
    开放日\\t2024-10-12\\t展会\\t0\\t55\\t40\\t5";

/// Puts cells into the field as pasting does: tabs cannot be typed there.
async fn paste(visit: &Visit, cells: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.find("dialog[open] textarea").await?;
    let script = format!(
        "const field = document.querySelector('dialog[open] textarea');
        field.value = '{cells}';
        field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    browser.run(&script).await?;
    Ok(())
}

async fn check_table(look: Look, cells: &str, names: [&str; 2]) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open("events").await?;
    let browser = &visit.browser;
    let say = |key| say(look.language, key);
    browser.press_text(".head button", &say("events.past_from_table")?).await?;
    // Nothing pasted yet.
    browser.press_text("dialog[open] button", &say("import.look_at_cells")?).await?;
    browser.find("dialog[open] .field__error").await?;
    paste(&visit, cells).await?;
    browser.press_text("dialog[open] button", &say("import.look_at_cells")?).await?;
    // One column has a name nobody knows: the page says what it lacks.
    browser.find("dialog[open] .note[data-tone='warn']").await?;
    browser.check_accessibility("a table of past events").await?;
    // The place of the invited among what a column can say.
    browser.choose("dialog[open] tbody tr:nth-child(4) select", "3").await?;
    browser.find_text("dialog[open] .past-events th", names[0]).await?;
    browser.find_text("dialog[open] .past-refused td", names[1]).await?;
    let n_events = "return document.querySelectorAll('.past-events tbody tr').length === 3";
    browser.wait_until("three rows are events", n_events).await?;
    // Nobody was invited to the open house.
    let open = say("events.past_open_to_all")?;
    browser.find_text("dialog[open] [data-part='open-to-all']", &open).await?;
    // More came in the summer than had registered: that is no fault, and the page says what it means.
    browser.find_text("dialog[open] [data-part='walk-ins']", &say("events.past_walk_ins")?).await?;
    browser.check_width("a table of past events").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    let past = "section[aria-labelledby='h-past'] li";
    browser.find_text(past, names[0]).await?;
    browser.press(".bar__undo").await?;
    let is_gone = format!(
        "return ![...document.querySelectorAll(\"{past}\")]
            .some((row) => row.innerText.includes('{}'))",
        names[0]
    );
    browser.wait_until("all of them are gone in one step", &is_gone).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn past_events_from_cells_in_english_on_a_desktop() -> Result<()> {
    check_table(Look::PLAIN, ENGLISH, ["Spring talk", "Autumn talk"]).await
}

#[tokio::test]
async fn past_events_from_cells_in_chinese_on_a_phone() -> Result<()> {
    let look = Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN };
    check_table(look, CHINESE, ["春季讲座", "秋季讲座"]).await
}

/// More guests than registrations are counted as they were, and the dialog says what that means.
#[tokio::test]
async fn walk_ins_are_counted() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.open_sample().await?;
    visit.open("events").await?;
    let browser = &visit.browser;
    let past = "section[aria-labelledby='h-past'] li:nth-child(1)";
    let change = say(Language::English, "events.change_counts")?;
    browser.press_text(&format!("{past} button"), &change).await?;
    let field = |place: u8| format!("dialog[open] .pair-fields > :nth-child({place}) .input");
    browser.find(&field(3)).await?;
    let are_there = format!("return document.querySelector(\"{}\").value !== ''", field(3));
    browser.wait_until("the counts are there", &are_there).await?;
    browser.fill(&field(3), "127").await?;
    browser.type_keys(Key::Tab).await?;
    let walk_ins = say(Language::English, "events.walk_ins")?;
    browser.find_text("dialog[open] .field__hint", &walk_ins).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    browser.find_text(&format!("{past} .event__counts"), "127").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Nobody was invited: the dialog says what that means, and the event is compared from its registrations on.
#[tokio::test]
async fn an_event_open_to_all_is_counted() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.open_sample().await?;
    visit.open("events").await?;
    let browser = &visit.browser;
    let say = |key| say(Language::English, key);
    let past = "section[aria-labelledby='h-past'] li:nth-child(1)";
    browser.press_text(&format!("{past} button"), &say("events.change_counts")?).await?;
    let field = |place: u8| format!("dialog[open] .pair-fields > :nth-child({place}) .input");
    browser.find(&field(1)).await?;
    let are_there = format!("return document.querySelector(\"{}\").value !== ''", field(1));
    browser.wait_until("the counts are there", &are_there).await?;
    browser.fill(&field(1), "0").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find_text("dialog[open] .field__hint", &say("events.open_to_all")?).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']").await?;
    visit.wait_until_saved().await?;
    browser.press_text(&format!("{past} .event__ready a"), &say("events.compare")?).await?;
    let came = "section[aria-labelledby='h-came'] tbody";
    let open = say("forecast.came_open")?;
    browser.find_text(&format!("{came} tr:nth-child(1) td"), &open).await?;
    browser.find(&format!("{came} tr:nth-child(2) [data-fell]")).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
