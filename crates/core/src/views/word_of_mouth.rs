//! How far word of mouth goes, good and bad: what is asked, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::views::forecast::Spread;

/// Most people one customer can be said to speak to.
pub const MAX_REACH: u32 = 500;
/// Generations that are followed.
pub const N_GENERATIONS: usize = 6;

/// Who speaks to how many, and what comes of it; `None`: not said. Shares are ranges one would bet on 9 to
/// 1: nobody has published any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordOfMouth {
    /// Customers who begin; `None`: the orders the event expects.
    pub n_first: Option<u32>,
    /// People a content customer speaks to.
    pub reach: Option<u32>,
    /// The same of customers won by word of mouth; `None`: as many.
    pub reach_later: Option<u32>,
    /// Share of those spoken to who become customers.
    pub conversion: Option<(f64, f64)>,
    /// Share of customers who are discontent, and tell that instead.
    pub discontent: Option<(f64, f64)>,
    pub reach_of_discontent: Option<u32>,
    /// Share of those the discontent speak to who are lost by it.
    pub lost: Option<(f64, f64)>,
    /// People who could become customers at all; `None`: no end of them.
    pub n_market: Option<u32>,
}

/// What has not been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenGrowth {
    First,
    Reach,
    Conversion,
    Discontent,
    ReachOfDiscontent,
    Lost,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GrowthAnswer {
    Found(Box<GrowthView>),
    Open(Vec<OpenGrowth>),
}

/// A rate or number by its mean and the 90 % range around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranged {
    pub low: f64,
    pub mean: f64,
    pub high: f64,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrowthView {
    pub n_first: u32,
    /// They are the orders the event expects.
    pub is_expected: bool,
    pub reach: u32,
    pub reach_later: u32,
    pub conversion: Ranged,
    pub discontent: Option<Ranged>,
    pub n_market: Option<u32>,
    /// m: customers one customer brings, of the first and of those won by word of mouth.
    pub offspring: Ranged,
    pub offspring_later: Ranged,
    /// New customers, generation by generation.
    pub generations: Vec<Spread>,
    pub won: Spread,
    /// With the discontent only: people lost, and won less lost.
    pub lost: Option<Spread>,
    pub net: Option<Spread>,
    /// Chance that the last generation followed wins nobody.
    pub p_over: f64,
    /// Chance that it ever dies out in a market without end with everybody content, from the closed form.
    pub p_extinct: f64,
    /// Share of draws that grew beyond what is followed.
    pub p_stopped: f64,
    pub n_draws: u32,
    pub seed: u64,
}
