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

fn edit(before: &Customer, name: &str) -> Command {
    let customer = Box::new(Customer { name: name.to_owned(), ..before.clone() });
    Command::EditCustomer { before: Box::new(before.clone()), customer }
}

#[test]
fn two_edits_of_one_customer_are_not_mixed() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let ann = Customer { id: add(&one, "Ann"), ..named("Ann") };
    let other = one.another(&store);
    one.run(edit(&ann, "Anna")).unwrap();
    assert_eq!(other.run(edit(&ann, "Anne")), Err(EngineError::Conflict));
    // It sees what the first has saved, and may then decide.
    assert_eq!(other.rows(), one.rows());
    let anna = Customer { name: "Anna".into(), ..ann };
    other.run(edit(&anna, "Anne")).unwrap();
    assert_eq!(other.rows().customers[0].customer.name, "Anne");
}

#[test]
fn an_edit_begun_before_the_news_arrived_replaces_nothing() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let ann = Customer { id: add(&one, "Ann"), ..named("Ann") };
    let other = one.another(&store);
    one.run(edit(&ann, "Anna")).unwrap();
    block_on(other.engine.refresh(&NOW, TODAY)).unwrap().unwrap();
    assert_eq!(other.run(edit(&ann, "Anne")), Err(EngineError::Conflict));
    assert_eq!(other.rows().customers[0].customer.name, "Anna");
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
