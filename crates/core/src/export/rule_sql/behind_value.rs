//! Who stands behind what products or regions bring, said as
//! [`behind_value`](crate::segments::behind_value) means it.

use super::Writer;
use crate::domain::value_range::{SharedBy, ValueRange};
use crate::export::database::{CUSTOMERS, ORDER_LINES, ORDERS};

impl Writer<'_> {
    /// The part that holds them.
    pub(super) fn behind_value(&mut self, range: ValueRange) -> String {
        let having = |sum: &str| {
            let least = range.at_least.map(|least| format!("{sum} >= {}", least.0));
            let below = range.below.map(|below| format!("{sum} < {}", below.0));
            let ends: Vec<String> = least.into_iter().chain(below).collect();
            if ends.is_empty() { String::new() } else { format!(" HAVING {}", ends.join(" AND ")) }
        };
        let select = match range.of {
            SharedBy::Products => format!(
                "SELECT o.customer_id FROM {ORDERS} o JOIN {ORDER_LINES} l ON l.order_id = o.order_id \
                 JOIN (SELECT product_id FROM {ORDER_LINES} WHERE product_id IS NOT NULL \
                 GROUP BY product_id{}) p ON p.product_id = l.product_id GROUP BY o.customer_id",
                having("SUM(amount_cents)")
            ),
            SharedBy::Regions => format!(
                "SELECT c.customer_id FROM {CUSTOMERS} c JOIN (SELECT region FROM {CUSTOMERS} \
                 WHERE purchase_days > 0 AND COALESCE(region, '') <> '' \
                 GROUP BY region{}) r ON r.region = c.region WHERE c.purchase_days > 0",
                having("SUM(spend_total_cents)")
            ),
        };
        self.add_part(&select)
    }
}
