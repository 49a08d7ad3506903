//! What the tables of cleaning up are in a file.

use super::merges::names_of;
use super::rows::n_waiting;
use crate::i18n::t_string;
use crate::state::clean_up::search::{DuplicateSearch, Group};
use crate::ui::components::no_invite_mark::no_invite_text;
use crate::ui::pages::customers::wording::{Texts, column_name, yes_or_no};
use leptos::prelude::*;
use meadow_core::views::duplicates::{DuplicatePart, MergeEntry};
use meadow_core::views::import::ImportEntry;
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::table::Column;

pub fn imports_file(i18n: Texts, entries: &[ImportEntry]) -> ShownTable {
    TableOf::new(t_string!(i18n, cleanup.tab_imports))
        .column("file", t_string!(i18n, cleanup.file), |entry: &ImportEntry| {
            entry.file_name.clone()
        })
        .column("date", t_string!(i18n, cleanup.date), |entry| entry.day)
        .column("rows", t_string!(i18n, cleanup.rows), |entry| entry.n_rows as f64)
        .column("new", t_string!(i18n, cleanup.n_new), |entry| entry.n_customers_new)
        .column("updated", t_string!(i18n, cleanup.updated), |entry| entry.n_customers_updated)
        .column("orders", t_string!(i18n, cleanup.orders), |entry| entry.n_orders)
        .column("waiting", t_string!(i18n, cleanup.waiting), n_waiting)
        .column("not_kept", t_string!(i18n, cleanup.file_not_kept), |entry| entry.n_not_kept as f64)
        .rows(entries)
}

pub fn merges_file(i18n: Texts, entries: &[MergeEntry]) -> ShownTable {
    TableOf::new(t_string!(i18n, cleanup.tab_merges))
        .column("names", t_string!(i18n, cleanup.file_records), |entry: &MergeEntry| {
            names_of(i18n, &entry.parts)
        })
        .column("date", t_string!(i18n, cleanup.date), |entry| entry.day)
        .column("records", t_string!(i18n, cleanup.file_n_records), |entry| {
            entry.parts.len() as u32
        })
        .rows(entries)
}

/// A record of a group.
struct Record<'a> {
    group: u32,
    is_certain: bool,
    probability: Option<f64>,
    part: &'a DuplicatePart,
}

/// A row for each record of everybody who is left to decide on, group by group.
pub fn duplicates_file(i18n: Texts, search: DuplicateSearch) -> ShownTable {
    let certain = search.certain.get();
    let doubtful: Vec<Group> = search.doubtful.with(|doubtful| doubtful.open().cloned().collect());
    let groups = certain.iter().map(|group| (true, group));
    let groups: Vec<_> = groups.chain(doubtful.iter().map(|group| (false, group))).collect();
    let records = groups.iter().zip(1..).flat_map(|((is_certain, group), number)| {
        let least = group.pairs.iter().map(|pair| pair.score.probability).reduce(f64::min);
        group.parts.iter().map(move |part| Record {
            group: number,
            is_certain: *is_certain,
            probability: least,
            part,
        })
    });
    let records: Vec<Record> = records.collect();
    let name = |column: Column| column_name(i18n, &column, None);
    TableOf::new(t_string!(i18n, cleanup.tab_duplicates))
        .column("group", t_string!(i18n, cleanup.file_group), |record: &Record| record.group)
        .column("by_rule", t_string!(i18n, cleanup.file_by_rule), |record| {
            yes_or_no(i18n, record.is_certain)
        })
        .column("likelihood", t_string!(i18n, cleanup.file_likelihood), |record| record.probability)
        .column("key", name(Column::Key), |record| record.part.customer.key.clone())
        .column("name", name(Column::Name), |record| record.part.customer.name.clone())
        .column("phone", name(Column::Phone), |record| record.part.customer.phone.clone())
        .column("email", name(Column::Email), |record| record.part.customer.email.clone())
        .column("wechat", name(Column::WeChat), |record| record.part.customer.wechat.clone())
        .column("company", name(Column::Company), |record| record.part.customer.company.clone())
        .column("orders", t_string!(i18n, cleanup.orders), |record| record.part.n_orders)
        .column("spend", name(Column::SpendTotal), |record| record.part.spend_total)
        .column("last_purchase", name(Column::LastPurchase), |record| record.part.last_purchase)
        .column("no_invite", name(Column::MayInvite), |record| match record.part.obstacle {
            Some(obstacle) => no_invite_text(i18n, obstacle),
            None => yes_or_no(i18n, true),
        })
        .rows(&records)
}
