//! Rows of one part being counted on both sides, and what their differences tell. Must not know what
//! the rows stand for.

use std::collections::BTreeMap;

use meadow_models::interval::difference_of_means;

use crate::views::portrait::{Estimate, FEWEST_KNOWN, PortraitKey, PortraitRow, Sides, Verdict};

/// Words beyond so many are put together, the most frequent first.
const MOST_WORDS: usize = 12;

/// Where a row stands: by rank, else by how many there are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Ranked(i32),
    Word(String),
}

/// What was counted.
#[derive(Debug, Default)]
pub struct Tally {
    rows: BTreeMap<Place, (Option<PortraitKey>, Sides<f64>)>,
    pub n_people: Sides<u32>,
    pub n_known: Sides<u32>,
    pub overlaps: bool,
}

impl Tally {
    /// Where somebody may be in several rows.
    pub fn of_overlapping() -> Self {
        Self { overlaps: true, ..Self::default() }
    }

    /// One more person, of whom something is known or nothing.
    pub fn add_person(&mut self, is_in: bool, is_known: bool) {
        *self.n_people.of_mut(is_in) += 1;
        *self.n_known.of_mut(is_in) += u32::from(is_known);
    }

    /// A person, or a part of one, in a row.
    pub fn add(&mut self, is_in: bool, part: f64, place: Place, key: impl FnOnce() -> PortraitKey) {
        let (known, sums) = self.rows.entry(place).or_default();
        known.get_or_insert_with(key);
        *sums.of_mut(is_in) += part;
    }

    pub fn n_unknown(&self) -> Sides<u32> {
        Sides {
            segment: self.n_people.segment - self.n_known.segment,
            others: self.n_people.others - self.n_known.others,
        }
    }

    /// Do most of those known have a word to themselves, so that it groups nobody?
    pub fn is_mostly_unique(&self) -> bool {
        let n_of = |sums: &Sides<f64>| sums.segment + sums.others;
        let is_alone = |(place, (_, sums)): &(&Place, &(_, Sides<f64>))| {
            matches!(place, Place::Word(_)) && n_of(sums) <= 1.0
        };
        let n_alone = self.rows.iter().filter(is_alone).count();
        let n_known = self.n_known.segment + self.n_known.others;
        2 * n_alone > n_known as usize
    }

    /// Those with a rank in its order, then words, the most frequent first; `confidence` is that of
    /// all intervals together.
    pub fn rows(self, confidence: f64) -> Vec<PortraitRow> {
        let n_known = self.n_known;
        let (mut rows, mut words) = (Vec::new(), Vec::new());
        for (place, (key, sums)) in self.rows {
            let Some(key) = key else { continue };
            match place {
                Place::Ranked(_) => rows.push((key, sums)),
                Place::Word(_) => words.push((key, sums)),
            }
        }
        // Stable, so that equals stay in the order of their names.
        let n_of = |sums: &Sides<f64>| sums.segment + sums.others;
        words.sort_by(|(_, one), (_, other)| n_of(other).total_cmp(&n_of(one)));
        let beyond = words.split_off(words.len().min(MOST_WORDS));
        rows.extend(words);
        let level = 1.0 - (1.0 - confidence) / rows.len().max(1) as f64;
        let row = |(key, sums): (PortraitKey, Sides<f64>)| {
            let difference = difference(sums, n_known, level);
            PortraitRow { key, sums, difference, verdict: Some(verdict(difference, n_known)) }
        };
        let mut rows: Vec<PortraitRow> = rows.into_iter().map(row).collect();
        if !beyond.is_empty() {
            let n_values = beyond.len() as u32;
            let sums = beyond.into_iter().fold(Sides::default(), |all: Sides<f64>, (_, one)| {
                Sides { segment: all.segment + one.segment, others: all.others + one.others }
            });
            let key = PortraitKey::Others { n_values };
            rows.push(PortraitRow { key, sums, difference: None, verdict: None });
        }
        rows
    }
}

fn difference(sums: Sides<f64>, n_known: Sides<u32>, level: f64) -> Option<Estimate> {
    // Parts of people may sum to a breath more than the people.
    let side = |sum: f64, n: u32| (sum.clamp(0.0, f64::from(n)), u64::from(n));
    let (here, there) = (side(sums.segment, n_known.segment), side(sums.others, n_known.others));
    let interval = difference_of_means(here, there, level)?;
    let is = here.0 / here.1 as f64 - there.0 / there.1 as f64;
    Some(Estimate { is, low: interval.low, high: interval.high })
}

/// `n` is how many are known on each side.
pub fn verdict(difference: Option<Estimate>, n: Sides<u32>) -> Verdict {
    match difference {
        _ if n.segment.min(n.others) < FEWEST_KNOWN => Verdict::TooFew,
        None => Verdict::TooFew,
        Some(Estimate { low, .. }) if low > 0.0 => Verdict::More,
        Some(Estimate { high, .. }) if high < 0.0 => Verdict::Less,
        Some(_) => Verdict::Unclear,
    }
}
