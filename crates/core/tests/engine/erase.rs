//! An erased person is nowhere any more, in no revision, label or draft; everybody else is.

use std::collections::{BTreeMap, BTreeSet};

use futures_executor::block_on;
use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::{Customer, CustomerNote};
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::event::Event;
use meadow_core::domain::ids::{CustomerId, DraftWriter};
use meadow_core::domain::joining_rules::KeepRule;
use meadow_core::domain::workspace::CustomField;
use meadow_core::engine::{Fault, MemoryStore, Store};
use meadow_core::protocol::{
    Command, DraftBase, DraftRequest, EngineError, GetBlacklist, GetCustomerCard, GetFacts,
    GetHistory, MergeChoice, Reply, Request, Thing,
};
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::{Column, Filter, Test};
use meadow_core::views::workspace::{HistoryEntry, StepPlace, WorkspaceSummary};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::steps::{command, event, steps};
use super::tab::{NOW, TODAY, Tab, add, named};

/// What nothing that is stored may hold afterwards.
const TRACES: [&str; 6] = [
    "Zora Quillfeather",
    "Zora Quill-Feather",
    "13911112222",
    "139-1111 2222",
    "zora@quill.test",
    "wx_zora_q",
];

fn zora() -> Customer {
    Customer {
        key: "ZQ-771".into(),
        phone: "13911112222".into(),
        email: "zora@quill.test".into(),
        wechat: "wx_zora_q".into(),
        ..named("Zora Quill-Feather")
    }
}

fn add_whole(tab: &Tab, customer: Customer) -> CustomerId {
    let customer = Box::new(customer);
    let Ok(outcome) = tab.run(Command::AddCustomer { customer }) else { panic!("not added") };
    let meadow_core::protocol::Outcome::Customer(id) = outcome else { panic!("{outcome:?}") };
    id
}

fn edit(tab: &Tab, id: CustomerId, change: impl Fn(&mut Customer)) {
    let before = Box::new(tab.ask(GetCustomerCard { id }).unwrap().customer);
    let mut customer = before.clone();
    change(&mut customer);
    tab.run(Command::EditCustomer { before, customer }).unwrap();
}

pub fn erase(tab: &Tab, id: CustomerId) -> Result<WorkspaceSummary, EngineError> {
    tab.step(Request::Erase { ids: vec![id], as_words: false })
}

fn history(tab: &Tab) -> Vec<HistoryEntry> {
    tab.ask(GetHistory { n_skipped: 0, limit: 1_000 }).unwrap().entries
}

/// Every stored record, as it is and unpacked, that holds one of these texts.
fn records_with(store: &MemoryStore, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for record in block_on(store.stored_records()).unwrap() {
        let ((_, _, n_bytes), packed) =
            postcard::take_from_bytes::<(u32, u32, u32)>(&record.bytes[16..]).unwrap();
        let body = lz4_flex::block::decompress(packed, n_bytes as usize).unwrap();
        for text in texts.iter().map(|text| text.as_bytes()) {
            let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text);
            if holds(&record.bytes) || holds(&body) || holds(record.key.as_bytes()) {
                let text = String::from_utf8_lossy(text);
                found.push(format!("{} {}: {text}", record.store, record.key));
            }
        }
    }
    found
}

/// A workspace where much is known of Zora, with a step that was undone.
fn busy_workspace(store: &MemoryStore) -> (Tab<'_>, CustomerId, CustomerId) {
    let tab = Tab::with_workspace(store);
    let zora = add_whole(&tab, zora());
    edit(&tab, zora, |zora| zora.name = "Zora Quillfeather".into());
    let csv = "customer_id,name,phone,order_date,amount\n\
        ZQ-771,Zora Quillfeather,13911112222,2024-03-01,10.00\n\
        C2,Bob,13900000002,2024-03-02,20.00\n\
        ZQ-771,Zora Quillfeather,13911112222,someday,30.00\n";
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let bob = tab.rows().customers[1].customer.id;
    edit(&tab, bob, |bob| {
        bob.referred_by_key = "ZQ-771".into();
        let text = "Came with Zora Quillfeather (139-1111 2222), sister of zora@quill.test".into();
        bob.notes.push(CustomerNote { day: TODAY, text });
        bob.name = "Bob (via Zora Quillfeather)".into();
        bob.company = "Zora Quillfeather Studio".into();
        bob.occupation = "Driver of Zora Quillfeather".into();
        bob.personality = "As loud as zora@quill.test".into();
    });
    let tasting = event(&tab, "Tasting");
    let tasting = Box::new(Event { why_now: "Zora Quillfeather asked for it".into(), ..*tasting });
    tab.run(Command::SaveEvent { base: None, event: tasting }).unwrap();
    let asked = Filter {
        column: Column::Name,
        test: Test::AnyOf(vec!["Zora Quillfeather".into(), "Bob".into()]),
    };
    let about = SegmentAbout {
        name: "Friends of Zora Quillfeather".into(),
        after_sale: "Call zora@quill.test".into(),
        ..SegmentAbout::default()
    };
    let people = SegmentPeople::Live(Rule::Is(Condition::Field(asked)));
    tab.run(Command::SaveSegment { id: None, about: Box::new(about), people: Box::new(people) })
        .unwrap();
    let draft = DraftRequest::Put {
        name: "event.2/1".into(),
        bytes: b"\x05hello\x20call Zora Quillfeather on 13911112222".to_vec(),
        writer: DraftWriter(1),
        base: DraftBase::Nothing,
    };
    tab.request(&NOW, Request::Draft(draft)).unwrap();
    add(&tab, "Cid");
    edit(&tab, zora, |zora| zora.tags.push("vip".into()));
    add(&tab, "Dee");
    tab.undo().unwrap();
    (tab, zora, bob)
}

#[test]
fn nothing_that_is_stored_tells_of_an_erased_person() {
    let store = MemoryStore::default();
    let (tab, zora, bob) = busy_workspace(&store);
    assert!(records_with(&store, &TRACES).len() > 10);
    let n_before = tab.rows().customers.len();
    let summary = erase(&tab, zora).unwrap();
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
    assert_eq!(summary.n_people as usize, n_before - 1);
    assert_eq!(summary.n_orders, 1);

    let bob = tab.ask(GetCustomerCard { id: bob }).unwrap().customer;
    assert_eq!(bob.referred_by_key, "");
    assert_eq!(bob.notes[0].text, "Came with […] ([…]), sister of […]");
    assert_eq!((&*bob.name, &*bob.phone), ("Bob (via […])", "13900000002"));
    assert_eq!(bob.company, "[…] Studio");
    assert_eq!(tab.rows().events[0].event.why_now, "[…] asked for it");
    let get = DraftRequest::Get { name: "event.2/1".into() };
    let Ok(Reply::Draft(Some((bytes, _)))) = tab.request(&NOW, Request::Draft(get)) else {
        panic!("no draft")
    };
    assert_eq!(&bytes[..12], b"\x05hello\x20call ");
    // The step names nobody, and neither do those that spoke of her.
    let labels: Vec<String> = history(&tab).into_iter().map(|entry| entry.label.en).collect();
    assert_eq!(labels[0], "1 customer was erased for good");
    assert!(labels.contains(&"A change to somebody who was erased".to_owned()));
    assert!(labels.contains(&"Add Cid".to_owned()));
    assert_eq!(tab.another(&store).rows(), tab.rows());
}

/// Numbers are given once: who came in undone is not taken for who came after.
#[test]
fn somebody_undone_has_no_part_in_who_came_after() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let person = |name: &str, phone: &str| Customer { phone: phone.into(), ..named(name) };
    add_whole(&tab, person("Ann Walker", "13900000001"));
    tab.undo().unwrap();
    let bob = add_whole(&tab, person("Bob Miller", "13900000002"));
    let ann = add_whole(&tab, person("Ann Walker", "13900000001"));
    edit(&tab, ann, |ann| {
        let text = "Ann Walker called from 13900000001".into();
        ann.notes.push(CustomerNote { day: TODAY, text });
    });
    let blocked = Command::BlockCustomers { ids: vec![ann], reason: "asked for it".into() };
    tab.run(blocked).unwrap();
    let before = tab.ask(GetCustomerCard { id: ann }).unwrap();
    erase(&tab, bob).unwrap();
    assert_eq!(tab.ask(GetCustomerCard { id: ann }).unwrap(), before);
    assert_eq!(tab.ask(GetBlacklist {}).unwrap().len(), 1);
    assert_eq!(records_with(&store, &["Bob Miller", "13900000002"]), Vec::<String>::new());
}

/// Whatever number they had: no state that can be gone back to holds them.
#[test]
fn who_had_another_number_in_an_earlier_state_is_gone_from_there_too() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let first = add_whole(&tab, zora());
    edit(&tab, first, |zora| zora.name = "Zora Quillfeather".into());
    let with_first = tab.here();
    tab.run(Command::DeleteCustomers { ids: vec![first] }).unwrap();
    add(&tab, "Bob");
    let second = add_whole(&tab, Customer { email: String::new(), ..zora() });
    assert_ne!(first, second);
    add_whole(&tab, Customer { key: "ZQ-7".into(), ..named("Zora Quill") });
    erase(&tab, second).unwrap();
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
    assert_eq!(tab.rows().customers.len(), 2, "Bob, and somebody else");
    tab.restore(with_first).unwrap();
    assert_eq!(tab.rows().customers.len(), 0);
}

/// What a workspace, its fields and its products are called.
#[test]
fn what_is_called_after_an_erased_person_is_called_so_no_more() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let zora = add_whole(&tab, zora());
    let mut facts = tab.ask(GetFacts {}).unwrap();
    facts.name = "Zora Quill-Feather's shop".into();
    facts.contact.sms_opt_out = "Write to zora@quill.test".into();
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    let csv = "customer_id,name,region,order_date,amount,product\n\
        C2,Bob,near Zora Quill-Feather,2024-03-02,20.00,Zora Quill-Feather cake\n";
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    erase(&tab, zora).unwrap();
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
    assert_eq!(tab.ask(GetFacts {}).unwrap().name, "[…]'s shop");
    assert_eq!(tab.rows().products[0].name, "[…] cake");
}

/// A field is kept under what it was called first, in small letters: what asks for it asks on.
#[test]
fn a_field_called_after_an_erased_person_is_kept_under_another_key() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let zora = add_whole(&tab, zora());
    for label in ["Zora Quill-Feather's view", "zora@quill.test's view", "pet"] {
        let field = CustomField { key: String::new(), label: label.into(), kind: None };
        tab.run(Command::SaveField { field }).unwrap();
    }
    let mut facts = tab.ask(GetFacts {}).unwrap();
    let key = facts.custom_fields[0].key.clone();
    assert_eq!(key, "zora quill-feather's view");
    facts.joining.fields.insert(CustomerField::Custom(key.clone()), KeepRule::Mine);
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    let fields = [(key.clone(), "good".to_owned()), ("pet".to_owned(), "cat".to_owned())].into();
    let bob = add_whole(&tab, Customer { fields, ..named("Bob") });
    let asked = Filter { column: Column::Custom(key.clone()), test: Test::Filled(true) };
    let people = Box::new(SegmentPeople::Live(Rule::Is(Condition::Field(asked))));
    let about = Box::new(SegmentAbout { name: "Told".into(), ..SegmentAbout::default() });
    tab.run(Command::SaveSegment { id: None, about, people }).unwrap();
    let draft = DraftRequest::Put {
        name: "event.2/1".into(),
        bytes: format!("\u{19}{key}").into_bytes(),
        writer: DraftWriter(1),
        base: DraftBase::Nothing,
    };
    tab.request(&NOW, Request::Draft(draft)).unwrap();
    edit(&tab, bob, |bob| _ = bob.fields.insert(key.clone(), "better".into()));
    assert_eq!(tab.rows().segments.segments[0].sum.n_people, 1);

    erase(&tab, zora).unwrap();
    let small = TRACES.map(str::to_lowercase);
    let traces: Vec<&str> = TRACES.into_iter().chain(small.iter().map(String::as_str)).collect();
    assert_eq!(records_with(&store, &traces), Vec::<String>::new());
    let facts = tab.ask(GetFacts {}).unwrap();
    let keys: Vec<&str> = facts.custom_fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["[…]'s view", "[…]'s view'", "pet"]);
    let rule = facts.joining.fields.get(&CustomerField::Custom("[…]'s view".into()));
    assert_eq!(rule, Some(&KeepRule::Mine));
    let told = |value: &str| -> BTreeMap<String, String> {
        let own = [("[…]'s view", value), ("pet", "cat")];
        own.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    };
    let fields = |tab: &Tab| tab.ask(GetCustomerCard { id: bob }).unwrap().customer.fields;
    assert_eq!(fields(&tab), told("better"));
    assert_eq!(tab.rows().segments.segments[0].sum.n_people, 1);
    // The same in every state that can be gone back to.
    tab.undo().unwrap();
    assert_eq!(fields(&tab), told("good"));
    assert_eq!(tab.rows().segments.segments[0].sum.n_people, 1);
}

/// A name that may be a word stays in what is about nobody, unless it is asked to go there too.
#[test]
fn a_name_of_one_word_goes_from_everywhere_where_that_is_asked_for() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let rose = add(&tab, "Quillrose");
    let other = add(&tab, "Quillrose Smith");
    let evening = event(&tab, "Tasting");
    let evening =
        Box::new(Event { why_now: "A Quillrose evening, Quillroses bloom".into(), ..*evening });
    tab.run(Command::SaveEvent { base: None, event: evening }).unwrap();
    let draft = DraftRequest::Put {
        name: "event.2/1".into(),
        bytes: b"\x0fQuillrose comes".to_vec(),
        writer: DraftWriter(1),
        base: DraftBase::Nothing,
    };
    tab.request(&NOW, Request::Draft(draft)).unwrap();
    tab.step(Request::Erase { ids: vec![rose], as_words: true }).unwrap();
    assert_eq!(
        records_with(&store, &["Quillrose evening", "Quillrose comes"]),
        Vec::<String>::new()
    );
    assert_eq!(tab.rows().events[0].event.why_now, "A […] evening, Quillroses bloom");
    let other = tab.ask(GetCustomerCard { id: other }).unwrap().customer;
    assert_eq!(other.name, "Quillrose Smith", "somebody else's own name");
}

#[test]
fn undo_goes_on_before_an_erasure_and_brings_nobody_back() {
    let store = MemoryStore::default();
    let (tab, zora, _) = busy_workspace(&store);
    let summary = erase(&tab, zora).unwrap();
    let erased = tab.rows();
    // What is taken back is the step before: the change of Zora's tags, which shows no more.
    assert_eq!(summary.undo.unwrap().en, "A change to somebody who was erased");
    assert_eq!(summary.redo.unwrap().en, "Add Dee");
    tab.undo().unwrap();
    assert_eq!(tab.rows(), erased);
    assert_eq!(tab.undo().unwrap().redo.unwrap().en, "Add Cid");
    assert_eq!(tab.rows().customers.len(), erased.customers.len() - 1);
    let tab = tab.another(&store);
    tab.redo().unwrap();
    tab.redo().unwrap();
    assert_eq!(tab.rows(), erased);
    tab.redo().unwrap();
    assert_eq!(tab.redo(), Err(EngineError::NothingToRedo));
    assert_eq!(tab.rows().customers.len(), erased.customers.len() + 1);
    let mut n_undone = 0;
    while tab.undo().is_ok() {
        assert!(tab.rows().customers.iter().all(|card| card.customer.id != zora));
        n_undone += 1;
    }
    // Ten steps and their beginning; the erasure is none of its own.
    assert_eq!((n_undone, tab.rows().customers.len()), (9, 0));
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
}

#[test]
fn an_erasure_that_fails_has_changed_nothing() {
    for fault in [Fault::BeforeHead, Fault::Full] {
        let store = MemoryStore::default();
        let (tab, zora, _) = busy_workspace(&store);
        let (rows, stored) = (tab.rows(), block_on((&store).stored_records()).unwrap());
        store.fail_with(fault);
        erase(&tab, zora).unwrap_err();
        store.fail_with(Fault::None);
        assert_eq!(block_on((&store).stored_records()).unwrap(), stored);
        assert_eq!((tab.rows(), tab.another(&store).rows()), (rows.clone(), rows));
        erase(&tab, zora).unwrap();
    }
}

#[test]
fn other_tabs_learn_of_it_and_what_they_add_stays() {
    let store = MemoryStore::default();
    let (tab, zora, _) = busy_workspace(&store);
    let (second, third) = (tab.another(&store), tab.another(&store));
    let before = Box::new(second.ask(GetCustomerCard { id: zora }).unwrap().customer);
    add(&second, "Eve");
    // The eraser had not seen Eve yet.
    erase(&tab, zora).unwrap();
    assert!(tab.rows().customers.iter().any(|card| card.customer.name == "Eve"));
    let customer = Box::new(Customer { region: "Hangzhou".into(), ..*before.clone() });
    let gone = Err(EngineError::NotFound { what: Thing::Customer });
    assert_eq!(second.run(Command::EditCustomer { before, customer }), gone);
    block_on(third.engine.refresh(&NOW, TODAY)).unwrap().unwrap();
    assert_eq!(third.rows(), tab.rows());
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
}

#[test]
fn nobody_is_erased_by_a_wrong_number_or_from_what_is_hurt() {
    let store = MemoryStore::default();
    let (tab, zora, _) = busy_workspace(&store);
    let nobody = Err(EngineError::NotFound { what: Thing::Customer });
    assert_eq!(erase(&tab, CustomerId(999)), nobody);
    store.damage_chunks(|_, bytes| bytes.truncate(bytes.len() - 1));
    let hurt = tab.another(&store);
    assert!(!hurt.ask(meadow_core::protocol::GetSummary {}).unwrap().hurt.is_empty());
    let n_chunks = store.n_chunks();
    assert!(matches!(erase(&hurt, zora), Err(EngineError::BadInput { .. })));
    assert_eq!(store.n_chunks(), n_chunks);
}

#[test]
fn who_was_one_with_somebody_in_some_state_is_gone_from_there_too() {
    let store = MemoryStore::default();
    let (tab, zora, bob) = busy_workspace(&store);
    let blocked = Command::BlockCustomers { ids: vec![zora], reason: "asked for it".into() };
    tab.run(blocked).unwrap();
    let choices = vec![MergeChoice { parts: vec![bob, zora], merged: None }];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    let together = tab.here();
    tab.undo().unwrap();
    erase(&tab, zora).unwrap();
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
    tab.restore(together).unwrap();
    let bob = tab.ask(GetCustomerCard { id: bob }).unwrap();
    assert_eq!((&*bob.customer.name, &*bob.customer.key), ("Bob (via […])", "C2"));
    assert_eq!(tab.ask(meadow_core::protocol::GetSummary {}).unwrap().n_orders, 1);
}

/// What the question before erasing warns of: nothing is left by which the next file could know them.
#[test]
fn who_was_erased_comes_back_with_a_file_as_somebody_new() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let first = add_whole(&tab, zora());
    edit(&tab, first, |zora| zora.consent.set(Channel::Sms, Permission::Refused));
    tab.run(Command::BlockCustomers { ids: vec![first], reason: "asked for it".into() }).unwrap();
    erase(&tab, first).unwrap();
    let csv = "customer_id,name,phone\nZQ-771,Zora Quill-Feather,13911112222\n";
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let rows = tab.rows();
    let [back] = &rows.customers[..] else { panic!("one of them") };
    assert_ne!(back.customer.id, first);
    assert_eq!((back.obstacle, back.blocked.len()), (None, 0));
    assert_eq!(back.customer.consent.of(Channel::Sms), Permission::Unknown);
}

#[test]
fn those_who_became_one_are_erased_as_one() {
    let store = MemoryStore::default();
    let (tab, zora, bob) = busy_workspace(&store);
    let choices = vec![MergeChoice { parts: vec![bob, zora], merged: None }];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    erase(&tab, bob).unwrap();
    assert_eq!(records_with(&store, &TRACES), Vec::<String>::new());
    assert_eq!(records_with(&store, &["13900000002"]), Vec::<String>::new());
}

#[test]
fn two_who_are_erased_one_after_the_other_are_passed_over_together() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (ann, bob) = (add(&tab, "Ann"), add(&tab, "Bob"));
    add(&tab, "Cid");
    erase(&tab, ann).unwrap();
    let summary = erase(&tab, bob).unwrap();
    assert_eq!(summary.undo.unwrap().en, "Add Cid");
    assert_eq!(tab.undo().unwrap().n_people, 0);
    let summary = tab.redo().unwrap();
    assert_eq!((summary.n_people, summary.redo), (1, None));
    let here = history(&tab).into_iter().find(|entry| entry.place == StepPlace::Here).unwrap();
    assert_eq!(here.label.en, "1 customer was erased for good");
}

proptest! {
    #![proptest_config(Config::with_cases(24))]

    #[test]
    fn whatever_was_done_before_every_state_stands_without_the_erased(
        before in steps(),
        between in steps(),
        n_undone in 0..4usize,
        targets in proptest::collection::vec(any::<Index>(), 0..4),
    ) {
        let store = MemoryStore::default();
        let tab = Tab::with_workspace(&store);
        let run = |steps: &[super::steps::Step]| for step in steps {
            if let Some(command) = command(&tab, &tab.rows(), step) {
                let _ = tab.run(command);
            }
        };
        run(&before);
        let zora = add_whole(&tab, zora());
        run(&between);
        for target in &targets {
            tab.restore(target.get(&history(&tab)).revision).unwrap();
        }
        for _ in 0..n_undone {
            let _ = tab.undo();
        }
        let is_there = |tab: &Tab| tab.ask(GetCustomerCard { id: zora }).is_ok();
        if !is_there(&tab) {
            prop_assert_eq!(erase(&tab, zora), Err(EngineError::NotFound { what: Thing::Customer }));
            return Ok(());
        }
        let states: Vec<_> = history(&tab).into_iter().map(|entry| entry.revision).collect();
        let others = |tab: &Tab| -> BTreeSet<u32> {
            let all = tab.rows().customers.into_iter().map(|card| card.customer.id);
            all.filter(|id| *id != zora).map(|id| id.0).collect()
        };
        let here = others(&tab);
        erase(&tab, zora).unwrap();
        prop_assert_eq!(records_with(&store, &["13911112222", "zora@quill.test", "wx_zora_q"]), Vec::<String>::new());
        prop_assert_eq!(others(&tab), here);
        let tab = tab.another(&store);
        for state in states {
            tab.restore(state).unwrap();
            prop_assert!(!is_there(&tab));
        }
        while tab.undo().is_ok() {
            prop_assert!(!is_there(&tab));
        }
        while tab.redo().is_ok() {
            prop_assert!(!is_there(&tab));
        }
    }
}
