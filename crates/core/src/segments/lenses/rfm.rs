//! Recency, frequency and money of those who have bought, as scores from 1 to 5 among them. Recency
//! counts to the data's own end, frequency counts purchase days, money is spend less refunds.

use meadow_models::rfm::{Direction, RfmCell, ScoreRule, score};

use super::{buyers, spread};
use crate::domain::day::Day;
use crate::domain::lens::{RfmGroup, RfmRule};
use crate::segments::purchases::PurchaseFacts;

/// Three scores, each from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RfmScores {
    pub recency: u8,
    pub frequency: u8,
    pub money: u8,
}

impl RfmScores {
    pub fn group(self) -> RfmGroup {
        let Self { recency, frequency, .. } = self;
        match RfmCell::of(recency, frequency).unwrap_or(RfmCell::Hibernating) {
            RfmCell::Champions => RfmGroup::Champions,
            RfmCell::Loyal => RfmGroup::Loyal,
            RfmCell::PotentialLoyalist => RfmGroup::PotentialLoyalist,
            RfmCell::New => RfmGroup::New,
            RfmCell::Promising => RfmGroup::Promising,
            RfmCell::NeedAttention => RfmGroup::NeedAttention,
            RfmCell::AboutToSleep => RfmGroup::AboutToSleep,
            RfmCell::AtRisk => RfmGroup::AtRisk,
            RfmCell::CantLose => RfmGroup::CantLose,
            RfmCell::Hibernating => RfmGroup::Hibernating,
        }
    }
}

/// The thresholds between the scores, ascending: days since the last purchase, purchase days, money in
/// major units. `None` where ranks are cut, or nobody has bought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RfmCut {
    pub recency: Option<[f64; 4]>,
    pub frequency: Option<[f64; 4]>,
    pub money: Option<[f64; 4]>,
}

pub fn scores(
    purchases: &[PurchaseFacts],
    rule: RfmRule,
    end: Day,
) -> (Vec<Option<RfmScores>>, RfmCut) {
    let rule = match rule {
        RfmRule::Quantiles => ScoreRule::Quantiles,
        RfmRule::RPackage => ScoreRule::RPackage,
        RfmRule::RankFirst => ScoreRule::RankFirst,
    };
    let of = |value: &dyn Fn(&PurchaseFacts) -> f64, direction| {
        let values: Vec<f64> = buyers(purchases).map(value).collect();
        score(&values, direction, rule)
    };
    // Somebody who buys tomorrow, by a slip of the year, bought today.
    let silence = |facts: &PurchaseFacts| {
        facts.last_purchase.map_or(0.0, |last| f64::from(end.days_since(last).max(0)))
    };
    let recency = of(&silence, Direction::LessIsBetter);
    let frequency = of(&|facts| f64::from(facts.n_purchase_days), Direction::MoreIsBetter);
    let money = of(&|facts| facts.spend_total.major(), Direction::MoreIsBetter);
    let (Some(recency), Some(frequency), Some(money)) = (recency, frequency, money) else {
        return (vec![None; purchases.len()], RfmCut::default());
    };
    let cut = RfmCut {
        recency: recency.thresholds,
        frequency: frequency.thresholds,
        money: money.thresholds,
    };
    let found = recency.scores.into_iter().zip(frequency.scores).zip(money.scores);
    let found = found.map(|((recency, frequency), money)| RfmScores { recency, frequency, money });
    (spread(purchases, found), cut)
}
