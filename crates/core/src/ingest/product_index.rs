//! The products that order rows speak of: found by article number, else by name, else added.

use std::collections::HashMap;

use super::working_table::WorkingTable;
use crate::domain::ids::ProductId;
use crate::domain::product::Product;
use crate::table::rows::RowTable;

pub struct ProductIndex {
    products: WorkingTable<Product>,
    next_id: u32,
    by_key: HashMap<String, ProductId>,
    by_name: HashMap<String, ProductId>,
}

/// What a row says of a product; empty text where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductRow {
    pub key: String,
    pub name: String,
    pub category: String,
}

impl ProductIndex {
    pub fn new(products: &RowTable<Product>, next_id: u32) -> Self {
        let mut index = Self {
            products: WorkingTable::new(products.clone()),
            next_id,
            by_key: HashMap::new(),
            by_name: HashMap::new(),
        };
        for product in products.iter() {
            index.note(product);
        }
        index
    }

    /// The product of this row, added if it is new; `None` if the row names none. A row that gives
    /// only a category stands for the category as a whole.
    pub fn find_or_add(&mut self, row: ProductRow) -> Option<ProductId> {
        let name =
            [&row.name, &row.key, &row.category].into_iter().find(|text| !text.is_empty())?.clone();
        let by_name = self.by_name.get(&name.to_lowercase()).copied();
        let found = match self.by_key.get(&row.key) {
            Some(id) => Some(*id),
            // A product of another number may well have the same name.
            None => by_name.filter(|id| {
                row.key.is_empty()
                    || self.products.get(*id).is_some_and(|known| known.key.is_empty())
            }),
        };
        let Some(id) = found else {
            let id = ProductId(self.next_id);
            self.next_id += 1;
            let product =
                Product { id, key: row.key, name, category: row.category, ..Product::default() };
            self.note(&product);
            self.products.add(product);
            return Some(id);
        };
        self.fill_blanks(id, row);
        Some(id)
    }

    pub fn n_new(&self) -> usize {
        self.products.n_fresh()
    }

    /// The products with those that were added, and the next free number.
    pub fn finish(self) -> (RowTable<Product>, u32) {
        (self.products.finish(), self.next_id)
    }

    fn fill_blanks(&mut self, id: ProductId, row: ProductRow) {
        let has_blanks = self.products.get(id).is_some_and(|known| {
            (known.key.is_empty() && !row.key.is_empty())
                || (known.category.is_empty() && !row.category.is_empty())
        });
        if !has_blanks {
            return;
        }
        if !row.key.is_empty() {
            self.by_key.entry(row.key.clone()).or_insert(id);
        }
        self.products.update(id, |known| {
            if known.key.is_empty() {
                known.key = row.key;
            }
            if known.category.is_empty() {
                known.category = row.category;
            }
            true
        });
    }

    fn note(&mut self, product: &Product) {
        if !product.key.is_empty() {
            self.by_key.entry(product.key.clone()).or_insert(product.id);
        }
        if !product.name.is_empty() {
            self.by_name.entry(product.name.to_lowercase()).or_insert(product.id);
        }
    }
}
