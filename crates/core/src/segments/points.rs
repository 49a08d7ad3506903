//! From facts to points 0–100, one visible rule for every measure of those who have bought.
//!
//! **The rule.** Points are the percentile among those who have bought and of whom the measure is
//! known: 100 × (number below + half the number equal) ÷ number. Equal facts share their middle
//! rank. Two additions: what the orders show to be nothing (no repeat purchase, no spend left after
//! refunds, no margin) earns nothing; membership earns 100 or 0. Referrals and contacts are recorded
//! when somebody thinks of it, so that none recorded is no proof of none: those without keep the
//! middle rank they share, and one first record in a workspace does not pull down everybody else.
//!
//! Ranks, because money is skewed: with any rule linear in money a few large customers would push
//! all others towards zero, and logarithms break at zero and at refunds. Ranks hold for every shop,
//! currency and size, and points mean the same on every measure: "more than so many per cent of
//! buyers". Spend is that of the whole data rather than of 12 months, because how lately somebody
//! bought already counts as recency: a large customer fallen silent is one to win back (high
//! contribution, low loyalty), not one of little worth.

use meadow_models::quantile::percentile_ranks;

use super::contacts::Contacts;
use super::purchases::PurchaseFacts;
use crate::domain::day::Day;
use crate::domain::workspace::BoardSettings;
use crate::views::table::Measure;

/// The measures of those who have bought, in the order of `BuyerPoints`.
pub const BUYER_MEASURES: [Measure; 8] = [
    Measure::Spend,
    Measure::ReferredOrders,
    Measure::Margin,
    Measure::RepeatPurchases,
    Measure::Regularity,
    Measure::Recency,
    Measure::Engagement,
    Measure::Membership,
];

/// How many of `BUYER_MEASURES` speak of contribution; the others speak of loyalty.
pub const N_CONTRIBUTION: usize = 3;

/// Points 0–100 per measure; NaN where it is not known.
pub type BuyerPoints = [f32; BUYER_MEASURES.len()];

/// Nothing known.
pub const NO_POINTS: BuyerPoints = [f32::NAN; BUYER_MEASURES.len()];

/// The weights of `settings` in the order of `BUYER_MEASURES`; what is no weight counts as zero.
pub fn weights(settings: &BoardSettings) -> [f64; BUYER_MEASURES.len()] {
    [
        settings.spend,
        settings.referred_orders,
        settings.margin,
        settings.repeat_purchases,
        settings.regularity,
        settings.recency,
        settings.engagement,
        settings.membership,
    ]
    .map(|weight| if weight.is_finite() { weight.max(0.0) } else { 0.0 })
}

/// Mean of the known points by weight, 0–100; `None` where no known measure has any weight.
pub fn blend(points: &[f32], weights: &[f64]) -> Option<f64> {
    let known = points.iter().zip(weights).filter(|(points, _)| !points.is_nan());
    let (sum, weight) = known.fold((0.0, 0.0), |(sum, total), (points, weight)| {
        (sum + f64::from(*points) * weight, total + weight)
    });
    (weight > 0.0).then(|| (sum / weight).clamp(0.0, 100.0))
}

/// Points of everybody, by position. Those who have not bought have none.
pub fn score_buyers(
    purchases: &[PurchaseFacts],
    contacts: &Contacts,
    member: &[Option<bool>],
    data_end: Day,
) -> Vec<BuyerPoints> {
    let mut points = vec![NO_POINTS; purchases.len()];
    let buyers: Vec<usize> =
        (0..purchases.len()).filter(|at| purchases[*at].has_bought()).collect();
    for (column, measure) in BUYER_MEASURES.into_iter().enumerate() {
        if measure == Measure::Membership {
            for &at in &buyers {
                points[at][column] =
                    member[at].map_or(f32::NAN, |member| if member { 100.0 } else { 0.0 });
            }
            continue;
        }
        let fact = |at: usize| ranked_fact(measure, &purchases[at], contacts, at, data_end);
        let (places, facts): (Vec<usize>, Vec<f64>) =
            buyers.iter().filter_map(|&at| Some((at, fact(at)?))).unzip();
        let ranks = percentile_ranks(&facts);
        let more_is_less = matches!(measure, Measure::Regularity | Measure::Recency);
        let none_earns_none =
            matches!(measure, Measure::Spend | Measure::Margin | Measure::RepeatPurchases);
        for ((place, fact), rank) in places.into_iter().zip(facts).zip(ranks) {
            points[place][column] = if none_earns_none && fact <= 0.0 {
                0.0
            } else {
                100.0 * if more_is_less { 1.0 - rank } else { rank } as f32
            };
        }
    }
    points
}

/// The fact that is ranked, `None` where it is not known.
pub fn ranked_fact(
    measure: Measure,
    purchases: &PurchaseFacts,
    contacts: &Contacts,
    at: usize,
    data_end: Day,
) -> Option<f64> {
    match measure {
        Measure::Spend => Some(purchases.spend_total.major()),
        Measure::ReferredOrders => purchases.n_referred_orders.map(f64::from),
        Measure::Margin => purchases.margin_share,
        Measure::RepeatPurchases => Some(f64::from(purchases.n_repeats())),
        Measure::Regularity => purchases.interval_variation,
        // A purchase dated after the data's end is as recent as can be.
        Measure::Recency => {
            purchases.last_purchase.map(|day| f64::from(data_end.days_since(day).max(0)))
        }
        Measure::Engagement => {
            contacts.records_engagement.then(|| f64::from(contacts.facts[at].n_engaged_days))
        }
        Measure::Membership | Measure::PurchasingPower | Measure::Attention => None,
    }
}
