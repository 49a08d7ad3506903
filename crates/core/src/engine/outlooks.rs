//! What is to be expected of customers, worked out in steps before anything asks for it, so that it can be
//! cancelled and others get a word in.

use super::host::Host;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::forecast::customer_base::CustomerBaseRun;
use crate::protocol::{EngineError, Progress, ProgressUnit, Query};
use crate::segments::Derived;
use crate::table::documents::StoredPeople;
use crate::table::tables::Tables;
use crate::views::calls::CallAudience;
use crate::views::rule::{Condition, Rule};
use crate::views::table::{Column, TableQuery};

/// Nothing where it is known already.
///
/// # Errors
/// The request was cancelled.
pub async fn work_out(
    tables: &Tables,
    derived: &Derived,
    host: &impl Host,
) -> Result<(), EngineError> {
    if derived.knows_customer_base() {
        return Ok(());
    }
    let mut run = CustomerBaseRun::new(tables, derived);
    while run.step() {
        let (done, total) = run.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Draws }).await?;
    }
    derived.note_customer_base(run.finish());
    Ok(())
}

/// For a question that asks for it.
///
/// # Errors
/// The request was cancelled.
pub async fn prepare(
    open: &Snapshot,
    query: &Query,
    host: &impl Host,
    today: Day,
) -> Result<(), EngineError> {
    let tables = &open.tables;
    let is_asked = match query {
        Query::GetCustomerBase(_)
        | Query::GetPersonOutlook(_)
        | Query::GetTiming(_)
        | Query::ExportTables(_) => true,
        Query::ExportWorkspace(ask) => ask.redacted.is_none(),
        Query::GetLens(ask) => rests_on_it(tables, &ask.column),
        Query::GetCustomers(ask) => table_asks(tables, &ask.table),
        Query::GetCustomerIds(ask) => table_asks(tables, &ask.table),
        Query::GetCalls(ask) => audience_asks(tables, ask.audience),
        Query::GetWholeQueue(ask) => audience_asks(tables, ask.audience),
        // A file without columns of its own has all there are.
        Query::ExportCustomers(ask) => {
            ask.table.columns.is_empty() || table_asks(tables, &ask.table)
        }
        _ => false,
    };
    match is_asked {
        true => work_out(tables, &open.derived(today), host).await,
        false => Ok(()),
    }
}

/// For a rule, also where it asks for it through a saved segment.
///
/// # Errors
/// The request was cancelled.
pub async fn prepare_rule(
    tables: &Tables,
    derived: &Derived,
    rule: &Rule,
    host: &impl Host,
) -> Result<(), EngineError> {
    match rule_asks(tables, rule) {
        true => work_out(tables, derived, host).await,
        false => Ok(()),
    }
}

fn rule_asks(tables: &Tables, rule: &Rule) -> bool {
    columns_of(rule).any(|column| rests_on_it(tables, column))
}

fn audience_asks(tables: &Tables, audience: CallAudience) -> bool {
    match audience {
        CallAudience::View(id) => {
            tables.views().iter().any(|(own, view)| *own == id && table_asks(tables, &view.query))
        }
        CallAudience::Segment(id) => rests_on_it(tables, &Column::Segment(id)),
        CallAudience::Everyone | CallAudience::Class(_) | CallAudience::Unplaced => false,
    }
}

fn table_asks(tables: &Tables, table: &TableQuery) -> bool {
    let filtered = table.filters.iter().map(|filter| &filter.column);
    let sorted = table.sort.iter().map(|(column, _)| column);
    filtered.chain(sorted).chain(&table.columns).any(|column| rests_on_it(tables, column))
}

/// A segment does where any segment does: one may stand on another.
fn rests_on_it(tables: &Tables, column: &Column) -> bool {
    match column {
        Column::Outlook(_) => true,
        Column::Segment(_) => tables.segments().any(|(_, segment)| match &segment.people {
            StoredPeople::Live(rule) => {
                columns_of(rule).any(|column| matches!(column, Column::Outlook(_)))
            }
            _ => false,
        }),
        _ => false,
    }
}

fn columns_of(rule: &Rule) -> impl Iterator<Item = &Column> {
    rule.conditions().into_iter().filter_map(|condition| match condition {
        Condition::Field(filter) => Some(&filter.column),
        _ => None,
    })
}
