//! Everybody under one lens: people put together by what a column holds of them, with what they are
//! worth. Any column does: few different values are groups as they are, many numbers or days are cut
//! into five groups as equal as can be.

use std::collections::BTreeMap;

use meadow_models::quantile::quantile_of_sorted;

use super::key::{Key, RankedKey, key, number_of};
use super::people_then::{PeopleThen, tells_of};
use super::spellings::spelling_key;
use crate::domain::cluster::ClusterMeasure;
use crate::domain::lens::LensColumn;
use crate::domain::money::Money;
use crate::playbooks::reason_name;
use crate::segments::Derived;
use crate::segments::purchases::{PurchaseFacts, Trend, YEAR_DAYS};
use crate::table::columns::{Value, group_cell, kind, label, value};
use crate::table::filter::Sieve;
use crate::table::tables::Tables;
use crate::views::lens::{LensKey, LensRow, LensView, PeopleThenView, TrendView};
use crate::views::table::{Cell, Column, ColumnKind, Filter, Test};

/// Words beyond so many are put together, the most frequent first.
const MOST_WORDS: usize = 24;
/// So many different numbers are groups as they are.
const MOST_NUMBERS: usize = 8;
/// Else they are cut into so many.
const N_CUTS: usize = 5;

/// Groups by what `column` holds.
pub fn view(tables: &Tables, derived: &Derived, column: &Column) -> LensView {
    let kind = kind(derived, column);
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    let mut all = Sums::default();
    let mut overlaps = false;
    for (place, customer) in tables.customers.iter().enumerate() {
        let facts = &derived.purchases[place];
        all.add(facts);
        match value(tables, customer, derived, place, column) {
            Value::Tags(tags) => {
                overlaps |= tags.len() > 1;
                for tag in tags {
                    sums.entry(Key::Word(tag.clone())).or_default().add(facts);
                }
            }
            Value::Reasons(reasons) => {
                overlaps |= reasons.len() > 1;
                for reason in reasons {
                    sums.entry(Key::Word(reason.key.clone())).or_default().add(facts);
                }
            }
            found => sums.entry(key(&found)).or_default().add(facts),
        }
    }
    let then = tells_of(column).then(|| derived.people_then(tables)).flatten();
    let numbers_then =
        then.map(|then| add_people_then(&mut sums, then, column)).unwrap_or_default();
    let rows = rows(tables, derived, column, kind, sums, &numbers_then);
    let is_cut = rows.iter().any(|row| matches!(row.key, LensKey::Between { .. }));
    LensView {
        column: column.clone(),
        label: label(tables, column),
        kind,
        // Notes are no groups, whoever has some.
        is_unknown: *column != Column::Notes && rows.iter().all(|row| row.key == LensKey::Missing),
        rows,
        overlaps,
        n_people: all.n_people,
        n_buyers: all.n_buyers,
        value: all.value,
        spend_lately: all.spend_lately,
        spend_before: all.spend_before,
        trend: derived.trend.map(trend_view),
        follows_recent_orders: follows_recent_orders(column),
        // Where few numbers are groups as they are, those of then would be in none.
        people_then: then
            .filter(|_| is_cut || numbers_then.is_empty())
            .map(|then| PeopleThenView { day: then.day, n_people: then.n_people }),
        data_end: derived.data_end,
    }
}

/// Notes how many were in each group then, also where nobody is by now. Numbers are handed back: into
/// which group each falls is known only when they are cut.
fn add_people_then(
    sums: &mut BTreeMap<Key, Sums>,
    then: &PeopleThen,
    column: &Column,
) -> Vec<(f64, u32)> {
    let mut numbers = Vec::new();
    for (key, n_people) in then.groups(column) {
        match key {
            Key::Number(bits) => numbers.push((number_of(*bits), n_people)),
            key => sums.entry(key.clone()).or_default().n_people_then = n_people,
        }
    }
    numbers
}

/// Are people put together by when, or how much, they bought lately? Then a trend of spend within the
/// groups only says again how they were made.
fn follows_recent_orders(column: &Column) -> bool {
    match column {
        Column::Class
        | Column::Stage
        | Column::Contribution
        | Column::Loyalty
        | Column::SpendLastYear
        | Column::LastPurchase
        // Whoever came lately has nothing to compare with.
        | Column::FirstPurchase
        | Column::Outlook(_) => true,
        Column::Lens(lens) => match lens {
            LensColumn::Rfm
            | LensColumn::RecencyScore
            | LensColumn::SpendingTier
            | LensColumn::Activity
            | LensColumn::Momentum
            | LensColumn::Relationship
            | LensColumn::Need
            | LensColumn::NextPurchase => true,
            LensColumn::FrequencyScore
            | LensColumn::MoneyScore
            | LensColumn::ValueTier
            | LensColumn::Decade
            | LensColumn::TargetAge => false,
        },
        Column::Cluster(clusters) => clusters
            .basis
            .measures()
            .iter()
            .any(|one| matches!(one, ClusterMeasure::Recency | ClusterMeasure::Tenure)),
        _ => false,
    }
}

fn trend_view(trend: Trend) -> TrendView {
    let (before_from, lately_from) = trend.begins();
    TrendView {
        n_days: trend.n_days as u32,
        before_from,
        lately_from,
        until: trend.end,
        is_of_years: trend.n_days == YEAR_DAYS,
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n_people: u32,
    n_buyers: u32,
    value: Money,
    spend_lately: Money,
    spend_before: Money,
    n_people_then: u32,
}

impl Sums {
    fn add(&mut self, facts: &PurchaseFacts) {
        self.n_people += 1;
        self.n_buyers += u32::from(facts.has_bought());
        self.value += facts.spend_total;
        self.spend_lately += facts.spend_lately;
        self.spend_before += facts.spend_before;
    }

    fn join(&mut self, other: Self) {
        self.n_people += other.n_people;
        self.n_buyers += other.n_buyers;
        self.value += other.value;
        self.spend_lately += other.spend_lately;
        self.spend_before += other.spend_before;
        self.n_people_then += other.n_people_then;
    }

    fn row(self, key: LensKey, filter: Option<Filter>) -> LensRow {
        let Self { n_people, n_buyers, value, spend_lately, spend_before, n_people_then } = self;
        let other_spellings = Vec::new();
        LensRow {
            key,
            other_spellings,
            filter,
            n_people,
            n_buyers,
            value,
            spend_lately,
            spend_before,
            n_people_then,
        }
    }
}

fn rows(
    tables: &Tables,
    derived: &Derived,
    column: &Column,
    kind: ColumnKind,
    sums: BTreeMap<Key, Sums>,
    numbers_then: &[(f64, u32)],
) -> Vec<LensRow> {
    let filter = |test| Some(Filter { column: column.clone(), test });
    let (mut ranked, mut words, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    let mut missing = None;
    for (key, sums) in sums {
        match key {
            Key::Ranked(_, key) => {
                let (cell, test) = ranked_row(tables, key);
                ranked.push(sums.row(LensKey::Value(cell), filter(test)));
            }
            Key::Word(word) => words.push((word, sums)),
            Key::Number(bits) => numbers.push((number_of(bits), sums)),
            Key::Missing => missing = Some(sums.row(LensKey::Missing, filter(Test::Filled(false)))),
        }
    }
    let mut words = joined_spellings(tables, derived, column, words);
    words.sort_by(|a, b| (b.sums.n_people, a.shown()).cmp(&(a.sums.n_people, b.shown())));
    let n_others = words.len().saturating_sub(MOST_WORDS);
    words.truncate(MOST_WORDS);
    let others = (n_others > 0).then(|| {
        let shown = words.iter().flat_map(|word| word.spellings.iter().cloned()).collect();
        let filter = Filter { column: column.clone(), test: Test::OtherThan(shown) };
        let n_values = n_others as u32;
        listed(tables, derived, &filter).row(LensKey::Others { n_values }, Some(filter))
    });
    let words = words.into_iter().map(|word| {
        let cell = match column {
            Column::Reasons => Cell::Reasons(vec![reason_name(word.shown())]),
            _ => Cell::Text(word.shown().to_owned()),
        };
        let other_spellings = word.spellings[1..].to_vec();
        let row = word.sums.row(LensKey::Value(cell), filter(Test::AnyOf(word.spellings)));
        LensRow { other_spellings, ..row }
    });
    let numbers = number_rows(&filter, kind, numbers, numbers_then);
    ranked.into_iter().chain(numbers).chain(words).chain(others).chain(missing).collect()
}

/// A word in all its spellings.
struct Word {
    /// At least one; the most frequent first.
    spellings: Vec<String>,
    sums: Sums,
}

impl Word {
    fn shown(&self) -> &str {
        &self.spellings[0]
    }
}

/// Words that differ in nothing but spelling as one. Reasons are told apart by their keys, which nobody
/// types.
fn joined_spellings(
    tables: &Tables,
    derived: &Derived,
    column: &Column,
    words: Vec<(String, Sums)>,
) -> Vec<Word> {
    if *column == Column::Reasons {
        let alone = |(word, sums)| Word { spellings: vec![word], sums };
        return words.into_iter().map(alone).collect();
    }
    let mut groups: BTreeMap<String, Vec<(String, Sums)>> = BTreeMap::new();
    for (word, sums) in words {
        groups.entry(spelling_key(&word)).or_default().push((word, sums));
    }
    let join = |mut spelled: Vec<(String, Sums)>| {
        spelled.sort_by(|(a, of_a), (b, of_b)| (of_b.n_people, a).cmp(&(of_a.n_people, b)));
        let mut sums = Sums::default();
        spelled.iter().for_each(|(_, own)| sums.join(*own));
        let spellings: Vec<String> = spelled.into_iter().map(|(word, _)| word).collect();
        // Whoever has a tag in two spellings is one person.
        if *column == Column::Tags && spellings.len() > 1 {
            let test = Test::AnyOf(spellings.clone());
            sums = listed(tables, derived, &Filter { column: column.clone(), test });
        }
        Word { spellings, sums }
    };
    groups.into_values().map(join).collect()
}

/// Who passes a filter, each once: who has several of the further tags is one person in their list.
fn listed(tables: &Tables, derived: &Derived, filter: &Filter) -> Sums {
    let sieve = Sieve::new(filter);
    let mut sums = Sums::default();
    for (place, customer) in tables.customers.iter().enumerate() {
        if sieve.passes(tables, customer, derived, place) {
            sums.add(&derived.purchases[place]);
        }
    }
    sums
}

fn ranked_row(tables: &Tables, key: RankedKey) -> (Cell, Test) {
    match key {
        RankedKey::Group(group) => (group_cell(tables, group), Test::GroupIs(vec![group])),
        RankedKey::Stage(stage) => (Cell::Stage(stage), Test::StageIs(vec![stage])),
        RankedKey::Permission(permission) => {
            (Cell::Permission(permission), Test::PermissionIs(vec![permission]))
        }
        RankedKey::YesNo(yes) => (Cell::YesNo(yes), Test::IsYes(yes)),
        RankedKey::Class(placed) => {
            let test = Test::ClassIs {
                classes: vec![placed.class],
                expected: Some(placed.expected),
                borderline: None,
            };
            (Cell::Class(placed), test)
        }
        RankedKey::Unplaced => (Cell::Unplaced, Test::Unplaced),
        RankedKey::Blocked => (Cell::Blocked, Test::BlockedOr(Vec::new())),
    }
}

/// Few numbers as they are, many as five groups of as many people each as ties allow. Whose number was
/// between two of these groups then is counted in the higher, beyond all in the nearest.
fn number_rows(
    filter: &dyn Fn(Test) -> Option<Filter>,
    kind: ColumnKind,
    numbers: Vec<(f64, Sums)>,
    numbers_then: &[(f64, u32)],
) -> Vec<LensRow> {
    let exactly = |number: f64| Test::Between { low: Some(number), high: Some(number) };
    if numbers.len() <= MOST_NUMBERS {
        let row = |(number, sums): (f64, Sums)| {
            sums.row(LensKey::Value(Cell::of_number(kind, number)), filter(exactly(number)))
        };
        return numbers.into_iter().map(row).collect();
    }
    let sorted: Vec<f64> = numbers
        .iter()
        .flat_map(|(number, sums)| std::iter::repeat_n(*number, sums.n_people as usize))
        .collect();
    let cuts: Vec<f64> = (1..N_CUTS)
        .filter_map(|cut| quantile_of_sorted(&sorted, cut as f64 / N_CUTS as f64))
        .collect();
    let mut groups: BTreeMap<usize, (f64, f64, Sums)> = BTreeMap::new();
    for (number, sums) in numbers {
        let place = cuts.iter().filter(|cut| **cut < number).count();
        let group = groups.entry(place).or_insert((number, number, Sums::default()));
        group.1 = number;
        group.2.join(sums);
    }
    let mut groups: Vec<(f64, f64, Sums)> = groups.into_values().collect();
    let last = groups.len().saturating_sub(1);
    for (number, n_people) in numbers_then {
        let at = groups.iter().position(|(_, high, _)| number <= high).unwrap_or(last);
        if let Some((.., sums)) = groups.get_mut(at) {
            sums.n_people_then += n_people;
        }
    }
    let row = |(low, high, sums): (f64, f64, Sums)| {
        let test = Test::Between { low: Some(low), high: Some(high) };
        sums.row(LensKey::Between { low, high }, filter(test))
    };
    groups.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::view;
    use crate::domain::blacklist::{BlockedBy, BlockedContact};
    use crate::domain::consent::{OptOut, Permission};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::segments::derive;
    use crate::segments::test_tables::workspace;
    use crate::table::documents::Document;
    use crate::table::query::matching_ids;
    use crate::views::lens::LensKey;
    use crate::views::table::{Cell, Column, Filter, TableQuery, Test};

    /// 1 may be asked, 2 and 4 are on the blacklist, 3 refused all.
    #[test]
    fn whoever_is_blocked_is_a_group_with_its_people() {
        let person = |key: &str| Customer { key: key.into(), ..Customer::default() };
        let mut people = ["A", "B", "C", "D"].map(person);
        people[2].consent.opt_out = Some(OptOut::default());
        let mut tables = workspace(people.into());
        let entry = |key: &str| BlockedContact {
            by: BlockedBy::Key,
            value: key.into(),
            reason: String::new(),
            day: Day(0),
        };
        tables.add_document(Document::Blacklist(vec![entry("B"), entry("D")]));
        let derived = derive(&tables, Day(20_000));
        let listed = |filter: Filter| {
            let query = TableQuery { filters: vec![filter], ..TableQuery::default() };
            let ids = matching_ids(&tables, &derived, &query);
            ids.into_iter().map(|id| id.0).collect::<Vec<u32>>()
        };
        let lens = view(&tables, &derived, &Column::MayInvite);
        let blocked = LensKey::Value(Cell::Blocked);
        let row = lens.rows.iter().find(|row| row.key == blocked).unwrap();
        assert_eq!((row.n_people, listed(row.filter.clone().unwrap())), (2, vec![2, 4]));
        for row in &lens.rows {
            let filter = row.filter.clone().unwrap();
            assert_eq!(listed(filter).len(), row.n_people as usize, "{:?}", row.key);
        }
        let or_refused = Test::BlockedOr(vec![Permission::Refused]);
        assert_eq!(listed(Filter { column: Column::MayInvite, test: or_refused }), [2, 3, 4]);
    }
}
