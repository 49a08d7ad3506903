//! The lenses that are worked out beside the meadow board: recency, frequency and money; tiers of
//! value and of spending; activity; what a relationship is worth; the cycle of need.
//!
//! Owns the rules, each stated where it is worked out. Must not know how a lens is counted or shown
//! (`view`), nor what the user calls its groups.

mod activity;
mod key;
pub mod names;
mod need;
pub mod people_then;
mod person;
mod relationship;
mod rfm;
mod spellings;
mod spending;
mod value_tiers;
pub mod view;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod view_tests;

pub use self::activity::momentum;
pub use self::need::{Need, intervals_of_all, lead_days};
pub use self::person::{bought_on, habits, usual_category};
pub use self::rfm::rfm_view;
pub use self::spending::{begins as tier_begins, falls as tier_falls};

use meadow_models::activity::ActivityTrend;
use meadow_models::rfm::{Rfm, RfmCuts};

use super::Derived;
use super::purchases::PurchaseFacts;
use crate::domain::lens::{AbcTier, Relationship};
use crate::table::tables::Tables;

/// What each lens finds of everybody, in the order of the customers. `None`: there is nothing to go by,
/// mostly because somebody has not bought.
pub struct LensFacts {
    pub rfm: Vec<Option<Rfm>>,
    /// Between which figures the scores change.
    pub rfm_cuts: RfmCuts,
    pub value_tiers: Vec<Option<AbcTier>>,
    /// Among the workspace's spending tiers, from the lowest.
    pub spending_tiers: Vec<Option<u8>>,
    /// The index, 0–100, and where it goes.
    pub activity: Vec<Option<ActivityTrend>>,
    pub relationships: Vec<Option<Relationship>>,
    pub needs: Vec<Option<Need>>,
}

impl LensFacts {
    pub fn of(tables: &Tables, derived: &Derived) -> Self {
        let settings = &tables.facts.lenses;
        let end = derived.data_end.unwrap_or(derived.today);
        let (rfm, rfm_cuts) = rfm::scores(&derived.purchases, settings.score_rule, end);
        let value_tiers = value_tiers::tiers(&derived.purchases, settings.abc_percent);
        let (a_percent, _) = settings.abc_percent;
        let relationships = relationship::relationships(derived, &value_tiers, a_percent);
        Self {
            rfm,
            rfm_cuts,
            relationships,
            spending_tiers: spending::tiers(derived, &settings.tiers, end),
            activity: activity::trends(derived, settings.half_life_days, end),
            needs: need::needs(derived, end),
            value_tiers,
        }
    }
}

/// Puts what was worked out for those who have bought back among everybody.
fn spread<T>(purchases: &[PurchaseFacts], found: impl IntoIterator<Item = T>) -> Vec<Option<T>> {
    let mut found = found.into_iter();
    purchases.iter().map(|facts| if facts.has_bought() { found.next() } else { None }).collect()
}

fn buyers(purchases: &[PurchaseFacts]) -> impl Iterator<Item = &PurchaseFacts> {
    purchases.iter().filter(|facts| facts.has_bought())
}
