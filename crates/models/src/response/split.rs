//! Sharing a budget out over response curves. Rule and source in [`crate::response`].

use super::{ResponseCurve, ResponseError};
use crate::root::find_root;

/// Steps of the budget in which S-shaped curves are tried.
const N_STEPS: usize = 1000;

/// A budget shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetSplit {
    /// Spending on every curve; they sum to the budget.
    pub spending: Vec<f64>,
    /// Results of it, summed.
    pub value: f64,
    /// What one unit more of budget would bring.
    pub marginal: f64,
}

/// The split of a budget that brings most. Curves only rise, so all of it is spent.
///
/// # Errors
/// [`ResponseError::Number`] for a budget or parameters that cannot be; without curves nothing is spent.
pub fn split_budget(curves: &[ResponseCurve], budget: f64) -> Result<BudgetSplit, ResponseError> {
    curves.iter().try_for_each(ResponseCurve::check)?;
    if !(budget >= 0.0 && budget.is_finite()) {
        return Err(ResponseError::Number { value: budget });
    }
    if curves.is_empty() || budget == 0.0 {
        return Ok(describe(curves, vec![0.0; curves.len()]));
    }
    let is_s_shaped = |curve: &ResponseCurve| curve.inflection() > 0.0;
    if !curves.iter().any(is_s_shaped) {
        let all: Vec<usize> = (0..curves.len()).collect();
        return Ok(describe(curves, equal_returns(curves, &all, budget)));
    }
    let rough = in_steps(curves, budget);
    // Those that get something, each beyond its inflection, made even to the last digit.
    let taking: Vec<usize> = (0..curves.len())
        .filter(|&i| !is_s_shaped(&curves[i]) || rough[i] >= curves[i].inflection().max(1e-12))
        .collect();
    let least: f64 = taking.iter().map(|&i| curves[i].inflection()).sum();
    let rough = describe(curves, rough);
    if taking.is_empty() || least > budget {
        return Ok(rough);
    }
    let fine = describe(curves, equal_returns(curves, &taking, budget));
    Ok(if fine.value >= rough.value { fine } else { rough })
}

/// Equal marginal returns among the given curves, none below its inflection.
fn equal_returns(curves: &[ResponseCurve], taking: &[usize], budget: f64) -> Vec<f64> {
    let spend = |ln_price: f64| -> Vec<f64> {
        let mut spending = vec![0.0; curves.len()];
        for &i in taking {
            spending[i] = curves[i].spending_at(ln_price.exp(), budget);
        }
        spending
    };
    // The highest return and the lowest that any of them can have within the budget.
    let returns =
        |x: f64| taking.iter().map(move |&i| curves[i].marginal(x.max(curves[i].inflection())));
    let highest = returns(budget * 1e-15).filter(|r| r.is_finite()).fold(1e-300, f64::max);
    let lowest = returns(budget).fold(f64::INFINITY, f64::min).max(1e-300);
    let excess = |ln_price: f64| spend(ln_price).iter().sum::<f64>() - budget;
    let ln_price = find_root(excess, lowest.ln() - 1.0, highest.ln() + 1.0);
    let mut spending = spend(ln_price);
    // What rounding leaves over is spread, so that all is spent.
    let sum: f64 = spending.iter().sum();
    if sum > 0.0 {
        spending.iter_mut().for_each(|x| *x *= budget / sum);
    } else if let Some(&first) = taking.first() {
        spending[first] = budget;
    }
    spending
}

/// The best split in steps of a thousandth: best[k] of the curves so far with k steps.
fn in_steps(curves: &[ResponseCurve], budget: f64) -> Vec<f64> {
    let step = budget / N_STEPS as f64;
    let mut best = vec![0.0; N_STEPS + 1];
    let mut choices: Vec<Vec<usize>> = Vec::with_capacity(curves.len());
    for curve in curves {
        let values: Vec<f64> = (0..=N_STEPS).map(|k| curve.value(k as f64 * step)).collect();
        let mut next = vec![f64::NEG_INFINITY; N_STEPS + 1];
        let mut choice = vec![0; N_STEPS + 1];
        for total in 0..=N_STEPS {
            for own in 0..=total {
                let value = best[total - own] + values[own];
                if value > next[total] {
                    (next[total], choice[total]) = (value, own);
                }
            }
        }
        best = next;
        choices.push(choice);
    }
    let (mut left, mut spending) = (N_STEPS, vec![0.0; curves.len()]);
    for (i, choice) in choices.iter().enumerate().rev() {
        spending[i] = choice[left] as f64 * step;
        left -= choice[left];
    }
    spending
}

fn describe(curves: &[ResponseCurve], spending: Vec<f64>) -> BudgetSplit {
    let value = curves.iter().zip(&spending).map(|(curve, x)| curve.value(*x)).sum();
    let marginal =
        curves.iter().zip(&spending).map(|(curve, x)| curve.marginal(*x)).fold(0.0, f64::max);
    BudgetSplit { spending, value, marginal }
}
