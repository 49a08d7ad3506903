//! What conditions speak of by number: columns, products and events, with their names.

use crate::state::workspace::Workspace;
use leptos::prelude::*;
use meadow_core::domain::product::Product;
use meadow_core::protocol::{GetColumns, GetEvents, GetProducts};
use meadow_core::views::table::ColumnInfo;
use meadow_core::views::workspace::EventEntry;

#[derive(Clone, Copy)]
pub struct Lists {
    pub columns: Signal<Vec<ColumnInfo>>,
    pub products: Signal<Vec<Product>>,
    pub events: Signal<Vec<EventEntry>>,
}

impl Lists {
    pub fn ask() -> Self {
        let workspace = Workspace::expect();
        let columns = workspace.asked(|| Some(GetColumns {}));
        let products = workspace.asked(|| Some(GetProducts {}));
        let events = workspace.asked(|| Some(GetEvents {}));
        Self {
            columns: Signal::derive(move || {
                columns.get().map(|all| all.to_vec()).unwrap_or_default()
            }),
            products: Signal::derive(move || {
                products.get().map(|all| all.to_vec()).unwrap_or_default()
            }),
            events: Signal::derive(move || {
                events.get().map(|all| all.to_vec()).unwrap_or_default()
            }),
        }
    }
}
