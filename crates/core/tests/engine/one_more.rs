//! Repaired orders without a number that are like one that is here: that one, or one more?

use meadow_core::domain::ids::DocumentId;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetImports, GetQuarantine, GetSummary, Outcome, RepairedRow};
use meadow_core::views::import::{ImportReport, RejectReason};

use super::tab::Tab;

/// The third row is a day that there is not.
const FILE: &str = "customer_id,order_date,amount\n\
                    A1,2024-03-01,100\nA1,2024-03-05,100\nA1,2024-02-30,100\n";

fn import(tab: &Tab) -> ImportReport {
    let (source, mapping) = tab.attach_csv(FILE);
    let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => *report,
        other => panic!("{other:?}"),
    }
}

/// Row, why it waits, and its day.
fn waiting(tab: &Tab, import: DocumentId) -> Vec<(u64, RejectReason, String)> {
    let page = tab.ask(GetQuarantine { import, offset: 0, limit: 9 }).unwrap();
    page.rows.into_iter().map(|row| (row.row, row.reason, row.cells[1].clone())).collect()
}

fn n_orders(tab: &Tab) -> u32 {
    tab.ask(GetSummary {}).unwrap().n_orders
}

/// Brings the row in as of this day: new orders, and orders that wait.
fn repair(tab: &Tab, import: DocumentId, day: &str) -> (u32, u64) {
    let cells = ["A1", day, "100"].map(str::to_owned).into();
    let command = Command::RepairRows { import, rows: vec![RepairedRow { row: 4, cells }] };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => (report.n_orders, report.n_orders_rejected()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_order_like_one_that_is_here_is_asked_about() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab);
    let file = tab.ask(GetImports {}).unwrap()[0].id;
    let before = tab.rows();
    let waits = |reason, day: &str| vec![(4_u64, reason, day.to_owned())];
    assert_eq!(waiting(&tab, file), waits(RejectReason::DateImpossible, "2024-02-30"));

    // Asked, and asked anew where it was changed into another that is here.
    assert_eq!(repair(&tab, file, "2024-03-01"), (0, 1));
    assert_eq!(waiting(&tab, file), waits(RejectReason::AlikeIsHere, "2024-03-01"));
    assert_eq!(repair(&tab, file, "2024-03-05"), (0, 1));
    assert_eq!(waiting(&tab, file), waits(RejectReason::AlikeIsHere, "2024-03-05"));
    assert_eq!(n_orders(&tab), 2);

    // As it stands, it is one more.
    assert_eq!(repair(&tab, file, "2024-03-05"), (1, 0));
    assert_eq!((waiting(&tab, file), n_orders(&tab)), (vec![], 3));
    // The same file again neither brings it nor asks.
    let report = import(&tab);
    assert_eq!((report.n_orders, report.n_rows_settled, n_orders(&tab)), (0, 1, 3));
    for _ in 0..4 {
        tab.undo().unwrap();
    }
    assert_eq!(tab.rows(), before);
}

#[test]
fn an_order_like_none_comes_in_unasked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab);
    let file = tab.ask(GetImports {}).unwrap()[0].id;
    assert_eq!(repair(&tab, file, "2024-03-05"), (0, 1));
    assert_eq!(repair(&tab, file, "2024-02-29"), (1, 0));
    assert_eq!((waiting(&tab, file), n_orders(&tab)), (vec![], 3));
}
