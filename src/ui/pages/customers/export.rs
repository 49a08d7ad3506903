//! Taking people away as a CSV file.

use crate::platform::files::save_file;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use leptos::task::spawn_local;
use meadow_core::domain::text::Language;
use meadow_core::protocol::ExportCustomers;
use meadow_core::views::table::{Column, TableQuery};
use meadow_core::views::workspace::FileFormat;

/// Everybody of the query with the columns it names; who they are always comes first.
pub fn export_people(
    workspace: Workspace,
    offers: UndoOffers,
    query: TableQuery,
    language: Language,
) {
    let who = [Column::Key, Column::Name];
    let rest = query.columns.iter().filter(|column| !who.contains(column)).cloned();
    let columns = who.iter().cloned().chain(rest).collect();
    let table = TableQuery { columns, ..query };
    spawn_local(async move {
        match workspace.ask(ExportCustomers { table, format: FileFormat::Csv, language }).await {
            Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => {}
            Ok(_) => offers.say(&both!(errors.file_not_taken)),
            Err(error) => offers.say(&explain(&error)),
        }
    });
}
