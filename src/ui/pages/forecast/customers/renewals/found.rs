//! The renewals to come: the sentence, the figures, a row for each renewal and one for each period ahead.

use super::super::super::why::Reasons;
use super::super::super::words::{write_share, write_shares};
use super::reasons::{RenewalFigure, counted_of, explain_renewal};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::export_table::{ExportTableMenu, Ranged as FileRange, plain, with_range};
use leptos::prelude::*;
use meadow_core::views::renewals::{RenewalRow, RenewalView};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::word_of_mouth::Ranged;
use std::sync::Arc;

#[component]
pub fn Found(view: Arc<RenewalView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    view! {
        <p data-renewals="found">
            <b>{move || found.with_value(|view| finding(&formatter.get(), view))}</b>
            " "
            {move || found.with_value(|view| rising(&formatter.get(), view))}
            " "
            {move || found.with_value(|view| of_new(&formatter.get(), view))}
        </p>
        {move || found.with_value(figures)}
        <div class="grid-2">
            {move || found.with_value(renewals_table)} {move || found.with_value(members_table)}
        </div>
        <ExportTableMenu table=move || Some(found.with_value(|view| renewals_file(view))) />
        <p class="fine">{t!(i18n, worth.renew_limits)}</p>
    }
}

fn finding(f: &Formatter, view: &RenewalView) -> String {
    let i18n = use_i18n();
    let left = view.to_come.last().map(|left| counted(f, left)).unwrap_or_default();
    t_string!(
        i18n,
        worth.renew_finding,
        members = f.fmt_int(view.n_members as i64),
        now = f.fmt_int(view.n_now as i64),
        horizon = f.fmt_int(view.horizon.into()),
        left = left,
        renewals = counted(f, &view.renewals)
    )
    .to_string()
}

/// Those who leave easily leave first.
fn rising(f: &Formatter, view: &RenewalView) -> Option<String> {
    let i18n = use_i18n();
    let first = view.rows.first()?;
    let last = view.rows.iter().rev().find(|row| row.counted.is_some())?;
    let text = t_string!(
        i18n,
        worth.renew_rising,
        first = write_share(f, first.retention.mean),
        last = write_share(f, last.retention.mean),
        n = f.fmt_int(last.renewal.into())
    );
    Some(text.to_string())
}

fn of_new(f: &Formatter, view: &RenewalView) -> String {
    let i18n = use_i18n();
    let times = times(f, &view.of_new);
    let horizon = f.fmt_int(view.horizon.into());
    match view.half_gone_after {
        Some(half) => t_string!(
            i18n,
            worth.renew_of_new_half,
            times = times,
            horizon = horizon,
            half = f.fmt_int(half.into())
        )
        .to_string(),
        None => {
            t_string!(i18n, worth.renew_of_new_long, times = times, horizon = horizon).to_string()
        }
    }
}

pub fn counted(f: &Formatter, n: &Ranged) -> String {
    format!("{} ({})", f.fmt_number(n.mean, 0), f.fmt_range(n.low, n.high))
}

/// Renewals of one member, with a decimal.
pub fn times(f: &Formatter, n: &Ranged) -> String {
    let [low, mean, high] = [n.low, n.mean, n.high].map(|n| f.fmt_number(n, 1));
    format!("{mean} ({})", f.join_range(&low, &high))
}

pub fn shares(f: &Formatter, share: &Ranged) -> String {
    format!("{} ({})", write_share(f, share.mean), write_shares(f, share.low, share.high))
}

fn why(view: &Arc<RenewalView>, figure: RenewalFigure, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_renewal(&view, figure, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn figures(view: &Arc<RenewalView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let half = view.half_gone_after.map_or_else(
        || t_string!(i18n, worth.renew_never_half).to_owned(),
        |n| f.fmt_int(n.into()),
    );
    let mut rows = vec![
        (
            t_string!(i18n, worth.renew_to_come),
            RenewalFigure::Renewals,
            counted(&f, &view.renewals),
        ),
        (t_string!(i18n, worth.renew_new), RenewalFigure::OfNew, times(&f, &view.of_new)),
        (t_string!(i18n, worth.renew_half), RenewalFigure::Half, half),
    ];
    if let Some(for_ever) = &view.for_ever {
        let name = t_string!(i18n, worth.renew_for_ever);
        rows.push((name, RenewalFigure::ForEver, times(&f, for_ever)));
    }
    let rows = rows.into_iter().map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(view, figure, written)}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

fn renewals_table(view: &Arc<RenewalView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, row): (usize, &RenewalRow)| {
        let retention = why(view, RenewalFigure::Retention(place), shares(&f, &row.retention));
        view! {
            <tr>
                <th scope="row">{f.fmt_int(row.renewal.into())}</th>
                <td class="num" data-label=t_string!(i18n, worth.renew_counted)>
                    {counted_of(&f, row)}
                </td>
                <td class="num" data-label=t_string!(i18n, worth.renew_retention)>
                    {retention}
                </td>
                <td class="num" data-label=t_string!(i18n, worth.renew_left)>
                    {write_share(&f, row.left.mean)}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, worth.renew_renewal)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.renew_counted)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.renew_retention)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.renew_left)}</th>
                </tr>
            </thead>
            <tbody>{view.rows.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn members_table(view: &Arc<RenewalView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, left): (usize, &Ranged)| {
        let members = why(view, RenewalFigure::Members(place), counted(&f, left));
        view! {
            <tr>
                <th scope="row">{f.fmt_int(place as i64 + 1)}</th>
                <td class="num" data-label=t_string!(i18n, worth.renew_members)>
                    {members}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, worth.renew_ahead)}</th>
                    <th scope="col" class="num">{t!(i18n, worth.renew_members)}</th>
                </tr>
            </thead>
            <tbody>{view.to_come.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn renewals_file(view: &RenewalView) -> ShownTable {
    let i18n = use_i18n();
    // Counts of members are far below what a number of a file holds.
    let exact = |n: u64| n as f64;
    let table = TableOf::new(t_string!(i18n, worth.renew))
        .column("renewal", t_string!(i18n, worth.renew_renewal), |row: &RenewalRow| row.renewal)
        .column("renewed", t_string!(i18n, worth.renew_renewed), move |row| {
            row.counted.map(|(n, _)| exact(n))
        })
        .column("of", t_string!(i18n, worth.renew_of), move |row| {
            row.counted.map(|(_, all)| exact(all))
        });
    let retention = ("retention", t_string!(i18n, worth.renew_retention));
    let left = ("left", t_string!(i18n, worth.renew_left));
    let table = with_range(table, i18n, retention, plain, |row| in_file(row.retention));
    with_range(table, i18n, left, plain, |row| in_file(row.left)).rows(&view.rows)
}

fn in_file(n: Ranged) -> FileRange {
    FileRange { middle: n.mean, low: n.low, high: n.high }
}
