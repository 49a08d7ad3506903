//! All contacts with customers that are not orders.

use super::column;
use super::names::{contact_key, contact_name};
use crate::domain::text::Language;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetHead, Width};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::words::export;

pub fn contacts(tables: &Tables, language: Language) -> Sheet<'_> {
    let columns = [
        ("date", export::contact_date(), Width::Normal),
        ("customer_no", export::customer_key(), Width::Normal),
        ("name", export::name(), Width::Normal),
        ("kind", export::contact_kind(), Width::Normal),
        ("event", export::event(), Width::Wide),
        ("text", export::text(), Width::Wide),
    ];
    Sheet {
        head: SheetHead {
            key: "contacts",
            title: export::contacts_file().get(language).to_owned(),
            columns: columns.map(|(key, name, width)| column(key, &name, width, language)).into(),
        },
        n_rows: tables.interactions.len(),
        rows: Box::new(tables.interactions.iter().map(|contact| {
            let customer = tables.customers.get(contact.customer);
            let event = contact.event.and_then(|id| match tables.documents.get(&id)?.data() {
                Document::Event(event) => Some(event.name.as_str()),
                _ => None,
            });
            vec![
                Cell::Date(contact.day),
                Cell::text(customer.map_or("", |customer| &customer.key)),
                Cell::text(customer.map_or("", |customer| &customer.name)),
                Cell::Word(contact_key(contact.kind).into(), contact_name(contact.kind)),
                Cell::text(event.unwrap_or_default()),
                Cell::text(&contact.text),
            ]
        })),
    }
}
