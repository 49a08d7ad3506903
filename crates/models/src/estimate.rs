//! Parameters by maximum likelihood: what every model that is fitted here has in common.
//!
//! All parameters are positive and sought in logarithms, from several starts, by BFGS on the mean
//! log-likelihood with its analytic gradient, then by Newton steps. The Hessian is taken by central
//! differences of the gradient; its inverse is the covariance of the log-parameters (Laplace).

use crate::cholesky::Cholesky;
use crate::optimise::{Lowest, minimise};
use crate::purchase_history::PurchaseHistory;

/// A model with positive parameters.
pub trait Parametric: Sized + Clone {
    /// Their names as in the literature, in the order of [`Parametric::parameters`].
    const NAMES: &'static [&'static str];

    /// The parameters.
    fn parameters(&self) -> Vec<f64>;

    /// The model with these parameters.
    ///
    /// # Errors
    /// [`ParameterError`] for one that is not positive and finite, or a wrong number of them.
    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError>;
}

/// Why numbers are no parameters.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ParameterError {
    /// One that is not positive and finite.
    #[error("the parameter {name} must be positive and finite, not {value}")]
    NotPositive {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// Too few or too many.
    #[error("{n} parameters were given, {needed} are needed")]
    Number {
        /// So many were given.
        n: usize,
        /// So many are needed.
        needed: usize,
    },
}

/// Checks numbers that shall be the parameters of a model.
pub(crate) fn check_parameters<M: Parametric, const N: usize>(
    parameters: &[f64],
) -> Result<[f64; N], ParameterError> {
    let wrong = ParameterError::Number { n: parameters.len(), needed: N };
    let all: [f64; N] = parameters.try_into().map_err(|_| wrong)?;
    match M::NAMES.iter().zip(all).find(|(_, value)| !(*value > 0.0 && value.is_finite())) {
        Some((name, value)) => Err(ParameterError::NotPositive { name, value }),
        None => Ok(all),
    }
}

/// Why there is no fit: each says what would be enough.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Too few people.
    #[error("{n} people are too few, {needed} are needed")]
    TooFewPersons {
        /// People there are.
        n: u64,
        /// So many are needed.
        needed: u64,
    },
    /// Too few who came back.
    #[error("{n} people who came back are too few, {needed} are needed")]
    TooFewRepeaters {
        /// People who came back.
        n: u64,
        /// So many are needed.
        needed: u64,
    },
    /// Nobody has been watched for long enough to tell silence from absence.
    #[error("the longest time observed is {longest}, at least {needed} is needed")]
    TooShort {
        /// Longest time observed, in the unit of the data.
        longest: f64,
        /// So long is needed.
        needed: f64,
    },
    /// Too few who left.
    #[error("{n} who left are too few, {needed} are needed")]
    TooFewLost {
        /// So many left.
        n: u64,
        /// So many are needed.
        needed: u64,
    },
    /// A history that does not count occasions: x ≤ tₓ ≤ T, all whole.
    #[error("{history:?} does not count occasions")]
    NotOccasions {
        /// The history.
        history: PurchaseHistory,
    },
    /// All amounts are the same: nothing tells people apart.
    #[error("all amounts are the same: there is nothing to estimate from")]
    AllAlike,
    /// Numbers that no data can be.
    #[error("entry {place} is impossible")]
    Impossible {
        /// Its place in the input, from 0.
        place: usize,
    },
    /// The search did not end at a maximum.
    #[error("no maximum of the likelihood was found, the gradient is still {largest_gradient:.1e}")]
    NotConverged {
        /// Largest part of the gradient of the mean log-likelihood.
        largest_gradient: f64,
    },
}

/// How the search for the maximum ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convergence {
    /// Evaluations of the likelihood of all data.
    pub n_evaluations: usize,
    /// Largest part of the gradient of the mean log-likelihood by the log-parameters.
    pub largest_gradient: f64,
    /// Starts tried.
    pub n_starts: usize,
    /// Starts that ended within 0.01 of the highest log-likelihood.
    pub n_agreeing: usize,
    /// Place of a parameter that ran off towards nought or infinity: the data do not bound it (for
    /// example, people do not differ). What the model foretells may still be sound, the parameter
    /// means nothing.
    pub at_edge: Option<usize>,
}

/// A model with the parameters that make the data likeliest.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<M> {
    /// The model.
    pub model: M,
    /// Log-likelihood of all data.
    pub ln_likelihood: f64,
    /// People (or other units) it rests on.
    pub n_persons: u64,
    /// How the search ended.
    pub convergence: Convergence,
    /// Factor of the negative Hessian of the log-likelihood by the log-parameters; None where the
    /// likelihood is not curved downwards in every direction, or a parameter ran off.
    pub(crate) curvature: Option<Cholesky>,
}

impl<M: Parametric> Fit<M> {
    /// Standard errors of the log-parameters (relative errors of the parameters, where small); None
    /// where the likelihood is flat in some direction.
    pub fn standard_errors_log(&self) -> Option<Vec<f64>> {
        let covariance = self.curvature.as_ref()?.inverse();
        Some(covariance.iter().enumerate().map(|(i, row)| row[i].sqrt()).collect())
    }
}

/// A log-likelihood of positive parameters.
pub(crate) trait Likelihood {
    /// People it sums over.
    fn n_persons(&self) -> f64;

    /// The log-likelihood; writes its gradient by the parameters.
    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64;
}

/// How far log-parameters may go from the first start, a factor of 8,000: beyond, the likelihood is
/// taken to be level.
const REACH: f64 = 9.0;
/// From here on a parameter counts as having run off: a factor of 3,000.
const EDGE: f64 = 8.0;
/// Of the mean log-likelihood.
const TOLERANCE: f64 = 1e-6;

/// The highest log-likelihood from several starts, each a set of parameters. Where there is a `pilot`
/// (the same likelihood of fewer people), the starts are tried on it, and only the best end is carried
/// on to all.
pub(crate) fn maximise<M: Parametric, L: Likelihood>(
    likelihood: &L,
    pilot: Option<&L>,
    starts: &[Vec<f64>],
) -> Result<Fit<M>, FitError> {
    let logs: Vec<Vec<f64>> =
        starts.iter().map(|start| start.iter().map(|p| p.ln()).collect()).collect();
    // No start at all would be an error of the model; the first is the middle.
    let middle = logs.first().cloned().unwrap_or_default();
    let first = pilot.unwrap_or(likelihood);
    let descend = |likelihood: &L, start: &[f64]| {
        minimise(&|at: &[f64], g: &mut [f64]| cost(likelihood, &middle, at, g), start, TOLERANCE)
    };
    let ends: Vec<Lowest> = logs.iter().map(|start| descend(first, start)).collect();
    let best = ends.iter().min_by(|a, b| a.value.total_cmp(&b.value));
    let Some(best) = best.filter(|end| end.value.is_finite()) else {
        return Err(FitError::NotConverged { largest_gradient: f64::INFINITY });
    };
    let is_near = |end: &&Lowest| (end.value - best.value) * first.n_persons() < 0.01;
    let n_agreeing = ends.iter().filter(is_near).count();
    let mut n_evaluations = 0;
    let mut end = best.clone();
    if pilot.is_some() {
        end = descend(likelihood, &best.at);
        n_evaluations = end.n_evaluations;
    } else {
        n_evaluations += ends.iter().map(|end| end.n_evaluations).sum::<usize>();
    }
    let curvature = polish(likelihood, &middle, &mut end, &mut n_evaluations);
    let largest_gradient = end.largest_gradient();
    end.at = keep_within_reach(&end.at, &middle);
    let ran_off = |(at, middle): (&f64, &f64)| (at - middle).abs() > EDGE;
    let at_edge = end.at.iter().zip(&middle).position(ran_off);
    // Towards an edge the likelihood levels off without a maximum.
    if !(largest_gradient <= 10.0 * TOLERANCE || at_edge.is_some() && largest_gradient < 1e-3) {
        return Err(FitError::NotConverged { largest_gradient });
    }
    let parameters: Vec<f64> = end.at.iter().map(|x| x.exp()).collect();
    let model =
        M::from_parameters(&parameters).map_err(|_| FitError::NotConverged { largest_gradient })?;
    let n_starts = starts.len();
    Ok(Fit {
        model,
        ln_likelihood: -end.value * likelihood.n_persons(),
        n_persons: likelihood.n_persons().round() as u64,
        convergence: Convergence { n_evaluations, largest_gradient, n_starts, n_agreeing, at_edge },
        // At the edge what is measured is the end of the search, not the likelihood.
        curvature: curvature.filter(|_| at_edge.is_none()),
    })
}

/// −(mean log-likelihood) and its gradient by the log-parameters; level beyond reach.
fn cost<L: Likelihood>(likelihood: &L, middle: &[f64], at: &[f64], gradient: &mut [f64]) -> f64 {
    let within = keep_within_reach(at, middle);
    let parameters: Vec<f64> = within.iter().map(|x| x.exp()).collect();
    let n = likelihood.n_persons();
    let value = likelihood.evaluate(&parameters, gradient);
    gradient.iter_mut().zip(&parameters).for_each(|(g, p)| *g *= -p / n);
    for (g, (x, kept)) in gradient.iter_mut().zip(at.iter().zip(&within)) {
        if x != kept {
            *g = 0.0;
        }
    }
    -value / n
}

fn keep_within_reach(at: &[f64], middle: &[f64]) -> Vec<f64> {
    at.iter().zip(middle).map(|(x, m)| x.clamp(m - REACH, m + REACH)).collect()
}

/// Up to three Newton steps as long as they flatten the gradient; the factor of the negative Hessian of
/// the log-likelihood where it ended.
fn polish<L: Likelihood>(
    likelihood: &L,
    middle: &[f64],
    end: &mut Lowest,
    n_evaluations: &mut usize,
) -> Option<Cholesky> {
    let n = end.at.len();
    let mut factor = None;
    for _ in 0..3 {
        let hessian = hessian(&|at, g| cost(likelihood, middle, at, g), &end.at);
        *n_evaluations += 2 * n;
        let scaled: Vec<Vec<f64>> = hessian
            .iter()
            .map(|row| row.iter().map(|h| h * likelihood.n_persons()).collect())
            .collect();
        factor = Cholesky::of(&scaled);
        let Some(step) = Cholesky::of(&hessian).map(|factor| factor.solve(&end.gradient)) else {
            break;
        };
        let at: Vec<f64> = end.at.iter().zip(&step).map(|(x, s)| x - s).collect();
        let mut gradient = vec![0.0; n];
        let value = cost(likelihood, middle, &at, &mut gradient);
        *n_evaluations += 1;
        let next = Lowest { at, value, gradient, n_evaluations: 0 };
        // So near the maximum the value itself tells nothing any more.
        if !(next.largest_gradient() < end.largest_gradient() && next.value < end.value + 1e-9) {
            break;
        }
        let longest = step.iter().fold(0.0f64, |most, s| most.max(s.abs()));
        *end = next;
        if longest < 1e-4 {
            break;
        }
    }
    factor
}

/// Second derivatives by central differences of the gradient, made symmetric.
fn hessian(f: &impl Fn(&[f64], &mut [f64]) -> f64, at: &[f64]) -> Vec<Vec<f64>> {
    const STEP: f64 = 1e-4;
    let n = at.len();
    let (mut ahead, mut behind) = (vec![0.0; n], vec![0.0; n]);
    let mut rows = Vec::with_capacity(n);
    for i in 0..n {
        let mut point = at.to_vec();
        point[i] = at[i] + STEP;
        f(&point, &mut ahead);
        point[i] = at[i] - STEP;
        f(&point, &mut behind);
        let row = ahead.iter().zip(&behind).map(|(a, b)| (a - b) / (2.0 * STEP));
        rows.push(row.collect::<Vec<f64>>());
    }
    (0..n).map(|i| (0..n).map(|j| 0.5 * (rows[i][j] + rows[j][i])).collect()).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Checks an analytic gradient against central differences of the value.
    #[track_caller]
    pub(crate) fn check_gradient(likelihood: &impl Likelihood, parameters: &[f64]) {
        let n = parameters.len();
        let (mut gradient, mut unused) = (vec![0.0; n], vec![0.0; n]);
        likelihood.evaluate(parameters, &mut gradient);
        for i in 0..n {
            let step = 1e-5 * parameters[i];
            let mut at = |shift: f64| {
                let mut point = parameters.to_vec();
                point[i] += shift;
                likelihood.evaluate(&point, &mut unused)
            };
            // Of fourth order, so that the step may be large enough for the digits of the value.
            let slope =
                (8.0 * (at(step) - at(-step)) - (at(2.0 * step) - at(-2.0 * step))) / (12.0 * step);
            let scale = likelihood.n_persons() / parameters[i];
            let off = (slope - gradient[i]).abs() / scale.max(gradient[i].abs());
            assert!(off < 1e-7, "parameter {i}: {} by hand, {slope} by differences", gradient[i]);
        }
    }

    struct WaitingTimes;

    #[derive(Debug, Clone, PartialEq)]
    struct Exponential([f64; 1]);

    impl Parametric for Exponential {
        const NAMES: &'static [&'static str] = &["rate"];
        fn parameters(&self) -> Vec<f64> {
            self.0.to_vec()
        }
        fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
            check_parameters::<Self, 1>(parameters).map(Exponential)
        }
    }

    impl Likelihood for WaitingTimes {
        fn n_persons(&self) -> f64 {
            5.0
        }
        fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = 5.0 / parameters[0] - 10.0;
            5.0 * parameters[0].ln() - 10.0 * parameters[0]
        }
    }

    #[test]
    fn an_exponential_by_hand() {
        let starts = [vec![1.0], vec![30.0], vec![1e-3]];
        let fit: Fit<Exponential> = maximise(&WaitingTimes, None, &starts).expect("a maximum");
        assert!((fit.model.0[0] - 0.5).abs() < 1e-12);
        // The rate's logarithm has standard error 1/√n.
        let errors = fit.standard_errors_log().expect("curved");
        assert!((errors[0] - 0.2f64.sqrt()).abs() < 1e-6);
        assert_eq!((fit.convergence.n_starts, fit.convergence.n_agreeing), (3, 3));
        assert_eq!((fit.convergence.at_edge, fit.n_persons), (None, 5));
        check_gradient(&WaitingTimes, &[0.3]);
    }

    #[test]
    fn parameters_must_be_positive_and_as_many() {
        let refused = Exponential::from_parameters(&[-1.0]);
        assert_eq!(refused, Err(ParameterError::NotPositive { name: "rate", value: -1.0 }));
        assert!(Exponential::from_parameters(&[1.0, 2.0]).is_err());
    }
}
