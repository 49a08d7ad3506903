//! Which customers are listed and how: search, filters, order, columns, the saved view that is open,
//! who is opened, who is selected.
//! Survives leaving the page; the address carries it through a reload. Must not hold the rows.

pub mod address;
pub mod column_key;
pub mod rows;
pub mod unfinished;

use self::unfinished::Unfinished;
use std::collections::BTreeSet;

use leptos::prelude::{
    Effect, Get, GetUntracked, RwSignal, Set, Update, WithUntracked, use_context,
};
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::{CustomerId, DocumentId, WorkspaceId};
use meadow_core::views::table::{Column, Filter, TableQuery, Test};

use super::workspace::Workspace;

/// The name of the table in the settings that remember its columns.
pub const TABLE_NAME: &str = "customers";

/// What is listed, without the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub search: String,
    pub filters: Vec<Filter>,
    /// By this column; `true`: smallest first.
    pub sort: Option<(Column, bool)>,
    /// In this order; `None`: as this browser remembers them.
    pub columns: Option<Vec<Column>>,
    /// The saved view this listing began from; it may be gone.
    pub view: Option<DocumentId>,
    pub opened: Option<CustomerId>,
}

impl Default for Listing {
    /// Everybody, those who spent most in the last year first: leads, who have not, come last.
    fn default() -> Self {
        Self {
            search: String::new(),
            filters: Vec::new(),
            sort: Some((Column::SpendLastYear, false)),
            columns: None,
            view: None,
            opened: None,
        }
    }
}

impl Listing {
    /// The customers of a class; the leads expected there are another listing.
    pub fn of_class(class: Class) -> Self {
        let test = Test::ClassIs { classes: vec![class], expected: Some(false), borderline: None };
        Self { filters: vec![Filter { column: Column::Class, test }], ..Self::default() }
    }

    /// A saved view as it was saved.
    pub fn of_view(id: DocumentId, query: &TableQuery) -> Self {
        Self {
            search: query.search.clone(),
            filters: query.filters.clone(),
            sort: query.sort.clone(),
            columns: Some(query.columns.clone()),
            view: Some(id),
            opened: None,
        }
    }

    /// Does it list what `query` asks for, in the same way? The order of filters does not matter.
    pub fn lists_as(&self, query: &TableQuery, columns: &[Column]) -> bool {
        self.search.trim() == query.search.trim()
            && self.filters.len() == query.filters.len()
            && self.filters.iter().all(|filter| query.filters.contains(filter))
            && self.sort == query.sort
            && columns == query.columns
    }

    /// The question for these rows, without page and columns.
    pub fn query(&self) -> TableQuery {
        TableQuery {
            search: self.search.clone(),
            filters: self.filters.clone(),
            sort: self.sort.clone(),
            ..TableQuery::default()
        }
    }
}

/// The listing in use.
#[derive(Clone, Copy)]
pub struct CustomerTable {
    pub search: RwSignal<String>,
    pub filters: RwSignal<Vec<Filter>>,
    pub sort: RwSignal<Option<(Column, bool)>>,
    pub columns: RwSignal<Option<Vec<Column>>>,
    pub view: RwSignal<Option<DocumentId>>,
    pub opened: RwSignal<Option<CustomerId>>,
    pub selected: RwSignal<BTreeSet<CustomerId>>,
    /// The row the keyboard is at, counted from 0.
    pub current_row: RwSignal<u32>,
    /// Somebody is being added.
    pub is_adding: RwSignal<bool>,
    /// The reader asked for the search from elsewhere.
    pub is_search_wanted: RwSignal<bool>,
    pub unfinished: Unfinished,
}

impl CustomerTable {
    /// Everybody. What concerns one workspace is forgotten when another one is opened.
    pub fn new(workspace: Workspace) -> Self {
        let Listing { search, filters, sort, columns, view, opened } = Listing::default();
        let table = Self {
            search: RwSignal::new(search),
            filters: RwSignal::new(filters),
            sort: RwSignal::new(sort),
            columns: RwSignal::new(columns),
            view: RwSignal::new(view),
            opened: RwSignal::new(opened),
            selected: RwSignal::new(BTreeSet::new()),
            current_row: RwSignal::new(0),
            is_adding: RwSignal::new(false),
            is_search_wanted: RwSignal::new(false),
            unfinished: Unfinished::new(),
        };
        let revision = workspace.revision();
        Effect::new(move |before: Option<Option<WorkspaceId>>| {
            let now = revision.get().map(|(id, _)| id);
            let before = before.flatten();
            if before.is_some() && now.is_some() && before != now {
                table.set(Listing::default());
                table.selected.set(BTreeSet::new());
                table.unfinished.clear();
            }
            now.or(before)
        });
        table
    }

    /// The table in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the table above every component.
        use_context().expect("customer table in context")
    }

    /// What is listed; tracked.
    pub fn listing(self) -> Listing {
        Listing {
            search: self.search.get(),
            filters: self.filters.get(),
            sort: self.sort.get(),
            columns: self.columns.get(),
            view: self.view.get(),
            opened: self.opened.get(),
        }
    }

    /// Lists something else.
    pub fn set(self, listing: Listing) {
        let Listing { search, filters, sort, columns, view, opened } = listing;
        set_if_changed(self.search, search);
        set_if_changed(self.filters, filters);
        set_if_changed(self.sort, sort);
        set_if_changed(self.columns, columns);
        set_if_changed(self.view, view);
        set_if_changed(self.opened, opened);
    }

    /// Sorts by a column; by the same column again turns the order round.
    pub fn sort_by(self, column: Column, ascending_first: bool) {
        self.sort.update(|sort| {
            *sort = match sort.take() {
                Some((current, ascending)) if current == column => Some((column, !ascending)),
                _ => Some((column, ascending_first)),
            };
        });
        self.current_row.set(0);
    }

    /// Puts a filter in the place of those on the same column, or takes them away.
    pub fn set_filter(self, column: &Column, test: Option<Test>) {
        self.filters.update(|filters| {
            filters.retain(|filter| filter.column != *column);
            filters.extend(test.map(|test| Filter { column: column.clone(), test }));
        });
        self.current_row.set(0);
    }

    /// Selects a customer or takes it out of the selection.
    pub fn toggle_selected(self, id: CustomerId) {
        self.selected.update(|selected| {
            if !selected.remove(&id) {
                selected.insert(id);
            }
        });
    }

    pub fn clear_selection(self) {
        if self.selected.with_untracked(|selected| !selected.is_empty()) {
            self.selected.set(BTreeSet::new());
        }
    }
}

/// Keeps still where nothing is new, so that nothing is asked again.
fn set_if_changed<T: Clone + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}
