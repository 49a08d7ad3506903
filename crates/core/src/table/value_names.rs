//! What the values of a column are called, where they are not words themselves: those that somebody has,
//! and those that a filter may still ask for when nobody has them any more.

use std::collections::BTreeSet;

use super::personality::personality_name;
use super::sex::sex_name;
use super::tables::Tables;
use crate::domain::class::Class;
use crate::domain::lens::{LensColumn, LensGroup};
use crate::domain::text::Text;
use crate::playbooks::{class_playbook, reason_name};
use crate::views::table::Column;

/// By the value, or by the stable name of a group. `choices`: the values that somebody has.
pub fn value_names(
    tables: &Tables,
    column: &Column,
    choices: &[(String, u32)],
) -> Vec<(String, Text)> {
    let given = choices.iter().map(|(value, _)| value.as_str());
    match column {
        Column::Reasons => {
            let known = Class::ALL.into_iter().flat_map(|class| &class_playbook(class).reasons);
            let keys: BTreeSet<&str> =
                known.map(|reason| reason.key.as_str()).chain(given).collect();
            keys.into_iter().map(|key| (key.to_owned(), reason_name(key))).collect()
        }
        Column::Sex => given.map(|word| (word.to_owned(), sex_name(word))).collect(),
        Column::Personality => {
            given.map(|word| (word.to_owned(), personality_name(word))).collect()
        }
        // By the user's own names; the others are called as usual.
        Column::Lens(LensColumn::SpendingTier) => {
            let lenses = &tables.facts.lenses;
            let tiers = (0..=u8::MAX).zip(&lenses.tiers).map(|(at, _)| LensGroup::Tier(at));
            tiers
                .filter_map(|tier| Some((tier.slug(), Text::from(lenses.own_name(tier)?))))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::value_names;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::lens::LensColumn;
    use crate::segments::derive;
    use crate::segments::test_tables::workspace;
    use crate::table::columns::describe;
    use crate::views::table::{Column, ColumnInfo};

    fn name<'a>(info: &'a ColumnInfo, value: &str) -> Option<(&'a str, &'a str)> {
        let (_, name) = info.names.iter().find(|(named, _)| named == value)?;
        Some((name.en.as_str(), name.zh.as_str()))
    }

    /// The last who had it may be gone, and a saved segment still asks for it.
    #[test]
    fn what_nobody_has_any_more_is_called_by_its_name() {
        let mut tables = workspace(vec![Customer::default()]);
        Arc::make_mut(&mut tables.facts).lenses.tiers[2].name = "Gold".into();
        let columns = describe(&tables, &derive(&tables, Day(20_000)));
        let info = |column: Column| columns.iter().find(|info| info.column == column).unwrap();

        let reasons = info(Column::Reasons);
        assert!(reasons.choices.is_empty());
        let no_money = ("Does not have the money now", "眼下手头紧");
        assert_eq!(name(reasons, "no-money-now"), Some(no_money));
        let tiers = info(Column::Lens(LensColumn::SpendingTier));
        assert!(tiers.groups.is_empty());
        assert_eq!(name(tiers, "tier-2"), Some(("Gold", "Gold")));
        // Nobody has named the lowest.
        assert_eq!(name(tiers, "tier-0"), None);
    }

    #[test]
    fn own_words_stand_beside_the_known_ones() {
        let tables = workspace(Vec::new());
        let choices = [("Too far away".to_owned(), 2), ("price".to_owned(), 1)];
        let names = value_names(&tables, &Column::Reasons, &choices);
        let of = |key: &str| names.iter().filter(|(named, _)| named == key).count();
        assert_eq!((of("Too far away"), of("price"), of("no-money-now")), (1, 1, 1));
        let (_, own) = names.iter().find(|(key, _)| key == "Too far away").unwrap();
        assert_eq!(own.zh, "Too far away");
        assert!(value_names(&tables, &Column::Region, &choices).is_empty());
    }
}
