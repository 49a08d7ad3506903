//! A part of a whole as a bar and in figures. Must not know what it is a part of.

use crate::platform::locale::Formatter;
use leptos::prelude::*;

/// A part of a whole, 0 where there is none.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// A share as a bar and in figures.
pub fn bar(f: &Formatter, share: f64) -> impl IntoView + use<> {
    let width = format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    view! {
        <span class="share">
            <svg class="hbar" width="100%" height="8" aria-hidden="true">
                <rect class="hbar__track" width="100%" height="100%" rx="2"></rect>
                <rect class="hbar__fill" width=width height="100%" rx="2"></rect>
            </svg>
            <span>{f.fmt_percent(share)}</span>
        </span>
    }
}
