//! People who were merged since rounds and targets were kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Redaction, redact};
use super::all_text;
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::CustomerId;
use crate::domain::round::{Round, RoundFound, Stood};
use crate::domain::workspace::{BoardSettings, CustomField};
use crate::sample;
use crate::table::documents::{
    Belongings, Document, MergeRecord, SavedSegment, StoredPeople, TargetStart,
};
use crate::table::tables::Tables;
use crate::views::rule::{Condition, Rule};
use crate::views::segment::SegmentAbout;
use crate::views::table::{Column, Filter, Test};

/// 赵明丽 was 王丽丽 (2) and 赵明 (1) once: both stand in what was kept before, and in words.
#[test]
fn who_was_merged_since_is_counted_once_and_named_nowhere() {
    let person = |id: u32, name: &str, phone: &str| Customer {
        id: CustomerId(id),
        name: name.into(),
        phone: phone.into(),
        ..Customer::default()
    };
    let parts = vec![person(1, "赵明", "13800138000"), person(2, "王丽丽", "13900139000")];
    let merged = Customer { name: "赵明丽".into(), ..parts[0].clone() };
    let mut tables = Tables::default();
    tables.customers.append([merged.clone(), person(3, "钱多多", "")]);
    tables.add_document(Document::Merges(vec![MergeRecord {
        day: Day(2),
        parts,
        merged,
        belongings: vec![Belongings::default()],
        referrals: Vec::new(),
        came_into: Vec::new(),
        was_blocked: false,
        newly_blocked: Vec::new(),
        split: None,
    }]));
    let stood =
        |id: u32, stage| Stood { customer: CustomerId(id), group: AudienceGroup::Unplaced, stage };
    let board = Box::new(BoardSettings::default());
    let stood = vec![
        stood(1, Stage::Bought),
        stood(2, Stage::Lead),
        stood(3, Stage::InService),
        stood(4, Stage::Lead),
    ];
    let found = RoundFound::Everybody { stood, board };
    let round = Round { name: "春".into(), day: Day(1), event: None, found };
    let round = tables.add_document(Document::Round(Box::new(round)));
    // The part that is gone alone, with somebody else.
    let segment = SavedSegment {
        about: SegmentAbout { name: "A".into(), ..SegmentAbout::default() },
        people: StoredPeople::Listed(vec![CustomerId(3)]),
        made_on: Day(1),
        target_start: Some(TargetStart {
            since: Day(1),
            people: vec![CustomerId(2), CustomerId(3)],
        }),
    };
    let segment = tables.add_document(Document::Segment(Box::new(segment)));
    let mut event = sample::tables().events().next().map(|(_, event)| event.clone()).unwrap();
    event.place = "王丽丽家，电话 13900139000".into();
    tables.add_document(Document::Event(Box::new(event)));
    let told = "王丽丽说的".to_owned();
    let field = CustomField { key: told.clone(), label: told.clone(), kind: None };
    Arc::make_mut(&mut tables.facts).custom_fields = vec![field];
    let fields = [(told.clone(), "yes".to_owned())].into();
    tables.customers.replace([Customer { fields, ..person(3, "钱多多", "") }]);
    let filter = Filter { column: Column::Custom(told), test: Test::Filled(true) };
    let people = StoredPeople::Live(Rule::Is(Condition::Field(filter)));
    let about = SegmentAbout { name: "B".into(), ..SegmentAbout::default() };
    let live = SavedSegment { about, people, made_on: Day(1), target_start: None };
    let live = tables.add_document(Document::Segment(Box::new(live)));

    let copy = redact(&tables, 3);
    let text = all_text(&copy);
    for gone in ["王丽丽", "赵明", "13900139000", "13800138000"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    let field = &copy.facts.custom_fields[0];
    assert_eq!((field.key.as_str(), field.label.as_str()), ("field 1", "***说的"));
    let filled = copy.customers.iter().filter(|row| row.fields.contains_key("field 1")).count();
    assert_eq!(filled, 1);
    let column = Column::Custom("field 1".into());
    let rule = Rule::Is(Condition::Field(Filter { column, test: Test::Filled(true) }));
    assert_eq!(copy.segment(live).unwrap().people, StoredPeople::Live(rule));
    let new_ids = Redaction::new(&tables, 3).new_ids;
    let [one, other] = [1, 3].map(|id| new_ids.get(CustomerId(id)).unwrap());
    assert_eq!(new_ids.get(CustomerId(2)), Some(one));
    let Document::Round(round) = copy.documents[&round].data() else { panic!("no round") };
    let stages: BTreeMap<CustomerId, Stage> =
        round.everybody().unwrap().iter().map(|stood| (stood.customer, stood.stage)).collect();
    assert_eq!(round.everybody().unwrap().len(), 2, "somebody is gone");
    assert_eq!(stages, [(one, Stage::Bought), (other, Stage::InService)].into());
    let mut expected = vec![one, other];
    expected.sort_unstable();
    let start = copy.segment(segment).unwrap().target_start.as_ref().unwrap();
    assert_eq!(start.people, expected);
}
