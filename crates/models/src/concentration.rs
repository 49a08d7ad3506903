//! How unevenly value is spread over customers or products. Knows amounts only; negative amounts
//! (more returned than bought) count as nothing, for shares of a whole have no meaning with them.

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

/// Amounts from large to small, and their sum; None where that sum is not positive and finite.
fn rank_amounts(amounts: &[f64]) -> Option<(Vec<f64>, f64)> {
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
    fn lorenz_runs_from_corner_to_corner_below_the_diagonal() {
        let curve = lorenz_curve(&[10.0, 1.0, 3.0, 2.0, 4.0], 5);
        let expected = [0.0, 0.05, 0.15, 0.3, 0.5, 1.0];
        assert!(curve.iter().zip(expected).all(|(point, y)| (point.1 - y).abs() < 1e-12));
        assert_eq!(curve.len(), 6);
    }
}
