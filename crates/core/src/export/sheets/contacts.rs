//! All contacts with customers that are not orders.

use super::column;
use super::names::{class_name, contact_key, contact_name, outcome_key, outcome_name};
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
        ("outcome", export::call_outcome(), Width::Normal),
        ("script", export::call_script(), Width::Normal),
        ("call_again", export::call_again(), Width::Normal),
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
            let call = contact.call.as_deref();
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
                call.map_or(Cell::Empty, |call| {
                    Cell::Word(outcome_key(call.outcome).into(), outcome_name(call.outcome))
                }),
                call.and_then(|call| call.script).map_or(Cell::Empty, |class| {
                    Cell::Word(class.slug().into(), class_name(class))
                }),
                Cell::date(call.and_then(|call| call.again)),
            ]
        })),
    }
}
