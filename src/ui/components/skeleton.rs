//! Grey lines where something is on its way.

use crate::i18n::{t, use_i18n};
use leptos::prelude::*;

/// Beside words that say what is awaited; nothing for readers.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            <span></span>
            <span></span>
            <span></span>
        </div>
    }
}

/// The same where nothing else says that something is on its way.
#[component]
pub fn Loading() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="skeleton" role="status">
            <span></span>
            <span></span>
            <span></span>
            <b class="sr-only">{t!(i18n, common.loading)}</b>
        </div>
    }
}
