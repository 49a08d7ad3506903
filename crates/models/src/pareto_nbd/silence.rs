//! What the silence since the last purchase tells: whether somebody is still there, or left in between.
//!
//! (α + T)^−n·(β + T)^−s + s·∫ (α + y)^−n·(β + y)^−(s+1) dy over tₓ to T, relative to its integrand at tₓ.
//! With y = e^u − m, m the smaller of α and β, the integrand is analytic within π of the real line: a
//! Gauss–Legendre rule on few panels gives it and all its slopes to 12 digits. Where it falls by more
//! than 38 powers of e the rest is left out.

use crate::legendre::{EIGHT_POINTS, SIXTEEN_POINTS, visit_points};

const MAX_FALL: f64 = 38.0;
/// Up to here 8 points do.
const SHORT_FALL: f64 = 4.0;
const SHORT_LENGTH: f64 = 2.0;
/// One panel of 16 points bears a fall by e^16 and a length of 4 in u.
const PANEL_FALL: f64 = 16.0;
const PANEL_LENGTH: f64 = 4.0;

pub(super) struct Silence {
    /// ln of the sum.
    pub(super) ln_sum: f64,
    /// Its slopes by n, α, s, β.
    pub(super) slopes: [f64; 4],
    /// The share of the first part.
    pub(super) p_alive: f64,
}

impl Silence {
    /// n = r + x, α, s, β; 0 ≤ tₓ ≤ T.
    pub(super) fn of([n, alpha, s, beta]: [f64; 4], recency: f64, age: f64) -> Self {
        let (shift, other) = (alpha.min(beta), alpha.max(beta));
        let (alpha_at, beta_at) = (alpha + recency, beta + recency);
        // ln of what is integrated, in u, relative to its value at tₓ.
        let is_alpha_smaller = alpha <= beta;
        let (near, far) = if is_alpha_smaller { (n, s + 1.0) } else { (s + 1.0, n) };
        let scale = n * alpha_at.ln() + (s + 1.0) * beta_at.ln();
        // At T, relative to the integrand at tₓ.
        let waited = age - recency;
        let (ln_alpha_fall, ln_beta_fall) =
            ((waited / alpha_at).ln_1p(), (waited / beta_at).ln_1p());
        let alive = beta_at * (-n * ln_alpha_fall - s * ln_beta_fall).exp();
        let (ln_alpha_age, ln_beta_age) = ((alpha + age).ln(), (beta + age).ln());
        let mut slopes = [
            -alive * ln_alpha_age,
            -alive * n / (alpha + age),
            -alive * ln_beta_age,
            -alive * s / (beta + age),
        ];
        let mut gone = 0.0;
        let start = shift + recency;
        let mut length = (waited / start).ln_1p();
        let mut fall = n * ln_alpha_fall + (s + 1.0) * ln_beta_fall;
        if fall > MAX_FALL {
            length = shorten(length, near, far, start, other + recency);
            fall = MAX_FALL;
        }
        if length > 0.0 {
            let n_panels = (fall / PANEL_FALL).max(length / PANEL_LENGTH).ceil().max(1.0) as u32;
            let is_short = fall <= SHORT_FALL && length <= SHORT_LENGTH;
            let rule = if is_short { EIGHT_POINTS } else { SIXTEEN_POINTS };
            let ln_start = start.ln();
            visit_points(rule, (0.0, length), n_panels, |u, weight| {
                let grown = start * u.exp_m1();
                let (near_ln, far_ln) = (ln_start + u, (other + recency + grown).ln());
                let (ln_alpha, ln_beta) =
                    if is_alpha_smaller { (near_ln, far_ln) } else { (far_ln, near_ln) };
                let ln_part = scale - n * ln_alpha - (s + 1.0) * ln_beta;
                let part = weight * s * (start + grown) * ln_part.exp();
                gone += part;
                slopes[0] -= part * ln_alpha;
                slopes[1] -= part * n / (alpha_at + grown);
                slopes[2] -= part * (ln_beta - 1.0 / s);
                slopes[3] -= part * (s + 1.0) / (beta_at + grown);
            });
        }
        let sum = alive + gone;
        Silence {
            ln_sum: sum.ln() - scale,
            slopes: slopes.map(|slope| slope / sum),
            p_alive: alive / sum,
        }
    }
}

/// The length in u over which near·u + far·ln(1 + start·(eᵘ − 1)/other_start) reaches [`MAX_FALL`], by
/// bisection; no longer than the whole.
fn shorten(whole: f64, near: f64, far: f64, start: f64, other_start: f64) -> f64 {
    let fall = |u: f64| near * u + far * (start * u.exp_m1() / other_start).ln_1p();
    let (mut low, mut high) = (0.0, whole);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if fall(middle) < MAX_FALL {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
