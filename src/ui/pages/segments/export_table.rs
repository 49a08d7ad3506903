//! Taking a table away as a file, as it stands on the page.

use crate::i18n::{t_string, use_i18n};
use crate::platform::files::save_file;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::menu_button::{MenuButton, MenuChoice};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::ExportTable;
use meadow_core::views::shown_table::{ShownCell, ShownColumn, ShownTable};
use meadow_core::views::workspace::FileFormat;

/// `table` is asked at the moment of choosing; `None`: nothing is there yet.
#[component]
pub fn ExportTableMenu(table: Callback<(), Option<ShownTable>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let choices = Signal::derive(move || {
        let choice = |value, label: &str, note: &str| MenuChoice {
            value,
            label: label.to_owned(),
            note: note.to_owned(),
        };
        vec![
            choice("xlsx", "Excel", t_string!(i18n, customers.export_xlsx)),
            choice("csv", "CSV", t_string!(i18n, customers.export_csv)),
            choice("json", "JSON", t_string!(i18n, customers.export_json)),
        ]
    });
    let export = move |key: &'static str| {
        let Some(table) = table.run(()) else { return };
        let language = formatter.with_untracked(|formatter| formatter.language());
        let format = match key {
            "csv" => FileFormat::Csv,
            "json" => FileFormat::Json,
            _ => FileFormat::Xlsx,
        };
        spawn_local(async move {
            match workspace.ask(ExportTable { table, format, language }).await {
                Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => {}
                Ok(_) => offers.say(&both!(errors.file_not_taken)),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <MenuButton icon="export" size=Some("sm") choices=choices on_choose=export>
            {move || t_string!(i18n, customers.export)}
        </MenuButton>
    }
}

/// A column by its name for programs and the one it has on the page.
pub fn column(key: &str, name: impl Into<String>) -> ShownColumn {
    ShownColumn { key: key.to_owned(), name: name.into() }
}

pub fn count(n: u32) -> ShownCell {
    ShownCell::Number(n.into())
}
