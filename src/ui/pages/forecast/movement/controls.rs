//! What is looked at: classes, stages or levels of care, whose share, and whether others come anew.

use super::Shown;
use super::words::{name, of_by_key, of_choices, of_key, state_key};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::switch::Switch;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::round::State;

#[component]
pub fn Controls(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let inputs = shown.inputs;
    let of = inputs.bind(|all| of_key(all.of).to_owned(), |all, key| all.of = of_by_key(&key));
    let with_newcomers =
        inputs.bind(|all| all.with_newcomers, |all, with| all.with_newcomers = with);
    let states =
        Memo::new(move |_| shown.with(|outlook| outlook.states.clone()).unwrap_or_default());
    let choices = Signal::derive(move || {
        let states = states.get();
        states.iter().map(|state| Choice::new(state_key(state), name(i18n, state))).collect()
    });
    let watched = Memo::new(move |_| {
        let key = shown.with(|outlook| outlook.states.get(outlook.watched as usize).map(state_key));
        key.flatten().unwrap_or_default()
    });
    let field = RwSignal::new(watched.get_untracked());
    Effect::new(move |_| field.set(watched.get()));
    let watch = Callback::new(move |key: String| {
        let states = states.get_untracked();
        let state: Option<State> = states.into_iter().find(|state| state_key(state) == key);
        inputs.all.update(|all| all.of_kind_mut().watched = state);
    });
    let newcomers = Signal::derive(move || {
        let n: Option<f64> = shown.with(|outlook| outlook.new_per_round.iter().sum::<f64>());
        match n.filter(|n| *n > 0.0) {
            Some(n) => {
                let n = formatter.get().fmt_number(n, 0);
                t_string!(i18n, mix.with_newcomers_of, n = n).to_string()
            }
            None => t_string!(i18n, mix.with_newcomers).to_owned(),
        }
    });
    let has_states = Memo::new(move |_| states.with(|states| !states.is_empty()));
    view! {
        <div class="between">
            <Segmented label=say!(i18n, rounds.of) choices=of_choices(i18n) value=of />
            <Show when=move || has_states.get()>
                <SelectField
                    label=say!(i18n, mix.watch)
                    choices=choices
                    value=field
                    on_choose=watch
                />
                <Switch label=newcomers value=with_newcomers />
            </Show>
        </div>
    }
}
