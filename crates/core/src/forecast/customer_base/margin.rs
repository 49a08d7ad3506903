//! What is left of an amount: the user's own range, else what the orders tell whose cost is known. There
//! is no usual margin: without either the user is asked.

use crate::domain::outlook::OutlookSettings;
use crate::segments::purchases::PurchaseFacts;
use crate::views::customer_base::MarginView;

/// With costs known of less, what is known may be special.
const LEAST_KNOWN: f64 = 0.5;
/// With fewer people a range of the mean says nothing.
const FEWEST_PEOPLE: usize = 30;
/// Between −z and z lie nine of ten.
const Z_90: f64 = 1.645;

pub fn margin(settings: &OutlookSettings, purchases: &[PurchaseFacts]) -> Option<MarginView> {
    match settings.margin_percent {
        Some((low, high)) => typed(low / 100.0, high / 100.0),
        None => of_orders(purchases),
    }
}

fn typed(low: f64, high: f64) -> Option<MarginView> {
    let is_range = low.is_finite() && low <= high && high <= 1.0;
    is_range.then(|| MarginView { low, middle: (low + high) / 2.0, high, known_share: None })
}

/// Mean of the people's own shares, weighed by what they spent (a ratio of sums over people drawn as by
/// lot; Cochran 1977, 6.4).
fn of_orders(purchases: &[PurchaseFacts]) -> Option<MarginView> {
    let spend = |facts: &PurchaseFacts| facts.spend_total.major().max(0.0);
    let known: Vec<(f64, f64)> =
        purchases.iter().filter_map(|facts| Some((spend(facts), facts.margin_share?))).collect();
    let all: f64 = purchases.iter().map(spend).sum();
    let weight: f64 = known.iter().map(|(weight, _)| weight).sum();
    let n_people = known.iter().filter(|(weight, _)| *weight > 0.0).count();
    if n_people < FEWEST_PEOPLE || weight < LEAST_KNOWN * all {
        return None;
    }
    let middle = known.iter().map(|(weight, share)| weight * share).sum::<f64>() / weight;
    let off: f64 = known.iter().map(|(weight, share)| (weight * (share - middle)).powi(2)).sum();
    let half = Z_90 * off.sqrt() / weight;
    let (low, high) = (middle - half, (middle + half).min(1.0));
    Some(MarginView { low, middle, high, known_share: Some(weight / all) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;

    fn buyer(spend: f64, margin_share: Option<f64>) -> PurchaseFacts {
        let spend_total = Money::from_major(spend);
        PurchaseFacts { spend_total, margin_share, ..PurchaseFacts::default() }
    }

    #[test]
    fn of_orders_where_enough_is_known() {
        let settings = OutlookSettings::default();
        let known = |n| {
            let all = [
                vec![buyer(100.0, Some(0.5)); n],
                vec![buyer(300.0, Some(0.3)); n],
                vec![buyer(800.0, None); n / 4],
            ];
            all.concat()
        };
        let found = margin(&settings, &known(20)).unwrap();
        // (100·0.5 + 300·0.3)/400, of 20·400 of 20·400 + 5·800.
        assert!((found.middle - 0.35).abs() < 1e-12);
        assert!((found.known_share.unwrap() - 2.0 / 3.0).abs() < 1e-12);
        // √(20·(15² + 15²))/8000
        assert!((found.high - 0.35 - 1.645 * 9_000f64.sqrt() / 8_000.0).abs() < 1e-12);
        assert_eq!(margin(&settings, &known(14)), None, "28 people");
        let mut little = known(20);
        little.push(buyer(1e6, None));
        assert_eq!(margin(&settings, &little), None);
    }

    #[test]
    fn ones_own_range_comes_first_and_must_be_one() {
        let typed = |low, high| {
            let margin_percent = Some((low, high));
            margin(&OutlookSettings { margin_percent, ..OutlookSettings::default() }, &[])
        };
        let found = typed(20.0, 40.0).unwrap();
        assert_eq!((found.low, found.high, found.known_share), (0.2, 0.4, None));
        assert!((found.middle - 0.3).abs() < 1e-12);
        assert_eq!(typed(40.0, 20.0), None);
        assert_eq!(typed(40.0, 120.0), None);
        assert_eq!(typed(f64::NAN, 20.0), None);
    }
}
