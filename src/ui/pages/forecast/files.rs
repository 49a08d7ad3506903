//! What the tables of an event's forecast are in a file: figures whole, ranges as columns of their own.
//! Call these inside a view or signal, so that they follow the language.

use super::groups::stage_columns;
use super::movers::moved_name;
use super::risk::worst_of;
use super::unit_costs::Unit;
use super::words::rate_name;
use crate::i18n::{t_string, use_i18n};
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::wizards::group_name::group_name;
use meadow_core::views::event_risk::{MoreInvitations, Moved, SwingView, TailView, Worth};
use meadow_core::views::forecast::{ForecastView, GroupForecast, RateView};
use meadow_core::views::method_funnel::MethodFunnelView;
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};

pub fn units_file(view: &ForecastView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, forecast.unit_costs)).column(
        "customer",
        t_string!(i18n, forecast.cost_per_customer),
        |unit: &Unit| unit.name(),
    );
    let own = ("by_event", t_string!(i18n, forecast.by_event));
    with_range(table, i18n, own, ShownCell::amount, |unit| Ranged::mean(&unit.of(view).cost))
        .column("one_to_one", t_string!(i18n, forecast.one_to_one), |unit| {
            unit.of(view).one_to_one.map(ShownCell::amount)
        })
        .column("cheaper_from", t_string!(i18n, forecast.cheaper_from), |unit| {
            unit.of(view).crossover
        })
        .column("chance_cheaper", t_string!(i18n, forecast.chance_cheaper), |unit| {
            unit.of(view).p_cheaper
        })
        .rows(&Unit::ALL)
}

pub fn movers_file(view: &ForecastView) -> ShownTable {
    let i18n = use_i18n();
    let is_amount = |swing: &SwingView| {
        !matches!(
            swing.moved,
            Moved::Rate(_) | Moved::TurnOut | Moved::Ordering | Moved::Margin | Moved::Contingency
        )
    };
    // An input is an amount or a share; how good a day is has no unit that says anything.
    let input = |swing: &SwingView, value: f64| match swing.moved {
        Moved::TurnOut | Moved::Ordering => ShownCell::Empty,
        _ if is_amount(swing) => ShownCell::amount(value),
        _ => value.into(),
    };
    let between = t_string!(i18n, risk.between);
    TableOf::new(t_string!(i18n, risk.movers))
        .column("input", t_string!(i18n, risk.input), |swing: &SwingView| {
            moved_name(swing.moved, view)
        })
        .column("low", t_string!(i18n, common.low_end, what = between).to_string(), move |swing| {
            input(swing, swing.low)
        })
        .column(
            "high",
            t_string!(i18n, common.high_end, what = between).to_string(),
            move |swing| input(swing, swing.high),
        )
        .column("profit_at_low", t_string!(i18n, risk.at_low), |swing| {
            ShownCell::amount(swing.at_low)
        })
        .column("profit_at_high", t_string!(i18n, risk.at_high), |swing| {
            ShownCell::amount(swing.at_high)
        })
        .column("swing", t_string!(i18n, risk.swing), |swing| {
            ShownCell::amount((swing.at_high - swing.at_low).abs())
        })
        .rows(&view.risk.swings)
}

pub fn risk_file(view: &ForecastView) -> ShownTable {
    let i18n = use_i18n();
    TableOf::new(t_string!(i18n, risk.title))
        .column("worst", t_string!(i18n, risk.worst), |tail: &TailView| worst_of(tail))
        .column("at_most", t_string!(i18n, risk.at_most), |tail| ShownCell::amount(tail.at_most))
        .column("mean", t_string!(i18n, risk.mean_of_worst), |tail| ShownCell::amount(tail.mean))
        .rows(&view.risk.risk.tails)
}

pub fn one_more_file(view: &ForecastView) -> ShownTable {
    let i18n = use_i18n();
    // Invitations by group, then the seat, which is of no group.
    type More = (Option<MoreInvitations>, Worth);
    let invitations = view.risk.invitations.iter().map(|more| (Some(more.clone()), more.worth));
    let seat = view.risk.seat.iter().map(|seat| (None, seat.worth));
    let rows: Vec<More> = invitations.chain(seat).collect();
    let table = TableOf::new(t_string!(i18n, risk.one_more))
        .column("what", t_string!(i18n, risk.what), |(more, _): &More| {
            match more {
                Some(_) => t_string!(i18n, risk.one_invitation),
                None => t_string!(i18n, risk.one_seat),
            }
            .to_owned()
        })
        .column("group", t_string!(i18n, forecast.file_group), |(more, _)| {
            more.as_ref().map(|more| group_name(&more.group))
        });
    let brings = ("brings", t_string!(i18n, risk.brings));
    with_range(table, i18n, brings, ShownCell::amount, |(_, worth)| Ranged {
        middle: worth.value,
        low: worth.low,
        high: worth.high,
    })
    .column("with_seat", t_string!(i18n, risk.with_seat), |(more, _)| {
        more.as_ref().map(|more| ShownCell::amount(more.with_seat))
    })
    .rows(&rows)
}

pub fn groups_file(view: &ForecastView, own: Option<&MethodFunnelView>) -> ShownTable {
    let i18n = use_i18n();
    // A row is a group with its place among the forecast's.
    type Row = (usize, GroupForecast);
    let table = TableOf::new(t_string!(i18n, forecast.by_group))
        .column("group", t_string!(i18n, forecast.file_group), |(_, group): &Row| {
            group_name(&group.group)
        })
        .column("may_ask", t_string!(i18n, forecast.file_may_ask), |(_, group)| group.n_may_ask)
        .column("invited", t_string!(i18n, forecast.invited), |(_, group)| group.n_invited);
    let is_money_known = view.is_money_known();
    let table = stage_columns(view, own).into_iter().fold(table, |table, column| {
        let by_group = column.by_group;
        with_range(table, i18n, (&column.key, &column.name), plain, move |(place, _): &Row| {
            let heads = by_group.get(*place).copied().flatten();
            heads.as_ref().map_or(Ranged::UNKNOWN, Ranged::median)
        })
    });
    let groups: Vec<Row> =
        view.groups_with_people().map(|(place, group)| (place, group.clone())).collect();
    table
        .column("one_more", t_string!(i18n, forecast.one_more), move |(_, group)| {
            is_money_known.then(|| ShownCell::amount(group.margin_per_invitation))
        })
        .rows(&groups)
}

pub fn rates_file(view: &ForecastView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, forecast.ledger))
        .column("rate", t_string!(i18n, forecast.rate), |rate: &RateView| rate_name(rate.stage))
        .column("group", t_string!(i18n, forecast.file_group), |rate| {
            rate.group.as_ref().map(group_name)
        });
    let in_use = ("in_use", t_string!(i18n, forecast.in_use));
    with_range(table, i18n, in_use, plain, |rate| match rate.is_missing() {
        true => Ranged::UNKNOWN,
        false => Ranged { middle: rate.mean, low: rate.low, high: rate.high },
    })
    .rows(&view.rates)
}
