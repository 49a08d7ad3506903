//! What a relationship is worth keeping for (B8).
//!
//! **The rule.** Of those who have bought: who bought most of it at a discount
//! ([`PRICE_ALONE`] of what was bought, where discounts are recorded), or came once and is in the
//! lowest value tier, is transactional. Of the others, who is lapsed is to be let go after a review,
//! who is in the highest value tier is to be kept, and the rest could grow.

use crate::domain::customer::Stage;
use crate::domain::lens::{AbcTier, Relationship};
use crate::segments::Derived;

/// From this share of what was bought at a discount on, somebody comes for the price.
pub const PRICE_ALONE: f64 = 0.6;

pub fn relationships(
    derived: &Derived,
    value_tiers: &[Option<AbcTier>],
) -> Vec<Option<Relationship>> {
    let everybody = derived.purchases.iter().zip(value_tiers).zip(&derived.stages);
    everybody
        .map(|((facts, tier), stage)| {
            let tier = (*tier)?;
            let is_for_price = facts.discount_share().is_some_and(|share| share >= PRICE_ALONE);
            let came_once = facts.n_purchase_days == 1 && tier == AbcTier::C;
            Some(if is_for_price || came_once {
                Relationship::Transactional
            } else if *stage == Stage::Lapsed {
                Relationship::LetGo
            } else if tier == AbcTier::A {
                Relationship::Keep
            } else {
                Relationship::Grow
            })
        })
        .collect()
}
