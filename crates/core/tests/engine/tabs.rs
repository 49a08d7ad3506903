//! Two tabs on one workspace: the slower one reads what the faster one saved, and goes on or asks.

use std::cell::Cell;

use meadow_core::domain::customer::Customer;
use meadow_core::domain::event::{Event, EventBase};
use meadow_core::domain::ids::DraftWriter;
use meadow_core::domain::method::Method;
use meadow_core::engine::{Cancelled, Host, MemoryStore};
use meadow_core::protocol::{
    Command, DraftBase, DraftRequest, EngineError, GetEvent, GetEventDefaults, Outcome, Progress,
    ProgressUnit, Reply, Request,
};

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

/// While a request is being stored, somebody is added in another tab, so often.
struct Overtaken<'a> {
    by: &'a Tab<'a>,
    n_left: Cell<u32>,
}

impl Host for Overtaken<'_> {
    fn now_ms(&self) -> f64 {
        NOW.now_ms
    }

    async fn breathe(&self, progress: Progress) -> Result<(), Cancelled> {
        if progress.unit == ProgressUnit::Chunks
            && let Some(n_left) = self.n_left.get().checked_sub(1)
        {
            self.n_left.set(n_left);
            let customer = Box::new(named(&format!("Bob {n_left}")));
            let add = Request::Command(Command::AddCustomer { customer });
            self.by.engine.handle(&NOW, TODAY, add).await.unwrap();
        }
        Ok(())
    }
}

#[test]
fn a_command_that_is_overtaken_again_and_again_comes_in_all_the_same() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let other = one.another(&store);
    let add = || Request::Command(Command::AddCustomer { customer: Box::new(named("Ann")) });
    let host = Overtaken { by: &other, n_left: Cell::new(5) };
    one.request(&host, add()).unwrap();
    assert_eq!(host.n_left.get(), 0);
    assert_eq!(one.rows().customers.len(), 6);
    assert_eq!(one.rows().customers.last().unwrap().customer.name, "Ann");

    // Not for ever: then it is told, and nothing of what the other one saved is lost.
    host.n_left.set(1_000);
    assert_eq!(one.request(&host, add()), Err(EngineError::Conflict));
    let n_added = 1_000 - host.n_left.get() as usize;
    assert!(n_added < 100);
    // What was saved as it read for the last time, it hears of.
    block_on(one.engine.refresh(&NOW, TODAY)).unwrap();
    assert_eq!(one.rows().customers.len(), 6 + n_added);
    assert_eq!(other.rows(), one.rows());
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

/// Saves an event of this name and says what it is now.
fn save_event(tab: &Tab, base: Option<EventBase>, name: &str) -> Result<EventBase, EngineError> {
    let defaults = tab.ask(GetEventDefaults { method: Method::Seminar })?;
    let event = Box::new(Event { name: name.to_owned(), ..defaults });
    let Outcome::Document(id) = tab.run(Command::SaveEvent { base, event })? else {
        panic!("no document")
    };
    Ok(tab.ask(GetEvent { id })?.base())
}

#[test]
fn an_event_is_saved_only_over_the_one_that_was_seen() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let begun = save_event(&one, None, "Tea").unwrap();
    let other = one.another(&store);
    let theirs = save_event(&one, Some(begun), "Green tea").unwrap();
    // Whether the news have reached the other tab or not.
    assert_eq!(save_event(&other, Some(begun), "Black tea"), Err(EngineError::Conflict));
    assert_eq!(save_event(&other, Some(begun), "Black tea"), Err(EngineError::Conflict));
    assert_eq!(other.rows().events[0].event.name, "Green tea");
    // Knowingly it goes, and a copy always does.
    save_event(&other, Some(theirs), "Black tea").unwrap();
    save_event(&other, None, "White tea").unwrap();
    let names: Vec<String> = other.rows().events.into_iter().map(|e| e.event.name).collect();
    assert_eq!(names, ["Black tea", "White tea"]);
}

#[test]
fn what_undo_brings_back_is_the_version_it_was() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let begun = save_event(&tab, None, "Tea").unwrap();
    save_event(&tab, Some(begun), "Green tea").unwrap();
    tab.undo().unwrap();
    save_event(&tab, Some(begun), "Black tea").unwrap();
}

#[test]
fn a_draft_is_written_only_over_the_one_that_was_seen() {
    let store = MemoryStore::default();
    let one = Tab::with_workspace(&store);
    let other = one.another(&store);
    let (mine, theirs) = (DraftWriter(1), DraftWriter(2));
    let ask = |tab: &Tab, request| tab.request(&NOW, Request::Draft(request));
    let put = |tab: &Tab, writer, base, text: &str| {
        let (name, bytes) = ("event/1".to_owned(), text.as_bytes().to_vec());
        ask(tab, DraftRequest::Put { name, bytes, writer, base })
    };
    let delete = |base| ask(&one, DraftRequest::Delete { name: "event/1".to_owned(), base });
    put(&one, mine, DraftBase::Nothing, "a").unwrap();
    // What was sent before the first answer came rests on the same base.
    put(&one, mine, DraftBase::Nothing, "ab").unwrap();
    put(&other, theirs, DraftBase::By(mine), "b").unwrap();
    let conflict = Err(EngineError::Conflict);
    assert_eq!(put(&one, mine, DraftBase::By(mine), "abc"), conflict);
    assert_eq!(put(&one, mine, DraftBase::Nothing, "abc"), conflict);
    assert_eq!(delete(DraftBase::By(mine)), conflict);
    let stored = ask(&one, DraftRequest::Get { name: "event/1".to_owned() });
    assert_eq!(stored, Ok(Reply::Draft(Some((b"b".to_vec(), theirs)))));
    // Knowingly it goes; the other tab is then the one that is told.
    put(&one, mine, DraftBase::By(theirs), "abc").unwrap();
    assert_eq!(put(&other, theirs, DraftBase::By(theirs), "bb"), conflict);
    delete(DraftBase::By(mine)).unwrap();
    delete(DraftBase::By(mine)).unwrap();
    assert_eq!(put(&other, theirs, DraftBase::By(mine), "bb"), conflict);
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
