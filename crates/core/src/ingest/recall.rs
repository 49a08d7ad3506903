//! Is this file of a source whose files came in before? Known by the names of its columns, in any
//! order; new columns and missing ones are told. Must not know where profiles are kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::DocumentId;
use crate::table::documents::ImportProfile;
use crate::views::import::{
    ColumnRole, ConsentNote, DateOrder, DecimalMark, Dialect, ImportInspection, ImportMapping,
    RecalledProfile, UpdateRules,
};

/// Of all columns that either has, so many have to be in both, 0–1.
const LEAST_IN_COMMON: f64 = 0.75;

/// The profile that fits best, fitted to the columns of this file; of equals, the one used last.
pub fn recall(
    profiles: &[(DocumentId, ImportProfile)],
    seen: &ImportInspection,
) -> Option<RecalledProfile> {
    if !seen.dialect.has_header {
        return None;
    }
    let headers: BTreeSet<&str> = seen.columns.iter().map(|c| c.header.as_str()).collect();
    let likeness = |profile: &ImportProfile| {
        let own: BTreeSet<&str> = profile.headers.iter().map(String::as_str).collect();
        let n_both = own.intersection(&headers).count();
        n_both as f64 / own.union(&headers).count().max(1) as f64
    };
    let (_, (id, profile)) = profiles
        .iter()
        .map(|known| (likeness(&known.1), known))
        .filter(|(likeness, _)| *likeness >= LEAST_IN_COMMON)
        .max_by(|(a, one), (b, other)| a.total_cmp(b).then(one.1.used.cmp(&other.1.used)))?;
    let is_known = |header: &str| profile.headers.iter().any(|own| own == header);
    Some(RecalledProfile {
        id: *id,
        name: profile.name.clone(),
        used: profile.used,
        mapping: fit(profile, seen),
        columns_new: seen
            .columns
            .iter()
            .filter(|column| !is_known(&column.header))
            .map(|column| column.header.clone())
            .collect(),
        columns_missing: profile
            .headers
            .iter()
            .filter(|header| !headers.contains(header.as_str()))
            .cloned()
            .collect(),
    })
}

/// Does the profile's own way of reading a file differ in what decides where its names stand?
pub fn is_laid_out_otherwise(profile: &ImportProfile, dialect: &Dialect) -> bool {
    let own = &profile.mapping.dialect;
    (own.encoding, &own.delimiter, &own.sheet, own.header_row, own.n_header_rows)
        != (
            dialect.encoding,
            &dialect.delimiter,
            &dialect.sheet,
            dialect.header_row,
            dialect.n_header_rows,
        )
}

/// What the profile says of each column, by its name.
fn fit(profile: &ImportProfile, seen: &ImportInspection) -> ImportMapping {
    let place_of: BTreeMap<&str, usize> =
        profile.headers.iter().enumerate().map(|(at, header)| (header.as_str(), at)).collect();
    // Of each column of the file, the one of the profile.
    let places: Vec<Option<usize>> =
        seen.columns.iter().map(|column| place_of.get(column.header.as_str()).copied()).collect();
    let own = &profile.mapping;
    let mut columns: Vec<ColumnRole> = Vec::with_capacity(seen.columns.len());
    for (column, place) in seen.columns.iter().zip(&places) {
        let known = place.and_then(|at| own.columns.get(at));
        columns.push(known.cloned().unwrap_or_else(|| {
            let is_taken = own.columns.contains(&column.guess) || columns.contains(&column.guess);
            match column.guess != ColumnRole::Skip && is_taken {
                true => ColumnRole::custom(column.header.clone()),
                false => column.guess.clone(),
            }
        }));
    }
    let moved = |at: &u32| places.iter().position(|place| *place == Some(*at as usize));
    let here = |at: &u32| moved(at).map(|at| at as u32);
    let rules = UpdateRules {
        columns: own
            .rules
            .columns
            .iter()
            .filter_map(|(at, policy)| Some((here(at)?, *policy)))
            .collect(),
        blanks_erase: own.rules.blanks_erase.iter().filter_map(here).collect(),
        ..own.rules.clone()
    };
    let mut dialect = seen.dialect.clone();
    // What this file shows by itself counts more than what was said of the last one.
    if dialect.date_order == DateOrder::YearMonthDay {
        dialect.date_order = own.dialect.date_order;
    }
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let before = own.dialect.date_order_of(*place);
        let shown = seen.dialect.date_order_of(at);
        let order = if shown == DateOrder::YearMonthDay { before } else { shown };
        if order != dialect.date_order {
            dialect.column_date_orders.insert(at as u32, order);
        }
    }
    if own.dialect.decimal_mark == DecimalMark::Comma {
        dialect.decimal_mark = DecimalMark::Comma;
    }
    // Where and for what people of this source agree stays the same; the day was that of the last file.
    let consent = ConsentNote { day: None, ..own.consent.clone() };
    ImportMapping { dialect, columns, rules, consent }
}

#[cfg(test)]
mod tests {
    use super::recall;
    use crate::domain::day::Day;
    use crate::domain::ids::DocumentId;
    use crate::ingest::inspect;
    use crate::table::documents::ImportProfile;
    use crate::views::import::{
        ColumnRole, DateOrder, FieldPolicy, ImportMapping, RecalledProfile, UpdateRules,
    };

    /// As the first file was read: orders by day and month, telephones kept, a column of our own.
    fn profile() -> ImportProfile {
        let seen =
            inspect(b"name,phone,since,colour\nAnn,13800138001,03/04/2026,red\n", 100, "", None);
        let mut mapping = ImportMapping::new(
            seen.expect("a file").dialect,
            vec![
                ColumnRole::Name,
                ColumnRole::Phone,
                ColumnRole::KnownSince,
                ColumnRole::custom("Favourite"),
            ],
        );
        mapping.dialect.date_order = DateOrder::DayMonthYear;
        mapping.rules = UpdateRules {
            columns: [(1, FieldPolicy::Keep)].into(),
            blanks_erase: [3].into(),
            ..UpdateRules::default()
        };
        let headers = ["name", "phone", "since", "colour"].map(str::to_owned).to_vec();
        ImportProfile { name: "Till".into(), headers, mapping, used: Day(20_000) }
    }

    fn recall_for(file: &str) -> Option<RecalledProfile> {
        let seen = inspect(file.as_bytes(), file.len() as u64, "", None).expect("a file");
        recall(&[(DocumentId(7), profile())], &seen)
    }

    #[test]
    fn columns_are_known_by_name_in_any_order() {
        let known =
            recall_for("colour,since,name,phone\nblue,05/06/2026,Bo,13800138002\n").unwrap();
        assert_eq!((known.id, known.name.as_str()), (DocumentId(7), "Till"));
        assert_eq!(
            known.mapping.columns,
            [
                ColumnRole::custom("Favourite"),
                ColumnRole::KnownSince,
                ColumnRole::Name,
                ColumnRole::Phone,
            ]
        );
        assert_eq!(known.mapping.rules.columns, [(3, FieldPolicy::Keep)].into());
        assert_eq!(known.mapping.rules.blanks_erase, [0].into());
        assert_eq!(known.mapping.dialect.date_order_of(1), DateOrder::DayMonthYear);
        assert!(known.columns_new.is_empty() && known.columns_missing.is_empty());
    }

    #[test]
    fn a_column_more_or_less_is_told() {
        let known =
            recall_for("name,phone,since,colour,city\nBo,1,2026-01-02,red,Hefei\n").unwrap();
        assert_eq!(known.columns_new, ["city"]);
        assert_eq!(known.mapping.columns[4], ColumnRole::Region);
        let known = recall_for("name,phone,since\nBo,13800138002,2026-01-02\n").unwrap();
        assert_eq!(known.columns_missing, ["colour"]);
        assert!(known.mapping.rules.blanks_erase.is_empty());
    }

    #[test]
    fn what_the_file_shows_counts_more_than_the_last_one() {
        let known = recall_for("name,phone,since,colour\nBo,13800138002,12/25/2025,red\n").unwrap();
        assert_eq!(known.mapping.dialect.date_order_of(2), DateOrder::MonthDayYear);
    }

    #[test]
    fn another_file_is_not_known() {
        assert!(recall_for("name,price,since\nBo,12,2026-01-02\n").is_none());
        assert!(
            recall_for("Bo,13800138002,2026-01-02,red\nAnn,13800138001,2026-01-03,blue\n")
                .is_none()
        );
    }
}
