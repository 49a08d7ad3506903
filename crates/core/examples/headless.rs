//! Meadow without a browser: a CSV of customers, orders or both in, a JSON summary out.
//!
//! ```text
//! cargo run -p meadow-core --example headless -- orders.csv
//!     --today 2026-11-21                       default: the machine's date (UTC)
//!     --method seminar                         of the event that is forecast; default: membership
//!     --columns '{"master_id": "Skip"}'        roles by column name, over those guessed
//!     --dialect '{"date_order": "DayMonthYear"}'   how the file writes things, over what was found
//! ```
//!
//! It takes the steps an application takes, and shows what each needs:
//! 1. [`inspect`] looks at the first bytes and proposes a mapping, which people may correct;
//! 2. an [`Importer`] is fed the file in slices and gives new [`Tables`] with a report;
//! 3. [`segments::derive`] works out who stands where;
//! 4. [`planning::defaults_for_audience`] makes an event, [`ForecastRun`] says what it will bring.
//!
//! A file that cannot be used is said in the same form, under `file_problem`, with exit code 1; a wrong
//! call is explained on stderr, with exit code 2.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::domain::method::Method;
use meadow_core::forecast::ForecastRun;
use meadow_core::ingest::values::date;
use meadow_core::ingest::{HEAD_BYTES, Importer, inspect};
use meadow_core::planning;
use meadow_core::segments::{self, audience, summary};
use meadow_core::table::tables::Tables;
use meadow_core::views::forecast::{ForecastView, N_DRAWS, Spread};
use meadow_core::views::import::{
    ColumnRole, DateOrder, Dialect, FileProblem, ImportInspection, ImportMapping, ImportReport,
    RejectCount,
};
use meadow_core::views::workspace::ClassCounts;
use serde_json::{Value, json};

const SLICE_BYTES: usize = 64 * 1024;

fn main() -> ExitCode {
    let call = match Call::read(std::env::args().skip(1)) {
        Ok(call) => call,
        Err(mistake) => return explain(&mistake),
    };
    match run(&call) {
        Ok(result) => print(&result, ExitCode::SUCCESS),
        Err(Failure::File(problem)) => {
            print(&json!({ "file_problem": problem }), ExitCode::FAILURE)
        }
        Err(Failure::Call(mistake)) => explain(&mistake),
    }
}

fn print(result: &Value, code: ExitCode) -> ExitCode {
    // Whoever reads may stop early (`| head`); there is nobody left to tell.
    let _ = writeln!(std::io::stdout(), "{result:#}");
    code
}

fn explain(mistake: &str) -> ExitCode {
    eprintln!(
        "{mistake}\nUsage: headless FILE.csv [--today DATE] [--method NAME] [--columns JSON] [--dialect JSON]"
    );
    ExitCode::from(2)
}

/// What the command line asks for.
struct Call {
    path: String,
    today: Day,
    method: Method,
    columns: BTreeMap<String, ColumnRole>,
    dialect: serde_json::Map<String, Value>,
}

enum Failure {
    File(FileProblem),
    Call(String),
}

impl From<FileProblem> for Failure {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::File(FileProblem::Unreadable { detail: error.to_string() })
    }
}

impl Call {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut call = Self {
            path: String::new(),
            today: machine_day(),
            method: Method::Membership,
            columns: BTreeMap::new(),
            dialect: serde_json::Map::new(),
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--today" => {
                    let text = value()?;
                    let moment = date::read(&text, DateOrder::YearMonthDay);
                    call.today = moment.ok_or(format!("{text} is no date such as 2026-11-21"))?.day;
                }
                "--method" => {
                    let name = value()?;
                    call.method = Method::from_slug(&name).ok_or_else(|| {
                        let names: Vec<&str> =
                            Method::ALL.iter().map(|method| method.slug()).collect();
                        format!("{name} is none of {}", names.join(", "))
                    })?;
                }
                "--columns" => call.columns = from_json(&value()?)?,
                "--dialect" => call.dialect = from_json(&value()?)?,
                _ if word.starts_with("--") => return Err(format!("{word} is not known")),
                _ if call.path.is_empty() => call.path = word,
                _ => return Err(format!("{word}: one file at a time")),
            }
        }
        if call.path.is_empty() { Err("No file was named.".into()) } else { Ok(call) }
    }
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("{text}: {error}"))
}

/// The core has no clock; today is handed in.
fn machine_day() -> Day {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Day(i32::try_from(since_1970.as_secs() / 86_400).unwrap_or_default())
}

fn run(call: &Call) -> Result<Value, Failure> {
    let mut file = File::open(&call.path)?;
    let (seen, mapping) = propose(&mut file, call)?;

    let started = Instant::now();
    let (tables, report) = import(&mut file, &mapping, call.today)?;
    let import_seconds = started.elapsed().as_secs_f64();

    let derived = segments::derive(&tables, call.today);
    let classes = summary::class_summary(&derived);
    let entries = audience::entries(&tables, &derived);
    let event = planning::defaults_for_audience(&tables, &entries, call.method, call.today);
    let forecast = match ForecastRun::new(&tables, &entries, &event, N_DRAWS) {
        Ok(forecast) => show_forecast(call.method, &forecast.finish()),
        Err(error) => json!({ "error": error.to_string() }),
    };

    Ok(json!({
        "file": show_file(&seen, &mapping),
        "rows_read": report.n_rows,
        "blank_rows": report.n_blank_rows,
        "customers": tables.customers.len(),
        "orders": tables.orders.len(),
        "order_lines": tables.orders.n_lines(),
        "products": tables.products.len(),
        "rejected_rows": report.n_rejected(),
        "rejected_by_reason": show_rejected(&report.rejected),
        "orders_left_out": report.n_orders_rejected(),
        "orders_left_out_by_reason": show_rejected(&report.orders_rejected),
        "doubtful_rows": report.doubts,
        "cells_left_out": report.n_cells_dropped.iter().cloned().collect::<BTreeMap<String, u32>>(),
        "import_seconds": import_seconds,
        "data_end": derived.data_end.map(|day| day.to_string()),
        "total_spend": classes.total_spend.major(),
        "classes": show_classes(&classes.counts),
        "expected_classes_of_leads": show_classes(&classes.expected),
        "unplaced": classes.n_unplaced,
        "forecast": forecast,
    }))
}

/// Looks at the head of the file, and again where the call says how to read it.
fn propose(file: &mut File, call: &Call) -> Result<(ImportInspection, ImportMapping), Failure> {
    let n_bytes = file.metadata()?.len();
    let mut head = Vec::new();
    (&*file).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let mut seen = inspect(&head, n_bytes, &call.path, None)?;
    if !call.dialect.is_empty() {
        let dialect = overlay(&seen.dialect, &call.dialect).map_err(Failure::Call)?;
        seen = inspect(&head, n_bytes, &call.path, Some(&dialect))?;
    }
    let columns = seen
        .columns
        .iter()
        .map(|column| call.columns.get(&column.header).unwrap_or(&column.guess).clone());
    let mapping = ImportMapping::new(seen.dialect.clone(), columns.collect());
    if let Some(name) =
        call.columns.keys().find(|name| !seen.columns.iter().any(|c| c.header == **name))
    {
        return Err(Failure::Call(format!("--columns: the file has no column {name}")));
    }
    Ok((seen, mapping))
}

fn overlay(dialect: &Dialect, over: &serde_json::Map<String, Value>) -> Result<Dialect, String> {
    let mut merged = serde_json::to_value(dialect).map_err(|error| error.to_string())?;
    for (name, value) in over {
        merged[name] = value.clone();
    }
    serde_json::from_value(merged).map_err(|error| format!("--dialect: {error}"))
}

fn import(
    file: &mut File,
    mapping: &ImportMapping,
    today: Day,
) -> Result<(Tables, ImportReport), Failure> {
    let mut importer = Importer::new(&Tables::default(), mapping, today)?;
    let mut slice = vec![0; SLICE_BYTES];
    loop {
        match file.read(&mut slice)? {
            0 => {
                let imported = importer.finish()?;
                return Ok((imported.tables, imported.report));
            }
            n => importer.feed(&slice[..n])?,
        };
    }
}

fn show_file(seen: &ImportInspection, mapping: &ImportMapping) -> Value {
    let columns: Vec<Value> = seen
        .columns
        .iter()
        .zip(&mapping.columns)
        .map(|(column, role)| json!({ "header": column.header, "becomes": role, "sure": column.confidence }))
        .collect();
    json!({ "dialect": seen.dialect, "columns": columns, "warnings": seen.warnings })
}

fn show_rejected(counts: &[RejectCount]) -> BTreeMap<String, Value> {
    counts
        .iter()
        .map(|count| {
            let shown = json!({ "rows": count.n_rows, "examples": count.examples });
            (format!("{:?}", count.reason), shown)
        })
        .collect()
}

fn show_classes(counts: &ClassCounts) -> BTreeMap<&'static str, u32> {
    Class::ALL.iter().map(|class| (class.slug(), counts.get(*class))).collect()
}

fn show_forecast(method: Method, view: &ForecastView) -> Value {
    let range = |spread: &Spread| json!({ "low": spread.p05, "median": spread.median, "high": spread.p95, "mean": spread.mean });
    json!({
        "method": method.slug(),
        "draws": view.n_draws,
        "seed": view.seed,
        "may_ask": view.n_may_ask,
        "invited": view.n_invited,
        "registered": range(&view.registered),
        "attended": range(&view.attended),
        "ordered": range(&view.ordered),
        "revenue": range(&view.revenue),
        "cost": range(&view.cost),
        "profit": range(&view.profit),
        "p_profit": view.p_profit,
        "break_even_orders": view.break_even_orders,
        "goal_orders": view.needed.goal_orders,
        "p_goal": view.p_goal,
        "invitations_for_goal": view.needed.n_invitations,
        "rates": view.rates,
        "rates_that_rest_on_nothing": view.missing_rates,
    })
}
