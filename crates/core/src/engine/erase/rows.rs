//! Rows and documents without the people who are erased, and without what others' texts say of them.
//! Each answers `None` where nothing was to be changed.

use serde_json::Value;

use super::traces::{Names, Traces};
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::interaction::Interaction;
use crate::domain::log::{Happening, LogEntry};
use crate::domain::personality::Personality;
use crate::domain::product::Product;
use crate::domain::round::Round;
use crate::table::documents::{
    Document, ImportRecord, MergeRecord, QuarantinedRow, SavedSegment, StoredPeople,
};
use crate::table::orders::{OrderColumns, OrderTable};
use crate::views::import::ColumnRole;

/// Fields of documents that hold the names of people who are not erased; rows that wait and speak of
/// the erased are gone by then.
const NAMES_OF_OTHERS: [&str; 4] = ["team", "parts", "merged", "quarantine"];

/// Something a chunk holds.
pub trait Erasable: Sized {
    fn without(&self, traces: &Traces) -> Option<Self>;
}

/// A row that is somebody's.
trait Owned: Clone {
    fn is_of(&self, traces: &Traces) -> bool;
    /// Takes what names the erased out of a row of somebody else; says whether there was anything.
    fn scrub(&mut self, traces: &Traces) -> bool;
}

impl<R: Owned> Erasable for Vec<R> {
    fn without(&self, traces: &Traces) -> Option<Self> {
        let mut is_changed = false;
        let rows = self.iter().filter_map(|row| {
            if row.is_of(traces) {
                is_changed = true;
                return None;
            }
            let mut row = row.clone();
            is_changed |= row.scrub(traces);
            Some(row)
        });
        let rows = rows.collect();
        is_changed.then_some(rows)
    }
}

impl Owned for Customer {
    fn is_of(&self, traces: &Traces) -> bool {
        traces.ids.contains(&self.id)
    }

    /// Their own name and contacts are theirs, even where somebody erased had the same; not so a
    /// mention of the erased in a name or a company (`孙悦（张三介绍）`, `张三工作室`).
    fn scrub(&mut self, traces: &Traces) -> bool {
        let mut is_changed = false;
        if let Some(own) = traces.unmixed(self) {
            *self = own.clone();
            is_changed = true;
        }
        if traces.is_key(&self.referred_by_key) {
            self.referred_by_key.clear();
            is_changed = true;
        }
        is_changed |= traces.scrub_name(&mut self.name);
        for text in [&mut self.company, &mut self.region] {
            is_changed |= traces.scrub(text, Names::Distinct);
        }
        is_changed |= traces.replace_field_keys(&mut self.fields);
        let texts = self.notes.iter_mut().map(|note| &mut note.text);
        let texts = texts.chain(self.fields.values_mut()).chain(&mut self.tags);
        let texts = texts.chain(self.reasons.iter_mut().map(|reason| &mut reason.key));
        let own_label =
            Personality::from_slug(&self.personality).is_none().then_some(&mut self.personality);
        let texts = texts.chain([&mut self.lead_source, &mut self.occupation]).chain(own_label);
        let texts = texts.chain(self.class_override.as_mut().map(|set| &mut set.note));
        let texts = texts.chain(self.consent.opt_out.as_mut().map(|out| &mut out.source));
        for text in texts {
            is_changed |= traces.scrub(text, Names::All);
        }
        for consent in self.consent.channels.values_mut() {
            is_changed |= traces.scrub(&mut consent.source, Names::All);
            is_changed |= traces.scrub(&mut consent.purpose, Names::All);
        }
        is_changed
    }
}

/// Products are nobody's, but may be called after somebody.
impl Owned for Product {
    fn is_of(&self, _: &Traces) -> bool {
        false
    }

    fn scrub(&mut self, traces: &Traces) -> bool {
        let Self { name, category, .. } = self;
        let texts = [name, category].into_iter();
        texts.fold(false, |any, text| any | traces.scrub(text, traces.in_texts))
    }
}

impl Owned for Interaction {
    fn is_of(&self, traces: &Traces) -> bool {
        traces.ids.contains(&self.customer) || traces.belongings.interactions.contains(&self.id)
    }

    fn scrub(&mut self, traces: &Traces) -> bool {
        let number = self.call.as_mut().map(|call| &mut call.wrong_number);
        let is_number = number.is_some_and(|number| traces.scrub(number, Names::None));
        traces.scrub(&mut self.text, Names::All) || is_number
    }
}

impl Owned for LogEntry {
    fn is_of(&self, traces: &Traces) -> bool {
        traces.ids.contains(&self.customer) || traces.belongings.log.contains(&self.id)
    }

    fn scrub(&mut self, traces: &Traces) -> bool {
        let mut is_changed = false;
        let mut scrub = |text: &mut String| is_changed |= traces.scrub(text, Names::All);
        match &mut self.what {
            Happening::Edited(fields) => {
                for change in fields.iter_mut() {
                    if let CustomerField::Custom(key) = &mut change.field {
                        is_changed |= traces.replace_field_key(key);
                    }
                    for text in [&mut change.from, &mut change.to] {
                        match change.field {
                            CustomerField::ReferredBy if traces.is_key(text) => {
                                text.clear();
                                is_changed = true;
                            }
                            CustomerField::Name => is_changed |= traces.scrub_name(text),
                            CustomerField::Company => {
                                is_changed |= traces.scrub(text, Names::Distinct);
                            }
                            // Their own contacts are theirs.
                            CustomerField::Phone
                            | CustomerField::Email
                            | CustomerField::WeChat
                            | CustomerField::Key => {}
                            _ => is_changed |= traces.scrub(text, Names::All),
                        }
                    }
                }
            }
            Happening::Consent(change) => {
                for said in [&mut change.from, &mut change.to] {
                    scrub(&mut said.source);
                    scrub(&mut said.purpose);
                }
            }
            Happening::Class { from, to } => {
                let set = from.iter_mut().chain(to);
                set.for_each(|set| scrub(&mut set.note));
            }
            Happening::Tagged { added, removed } | Happening::Reasons { added, removed } => {
                added.iter_mut().chain(removed.iter_mut()).for_each(scrub);
            }
            Happening::Added
            | Happening::Imported { .. }
            | Happening::Stage { .. }
            | Happening::Noted
            | Happening::Answered(_)
            | Happening::Merged { .. }
            | Happening::Split { .. } => {}
        }
        is_changed
    }
}

impl Erasable for OrderColumns {
    fn without(&self, traces: &Traces) -> Option<Self> {
        let is_theirs = |at: &usize| {
            traces.ids.contains(&CustomerId(self.customers[*at]))
                || traces.belongings.orders.contains(&OrderId(self.ids[*at]))
        };
        if !(0..self.len()).any(|at| is_theirs(&at)) {
            return None;
        }
        let mut rest = OrderTable::default();
        let others = (0..self.len()).filter(|at| !is_theirs(at));
        let others: Vec<_> = others.map(|at| self.order(at)).collect();
        rest.append(&others);
        // No more orders than one chunk held.
        Some(rest.chunks().first().map_or_else(Self::default, |chunk| chunk.data().clone()))
    }
}

impl Erasable for Document {
    fn without(&self, traces: &Traces) -> Option<Self> {
        let document = match self {
            Self::Merges(merges) => Self::Merges(merges_without(merges, traces)),
            Self::Import(import) => Self::Import(Box::new(import_without(import, traces))),
            Self::Blacklist(entries) => {
                let others = entries.iter().filter(|entry| !traces.blocks(entry));
                Self::Blacklist(others.cloned().collect())
            }
            Self::Different(pairs) => {
                let is_other =
                    |(one, other): &&(_, _)| ![one, other].iter().any(|id| traces.ids.contains(id));
                Self::Different(pairs.iter().filter(is_other).copied().collect())
            }
            Self::Segment(segment) => Self::Segment(Box::new(segment_without(segment, traces))),
            Self::Round(round) => Self::Round(Box::new(round_without(round, traces))),
            Self::HoldOut(hold_out) => Self::HoldOut(Box::new(hold_out_without(hold_out, traces))),
            // Whose row a hash was of cannot be told any more: it might be theirs.
            Self::Settled(_) => Self::Settled(Vec::new()),
            // Only texts speak of anybody here.
            Self::Event(_)
            | Self::Note(_)
            | Self::Profile(_)
            | Self::View(_)
            | Self::Canvas(_)
            | Self::Scenario(_) => self.clone(),
        };
        let document = texts_without(&document, traces).unwrap_or(document);
        (document != *self).then_some(document)
    }
}

/// They are on no list any more, and no target counts them.
fn segment_without(segment: &SavedSegment, traces: &Traces) -> SavedSegment {
    let mut segment = segment.clone();
    if let StoredPeople::Listed(ids) = &mut segment.people {
        ids.retain(|id| !traces.ids.contains(id));
    }
    if let Some(start) = &mut segment.target_start {
        start.people.retain(|id| !traces.ids.contains(id));
    }
    segment
}

/// They stood nowhere.
fn round_without(round: &Round, traces: &Traces) -> Round {
    let mut round = round.clone();
    if let Some(stood) = round.everybody_mut() {
        stood.retain(|stood| !traces.ids.contains(&stood.customer));
    }
    round
}

/// The lot was not drawn among them.
fn hold_out_without(hold_out: &HoldOut, traces: &Traces) -> HoldOut {
    let mut hold_out = hold_out.clone();
    for ids in [&mut hold_out.among, &mut hold_out.people] {
        ids.retain(|id| !traces.ids.contains(id));
    }
    hold_out
}

/// What one of them had a part in goes whole.
fn merges_without(merges: &[MergeRecord], traces: &Traces) -> Vec<MergeRecord> {
    let is_other = |merge: &&MergeRecord| {
        !merge.parts.iter().chain([&merge.merged]).any(|part| traces.ids.contains(&part.id))
    };
    let clean = |merge: &MergeRecord| {
        let mut merge = merge.clone();
        for part in merge.parts.iter_mut().chain([&mut merge.merged]) {
            part.scrub(traces);
        }
        merge.newly_blocked.retain(|entry| !traces.blocks(entry));
        merge.referrals.retain(|(id, key)| !traces.ids.contains(id) && !traces.is_key(key));
        merge
    };
    merges.iter().filter(is_other).map(clean).collect()
}

/// A row that waits and speaks of one of them goes.
fn import_without(import: &ImportRecord, traces: &Traces) -> ImportRecord {
    let roles = &import.mapping.columns;
    let is_other = |row: &QuarantinedRow| {
        let speaks = |(place, cell): (usize, &String)| {
            let is_key =
                matches!(roles.get(place), Some(ColumnRole::CustomerKey | ColumnRole::ReferredBy));
            (is_key && traces.is_key(cell))
                || traces.is_name(cell)
                || traces.is_in(cell, Names::Distinct)
        };
        !row.customer.is_some_and(|id| traces.ids.contains(&id))
            && !row.cells.iter().enumerate().any(speaks)
    };
    let mut import = import.clone();
    import.quarantine.retain(is_other);
    import
}

/// Every text of a document, wherever it stands in it.
fn texts_without(document: &Document, traces: &Traces) -> Option<Document> {
    let scrubbed = |spares_words: bool| {
        let mut value = serde_json::to_value(document).ok()?;
        let is_changed = scrub_value(&mut value, traces, spares_words);
        is_changed.then_some(value)
    };
    let value = scrubbed(false)?;
    // A name may be one of our own words, such as a method's: then such words stay.
    serde_json::from_value(value)
        .or_else(|_| serde_json::from_value(scrubbed(true).unwrap_or_default()))
        .ok()
}

fn scrub_value(value: &mut Value, traces: &Traces, spares_words: bool) -> bool {
    match value {
        Value::String(text) => {
            let is_word = text.chars().all(|sign| sign.is_ascii_alphanumeric());
            !(spares_words && is_word)
                && (traces.replace_field_key(text) || traces.scrub(text, traces.in_texts))
        }
        Value::Array(values) => {
            let scrubbed = values.iter_mut().map(|value| scrub_value(value, traces, spares_words));
            scrubbed.fold(false, |any, one| any | one)
        }
        Value::Object(fields) => {
            // Who works at an event may be called like a customer, and others' own names are theirs.
            let spoken =
                fields.iter_mut().filter(|(name, _)| !NAMES_OF_OTHERS.contains(&name.as_str()));
            let scrubbed = spoken.map(|(_, value)| scrub_value(value, traces, spares_words));
            scrubbed.fold(false, |any, one| any | one)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
