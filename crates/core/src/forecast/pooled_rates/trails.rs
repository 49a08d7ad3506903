//! What is noted of each person and event: invited when and how, registered, came, ordered there.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactRules;
use crate::domain::event::{Event, FunnelStage};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::segments::contacts::is_invitation;
use crate::table::tables::Tables;

/// One person at one event.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// The first day on which anything is noted.
    pub first_day: i32,
    /// When they were first invited, and how as far as it is known.
    invited: Option<(i32, Option<Channel>)>,
    is_registered: bool,
    /// Days on which they came.
    came: Vec<i32>,
    has_ordered: bool,
}

/// Everybody at these events.
pub struct Trails {
    pub all: BTreeMap<(DocumentId, CustomerId), Trail>,
    /// Where registrations are noted at all: an event without any did not count them.
    registers: BTreeSet<DocumentId>,
    /// Where it is noted who came.
    attends: BTreeSet<DocumentId>,
    /// Nothing is known of orders on later days.
    last_order: Option<i32>,
}

impl Trails {
    pub fn of(tables: &Tables, events: &BTreeMap<DocumentId, &Event>) -> Self {
        let mut all: BTreeMap<(DocumentId, CustomerId), Trail> = BTreeMap::new();
        let (mut registers, mut attends) = (BTreeSet::new(), BTreeSet::new());
        for contact in tables.interactions.iter() {
            let Some((id, event)) = contact.event.and_then(|id| Some((id, *events.get(&id)?)))
            else {
                continue;
            };
            let day = contact.day.0;
            let new = || Trail { first_day: day, ..Trail::default() };
            let trail = all.entry((id, contact.customer)).or_insert_with(new);
            trail.first_day = trail.first_day.min(day);
            if is_invitation(contact) && trail.invited.is_none_or(|(first, _)| day < first) {
                trail.invited = Some((day, channel_of(contact, event, &tables.facts.contact)));
            }
            match contact.kind {
                InteractionKind::Registered => {
                    trail.is_registered = true;
                    registers.insert(id);
                }
                InteractionKind::Attended => {
                    trail.came.push(day);
                    attends.insert(id);
                }
                InteractionKind::Visit
                | InteractionKind::Enquiry
                | InteractionKind::Reply
                | InteractionKind::Call
                | InteractionKind::Message
                | InteractionKind::Invited => {}
            }
        }
        let mut trails = Self { all, registers, attends, last_order: None };
        trails.note_orders(tables);
        trails
    }

    /// An order at an event is one of a day on which the person came, as everywhere.
    fn note_orders(&mut self, tables: &Tables) {
        let there = self.all.iter().flat_map(|((_, customer), trail)| {
            trail.came.iter().map(move |day| (customer.0, *day))
        });
        let there: BTreeSet<(u32, i32)> = there.collect();
        let mut ordered: BTreeSet<(u32, i32)> = BTreeSet::new();
        for chunk in tables.orders.chunks() {
            let orders = chunk.data();
            for at in (0..orders.len()).filter(|at| orders.amounts[*at] > 0) {
                let day = orders.days[at];
                self.last_order = self.last_order.max(Some(day));
                let key = (orders.customers[at], day);
                if there.contains(&key) {
                    ordered.insert(key);
                }
            }
        }
        for ((_, customer), trail) in &mut self.all {
            trail.has_ordered = trail.came.iter().any(|day| ordered.contains(&(customer.0, *day)));
        }
    }

    /// Whether this person went on to the stage; `None`: not at the stage before, or it was not counted.
    pub fn went_on(&self, event: DocumentId, trail: &Trail, stage: FunnelStage) -> Option<bool> {
        let has_come = !trail.came.is_empty();
        // Who came without a registration had a seat all the same.
        let is_registered = trail.is_registered || has_come;
        let (registers, attends) = (self.registers.contains(&event), self.attends.contains(&event));
        let (is_counted, was_before, goes_on) = match stage {
            FunnelStage::Registered => (registers, trail.invited.is_some(), is_registered),
            FunnelStage::Attended => (registers && attends, is_registered, has_come),
            FunnelStage::Ordered => {
                let last = trail.came.iter().max();
                let is_known = self.last_order.zip(last).is_some_and(|(end, day)| *day <= end);
                (is_known, has_come, trail.has_ordered)
            }
        };
        (is_counted && was_before).then_some(goes_on)
    }
}

impl Trail {
    pub fn channel(&self) -> Option<Channel> {
        self.invited.and_then(|(_, channel)| channel)
    }
}

/// A contact names no channel: a call is one, a wave of that day another. Where several waves could have
/// been it, nothing is said.
fn channel_of(contact: &Interaction, event: &Event, rules: &ContactRules) -> Option<Channel> {
    if contact.kind == InteractionKind::Call {
        return Some(Channel::Phone);
    }
    let only =
        |channels: BTreeSet<Channel>| channels.first().copied().filter(|_| channels.len() == 1);
    let went_out = |day| {
        let waves = event.waves.iter().filter(move |wave| rules.moment(wave, day).0 == contact.day);
        waves.map(|wave| wave.channel).collect::<BTreeSet<_>>()
    };
    let on_day = event.day.map(went_out).unwrap_or_default();
    if on_day.is_empty() {
        only(event.waves.iter().map(|wave| wave.channel).collect())
    } else {
        only(on_day)
    }
}
