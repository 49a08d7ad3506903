//! How unevenly value is spread over customers or products. Knows amounts only.
//!
//! Shares of a whole have no meaning with negative amounts (more returned than bought) or unknown ones
//! (NaN): both count as nothing here, and [`count_amounts`] tells how many they were, so that it can be
//! said beside the figures. Nothing assumes that 20 % bring 80 %: both ways round the data say.

use serde::{Deserialize, Serialize};

/// Gini's coefficient, 0 for equal amounts, towards 1 for all in one hand. None without any value.
///
/// G = 2·Σ i·x₍ᵢ₎ / (n·Σ x) − (n + 1)/n, x₍ᵢ₎ ascending. C. Gini (1912); this form: Damgaard & Weiner
/// (2000), *Ecology* 81, 1139.
pub fn gini(amounts: &[f64]) -> Option<f64> {
    let (descending, total) = rank_amounts(amounts)?;
    let n = descending.len() as f64;
    let weighted: f64 = descending.iter().rev().zip(1u32..).map(|(x, i)| f64::from(i) * x).sum();
    Some(2.0 * weighted / (n * total) - (n + 1.0) / n)
}

/// The share of all value that the top `part` (0 to 1) of customers brings; a started customer counts
/// whole: the top 20 % of 2,357 are 472. None without any value.
pub fn share_of_top(amounts: &[f64], part: f64) -> Option<f64> {
    let (descending, total) = rank_amounts(amounts)?;
    // 0.2 · 15 is a hair above 3 in binary: that hair is no started customer.
    let n_top = (part.clamp(0.0, 1.0) * descending.len() as f64 - 1e-9).ceil() as usize;
    Some(descending.iter().take(n_top).sum::<f64>() / total)
}

/// How many of the largest together stay within `share` (0 to 1) of all value: at .8 the A, from
/// there to .95 the B of an ABC analysis. 0 without any value.
pub fn n_largest_within(amounts: &[f64], share: f64) -> usize {
    let Some((descending, total)) = rank_amounts(amounts) else {
        return 0;
    };
    let mut sum = 0.0;
    descending
        .iter()
        .take_while(|&&x| {
            sum += x;
            sum <= share * total * (1.0 + 1e-12)
        })
        .count()
}

/// The smallest part of customers (0 to 1) that brings at least `share` of all value: the honest
/// version of "20 % bring 80 %". None without any value.
pub fn part_that_brings(amounts: &[f64], share: f64) -> Option<f64> {
    let (descending, total) = rank_amounts(amounts)?;
    let target = share.clamp(0.0, 1.0) * total * (1.0 - 1e-12);
    let mut sum = 0.0;
    let n_needed = descending
        .iter()
        .take_while(|&&x| {
            let wanted = sum < target;
            sum += x;
            wanted
        })
        .count();
    Some(n_needed as f64 / descending.len() as f64)
}

/// The Lorenz curve at `n_steps` + 1 even steps from 0 to 1, poorest first: (part of customers, their
/// share of value), between customers by straight lines. Empty without any value.
pub fn lorenz_curve(amounts: &[f64], n_steps: usize) -> Vec<(f64, f64)> {
    let Some((descending, total)) = rank_amounts(amounts) else {
        return Vec::new();
    };
    let mut cumulated = Vec::with_capacity(descending.len() + 1);
    let mut sum = 0.0;
    cumulated.push(0.0);
    for x in descending.iter().rev() {
        sum += x;
        cumulated.push(sum / total);
    }
    (0..=n_steps)
        .filter_map(|i| {
            let part = i as f64 / n_steps.max(1) as f64;
            Some((part, crate::quantile::quantile_of_sorted(&cumulated, part)?.min(1.0)))
        })
        .collect()
}

/// How many amounts count for what in the figures of this module.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AmountCounts {
    /// Amounts over zero, which make up the whole.
    pub n_positive: usize,
    /// Amounts of exactly zero.
    pub n_zero: usize,
    /// Amounts below zero, counted as zero.
    pub n_negative: usize,
    /// Amounts that are not known (NaN), counted as zero.
    pub n_unknown: usize,
    /// Sum of the positive amounts.
    pub positive: f64,
    /// Sum of the negative amounts, zero or below: what counting them as zero left out.
    pub negative: f64,
}

/// Sorts amounts by sign.
pub fn count_amounts(amounts: &[f64]) -> AmountCounts {
    let mut counts = AmountCounts::default();
    for &x in amounts {
        if x > 0.0 {
            counts.n_positive += 1;
            counts.positive += x;
        } else if x < 0.0 {
            counts.n_negative += 1;
            counts.negative += x;
        } else if x == 0.0 {
            counts.n_zero += 1;
        } else {
            counts.n_unknown += 1;
        }
    }
    counts
}

/// The tier of an ABC analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AbcTier {
    /// The largest, while together they stay within the first share.
    A,
    /// Those after them, while all so far stay within the second share.
    B,
    /// The rest, with everyone who brings nothing.
    C,
}

/// Who is A, B and C, and what each tier is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct AbcTiers {
    /// In the order of the amounts. Of equal amounts at a cut, those given first are in the better tier.
    pub tiers: Vec<AbcTier>,
    /// How many are in A, B, C.
    pub n: [usize; 3],
    /// What A, B, C bring, in the unit of the amounts; negative amounts as zero.
    pub value: [f64; 3],
}

/// ABC analysis with two cut-offs, say .8 and .95: from the largest down, A while the cumulated share
/// is at most `share_a`, then B while it is at most `share_ab`. The one who crosses a cut belongs to
/// the next tier, so A is empty where the largest alone brings more than `share_a`. None without any
/// value or unless 0 ≤ `share_a` ≤ `share_ab` ≤ 1.
///
/// H. F. Dickie (1951), *Factory Management and Maintenance* 109, 92.
pub fn abc_tiers(amounts: &[f64], share_a: f64, share_ab: f64) -> Option<AbcTiers> {
    if !(0.0 <= share_a && share_a <= share_ab && share_ab <= 1.0) {
        return None;
    }
    rank_amounts(amounts)?;
    let n_a = n_largest_within(amounts, share_a);
    let n_ab = n_largest_within(amounts, share_ab);
    let mut largest_first: Vec<usize> = (0..amounts.len()).collect();
    largest_first.sort_by(|&i, &j| amounts[j].max(0.0).total_cmp(&amounts[i].max(0.0)));
    let mut answer =
        AbcTiers { tiers: vec![AbcTier::C; amounts.len()], n: [0; 3], value: [0.0; 3] };
    for (place, i) in largest_first.into_iter().enumerate() {
        let brings_nothing = amounts[i].max(0.0) == 0.0;
        let tier = match place {
            _ if brings_nothing => AbcTier::C,
            _ if place < n_a => AbcTier::A,
            _ if place < n_ab => AbcTier::B,
            _ => AbcTier::C,
        };
        answer.tiers[i] = tier;
        answer.n[tier as usize] += 1;
        answer.value[tier as usize] += amounts[i].max(0.0);
    }
    Some(answer)
}

/// Amounts from large to small, and their sum; None where that sum is not positive and finite.
fn rank_amounts(amounts: &[f64]) -> Option<(Vec<f64>, f64)> {
    // NaN.max(0) is 0.
    let mut descending: Vec<f64> = amounts.iter().map(|&x| x.max(0.0)).collect();
    descending.sort_by(|a, b| b.total_cmp(a));
    let total: f64 = descending.iter().sum();
    (total > 0.0 && total.is_finite()).then_some((descending, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::cdnow_customers;

    #[test]
    fn gini_of_a_small_example() {
        let g = gini(&[10.0, 1.0, 3.0, 2.0, 4.0]);
        assert!(g.is_some_and(|g| (g - 0.4).abs() < 1e-12), "{g:?}");
        assert_eq!(gini(&[]), None);
        assert_eq!(gini(&[0.0, -5.0]), None);
        assert!(gini(&[2.0; 9]).is_some_and(|g| g.abs() < 1e-12));
    }

    #[test]
    fn cdnow_as_published() {
        let spend: Vec<f64> = cdnow_customers().iter().map(|c| c.spend).collect();
        assert!((spend.iter().sum::<f64>() - 173_115.55).abs() < 0.005);
        assert!(gini(&spend).is_some_and(|g| (g - 0.585_277_2).abs() < 5e-8));
        assert!(share_of_top(&spend, 0.2).is_some_and(|s| (s - 0.633_48).abs() < 5e-6));
        let (a, ab) = (n_largest_within(&spend, 0.8), n_largest_within(&spend, 0.95));
        assert_eq!((a, ab - a, spend.len() - ab), (899, 800, 658));
        let part = part_that_brings(&spend, 0.8);
        assert_eq!(part, Some(900.0 / 2357.0));
    }

    #[test]
    fn cdnow_tiers_as_published() {
        let spend: Vec<f64> = cdnow_customers().iter().map(|c| c.spend).collect();
        let abc = abc_tiers(&spend, 0.8, 0.95).expect("some value");
        assert_eq!(abc.n, [899, 800, 658]);
        assert!((abc.value.iter().sum::<f64>() - 173_115.55).abs() < 0.005);
        assert!(abc.value[0] / 173_115.55 <= 0.8 && abc.value[0] / 173_115.55 > 0.799);
        let zero = spend.iter().filter(|&&x| x == 0.0).count();
        assert_eq!(count_amounts(&spend).n_zero, zero);
    }

    #[test]
    fn tiers_of_a_small_example() {
        use AbcTier::{A, B, C};
        // Cumulated from the largest: 50, 80, 95, 100; the refund and the unknown bring nothing.
        let amounts = [15.0, 50.0, -20.0, 5.0, 30.0, f64::NAN, 0.0];
        let abc = abc_tiers(&amounts, 0.8, 0.95).expect("some value");
        assert_eq!(abc.tiers, [B, A, C, C, A, C, C]);
        assert_eq!((abc.n, abc.value), ([2, 1, 4], [80.0, 15.0, 5.0]));
        let counts = count_amounts(&amounts);
        assert_eq!((counts.n_positive, counts.n_zero), (4, 1));
        assert_eq!((counts.n_negative, counts.n_unknown), (1, 1));
        assert_eq!((counts.positive, counts.negative), (100.0, -20.0));
        // One who brings nine tenths crosses the first cut alone.
        assert_eq!(abc_tiers(&[90.0, 10.0], 0.8, 0.95).map(|abc| abc.n), Some([0, 1, 1]));
        // With everything within the cut, nothing still is no value.
        assert_eq!(abc_tiers(&[1.0, 0.0], 1.0, 1.0).map(|abc| abc.tiers), Some(vec![A, C]));
        assert_eq!(abc_tiers(&[1.0], 0.9, 0.8), None);
        assert_eq!(abc_tiers(&[0.0, -1.0], 0.8, 0.95), None);
    }

    #[test]
    fn lorenz_runs_from_corner_to_corner_below_the_diagonal() {
        let curve = lorenz_curve(&[10.0, 1.0, 3.0, 2.0, 4.0], 5);
        let expected = [0.0, 0.05, 0.15, 0.3, 0.5, 1.0];
        assert!(curve.iter().zip(expected).all(|(point, y)| (point.1 - y).abs() < 1e-12));
        assert_eq!(curve.len(), 6);
    }
}
