//! Taking a file in.

use super::Change;
use crate::domain::day::Day;
use crate::domain::text::Text;
use crate::engine::host::{ByteSource, Host};
use crate::engine::labels::shorten;
use crate::engine::sources::read_all;
use crate::ingest::Importer;
use crate::protocol::{EngineError, Outcome};
use crate::table::tables::Tables;
use crate::views::import::{ImportMapping, ImportReport};
use crate::words::{commands, write_count};

/// All good rows of the file as one step, with a report on the others.
pub async fn import(
    tables: &Tables,
    source: &dyn ByteSource,
    mapping: &ImportMapping,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    let (tables, report) = read_file(tables, source, mapping, host, today).await?;
    let label = label(&report, &shorten(&source.name()));
    Ok(Change { tables, label, outcome: Outcome::Imported(report) })
}

/// What the file would make of the tables.
pub async fn read_file(
    tables: &Tables,
    source: &dyn ByteSource,
    mapping: &ImportMapping,
    host: &impl Host,
    today: Day,
) -> Result<(Tables, ImportReport), EngineError> {
    let started_ms = host.now_ms();
    let mut importer = Importer::new(tables, mapping, today)?;
    read_all(source, host, |bytes| importer.feed(bytes)).await?;
    let (tables, mut report) = importer.finish()?;
    report.seconds = ((host.now_ms() - started_ms) / 1_000.0).max(0.0);
    Ok((tables, report))
}

/// What came in, by what there was most of: customers where the file told of any, else orders.
fn label(report: &ImportReport, file: &str) -> Text {
    let n_customers = i64::from(report.n_customers_new + report.n_customers_updated);
    let n_orders = i64::from(report.n_orders);
    if n_customers > 0 {
        commands::import_customers(write_count(n_customers), file)
    } else if n_orders > 0 {
        commands::import_orders(write_count(n_orders), file)
    } else {
        commands::import_nothing(file)
    }
}
