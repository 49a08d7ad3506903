//! How many portions or gifts to order: what a wrong number costs, and what follows.

use super::super::kept_inputs::KeptInputs;
use super::super::words::write_chance;
use super::reasons::{RoomFigure, why};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::room::{PortionsView, RoomTerms, RoomView};
use std::sync::Arc;

#[component]
pub fn Portions(
    inputs: KeptInputs<RoomTerms>,
    #[prop(into)] view: Signal<Option<Arc<RoomView>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let missing = inputs.bind_amount(|terms| terms.per_missing, |terms, it| terms.per_missing = it);
    let left = inputs.bind_amount(|terms| terms.per_left, |terms, it| terms.per_left = it);
    let answer = move || {
        let f = formatter.get();
        // Before there are guests, there is nothing to say of portions.
        let view = view.get()?;
        Some(match &view.portions {
            None => view! { <p data-portions="none">{t!(i18n, room.portions_open)}</p> }.into_any(),
            Some(portions) => found(&f, &view, portions),
        })
    };
    view! {
        <Section id="h-room-portions" title=say!(i18n, room.portions)>
            <div class="grid-3" data-part="portions">
                <NumberField
                    label=say!(i18n, room.per_missing)
                    hint=say_some!(i18n, room.per_missing_hint)
                    value=missing
                    least=0.0
                    placeholder=say!(i18n, whom.ask_cost)
                />
                <NumberField
                    label=say!(i18n, room.per_left)
                    hint=say_some!(i18n, room.per_left_hint)
                    value=left
                    least=0.0
                    placeholder=say!(i18n, whom.ask_cost)
                />
            </div>
            {answer}
        </Section>
    }
}

fn found(f: &Formatter, view: &Arc<RoomView>, portions: &PortionsView) -> AnyView {
    let i18n = use_i18n();
    let heads = |n: f64| f.fmt_number(n, 1);
    let n = f.fmt_int(portions.n.into());
    let sentence = t_string!(
        i18n,
        room.portions_finding,
        n = n.clone(),
        chance = write_chance(f, portions.p_enough),
        left = heads(portions.n_left)
    )
    .to_string();
    let rows = [
        (t_string!(i18n, room.n_portions), RoomFigure::Portions, n),
        (t_string!(i18n, room.p_enough), RoomFigure::Enough, write_chance(f, portions.p_enough)),
        (t_string!(i18n, room.n_left), RoomFigure::Left, heads(portions.n_left)),
        (t_string!(i18n, room.n_missing), RoomFigure::Missing, heads(portions.n_missing)),
    ];
    let rows = rows.map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(view, figure, written)}</dd>
            </div>
        }
    });
    let seated = portions.is_seated_only.then(|| t_string!(i18n, room.seated_only));
    view! {
        <p data-portions="found">
            <b>{sentence}</b>
            " "
            {seated}
        </p>
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}
