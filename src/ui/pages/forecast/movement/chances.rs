//! The chances of moving in a round, from the rows to the columns, with how many people each row rests on.

use super::super::why::Reasons;
use super::super::words::{write_share, write_shares};
use super::Shown;
use super::files::chances_file;
use super::panels::state_heading;
use super::reasons::{Told, way};
use super::words::name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::views::mix_outlook::{FEW_PEOPLE, Outlook};

#[component]
pub fn Chances(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let heads = move || {
        shown.with(|outlook| {
            let head = |place: usize| {
                view! { <th scope="col" class="num">{name(i18n, &outlook.states[place])}</th> }
            };
            (0..outlook.states.len()).map(head).collect_view()
        })
    };
    let rows = move || {
        let f = formatter.get();
        let told = Told::of(i18n, &f, shown);
        shown.with(|outlook| {
            let row = |from: usize| row_view(i18n, &f, outlook, from, &told);
            (0..outlook.rows.len()).map(row).collect_view()
        })
    };
    view! {
        <h3 id="mix-chances">{t!(i18n, mix.chances)}</h3>
        <p class="fine">{t!(i18n, mix.chances_note)}</p>
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="mix-chances">
            <table class="table matrix">
                <caption class="sr-only">{t!(i18n, mix.chances)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, rounds.matrix_axis)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ExportTableMenu table=move || shown.with(|outlook| chances_file(i18n, outlook)) />
    }
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    outlook: &Outlook,
    from: usize,
    told: &Told,
) -> impl IntoView + use<> {
    let reasons = Reasons::expect();
    let row = &outlook.rows[from];
    let n = t_string!(i18n, mix.n, n = f.fmt_int(row.n.into())).to_string();
    let few = (row.n < FEW_PEOPLE)
        .then(|| view! { <span class="tag" data-tone="warn">{t_string!(i18n, mix.few)}</span> });
    let n_row = row.n;
    let cells = row.chances.iter().enumerate().map(|(to, chance)| {
        let stayed = (from == to).then_some("");
        if chance.high == 0.0 {
            return view! { <td class="num" data-stayed=stayed><span class="muted">"–"</span></td> }
                .into_any();
        }
        let (told, chance) = (told.clone(), *chance);
        let title = way(i18n, outlook, from, to);
        let figure =
            reasons.figure(write_share(f, chance.mean), t_string!(i18n, forecast.why), move || {
                told.chance(&title, &chance, n_row)
            });
        view! {
            <td class="num" data-stayed=stayed>
                <span>
                    {figure}
                    <small>{write_shares(f, chance.low, chance.high)}</small>
                </span>
            </td>
        }
        .into_any()
    });
    view! {
        <tr>
            <th scope="row">
                <span>
                    {state_heading(i18n, outlook, from)}
                    <small>{n} " " {few}</small>
                </span>
            </th>
            {cells.collect_view()}
        </tr>
    }
}
