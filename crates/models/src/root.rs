//! Finding where a continuous function crosses zero inside a bracket. Knows nothing of statistics.

/// Ridders' method: the bracket never opens, so it always ends; where the function is smooth it
/// doubles its correct digits every two steps. C. Ridders (1979), IEEE Trans. Circuits Syst. 26, 979.
///
/// `f(low)` and `f(high)` must differ in sign; without that the better of the two ends is returned.
pub(crate) fn find_root(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let (mut f_low, mut f_high) = (f(low), f(high));
    if f_low == 0.0 {
        return low;
    }
    if f_high == 0.0 {
        return high;
    }
    if f_low.signum() == f_high.signum() {
        return if f_low.abs() < f_high.abs() { low } else { high };
    }
    // Every step at least halves the bracket: 200 steps outlast any f64.
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        let tolerance = 2.0 * f64::EPSILON * (1.0 + middle.abs());
        if high - low <= tolerance {
            break;
        }
        let f_middle = f(middle);
        if f_middle == 0.0 {
            return middle;
        }
        let step = (middle - low) * (f_low - f_high).signum() * f_middle
            / (f_middle * f_middle - f_low * f_high).sqrt();
        let guess = middle + step;
        let f_guess = f(guess);
        if f_guess == 0.0 {
            return guess;
        }
        let mut points = [(low, f_low), (middle, f_middle), (guess, f_guess), (high, f_high)];
        if guess < middle {
            points.swap(1, 2);
        }
        // The narrowest of the three parts whose ends differ in sign; one of them always does.
        for pair in points.windows(2) {
            if pair[0].1.signum() != pair[1].1.signum() {
                ((low, f_low), (high, f_high)) = (pair[0], pair[1]);
                break;
            }
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_roots_of_smooth_and_of_steplike_functions() {
        assert!((find_root(|x| x * x - 2.0, 0.0, 2.0) - 2f64.sqrt()).abs() < 1e-14);
        let step = |x: f64| if x < 0.3 { -1.0 } else { 1.0 };
        assert!((find_root(step, -10.0, 10.0) - 0.3).abs() < 1e-13);
        assert!((find_root(|x| 1.0 - x, 0.0, 3.0) - 1.0).abs() < 1e-14);
    }
}
