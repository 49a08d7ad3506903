//! What follows from the orders: who buys again, who brings somebody. Below the event's funnel, where the
//! method has no way of its own.

use super::super::status::Problem;
use super::super::why::Reasons;
use super::stages::stages;
use super::{OwnFunnel, OwnRanges, basis, missing};
use crate::i18n::{t, use_i18n};
use crate::ui::components::error_note::Tone;
use crate::ui::model_link::ModelLink;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;

#[component]
pub fn LaterStages() -> impl IntoView {
    let i18n = use_i18n();
    let OwnFunnel { asked, view, .. } = OwnFunnel::expect();
    let reasons = Reasons::provide();
    let is_there = Memo::new(move |_| view.with(Option::is_some));
    let asks = move || view.get().and_then(|view| missing(&view, Tone::Plain));
    let rests_on = move || view.get().and_then(|view| basis(view.of_its_own()));
    view! {
        <Problem error=asked.error />
        <Show when=move || is_there.get()>
            <div data-part="later-stages" class="stack">
                <h3>{t!(i18n, method_funnel.later)}</h3>
                {asks}
                <OwnRanges />
                {stages(view, say!(i18n, method_funnel.later), |stage| stage.counts_as.is_none())}
                <p class="fine">{rests_on} " " {t!(i18n, method_funnel.later_note)}</p>
                <ModelLink topic=ModelTopic::StageFunnel />
            </div>
        </Show>
        {reasons.dialog()}
    }
}
