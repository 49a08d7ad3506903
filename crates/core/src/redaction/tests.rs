//! Nobody can be found again, and everything adds up as before.

mod merged;
mod spellings;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Redaction, redact};
use crate::domain::class::Class;
use crate::domain::consent::{Channel, ChannelConsent, Permission};
use crate::domain::customer::{Customer, CustomerNote};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, OrderId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::log::Happening;
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::domain::playbook_edits::{OwnReason, OwnText, PlaybookEdits, PlaybookPart};
use crate::domain::reason::{ReasonSource, RecordedReason};
use crate::domain::text::Language;
use crate::domain::workspace::CustomField;
use crate::export::Export;
use crate::sample;
use crate::segments::derive;
use crate::table::documents::{Document, SavedSegment, StoredPeople};
use crate::table::orders::OrderTable;
use crate::table::tables::Tables;
use crate::views::canvas::{Canvas, Chosen, Fish};
use crate::views::rule::{Condition, Rule};
use crate::views::segment::{SegmentAbout, SetOperation};
use crate::views::table::{Column, Filter, Test};
use crate::views::workspace::FileFormat;

/// Everything in the copy as text: each row as it is, and as it is exported.
fn all_text(tables: &Tables) -> String {
    let derived = derive(tables, Day(21_000));
    let json = Export::of_workspace(tables, &derived, FileFormat::Json, Language::Zh, 0.0);
    let json = String::from_utf8(json.run().unwrap().bytes).unwrap();
    let log: Vec<_> = tables.log.iter().collect();
    let documents: Vec<_> = tables.documents.values().map(|document| document.data()).collect();
    let customers: Vec<_> = tables.customers.iter().collect();
    format!("{json}\n{:?}\n{customers:?}\n{log:?}\n{documents:?}", tables.facts)
}

/// Day, minute, sum and number of lines of an order.
type OrderFacts = (Day, Option<u16>, Money, usize);

/// Each customer's orders, number of contacts and first day, whoever it is.
fn by_customer(tables: &Tables) -> Vec<(Vec<OrderFacts>, usize, Option<Day>)> {
    let mut all: BTreeMap<CustomerId, (Vec<_>, usize)> = BTreeMap::new();
    for chunk in tables.orders.chunks() {
        for at in 0..chunk.data().len() {
            let order = chunk.data().order(at);
            let sums = (order.day, order.minute, order.amount, order.lines.len());
            all.entry(order.customer).or_default().0.push(sums);
        }
    }
    for contact in tables.interactions.iter() {
        all.entry(contact.customer).or_default().1 += 1;
    }
    let rows = tables.customers.iter().map(|customer| {
        let (orders, n_contacts) = all.remove(&customer.id).unwrap_or_default();
        (orders, n_contacts, customer.known_since)
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn the_sample_is_nobody_any_more() {
    let tables = sample::tables();
    let copy = redact(&tables, 7);
    // Orders are looked through below, with fewer people.
    let text = all_text(&Tables { orders: OrderTable::default(), ..copy.clone() });
    for customer in tables.customers.iter().step_by(20) {
        for original in [&customer.key, &customer.phone, &customer.email, &customer.wechat] {
            assert!(original.is_empty() || !text.contains(original), "{original}");
        }
        let name = customer.name.as_str();
        assert!(name.chars().count() < 2 || !text.contains(name), "{name}");
    }
    for (_, event) in tables.events() {
        for member in event.team.iter().filter(|member| !member.name.is_empty()) {
            assert!(!text.contains(&member.name), "{}", member.name);
        }
    }
    assert_eq!(by_customer(&copy), by_customer(&tables));
    let (before, after) = (derive(&tables, Day(21_000)), derive(&copy, Day(21_000)));
    let classes = |derived: &crate::segments::Derived| {
        crate::segments::summary::class_summary(derived).counts
    };
    assert_eq!(classes(&after), classes(&before));
    assert_eq!(copy.events().count(), tables.events().count());
    assert_ne!(redact(&tables, 8).customers.get(CustomerId(1)), copy.customers.get(CustomerId(1)));
}

#[test]
fn what_few_share_is_made_coarser_and_relations_stay() {
    let person = |number: u32, region: &str, company: &str| Customer {
        id: CustomerId(number),
        key: format!("KEY{number}"),
        name: "张伟".into(),
        company: company.into(),
        region: region.into(),
        personality: if number == 6 { "orderly".into() } else { String::new() },
        birth_year: Some(if number < 6 { 1984 } else { 1980 + number as i16 }),
        referred_by_key: if number > 1 { "KEY1".into() } else { String::new() },
        ..Customer::default()
    };
    let mut tables = Tables::default();
    let near = (1..6).map(|number| person(number, "城东", "云朵商贸"));
    tables.customers.append(near.chain([person(6, "孤岛", "Cloud "), person(19, "", "cloud")]));
    let copy = redact(&tables, 1);
    let text = all_text(&copy);
    assert!(!text.contains("孤岛") && text.contains("城东"), "{text}");
    let named: Vec<&Customer> = copy.customers.iter().collect();
    let count = |of: &dyn Fn(&Customer) -> bool| named.iter().filter(|row| of(row)).count();
    assert_eq!(count(&|row| row.region == "其他"), 1);
    // A usual label gives nobody away.
    assert_eq!(count(&|row| row.personality == "orderly"), 1);
    assert_eq!(count(&|row| row.birth_year == Some(1984)), 5);
    assert_eq!(count(&|row| row.birth_year == Some(1980)), 1, "the decade of 1986");
    assert_eq!(count(&|row| row.birth_year.is_none()), 1, "1999 is alone");
    let companies: std::collections::BTreeSet<&str> =
        named.iter().map(|row| row.company.as_str()).collect();
    assert_eq!(companies.len(), 2);
    // Namesakes stay different people; who brought them is one of the list.
    let names: std::collections::BTreeSet<&str> =
        named.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), 7);
    let brought: Vec<&&Customer> =
        named.iter().filter(|row| !row.referred_by_key.is_empty()).collect();
    assert_eq!(brought.len(), 6);
    assert!(brought.iter().all(|row| named.iter().any(|by| by.key == row.referred_by_key)));
}

#[test]
fn what_is_said_about_somebodys_own_words_is_left_out() {
    let mut tables = Tables::default();
    tables.customers.append([Customer {
        id: CustomerId(1),
        name: "王丽丽".into(),
        ..Customer::default()
    }]);
    let said = || {
        let own = OwnText { en: None, zh: Some("请王丽丽来".into()) };
        vec![(PlaybookPart::Close, own)]
    };
    let pairs = ["price", "认识王丽丽", "要照顾孙子"].map(|reason| (reason.to_owned(), said()));
    let reasons = vec![OwnReason { label: "认识王丽丽".into(), ..OwnReason::default() }];
    let edits = PlaybookEdits { reasons, pairs: pairs.into(), ..PlaybookEdits::default() };
    Arc::make_mut(&mut tables.facts).playbooks.insert(Class::Bee, edits);
    let copy = redact(&tables, 5);
    let pairs = &copy.facts.playbooks[&Class::Bee].pairs;
    assert_eq!(pairs.keys().collect::<Vec<_>>(), ["price", "认识***"]);
    assert_eq!(pairs["price"][0].1.zh.as_deref(), Some("请***来"));
}

#[test]
fn segments_stay_where_no_words_are_in_them() {
    let person = |id: u32, name: &str| Customer {
        id: CustomerId(id),
        name: name.into(),
        ..Customer::default()
    };
    let mut tables = Tables::default();
    tables.customers.append([person(1, "王丽丽"), person(2, "赵明"), person(3, "钱多多")]);
    let mut add = |name: &str, people| {
        let about = SegmentAbout {
            name: name.into(),
            owner: "孙经理".into(),
            before_sale: "孙经理先联系王丽丽".into(),
            ..SegmentAbout::default()
        };
        let segment = SavedSegment { about, people, made_on: Day(1), target_start: None };
        tables.add_document(Document::Segment(Box::new(segment)))
    };
    let field =
        |column, test| StoredPeople::Live(Rule::Is(Condition::Field(Filter { column, test })));
    let listed = add("王丽丽的朋友", StoredPeople::Listed(vec![CustomerId(1), CustomerId(3)]));
    let words = add("字", field(Column::Name, Test::Contains("王".into())));
    let on_words = add("接", field(Column::Segment(words), Test::IsYes(true)));
    let both = StoredPeople::Combined(SetOperation::Union, vec![listed, on_words]);
    add("并", both);
    add("员", field(Column::Member, Test::IsYes(true)));
    let copy = redact(&tables, 5);
    let text = all_text(&copy);
    assert!(!text.contains("孙经理") && !text.contains("王丽丽"), "{text}");
    let names: Vec<String> = copy.segments().map(|(_, kept)| kept.about.name.clone()).collect();
    assert_eq!(names, ["***的朋友", "员"]);
    // The same people, under their new numbers.
    let new_id = |name: &str| {
        let order = Redaction::new(&tables, 5).new_ids;
        order.get(tables.customers.iter().find(|row| row.name == name).unwrap().id).unwrap()
    };
    let mut expected = [new_id("王丽丽"), new_id("钱多多")];
    expected.sort_unstable();
    let Some(StoredPeople::Listed(ids)) = copy.segment(listed).map(|kept| kept.people.clone())
    else {
        panic!("no list")
    };
    assert_eq!(ids, expected);
}

#[test]
fn a_canvas_stays_without_words_that_name_anybody() {
    let person = Customer { id: CustomerId(1), name: "王丽丽".into(), ..Customer::default() };
    let mut tables = Tables::default();
    tables.customers.append([person]);
    let canvas = |who: Rule| Canvas {
        name: "王丽丽那样的人".into(),
        fish: Fish { who: Some(who), why: "王丽丽说的".into(), ..Fish::default() },
        waters: vec![Chosen { what: "小区群".into(), why: "王丽丽在群里".into() }],
        ..Canvas::default()
    };
    let is = |column, test| Rule::Is(Condition::Field(Filter { column, test }));
    let members = is(Column::Member, Test::IsYes(true));
    let gone = is(Column::Segment(DocumentId(99)), Test::IsYes(true));
    for rule in [members.clone(), is(Column::Name, Test::Contains("王".into())), gone] {
        tables.add_document(Document::Canvas(Box::new(canvas(rule))));
    }
    let copy = redact(&tables, 5);
    assert!(!all_text(&copy).contains("王丽丽"));
    let kept: Vec<&Canvas> = copy.canvases().map(|(_, canvas)| canvas).collect();
    let who: Vec<Option<Rule>> = kept.iter().map(|canvas| canvas.fish.who.clone()).collect();
    assert_eq!(who, [Some(members), None, None]);
    assert_eq!(kept[0].waters[0], Chosen { what: "小区群".into(), why: "***在群里".into() });
}

/// As somebody else might write who it is.
fn spelled_otherwise(person: &Customer) -> Vec<String> {
    let number = &person.phone[person.phone.len().saturating_sub(11)..];
    let grouped = match number.is_empty() {
        true => String::new(),
        false => format!("{}-{} {}", &number[..3], &number[3..7], &number[7..]),
    };
    let words = [&person.name, &person.email, &person.wechat, &person.company];
    let words = words.into_iter().flat_map(|word| [word.to_uppercase(), word.to_lowercase()]);
    words.chain([grouped]).filter(|text| !text.is_empty()).collect()
}

fn secret(prefix: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Z赵钱孙李]{4,9}".prop_map(move |word| format!("{prefix}{word}")),
        1 => Just(String::new()),
    ]
}

prop_compose! {
    fn person()(
        key in secret("K-"),
        name in secret("名"),
        phone in prop_oneof![Just(String::new()), "1[3-9][0-9]{9}", "\\+86 1[3-9][0-9]{9}"],
        email in prop_oneof![Just(String::new()), "[a-z]{6,9}@[a-z]{3,6}\\.com"],
        wechat in secret("wx"),
        company in secret("司"),
        note in secret("记"),
        field in secret("宠"),
        number in prop_oneof![Just(String::new()), "1[3-9][0-9]{9}"],
        region in secret("区"),
        source in secret("源"),
        occupation in secret("业"),
        personality in secret("性"),
        tag in secret("签"),
        reason in secret("因"),
        own_reason in secret("由"),
        known_since in 10_000..20_000_i32,
    ) -> Customer {
        let mut customer = Customer {
            key, name, phone, email, wechat, company, region, occupation, personality,
            lead_source: source.clone(),
            known_since: Some(Day(known_since)),
            referred_by_key: source,
            tags: [tag].into_iter().filter(|tag| !tag.is_empty()).collect(),
            reasons: vec![RecordedReason {
                key: own_reason,
                day: Day(2),
                source: ReasonSource::Call,
            }],
            notes: vec![CustomerNote { day: Day(1), text: note }],
            fields: [("pet".to_owned(), field), ("second phone".to_owned(), number)].into(),
            ..Customer::default()
        };
        let said =
            ChannelConsent { permission: Permission::Granted, source: reason, ..Default::default() };
        customer.consent.set(Channel::Sms, said);
        customer
    }
}

prop_compose! {
    fn workspace()(
        people in prop::collection::vec(person(), 1..9),
        orders in prop::collection::vec((0..9_u32, 10_000..20_000_i32, 1..900_000_i64, secret("单")), 0..20),
    ) -> Tables {
        let mut tables = Tables::default();
        let field = |key: &str| CustomField { key: key.into(), label: key.into(), kind: None };
        Arc::make_mut(&mut tables.facts).custom_fields = vec![field("pet"), field("second phone")];
        let n_people = people.len() as u32;
        let named = people.first().map(|person| person.name.clone()).unwrap_or_default();
        let spoken: Vec<String> = people.iter().flat_map(spelled_otherwise).collect();
        tables.customers.append(
            people.into_iter().zip(1..).map(|(person, id)| Customer { id: CustomerId(id), ..person }),
        );
        let orders: Vec<Order> = orders
            .into_iter()
            .zip(1..)
            .map(|((customer, day, amount, key), id)| Order {
                id: OrderId(id),
                key,
                customer: CustomerId(customer % n_people + 1),
                day: Day(day),
                minute: None,
                amount: Money(amount),
                discount: Money::ZERO,
                cost: None,
                lines: Vec::new(),
            })
            .collect();
        tables.orders.append(&orders);
        tables.interactions.append([Interaction {
            id: InteractionId(1),
            customer: CustomerId(1),
            day: Day(15_000),
            kind: InteractionKind::Call,
            event: None,
            text: format!("talked to {named}"),
            call: None,
        }]);
        tables.note(Day(15_000), [(CustomerId(1), Happening::Added)]);
        let mut sample = sample::tables().events().next().map(|(_, event)| event.clone()).unwrap();
        sample.place = format!("at {named}'s");
        sample.address = spoken.join(" | ");
        tables.add_document(Document::Event(Box::new(sample)));
        tables.add_document(Document::Note(named));
        tables
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_of_anybody_is_left(tables in workspace(), seed: u64) {
        let mut redaction = Redaction::new(&tables, seed);
        while redaction.advance() {}
        let (done, all) = redaction.progress();
        prop_assert_eq!(done, all);
        let copy = redaction.finish();
        let text = all_text(&copy);
        let gone = |original: &str| original.is_empty() || !text.contains(original);
        for customer in tables.customers.iter() {
            prop_assert!(gone(&customer.key), "{}", customer.key);
            prop_assert!(gone(&customer.name), "{}", customer.name);
            prop_assert!(gone(&customer.phone), "{}", customer.phone);
            prop_assert!(gone(&customer.email), "{}", customer.email);
            prop_assert!(gone(&customer.wechat), "{}", customer.wechat);
            prop_assert!(gone(&customer.company), "{}", customer.company);
            prop_assert!(spelled_otherwise(customer).iter().all(|text| gone(text)), "{customer:?}");
            prop_assert!(gone(&customer.region), "few share it: {}", customer.region);
            prop_assert!(gone(&customer.lead_source), "{}", customer.lead_source);
            prop_assert!(gone(&customer.occupation), "{}", customer.occupation);
            prop_assert!(gone(&customer.personality), "{}", customer.personality);
            prop_assert!(customer.tags.iter().all(|tag| gone(tag)));
            prop_assert!(customer.reasons.iter().all(|reason| gone(&reason.key)));
            prop_assert!(customer.notes.iter().all(|note| gone(&note.text)));
            prop_assert!(customer.fields.values().all(|value| gone(value)));
            prop_assert!(customer.consent.channels.values().all(|said| gone(&said.source)));
        }
        for chunk in tables.orders.chunks() {
            prop_assert!((0..chunk.data().len()).all(|at| gone(&chunk.data().order(at).key)));
        }
        prop_assert_eq!(by_customer(&copy), by_customer(&tables));
        prop_assert_eq!(copy.interactions.len(), tables.interactions.len());
        prop_assert_eq!(copy.documents.len(), 1, "the note is left out");
    }
}
