//! Spending tiers (B1): level and regularity both count. A tier begins at a spend of the last 12 months,
//! in money or as a share of buyers, and asks for so many purchase days in them.

use super::buyers;
use crate::domain::day::Day;
use crate::domain::lens::{SpendingTier, TierCut};
use crate::segments::Derived;
use crate::segments::purchases::is_last_year;

/// The highest tier that each buyer reaches, counted from the lowest; the lowest asks for nothing.
pub fn tiers(derived: &Derived, tiers: &[SpendingTier], end: Day) -> Vec<Option<u8>> {
    let purchases = &derived.purchases;
    if tiers.is_empty() {
        return vec![None; purchases.len()];
    }
    let mut spend: Vec<i64> = buyers(purchases).map(|facts| facts.spend_last_year.0).collect();
    spend.sort_unstable_by(|a, b| b.cmp(a));
    let from = |tier: &SpendingTier| match tier.from {
        TierCut::Money(money) => money.0,
        TierCut::TopPercent(percent) => {
            let n = (spend.len() * usize::from(percent)).div_ceil(100);
            n.checked_sub(1).and_then(|last| spend.get(last)).copied().unwrap_or(i64::MAX)
        }
    };
    let needed: Vec<(i64, u32)> =
        tiers.iter().map(|tier| (from(tier), tier.n_purchase_days)).collect();
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
