//! Many purchase histories, equal ones counted once: what the models are fitted to.
//!
//! Histories are sorted by frequency, so that what hangs on the frequency alone is computed once for
//! all who share it; so are logarithms of times, which recur where data are kept by the day.

use crate::estimate::FitError;
use crate::purchase_history::PurchaseHistory;
use std::ops::Range;

/// With fewer people four parameters cannot be told.
pub const MIN_PERSONS: u64 = 100;
/// With fewer who came back nothing is known of how often, and when people stay away.
pub const MIN_REPEATERS: u64 = 30;
/// Somebody must have been observed for so many usual intervals between purchases (time per purchase of
/// those who came back): that they are silent for good shows no sooner.
pub const MIN_INTERVALS_OBSERVED: f64 = 2.0;
/// The starts of a fit are tried on so many rows at most.
const MAX_PILOT_ROWS: usize = 4000;

/// Purchase histories with the number of people that have each.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryTable {
    /// Different recencies and ages, ascending.
    pub(crate) times: Vec<f64>,
    pub(crate) groups: Vec<FrequencyGroup>,
    pub(crate) rows: Vec<Row>,
    row_of: Vec<usize>,
    n_persons: u64,
}

/// All rows of one frequency.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FrequencyGroup {
    pub(crate) frequency: u32,
    pub(crate) n: f64,
    pub(crate) rows: Range<usize>,
}

/// Equal histories; recency and age by their places among the times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) recency: usize,
    pub(crate) age: usize,
    pub(crate) n: f64,
}

impl HistoryTable {
    /// From the histories of all people.
    ///
    /// # Errors
    /// [`FitError::Impossible`] for a history that cannot be.
    pub fn new(histories: &[PurchaseHistory]) -> Result<Self, FitError> {
        Self::with_counts(&histories.iter().map(|h| (*h, 1)).collect::<Vec<_>>())
    }

    /// From histories and how many people have each; equal ones are put together.
    ///
    /// # Errors
    /// [`FitError::Impossible`] for a history that cannot be.
    pub fn with_counts(histories: &[(PurchaseHistory, u64)]) -> Result<Self, FitError> {
        if let Some(place) = histories.iter().position(|(history, _)| !history.is_possible()) {
            return Err(FitError::Impossible { place });
        }
        let mut times: Vec<f64> =
            histories.iter().flat_map(|(history, _)| [history.recency, history.age]).collect();
        // Possible histories hold no NaN, and −0 is told from 0 nowhere else.
        times.iter_mut().for_each(|time| *time += 0.0);
        times.sort_by(f64::total_cmp);
        times.dedup();
        let place = |time: f64| times.partition_point(|&t| t < time);
        let key = |history: &PurchaseHistory| {
            (history.frequency, place(history.age), place(history.recency))
        };
        let mut order: Vec<((u32, usize, usize), usize)> =
            histories.iter().enumerate().map(|(i, (history, _))| (key(history), i)).collect();
        order.sort_unstable();
        let mut table = HistoryTable {
            groups: Vec::new(),
            rows: Vec::new(),
            row_of: vec![0; histories.len()],
            n_persons: histories.iter().map(|(_, n)| n).sum(),
            times: Vec::new(),
        };
        let mut last = None;
        for ((frequency, age, recency), i) in order {
            if last != Some((frequency, age, recency)) {
                table.add_row(frequency, Row { recency, age, n: 0.0 });
                last = Some((frequency, age, recency));
            }
            let row = table.rows.len() - 1;
            table.rows[row].n += histories[i].1 as f64;
            table.row_of[i] = row;
        }
        table.times = times;
        table.count_groups();
        Ok(table)
    }

    fn add_row(&mut self, frequency: u32, row: Row) {
        let start = self.rows.len();
        self.rows.push(row);
        match self.groups.last_mut().filter(|group| group.frequency == frequency) {
            Some(group) => group.rows.end = start + 1,
            None => self.groups.push(FrequencyGroup { frequency, n: 0.0, rows: start..start + 1 }),
        }
    }

    fn count_groups(&mut self) {
        for group in &mut self.groups {
            group.n = self.rows[group.rows.clone()].iter().map(|row| row.n).sum();
        }
    }

    /// Different histories.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// People in all.
    pub fn n_persons(&self) -> u64 {
        self.n_persons
    }

    /// People with a repeat purchase.
    pub fn n_repeaters(&self) -> u64 {
        let repeaters = self.groups.iter().filter(|group| group.frequency > 0);
        repeaters.map(|group| group.n).sum::<f64>().round() as u64
    }

    /// Every different history with the number of people that have it, by frequency, age and recency.
    pub fn rows(&self) -> impl Iterator<Item = (PurchaseHistory, u64)> + '_ {
        self.groups.iter().flat_map(move |group| {
            self.rows[group.rows.clone()].iter().map(move |row| {
                let history = PurchaseHistory {
                    frequency: group.frequency,
                    recency: self.times[row.recency],
                    age: self.times[row.age],
                };
                (history, row.n.round() as u64)
            })
        })
    }

    /// The row among [`HistoryTable::rows`] in which the history at a place of the input went.
    pub fn row_of(&self, place: usize) -> Option<usize> {
        self.row_of.get(place).copied()
    }

    /// The same histories with other numbers of people, one for each row.
    pub(crate) fn recounted(&self, counts: &[u64]) -> Self {
        let mut table = self.clone();
        table.rows.iter_mut().zip(counts).for_each(|(row, &n)| row.n = n as f64);
        table.n_persons = counts.iter().sum();
        table.count_groups();
        table
    }

    /// Every k-th row, where there are very many: enough to try starts on.
    pub(crate) fn pilot(&self) -> Option<Self> {
        let step = self.rows.len().div_ceil(MAX_PILOT_ROWS);
        let takes = |(place, row): (usize, &Row)| if place % step == 0 { row.n as u64 } else { 0 };
        if step < 2 {
            return None;
        }
        let counts: Vec<u64> = self.rows.iter().enumerate().map(takes).collect();
        let kept: Vec<(PurchaseHistory, u64)> =
            self.rows().zip(counts).map(|((history, _), n)| (history, n)).collect();
        let kept: Vec<_> = kept.into_iter().filter(|(_, n)| *n > 0).collect();
        Self::with_counts(&kept).ok()
    }

    /// Mean time observed, for the scale of time.
    pub(crate) fn mean_age(&self) -> f64 {
        self.rows.iter().map(|row| row.n * self.times[row.age]).sum::<f64>() / self.n_persons as f64
    }

    /// Whether so many data can bear a model of purchasing.
    pub(crate) fn check_enough(&self) -> Result<(), FitError> {
        if self.n_persons < MIN_PERSONS {
            return Err(FitError::TooFewPersons { n: self.n_persons, needed: MIN_PERSONS });
        }
        let n = self.n_repeaters();
        if n < MIN_REPEATERS {
            return Err(FitError::TooFewRepeaters { n, needed: MIN_REPEATERS });
        }
        // Of those who came back: the observed intervals themselves are cut short by the end.
        let (mut time, mut n_repeats) = (0.0, 0.0);
        for (history, n) in self.rows().filter(|(history, _)| history.frequency > 0) {
            time += n as f64 * history.age;
            n_repeats += n as f64 * f64::from(history.frequency);
        }
        let longest = self.rows().map(|(history, _)| history.age).fold(0.0, f64::max);
        let needed = MIN_INTERVALS_OBSERVED * time / n_repeats;
        if longest < needed {
            return Err(FitError::TooShort { longest, needed });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn history(frequency: u32, recency: f64, age: f64) -> PurchaseHistory {
        PurchaseHistory { frequency, recency, age }
    }

    #[test]
    fn equal_histories_are_counted_once() {
        let all = [history(2, 1.0, 5.0), history(0, 0.0, 5.0), history(2, 1.0, 5.0)];
        let table = HistoryTable::new(&all).expect("possible");
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows, [(all[1], 1), (all[0], 2)]);
        assert_eq!((table.n_persons(), table.n_repeaters(), table.n_rows()), (3, 2, 2));
        assert_eq!((table.row_of(0), table.row_of(1), table.row_of(3)), (Some(1), Some(0), None));
        let again = table.recounted(&[5, 0]);
        assert_eq!((again.n_persons(), again.n_repeaters()), (5, 0));
        let refused = HistoryTable::new(&[all[0], history(1, 0.0, 1.0)]);
        assert_eq!(refused, Err(FitError::Impossible { place: 1 }));
    }

    #[test]
    fn too_few_or_too_short_says_what_is_needed() {
        let table = |n_once, n_twice, age| {
            let rows = [(history(0, 0.0, age), n_once), (history(2, 20.0, age), n_twice)];
            HistoryTable::with_counts(&rows).expect("possible").check_enough()
        };
        assert_eq!(table(60, 39, 30.0), Err(FitError::TooFewPersons { n: 99, needed: 100 }));
        assert_eq!(table(99, 29, 30.0), Err(FitError::TooFewRepeaters { n: 29, needed: 30 }));
        assert_eq!(table(99, 30, 20.0), Ok(()));
        let rows = [(history(0, 0.0, 15.0), 99), (history(1, 12.0, 15.0), 40)];
        let refused = HistoryTable::with_counts(&rows).expect("possible").check_enough();
        assert_eq!(refused, Err(FitError::TooShort { longest: 15.0, needed: 30.0 }));
    }
}
