//! Recency × frequency: 25 cells with how many buyers stand in each, and what they are called.

use super::groups::list_all;
use super::share;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::wording::{Texts, group_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::{LensColumn, LensGroup, RfmCell};
use meadow_core::domain::money::Money;
use meadow_core::protocol::GetRfm;
use meadow_core::views::lens::RfmView;
use meadow_core::views::table::{Column, Filter, Test};

/// Shades of a cell by its share of buyers; above the last, the darkest.
const SHADES: [f64; 4] = [0.005, 0.02, 0.05, 0.1];

#[component]
pub fn RfmGrid() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let asked = Workspace::expect().asked(|| Some(GetRfm {}));
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        // The most recent on top.
        Some((1..=5).rev().map(|recency| row_view(i18n, &f, &view, recency)).collect_view())
    };
    let cuts = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let comma = t_string!(i18n, customers.list_comma);
        let number = |cut: f64| f.fmt_number(cut, 1);
        let recency = view.recency_cut?.map(number).join(comma);
        let frequency = view.frequency_cut?.map(number).join(comma);
        let money = view.money_cut?.map(|cut| f.fmt_money(Money::from_major(cut))).join(comma);
        let text = t_string!(
            i18n,
            lenses.rfm_cuts,
            recency = recency,
            frequency = frequency,
            money = money
        );
        Some(view! { <p class="fine">{text.to_string()}</p> })
    };
    let empty = move || {
        let view = asked.get()?;
        let named = |axis: &'static str, scores: &[u8]| {
            scores.iter().map(|score| format!("{axis}{score}")).collect::<Vec<_>>()
        };
        let mut scores = named("F", &view.empty_frequency);
        scores.extend(named("R", &view.empty_recency));
        if scores.is_empty() {
            return None;
        }
        let scores = scores.join(t_string!(i18n, customers.list_comma));
        let text = t_string!(i18n, lenses.rfm_empty, scores = scores).to_string();
        Some(view! { <p class="fine">{text}</p> })
    };
    view! {
        <Section id="rfm" title=say!(i18n, lenses.rfm_grid)>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="rfm">
                <table class="table heat">
                    <caption class="sr-only">{t!(i18n, lenses.rfm_caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, lenses.rfm_axis)}</th>
                            {(1..=5)
                                .map(|frequency| view! { <th scope="col">{format!("F{frequency}")}</th> })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {empty}
            {cuts}
        </Section>
    }
}

fn row_view(i18n: Texts, f: &Formatter, view: &RfmView, recency: usize) -> impl IntoView + use<> {
    let cells = (1..=5).map(|frequency| cell_view(i18n, f, view, recency, frequency));
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">{format!("R{recency}")}</th>
            {cells}
        </tr>
    }
}

fn cell_view(
    i18n: Texts,
    f: &Formatter,
    view: &RfmView,
    recency: usize,
    frequency: usize,
) -> impl IntoView + use<> {
    let cell = view.cells[recency - 1][frequency - 1];
    let name = RfmCell::of(recency as u8, frequency as u8)
        .map_or_else(String::new, |cell| group_name(i18n, LensGroup::Rfm(cell)));
    let of_people = share(cell.n_people.into(), view.n_buyers.into());
    let shade = match cell.n_people {
        0 => 0,
        _ => SHADES.iter().filter(|shade| of_people >= **shade).count(),
    };
    let n = f.fmt_int(i64::from(cell.n_people));
    let value = f.fmt_money_rounded(cell.value);
    let title =
        t_string!(i18n, lenses.rfm_cell, name = name.as_str(), n = n.as_str(), value = value)
            .to_string();
    let exactly = |column: LensColumn, score: usize| Filter {
        column: Column::Lens(column),
        test: Test::Between { low: Some(score as f64), high: Some(score as f64) },
    };
    let path = list_all(vec![
        exactly(LensColumn::RecencyScore, recency),
        exactly(LensColumn::FrequencyScore, frequency),
    ]);
    let inner = match cell.n_people {
        0 => view! { <span class="muted">"0"</span> }.into_any(),
        _ => view! { <a href=path aria-label=title.clone()>{n}</a> }.into_any(),
    };
    view! {
        <td data-heat=shade.to_string() title=title>
            {inner}
            <small class="heat__name">{name}</small>
        </td>
    }
}
