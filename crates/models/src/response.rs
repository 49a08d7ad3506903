//! What more spending brings, and how to share a budget out. Money and results in any unit.
//!
//! - Hill: top·x^S/(K^S + x^S), half of the top at x = K, S-shaped where S > 1. A. V. Hill (1910); in
//!   marketing Y. Jin et al. (2017), Google, *Bayesian Methods for Media Mix Modeling*. Fitted by least
//!   squares (Levenberg–Marquardt from several starts).
//! - Logarithmic: a·ln(1 + x/b).
//!
//! A budget is shared out best where the marginal returns of all that get anything are equal, and those
//! that get nothing have a lower one at 0. Curves that fall off from the start (Hill with S ≤ 1,
//! logarithmic) make this the one optimum, found by bisection of the common return; an S-shaped one
//! must be worth its slow start, which is found by dynamic programming over a thousand steps.

use crate::linear::solve;
use crate::root::find_root;

mod split;
#[cfg(test)]
mod tests;

pub use split::{BudgetSplit, split_budget};

/// Result as a function of what is spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ResponseCurve {
    /// top·x^S/(K^S + x^S).
    Hill {
        /// The most there is to gain.
        top: f64,
        /// K, spending that brings half of it.
        half: f64,
        /// S, the shape.
        shape: f64,
    },
    /// a·ln(1 + x/b).
    Log {
        /// a.
        scale: f64,
        /// b.
        spread: f64,
    },
}

/// Why there is no curve.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ResponseError {
    /// Parameters, spending or results that are negative or not finite.
    #[error("{value} cannot be: spending, results and parameters must be 0 or more and finite")]
    Number {
        /// The number given.
        value: f64,
    },
    /// Too few different amounts to tell a shape by.
    #[error("{n_amounts} different amounts above 0 are too few, {needed} are needed")]
    TooFew {
        /// Different amounts above 0.
        n_amounts: usize,
        /// 4.
        needed: usize,
    },
    /// The results do not rise to a level within what was spent.
    #[error("the results do not show where they level off: spend more, or give a top")]
    NoTop,
    /// The results do not rise with what was spent, or not so that a curve could be told from chance.
    #[error("the results do not rise with the spending: spend more differently")]
    NoRise,
}

impl ResponseCurve {
    /// Result of spending `x`; 0 for nothing or less.
    pub fn value(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match *self {
            ResponseCurve::Hill { top, half, shape } => top / (1.0 + (half / x).powf(shape)),
            ResponseCurve::Log { scale, spread } => scale * (x / spread).ln_1p(),
        }
    }

    /// Marginal return at `x`: what one unit more would bring. Of a Hill curve at 0 it is without bound
    /// for S < 1, and 0 for S > 1.
    pub fn marginal(&self, x: f64) -> f64 {
        let x = x.max(0.0);
        match *self {
            ResponseCurve::Hill { top, half, shape } => {
                if x == 0.0 {
                    return if shape < 1.0 {
                        f64::INFINITY
                    } else if shape > 1.0 {
                        0.0
                    } else {
                        top / half
                    };
                }
                let u = (half / x).powf(shape);
                if u.is_infinite() { 0.0 } else { top * shape / x * u / (1.0 + u).powi(2) }
            }
            ResponseCurve::Log { scale, spread } => scale / (spread + x),
        }
    }

    /// From where on more spending brings less and less: 0 but for an S-shaped curve.
    pub fn inflection(&self) -> f64 {
        match *self {
            ResponseCurve::Hill { half, shape, .. } if shape > 1.0 => {
                half * ((shape - 1.0) / (shape + 1.0)).powf(1.0 / shape)
            }
            _ => 0.0,
        }
    }

    fn check(&self) -> Result<(), ResponseError> {
        let parameters = match *self {
            ResponseCurve::Hill { top, half, shape } => [top, half, shape],
            ResponseCurve::Log { scale, spread } => [scale, spread, 1.0],
        };
        // The first is a height and may be 0, the others divide.
        let is_possible = parameters.iter().all(|p| *p >= 0.0 && p.is_finite())
            && parameters[1] > 0.0
            && parameters[2] > 0.0;
        let worst = parameters.iter().copied().find(|p| !(*p > 0.0 && p.is_finite()));
        if is_possible {
            Ok(())
        } else {
            Err(ResponseError::Number { value: worst.unwrap_or(0.0) })
        }
    }

    /// The spending beyond the inflection at which the marginal return has fallen to `price`; the
    /// inflection itself where it is lower from there on. At most `most`.
    fn spending_at(&self, price: f64, most: f64) -> f64 {
        let start = self.inflection();
        if start >= most || self.marginal(start) <= price {
            return start.min(most);
        }
        if self.marginal(most) >= price {
            return most;
        }
        // Over decades in logarithms: S < 1 begins with a return without bound.
        let floor = (start.max(most * 1e-15)).ln();
        let t = find_root(|t| self.marginal(t.exp()).ln() - price.ln(), floor, most.ln());
        t.exp().clamp(start, most)
    }
}

/// The Hill curve nearest to what was seen, as (spending, result), by least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HillFit {
    /// The curve.
    pub curve: ResponseCurve,
    /// Square root of the mean squared error.
    pub rms_error: f64,
}

/// Beyond these, what is fitted is a level or a step and no rise.
pub const SHAPES: std::ops::RangeInclusive<f64> = 0.3..=5.0;

/// Fits a Hill curve.
///
/// # Errors
/// [`ResponseError::Number`], [`ResponseError::TooFew`] for fewer than four different amounts above 0,
/// [`ResponseError::NoTop`] where the best curve has its half beyond three times the most that was
/// spent: then the top is a guess. [`ResponseError::NoRise`] where the curve is no better than the mean of
/// the results (AICc), has its half below the least that was spent, or a shape outside [`SHAPES`].
pub fn fit_hill(seen: &[(f64, f64)]) -> Result<HillFit, ResponseError> {
    const NEEDED: usize = 4;
    for value in seen.iter().flat_map(|&(x, y)| [x, y]) {
        if !(value >= 0.0 && value.is_finite()) {
            return Err(ResponseError::Number { value });
        }
    }
    let mut amounts: Vec<f64> = seen.iter().map(|s| s.0).filter(|x| *x > 0.0).collect();
    amounts.sort_by(f64::total_cmp);
    amounts.dedup();
    if amounts.len() < NEEDED {
        return Err(ResponseError::TooFew { n_amounts: amounts.len(), needed: NEEDED });
    }
    let (least, most) = (amounts[0], amounts[amounts.len() - 1]);
    let highest = seen.iter().map(|s| s.1).fold(0.0, f64::max);
    if highest == 0.0 {
        return Err(ResponseError::NoTop);
    }
    let mut best: Option<([f64; 3], f64)> = None;
    for step in 0..5 {
        let half = least * (most / least).powf(f64::from(step) / 4.0);
        for shape in [0.7, 1.5, 3.0f64] {
            let start = [(1.3 * highest).ln(), half.ln(), shape.ln()];
            let (found, error) = descend(seen, start);
            if best.is_none_or(|(_, least)| error < least) {
                best = Some((found, error));
            }
        }
    }
    let ([top, half, shape], squares) = best.ok_or(ResponseError::NoTop)?;
    let curve = ResponseCurve::Hill { top: top.exp(), half: half.exp(), shape: shape.exp() };
    if !is_better_than_mean(seen, squares) {
        return Err(ResponseError::NoRise);
    }
    if half.exp() > 3.0 * most || curve.check().is_err() {
        return Err(ResponseError::NoTop);
    }
    if half.exp() < least || !SHAPES.contains(&shape.exp()) {
        return Err(ResponseError::NoRise);
    }
    Ok(HillFit { curve, rms_error: (squares / seen.len() as f64).sqrt() })
}

/// By Akaike's criterion with its correction for few points, n·ln(squares/n) + 2k + 2k(k + 1)/(n − k − 1): three
/// parameters against one. Of four points the correction has no value; it is taken as of five.
fn is_better_than_mean(seen: &[(f64, f64)], squares: f64) -> bool {
    let n = seen.len() as f64;
    let mean = seen.iter().map(|s| s.1).sum::<f64>() / n;
    let of_mean: f64 = seen.iter().map(|s| (s.1 - mean).powi(2)).sum();
    let penalty = |k: f64| 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0).max(1.0);
    // Of equal results there is no ratio, nor a rise.
    of_mean > 0.0 && n * (squares / of_mean).ln() + penalty(3.0) < penalty(1.0)
}

/// Levenberg–Marquardt in the logarithms of top, half and shape.
fn descend(seen: &[(f64, f64)], start: [f64; 3]) -> ([f64; 3], f64) {
    let (mut at, mut damping) = (start, 1e-3);
    let mut squares = sum_of_squares(seen, at);
    for _ in 0..200 {
        let mut normal = vec![vec![0.0; 3]; 3];
        let mut side = vec![0.0; 3];
        for &(x, y) in seen {
            let slopes = slopes_at(x, at);
            let error = y - curve_of(at).value(x);
            for i in 0..3 {
                side[i] += slopes[i] * error;
                for j in 0..3 {
                    normal[i][j] += slopes[i] * slopes[j];
                }
            }
        }
        for (i, row) in normal.iter_mut().enumerate() {
            row[i] += damping * row[i].max(1e-12);
        }
        let Some(step) = solve(normal, vec![side]).map(|mut sides| sides.remove(0)) else { break };
        // A step of more than e² at once leaves the region where the slopes hold.
        let next = [0, 1, 2].map(|i| at[i] + step[i].clamp(-2.0, 2.0));
        let reached = sum_of_squares(seen, next);
        if reached < squares {
            let is_done = squares - reached <= 1e-15 * squares;
            (at, squares, damping) = (next, reached, damping * 0.3);
            if is_done {
                break;
            }
        } else {
            damping *= 5.0;
            if damping > 1e12 {
                break;
            }
        }
    }
    (at, squares)
}

fn curve_of([top, half, shape]: [f64; 3]) -> ResponseCurve {
    ResponseCurve::Hill { top: top.exp(), half: half.exp(), shape: shape.exp() }
}

fn sum_of_squares(seen: &[(f64, f64)], at: [f64; 3]) -> f64 {
    let sum: f64 = seen.iter().map(|&(x, y)| (y - curve_of(at).value(x)).powi(2)).sum();
    if sum.is_finite() { sum } else { f64::INFINITY }
}

/// Slopes of the value along the logarithms of top, half and shape.
fn slopes_at(x: f64, at: [f64; 3]) -> [f64; 3] {
    if x <= 0.0 {
        return [0.0; 3];
    }
    let (half, shape) = (at[1].exp(), at[2].exp());
    let value = curve_of(at).value(x);
    let part = value / at[0].exp();
    let along_power = -value * (1.0 - part);
    [value, along_power * shape, along_power * shape * (half / x).ln()]
}
