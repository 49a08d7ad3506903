//! Which values are far from what a column usually holds.
//!
//! Measured from the median in median absolute deviations (Iglewicz & Hoaglin 1993, modified z-score),
//! so that what is far off does not itself decide what is usual. Sums of money differ by factors, not
//! by differences: where the logarithms lie more evenly about their middle, they are measured.

/// Fewer say little about what is usual.
const FEWEST: usize = 12;
/// The usual bound.
const BOUND: f64 = 3.5;
/// Differences have longer tails than what that was made for.
const BOUND_OF_DIFFERENCES: f64 = 5.0;
/// Of logarithms: less than four times as much is no slip of the keyboard.
const LEAST_FACTOR: f64 = 4.0;
/// More than this share far off is another kind of customer.
const LARGEST_SHARE: f64 = 0.05;

/// The places of far values in `values`, the farthest first. Of numbers that all mean the same kind
/// of thing; none is infinite.
pub fn find_far(values: &[f64], scale: Scale) -> Vec<usize> {
    if values.len() < FEWEST {
        return Vec::new();
    }
    let by_factor = match scale {
        Scale::Days => false,
        Scale::Sums => true,
        Scale::Any => is_even_by_factor(values),
    };
    // Nothing below or at zero is so many times as much as something else.
    let measured: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| !by_factor || **value > 0.0)
        .map(|(at, value)| (at, if by_factor { value.ln() } else { *value }))
        .collect();
    if measured.len() < FEWEST {
        return Vec::new();
    }
    let mut sorted: Vec<f64> = measured.iter().map(|(_, value)| *value).collect();
    sorted.sort_by(f64::total_cmp);
    let median = quantile(&sorted, 0.5);
    let least = match scale {
        _ if by_factor => LEAST_FACTOR.ln(),
        Scale::Days => 2.0 * 365.0,
        _ => 0.0,
    };
    let bound = if by_factor { BOUND } else { BOUND_OF_DIFFERENCES };
    let least = least.max(bound * deviation(&sorted, median));
    let mut far: Vec<(usize, f64)> = measured
        .into_iter()
        .map(|(at, value)| (at, (value - median).abs()))
        .filter(|(_, distance)| *distance > least)
        .collect();
    if far.len() as f64 > (LARGEST_SHARE * values.len() as f64).max(1.0) {
        return Vec::new();
    }
    far.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    far.into_iter().map(|(at, _)| at).collect()
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// By difference, and never less than two years.
    Days,
    /// By factor.
    Sums,
    /// By whichever lies more evenly.
    Any,
}

/// A standard deviation's worth, from the median absolute deviation; where more than half of the
/// values are the same, from the mean one.
fn deviation(sorted: &[f64], median: f64) -> f64 {
    let mut distances: Vec<f64> = sorted.iter().map(|value| (value - median).abs()).collect();
    distances.sort_by(f64::total_cmp);
    let middle = quantile(&distances, 0.5);
    if middle > 0.0 {
        return middle * 1.4826;
    }
    distances.iter().sum::<f64>() / distances.len().max(1) as f64 * 1.2533
}

/// Do the quarters on both sides of the middle differ less as factors than as differences?
fn is_even_by_factor(values: &[f64]) -> bool {
    if values.iter().any(|value| *value <= 0.0) {
        return false;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| quantile(&sorted, share));
    let skew = |low: f64, middle: f64, high: f64| {
        let width = high - low;
        if width > 0.0 { ((high - middle) - (middle - low)).abs() / width } else { 0.0 }
    };
    skew(low.ln(), middle.ln(), high.ln()) < skew(low, middle, high)
}

/// Between the two values that the share falls between. Of sorted values.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or_default();
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::{Scale, find_far};

    #[track_caller]
    fn check(values: &[f64], scale: Scale, expected: &[f64]) {
        let far: Vec<f64> = find_far(values, scale).into_iter().map(|at| values[at]).collect();
        assert_eq!(far, expected);
    }

    /// As many values about each of those given.
    fn around(middles: &[f64], n: usize) -> Vec<f64> {
        let near = |n: usize| 1.0 + (n % 7) as f64 * 0.03;
        middles.iter().flat_map(|middle| (0..n).map(move |n| middle * near(n))).collect()
    }

    #[test]
    fn a_slip_of_the_keyboard_stands_out() {
        let mut sums = around(&[30.0, 90.0, 250.0], 10);
        check(&sums, Scale::Sums, &[]);
        sums.extend([98_000.0, -40.0]);
        check(&sums, Scale::Sums, &[98_000.0]);
        let mut ages = around(&[22.0, 35.0, 58.0], 10);
        ages.push(1_990.0);
        check(&ages, Scale::Any, &[1_990.0]);
        let mut days = around(&[20_000.0], 20);
        days.push(-25_567.0);
        check(&days, Scale::Days, &[-25_567.0]);
    }

    #[test]
    fn two_among_ones_is_nothing_special() {
        let mut pieces = vec![1.0; 60];
        pieces.extend([2.0, 2.0, 3.0]);
        check(&pieces, Scale::Sums, &[]);
        pieces.push(500.0);
        check(&pieces, Scale::Sums, &[500.0]);
    }

    #[test]
    fn few_values_and_many_far_ones_say_nothing() {
        check(&[1.0, 1.0, 1.0, 900.0], Scale::Any, &[]);
        check(&[7.0; 40], Scale::Any, &[]);
        check(&around(&[5.0, 5.0, 5.0, 5_000.0], 10), Scale::Sums, &[]);
    }
}
