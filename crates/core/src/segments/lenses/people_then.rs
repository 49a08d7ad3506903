//! How many people were in each group of a lens when the latest stretch of the trend began: what is told of
//! groups that recent orders make, where a trend of spend would only say how they were made.
//!
//! Everybody is put together anew as of the day before (`as_of`), by the same rules and the settings of now.
//! Kept are the counts alone. Must not know how they are shown.

use std::collections::BTreeMap;

use super::key::{Key, key};
use crate::domain::day::Day;
use crate::domain::lens::LensColumn;
use crate::segments::as_of::as_of;
use crate::segments::derive;
use crate::segments::purchases::Trend;
use crate::table::columns::value;
use crate::table::tables::Tables;
use crate::views::table::Column;

/// Groups that mean the same on any day. Fifths do not, nor do days; what is to be expected takes too long
/// to work out twice.
const COLUMNS: [Column; 8] = [
    Column::Class,
    Column::Stage,
    Column::Lens(LensColumn::Rfm),
    Column::Lens(LensColumn::SpendingTier),
    Column::Lens(LensColumn::Activity),
    Column::Lens(LensColumn::Momentum),
    Column::Lens(LensColumn::Relationship),
    Column::Lens(LensColumn::Need),
];

pub struct PeopleThen {
    /// At the end of which day.
    pub day: Day,
    /// Who was known by then.
    pub n_people: u32,
    counts: Vec<(Column, BTreeMap<Key, u32>)>,
}

/// Is it told of the groups by this column?
pub fn tells_of(column: &Column) -> bool {
    COLUMNS.contains(column)
}

impl PeopleThen {
    pub fn of(tables: &Tables, trend: Trend) -> Self {
        let (_, lately_from) = trend.begins();
        let day = lately_from.plus_days(-1);
        let tables = as_of(tables, day);
        let derived = derive(&tables, day);
        let mut counts = COLUMNS.map(|column| (column, BTreeMap::new()));
        for (place, customer) in tables.customers.iter().enumerate() {
            for (column, counts) in &mut counts {
                let found = value(&tables, customer, &derived, place, column);
                *counts.entry(key(&found)).or_default() += 1;
            }
        }
        let n_people = u32::try_from(tables.customers.len()).unwrap_or(u32::MAX);
        Self { day, n_people, counts: counts.into() }
    }

    /// The groups that anybody was in, in their order; none where it is not told of the column.
    pub(super) fn groups(&self, column: &Column) -> impl Iterator<Item = (&Key, u32)> {
        let own = self.counts.iter().find(|(one, _)| one == column);
        own.into_iter().flat_map(|(_, counts)| counts).map(|(key, n_people)| (key, *n_people))
    }
}
