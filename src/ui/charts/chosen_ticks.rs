//! A linear axis with the ticks we choose, where plotters would choose its own.

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// The axis. `start < end`; every tick lies between them.
pub struct ChosenTicks {
    pub start: f64,
    pub end: f64,
    pub ticks: Vec<f64>,
}

impl Ranged for ChosenTicks {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        let share = (value - self.start) / (self.end - self.start);
        low + (share * f64::from(high - low)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.start..self.end
    }
}

/// Round values inside a range, about `n_wanted` of them, zero among them where it lies inside.
pub fn round_ticks(start: f64, end: f64, n_wanted: u32) -> Vec<f64> {
    let step = round_step((end - start) / f64::from(n_wanted));
    let first = (start / step).ceil() as i64;
    let last = (end / step).floor() as i64;
    (first..=last).map(|index| index as f64 * step).collect()
}

/// The next of 1, 2, 3, 5 times a power of ten.
pub fn round_step(rough: f64) -> f64 {
    let magnitude = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 3.0, 5.0]
        .into_iter()
        .map(|factor| factor * magnitude)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * magnitude)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{round_step, round_ticks};

    #[test]
    fn ticks_are_round_and_hold_zero() {
        assert_eq!(round_ticks(-420.0, 1130.0, 5), [0.0, 500.0, 1000.0]);
        assert_eq!(round_ticks(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(round_ticks(300.0, 688.0, 4), [300.0, 400.0, 500.0, 600.0]);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(round_step(28.0), 30.0);
        assert_eq!(round_step(61.0), 100.0);
        assert_eq!(round_step(0.04), 0.05);
    }
}
