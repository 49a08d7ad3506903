//! The formula of both axes as it stands: every weight, what each measure means, and what nobody
//! knows.

use super::measures::{CONTRIBUTION, LOYALTY, measure_name, weight};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::views::table::Measure;

#[component]
pub fn Formula(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, segments.formula_title).to_owned());
    let contribution = sum_of(board, &CONTRIBUTION);
    let loyalty = sum_of(board, &LOYALTY);
    let all = CONTRIBUTION.iter().chain(&LOYALTY);
    let names: Vec<(Measure, Signal<String>)> =
        all.map(|measure| (*measure, measure_name(*measure))).collect();
    let unknown = move || {
        let view = board.view.get().filter(|view| !view.unknown_measures.is_empty())?;
        let named = names.iter().filter(|(measure, _)| view.unknown_measures.contains(measure));
        let list: Vec<String> = named.map(|(_, name)| name.get()).collect();
        let list = list.join(t_string!(i18n, customers.list_comma));
        Some(t_string!(i18n, segments.unknown_measures, list = list).to_string())
    };
    view! {
        <Section id="formula" title=title>
            <dl class="plays plays--wide">
                <div>
                    <dt>{t!(i18n, segments.contribution)}</dt>
                    <dd>{contribution}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.loyalty)}</dt>
                    <dd>{loyalty}</dd>
                </div>
            </dl>
            <p class="fine">{t!(i18n, segments.formula_points)}</p>
            {move || unknown().map(|text| view! { <p class="fine">{text}</p> })}
        </Section>
    }
}

/// "60 spend + 20 margin", the weights as shares of a hundred.
fn sum_of(board: Board, measures: &[Measure]) -> impl Fn() -> String + use<> {
    let formatter = use_formatter();
    let measures: Vec<(Measure, Signal<String>)> =
        measures.iter().map(|measure| (*measure, measure_name(*measure))).collect();
    move || {
        let f = formatter.get();
        let Some(settings) = board.settings.get() else { return String::new() };
        let total: f64 = measures.iter().map(|(measure, _)| weight(&settings, *measure)).sum();
        let weighted = measures.iter().filter(|(measure, _)| weight(&settings, *measure) > 0.0);
        let parts: Vec<String> = weighted
            .map(|(measure, name)| {
                let share = weight(&settings, *measure) / total;
                format!("{} × {}", f.fmt_percent(share), name.get())
            })
            .collect();
        parts.join(" + ")
    }
}
