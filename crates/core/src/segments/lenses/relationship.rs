//! What a relationship is worth keeping for (B8).
//!
//! **The rule.** Of those who have bought: who bought most of it at a discount
//! ([`PRICE_ALONE`] of what was bought, where discounts are recorded), or came once and is in the
//! lowest value tier, is transactional. Of the others, who is lapsed is to be let go after a review,
//! who is in the highest value tier is to be kept, whoever crosses its limit as well, and the rest could
//! grow. (Where one customer alone brings more than that tier may, it is empty; they are the last to
//! lose.)

use meadow_models::breaks::value_cut;

use super::buyers;
use crate::domain::customer::Stage;
use crate::domain::lens::{AbcTier, Relationship};
use crate::segments::Derived;

/// From this share of what was bought at a discount on, somebody comes for the price.
pub const PRICE_ALONE: f64 = 0.6;

pub fn relationships(
    derived: &Derived,
    value_tiers: &[Option<AbcTier>],
    a_percent: u8,
) -> Vec<Option<Relationship>> {
    let spend: Vec<f64> =
        buyers(&derived.purchases).map(|facts| facts.spend_total.major()).collect();
    let kept_from = value_cut(&spend, f64::from(a_percent) / 100.0).map(|cut| cut.at_least);
    let everybody = derived.purchases.iter().zip(value_tiers).zip(&derived.stages);
    everybody
        .map(|((facts, tier), stage)| {
            let tier = (*tier)?;
            let is_for_price = facts.discount_share().is_some_and(|share| share >= PRICE_ALONE);
            let is_kept = tier == AbcTier::A
                || kept_from.is_some_and(|from| facts.spend_total.major() >= from);
            let came_once = facts.n_purchase_days == 1 && tier == AbcTier::C;
            Some(if is_for_price || came_once {
                Relationship::Transactional
            } else if *stage == Stage::Lapsed {
                Relationship::LetGo
            } else if is_kept {
                Relationship::Keep
            } else {
                Relationship::Grow
            })
        })
        .collect()
}
