//! Scores from 1 to 5 for recency, frequency and money, and the named cells of the recency ×
//! frequency board. Knows numbers only: days since the last purchase, counts, amounts.
//!
//! A. M. Hughes (1994), *Strategic Database Marketing*. How thresholds and ties are dealt with changes
//! who scores what, so the rule is part of the answer: see [`ScoreRule`].

use serde::{Deserialize, Serialize};

use crate::quantile::quantile_of_sorted;

/// How values become scores from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ScoreRule {
    /// Thresholds q are the quantiles (type 7) at 20, 40, 60 and 80 %; score = 1 + the number of
    /// thresholds below x. Equal values score alike, and a score may stay empty: where three of five
    /// bought once, nobody has a 2 or a 3 for frequency.
    #[default]
    Quantiles,
    /// The rule of R's package `rfm` 0.3.0: thresholds are those quantiles plus one, score = 1 + the
    /// number of thresholds at or below x. One more is little for days, but it lumps together amounts
    /// that differ by less than one.
    RPackage,
    /// Five groups as equal as can be: score = ⌈5·rank / n⌉. Ties are split by the order given, so
    /// equal values may score differently.
    RankFirst,
}

impl ScoreRule {
    /// The usual one first.
    pub const ALL: [ScoreRule; 3] =
        [ScoreRule::Quantiles, ScoreRule::RPackage, ScoreRule::RankFirst];
}

/// Whether much or little of a value is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The most gets a 5: purchases, money.
    MoreIsBetter,
    /// The least gets a 5: days since the last purchase.
    LessIsBetter,
}

/// The scores of many values.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// From 1 (worst) to 5, in the order of the values.
    pub scores: Vec<u8>,
    /// The thresholds between the scores, ascending, in the values' unit; none where ranks are cut.
    pub thresholds: Option<[f64; 4]>,
}

impl Scores {
    /// How many have a score of 1, 2, 3, 4, 5.
    pub fn n_per_score(&self) -> [usize; 5] {
        let mut n = [0; 5];
        for &score in &self.scores {
            n[usize::from(score.clamp(1, 5)) - 1] += 1;
        }
        n
    }
}

/// Scores every value among all. None for no values or any that is not finite: who has no value is
/// left out before, and never scores a 1 for it.
///
/// For [`Direction::LessIsBetter`] the scores are turned round, 6 − score; with
/// [`ScoreRule::RankFirst`] the ranks are, so that the group sizes stay in their places.
pub fn score(values: &[f64], direction: Direction, rule: ScoreRule) -> Option<Scores> {
    if values.is_empty() || values.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let at_or_over = match rule {
        ScoreRule::RankFirst => {
            return Some(Scores { scores: score_ranks(values, direction), thresholds: None });
        }
        ScoreRule::Quantiles => false,
        ScoreRule::RPackage => true,
    };
    let thresholds = find_thresholds(values, if at_or_over { 1.0 } else { 0.0 })?;
    let score_of = |&x: &f64| {
        let passed = |&&q: &&f64| if at_or_over { q <= x } else { q < x };
        let score = 1 + thresholds.iter().filter(passed).count() as u8;
        match direction {
            Direction::MoreIsBetter => score,
            Direction::LessIsBetter => 6 - score,
        }
    };
    Some(Scores { scores: values.iter().map(score_of).collect(), thresholds: Some(thresholds) })
}

fn find_thresholds(values: &[f64], added: f64) -> Option<[f64; 4]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |p| quantile_of_sorted(&sorted, p).map(|q| q + added);
    Some([at(0.2)?, at(0.4)?, at(0.6)?, at(0.8)?])
}

fn score_ranks(values: &[f64], direction: Direction) -> Vec<u8> {
    let n = values.len();
    let mut worst_first: Vec<usize> = (0..n).collect();
    // Stable, and by plain comparison: −0 and 0 are a tie.
    worst_first.sort_by(|&i, &j| {
        let order = values[i].partial_cmp(&values[j]).unwrap_or(std::cmp::Ordering::Equal);
        if direction == Direction::MoreIsBetter { order } else { order.reverse() }
    });
    let mut scores = vec![1; n];
    for (place, i) in worst_first.into_iter().enumerate() {
        scores[i] = (5 * (place + 1)).div_ceil(n) as u8;
    }
    scores
}

/// The three scores of one customer, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rfm {
    /// For the days since the last purchase: 5 is the most recent.
    pub recency: u8,
    /// For the number of purchases.
    pub frequency: u8,
    /// For the money spent.
    pub money: u8,
}

impl Rfm {
    /// Where recency and frequency lie; None for scores outside 1 to 5.
    pub fn cell(self) -> Option<RfmCell> {
        RfmCell::of(self.recency, self.frequency)
    }
}

/// The thresholds between the scores, each as [`Scores::thresholds`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RfmCuts {
    /// In days since the last purchase.
    pub recency: Option<[f64; 4]>,
    /// In purchases.
    pub frequency: Option<[f64; 4]>,
    /// In the unit of the money.
    pub money: Option<[f64; 4]>,
}

/// All three scores of every customer, and where they change; the slices tell of the same customers in
/// the same order. None unless they are equally long, not empty and finite throughout.
pub fn score_rfm(
    days_since_last: &[f64],
    n_purchases: &[f64],
    spend: &[f64],
    rule: ScoreRule,
) -> Option<(Vec<Rfm>, RfmCuts)> {
    if days_since_last.len() != n_purchases.len() || n_purchases.len() != spend.len() {
        return None;
    }
    let recency = score(days_since_last, Direction::LessIsBetter, rule)?;
    let frequency = score(n_purchases, Direction::MoreIsBetter, rule)?;
    let money = score(spend, Direction::MoreIsBetter, rule)?;
    let cuts = RfmCuts {
        recency: recency.thresholds,
        frequency: frequency.thresholds,
        money: money.thresholds,
    };
    let customers = recency.scores.into_iter().zip(frequency.scores).zip(money.scores);
    let customers =
        customers.map(|((recency, frequency), money)| Rfm { recency, frequency, money });
    Some((customers.collect(), cuts))
}

/// The ten named parts of the board of recency × frequency; together they are all 25 cells, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RfmCell {
    /// Recency 5, frequency 4 or 5.
    Champions,
    /// Recency 3 or 4, frequency 4 or 5.
    Loyal,
    /// Recency 4 or 5, frequency 2 or 3.
    PotentialLoyalist,
    /// Recency 5, frequency 1.
    New,
    /// Recency 4, frequency 1.
    Promising,
    /// Recency 3, frequency 3.
    NeedAttention,
    /// Recency 3, frequency 1 or 2.
    AboutToSleep,
    /// Recency 1 or 2, frequency 3 or 4.
    AtRisk,
    /// Recency 1 or 2, frequency 5.
    CantLose,
    /// Recency 1 or 2, frequency 1 or 2.
    Hibernating,
}

impl RfmCell {
    /// From the best to the worst.
    pub const ALL: [RfmCell; 10] = [
        RfmCell::Champions,
        RfmCell::Loyal,
        RfmCell::PotentialLoyalist,
        RfmCell::New,
        RfmCell::Promising,
        RfmCell::NeedAttention,
        RfmCell::AboutToSleep,
        RfmCell::AtRisk,
        RfmCell::CantLose,
        RfmCell::Hibernating,
    ];

    /// Where two scores lie; None outside 1 to 5.
    pub fn of(recency: u8, frequency: u8) -> Option<Self> {
        Some(match (recency, frequency) {
            (5, 4 | 5) => RfmCell::Champions,
            (3 | 4, 4 | 5) => RfmCell::Loyal,
            (4 | 5, 2 | 3) => RfmCell::PotentialLoyalist,
            (5, 1) => RfmCell::New,
            (4, 1) => RfmCell::Promising,
            (3, 3) => RfmCell::NeedAttention,
            (3, 1 | 2) => RfmCell::AboutToSleep,
            (1 | 2, 3 | 4) => RfmCell::AtRisk,
            (1 | 2, 5) => RfmCell::CantLose,
            (1 | 2, 1 | 2) => RfmCell::Hibernating,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::{CdnowCustomer, cdnow_customers};

    #[test]
    fn cdnow_frequency_ties_as_published() {
        let n_purchases: Vec<f64> = cdnow_customers().iter().map(|c| c.n_purchases).collect();
        let n = |rule| {
            score(&n_purchases, Direction::MoreIsBetter, rule).expect("finite").n_per_score()
        };
        assert_eq!(n(ScoreRule::Quantiles), [1411, 0, 439, 214, 293]);
        assert_eq!(n(ScoreRule::RankFirst), [471, 471, 472, 471, 472]);
        // Thresholds 2, 2, 3, 4: who bought twice is at or over two of them.
        assert_eq!(n(ScoreRule::RPackage), [1411, 0, 439, 214, 293]);
    }

    #[track_caller]
    fn check(values: &[f64], direction: Direction, rule: ScoreRule, expected: &[u8]) {
        let got = score(values, direction, rule).map(|s| s.scores);
        assert_eq!(got.as_deref(), Some(expected));
    }

    #[test]
    fn thresholds_belong_to_the_lower_score() {
        // Quantiles of 0, 10, … 50 at 20, 40, 60, 80 %: 10, 20, 30, 40.
        let values = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0];
        check(&values, Direction::MoreIsBetter, ScoreRule::Quantiles, &[1, 1, 2, 3, 4, 5]);
        check(&values, Direction::LessIsBetter, ScoreRule::Quantiles, &[5, 5, 4, 3, 2, 1]);
        check(&values, Direction::LessIsBetter, ScoreRule::RPackage, &[5, 5, 4, 3, 2, 1]);
        let got = score(&values, Direction::MoreIsBetter, ScoreRule::RPackage);
        assert_eq!(got.and_then(|s| s.thresholds), Some([11.0, 21.0, 31.0, 41.0]));
    }

    #[test]
    fn r_package_rule_distorts_small_money_and_ours_does_not() {
        let values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
        check(&values, Direction::MoreIsBetter, ScoreRule::RPackage, &[1; 6]);
        check(&values, Direction::MoreIsBetter, ScoreRule::Quantiles, &[1, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn rank_first_splits_ties_in_the_order_given() {
        let values = [7.0, 7.0, 7.0, 1.0, 7.0];
        check(&values, Direction::MoreIsBetter, ScoreRule::RankFirst, &[2, 3, 4, 1, 5]);
        check(&values, Direction::LessIsBetter, ScoreRule::RankFirst, &[1, 2, 3, 5, 4]);
    }

    #[test]
    fn what_is_not_known_is_not_scored() {
        assert_eq!(score(&[], Direction::MoreIsBetter, ScoreRule::Quantiles), None);
        assert_eq!(score(&[1.0, f64::NAN], Direction::MoreIsBetter, ScoreRule::RankFirst), None);
        assert_eq!(score_rfm(&[1.0], &[1.0, 2.0], &[1.0], ScoreRule::Quantiles), None);
        check(&[3.0], Direction::LessIsBetter, ScoreRule::Quantiles, &[5]);
    }

    #[test]
    fn the_cells_are_a_partition_of_the_board() {
        let mut n_fields = [0; RfmCell::ALL.len()];
        for recency in 1..=5 {
            for frequency in 1..=5 {
                let cell = RfmCell::of(recency, frequency).expect("on the board");
                n_fields[cell as usize] += 1;
            }
        }
        assert_eq!(n_fields, [2, 4, 4, 1, 1, 1, 2, 4, 2, 4]);
        for (place, cell) in RfmCell::ALL.into_iter().enumerate() {
            assert_eq!(cell as usize, place);
        }
        for (recency, frequency) in [(0, 3), (3, 6), (6, 1), (1, 0)] {
            assert_eq!(RfmCell::of(recency, frequency), None);
        }
    }

    #[test]
    fn every_cdnow_customer_lies_in_one_cell() {
        let customers = cdnow_customers();
        let column = |f: fn(&CdnowCustomer) -> f64| customers.iter().map(f).collect::<Vec<f64>>();
        let days = column(|c| c.days_since_last);
        let (n, spend) = (column(|c| c.n_purchases), column(|c| c.spend));
        let (scored, _) = score_rfm(&days, &n, &spend, ScoreRule::Quantiles).expect("finite");
        let in_cells = scored.iter().filter(|s| RfmCell::of(s.recency, s.frequency).is_some());
        assert_eq!(in_cells.count(), 2357);
        // Whoever bought last on the last day is among the most recent, whatever the ties.
        assert!(days.iter().zip(&scored).all(|(&days, s)| days > 0.0 || s.recency == 5));
    }

    #[test]
    fn recent_and_frequent_are_champions() {
        let days = [1.0, 200.0, 3.0, 90.0, 40.0];
        let n = [9.0, 1.0, 1.0, 2.0, 3.0];
        let spend = [900.0, 20.0, 30.0, 10.0, 300.0];
        let (scored, _) = score_rfm(&days, &n, &spend, ScoreRule::Quantiles).expect("finite");
        assert_eq!(scored[0], Rfm { recency: 5, frequency: 5, money: 5 });
        assert_eq!(RfmCell::of(scored[0].recency, scored[0].frequency), Some(RfmCell::Champions));
        assert_eq!(scored[1].recency, 1);
    }
}
