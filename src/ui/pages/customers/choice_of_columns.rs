//! Which columns the table shows: those of the saved view that is open, else the reader's choice,
//! else those that have something to say.

use crate::state::customer_table::column_key::{column_of, key_of};
use crate::state::customer_table::{CustomerTable, TABLE_NAME};
use crate::state::settings::Settings;
use leptos::prelude::*;
use meadow_core::views::table::{Column, ColumnInfo};

/// Columns shown until the reader chooses.
const N_PROPOSED: usize = 7;

/// The columns in the order in which they are proposed; the first with content are taken.
const PROPOSED: [Column; 12] = [
    Column::Class,
    Column::Contribution,
    Column::Loyalty,
    Column::SpendLastYear,
    Column::LastPurchase,
    Column::Stage,
    Column::MayInvite,
    Column::Phone,
    Column::Region,
    Column::Company,
    Column::LeadSource,
    Column::Email,
];

/// The columns to show, without the name, which is always there. Empty until `known` is there.
pub fn visible_columns(known: Signal<Vec<ColumnInfo>>) -> Signal<Vec<Column>> {
    let chosen = Settings::expect().columns(TABLE_NAME);
    let of_listing = CustomerTable::expect().columns;
    Memo::new(move |_| {
        known.with(|known| {
            if let Some(columns) = of_listing.get() {
                return columns.into_iter().filter(|column| is_known(known, column)).collect();
            }
            chosen.with(|chosen| match chosen {
                Some(keys) => chosen_columns(keys, known),
                None => proposed_columns(known),
            })
        })
    })
    .into()
}

/// Shows these columns: with the listing where that has its own, else from now on in this browser.
pub fn choose_columns(table: CustomerTable, settings: Settings, columns: Vec<Column>) {
    if table.columns.with_untracked(Option::is_some) {
        table.columns.set(Some(columns));
    } else {
        settings.set_columns(TABLE_NAME, columns.iter().map(key_of).collect());
    }
}

/// A column of another workspace is passed over, not forgotten.
fn chosen_columns(keys: &[String], known: &[ColumnInfo]) -> Vec<Column> {
    let columns = keys.iter().filter_map(|key| column_of(key));
    columns.filter(|column| is_known(known, column)).collect()
}

fn is_known(known: &[ColumnInfo], column: &Column) -> bool {
    known.iter().any(|info| info.column == *column)
}

fn proposed_columns(known: &[ColumnInfo]) -> Vec<Column> {
    // Whether somebody may be invited is shown even where nobody has been asked: that is an answer too.
    let has_content = |column: &&Column| {
        let must = **column == Column::MayInvite;
        known.iter().any(|info| info.column == **column && (must || info.n_filled > 0))
    };
    PROPOSED.iter().filter(has_content).take(N_PROPOSED).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{chosen_columns, proposed_columns};
    use meadow_core::views::table::{Column, ColumnInfo, ColumnKind};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn info(column: Column, n_filled: u32) -> ColumnInfo {
        let (kind, label, choices) = (ColumnKind::Text, None, Vec::new());
        let (groups, names) = (Vec::new(), Vec::new());
        let (has_repeats, n_misfits) = (false, 0);
        ColumnInfo { column, kind, label, choices, names, groups, n_filled, has_repeats, n_misfits }
    }

    #[test]
    fn empty_columns_are_not_proposed() {
        let known = [info(Column::Loyalty, 0), info(Column::Phone, 3), info(Column::Class, 1)];
        assert_eq!(proposed_columns(&known), [Column::Class, Column::Phone]);
    }

    #[test]
    fn a_chosen_column_that_is_not_here_is_passed_over() {
        let known = [info(Column::Phone, 0)];
        let keys = ["field.pet".to_owned(), "phone".to_owned(), "nonsense".to_owned()];
        assert_eq!(chosen_columns(&keys, &known), [Column::Phone]);
    }
}
