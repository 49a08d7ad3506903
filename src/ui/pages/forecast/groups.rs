//! The funnel of every group that is invited, on one scale a column.

use super::files::groups_file;
use super::funnel::spread_of;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{NO_FIGURE, stage_name, write_amount, write_counts};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::interval::{Interval, IntervalMarks};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::group_name::{GroupName, group_class};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::forecast::{ForecastView, GroupForecast, Spread};
use std::sync::Arc;

#[component]
pub fn ByGroup() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    view! {
        <section class="section" aria-labelledby="h-groups">
            <div class="section__head">
                <h2 id="h-groups">{t!(i18n, forecast.by_group)}</h2>
                <p class="section__note">{t!(i18n, forecast.by_group_note)}</p>
            </div>
            {move || {
                shown.view.get().map(|view| {
                    if view.groups_with_people().next().is_none() {
                        view! { <p class="muted">{t!(i18n, forecast.title_nobody)}</p> }.into_any()
                    } else {
                        table(&view)
                    }
                })
            }}
            <ExportTableMenu table=move || Some(groups_file(&*shown.view.get()?)) />
        </section>
    }
}

fn table(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let scale_ends = FunnelStage::ALL.map(|stage| {
        view.groups.iter().map(|group| spread_of_group(group, stage).p95).fold(1.0, f64::max)
    });
    let heads = FunnelStage::ALL.map(|stage| view! { <th scope="col">{stage_name(stage)}</th> });
    let rows = view.groups_with_people();
    let rows = rows.map(|(place, group)| row(view, place, group, scale_ends)).collect_view();
    let totals = FunnelStage::ALL.map(|stage| {
        if !view.is_known(stage) {
            return view! { <td data-label=stage_name(stage)>{NO_FIGURE}</td> }.into_any();
        }
        let spread = spread_of(view, stage);
        view! {
            <td data-label=stage_name(stage)>
                <p class="bands__n">
                    <b>{f.fmt_number(spread.median, 0)}</b>
                    {write_counts(&f, spread)}
                </p>
            </td>
        }
        .into_any()
    });
    view! {
        <div class="scroll-x">
            <table class="table bands" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, forecast.invited)}</th>
                        {heads.into_iter().collect_view()}
                        <th scope="col" class="num">
                            {t!(i18n, forecast.one_more)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">
                            {t_string!(i18n, forecast.all_n, n = f.fmt_int(view.n_invited.into()))
                                .to_string()}
                        </th>
                        {totals.into_iter().collect_view()}
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    view: &ForecastView,
    place: usize,
    group: &GroupForecast,
    scale_ends: [f64; 3],
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let invited = t_string!(
        i18n,
        forecast.n_of_all,
        n = f.fmt_int(group.n_invited.into()),
        all = f.fmt_int(group.n_may_ask.into())
    )
    .to_string();
    let class = group_class(&group.group).map(Class::slug);
    let cells = FunnelStage::ALL.into_iter().zip(scale_ends).map(|(stage, scale_end)| {
        if !view.is_known(stage) {
            return view! { <td data-label=stage_name(stage)>{NO_FIGURE}</td> }.into_any();
        }
        let spread = spread_of_group(group, stage);
        let marks = IntervalMarks {
            low: spread.p05,
            middle: spread.median,
            high: spread.p95,
            actual: None,
            scale_end,
        };
        view! {
            <td data-label=stage_name(stage)>
                <p class="bands__n">
                    <b>{f.fmt_number(spread.median, 0)}</b>
                    {write_counts(&f, spread)}
                </p>
                <span data-class=class>
                    <Interval marks=Signal::stored(marks) />
                </span>
            </td>
        }
        .into_any()
    });
    let one_more = if view.is_money_known() {
        let one_more = write_amount(&f, group.margin_per_invitation);
        view! { <Why figure=Figure::OneMore(place)>{one_more}</Why> }.into_any()
    } else {
        NO_FIGURE.into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <GroupName group=group.group.clone() />
                <small>{invited}</small>
            </th>
            {cells.collect_view()}
            <td class="num" data-label=t_string!(i18n, forecast.one_more)>
                {one_more}
            </td>
        </tr>
    }
}

fn spread_of_group(group: &GroupForecast, stage: FunnelStage) -> &Spread {
    match stage {
        FunnelStage::Registered => &group.registered,
        FunnelStage::Attended => &group.attended,
        FunnelStage::Ordered => &group.ordered,
    }
}
