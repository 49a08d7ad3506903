//! Everybody together: what is not known of the parameters, and what chance does on top of it.
//!
//! Both are taken over a sample where there are many. Parameters are wrong for all alike, so that their
//! part of a range stays as wide, in percent, as it is in the sample; chance evens out, so that its part
//! shrinks with the root of the number of people. The two are independent: their squares add up.

use meadow_models::lifetime_value::{Estimate, Person, ValuePlan};
use meadow_models::purchase_history::PersonSummary;

use super::PersonOutlook;
use super::fitting::{Fitted, spread};
use crate::views::customer_base::{Expected, MarginView};

/// People the ranges are taken over.
const MOST_SAMPLED: usize = 600;
/// Between −z and z lie nine of ten.
const Z_90: f64 = 1.645;

/// Of all who have bought.
pub struct Totals {
    pub active: Expected,
    pub purchases: Expected,
    /// Before the margin.
    pub revenue: Option<Expected>,
}

impl Totals {
    /// Before anybody has been looked at.
    pub const NONE: Self = Self {
        active: Expected { value: 0.0, range: None },
        purchases: Expected { value: 0.0, range: None },
        revenue: None,
    };

    pub fn of(fitted: &Fitted, plan: ValuePlan, people: &[Option<PersonOutlook>]) -> Self {
        let known = || people.iter().flatten();
        let active: f64 = known().map(|person| person.active).sum();
        let purchases: f64 = known().map(|person| person.purchases).sum();
        let revenue: f64 = known().filter_map(|person| person.revenue).sum();
        let has_revenue = known().any(|person| person.revenue.is_some());
        let bought: Vec<PersonSummary> =
            fitted.histories.people.iter().flatten().copied().collect();
        let n = bought.len() as f64;
        let sample: Vec<(Person, u64)> = spread(bought, MOST_SAMPLED)
            .iter()
            .map(|own| (Person { history: own.history, mean_amount: own.mean_amount }, 1))
            .collect();
        let amounts = fitted.amounts.as_ref().ok().filter(|_| has_revenue);
        let expected = fitted.model.expect(&sample, plan, amounts);
        let outcome = fitted.model.outcome(&sample, plan);
        // Who is active and who is not is drawn for each by itself.
        let coins: f64 = known().map(|person| person.active * (1.0 - person.active)).sum();
        let coins = Z_90 * coins.sqrt() / active;
        let part_of_sample = (sample.len() as f64 / n).sqrt();
        let luck = outcome.zip(expected).map(|(outcome, expected)| {
            let (low, high) = widths(&expected.purchases);
            let drawn = Estimate { interval: outcome.middle_90, ..expected.purchases };
            let (all_low, all_high) = widths(&drawn);
            let rest = |all: f64, known: f64| (all * all - known * known).max(0.0).sqrt();
            (rest(all_low, low) * part_of_sample, rest(all_high, high) * part_of_sample)
        });
        let range = |value: f64, estimate: Option<Estimate>, luck: Option<(f64, f64)>| {
            let range = estimate.zip(luck).map(|(estimate, luck)| {
                let (low, high) = widths(&estimate);
                (value * (1.0 - low.hypot(luck.0)).max(0.0), value * (1.0 + high.hypot(luck.1)))
            });
            Expected { value, range: range.filter(|(low, high)| (low + high).is_finite()) }
        };
        let most = known().count() as f64;
        let mut active = range(active, expected.map(|it| it.n_alive), Some((coins, coins)));
        active.range = active.range.map(|(low, high)| (low, high.min(most)));
        Self {
            active,
            purchases: range(purchases, expected.map(|it| it.purchases), luck),
            revenue: has_revenue.then(|| range(revenue, expected.and_then(|it| it.value), luck)),
        }
    }
}

/// How far the ends of the interval lie from the value, as shares of it.
fn widths(estimate: &Estimate) -> (f64, f64) {
    let Estimate { value, interval } = estimate;
    (((value - interval.low) / value).max(0.0), ((interval.high - value) / value).max(0.0))
}

/// Revenue as value: the low end at the lowest margin, the high end at the highest, so that the range
/// holds at least as often as each of the two.
pub fn with_margin(revenue: Expected, margin: &MarginView) -> Expected {
    let range = revenue.range.map(|(low, high)| {
        // A loss is the larger the more is bought.
        let low = if margin.low < 0.0 { high * margin.low } else { low * margin.low };
        (low, if margin.high < 0.0 { revenue.value * margin.high } else { high * margin.high })
    });
    Expected { value: revenue.value * margin.middle, range }
}

/// One person's range without what chance does.
pub fn expected(estimate: &Estimate) -> Expected {
    let range = (estimate.interval.low, estimate.interval.high);
    Expected { value: estimate.value, range: Some(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_widens_the_range_on_both_sides() {
        let revenue = Expected { value: 100.0, range: Some((80.0, 120.0)) };
        let margin =
            |low, high| MarginView { low, middle: (low + high) / 2.0, high, known_share: None };
        let found = with_margin(revenue, &margin(0.25, 0.75));
        assert_eq!(found, Expected { value: 50.0, range: Some((20.0, 90.0)) });
        let found = with_margin(revenue, &margin(-0.5, 0.5));
        assert_eq!(found, Expected { value: 0.0, range: Some((-60.0, 60.0)) });
    }
}
