//! What the model does not know, in plain words.

use crate::i18n::{t, use_i18n};
use leptos::prelude::*;

#[component]
pub fn Limits() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section" aria-labelledby="h-limits">
            <div class="section__head">
                <h2 id="h-limits">{t!(i18n, forecast.limits)}</h2>
            </div>
            <ul class="plain limits">
                <li>{t!(i18n, forecast.limit_alike)}</li>
                <li>{t!(i18n, forecast.limit_past)}</li>
                <li>{t!(i18n, forecast.limit_day)}</li>
                <li>{t!(i18n, forecast.limit_groups)}</li>
                <li>{t!(i18n, forecast.limit_money)}</li>
                <li>{t!(i18n, forecast.limit_room)}</li>
                <li>{t!(i18n, forecast.limit_alone)}</li>
                <li>{t!(i18n, forecast.limit_curve)}</li>
            </ul>
        </section>
    }
}
