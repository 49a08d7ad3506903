//! Groups with their counts: so many of so many went on.

use std::collections::BTreeMap;

use super::trails::Trails;
use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, EventStatus};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::forecast::evidence::{Evidence, count_stage, design_effect};
use crate::forecast::known_rounds::KnownRounds;
use crate::protocol::GetPooledRates;
use crate::table::tables::Tables;
use crate::views::pooled_rates::PooledLeftOut;

/// More groups than this make no table.
const MOST_GROUPS: usize = 100;

/// What tells a group from others, in the order they are shown; events by their days.
pub type GroupKey = (Option<(Option<Day>, DocumentId)>, Option<AudienceGroup>, Option<Channel>);

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub n_successes: u32,
    pub n_trials: u32,
}

/// A group's people, event by event.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub at_events: BTreeMap<DocumentId, Counts>,
}

/// Groups with anybody in them.
pub fn count_groups(
    tables: &Tables,
    ask: &GetPooledRates,
    today: Day,
) -> (Vec<(GroupKey, Group)>, PooledLeftOut) {
    let terms = ask.terms;
    let events: BTreeMap<DocumentId, &Event> = tables
        .events()
        .filter(|(id, event)| Some(*id) != ask.but && is_over(event, today))
        .filter(|(_, event)| comes_before(event, ask.before))
        .collect();
    let trails = Trails::of(tables, &events);
    let (mut groups, mut left_out) = (BTreeMap::<GroupKey, Group>::new(), PooledLeftOut::default());
    let key_of =
        |id: DocumentId| terms.by_event.then(|| (events.get(&id).and_then(|event| event.day), id));
    // Totals say nothing of groups and channels.
    let is_split = terms.by_group || terms.by_channel;
    let has_notes = |id: DocumentId| {
        let from = (id, CustomerId(0));
        trails.all.range(from..).next().is_some_and(|((of, _), _)| *of == id)
    };
    let totals: BTreeMap<DocumentId, (u32, u32)> = events
        .iter()
        .filter_map(|(id, event)| Some((*id, count_stage(event.counts.as_ref()?, terms.stage)?)))
        .collect();
    for (id, (n_successes, n_trials)) in &totals {
        if !is_split {
            let counts = Counts { n_successes: *n_successes, n_trials: *n_trials };
            groups.entry((key_of(*id), None, None)).or_default().at_events.insert(*id, counts);
        } else if !has_notes(*id) {
            left_out.n_totals_only += 1;
        }
    }
    let rounds = KnownRounds::of(tables);
    for ((id, customer), trail) in &trails.all {
        // What was counted holds, and is not counted twice.
        if !is_split && totals.contains_key(id) {
            continue;
        }
        let Some(goes_on) = trails.went_on(*id, trail, terms.stage) else { continue };
        let stood = || rounds.stood(*customer, trail.first_day).map(|stood| stood.group.clone());
        let group = if terms.by_group { stood() } else { None };
        let channel = if terms.by_channel { trail.channel() } else { None };
        if terms.by_group && group.is_none() {
            left_out.n_no_group += 1;
        } else if terms.by_channel && channel.is_none() {
            left_out.n_no_channel += 1;
        } else {
            let group = groups.entry((key_of(*id), group, channel)).or_default();
            let counts = group.at_events.entry(*id).or_default();
            counts.n_trials += 1;
            counts.n_successes += u32::from(goes_on);
        }
    }
    let mut groups: Vec<(GroupKey, Group)> = groups.into_iter().collect();
    if groups.len() > MOST_GROUPS {
        left_out.n_groups = (groups.len() - MOST_GROUPS) as u32;
        groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.all().n_trials));
        groups.truncate(MOST_GROUPS);
        groups.sort_by(|a, b| a.0.cmp(&b.0));
    }
    (groups, left_out)
}

impl Group {
    /// At all events together.
    pub fn all(&self) -> Counts {
        self.at_events.values().fold(Counts::default(), |sum, counts| sum.plus(*counts))
    }

    /// How many people asked one by one would tell as much, in whole people: those of one event went through
    /// the same day.
    pub fn independent(&self, rho: f64) -> Counts {
        let (mut successes, mut trials) = (0.0, 0.0);
        for counts in self.at_events.values() {
            let (n, n_successes) = (f64::from(counts.n_trials), f64::from(counts.n_successes));
            let weight = 1.0 / design_effect(n, rho);
            successes += n_successes * weight;
            trials += n * weight;
        }
        // No more than were counted: no weight is above 1.
        Counts { n_successes: successes.round() as u32, n_trials: trials.round() as u32 }
    }
}

impl Counts {
    fn plus(self, more: Self) -> Self {
        Self {
            n_successes: self.n_successes.saturating_add(more.n_successes),
            n_trials: self.n_trials.saturating_add(more.n_trials),
        }
    }
}

/// How much the people of one event went together, over all groups.
pub fn rho_of(groups: &[(GroupKey, Group)]) -> f64 {
    let mut events = BTreeMap::<DocumentId, Counts>::new();
    for (id, counts) in groups.iter().flat_map(|(_, group)| &group.at_events) {
        let sum = events.entry(*id).or_default();
        *sum = sum.plus(*counts);
    }
    let counts = events.values().map(|counts| (counts.n_successes, counts.n_trials));
    Evidence::of_counts(counts).rho()
}

fn is_over(event: &Event, today: Day) -> bool {
    event.status == EventStatus::Past || event.day.is_some_and(|day| day < today)
}

/// A forecast may learn only from what came before.
fn comes_before(event: &Event, before: Option<Day>) -> bool {
    event.day.zip(before).is_none_or(|(day, before)| day < before)
}
