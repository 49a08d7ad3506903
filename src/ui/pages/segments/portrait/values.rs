//! What the buyer in the middle brings, among the people and among all others.

use super::words::{estimate_text, measure_name, verdict_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::portrait::{Estimate, PortraitView, ValueRow, Verdict};

#[component]
pub fn Values(asked: Asked<PortraitView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        Some(view.values.iter().map(|row| row_view(i18n, &f, row)).collect_view())
    };
    let chosen_by = move || {
        asked.get().filter(|view| view.values_are_chosen_by).map(|_| {
            view! { <p class="fine">{t!(i18n, portrait.chosen_by)}</p> }
        })
    };
    view! {
        <Section
            id="portrait-values"
            title=say!(i18n, portrait.value)
            note=say_some!(i18n, portrait.value_note)
        >
            {chosen_by}
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="portrait-values">
                <table class="table" data-stack="">
                    <caption class="sr-only">{t!(i18n, portrait.value)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, portrait.measure)}</th>
                            <th scope="col" class="num">{t!(i18n, portrait.these)}</th>
                            <th scope="col" class="num">{t!(i18n, portrait.others)}</th>
                            <th scope="col">{t!(i18n, portrait.value_difference)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Section>
    }
}

fn row_view(i18n: Texts, f: &Formatter, row: &ValueRow) -> impl IntoView + use<> {
    let write = |found: Option<Estimate>| {
        found.map_or("–".to_owned(), |found| estimate_text(i18n, f, row.of, &found))
    };
    let difference = match row.verdict {
        Verdict::TooFew => t_string!(i18n, portrait.too_few).to_owned(),
        verdict => {
            let words = [write(row.difference), verdict_text(i18n, verdict).to_owned()];
            words.join(t_string!(i18n, portrait.note_comma))
        }
    };
    view! {
        <tr>
            <th scope="row">{measure_name(i18n, row.of)}</th>
            <td class="num" data-label=t_string!(i18n, portrait.these)>
                {write(row.medians.segment)}
            </td>
            <td class="num" data-label=t_string!(i18n, portrait.others)>
                {write(row.medians.others)}
            </td>
            <td data-label=t_string!(i18n, portrait.value_difference)>{difference}</td>
        </tr>
    }
}
