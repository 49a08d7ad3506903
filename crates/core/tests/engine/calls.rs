//! Calls from the call list: what follows from each outcome, as one step; and playbooks in own words.

use std::sync::Arc;

use meadow_core::calls;
use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::{Customer, Stage};
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::log::Happening;
use meadow_core::domain::money::Money;
use meadow_core::domain::play::{Play, PlayPart};
use meadow_core::domain::playbook_edits::{OwnReason, OwnText, PlaybookEdits, PlaybookPart};
use meadow_core::domain::reason::ReasonSource;
use meadow_core::engine::MemoryStore;
use meadow_core::playbooks::class_playbook;
use meadow_core::protocol::{
    Command, EngineError, GetCalls, GetCustomerCard, GetCustomerIds, GetPersonFacts, GetPlaybook,
    GetReasonMix, GetReasons, GetShopFacts, GetSummary, GetWholeQueue, NewCall, NewContact,
    Outcome, Request, Thing,
};
use meadow_core::views::calls::CallAudience;
use meadow_core::views::table::{
    Cell, Column, CustomerCard, Filter, Measure, RecordEvent, TableQuery, Test,
};

use super::tab::{TODAY, Tab, named};

fn add(tab: &Tab, customer: Customer) -> CustomerId {
    let Ok(Outcome::Customer(id)) = tab.run(Command::AddCustomer { customer: Box::new(customer) })
    else {
        panic!("not added")
    };
    id
}

fn callable(name: &str, phone: &str) -> Customer {
    Customer { phone: phone.into(), ..named(name) }
}

fn ended(customer: CustomerId, outcome: CallOutcome) -> NewCall {
    NewCall {
        customer,
        outcome,
        script: Some(Class::Dragonfly),
        script_reason: String::new(),
        event: None,
        again: None,
        reasons: Vec::new(),
        text: String::new(),
    }
}

fn log(tab: &Tab, call: NewCall) -> Result<Outcome, EngineError> {
    tab.run(Command::LogCall { call })
}

fn card(tab: &Tab, id: CustomerId) -> CustomerCard {
    tab.ask(GetCustomerCard { id }).unwrap()
}

fn queue(tab: &Tab) -> Vec<CustomerId> {
    let list = tab.ask(GetCalls { audience: CallAudience::Everyone, event: None }).unwrap();
    list.queue.into_iter().map(|entry| entry.id).collect()
}

#[test]
fn one_step_notes_the_call_its_reasons_and_the_stage() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, callable("Ann", "1"));
    assert_eq!(card(&tab, ann).stage, Stage::Lead);
    let before = tab.rows();
    let call = NewCall {
        reasons: vec!["觉得价格高".into(), "Moves  away".into()],
        text: " asks for a sample ".into(),
        ..ended(ann, CallOutcome::Interested)
    };
    log(&tab, call).unwrap();
    let after = card(&tab, ann);
    assert_eq!(after.stage, Stage::Interested);
    assert_eq!(after.customer.stage, None, "an order still moves it on");
    let [contact] = &after.interactions[..] else { panic!("one contact") };
    assert_eq!((contact.day, contact.text.as_str()), (TODAY, "asks for a sample"));
    assert_eq!(contact.call.as_ref().unwrap().script, Some(Class::Dragonfly));
    let given: Vec<_> = after.reasons.iter().map(|one| one.reason.key.as_str()).collect();
    assert_eq!(given, ["price", "Moves away"]);
    assert!(after.reasons.iter().all(|one| one.source == ReasonSource::Call && one.day == TODAY));
    assert_eq!(after.reasons[0].reason.class, Some(Class::Butterfly));
    let noted = |what: &RecordEvent| matches!(what, RecordEvent::Reasons { .. });
    assert!(after.record.iter().any(|line| noted(&line.what)));
    let reached = RecordEvent::StageReached(Stage::Interested);
    assert!(after.record.iter().any(|line| line.what == reached && line.day == TODAY));
    let label = tab.ask(GetSummary {}).unwrap().undo.expect("a step");
    assert_eq!(label.en, "Call with Ann: Interested");
    assert_eq!(queue(&tab), [], "called today");
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    assert_eq!(queue(&tab), [ann], "undo goes back to them");
}

#[test]
fn an_order_by_word_counts_until_it_is_on_record() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let by_rule = add(&tab, callable("Ann", "1"));
    let by_hand = add(&tab, Customer { stage: Some(Stage::Lapsed), ..callable("Bo", "2") });
    for id in [by_rule, by_hand] {
        log(&tab, ended(id, CallOutcome::Ordered)).unwrap();
        assert_eq!(card(&tab, id).stage, Stage::Bought);
    }
    assert_eq!(card(&tab, by_rule).customer.stage, None);
    let moved = Happening::Stage { from: Some(Stage::Lapsed), to: Some(Stage::Bought) };
    let record = card(&tab, by_hand).record;
    assert!(record.iter().any(|line| line.what == RecordEvent::Logged(moved.clone())));
}

/// The data end ten days ago. Attention: two days of visits within 170 of acquaintance are
/// 80 × 2 ÷ 4 + 20 × 170 ÷ 350 = 49.7, and three within 180, with the call of today,
/// 80 × 3 ÷ 5 + 20 × 180 ÷ 360 = 58. Purchasing power: 50 against a usual order of 100, which is 33.
#[test]
fn interest_in_a_call_of_today_moves_the_class_whenever_the_last_order_was() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ended_on = TODAY.plus_days(-10);
    let csv = format!("customer_id,order_date,amount\nB,{ended_on},100\n");
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let ann = add(
        &tab,
        Customer {
            budget: Some(Money::from_major(50.0)),
            known_since: Some(ended_on.plus_days(-170)),
            ..callable("Ann", "1")
        },
    );
    for days_before in [20, 30] {
        let day = TODAY.plus_days(-days_before);
        let kind = InteractionKind::Visit;
        let contact = NewContact { day, kind, event: None, text: String::new() };
        tab.run(Command::NoteContact { ids: vec![ann], contact }).unwrap();
    }
    let stands = || {
        let card = card(&tab, ann);
        let days = card.loyalty.reasons.into_iter().find(|it| it.measure == Measure::Attention);
        let placed = card.placed.map(|placed| (placed.class, placed.expected));
        (placed, days.and_then(|days| days.found), card.data_end)
    };
    let before = stands();
    let expected =
        |class, days: f64| (Some((class, true)), Some(Cell::Number(days)), Some(ended_on));
    assert_eq!(before, expected(Class::Mantis, 2.0));
    for outcome in [CallOutcome::Interested, CallOutcome::Registered, CallOutcome::Ordered] {
        log(&tab, ended(ann, outcome)).unwrap();
        assert_eq!(stands(), expected(Class::Butterfly, 3.0), "{outcome:?}");
        tab.undo().unwrap();
        assert_eq!(stands(), before);
    }
    for outcome in [CallOutcome::NotNow, CallOutcome::NotReached] {
        log(&tab, ended(ann, outcome)).unwrap();
        assert_eq!(stands(), before, "{outcome:?} shows no interest");
        tab.undo().unwrap();
    }
}

#[test]
fn a_wrong_number_is_marked_until_it_is_another() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, callable("Ann", "1"));
    log(&tab, ended(ann, CallOutcome::NotReached)).unwrap();
    assert!(!card(&tab, ann).has_wrong_number);
    log(&tab, ended(ann, CallOutcome::WrongNumber)).unwrap();
    let wrong = card(&tab, ann);
    assert!(wrong.has_wrong_number);
    for phone in ["2", ""] {
        let before = Box::new(card(&tab, ann).customer);
        let customer = Box::new(Customer { phone: phone.into(), ..*before.clone() });
        tab.run(Command::EditCustomer { before, customer }).unwrap();
        assert!(!card(&tab, ann).has_wrong_number, "{phone:?} is another number, or none");
    }
}

#[test]
fn refusals_are_noted_with_day_and_source() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let no_calls = add(&tab, callable("Ann", "1"));
    let nothing = add(&tab, callable("Bo", "2"));
    log(&tab, ended(no_calls, CallOutcome::NoMoreCalls)).unwrap();
    log(&tab, ended(nothing, CallOutcome::NoContact)).unwrap();
    let consent = card(&tab, no_calls).customer.consent;
    let said = &consent.channels[&Channel::Phone];
    assert_eq!((said.permission, said.day), (Permission::Refused, Some(TODAY)));
    assert_eq!(said.source, "电话中表示");
    assert!(!consent.opted_out(), "other ways are still open");
    let out = card(&tab, nothing).customer.consent.opt_out.unwrap();
    assert_eq!((out.day, out.source.as_str()), (Some(TODAY), "电话中表示"));
    let list = tab.ask(GetCalls { audience: CallAudience::Everyone, event: None }).unwrap();
    assert_eq!(list.called_today.len(), 2);
    assert_eq!(list.called_today[0].id, nothing, "the last one first");
}

#[test]
fn a_day_that_is_over_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, callable("Ann", "1"));
    let before = tab.rows();
    let call = NewCall { again: Some(TODAY), ..ended(ann, CallOutcome::NotNow) };
    assert!(matches!(log(&tab, call), Err(EngineError::BadInput { .. })));
    let gone = log(&tab, ended(CustomerId(99), CallOutcome::NotNow));
    assert!(matches!(gone, Err(EngineError::NotFound { .. })));
    assert_eq!(tab.rows(), before);
    let call = NewCall { again: Some(Day(TODAY.0 + 1)), ..ended(ann, CallOutcome::NotNow) };
    log(&tab, call).unwrap();
}

#[test]
fn reasons_are_counted_per_class_and_lead_to_the_people() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, callable("Ann", "1"));
    add(&tab, callable("Bo", "2"));
    let call = NewCall { reasons: vec!["Moves away".into()], ..ended(ann, CallOutcome::NotNow) };
    log(&tab, call).unwrap();
    let mix = tab.ask(GetReasonMix {}).unwrap();
    let unplaced = mix.iter().find(|row| row.class.is_none()).unwrap();
    assert_eq!((unplaced.n_leads, unplaced.n_with_reason), (2, 1));
    let [count] = &unplaced.reasons[..] else { panic!("one reason") };
    assert_eq!((count.reason.key.as_str(), count.n_leads, count.n_customers), ("Moves away", 1, 0));
    let bees = mix.iter().find(|row| row.class == Some(Class::Bee)).unwrap();
    assert_eq!(bees.reasons.len(), class_playbook(Class::Bee).reasons.len(), "with none as well");
    let test = Test::AnyOf(vec!["Moves away".into()]);
    let filters = vec![Filter { column: Column::Reasons, test }];
    let table = TableQuery { filters, ..TableQuery::default() };
    assert_eq!(tab.ask(GetCustomerIds { table }).unwrap(), [ann]);
}

#[test]
fn a_playbook_keeps_only_what_differs() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let class = Class::Bee;
    let original = class_playbook(class).clone();
    let save =
        |edits: &PlaybookEdits| tab.run(Command::SavePlaybook { class, edits: edits.clone() });
    let own = |en: &str, zh: &str| OwnText { en: Some(en.into()), zh: Some(zh.into()) };
    let reason = OwnReason {
        label: " Moves \n away ".into(),
        play: Play { action: "Wish well".into(), avoid: " Begging ".into(), ..Play::default() },
    };
    let edits = PlaybookEdits {
        texts: vec![
            (PlaybookPart::Close, own(&original.script.close.en, " ")),
            (PlaybookPart::Opening, own("Hi {name}", &original.script.opening.zh)),
        ],
        reasons: vec![reason.clone()],
        ..PlaybookEdits::default()
    };
    save(&edits).unwrap();
    let view = tab.ask(GetPlaybook { class, reason: None }).unwrap();
    assert_eq!(view.playbook.script.opening.en, "Hi {name}");
    assert_eq!(view.original, original);
    let kept = OwnText { en: Some("Hi {name}".into()), zh: None };
    assert_eq!(view.edits.texts, [(PlaybookPart::Opening, kept)]);
    assert_eq!(view.edits.reasons[0].label, "Moves away");
    let known = tab.ask(GetReasons {}).unwrap();
    let found = known.iter().find(|entry| entry.key == "Moves away").unwrap();
    assert_eq!((found.class, found.play.action.en.as_str()), (Some(class), "Wish well"));
    assert_eq!(found.play.avoid.zh, "Begging");
    let twice = PlaybookEdits { reasons: vec![reason.clone(), reason], ..PlaybookEdits::default() };
    assert!(matches!(save(&twice), Err(EngineError::BadInput { .. })));
    save(&PlaybookEdits::default()).unwrap();
    assert_eq!(tab.ask(GetPlaybook { class, reason: None }).unwrap().playbook, original);
    tab.undo().unwrap();
    assert_eq!(
        tab.ask(GetPlaybook { class, reason: None }).unwrap().playbook.script.opening.en,
        "Hi {name}"
    );
}

#[test]
fn words_for_a_reason_in_a_class_are_kept_and_taken_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let class = Class::Bee;
    let ask =
        |reason: &str| tab.ask(GetPlaybook { class, reason: Some(reason.to_owned()) }).unwrap();
    let save =
        |edits: &PlaybookEdits| tab.run(Command::SavePlaybook { class, edits: edits.clone() });
    let own = |en: &str, zh: &str| OwnText { en: Some(en.into()), zh: Some(zh.into()) };
    let original = ask("price").playbook;
    let before = tab.rows();
    let mut edits = PlaybookEdits::default();
    let texts = vec![
        (PlaybookPart::Sms, own("Hi {name}", &original.samples.sms.zh)),
        (PlaybookPart::Aim, own(" ", &original.aim.zh)),
        (PlaybookPart::Reason("price".into(), PlayPart::Offer), own("x", "x")),
    ];
    edits.pairs.insert("price".into(), texts.clone());
    edits.pairs.insert("stands nowhere".into(), texts);
    save(&edits).unwrap();
    let view = ask("price");
    let kept = OwnText { en: Some("Hi {name}".into()), zh: None };
    assert_eq!(view.edits.pairs, [("price".to_owned(), vec![(PlaybookPart::Sms, kept)])].into());
    assert_eq!(view.playbook.samples.sms.en, "Hi {name}");
    assert_eq!(view.original, original);
    let label = tab.ask(GetSummary {}).unwrap().undo.expect("a step");
    assert!(!label.en.is_empty() && !label.zh.is_empty());
    // The class in other words: what was written for the pair stays, the rest follows the class.
    let mut edits = view.edits.clone();
    edits.texts = vec![(PlaybookPart::Channel, own("By post", "寄信"))];
    save(&edits).unwrap();
    let view = ask("price");
    assert_eq!(view.playbook.channel.zh, "寄信");
    assert_eq!(view.playbook.samples.sms.en, "Hi {name}");
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    assert_eq!(ask("price").playbook, original);
}

#[test]
fn an_erased_person_stands_in_no_playbook_or_reason() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let zora = add(&tab, callable("Zora Quillfeather", "13911112222"));
    let bob = add(&tab, callable("Bob", "13911112222"));
    let wrong = NewCall {
        reasons: vec!["Waits for Zora Quillfeather".into()],
        ..ended(bob, CallOutcome::WrongNumber)
    };
    log(&tab, wrong).unwrap();
    let reason = OwnReason {
        label: "Knows Zora Quillfeather".into(),
        play: Play::<()>::default().map(|()| "Ask Zora Quillfeather".to_owned()),
    };
    let text = OwnText { en: Some("Zora Quillfeather says hello".into()), zh: None };
    let of_reason = PlaybookPart::Reason("not-told".into(), PlayPart::Offer);
    let texts = vec![(PlaybookPart::Say, text.clone()), (of_reason, text)];
    let pairs = [
        ("Knows Zora Quillfeather", "Greet Zora Quillfeather"),
        ("price", "Like Zora Quillfeather's"),
    ]
    .map(|(reason, words)| {
        let own = OwnText { en: None, zh: Some(words.into()) };
        (reason.to_owned(), vec![(PlaybookPart::Close, own)])
    });
    let edits = PlaybookEdits { texts, reasons: vec![reason], pairs: pairs.into() };
    tab.run(Command::SavePlaybook { class: Class::Bee, edits }).unwrap();
    tab.step(Request::Erase { ids: vec![zora], as_words: false }).unwrap();
    let left = format!("{:?}", tab.rows());
    assert!(!left.contains("Quillfeather"), "{left}");
    let view = tab.ask(GetPlaybook { class: Class::Bee, reason: None }).unwrap();
    let own = &view.edits.reasons[0].label;
    assert!(view.edits.pairs.contains_key(own), "what is said to it still belongs to {own}");
    let call = card(&tab, bob).interactions[0].call.clone().unwrap();
    assert!(!call.wrong_number.contains("13911112222"));
}

#[test]
fn the_shop_is_called_what_the_workspace_is() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let facts = tab.ask(GetShopFacts {}).unwrap();
    assert_eq!((facts.shop.as_str(), facts.events.len()), ("Test", 0));
    let ann = add(&tab, named("Ann"));
    let facts = tab.ask(GetPersonFacts { id: ann }).unwrap();
    assert_eq!((facts.name.as_str(), facts.last_purchase), ("Ann", None));
    let gone = tab.ask(GetPersonFacts { id: CustomerId(99) });
    assert_eq!(gone, Err(EngineError::NotFound { what: Thing::Customer }));
    let mut sample = meadow_core::sample::tables();
    for usual in ["My customers", " 我的客户 ", ""] {
        Arc::make_mut(&mut sample.facts).name = usual.into();
        assert_eq!(calls::shop_facts(&sample, Day(0)).shop, "", "{usual} is no shop");
    }
    let sample = calls::shop_facts(&sample, Day(0));
    assert!(sample.events.is_sorted_by_key(|event| (event.day.is_none(), event.day)));
}

/// The page gets the first of them; a file has everybody, in the same order.
#[test]
fn the_whole_queue_goes_on_where_the_list_ends() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let people: String = (0..230).map(|at| format!("C{at},Person {at},138000{at:05}\n")).collect();
    let (source, mapping) = tab.attach_csv(&format!("customer_id,name,phone\n{people}"));
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let audience = CallAudience::Everyone;
    let list = tab.ask(GetCalls { audience, event: None }).unwrap();
    let whole = tab.ask(GetWholeQueue { audience, event: None }).unwrap();
    assert!(list.queue.len() < whole.len(), "the list holds all {}", whole.len());
    assert_eq!(whole.len(), list.n_callable as usize);
    assert_eq!(list.queue[..], whole[..list.queue.len()]);
    // By the numbers that the user knows people by, not by those that are only Meadow's.
    let last = whole.last().map(|entry| (entry.key.as_str(), entry.phone.as_str()));
    assert_eq!(last, Some(("C229", "13800000229")));
}
