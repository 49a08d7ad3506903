//! A table far longer than the window: whichever way the reader got there, each row stands where
//! its number says, shows the person of that number, and comes in that order for readers too.

use std::fmt::Write;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use meadow_e2e::browser::{Look, PATIENCE, Size};
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde::Deserialize;
use thirtyfour::Key;

const N_PEOPLE: usize = 3_000;

/// What scrolls: the table's own box, on a phone the page.
const SCROLL_BOX: &str = "(() => {
    const list = document.querySelector('.vlist')
    return list.scrollHeight > list.clientHeight + 1 ? list : document.scrollingElement
  })()";

/// What the window shows of the table, in the document's order, once what was done has been drawn.
const READ_ROWS: &str = "new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => {
    const body = document.querySelector('.vtable tbody').getBoundingClientRect()
    const list = document.querySelector('.vlist').getBoundingClientRect()
    const head = document.querySelector('.vtable thead').getBoundingClientRect()
    const [from, to] = [Math.max(list.top, head.bottom, 0), Math.min(list.bottom, innerHeight)]
    const seen = { from: from - body.top, to: Math.min(to, body.bottom) - body.top, rows: [] }
    for (const row of document.querySelectorAll('.vtable tbody [role=row]')) {
      const { top, bottom } = row.getBoundingClientRect()
      if (bottom <= from || top >= to || !row.checkVisibility()) continue
      seen.rows.push({
        number: Number(row.ariaRowIndex),
        top: top - body.top,
        height: bottom - top,
        name: row.querySelector('.person')?.innerText ?? '',
      })
    }
    resolve(seen)
  })))";

/// From the upper end of the table's body, in CSS pixels.
#[derive(Debug, Deserialize)]
struct Seen {
    from: f64,
    to: f64,
    rows: Vec<SeenRow>,
}

#[derive(Debug, Deserialize)]
struct SeenRow {
    /// The head is row 1.
    number: usize,
    top: f64,
    height: f64,
    name: String,
}

#[derive(Clone, Copy, Debug)]
enum Order {
    Rising,
    Falling,
}

impl Order {
    fn name_at(self, number: usize) -> String {
        let at = number - 2;
        let person = match self {
            Self::Rising => at,
            Self::Falling => N_PEOPLE - 1 - at,
        };
        format!("Person {person:05}")
    }
}

#[tokio::test]
async fn rows_stay_in_order_on_a_desktop() -> Result<()> {
    let visit = with_many_people(Look::PLAIN).await?;
    // Names are sorted from A the first time.
    visit.browser.press("thead th:nth-child(2) .sort").await?;
    go_through(&visit, Order::Rising).await?;
    visit.browser.press("thead th:nth-child(2) .sort").await?;
    go_through(&visit, Order::Falling).await?;
    walk_by_keys(&visit, Order::Falling).await?;
    keep_the_focus(&visit, Order::Falling).await?;
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rows_stay_in_order_on_a_phone() -> Result<()> {
    let visit = with_many_people(Look { size: Size::Phone, ..Look::PLAIN }).await?;
    // Another one first: what a list shows already cannot be chosen.
    visit.browser.choose(".sortby select", "stage").await?;
    visit.browser.choose(".sortby select", "name").await?;
    go_through(&visit, Order::Rising).await?;
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn with_many_people(look: Look) -> Result<Visit> {
    let visit = Visit::arrive(site::serve().await?, look).await?;
    visit.open("").await?;
    let mut csv = String::from("id,name,phone\n");
    // The file's order is neither of the two the table is asked for.
    for row in 0..N_PEOPLE {
        let person = row * 1_001 % N_PEOPLE;
        writeln!(csv, "{person:05},Person {person:05},138{person:08}")?;
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("people.csv");
    std::fs::write(&file, csv)?;
    visit.import(file.to_str().context("a path that is no text")?).await?;
    visit.go_to("/customers").await?;
    visit.browser.find("tbody .person").await?;
    Ok(visit)
}

/// Down in steps, to the end at once, and all the way back.
async fn go_through(visit: &Visit, order: Order) -> Result<()> {
    rest(visit, order).await.context("before scrolling")?;
    for step_px in [70, 333, 1_111] {
        for _ in 0..12 {
            scroll_by(visit, step_px).await?;
        }
        rest(visit, order).await.with_context(|| format!("down by {step_px} px"))?;
    }
    scroll_by(visit, 10_000_000).await?;
    let last = rest(visit, order).await.context("at the end")?;
    ensure!(last == N_PEOPLE + 1, "the end is row {last}");
    for step_px in [70, 333, 1_111] {
        for _ in 0..12 {
            scroll_by(visit, -step_px).await?;
        }
        rest(visit, order).await.with_context(|| format!("up by {step_px} px"))?;
    }
    scroll_by(visit, -10_000_000).await?;
    rest(visit, order).await.context("back at the beginning")?;
    Ok(())
}

/// Scrolls, and looks at once whether the rows stand where they should.
async fn scroll_by(visit: &Visit, distance_px: i32) -> Result<()> {
    visit.browser.run(&format!("{SCROLL_BOX}.scrollBy(0, {distance_px})")).await?;
    let mut seen = look(visit).await?;
    seen.rows.sort_by_key(|row| row.number);
    check_places(&seen).with_context(|| format!("{seen:#?}"))
}

/// Waits until the rows have come to rest, in the right order. Tells the last one in sight.
async fn rest(visit: &Visit, order: Order) -> Result<usize> {
    let started = Instant::now();
    loop {
        let seen = look(visit).await?;
        match check_places(&seen).and_then(|()| check_names(&seen, order)) {
            Ok(()) => return Ok(seen.rows.last().map_or(0, |row| row.number)),
            Err(error) if started.elapsed() > PATIENCE => bail!("{error:#}: {seen:#?}"),
            Err(_) => {}
        }
    }
}

async fn look(visit: &Visit) -> Result<Seen> {
    Ok(serde_json::from_value(visit.browser.evaluate(READ_ROWS, true).await?)?)
}

/// Each row stands where its number says, the next one right below it, and no part of the window
/// is without a row.
fn check_places(seen: &Seen) -> Result<()> {
    let (first, last) = seen.rows.first().zip(seen.rows.last()).context("no rows in sight")?;
    for (row, number) in seen.rows.iter().zip(first.number..) {
        ensure!(row.number == number, "row {} stands in the place of {number}", row.number);
        let top = (row.number - 2) as f64 * row.height;
        ensure!((row.top - top).abs() < 1.0, "row {number} is at {}, not at {top}", row.top);
    }
    ensure!(first.top < seen.from + 1.0, "a gap above");
    ensure!(last.top + last.height > seen.to - 1.0, "a gap below");
    Ok(())
}

fn check_names(seen: &Seen, order: Order) -> Result<()> {
    for row in &seen.rows {
        let name = order.name_at(row.number);
        ensure!(row.name == name, "row {} shows “{}”, not “{name}”", row.number, row.name);
    }
    Ok(())
}

/// The keyboard reaches rows that did not exist, and readers are told which one it is at.
async fn walk_by_keys(visit: &Visit, order: Order) -> Result<()> {
    let table = visit.browser.find(".vtable").await?;
    table.focus().await?;
    for (keys, number) in [
        (Key::End + "", N_PEOPLE + 1),
        (Key::Up + Key::Up, N_PEOPLE - 1),
        (Key::Home + "", 2),
        (Key::Down + Key::Down, 4),
    ] {
        table.send_keys(keys).await?;
        rest(visit, order).await?;
        let is_told = format!(
            "const id = document.querySelector('.vtable').getAttribute('aria-activedescendant')
             const row = document.getElementById(id)
             return row?.ariaRowIndex === '{number}' && row.matches('[data-current]')
               && row.innerText.includes('{}')",
            order.name_at(number)
        );
        visit.browser.wait_until(&format!("the keyboard is at row {number}"), &is_told).await?;
    }
    Ok(())
}

/// What has the focus keeps it while the rows around it go to their places.
async fn keep_the_focus(visit: &Visit, order: Order) -> Result<()> {
    let focus = "const row = document.querySelector(\"tbody [aria-rowindex='4']\")
         row.querySelector('.person').focus()";
    visit.browser.run(focus).await?;
    for step_px in [500, -300, 700] {
        scroll_by(visit, step_px).await?;
        rest(visit, order).await?;
        let has_focus = "return document.activeElement.matches('.vtable .person')";
        visit.browser.wait_until("the focus stays", has_focus).await?;
    }
    Ok(())
}
