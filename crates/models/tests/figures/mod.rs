//! One list of computations from every corner of the crate, each with a name, and what they gave when the
//! fixture was written. `same_figures.rs` here checks the list natively, the one of the page's crate in
//! a browser: the same input and seed give the same figures on every machine.
//!
//! Whole numbers (whatever is drawn and counted) must be equal. Reals may differ by a share, since every
//! platform has a logarithm of its own: a few in the last of their sixteen digits.

use std::collections::BTreeMap;

pub mod cdnow;
mod event;
mod people;
mod planning;
mod purchasing;
mod rates;

/// What was found under one name.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Whole(Vec<u64>),
    Reals(Vec<f64>),
}

/// Everything found, in order.
#[derive(Default)]
pub struct Figures(Vec<(String, Found)>);

impl Figures {
    pub fn compute() -> Self {
        let mut figures = Figures::default();
        rates::add(&mut figures);
        event::add(&mut figures);
        planning::add(&mut figures);
        people::add(&mut figures);
        purchasing::add(&mut figures);
        figures
    }

    fn add_whole<N: Into<u64>>(&mut self, name: &str, values: impl IntoIterator<Item = N>) {
        let values = values.into_iter().map(N::into).collect();
        self.0.push((name.to_owned(), Found::Whole(values)));
    }

    fn add_reals(&mut self, name: &str, values: impl IntoIterator<Item = f64>) {
        self.0.push((name.to_owned(), Found::Reals(values.into_iter().collect())));
    }

    /// How many numbers there are.
    pub fn n_numbers(&self) -> usize {
        let len = |found: &Found| match found {
            Found::Whole(values) => values.len(),
            Found::Reals(values) => values.len(),
        };
        self.0.iter().map(|(_, found)| len(found)).sum()
    }

    /// A line for each name; every real with all its digits. A browser only reads it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (name, found) in &self.0 {
            let values = match found {
                Found::Whole(values) => spaced(values),
                Found::Reals(values) => spaced(values),
            };
            let sign = if matches!(found, Found::Whole(_)) { '=' } else { '~' };
            text.push_str(&format!("{name} {sign} {values}\n"));
        }
        text
    }

    /// What differs from the fixture's text, reals by more than `share` of what they should be; nothing
    /// where all is as it was.
    pub fn differences(&self, fixture: &str, share: f64) -> Vec<String> {
        let mut kept: BTreeMap<&str, Found> = fixture.lines().filter_map(read_line).collect();
        let mut differences = Vec::new();
        for (name, found) in &self.0 {
            match kept.remove(name.as_str()) {
                Some(expected) => {
                    differences
                        .extend(difference(found, &expected, share).map(|d| format!("{name}{d}")));
                }
                None => differences.push(format!("{name} is not in the fixture")),
            }
        }
        differences.extend(kept.keys().map(|name| format!("{name} is not computed any more")));
        differences
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn spaced(values: &[impl std::fmt::Debug]) -> String {
    values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" ")
}

fn read_line(line: &str) -> Option<(&str, Found)> {
    let mut words = line.split(' ');
    let (name, sign) = (words.next()?, words.next()?);
    let words = words.filter(|word| !word.is_empty());
    let found = match sign {
        "=" => Found::Whole(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
        _ => Found::Reals(words.map(|word| word.parse().ok()).collect::<Option<_>>()?),
    };
    Some((name, found))
}

fn difference(found: &Found, expected: &Found, share: f64) -> Option<String> {
    match (found, expected) {
        (Found::Whole(found), Found::Whole(expected)) if found.len() == expected.len() => {
            let place = found.iter().zip(expected).position(|(f, e)| f != e)?;
            Some(format!("[{place}] is {}, not {}", found[place], expected[place]))
        }
        (Found::Reals(found), Found::Reals(expected)) if found.len() == expected.len() => {
            let place = found.iter().zip(expected).position(|(f, e)| !is_near(*f, *e, share))?;
            let (f, e) = (found[place], expected[place]);
            Some(format!("[{place}] is {f:?}, not {e:?}: {:.1e} of it", (f / e - 1.0).abs()))
        }
        _ => Some(" has another form".to_owned()),
    }
}

/// Infinite and no number are near to themselves alone.
fn is_near(found: f64, expected: f64, share: f64) -> bool {
    found == expected
        || found.is_nan() && expected.is_nan()
        || (found - expected).abs() <= share * expected.abs()
}
