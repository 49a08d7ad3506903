//! What each command does to the tables. One file per family.
//!
//! A command takes the tables of one revision and gives those of the next; it must not touch
//! storage, and an error means that nothing happened.

pub mod board;
mod edit;
pub mod events;
pub mod import;
mod products;

use super::host::Host;
use super::sources::Sources;
use crate::domain::day::Day;
use crate::domain::text::Text;
use crate::protocol::{Command, EngineError, Outcome};
use crate::table::tables::Tables;

/// The next revision, not saved yet.
pub struct Change {
    pub tables: Tables,
    /// For the undo list.
    pub label: Text,
    pub outcome: Outcome,
}

pub async fn apply(
    tables: &Tables,
    command: &Command,
    sources: &Sources,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    match command {
        Command::Import { source, mapping, first_facts } => {
            let tables = match first_facts {
                Some(first) => &board::with_first_facts(tables, first),
                None => tables,
            };
            import::import(tables, sources.get(*source)?.as_ref(), mapping, host, today).await
        }
        Command::AddCustomer { customer } => edit::add_customer(tables, customer, today),
        Command::EditCustomer { before, customer } => {
            edit::edit_customer(tables, before, customer, today)
        }
        Command::DeleteCustomers { ids } => edit::delete_customers(tables, ids),
        Command::SetFacts { facts } => Ok(board::set_facts(tables, facts)),
        Command::SetBoard { board } => board::set_board(tables, board),
        Command::SaveProduct { product } => products::save_product(tables, product),
        Command::DeleteProduct { id } => products::delete_product(tables, *id),
        Command::SaveEvent { base, event } => events::save_event(tables, *base, event),
        Command::DeleteEvent { id } => events::delete_event(tables, *id),
    }
}

/// May a command meant for `seen` be made on `now`, which another tab has saved meanwhile? Not if
/// it would replace something that is no longer what the user saw.
pub fn still_applies(command: &Command, seen: &Tables, now: &Tables) -> bool {
    match command {
        Command::Import { first_facts: Some(_), .. } => seen.facts == now.facts,
        Command::Import { first_facts: None, .. } | Command::AddCustomer { .. } => true,
        // They carry what they replace, and compare that whenever they are made.
        Command::EditCustomer { .. } | Command::SaveEvent { .. } => true,
        Command::DeleteCustomers { ids } => {
            ids.iter().all(|id| seen.customers.get(*id) == now.customers.get(*id))
        }
        Command::SetFacts { .. } => seen.facts == now.facts,
        Command::SetBoard { .. } => seen.facts.board == now.facts.board,
        Command::SaveProduct { product } => {
            seen.products.get(product.id) == now.products.get(product.id)
        }
        Command::DeleteProduct { id } => seen.products.get(*id) == now.products.get(*id),
        Command::DeleteEvent { id } => {
            let document = |tables: &Tables| tables.documents.get(id).map(|d| d.data().clone());
            document(seen) == document(now)
        }
    }
}
