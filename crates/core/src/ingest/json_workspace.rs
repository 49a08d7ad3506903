//! What the document of a whole workspace says beside the list that is read: of what kind the user's own
//! fields are, and the products of the lines of orders. Found while its records are looked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::json_order_lines::OrderLines;
use super::json_walk::{Place, RecordWalk};
use crate::domain::workspace::{CustomField, FieldKind};
use crate::export::WORKSPACE_HEAD;

/// The list of orders.
const ORDERS: &str = "orders";

/// Takes the document in slices. Of any other file, nothing but the first bytes is looked at.
pub struct WorkspaceDocument {
    head: Vec<u8>,
    fields: Option<RecordWalk>,
    /// By their labels, the kind that somebody has said.
    kinds: BTreeMap<String, Option<FieldKind>>,
    products: Option<RecordWalk>,
    lines: OrderLines,
}

impl WorkspaceDocument {
    /// `list`: the name of the one that is read.
    pub fn new(list: Option<&str>) -> Self {
        let walk = |names: &[&str]| {
            RecordWalk::new(Place::List(names.iter().map(|name| (*name).to_owned()).collect()))
        };
        Self {
            head: Vec::new(),
            fields: Some(walk(&["facts", "custom_fields"])),
            kinds: BTreeMap::new(),
            products: (list == Some(ORDERS)).then(|| walk(&["products"])),
            lines: OrderLines::default(),
        }
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let Self { head, fields, kinds, products, lines } = self;
        let n_missing = WORKSPACE_HEAD.len().saturating_sub(head.len());
        head.extend_from_slice(&bytes[..n_missing.min(bytes.len())]);
        if !WORKSPACE_HEAD.as_bytes().starts_with(head) {
            (*fields, *products) = (None, None);
        }
        walk_on(fields, bytes, |record| {
            if let Ok(field) = serde_json::from_slice::<CustomField>(record) {
                kinds.insert(field.label, field.kind);
            }
        });
        walk_on(products, bytes, |record| lines.note_product(record));
    }

    /// How the orders are spread over their lines, if it is they that are read. To be asked when the
    /// whole document has gone by.
    pub fn take_order_lines(&mut self, place: &Place) -> Option<Arc<OrderLines>> {
        let is_read = self.products.is_some() && place.name() == ORDERS;
        is_read.then(|| Arc::new(std::mem::take(&mut self.lines)))
    }

    pub fn finish(self) -> BTreeMap<String, Option<FieldKind>> {
        self.kinds
    }
}

/// What is wrong with the file is said by whoever looks for its records.
fn walk_on(walk: &mut Option<RecordWalk>, bytes: &[u8], mut take: impl FnMut(&[u8])) {
    let is_read = walk.as_mut().is_some_and(|walk| {
        let taken = walk.feed(bytes, &mut |record| {
            take(record.bytes);
            Ok(())
        });
        taken.is_ok()
    });
    if !is_read {
        *walk = None;
    }
}
