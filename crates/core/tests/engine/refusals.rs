//! A refusal outlasts its record: deleted, or gone with the way back to an earlier state, its person stays
//! blocked by their contacts when the next file brings them in again.

use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::consent::{Channel, OptOut, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{BulkChange, Command, GetBlacklist, GetSummary, Outcome};
use meadow_core::views::forecast::Obstacle;

use super::tab::{TODAY, Tab};

const FILE: &str = "name,phone,sms consent\nAnn,13800138001,yes\nBo,13800138002,yes\n";

fn add(tab: &Tab, customer: Customer) -> CustomerId {
    match tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap() {
        Outcome::Customer(id) => id,
        other => panic!("{other:?}"),
    }
}

fn person(name: &str, phone: &str) -> Customer {
    Customer { name: name.into(), phone: phone.into(), ..Customer::default() }
}

fn import(tab: &Tab) {
    let (source, mapping) = tab.attach_csv(FILE);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
}

fn opt_out(tab: &Tab, ids: Vec<CustomerId>) {
    let change = BulkChange::OptOut(Some(OptOut { day: Some(TODAY), source: "by call".into() }));
    tab.run(Command::BulkEdit { ids, change }).unwrap();
}

fn label(tab: &Tab) -> String {
    tab.ask(GetSummary {}).unwrap().undo.unwrap().en
}

/// What speaks against asking each of them, by name.
fn obstacles(tab: &Tab) -> Vec<(String, Option<Obstacle>)> {
    let cards = tab.rows().customers.into_iter();
    cards.map(|card| (card.customer.name, card.obstacle)).collect()
}

fn ids(tab: &Tab, names: &[&str]) -> Vec<CustomerId> {
    let cards = tab.rows().customers.into_iter();
    let those = cards.filter(|card| names.contains(&card.customer.name.as_str()));
    those.map(|card| card.customer.id).collect()
}

#[test]
fn who_opted_out_and_was_deleted_comes_in_blocked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, person("Ann", "138 0013 8001"));
    let mut bo = person("Bo", "13800138002");
    bo.consent.set(Channel::Sms, Permission::Refused);
    bo.consent.set(Channel::WeChat, Permission::Granted);
    let bo = add(&tab, bo);
    // No contact to be known by.
    let cy = add(&tab, person("Cy", ""));
    let dee = add(&tab, person("Dee", "13800138004"));
    let with_all = tab.here();
    opt_out(&tab, vec![ann, cy]);
    let before = (tab.rows(), tab.saved(&store));

    let outcome = tab.run(Command::DeleteCustomers { ids: vec![ann, bo, cy, dee] }).unwrap();
    assert_eq!(outcome, Outcome::Deleted { n_blocked: 1, n_forgotten: 2 });
    assert_eq!(
        label(&tab),
        "Delete 4 customers; refusals of single channels go with their people; those who had refused \
         everything are blocked by their contacts"
    );
    let listed: Vec<_> =
        tab.ask(GetBlacklist {}).unwrap().into_iter().map(|row| row.entry).collect();
    let (by, value, reason) = (BlockedBy::Phone, "13800138001".to_owned(), "已退订".to_owned());
    assert_eq!(listed, [BlockedContact { by, value, reason, day: TODAY }]);
    tab.undo().unwrap();
    assert_eq!((tab.rows(), tab.saved(&store)), before);
    tab.redo().unwrap();

    import(&tab);
    assert_eq!(
        obstacles(&tab),
        [("Ann".to_owned(), Some(Obstacle::Blocked)), ("Bo".to_owned(), None)]
    );
    // Back to before both: there, and blocked.
    tab.restore(with_all).unwrap();
    assert!(obstacles(&tab).contains(&("Ann".to_owned(), Some(Obstacle::Blocked))));

    // Nobody refused anything: nothing is said.
    let outcome = tab.run(Command::DeleteCustomers { ids: vec![dee] }).unwrap();
    assert_eq!(outcome, Outcome::Deleted { n_blocked: 0, n_forgotten: 0 });
    assert_eq!(label(&tab), "Delete Dee");
}

#[test]
fn who_opted_out_after_an_import_stays_blocked_when_it_is_left_behind() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, person("Cy", "13800138003"));
    let before_import = tab.here();
    import(&tab);
    let all_permitted = tab.here();
    opt_out(&tab, ids(&tab, &["Ann"]));
    let later = (tab.rows(), tab.saved(&store));

    let back = tab.restore(before_import).unwrap().undo.unwrap().en;
    assert_eq!(back, "Back to: Add Cy; refusals and blocks noted since stay");
    tab.undo().unwrap();
    assert_eq!((tab.rows(), tab.saved(&store)), later);
    tab.redo().unwrap();
    let there = tab.here();
    // A state in which they are, and had not opted out yet.
    tab.restore(all_permitted).unwrap();
    let blocked = ("Ann".to_owned(), Some(Obstacle::Blocked));
    assert_eq!(obstacles(&tab), [("Cy".to_owned(), None), blocked, ("Bo".to_owned(), None)]);

    tab.restore(there).unwrap();
    import(&tab);
    let blocked = ("Ann".to_owned(), Some(Obstacle::Blocked));
    assert_eq!(obstacles(&tab), [("Cy".to_owned(), None), blocked, ("Bo".to_owned(), None)]);
}

/// A refusal of one channel is no block: it is said that it goes, once.
#[test]
fn a_refusal_of_one_channel_that_goes_is_told() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, person("Cy", "13800138003"));
    let before_import = tab.here();
    import(&tab);
    let refused =
        BulkChange::Consent { channel: Channel::WeChat, consent: Permission::Refused.into() };
    tab.run(Command::BulkEdit { ids: ids(&tab, &["Bo"]), change: refused }).unwrap();
    let later = tab.here();
    let back = "Back to: Add Cy; refusals of single channels go with their people";
    assert_eq!(tab.restore(before_import).unwrap().undo.unwrap().en, back);
    assert_eq!(tab.ask(GetBlacklist {}).unwrap(), []);
    let there = tab.here();
    tab.restore(later).unwrap();
    assert_eq!(tab.restore(there).unwrap().undo.unwrap().en, back);
}
