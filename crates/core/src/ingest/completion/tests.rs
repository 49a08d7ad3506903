//! Tables against customers, and joins that are proposed.

use std::sync::Arc;

use super::{Completed, Filling, Proposer, TableReader};
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::workspace::{CustomField, FieldKind, WorkspaceFacts};
use crate::ingest::inspect;
use crate::views::completion::{CompletionMapping, KeyFit};
use crate::views::import::{ColumnRole, FieldPolicy, FileProblem, ImportInspection};

fn look(csv: &str) -> ImportInspection {
    inspect(csv.as_bytes(), csv.len() as u64, "areas.csv", None).unwrap()
}

fn people(regions: &[&str]) -> Vec<Customer> {
    let person = |(at, region): (usize, &&str)| Customer {
        id: CustomerId(at as u32 + 1),
        name: format!("P{at}"),
        region: (*region).to_owned(),
        ..Customer::default()
    };
    regions.iter().enumerate().map(person).collect()
}

/// The first column is the key, of regions.
fn mapping(csv: &str, fills: &[ColumnRole]) -> CompletionMapping {
    let seen = look(csv);
    CompletionMapping {
        dialect: seen.dialect,
        n_columns: seen.columns.len() as u32,
        key_column: 0,
        joins_on: CustomerField::Region,
        fit: KeyFit::Whole,
        fills: (1..).zip(fills.iter().cloned()).collect(),
        policy: FieldPolicy::FillBlanks,
    }
}

fn run(
    csv: &str,
    mapping: &CompletionMapping,
    customers: &[Customer],
    facts: WorkspaceFacts,
) -> Result<Completed, FileProblem> {
    let facts = Arc::new(facts);
    let mut reader = TableReader::new(&facts, mapping, &look(csv).columns, Day(20_000));
    // However it is sliced.
    for slice in csv.as_bytes().chunks(7) {
        reader.feed(slice)?;
    }
    let mut filling = Filling::new(reader.finish()?, mapping, &facts);
    if filling.must_count() {
        customers.iter().for_each(|customer| filling.count(customer));
    }
    customers.iter().for_each(|customer| filling.take(customer));
    Ok(filling.finish())
}

/// The spending power of everybody, in order.
#[track_caller]
fn check(csv: &str, change: impl FnOnce(&mut CompletionMapping), expected: &[Option<u8>]) {
    let mut mapping = mapping(csv, &[ColumnRole::SpendingPower]);
    change(&mut mapping);
    let mut customers = people(&["浦东新区", "静安 区", "上海市徐汇区衡山路8号", ""]);
    customers[1].spending_power = Some(10);
    let done = run(csv, &mapping, &customers, WorkspaceFacts::default()).unwrap();
    for after in done.customers {
        let own = customers.iter_mut().find(|customer| customer.id == after.id).unwrap();
        *own = after;
    }
    let powers: Vec<_> = customers.iter().map(|customer| customer.spending_power).collect();
    assert_eq!(powers, expected);
}

const AREAS: &str = "区,消费力\n浦东新区,72\n静安区,88\n徐汇区,80\n";

#[test]
fn policies_and_fits() {
    check(AREAS, |_| {}, &[Some(72), Some(10), None, None]);
    check(
        AREAS,
        |mapping| mapping.policy = FieldPolicy::Overwrite,
        &[Some(72), Some(88), None, None],
    );
    check(AREAS, |mapping| mapping.policy = FieldPolicy::Keep, &[None, Some(10), None, None]);
    check(AREAS, |mapping| mapping.fit = KeyFit::Within, &[Some(72), Some(10), Some(80), None]);
    // A blank cell erases nothing.
    let blank = "区,消费力\n浦东新区,\n静安区,\n";
    let overwrite = |mapping: &mut CompletionMapping| mapping.policy = FieldPolicy::Overwrite;
    check(blank, overwrite, &[None, Some(10), None, None]);
    // Rows that do not agree say nothing, those that do say it.
    let twice = "区,消费力\n浦东新区,72\n浦东 新区,73\n静安区,5\n静安区,5\n";
    check(twice, overwrite, &[None, Some(5), None, None]);
}

#[test]
fn what_happened_is_counted() {
    let csv = "区,消费力\n浦东新区,72\n静安区,88\n静安区,87\n崇明区,30\n黄浦区,多\n,50\n";
    let mapping = mapping(csv, &[ColumnRole::SpendingPower]);
    let customers =
        people(&["浦东新区", "浦东新区", "静安区", "虹口区", "虹口区", "杨浦区", "", "黄浦区"]);
    let report = run(csv, &mapping, &customers, WorkspaceFacts::default()).unwrap().report;
    assert_eq!((report.n_rows, report.n_rows_unusable), (6, 1));
    assert_eq!((report.n_matched, report.n_changed), (3, 2));
    assert_eq!(report.examples.len(), 2);
    assert_eq!(report.n_filled, [("消费力".to_owned(), 2)]);
    assert_eq!(report.n_without_value, 1);
    assert_eq!(report.n_without_row, 3);
    assert_eq!(report.values_without_row, [("虹口区".to_owned(), 2), ("杨浦区".to_owned(), 1)]);
    assert_eq!((report.n_doubtful, report.doubtful), (1, vec!["静安区".to_owned()]));
    assert_eq!((report.n_keys_unused, report.keys_unused), (1, vec!["崇明区".to_owned()]));
    assert_eq!((report.n_keys_twice, report.keys_twice), (1, vec!["静安区".to_owned()]));
    assert_eq!(report.n_cells_dropped, [("消费力".to_owned(), 1)]);
}

#[test]
fn several_columns_and_fields_of_ones_own() {
    let csv = "区,等级,开发商,标签,阶段\n静安区,3,万科,核心;近,意向\n";
    let roles = [
        ColumnRole::custom("等级"),
        ColumnRole::custom("开发商"),
        ColumnRole::Tags,
        ColumnRole::Stage,
    ];
    let mut customers = people(&["静安区"]);
    customers[0].tags = vec!["近".into()];
    let kind = Some(FieldKind::Number);
    let known = CustomField { key: "level".into(), label: "等级".into(), kind };
    let facts = WorkspaceFacts { custom_fields: vec![known.clone()], ..WorkspaceFacts::default() };
    let done = run(csv, &mapping(csv, &roles), &customers, facts).unwrap();
    let after = &done.customers[0];
    assert_eq!(after.fields["level"], "3");
    assert_eq!(after.fields["开发商"], "万科");
    assert_eq!(after.tags, ["近", "核心"]);
    assert_eq!(after.stage, Some(crate::domain::customer::Stage::Interested));
    assert_eq!(done.facts.custom_fields.len(), 2);
    // What does not fit the kind of a field is left out and counted.
    let csv = "区,等级\n静安区,三级\n";
    let facts = WorkspaceFacts { custom_fields: vec![known], ..WorkspaceFacts::default() };
    let done = run(csv, &mapping(csv, &roles[..1]), &customers, facts).unwrap();
    assert!(done.customers.is_empty());
    assert_eq!(done.report.n_cells_dropped, [("等级".to_owned(), 1)]);
}

#[test]
fn a_name_of_several_people_is_nobodys_key() {
    let csv = "姓名,消费力\n王芳,60\n李娜,70\n";
    let mut mapping = mapping(csv, &[ColumnRole::SpendingPower]);
    mapping.joins_on = CustomerField::Name;
    let mut customers = people(&["", "", ""]);
    for (customer, name) in customers.iter_mut().zip(["王芳", "王 芳", "李娜"]) {
        customer.name = name.to_owned();
    }
    let done = run(csv, &mapping, &customers, WorkspaceFacts::default()).unwrap();
    let changed: Vec<_> = done.customers.iter().map(|customer| customer.id).collect();
    assert_eq!(changed, [customers[2].id]);
    assert_eq!(done.report.n_doubtful, 2);
}

#[track_caller]
fn check_proposal(
    csv: &str,
    customers: &[Customer],
    key: (u32, CustomerField, KeyFit),
    n_fills: usize,
) {
    let seen = look(csv);
    let facts = WorkspaceFacts::default();
    let mut proposer = Proposer::new(&facts, &seen.dialect, seen.columns, csv.as_bytes());
    customers.iter().for_each(|customer| proposer.take(customer));
    let proposed = proposer.finish();
    assert_eq!((proposed.key_column, proposed.joins_on, proposed.fit), key);
    assert_eq!(proposed.fills.len(), n_fills, "{:?}", proposed.fills);
}

#[test]
fn the_join_is_the_one_by_which_most_find_a_row() {
    let csv = "序号,片区,消费力,均价\n1,浦东新区,72,60000\n2,静安区,88,90000\n3,徐汇区,80,80000\n";
    let whole = people(&["静安区", "徐汇区", "别处"]);
    check_proposal(csv, &whole, (1, CustomerField::Region, KeyFit::Whole), 2 + 1);
    let addresses = people(&["上海市静安区南京西路1号", "上海市徐汇区衡山路8号"]);
    check_proposal(csv, &addresses, (1, CustomerField::Region, KeyFit::Within), 2 + 1);
    let mut numbered = people(&["", ""]);
    for (customer, key) in numbered.iter_mut().zip(["A-1", "a-2"]) {
        customer.key = key.to_owned();
    }
    let csv = "会员号,行业\nA-1,餐饮\nA-2,零售\nA-3,零售\n";
    check_proposal(csv, &numbered, (0, CustomerField::Key, KeyFit::Whole), 1);
    // Nobody has any of it: by the name of the column.
    let csv = "地区,消费力\n杭州,60\n宁波,50\n";
    check_proposal(csv, &people(&[]), (0, CustomerField::Region, KeyFit::Whole), 1);
}
