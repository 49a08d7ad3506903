//! What facts said of somebody on a day in the past: class and stage by the last round before, the rest
//! with what the log says has changed since taken back.

use std::collections::{BTreeMap, HashMap};

use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::CustomerId;
use crate::domain::log::{Happening, LogEntry};
use crate::domain::round::{Round, Stood};
use crate::export::stage_key;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::lead_response::ResponseFact;

/// People who must have something in common for it to be offered, and who must not have it.
pub const LEAST_PEOPLE: usize = 20;
/// A field with more different values is no group.
const MOST_VALUES: usize = 12;
const MOST_TAGS: usize = 12;
const YES: &str = "yes";

/// The rounds by day, and what was changed of whom.
pub struct Facts<'a> {
    tables: &'a Tables,
    rounds: Vec<&'a Round>,
    changes: HashMap<CustomerId, Vec<&'a LogEntry>>,
}

impl<'a> Facts<'a> {
    pub fn of(tables: &'a Tables) -> Self {
        let mut rounds: Vec<&Round> = tables.rounds().map(|(_, round)| round).collect();
        // One that was reconstructed tells more than was known on its day.
        rounds.retain(|round| round.everybody().is_some() && !round.is_reconstructed());
        rounds.sort_by_key(|round| round.day);
        let mut changes: HashMap<CustomerId, Vec<&LogEntry>> = HashMap::new();
        let is_change = |entry: &&LogEntry| {
            matches!(entry.what, Happening::Edited(_) | Happening::Tagged { .. })
        };
        for entry in tables.log.iter().filter(is_change) {
            changes.entry(entry.customer).or_default().push(entry);
        }
        Self { tables, rounds, changes }
    }

    /// What it said at the end of the day before; `None` where nobody knew.
    pub fn said(&self, fact: &ResponseFact, customer: &Customer, day: i32) -> Option<String> {
        match fact {
            ResponseFact::Class => class_word(&self.stood(customer.id, day)?.group),
            ResponseFact::Stage => Some(stage_key(self.stood(customer.id, day)?.stage).to_owned()),
            ResponseFact::Tag(tag) => {
                let mut had = customer.tags.contains(tag);
                // Backwards from now.
                for entry in self.since(customer.id, day).rev() {
                    if let Happening::Tagged { added, removed } = &entry.what {
                        had = (had || removed.contains(tag)) && !added.contains(tag);
                    }
                }
                Some(if had { YES.to_owned() } else { String::new() })
            }
            ResponseFact::Source => self.field(&CustomerField::LeadSource, customer, day),
            ResponseFact::Member => self.field(&CustomerField::Member, customer, day),
            ResponseFact::Field(key) => {
                self.field(&CustomerField::Custom(key.clone()), customer, day)
            }
        }
    }

    /// What it says now.
    pub fn says(
        &self,
        fact: &ResponseFact,
        customer: &Customer,
        derived: &Derived,
        place: usize,
    ) -> Option<String> {
        match fact {
            ResponseFact::Class => class_word(&derived.standings[place].group()),
            ResponseFact::Stage => Some(stage_key(derived.stages[place]).to_owned()),
            _ => self.said(fact, customer, i32::MAX),
        }
    }

    fn stood(&self, id: CustomerId, day: i32) -> Option<&'a Stood> {
        let n_before = self.rounds.partition_point(|round| round.day.0 < day);
        let stood = self.rounds[..n_before].last()?.everybody()?;
        let at = stood.binary_search_by_key(&id, |stood| stood.customer).ok()?;
        Some(&stood[at])
    }

    fn since(&self, id: CustomerId, day: i32) -> impl DoubleEndedIterator<Item = &&'a LogEntry> {
        let all = self.changes.get(&id).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |entry| entry.day.0 >= day)
    }

    fn field(&self, field: &CustomerField, customer: &Customer, day: i32) -> Option<String> {
        let first = self.since(customer.id, day).find_map(|entry| match &entry.what {
            Happening::Edited(changes) => changes.iter().find(|change| change.field == *field),
            _ => None,
        });
        let said = first.map_or_else(|| field.read(customer), |change| change.from.clone());
        let said = said.trim();
        (!said.is_empty()).then(|| said.to_owned())
    }

    /// What tells groups of people apart, commonest tags first.
    pub fn offered(&self) -> Vec<ResponseFact> {
        let mut offered = Vec::new();
        if !self.rounds.is_empty() {
            offered.extend([ResponseFact::Class, ResponseFact::Stage]);
        }
        let n_values = |field: &CustomerField| {
            let mut n_of: BTreeMap<String, usize> = BTreeMap::new();
            for customer in self.tables.customers.iter() {
                let said = field.read(customer);
                if !said.trim().is_empty() {
                    *n_of.entry(said).or_default() += 1;
                }
            }
            let has_group = n_of.values().any(|n| *n >= LEAST_PEOPLE);
            if has_group && n_of.len() > 1 { n_of.len() } else { 0 }
        };
        if n_values(&CustomerField::LeadSource) > 0 {
            offered.push(ResponseFact::Source);
        }
        if n_values(&CustomerField::Member) > 0 {
            offered.push(ResponseFact::Member);
        }
        for field in &self.tables.facts.custom_fields {
            let n = n_values(&CustomerField::Custom(field.key.clone()));
            if (1..=MOST_VALUES).contains(&n) {
                offered.push(ResponseFact::Field(field.key.clone()));
            }
        }
        let mut n_of_tag: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in self.tables.customers.iter().flat_map(|customer| &customer.tags) {
            *n_of_tag.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(&str, usize)> =
            n_of_tag.into_iter().filter(|(_, n)| *n >= LEAST_PEOPLE).collect();
        tags.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        offered.extend(
            tags.into_iter().take(MOST_TAGS).map(|(tag, _)| ResponseFact::Tag(tag.to_owned())),
        );
        offered
    }
}

/// A class and the expected one are one word here; nobody knew of those who were not placed.
fn class_word(group: &AudienceGroup) -> Option<String> {
    match group {
        AudienceGroup::Class(class) | AudienceGroup::Expected(class) => {
            Some(class.slug().to_owned())
        }
        AudienceGroup::Unplaced | AudienceGroup::Outside => None,
    }
}
