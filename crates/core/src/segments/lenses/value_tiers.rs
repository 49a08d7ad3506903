//! Who brings most of the value: an ABC analysis of what those who have bought spent, less refunds.

use meadow_models::concentration::{AbcTier, abc_tiers};

use super::{buyers, spread};
use crate::segments::purchases::PurchaseFacts;

/// `percent`: what A, and A with B, bring at most.
pub fn tiers(purchases: &[PurchaseFacts], percent: (u8, u8)) -> Vec<Option<AbcTier>> {
    let spend: Vec<f64> = buyers(purchases).map(|facts| facts.spend_total.major()).collect();
    let (a, ab) = (f64::from(percent.0) / 100.0, f64::from(percent.1) / 100.0);
    match abc_tiers(&spend, a, ab) {
        Some(found) => spread(purchases, found.tiers),
        None => vec![None; purchases.len()],
    }
}
