//! Everybody together, or some of them: what is not known of the parameters, and what chance does on top of it.
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
/// The same of a group, of which there are many.
const MOST_OF_GROUP: usize = 100;
/// Between −z and z lie nine of ten.
const Z_90: f64 = 1.645;

/// Of all who have bought, or of some of them.
pub struct Totals {
    pub n_people: u32,
    pub active: Expected,
    pub purchases: Expected,
    /// Before the margin.
    pub revenue: Option<Expected>,
}

impl Totals {
    /// Before anybody has been looked at.
    pub const NONE: Self = Self {
        n_people: 0,
        active: Expected { value: 0.0, range: None },
        purchases: Expected { value: 0.0, range: None },
        revenue: None,
    };

    /// Of everybody.
    pub fn of(fitted: &Fitted, plan: ValuePlan, people: &[Option<PersonOutlook>]) -> Self {
        Self::over(fitted, plan, people, &|_, _| true, MOST_SAMPLED)
    }

    /// Of those who are in a group, by their place and outlook.
    pub fn of_group(
        fitted: &Fitted,
        plan: ValuePlan,
        people: &[Option<PersonOutlook>],
        is_in: &dyn Fn(usize, &PersonOutlook) -> bool,
    ) -> Self {
        Self::over(fitted, plan, people, is_in, MOST_OF_GROUP)
    }

    fn over(
        fitted: &Fitted,
        plan: ValuePlan,
        people: &[Option<PersonOutlook>],
        is_in: &dyn Fn(usize, &PersonOutlook) -> bool,
        most_sampled: usize,
    ) -> Self {
        let places = || {
            let all = people.iter().enumerate();
            all.filter_map(|(place, own)| Some((place, own.as_ref()?)))
                .filter(move |(place, own)| is_in(*place, own))
        };
        let known = || places().map(|(_, own)| own);
        let active: f64 = known().map(|person| person.active).sum();
        let purchases: f64 = known().map(|person| person.purchases).sum();
        let revenue: f64 = known().filter_map(|person| person.revenue).sum();
        let has_revenue = known().any(|person| person.revenue.is_some());
        let history_at = |place: usize| fitted.histories.people.get(place).copied().flatten();
        let bought: Vec<PersonSummary> =
            places().filter_map(|(place, _)| history_at(place)).collect();
        let n = bought.len() as f64;
        let sample: Vec<(Person, u64)> = spread(bought, most_sampled)
            .iter()
            .map(|own| (Person { history: own.history, mean_amount: own.mean_amount }, 1))
            .collect();
        let amounts = fitted.amounts.as_ref().ok().filter(|_| has_revenue);
        let expected = fitted.model.expect(&sample, plan, amounts);
        let outcome = fitted.model.outcome(&sample, plan);
        // Who is active and who is not is drawn for each by itself.
        let coins = luck_of_coins(known().map(|person| person.active));
        let part_of_sample = (sample.len() as f64 / n).sqrt();
        let luck = outcome.zip(expected).map(|(outcome, expected)| {
            let (low, high) = widths(&expected.purchases);
            let drawn = Estimate { interval: outcome.middle_90, ..expected.purchases };
            let (all_low, all_high) = widths(&drawn);
            let rest = |all: f64, known: f64| (all * all - known * known).max(0.0).sqrt();
            (rest(all_low, low) * part_of_sample, rest(all_high, high) * part_of_sample)
        });
        let range = |value: f64, estimate: Option<Estimate>, luck: Option<(f64, f64)>| {
            let range =
                estimate.zip(luck).map(|(estimate, luck)| around(value, widths(&estimate), luck));
            Expected { value, range: range.filter(|(low, high)| (low + high).is_finite()) }
        };
        let n_people = known().count() as u32;
        let mut active = range(active, expected.map(|it| it.n_alive), Some((coins, coins)));
        active.range = active.range.map(|(low, high)| (low, high.min(n_people.into())));
        Self {
            n_people,
            active,
            purchases: range(purchases, expected.map(|it| it.purchases), luck),
            revenue: has_revenue.then(|| range(revenue, expected.and_then(|it| it.value), luck)),
        }
    }
}

/// How far the number of people who are active lies from the expected, nine times in ten and as a share of
/// it, where each is active with a chance of their own.
fn luck_of_coins(chances: impl Iterator<Item = f64> + Clone) -> f64 {
    let variance: f64 = chances.clone().map(|chance| chance * (1.0 - chance)).sum();
    Z_90 * variance.sqrt() / chances.sum::<f64>()
}

/// The ends around a value, of two independent parts that are shares of it.
fn around(value: f64, known: (f64, f64), luck: (f64, f64)) -> (f64, f64) {
    (value * (1.0 - known.0.hypot(luck.0)).max(0.0), value * (1.0 + known.1.hypot(luck.1)))
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

    /// 3 % and 4 % together are 5 %; of two people of one half, 1 ± 1.645·√½ are active.
    #[test]
    fn what_is_not_known_and_luck_add_up_as_squares() {
        let (low, high) = around(200.0, (0.03, 0.06), (0.04, 0.08));
        assert!((low - 190.0).abs() < 1e-9 && (high - 220.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(around(10.0, (0.9, 0.0), (0.9, 0.0)), (0.0, 10.0));
        assert!((luck_of_coins([0.5, 0.5].into_iter()) - 1.645 * 0.5_f64.sqrt()).abs() < 1e-12);
        assert_eq!(luck_of_coins([1.0, 1.0, 1.0].into_iter()), 0.0);
    }

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
