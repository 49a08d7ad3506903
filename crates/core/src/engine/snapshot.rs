//! One revision in memory, with all that follows from it worked out at most once.

use std::cell::RefCell;
use std::rc::Rc;

use crate::contact::diary::Diary;
use crate::contact::outreach::{Outreach, reach};
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::ids::{DocumentId, Revision, WorkspaceId};
use crate::domain::text::Text;
use crate::saved::{Head, Manifest, WorkspaceRecord};
use crate::segments::summary::class_summary;
use crate::segments::{Derived, derive};
use crate::table::lost::LostChunk;
use crate::table::query::{TableOrder, same_order};
use crate::table::tables::Tables;
use crate::views::table::{TablePage, TableQuery};
use crate::views::workspace::WorkspaceSummary;

/// Never changes; a command makes another one.
pub struct Snapshot {
    pub id: WorkspaceId,
    pub head: Head,
    pub manifest: Manifest,
    pub tables: Tables,
    /// The step undo would take back; `None` where the revision before is not kept any more.
    pub undo: Option<Text>,
    pub redo: Option<Text>,
    derived: RefCell<Option<(Day, Rc<Derived>)>>,
    diary: RefCell<Option<(Day, Rc<Diary>)>>,
    /// The rows of the table as last asked for, so that scrolling does not sort again.
    order: RefCell<Option<(Day, TableQuery, Rc<TableOrder>)>>,
}

impl Snapshot {
    pub fn new(
        id: WorkspaceId,
        head: Head,
        manifest: Manifest,
        tables: Tables,
        undo: Option<Text>,
        redo: Option<Text>,
    ) -> Self {
        Self {
            id,
            head,
            manifest,
            tables,
            undo,
            redo,
            derived: RefCell::new(None),
            diary: RefCell::new(None),
            order: RefCell::new(None),
        }
    }

    /// What follows from the rows.
    pub fn derived(&self, today: Day) -> Rc<Derived> {
        if let Some((day, derived)) = &*self.derived.borrow()
            && *day == today
        {
            return derived.clone();
        }
        let derived = Rc::new(derive(&self.tables, today));
        *self.derived.borrow_mut() = Some((today, derived.clone()));
        derived
    }

    /// Whom an event invites; `saved` where it is a document.
    pub fn outreach(&self, today: Day, event: &Event, saved: Option<DocumentId>) -> Outreach {
        reach(&self.tables, &self.derived(today), &self.diary(today), event, saved)
    }

    pub fn diary(&self, today: Day) -> Rc<Diary> {
        if let Some((day, diary)) = &*self.diary.borrow()
            && *day == today
        {
            return diary.clone();
        }
        let diary = Rc::new(Diary::of(&self.tables, &self.derived(today)));
        *self.diary.borrow_mut() = Some((today, diary.clone()));
        diary
    }

    /// One page of the customer table.
    pub fn page(&self, today: Day, query: &TableQuery) -> TablePage {
        let derived = self.derived(today);
        let kept = self.order.borrow().as_ref().and_then(|(day, asked, order)| {
            (*day == today && same_order(asked, query)).then(|| order.clone())
        });
        let order = kept.unwrap_or_else(|| {
            let order = Rc::new(TableOrder::new(&self.tables, &derived, query));
            *self.order.borrow_mut() = Some((today, query.clone(), order.clone()));
            order
        });
        order.page(&self.tables, &derived, query)
    }

    pub fn summary(&self, today: Day) -> WorkspaceSummary {
        let derived = self.derived(today);
        let classes = class_summary(&derived);
        let facts = &self.tables.facts;
        WorkspaceSummary {
            id: self.id,
            revision: self.head.revision,
            state: self.head.manifest,
            name: facts.name.clone(),
            kind: facts.kind,
            currency: facts.currency.clone(),
            time_zone: facts.time_zone.clone(),
            n_people: classes.n_people,
            n_leads: classes.n_leads,
            n_orders: self.tables.orders.len() as u32,
            n_order_lines: self.tables.orders.n_lines() as u32,
            n_products: self.tables.products.len() as u32,
            n_events: self.tables.events().count() as u32,
            data_end: classes.data_end,
            classes: classes.counts,
            value_shares: classes.value_shares(),
            expected: classes.expected,
            n_unplaced: classes.n_unplaced,
            n_unplaced_leads: classes.n_unplaced - classes.n_unplaced_buyers,
            total_spend: classes.total_spend,
            undo: self.undo.clone(),
            redo: self.redo.clone(),
            saved_ms: self.head.at_ms,
            backup_ms: self.head.backup.map(|backup| backup.at_ms),
            n_changes_since_backup: self.n_changes_since_backup(),
            hurt: self.tables.lost.iter().map(LostChunk::damage).collect(),
        }
    }

    /// An empty workspace needs none.
    fn n_changes_since_backup(&self) -> u64 {
        let since = self.head.backup.map_or(Revision(1), |backup| backup.revision);
        self.head.revision.0.saturating_sub(since.0)
    }

    /// The line in the switcher.
    pub fn record(id: WorkspaceId, tables: &Tables, changed_ms: f64) -> WorkspaceRecord {
        WorkspaceRecord {
            id,
            name: tables.facts.name.clone(),
            kind: tables.facts.kind,
            n_customers: tables.customers.len() as u32,
            changed_ms,
            removed_ms: None,
        }
    }
}
