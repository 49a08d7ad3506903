//! The products that order rows speak of: found by article number, else by name, else added.

use std::borrow::Cow;
use std::collections::HashMap;

use super::key_index::KeyIndex;
use super::working_table::WorkingTable;
use crate::domain::ids::ProductId;
use crate::domain::product::Product;
use crate::table::rows::RowTable;

pub struct ProductIndex {
    products: WorkingTable<Product>,
    next_id: u32,
    by_key: HashMap<String, ProductId>,
    by_name: HashMap<String, ProductId>,
    /// The answer to every row so far: the same row always has the same.
    by_row: KeyIndex<ProductId>,
    row: Vec<u8>,
}

/// Between the cells of a row in the index; no cell holds it.
const GAP: u8 = 0x1F;

/// What a row says of a product; empty text where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductRow<'a> {
    pub key: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub category: Cow<'a, str>,
}

impl ProductIndex {
    pub fn new(products: &RowTable<Product>, next_id: u32) -> Self {
        let mut index = Self {
            products: WorkingTable::new(products.clone()),
            next_id,
            by_key: HashMap::new(),
            by_name: HashMap::new(),
            by_row: KeyIndex::new(),
            row: Vec::new(),
        };
        for product in products.iter() {
            index.note(product);
        }
        index
    }

    /// The product of this row, added if it is new; `None` if the row names none. A row that gives
    /// only a category stands for the category as a whole.
    pub fn find_or_add(&mut self, row: ProductRow<'_>) -> Option<ProductId> {
        let cells = [&row.name, &row.key, &row.category];
        let name = cells.into_iter().find(|text| !text.is_empty())?;
        self.row.clear();
        for cell in cells {
            self.row.extend(cell.as_bytes());
            self.row.push(GAP);
        }
        if let Some(id) = self.by_row.get(&self.row) {
            return Some(*id);
        }
        let name = name.clone().into_owned();
        let id = self.find_or_add_new_row(row, name);
        self.by_row.get_or_insert(&self.row, id);
        Some(id)
    }

    /// For a row that is unlike all before. `name` is the best that it has for one.
    fn find_or_add_new_row(&mut self, row: ProductRow<'_>, name: String) -> ProductId {
        let by_name = self.by_name.get(&name.to_lowercase()).copied();
        let found = match self.by_key.get(row.key.as_ref()) {
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
            let (key, category) = (row.key.into_owned(), row.category.into_owned());
            let product = Product { id, key, name, category, ..Product::default() };
            self.note(&product);
            self.products.add(product);
            return id;
        };
        self.fill_blanks(id, row);
        id
    }

    pub fn n_new(&self) -> usize {
        self.products.n_fresh()
    }

    /// The products with those that were added, and the next free number.
    pub fn finish(self) -> (RowTable<Product>, u32) {
        (self.products.finish(), self.next_id)
    }

    fn fill_blanks(&mut self, id: ProductId, row: ProductRow<'_>) {
        let has_blanks = self.products.get(id).is_some_and(|known| {
            (known.key.is_empty() && !row.key.is_empty())
                || (known.category.is_empty() && !row.category.is_empty())
        });
        if !has_blanks {
            return;
        }
        if !row.key.is_empty() {
            self.by_key.entry(row.key.clone().into_owned()).or_insert(id);
        }
        self.products.update(id, |known| {
            if known.key.is_empty() {
                known.key = row.key.into_owned();
            }
            if known.category.is_empty() {
                known.category = row.category.into_owned();
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
