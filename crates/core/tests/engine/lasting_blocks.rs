//! Who is blocked stays blocked when the contact goes by which they were: in a merge, a file, an edit of
//! one or of many. Undo takes it back with its step.

use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::ids::CustomerId;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    BulkChange, Command, GetBlacklist, GetCustomerCard, GetCustomerIds, GetSummary, MergeChoice,
    Outcome,
};
use meadow_core::views::import::{ColumnRole, FieldPolicy};
use meadow_core::views::table::TableQuery;

use super::tab::{TODAY, Tab};

const BLOCKED: &str = "13800138001";
const OTHER: &str = "13900000001";

fn add(tab: &Tab, customer: Customer) -> CustomerId {
    match tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap() {
        Outcome::Customer(id) => id,
        other => panic!("{other:?}"),
    }
}

fn person(name: &str, phone: &str, wechat: &str) -> Customer {
    let (name, phone, wechat) = (name.into(), phone.into(), wechat.into());
    Customer { name, phone, wechat, ..Customer::default() }
}

fn block(tab: &Tab, phone: &str) {
    let (value, reason) = (phone.to_owned(), "投诉".to_owned());
    let entries = vec![BlockedContact { by: BlockedBy::Phone, value, reason, day: TODAY }];
    tab.run(Command::AddToBlacklist { entries }).unwrap();
}

fn is_blocked(tab: &Tab, id: CustomerId) -> bool {
    !tab.ask(GetCustomerCard { id }).unwrap().blocked.is_empty()
}

/// The contacts on the list, and that all give the reason of the first.
fn listed(tab: &Tab) -> Vec<String> {
    let rows = tab.ask(GetBlacklist {}).unwrap();
    assert!(rows.iter().all(|row| row.entry.reason == "投诉"), "{rows:?}");
    rows.into_iter().map(|row| row.entry.value).collect()
}

/// The step says that it kept a block; undo takes all of it back.
#[track_caller]
fn check_step_and_undo(tab: &Tab) {
    let summary = tab.ask(GetSummary {}).unwrap();
    let step = summary.undo.unwrap();
    assert!(step.en.ends_with("blocked people stay blocked"), "{}", step.en);
    assert!(step.zh.ends_with("已拉黑的人保持拉黑"), "{}", step.zh);
    tab.undo().unwrap();
    assert_eq!(listed(tab), [BLOCKED]);
}

fn merge(parts: Vec<CustomerId>, merged: Option<Customer>) -> Command {
    let merged = merged.map(Box::new);
    Command::MergeCustomers { choices: vec![MergeChoice { parts, merged }] }
}

#[test]
fn a_merge_that_drops_the_blocked_number() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let bad = add(&tab, person("王芳", BLOCKED, "wang_88"));
    let other = add(&tab, person("王芳", OTHER, "wang_88"));
    block(&tab, BLOCKED);
    for parts in [vec![other, bad], vec![bad, other]] {
        let kept = person("王芳", OTHER, "wang_88");
        let command = merge(parts.clone(), Some(kept));
        let Outcome::Document(merge) = tab.run(command).unwrap() else { panic!("not merged") };
        assert!(is_blocked(&tab, parts[0]));
        assert_eq!(listed(&tab), [BLOCKED, OTHER, "wang_88"]);
        // Parted, only the one who was blocked is.
        tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
        assert_eq!(listed(&tab), [BLOCKED]);
        assert!(is_blocked(&tab, bad) && !is_blocked(&tab, other));
        tab.undo().unwrap();
        check_step_and_undo(&tab);
    }
    // By the rules of the workspace, whichever number they keep.
    tab.run(merge(vec![other, bad], None)).unwrap();
    assert!(is_blocked(&tab, other));
}

#[test]
fn a_block_while_they_were_one_holds_for_all_parts() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let one = add(&tab, person("王芳", BLOCKED, ""));
    let other = add(&tab, person("王芳", OTHER, ""));
    let command = merge(vec![one, other], Some(person("王芳", BLOCKED, "")));
    let Outcome::Document(merge) = tab.run(command).unwrap() else { panic!("not merged") };
    block(&tab, BLOCKED);
    tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
    assert!(is_blocked(&tab, one) && is_blocked(&tab, other));
    assert_eq!(listed(&tab), [BLOCKED, OTHER]);
}

fn import(tab: &Tab, csv: &str, policy: FieldPolicy) {
    let (source, mut mapping) = tab.attach_csv(csv);
    let phone = mapping.columns.iter().position(|role| *role == ColumnRole::Phone).unwrap();
    mapping.rules.columns.insert(phone as u32, policy);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
}

#[test]
fn a_file_that_writes_over_the_blocked_number() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let bad = add(&tab, Customer { key: "C1".into(), ..person("王芳", BLOCKED, "") });
    block(&tab, BLOCKED);
    let csv = format!("客户编号,姓名,手机号\nC1,王芳,{OTHER}\n");
    import(&tab, &csv, FieldPolicy::Overwrite);
    assert_eq!(tab.ask(GetCustomerCard { id: bad }).unwrap().customer.phone, OTHER);
    assert!(is_blocked(&tab, bad));
    assert_eq!(listed(&tab), [BLOCKED, OTHER, "C1"]);
    check_step_and_undo(&tab);
}

/// The number of the row is not taken over, and the block with it would be lost.
#[test]
fn a_file_whose_row_is_somebody_blocked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let known = add(&tab, person("李娜", OTHER, "lina_88"));
    block(&tab, BLOCKED);
    let csv = format!("姓名,手机号,微信号\nLi Na,{BLOCKED},lina_88\n");
    import(&tab, &csv, FieldPolicy::FillBlanks);
    let ids = tab.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
    assert_eq!(ids, [known], "one person");
    assert_eq!(tab.ask(GetCustomerCard { id: known }).unwrap().customer.phone, OTHER);
    assert!(is_blocked(&tab, known));
    check_step_and_undo(&tab);
}

#[test]
fn an_edit_by_hand_keeps_the_old_entry_and_adds_the_new_contact() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let bad = add(&tab, person("王芳", BLOCKED, ""));
    block(&tab, BLOCKED);
    let edit = |phone: &str| {
        let before = tab.ask(GetCustomerCard { id: bad }).unwrap().customer;
        let customer = Customer { phone: phone.into(), ..before.clone() };
        Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) }
    };
    tab.run(edit(OTHER)).unwrap();
    assert!(is_blocked(&tab, bad));
    assert_eq!(listed(&tab), [BLOCKED, OTHER]);
    check_step_and_undo(&tab);
    // Written in another form, it is the number it was.
    tab.run(edit("+86 138-0013-8001")).unwrap();
    assert_eq!(listed(&tab), [BLOCKED]);
    // Nothing is left to be blocked by.
    tab.run(edit("")).unwrap();
    let card = tab.ask(GetCustomerCard { id: bad }).unwrap();
    assert_eq!(card.customer.consent.opt_out.unwrap().source, "投诉");
    check_step_and_undo(&tab);
}

#[test]
fn an_edit_of_many() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let bad = add(&tab, person("王芳", BLOCKED, "wang_88"));
    let other = add(&tab, person("李娜", "13700000001", ""));
    block(&tab, BLOCKED);
    let phone = CustomerField::Phone;
    let changes = [
        BulkChange::Set { field: phone.clone(), value: String::new() },
        BulkChange::Replace {
            field: Some(phone),
            find: BLOCKED.into(),
            with: OTHER.into(),
            whole: false,
        },
    ];
    for change in changes {
        tab.run(Command::BulkEdit { ids: vec![bad, other], change }).unwrap();
        assert!(is_blocked(&tab, bad) && !is_blocked(&tab, other));
        assert!(listed(&tab).contains(&"wang_88".to_owned()));
        check_step_and_undo(&tab);
    }
}
