//! An activity index from 0 to 100 that rises with purchases and with how recent they are. Knows ages
//! in days only.
//!
//! A = 100·S / (S + c), S = Σ 2^(−ageᵢ/h). Every purchase counts one on its day and half after every
//! half-life h; c is the sum at which the index is 50, so that with c = 1 one purchase today gives 50,
//! three give 75, and no number of them 100. Exponential decay as in Brown's (1959) smoothing; the
//! saturation S/(S + c) keeps one index for small and great buyers. It describes and does not predict:
//! who buys rarely by nature has a low index without having left.

/// Why there is no index.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ActivityError {
    /// A half-life or a middle that is not positive and finite.
    #[error("the half-life {half_life_days} and the middle {middle} must be positive")]
    Scale {
        /// Half-life given, in days.
        half_life_days: f64,
        /// Middle given, in purchases of today.
        middle: f64,
    },
    /// An age that is negative or not finite: a purchase in the future, or one without a day.
    #[error("purchase {place} is {age_days} days old, which cannot be")]
    Age {
        /// Place of the purchase, from 0.
        place: usize,
        /// The age given.
        age_days: f64,
    },
}

/// How fast purchases fade, and what counts as much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityScale {
    half_life_days: f64,
    middle: f64,
}

/// A sum of weights that has grown by this factor is rising, one that has shrunk by it is fading:
/// without a purchase the sum halves in a half-life, at an even pace it stays.
pub const STEADY_WITHIN: f64 = 1.25;

/// Where somebody's activity goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// S grew by more than a quarter.
    Rising,
    /// In between.
    Steady,
    /// S shrank by more than a fifth.
    Fading,
}

/// The index now, and one half-life ago by what had been bought by then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityTrend {
    /// Index now, 0 to 100.
    pub now: f64,
    /// Index one half-life ago; None for whoever had not bought by then, of whom there is nothing to
    /// compare with.
    pub before: Option<f64>,
    /// By the sums behind the two indices, which grow and shrink alike for small and great buyers. None
    /// as above.
    pub direction: Option<Direction>,
}

impl ActivityTrend {
    /// Points gained, negative while fading: without a purchase since, the sum has halved. None where
    /// there is no index before.
    pub fn change(self) -> Option<f64> {
        self.before.map(|before| self.now - before)
    }
}

impl ActivityScale {
    /// Purchases lose half their weight every `half_life_days`; `middle` is c, the number of purchases
    /// made today that give an index of 50.
    ///
    /// # Errors
    /// [`ActivityError::Scale`] unless both are positive and finite.
    pub fn new(half_life_days: f64, middle: f64) -> Result<Self, ActivityError> {
        let possible = |x: f64| x.is_finite() && x > 0.0;
        if possible(half_life_days) && possible(middle) {
            Ok(ActivityScale { half_life_days, middle })
        } else {
            Err(ActivityError::Scale { half_life_days, middle })
        }
    }

    /// The index of one buyer, from the ages of the purchases in any order; 0 without any.
    ///
    /// # Errors
    /// [`ActivityError::Age`] for an age that is negative or not finite.
    pub fn index(self, ages_days: &[f64]) -> Result<f64, ActivityError> {
        self.trend(ages_days).map(|trend| trend.now)
    }

    /// The index now and one half-life ago.
    ///
    /// # Errors
    /// As [`ActivityScale::index`].
    pub fn trend(self, ages_days: &[f64]) -> Result<ActivityTrend, ActivityError> {
        let is_impossible = |age: &f64| !age.is_finite() || *age < 0.0;
        if let Some(place) = ages_days.iter().position(is_impossible) {
            return Err(ActivityError::Age { place, age_days: ages_days[place] });
        }
        let weight = |age: f64| (-age / self.half_life_days).exp2();
        let had_happened = |&&age: &&f64| age >= self.half_life_days;
        let now = ages_days.iter().map(|&age| weight(age)).sum();
        let before: f64 = ages_days
            .iter()
            .filter(had_happened)
            .map(|&age| weight(age - self.half_life_days))
            .sum();
        let has_before = ages_days.iter().any(|age| had_happened(&age));
        Ok(ActivityTrend {
            now: self.saturate(now),
            before: has_before.then(|| self.saturate(before)),
            direction: has_before.then(|| direction(now, before)),
        })
    }

    fn saturate(self, sum: f64) -> f64 {
        100.0 * (sum / (sum + self.middle))
    }
}

/// Of the sums. What has faded to nothing, so that both are zero, is fading.
fn direction(now: f64, before: f64) -> Direction {
    if now > before * STEADY_WITHIN {
        Direction::Rising
    } else if now * STEADY_WITHIN < before || now == 0.0 {
        Direction::Fading
    } else {
        Direction::Steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let scale = ActivityScale::new(90.0, 1.0).expect("positive");
        // Weights 1, ½, ¼.
        let cases: [(&[f64], f64); 5] = [
            (&[], 0.0),
            (&[0.0], 50.0),
            (&[0.0, 0.0, 0.0], 75.0),
            (&[90.0], 100.0 / 3.0),
            (&[0.0, 90.0, 180.0], 100.0 * 1.75 / 2.75),
        ];
        for (ages, expected) in cases {
            let index = scale.index(ages).expect("possible ages");
            assert!((index - expected).abs() < 1e-12, "{ages:?}: {index}");
        }
        let generous = ActivityScale::new(90.0, 3.0).expect("positive");
        assert_eq!(generous.index(&[0.0, 0.0, 0.0]), Ok(50.0));
    }

    #[test]
    fn fading_rising_and_new() {
        let scale = ActivityScale::new(30.0, 1.0).expect("positive");
        // One purchase, a half-life ago: 50 then, a third now.
        let fading = scale.trend(&[30.0]).expect("possible ages");
        assert_eq!(fading.before, Some(50.0));
        assert!(fading.change().is_some_and(|c| (c - (100.0 / 3.0 - 50.0)).abs() < 1e-12));
        let rising = scale.trend(&[0.0, 0.0, 60.0]).expect("possible ages");
        assert!(rising.change().is_some_and(|change| change > 0.0));
        let new = scale.trend(&[3.0]).expect("possible ages");
        assert_eq!((new.before, new.change(), new.direction), (None, None, None));
    }

    #[test]
    fn a_pace_that_is_kept_is_steady_at_any_level() {
        let scale = ActivityScale::new(30.0, 1.0).expect("positive");
        let direction = |ages: &[f64]| scale.trend(ages).expect("possible ages").direction;
        let every = |days: f64, last: f64| {
            (0..400).map(|n| last + days * f64::from(n)).collect::<Vec<f64>>()
        };
        for days in [2.0, 10.0, 30.0] {
            assert_eq!(direction(&every(days, 0.0)), Some(Direction::Steady), "every {days}");
            // Nothing since: the sum has halved, however large it was.
            assert_eq!(direction(&every(days, 30.0)), Some(Direction::Fading), "every {days}");
            let twice = [every(days, 0.0), every(2.0, 0.0)[..15].to_vec()].concat();
            assert_eq!(direction(&twice), Some(Direction::Rising), "every {days}");
        }
        // So long ago that nothing is left of the weight.
        assert_eq!(direction(&[1e6]), Some(Direction::Fading));
        assert_eq!(direction(&[1e6, 1.0]), Some(Direction::Rising));
    }

    #[test]
    fn refused_with_the_reason() {
        let scale = ActivityScale::new(30.0, 1.0).expect("positive");
        assert_eq!(scale.index(&[1.0, -2.0]), Err(ActivityError::Age { place: 1, age_days: -2.0 }));
        assert!(scale.index(&[f64::NAN]).is_err());
        assert!(ActivityScale::new(0.0, 1.0).is_err());
        assert!(ActivityScale::new(30.0, f64::INFINITY).is_err());
    }
}
