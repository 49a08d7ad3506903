//! How long each step of an import takes natively, for `perf` and for comparing two builds.
//!
//! ```text
//! cargo run --release -p meadow-core --example import_speed -- orders.csv [N_TIMES]
//! ```
//!
//! What users wait for is another question, which `make bench` answers.

use std::error::Error;
use std::time::Instant;

use meadow_core::domain::day::Day;
use meadow_core::domain::ids::Revision;
use meadow_core::domain::text::Text;
use meadow_core::ingest::{HEAD_BYTES, Imported, Importer, inspect};
use meadow_core::saved::pack;
use meadow_core::segments;
use meadow_core::segments::summary::class_summary;
use meadow_core::table::query;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::ImportMapping;
use meadow_core::views::table::TableQuery;

/// As the engine reads files.
const SLICE_BYTES: usize = 512 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("name a file of orders")?;
    let n_times: usize = words.next().map_or(Ok(3), |word| word.parse())?;
    let bytes = std::fs::read(&path)?;
    let today = Day::from_ymd(2026, 11, 21).ok_or("no such day")?;
    for _ in 0..n_times {
        let tables = import(&Tables::default(), &bytes, today)?;
        time("pack", || pack(&tables, Revision(1), None, Text::default(), 0.0).new_chunks.len());
        let derived = time("derive", || segments::derive(&tables, today));
        time("summary", || class_summary(&derived));
        time("first page", || query::page(&tables, &derived, &TableQuery::default()).rows.len());
        import(&tables, &bytes, today)?;
        println!();
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    }
    Ok(())
}

fn import(known: &Tables, bytes: &[u8], today: Day) -> Result<Tables, Box<dyn Error>> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let seen = inspect(head, bytes.len() as u64, "", None).map_err(|error| format!("{error:?}"))?;
    let columns = seen.columns.into_iter().map(|column| column.guess).collect();
    let mapping = ImportMapping::new(seen.dialect, columns);
    let what = if known.orders.is_empty() { "import" } else { "import once more" };
    let Imported { tables, report, .. } = time(what, || {
        let mut importer = Importer::new(known, &mapping, today)?;
        for slice in bytes.chunks(SLICE_BYTES) {
            importer.feed(slice)?;
        }
        importer.finish()
    })
    .map_err(|error| format!("{error:?}"))?;
    println!(
        "    {} rows, {} orders, {} customers, {} products",
        report.n_rows,
        tables.orders.len(),
        tables.customers.len(),
        tables.products.len()
    );
    Ok(tables)
}

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = std::hint::black_box(work());
    println!("{what:>18} {:7.1} ms", started.elapsed().as_secs_f64() * 1_000.0);
    result
}
