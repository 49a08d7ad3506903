//! Taking people away as a file, in the form that the reader chooses.

use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::menu_button::{MenuButton, MenuChoice};
use crate::ui::export_table::hand_over;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::ExportCustomers;
use meadow_core::views::table::{Column, TableQuery};
use meadow_core::views::workspace::FileFormat;

const CSV: &str = "csv";
const XLSX: &str = "xlsx";
const JSON: &str = "json";
/// With every column there is, not only those shown.
const ALL_XLSX: &str = "all-xlsx";
const ALL_CSV: &str = "all-csv";

/// `query` says who and which columns, at the moment of choosing; `None`: nobody yet. `children` is
/// the label.
#[component]
pub fn ExportMenu(
    query: Callback<(), Option<TableQuery>>,
    #[prop(optional)] size: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let choices = Signal::derive(move || {
        vec![
            choice(XLSX, "Excel", t_string!(i18n, customers.export_xlsx)),
            choice(CSV, "CSV", t_string!(i18n, customers.export_csv)),
            choice(JSON, "JSON", t_string!(i18n, customers.export_json)),
            choice(ALL_XLSX, "Excel", t_string!(i18n, customers.export_all)),
            choice(ALL_CSV, "CSV", t_string!(i18n, customers.export_all)),
        ]
    });
    let export = move |key: &'static str| {
        let Some(query) = query.run(()) else { return };
        let language = formatter.with_untracked(|formatter| formatter.language());
        let table = match key {
            // No columns named: all of them.
            ALL_XLSX | ALL_CSV => TableQuery { columns: Vec::new(), ..query },
            _ => with_who_they_are(query),
        };
        let format = format_of(key);
        spawn_local(async move {
            hand_over(workspace, offers, ExportCustomers { table, format, language }).await;
        });
    };
    view! {
        <MenuButton icon="export" size=size choices=choices on_choose=export>
            {children()}
        </MenuButton>
    }
}

/// Who they are always comes first, whatever columns are shown.
fn with_who_they_are(query: TableQuery) -> TableQuery {
    let who = [Column::Key, Column::Name];
    let rest = query.columns.iter().filter(|column| !who.contains(column)).cloned();
    let columns = who.iter().cloned().chain(rest).collect();
    TableQuery { columns, ..query }
}

fn choice(value: &'static str, name: &str, note: &str) -> MenuChoice {
    MenuChoice { value, label: name.to_owned(), note: note.to_owned() }
}

fn format_of(key: &str) -> FileFormat {
    match key {
        CSV | ALL_CSV => FileFormat::Csv,
        JSON => FileFormat::Json,
        _ => FileFormat::Xlsx,
    }
}
