//! The main job, end to end: from a spreadsheet to a printed plan, and everything still there
//! after a reload and after the browser was closed. Nobody else is asked for anything on the way.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Language, Look, Size, Theme};
use meadow_e2e::network_log::foreign_addresses;
use meadow_e2e::site::{self, fixture};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use serde_json::json;
use static_host::{RunningHost, SeenRequest, StaticHost};
use thirtyfour::Key;
use thirtyfour::common::print::PrintParameters;

/// What the board says of each class, as an expression of the page.
const BOARD_FIGURES: &str =
    "document.querySelector('section[aria-labelledby=figures] tbody')?.innerText";
const EVENT: &str = "Spring afternoon 春日下午";

#[tokio::test]
async fn on_a_desktop_in_english() -> Result<()> {
    travel(Look::PLAIN).await
}

#[tokio::test]
async fn on_a_phone_in_chinese() -> Result<()> {
    travel(Look { language: Language::Chinese, size: Size::Phone, theme: Theme::Dark }).await
}

#[tokio::test]
async fn on_a_phone_in_english() -> Result<()> {
    travel(Look { size: Size::Phone, ..Look::PLAIN }).await
}

#[tokio::test]
async fn on_a_desktop_in_chinese() -> Result<()> {
    travel(Look { language: Language::Chinese, theme: Theme::Dark, ..Look::PLAIN }).await
}

async fn travel(look: Look) -> Result<()> {
    let decoy = StaticHost::decoy().start().await?;
    let visit = Visit::arrive_in_whole_browser(site::serve().await?, look).await?;
    visit.open("").await?;
    bring_a_file(&visit).await?;
    look_at_customers(&visit).await?;
    move_a_cut_off(&visit).await?;
    ask_for_a_forecast(&visit).await?;
    begin_a_plan_and_reload(&visit).await?;

    let visit = visit.reopen_browser().await?;
    finish_the_plan(&visit).await?;
    print_the_plan(&visit).await?;
    take_files_along(&visit).await?;
    switch_language(&visit).await?;
    undo_an_import(&visit).await?;
    name_someone_like_a_request(&visit, &decoy).await?;

    let errors =
        visit.browser.console_errors(&["the server responded with a status of 404"]).await?;
    ensure!(errors.is_empty(), "{errors:#?}");
    nobody_else_was_asked(visit, &decoy).await
}

/// 120 people of whom 24 have not bought, 460 orders, in one sheet with names in two languages.
async fn bring_a_file(visit: &Visit) -> Result<()> {
    visit.browser.press(".empty a[href$='/import']").await?;
    visit.browser.choose_file("main input[type='file']", &fixture("both_bilingual.csv")?).await?;
    visit.browser.find_text("h1", "120").await?;
    let columns = visit.browser.text("section[aria-labelledby='columns']").await?;
    ensure!(columns.contains("Lucas Meyer") && columns.contains("消费日期"), "{columns}");
    visit.bring_in().await?;
    visit.browser.find("#result").await?;
    visit.wait_until_saved().await
}

async fn look_at_customers(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    browser.press("main a[href$='/customers']").await?;
    browser.find_text("h1", "120").await?;
    browser.press(".chip[data-class='mantis']").await?;
    browser.find_text("h1", "40").await?;
    browser.find("tbody .badge[data-class='mantis']").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    // The class with its reasons: the scores, measure by measure.
    let reasons = browser.text("#drawer section[aria-labelledby='drawer-class']").await?;
    ensure!(reasons.chars().filter(char::is_ascii_digit).count() > 3, "no reasons: {reasons}");
    // And before them in words: the file has nothing but spend to tell a low contribution by.
    let in_words = say(visit.look.language, "customers.says_spend_less")?;
    let story = browser.text("#drawer section[aria-labelledby='drawer-class'] > p").await?;
    ensure!(story.to_lowercase().contains(&in_words), "not in words: {story}");
    browser.press("#drawer .drawer__head button").await
}

async fn move_a_cut_off(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.go_to("/segments").await?;
    browser.find("section[aria-labelledby='figures'] tbody td").await?;
    let before = browser.run(&format!("return {BOARD_FIGURES}")).await?;
    let undo_before = browser.find(".bar__undo").await?.attr("aria-label").await?;
    let cut = browser.find("[data-cut='contribution']").await?;
    cut.focus().await?;
    cut.send_keys(Key::PageUp + Key::PageUp + Key::PageUp + Key::Tab).await?;
    let counts_are = |is_same: bool| {
        format!("return {BOARD_FIGURES} {} {before}", if is_same { "===" } else { "!==" })
    };
    browser.wait_until("the classes are counted anew", &counts_are(false)).await?;
    let can_undo = format!(
        "return document.querySelector('.bar__undo:enabled')?.ariaLabel !== {}",
        json!(undo_before)
    );
    browser.wait_until("the cut-off can be undone", &can_undo).await?;
    browser.press(".bar__undo").await?;
    browser.wait_until("the counts are back", &counts_are(true)).await
}

async fn ask_for_a_forecast(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.go_to("/forecast").await?;
    // Nothing was ever counted here: the rate nobody has published is asked for, and until then no order
    // and no money is shown.
    browser.find("[data-part='not-shown']").await?;
    browser.find_text("h1", &say(visit.look.language, "forecast.title_one_rate_first")?).await?;
    for section in ["h-profit", "h-risk", "h-movers", "h-one-more", "h-unit"] {
        let section = format!("section[aria-labelledby='{section}']");
        ensure!(!browser.is_there(&section).await?, "{section} rests on nothing");
    }
    browser.check_accessibility("a forecast without its rate").await?;
    browser.fill(".missing > :nth-child(1) .input", "20-35").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find("section[aria-labelledby='h-profit']").await?;
    ensure!(!browser.is_there("[data-part='not-shown']").await?);
    // The title is the finding: a middle and its two ends.
    let has_range =
        "return (document.querySelector('h1')?.innerText.match(/[0-9]+/g) ?? []).length >= 3";
    browser.wait_until("the forecast is a range", has_range).await?;
    browser.find("main .grade[data-origin='cited']").await?;
    Ok(())
}

async fn begin_a_plan_and_reload(visit: &Visit) -> Result<()> {
    visit.begin_event(EVENT).await?;
    while visit.step().await? != "budget" {
        visit.next_step().await?;
    }
    visit.wait_until_saved().await?;
    visit.reload().await?;
    visit.wait_for_step("budget").await?;
    visit.browser.find_text(".rail, .bar__crumbs", EVENT).await?;
    Ok(())
}

async fn finish_the_plan(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.open("").await?;
    visit.go_to("/events").await?;
    browser.press_text("main h3 a", EVENT).await?;
    visit.wait_for_step("budget").await?;
    while visit.step().await? != "review" {
        visit.next_step().await?;
    }
    visit.save_plan().await?;
    browser.find_text(".doc", EVENT).await?;
    Ok(())
}

async fn print_the_plan(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    for app in [".side", ".bar", ".tabbar", ".doc__toc", ".toasts"] {
        ensure!(!browser.is_there(app).await?, "{app} would be printed");
    }
    browser.find_text(".doc", EVENT).await?;
    let printed = browser.driver.print_page(PrintParameters::default()).await?;
    let n_pages = count_pages(&printed);
    ensure!(n_pages > 1, "the plan fills {n_pages} pages");
    browser.wear(visit.look).await
}

async fn take_files_along(visit: &Visit) -> Result<()> {
    let language = visit.look.language;
    visit.browser.press_text("main button", &say(language, "plan.calendar")?).await?;
    let calendar = String::from_utf8(visit.downloaded("ics").await?)?;
    ensure!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    ensure!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    ensure!(calendar.lines().all(|line| line.len() <= 75), "a line is too long");
    ensure!(calendar.contains("DTSTART") && calendar.contains("20270615"), "{calendar}");
    ensure!(calendar.matches("\r\nUID:").count() == calendar.matches("BEGIN:VEVENT").count());

    visit.browser.press_text("main button", &say(language, "plan.invitation_list")?).await?;
    let list = String::from_utf8(visit.downloaded("csv").await?)?;
    let mut rows = list.trim_start_matches('\u{feff}').lines();
    let n_columns = rows.next().context("the list is empty")?.split(',').count();
    ensure!(n_columns > 2, "{list}");
    ensure!(rows.clone().count() > 10, "{list}");
    ensure!(rows.all(|row| !row.starts_with(['=', '+', '-', '@'])), "{list}");
    Ok(())
}

async fn switch_language(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.go_to("/").await?;
    let (other, tag) = match visit.look.language {
        Language::English => (Language::Chinese, "zh-CN"),
        Language::Chinese => (Language::English, "en"),
    };
    browser.press(&format!(".bar button[lang='{tag}']")).await?;
    browser.find(&format!("html[lang='{tag}']")).await?;
    browser.find_text("main h2", &say(other, "today.next_title")?).await?;
    browser.press(".bar button[lang]").await?;
    browser.find_text("main h2", &say(visit.look.language, "today.next_title")?).await?;
    Ok(())
}

/// All rows of the CDNOW sample come in, also those that repeat exactly, and go again as one step.
async fn undo_an_import(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    visit.import(&fixture("cdnow_sample_transactions.csv")?).await?;
    browser.find_text("h1", "2,357").await?;
    browser.find_text("h1", "6,919").await?;
    browser.press("section[aria-labelledby='result'] button:has(use[href$='#i-undo'])").await?;
    browser.find_text("h1", &say(visit.look.language, "import.title_undone")?).await?;
    visit.go_to("/customers").await?;
    browser.find_text("h1", "120").await?;
    Ok(())
}

/// What looks like a way out in the reader's own data stays text.
async fn name_someone_like_a_request(visit: &Visit, decoy: &RunningHost) -> Result<()> {
    visit.add_person(&format!("<img src='{}/picture'>", decoy.origin())).await?;
    visit.browser.press("#drawer .drawer__head button").await
}

/// Neither the page nor its workers, in neither of the two browsers; and of its own host only files
/// were asked, with nothing added to their addresses.
async fn nobody_else_was_asked(visit: Visit, decoy: &RunningHost) -> Result<()> {
    let is_more_than_a_file =
        |seen: &SeenRequest| seen.method != "GET" || seen.path.contains(['?', '%']);
    let sent: Vec<SeenRequest> =
        visit.host.requests().into_iter().filter(is_more_than_a_file).collect();
    ensure!(sent.is_empty(), "sent to the host: {sent:#?}");
    let origin = visit.host.origin();
    let profile = visit.end().await?;
    let leaks = foreign_addresses(&profile, &origin)?;
    ensure!(leaks.is_empty(), "asked of others: {leaks:#?}");
    ensure!(decoy.requests().is_empty(), "{:#?}", decoy.requests());
    Ok(())
}

/// Page objects of a PDF; their dictionaries are never compressed.
fn count_pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}
