//! The mix after one, two and three rounds: the picture, and every state in figures.

use super::super::why::Reasons;
use super::super::words::{NO_FIGURE, write_counts};
use super::Shown;
use super::files::ahead_file;
use super::panels::{after_rounds, panels, state_heading};
use super::reasons::Told;
use super::words::{name, share_now, write_ahead};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::mix_outlook::{Outlook, StateAhead};

#[component]
pub fn AheadSection(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_plan =
        Memo::new(move |_| shown.with(|outlook| outlook.planned.is_some()).unwrap_or_default());
    let picture = move || shown.with(|outlook| panels(i18n, &formatter.get(), outlook));
    let rows = move || {
        let f = formatter.get();
        let told = Told::of(i18n, &f, shown);
        shown.with(|outlook| {
            let row = |place: usize| row_view(i18n, &f, outlook, place, &told);
            (0..outlook.states.len()).map(row).collect_view()
        })
    };
    let heads = move || {
        let f = formatter.get();
        let n_rounds = shown.with(|outlook| outlook.ahead.len()).unwrap_or_default();
        let head =
            |n: usize| view! { <th scope="col" class="num">{after_rounds(i18n, &f, n)}</th> };
        (1..=n_rounds).map(head).collect_view()
    };
    let runs = move || {
        let f = formatter.get();
        shown.with(|outlook| {
            let n = f.fmt_int(outlook.n_draws.into());
            t_string!(i18n, forecast.runs, n = n, seed = outlook.seed).to_string()
        })
    };
    view! {
        <Section
            id="mix-ahead"
            title=say!(i18n, mix.ahead)
            note=say_some!(i18n, forecast.ledger_note)
        >
            <ul class="legend">
                <li><span class="swatch" data-kind="band"></span>{t!(i18n, forecast.legend_band)}</li>
                <li><span class="swatch" data-kind="mid"></span>{t!(i18n, forecast.legend_median)}</li>
                <Show when=move || has_plan.get()>
                    <li>
                        <span class="swatch" data-kind="threshold"></span>
                        {t!(i18n, mix.legend_plan)}
                    </li>
                </Show>
            </ul>
            {picture}
            <p class="figcap">{t!(i18n, mix.picture_caption)}</p>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix-ahead">
                <table class="table" data-stack="">
                    <caption class="sr-only">{t!(i18n, mix.ahead)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, mix.state)}</th>
                            <th scope="col" class="num">{t!(i18n, mix.now)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="fine">{t!(i18n, mix.shares_of)} " " {runs}</p>
            <ExportTableMenu table=move || {
                let f = formatter.get();
                shown.with(|outlook| ahead_file(i18n, &f, outlook))
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
) -> impl IntoView + use<> {
    let reasons = Reasons::expect();
    let n_now = f.fmt_int(outlook.n_now[place].into());
    let now = match share_now(outlook, place) {
        Some(share) => format!("{n_now} · {}", f.fmt_percent(share)),
        None if place + 1 == outlook.states.len() => NO_FIGURE.to_owned(),
        None => n_now,
    };
    let state = name(i18n, &outlook.states[place]);
    let cells = outlook.ahead.iter().enumerate().map(|(at, round)| {
        let ahead = round[place];
        let after = after_rounds(i18n, f, at + 1);
        let title = format!("{state}, {}", after.to_lowercase());
        let told = told.clone();
        let figure =
            reasons.figure(write_ahead(f, &ahead), t_string!(i18n, forecast.why), move || {
                told.ahead(&title, &ahead)
            });
        view! {
            <td class="num" data-label=after>
                <span>
                    {figure}
                    <small>{write_people_range(i18n, f, &ahead)}</small>
                </span>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{state_heading(i18n, outlook, place)}</th>
            <td class="num" data-label=move || t_string!(i18n, mix.now)>{now}</td>
            {cells.collect_view()}
        </tr>
    }
}

fn write_people_range(i18n: Texts, f: &Formatter, ahead: &StateAhead) -> Option<String> {
    ahead.share?;
    let range = write_counts(f, &ahead.people);
    Some(t_string!(i18n, mix.people_range, range = range).to_string())
}
