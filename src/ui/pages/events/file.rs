//! The list of events as a file.

use crate::i18n::{t_string, use_i18n};
use crate::ui::wizards::labels::method_name;
use meadow_core::domain::event::{EventCounts, EventStatus};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::workspace::EventEntry;

/// Call it inside a view or signal.
pub fn events_file<'a>(events: impl Iterator<Item = &'a EventEntry>) -> ShownTable {
    let i18n = use_i18n();
    let counted =
        |read: fn(&EventCounts) -> u32| move |event: &EventEntry| event.counts.as_ref().map(read);
    TableOf::new(t_string!(i18n, events.title))
        .column("name", t_string!(i18n, events.name), |event: &EventEntry| event.name.clone())
        .column("method", t_string!(i18n, events.method), |event| method_name(event.method))
        .column("status", t_string!(i18n, events.file_status), |event| {
            match event.status {
                EventStatus::Draft => t_string!(i18n, events.status_draft),
                EventStatus::Planned => t_string!(i18n, events.status_planned),
                EventStatus::Past => t_string!(i18n, events.status_past),
            }
            .to_owned()
        })
        .column("day", t_string!(i18n, events.day), |event| event.day)
        .column("goal_orders", t_string!(i18n, events.file_goal), |event| event.goal_orders)
        .column("invited", t_string!(i18n, events.count_invited), counted(|n| n.invited))
        .column("registered", t_string!(i18n, events.count_registered), counted(|n| n.registered))
        .column("attended", t_string!(i18n, events.count_attended), counted(|n| n.attended))
        .column("ordered", t_string!(i18n, events.count_ordered), counted(|n| n.ordered))
        .column("cost", t_string!(i18n, events.cost), |event| {
            event.counts.as_ref().map(|counts| counts.cost)
        })
        .column("revenue", t_string!(i18n, events.revenue), |event| {
            event.counts.as_ref().map(|counts| counts.revenue)
        })
        .rows(events)
}
