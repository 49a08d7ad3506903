//! Tables as files: what the page shows and all of it, figures as figures, in every format.

use std::io::Cursor;

use anyhow::{Context, Result, ensure};
use calamine::{Data, Reader, Xlsx};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use serde_json::Value;

/// The list of events as a workbook: days are days, and money is a number.
#[tokio::test]
async fn events_are_a_sheet_with_days_and_money() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/events").await?;
    browser.find("ul.events li.event").await?;
    let shown = browser.run("return document.querySelectorAll('li.event').length").await?;
    let n_shown = shown.as_u64().context("no number of events")? as usize;
    let bytes = visit.take_table("main", "xlsx").await?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let (_, sheet) = book.worksheets().into_iter().next().context("no sheet")?;
    ensure!(sheet.height() == n_shown + 1, "{} rows of {n_shown} events", sheet.height());
    let column = |name: &str| {
        let heads = sheet.rows().next().context("no head")?;
        heads.iter().position(|head| *head == name).with_context(|| format!("no {name}"))
    };
    let (day, revenue) = (column("Day")?, column("Revenue")?);
    let past = sheet.rows().skip(1).find(|row| row[revenue] != Data::Empty);
    let past = past.context("no event of the sample has been counted")?;
    ensure!(matches!(past[day], Data::DateTime(_)), "{:?} is no day", past[day]);
    ensure!(matches!(past[revenue], Data::Float(_) | Data::Int(_)), "{:?}", past[revenue]);
    Ok(())
}

/// Everybody who can be called stands in the file, not only the few that the page draws.
#[tokio::test]
async fn the_whole_call_list_goes_out() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/calls").await?;
    browser.find("section[aria-labelledby='calls-next'] .menu-button").await?;
    let lead = browser.text(".head__lead").await?;
    let n_callable: String = lead
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(|c| *c != ',')
        .collect();
    let bytes = visit.take_table("section[aria-labelledby='calls-next']", "csv").await?;
    let text = String::from_utf8(bytes)?;
    let n_rows = text.lines().count() - 1;
    ensure!(n_rows.to_string() == n_callable, "{n_rows} rows of {n_callable} people");
    Ok(())
}

/// What moves the profit, as JSON: names in words, amounts as numbers.
#[tokio::test]
async fn what_moves_the_profit_goes_out() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/forecast").await?;
    let section = "section[aria-labelledby='h-movers']";
    browser.find(&format!("{section} tbody tr")).await?;
    let shown = format!("return document.querySelectorAll(\"{section} tbody tr\").length");
    let n_shown = browser.run(&shown).await?.as_u64().context("no number of inputs")? as usize;
    let file: Value = serde_json::from_slice(&visit.take_table(section, "json").await?)?;
    let rows = file["rows"].as_array().context("no list of rows")?;
    ensure!(rows.len() == n_shown, "{} rows of {n_shown}", rows.len());
    for row in rows {
        ensure!(row["input"].as_str().is_some_and(|name| !name.is_empty()), "{row}");
        ensure!(!row["swing"].is_null(), "{row} moves nothing");
    }
    Ok(())
}
