//! The rows of the table that are at hand: pages around what is visible, fetched as the reader
//! scrolls. Must not know how rows look, nor keep more than a reader can look at.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::{
    Effect, Get, GetUntracked, RwSignal, Set, Signal, StoredValue, Update, UpdateValue, With,
    WithUntracked, WithValue,
};
use leptos::task::spawn_local;
use meadow_core::protocol::{EngineError, GetCustomers};
use meadow_core::views::table::{Column, TablePage, TableQuery, TableRow};

use crate::platform::engine_client::EngineStatus;
use crate::state::workspace::Workspace;

const PAGE_ROWS: u32 = 100;
/// Pages kept; those farthest from what is visible go first.
const MOST_PAGES: usize = 30;

/// By their number.
type Pages = BTreeMap<u32, Vec<Arc<TableRow>>>;

/// The rows at hand. Lives as long as the page that shows them.
#[derive(Clone, Copy)]
pub struct CustomerRows {
    workspace: Workspace,
    query: Signal<Option<TableQuery>>,
    /// Rows that match, `None` until the first answer.
    pub n_matching: RwSignal<Option<u32>>,
    pub n_all: RwSignal<u32>,
    /// The columns of the rows at hand, which may still be those of the question before.
    pub columns: RwSignal<Arc<Vec<Column>>>,
    pub error: RwSignal<Option<EngineError>>,
    pages: RwSignal<Pages>,
    fetching: StoredValue<Fetching>,
}

#[derive(Clone, Debug, Default)]
struct Fetching {
    /// Numbers the questions; an answer to an older one is dropped.
    question: u64,
    /// The question whose answers are at hand.
    at_hand: u64,
    /// The question and page that was asked for and not answered yet.
    asked: Option<(u64, u32)>,
    first_visible: u32,
    end_visible: u32,
}

impl CustomerRows {
    /// Follows `query` (offset and limit are ours) and the revisions of the workspace.
    pub fn new(workspace: Workspace, query: Signal<Option<TableQuery>>) -> Self {
        let rows = Self {
            workspace,
            query,
            n_matching: RwSignal::new(None),
            n_all: RwSignal::new(0),
            columns: RwSignal::default(),
            error: RwSignal::new(None),
            pages: RwSignal::new(BTreeMap::new()),
            fetching: StoredValue::new(Fetching::default()),
        };
        let revision = workspace.revision();
        let status = workspace.engine.status();
        Effect::new(move |_| {
            let is_ready = status.get() == EngineStatus::Ready;
            if revision.get().is_some() && is_ready && query.with(Option::is_some) {
                rows.fetching.update_value(|fetching| {
                    fetching.question += 1;
                    fetching.asked = None;
                });
                rows.fetch();
            }
        });
        rows
    }

    /// Says which rows are visible, `end` not among them.
    pub fn show(self, first: u32, end: u32) {
        let _ = self.fetching.try_update_value(|fetching| {
            fetching.first_visible = first;
            fetching.end_visible = end;
        });
        self.fetch();
    }

    /// A row, while it is at hand; tracked.
    pub fn row(self, index: u32) -> Option<Arc<TableRow>> {
        self.pages.with(|pages| row_of(pages, index))
    }

    /// A row, while it is at hand.
    pub fn row_untracked(self, index: u32) -> Option<Arc<TableRow>> {
        self.pages.with_untracked(|pages| row_of(pages, index))
    }

    /// Asks for the next page that is wanted; one at a time, so that the last place scrolled to
    /// does not wait behind all those passed on the way.
    fn fetch(self) {
        let Some(Some((question, page))) = self.fetching.try_update_value(|fetching| {
            if fetching.asked.is_some() {
                return None;
            }
            let page = self.wanted_page(fetching)?;
            fetching.asked = Some((fetching.question, page));
            fetching.asked
        }) else {
            return;
        };
        let Some(query) = self.query.get_untracked() else { return };
        let columns = query.columns.clone();
        let table = TableQuery { offset: page * PAGE_ROWS, limit: PAGE_ROWS, ..query };
        spawn_local(async move {
            let answer = self.workspace.ask(GetCustomers { table }).await;
            let is_current = self.fetching.try_update_value(|fetching| {
                let is_current = fetching.asked == Some((question, page));
                if is_current {
                    fetching.asked = None;
                }
                is_current
            });
            if is_current == Some(true) {
                self.take(question, page, columns, answer);
            }
        });
    }

    fn take(
        self,
        question: u64,
        page: u32,
        columns: Vec<Column>,
        answer: Result<TablePage, EngineError>,
    ) {
        match answer {
            Ok(answer) => {
                let is_new = self.fetching.try_update_value(|fetching| {
                    std::mem::replace(&mut fetching.at_hand, question) != question
                }) == Some(true);
                let (first, _) = self.visible();
                let _ = self.pages.try_update(|pages| {
                    if is_new {
                        pages.clear();
                    }
                    pages.insert(page, answer.rows.into_iter().map(Arc::new).collect());
                    forget_far_pages(pages, first / PAGE_ROWS);
                });
                if is_new && self.columns.get_untracked().as_ref() != &columns {
                    self.columns.set(Arc::new(columns));
                }
                self.error.set(None);
                self.n_all.set(answer.n_all);
                if self.n_matching.get_untracked() != Some(answer.n_matching) {
                    self.n_matching.set(Some(answer.n_matching));
                }
                self.fetch();
            }
            // It is asked again once an engine is there.
            Err(EngineError::Stopped | EngineError::Cancelled | EngineError::NoWorkspace) => {}
            Err(error) => self.error.set(Some(error)),
        }
    }

    /// The first page that is visible, or about to be, and not at hand.
    fn wanted_page(self, fetching: &Fetching) -> Option<u32> {
        let first = fetching.first_visible / PAGE_ROWS;
        if fetching.at_hand != fetching.question {
            return Some(first);
        }
        let n_pages = self.n_matching.get_untracked()?.div_ceil(PAGE_ROWS);
        let last = (fetching.end_visible.max(1) - 1) / PAGE_ROWS;
        let around = [last + 1, first.saturating_sub(1), last + 2, first.saturating_sub(2)];
        let wanted = (first..=last).chain(around);
        self.pages.with_untracked(|pages| {
            wanted.into_iter().find(|page| *page < n_pages && !pages.contains_key(page))
        })
    }

    fn visible(self) -> (u32, u32) {
        self.fetching
            .try_with_value(|fetching| (fetching.first_visible, fetching.end_visible))
            .unwrap_or_default()
    }
}

fn row_of(pages: &Pages, index: u32) -> Option<Arc<TableRow>> {
    pages.get(&(index / PAGE_ROWS))?.get((index % PAGE_ROWS) as usize).cloned()
}

fn forget_far_pages(pages: &mut Pages, near: u32) {
    while pages.len() > MOST_PAGES {
        let farthest = pages.keys().copied().max_by_key(|page| page.abs_diff(near));
        match farthest {
            Some(page) => pages.remove(&page),
            None => break,
        };
    }
}
