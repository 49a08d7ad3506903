//! A refusal outlasts the way back to an earlier state: whoever has refused, opted out or been blocked since
//! stays so, under whatever record they were known then. It outlasts its record too, where that is deleted or
//! the earlier state does not know it: as a block by their contacts, which the next file meets.
//!
//! Only what speaks against writing is brought along; a permission given since goes with its state. Must not
//! know how a state is stored or shown.

use std::collections::{HashMap, HashSet};

use super::blacklist::{Blacklist, contacts_of, entries, replace};
use super::lasting::LastingBlocks;
use crate::domain::blacklist::BlockedContact;
use crate::domain::consent::{Consent, Permission};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::log::changes;
use crate::domain::text::{Language, Text};
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::words::{commands, export};

/// Brings into `then`, a state to go back to, what was said against writing to people by `now`. The label
/// says so where there was anything; the log of each of them does too.
pub fn keep_refusals(now: &Tables, then: &mut Tables, label: Text, today: Day) -> Text {
    let blacklist = Blacklist::of(then);
    let is_new = |entry: &&BlockedContact| !blacklist.lists(entry.by, &entry.value);
    let since: Vec<_> = entries(now).iter().filter(is_new).cloned().collect();
    let mut has_kept = !since.is_empty();

    let mut lasting = LastingBlocks::of(now, today);
    let (mut changed, mut lines) = (Vec::new(), Vec::new());
    let by_now = ByNow::of(now, then);
    let mut there = HashSet::new();
    for was in then.customers.iter() {
        let people = by_now.find(was.id);
        there.extend(people.iter().map(|person| person.id));
        if people.iter().all(|person| *person == was) {
            continue;
        }
        let mut customer = was.clone();
        for person in &people {
            refuse_as(&mut customer.consent, &person.consent);
        }
        has_kept |= !lasting.follow(people, &mut customer).is_empty();
        if customer.consent != was.consent {
            lines.extend(changes(was, &customer).into_iter().map(|line| (was.id, line)));
            changed.push(customer);
        }
    }
    let all = entries(then).iter().cloned().chain(since).collect();
    let blocked = replace(then, all);
    let gone = now.customers.iter().filter(|person| !there.contains(&person.id));
    let left = RefusalsLeft::of(gone, &Blacklist::of(&blocked), now.facts.language(), today);
    let label = if left.n_forgotten > 0 { commands::refusals_gone(label) } else { label };
    has_kept |= !changed.is_empty() || left.n_blocked > 0;
    if !has_kept {
        return label;
    }
    *then = replace(&blocked, entries(&blocked).iter().cloned().chain(left.blocks).collect());
    lasting.put_into(then, Text::default());
    then.note(today, lines);
    then.customers.replace(changed);
    commands::refusals_kept(label)
}

/// What is left of the refusals of people whose record goes.
#[derive(Debug, Default)]
pub struct RefusalsLeft {
    /// Every contact of those who may not be written to at all, where it is not blocked yet.
    pub blocks: Vec<BlockedContact>,
    /// So many people these are of.
    pub n_blocked: u32,
    /// So many refused something for which no block can stand: single channels only, or they have no contact.
    pub n_forgotten: u32,
}

impl RefusalsLeft {
    /// `blacklist` holds what is blocked without them; `language` is the one of the reason.
    pub fn of<'a>(
        gone: impl IntoIterator<Item = &'a Customer>,
        blacklist: &Blacklist<'_>,
        language: Language,
        today: Day,
    ) -> Self {
        let mut left = Self::default();
        for customer in gone.into_iter().filter(|customer| customer.consent.has_refusal()) {
            let contacts = contacts_of(customer);
            if customer.consent.allows_invitation() || contacts.is_empty() {
                left.n_forgotten += u32::from(!blacklist.blocks(customer));
                continue;
            }
            let new = contacts.into_iter().filter(|(by, value)| !blacklist.lists(*by, value));
            let n_before = left.blocks.len();
            left.blocks.extend(new.map(|(by, value)| BlockedContact {
                by,
                value,
                reason: export::opted_out().get(language).to_owned(),
                day: today,
            }));
            left.n_blocked += u32::from(left.blocks.len() > n_before);
        }
        left
    }
}

/// Every refusal of `other`, with its day and source.
fn refuse_as(consent: &mut Consent, other: &Consent) {
    for (channel, said) in &other.channels {
        if said.permission == Permission::Refused && consent.noted(*channel) != Permission::Refused
        {
            consent.set(*channel, said.clone());
        }
    }
    if consent.opt_out.is_none() {
        consent.opt_out.clone_from(&other.opt_out);
    }
}

/// Who the records of an earlier state are now: themselves, what they were merged into since, or those into
/// whom they were parted.
struct ByNow<'a> {
    now: &'a Tables,
    became: Became,
    parted: HashMap<CustomerId, Vec<&'a Customer>>,
}

impl<'a> ByNow<'a> {
    fn of(now: &'a Tables, then: &Tables) -> Self {
        let became_then = Became::of(then);
        let mut parted: HashMap<CustomerId, Vec<&Customer>> = HashMap::new();
        for customer in now.customers.iter() {
            let whole = became_then.now(customer.id);
            if whole != customer.id {
                parted.entry(whole).or_default().push(customer);
            }
        }
        Self { now, became: Became::of(now), parted }
    }

    fn find(&self, id: CustomerId) -> Vec<&'a Customer> {
        let itself = self.now.customers.get(self.became.now(id));
        let parts = self.parted.get(&id).into_iter().flatten().copied();
        itself.into_iter().chain(parts).collect()
    }
}
