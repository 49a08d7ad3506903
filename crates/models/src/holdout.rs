//! What was foretold against what came, in a time kept apart from the fit.
//!
//! The mean absolute error alone flatters whoever foretells nothing: where most people do not come back,
//! "nobody returns" is near the median. So bias, root mean square error, correlation and the means by
//! past frequency stand beside it, and two forecasts that need no model.

use crate::correlation::correlation;
use crate::purchase_history::{PersonSummary, PurchaseHistory};

/// The row of the table by past frequency that takes all from here on.
pub const LAST_FREQUENCY: u32 = 7;

/// How a forecast did. Errors are forecast − actual, in purchases per person.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutCheck {
    /// People.
    pub n_persons: u64,
    /// Purchases that came.
    pub total_actual: f64,
    /// Purchases foretold.
    pub total_expected: f64,
    /// Mean error; above 0 where too many were foretold.
    pub bias: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// Root of the mean squared error.
    pub rmse: f64,
    /// Correlation of forecast and actual; None where one of them does not vary.
    pub correlation: Option<f64>,
    /// Means by past frequency, 0 to [`LAST_FREQUENCY`] and more, without empty rows.
    pub by_frequency: Vec<FrequencyRow>,
    /// Of each person, in the order in which they were given.
    pub squared_errors: Vec<f64>,
}

/// By how much more one forecast erred than another of the same people: the mean over them of the
/// difference of their squared errors, and its standard error. Paired, because whoever is hard to foretell
/// is so for both. Diebold & Mariano (1995), *Journal of Business & Economic Statistics* 13, 253, of people
/// instead of times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorDifference {
    /// Above 0 where the first erred more.
    pub mean: f64,
    /// Of that mean.
    pub standard_error: f64,
}

/// People of one past frequency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrequencyRow {
    /// Repeat purchases in the calibration; the last row holds all with more too.
    pub frequency: u32,
    /// People.
    pub n_persons: u64,
    /// Their mean number of purchases.
    pub mean_actual: f64,
    /// Their mean forecast.
    pub mean_expected: f64,
}

/// A model beside what needs no model.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldoutComparison {
    /// The model.
    pub model: HoldoutCheck,
    /// Everybody goes on at the rate so far.
    pub same_rate: HoldoutCheck,
    /// Nobody comes back.
    pub nobody_returns: HoldoutCheck,
}

impl HoldoutCheck {
    /// From people and a forecast of each one's purchases in the holdout. None for nobody.
    pub fn of(
        people: &[PersonSummary],
        forecast: impl Fn(&PurchaseHistory) -> f64,
    ) -> Option<Self> {
        if people.is_empty() {
            return None;
        }
        let pairs: Vec<(f64, f64)> = people
            .iter()
            .map(|person| (forecast(&person.history), f64::from(person.n_holdout)))
            .collect();
        let n = people.len() as f64;
        let sum = |of: fn(f64, f64) -> f64| pairs.iter().map(|&(e, a)| of(e, a)).sum::<f64>();
        let (total_expected, total_actual) = (sum(|e, _| e), sum(|_, a| a));
        let squared_errors: Vec<f64> = pairs.iter().map(|&(e, a)| (e - a) * (e - a)).collect();
        Some(HoldoutCheck {
            n_persons: people.len() as u64,
            total_actual,
            total_expected,
            bias: (total_expected - total_actual) / n,
            mae: sum(|e, a| (e - a).abs()) / n,
            rmse: (squared_errors.iter().sum::<f64>() / n).sqrt(),
            correlation: correlation(&pairs),
            by_frequency: rows_by_frequency(people, &pairs),
            squared_errors,
        })
    }

    /// How this forecast did against another of the same people; None for fewer than two, or other people.
    pub fn difference(&self, other: &HoldoutCheck) -> Option<ErrorDifference> {
        let n = self.squared_errors.len();
        if n < 2 || other.squared_errors.len() != n {
            return None;
        }
        let pairs = self.squared_errors.iter().zip(&other.squared_errors);
        let differences: Vec<f64> = pairs.map(|(own, others)| own - others).collect();
        let n = n as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let squares: f64 = differences.iter().map(|own| (own - mean).powi(2)).sum();
        Some(ErrorDifference { mean, standard_error: (squares / (n - 1.0) / n).sqrt() })
    }
}

impl HoldoutComparison {
    /// Of the expected purchases of a model; the horizon is the length of the holdout, in the unit of the
    /// histories. None for nobody.
    pub fn of(
        people: &[PersonSummary],
        horizon: f64,
        expected: impl Fn(&PurchaseHistory, f64) -> f64,
    ) -> Option<Self> {
        Some(HoldoutComparison {
            model: HoldoutCheck::of(people, |history| expected(history, horizon))?,
            same_rate: HoldoutCheck::of(people, |history| at_rate_so_far(history, horizon))?,
            nobody_returns: HoldoutCheck::of(people, |_| 0.0)?,
        })
    }
}

/// x/T·horizon: nobody's rate changes, nobody leaves. 0 where no time has passed.
pub fn at_rate_so_far(history: &PurchaseHistory, horizon: f64) -> f64 {
    if history.age > 0.0 { f64::from(history.frequency) / history.age * horizon } else { 0.0 }
}

fn rows_by_frequency(people: &[PersonSummary], pairs: &[(f64, f64)]) -> Vec<FrequencyRow> {
    let mut sums = [(0u64, 0.0, 0.0); LAST_FREQUENCY as usize + 1];
    for (person, (expected, actual)) in people.iter().zip(pairs) {
        let row = &mut sums[person.history.frequency.min(LAST_FREQUENCY) as usize];
        *row = (row.0 + 1, row.1 + actual, row.2 + expected);
    }
    let row = |(frequency, (n_persons, actual, expected)): (u32, (u64, f64, f64))| FrequencyRow {
        frequency,
        n_persons,
        mean_actual: actual / n_persons as f64,
        mean_expected: expected / n_persons as f64,
    };
    (0..).zip(sums).filter(|(_, sums)| sums.0 > 0).map(row).collect()
}

/// A forecast that erred by so much: nobody bought, and everybody's age was foretold.
#[cfg(test)]
pub(crate) fn of_errors(errors: &[f64]) -> HoldoutCheck {
    let person = |age: &f64| PersonSummary {
        history: PurchaseHistory { frequency: 0, recency: 0.0, age: *age },
        mean_amount: None,
        n_holdout: 0,
        holdout_amount: 0.0,
    };
    let people: Vec<PersonSummary> = errors.iter().map(person).collect();
    HoldoutCheck::of(&people, |history| history.age).expect("people were given")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bg_nbd::BgNbd;
    use crate::mbg_nbd::MbgNbd;
    use crate::pareto_nbd::ParetoNbd;
    use crate::purchasing::PurchaseModel;
    use crate::test_data::{cdnow_summaries, cdnow_table, check_printed, check_share, columns};

    fn compare<M: PurchaseModel>() -> HoldoutComparison {
        let model = M::fit(&cdnow_table()).expect("enough data").model;
        let expected = |history: &PurchaseHistory, t| model.expected_purchases(history, t);
        HoldoutComparison::of(&cdnow_summaries(), 39.0, expected).expect("people")
    }

    /// Total, mean absolute error, root mean square error and correlation as printed.
    #[track_caller]
    fn check(found: &HoldoutCheck, [total, mae, rmse, r]: [f64; 4]) {
        check_printed(found.total_expected, total, 1.0);
        check_printed(found.mae, mae, 1e-4);
        check_printed(found.rmse, rmse, 1e-4);
        check_printed(found.correlation.expect("both vary"), r, 1e-4);
    }

    /// Place of the model in the reference's table by past frequency.
    #[track_caller]
    fn check_by_frequency(found: &HoldoutCheck, place: usize) {
        let [frequency, n, actual, expected] =
            columns("cdnow_conditional_expectation_by_freq.csv", [0, 1, 2, place]);
        assert_eq!(found.by_frequency.len(), frequency.len());
        for (i, row) in found.by_frequency.iter().enumerate() {
            assert_eq!((f64::from(row.frequency), row.n_persons as f64), (frequency[i], n[i]));
            check_share(row.mean_actual, actual[i], 1e-12);
            check_share(row.mean_expected, expected[i], 0.001);
        }
    }

    #[test]
    fn cdnow_without_a_model() {
        let compared = compare::<BgNbd>();
        assert_eq!(compared.model.total_actual, 1882.0);
        check(&compared.same_rate, [2930.0, 1.0237, 2.2119, 0.5839]);
        check_printed(compared.nobody_returns.mae, 0.7985, 1e-4);
        assert_eq!(compared.nobody_returns.correlation, None);
        assert!(compared.nobody_returns.bias == -compared.nobody_returns.mae);
    }

    #[test]
    fn cdnow_by_bg_nbd() {
        let compared = compare::<BgNbd>();
        check(&compared.model, [1653.0, 0.7855, 1.6080, 0.6256]);
        check_by_frequency(&compared.model, 3);
    }

    #[test]
    fn cdnow_by_mbg_nbd() {
        check_by_frequency(&compare::<MbgNbd>().model, 4);
    }

    #[test]
    fn cdnow_by_pareto_nbd() {
        let compared = compare::<ParetoNbd>();
        check(&compared.model, [1666.0, 0.7545, 1.6028, 0.6302]);
        check_by_frequency(&compared.model, 5);
    }

    /// Squared errors 16, 1, 1, 4 against 4, 4, 4, 4: differences 12, −3, −3, 0 with the mean 1.5; the
    /// squares around it are 110.25 + 20.25 + 20.25 + 2.25 = 153, over 3 and 4 it is 12.75.
    #[test]
    fn a_difference_by_hand() {
        let one = of_errors(&[4.0, 1.0, 1.0, 2.0]);
        let other = of_errors(&[2.0; 4]);
        let expected = ErrorDifference { mean: 1.5, standard_error: 12.75_f64.sqrt() };
        assert_eq!(one.difference(&other), Some(expected));
        assert_eq!(one.difference(&of_errors(&[2.0; 3])), None);
        assert_eq!(of_errors(&[1.0]).difference(&of_errors(&[2.0])), None);
    }

    #[test]
    fn nobody_to_ask() {
        assert_eq!(HoldoutCheck::of(&[], |_| 1.0), None);
        assert_eq!(at_rate_so_far(&PurchaseHistory::NEW, 9.0), 0.0);
    }
}
