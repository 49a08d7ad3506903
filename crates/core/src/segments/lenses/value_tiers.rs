//! Who brings most of the value: an ABC analysis of what those who have bought spent, less refunds.

use meadow_models::concentration::{AbcTier, abc_tiers};

use super::{buyers, spread};
use crate::domain::lens::ValueTier;
use crate::segments::purchases::PurchaseFacts;

/// `percent`: what A, and A with B, bring at most.
pub fn tiers(purchases: &[PurchaseFacts], percent: (u8, u8)) -> Vec<Option<ValueTier>> {
    let spend: Vec<f64> = buyers(purchases).map(|facts| facts.spend_total.major()).collect();
    let (a, ab) = (f64::from(percent.0) / 100.0, f64::from(percent.1) / 100.0);
    let Some(found) = abc_tiers(&spend, a, ab) else { return vec![None; purchases.len()] };
    let tiers = found.tiers.into_iter().map(|tier| match tier {
        AbcTier::A => ValueTier::A,
        AbcTier::B => ValueTier::B,
        AbcTier::C => ValueTier::C,
    });
    spread(purchases, tiers)
}
