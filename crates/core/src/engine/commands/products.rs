//! Saving and deleting products.

use std::collections::BTreeSet;

use super::Change;
use crate::domain::ids::ProductId;
use crate::domain::product::Product;
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::tables::Tables;
use crate::words;

/// Id 0 adds.
pub fn save_product(tables: &Tables, product: &Product) -> Result<Change, EngineError> {
    if product.name.trim().is_empty() && product.key.trim().is_empty() {
        return Err(EngineError::BadInput { detail: words::refusals::name_product() });
    }
    let mut tables = tables.clone();
    let name = name_of(product);
    let (id, label) = if product.id == ProductId(0) {
        let id = ProductId(tables.next_ids.product);
        tables.next_ids.product += 1;
        tables.products.append([Product { id, ..product.clone() }]);
        (id, words::commands::add_product(name))
    } else if tables.products.replace([product.clone()]) > 0 {
        (product.id, words::commands::edit_product(name))
    } else {
        return Err(EngineError::NotFound { what: Thing::Product });
    };
    Ok(Change { tables, label, outcome: Outcome::Product(id) })
}

/// Order lines keep the number of a product that is gone: what was sold was sold.
pub fn delete_product(tables: &Tables, id: ProductId) -> Result<Change, EngineError> {
    let product = tables.products.get(id).ok_or(EngineError::NotFound { what: Thing::Product })?;
    let name = name_of(product);
    let mut tables = tables.clone();
    tables.products.remove(&BTreeSet::from([id]));
    let label = words::commands::delete_product(name);
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

fn name_of(product: &Product) -> String {
    shorten(if product.name.trim().is_empty() { &product.key } else { &product.name })
}
