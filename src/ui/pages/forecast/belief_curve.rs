//! The shape of what is believed of a rate: the density of a Beta distribution as a path. Pure.

use std::fmt::Write;

/// The box the path is drawn in; the picture is stretched to its place.
pub const WIDTH: f64 = 120.0;
pub const HEIGHT: f64 = 30.0;

const N_POINTS: u32 = 72;
const BASE: f64 = 28.0;
const PEAK: f64 = 3.0;

/// The curve over the whole scale, and the part of it between the ends of the 90 % range, closed.
#[derive(Clone, Debug, PartialEq)]
pub struct BeliefCurve {
    pub line: String,
    pub core: String,
    /// The share at the right end of the scale.
    pub scale_end: f64,
}

/// `alpha` and `beta` are the parameters, `low` and `high` the ends of the 90 % range.
pub fn draw_belief(alpha: f64, beta: f64, low: f64, high: f64) -> BeliefCurve {
    // Small rates are drawn on a part of the scale, so that their shape is seen.
    let scale_end = [0.05, 0.1, 0.2, 0.5].into_iter().find(|end| high * 1.3 <= *end).unwrap_or(1.0);
    let log_density = |share: f64| (alpha - 1.0) * share.ln() + (beta - 1.0) * (1.0 - share).ln();
    let inside = |share: f64| share.clamp(1e-4, 1.0 - 1e-4);
    let shares = |from: f64, to: f64| {
        (0..=N_POINTS).map(move |i| from + (to - from) * f64::from(i) / f64::from(N_POINTS))
    };
    let top = shares(0.0, scale_end)
        .map(|share| log_density(inside(share)))
        .fold(f64::NEG_INFINITY, f64::max);
    let path = |from: f64, to: f64| {
        let mut d = String::new();
        for share in shares(from, to) {
            let height = (log_density(inside(share)) - top).exp().min(1.0);
            let (x, y) = (share / scale_end * WIDTH, BASE - height * (BASE - PEAK));
            let sign = if d.is_empty() { 'M' } else { 'L' };
            // Writing to a string cannot fail.
            let _ = write!(d, "{sign}{x:.1} {y:.1}");
        }
        d
    };
    let x = |share: f64| share / scale_end * WIDTH;
    let core = format!("{}L{:.1} {BASE}L{:.1} {BASE}Z", path(low, high), x(high), x(low));
    BeliefCurve { line: path(0.0, scale_end), core, scale_end }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::draw_belief;

    #[test]
    fn small_rates_get_a_finer_scale() {
        assert_eq!(draw_belief(3.0, 290.0, 0.003, 0.02).scale_end, 0.05);
        assert_eq!(draw_belief(70.0, 30.0, 0.62, 0.77).scale_end, 1.0);
    }

    #[test]
    fn the_peak_touches_the_top_and_the_core_is_closed() {
        let curve = draw_belief(35.0, 65.0, 0.27, 0.43);
        assert!(curve.line.contains(" 3.0"), "{}", curve.line);
        assert!(curve.core.ends_with('Z'));
    }
}
