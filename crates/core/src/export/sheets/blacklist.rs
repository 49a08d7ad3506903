//! The blacklist. A redacted copy has none.

use super::column;
use super::names::{blocked_by_key, blocked_by_name};
use crate::contact::blacklist::entries;
use crate::domain::text::Language;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetHead, Width};
use crate::table::tables::Tables;
use crate::words::export;

/// In the order in which [`blacklist_lines`](crate::contact::blacklist_lines) reads them again.
pub fn blacklist(tables: &Tables, language: Language) -> Sheet<'_> {
    let columns = [
        ("contact", export::blocked_contact(), Width::Wide),
        ("known_by", export::blocked_by(), Width::Normal),
        ("reason", export::blocked_reason(), Width::Wide),
        ("since", export::blocked_since(), Width::Normal),
    ];
    let entries = entries(tables);
    Sheet {
        head: SheetHead {
            key: "blacklist",
            title: export::blacklist_file().get(language).to_owned(),
            columns: columns.map(|(key, name, width)| column(key, &name, width, language)).into(),
        },
        n_rows: entries.len(),
        rows: Box::new(entries.iter().map(|entry| {
            vec![
                Cell::text(&entry.value),
                Cell::Word(blocked_by_key(entry.by).into(), blocked_by_name(entry.by)),
                Cell::text(&entry.reason),
                Cell::Date(entry.day),
            ]
        })),
    }
}
