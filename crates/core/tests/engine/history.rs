//! The list of steps, the way back to any of them, and two of them side by side.

use meadow_core::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, Revision};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::log::{FieldChange, Happening};
use meadow_core::domain::money::Money;
use meadow_core::domain::product::Product;
use meadow_core::domain::workspace::{CustomField, WorkspaceFacts};
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, CompareStates, EngineError, GetComparedCustomers, GetComparedRows, GetCustomerCard,
    GetFacts, GetHistory, GetSummary, MergeChoice, NewContact, Request, Thing,
};
use meadow_core::views::comparison::{
    ComparedList, ComparedPage, Comparison, Counts, DocumentKind, Fact, HowDifferent, RowChange,
    RowFact, RowValue,
};
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::table::{CustomerCard, RecordEvent, RecordLine};
use meadow_core::views::workspace::{HistoryPage, StepPlace};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::Index;
use proptest::test_runner::Config;

use super::steps::{command, steps};
use super::tab::{NOW, TODAY, Tab, add, named};

fn history(tab: &Tab, n_skipped: u32, limit: u32) -> HistoryPage {
    tab.ask(GetHistory { n_skipped, limit }).unwrap()
}

#[test]
fn history_tells_where_we_stand() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    add(&tab, "王丽");
    tab.undo().unwrap();
    let told = |tab: &Tab| -> Vec<(String, StepPlace)> {
        let entries = history(tab, 0, 10).entries;
        entries.into_iter().map(|entry| (entry.label.zh, entry.place)).collect()
    };
    let step = |label: &str, place| (label.to_owned(), place);
    let began = step("新建工作区", StepPlace::Behind);
    assert_eq!(
        told(&tab),
        [step("新增“王丽”", StepPlace::Ahead), step("新增“Ann”", StepPlace::Here), began.clone()]
    );
    // What was undone for something else is not lost.
    add(&tab, "Bob");
    assert_eq!(
        told(&tab),
        [
            step("新增“Bob”", StepPlace::Here),
            step("新增“王丽”", StepPlace::Aside),
            step("新增“Ann”", StepPlace::Behind),
            began,
        ]
    );
}

#[test]
fn history_is_paged_through_to_its_beginning() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for number in 0..25 {
        add(&tab, &number.to_string());
    }
    let all = history(&tab, 0, 100);
    assert_eq!((all.n_steps, all.entries.len()), (26, 26));
    let paged: Vec<_> = (0..3).flat_map(|page| history(&tab, page * 10, 10).entries).collect();
    assert_eq!(paged, all.entries);
}

#[test]
fn going_back_is_a_step_that_can_be_undone() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let (then, rows) = (tab.here(), tab.rows());
    add(&tab, "Bob");
    let (later, both) = (tab.here(), tab.rows());
    let n_chunks = store.n_chunks();
    let back = tab.restore(then).unwrap();
    assert_eq!(back.undo.unwrap().en, "Back to: Add Ann");
    assert_eq!(tab.rows(), rows);
    assert_eq!(tab.another(&store).rows(), rows);
    // Nothing was copied.
    assert_eq!(store.n_chunks(), n_chunks);
    tab.undo().unwrap();
    assert_eq!(tab.rows(), both);
    tab.redo().unwrap();
    // Back to where one went back to is said once.
    let back = tab.here();
    tab.restore(later).unwrap();
    assert_eq!(tab.rows(), both);
    assert_eq!(tab.restore(back).unwrap().undo.unwrap().zh, "回到：新增“Ann”");
    // Numbers are not used twice: orders of somebody gone never become another's.
    let numbers: Vec<u32> = tab.rows().customers.iter().map(|card| card.customer.id.0).collect();
    assert!(!numbers.contains(&add(&tab, "Cid").0));
    assert_eq!(add(&tab, "Dee").0, 4);
}

#[test]
fn going_back_to_where_one_is_or_to_what_is_not_kept_changes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let position = tab.engine.position();
    tab.restore(tab.here()).unwrap();
    assert_eq!(tab.restore(Revision(99)), Err(EngineError::NotFound { what: Thing::Step }));
    assert_eq!(tab.engine.position(), position);
}

#[test]
fn going_back_never_passes_over_what_was_not_shown() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let beginning = one.here();
    add(&one, "Ann");
    let other = one.another(&store);
    add(&other, "Bob");
    assert_eq!(one.restore(beginning), Err(EngineError::Conflict));
    assert_eq!(one.rows().customers.len(), 2);
    one.restore(beginning).unwrap();
    assert_eq!(one.rows().customers.len(), 0);
}

#[test]
fn forgotten_steps_are_gone_and_the_rest_stands() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for name in ["Ann", "Bob", "Cid"] {
        add(&tab, name);
    }
    tab.undo().unwrap();
    let rows = tab.rows();
    let summary = tab.step(Request::ForgetSteps { older_than_ms: 0.0 }).unwrap();
    assert_eq!((summary.undo, summary.redo.is_some()), (None, true));
    assert_eq!(tab.undo(), Err(EngineError::NothingToUndo));
    assert_eq!((tab.rows(), history(&tab, 0, 10).n_steps), (rows, 2));
    tab.redo().unwrap();
    assert_eq!(tab.another(&store).rows().customers.len(), 3);
}

#[test]
fn a_backup_is_noted_beside_the_steps_and_changes_are_counted_from_it() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let other = tab.another(&store);
    add(&tab, "Ann");
    let made_of = add_and_tell(&tab, "Bob");
    let rows = tab.rows();
    add(&other, "Cid");
    let noted = tab.step(Request::NoteBackup { of: made_of }).unwrap();
    assert_eq!((noted.backup_ms, noted.n_changes_since_backup), (Some(NOW.now_ms), 1));
    assert_eq!(noted.undo.unwrap().en, "Add Cid");
    assert_eq!(tab.undo().unwrap().n_changes_since_backup, 2);
    assert_eq!(tab.rows(), rows);
    let now = tab.step(Request::NoteBackup { of: tab.engine.position().unwrap().1 }).unwrap();
    assert_eq!((now.n_changes_since_backup, now.redo.unwrap().en), (0, "Add Cid".to_owned()));
    assert_eq!(tab.another(&store).ask(GetSummary {}).unwrap().n_changes_since_backup, 0);
}

/// The revision of the head after it.
fn add_and_tell(tab: &Tab, name: &str) -> Revision {
    add(tab, name);
    tab.engine.position().unwrap().1
}

fn compare(tab: &Tab, before: Revision, after: Revision) -> Comparison {
    tab.ask(CompareStates { before, after }).unwrap()
}

#[test]
fn two_states_are_told_apart() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    let bob = add(&tab, "Bob");
    let before = tab.here();
    assert_eq!(compare(&tab, before, before), Comparison::default());
    let cid = add(&tab, "Cid");
    let seen = Box::new(Customer { id: ann, ..named("Ann") });
    let customer = Box::new(Customer { name: "Anna".into(), ..*seen.clone() });
    tab.run(Command::EditCustomer { before: seen, customer }).unwrap();
    tab.run(Command::DeleteCustomers { ids: vec![bob] }).unwrap();
    let product = Product { name: "Tea".into(), ..Product::default() };
    tab.run(Command::SaveProduct { product }).unwrap();
    let facts = tab.ask(GetFacts {}).unwrap();
    let facts = WorkspaceFacts { currency: "SGD".into(), ..facts };
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    let event = super::steps::event(&tab, "Tasting");
    tab.run(Command::SaveEvent { base: None, event }).unwrap();
    let after = tab.here();

    let one_each = Counts { n_added: 1, n_removed: 1, n_changed: 1 };
    let found = compare(&tab, before, after);
    assert_eq!((found.customers, found.orders), (one_each, Counts::default()));
    assert_eq!(found.products, Counts { n_added: 1, ..Counts::default() });
    assert_eq!(found.facts, [Fact::Currency]);
    let [document] = &found.documents[..] else { panic!("{:?}", found.documents) };
    assert_eq!(
        (document.kind, &*document.name, document.how),
        (DocumentKind::Event, "Tasting", HowDifferent::Added)
    );
    let listed = |how, n_skipped| -> ComparedPage {
        tab.ask(GetComparedCustomers { before, after, how, n_skipped, limit: 5 }).unwrap()
    };
    assert_eq!(listed(HowDifferent::Added, 0).rows[0].id, cid);
    assert_eq!(listed(HowDifferent::Removed, 0).rows[0].name, "Bob");
    let changed = listed(HowDifferent::Changed, 0);
    let change = FieldChange { field: CustomerField::Name, from: "Ann".into(), to: "Anna".into() };
    assert_eq!(changed.rows[0].changes, [Happening::Edited([change].into())]);
    assert_eq!((changed.n_rows, listed(HowDifferent::Changed, 1).rows.len()), (1, 0));
    // The other way round, from a tab that has neither in memory.
    tab.restore(before).unwrap();
    let back = compare(&tab.another(&store), after, before);
    assert_eq!(back.customers, one_each);
    assert_eq!(back.documents[0].how, HowDifferent::Removed);
}

#[test]
fn the_rows_behind_the_other_counts_are_told() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let import = |orders: &str| {
        let csv = format!("客户编号,姓名,订单号,下单日期,金额\n{orders}");
        let (source, mapping) = tab.attach_csv(&csv);
        tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    };
    import("1,Ann,A-1,2024-03-01,12\n");
    let ann = tab.rows().customers[0].customer.id;
    let before = tab.here();
    import("1,Ann,A-1,2024-03-02,15\n1,Ann,A-2,2024-03-03,7\n");
    let product = Product { name: "Tea".into(), price: Some(Money(900)), ..Product::default() };
    tab.run(Command::SaveProduct { product }).unwrap();
    let (day, kind) = (Day(19_990), InteractionKind::Visit);
    let contact = NewContact { day, kind, event: None, text: "came by".into() };
    tab.run(Command::NoteContact { ids: vec![ann], contact }).unwrap();
    let after = tab.here();
    let listed = |list, how| {
        let (n_skipped, limit) = (0, 5);
        tab.ask(GetComparedRows { before, after, list, how, n_skipped, limit }).unwrap()
    };
    let march = |day| RowValue::Day(Day::from_ymd(2024, 3, day).unwrap());
    let customer = (RowFact::Customer, RowValue::Customer(ann, "Ann".into()));
    let text = |text: &str| RowValue::Text(text.into());

    let changed = listed(ComparedList::Orders, HowDifferent::Changed);
    let change = |fact, from, to| RowChange { fact, from, to };
    let sum = |hundredths| RowValue::Money(Money(hundredths));
    assert_eq!(changed.n_rows, 1);
    assert_eq!(
        changed.rows[0].changes,
        [change(RowFact::Day, march(1), march(2)), change(RowFact::Amount, sum(1_200), sum(1_500)),]
    );
    let added = listed(ComparedList::Orders, HowDifferent::Added);
    let facts = [
        (RowFact::Day, march(3)),
        customer.clone(),
        (RowFact::Number, text("A-2")),
        (RowFact::Amount, sum(700)),
    ];
    assert_eq!(added.rows[0].facts, facts);
    let products = listed(ComparedList::Products, HowDifferent::Added);
    let facts = [(RowFact::Name, text("Tea")), (RowFact::Price, sum(900))];
    assert_eq!(products.rows[0].facts, facts);
    let contacts = listed(ComparedList::Contacts, HowDifferent::Added);
    let facts = [
        (RowFact::Day, RowValue::Day(day)),
        customer,
        (RowFact::Kind, RowValue::Kind(kind)),
        (RowFact::Text, text("came by")),
    ];
    assert_eq!(contacts.rows[0].facts, facts);
    assert_eq!(listed(ComparedList::Contacts, HowDifferent::Removed).n_rows, 0);
}

/// An own field is told by its name, also one that is gone since.
#[test]
fn what_changed_in_an_own_field_comes_with_its_name() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    let field = |key: &str, label: &str| {
        let field = CustomField { key: key.into(), label: label.into(), kind: None };
        tab.run(Command::SaveField { field }).unwrap();
        tab.ask(GetFacts {}).unwrap().custom_fields.last().unwrap().clone()
    };
    let spent = field("", "Spent so far");
    let before = tab.here();
    let seen = Box::new(Customer { id: ann, ..named("Ann") });
    let mut customer = seen.clone();
    customer.fields.insert(spent.key.clone(), "20".into());
    tab.run(Command::EditCustomer { before: seen, customer }).unwrap();
    let page = |after| {
        let how = HowDifferent::Changed;
        tab.ask(GetComparedCustomers { before, after, how, n_skipped: 0, limit: 5 }).unwrap()
    };
    let labels = |page: &ComparedPage| -> Vec<String> {
        page.fields.iter().map(|field| field.label.clone()).collect()
    };
    let found = page(tab.here());
    assert_eq!(labels(&found), ["Spent so far"]);
    let [Happening::Edited(changes)] = &found.rows[0].changes[..] else { panic!("{found:?}") };
    assert_eq!(changes[0].field, CustomerField::Custom(spent.key.clone()));
    field(&spent.key, "Spent");
    assert_eq!(labels(&page(tab.here())), ["Spent"]);
    tab.run(Command::RemoveField { key: spent.key }).unwrap();
    field("", "Pet");
    assert_eq!(labels(&page(tab.here())), ["Pet", "Spent so far"]);
}

/// The end of a step that brought refusals along.
const KEPT: &str = "; refusals and blocks noted since stay";

/// Whatever spoke against writing to somebody still does.
fn is_as_closed(was: &CustomerCard, is: &CustomerCard) -> bool {
    let (before, after) = (&was.customer.consent, &is.customer.consent);
    let by_channel = Channel::ALL.into_iter().all(|channel| {
        before.noted(channel) != Permission::Refused || after.noted(channel) == Permission::Refused
    });
    let by_all = !before.opted_out() || after.opted_out();
    let by_block = was.blocked.is_empty() || !is.blocked.is_empty() || after.opted_out();
    by_channel && by_all && by_block
}

fn set_consent(tab: &Tab, id: CustomerId, change: impl FnOnce(&mut Customer)) {
    let before = tab.ask(GetCustomerCard { id }).unwrap().customer;
    let mut customer = before.clone();
    change(&mut customer);
    tab.run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
        .unwrap();
}

/// Three weeks later somebody goes back to undo a bad import: nobody who refused since may be written to.
#[test]
fn going_back_gives_no_refusal_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let [ann, bo, cy] = ["Ann", "Bo", "Cy"].map(|name| add(&tab, name));
    set_consent(&tab, ann, |ann| ann.consent.set(Channel::Sms, Permission::Granted));
    set_consent(&tab, cy, |cy| cy.phone = "13800138000".into());
    let then = tab.here();
    set_consent(&tab, ann, |ann| {
        let said = ChannelConsent { day: Some(TODAY), ..ChannelConsent::from(Permission::Refused) };
        ann.consent.set(Channel::Sms, said);
        ann.consent.set(Channel::WeChat, Permission::Granted);
    });
    set_consent(&tab, bo, |bo| {
        bo.consent.opt_out = Some(OptOut { day: Some(TODAY), source: "by call".into() });
        bo.name = "Bob".into();
    });
    // Blocked by a number that the earlier state does not know.
    set_consent(&tab, cy, |cy| cy.phone = "13900139000".into());
    tab.run(Command::BlockCustomers { ids: vec![cy], reason: "rude".into() }).unwrap();
    let later = tab.rows();

    let label = tab.restore(then).unwrap().undo.unwrap();
    assert_eq!(label.en, format!("Back to: Edit Cy{KEPT}"));
    let of = |id: CustomerId| tab.ask(GetCustomerCard { id }).unwrap();
    let sms = of(ann).customer.consent.channels[&Channel::Sms].clone();
    assert_eq!((sms.permission, sms.day), (Permission::Refused, Some(TODAY)));
    assert_eq!(of(ann).customer.consent.noted(Channel::WeChat), Permission::Unknown);
    assert_eq!((of(bo).customer.name.as_str(), of(bo).obstacle), ("Bo", Some(Obstacle::OptedOut)));
    assert_eq!(of(bo).customer.consent.opt_out.unwrap().source, "by call");
    assert_eq!(of(cy).customer.phone, "13800138000");
    assert_eq!(of(cy).obstacle, Some(Obstacle::Blocked));
    let tells =
        |line: &RecordLine| matches!(&line.what, RecordEvent::Logged(Happening::Consent(_)));
    assert!(of(bo).record.iter().any(tells), "the timeline says that it was kept");
    // Once more to the same says it once.
    let back = tab.here();
    tab.run(Command::RemoveFromBlacklist { entries: of(cy).blocked }).unwrap();
    assert_eq!(tab.restore(back).unwrap().undo.unwrap().en, "Back to: Edit Cy");
    tab.undo().unwrap();
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), later);
}

/// Whoever refused as one with somebody refuses as both, and whoever refused alone as the one they were.
#[test]
fn a_refusal_follows_merges_back_and_forth() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (ann, anna) = (add(&tab, "Ann"), add(&tab, "Anna"));
    let apart = tab.here();
    let choices = vec![MergeChoice { parts: vec![ann, anna], merged: None }];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    let together = tab.here();
    set_consent(&tab, ann, |ann| ann.consent.opt_out = Some(OptOut::default()));
    tab.restore(apart).unwrap();
    let is_out =
        |id: CustomerId| tab.ask(GetCustomerCard { id }).unwrap().customer.consent.opted_out();
    assert!(is_out(ann) && is_out(anna));
    // The other way: who refuses now has no record of their own there.
    set_consent(&tab, ann, |ann| ann.consent.opt_out = None);
    tab.restore(together).unwrap();
    assert!(is_out(ann), "Anna's");
}

proptest! {
    #![proptest_config(Config::with_cases(24))]

    #[test]
    fn any_step_can_be_gone_back_to_and_that_be_undone(
        steps in steps(),
        targets in proptest::collection::vec(any::<Index>(), 1..4),
    ) {
        let store = MemoryStore::default();
        let tab = Tab::with_workspace(&store);
        let mut states = vec![(tab.here(), tab.rows())];
        for step in &steps {
            let Some(command) = command(&tab, &tab.rows(), step) else { continue };
            if tab.run(command).is_ok() {
                states.push((tab.here(), tab.rows()));
            }
        }
        for target in targets {
            let (revision, rows) = target.get(&states);
            let before = (tab.rows(), tab.saved(&store));
            let is_move = *revision != tab.here();
            let label = tab.restore(*revision).unwrap().undo.map(|label| label.en);
            if label.is_some_and(|label| label.ends_with(KEPT)) {
                let rows = tab.rows().customers;
                for was in &before.0.customers {
                    let is = rows.iter().find(|is| is.customer.id == was.customer.id);
                    prop_assert!(is.is_none_or(|is| is_as_closed(was, is)), "{was:?} {is:?}");
                }
            } else {
                prop_assert_eq!(&tab.rows(), rows);
                prop_assert_eq!(compare(&tab, *revision, tab.here()), Comparison::default());
            }
            if is_move {
                tab.undo().unwrap();
                prop_assert_eq!(&(tab.rows(), tab.saved(&store)), &before);
                tab.redo().unwrap();
            }
        }
    }
}
