//! What a customer is worth by how long ago they bought, and the chances that rests on.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::views::forecast::Spread;

/// Whole periods that must be known before anything is told.
pub const FEWEST_PERIODS: u32 = 3;
/// Customers that must have been in a state, for how likely they buy from there.
pub const FEWEST_SEEN: u32 = 30;
/// States there are at most; the last is of all who bought longer ago.
pub const MOST_STATES: usize = 12;

/// A stretch of time in which somebody buys or does not, counted back from the last day of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BuyingPeriod {
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl BuyingPeriod {
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// All of one length, so that they can be compared.
    pub const fn n_days(self) -> i32 {
        match self {
            Self::Month => 30,
            Self::Quarter => 91,
            Self::HalfYear => 182,
            Self::Year => 365,
        }
    }
}

/// Numbers the user gives, as ranges one would bet on 9 to 1; amounts in major units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecencyInputs {
    /// What a period with a purchase brings after the goods are paid; where `None`, as the data say.
    pub margin: Option<(f64, f64)>,
    /// Of contacting one customer for one period.
    pub contact_cost: Option<(f64, f64)>,
    /// A year, 0.1 for 10 %.
    pub yearly_discount: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecencyView {
    pub period: BuyingPeriod,
    /// The one the data suggest.
    pub usual_period: BuyingPeriod,
    /// Between purchases, median over customers; `None` while nobody came back.
    pub typical_interval_days: Option<f64>,
    pub n_customers: u32,
    /// Whole periods the orders reach back.
    pub n_periods: u32,
    pub data_end: Option<Day>,
    /// Empty where too little is known.
    pub rows: Vec<RecencyRow>,
    /// `None` where no cost of goods is known.
    pub margin: Option<MarginFound>,
    /// Whether there is all that a value takes.
    pub is_valued: bool,
    /// A customer won: the first purchase with what follows it.
    pub of_a_new_customer: Option<Spread>,
    pub n_draws: u32,
    pub seed: u64,
}

/// Of those who last bought so many periods ago.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecencyRow {
    /// From 1: within the last period.
    pub n_periods_ago: u32,
    /// So many or more.
    pub is_open: bool,
    /// Customers there today.
    pub n_now: u32,
    /// Times somebody was there at the beginning of a period, and times they bought in it.
    pub n_seen: u32,
    pub n_bought: u32,
    /// Chance of buying in the next period, 0–1, with its 90 % range.
    pub mean: f64,
    pub low: f64,
    pub high: f64,
    pub value: Option<RecencyValue>,
}

/// In major units, from now on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecencyValue {
    /// Where contacts go on for ever.
    pub going_on: Spread,
    /// Where they end as soon as they cost more than they bring.
    pub best: Spread,
    /// In how many of the draws the best is to stop here, 0–1.
    pub p_stop: f64,
}

/// What a period with a purchase brought, on average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarginFound {
    /// Revenue less refunds.
    pub revenue: Money,
    /// Of revenue, what is left after the goods are paid, 0–1.
    pub share: f64,
    /// The product of both, with its 90 % range, in major units.
    pub mean: f64,
    pub low: f64,
    pub high: f64,
    /// Periods with a purchase, over all customers.
    pub n: u32,
}
