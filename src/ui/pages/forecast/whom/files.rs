//! The plan and what it is held against, as files. Call these inside a view or signal.

use super::super::words::stage_name;
use super::reasons::Way;
use crate::i18n::{t_string, use_i18n};
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::channel_name;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};
use meadow_core::views::whom::{EvenPlan, GroupPlan, WhomView};

pub fn plan_file(plan: &WhomView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, whom.plan))
        .column("group", t_string!(i18n, forecast.file_group), |group: &GroupPlan| {
            group_name(&group.group)
        })
        .column("may_ask", t_string!(i18n, forecast.file_may_ask), |group| group.n_may_ask)
        .column("invited", t_string!(i18n, forecast.invited), |group| group.n_invited);
    let table = plan.channels.iter().enumerate().fold(table, |table, (at, channel)| {
        let key = format!("{:?}", channel.channel).to_lowercase();
        let name = channel_name(channel.channel);
        let attends = format!("{name}: {}", stage_name(FunnelStage::Attended));
        let brings = format!("{name}: {}", t_string!(i18n, whom.value));
        table
            .column(key.as_str(), name, move |group| group.by_channel.get(at).copied())
            .column(format!("{key}_attended"), attends, move |group| {
                group.p_attend.get(at).copied()
            })
            .column(format!("{key}_brings"), brings, move |group| {
                group.value.get(at).copied().map(ShownCell::amount)
            })
    });
    let ordered = stage_name(FunnelStage::Ordered);
    with_range(table, i18n, ("orders", &ordered), plain, |group| Ranged::median(&group.orders))
        .rows(&plan.groups)
}

pub fn even_file(plan: &WhomView) -> ShownTable {
    let i18n = use_i18n();
    let rows = Way::ALL.map(|way| (way.name(), way.of(plan)));
    TableOf::new(t_string!(i18n, whom.even))
        .column("way", t_string!(i18n, whom.way), |row: &(&str, EvenPlan)| row.0.to_owned())
        .column("invited", t_string!(i18n, forecast.invited), |row| row.1.n_invited)
        .column("cost", t_string!(i18n, whom.cost), |row| ShownCell::amount(row.1.cost))
        .column("guests", t_string!(i18n, whom.guests_expected), |row| row.1.n_guests)
        .column("overflow", t_string!(i18n, forecast.chance_of_overflow), |row| row.1.p_over)
        .column("profit", t_string!(i18n, forecast.expected_profit), |row| {
            ShownCell::amount(row.1.profit)
        })
        .rows(&rows)
}
