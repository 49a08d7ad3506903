//! How long until people are where they are watched for, from each state.

use super::super::why::Reasons;
use super::super::words::write_shares;
use super::Shown;
use super::files::reach_file;
use super::panels::state_heading;
use super::reasons::Told;
use super::words::name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::views::mix_outlook::{Outlook, Reach};

/// Chains that go on for so long are no forecast any more.
const MOST_ROUNDS: f64 = 50.0;

#[component]
pub fn ReachSection(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let title = Signal::derive(move || {
        let state = shown.with(|outlook| {
            let watched = outlook.states.get(outlook.watched as usize);
            watched.map(|state| name(i18n, state)).unwrap_or_default()
        });
        t_string!(i18n, mix.reach, state = state.unwrap_or_default()).to_string()
    });
    let has_plan =
        Memo::new(move |_| shown.with(|outlook| outlook.planned.is_some()).unwrap_or_default());
    let rows = move || {
        let f = formatter.get();
        let told = Told::of(i18n, &f, shown);
        shown.with(|outlook| {
            let places = 0..outlook.reach.len();
            let rows = places.filter_map(|place| row_view(i18n, &f, outlook, place, &told));
            rows.collect_view()
        })
    };
    view! {
        <Section id="mix-reach" title=title>
            <p>{t!(i18n, mix.reach_lead)}</p>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix-reach">
                <table class="table" data-stack="">
                    <caption class="sr-only">{move || title.get()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, mix.starting_as)}</th>
                            <th scope="col" class="num">{t!(i18n, mix.within)}</th>
                            <th scope="col" class="num">{t!(i18n, mix.rounds_until)}</th>
                            <Show when=move || has_plan.get()>
                                <th scope="col" class="num">{t!(i18n, mix.within_plan)}</th>
                            </Show>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="fine">{t!(i18n, mix.reach_note)}</p>
            <ExportTableMenu table=move || {
                shown.with(|outlook| reach_file(i18n, title.get(), outlook))
            } />
        </Section>
    }
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    outlook: &Outlook,
    place: usize,
    told: &Told,
) -> Option<impl IntoView + use<>> {
    let reach = (*outlook.reach.get(place)?)?;
    let reasons = Reasons::expect();
    let figure = |label: &'static str, reach: Reach| {
        let title = format!("{}: {}", name(i18n, &outlook.states[place]), label.to_lowercase());
        let written = write_shares(f, reach.within.p05, reach.within.p95);
        let told = told.clone();
        let why = t_string!(i18n, forecast.why);
        let figure = reasons.figure(written, why, move || told.reach(&title, &reach));
        view! { <td class="num" data-label=label>{figure}</td> }
    };
    let planned = outlook.planned.as_ref().map(|planned| {
        let reach = planned.reach.get(place).copied().flatten();
        reach.map(|reach| figure(t_string!(i18n, mix.within_plan), reach))
    });
    Some(view! {
        <tr>
            <th scope="row">{state_heading(i18n, outlook, place)}</th>
            {figure(t_string!(i18n, mix.within), reach)}
            <td class="num" data-label=t_string!(i18n, mix.rounds_until)>
                {write_rounds(i18n, f, &reach)}
            </td>
            {planned}
        </tr>
    })
}

fn write_rounds(i18n: Texts, f: &Formatter, reach: &Reach) -> String {
    let rounds = &reach.n_rounds;
    if rounds.median > MOST_ROUNDS {
        return t_string!(i18n, mix.over_rounds, n = f.fmt_number(MOST_ROUNDS, 0)).to_string();
    }
    let written = |n: f64| f.fmt_number(n, 1);
    format!(
        "{} ({})",
        written(rounds.median),
        f.join_range(&written(rounds.p05), &written(rounds.p95))
    )
}
