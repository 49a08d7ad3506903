//! What the signs of the board mean, with the counts that belong to them.

use super::board_chart::borderline_list;
use super::cut_line::Cut;
use super::cut_rule::rule_text;
use super::lens::list_all;
use super::plot::Plot;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::asset;
use crate::state::board::Board;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::views::table::{Column, Filter, Test};

#[component]
pub fn Legend(board: Board, plot: Memo<Plot>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let mark = move || {
        let f = formatter.get();
        let n = board.view.get().map_or(1, |view| {
            u64::from(view.people_per_mark) * plot.get().thinning(view.marks.len()) as u64
        });
        match n {
            1 => t_string!(i18n, segments.one_mark).to_owned(),
            n => t_string!(i18n, segments.one_mark_many, n = f.fmt_int(n as i64)).to_string(),
        }
    };
    let borderline = move || {
        let f = formatter.get();
        let view = board.view.get();
        let n = view.as_ref().map_or(0, |view| view.n_borderline);
        let points = view.as_ref().map_or(0.0, |view| view.settings.borderline_points);
        agree(
            &t_string!(
                i18n,
                segments.borderline,
                n = f.fmt_int(i64::from(n)),
                points = f.fmt_number(points, 1)
            )
            .to_string(),
        )
    };
    let by_hand = move || {
        let n = board.view.get().map(|view| view.n_by_hand).filter(|n| *n > 0)?;
        let n = formatter.get().fmt_int(i64::from(n));
        let said = t_string!(i18n, segments.by_hand, n = n).to_string();
        let filter = Filter { column: Column::ClassByHand, test: Test::IsYes(true) };
        Some(view! { <li><a href=list_all(vec![filter])>{said}</a></li> })
    };
    let rules = move || {
        let (f, settings) = (formatter.get(), board.settings.get()?);
        let said = |cut: Cut, name: &str| {
            let rule = rule_text(i18n, &f, cut.rule_of(&settings))?;
            Some(t_string!(i18n, segments.cut_set, axis = name, rule = rule).to_string())
        };
        let contribution = said(Cut::Contribution, t_string!(i18n, segments.contribution));
        let loyalty = said(Cut::Loyalty, t_string!(i18n, segments.loyalty));
        let said: Vec<String> = contribution.into_iter().chain(loyalty).collect();
        (!said.is_empty()).then(|| said.join(" · "))
    };
    view! {
        <ul class="legend">
            <li>
                <svg class="icon icon--sm" data-class="bee" aria-hidden="true">
                    <use class="mark" href=asset("icons.svg#i-shape-bee")></use>
                </svg>
                {mark}
            </li>
            <li>
                <span class="swatch" data-kind="ring"></span>
                <a href=borderline_list()>{borderline}</a>
            </li>
            <li>
                <span class="swatch" data-kind="threshold"></span>
                {t!(i18n, segments.cut_legend)}
            </li>
            {move || rules().map(|text| view! { <li>{text}</li> })}
            {by_hand}
        </ul>
    }
}
