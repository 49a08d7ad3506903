//! Where to cut one measure into classes: at its natural breaks, by quantiles, or where a share of the
//! value lies above. Knows numbers only.
//!
//! A cut belongs to the class below it, as in [`crate::rfm`]: x is in class number (cuts below x).

use crate::quantile::quantile_of_sorted;

/// Cuts between classes, ascending; classes count from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Cuts(Vec<f64>);

impl Cuts {
    /// One fewer than there are classes, in the unit of the values. Two may be equal: no value lies in
    /// the class between them.
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// The class of a value: the number of cuts below it. NaN has none.
    pub fn class_of(&self, x: f64) -> Option<usize> {
        (!x.is_nan()).then(|| self.0.iter().filter(|&&cut| cut < x).count())
    }
}

/// Why values cannot be cut into classes.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BreaksError {
    /// A value that is not finite, or over 1e100 in size.
    #[error("value {row}, {value}, cannot be put into a class")]
    NotFinite {
        /// Place of the value, from 0.
        row: usize,
        /// The value.
        value: f64,
    },
    /// No classes asked for.
    #[error("at least one class is needed")]
    NoClasses,
    /// Fewer different values than classes.
    #[error("{n_distinct} different values cannot make {n_classes} classes")]
    TooFewDistinct {
        /// Different values there are.
        n_distinct: usize,
        /// Classes asked for.
        n_classes: usize,
    },
}

/// Classes whose values are as alike as can be.
#[derive(Debug, Clone, PartialEq)]
pub struct NaturalBreaks {
    /// The largest value of every class but the last.
    pub cuts: Cuts,
    /// How many values each class has, never none.
    pub sizes: Vec<usize>,
    /// Goodness of variance fit: the part of all squared deviations that the classes explain, 0 for one
    /// class to 1 where each holds equal values. 1 where all values are equal.
    pub goodness: f64,
}

/// The classes with the least sum of squared deviations from their means, exactly.
///
/// W. D. Fisher (1958), *J. Am. Statist. Assoc.* 53, 789; known to map makers as Jenks' (1977). By
/// dynamic programming over the different values, D(t, j) = min over i of D(t − 1, i − 1) + SSD(i…j):
/// the best i never falls as j rises, which divide and conquer uses: O(k·m·log m) for m different
/// values, fast enough for a million, so that nothing is binned.
///
/// # Errors
/// [`BreaksError`] for a value that is not finite, no classes, or fewer different values than classes.
pub fn natural_breaks(values: &[f64], n_classes: usize) -> Result<NaturalBreaks, BreaksError> {
    if n_classes == 0 {
        return Err(BreaksError::NoClasses);
    }
    let distinct = DistinctValues::of(values)?;
    let n_distinct = distinct.values.len();
    if n_distinct < n_classes {
        return Err(BreaksError::TooFewDistinct { n_distinct, n_classes });
    }
    let mut least: Vec<f64> = (0..n_distinct).map(|j| distinct.deviations(0, j)).collect();
    // For every class after the first and every last value: where that class begins.
    let mut begins: Vec<Vec<usize>> = Vec::with_capacity(n_classes);
    for class in 1..n_classes {
        let mut layer =
            Layer { before: &least, least: vec![0.0; n_distinct], begins: vec![0; n_distinct] };
        layer.fill(&distinct, (class, n_distinct - 1), (class, n_distinct - 1));
        begins.push(layer.begins);
        least = layer.least;
    }
    let mut end = n_distinct - 1;
    let mut cuts = Vec::with_capacity(n_classes - 1);
    let mut sizes = Vec::with_capacity(n_classes);
    for layer in begins.iter().rev() {
        let begin = layer[end];
        sizes.push(distinct.n_between(begin, end));
        end = begin - 1;
        cuts.push(distinct.values[end]);
    }
    sizes.push(distinct.n_between(0, end));
    cuts.reverse();
    sizes.reverse();
    let all = distinct.deviations(0, n_distinct - 1);
    let goodness = if all > 0.0 { 1.0 - least[n_distinct - 1] / all } else { 1.0 };
    Ok(NaturalBreaks { cuts: Cuts(cuts), sizes, goodness })
}

/// Different values, ascending, with running sums over them and their multiplicities.
struct DistinctValues {
    values: Vec<f64>,
    /// Before each value and after the last: how many, their sum, and the sum of their squares, as
    /// distances from the overall mean, so that large values cost no digits.
    sums: Vec<(usize, f64, f64)>,
}

impl DistinctValues {
    fn of(values: &[f64]) -> Result<Self, BreaksError> {
        if let Some(row) = values.iter().position(|x| !x.is_finite() || x.abs() > 1e100) {
            return Err(BreaksError::NotFinite { row, value: values[row] });
        }
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len().max(1) as f64;
        let (mut distinct, mut sums) = (Vec::new(), vec![(0, 0.0, 0.0)]);
        let (mut sum, mut squares) = (0.0, 0.0);
        for same in sorted.chunk_by(|a, b| a == b) {
            let (x, n) = (same[0] - mean, same.len() as f64);
            sum += n * x;
            squares += n * x * x;
            let n_before = sums[distinct.len()].0;
            distinct.push(same[0]);
            sums.push((n_before + same.len(), sum, squares));
        }
        Ok(DistinctValues { values: distinct, sums })
    }

    fn n_between(&self, first: usize, last: usize) -> usize {
        self.sums[last + 1].0 - self.sums[first].0
    }

    /// Sum of squared deviations from their mean, from the first to the last of these places.
    fn deviations(&self, first: usize, last: usize) -> f64 {
        if first == last {
            return 0.0;
        }
        let (before, after) = (self.sums[first], self.sums[last + 1]);
        let (n, sum, squares) =
            ((after.0 - before.0) as f64, after.1 - before.1, after.2 - before.2);
        (squares - sum * sum / n).max(0.0)
    }
}

/// One class more than the layer before.
struct Layer<'a> {
    before: &'a [f64],
    least: Vec<f64>,
    begins: Vec<usize>,
}

impl Layer<'_> {
    /// For all last values within `ends`, knowing that the class begins within `choices`; both
    /// inclusive, from places past the classes before.
    fn fill(&mut self, distinct: &DistinctValues, ends: (usize, usize), choices: (usize, usize)) {
        if ends.0 > ends.1 {
            return;
        }
        let end = ends.0.midpoint(ends.1);
        let (mut best, mut least) = (choices.0, f64::INFINITY);
        for begin in choices.0..=choices.1.min(end) {
            let deviations = self.before[begin - 1] + distinct.deviations(begin, end);
            if deviations < least {
                (best, least) = (begin, deviations);
            }
        }
        (self.begins[end], self.least[end]) = (best, least);
        // A place is never 0 here: a class lies before.
        self.fill(distinct, (ends.0, end - 1), (choices.0, best));
        self.fill(distinct, (end + 1, ends.1), (best, choices.1));
    }
}

/// Cuts at the quantiles (type 7) 1/k, 2/k, …: classes of about equal size but for ties, which stay
/// together; a class may be empty. None for no values, no classes, or any value that is not finite.
pub fn quantile_cuts(values: &[f64], n_classes: usize) -> Option<Cuts> {
    if n_classes == 0 || values.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |i| quantile_of_sorted(&sorted, i as f64 / n_classes as f64);
    let cuts = (1..n_classes).map(at).collect::<Option<Vec<f64>>>()?;
    (!sorted.is_empty()).then_some(Cuts(cuts))
}

/// The cut from which on a share of the value lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueCut {
    /// Whoever scores this much or more is above the cut.
    pub at_least: f64,
    /// How many are above it.
    pub n_above: usize,
    /// The share of all value they bring: what was asked, or more.
    pub share_above: f64,
}

/// The highest cut with at least `share` (above 0, to 1) of all value above it; equal amounts stay
/// together. Negative and unknown amounts (NaN) count as nothing, and those who bring nothing are never
/// above. None without any value or for another share.
pub fn value_cut(amounts: &[f64], share: f64) -> Option<ValueCut> {
    value_cut_by(amounts.iter().map(|&amount| (amount, amount)), share)
}

/// The same among people sorted by a score, each with what they bring: (score, amount). Who has no
/// score (NaN) is left out, with what they bring.
pub fn value_cut_by(people: impl IntoIterator<Item = (f64, f64)>, share: f64) -> Option<ValueCut> {
    let scored = people.into_iter().filter(|(score, _)| !score.is_nan());
    // `max` takes the number where the other is none.
    let mut descending: Vec<(f64, f64)> =
        scored.map(|(score, amount)| (score, amount.max(0.0))).collect();
    descending.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = descending.iter().map(|(_, amount)| amount).sum();
    if !(share > 0.0 && share <= 1.0 && total > 0.0 && total.is_finite()) {
        return None;
    }
    let target = share * total * (1.0 - 1e-12);
    let (mut n_above, mut sum) = (0, 0.0);
    for same in descending.chunk_by(|a, b| a.0 == b.0) {
        n_above += same.len();
        same.iter().for_each(|(_, amount)| sum += amount);
        if sum >= target {
            return Some(ValueCut { at_least: same[0].0, n_above, share_above: sum / total });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], cuts: &[f64], sizes: &[usize], goodness: f64) {
        let found = natural_breaks(values, sizes.len()).expect("enough values");
        assert_eq!((found.cuts.as_slice(), &found.sizes[..]), (cuts, sizes));
        assert!((found.goodness - goodness).abs() < 1e-12, "{}", found.goodness);
    }

    #[test]
    fn natural_breaks_by_hand() {
        // Mean 7: 26 in all; within the classes ½ each.
        check(&[9.0, 4.0, 10.0, 5.0], &[5.0], &[2, 2], 25.0 / 26.0);
        check(&[9.0, 4.0, 10.0, 5.0], &[], &[4], 0.0);
        check(&[9.0, 4.0, 10.0, 5.0], &[4.0, 5.0, 9.0], &[1, 1, 1, 1], 1.0);
        // Equal values stay together; three groups, each of equal values.
        check(&[1.0, 7.0, 1.0, 3.0, 1.0, 7.0], &[1.0, 3.0], &[3, 1, 2], 1.0);
        check(&[2.0; 5], &[], &[5], 1.0);
        // A far level costs no digits.
        check(&[1e9 + 9.0, 1e9 + 4.0, 1e9 + 10.0, 1e9 + 5.0], &[1e9 + 5.0], &[2, 2], 25.0 / 26.0);
    }

    #[test]
    fn refused_with_the_reason() {
        assert_eq!(natural_breaks(&[1.0], 0), Err(BreaksError::NoClasses));
        let too_few = BreaksError::TooFewDistinct { n_distinct: 1, n_classes: 2 };
        assert_eq!(natural_breaks(&[1.0, 1.0], 2), Err(too_few));
        let too_few = BreaksError::TooFewDistinct { n_distinct: 0, n_classes: 1 };
        assert_eq!(natural_breaks(&[], 1), Err(too_few));
        let refused = natural_breaks(&[1.0, f64::INFINITY], 1);
        assert_eq!(refused, Err(BreaksError::NotFinite { row: 1, value: f64::INFINITY }));
    }

    #[test]
    fn a_cut_belongs_to_the_class_below() {
        let cuts = quantile_cuts(&[10.0, 1.0, 3.0, 2.0, 4.0], 4).expect("finite");
        assert_eq!(cuts.as_slice(), [2.0, 3.0, 4.0]);
        let classes = [0.0, 2.0, 2.5, 3.0, 4.0, 99.0].map(|x| cuts.class_of(x));
        assert_eq!(classes, [Some(0), Some(0), Some(1), Some(1), Some(2), Some(3)]);
        assert_eq!(cuts.class_of(f64::NAN), None);
        assert_eq!(quantile_cuts(&[], 3), None);
        assert_eq!(quantile_cuts(&[], 1), None);
        assert_eq!(quantile_cuts(&[f64::NAN], 3), None);
    }

    #[test]
    fn value_above_a_cut_by_hand() {
        let amounts = [5.0, 50.0, f64::NAN, 15.0, -3.0, 15.0, 15.0];
        // 50 of 100, then three of 15 at once: 95.
        let cut = value_cut(&amounts, 0.6).expect("some value");
        assert_eq!((cut.at_least, cut.n_above, cut.share_above), (15.0, 4, 0.95));
        assert_eq!(value_cut(&amounts, 0.5).map(|c| c.n_above), Some(1));
        assert_eq!(value_cut(&amounts, 1.0).map(|c| c.n_above), Some(5));
        assert_eq!(value_cut(&amounts, 0.0), None);
        assert_eq!(value_cut(&[0.0, -1.0], 0.5), None);
    }

    #[test]
    fn value_above_a_cut_of_scores_by_hand() {
        // The best two score alike and bring 30 of 100; the next brings nothing, then 60.
        let people = [(50.0, 60.0), (90.0, 10.0), (10.0, 10.0), (90.0, 20.0), (70.0, -5.0)];
        let unknown = [(f64::NAN, 900.0)];
        let cut = |share| value_cut_by(people.into_iter().chain(unknown), share);
        let found = |share| cut(share).map(|cut| (cut.at_least, cut.n_above, cut.share_above));
        assert_eq!(found(0.3), Some((90.0, 2, 0.3)));
        assert_eq!(found(0.31), Some((50.0, 4, 0.9)));
        assert_eq!(found(1.0), Some((10.0, 5, 1.0)));
        assert_eq!(cut(0.0), None);
    }
}
