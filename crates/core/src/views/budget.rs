//! How a budget is split over channels: what is known of each, and what follows from it. Money in major
//! units, results in any unit that is the same for all channels.

use serde::{Deserialize, Serialize};

use crate::domain::money::Money;

pub const MAX_CHANNELS: usize = 8;
pub const MAX_POINTS: usize = 24;

/// What was spent in a past period, and what it brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpendPoint {
    pub spend: Option<Money>,
    pub result: Option<f64>,
}

/// What a channel's curve rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CurveBasis {
    #[default]
    Points,
    Belief,
}

/// What the user believes where there are too few points; ranges one would bet on 9 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    /// Spending so much …
    pub spend: Option<Money>,
    /// … brings so much,
    pub result: Option<(f64, f64)>,
    /// and more than this it never brings.
    pub ceiling: Option<(f64, f64)>,
}

/// One channel as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelTerms {
    pub name: String,
    pub basis: CurveBasis,
    pub points: Vec<SpendPoint>,
    pub belief: Belief,
    /// What it gets now.
    pub now: Option<Money>,
}

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BudgetTerms {
    pub channels: Vec<ChannelTerms>,
    /// To be split.
    pub budget: Option<Money>,
}

/// What is still to be said of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenChannel {
    /// So many different amounts above 0 are too few to tell a shape by; belief does instead.
    TooFewAmounts {
        n: u32,
        needed: u32,
    },
    /// The results do not level off within what was spent.
    NoTop,
    /// The results do not rise with what was spent.
    NoRise,
    BeliefSpend,
    BeliefResult,
    BeliefCeiling,
    /// The ceiling must lie above the result, at either end of both ranges.
    CeilingTooLow,
    /// Negative or without end.
    Impossible,
}

/// What has to be said first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoBudget {
    /// Fewer than two channels.
    TooFewChannels,
    BudgetUnknown,
    /// By place among the channels.
    Open(Vec<(u32, OpenChannel)>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BudgetAnswer {
    Split(Box<BudgetView>),
    None(NoBudget),
}

/// Where a curve runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    pub spend: f64,
    pub result: f64,
    /// The lowest and the highest of the other curves that were tried.
    pub low: f64,
    pub high: f64,
}

/// A figure and between which it moves with the other curves that were tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// One channel with its curve and its part of the budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelView {
    pub name: String,
    pub basis: CurveBasis,
    /// The curve top·x^S/(K^S + x^S).
    pub top: f64,
    pub half: f64,
    pub shape: f64,
    /// From where on more brings less and less; 0 but for an S-shaped curve.
    pub inflection: f64,
    /// How far the points are from the curve; `None` for a belief.
    pub rms_error: Option<f64>,
    pub points: Vec<(f64, f64)>,
    pub line: Vec<CurvePoint>,
    /// Other curves that were tried: one for each point left out, or for the ends of the ranges.
    pub n_tried: u32,
    /// Points without each of which there is no curve: how far it moves then nobody knows.
    pub n_without: u32,
    /// What it gets now, what that brings, and what one unit more would.
    pub now: Option<(f64, f64, f64)>,
    /// Its part of the budget, what that brings, and what one unit more would.
    pub spend: Tried,
    pub result: f64,
    pub marginal: f64,
    /// Its part is more than was ever spent, or than the belief is of.
    pub is_beyond: bool,
    /// Its part is less than was ever spent.
    pub is_below: bool,
}

/// A budget split so that it brings the most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BudgetView {
    pub budget: f64,
    pub channels: Vec<ChannelView>,
    pub result: f64,
    /// What one unit more of budget would bring.
    pub marginal: f64,
    /// What the same budget brings in the shares of now; where these are not known, in equal parts.
    pub compared: f64,
    pub is_against_now: bool,
    /// More than that.
    pub gain: Tried,
}
