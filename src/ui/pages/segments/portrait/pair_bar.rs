//! Two bars, one above the other: the share among the people, and among all others. The figures always
//! stand beside it.

use leptos::prelude::*;
use meadow_core::views::portrait::Sides;

/// Shares from 0 to 1; `whole` is the share that fills the width.
pub fn pair_bar(shares: Sides<Option<f64>>, whole: f64) -> impl IntoView + use<> {
    let width = |share: Option<f64>| {
        let part = if whole > 0.0 { share.unwrap_or_default() / whole } else { 0.0 };
        format!("{:.1}%", 100.0 * part.clamp(0.0, 1.0))
    };
    view! {
        <svg class="pairbar" width="100%" height="16" aria-hidden="true">
            <rect class="pairbar__here" y="0" width=width(shares.segment) height="9" rx="1"></rect>
            <rect class="pairbar__there" y="11" width=width(shares.others) height="5" rx="1"></rect>
        </svg>
    }
}
