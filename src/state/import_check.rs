//! The sample check of the file in hand: asked again a moment after the columns or the way of
//! reading change. Must not know how any of it looks.

use super::engine::Asked;
use super::import_session::ImportSession;
use super::workspace::Workspace;
use leptos::prelude::{Effect, Get, RwSignal, Set, With, debounce, use_context};
use meadow_core::protocol::{CheckColumns, SourceId};
use meadow_core::views::import::{ColumnRole, ImportMapping};
use meadow_core::views::import_check::ColumnCheck;
use std::time::Duration;

/// Roles are often set one after the other.
const CHECK_AFTER: Duration = Duration::from_millis(400);

/// From this share of its filled cells on, a column's unreadable ones are pointed out.
const MUCH_UNREADABLE: f64 = 0.02;
/// The same for those that are odd or unreadable.
const MUCH_TROUBLE: f64 = 0.2;

/// What was found in every column.
#[derive(Clone, Copy)]
pub struct ImportCheck {
    asked: Asked<Vec<ColumnCheck>>,
}

impl ImportCheck {
    /// Follows the import in hand for as long as the calling component is on screen.
    pub fn follow(session: ImportSession) -> Self {
        let wanted = RwSignal::new(None::<(SourceId, ImportMapping, Option<String>)>);
        let mut ask_later = debounce(CHECK_AFTER, move |question| {
            let _ = wanted.try_set(question);
        });
        Effect::new(move |_| {
            let source = session.file.with(|file| file.as_ref().map(|file| file.source));
            let dialect = session.inspection.with(|inspection| {
                inspection.as_ref().map(|inspection| inspection.dialect.clone())
            });
            let roles = session.roles.get();
            // The rules for known customers change nothing about how a cell reads.
            let mapping = dialect.map(|dialect| ImportMapping::new(dialect, roles));
            let currency = session.chosen_currency();
            ask_later(source.zip(mapping).map(|(source, mapping)| (source, mapping, currency)));
        });
        let asked = Workspace::expect().engine.asked(move || {
            let (source, mapping, currency) = wanted.get()?;
            Some(CheckColumns { source, mapping, currency })
        });
        Self { asked }
    }

    /// The check of the page around.
    pub fn expect() -> Self {
        // cannot fail: the import page provides it above the table of columns.
        use_context().expect("import check in context")
    }

    /// What was found in the column at `index`, from 0; tracked. `None` until it is there.
    pub fn of_column(self, index: usize, header: &str) -> Option<ColumnCheck> {
        self.asked.answer.with(|columns| {
            let found = columns.as_ref()?.iter().find(|check| check.column as usize == index)?;
            // While the file is being read another way, the last answer speaks of other columns.
            (found.header == header && found.n_rows > 0).then(|| found.clone())
        })
    }

    /// Columns that the reader should see to before the import; tracked.
    pub fn troubled(self) -> Vec<ColumnCheck> {
        self.asked.answer.with(|columns| {
            let columns = columns.iter().flat_map(|columns| columns.iter());
            columns.filter(|check| has_much_trouble(check)).cloned().collect()
        })
    }

    /// Columns with times by another clock, whose day may not be the one it was here; tracked.
    pub fn by_another_clock(self) -> Vec<ColumnCheck> {
        self.asked.answer.with(|columns| {
            let columns = columns.iter().flat_map(|columns| columns.iter());
            columns.filter(|check| stays_as_written(check)).cloned().collect()
        })
    }
}

fn stays_as_written(check: &ColumnCheck) -> bool {
    let is_used = check.role != ColumnRole::Skip;
    is_used && check.dates.as_ref().is_some_and(|dates| dates.n_other_clock > 0)
}

fn has_much_trouble(check: &ColumnCheck) -> bool {
    let n_filled = check.n_rows.saturating_sub(check.n_empty);
    if check.role == ColumnRole::Skip || n_filled == 0 {
        return false;
    }
    let share = |n: u32| f64::from(n) / f64::from(n_filled);
    // Of two currencies added up, even one cell is too many.
    !check.currencies.is_empty()
        || share(check.n_invalid) > MUCH_UNREADABLE
        || share(check.n_invalid + check.n_suspicious) > MUCH_TROUBLE
}

#[cfg(test)]
mod tests {
    use super::{has_much_trouble, stays_as_written};
    use meadow_core::views::import::{ColumnRole, DateOrder, ValueKind};
    use meadow_core::views::import_check::{ColumnCheck, DateDecision, Spread};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn column(role: ColumnRole, [n_empty, n_valid, n_odd, n_invalid]: [u32; 4]) -> ColumnCheck {
        ColumnCheck {
            column: 0,
            header: String::new(),
            role,
            reads_as: ValueKind::Phone,
            n_rows: n_empty + n_valid + n_odd + n_invalid,
            n_empty,
            n_valid,
            n_suspicious: n_odd,
            n_invalid,
            n_distinct: n_valid,
            spread: Spread::Nothing,
            troubles: Vec::new(),
            examples: Vec::new(),
            outliers: Vec::new(),
            dates: None,
            translated: Vec::new(),
            currencies: Vec::new(),
        }
    }

    #[track_caller]
    fn check(role: ColumnRole, cells: [u32; 4], expected: bool) {
        assert_eq!(has_much_trouble(&column(role, cells)), expected);
    }

    #[test]
    fn a_few_odd_cells_are_not_worth_a_warning() {
        check(ColumnRole::Phone, [0, 95, 4, 1], false);
        check(ColumnRole::Phone, [0, 95, 0, 5], true);
        check(ColumnRole::Phone, [0, 70, 30, 0], true);
        check(ColumnRole::Phone, [900, 95, 0, 5], true);
        check(ColumnRole::Phone, [100, 0, 0, 0], false);
        check(ColumnRole::Skip, [0, 0, 0, 100], false);
    }

    #[test]
    fn even_one_time_by_another_clock_is() {
        let check = |role: ColumnRole, n_other_clock: u32, expected: bool| {
            let dates = DateDecision {
                order: DateOrder::YearMonthDay,
                n_plain: 100,
                n_day_first: 0,
                n_month_first: 0,
                n_either: 0,
                n_serials: 0,
                n_converted: 0,
                n_other_clock,
            };
            let column = ColumnCheck { dates: Some(dates), ..column(role, [0, 100, 0, 0]) };
            assert_eq!(stays_as_written(&column), expected);
        };
        check(ColumnRole::OrderDate, 1, true);
        check(ColumnRole::OrderDate, 0, false);
        check(ColumnRole::Skip, 1, false);
        assert!(!stays_as_written(&column(ColumnRole::Phone, [0, 100, 0, 0])));
    }
}
