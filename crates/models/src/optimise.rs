//! The lowest point of a smooth function of a few variables from its gradient: BFGS with the weak Wolfe
//! conditions, met by bisection (Lewis & Overton 2013, *Math. Program.* 141, 135), which also steps back
//! from where the function is infinite. Nocedal & Wright (2006), *Numerical Optimization*, ch. 6.

/// Where the descent ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lowest {
    pub(crate) at: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
    pub(crate) n_evaluations: usize,
}

impl Lowest {
    pub(crate) fn largest_gradient(&self) -> f64 {
        largest(&self.gradient)
    }
}

/// No step moves any variable by more: the variables are logarithms.
const MAX_STEP: f64 = 2.0;
const MAX_STEPS: usize = 300;

/// Descends from `start`, where `f` must be finite, until no part of the gradient is larger than
/// `tolerance` or no step leads lower. `f` returns its value and writes its gradient; outside its
/// domain it may return infinity, there the gradient is not looked at.
pub(crate) fn minimise(
    f: &impl Fn(&[f64], &mut [f64]) -> f64,
    start: &[f64],
    tolerance: f64,
) -> Lowest {
    let n = start.len();
    let mut gradient = vec![0.0; n];
    let value = f(start, &mut gradient);
    let mut now = Lowest { at: start.to_vec(), value, gradient, n_evaluations: 1 };
    let mut inverse_hessian = identity(n, 1.0);
    let mut is_first = true;
    for _ in 0..MAX_STEPS {
        if now.largest_gradient() <= tolerance {
            break;
        }
        let mut direction: Vec<f64> =
            inverse_hessian.iter().map(|row| -dot(row, &now.gradient)).collect();
        if dot(&direction, &now.gradient) >= 0.0 {
            inverse_hessian = identity(n, 1.0);
            direction = now.gradient.iter().map(|g| -g).collect();
        }
        let length = largest(&direction);
        if length > MAX_STEP {
            direction.iter_mut().for_each(|d| *d *= MAX_STEP / length);
        }
        let Some(next) = step(f, &now, &direction) else {
            break;
        };
        let moved: Vec<f64> = next.at.iter().zip(&now.at).map(|(b, a)| b - a).collect();
        let turned: Vec<f64> =
            next.gradient.iter().zip(&now.gradient).map(|(b, a)| b - a).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 1e-14 * dot(&turned, &turned) {
            if is_first {
                inverse_hessian = identity(n, curvature / dot(&turned, &turned));
                is_first = false;
            }
            update(&mut inverse_hessian, &moved, &turned, curvature);
        }
        now = next;
    }
    now
}

/// A point along the direction that is low enough and where the slope has levelled; None where there is
/// none that f64 can tell from here.
fn step(f: &impl Fn(&[f64], &mut [f64]) -> f64, now: &Lowest, direction: &[f64]) -> Option<Lowest> {
    const SUFFICIENT: f64 = 1e-4;
    const LEVELLED: f64 = 0.9;
    const MAX_TRIES: usize = 60;
    let slope = dot(direction, &now.gradient);
    let (mut near, mut far, mut length) = (0.0, f64::INFINITY, 1.0);
    let mut n_evaluations = now.n_evaluations;
    let mut lower: Option<Lowest> = None;
    let mut gradient = vec![0.0; now.at.len()];
    for _ in 0..MAX_TRIES {
        let at: Vec<f64> = now.at.iter().zip(direction).map(|(x, d)| x + length * d).collect();
        let value = f(&at, &mut gradient);
        n_evaluations += 1;
        if value <= now.value + SUFFICIENT * length * slope {
            let is_level = dot(direction, &gradient) >= LEVELLED * slope;
            lower = Some(Lowest { at, value, gradient: gradient.clone(), n_evaluations });
            if is_level {
                return lower;
            }
            near = length;
        } else {
            // Too high, or no number.
            far = length;
        }
        length = if far.is_finite() { 0.5 * (near + far) } else { 2.0 * near };
        if far - near < 1e-12 || length * largest(direction) > 4.0 * MAX_STEP {
            break;
        }
    }
    lower.map(|point| Lowest { n_evaluations, ..point })
}

/// H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ, ρ = 1/(sᵀy).
fn update(inverse_hessian: &mut [Vec<f64>], s: &[f64], y: &[f64], curvature: f64) {
    let n = s.len();
    let hy: Vec<f64> = inverse_hessian.iter().map(|row| dot(row, y)).collect();
    let scale = (1.0 + dot(y, &hy) / curvature) / curvature;
    for i in 0..n {
        for j in 0..n {
            inverse_hessian[i][j] +=
                scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
        }
    }
}

fn identity(n: usize, scale: f64) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..n).map(|j| if i == j { scale } else { 0.0 }).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// NaN where any is.
fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, v| if v.abs() > most || v.is_nan() { v.abs() } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rosenbrock(x: &[f64], gradient: &mut [f64]) -> f64 {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        gradient[0] = -2.0 * a - 400.0 * x[0] * b;
        gradient[1] = 200.0 * b;
        a * a + 100.0 * b * b
    }

    #[test]
    fn through_a_bent_valley() {
        let lowest = minimise(&rosenbrock, &[-1.2, 1.0], 1e-9);
        assert!(lowest.largest_gradient() <= 1e-9, "{lowest:?}");
        assert!(lowest.at.iter().all(|x| (x - 1.0).abs() < 1e-8), "{lowest:?}");
        assert!(lowest.n_evaluations < 100, "{}", lowest.n_evaluations);
    }

    #[test]
    fn steps_back_from_where_there_is_no_value() {
        let f = |x: &[f64], gradient: &mut [f64]| {
            gradient[0] = 1.0 - 1.0 / x[0];
            if x[0] > 0.0 { x[0] - x[0].ln() } else { f64::NAN }
        };
        let lowest = minimise(&f, &[30.0], 1e-10);
        assert!((lowest.at[0] - 1.0).abs() < 1e-9, "{lowest:?}");
    }

    #[test]
    fn ends_where_nothing_leads_lower() {
        let flat = |_: &[f64], gradient: &mut [f64]| {
            gradient.fill(0.0);
            7.0
        };
        assert_eq!(minimise(&flat, &[1.0, 2.0], 1e-9).n_evaluations, 1);
        let wrong_gradient = |x: &[f64], gradient: &mut [f64]| {
            gradient[0] = -1.0;
            x[0]
        };
        assert_eq!(minimise(&wrong_gradient, &[1.0], 1e-9).at, [1.0]);
    }
}
