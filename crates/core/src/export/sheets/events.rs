//! All events: what they were for and what came of them. The plans themselves are documents.

use super::column;
use crate::domain::text::Language;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetHead, Width};
use crate::table::tables::Tables;
use crate::words::export;

pub fn events(tables: &Tables, language: Language) -> Sheet<'_> {
    let columns = [
        ("event", export::event(), Width::Wide),
        ("date", export::event_date(), Width::Normal),
        ("place", export::place(), Width::Wide),
        ("product", export::product(), Width::Wide),
        ("goal_orders", export::goal_orders(), Width::Narrow),
        ("invited", export::invited(), Width::Narrow),
        ("registered", export::registered(), Width::Narrow),
        ("attended", export::attended(), Width::Narrow),
        ("ordered", export::ordered(), Width::Narrow),
        ("cost", export::cost(), Width::Normal),
        ("revenue", export::revenue(), Width::Normal),
    ];
    Sheet {
        head: SheetHead {
            key: "events",
            title: export::events_file().get(language).to_owned(),
            columns: columns.map(|(key, name, width)| column(key, &name, width, language)).into(),
        },
        n_rows: tables.events().count(),
        rows: Box::new(tables.events().map(|(_, event)| {
            let counts = event.counts.as_ref();
            vec![
                Cell::text(&event.name),
                Cell::date(event.day),
                Cell::text(&event.place),
                Cell::text(&event.product),
                Cell::Number(event.goal_orders.into()),
                Cell::number(counts.map(|counts| counts.invited)),
                Cell::number(counts.map(|counts| counts.registered)),
                Cell::number(counts.map(|counts| counts.attended)),
                Cell::number(counts.map(|counts| counts.ordered)),
                Cell::money(counts.map(|counts| counts.cost)),
                Cell::money(counts.map(|counts| counts.revenue)),
            ]
        })),
    }
}
