//! The plan found: how many of whom by which channel, what that brings, and what an invitation is worth.

use super::super::words::{NO_FIGURE, stage_name, write_amount, write_heads};
use super::files::plan_file;
use super::plan::join;
use super::reasons::{WhomFigure, why};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::interval::{Interval, IntervalMarks};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::group_name::{GroupName, group_class};
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::whom::{GroupPlan, WhomView};
use std::sync::Arc;

#[component]
pub fn PlanTable(plan: StoredValue<Arc<WhomView>>) -> impl IntoView {
    let i18n = use_i18n();
    let notes = move || plan.with_value(notes);
    let table = move || plan.with_value(table);
    view! {
        <Section id="h-whom-plan" title=say!(i18n, whom.plan)>
            {notes}
            {table}
            <ExportTableMenu table=move || Some(plan.with_value(|plan| plan_file(plan))) />
        </Section>
    }
}

fn notes(plan: &Arc<WhomView>) -> AnyView {
    let i18n = use_i18n();
    let alike = plan.are_alike.then(|| {
        view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, whom.are_alike)}</p>
            </Note>
        }
    });
    let assumed = (!plan.assumed.is_empty()).then(|| {
        let stages = join(plan.assumed.iter().map(|stage| stage_name(*stage)));
        let text = t_string!(i18n, whom.rests_on_you, stages = stages).to_string();
        view! { <p class="fine">{text}</p> }
    });
    view! {
        {alike}
        {assumed}
    }
    .into_any()
}

fn table(plan: &Arc<WhomView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let heads = plan.channels.iter().map(|channel| {
        view! {
            <th scope="col" class="num">
                {channel_name(channel.channel)}
            </th>
        }
    });
    let scale_end = plan.groups.iter().map(|group| group.orders.p95).fold(1.0, f64::max);
    let rows = plan.groups.iter().enumerate();
    let rows = rows.map(|(place, group)| row(&f, plan, (place, group), scale_end));
    let totals = plan.channels.iter().map(|channel| {
        let n = f.fmt_int(channel.n_invited.into());
        let text = format!("{n} · {}", write_amount(&f, channel.cost));
        view! {
            <td class="num" data-label=channel_name(channel.channel)>
                {text}
            </td>
        }
    });
    let by_channel = plan.channels.iter().enumerate().map(|(place, channel)| {
        let written = f.fmt_number(channel.n_orders, 0);
        view! {
            <td class="num" data-label=channel_name(channel.channel)>
                {why(plan, WhomFigure::OrdersBy(place), written)}
            </td>
        }
    });
    let orders = stage_name(FunnelStage::Ordered);
    let all_orders = why(plan, WhomFigure::Orders, write_heads(&f, &plan.drawn.orders));
    view! {
        <div class="scroll-x">
            <table class="table ledger" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, forecast.invited)}</th>
                        {heads.collect_view()}
                        <th scope="col" class="num">
                            {orders.clone()}
                        </th>
                        <th scope="col" class="num">
                            {t!(i18n, whom.value)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">
                            {t_string!(i18n, forecast.all_n, n = f.fmt_int(plan.n_invited.into()))
                                .to_string()}
                        </th>
                        {totals.collect_view()}
                        <td class="num" data-label=orders>
                            {all_orders}
                        </td>
                        <td></td>
                    </tr>
                    <tr>
                        <th scope="row">{t!(i18n, whom.orders_expected)}</th>
                        {by_channel.collect_view()}
                        <td></td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    f: &Formatter,
    plan: &Arc<WhomView>,
    (place, group): (usize, &GroupPlan),
    scale_end: f64,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let invited = t_string!(
        i18n,
        forecast.n_of_all,
        n = f.fmt_int(group.n_invited.into()),
        all = f.fmt_int(group.n_may_ask.into())
    )
    .to_string();
    let cells = plan.channels.iter().zip(&group.by_channel).map(|(channel, n)| {
        view! {
            <td class="num" data-label=channel_name(channel.channel)>
                {f.fmt_int((*n).into())}
            </td>
        }
    });
    let orders = if group.n_invited > 0 {
        let marks = IntervalMarks {
            low: group.orders.p05,
            middle: group.orders.median,
            high: group.orders.p95,
            actual: None,
            scale_end,
        };
        view! {
            {why(plan, WhomFigure::OrdersOf(place), write_heads(f, &group.orders))}
            <span class="whom__orders" data-class=group_class(&group.group).map(Class::slug)>
                <Interval marks=Signal::stored(marks) />
            </span>
        }
        .into_any()
    } else {
        NO_FIGURE.into_any()
    };
    let best = group.value.get(group.best).map_or(NO_FIGURE.to_owned(), |v| write_amount(f, *v));
    view! {
        <tr data-invited=group.n_invited.to_string()>
            <th scope="row">
                <GroupName group=group.group.clone() />
                <small>{invited}</small>
            </th>
            {cells.collect_view()}
            <td class="num" data-label=stage_name(FunnelStage::Ordered)>
                {orders}
            </td>
            <td class="num" data-label=t_string!(i18n, whom.value)>
                {why(plan, WhomFigure::ValueOf(place), best)}
            </td>
        </tr>
    }
}
