//! The funnel of every group that is invited, on one scale a column, with the stages that only the method's
//! funnel has as far as they are known.

use super::files::groups_file;
use super::funnel::spread_of;
use super::method_funnel::{OwnFunnel, name_of};
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
use meadow_core::views::method_funnel::MethodFunnelView;
use std::sync::Arc;

/// A stage: how many come to it, of all and of each group in the order of the forecast's.
pub struct StageColumn {
    /// In a file.
    pub key: String,
    pub name: String,
    total: Option<Spread>,
    pub by_group: Vec<Option<Spread>>,
}

/// The event's stages, and after them those that only the method's funnel has, as far as they are known. Call
/// inside a view or signal.
pub fn stage_columns(view: &ForecastView, own: Option<&MethodFunnelView>) -> Vec<StageColumn> {
    let of_event = FunnelStage::ALL.map(|stage| {
        let is_known = view.is_known(stage);
        let key = match stage {
            FunnelStage::Registered => "registered",
            FunnelStage::Attended => "attended",
            FunnelStage::Ordered => "ordered",
        };
        let known = |spread: &Spread| is_known.then_some(*spread);
        StageColumn {
            key: key.to_owned(),
            name: stage_name(stage),
            total: known(spread_of(view, stage)),
            by_group: view.groups.iter().map(|it| known(spread_of_group(it, stage))).collect(),
        }
    });
    let of_own = own.into_iter().flat_map(|own| {
        own.of_its_own().filter(|stage| stage.heads.is_some()).map(move |stage| StageColumn {
            key: stage.key.replace('-', "_"),
            name: name_of(stage),
            total: stage.heads,
            by_group: view.groups.iter().map(|it| stage.heads_of(own, &it.group)).collect(),
        })
    });
    of_event.into_iter().chain(of_own).collect()
}

#[component]
pub fn ByGroup() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let own = OwnFunnel::expect().view;
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
                        table(&view, own.get().as_deref())
                    }
                })
            }}
            <ExportTableMenu table=move || {
                let own = own.get();
                Some(groups_file(&*shown.view.get()?, own.as_deref()))
            } />
        </section>
    }
}

fn table(view: &Arc<ForecastView>, own: Option<&MethodFunnelView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let columns = stage_columns(view, own);
    let heads = columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> });
    let heads = heads.collect_view();
    let rows = view.groups_with_people();
    let rows = rows.map(|(place, group)| row(view, place, group, &columns)).collect_view();
    let totals = columns.iter().map(|column| {
        let name = column.name.clone();
        let Some(spread) = &column.total else {
            return view! { <td data-label=name>{NO_FIGURE}</td> }.into_any();
        };
        view! {
            <td data-label=name>
                <p class="bands__n">
                    <b>{f.fmt_number(spread.median, 0)}</b>
                    {write_counts(&f, spread)}
                </p>
            </td>
        }
        .into_any()
    });
    let totals = totals.collect_view();
    view! {
        <div class="scroll-x">
            <table class="table bands" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, forecast.invited)}</th>
                        {heads}
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
                        {totals}
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
    columns: &[StageColumn],
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
    let cells = columns.iter().map(|column| {
        let name = column.name.clone();
        let Some(spread) = column.by_group.get(place).copied().flatten() else {
            return view! { <td data-label=name>{NO_FIGURE}</td> }.into_any();
        };
        let ends = column.by_group.iter().flatten().map(|spread| spread.p95);
        let scale_end = ends.fold(1.0, f64::max);
        let marks = IntervalMarks {
            low: spread.p05,
            middle: spread.median,
            high: spread.p95,
            actual: None,
            scale_end,
        };
        view! {
            <td data-label=name>
                <p class="bands__n">
                    <b>{f.fmt_number(spread.median, 0)}</b>
                    {write_counts(&f, &spread)}
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
