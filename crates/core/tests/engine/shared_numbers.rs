//! People of different names under one customer number: put side by side, merged, parted, renumbered.

use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::money::Money;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, GetCustomerCard, GetDuplicates, MergeChoice, Outcome,
};
use meadow_core::views::import::{Doubt, ImportReport};

use super::tab::Tab;

const HEAD: &str = "客户编号,姓名,手机,订单号,下单日期,金额\n";
const BRANCHES: [&str; 3] = [
    "001,林雨晴,13800138001,A1,2024-03-01,100\n",
    "001,陈思远,13900139001,B1,2024-04-01,30\n",
    "001,周杰,13700137001,C1,2024-04-02,7\n",
];

fn import(tab: &Tab, rows: &str) -> ImportReport {
    let (source, mapping) = tab.attach_csv(&format!("{HEAD}{rows}"));
    let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => *report,
        other => panic!("an import came to {other:?}"),
    }
}

/// Everybody by name, with their number, telephone and what they spent, in hundredths.
fn people(tab: &Tab) -> Vec<(String, String, String, Money)> {
    let all = tab.rows().customers.into_iter();
    all.map(|card| (card.customer.name, card.customer.key, card.customer.phone, card.spend_total))
        .collect()
}

#[test]
fn they_wait_side_by_side_and_a_merge_can_be_split() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for (rows, n_doubtful) in BRANCHES.into_iter().zip([0, 1, 1]) {
        let report = import(&tab, rows);
        assert_eq!((report.n_customers_new, report.n_doubtful), (1, n_doubtful));
        let doubts: Vec<Doubt> = report.doubts.iter().map(|count| count.doubt).collect();
        match n_doubtful {
            0 => assert_eq!(doubts, []),
            _ => assert_eq!(doubts, [Doubt::MaybeKnown, Doubt::NumberOfAnother]),
        }
    }
    let apart = people(&tab);
    assert_eq!(apart.iter().map(|person| person.3.0).collect::<Vec<_>>(), [10_000, 3_000, 700]);
    let found = tab.ask(GetDuplicates {}).unwrap();
    assert_eq!((found.n_certain, found.n_doubtful), (0, 1));
    assert_eq!(found.doubtful[0].parts.len(), 3);

    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let choices = vec![MergeChoice { parts: ids[..2].to_vec(), merged: None }];
    let Ok(Outcome::Document(merge)) = tab.run(Command::MergeCustomers { choices }) else {
        panic!("not merged")
    };
    let merged = people(&tab);
    assert_eq!(merged.len(), 2);
    // Merged they stay, whichever file comes in again.
    for rows in BRANCHES {
        assert_eq!(import(&tab, rows).n_customers_new, 0);
    }
    assert_eq!(people(&tab), merged);
    // The third who has the number hinders no split: nobody got it since.
    tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
    let mut parted = people(&tab);
    parted.sort();
    let mut expected = apart;
    expected.sort();
    assert_eq!(parted, expected);
    for rows in BRANCHES {
        assert_eq!(import(&tab, rows).n_customers_new, 0);
    }
    assert_eq!(people(&tab).len(), 3);
}

#[test]
fn another_number_parts_them_for_good() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    BRANCHES.into_iter().for_each(|rows| _ = import(&tab, rows));
    let edit = |at: usize, key: &str| {
        let id = tab.rows().customers[at].customer.id;
        let before = tab.ask(GetCustomerCard { id }).unwrap().customer;
        let mut customer = before.clone();
        customer.key = key.into();
        let (before, customer) = (Box::new(before), Box::new(customer));
        tab.run(Command::EditCustomer { before, customer })
    };
    edit(1, "B-001").unwrap();
    edit(2, "C-001").unwrap();
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 0);
    assert!(matches!(edit(2, "001"), Err(EngineError::KeyTaken { .. })));
}
