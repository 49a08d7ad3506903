//! Amounts of money. Whole minor units (hundredths), so that sums are exact.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// An amount in hundredths of the workspace's currency. Refunds are negative.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Money(pub i64);

impl Money {
    pub const ZERO: Self = Self(0);

    /// From major units, rounded to the nearest hundredth; saturates at the ends of the range.
    pub fn from_major(amount: f64) -> Self {
        Self((amount * 100.0).round() as i64)
    }

    /// In major units, for models and ratios only.
    pub fn major(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// A 90 % range of an amount; a known amount has equal ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRange {
    pub low: Money,
    pub high: Money,
}

impl MoneyRange {
    /// A known amount.
    pub fn exactly(amount: Money) -> Self {
        Self { low: amount, high: amount }
    }

    /// The middle of the range.
    pub fn middle(self) -> Money {
        Money(self.low.0 / 2 + self.high.0 / 2 + (self.low.0 % 2 + self.high.0 % 2) / 2)
    }
}
