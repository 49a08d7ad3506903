//! Which moves between stages are usual: for each stage, where people go on to from it.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::ui::components::switch::CheckBox;
use crate::ui::pages::customers::wording::stage_name;
use leptos::prelude::*;
use meadow_core::domain::customer::Stage;

#[component]
pub fn StageMoveFields(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    let from = |from: Stage| {
        let boxes = Stage::ALL.into_iter().filter(|to| *to != from).map(|to| {
            let value = facts.follow(move |facts| facts.lenses.stage_moves.is_usual(from, to));
            let turn = Callback::new(move |is_usual| {
                facts.save(|facts| facts.lenses.stage_moves.set(from, to, is_usual));
            });
            let label = Signal::derive(move || stage_name(i18n, to));
            view! { <CheckBox label=label value=value on_turn=turn /> }
        });
        let legend =
            move || t_string!(i18n, lenses.moves_from, stage = stage_name(i18n, from)).to_string();
        view! {
            <fieldset class="stage-moves__from">
                <legend>{legend}</legend>
                <div class="row">{boxes.collect_view()}</div>
            </fieldset>
        }
    };
    view! {
        <p class="fine">{t!(i18n, lenses.moves_hint)}</p>
        <div class="stage-moves">{Stage::ALL.map(from).collect_view()}</div>
    }
}
