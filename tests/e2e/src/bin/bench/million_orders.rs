//! One million orders brought in, against PapaParse and DuckDB-WASM: the same file read, typed and
//! stored in the same browser, in turns, and how much memory Meadow's engine takes for it.
//!
//! The others' pages are in `tests/e2e/bench`, with packages of their own. The last of Meadow's bases goes on
//! to have its classes worked out.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::devtools::DevTools;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use serde_json::Value;
use static_host::{RunningHost, StaticHost};

use crate::{IMPORT_BUTTON, note_long_tasks, segments, tell_long_tasks};

const N_ROWS: u32 = 1_000_000;
pub(crate) const N_CUSTOMERS: u32 = 100_000;
const N_ROUNDS: usize = 5;
/// The aim for the engine's memory at its peak.
const MOST_MEGABYTES: f64 = 400.0;

/// By their names in `rivals.js`.
const RIVALS: [(&str, &str); 3] = [
    ("papaparse", "PapaParse in a worker, rows of objects to IndexedDB, 2,000 a record"),
    ("duckdbToIndexedDb", "DuckDB-WASM, one Arrow stream to IndexedDB"),
    ("duckdbToItsFile", "DuckDB-WASM, its own database file"),
];

/// Milliseconds, one per round.
#[derive(Default)]
pub(crate) struct Times(pub Vec<f64>);

impl Times {
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}

pub async fn tell() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("orders.csv");
    let (csv, cents) = orders()?;
    println!("\n{N_ROWS} orders of {N_CUSTOMERS} customers, {} MB:", csv.len() / 1_000_000);
    std::fs::write(&file, csv)?;
    let path = file.to_str().context("a path that is no text")?;

    let mut visit = Visit::arrive_to_measure(site::serve().await?, Look::PLAIN).await?;
    note_long_tasks(&visit).await?;
    segments::prepare(&visit).await?;
    let mut meadow = Times::default();
    let mut rivals: [Times; RIVALS.len()] = Default::default();
    let mut megabytes = 0.0_f64;
    for _ in 0..N_ROUNDS {
        // A port of its own is an origin of its own: nothing is stored there yet.
        visit.host = site::serve().await?;
        visit.open("").await?;
        meadow.0.push(import(&visit, path).await?);
        tell_long_tasks(&visit, "import").await?;
        megabytes = megabytes.max(engine_megabytes(&visit).await?);
        for ((name, _), times) in RIVALS.iter().zip(&mut rivals) {
            times.0.push(import_by(&visit, name, path, cents).await?);
        }
    }
    visit.open("").await?;
    let found = segments::tell(&visit, path).await;
    visit.end().await?;

    let own = meadow.median();
    println!("  {own:.0} ms: Meadow, recognised, matched, saved and summed up ({})", list(&meadow));
    for ((_, what), times) in RIVALS.iter().zip(&rivals) {
        let other = times.median();
        println!(
            "  {other:.0} ms: {what}; Meadow takes {:.2} × as long ({})",
            own / other,
            list(times)
        );
    }
    let verdict = if megabytes < MOST_MEGABYTES { "within" } else { "over" };
    println!("  the engine's memory at its peak: {megabytes:.0} MB, {verdict} {MOST_MEGABYTES} MB");
    found
}

pub(crate) fn list(times: &Times) -> String {
    times.0.iter().map(|ms| format!("{ms:.0}")).collect::<Vec<_>>().join(", ")
}

/// From the press of the button to the moment when the page says what came in and that it is saved.
async fn import(visit: &Visit, path: &str) -> Result<f64> {
    visit.look_at_file(path).await?;
    visit.browser.find(IMPORT_BUTTON).await?;
    visit.browser.run("longTasks.length = 0").await?;
    visit.browser.run(NOTE_IMPORT).await?;
    visit.browser.press(IMPORT_BUTTON).await?;
    visit.wait_for_import().await?;
    let said = visit.browser.text("main").await?;
    ensure!(said.contains("1,000,000"), "not all came in: {said}");
    let ms = visit.browser.run("return importEnded - importBegan").await?;
    ms.as_f64().context("no times")
}

/// Memory of a program only ever grows: what it has afterwards was its peak.
async fn engine_megabytes(visit: &Visit) -> Result<f64> {
    let mut tools: DevTools = visit.devtools().await?;
    let engine = tools.worker("engine").await?;
    let n_bytes = tools.program_memory_bytes(&engine).await?;
    Ok(n_bytes as f64 / 1e6)
}

/// The others' page with the file chosen, while the host lives.
pub(crate) async fn open_rivals(visit: &Visit, path: &str) -> Result<RunningHost> {
    let pages = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("bench");
    let host = StaticHost::new(pages).start().await?;
    visit.browser.go(&format!("{}index.html", host.url())).await?;
    let is_ready = "return 'classesByArquero' in (self.rivals ?? {})";
    visit.browser.wait_until("the page is ready", is_ready).await?;
    visit.browser.choose_file("input[type='file']", path).await?;
    Ok(host)
}

async fn import_by(visit: &Visit, name: &str, path: &str, cents: u64) -> Result<f64> {
    let _host = open_rivals(visit, path).await?;
    let found = visit.browser.evaluate(&format!("rivals.{name}()"), true).await?;
    ensure!(
        found["nRows"].as_f64() == Some(N_ROWS.into())
            && found["cents"].as_f64() == Some(cents as f64),
        "{name} did not read all: {found}"
    );
    note_parts(name, &found);
    found["ms"].as_f64().context("no time")
}

/// What a way of its own says of the parts of its time.
fn note_parts(name: &str, found: &Value) {
    if let (Some(parse_ms), Some(n_bytes)) = (found["parseMs"].as_f64(), found["nBytes"].as_f64()) {
        println!(
            "  {name}: read and typed after {parse_ms:.0} ms, {:.0} MB to store",
            n_bytes / 1e6
        );
    }
}

/// Plain arithmetic instead of chance: the same file every time. And the sum of its amounts.
fn orders() -> Result<(String, u64)> {
    let mut csv = String::from("customer,date,amount,order_no,product\n");
    let mut sum = 0;
    for row in 0..N_ROWS {
        let mixed = row.wrapping_mul(2_654_435_761);
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(2_246_822_519);
        let mixed = mixed ^ (mixed >> 13);
        let customer = mixed % N_CUSTOMERS;
        let (month, day) = (1 + mixed / 7 % 12, 1 + mixed / 91 % 28);
        let (cents, product) = (100 + mixed % 30_000, mixed / 13 % 40);
        sum += u64::from(cents);
        writeln!(
            csv,
            "C{customer:06},{}-{month:02}-{day:02},{}.{:02},A{row:07},Product {product}",
            2024 + mixed / 3 % 2,
            cents / 100,
            cents % 100
        )?;
    }
    Ok((csv, sum))
}

/// Notes in the page when the button is pressed, and when all is done.
const NOTE_IMPORT: &str = "
    self.importBegan = self.importEnded = undefined
    addEventListener('click', () => { importBegan ??= performance.now() }, { capture: true })
    const isDone = () => document.querySelector('#result')
        && document.querySelector('.saved')?.dataset.state === 'saved'
    const look = () => { if (importBegan && isDone()) importEnded ??= performance.now() }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })";
