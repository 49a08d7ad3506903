//! What a lead would be (A1): purchasing power and sustained attention, and the class they suggest.
//!
//! **Purchasing power**, 0–100: the stated budget against the typical order,
//! 100 × budget ÷ (budget + typical), so that a budget of one typical order is 50 and of one and a
//! half 60; where no budget is stated, the spending power of the column or area table as it is.
//! Without orders the typical budget stands in for the typical order.
//!
//! **Attention**, 0–100: 80 × d ÷ (d + 2) for d days in the last 12 months with a visit, enquiry,
//! reply, registration or attendance, or a call in which they showed interest, plus 20 × t ÷ (t + 180)
//! for t days of acquaintance. Two such days within half a year's acquaintance reach 50. It is known of
//! those we have been in contact with: silence only counts where there was something to respond to, and
//! a call that reached nobody was nothing. Both are counted to `Contacts::until`, so that what was said
//! in a call of today counts, however old the orders are.
//!
//! **The expected class**, with the same cut-offs as for customers:
//!
//! | purchasing power | attention high | attention low | attention not known |
//! |---|---|---|---|
//! | high | dragonfly, about to become a bee | dragonfly | dragonfly |
//! | low | butterfly | mantis | unplaced |
//! | not known | butterfly | unplaced | unplaced |
//!
//! A lead is never a bee: a bee has bought. One strong sign places a lead by what it shows. One weak
//! sign alone decides nothing: a mantis has to be known weak in both, never by default.

use super::contacts::ContactFacts;
use crate::domain::class::Class;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::money::Money;

const HALF_ATTENTION_DAYS: f64 = 2.0;
const HALF_ACQUAINTANCE_DAYS: f64 = 180.0;
const CONTACT_SHARE: f64 = 0.8;

/// Points 0–100, `None` where not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeadPoints {
    pub purchasing_power: Option<f32>,
    pub attention: Option<f32>,
}

/// The points of one lead. `typical` is the amount a budget is measured against, `until` the day that
/// acquaintance is counted to.
pub fn score_lead(
    customer: &Customer,
    contacts: &ContactFacts,
    typical: Option<Money>,
    until: Day,
) -> LeadPoints {
    LeadPoints {
        purchasing_power: purchasing_power(customer, typical),
        attention: attention(customer.known_since, contacts, until),
    }
}

fn purchasing_power(customer: &Customer, typical: Option<Money>) -> Option<f32> {
    let by_budget = customer
        .budget
        .zip(typical)
        .map(|(budget, typical)| 100.0 * saturate(budget.major(), typical.major()));
    let by_area = customer.spending_power.map(|power| f64::from(power.min(100)));
    by_budget.or(by_area).map(|points| points as f32)
}

fn attention(known_since: Option<Day>, contacts: &ContactFacts, until: Day) -> Option<f32> {
    let first_contact = contacts.first_contact?;
    let of_contact = saturate(f64::from(contacts.n_engaged_days), HALF_ATTENTION_DAYS);
    // A contact before the stated day shows an older acquaintance than the file says.
    let since = known_since.map_or(first_contact, |day| day.min(first_contact));
    let acquaintance_days = f64::from(until.days_since(since));
    let points = CONTACT_SHARE * of_contact
        + (1.0 - CONTACT_SHARE) * saturate(acquaintance_days, HALF_ACQUAINTANCE_DAYS);
    Some((100.0 * points) as f32)
}

/// x ÷ (x + half): 0 at nothing, ½ at `half`, never 1.
fn saturate(x: f64, half: f64) -> f64 {
    if x > 0.0 && half > 0.0 { x / (x + half) } else { 0.0 }
}

/// The table above; `None`: unplaced.
pub fn expected_class(high_power: Option<bool>, high_attention: Option<bool>) -> Option<Class> {
    match (high_power, high_attention) {
        (Some(true), _) => Some(Class::Dragonfly),
        (_, Some(true)) => Some(Class::Butterfly),
        (Some(false), Some(false)) => Some(Class::Mantis),
        (Some(false), None) | (None, Some(false)) | (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{attention, expected_class, purchasing_power, score_lead};
    use crate::domain::class::Class;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::money::Money;
    use crate::domain::workspace::BoardSettings;
    use crate::segments::contacts::ContactFacts;

    /// What the page names beside leads that are not placed: each alone, where high, places one.
    #[test]
    fn a_budget_spending_power_or_attention_places_a_lead() {
        let usual = BoardSettings::default();
        let placed = |lead: &Customer, n_engaged_days: u32| {
            let first_contact = (n_engaged_days > 0).then_some(Day(20_000));
            let contacts =
                ContactFacts { n_engaged_days, first_contact, ..ContactFacts::default() };
            let points = score_lead(lead, &contacts, Some(Money(10_000)), Day(20_000));
            expected_class(
                points.purchasing_power.map(|power| f64::from(power) >= usual.contribution_cut),
                points.attention.map(|attention| f64::from(attention) >= usual.loyalty_cut),
            )
        };
        let lead = Customer::default();
        assert_eq!(placed(&lead, 0), None);
        let budget = Customer { budget: Some(Money(20_000)), ..lead.clone() };
        assert_eq!(placed(&budget, 0), Some(Class::Dragonfly));
        let power = Customer { spending_power: Some(80), ..lead.clone() };
        assert_eq!(placed(&power, 0), Some(Class::Dragonfly));
        // 80 × 4 ÷ 6 = 53, without any acquaintance.
        assert_eq!(placed(&lead, 4), Some(Class::Butterfly));
    }

    /// What Today promises of people who cannot be placed, by the usual cut-offs: 60 for purchasing power,
    /// 50 for attention.
    #[test]
    fn one_enquiry_is_not_enough_and_two_or_three_days_are() {
        let usual = BoardSettings::default();
        let is_high = |n_engaged_days, acquainted: i32| {
            let first_contact = Some(Day(0));
            let facts = ContactFacts { n_engaged_days, first_contact, ..ContactFacts::default() };
            f64::from(attention(None, &facts, Day(acquainted)).unwrap()) >= usual.loyalty_cut
        };
        // 80 × 1 ÷ 3 + 20 is less than 47, however long the acquaintance.
        assert!(!is_high(1, 20_000));
        // 80 × 2 ÷ 4 + 20 × 180 ÷ 360 = 50; ten days fewer are not enough.
        assert!(is_high(2, 180) && !is_high(2, 170));
        // 80 × 3 ÷ 5 + 20 × 30 ÷ 210 = 50.9.
        assert!(is_high(3, 30));
        let is_power = |budget| {
            let lead = Customer { budget: Some(Money(budget)), ..Customer::default() };
            let points = purchasing_power(&lead, Some(Money(10_000))).unwrap();
            f64::from(points) >= usual.contribution_cut
        };
        // A budget of one usual order is 50; of 1.6 of them it is 61.5.
        assert!(!is_power(10_000) && is_power(16_000));
    }
}
