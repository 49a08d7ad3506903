//! What buyers bring, by the one in the middle on either side: medians, which a few large customers do
//! not move, with intervals that ask nothing of how values are spread.

use meadow_models::interval::recover_difference;
use meadow_models::median::median_of_sorted;

use super::super::purchases::PurchaseFacts;
use super::CONFIDENCE;
use super::tally::verdict;
use crate::views::portrait::{Estimate, Sides, ValueMeasure, ValueRow};

/// One row per measure; who has not bought has no part in any.
pub fn rows(purchases: &[PurchaseFacts], is_in: &[bool]) -> Vec<ValueRow> {
    let level = 1.0 - (1.0 - CONFIDENCE) / ValueMeasure::ALL.len() as f64;
    ValueMeasure::ALL.into_iter().map(|of| row(of, purchases, is_in, level)).collect()
}

fn row(of: ValueMeasure, purchases: &[PurchaseFacts], is_in: &[bool], level: f64) -> ValueRow {
    let mut values: Sides<Vec<f64>> = Sides::default();
    for (facts, is_in) in purchases.iter().zip(is_in).filter(|(facts, _)| facts.has_bought()) {
        values.of_mut(*is_in).extend(measure(of, facts));
    }
    for side in [&mut values.segment, &mut values.others] {
        side.sort_unstable_by(f64::total_cmp);
    }
    let n = Sides { segment: values.segment.len() as u32, others: values.others.len() as u32 };
    let medians = values.map(|sorted| median_of_sorted(&sorted, level));
    let difference = medians.segment.zip(medians.others).map(|(here, there)| {
        let interval = recover_difference(here, there);
        Estimate { is: here.0 - there.0, low: interval.low, high: interval.high }
    });
    let estimate = |(is, ends): (f64, meadow_models::Interval)| Estimate {
        is,
        low: ends.low,
        high: ends.high,
    };
    let medians = medians.map(|median| median.map(estimate));
    ValueRow { of, n, medians, difference, verdict: verdict(difference, n) }
}

fn measure(of: ValueMeasure, facts: &PurchaseFacts) -> Option<f64> {
    match of {
        ValueMeasure::SpendTotal => Some(facts.spend_total.major()),
        ValueMeasure::SpendLastYear => Some(facts.spend_last_year.major()),
        ValueMeasure::AverageOrder => Some(facts.bought.major() / f64::from(facts.n_orders)),
        ValueMeasure::PurchaseDays => Some(f64::from(facts.n_purchase_days)),
        ValueMeasure::Interval => facts.mean_interval_days,
        ValueMeasure::DiscountShare => facts.discount_share(),
    }
}
