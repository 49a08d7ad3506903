//! Taking a table away as a file, as it stands on the page. Must not know what is in it.

use crate::i18n::{t_string, use_i18n};
use crate::platform::files::save_file;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::menu_button::{MenuButton, MenuChoice};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{Ask, EngineError, ExportTable};
use meadow_core::views::forecast::Spread;
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};
use meadow_core::views::workspace::{ExportedFile, FileFormat};
use std::pin::Pin;
use std::rc::Rc;

/// A table that is still to be asked for; `None` where there is none.
pub type ComingTable = Pin<Box<dyn Future<Output = Result<Option<ShownTable>, EngineError>>>>;

/// `table` is put together where a format is chosen, and not before; `None`: nothing is there yet.
#[component]
pub fn ExportTableMenu<F>(table: F) -> impl IntoView
where
    F: Fn() -> Option<ShownTable> + Send + Sync + 'static,
{
    // Words of the page are found from inside a memo also when a button asks for them.
    let table = Memo::new(move |_| table());
    menu(Callback::new(move |()| {
        let table = table.get_untracked();
        Box::pin(std::future::ready(Ok(table))) as ComingTable
    }))
}

/// The same for a table that the page does not hold whole.
#[component]
pub fn ExportComingTableMenu(table: Callback<(), ComingTable>) -> impl IntoView {
    menu(table)
}

fn menu(table: Callback<(), ComingTable>) -> AnyView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
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
        let table = table.run(());
        let language = formatter.with_untracked(|formatter| formatter.language());
        let format = match key {
            "csv" => FileFormat::Csv,
            "json" => FileFormat::Json,
            _ => FileFormat::Xlsx,
        };
        spawn_local(async move {
            match table.await {
                Ok(Some(table)) => {
                    hand_over(workspace, offers, ExportTable { table, format, language }).await;
                }
                Ok(None) => {}
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <div class="row">
            <MenuButton icon="export" size=Some("sm") choices=choices on_choose=export>
                {move || t_string!(i18n, customers.export)}
            </MenuButton>
        </div>
    }
    .into_any()
}

/// Asks for a file and gives it to the browser; says what stood in the way.
pub async fn hand_over(
    workspace: Workspace,
    offers: UndoOffers,
    query: impl Ask<Answer = ExportedFile>,
) {
    match workspace.ask(query).await {
        Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => {}
        Ok(_) => offers.say(&both!(errors.file_not_taken)),
        Err(error) => offers.say(&explain(&error)),
    }
}

/// A figure in the middle of a range, as three columns.
#[derive(Clone, Copy, Debug)]
pub struct Ranged {
    pub middle: f64,
    pub low: f64,
    pub high: f64,
}

impl Ranged {
    pub const UNKNOWN: Self = Self { middle: f64::NAN, low: f64::NAN, high: f64::NAN };

    /// The median with the middle 90 %.
    pub fn median(spread: &Spread) -> Self {
        Self { middle: spread.median, low: spread.p05, high: spread.p95 }
    }

    /// The mean with the middle 90 %.
    pub fn mean(spread: &Spread) -> Self {
        Self { middle: spread.mean, ..Self::median(spread) }
    }
}

/// What a figure of a [`Ranged`] is in a file: [`ShownCell::amount`] or [`plain`].
pub type FigureKind = fn(f64) -> ShownCell;

pub fn plain(figure: f64) -> ShownCell {
    figure.into()
}

/// Adds a figure with the ends of its range.
pub fn with_range<'a, R: 'a>(
    table: TableOf<'a, R>,
    i18n: Texts,
    (key, name): (&str, &str),
    kind: FigureKind,
    read: impl Fn(&R) -> Ranged + 'a,
) -> TableOf<'a, R> {
    let read = Rc::new(read);
    let (for_low, for_high) = (read.clone(), read.clone());
    let low = t_string!(i18n, common.low_end, what = name).to_string();
    let high = t_string!(i18n, common.high_end, what = name).to_string();
    table
        .column(key, name, move |row| kind(read(row).middle))
        .column(format!("{key}_low"), low, move |row| kind(for_low(row).low))
        .column(format!("{key}_high"), high, move |row| kind(for_high(row).high))
}
