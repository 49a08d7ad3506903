//! `make bench`: what a user waits for, measured in the browser. Prints figures; asserts nothing.
//! Times of one machine say little: where there is another way to do the same, the ratio to it in
//! the same run is printed.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Instant;

use anyhow::{Context, Result};
use meadow_e2e::browser::Look;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde_json::{Value, json};

const N_ROWS: u32 = 100_000;
const N_CUSTOMERS: u32 = 20_000;
const IMPORT_BUTTON: &str = "aside button[data-variant='primary']:enabled";

#[tokio::main]
async fn main() -> Result<()> {
    let visit = Visit::arrive(site::serve().await?, Look::PLAIN).await?;
    note_long_tasks(&visit).await?;
    visit.open("").await?;
    tell_sizes(&visit);
    tell_start_up(&visit).await?;
    tell_import(&visit).await?;
    tell_load(&visit).await?;
    tell_scrolling(&visit).await?;
    visit.end().await?;
    Ok(())
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
    visit.go_to("/customers").await?;
    visit.browser.find("tbody tr[aria-rowindex='2']").await?;
    visit.browser.run("longTasks.length = 0").await?;
    let late = visit.browser.evaluate(SCROLL, true).await?;
    println!("scrolling through {N_CUSTOMERS} customers: {late} of 180 frames later than 20 ms");
    tell_long_tasks(visit, "scrolling").await
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

/// 180 frames of steady scrolling; how many came late.
const SCROLL: &str = "new Promise((resolve) => {
    const list = document.querySelector('.vlist')
    const box = list.scrollHeight > list.clientHeight + 1 ? list : document.scrollingElement
    let [late, n, before] = [0, 0, performance.now()]
    const frame = (now) => {
      if (now - before > 20) late += 1
      before = now
      box.scrollBy(0, 400)
      n += 1
      if (n < 180) requestAnimationFrame(frame)
      else resolve(late)
    }
    requestAnimationFrame(frame)
  })";

fn ms(value: &Value) -> String {
    format!("{:.0}", value.as_f64().unwrap_or_default())
}
