//! Undo takes a command back entirely, redo brings it back entirely, also around a reopening.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::ids::{CustomerId, DocumentId, ProductId};
use meadow_core::engine::{Fault, MemoryStore};
use meadow_core::protocol::{BulkChange, Command, EngineError, GetCustomerCard, GetFacts, Outcome};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

use super::steps::tags::{all_tags, tags};
use super::steps::{any_step, bulk_changes, command, steps};
use super::tab::{Tab, add, named};

/// Enough for every kind, many times over.
const MOST_STEPS: usize = 6_000;

proptest! {
    #![proptest_config(Config::with_cases(48))]

    #[test]
    fn undo_takes_everything_back_and_redo_repeats_it(steps in steps(), reopen: bool) {
        let store = MemoryStore::default();
        let mut tab = Tab::with_workspace(&store);
        let mut states = vec![(tab.rows(), tab.saved(&store))];
        for step in &steps {
            let before = tab.rows();
            let Some(command) = command(&tab, &before, step) else { continue };
            match tab.run(command) {
                Ok(_) => states.push((tab.rows(), tab.saved(&store))),
                // What is refused has changed nothing.
                Err(_) => prop_assert_eq!(tab.rows(), before),
            }
        }
        if reopen {
            tab = tab.another(&store);
        }
        let state = |tab: &Tab| (tab.rows(), tab.saved(&store));
        prop_assert_eq!(&state(&tab), states.last().unwrap());
        for before in states.iter().rev().skip(1) {
            tab.undo().unwrap();
            prop_assert_eq!(&state(&tab), before);
        }
        prop_assert_eq!(tab.undo().unwrap_err(), EngineError::NothingToUndo);
        if reopen {
            tab = tab.another(&store);
        }
        for after in &states[1..] {
            tab.redo().unwrap();
            prop_assert_eq!(&state(&tab), after);
        }
        prop_assert!(matches!(tab.redo(), Err(EngineError::NothingToRedo)));
    }
}

/// What is tried above is everything there is: in one long run that is always the same, each kind is
/// made at least once.
#[test]
fn every_kind_of_command_is_among_the_steps() {
    let mut runner = TestRunner::deterministic();
    let (store, any_step) = (MemoryStore::default(), any_step());
    let tab = Tab::with_workspace(&store);
    let mut missing = all_tags();
    for _ in 0..MOST_STEPS {
        let before = tab.rows();
        let step = any_step.new_tree(&mut runner).unwrap().current();
        let Some(command) = command(&tab, &before, &step) else { continue };
        let tags = tags(&command, &before);
        if tab.run(command).is_ok() {
            tags.iter().for_each(|tag| _ = missing.remove(tag));
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("never made: {missing:?}");
}

#[test]
fn every_field_is_set_for_many() {
    let mut runner = TestRunner::deterministic();
    let changes = proptest::collection::vec(bulk_changes(), 4_000);
    let changes = changes.new_tree(&mut runner).unwrap().current();
    let is_set = |field: &&CustomerField| {
        let sets = |change: &BulkChange| matches!(change, BulkChange::Set { field: of, .. } if of == *field);
        changes.iter().any(sets)
    };
    let missing: Vec<&CustomerField> =
        CustomerField::OWN.iter().filter(|one| !is_set(one)).collect();
    assert_eq!(missing, Vec::<&CustomerField>::new());
}

#[test]
fn a_thousand_steps_of_undo_and_redo_around_a_reopening() {
    let store = MemoryStore::default();
    let mut tab = Tab::with_workspace(&store);
    for number in 0..5 {
        add(&tab, &format!("Person {number}"));
    }
    let full = tab.rows();
    for round in 0..100 {
        for _ in 0..5 {
            tab.undo().unwrap();
        }
        assert!(tab.rows().customers.is_empty());
        if round % 10 == 0 {
            tab = tab.another(&store);
        }
        for _ in 0..5 {
            tab.redo().unwrap();
        }
        assert_eq!(tab.rows(), full);
    }
}

#[test]
fn a_new_command_after_an_undo_ends_the_way_forward() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let ann_gone = tab.undo().unwrap();
    assert_eq!(ann_gone.redo.unwrap().en, "Add Ann");
    let bob = add(&tab, "Bob");
    assert_eq!(tab.redo(), Err(EngineError::NothingToRedo));
    assert_eq!(tab.rows().customers[0].customer.id, bob);
}

#[test]
fn revisions_only_ever_grow() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut before = tab.engine.position().unwrap().1;
    let steps: [&dyn Fn(); 4] = [
        &|| assert_ne!(add(&tab, "Ann"), CustomerId(0)),
        &|| assert_eq!(tab.undo().unwrap().n_people, 0),
        &|| assert_eq!(tab.redo().unwrap().n_people, 1),
        &|| assert_eq!(tab.undo().unwrap().n_people, 0),
    ];
    for step in steps {
        step();
        let now = tab.engine.position().unwrap().1;
        assert!(now > before);
        before = now;
    }
}

#[test]
fn young_steps_stay_and_what_no_step_names_goes() {
    const COMMANDS_PER_SWEEP: usize = 64;
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    // A chunk that was written and never named goes at once.
    store.fail_with(Fault::BeforeHead);
    tab.run(Command::AddCustomer { customer: Box::new(named("Bob")) }).unwrap_err();
    store.fail_with(Fault::None);
    assert_eq!((store.n_manifests(), store.n_chunks()), (2, 2));
    for _ in 0..COMMANDS_PER_SWEEP {
        let facts = tab.ask(GetFacts {}).unwrap();
        tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    }
    // Rows that did not change were not written again.
    assert_eq!((store.n_manifests(), store.n_chunks()), (2 + COMMANDS_PER_SWEEP, 2));
}

#[test]
fn what_is_not_there_is_said() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let missing =
        |result: Result<_, EngineError>| matches!(result, Err(EngineError::NotFound { .. }));
    assert!(missing(tab.run(Command::DeleteProduct { id: ProductId(9) })));
    assert!(missing(tab.run(Command::DeleteEvent { id: DocumentId(9) })));
    assert!(missing(tab.run(Command::DeleteCustomers { ids: Vec::new() })));
    let nobody = Command::AddCustomer { customer: Box::new(named("  ")) };
    assert!(matches!(tab.run(nobody), Err(EngineError::BadInput { .. })));
}

#[test]
fn a_customer_number_belongs_to_one() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let numbered = |key: &str, name: &str| Box::new(Customer { key: key.into(), ..named(name) });
    let taken = Err(EngineError::KeyTaken { key: "007".into(), name: "Ann".into() });
    tab.run(Command::AddCustomer { customer: numbered("007", "Ann") }).unwrap();
    assert_eq!(tab.run(Command::AddCustomer { customer: numbered(" 007", "Bob") }), taken);
    // Another text is another number, and no number is nobody's.
    tab.run(Command::AddCustomer { customer: numbered("7", "Bob") }).unwrap();
    tab.run(Command::AddCustomer { customer: numbered("", "Cid") }).unwrap();
    let added = tab.run(Command::AddCustomer { customer: numbered("", "Dee") }).unwrap();
    let Outcome::Customer(id) = added else { panic!("{added:?}") };
    let before = tab.ask(GetCustomerCard { id }).unwrap().customer;
    let edit = |key: &str| Command::EditCustomer {
        before: Box::new(before.clone()),
        customer: Box::new(Customer { key: key.into(), ..before.clone() }),
    };
    assert_eq!(tab.run(edit("007")), taken);
    tab.run(edit("8")).unwrap();
}
