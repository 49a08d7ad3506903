//! Recency, frequency and money of those who have bought, as scores from 1 to 5 among them. Recency
//! counts to the data's own end, frequency counts purchase days, money is spend less refunds, in major
//! units.

use meadow_models::rfm::{Rfm, RfmCuts, ScoreRule, score_rfm};

use super::{buyers, spread};
use crate::domain::day::Day;
use crate::segments::purchases::PurchaseFacts;

/// `None` for those who have not bought; also where the scores change.
pub fn scores(
    purchases: &[PurchaseFacts],
    rule: ScoreRule,
    end: Day,
) -> (Vec<Option<Rfm>>, RfmCuts) {
    let of = |value: &dyn Fn(&PurchaseFacts) -> f64| buyers(purchases).map(value).collect();
    // Somebody who buys tomorrow, by a slip of the year, bought today.
    let silence: Vec<f64> =
        of(&|facts| facts.last_purchase.map_or(0.0, |last| f64::from(end.days_since(last).max(0))));
    let n_days: Vec<f64> = of(&|facts| f64::from(facts.n_purchase_days));
    let spend: Vec<f64> = of(&|facts| facts.spend_total.major());
    match score_rfm(&silence, &n_days, &spend, rule) {
        Some((found, cuts)) => (spread(purchases, found), cuts),
        None => (vec![None; purchases.len()], RfmCuts::default()),
    }
}
