//! What there is to clean up: possible duplicates, merges that can be parted, imports and the rows
//! that wait.

use std::collections::{BTreeMap, HashMap};

use super::commands::quarantine::record_of;
use super::host::Host;
use crate::domain::customer::Customer;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::ingest::Imported;
use crate::matching::{
    CandidatePair, DuplicateGroup, DuplicateSearch, KeptApart, MatchIndex, MatchSettings, Verdict,
};
use crate::protocol::{EngineError, Progress, ProgressUnit};
use crate::segments::Derived;
use crate::segments::audience::obstacle_today;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::duplicates::{DuplicateGroupView, DuplicatePart, DuplicatesView, MergeEntry};
use crate::views::import::{ImportEntry, QuarantinePage, RejectReason};

/// Customers compared between two pauses.
const CUSTOMERS_PER_SLICE: usize = 200;
/// With more new customers than this, an import does not look for those who may be one, and says so.
const MOST_COMPARED: usize = 20_000;
/// Groups shown at once: decisions make room for the next.
const MOST_GROUPS: usize = 500;
const MOST_ROWS: u32 = 200;

/// Looks for people who are here twice.
pub async fn find_duplicates(
    tables: &Tables,
    derived: &Derived,
    host: &impl Host,
) -> Result<DuplicatesView, EngineError> {
    let mut search = DuplicateSearch::new(MatchSettings::of(&tables.facts), kept_apart(tables));
    let total = tables.customers.len() as u64;
    let mut customers = tables.customers.iter();
    loop {
        let before = search.n_customers();
        search.advance(customers.by_ref().take(CUSTOMERS_PER_SLICE));
        if search.n_customers() == before {
            break;
        }
        let done = search.n_customers() as u64;
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    let found = search.finish();
    let mut pairs: HashMap<CustomerId, Vec<&CandidatePair>> = HashMap::new();
    for pair in &found.pairs {
        pairs.entry(pair.one).or_default().push(pair);
    }
    let view = |group: &DuplicateGroup| group_view(tables, derived, group, &pairs);
    // A group that holds a doubtful pair is one to decide, also where some of it is certain.
    let is_doubtful = |group: &&DuplicateGroup| {
        pairs_within(group, &pairs).any(|pair| pair.score.verdict == Verdict::Doubtful)
    };
    let mut doubtful: Vec<&DuplicateGroup> = found.groups.iter().filter(is_doubtful).collect();
    let likeliest = |group: &&DuplicateGroup| {
        let all = pairs_within(group, &pairs).map(|pair| pair.score.probability);
        all.fold(0.0, f64::max)
    };
    doubtful.sort_by(|a, b| likeliest(b).total_cmp(&likeliest(a)));
    Ok(DuplicatesView {
        n_customers: found.n_customers as u32,
        n_certain: found.certain_groups.len() as u32,
        certain: found.certain_groups.iter().take(MOST_GROUPS).map(view).collect(),
        n_doubtful: doubtful.len() as u32,
        doubtful: doubtful.into_iter().take(MOST_GROUPS).map(view).collect(),
    })
}

/// Which of the customers that a file added may be somebody else, known before or new as well.
/// Ascending. `None`: the file added so many that nobody was looked for; the search for duplicates looks
/// through all, when it is asked to.
pub async fn find_doubtful(
    imported: &Imported,
    host: &impl Host,
) -> Result<Option<Vec<CustomerId>>, EngineError> {
    let Imported { tables, customers_new, .. } = imported;
    if customers_new.is_empty() {
        return Ok(Some(Vec::new()));
    }
    if customers_new.len() > MOST_COMPARED {
        return Ok(None);
    }
    let mut index = MatchIndex::new(MatchSettings::of(&tables.facts));
    let kept_apart = kept_apart(tables);
    let mut doubtful = Vec::new();
    for (at, customer) in tables.customers.iter().enumerate() {
        if at % CUSTOMERS_PER_SLICE == 0 {
            host.breathe(Progress::default()).await?;
        }
        if customers_new.binary_search(&customer.id).is_err() {
            index.insert(customer);
            continue;
        }
        let found = index.match_and_insert(customer);
        if found.iter().any(|scored| !kept_apart.contains(scored.id, customer.id)) {
            doubtful.push(customer.id);
        }
    }
    Ok(Some(doubtful))
}

fn kept_apart(tables: &Tables) -> KeptApart {
    let mut kept_apart = KeptApart::default();
    for (one, other) in tables.different().map_or(&[][..], |(_, pairs)| pairs) {
        kept_apart.insert(*one, *other);
    }
    // Whoever was parted again is not proposed once more.
    for record in tables.merges().filter(|record| record.split.is_some()) {
        for (at, one) in record.parts.iter().enumerate() {
            record.parts[at + 1..].iter().for_each(|other| kept_apart.insert(one.id, other.id));
        }
    }
    kept_apart
}

fn pairs_within<'a>(
    group: &'a DuplicateGroup,
    pairs: &'a HashMap<CustomerId, Vec<&'a CandidatePair>>,
) -> impl Iterator<Item = &'a CandidatePair> {
    let own = group.members.iter().filter_map(|id| pairs.get(id)).flatten().copied();
    own.filter(|pair| group.members.contains(&pair.other))
}

fn group_view(
    tables: &Tables,
    derived: &Derived,
    group: &DuplicateGroup,
    pairs: &HashMap<CustomerId, Vec<&CandidatePair>>,
) -> DuplicateGroupView {
    let first = std::iter::once(&group.representative);
    let others = group.members.iter().filter(|id| **id != group.representative);
    let customers = first.chain(others).filter_map(|id| tables.customers.get(*id));
    DuplicateGroupView {
        parts: customers.map(|customer| part(tables, derived, customer)).collect(),
        pairs: pairs_within(group, pairs).cloned().collect(),
    }
}

fn part(tables: &Tables, derived: &Derived, customer: &Customer) -> DuplicatePart {
    let place = derived.place_of(customer.id);
    let purchases = place.map(|place| &derived.purchases[place]);
    DuplicatePart {
        customer: customer.clone(),
        obstacle: place.and_then(|place| obstacle_today(tables, customer, derived, place)),
        n_orders: purchases.map_or(0, |facts| facts.n_orders),
        spend_total: purchases.map_or(crate::domain::money::Money::ZERO, |facts| facts.spend_total),
        last_purchase: purchases.and_then(|facts| facts.last_purchase),
    }
}

/// Merges that have not been parted, newest first.
pub fn merge_entries(tables: &Tables) -> Vec<MergeEntry> {
    let mut entries = Vec::new();
    for (id, document) in tables.documents.iter().rev() {
        let Document::Merges(records) = document.data() else { continue };
        let open = records.iter().enumerate().filter(|(_, record)| record.split.is_none());
        let here = open.filter(|(_, record)| tables.customers.get(record.merged.id).is_some());
        entries.extend(here.map(|(at, record)| MergeEntry {
            merge: *id,
            at: at as u32,
            day: record.day,
            survivor: record.merged.id,
            name: record.merged.name.clone(),
            parts: record.parts.iter().map(|part| part.name.clone()).collect(),
        }));
    }
    entries
}

/// Newest first.
pub fn import_entries(tables: &Tables) -> Vec<ImportEntry> {
    let mut entries: Vec<ImportEntry> = tables
        .imports()
        .map(|(id, record)| {
            let mut waiting: BTreeMap<RejectReason, u32> = BTreeMap::new();
            for row in &record.quarantine {
                *waiting.entry(row.reason).or_default() += 1;
            }
            ImportEntry {
                id,
                file_name: record.file_name.clone(),
                day: record.day,
                n_rows: record.n_rows,
                n_customers_new: record.n_customers_new,
                n_customers_updated: record.n_customers_updated,
                n_orders: record.n_orders,
                waiting: waiting.into_iter().collect(),
                n_not_kept: record.n_not_kept,
            }
        })
        .collect();
    entries.reverse();
    entries
}

/// # Errors
/// The import is gone.
pub fn quarantine_page(
    tables: &Tables,
    import: DocumentId,
    offset: u32,
    limit: u32,
) -> Result<QuarantinePage, EngineError> {
    let record = record_of(tables, import)?;
    let rows = record.quarantine.iter().skip(offset as usize);
    Ok(QuarantinePage {
        file_name: record.file_name.clone(),
        headers: record.headers.clone(),
        roles: record.mapping.columns.clone(),
        n_rows: record.quarantine.len() as u32,
        rows: rows.take(limit.min(MOST_ROWS) as usize).cloned().collect(),
    })
}
