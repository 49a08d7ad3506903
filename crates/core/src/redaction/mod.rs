//! A copy of a workspace that may be shown to others: nobody in it can be known again by name,
//! number, contact or words, while everything that is counted or summed stays as it was.
//!
//! | kept | replaced, the same by the same | made coarser | left out |
//! | --- | --- | --- | --- |
//! | days, amounts, quantities, classes, stages, consent, products, events with their scenarios and hold-outs, rounds, who brought whom, who is of one company | names, numbers, telephone, mail, WeChat, companies, order numbers, words in own fields, own words in reasons, playbooks and canvases, members of the team, owners of segments | places, sources, tags, choices and years of birth that fewer than five share | notes' and contacts' words, the log, records of imports and merges, the blacklist, lists by words |
//!
//! Words that stay are searched for all of that, however it is written: numbers grouped otherwise, names
//! in another case.
//!
//! Customers are numbered anew in an order that chance decides, so that the place in the list gives
//! nobody away. Must not know how the copy is handed over.

mod coarse;
mod events;
mod new_ids;
mod originals;
mod people;
mod segments;
mod stand_ins;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use self::events::redact_event;
use self::new_ids::NewIds;
use self::originals::Originals;
use self::people::People;
use self::stand_ins::StandIns;
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::Interaction;
use crate::domain::order::Order;
use crate::domain::product::Product;
use crate::domain::round::{Round, Stood};
use crate::domain::text::Language;
use crate::domain::workspace::WorkspaceFacts;
use crate::playbooks::{self, is_known_reason};
use crate::segments::movement::each_person_once;
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, SavedSegment};
use crate::table::tables::Tables;
use crate::views::canvas::Canvas;
use crate::words::redacted;

/// Customers per slice.
const SLICE: usize = 2_000;

/// A copy being made, slice by slice.
pub struct Redaction<'a> {
    tables: &'a Tables,
    language: Language,
    originals: Originals<'a>,
    people: People,
    order_keys: StandIns,
    /// The customers in their new order; the new id is the place, from 1.
    new_order: Vec<CustomerId>,
    new_ids: NewIds,
    n_order_chunks: usize,
    copy: Tables,
}

/// All at once, for small workspaces and tests.
pub fn redact(tables: &Tables, seed: u64) -> Tables {
    let mut redaction = Redaction::new(tables, seed);
    while redaction.advance() {}
    redaction.finish()
}

impl<'a> Redaction<'a> {
    /// Looks at every customer once. `seed` should be one that nobody can guess.
    pub fn new(tables: &'a Tables, seed: u64) -> Self {
        let language = tables.facts.languages.first().copied().unwrap_or_default();
        let mut new_order: Vec<CustomerId> = tables.customers.iter().map(|row| row.id).collect();
        new_order.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
        let originals = Originals::of(tables);
        let people = People::new(tables, &originals, language);
        Self {
            tables,
            language,
            people,
            order_keys: StandIns::new("O-"),
            new_ids: NewIds::of(tables, &new_order),
            new_order,
            n_order_chunks: 0,
            copy: Tables { next_ids: tables.next_ids, ..Tables::default() },
            originals,
        }
    }

    /// Does some more; `false` when nothing is left.
    pub fn advance(&mut self) -> bool {
        let n_done = self.copy.customers.len();
        if n_done < self.new_order.len() {
            let slice = &self.new_order[n_done..self.new_order.len().min(n_done + SLICE)];
            let old: Vec<&Customer> =
                slice.iter().filter_map(|id| self.tables.customers.get(*id)).collect();
            let numbered = old.into_iter().zip(n_done as u32 + 1..);
            let rows: Vec<Customer> =
                numbered.map(|(customer, number)| self.people.redact(customer, number)).collect();
            self.copy.customers.append(rows);
            return true;
        }
        let Some(chunk) = self.tables.orders.chunks().get(self.n_order_chunks) else {
            return false;
        };
        self.n_order_chunks += 1;
        let chunk = chunk.data();
        let orders = (0..chunk.len()).filter_map(|at| {
            let order = chunk.order(at);
            Some(Order {
                customer: self.new_ids.get(order.customer)?,
                key: self.order_keys.of(&order.key),
                ..order
            })
        });
        let orders: Vec<Order> = orders.collect();
        self.copy.orders.append(&orders);
        true
    }

    /// Slices done, and of how many.
    pub fn progress(&self) -> (u64, u64) {
        let done = self.copy.customers.len().div_ceil(SLICE) + self.n_order_chunks;
        let all = self.new_order.len().div_ceil(SLICE) + self.tables.orders.chunks().len();
        (done as u64, all as u64)
    }

    /// The copy, once `advance` has said that nothing is left.
    pub fn finish(mut self) -> Tables {
        self.copy.facts = Arc::new(self.redact_facts());
        self.copy.products.append(self.redact_products());
        self.copy.interactions.append(self.redact_interactions());
        self.copy.documents = self.redact_documents();
        // Ids are given out anew from where they end.
        self.copy.next_ids.customer = self.new_order.len() as u32 + 1;
        self.copy
    }

    fn redact_facts(&self) -> WorkspaceFacts {
        let facts = self.tables.facts.as_ref();
        let name = self.originals.scrub(&facts.name);
        let mut facts = WorkspaceFacts {
            name: redacted::workspace(name.as_str()).get(self.language).to_owned(),
            ..facts.clone()
        };
        let of_playbooks = playbooks::own_labels(&facts.playbooks);
        for edits in facts.playbooks.values_mut() {
            // Words that stand only on customers are somebody's, and so is what is said to them.
            edits.pairs.retain(|reason, _| {
                playbooks::is_known_reason(reason) || of_playbooks.contains(reason)
            });
            edits.rewrite(|text| *text = self.originals.scrub(text));
        }
        let joining = std::mem::take(&mut facts.joining.fields).into_iter();
        let joining = joining.map(|(field, rule)| match field {
            CustomerField::Custom(key) => {
                (CustomerField::Custom(self.originals.field_key(&key).to_owned()), rule)
            }
            field => (field, rule),
        });
        facts.joining.fields = joining.collect();
        for field in &mut facts.custom_fields {
            field.key = self.originals.field_key(&field.key).to_owned();
        }
        let labels = facts.custom_fields.iter_mut().map(|field| &mut field.label);
        let contact = [&mut facts.contact.sms_signature, &mut facts.contact.sms_opt_out];
        for text in labels.chain(contact) {
            *text = self.originals.scrub(text);
        }
        // As the permissions themselves: what for is somebody's words.
        facts.contact.other_purposes.clear();
        facts
    }

    fn redact_products(&self) -> Vec<Product> {
        let redact = |product: &Product| Product {
            key: self.originals.scrub(&product.key),
            name: self.originals.scrub(&product.name),
            category: self.originals.scrub(&product.category),
            ..product.clone()
        };
        self.tables.products.iter().map(redact).collect()
    }

    fn redact_interactions(&self) -> Vec<Interaction> {
        let redact = |contact: &Interaction| {
            let customer = self.new_ids.get(contact.customer)?;
            let call = contact.call.clone().map(|mut call| {
                call.wrong_number.clear();
                if !is_known_reason(&call.script_reason) {
                    call.script_reason.clear();
                }
                call
            });
            Some(Interaction { customer, text: String::new(), call, ..contact.clone() })
        };
        self.tables.interactions.iter().filter_map(redact).collect()
    }

    fn redact_documents(&self) -> BTreeMap<DocumentId, Arc<Chunk<Document>>> {
        let kept = segments::without_words(self.tables);
        let documents = self.tables.documents.iter().filter_map(|(id, document)| {
            let document = match document.data() {
                Document::Event(event) => {
                    let event = redact_event(event, &self.originals, self.language);
                    Document::Event(Box::new(event))
                }
                Document::Segment(segment) if kept.contains(id) => {
                    let segment = self.redact_segment(segment);
                    Document::Segment(Box::new(segment))
                }
                Document::Round(round) => Document::Round(Box::new(self.redact_round(round))),
                Document::Canvas(canvas) => {
                    let canvas = self.redact_canvas(canvas, &kept);
                    Document::Canvas(Box::new(canvas))
                }
                Document::Scenario(scenario) => {
                    let mut scenario = scenario.clone();
                    for text in scenario.words_mut() {
                        *text = self.originals.scrub(text);
                    }
                    Document::Scenario(scenario)
                }
                Document::HoldOut(hold_out) => {
                    Document::HoldOut(Box::new(self.redact_hold_out(hold_out)))
                }
                Document::Segment(_)
                | Document::Note(_)
                | Document::Import(_)
                | Document::Merges(_)
                | Document::Profile(_)
                | Document::View(_)
                | Document::Blacklist(_)
                | Document::Different(_)
                | Document::Settled(_) => return None,
            };
            Some((*id, Arc::new(Chunk::new(document))))
        });
        documents.collect()
    }

    /// Under their new numbers.
    fn redact_round(&self, round: &Round) -> Round {
        let mut round = round.clone();
        round.name = self.originals.scrub(&round.name);
        if let Some(stood) = round.everybody_mut() {
            let people = each_person_once(&self.new_ids.became, stood).into_iter();
            let renumbered = people.filter_map(|(now, one)| {
                Some(Stood { customer: self.new_ids.get(now)?, ..one.clone() })
            });
            let mut renumbered: Vec<Stood> = renumbered.collect();
            renumbered.sort_unstable_by_key(|stood| stood.customer);
            *stood = renumbered;
        }
        round
    }

    fn redact_hold_out(&self, hold_out: &HoldOut) -> HoldOut {
        HoldOut {
            among: self.new_ids.all(&hold_out.among),
            people: self.new_ids.all(&hold_out.people),
            ..hold_out.clone()
        }
    }

    fn redact_canvas(&self, canvas: &Canvas, kept: &BTreeSet<DocumentId>) -> Canvas {
        let mut canvas = canvas.clone();
        for text in canvas.words_mut() {
            *text = self.originals.scrub(text);
        }
        let who = canvas.fish.who.take();
        canvas.fish.who =
            who.and_then(|rule| segments::redact_rule_of(&rule, kept, &self.originals));
        canvas
    }

    fn redact_segment(&self, segment: &SavedSegment) -> SavedSegment {
        segments::redact(segment, &self.originals, self.language, &self.new_ids)
    }
}
