//! The blacklist through the engine: by contact, in one step, and for the next file too.

use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::customer::Customer;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, GetAudience, GetBlacklist, GetCustomerCard, GetCustomerIds, GetCustomers,
    Outcome,
};
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::table::{Cell, Column, Filter, TableQuery, Test};

use super::tab::{TODAY, Tab};

fn with_phone(name: &str, phone: &str) -> Command {
    let customer = Customer { name: name.into(), phone: phone.into(), ..Customer::default() };
    Command::AddCustomer { customer: Box::new(customer) }
}

/// Name and whether the table says that they are blocked.
fn marks(tab: &Tab) -> Vec<(String, bool)> {
    let columns = vec![Column::MayInvite];
    let table = TableQuery { columns, limit: 10, ..TableQuery::default() };
    let page = tab.ask(GetCustomers { table }).unwrap();
    page.rows.into_iter().map(|row| (row.name, row.cells == [Cell::Blocked])).collect()
}

fn n_blocked(tab: &Tab) -> (u32, u32) {
    let audience = tab.ask(GetAudience { event: None, saved: None }).unwrap();
    let count = |of: &dyn Fn(usize) -> u32| (0..audience.len()).map(of).sum();
    (count(&|at| audience[at].left_out.get(Obstacle::Blocked)), count(&|at| audience[at].n_may_ask))
}

#[test]
fn who_is_blocked_stays_so_when_a_file_brings_them_again() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    tab.run(with_phone("Ann", "+86 138 0013 8000")).unwrap();
    tab.run(with_phone("Bo", "13900139000")).unwrap();
    let ids = tab.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
    let block = Command::BlockCustomers { ids: vec![ids[0]], reason: " rude ".into() };
    let outcome = tab.run(block).unwrap();
    assert_eq!(outcome, Outcome::Blocked { n_blocked: 1, n_without: 0 });
    let entry = BlockedContact {
        by: BlockedBy::Phone,
        value: "13800138000".into(),
        reason: "rude".into(),
        day: TODAY,
    };
    let card = tab.ask(GetCustomerCard { id: ids[0] }).unwrap();
    assert_eq!(card.blocked, std::slice::from_ref(&entry));
    assert_eq!(n_blocked(&tab), (1, 1));

    tab.run(Command::DeleteCustomers { ids: vec![ids[0]] }).unwrap();
    let rows = tab.ask(GetBlacklist {}).unwrap();
    assert_eq!(rows.iter().map(|row| row.n_customers).collect::<Vec<_>>(), [0]);
    let (source, mapping) = tab.attach_csv("name,phone\nAnnie,138-0013-8000\nCy,13700137000\n");
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let expected = [("Bo", false), ("Annie", true), ("Cy", false)];
    assert_eq!(marks(&tab), expected.map(|(name, blocked)| (name.to_owned(), blocked)));
    let filter = Filter { column: Column::MayInvite, test: Test::IsYes(true) };
    let table = TableQuery { filters: vec![filter], ..TableQuery::default() };
    assert_eq!(tab.ask(GetCustomerIds { table }).unwrap().len(), 2);

    tab.run(Command::RemoveFromBlacklist { entries: vec![entry] }).unwrap();
    assert_eq!(n_blocked(&tab), (0, 3));
    tab.undo().unwrap();
    assert_eq!(n_blocked(&tab), (1, 2));
}

#[test]
fn what_cannot_be_known_again_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    tab.run(with_phone("Only a name", "")).unwrap();
    let ids = tab.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
    let nothing = tab.run(Command::BlockCustomers { ids, reason: String::new() });
    assert!(matches!(nothing, Err(EngineError::BadInput { .. })));
    let entry = |by, value: &str| BlockedContact {
        by,
        value: value.into(),
        reason: String::new(),
        day: TODAY,
    };
    let entries = vec![entry(BlockedBy::WeChat, "Lin"), entry(BlockedBy::Phone, "12")];
    let refused = tab.run(Command::AddToBlacklist { entries });
    assert!(matches!(refused, Err(EngineError::BadInput { .. })));
    assert_eq!(tab.ask(GetBlacklist {}).unwrap(), []);
}
