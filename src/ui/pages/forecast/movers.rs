//! What moves the profit most: a tornado, the words, and the figures behind it.

use super::files::movers_file;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{driver_name, rate_name, write_amount, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::charts::tornado::{Tornado, TornadoBar, draw_tornado, tornado_height_px};
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::{CostDriver, FunnelStage};
use meadow_core::guide::ModelTopic;
use meadow_core::views::event_risk::{Moved, SwingView};
use meadow_core::views::forecast::ForecastView;
use std::sync::Arc;

/// More bars say no more; the table has them all.
const MOST_BARS: usize = 8;
/// More groups have no room above a bar or in a sentence; the table names them all.
const MOST_GROUPS: usize = 2;

#[component]
pub fn Movers() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let finding = Signal::derive(move || {
        shown.view.with(|view| view.as_ref().map_or_else(String::new, |view| in_words(view)))
    });
    let tornado = Memo::new(move |_| {
        shown.view.with(|view| view.as_ref().map(|view| tornado_of(view)).unwrap_or_default())
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        tornado.with(|tornado| draw_tornado(tornado, size, &|value| write_amount(&f, value)))
    };
    let height_at =
        Callback::new(move |_| tornado.with(|tornado| tornado_height_px(tornado.bars.len())));
    let help = Help::new(
        "movers-help",
        say!(i18n, risk.movers),
        say!(i18n, risk.movers_goes_by),
        say!(i18n, risk.movers_how),
        say!(i18n, risk.movers_doubt),
    )
    .in_full_at(model_href(ModelTopic::Sensitivity));
    let has_any = Memo::new(move |_| tornado.with(|tornado| !tornado.bars.is_empty()));
    view! {
        <Section id="h-movers" title=say!(i18n, risk.movers) help=help>
            <Show
                when=move || has_any.get()
                fallback=move || view! { <p class="muted">{t!(i18n, risk.nothing_moves)}</p> }
            >
                <ChartFrame
                    label=finding
                    height_px=0.0
                    height_at=height_at
                    draw=Callback::new(draw)
                >
                    <b>{finding}</b>
                    " "
                    {t!(i18n, risk.movers_caption)}
                </ChartFrame>
                {move || shown.view.get().map(|view| table(&view))}
                <ExportTableMenu table=move || Some(movers_file(&*shown.view.get()?)) />
            </Show>
        </Section>
    }
}

/// What moves, in the words of the page.
pub fn moved_name(moved: Moved, view: &ForecastView) -> String {
    name_moved(moved, view, usize::MAX)
}

/// The rate at this place, with the first of the groups whose it is and how many more there are.
fn name_rate(place: usize, view: &ForecastView, most_groups: usize) -> String {
    let i18n = use_i18n();
    let Some(rate) = view.rates.get(place) else { return String::new() };
    let groups = view.groups_sharing(place);
    let n_named = if groups.len() > most_groups { 1 } else { groups.len() };
    let (named, more) = groups.split_at(n_named);
    let names = std::iter::once(rate_name(rate.stage)).chain(named.iter().map(|it| group_name(it)));
    let named = names.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma));
    match more.len() {
        0 => named,
        n => t_string!(i18n, risk.and_more_groups, named = named, n = n).to_string(),
    }
}

fn name_moved(moved: Moved, view: &ForecastView, most_groups: usize) -> String {
    let i18n = use_i18n();
    match moved {
        Moved::Rate(place) => name_rate(place, view, most_groups),
        Moved::TurnOut => t_string!(i18n, risk.day_turn_out).to_owned(),
        Moved::Ordering => t_string!(i18n, risk.day_ordering).to_owned(),
        Moved::Revenue => t_string!(i18n, forecast.revenue_per_order).to_owned(),
        Moved::FixedCost => t_string!(i18n, risk.fixed_costs).to_owned(),
        Moved::Margin => t_string!(i18n, forecast.margin).to_owned(),
        Moved::Contingency => t_string!(i18n, forecast.contingency).to_owned(),
        Moved::CostOfInvited => driver_name(CostDriver::PerInvited),
        Moved::CostOf(stage) => driver_name(match stage {
            FunnelStage::Registered => CostDriver::PerRegistered,
            FunnelStage::Attended => CostDriver::PerAttended,
            FunnelStage::Ordered => CostDriver::PerOrdered,
        }),
    }
}

/// Between which values it moves.
pub fn moved_between(f: &Formatter, swing: &SwingView) -> String {
    let i18n = use_i18n();
    match swing.moved {
        Moved::Rate(_) | Moved::Margin | Moved::Contingency => {
            write_shares(f, swing.low, swing.high)
        }
        Moved::TurnOut | Moved::Ordering => t_string!(i18n, risk.bad_to_good_day).to_owned(),
        _ => f.join_range(&write_amount(f, swing.low), &write_amount(f, swing.high)),
    }
}

/// How far the profit moves.
pub fn write_width(f: &Formatter, swing: &SwingView) -> String {
    write_amount(f, (swing.at_high - swing.at_low).abs())
}

fn in_words(view: &ForecastView) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let Some(widest) = view.risk.swings.first() else { return String::new() };
    let (low, high) = (widest.at_low.min(widest.at_high), widest.at_low.max(widest.at_high));
    t_string!(
        i18n,
        risk.movers_finding,
        input = name_moved(widest.moved, view, MOST_GROUPS),
        low = write_amount(&f, low),
        high = write_amount(&f, high)
    )
    .to_string()
}

fn tornado_of(view: &ForecastView) -> Tornado {
    let i18n = use_i18n();
    let bars = view.risk.swings.iter().take(MOST_BARS).map(|swing| TornadoBar {
        label: name_moved(swing.moved, view, MOST_GROUPS),
        at_low: swing.at_low,
        at_high: swing.at_high,
    });
    Tornado {
        bars: bars.collect(),
        middle: view.risk.at_medians,
        break_even: t_string!(i18n, forecast.break_even).to_owned(),
    }
}

fn table(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = view.risk.swings.iter().enumerate().map(|(place, swing)| {
        let (at_low, at_high) = (write_amount(&f, swing.at_low), write_amount(&f, swing.at_high));
        let width = write_width(&f, swing);
        view! {
            <tr>
                <th scope="row">{moved_name(swing.moved, view)}</th>
                <td class="num" data-label=t_string!(i18n, risk.between)>
                    {moved_between(&f, swing)}
                </td>
                <td class="num" data-label=t_string!(i18n, risk.profit_then)>
                    {format!("{at_low} → {at_high}")}
                </td>
                <td class="num" data-label=t_string!(i18n, risk.swing)>
                    <Why figure=Figure::Swing(place)>{width}</Why>
                </td>
            </tr>
        }
    });
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, risk.input)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.between)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.profit_then)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.swing)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
