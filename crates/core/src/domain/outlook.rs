//! What is to be expected of customers (question 6): over which time, at which margin and interest, and
//! under which names it stands in the customer list. Must not know how it is worked out.

use serde::{Deserialize, Serialize};

/// What the user says of value to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlookSettings {
    /// How far ahead.
    pub horizon_months: u8,
    /// What is left of an amount when its own costs are paid, in percent, from and to; `None`: as the
    /// orders tell whose cost is known.
    pub margin_percent: Option<(f64, f64)>,
    /// What money to come is worth less for each year that it comes later, in percent; `None` until the
    /// user has said: there is no usual one.
    pub discount_percent: Option<f64>,
}

/// Further ahead nobody's habits are known.
pub const MOST_MONTHS: u8 = 60;

impl Default for OutlookSettings {
    fn default() -> Self {
        Self { horizon_months: 12, margin_percent: None, discount_percent: None }
    }
}

/// What is to be expected of a customer, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OutlookColumn {
    /// The chance of being still active, 0–1.
    Active,
    /// Purchases within the horizon.
    Purchases,
    /// What they are worth today.
    Value,
}

impl OutlookColumn {
    pub const ALL: [Self; 3] = [Self::Active, Self::Purchases, Self::Value];

    /// The stable name, as in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "chance-active",
            Self::Purchases => "expected-purchases",
            Self::Value => "expected-value",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::OutlookColumn;

    #[test]
    fn every_slug_leads_back() {
        for column in OutlookColumn::ALL {
            assert_eq!(OutlookColumn::from_slug(column.slug()), Some(column));
        }
        assert_eq!(OutlookColumn::from_slug("no-such"), None);
    }
}
