//! Can a file be read by this mapping at all? Asked before a byte of it is.

use std::collections::BTreeSet;

use super::matching::Identities;
use super::row_reader::MAX_COLUMNS;
use crate::views::import::{ColumnRole, FileProblem, ImportMapping, MatchKey};

/// # Errors
/// The mapping names nobody, gives a role twice, or half of an order.
pub fn check_mapping(mapping: &ImportMapping) -> Result<(), FileProblem> {
    if mapping.columns.len() > MAX_COLUMNS {
        return Err(FileProblem::TooManyColumns {
            n_columns: mapping.columns.len() as u32,
            limit: MAX_COLUMNS as u32,
        });
    }
    let mut seen = BTreeSet::new();
    for role in &mapping.columns {
        if *role != ColumnRole::Skip && !seen.insert(role) {
            return Err(FileProblem::RoleTwice { role: role.clone() });
        }
    }
    if !Identities::of(&mapping.columns, MatchKey::Any).any() {
        return Err(FileProblem::NobodyNamed);
    }
    let key = mapping.rules.key;
    if key != MatchKey::Any && !Identities::of(&mapping.columns, key).any_sure() {
        return Err(FileProblem::KeyNotMapped { key });
    }
    // The sum of an order stands in one column.
    if seen.contains(&ColumnRole::OrderAmount) && seen.contains(&ColumnRole::OrderTotal) {
        return Err(FileProblem::RoleTwice { role: ColumnRole::OrderTotal });
    }
    let has_amount =
        seen.contains(&ColumnRole::OrderAmount) || seen.contains(&ColumnRole::OrderTotal);
    match (seen.contains(&ColumnRole::OrderDate), has_amount) {
        (true, false) => Err(FileProblem::OrderIncomplete { missing: ColumnRole::OrderAmount }),
        (false, true) => Err(FileProblem::OrderIncomplete { missing: ColumnRole::OrderDate }),
        _ => Ok(()),
    }
}
