//! Numbers nobody else has. Must not know what for.

/// 2^53: as many numbers as a double tells apart.
const N_NUMBERS: f64 = 9_007_199_254_740_992.0;

/// Drawn anew with every call.
pub fn draw_number() -> u64 {
    (js_sys::Math::random() * N_NUMBERS) as u64
}
