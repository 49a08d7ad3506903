//! Where a person stands in trading with us, where nobody has set it by hand (B1).
//!
//! **The rule.** Somebody who has bought is lapsed once silent for more than three of their own
//! intervals (from three purchase days on; else three typical intervals, the median over all who came
//! back, as it was known by then; else, where nobody ever came back, a year), never before 30 days;
//! else bought. An order given in a call counts before it is on record. Somebody who has not bought is
//! interested after a visit, enquiry, reply, registration or attendance, or a call in which they said
//! so, else a lead. Orders cannot tell after-sale service from a finished deal: "in service" is set by
//! hand or by a file.

use super::contacts::ContactFacts;
use super::pace::Pace;
use super::purchases::PurchaseFacts;
use crate::domain::customer::Stage;
use crate::domain::day::Day;

pub fn stage(
    by_hand: Option<Stage>,
    purchases: &PurchaseFacts,
    purchase_days: &[i32],
    contacts: &ContactFacts,
    pace: &Pace,
    data_end: Day,
) -> Stage {
    if let Some(stage) = by_hand {
        return stage;
    }
    match purchases.last_purchase.max(contacts.last_order_by_call) {
        Some(last) if pace.lapse_day(purchase_days, last) <= data_end => Stage::Lapsed,
        Some(_) => Stage::Bought,
        None if contacts.showed_interest => Stage::Interested,
        None => Stage::Lead,
    }
}
