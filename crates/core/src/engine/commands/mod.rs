//! What each command does to the tables. One file per family.
//!
//! A command takes the tables of one revision and gives those of the next; it must not touch
//! storage, and an error means that nothing happened.

mod blacklist;
pub mod board;
pub mod bulk;
mod calls;
mod clusters;
pub mod complete;
mod contacts;
mod edit;
pub mod events;
pub mod fields;
mod hold_outs;
pub mod import;
mod kept;
pub mod merge;
pub mod past_events;
mod playbooks;
mod products;
pub mod quarantine;
mod rounds;
mod scenarios;
pub mod segments;
mod split;

use super::host::Host;
use super::sources::Sources;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::{Language, Text};
use crate::protocol::{Command, EngineError, Outcome};
use crate::table::tables::Tables;
use crate::words;

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
        Command::Import { source, mapping, first_facts, remember_as } => {
            // Which encoding is meant, the dialect says: the language has no part in it any more.
            let dialect = Some(&mapping.dialect);
            let source = sources.open(*source, dialect, Language::default(), host).await?;
            let (first, remember_as) = (first_facts.as_ref(), remember_as.as_deref());
            import::import(tables, &source, mapping, first, remember_as, host, today).await
        }
        Command::CompleteCustomers { source, mapping } => {
            let dialect = Some(&mapping.dialect);
            let source = sources.open(*source, dialect, Language::default(), host).await?;
            complete::complete(tables, &source, mapping, host, today).await
        }
        Command::AddCustomer { customer } => edit::add_customer(tables, customer, today),
        Command::EditCustomer { before, customer } => {
            edit::edit_customer(tables, before, customer, today)
        }
        Command::DeleteCustomers { ids } => edit::delete_customers(tables, ids, today),
        Command::SetFacts { facts } => Ok(board::set_facts(tables, facts)),
        Command::SetBoard { board } => board::set_board(tables, board),
        Command::SavePlaybook { class, edits } => playbooks::save_playbook(tables, *class, edits),
        Command::SaveProduct { product } => products::save_product(tables, product),
        Command::DeleteProduct { id } => products::delete_product(tables, *id),
        Command::SaveEvent { base, event } => events::save_event(tables, *base, event),
        Command::DeleteEvent { id } => events::delete_event(tables, *id),
        Command::BulkEdit { ids, change } => bulk::edit_many(tables, ids, change, today),
        Command::MergeCustomers { choices } => merge::merge(tables, choices, today),
        Command::SplitCustomer { merge, at } => split::split(tables, *merge, *at, today),
        Command::KeepApart { pairs } => Ok(merge::keep_apart(tables, pairs)),
        Command::RepairRows { import, rows } => quarantine::repair(tables, *import, rows, today),
        Command::DiscardRows { import, rows } => quarantine::discard(tables, *import, rows),
        Command::SaveView { id, view } => kept::save_view(tables, *id, view),
        Command::SaveProfile { id, profile } => kept::save_profile(tables, *id, profile),
        Command::SaveSegment { id, about, people } => {
            segments::save_segment(tables, *id, about, people, host, today).await
        }
        Command::SaveClusters { clusters: asked, names } => {
            clusters::save_clusters(tables, asked, names, host, today).await
        }
        Command::SaveRound { round } => rounds::save_round(tables, round, today),
        Command::SaveCanvas { id, canvas } => kept::save_canvas(tables, *id, canvas),
        Command::SaveScenario { base, scenario } => {
            scenarios::save_scenario(tables, base.as_ref(), scenario)
        }
        Command::UseScenario { id, base } => scenarios::use_scenario(tables, *id, *base),
        Command::AddPastEvents { source, mapping } => {
            let dialect = Some(&mapping.dialect);
            let source = sources.open(*source, dialect, Language::default(), host).await?;
            past_events::add_past_events(tables, &source, mapping, host, today).await
        }
        Command::DrawHoldOut { event, percent, seed } => {
            hold_outs::draw(tables, *event, *percent, *seed, today)
        }
        Command::DropHoldOut { event } => hold_outs::drop(tables, *event),
        Command::DeleteKept { id } => kept::delete(tables, *id),
        Command::AddToBlacklist { entries } => blacklist::add_to_blacklist(tables, entries),
        Command::RemoveFromBlacklist { entries } => {
            Ok(blacklist::remove_from_blacklist(tables, entries))
        }
        Command::BlockCustomers { ids, reason } => {
            blacklist::block_customers(tables, ids, reason, today)
        }
        Command::NoteContact { ids, contact } => contacts::note(tables, ids, contact, today),
        Command::LogCall { call } => calls::log_call(tables, call, today),
        Command::RemoveContact { id } => contacts::remove(tables, *id),
        Command::AcceptLoss => Ok(accept_loss(tables)),
        Command::SaveField { field } => fields::save_field(tables, field),
        Command::RemoveField { key } => fields::remove_field(tables, key),
    }
}

/// Undo names it again: until then the steps before keep it.
fn accept_loss(tables: &Tables) -> Change {
    let tables = Tables { lost: Vec::new(), ..tables.clone() };
    Change { tables, label: words::commands::accept_loss(), outcome: Outcome::Nothing }
}

/// May a command meant for `seen` be made on `now`, which another tab has saved meanwhile? Not if
/// it would replace something that is no longer what the user saw.
pub fn still_applies(command: &Command, seen: &Tables, now: &Tables) -> bool {
    let same_customers =
        |ids: &[CustomerId]| ids.iter().all(|id| seen.customers.get(*id) == now.customers.get(*id));
    let same_document = |id: &DocumentId| {
        let document = |tables: &Tables| tables.documents.get(id).map(|d| d.data().clone());
        document(seen) == document(now)
    };
    let same_field = |key: &str| {
        let field = |tables: &Tables| {
            tables.facts.custom_fields.iter().find(|field| field.key == key).cloned()
        };
        field(seen) == field(now)
    };
    match command {
        Command::Import { first_facts: Some(_), .. } => seen.facts == now.facts,
        Command::Import { first_facts: None, .. } | Command::AddCustomer { .. } => true,
        Command::CompleteCustomers { mapping, .. } => complete::still_applies(mapping, seen, now),
        // They carry what they replace, and compare that whenever they are made.
        Command::EditCustomer { .. } | Command::SaveEvent { .. } | Command::SaveScenario { .. } => {
            true
        }
        Command::UseScenario { id, .. } => same_document(id),
        Command::DeleteCustomers { ids } | Command::BulkEdit { ids, .. } => same_customers(ids),
        Command::MergeCustomers { choices } => {
            choices.iter().all(|choice| same_customers(&choice.parts))
        }
        Command::KeepApart { .. } => true,
        Command::SplitCustomer { merge, .. } => same_document(merge),
        Command::RepairRows { import, .. } | Command::DiscardRows { import, .. } => {
            same_document(import)
        }
        Command::SaveView { id, .. } | Command::SaveProfile { id, .. } => {
            id.as_ref().is_none_or(same_document)
        }
        // Whom it is made with may have changed: that is what "live" means.
        Command::SaveSegment { id, .. } | Command::SaveCanvas { id, .. } => {
            id.as_ref().is_none_or(same_document)
        }
        // It adds to what is there.
        Command::SaveClusters { .. }
        | Command::SaveRound { .. }
        | Command::AddPastEvents { .. } => true,
        // Whom the lot is drawn among may have changed; the lot that was seen may not.
        Command::DrawHoldOut { event, .. } | Command::DropHoldOut { event } => {
            let hold_out = |tables: &Tables| tables.hold_out_of(*event).map(|(_, it)| it.clone());
            hold_out(seen) == hold_out(now)
        }
        Command::DeleteKept { id } => same_document(id),
        // Entries are added and removed one by one, whatever else is on the list.
        Command::AddToBlacklist { .. } | Command::RemoveFromBlacklist { .. } => true,
        // It adds to what is there; nothing that was seen is replaced by it.
        Command::NoteContact { .. } | Command::LogCall { .. } => true,
        Command::RemoveContact { id } => seen.interactions.get(*id) == now.interactions.get(*id),
        Command::BlockCustomers { ids, .. } => same_customers(ids),
        Command::SaveField { field } => same_field(&field.key),
        Command::RemoveField { key } => same_field(key),
        Command::SetFacts { .. } => seen.facts == now.facts,
        Command::SavePlaybook { class, .. } => {
            seen.facts.playbooks.get(class) == now.facts.playbooks.get(class)
        }
        Command::SetBoard { .. } => seen.facts.board == now.facts.board,
        Command::SaveProduct { product } => {
            seen.products.get(product.id) == now.products.get(product.id)
        }
        Command::DeleteProduct { id } => seen.products.get(*id) == now.products.get(*id),
        Command::DeleteEvent { id } => {
            same_document(id) && scenarios::same_scenarios_of(*id, seen, now)
        }
        Command::AcceptLoss => seen.lost == now.lost,
    }
}
