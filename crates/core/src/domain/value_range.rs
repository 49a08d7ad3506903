//! Products or regions by what they bring, as a range: how the customers behind a figure of how value is
//! spread are asked for. Must not know who they are.

use serde::{Deserialize, Serialize};

use super::money::Money;

/// What several customers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SharedBy {
    Products,
    Regions,
}

impl SharedBy {
    const ALL: [Self; 2] = [Self::Products, Self::Regions];

    fn slug(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Regions => "regions",
        }
    }
}

/// Those that bring so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ValueRange {
    pub of: SharedBy,
    /// `None`: without end.
    pub at_least: Option<Money>,
    /// Itself not among them.
    pub below: Option<Money>,
}

impl ValueRange {
    pub fn holds(self, value: Money) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.below.is_none_or(|below| value < below)
    }

    /// The stable name, as in addresses and files: `products.120000.`, in hundredths.
    pub fn slug(self) -> String {
        let end = |end: Option<Money>| end.map_or_else(String::new, |money| money.0.to_string());
        format!("{}.{}.{}", self.of.slug(), end(self.at_least), end(self.below))
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        let mut parts = slug.split('.');
        let (of, at_least, below) = (parts.next()?, parts.next()?, parts.next()?);
        let end = |end: &str| match end {
            "" => Some(None),
            _ => end.parse().ok().map(|cents| Some(Money(cents))),
        };
        Some(Self {
            of: SharedBy::ALL.into_iter().find(|one| one.slug() == of)?,
            at_least: end(at_least)?,
            below: end(below)?,
        })
        .filter(|_| parts.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, SharedBy, ValueRange};

    #[test]
    fn every_name_leads_back_to_its_range() {
        for of in SharedBy::ALL {
            for (at_least, below) in
                [(None, None), (Some(Money(-5)), None), (Some(Money(120)), Some(Money(121)))]
            {
                let range = ValueRange { of, at_least, below };
                assert_eq!(ValueRange::from_slug(&range.slug()), Some(range));
            }
        }
        for none in ["", "products", "products.1", "shops.1.2", "products.x.", "regions.1.2.3"] {
            assert_eq!(ValueRange::from_slug(none), None, "{none}");
        }
    }

    #[test]
    fn the_upper_end_is_not_in() {
        let range = |at_least, below| ValueRange { of: SharedBy::Regions, at_least, below };
        let held = |range: ValueRange| [9, 10, 11].map(|cents| range.holds(Money(cents)));
        assert_eq!(held(range(Some(Money(10)), Some(Money(11)))), [false, true, false]);
        assert_eq!(held(range(None, Some(Money(10)))), [true, false, false]);
        assert_eq!(held(range(Some(Money(10)), None)), [false, true, true]);
    }
}
