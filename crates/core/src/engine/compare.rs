//! Two states of a workspace side by side: what one has that the other has not.
//!
//! The last two that were compared are kept, so that their lists can be paged through.

mod rows;

use std::rc::Rc;
use std::sync::Arc;

use super::Engine;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::Store;
use crate::domain::customer::Customer;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, ProductId, Revision, WorkspaceId};
use crate::domain::log::changes;
use crate::domain::workspace::{CustomField, WorkspaceFacts};
use crate::protocol::{
    CompareStates, EngineError, GetComparedCustomers, GetComparedRows, Progress, ProgressUnit,
};
use crate::table::chunk::Chunk;
use crate::table::difference::{ComparedRows, Comparing, Difference, is_shared};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::comparison::{
    ComparedCustomer, ComparedDocument, ComparedList, ComparedListPage, ComparedPage, ComparedRow,
    Comparison, Counts, DocumentKind, Fact, HowDifferent,
};

/// What was compared last.
pub struct Compared {
    of: (WorkspaceId, Revision, Revision),
    before: Tables,
    after: Tables,
    customers: Difference<CustomerId>,
    orders: Difference<u32>,
    products: Difference<ProductId>,
    interactions: Difference<InteractionId>,
    comparison: Comparison,
}

impl<S: Store> Engine<S> {
    pub(super) async fn compare_states(
        &self,
        host: &impl Host,
        open: &Snapshot,
        ask: CompareStates,
    ) -> Result<Comparison, EngineError> {
        let compared = self.compare(host, open, ask.before, ask.after).await?;
        Ok(compared.comparison.clone())
    }

    /// A page of the customers behind one of the counts, in order of their numbers.
    pub(super) async fn list_compared(
        &self,
        host: &impl Host,
        open: &Snapshot,
        ask: GetComparedCustomers,
    ) -> Result<ComparedPage, EngineError> {
        let compared = self.compare(host, open, ask.before, ask.after).await?;
        let ids = ids_of(&compared.customers, ask.how);
        let shown = ids.iter().skip(ask.n_skipped as usize).take(ask.limit as usize);
        let rows = shown.filter_map(|id| compared.customer(*id)).collect();
        Ok(ComparedPage { n_rows: ids.len() as u32, fields: compared.fields(), rows })
    }

    /// A page of the orders, products or contacts behind one of the counts, in order of their numbers.
    pub(super) async fn list_compared_rows(
        &self,
        host: &impl Host,
        open: &Snapshot,
        ask: GetComparedRows,
    ) -> Result<ComparedListPage, EngineError> {
        let compared = self.compare(host, open, ask.before, ask.after).await?;
        let Compared { before, after, orders, products, interactions, .. } = &*compared;
        Ok(match ask.list {
            ComparedList::Orders => {
                page(ids_of(orders, ask.how), &ask, |id| rows::order(before, after, id))
            }
            ComparedList::Products => {
                page(ids_of(products, ask.how), &ask, |id| rows::product(before, after, id))
            }
            ComparedList::Contacts => {
                page(ids_of(interactions, ask.how), &ask, |id| rows::contact(before, after, id))
            }
        })
    }

    async fn compare(
        &self,
        host: &impl Host,
        open: &Snapshot,
        before: Revision,
        after: Revision,
    ) -> Result<Rc<Compared>, EngineError> {
        let of = (open.id, before, after);
        if let Some(kept) = &*self.compared.borrow()
            && kept.of == of
        {
            return Ok(kept.clone());
        }
        let before = self.tables_at(host, open, before, &open.tables).await?;
        let after = self.tables_at(host, open, after, &before).await?;
        let customers = differ(host, before.customers.chunks(), after.customers.chunks()).await?;
        let orders = differ(host, before.orders.chunks(), after.orders.chunks()).await?;
        let products = differ(host, before.products.chunks(), after.products.chunks()).await?;
        let interactions =
            differ(host, before.interactions.chunks(), after.interactions.chunks()).await?;
        let comparison = Comparison {
            customers: count(&customers),
            orders: count(&orders),
            products: count(&products),
            interactions: count(&interactions),
            facts: changed_facts(&before.facts, &after.facts),
            documents: compare_documents(&before, &after),
        };
        let compared = Rc::new(Compared {
            of,
            before,
            after,
            customers,
            orders,
            products,
            interactions,
            comparison,
        });
        *self.compared.borrow_mut() = Some(compared.clone());
        Ok(compared)
    }

    async fn tables_at(
        &self,
        host: &impl Host,
        open: &Snapshot,
        revision: Revision,
        known: &Tables,
    ) -> Result<Tables, EngineError> {
        if revision == open.manifest.revision {
            return Ok(open.tables.clone());
        }
        let manifest = self.find_manifest(open.id, revision).await?;
        Ok(self.read_tables(host, open.id, manifest, known).await?.1)
    }
}

impl Compared {
    /// The own fields of both states; of one that both have, as the later one calls it.
    fn fields(&self) -> Vec<CustomField> {
        let (before, after) = (&self.before.facts.custom_fields, &self.after.facts.custom_fields);
        let is_gone = |field: &&CustomField| after.iter().all(|other| other.key != field.key);
        after.iter().chain(before.iter().filter(is_gone)).cloned().collect()
    }

    fn customer(&self, id: CustomerId) -> Option<ComparedCustomer> {
        let (before, after) = (self.before.customers.get(id), self.after.customers.get(id));
        let Customer { name, key, .. } = after.or(before)?;
        let changes = match (before, after) {
            (Some(before), Some(after)) => changes(before, after),
            _ => Vec::new(),
        };
        Some(ComparedCustomer { id, name: name.clone(), key: key.clone(), changes })
    }
}

async fn differ<T: ComparedRows>(
    host: &impl Host,
    before: &[Arc<Chunk<T>>],
    after: &[Arc<Chunk<T>>],
) -> Result<Difference<T::Id>, EngineError> {
    let mut comparing = Comparing::new(before, after);
    let total = (before.len() + after.len()) as u64;
    let mut done = 0;
    loop {
        host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
        if let Some(difference) = comparing.advance() {
            return Ok(difference);
        }
        done = total.min(done + 1);
    }
}

fn ids_of<I>(difference: &Difference<I>, how: HowDifferent) -> &[I] {
    match how {
        HowDifferent::Added => &difference.added,
        HowDifferent::Removed => &difference.removed,
        HowDifferent::Changed => &difference.changed,
    }
}

fn page<I: Copy>(
    ids: &[I],
    ask: &GetComparedRows,
    row: impl Fn(I) -> Option<ComparedRow>,
) -> ComparedListPage {
    let shown = ids.iter().skip(ask.n_skipped as usize).take(ask.limit as usize);
    ComparedListPage { n_rows: ids.len() as u32, rows: shown.filter_map(|id| row(*id)).collect() }
}

fn count<I>(difference: &Difference<I>) -> Counts {
    Counts {
        n_added: difference.added.len() as u32,
        n_removed: difference.removed.len() as u32,
        n_changed: difference.changed.len() as u32,
    }
}

fn changed_facts(before: &WorkspaceFacts, after: &WorkspaceFacts) -> Vec<Fact> {
    // The kind never changes. Every other field by name: a new one is not forgotten here.
    let WorkspaceFacts {
        name,
        kind: _,
        currency,
        time_zone,
        languages,
        one_to_one,
        board,
        custom_fields,
        contact,
        joining,
        lenses,
        outlook,
        playbooks,
    } = after;
    let facts = [
        (Fact::Name, before.name != *name),
        (Fact::Currency, before.currency != *currency),
        (Fact::TimeZone, before.time_zone != *time_zone),
        (Fact::Languages, before.languages != *languages),
        (Fact::OneToOne, before.one_to_one != *one_to_one),
        (Fact::Board, before.board != *board),
        (Fact::CustomFields, before.custom_fields != *custom_fields),
        (Fact::ContactRules, before.contact != *contact),
        (Fact::JoiningRules, before.joining != *joining),
        (Fact::Lenses, before.lenses != *lenses),
        (Fact::Outlook, before.outlook != *outlook),
        (Fact::Playbooks, before.playbooks != *playbooks),
    ];
    facts.into_iter().filter(|(_, changed)| *changed).map(|(fact, _)| fact).collect()
}

fn compare_documents(before: &Tables, after: &Tables) -> Vec<ComparedDocument> {
    let told = |id: &DocumentId, document: &Document, how: HowDifferent| {
        let (kind, name) = kind_and_name(document);
        ComparedDocument { id: *id, kind, name: name.to_owned(), how }
    };
    let gone = before.documents.iter().filter(|(id, _)| !after.documents.contains_key(*id));
    let removed = gone.map(|(id, there)| told(id, there.data(), HowDifferent::Removed));
    let others = after.documents.iter().filter_map(|(id, now)| match before.documents.get(id) {
        None => Some(told(id, now.data(), HowDifferent::Added)),
        Some(then) if is_shared(then, now) || then.data() == now.data() => None,
        Some(_) => Some(told(id, now.data(), HowDifferent::Changed)),
    });
    removed.chain(others).collect()
}

fn kind_and_name(document: &Document) -> (DocumentKind, &str) {
    match document {
        Document::Event(event) => (DocumentKind::Event, &event.name),
        Document::Segment(segment) => (DocumentKind::Segment, &segment.about.name),
        Document::Note(_) => (DocumentKind::Note, ""),
        Document::Import(import) => (DocumentKind::Import, &import.file_name),
        Document::Merges(_) => (DocumentKind::Merges, ""),
        Document::Profile(profile) => (DocumentKind::Profile, &profile.name),
        Document::View(view) => (DocumentKind::View, &view.name),
        Document::Blacklist(_) => (DocumentKind::Blacklist, ""),
        Document::Different(_) => (DocumentKind::Different, ""),
        Document::Round(round) => (DocumentKind::Round, &round.name),
        Document::Canvas(canvas) => (DocumentKind::Canvas, &canvas.name),
        Document::Scenario(scenario) => (DocumentKind::Scenario, &scenario.name),
        Document::HoldOut(_) => (DocumentKind::HoldOut, ""),
        Document::Settled(_) => (DocumentKind::Settled, ""),
    }
}
