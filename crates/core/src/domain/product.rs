//! What is sold.

use serde::{Deserialize, Serialize};

use super::ids::ProductId;
use super::money::Money;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Product {
    pub id: ProductId,
    /// The user's own article number; may be empty.
    pub key: String,
    pub name: String,
    pub category: String,
    pub price: Option<Money>,
    /// Share of the price that is left after the goods are paid, 0–1.
    pub margin: Option<f64>,
}
