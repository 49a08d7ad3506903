//! Whom an event invites, wave by wave, and who is left out and why.
//!
//! The one place where the blacklist, consent per channel and the cap meet the waves of an event:
//! forecast, plan, calendar and invitation list all follow from it. Somebody is invited if one wave
//! of their group may reach them, or if their group is in no wave yet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::diary::Diary;
use super::hold_out::held_out;
use crate::domain::consent::{Channel, Permission};
use crate::domain::contact_rules::ContactRules;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::InteractionKind;
use crate::forecast::choose_groups;
use crate::segments::Derived;
use crate::segments::audience::{groups, obstacle, score};
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, LeftOut, Obstacle};

/// What a wave reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaveReach {
    pub n_people: u32,
    /// Those of its groups whom it may not reach.
    pub left_out: LeftOut,
    /// Of `n_people`, those with no contact for the channel.
    pub n_no_contact: u32,
    /// Of `n_people`, those of whom nobody knows whether the channel is welcome.
    pub n_not_asked: u32,
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// Among all customers.
    pub place: usize,
    pub group: AudienceGroup,
    /// The waves that reach them, by their place in the event, by time.
    pub waves: Vec<usize>,
}

/// An event's invitations worked out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outreach {
    /// Every group there is.
    pub groups: Vec<AudienceEntry>,
    /// In the order of the event.
    pub waves: Vec<WaveReach>,
    /// Group by group as the event names them, the best end of each first.
    pub invitees: Vec<Invitee>,
}

impl Outreach {
    /// Where only counts are known: every wave reaches all of its groups.
    #[cfg(test)]
    pub fn of_counts(groups: Vec<AudienceEntry>, event: &Event) -> Self {
        let chosen = choose_groups(&groups, event);
        let waves = event.waves.iter().map(|wave| {
            let reached = chosen.iter().filter(|group| wave.groups.contains(&group.group));
            let n_people = reached.fold(0u32, |sum, group| sum.saturating_add(group.n_invited));
            WaveReach { n_people, ..WaveReach::default() }
        });
        Self { waves: waves.collect(), groups, invitees: Vec::new() }
    }
}

/// Works out whom `event` invites; `id` where it is saved. The diary says how often everybody is
/// contacted besides.
pub fn reach(
    tables: &Tables,
    derived: &Derived,
    diary: &Diary,
    event: &Event,
    id: Option<DocumentId>,
) -> Outreach {
    let rules =
        Rules { event, id, diary, house: &tables.facts.contact, waves_of: waves_by_group(event) };
    let chosen: BTreeSet<&AudienceGroup> =
        event.audience.iter().map(|choice| &choice.group).collect();
    let held_out = held_out(tables, id);
    let mut outreach = Outreach {
        groups: groups().map(AudienceEntry::empty).collect(),
        waves: vec![WaveReach::default(); event.waves.len()],
        invitees: Vec::new(),
    };
    let mut may_ask: BTreeMap<AudienceGroup, Vec<(f64, usize)>> = BTreeMap::new();
    for (place, customer) in tables.customers.iter().enumerate() {
        let group = derived.standings[place].group();
        let by_lot = || held_out.contains(&customer.id).then_some(Obstacle::HeldOut);
        let in_general = obstacle(tables, customer, derived, place).or_else(by_lot);
        let by_wave = match in_general {
            None => rules.by_wave(customer, place, &group),
            Some(_) => rules.of_group(&group).iter().map(|wave| (*wave, in_general)).collect(),
        };
        let in_waves = match by_wave.iter().all(|(_, obstacle)| obstacle.is_some()) {
            true => by_wave.iter().find_map(|(_, obstacle)| *obstacle),
            false => None,
        };
        let hindered = in_general.or(in_waves);
        let entry = outreach.groups.iter_mut().find(|entry| entry.group == group);
        if let Some(entry) = entry {
            entry.n_people += 1;
            match hindered {
                None => entry.n_may_ask += 1,
                Some(obstacle) => entry.left_out.count(obstacle),
            }
        }
        if !chosen.contains(&group) {
            continue;
        }
        for (wave, obstacle) in &by_wave {
            if let Some(obstacle) = obstacle {
                outreach.waves[*wave].left_out.count(*obstacle);
            }
        }
        if hindered.is_none() {
            may_ask.entry(group).or_default().push((score(derived, place), place));
        }
    }
    for choice in choose_groups(&outreach.groups, event) {
        let n_invited = choice.n_invited;
        if choice.group == AudienceGroup::Outside {
            for wave in rules.of_group(&choice.group) {
                let n_people = &mut outreach.waves[*wave].n_people;
                *n_people = n_people.saturating_add(n_invited);
            }
            continue;
        }
        let mut members = may_ask.remove(&choice.group).unwrap_or_default();
        members.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, place) in members.into_iter().take(n_invited as usize) {
            let Some(customer) = tables.customers.get(derived.ids[place]) else { continue };
            let by_wave = rules.by_wave(customer, place, &choice.group);
            let reached = by_wave.into_iter().filter(|(_, obstacle)| obstacle.is_none());
            let waves: Vec<usize> = reached.map(|(wave, _)| wave).collect();
            for wave in &waves {
                let channel = event.waves[*wave].channel;
                let reach = &mut outreach.waves[*wave];
                reach.n_people = reach.n_people.saturating_add(1);
                reach.n_no_contact += u32::from(!has_contact(customer, channel));
                let is_unknown = customer.consent.of(channel) == Permission::Unknown;
                reach.n_not_asked += u32::from(is_unknown);
            }
            outreach.invitees.push(Invitee { place, group: choice.group.clone(), waves });
        }
    }
    outreach
}

/// Whom a wave reaches by a contact they have, ascending, but for those noted as invited to the event on
/// that day.
pub fn still_to_note(
    tables: &Tables,
    derived: &Derived,
    outreach: &Outreach,
    (id, event): (DocumentId, &Event),
    wave: usize,
    day: Day,
) -> Vec<CustomerId> {
    let Some(channel) = event.waves.get(wave).map(|wave| wave.channel) else { return Vec::new() };
    let noted: BTreeSet<CustomerId> = tables
        .interactions
        .iter()
        .filter(|row| row.kind == InteractionKind::Invited)
        .filter(|row| row.event == Some(id) && row.day == day)
        .map(|row| row.customer)
        .collect();
    let reached = outreach.invitees.iter().filter(|invitee| invitee.waves.contains(&wave));
    let mut ids: Vec<CustomerId> = reached
        .map(|invitee| derived.ids[invitee.place])
        .filter(|customer| !noted.contains(customer))
        .filter(|customer| {
            tables.customers.get(*customer).is_some_and(|customer| has_contact(customer, channel))
        })
        .collect();
    ids.sort_unstable();
    ids
}

/// Whether there is a contact for the channel. WeChat finds people by their telephone too; no list
/// holds what a letter or a visit needs.
pub fn has_contact(customer: &Customer, channel: Channel) -> bool {
    match channel {
        Channel::WeChat => !customer.wechat.is_empty() || !customer.phone.is_empty(),
        Channel::Sms | Channel::Phone => !customer.phone.is_empty(),
        Channel::Email => !customer.email.is_empty(),
        Channel::Post | Channel::InPerson => true,
    }
}

/// The waves of each group by time.
fn waves_by_group(event: &Event) -> BTreeMap<&AudienceGroup, Vec<usize>> {
    let mut by_time: Vec<usize> = (0..event.waves.len()).collect();
    by_time.sort_by_key(|wave| {
        let wave = &event.waves[*wave];
        (Reverse(wave.days_before), wave.minute)
    });
    let mut waves_of: BTreeMap<&AudienceGroup, Vec<usize>> = BTreeMap::new();
    for wave in by_time {
        let named: BTreeSet<&AudienceGroup> = event.waves[wave].groups.iter().collect();
        named.into_iter().for_each(|group| waves_of.entry(group).or_default().push(wave));
    }
    waves_of
}

/// What an event's waves are held to.
struct Rules<'a> {
    event: &'a Event,
    id: Option<DocumentId>,
    diary: &'a Diary,
    house: &'a ContactRules,
    waves_of: BTreeMap<&'a AudienceGroup, Vec<usize>>,
}

impl Rules<'_> {
    fn of_group(&self, group: &AudienceGroup) -> &[usize] {
        self.waves_of.get(group).map_or(&[], Vec::as_slice)
    }

    /// For every wave of the group by time, what keeps it from this customer. Waves that reach them
    /// count against those that follow.
    fn by_wave(
        &self,
        customer: &Customer,
        place: usize,
        group: &AudienceGroup,
    ) -> Vec<(usize, Option<Obstacle>)> {
        let waves = self.of_group(group);
        let cap = self.house.cap.zip(self.event.day).filter(|_| !waves.is_empty());
        let mut days: Vec<Day> = match cap {
            Some(_) => self.diary.days(place, self.id),
            None => Vec::new(),
        };
        let mut judge = |wave: &usize| {
            let wave = &self.event.waves[*wave];
            if let Some(why) = self.house.hindrance(&customer.consent, wave.channel) {
                return Some(why.into());
            }
            let (cap, event_day) = cap?;
            let (day, _) = self.house.moment(wave, event_day);
            if !cap.allows(&days, day) {
                return Some(Obstacle::OverCap);
            }
            days.push(day);
            None
        };
        waves.iter().map(|wave| (*wave, judge(wave))).collect()
    }
}
