//! What the money of a forecast comes from where nobody has said otherwise.

use serde::{Deserialize, Serialize};

use crate::domain::event::CostDriver;
use crate::domain::text::Text;

/// What an event earns and costs, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneyInput {
    Revenue,
    Margin,
    Cost(CostDriver),
    /// How many staff are paid.
    Staff,
    Contingency,
}

/// Where an amount or a share comes from that still is what a new event starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MoneySource {
    /// The mean over the orders of own past events, of the same method or of others.
    PastOrders { same_method: bool, n_orders: u32, n_events: u32 },
    /// The median of the shop's orders.
    ShopOrders { n_orders: u32 },
    /// The median of the products' prices.
    Prices { n_products: u32 },
    /// The mean of the margins that products state.
    Products { n_products: u32 },
    /// A cited default, by its key in `GetBenchmarkRates`.
    Cited { key: String, grade: char, source: Text },
    /// The guide's amounts in so many of the lines that cost anything: nobody has quoted them.
    Guide { n_lines: u32, n_all: u32 },
    /// A usual figure that nobody has said or published of this workspace.
    Assumed,
    /// Nothing: it counts as 0.
    Missing,
}

impl MoneySource {
    /// Neither said, counted nor published.
    pub fn is_invented(&self) -> bool {
        matches!(self, Self::Guide { .. } | Self::Assumed | Self::Missing)
    }
}

/// One input that rests on such a source. What was typed or quoted has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoneyBasis {
    pub input: MoneyInput,
    pub source: MoneySource,
}
