//! How the chosen segments overlap: every combination that anybody is in, as rows of marks with a bar,
//! which stays readable where circles would lie.

use super::super::lens::list_all;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::section::Section;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::GetOverlap;
use meadow_core::views::segment::MAX_OVERLAP;
use meadow_core::views::table::{Column, Filter, Test};

/// `chosen`: id and name; nothing for fewer than two, the first few of more than are compared at once.
#[component]
pub fn Overlap(#[prop(into)] chosen: Signal<Vec<(DocumentId, String)>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let compared = Memo::new(move |_| {
        let mut chosen = chosen.get();
        chosen.truncate(MAX_OVERLAP);
        (chosen.len() >= 2).then_some(chosen)
    });
    let left_out = move || {
        let n = chosen.with(Vec::len).checked_sub(MAX_OVERLAP).filter(|n| *n > 0)?;
        let f = formatter.get();
        let (shown, n) = (f.fmt_int(MAX_OVERLAP as i64), f.fmt_int(n as i64));
        let said = t_string!(i18n, rules.overlap_first, shown = shown, n = n).to_string();
        Some(view! { <p class="fine" role="status">{said}</p> })
    };
    let asked = Workspace::expect().asked(move || {
        let segments = compared.get()?.into_iter().map(|(id, _)| id).collect();
        Some(GetOverlap { segments })
    });
    let heads = move || {
        let names = compared.get().unwrap_or_default();
        names.into_iter().map(|(_, name)| view! { <th scope="col">{name}</th> }).collect_view()
    };
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let most = view.parts.iter().map(|part| part.sum.n_people).max().unwrap_or(1);
        let row = |part: &meadow_core::views::segment::OverlapPart| {
            let marks: Vec<_> = part
                .is_in
                .iter()
                .map(|is_in| {
                    let said = match is_in {
                        true => t_string!(i18n, customers.yes),
                        false => t_string!(i18n, customers.no),
                    };
                    view! {
                        <td class="overlap__mark" data-in=is_in.then_some("")>
                            <span class="sr-only">{said}</span>
                        </td>
                    }
                })
                .collect();
            let filters = view.segments.iter().zip(&part.is_in).map(|(id, is_in)| Filter {
                column: Column::Segment(*id),
                test: Test::IsYes(*is_in),
            });
            let people = list_all(filters.collect());
            let width = format!("{:.1}%", 100.0 * f64::from(part.sum.n_people) / f64::from(most));
            view! {
                <tr>
                    {marks}
                    <td class="num"><a href=people>{f.fmt_int(part.sum.n_people.into())}</a></td>
                    <td class="overlap__bar">
                        <svg class="hbar" width="100%" height="8" aria-hidden="true">
                            <rect class="hbar__fill" width=width height="100%" rx="2"></rect>
                        </svg>
                    </td>
                    <td class="num">{f.fmt_money_rounded(part.sum.value)}</td>
                </tr>
            }
        };
        Some(view.parts.iter().map(row).collect_view())
    };
    view! {
        <Show when=move || compared.with(Option::is_some)>
            <Section id="overlap" title=say!(i18n, rules.overlap)>
                {left_out}
                <div class="scroll-x" tabindex="0" role="group" aria-labelledby="overlap">
                    <table class="table overlap">
                        <caption class="sr-only">{t!(i18n, rules.overlap)}</caption>
                        <thead>
                            <tr>
                                {heads}
                                <th scope="col" class="num">{t!(i18n, lenses.people)}</th>
                                <td></td>
                                <th scope="col" class="num">{t!(i18n, lenses.value_column)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Section>
        </Show>
    }
}
