//! Two tabs on one workspace: the slower one reads what the faster one saved, and goes on or asks.

use meadow_core::domain::customer::Customer;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, EngineError};

use super::tab::{NOW, TODAY, Tab, add, named};

use futures_executor::block_on;

#[test]
fn the_slower_of_two_additions_is_made_on_top() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let other = one.another(&store);
    add(&one, "Ann");
    add(&other, "Bob");
    let names = |tab: &Tab| -> Vec<String> {
        tab.rows().customers.into_iter().map(|card| card.customer.name).collect()
    };
    assert_eq!(names(&other), ["Ann", "Bob"]);
    // Each is one step of undo.
    other.undo().unwrap();
    assert_eq!(names(&other), ["Ann"]);
    // The first tab hears of it and reads it.
    let summary = block_on(one.engine.refresh(&NOW, TODAY)).unwrap().unwrap();
    assert_eq!((summary.n_people, names(&one)), (1, vec!["Ann".to_owned()]));
    assert_eq!(block_on(one.engine.refresh(&NOW, TODAY)), Ok(None));
}

#[test]
fn two_edits_of_one_customer_are_not_mixed() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let id = add(&one, "Ann");
    let other = one.another(&store);
    let edit =
        |name: &str| Command::EditCustomer { customer: Box::new(Customer { id, ..named(name) }) };
    one.run(edit("Anna")).unwrap();
    assert_eq!(other.run(edit("Anne")), Err(EngineError::Conflict));
    // It sees what the first has saved, and may then decide.
    assert_eq!(other.rows(), one.rows());
    other.run(edit("Anne")).unwrap();
    assert_eq!(other.rows().customers[0].customer.name, "Anne");
}

#[test]
fn undo_never_takes_back_what_was_not_shown() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    add(&one, "Ann");
    let other = one.another(&store);
    add(&other, "Bob");
    assert_eq!(one.undo(), Err(EngineError::Conflict));
    assert_eq!(one.rows().customers.len(), 2);
    one.undo().unwrap();
    assert_eq!(one.rows().customers.len(), 1);
}
