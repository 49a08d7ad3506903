//! `make bench`: what a user waits for, measured in the browser. Prints figures; asserts nothing.
//! Times of one machine say little: where there is another way to do the same, the ratio to it in
//! the same run is printed. `make bench ONLY=million-orders` leaves out all but that part, and so does
//! `ONLY=models`.

mod million_orders;
mod models;
mod segments;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde_json::{Value, json};

const N_ROWS: u32 = 100_000;
const N_CUSTOMERS: u32 = 20_000;
/// Customers of the second file, which makes the table 100,000 rows long.
const N_MORE_CUSTOMERS: u32 = 80_000;
const N_FRAMES: u32 = 180;
/// A calm wheel, a brisk one, a fling.
const STEPS_PX: [u32; 3] = [60, 120, 400];
pub(crate) const IMPORT_BUTTON: &str = "aside button[data-variant='primary']:enabled";

#[tokio::main]
async fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("million-orders") => return million_orders::tell().await,
        Some("models") => return models::tell().await,
        Some(other) => bail!("there is no part {other}: million-orders, models"),
        None => {}
    }
    let visit = Visit::arrive_to_measure(site::serve().await?, Look::PLAIN).await?;
    note_long_tasks(&visit).await?;
    visit.open("").await?;
    tell_sizes(&visit);
    tell_start_up(&visit).await?;
    tell_import(&visit).await?;
    tell_load(&visit).await?;
    tell_scrolling(&visit).await?;
    visit.end().await?;
    million_orders::tell().await?;
    models::tell().await
}

/// From the first moment of every page on, tasks over 50 ms are noted.
async fn note_long_tasks(visit: &Visit) -> Result<()> {
    let source = "self.longTasks = [];
        new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
            .observe({ type: 'longtask', buffered: true })";
    let command = "Page.addScriptToEvaluateOnNewDocument";
    visit.browser.devtools(command, json!({ "source": source })).await?;
    Ok(())
}

/// The programs that were asked for; the build says how they compress.
fn tell_sizes(visit: &Visit) {
    let folder = std::env::var("MEADOW_DIST").unwrap_or_default();
    let asked = visit.host.requests().into_iter().map(|request| request.path);
    for path in asked.filter(|path| path.ends_with(".wasm")).collect::<BTreeSet<_>>() {
        let file = format!("{folder}{path}");
        let n_bytes = std::fs::metadata(file).map_or(0, |about| about.len());
        println!("{path}: {} kB uncompressed", n_bytes / 1_000);
    }
}

async fn tell_start_up(visit: &Visit) -> Result<()> {
    let times = visit
        .browser
        .run(
            "const paint = performance.getEntriesByName('first-contentful-paint')[0]
             return [paint?.startTime ?? 0, performance.getEntriesByName('ready')[0].startTime]",
        )
        .await?;
    println!(
        "start-up: first content after {} ms, workspace open after {} ms",
        ms(&times[0]),
        ms(&times[1])
    );
    tell_long_tasks(visit, "start-up").await
}

async fn tell_import(visit: &Visit) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("orders.csv");
    std::fs::write(&file, orders()?)?;
    let path = file.to_str().context("a path that is no text")?;
    visit.look_at_file(path).await?;
    visit.browser.find(IMPORT_BUTTON).await?;
    visit.browser.run("longTasks.length = 0").await?;
    let started = Instant::now();
    visit.browser.press(IMPORT_BUTTON).await?;
    visit.wait_for_import().await?;
    let import = started.elapsed().as_secs_f64();
    println!(
        "import of {N_ROWS} order rows of {N_CUSTOMERS} customers, saved: {import:.2} s, {:.0} rows/s",
        f64::from(N_ROWS) / import
    );
    tell_long_tasks(visit, "import").await?;

    // The plain other way: each of the same rows stored as a record of its own, nothing else done.
    let plain = visit.browser.evaluate(&store_each_row(), true).await?;
    let plain = plain.as_f64().unwrap_or_default() / 1_000.0;
    println!(
        "  {:.2} × merely storing as many rows one record each ({plain:.2} s)",
        import / plain
    );
    Ok(())
}

async fn tell_load(visit: &Visit) -> Result<()> {
    visit.reload().await?;
    let ready =
        visit.browser.run("return performance.getEntriesByName('ready')[0].startTime").await?;
    let plain = visit.browser.evaluate(READ_EACH_ROW, true).await?;
    println!(
        "reload with these data: workspace open after {} ms; merely reading as many records: {} ms",
        ms(&ready),
        ms(&plain)
    );
    Ok(())
}

async fn tell_scrolling(visit: &Visit) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("more.csv");
    std::fs::write(&file, orders_of_one_each()?)?;
    visit.import(file.to_str().context("a path that is no text")?).await?;
    visit.go_to("/customers").await?;
    visit.browser.find("tbody tr[aria-rowindex='2'] .person").await?;
    let n_rows = N_CUSTOMERS + N_MORE_CUSTOMERS;
    visit.browser.find(&format!(".vtable[aria-rowcount='{}']", n_rows + 1)).await?;
    println!("scrolling through {n_rows} customers, {N_FRAMES} frames each, late after 20 ms:");
    for step_px in STEPS_PX {
        visit.browser.run("longTasks.length = 0").await?;
        let table = scroll(visit, "document.querySelector('.vlist')", step_px).await?;
        tell_long_tasks(visit, &format!("{step_px} px a frame")).await?;
        let plain = scroll(visit, &plain_list(step_px), step_px).await?;
        visit.browser.run("document.getElementById('plain').remove()").await?;
        println!(
            "  {step_px} px a frame: {} late, {:.1} ms a frame, {} with rows still on their way; \
             a list of bare lines that stand there already: {} late, {:.1} ms; ratio {:.2}",
            table.n_late,
            table.frame_ms,
            table.n_blank,
            plain.n_late,
            plain.frame_ms,
            table.frame_ms / plain.frame_ms
        );
    }
    Ok(())
}

/// How steady scrolling went.
struct Scrolled {
    n_late: u64,
    /// From frame to frame, on average.
    frame_ms: f64,
    /// Frames in which some row had no data yet.
    n_blank: u64,
}

/// Scrolls a box, given as an expression of the page, from its upper end.
async fn scroll(visit: &Visit, scroll_box: &str, step_px: u32) -> Result<Scrolled> {
    let found = format!("({SCROLL})({scroll_box}, {step_px}, {N_FRAMES})");
    let found = visit.browser.evaluate(&found, true).await?;
    ensure!(found["top"] == step_px * N_FRAMES, "it did not scroll: {found}");
    Ok(Scrolled {
        n_late: found["late"].as_u64().context("no frames")?,
        frame_ms: found["frame"].as_f64().context("no frames")?,
        n_blank: found["blank"].as_u64().context("no frames")?,
    })
}

async fn tell_long_tasks(visit: &Visit, what: &str) -> Result<()> {
    let tasks = visit.browser.run("return longTasks").await?;
    let tasks: Vec<f64> =
        tasks.as_array().context("no list")?.iter().filter_map(Value::as_f64).collect();
    let longest = tasks.iter().copied().fold(0.0, f64::max);
    match tasks.len() {
        0 => println!("  {what}: the page was never busy for 50 ms"),
        n => println!(
            "  {what}: the page was busy for over 50 ms {n} times, {longest:.0} ms at the longest"
        ),
    }
    Ok(())
}

/// Plain arithmetic instead of chance: the same file every time.
fn orders() -> Result<String> {
    let mut csv = String::from("customer,date,amount,product\n");
    for row in 0..N_ROWS {
        let mixed = row.wrapping_mul(2_654_435_761);
        let customer = mixed % N_CUSTOMERS;
        let (month, day) = (1 + mixed / 7 % 12, 1 + mixed / 91 % 28);
        let (cents, product) = (100 + mixed % 30_000, mixed / 13 % 40);
        writeln!(
            csv,
            "C{customer:05},{}-{month:02}-{day:02},{}.{:02},Product {product}",
            2025 + mixed / 3 % 2,
            cents / 100,
            cents % 100
        )?;
    }
    Ok(csv)
}

/// Of people who are not in the first file.
fn orders_of_one_each() -> Result<String> {
    let mut csv = String::from("customer,date,amount,product\n");
    for row in 0..N_MORE_CUSTOMERS {
        let (month, day, whole) = (1 + row % 12, 1 + row / 7 % 28, 1 + row % 300);
        writeln!(csv, "D{row:05},2026-{month:02}-{day:02},{whole}.50,Product {}", row % 40)?;
    }
    Ok(csv)
}

/// The plain other way: over the table, a box of the same size and length with as many lines of
/// bare text as will be passed. What this costs is the browser's own.
fn plain_list(step_px: u32) -> String {
    format!(
        "(() => {{
           const list = document.querySelector('.vlist')
           const row = list.querySelector('tbody tr')
           const {{ left, top, width, height }} = list.getBoundingClientRect()
           const box = document.createElement('div')
           box.id = 'plain'
           box.style.cssText = `position: fixed; z-index: 99; left: ${{left}}px; top: ${{top}}px; width: ${{width}}px;
             height: ${{height}}px; overflow: auto; background: Canvas; white-space: nowrap`
           const body = document.createElement('div')
           body.style.height = `${{list.scrollHeight}}px`
           const n = ({step_px} * {N_FRAMES} + height) / row.offsetHeight
           for (let i = 0; i < n; i += 1) {{
             const line = document.createElement('div')
             line.style.height = `${{row.offsetHeight}}px`
             line.textContent = `${{i}} ${{row.innerText.replaceAll('\\n', ' ')}}`
             body.append(line)
           }}
           box.append(body)
           document.body.append(box)
           return box
         }})()"
    )
}

fn store_each_row() -> String {
    format!(
        "new Promise((resolve, reject) => {{
           const asked = indexedDB.open('bench', 1)
           asked.onupgradeneeded = () => asked.result.createObjectStore('rows')
           asked.onsuccess = () => {{
             const started = performance.now()
             const change = asked.result.transaction('rows', 'readwrite', {{ durability: 'strict' }})
             const rows = change.objectStore('rows')
             for (let i = 0; i < {N_ROWS}; i += 1) {{
               rows.put({{ customer: 'C' + i % {N_CUSTOMERS}, date: '2026-03-01', amount: i / 7, product: 'Product ' + i % 40 }}, i)
             }}
             change.oncomplete = () => {{ asked.result.close(); resolve(performance.now() - started) }}
             change.onerror = reject
           }}
         }})"
    )
}

const READ_EACH_ROW: &str = "new Promise((resolve, reject) => {
    const asked = indexedDB.open('bench', 1)
    asked.onerror = reject
    asked.onsuccess = () => {
      const started = performance.now()
      const rows = asked.result.transaction('rows').objectStore('rows').getAll()
      rows.onsuccess = () => {
        const took = performance.now() - started
        asked.result.close()
        indexedDB.deleteDatabase('bench')
        resolve(took)
      }
    }
  })";

const SCROLL: &str = "(box, step, n) => new Promise((resolve) => {
    box.scrollTop = 0
    const blank = '.vtable [aria-busy]'
    let [began, before, late, blanks, i] = [0, 0, 0, 0, 0]
    const frame = (now) => {
      if (i === 0) began = now
      else if (now - before > 20) late += 1
      if (document.querySelector(blank)) blanks += 1
      before = now
      if (i === n) return resolve({ late, blank: blanks, frame: (now - began) / n, top: box.scrollTop })
      box.scrollBy(0, step)
      i += 1
      requestAnimationFrame(frame)
    }
    // Whatever was just made or scrolled back comes to rest first.
    setTimeout(() => requestAnimationFrame(frame), 500)
  })";

fn ms(value: &Value) -> String {
    format!("{:.0}", value.as_f64().unwrap_or_default())
}
