//! What is known of somebody before a day, as numbers. The order here is the order in which features
//! are given up where there are too few responses for all; it was set before any data were seen.

use std::collections::BTreeMap;

use super::facts::{Facts, LEAST_PEOPLE};
use super::past::{Past, before};
use crate::domain::customer::Customer;
use crate::domain::money::Money;
use crate::segments::purchases::YEAR_DAYS;
use crate::views::lead_response::{Feature, ResponseFact};

/// Before the facts that the user chose, and after them.
const FIRST: [Feature; 4] =
    [Feature::Purchases, Feature::SinceLast, Feature::Attended, Feature::Interest];
const LAST: [Feature; 3] = [Feature::Invited, Feature::OrderValue, Feature::Known];
/// Values of one fact that are looked at, the commonest left out: it is what they are compared with.
const MOST_VALUES: usize = 4;

/// What the facts said of each case, one a fact.
pub type Said = Vec<Option<String>>;

/// All features there are for these cases, in their order.
pub fn candidates(facts: &[ResponseFact], said: &[Said]) -> Vec<Feature> {
    let of_facts = facts.iter().enumerate().flat_map(|(at, fact)| values_of(fact, at, said));
    FIRST.into_iter().chain(of_facts).chain(LAST).collect()
}

fn values_of(fact: &ResponseFact, at: usize, said: &[Said]) -> Vec<Feature> {
    let mut n_of: BTreeMap<&str, usize> = BTreeMap::new();
    let known = said.iter().filter_map(|said| said[at].as_deref());
    known.for_each(|value| *n_of.entry(value).or_default() += 1);
    let n_known: usize = n_of.values().sum();
    let mut values: Vec<(&str, usize)> = n_of
        .into_iter()
        .filter(|(value, n)| !value.is_empty() && *n >= LEAST_PEOPLE && n_known - n >= LEAST_PEOPLE)
        .collect();
    values.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let are_all = values.iter().map(|(_, n)| n).sum::<usize>() == n_known;
    // Where every value has a column of its own they would repeat each other.
    let n_left_out = usize::from(are_all && values.len() > 1);
    let values = values.into_iter().skip(n_left_out).take(MOST_VALUES);
    values.map(|(value, _)| Feature::Is(fact.clone(), value.to_owned())).collect()
}

/// In its own unit; `None` where nothing is known, such as when somebody bought last who never has.
pub fn measure(
    feature: &Feature,
    past: &Past,
    day: i32,
    said: impl Fn(&ResponseFact) -> Option<String>,
) -> Option<f64> {
    let orders = past.orders_before(day);
    match feature {
        Feature::Purchases => {
            let mut days: Vec<i32> = orders.iter().map(|(on, _)| *on).collect();
            days.dedup();
            Some(days.len() as f64)
        }
        Feature::SinceLast => orders.last().map(|(on, _)| f64::from(day.saturating_sub(*on))),
        Feature::Attended => Some(before(&past.attended, day).len() as f64),
        Feature::Interest => {
            let year = day.saturating_sub(YEAR_DAYS);
            let deeds = before(&past.answers, day).iter().map(|(on, _)| *on);
            let mut days: Vec<i32> = deeds.filter(|on| *on >= year).collect();
            days.dedup();
            Some(days.len() as f64)
        }
        Feature::Is(fact, value) => said(fact).map(|said| f64::from(u8::from(said == *value))),
        Feature::Invited => Some(before(&past.invited, day).len() as f64),
        Feature::OrderValue => {
            let sum: i64 = orders.iter().map(|(_, amount)| *amount).sum();
            (!orders.is_empty()).then(|| Money(sum).major() / orders.len() as f64)
        }
        Feature::Known => past.known_since.map(|since| f64::from(day.saturating_sub(since).max(0))),
    }
}

/// Counts, days and amounts by their logarithm: from 1 to 2 tells as much as from 10 to 20.
pub fn transform(feature: &Feature, measured: f64) -> f64 {
    match feature {
        Feature::Is(..) => measured,
        _ => measured.max(0.0).ln_1p(),
    }
}

/// What the facts said of a customer before a day, in the order of the facts.
pub fn said_before(
    facts: &Facts<'_>,
    chosen: &[ResponseFact],
    customer: &Customer,
    day: i32,
) -> Said {
    chosen.iter().map(|fact| facts.said(fact, customer, day)).collect()
}
