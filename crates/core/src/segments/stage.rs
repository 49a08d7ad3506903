//! Where a person stands in trading with us, where nobody has set it by hand (B1).
//!
//! **The rule.** Somebody who has bought is lapsed once silent for more than three of their own
//! intervals (from three purchase days on; else three typical intervals, the median over all who came
//! back; else, where nobody ever came back, a year), never before 30 days; else bought. An order given in a call counts before it is on record. Somebody who
//! has not bought is interested after a visit, enquiry, reply, registration or attendance, or a call
//! in which they said so, else a lead. Orders cannot tell after-sale service from a finished deal: "in service" is set by hand or
//! by a file.

use super::contacts::ContactFacts;
use super::purchases::{PurchaseFacts, YEAR_DAYS};
use crate::domain::customer::Stage;
use crate::domain::day::Day;

/// Silence beyond so many intervals counts as lapsed.
pub const LAPSED_AFTER_INTERVALS: f64 = 3.0;
/// But never sooner than this.
pub const SHORTEST_LAPSE_DAYS: f64 = 30.0;

/// Median of the mean intervals of those with at least two purchase days.
pub fn typical_interval_days(purchases: &[PurchaseFacts]) -> Option<f64> {
    let mut intervals: Vec<f64> =
        purchases.iter().filter_map(|fact| fact.mean_interval_days).collect();
    let middle = intervals.len().checked_sub(1)? / 2;
    Some(*intervals.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// How long a buyer may be silent before counting as lapsed.
pub fn patience_days(purchases: &PurchaseFacts, typical_interval_days: Option<f64>) -> f64 {
    let own = purchases.mean_interval_days.filter(|_| purchases.n_purchase_days > 2);
    own.or(typical_interval_days).map_or(f64::from(YEAR_DAYS), |days| {
        (LAPSED_AFTER_INTERVALS * days).max(SHORTEST_LAPSE_DAYS)
    })
}

pub fn stage(
    by_hand: Option<Stage>,
    purchases: &PurchaseFacts,
    contacts: &ContactFacts,
    typical_interval_days: Option<f64>,
    data_end: Day,
) -> Stage {
    if let Some(stage) = by_hand {
        return stage;
    }
    match purchases.last_purchase.max(contacts.last_order_by_call) {
        Some(last) => {
            let silent_days = f64::from(data_end.days_since(last));
            let is_lapsed = silent_days > patience_days(purchases, typical_interval_days);
            if is_lapsed { Stage::Lapsed } else { Stage::Bought }
        }
        None if contacts.showed_interest => Stage::Interested,
        None => Stage::Lead,
    }
}
