//! Whom an import joins by a contact under another name can be parted again, one by one.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::money::Money;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetDuplicates, Outcome};
use meadow_core::views::import::ImportReport;
use meadow_core::views::table::RecordEvent;
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use super::tab::{Rows, Tab};

fn import(tab: &Tab, csv: &str) -> ImportReport {
    let (source, mapping) = tab.attach_csv(csv);
    let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => *report,
        other => panic!("an import came to {other:?}"),
    }
}

/// Everybody by name, with where they live and what they bought.
fn people(rows: &Rows) -> Vec<(String, String, u32, Money)> {
    let person = |card: &meadow_core::views::table::CustomerCard| {
        let Customer { name, region, .. } = card.customer.clone();
        (name, region, card.n_orders, card.spend_total)
    };
    rows.customers.iter().map(person).collect()
}

fn person(name: &str, region: &str, n_orders: u32, spend: i64) -> (String, String, u32, Money) {
    (name.into(), region.into(), n_orders, Money(spend * 100))
}

const BEFORE: &str =
    "姓名,手机,地区,订单号,下单日期,金额\n王小明,13800138017,杭州,A1,2024-03-01,100\n";
const FILE: &str = "姓名,手机,地区,订单号,下单日期,金额\n\
    Wang Xiaoming,138 0013 8017,上海,B1,2024-04-01,10\n\
    王小明,13800138017,宁波,B2,2024-04-02,20\n\
    Wang Xiaoming,138 0013 8017,上海,B3,2024-04-03,40\n\
    李娜,13900139000,苏州,B4,2024-04-04,5\n";

#[test]
fn a_join_by_a_contact_is_split_like_any_merge() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, BEFORE);
    let before = tab.rows();
    let report = import(&tab, FILE);
    assert_eq!((report.n_joined, report.n_customers_new), (1, 1));
    let joined = [person("王小明", "上海", 4, 170), person("李娜", "苏州", 1, 5)];
    assert_eq!(people(&tab.rows()), joined);
    let [merge] = &tab.rows().merges[..] else { panic!("not one merge") };
    assert_eq!(merge.parts, ["王小明", "Wang Xiaoming"]);
    assert!(
        tab.rows().customers[0]
            .record
            .iter()
            .any(|entry| matches!(&entry.what, RecordEvent::Merged { can_be_split: true, .. }))
    );
    // The same file again changes nobody and joins nobody anew.
    let known = tab.rows().customers;
    let again = import(&tab, FILE);
    assert_eq!((again.n_joined, again.n_customers_new, again.n_customers_updated), (0, 0, 0));
    assert_eq!((again.n_orders, again.n_orders_changed), (0, 0));
    assert_eq!(tab.rows().customers, known);

    tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
    // What his own row said is his; what hers said, with her orders, is hers.
    let parted = [
        person("王小明", "宁波", 2, 120),
        person("李娜", "苏州", 1, 5),
        person("Wang Xiaoming", "上海", 2, 50),
    ];
    assert_eq!(people(&tab.rows()), parted);
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_certain, 0);
    let again = import(&tab, FILE);
    assert_eq!((again.n_joined, again.n_customers_new, again.n_orders), (0, 0, 0));
    assert_eq!(people(&tab.rows()), parted);
    for _ in 0..4 {
        tab.undo().unwrap();
    }
    assert_eq!(tab.rows(), before);
}

/// Two who were parted may be written alike but for case.
#[test]
fn whoever_was_split_is_not_joined_again() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, "name,email,city\nAnn Lee,a@example.com,Hefei\n");
    let file = "name,email,city\nANN LEE,a@example.com,Xiamen\n";
    assert_eq!(import(&tab, file).n_joined, 1);
    let merge = tab.rows().merges[0].clone();
    tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
    let parted = [person("Ann Lee", "Hefei", 0, 0), person("ANN LEE", "Xiamen", 0, 0)];
    assert_eq!(people(&tab.rows()), parted);
    for file in [file, "name,email,city\nAnn Lee,a@example.com,Hefei\n"] {
        let report = import(&tab, file);
        assert_eq!((report.n_joined, report.n_customers_updated), (0, 0));
        assert_eq!(people(&tab.rows()), parted);
    }
}

proptest! {
    /// Whatever rows of both names say in whatever order: parted, each has what the rows of their name
    /// say, and the orders in them.
    #[test]
    fn each_gets_back_their_own(
        rows in prop::collection::vec((any::<bool>(), "[杭沪]?", 1..50i64), 1..8),
    ) {
        let store = MemoryStore::default();
        let tab = Tab::with_workspace(&store);
        import(&tab, BEFORE);
        let mut file = "姓名,手机,地区,订单号,下单日期,金额\n".to_owned();
        let mut own = person("王小明", "杭州", 1, 100);
        let mut other = person("Wang Xiaoming", "", 0, 0);
        for (at, (is_other, region, amount)) in rows.iter().enumerate() {
            let who = if *is_other { &mut other } else { &mut own };
            let name = &who.0;
            file.push_str(&format!("{name},13800138017,{region},N{at},2024-05-01,{amount}\n"));
            if !region.is_empty() {
                who.1.clone_from(region);
            }
            who.2 += 1;
            who.3 += Money(amount * 100);
        }
        let report = import(&tab, &file);
        prop_assert_eq!(report.n_joined, u32::from(other.2 > 0));
        if other.2 > 0 {
            let merge = tab.rows().merges[0].clone();
            tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
            prop_assert_eq!(people(&tab.rows()), [own, other]);
        }
    }
}
