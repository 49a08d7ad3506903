//! From purchases to what the models of purchasing go by: how often, when last, for how long observed.
//!
//! Per person, counted from the first purchase: x = days with a further purchase (several on one day are
//! one), tₓ = time of the last of them, T = time observed, z̄ = mean amount of those days; the first
//! purchase is left out of x and z̄ alike. A split in time keeps what comes after the calibration's
//! end apart, for trying out what was foretold. Fader & Hardie (2005), note 4 on brucehardie.com.

use std::collections::BTreeMap;

/// One purchase. Persons are numbered from 0; days count from any day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchase {
    /// Number of the person.
    pub person: usize,
    /// Day of the purchase.
    pub day: i32,
    /// What was paid. Whoever has no amounts takes 0.
    pub amount: f64,
}

/// What is known of one person's purchases. Times in the unit of the data, from the first purchase; for
/// models of occasions in occasions since the first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseHistory {
    /// x, repeat purchases.
    pub frequency: u32,
    /// tₓ, when the last of them was; 0 without any.
    pub recency: f64,
    /// T, for how long the person has been observed.
    pub age: f64,
}

impl PurchaseHistory {
    /// Somebody who has just bought for the first time.
    pub const NEW: PurchaseHistory = PurchaseHistory { frequency: 0, recency: 0.0, age: 0.0 };

    /// Whether such a history can be: 0 < tₓ ≤ T with repeat purchases, tₓ = 0 ≤ T without.
    pub fn is_possible(&self) -> bool {
        let has_repeats = self.frequency > 0;
        self.age.is_finite()
            && self.recency <= self.age
            && if has_repeats { self.recency > 0.0 } else { self.recency == 0.0 }
    }
}

/// Until when purchases are looked at, and in which unit time is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Last day of the calibration, itself included.
    pub end_day: i32,
    /// Last day of the holdout, itself included; None without one.
    pub holdout_end_day: Option<i32>,
    /// Days per unit of time: 7 for weeks.
    pub days_per_unit: f64,
}

impl Observation {
    /// Length of the holdout in units of time; 0 without one.
    pub fn holdout_length(&self) -> f64 {
        self.holdout_end_day.map_or(0.0, |end| (i64::from(end) - i64::from(self.end_day)) as f64)
            / self.days_per_unit
    }
}

/// One person's purchases in short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonSummary {
    /// Up to the end of the calibration.
    pub history: PurchaseHistory,
    /// z̄, mean amount of a day with a repeat purchase; None without any.
    pub mean_amount: Option<f64>,
    /// Days with a purchase in the holdout; 0 without a holdout.
    pub n_holdout: u32,
    /// Amount of the purchases in the holdout.
    pub holdout_amount: f64,
}

/// Why purchases cannot be summed up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SummaryError {
    /// A number of a person that is not below the number of persons.
    #[error("purchase {place} is of person {person}, who is not among the {n_persons}")]
    Person {
        /// Place of the purchase, from 0.
        place: usize,
        /// The person given.
        person: usize,
        /// So many there are.
        n_persons: usize,
    },
    /// An amount that is not finite.
    #[error("purchase {place} has the amount {amount}")]
    Amount {
        /// Place of the purchase, from 0.
        place: usize,
        /// The amount given.
        amount: f64,
    },
    /// A holdout that does not come after the calibration, or a unit of no length.
    #[error("the holdout must end after the calibration, and a unit of time must have a length")]
    Observation,
}

/// Every person's purchases in short, by the persons' numbers; None for whoever had not bought by the
/// end of the calibration. Purchases come in any order.
///
/// # Errors
/// [`SummaryError`] for a person or amount that cannot be, or an impossible observation.
pub fn summarise(
    purchases: &[Purchase],
    n_persons: usize,
    observation: &Observation,
) -> Result<Vec<Option<PersonSummary>>, SummaryError> {
    let length = observation.holdout_length();
    let has_unit = observation.days_per_unit > 0.0 && observation.days_per_unit.is_finite();
    if !has_unit || observation.holdout_end_day.is_some() && length <= 0.0 {
        return Err(SummaryError::Observation);
    }
    let mut days = vec![BTreeMap::<i32, f64>::new(); n_persons];
    for (place, &Purchase { person, day, amount }) in purchases.iter().enumerate() {
        if !amount.is_finite() {
            return Err(SummaryError::Amount { place, amount });
        }
        let own = days.get_mut(person).ok_or(SummaryError::Person { place, person, n_persons })?;
        *own.entry(day).or_default() += amount;
    }
    Ok(days.iter().map(|own| summarise_person(own, observation)).collect())
}

fn summarise_person(days: &BTreeMap<i32, f64>, observation: &Observation) -> Option<PersonSummary> {
    let (&first, _) = days.first_key_value().filter(|(day, _)| **day <= observation.end_day)?;
    let since_first =
        |day: i32| (i64::from(day) - i64::from(first)) as f64 / observation.days_per_unit;
    let mut summary = PersonSummary {
        history: PurchaseHistory { age: since_first(observation.end_day), ..PurchaseHistory::NEW },
        mean_amount: None,
        n_holdout: 0,
        holdout_amount: 0.0,
    };
    let mut amount_of_repeats = 0.0;
    for (&day, amount) in days.iter().skip(1) {
        if day <= observation.end_day {
            summary.history.frequency += 1;
            summary.history.recency = since_first(day);
            amount_of_repeats += amount;
        } else if observation.holdout_end_day.is_some_and(|end| day <= end) {
            summary.n_holdout += 1;
            summary.holdout_amount += amount;
        }
    }
    let n_repeats = f64::from(summary.history.frequency);
    summary.mean_amount = (n_repeats > 0.0).then(|| amount_of_repeats / n_repeats);
    Some(summary)
}

/// The days between neighbouring occasions where all purchases fall on a grid of them: the greatest
/// common divisor of the days between any two. None where that is a single day, or all are on one day.
pub fn occasion_spacing(days: impl IntoIterator<Item = i32>) -> Option<i64> {
    let mut days = days.into_iter().map(i64::from);
    let first = days.next()?;
    let spacing =
        days.fold(0, |spacing, day| greatest_common_divisor(spacing, (day - first).abs()));
    (spacing > 1).then_some(spacing)
}

fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEKS: Observation =
        Observation { end_day: 28, holdout_end_day: Some(56), days_per_unit: 7.0 };

    fn of(days: &[(usize, i32, f64)]) -> Vec<Option<PersonSummary>> {
        let purchases: Vec<Purchase> =
            days.iter().map(|&(person, day, amount)| Purchase { person, day, amount }).collect();
        summarise(&purchases, 3, &WEEKS).expect("possible purchases")
    }

    #[test]
    fn by_hand() {
        // Two orders on day 14; day 56 is the last of the holdout, day 57 is after it.
        let all = of(&[
            (1, 57, 1.0),
            (1, 14, 10.0),
            (1, 7, 99.0),
            (1, 14, 20.0),
            (1, 28, 50.0),
            (1, 29, 5.0),
            (1, 56, 8.0),
            (2, 29, 5.0),
        ]);
        let expected = PersonSummary {
            history: PurchaseHistory { frequency: 2, recency: 3.0, age: 3.0 },
            mean_amount: Some(40.0),
            n_holdout: 2,
            holdout_amount: 13.0,
        };
        assert_eq!(all, [None, Some(expected), None]);
        assert_eq!(WEEKS.holdout_length(), 4.0);
    }

    #[test]
    fn a_single_purchase_has_no_repeats() {
        let all = of(&[(0, 28, 9.0), (0, 28, 1.0)]);
        let once = all[0].expect("has bought");
        assert_eq!((once.history, once.mean_amount), (PurchaseHistory::NEW, None));
        assert!(once.history.is_possible());
    }

    #[test]
    fn the_impossible_is_refused() {
        let purchase = Purchase { person: 3, day: 1, amount: 1.0 };
        let person = SummaryError::Person { place: 0, person: 3, n_persons: 3 };
        assert_eq!(summarise(&[purchase], 3, &WEEKS), Err(person));
        let amount = Purchase { person: 0, amount: f64::INFINITY, ..purchase };
        assert!(matches!(summarise(&[amount], 3, &WEEKS), Err(SummaryError::Amount { .. })));
        for wrong in [
            Observation { days_per_unit: 0.0, ..WEEKS },
            Observation { holdout_end_day: Some(28), ..WEEKS },
        ] {
            assert_eq!(summarise(&[], 3, &wrong), Err(SummaryError::Observation));
        }
        let impossible = [
            PurchaseHistory { frequency: 1, recency: 0.0, age: 2.0 },
            PurchaseHistory { frequency: 0, recency: 1.0, age: 2.0 },
            PurchaseHistory { frequency: 1, recency: 3.0, age: 2.0 },
            PurchaseHistory { frequency: 0, recency: 0.0, age: -1.0 },
            PurchaseHistory { frequency: 0, recency: 0.0, age: f64::NAN },
        ];
        assert!(impossible.iter().all(|history| !history.is_possible()));
    }

    #[test]
    fn occasions_on_a_grid_are_found() {
        assert_eq!(occasion_spacing([3, 17, 24, -4]), Some(7));
        assert_eq!(occasion_spacing([3, 17, 26]), None);
        assert_eq!(occasion_spacing([3, 3]), None);
        assert_eq!(occasion_spacing([]), None);
    }
}
