//! Spending tiers (B1): level and regularity both count. A tier begins at a spend of the last 12 months,
//! in money or as a share of buyers, and asks for so many purchase days in them.

use super::buyers;
use crate::domain::day::Day;
use crate::domain::lens::{SpendingTier, TierCut};
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::purchases::{PurchaseFacts, is_last_year};

/// The highest tier that each buyer reaches, counted from the lowest; the lowest asks for nothing.
pub fn tiers(derived: &Derived, tiers: &[SpendingTier], end: Day) -> Vec<Option<u8>> {
    let purchases = &derived.purchases;
    if tiers.is_empty() {
        return vec![None; purchases.len()];
    }
    let begins = begins(purchases, tiers).into_iter();
    // Where refunds or an idle year bring a tier's begin down to nothing, it still asks for something.
    let needed: Vec<(i64, u32)> = begins
        .zip(tiers)
        .map(|(spend, tier)| (spend.map_or(i64::MAX, |spend| spend.0.max(1)), tier.n_purchase_days))
        .collect();
    let everybody = purchases.iter().enumerate();
    everybody
        .map(|(place, facts)| {
            let own = derived.purchase_days.of(place).iter();
            let n_days = own.filter(|day| is_last_year(Day(**day), end)).count() as u32;
            let reaches =
                |(spend, days): &(i64, u32)| facts.spend_last_year.0 >= *spend && n_days >= *days;
            let highest = needed.iter().rposition(reaches).unwrap_or(0);
            facts.has_bought().then_some(u8::try_from(highest).unwrap_or(u8::MAX))
        })
        .collect()
}

/// Where a tier begins lower than the nearest below it that anybody reaches: both, by their places.
pub fn falls(begins: &[Option<Money>]) -> Vec<(usize, usize)> {
    let mut falls = Vec::new();
    let mut below: Option<(usize, Money)> = None;
    for (at, begin) in begins.iter().enumerate() {
        let Some(begin) = *begin else { continue };
        if let Some((lower, from)) = below
            && begin < from
        {
            falls.push((lower, at));
        }
        below = Some((at, begin));
    }
    falls
}

/// The spend of the last 12 months from which each tier begins; `None` where nobody can be in it by its
/// share. What the user has set stands as it is, also where a higher tier begins lower.
pub fn begins(purchases: &[PurchaseFacts], tiers: &[SpendingTier]) -> Vec<Option<Money>> {
    let mut spend: Vec<i64> = buyers(purchases).map(|facts| facts.spend_last_year.0).collect();
    spend.sort_unstable_by(|a, b| b.cmp(a));
    let begin = |tier: &SpendingTier| match tier.from {
        TierCut::Money(money) => Some(money),
        TierCut::TopPercent(percent) => {
            let n = (spend.len() * usize::from(percent)).div_ceil(100);
            n.checked_sub(1).and_then(|last| spend.get(last)).copied().map(Money)
        }
    };
    tiers.iter().map(begin).collect()
}
