//! How the values of a column are spread: a small histogram of numbers, days, words or lengths.
//!
//! Bins begin at round numbers and follow the bulk of the usual values; the outer ones reach out to the
//! extremes, so that one slip of the keyboard does not flatten all the rest.

use std::collections::HashMap;

use crate::domain::day::Day;
use crate::ingest::values::cell;
use crate::views::import_check::{Bin, DayBin, Spread};

/// About so many bins.
const N_BINS: f64 = 10.0;
const MOST_BINS: usize = 24;
const N_TOP_VALUES: usize = 8;
const VALUE_CHARS: usize = 80;
/// The share of the values at either end that the bins do not follow.
const END_SHARE: f64 = 0.02;

/// Of numbers, none of which is infinite. `usual`: those of them that are not far from the others.
pub fn of_numbers(values: &[f64], usual: &[f64]) -> Spread {
    let bins = bin(values, usual);
    if bins.is_empty() { Spread::Nothing } else { Spread::Numbers(bins) }
}

/// Of years of the calendar; as for numbers.
pub fn of_years(values: &[f64], usual: &[f64]) -> Spread {
    match of_numbers(values, usual) {
        Spread::Numbers(bins) => Spread::Years(bins),
        other => other,
    }
}

/// Characters per cell.
pub fn of_lengths(lengths: &[f64]) -> Spread {
    let bins = bin(lengths, lengths);
    if bins.is_empty() { Spread::Nothing } else { Spread::Lengths(bins) }
}

/// Of days: by day, week, month, quarter, or years. `usual` as for numbers.
pub fn of_days(days: &[Day], usual: &[Day]) -> Spread {
    let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else {
        return Spread::Nothing;
    };
    let mut sorted = usual.to_vec();
    sorted.sort_unstable();
    let (low, high) = ends(&sorted).unwrap_or((first, last));
    let starts = round_starts(low, high);
    // A bin ends before the next begins, the last with the last day.
    let mut bins: Vec<DayBin> = starts
        .iter()
        .enumerate()
        .map(|(at, start)| DayBin {
            from: if at == 0 { first.min(*start) } else { *start },
            to: starts.get(at + 1).map_or(last.max(*start), |next| next.plus_days(-1)),
            n: 0,
        })
        .collect();
    for day in days {
        let after = starts.partition_point(|start| start <= day);
        if let Some(bin) = bins.get_mut(after.saturating_sub(1)) {
            bin.n += 1;
        }
    }
    Spread::Days(bins)
}

/// The most frequent of all cells, which are few enough to be counted.
pub fn of_values<'a>(values: impl Iterator<Item = &'a str>) -> Spread {
    let mut n_of: HashMap<&str, u32> = HashMap::new();
    for value in values {
        *n_of.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(&str, u32)> = n_of.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    if counts.is_empty() {
        return Spread::Nothing;
    }
    let (top, others) = counts.split_at(counts.len().min(N_TOP_VALUES));
    Spread::Values {
        top: top.iter().map(|(value, n)| (cell::cut(value, VALUE_CHARS), *n)).collect(),
        n_others: others.iter().map(|(_, n)| n).sum(),
    }
}

/// Where the bulk of sorted values begins and ends.
fn ends<T: Copy>(sorted: &[T]) -> Option<(T, T)> {
    let last = sorted.len().checked_sub(1)?;
    let n_beyond = (END_SHARE * last as f64) as usize;
    Some((*sorted.get(n_beyond)?, *sorted.get(last - n_beyond)?))
}

fn bin(values: &[f64], usual: &[f64]) -> Vec<Bin> {
    let first = values.iter().copied().min_by(f64::total_cmp);
    let last = values.iter().copied().max_by(f64::total_cmp);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut sorted = usual.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = ends(&sorted).unwrap_or((first, last));
    let is_whole = values.iter().all(|value| value.fract() == 0.0);
    let step = round_step((high - low) / N_BINS, is_whole);
    let start = (low / step).floor();
    let n_bins = ((high / step).floor() - start + 1.0).clamp(1.0, MOST_BINS as f64) as usize;
    let edge = |at: usize| (start + at as f64) * step;
    let mut bins: Vec<Bin> =
        (0..n_bins).map(|at| Bin { from: edge(at), to: edge(at + 1), n: 0 }).collect();
    if let Some(outer) = bins.first_mut() {
        outer.from = outer.from.min(first);
    }
    if let Some(outer) = bins.last_mut() {
        outer.to = outer.to.max(last);
    }
    for value in values {
        let after = bins.partition_point(|bin| bin.from <= *value);
        if let Some(bin) = bins.get_mut(after.saturating_sub(1)) {
            bin.n += 1;
        }
    }
    bins
}

/// The next of 1, 2, 5, 10, 20 … that is not smaller.
fn round_step(least: f64, is_whole: bool) -> f64 {
    let least = if is_whole { least.max(1.0) } else { least };
    if !(least > 0.0 && least.is_finite()) {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= least).unwrap_or(10.0 * power)
}

/// The first days of bins, the first one no later than `low`.
fn round_starts(low: Day, high: Day) -> Vec<Day> {
    let n_days = high.days_since(low);
    if n_days <= 20 {
        return (0..=n_days).map(|n| low.plus_days(n)).collect();
    }
    if n_days <= 130 {
        let monday = low.plus_days(-i32::from(low.weekday()));
        return (0..)
            .map(|week| monday.plus_days(7 * week))
            .take(MOST_BINS)
            .take_while(|start| *start <= high)
            .collect();
    }
    let (Some((year, month, _)), Some((last_year, _, _))) = (low.ymd(), high.ymd()) else {
        return vec![low];
    };
    let n_years = last_year - year + 1;
    let n_months = match n_days {
        ..=600 => 1,
        601..=1_800 => 3,
        _ => 12 * (1 + (n_years - 1) / (2 * N_BINS as i32)),
    };
    let first_month = (year * 12 + month as i32 - 1).div_euclid(n_months) * n_months;
    (0..)
        .map_while(|n| {
            let month = first_month + n * n_months;
            Day::from_ymd(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
        })
        .take(MOST_BINS)
        .take_while(|start| *start <= high)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::{Spread, of_days, of_numbers, of_values};
    use crate::domain::day::Day;

    fn bins(values: &[f64]) -> Vec<(f64, f64, u32)> {
        match of_numbers(values, values) {
            Spread::Numbers(bins) => bins.iter().map(|bin| (bin.from, bin.to, bin.n)).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn numbers_lie_in_round_bins() {
        let counted = bins(&[1.0, 2.0, 2.0, 4.0]);
        assert_eq!(counted, [(1.0, 2.0, 1), (2.0, 3.0, 2), (3.0, 4.0, 0), (4.0, 5.0, 1)]);
        assert_eq!(bins(&[7.0; 3]), [(7.0, 8.0, 3)]);
        assert_eq!(bins(&[]), []);
    }

    #[test]
    fn an_outlier_widens_the_outer_bin_only() {
        let mut values: Vec<f64> = (0..200).map(|n| f64::from(n % 100)).collect();
        values.push(1e9);
        let counted = bins(&values);
        assert_eq!(counted.first(), Some(&(0.0, 10.0, 20)));
        assert_eq!(counted.last(), Some(&(90.0, 1e9, 21)));
        assert_eq!(counted.len(), 10);
    }

    #[test]
    fn days_lie_in_months() {
        let day = |month, day| Day::from_ymd(2025, month, day).unwrap_or_default();
        let days = [day(1, 5), day(1, 31), day(2, 1), day(9, 30)];
        let Spread::Days(bins) = of_days(&days, &days) else {
            panic!("days are spread over days");
        };
        let counts: Vec<u32> = bins.iter().map(|bin| bin.n).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!((bins[1].from, bins[1].to), (day(2, 1), day(2, 28)));
        assert_eq!((bins[0].from, bins[8].to), (day(1, 1), day(9, 30)));
    }

    #[test]
    fn values_stand_by_frequency() {
        let spread = of_values(["b", "a", "b", "c", "d", "e", "f", "g", "h", "i"].into_iter());
        let Spread::Values { top, n_others } = spread else {
            panic!("words are counted");
        };
        assert_eq!((top[0].clone(), top[1].clone()), (("b".into(), 2), ("a".into(), 1)));
        assert_eq!((top.len(), n_others), (8, 1));
    }

    proptest! {
        #[test]
        fn every_number_is_in_its_bin(
            values in prop::collection::vec(-1e15_f64..1e15, 1..60),
            small in prop::collection::vec(-1e-3_f64..1e3, 0..60),
        ) {
            let values = [values, small].concat();
            let counted = bins(&values);
            prop_assert!(counted.len() <= super::MOST_BINS);
            for (at, (from, to, n)) in counted.iter().enumerate() {
                let is_last = at + 1 == counted.len();
                let is_in = |value: &&f64| *from <= **value && (**value < *to || (is_last && **value == *to));
                prop_assert_eq!(values.iter().filter(is_in).count() as u32, *n);
            }
            prop_assert_eq!(counted.iter().map(|bin| bin.2 as usize).sum::<usize>(), values.len());
        }

        #[test]
        fn every_day_is_in_its_bin(days in prop::collection::vec(-25_567_i32..47_847, 1..60), near: bool) {
            let days: Vec<Day> = days.into_iter().map(|day| Day(if near { day % 200 } else { day })).collect();
            let Spread::Days(bins) = of_days(&days, &days[1..]) else { panic!("no days") };
            prop_assert!(bins.len() <= super::MOST_BINS, "{} bins", bins.len());
            for bin in &bins {
                let n = days.iter().filter(|day| bin.from <= **day && **day <= bin.to).count();
                prop_assert_eq!(n as u32, bin.n);
            }
            prop_assert_eq!(bins.iter().map(|bin| bin.n as usize).sum::<usize>(), days.len());
        }

        #[test]
        fn no_days_are_too_far(days in prop::collection::vec(any::<i32>(), 0..9)) {
            let _ = of_days(&days.iter().copied().map(Day).collect::<Vec<_>>(), &[]);
        }
    }
}
