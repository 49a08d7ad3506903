//! The orders of a whole workspace's document, each with its lines → a record per line, as lists of
//! orders have them: number, day and customer on each. Must not know how a record becomes a row.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What an order's lines are called in its record.
const LINES: &str = "meadow_lines";
/// The sums that a line has of its own, where an order without lines has them as a whole.
const SUMS: [&str; 3] = ["amount", "discount", "cost"];
/// What is taken over of a product, and what it is called beside an order.
const OF_PRODUCT: [(&str, &str); 3] =
    [("product_no", "product_no"), ("name", "product"), ("category", "category")];

/// The products of the document, by their numbers in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderLines(BTreeMap<u64, Map<String, Value>>);

impl OrderLines {
    /// Takes a record of the list of products.
    pub fn note_product(&mut self, record: &[u8]) {
        let Ok(mut product) = serde_json::from_slice::<Map<String, Value>>(record) else { return };
        if let Some(id) = product.get("id").and_then(Value::as_u64) {
            product.retain(|name, _| OF_PRODUCT.iter().any(|(own, _)| own == name));
            self.0.insert(id, product);
        }
    }

    /// The records that an order comes to; `None` if it is not written as the document writes them.
    pub fn spread(&self, record: &[u8]) -> Option<Vec<Vec<u8>>> {
        let mut order: Map<String, Value> = serde_json::from_slice(record).ok()?;
        let Some(Value::Array(lines)) = order.remove(LINES) else { return None };
        // Lines belong together by their order's number: one is made up where several have none.
        if lines.len() > 1
            && order.get("order_no").is_none_or(Value::is_null)
            && let Some(id) = order.get("meadow_id").and_then(Value::as_u64)
        {
            order.insert("order_no".to_owned(), Value::String(format!("#{id}")));
        }
        if lines.is_empty() {
            return Some(vec![serde_json::to_vec(&order).ok()?]);
        }
        lines.iter().map(|line| serde_json::to_vec(&self.with_line(&order, line)).ok()).collect()
    }

    fn with_line(&self, order: &Map<String, Value>, line: &Value) -> Map<String, Value> {
        let mut row = order.clone();
        let said = |name: &str| line.get(name).cloned().unwrap_or(Value::Null);
        for sum in SUMS {
            row.insert(sum.to_owned(), said(sum));
        }
        row.insert("quantity".to_owned(), said("quantity"));
        let product = line.get("product").and_then(Value::as_u64).and_then(|id| self.0.get(&id));
        for (own, name) in OF_PRODUCT {
            let value = product.and_then(|product| product.get(own)).cloned();
            row.insert(name.to_owned(), value.unwrap_or(Value::Null));
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::OrderLines;

    #[test]
    fn an_order_becomes_a_record_per_line() {
        let mut lines = OrderLines::default();
        lines.note_product(
            br#"{"id":7,"product_no":"P7","name":"Leash","category":"Dogs","price":9.5}"#,
        );
        let order =
            br#"{"meadow_id":3,"order_no":null,"day":"2026-03-05","amount":12.5,"meadow_lines":[
            {"product":7,"quantity":2,"amount":10.1,"discount":0,"cost":null},
            {"product":null,"quantity":1,"amount":2.4,"discount":0.5,"cost":1}]}"#;
        let spread = lines.spread(order).unwrap();
        let rows: Vec<serde_json::Value> =
            spread.iter().map(|row| serde_json::from_slice(row).unwrap()).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0]["order_no"].as_str(), rows[1]["order_no"].as_str()),
            (Some("#3"), Some("#3"))
        );
        assert_eq!(rows[0]["product"], "Leash");
        assert_eq!(
            (rows[0]["amount"].as_f64(), rows[1]["amount"].as_f64()),
            (Some(10.1), Some(2.4))
        );
        assert!(rows[1]["product_no"].is_null());
        let bare = br#"{"order_no":"A1","amount":5,"meadow_lines":[]}"#;
        assert_eq!(lines.spread(bare).unwrap(), [br#"{"amount":5,"order_no":"A1"}"#.to_vec()]);
        assert_eq!(lines.spread(br#"{"amount":5}"#), None);
    }
}
