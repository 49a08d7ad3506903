//! Search, filters, order and pages over a small workspace and over made-up ones.

use std::sync::Arc;

use proptest::prelude::*;

use super::query::{TableOrder, columns, matching_ids, page};
use super::tables::Tables;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, OptOut, Permission};
use crate::domain::customer::{ClassOverride, Customer, CustomerNote, Stage};
use crate::domain::day::Day;
use crate::domain::workspace::{CustomField, WorkspaceFacts};
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::views::table::{Cell, Column, ColumnKind, Filter, TableQuery, Test};

const TODAY: Day = Day(20_000);

fn pet_shop() -> Tables {
    let person =
        |key: &str, name: &str, region: &str, tags: &[&str], fields: &[(&str, &str)]| Customer {
            key: key.into(),
            name: name.into(),
            region: region.into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            fields: fields
                .iter()
                .map(|(key, cell)| ((*key).to_owned(), (*cell).to_owned()))
                .collect(),
            ..Customer::default()
        };
    let mut tables = workspace(vec![
        person(
            "10",
            "Zhao 赵",
            "East",
            &["vip"],
            &[("age", "3"), ("born", "2024-01-05"), ("pet", "dog")],
        ),
        person("9", "adams", "West", &[], &[("age", "12"), ("born", "2023-07-01"), ("pet", "cat")]),
        person("00123", "Brown", "East", &["new", "vip"], &[("age", "0.5"), ("pet", "dog")]),
        person("", "", "", &[], &[("born", "2025年2月3日"), ("pet", "cat")]),
    ]);
    let field = |key: &str| CustomField { key: key.into(), label: key.to_uppercase(), kind: None };
    let custom_fields = vec![field("age"), field("born"), field("pet")];
    tables.facts = Arc::new(WorkspaceFacts { custom_fields, ..WorkspaceFacts::default() });
    add_orders(&mut tables, vec![order(1, 100, 5_000), order(1, 110, 5_000), order(3, 50, 100)]);
    tables
}

fn custom(key: &str) -> Column {
    Column::Custom(key.into())
}

#[track_caller]
fn check(query: TableQuery, expected: &[u32]) {
    let tables = pet_shop();
    let ids = matching_ids(&tables, &derive(&tables, TODAY), &query);
    assert_eq!(ids.iter().map(|id| id.0).collect::<Vec<_>>(), expected, "{query:?}");
}

#[track_caller]
fn check_filter(column: Column, test: Test, expected: &[u32]) {
    check(TableQuery { filters: vec![Filter { column, test }], ..TableQuery::default() }, expected);
}

#[test]
fn every_test_on_its_columns() {
    let between = |low, high| Test::Between { low, high };
    let any_of =
        |texts: &[&str]| Test::AnyOf(texts.iter().map(|text| (*text).to_owned()).collect());
    check_filter(Column::Name, Test::Contains("ADA".into()), &[2]);
    check_filter(Column::Region, any_of(&["East"]), &[1, 3]);
    check_filter(Column::Region, any_of(&["West", ""]), &[2, 4]);
    check_filter(Column::Tags, any_of(&["vip"]), &[1, 3]);
    check_filter(Column::Tags, Test::Filled(false), &[2, 4]);
    check_filter(Column::SpendTotal, between(Some(1.0), Some(100.0)), &[1, 3]);
    check_filter(Column::SpendTotal, between(Some(1.01), None), &[1]);
    check_filter(Column::LastPurchase, between(None, Some(109.0)), &[3]);
    check_filter(Column::PurchaseDays, between(Some(0.0), Some(0.0)), &[2, 4]);
    check_filter(custom("age"), between(Some(1.0), None), &[1, 2]);
    check_filter(custom("age"), any_of(&["0.5"]), &[3]);
    check_filter(
        custom("born"),
        between(Some(f64::from(Day::from_ymd(2024, 1, 1).unwrap().0)), None),
        &[1, 4],
    );
    check_filter(custom("pet"), any_of(&["dog"]), &[1, 3]);
    check_filter(Column::Stage, Test::StageIs(vec![Stage::Lead]), &[2, 4]);
    check_filter(Column::Class, Test::Unplaced, &[2, 4]);
    let bees = Test::ClassIs { classes: vec![Class::Bee], expected: Some(false), borderline: None };
    check_filter(Column::Class, bees, &[1]);
    let placed = |expected| Test::ClassIs { classes: Vec::new(), expected, borderline: None };
    check_filter(Column::Class, placed(None), &[1, 3]);
    check_filter(Column::Class, placed(Some(false)), &[1, 3]);
    check_filter(Column::Class, placed(Some(true)), &[]);
    check_filter(Column::MayInvite, Test::IsYes(true), &[1, 2, 3, 4]);
    // A test that does not fit lets nobody pass.
    check_filter(Column::Name, between(None, None), &[]);
}

#[test]
fn who_brought_them_notes_consent_and_classes_by_hand() {
    let note = |text: &str| CustomerNote { day: Day(0), text: text.into() };
    let mut ann = Customer { name: "Ann".into(), ..Customer::default() };
    ann.notes = vec![note("Two dogs"), note("怕打雷")];
    ann.consent.set(Channel::Sms, Permission::Granted);
    let mut bob = Customer { referred_by_key: "C-7".into(), ..Customer::default() };
    bob.class_override = Some(ClassOverride { class: Class::Mantis, note: String::new() });
    bob.consent.set(Channel::Sms, Permission::Refused);
    let mut cid = Customer::default();
    cid.consent.set(Channel::Sms, Permission::Granted);
    cid.consent.opt_out = Some(OptOut::default());
    let tables = workspace(vec![ann, bob, cid, Customer::default()]);
    let derived = derive(&tables, TODAY);
    let check = |column: Column, test: Test, expected: &[u32]| {
        let filters = vec![Filter { column, test }];
        let query = TableQuery { filters, ..TableQuery::default() };
        let ids = matching_ids(&tables, &derived, &query);
        assert_eq!(ids.iter().map(|id| id.0).collect::<Vec<_>>(), expected, "{query:?}");
    };
    check(Column::ReferredBy, Test::Contains("c-7".into()), &[2]);
    check(Column::ReferredBy, Test::Filled(false), &[1, 3, 4]);
    check(Column::Notes, Test::Contains("打雷".into()), &[1]);
    // Each note by itself.
    check(Column::Notes, Test::Contains("dogs · 怕".into()), &[]);
    check(Column::Notes, Test::Filled(true), &[1]);
    check(Column::ClassByHand, Test::IsYes(true), &[2]);
    check(Column::ClassByHand, Test::IsYes(false), &[1, 3, 4]);
    let sms = Column::Consent(Channel::Sms);
    let is = |permission| Test::PermissionIs(vec![permission]);
    check(sms.clone(), is(Permission::Granted), &[1]);
    // Whoever opted out has refused, whatever was said before.
    check(sms.clone(), is(Permission::Refused), &[2, 3]);
    check(sms.clone(), is(Permission::Unknown), &[4]);
    check(sms.clone(), Test::Filled(false), &[4]);
    check(Column::Consent(Channel::Email), is(Permission::Unknown), &[1, 2, 4]);
    let query = TableQuery {
        search: "打雷".into(),
        columns: vec![Column::Notes, sms, Column::MayInvite],
        limit: 9,
        ..TableQuery::default()
    };
    let page = page(&tables, &derived, &query);
    assert_eq!(page.rows.len(), 1, "notes are searched");
    let cells = [
        Cell::Text("Two dogs · 怕打雷".into()),
        Cell::Permission(Permission::Granted),
        Cell::MayInvite {
            overall: Permission::Granted,
            channels: vec![(Channel::Sms, Permission::Granted)],
            is_unproven: true,
            rests_until: None,
        },
    ];
    assert_eq!(page.rows[0].cells, cells);
}

#[test]
fn sorted_both_ways_with_the_empty_last() {
    let sorted =
        |column, ascending| TableQuery { sort: Some((column, ascending)), ..TableQuery::default() };
    check(sorted(Column::Key, true), &[2, 1, 3, 4]);
    check(sorted(Column::Key, false), &[3, 1, 2, 4]);
    check(sorted(Column::Name, true), &[2, 3, 1, 4]);
    check(sorted(Column::SpendTotal, false), &[1, 3, 2, 4]);
    check(sorted(custom("age"), true), &[3, 1, 2, 4]);
    check(sorted(custom("born"), false), &[4, 1, 2, 3]);
    // Equal cells keep their order, in both directions.
    check(sorted(Column::Region, true), &[1, 3, 2, 4]);
    check(sorted(Column::Region, false), &[2, 1, 3, 4]);
}

#[test]
fn columns_say_what_they_hold() {
    let tables = pet_shop();
    let columns = columns(&tables, &derive(&tables, TODAY));
    let of = |column: Column| columns.iter().find(|info| info.column == column).unwrap();
    let seen = |column: Column| (of(column.clone()).kind, of(column).n_filled);
    assert_eq!(seen(custom("age")), (ColumnKind::Number, 3));
    assert_eq!(seen(custom("born")), (ColumnKind::Date, 3));
    assert_eq!(seen(custom("pet")), (ColumnKind::Choice, 4));
    assert_eq!(seen(Column::Class), (ColumnKind::Class, 2));
    assert_eq!(of(custom("age")).label.as_deref(), Some("AGE"));
    let choices = |column: Column| of(column).choices.clone();
    assert_eq!(choices(Column::Region), [("East".to_owned(), 2), ("West".to_owned(), 1)]);
    assert_eq!(choices(Column::Tags), [("vip".to_owned(), 2), ("new".to_owned(), 1)]);
}

#[test]
fn a_page_shows_the_asked_columns() {
    let tables = pet_shop();
    let query = TableQuery {
        search: "east".into(),
        columns: vec![Column::Name],
        limit: 10,
        ..TableQuery::default()
    };
    let derived = derive(&tables, TODAY);
    assert_eq!(page(&tables, &derived, &query).n_matching, 2, "areas are searched too");
    let columns = vec![custom("age"), Column::SpendTotal, Column::Class];
    let query = TableQuery { search: "brown".into(), columns, ..query };
    let page = page(&tables, &derived, &query);
    assert_eq!((page.n_matching, page.n_all, page.rows.len()), (1, 4, 1));
    assert_eq!(
        page.rows[0].cells[..2],
        [Cell::Number(0.5), Cell::Money(crate::domain::money::Money(100))]
    );
    assert!(matches!(page.rows[0].cells[2], Cell::Class(_)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pages_put_together_are_the_whole_order(
        names in prop::collection::vec("[a-cA-C蜂]{0,2}", 0..40),
        search in "[a-c]{0,1}",
        ascending: bool,
        limit in 1..7_u32,
    ) {
        let person = |name: &String| Customer { name: name.clone(), ..Customer::default() };
        let tables = workspace(names.iter().map(person).collect());
        let derived = derive(&tables, TODAY);
        let query = TableQuery {
            search: search.clone(),
            sort: Some((Column::Name, ascending)),
            limit,
            columns: vec![Column::Name],
            ..TableQuery::default()
        };
        let order = TableOrder::new(&tables, &derived, &query);
        let mut shown = Vec::new();
        for offset in (0..=names.len() as u32).step_by(limit as usize) {
            let page = order.page(&tables, &derived, &TableQuery { offset, ..query.clone() });
            prop_assert!(page.rows.len() <= limit as usize);
            shown.extend(page.rows);
        }
        let mut expected: Vec<(usize, &String)> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.to_lowercase().contains(&search))
            .collect();
        // Slow and plain: the empty last, then by the lower-case name, then as they came.
        expected.sort_by(|(_, a), (_, b)| {
            let (a, b) = (a.to_lowercase(), b.to_lowercase());
            let by_name = if ascending { a.cmp(&b) } else { b.cmp(&a) };
            a.is_empty().cmp(&b.is_empty()).then(by_name)
        });
        prop_assert_eq!(shown.len(), expected.len());
        prop_assert_eq!(order.n_matching() as usize, expected.len());
        for (row, (place, name)) in shown.iter().zip(expected) {
            prop_assert_eq!(row.id.0 as usize, place + 1);
            prop_assert_eq!(&row.name, name);
        }
    }
}
