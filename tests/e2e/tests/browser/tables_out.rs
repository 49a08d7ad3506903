//! Tables as files: what the page shows and all of it, figures as figures, in every format.

use std::io::Cursor;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use calamine::{Data, Reader, Xlsx};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use serde_json::Value;
use thirtyfour::Key;

/// Sections with rows of a table and without a menu to take it away, by the id of their heading, else by
/// what they begin with. Everything of class `table` counts: none of the pages walked here has its
/// settings in one, so that none is exempt. Dialogs are no part of a page.
const BARE: &str = "
    const shown = [...document.querySelectorAll('main table.table')].filter(table =>
        table.checkVisibility() && table.querySelector('tbody tr') && !table.closest('dialog'))
    const places = new Set(shown.map(table => table.closest('section') ?? table.parentElement))
    return [...places]
        .filter(place => !place.querySelector(`.menu-button use[href$='#i-export']`))
        .map(place => place.getAttribute('aria-labelledby') || place.textContent.trim().slice(0, 60))";

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

/// Adds what cannot be taken away from the page that is open.
async fn note_bare(visit: &Visit, page: &str, bare: &mut Vec<String>) -> Result<()> {
    let mut found = visit.browser.run(BARE).await?;
    if found != Value::Array(Vec::new()) {
        // A menu may come a moment after its table.
        tokio::time::sleep(Duration::from_secs(1)).await;
        found = visit.browser.run(BARE).await?;
    }
    let places = found.as_array().context("no list of sections")?;
    bare.extend(places.iter().map(|place| format!("{page}: {place}")));
    Ok(())
}

/// Whatever these pages show as a table of the sample can be taken away where it stands.
#[tokio::test]
async fn every_table_beside_the_board_and_of_the_forecasts_goes_out() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    let mut bare = Vec::new();
    for (page, table) in [
        ("segments", "section[aria-labelledby='figures'] tbody tr"),
        ("segments/plays", "section[aria-labelledby='plays-table'] tbody tr"),
        ("segments/clusters", "section[aria-labelledby='clusters'] tbody tr"),
        ("forecast/response", "section[aria-labelledby='h-response-people'] tbody tr"),
        ("forecast/timing", "section[aria-labelledby='h-timing-sources'] tbody tr"),
    ] {
        visit.open(page).await?;
        browser.find(table).await?;
        note_bare(&visit, page, &mut bare).await?;
    }

    // Segments are there once the clusters are kept as such.
    visit.open("segments/clusters").await?;
    browser.press(".head button[data-variant='primary']:enabled").await?;
    browser.find("dialog[open] .field input").await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']:enabled").await?;
    browser.press(".lenses a[href$='/segments/groups']").await?;
    let segments = "section[aria-labelledby='saved-segments']";
    browser.find(&format!("{segments} tbody tr")).await?;
    visit.wait_until_saved().await?;
    note_bare(&visit, "segments/groups", &mut bare).await?;

    // And a scenario once what is tried is kept: it stands beside it.
    visit.open("forecast").await?;
    browser.find("section[aria-labelledby='h-movers'] tbody tr").await?;
    let scenarios = "section[aria-labelledby='h-scenarios']";
    browser.press(&format!("{scenarios} .section__head button")).await?;
    browser.fill("dialog[open] #scenario-name input", "As it is").await?;
    browser.type_keys(Key::Enter).await?;
    browser.find_text(&format!("{scenarios} .scenarios tbody th"), "As it is").await?;
    visit.wait_until_saved().await?;
    note_bare(&visit, "forecast", &mut bare).await?;

    // How many to accept is told once the seats are known, and whatever else the page asks for.
    visit.open("forecast/room").await?;
    browser.find("[data-room]").await?;
    let n_asked = browser.run("return document.querySelectorAll('.missing .input').length").await?;
    for place in 1..=n_asked.as_u64().unwrap_or_default() {
        browser.fill(&format!(".missing > :nth-child({place}) .input"), "30-60").await?;
        browser.type_keys(Key::Tab).await?;
    }
    browser.fill("[data-part='room'] > :nth-child(1) .input", "30").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find("[data-accepted]").await?;
    note_bare(&visit, "forecast/room", &mut bare).await?;
    ensure!(bare.is_empty(), "these tables cannot be taken away:\n{}", bare.join("\n"));

    // What is written in the list stands in the file, figures as figures.
    visit.open("segments/groups").await?;
    browser.find(&format!("{segments} tbody tr")).await?;
    let shown = format!("return document.querySelectorAll(\"{segments} tbody tr\").length");
    let n_shown = browser.run(&shown).await?.as_u64().context("no number of segments")? as usize;
    let file: Value = serde_json::from_slice(&visit.take_table(segments, "json").await?)?;
    let rows = file["rows"].as_array().context("no list of rows")?;
    ensure!(rows.len() == n_shown, "{} rows of {n_shown}", rows.len());
    for row in rows {
        ensure!(row["name"].as_str().is_some_and(|name| !name.is_empty()), "{row}");
        ensure!(row["people"].as_f64().is_some_and(|n| n > 0.0), "{row} has nobody");
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
