//! The messy workbooks, as people keep them by hand: from drop to clean base in one sitting, in
//! Chinese and in English.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Language, Look};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/messy");

/// What the twins say in their own words.
struct Workbook {
    file: &'static str,
    people: &'static str,
    orders: &'static str,
    estates: &'static str,
    /// The first name of the orders' columns.
    order_no: &'static str,
    /// How many of its people have to be decided about.
    n_doubtful: u32,
}

#[tokio::test]
async fn the_chinese_workbook_comes_to_a_clean_base() -> Result<()> {
    let look = Look { language: Language::Chinese, ..Look::PLAIN };
    let workbook = Workbook {
        file: "messy_zh.xlsx",
        people: "客户名单",
        orders: "订单",
        estates: "小区消费力",
        order_no: "订单编号",
        n_doubtful: 2,
    };
    clean(look, &workbook).await
}

#[tokio::test]
async fn so_does_its_english_twin() -> Result<()> {
    let workbook = Workbook {
        file: "messy_en.xlsx",
        people: "Customers",
        orders: "Orders",
        estates: "Estates",
        order_no: "Order no.",
        n_doubtful: 1,
    };
    clean(Look::PLAIN, &workbook).await
}

async fn clean(look: Look, workbook: &Workbook) -> Result<()> {
    let path = std::fs::canonicalize(format!("{FOLDER}/{}", workbook.file))?;
    let path = path.to_string_lossy();
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;

    // Of six sheets, the one with people is found, and what else there is is said.
    visit.look_at_file(&path).await?;
    browser.find_text(".reading__said", workbook.people).await?;
    bring_in(&visit).await?;

    // The orders, from the same file.
    visit.look_at_file(&path).await?;
    choose_sheet(&visit, workbook.orders).await?;
    browser.find_text(".samples th", workbook.order_no).await?;
    bring_in(&visit).await?;

    // What could not come in is repaired where it waits.
    browser.press("main a[href$='/customers/clean-up/rows']").await?;
    for (row, column, value) in [(12, 3, "2024-05-30"), (13, 1, "00003"), (14, 6, "100")] {
        browser.fill(&format!("input[data-row='{row}'][data-column='{column}']"), value).await?;
    }
    browser.press(".repair__foot .btn[data-variant='primary']:enabled").await?;
    let is_repaired = "return !document.querySelector(\"input[data-row='13']\")";
    browser.wait_until("the repaired rows are in", is_repaired).await?;
    visit.wait_until_saved().await?;

    // Where people live tells what they can spend.
    fill_in_spending_power(&visit, workbook, &path).await?;

    // Whoever stands there twice is put side by side.
    browser.press("#clean-up-tab-duplicates").await?;
    let search = say(look.language, "cleanup.search")?;
    browser.press_text("main .btn[data-variant='primary']", &search).await?;
    let merge = "article.pair [data-decision='merge']:enabled";
    for _ in 0..workbook.n_doubtful {
        let title = browser.text("#pair-title").await?;
        browser.press(merge).await?;
        let is_decided =
            format!("return document.querySelector('#pair-title')?.textContent !== {title:?}");
        browser.wait_until("the pair is decided", &is_decided).await?;
    }
    browser.find_text("#doubtful, main", &say(look.language, "cleanup.none_left")?).await?;

    // 15 people of the list, and one of whom only an order tells.
    let is_clean = "return document.querySelector(\".nav__link[href='/customers'] .nav__count\")
        ?.textContent === '16'";
    browser.wait_until("there are 16 people", is_clean).await?;
    visit.wait_until_saved().await?;
    what_estates_tell_is_there(&visit, workbook).await?;

    // The same people once more: nobody is new.
    visit.look_at_file(&path).await?;
    browser.find_text(".reading__said", workbook.people).await?;
    bring_in(&visit).await?;
    visit.wait_until_saved().await?;
    browser.wait_until("there are 16 people", is_clean).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Everybody whose estate is in the table has its spending power, and nobody else has any.
async fn what_estates_tell_is_there(visit: &Visit, workbook: &Workbook) -> Result<()> {
    let power: Value = serde_json::from_slice(&std::fs::read(format!("{FOLDER}/estates.json"))?)?;
    let power = power[workbook.file].as_object().context("no estates")?;
    let workspace = visit.take_workspace(false).await?;
    let people = workspace["customers"].as_array().context("no customers")?;
    ensure!(people.len() == 16, "{} people", people.len());
    let mut n_known = 0;
    for person in people {
        let region = person["region"].as_str().unwrap_or_default();
        let said = person["spending_power"].as_u64();
        ensure!(said == power.get(region).and_then(Value::as_u64), "{person}");
        n_known += u32::from(said.is_some());
    }
    ensure!(n_known >= 12, "only {n_known} of them are known");
    Ok(())
}

async fn bring_in(visit: &Visit) -> Result<()> {
    visit.bring_in().await?;
    visit.wait_for_import().await
}

async fn choose_sheet(visit: &Visit, sheet: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.find(".reading__said").await?;
    if !browser.is_there("select[name='sheet']").await? {
        browser.press(".reading > summary").await?;
    }
    browser.choose("select[name='sheet']", sheet).await
}

/// The table of estates, third sheet of the same workbook, says what people there can spend.
async fn fill_in_spending_power(visit: &Visit, workbook: &Workbook, path: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press("#clean-up-tab-complete").await?;
    browser.choose_file("#clean-up-panel-complete input[type='file']", path).await?;
    let join = "section[aria-labelledby='fill-join']";
    browser.choose(&format!("{join} select"), workbook.estates).await?;
    // What it is joined by is found: everybody whose estate is known is filled in.
    browser.find_text(&format!("{join} select"), workbook.estates).await?;
    browser
        .press("section[aria-labelledby='fill-result'] .btn[data-variant='primary']:enabled")
        .await?;
    browser.find(".toast").await?;
    visit.wait_until_saved().await
}
