//! The meadow board (A1): counts, shares, a sample of marks, histograms.

use serde::{Deserialize, Serialize};

use super::forecast::Obstacle;
use super::table::Placed;
use super::workspace::ClassCounts;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::domain::workspace::BoardSettings;

/// One mark: a customer picked evenly from the sorted base so that the picture stays true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardMark {
    pub id: CustomerId,
    pub name: String,
    /// 0–100.
    pub loyalty: f64,
    pub contribution: f64,
    pub placed: Placed,
    /// What speaks against inviting them.
    pub obstacle: Option<Obstacle>,
}

/// The whole board at given settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    pub settings: BoardSettings,
    /// Customers who have bought.
    pub counts: ClassCounts,
    /// Spend per class, in the order of `Class::ALL`.
    pub value: [Money; 4],
    /// The same as shares, 0–1.
    pub value_shares: [f64; 4],
    /// Leads by expected class; never mixed into `counts`.
    pub expected: ClassCounts,
    /// Of everybody.
    pub n_unplaced: u32,
    /// Of those who have bought: nothing is known of them that has a weight.
    pub n_unplaced_buyers: u32,
    /// What those have spent.
    pub unplaced_value: Money,
    pub n_borderline: u32,
    pub n_by_hand: u32,
    /// At most 400; customers only.
    pub marks: Vec<BoardMark>,
    /// How many customers one mark stands for.
    pub people_per_mark: u32,
    /// Customers per bin of 4 points, 25 bins from 0 to 100.
    pub loyalty_histogram: Vec<u32>,
    pub contribution_histogram: Vec<u32>,
    /// Measures no customer has anything for: their weight is spread over the others.
    pub unknown_measures: Vec<super::table::Measure>,
    /// Share of spend bought at a discount per class, where known (price sensitivity).
    pub discount_shares: [Option<f64>; 4],
}

impl BoardView {
    /// Whoever has bought, placed or not.
    pub fn n_buyers(&self) -> u32 {
        self.counts.total() + self.n_unplaced_buyers
    }

    pub fn n_unplaced_leads(&self) -> u32 {
        self.n_unplaced.saturating_sub(self.n_unplaced_buyers)
    }
}
