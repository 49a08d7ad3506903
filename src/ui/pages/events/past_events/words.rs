//! What columns and reasons are called. Call these inside a view.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use meadow_core::views::past_events::{PastEventColumn, WhyNoEvent};

pub fn column_name(column: PastEventColumn) -> String {
    let i18n = use_i18n();
    match column {
        PastEventColumn::Name => t_string!(i18n, events.name),
        PastEventColumn::Day => t_string!(i18n, events.day),
        PastEventColumn::Method => t_string!(i18n, events.method),
        PastEventColumn::Invited => t_string!(i18n, events.count_invited),
        PastEventColumn::Registered => t_string!(i18n, events.count_registered),
        PastEventColumn::Attended => t_string!(i18n, events.count_attended),
        PastEventColumn::Ordered => t_string!(i18n, events.count_ordered),
        PastEventColumn::Cost => t_string!(i18n, events.cost),
        PastEventColumn::Revenue => t_string!(i18n, events.revenue),
        PastEventColumn::Repurchased => t_string!(i18n, events.count_repurchased),
        PastEventColumn::Referred => t_string!(i18n, events.count_referred),
    }
    .to_owned()
}

pub fn say_why(f: &Formatter, why: &WhyNoEvent) -> String {
    let i18n = use_i18n();
    match why {
        WhyNoEvent::Unusable => t_string!(i18n, events.past_why_unusable).to_owned(),
        WhyNoEvent::Empty(column) if PastEventColumn::HEADS.contains(column) => {
            t_string!(i18n, events.past_why_no_count, column = column_name(*column)).to_string()
        }
        WhyNoEvent::Empty(column) => {
            t_string!(i18n, events.past_why_empty, column = column_name(*column)).to_string()
        }
        WhyNoEvent::Unread { column, text } => {
            let (column, text) = (column_name(*column), text.clone());
            t_string!(i18n, events.past_why_unread, column = column, text = text).to_string()
        }
        WhyNoEvent::NotPast(day) => {
            let day = f.fmt_date(day.0, DateStyle::Short);
            t_string!(i18n, events.past_why_to_come, day = day).to_string()
        }
        WhyNoEvent::MoreThanBefore { column, n, before, n_before } => t_string!(
            i18n,
            events.past_why_more,
            column = column_name(*column),
            n = f.fmt_int((*n).into()),
            before = column_name(*before),
            n_before = f.fmt_int((*n_before).into())
        )
        .to_string(),
        WhyNoEvent::AlreadyThere => t_string!(i18n, events.past_why_there).to_owned(),
        WhyNoEvent::SameAs { row } => {
            t_string!(i18n, events.past_why_twice, row = f.fmt_int(*row as i64)).to_string()
        }
        WhyNoEvent::TooMany { limit } => {
            t_string!(i18n, events.past_why_too_many, n = f.fmt_int((*limit).into())).to_string()
        }
    }
}
