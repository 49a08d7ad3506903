//! Numbers nobody else has, and bytes nobody can foresee. Must not know what for.

/// 2^53: as many numbers as a double tells apart.
const N_NUMBERS: f64 = 9_007_199_254_740_992.0;

/// Drawn anew with every call.
pub fn draw_number() -> u64 {
    (js_sys::Math::random() * N_NUMBERS) as u64
}

/// From the browser's own source for keys; `None` where it has none.
pub fn draw_secret_bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    leptos::prelude::window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
        .ok()?;
    Some(bytes)
}
