//! Saved segments: saving, deleting, and keeping lists true when customers go or become one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Change;
use super::kept::{must_be_named, save};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::Text;
use crate::engine::host::Host;
use crate::engine::labels::shorten;
use crate::engine::segmenting::{check_rule, passing};
use crate::protocol::{EngineError, Thing};
use crate::segments::derive;
use crate::segments::rules::members::{combined_rule, goes_round, users};
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, MergeRecord, SavedSegment, StoredPeople, TargetStart};
use crate::table::tables::Tables;
use crate::views::rule::Rule;
use crate::views::segment::{MAX_COMBINED, SegmentAbout, SegmentPeople, SetOperation};
use crate::words::{commands, refusals};

/// `id: None` adds.
///
/// # Errors
/// No name, a rule that is too large or asks for clusters, a segment that would ask for itself or for one that is gone,
/// or no such segment.
pub async fn save_segment(
    tables: &Tables,
    id: Option<DocumentId>,
    about: &SegmentAbout,
    people: &SegmentPeople,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    must_be_named(&about.name)?;
    let gone = EngineError::NotFound { what: Thing::Document };
    let known = id.map(|id| tables.segment(id).ok_or(gone.clone())).transpose()?;
    let people_asked = people;
    let people = match people {
        SegmentPeople::Live(rule) => {
            check_rule(rule)?;
            if rule.asks_for_clusters() {
                return Err(EngineError::BadInput { detail: refusals::rule_of_clusters() });
            }
            StoredPeople::Live(rule.clone())
        }
        SegmentPeople::Listed(rule) => StoredPeople::Listed(list(tables, rule, host, today).await?),
        SegmentPeople::Combined(how, of) => combined(tables, *how, of)?,
        SegmentPeople::Added(ids) => {
            let there = ids.iter().filter(|id| tables.customers.get(**id).is_some());
            let all: BTreeSet<&CustomerId> = listed(known)?.iter().chain(there).collect();
            StoredPeople::Listed(all.into_iter().copied().collect())
        }
        SegmentPeople::Removed(ids) => {
            let mut rest = listed(known)?.to_vec();
            rest.retain(|id| !ids.contains(id));
            StoredPeople::Listed(rest)
        }
        SegmentPeople::Kept => known.ok_or(gone)?.people.clone(),
    };
    let made_on = known.map_or(today, |known| known.made_on);
    let mut segment = SavedSegment { about: about.clone(), people, made_on, target_start: None };
    if id.is_some_and(|id| goes_round(tables, id, &segment.asks_for())) {
        return Err(EngineError::BadInput { detail: refusals::segment_goes_round() });
    }
    let goes_on =
        known.filter(|known| is_same_target(known, about, people_asked, &segment.people, today));
    let start = goes_on.and_then(|known| known.target_start.clone());
    segment.target_start = match (about.target, start) {
        (None, _) => None,
        (Some(_), Some(start)) => Some(start),
        (Some(_), None) => {
            let people = people_now(tables, &segment.people, host, today).await?;
            Some(TargetStart { since: today, people })
        }
    };
    let label = commands::save_segment(shorten(&about.name));
    save(tables, id, Document::Segment(Box::new(segment)), label)
}

/// Does the target that was set go on counting from where it began? Another amount or day is the same
/// target, better told, until its last day is over; other people are another target, but whoever is put
/// on a list or taken off it leaves the list the same.
fn is_same_target(
    known: &SavedSegment,
    about: &SegmentAbout,
    asked: &SegmentPeople,
    people: &StoredPeople,
    today: Day,
) -> bool {
    let is_one_by_one = matches!(asked, SegmentPeople::Added(_) | SegmentPeople::Removed(_));
    let is_over = known.about.target.and_then(|target| target.by).is_some_and(|by| by < today);
    (is_one_by_one || known.people == *people) && (!is_over || known.about.target == about.target)
}

async fn people_now(
    tables: &Tables,
    people: &StoredPeople,
    host: &impl Host,
    today: Day,
) -> Result<Vec<CustomerId>, EngineError> {
    match people {
        StoredPeople::Listed(ids) => Ok(ids.clone()),
        StoredPeople::Live(rule) => list(tables, rule, host, today).await,
        StoredPeople::Combined(how, of) => {
            list(tables, &combined_rule(*how, of), host, today).await
        }
    }
}

async fn list(
    tables: &Tables,
    rule: &Rule,
    host: &impl Host,
    today: Day,
) -> Result<Vec<CustomerId>, EngineError> {
    let derived = derive(tables, today);
    let is_in = passing(tables, &derived, rule, host).await?;
    let ids = derived.ids.iter().zip(is_in).filter(|(_, is_in)| *is_in);
    Ok(ids.map(|(id, _)| *id).collect())
}

/// Who is on a list; nobody on one that is to be made.
fn listed(known: Option<&SavedSegment>) -> Result<&[CustomerId], EngineError> {
    match known.map(|segment| &segment.people) {
        None => Ok(&[]),
        Some(StoredPeople::Listed(ids)) => Ok(ids),
        Some(StoredPeople::Live(_) | StoredPeople::Combined(..)) => {
            Err(EngineError::BadInput { detail: refusals::segment_is_no_list() })
        }
    }
}

fn combined(
    tables: &Tables,
    how: SetOperation,
    of: &[DocumentId],
) -> Result<StoredPeople, EngineError> {
    let mut seen = BTreeSet::new();
    let of: Vec<DocumentId> = of.iter().copied().filter(|id| seen.insert(*id)).collect();
    if of.len() < 2 || of.len() > MAX_COMBINED {
        let detail = refusals::choose_segments(MAX_COMBINED.to_string());
        return Err(EngineError::BadInput { detail });
    }
    if of.iter().any(|id| tables.segment(*id).is_none()) {
        return Err(EngineError::NotFound { what: Thing::Document });
    }
    Ok(StoredPeople::Combined(how, of))
}

/// The label of deleting it.
///
/// # Errors
/// Another segment asks for it.
pub fn deletion(
    tables: &Tables,
    id: DocumentId,
    segment: &SavedSegment,
) -> Result<Text, EngineError> {
    match users(tables, id).first() {
        Some(user) => {
            Err(EngineError::BadInput { detail: refusals::segment_in_use(user.as_str()) })
        }
        None => Ok(commands::delete_segment(shorten(&segment.about.name))),
    }
}

/// Takes customers that are deleted off every list.
pub fn take_off_lists(tables: &mut Tables, gone: &BTreeSet<CustomerId>) {
    change_lists(tables, |_, ids| {
        let n = ids.len();
        ids.retain(|id| !gone.contains(id));
        ids.len() < n
    });
}

/// Puts the one that a part became in its place on every list, and notes for a split who stood where.
pub fn merge_on_lists(tables: &mut Tables, records: &mut [MergeRecord]) {
    // Which record and which of its parts after the first.
    let mut places = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let gone = record.parts[1..].iter().enumerate();
        places.extend(gone.map(|(part, customer)| (customer.id, (at, part))));
    }
    change_lists(tables, |document, ids| {
        let here: Vec<CustomerId> =
            ids.iter().copied().filter(|id| places.contains_key(id)).collect();
        for id in &here {
            let (at, part) = places[id];
            let record = &mut records[at];
            record.belongings[part].lists.push(document);
            ids.retain(|other| other != id);
            if put_on(ids, record.merged.id) {
                record.came_into.push(document);
            }
        }
        !here.is_empty()
    });
}

/// Gives the parts of a merge their own places on the lists back.
pub fn split_on_lists(tables: &mut Tables, record: &MergeRecord) {
    change_lists(tables, |document, ids| {
        // Taken off the list since then, all of them are.
        let Ok(at) = ids.binary_search(&record.merged.id) else { return false };
        let others = record.parts[1..].iter().zip(&record.belongings);
        let back = others.filter(|(_, own)| own.lists.contains(&document));
        let back: Vec<CustomerId> = back.map(|(part, _)| part.id).collect();
        if record.came_into.contains(&document) {
            ids.remove(at);
        }
        back.iter().for_each(|id| _ = put_on(ids, *id));
        !back.is_empty()
    });
}

/// Whether it was not there before.
fn put_on(ids: &mut Vec<CustomerId>, id: CustomerId) -> bool {
    match ids.binary_search(&id) {
        Ok(_) => false,
        Err(at) => {
            ids.insert(at, id);
            true
        }
    }
}

/// `change` says whether it has changed the list.
fn change_lists(
    tables: &mut Tables,
    mut change: impl FnMut(DocumentId, &mut Vec<CustomerId>) -> bool,
) {
    for (id, document) in &mut tables.documents {
        let Document::Segment(segment) = document.data() else { continue };
        let StoredPeople::Listed(ids) = &segment.people else { continue };
        let mut ids = ids.clone();
        if change(*id, &mut ids) {
            let segment =
                SavedSegment { people: StoredPeople::Listed(ids), ..segment.as_ref().clone() };
            *document = Arc::new(Chunk::new(Document::Segment(Box::new(segment))));
        }
    }
}
