//! Cells that could not be read: their rows come in without them, and wait to be completed.

use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::money::Money;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, GetCustomerCard, GetImports, GetQuarantine, GetSummary, Outcome, RepairedRow,
};
use meadow_core::views::import::{ColumnRole, ImportReport, RejectReason};
use meadow_core::views::table::CustomerCard;

use super::tab::Tab;

/// Ann, of whom nothing but the name can be read, and an order whose discount cannot.
const FILE: &str = "name,phone,order no,order date,amount,discount\n\
                    Ann,none of your business,A1,2024-05-01,10.00,2.00\n\
                    Bo,13800138001,A2,2024-05-02,20.00,a bit\n";

fn import(tab: &Tab, csv: &str) -> ImportReport {
    let (source, mapping) = tab.attach_csv(csv);
    let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn waiting(tab: &Tab) -> (DocumentId, Vec<(u64, RejectReason, Vec<u32>)>) {
    let import = tab.ask(GetImports {}).unwrap().pop().unwrap().id;
    let page = tab.ask(GetQuarantine { import, offset: 0, limit: 9 }).unwrap();
    let rows = page.rows.into_iter().map(|row| (row.row, row.reason, row.unread)).collect();
    (import, rows)
}

fn cards(tab: &Tab) -> Vec<CustomerCard> {
    let ids = tab.rows().customers.iter().map(|card| card.customer.id).collect::<Vec<_>>();
    ids.into_iter().map(|id: CustomerId| tab.ask(GetCustomerCard { id }).unwrap()).collect()
}

fn row(row: u64, cells: &str) -> RepairedRow {
    RepairedRow { row, cells: cells.split(',').map(str::to_owned).collect() }
}

#[test]
fn a_repaired_cell_reaches_the_person_its_row_came_in_as() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let report = import(&tab, FILE);
    assert_eq!((report.n_customers_new, report.n_rejected(), report.n_rows_with_gaps), (2, 0, 2));
    let gap = RejectReason::CellsUnreadable;
    let (file, rows) = waiting(&tab);
    assert_eq!(rows, [(2, gap, vec![1]), (3, gap, vec![5])]);
    let before = tab.rows();
    // A name alone finds nobody for certain: the row itself is known to be Ann's.
    let repaired = vec![row(2, "Ann,13800138000,A1,2024-05-01,10.00,2.00")];
    tab.run(Command::RepairRows { import: file, rows: repaired }).unwrap();
    let people = cards(&tab);
    assert_eq!(people.len(), 2);
    assert_eq!(people[0].customer.phone, "13800138000");
    assert_eq!((people[0].n_orders, people[0].spend_total), (1, Money::from_major(10.0)));
    assert_eq!(waiting(&tab).1, [(3, gap, vec![5])]);
    // What was changed by hand meanwhile stays.
    let mut bo = cards(&tab)[1].customer.clone();
    bo.name = "Bo Tan".into();
    bo.phone = "13900139000".into();
    let before_edit = Box::new(cards(&tab)[1].customer.clone());
    tab.run(Command::EditCustomer { before: before_edit, customer: Box::new(bo) }).unwrap();
    let repaired = vec![row(3, "Bo,13800138001,A2,2024-05-02,20.00,1.50")];
    tab.run(Command::RepairRows { import: file, rows: repaired }).unwrap();
    let order = &cards(&tab)[1].orders[0];
    assert_eq!((order.amount, order.discount), (Money::from_major(20.0), Money::from_major(1.5)));
    let bo = &cards(&tab)[1].customer;
    assert_eq!((bo.name.as_str(), bo.phone.as_str()), ("Bo Tan", "13900139000"));
    assert_eq!(waiting(&tab).1, []);
    tab.undo().unwrap();
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
}

#[test]
fn a_cell_that_still_cannot_be_read_goes_on_waiting() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, FILE);
    let (file, before) = waiting(&tab);
    let same = vec![row(2, "Ann,call me,A1,2024-05-01,10.00,2.00")];
    let outcome = tab.run(Command::RepairRows { import: file, rows: same }).unwrap();
    let Outcome::Imported(report) = outcome else { panic!("{outcome:?}") };
    assert_eq!((report.n_rows_with_gaps, report.n_orders), (1, 0));
    assert_eq!(waiting(&tab), (file, before), "as typed");
    let step = tab.ask(GetSummary {}).unwrap().undo.unwrap();
    assert!(step.en.starts_with("Keep what was typed in 1 row of"), "{step:?}");
    let page = tab.ask(GetQuarantine { import: file, offset: 0, limit: 9 }).unwrap();
    assert_eq!(page.rows[0].cells[1], "call me");
    tab.undo().unwrap();
    // The same file again brings the same gaps, which wait already.
    import(&tab, FILE);
    assert_eq!(tab.ask(GetImports {}).unwrap().iter().flat_map(|i| &i.waiting).count(), 1);
}

/// A person whose opt-out cannot be read is held back, and the repaired cell decides.
#[test]
fn a_repaired_cell_decides_who_was_held_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, "name,phone,opted out\nAnn,13800138000,who knows\nBo,13800138001,who knows\n");
    let held = |tab: &Tab| -> Vec<Option<bool>> {
        let people = cards(tab).into_iter();
        people.map(|card| card.customer.consent.opt_out.map(|out| out.is_undecided())).collect()
    };
    assert_eq!(held(&tab), [Some(true), Some(true)]);
    let (file, rows) = waiting(&tab);
    let gap = RejectReason::CellsUnreadable;
    assert_eq!(rows, [(2, gap, vec![2]), (3, gap, vec![2])]);
    let repaired = vec![row(2, "Ann,13800138000,no"), row(3, "Bo,13800138001,yes")];
    tab.run(Command::RepairRows { import: file, rows: repaired }).unwrap();
    assert_eq!(held(&tab), [None, Some(false)]);
    assert_eq!(waiting(&tab).1, []);
}

/// Only so many rows with gaps are kept to be repaired; the others are counted.
#[test]
fn rows_with_gaps_beyond_what_is_kept_are_counted() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut file = String::from("id,name,opted out\n");
    (0..2_003).for_each(|id| file.push_str(&format!("{id},Somebody,who knows\n")));
    import(&tab, &file);
    let entry = tab.ask(GetImports {}).unwrap().pop().unwrap();
    assert_eq!(entry.waiting, [(RejectReason::CellsUnreadable, 2_000)]);
    assert_eq!(entry.n_not_kept, 3);
    let people = tab.rows().customers;
    assert!(people.iter().all(|card| card.customer.consent.opted_out()));
}

/// Lines whose order is here already come to it, in however many sittings they are repaired, and a
/// repaired cell reaches its line.
#[test]
fn a_repaired_line_comes_to_the_order_that_is_here() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (source, mut mapping) = tab.attach_csv(
        "phone,order no,order date,amount,product,discount\n\
         13800138000,O1,2024-02-28,60,Cup,a bit\n\
         13800138000,O1,2024-02-30,40,Mug,\n\
         13800138000,O9,2024-02-30,20,Cup,\n\
         13800138000,O9,2024-02-30,30,Mug,\n",
    );
    mapping.columns = vec![
        ColumnRole::Phone,
        ColumnRole::OrderKey,
        ColumnRole::OrderDate,
        ColumnRole::OrderAmount,
        ColumnRole::ProductName,
        ColumnRole::OrderDiscount,
    ];
    let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
    tab.run(command).unwrap();
    let orders = |tab: &Tab| -> Vec<(String, f64, f64, usize)> {
        let mut orders = cards(tab).remove(0).orders;
        orders.sort_by(|one, other| one.key.cmp(&other.key));
        let facts = orders.into_iter().map(|order| {
            let (amount, discount) = (order.amount.major(), order.discount.major());
            (order.key.clone(), amount, discount, order.lines.len())
        });
        facts.collect()
    };
    let (o1, o9) = ("O1".to_owned(), "O9".to_owned());
    assert_eq!(orders(&tab), [(o1.clone(), 60.0, 0.0, 1)]);
    let (file, rows) = waiting(&tab);
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [2, 3, 4, 5]);
    let repair = |number, cells| {
        let command = Command::RepairRows { import: file, rows: vec![row(number, cells)] };
        match tab.run(command).unwrap() {
            Outcome::Imported(report) => (report.n_orders, report.n_orders_changed),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(repair(3, "13800138000,O1,2024-02-29,40,Mug,"), (0, 1));
    assert_eq!(orders(&tab), [(o1.clone(), 100.0, 0.0, 2)]);
    assert_eq!(repair(4, "13800138000,O9,2024-02-29,20,Cup,"), (1, 0));
    assert_eq!(repair(5, "13800138000,O9,2024-02-29,30,Mug,"), (0, 1));
    assert_eq!(repair(2, "13800138000,O1,2024-02-28,60,Cup,5"), (0, 1));
    assert_eq!(orders(&tab), [(o1, 100.0, 5.0, 2), (o9, 50.0, 0.0, 2)]);
    assert_eq!(waiting(&tab).1, []);
}
