//! Rows of files that are being repaired: what was typed into them and not yet brought in. Asks
//! before the browser's page goes with something in it. Must not know what the columns mean.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::{
    GetUntracked, RwSignal, Set, Update, With, WithUntracked, window_event_listener_untyped,
};
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{EngineError, GetQuarantine, RepairedRow};
use meadow_core::table::documents::QuarantinedRow;
use meadow_core::views::import::{ImportReport, QuarantinePage, RejectReason};

use crate::state::workspace::Workspace;

/// The most that are answered at once.
const MOST_AT_ONCE: u32 = 200;

/// A row of an import.
type Place = (DocumentId, u64);

/// What is being repaired.
#[derive(Clone, Copy)]
pub struct RowRepairs {
    workspace: Workspace,
    /// The import whose rows are shown; `None`: the newest that has any.
    pub chosen: RwSignal<Option<DocumentId>>,
    /// Rows of it that are to be given up.
    pub selected: RwSignal<BTreeSet<u64>>,
    edits: RwSignal<BTreeMap<Place, Vec<String>>>,
    /// What was wrong with rows when they were last tried.
    tried: RwSignal<BTreeMap<Place, RejectReason>>,
}

impl RowRepairs {
    pub(super) fn new(workspace: Workspace) -> Self {
        let edits = RwSignal::new(BTreeMap::<Place, Vec<String>>::new());
        // Listens as long as the page lives: what was typed is kept only here.
        let _ = window_event_listener_untyped("beforeunload", move |event| {
            if edits.with_untracked(|edits| !edits.is_empty()) {
                event.prevent_default();
            }
        });
        Self {
            workspace,
            chosen: RwSignal::new(None),
            selected: RwSignal::new(BTreeSet::new()),
            edits,
            tried: RwSignal::new(BTreeMap::new()),
        }
    }

    /// Shows the rows of another import.
    pub fn choose(self, import: DocumentId) {
        if self.chosen.get_untracked() != Some(import) {
            self.chosen.set(Some(import));
            self.selected.set(BTreeSet::new());
        }
    }

    /// The cells of a row as they were typed; `None`: nothing was.
    pub fn typed(self, import: DocumentId, row: u64) -> Option<Vec<String>> {
        self.edits.with_untracked(|edits| edits.get(&(import, row)).cloned())
    }

    /// Whether a row was changed; tracked.
    pub fn is_edited(self, import: DocumentId, row: u64) -> bool {
        self.edits.with(|edits| edits.contains_key(&(import, row)))
    }

    /// Why a row was refused when it was last tried; tracked.
    pub fn refused(self, import: DocumentId, row: u64) -> Option<RejectReason> {
        self.tried.with(|tried| tried.get(&(import, row)).copied())
    }

    /// Rows of an import that were changed; tracked.
    pub fn n_edited(self, import: DocumentId) -> usize {
        self.edits.with(|edits| edits.keys().filter(|(own, _)| *own == import).count())
    }

    /// Rows of all imports that were changed.
    pub fn n_edited_in_all(self) -> usize {
        self.edits.with_untracked(BTreeMap::len)
    }

    /// Keeps what was typed into a cell; a row that is as it was is forgotten.
    pub fn type_into(self, import: DocumentId, row: &QuarantinedRow, column: usize, text: String) {
        self.edits.update(|edits| {
            let place = (import, row.row);
            let cells = edits.entry(place).or_insert_with(|| row.cells.clone());
            let n_cells = cells.len().max(column + 1);
            cells.resize(n_cells, String::new());
            cells[column] = text;
            if is_same(cells, &row.cells) {
                edits.remove(&place);
            }
        });
    }

    /// Whether a row is to be brought in as it stands; tracked.
    pub fn is_brought_as_it_is(self, import: DocumentId, row: &QuarantinedRow) -> bool {
        self.edits.with(|edits| {
            edits.get(&(import, row.row)).is_some_and(|cells| is_same(cells, &row.cells))
        })
    }

    /// Brings a row in as it stands with those that are changed, or does not.
    pub fn bring_as_it_is(self, import: DocumentId, row: &QuarantinedRow, is_on: bool) {
        self.edits.update(|edits| match is_on {
            true => {
                edits.insert((import, row.row), row.cells.clone());
            }
            false => {
                edits.remove(&(import, row.row));
            }
        });
    }

    /// The changed rows of an import as they are to be read.
    pub fn repaired(self, import: DocumentId, n_columns: usize) -> Vec<RepairedRow> {
        self.edits.with_untracked(|edits| {
            let own = edits.iter().filter(|((of, _), _)| *of == import);
            own.map(|((_, row), cells)| RepairedRow {
                row: *row,
                cells: without_empty_end(cells, n_columns),
            })
            .collect()
        })
    }

    /// The rows were brought in, or stay as they were typed: nothing of them is open any more.
    pub fn close(self, import: DocumentId, rows: impl IntoIterator<Item = u64>) {
        let places: Vec<Place> = rows.into_iter().map(|row| (import, row)).collect();
        self.edits.update(|edits| edits.retain(|place, _| !places.contains(place)));
        self.tried.update(|tried| tried.retain(|place, _| !places.contains(place)));
    }

    /// Not one of the rows could come in: keeps what is wrong with each, as far as it is named.
    pub fn keep_refusals(self, import: DocumentId, rows: &[RepairedRow], report: &ImportReport) {
        let counts = report.rejected.iter().chain(&report.orders_rejected);
        let named = counts.flat_map(|count| {
            count.examples.iter().filter_map(|example| {
                // The header was row 1 of what was read, so the first repaired row was row 2.
                let at = usize::try_from(example.row).ok()?.checked_sub(2)?;
                Some(((import, rows.get(at)?.row), count.reason))
            })
        });
        self.tried.update(|tried| tried.extend(named));
    }

    /// Forgets rows that do not wait any more, because they were repaired or given up elsewhere.
    ///
    /// # Errors
    /// The engine's.
    pub async fn forget_gone(self, import: DocumentId) -> Result<(), EngineError> {
        let waiting: BTreeSet<u64> =
            self.all_rows(import).await?.rows.iter().map(|row| row.row).collect();
        self.edits.update(|edits| {
            edits.retain(|(own, row), _| *own != import || waiting.contains(row));
        });
        Ok(())
    }

    /// All rows of an import that wait, as they are stored.
    ///
    /// # Errors
    /// The engine's.
    pub async fn all_rows(self, import: DocumentId) -> Result<QuarantinePage, EngineError> {
        let ask =
            |offset| self.workspace.ask(GetQuarantine { import, offset, limit: MOST_AT_ONCE });
        let mut all = ask(0).await?;
        while (all.rows.len() as u32) < all.n_rows {
            let next = ask(all.rows.len() as u32).await?.rows;
            if next.is_empty() {
                break;
            }
            all.rows.extend(next);
        }
        Ok(all)
    }

    pub(super) fn clear(self) {
        self.chosen.set(None);
        self.selected.set(BTreeSet::new());
        self.edits.set(BTreeMap::new());
        self.tried.set(BTreeMap::new());
    }
}

/// Cells that are missing at the end are empty.
fn is_same(one: &[String], other: &[String]) -> bool {
    without_empty_end(one, 0) == without_empty_end(other, 0)
}

/// Without empty cells behind the last column: a row is not too long because of them.
fn without_empty_end(cells: &[String], n_columns: usize) -> Vec<String> {
    let n_filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    cells[..n_filled.max(n_columns.min(cells.len()))].to_vec()
}

#[cfg(test)]
mod tests {
    use super::{is_same, without_empty_end};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn empty_cells_at_the_end_do_not_count() {
        assert!(is_same(&cells(&["a", "", ""]), &cells(&["a"])));
        assert!(!is_same(&cells(&["a", "b"]), &cells(&["a"])));
        assert_eq!(without_empty_end(&cells(&["a", "", "", ""]), 2), cells(&["a", ""]));
        assert_eq!(without_empty_end(&cells(&["a", "", "c", " "]), 2), cells(&["a", "", "c"]));
        assert_eq!(without_empty_end(&cells(&["a"]), 3), cells(&["a"]));
    }
}
