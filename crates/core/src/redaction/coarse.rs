//! Values that few share are made coarser: they would give somebody away by themselves.

use std::collections::{HashMap, HashSet};

use super::originals::Originals;

/// Values that fewer share are not kept.
const FEWEST: u32 = 5;

/// The values of one column that may stay.
#[derive(Default)]
pub struct CommonValues {
    kept: HashSet<String>,
}

impl CommonValues {
    pub fn of<'a>(values: impl Iterator<Item = &'a str>, originals: &Originals<'_>) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        values.for_each(|value| *counts.entry(value).or_default() += 1);
        let common =
            counts.into_iter().filter(|(value, n)| *n >= FEWEST && !originals.are_in(value));
        Self { kept: common.map(|(value, _)| value.to_owned()).collect() }
    }

    /// The value itself, or `other` for one that few share. Nothing stays nothing.
    pub fn keep(&self, value: &str, other: &str) -> String {
        match value {
            "" => String::new(),
            value if self.kept.contains(value) => value.to_owned(),
            _ => other.to_owned(),
        }
    }
}

/// Years of birth, or their decade where few share the year.
#[derive(Default)]
pub struct BirthYears {
    by_year: HashMap<i16, u32>,
    by_decade: HashMap<i16, u32>,
}

impl BirthYears {
    pub fn of(years: impl Iterator<Item = i16>) -> Self {
        let mut counts = Self::default();
        for year in years {
            *counts.by_year.entry(year).or_default() += 1;
            *counts.by_decade.entry(decade(year)).or_default() += 1;
        }
        counts
    }

    pub fn keep(&self, year: i16) -> Option<i16> {
        let is_common = |counts: &HashMap<i16, u32>, year| {
            counts.get(&year).is_some_and(|n_people| *n_people >= FEWEST)
        };
        if is_common(&self.by_year, year) {
            Some(year)
        } else {
            Some(decade(year)).filter(|decade| is_common(&self.by_decade, *decade))
        }
    }
}

fn decade(year: i16) -> i16 {
    year - year.rem_euclid(10)
}
