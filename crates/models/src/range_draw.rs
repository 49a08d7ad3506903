//! A number known only by the range somebody would bet on 9 to 1: normal, with the two ends as its 5 %
//! and 95 % quantiles. Must not know what the number is of.

use crate::stream::{Purpose, random_stream};
use rand_distr::{Distribution, StandardNormal};

/// The 95 % quantile of the standard normal distribution.
const Z_95: f64 = 1.644_853_626_951_472_7;

/// One draw of the number; the same seed, draw and place give the same. `place` tells apart the numbers
/// of one draw. A range of no width is a certain number; ends the wrong way round are turned.
pub fn draw_between(low: f64, high: f64, place: usize, (draw, seed): (usize, u64)) -> f64 {
    if low == high {
        return low;
    }
    let z: f64 = StandardNormal.sample(&mut random_stream(seed, draw, Purpose::Range(place)));
    0.5 * (low + high) + 0.5 * (high - low).abs() / Z_95 * z
}

#[cfg(test)]
mod tests {
    use super::draw_between;

    #[test]
    fn nine_in_ten_lie_inside() {
        let draws: Vec<f64> =
            (0..20_000).map(|draw| draw_between(-2.0, 8.0, 3, (draw, 1))).collect();
        let share = |is_meant: fn(&f64) -> bool| {
            draws.iter().filter(|x| is_meant(x)).count() as f64 / draws.len() as f64
        };
        assert!((share(|x| *x < -2.0) - 0.05).abs() < 0.006);
        assert!((share(|x| *x > 8.0) - 0.05).abs() < 0.006);
        assert_eq!(draw_between(8.0, -2.0, 3, (5, 1)), draws[5]);
        assert_ne!(draw_between(-2.0, 8.0, 4, (5, 1)), draws[5]);
        assert_eq!(draw_between(4.0, 4.0, 0, (0, 1)), 4.0);
    }
}
