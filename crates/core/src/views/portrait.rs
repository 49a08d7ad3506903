//! The portrait of some people against all others (E5): who they are, what they prefer, when they buy,
//! how they are met, what they bring, and which differences can be told.

use serde::{Deserialize, Serialize};

use super::segment::PeopleSum;
use super::table::{Cell, Column};
use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::interaction::InteractionKind;

/// With fewer known on either side, nothing is said of a difference.
pub const FEWEST_KNOWN: u32 = 30;

/// The people asked for, and everybody else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sides<T> {
    pub segment: T,
    pub others: T,
}

impl<T> Sides<T> {
    pub fn of(&self, is_in: bool) -> &T {
        if is_in { &self.segment } else { &self.others }
    }

    pub fn of_mut(&mut self, is_in: bool) -> &mut T {
        if is_in { &mut self.segment } else { &mut self.others }
    }

    pub fn map<U>(self, one: impl Fn(T) -> U) -> Sides<U> {
        Sides { segment: one(self.segment), others: one(self.others) }
    }
}

/// What a part of a portrait is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PortraitSubject {
    /// What is known of people.
    Column(Column),
    /// Of the goods they buy.
    Categories,
    /// In which month, on which day of the week, at what hour they buy.
    Months,
    Weekdays,
    Hours,
    /// What there was between us, other than orders.
    Contacts,
    /// By which ways they agreed to be written to.
    Channels,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PortraitKey {
    /// What the column holds.
    Value(Cell),
    Category(String),
    /// All further values together: so many.
    Others {
        n_values: u32,
    },
    /// 1–12.
    Month(u8),
    /// 0 = Monday … 6 = Sunday.
    Weekday(u8),
    /// Hours of the day, the last not included.
    Hours {
        from: u8,
        to: u8,
    },
    Contact(InteractionKind),
    Channel(Channel),
}

/// A figure with the ends of its interval, in the figure's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub is: f64,
    pub low: f64,
    pub high: f64,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    More,
    Less,
    /// It may be none, or either way.
    Unclear,
    /// Fewer than [`FEWEST_KNOWN`] on one side.
    TooFew,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortraitRow {
    pub key: PortraitKey,
    /// How many people; parts of people where the part is spread.
    pub sums: Sides<f64>,
    /// Share in the segment less share among the others, −1 to 1; none where one side is empty.
    pub difference: Option<Estimate>,
    /// None where several values stand together.
    pub verdict: Option<Verdict>,
}

/// One subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortraitPart {
    pub of: PortraitSubject,
    /// The user's own name of a field.
    pub label: Option<String>,
    /// Whom shares are shares of, and whom nothing is known of.
    pub n_known: Sides<u32>,
    pub n_unknown: Sides<u32>,
    /// Somebody may be in several rows.
    pub overlaps: bool,
    /// Everybody counts once, spread over all they bought.
    pub is_spread: bool,
    /// The people were chosen by this, so that a difference is no finding.
    pub is_chosen_by: bool,
    /// Empty where nothing is known of anybody.
    pub rows: Vec<PortraitRow>,
}

impl PortraitPart {
    /// Shares of a row, 0–1; none where nothing is known.
    pub fn shares(&self, row: &PortraitRow) -> Sides<Option<f64>> {
        let share = |sum: f64, n: u32| (n > 0).then(|| sum / f64::from(n));
        Sides {
            segment: share(row.sums.segment, self.n_known.segment),
            others: share(row.sums.others, self.n_known.others),
        }
    }

    /// The share among all customers together.
    pub fn share_of_all(&self, row: &PortraitRow) -> Option<f64> {
        let n = self.n_known.segment + self.n_known.others;
        (n > 0).then(|| (row.sums.segment + row.sums.others) / f64::from(n))
    }
}

/// A measure of what buyers bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueMeasure {
    /// Money, refunds subtracted.
    SpendTotal,
    SpendLastYear,
    /// Money per order that is no refund, refunds not subtracted.
    AverageOrder,
    /// Days on which they bought.
    PurchaseDays,
    /// Days between purchase days, on average, of those who came back.
    Interval,
    /// Share of what was bought that had a discount, 0–1.
    DiscountShare,
}

impl ValueMeasure {
    pub const ALL: [Self; 6] = [
        Self::SpendTotal,
        Self::SpendLastYear,
        Self::AverageOrder,
        Self::PurchaseDays,
        Self::Interval,
        Self::DiscountShare,
    ];
}

/// The middle person by one measure, on both sides. Money is in major units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueRow {
    pub of: ValueMeasure,
    pub n: Sides<u32>,
    /// Medians, as far as there are enough people for an interval.
    pub medians: Sides<Option<Estimate>>,
    pub difference: Option<Estimate>,
    pub verdict: Verdict,
}

/// A difference that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Named {
    Row { part: u32, row: u32 },
    Value(u32),
}

/// A field of the user's own that groups nobody: most who have it have a value to themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub column: Column,
    /// What the user calls it.
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortraitView {
    pub people: Sides<PeopleSum>,
    pub parts: Vec<PortraitPart>,
    pub left_out: Vec<LeftOut>,
    pub values: Vec<ValueRow>,
    /// The people were chosen by what they bring.
    pub values_are_chosen_by: bool,
    /// The most telling first.
    pub named: Vec<Named>,
    /// As in [`RuleCount`](super::segment::RuleCount).
    pub gone: Vec<u32>,
    /// Of the "last 12 months".
    pub data_end: Option<Day>,
}
