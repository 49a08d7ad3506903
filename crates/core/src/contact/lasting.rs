//! A block goes with the person, not with the contact: where a change takes away a contact by which
//! somebody was blocked, what is left of their contacts is blocked in its stead.
//!
//! Every change that may do so asks here: merges and their splits, imports and repairs, edits of one
//! or of many. Completions never write contacts. Must not know how a change came about.

use std::collections::BTreeSet;

use super::blacklist::{Blacklist, contacts_of, entries, replace};
use crate::domain::blacklist::BlockedContact;
use crate::domain::consent::OptOut;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::text::Text;
use crate::table::documents::MergeRecord;
use crate::table::tables::Tables;
use crate::words::commands;

/// What has to be blocked so that everybody stays so.
pub struct LastingBlocks<'a> {
    blacklist: Blacklist<'a>,
    today: Day,
    added: Vec<BlockedContact>,
    has_kept: bool,
}

impl<'a> LastingBlocks<'a> {
    /// By the blacklist of the state before the change.
    pub fn of(tables: &'a Tables, today: Day) -> Self {
        let blacklist = Blacklist::of(tables);
        Self { blacklist, today, added: Vec::new(), has_kept: false }
    }

    /// Nobody is blocked: there is nothing to follow.
    pub fn is_idle(&self) -> bool {
        self.blacklist.is_empty()
    }

    /// `was` are all that became `now`. An old entry stays: it holds for the next file too. Who is left
    /// without any contact to be blocked by is opted out, for the same reason.
    pub fn follow<'c>(
        &mut self,
        was: impl IntoIterator<Item = &'c Customer>,
        now: &mut Customer,
    ) -> Vec<BlockedContact> {
        if self.is_idle() {
            return Vec::new();
        }
        let was = was.into_iter().flat_map(|customer| self.blacklist.hits(customer));
        let was: BTreeSet<&BlockedContact> = was.collect();
        let still: BTreeSet<&BlockedContact> = self.blacklist.hits(now).into_iter().collect();
        match was.difference(&still).next() {
            None => Vec::new(),
            Some(lost) => self.block(&lost.reason, now),
        }
    }

    /// As [`Self::follow`] for the records of a merge, which remembers what came of it.
    pub fn follow_merge(&mut self, record: &mut MergeRecord) {
        let MergeRecord { parts, merged, .. } = record;
        record.was_blocked = parts.iter().any(|part| self.blacklist.blocks(part));
        record.newly_blocked = self.follow(parts.iter(), merged);
    }

    /// Blocks all contacts of somebody; gives back those that were not blocked yet.
    fn block(&mut self, reason: &str, customer: &mut Customer) -> Vec<BlockedContact> {
        self.has_kept = true;
        let contacts = contacts_of(customer);
        if contacts.is_empty() {
            let opt_out = OptOut { day: Some(self.today), source: reason.to_owned() };
            customer.consent.opt_out.get_or_insert(opt_out);
        }
        let new = contacts.into_iter().filter(|(by, value)| !self.blacklist.lists(*by, value));
        let new = new.map(|(by, value)| BlockedContact {
            by,
            value,
            reason: reason.to_owned(),
            day: self.today,
        });
        let new: Vec<_> = new.collect();
        self.added.extend(new.iter().cloned());
        new
    }

    /// Puts it on the blacklist of the state after the change; the label says so where there is
    /// anything.
    pub fn put_into(self, tables: &mut Tables, label: Text) -> Text {
        if !self.added.is_empty() {
            let all = entries(tables).iter().cloned().chain(self.added).collect();
            *tables = replace(tables, all);
        }
        if self.has_kept { commands::blocks_kept(label) } else { label }
    }
}

/// Takes back what the merge had blocked, and blocks every part where that was done to them while they
/// were one (`now`): nobody knows whom of them it was meant for.
pub fn part_blocks(
    tables: &mut Tables,
    record: &MergeRecord,
    now: &Customer,
    parts: &mut [Customer],
    today: Day,
) {
    let stays = |entry: &&BlockedContact| !record.newly_blocked.contains(entry);
    let rest = entries(tables).iter().filter(stays).cloned().collect();
    let before = replace(tables, rest);
    let mut lasting = LastingBlocks::of(&before, today);
    let since = lasting.blacklist.hits(now).into_iter().next();
    if let Some(since) = since.filter(|_| !record.was_blocked) {
        for part in parts {
            lasting.block(&since.reason, part);
        }
    }
    let all = entries(&before).iter().cloned().chain(lasting.added).collect();
    *tables = replace(tables, all);
}
