//! A lens: its groups, what they are worth, and how to list who is in them.

use serde::{Deserialize, Serialize};

use super::forecast::Obstacle;
use super::table::{Cell, Column, ColumnKind, Filter};
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::lens::{AbcTier, ScoreRule};
use crate::domain::money::Money;

/// What a group stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LensKey {
    Value(Cell),
    /// Numbers, money in major units, dates as days since 1970; ends included.
    Between {
        low: f64,
        high: f64,
    },
    /// All further values together: so many.
    Others {
        n_values: u32,
    },
    /// Nothing is known.
    Missing,
}

/// A group of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LensRow {
    pub key: LensKey,
    /// Of a word: how else it is written by some of them, the most frequent first. They differ in case,
    /// width, spaces or hyphens alone.
    pub other_spellings: Vec<String>,
    /// Lists who is in it; `None` for what no single filter finds.
    pub filter: Option<Filter>,
    pub n_people: u32,
    /// Of those, who has bought.
    pub n_buyers: u32,
    /// Spend less refunds, of all time.
    pub value: Money,
    /// Of the latest stretch of the trend, and of the one before it.
    pub spend_lately: Money,
    pub spend_before: Money,
    /// Of who was in it when the latest stretch began; 0 where `LensView::people_then` tells nothing.
    pub n_people_then: u32,
}

/// When people were counted whose groups recent orders make, for comparison with now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleThenView {
    /// At its end: the day before the latest stretch of the trend.
    pub day: Day,
    /// In all.
    pub n_people: u32,
}

/// What is compared: two stretches of time of equal length, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendView {
    pub n_days: u32,
    /// First days of the two, and the last of all.
    pub before_from: Day,
    pub lately_from: Day,
    pub until: Day,
    /// A year each; else half of the time that orders go back.
    pub is_of_years: bool,
}

/// Everybody under one lens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LensView {
    pub column: Column,
    /// Only for custom columns: their own label.
    pub label: Option<String>,
    pub kind: ColumnKind,
    /// Every person is in exactly one, unless `overlaps`.
    pub rows: Vec<LensRow>,
    /// Nothing is known of anybody.
    pub is_unknown: bool,
    /// People may be in several groups (tags).
    pub overlaps: bool,
    pub n_people: u32,
    pub n_buyers: u32,
    pub value: Money,
    pub spend_lately: Money,
    pub spend_before: Money,
    /// `None` where orders do not go back far enough to compare anything.
    pub trend: Option<TrendView>,
    /// The groups are made by when or how much people bought lately: a trend within them says nothing
    /// but that.
    pub follows_recent_orders: bool,
    /// Instead of it, where it can be told.
    pub people_then: Option<PeopleThenView>,
    pub data_end: Option<Day>,
}

/// One of the 25 cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RfmCellView {
    pub n_people: u32,
    pub value: Money,
    /// Mean of the scores for money.
    pub mean_money_score: f64,
}

/// Those who have bought by recency and frequency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RfmView {
    pub rule: ScoreRule,
    /// By recency score 1–5, then by frequency score 1–5.
    pub cells: [[RfmCellView; 5]; 5],
    /// Scores that nobody has, because equal figures score alike and so two limits fall on one.
    pub empty_recency: Vec<u8>,
    pub empty_frequency: Vec<u8>,
    pub n_buyers: u32,
    pub value: Money,
    /// Thresholds between the scores, ascending: days, purchase days, money in major units.
    pub recency_cut: Option<[f64; 4]>,
    pub frequency_cut: Option<[f64; 4]>,
    pub money_cut: Option<[f64; 4]>,
    pub data_end: Option<Day>,
}

/// What value is spread over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConcentrationOf {
    Customers,
    Products,
    Regions,
}

impl ConcentrationOf {
    pub const ALL: [Self; 3] = [Self::Customers, Self::Products, Self::Regions];
}

/// What one of those brings over whom value is spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LargestPart {
    pub name: String,
    pub value: Money,
    /// Where it is a customer.
    pub customer: Option<CustomerId>,
    /// Why they may not be invited today.
    pub obstacle: Option<Obstacle>,
    /// Else lists the customers behind it; `None` for what no single filter finds.
    pub filter: Option<Filter>,
}

/// What the top brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopPart {
    /// Of all, 0–1.
    pub part: f64,
    /// Of value, 0–1.
    pub brings: f64,
    /// Lists the customers behind it, where a value parts the top from all others.
    pub filter: Option<Filter>,
}

/// How many it takes for a share of value, those of equal value together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeededPart {
    /// Of value, 0–1.
    pub share: f64,
    /// Of all, 0–1.
    pub part: f64,
    pub filter: Filter,
}

/// A tier of the ABC analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierPart {
    pub tier: AbcTier,
    pub n: u32,
    pub value: Money,
    /// Lists the customers behind it, where values part it from the others.
    pub filter: Option<Filter>,
}

/// How unevenly value is spread (B2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConcentrationView {
    pub of: ConcentrationOf,
    /// How many bring anything to be spread: customers who have bought, products sold, regions named.
    pub n: u32,
    pub total: Money,
    /// Those whose refunds exceed what they bought, counted as nothing; and by how much.
    pub n_negative: u32,
    pub negative: Money,
    /// Lists the customers behind them.
    pub negative_filter: Filter,
    /// 0–1; `None` where there is no value, as everything below is then empty.
    pub gini: Option<f64>,
    /// (part of all, share of value), poorest first, 0–1.
    pub lorenz: Vec<(f64, f64)>,
    /// Of the top 1, 5, 10, 20, 50 %.
    pub top: Vec<TopPart>,
    /// For 50, 80, 95 % of value.
    pub needed: Vec<NeededPart>,
    /// A, B, C.
    pub tiers: Vec<TierPart>,
    /// The largest, at most 10.
    pub largest: Vec<LargestPart>,
    /// In percent, where A and B end.
    pub abc_percent: (u8, u8),
}
