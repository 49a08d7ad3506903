//! All products.

use super::column;
use crate::domain::text::Language;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetHead, Width};
use crate::table::tables::Tables;
use crate::words::export;

pub fn products(tables: &Tables, language: Language) -> Sheet<'_> {
    let columns = [
        ("product_no", export::product_key(), Width::Normal),
        ("product", export::product(), Width::Wide),
        ("category", export::category(), Width::Normal),
        ("price", export::price(), Width::Normal),
        ("margin", export::margin(), Width::Narrow),
    ];
    Sheet {
        head: SheetHead {
            key: "products",
            title: export::products_file().get(language).to_owned(),
            columns: columns.map(|(key, name, width)| column(key, &name, width, language)).into(),
        },
        n_rows: tables.products.len(),
        rows: Box::new(tables.products.iter().map(|product| {
            vec![
                Cell::text(&product.key),
                Cell::text(&product.name),
                Cell::text(&product.category),
                Cell::money(product.price),
                Cell::number(product.margin),
            ]
        })),
    }
}
