//! Orders with optional lines. A refund is an order with a negative amount.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::ids::{CustomerId, OrderId, ProductId};
use super::money::Money;

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    pub product: Option<ProductId>,
    /// In thousandths, so that 0.5 kg is exact.
    pub quantity_milli: i64,
    pub amount: Money,
    /// How much less was paid than the list price.
    pub discount: Money,
    pub cost: Option<Money>,
}

/// What one customer bought (or gave back) at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    /// The number the shop gave it; empty where the file had none.
    pub key: String,
    pub customer: CustomerId,
    pub day: Day,
    /// Minute of the day, where the file said it.
    pub minute: Option<u16>,
    /// The sum of the lines where there are lines.
    pub amount: Money,
    pub discount: Money,
    pub cost: Option<Money>,
    pub lines: Vec<OrderLine>,
}
