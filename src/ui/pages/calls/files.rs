//! The call list and how the scripts have done, as files.

use crate::i18n::t_string;
use crate::ui::export_table::{Ranged, plain, with_range};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::text::Language;
use meadow_core::views::calls::{CallEntry, CallShares, ScriptRecord, ShareRange};
use meadow_core::views::shown_table::{ShownTable, TableOf};

/// The plural names of the classes, taken where the page is made.
pub type ClassNames = [Signal<String>; Class::ALL.len()];

pub fn queue_file(i18n: Texts, classes: ClassNames, queue: &[CallEntry]) -> ShownTable {
    let class = move |class: Class| classes[class as usize].get();
    TableOf::new(t_string!(i18n, calls.list))
        .column("customer", t_string!(i18n, customers.col_key), |entry: &CallEntry| {
            entry.key.clone()
        })
        .column("name", t_string!(i18n, customers.col_name), |entry| entry.name.clone())
        .column("phone", t_string!(i18n, customers.col_phone), |entry| entry.phone.clone())
        .column("class", t_string!(i18n, customers.col_class), move |entry| {
            entry.placed.map(|placed| class(placed.class))
        })
        .column("script", t_string!(i18n, calls.script), move |entry| class(entry.script))
        .column("chance", t_string!(i18n, calls.chance), |entry| entry.chance)
        .column("order_value", t_string!(i18n, calls.file_order), |entry| {
            entry.value.map(|(value, _)| value)
        })
        .column("expected", t_string!(i18n, calls.file_expected), |entry| entry.expected)
        .column("due", t_string!(i18n, calls.file_due), |entry| entry.due)
        .rows(queue)
}

/// How a script has done: all calls by it, or those in which it was worded for a reason.
struct RecordLine<'a> {
    script: Class,
    reason: &'a str,
    shares: &'a CallShares,
}

fn record_lines(record: &ScriptRecord, language: Language) -> impl Iterator<Item = RecordLine<'_>> {
    let script = record.script;
    let all = RecordLine { script, reason: "", shares: &record.all };
    let by_reason = record.by_reason.iter().map(move |of| RecordLine {
        script,
        reason: of.reason.get(language),
        shares: &of.shares,
    });
    std::iter::once(all).chain(by_reason)
}

pub fn records_file(
    i18n: Texts,
    classes: ClassNames,
    language: Language,
    records: &[ScriptRecord],
) -> ShownTable {
    let table = TableOf::new(t_string!(i18n, calls.records_title))
        .column("script", t_string!(i18n, calls.script), move |line: &RecordLine| {
            classes[line.script as usize].get()
        })
        .column("reason", t_string!(i18n, calls.file_reason), |line| line.reason.to_owned())
        .column("calls", t_string!(i18n, calls.n_calls), |line| line.shares.n_calls);
    type Read = fn(&CallShares) -> ShareRange;
    let shares: [(&str, &str, Read); 4] = [
        ("reached", t_string!(i18n, calls.reached), |of| of.reached),
        ("interested", t_string!(i18n, calls.share_interested), |of| of.interested),
        ("won", t_string!(i18n, calls.share_won), |of| of.won),
        ("refused", t_string!(i18n, calls.share_refused), |of| of.refused),
    ];
    let table = shares.into_iter().fold(table, |table, (key, name, read)| {
        let share = t_string!(i18n, calls.file_share, what = name).to_string();
        let table = table.column(key, name, move |line| read(line.shares).n);
        // Of few calls no share is told.
        with_range(table, i18n, (&format!("{key}_share"), &share), plain, move |line| {
            let ShareRange { n, of, range } = read(line.shares);
            range.map_or(Ranged::UNKNOWN, |(low, high)| Ranged {
                middle: f64::from(n) / f64::from(of.max(1)),
                low,
                high,
            })
        })
    });
    let lines: Vec<_> = records.iter().flat_map(|record| record_lines(record, language)).collect();
    table.rows(&lines)
}
