//! Changing many at once, merging and parting, and repairing the rows that a file left.

use meadow_core::domain::consent::{Channel, OptOut, Permission};
use meadow_core::domain::customer::{Customer, CustomerNote, Stage};
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::joining_rules::{JoiningRules, KeepRule};
use meadow_core::domain::log::Happening;
use meadow_core::domain::money::Money;
use meadow_core::domain::reason::{ReasonSource, RecordedReason};
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::engine::MemoryStore;
use meadow_core::matching::{Keep, Survivorship};
use meadow_core::protocol::{
    BulkChange, Command, EngineError, GetCustomerCard, GetDuplicates, GetImports, GetQuarantine,
    MergeChoice, Outcome, PreviewBulkEdit, PreviewImport, PreviewMerge, RepairedRow,
};
use meadow_core::views::import::{FileProblem, RejectReason};
use meadow_core::views::table::{CustomerCard, RecordEvent};

use super::tab::{Tab, add};

fn card(tab: &Tab, id: CustomerId) -> CustomerCard {
    tab.ask(GetCustomerCard { id }).unwrap()
}

fn import(tab: &Tab, csv: &str) -> Outcome {
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap()
}

#[test]
fn one_change_of_many_is_one_step_and_a_line_in_each_log() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ids: Vec<CustomerId> = ["Ann", "Bo", "Cy"].map(|name| add(&tab, name)).into();
    let before = tab.rows();
    let change = BulkChange::Set { field: CustomerField::Region, value: "杭州".into() };
    let preview = tab.ask(PreviewBulkEdit { ids: ids.clone(), change: change.clone() }).unwrap();
    assert_eq!((preview.n_changed, preview.n_same, preview.examples.len()), (3, 0, 3));
    assert_eq!(tab.rows(), before);
    let outcome = tab.run(Command::BulkEdit { ids: ids.clone(), change }).unwrap();
    assert_eq!(outcome, Outcome::Changed { n_customers: 3 });
    for id in &ids {
        let card = card(&tab, *id);
        assert_eq!(card.customer.region, "杭州");
        assert!(matches!(&card.record[0].what, RecordEvent::Logged(Happening::Edited(_))));
    }
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
}

#[test]
fn tags_stages_and_consent_of_many() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ids = vec![add(&tab, "Ann"), add(&tab, "Bo")];
    let price =
        RecordedReason {
            key: "觉得价格高".into(), day: Day(20_000), source: ReasonSource::Hand
        };
    for change in [
        BulkChange::AddTag(" vip ".into()),
        BulkChange::AddTag("old".into()),
        BulkChange::RemoveTag("old".into()),
        BulkChange::AddReason(price.clone()),
        BulkChange::AddReason(RecordedReason { key: " Moves \n away ".into(), ..price.clone() }),
        BulkChange::RemoveReason("Moves away".into()),
        BulkChange::Stage(Some(Stage::InService)),
        BulkChange::Consent { channel: Channel::Sms, consent: Permission::Granted.into() },
        BulkChange::OptOut(Some(OptOut { day: None, source: "电话".into() })),
    ] {
        let outcome = tab.run(Command::BulkEdit { ids: ids.clone(), change }).unwrap();
        assert_eq!(outcome, Outcome::Changed { n_customers: 2 });
    }
    let ann = card(&tab, ids[0]).customer;
    assert_eq!(ann.reasons, [RecordedReason { key: "price".into(), ..price }]);
    assert_eq!((ann.tags, ann.stage), (vec!["vip".to_owned()], Some(Stage::InService)));
    assert_eq!(ann.consent.noted(Channel::Sms), Permission::Granted);
    assert_eq!(ann.consent.of(Channel::Sms), Permission::Refused);
}

#[test]
fn a_reason_that_was_given_before_keeps_its_day() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ids = vec![add(&tab, "Ann"), add(&tab, "Bo")];
    let reason = |day| {
        let source = ReasonSource::Call;
        BulkChange::AddReason(RecordedReason { key: "price".into(), day: Day(day), source })
    };
    tab.run(Command::BulkEdit { ids: ids[..1].to_vec(), change: reason(20_000) }).unwrap();
    let before = tab.rows();
    let ask = PreviewBulkEdit { ids: ids.clone(), change: reason(20_009) };
    let preview = tab.ask(ask).unwrap();
    assert_eq!((preview.n_changed, preview.n_same), (1, 1));
    assert_eq!(preview.examples[0].id, ids[1]);
    assert_eq!(preview.reasons[0].1.zh, "觉得价格高");
    tab.run(Command::BulkEdit { ids: ids.clone(), change: reason(20_009) }).unwrap();
    let days = ids.iter().map(|id| card(&tab, *id).customer.reasons[0].day);
    assert_eq!(days.collect::<Vec<_>>(), [Day(20_000), Day(20_009)]);
    let logged = &card(&tab, ids[1]).record[0].what;
    assert!(matches!(logged, RecordEvent::Reasons { .. }), "{logged:?}");
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    for blank in [
        BulkChange::RemoveReason(" ".into()),
        BulkChange::AddReason(RecordedReason {
            key: "\n".into(),
            day: Day(1),
            source: ReasonSource::Hand,
        }),
    ] {
        let refused = tab.run(Command::BulkEdit { ids: ids.clone(), change: blank }).unwrap_err();
        assert!(matches!(refused, EngineError::BadInput { .. }), "{refused:?}");
    }
}

#[test]
fn find_and_replace_touches_words_only_where_asked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, "编号,姓名,地区,手机\n1,王丽,杭州市西湖区,13800138000\n2,李娜,西湖,13800138001\n");
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let replace = |field: Option<CustomerField>, find: &str, with: &str, whole| {
        let (find, with) = (find.to_owned(), with.to_owned());
        let change = BulkChange::Replace { field, find, with, whole };
        tab.run(Command::BulkEdit { ids: ids.clone(), change })
    };
    replace(Some(CustomerField::Region), "西湖", "西湖区", true).unwrap();
    replace(None, "138", "139", false).unwrap();
    let regions: Vec<String> =
        tab.rows().customers.into_iter().map(|card| card.customer.region).collect();
    assert_eq!(regions, ["杭州市西湖区", "西湖区"]);
    assert_eq!(card(&tab, ids[0]).customer.phone, "13800138000");
    // One number for two customers would make them one.
    let clash = replace(Some(CustomerField::Key), "2", "1", true).unwrap_err();
    assert!(matches!(clash, EngineError::KeyTaken { .. }), "{clash:?}");
    let empty = replace(None, "", "x", false).unwrap_err();
    assert!(matches!(empty, EngineError::BadInput { .. }));
}

/// An address is changed as by an edit: what was permitted for the old one goes. Numbers and notes stay.
#[test]
fn a_replacement_everywhere_reaches_addresses_and_tags() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut ann = Customer {
        key: "old-1".into(),
        name: "Ann".into(),
        email: "ann@old.com".into(),
        wechat: "old_ann".into(),
        company_id: "old-7".into(),
        tags: ["old friend", "vip"].map(str::to_owned).into(),
        notes: vec![CustomerNote { day: Day(19_000), text: "old customer".into() }],
        ..Customer::default()
    };
    ann.consent.set(Channel::Email, Permission::Granted);
    let Ok(Outcome::Customer(id)) = tab.run(Command::AddCustomer { customer: Box::new(ann) })
    else {
        panic!("not added")
    };
    let replace = |find: &str, with: &str| {
        let (find, with) = (find.to_owned(), with.to_owned());
        let change = BulkChange::Replace { field: None, find, with, whole: false };
        tab.run(Command::BulkEdit { ids: vec![id], change }).unwrap();
        card(&tab, id).customer
    };
    let now = replace("@old.com", "@new.com");
    assert_eq!(
        (now.email.as_str(), now.consent.noted(Channel::Email)),
        ("ann@new.com", Permission::Unknown)
    );
    let now = replace("old", "dear");
    assert_eq!(
        (now.wechat.as_str(), now.tags),
        ("dear_ann", vec!["dear friend".into(), "vip".into()])
    );
    assert_eq!((now.key.as_str(), now.company_id.as_str()), ("old-1", "old-7"));
    assert_eq!(now.notes[0].text, "old customer");
    // A tag that becomes another stands there once, one that becomes nothing is gone.
    assert_eq!(replace("dear friend", "vip").tags, ["vip"]);
    assert_eq!(replace("vip", "").tags, [""; 0]);
}

const TWINS: &str = "客户编号,姓名,手机,推荐人,订单号,下单日期,金额\n\
    A1,王小明,13800138000,,O1,2024-03-01,100\n\
    A2,王晓明,13800138001,,O2,2024-03-02,50\n\
    A3,李娜,13900139000,A2,O3,2024-03-03,20\n";

#[test]
fn a_merge_takes_everything_along_and_a_split_gives_it_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, TWINS);
    let before = tab.rows();
    let ids: Vec<CustomerId> = before.customers.iter().map(|card| card.customer.id).collect();
    let parts = vec![ids[0], ids[1]];
    let rules =
        Survivorship { survivor: ids[0], otherwise: Keep::Of(ids[0]), ..Survivorship::default() };
    let merged = tab.ask(PreviewMerge { parts: parts.clone(), rules }).unwrap();
    assert_eq!((merged.name.as_str(), merged.key.as_str()), ("王小明", "A1"));
    let choice = MergeChoice { parts, merged: Some(Box::new(merged)) };
    let Ok(Outcome::Document(merge)) = tab.run(Command::MergeCustomers { choices: vec![choice] })
    else {
        panic!("not merged")
    };
    let after = tab.rows();
    assert_eq!(after.customers.len(), 2);
    let survivor = card(&tab, ids[0]);
    assert_eq!((survivor.n_orders, survivor.spend_total), (2, Money(15_000)));
    assert_eq!(card(&tab, ids[2]).customer.referred_by_key, "A1");
    assert_eq!(survivor.referred.len(), 1);
    assert!(matches!(
        &survivor.record[0].what,
        RecordEvent::Merged { can_be_split: true, parts, .. } if parts.len() == 2
    ));
    tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
    let facts = |rows: &super::tab::Rows| -> Vec<(Customer, u32, Money)> {
        let all = rows.customers.iter();
        all.map(|card| (card.customer.clone(), card.n_orders, card.spend_total)).collect()
    };
    assert_eq!(facts(&tab.rows()), facts(&before));
    let again = tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap_err();
    assert!(matches!(again, EngineError::NotFound { .. }));
}

/// One rule for all fields and some of their own: what joining without a decision goes by, and one step
/// of undo.
#[test]
fn joining_goes_by_the_rules_of_the_workspace() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(
        &tab,
        "客户编号,姓名,手机,地区\nA1,王小明,13800138000,杭州\nA2,王晓明先生,13800138001,上海市\n\
         B1,李娜,13900139000,\nB2,Li Na,13900139001,苏州\n",
    );
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let facts = tab.rows().facts;
    let joining = JoiningRules {
        otherwise: KeepRule::Mine,
        fields: [
            (CustomerField::Name, KeepRule::MostComplete),
            (CustomerField::Phone, KeepRule::Theirs),
        ]
        .into(),
    };
    let before = tab.rows();
    tab.run(Command::SetFacts {
        facts: Box::new(WorkspaceFacts { joining: joining.clone(), ..facts }),
    })
    .unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    tab.redo().unwrap();
    assert_eq!(tab.rows().facts.joining, joining);
    let choice = |parts: &[CustomerId]| MergeChoice { parts: parts.to_vec(), merged: None };
    // The comparison side by side starts from the same.
    let rules = Survivorship::by(&joining, ids[0]);
    let preview = tab.ask(PreviewMerge { parts: ids[..2].to_vec(), rules }).unwrap();
    let choices = vec![choice(&ids[..2]), choice(&ids[2..])];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    let joined: Vec<Customer> =
        tab.rows().customers.into_iter().map(|card| card.customer).collect();
    assert_eq!(joined[0], preview);
    let told: Vec<[&str; 4]> =
        joined.iter().map(|c| [c.key.as_str(), &c.name, &c.phone, &c.region]).collect();
    assert_eq!(
        told,
        [["A1", "王晓明先生", "13800138001", "杭州"], ["B1", "Li Na", "13900139001", "苏州"]]
    );
}

/// Next month's file still has both records of a person who was merged here.
#[test]
fn a_merge_stays_when_its_files_come_in_again() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let people = "customer_id,name,phone,city\nK1,Ann Lee,13800138001,Hefei\n\
                  K2,Anne Li,13900139002,Xiamen\n,Ann L.,,Ningbo\n";
    let orders = "order_id,customer_id,phone,order_date,amount\nO1,K2,,2024-03-01,100\n\
                  O2,,13900139002,2024-03-02,50\n,K1,,2024-03-03,7\n";
    import(&tab, people);
    import(&tab, orders);
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    assert_eq!(ids.len(), 3);
    // Merged in two steps, the survivor of the first into another.
    for parts in [vec![ids[1], ids[2]], vec![ids[0], ids[1]]] {
        let choices = vec![MergeChoice { parts, merged: None }];
        tab.run(Command::MergeCustomers { choices }).unwrap();
    }
    let before = tab.rows().customers;
    assert_eq!((before.len(), before[0].n_orders), (1, 3));
    for file in [people, orders] {
        let Outcome::Imported(report) = import(&tab, file) else { panic!("no import") };
        assert_eq!(
            (report.n_customers_new, report.n_customers_updated, report.n_orders),
            (0, 0, 0)
        );
    }
    assert_eq!(tab.rows().customers, before);
    // What is new is taken over all the same.
    import(&tab, "customer_id,city\nK2,Suzhou\n");
    assert_eq!(tab.rows().customers[0].customer.region, "Suzhou");
}

/// What a file changed is in the log, from what to what.
#[test]
fn a_file_leaves_what_it_changed_in_the_log() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, "customer_id,name,stage,sms consent\n1,Ann,潜在,同意\n");
    import(&tab, "customer_id,name,stage,sms consent\n1,Ann,意向,拒绝\n");
    let card = card(&tab, CustomerId(1));
    let logged = |is_it: fn(&Happening) -> bool| {
        card.record.iter().any(|entry| match &entry.what {
            RecordEvent::Logged(happening) => is_it(happening),
            _ => false,
        })
    };
    assert!(logged(|happening| matches!(
        happening,
        Happening::Stage { from: Some(Stage::Lead), to: Some(Stage::Interested) }
    )));
    assert!(logged(|happening| matches!(happening, Happening::Consent(_))));
}

#[test]
fn what_was_edited_after_a_merge_survives_its_split() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, TWINS);
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let choice = MergeChoice { parts: vec![ids[0], ids[1]], merged: None };
    tab.run(Command::MergeCustomers { choices: vec![choice] }).unwrap();
    let merged = card(&tab, ids[0]).customer;
    let customer = Customer { email: "wang@example.com".into(), ..merged.clone() };
    tab.run(Command::EditCustomer { before: Box::new(merged), customer: Box::new(customer) })
        .unwrap();
    let merge = tab.rows().merges[0].clone();
    tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
    assert_eq!(card(&tab, ids[0]).customer.email, "wang@example.com");
    assert_eq!(card(&tab, ids[0]).customer.key, "A1");
    assert_eq!(card(&tab, ids[1]).customer.email, "");
}

/// What was said after the merge is not lost with it, also where the merge had changed the same field.
#[test]
fn what_was_added_after_a_merge_survives_its_split() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, TWINS);
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let tag = |tag: &str| BulkChange::AddTag(tag.into());
    let note = |text: &str| CustomerNote { day: Day(20_000), text: text.into() };
    let sms = |permission: Permission| BulkChange::Consent {
        channel: Channel::Sms,
        consent: permission.into(),
    };
    let edit = |ids: &[CustomerId], change| {
        tab.run(Command::BulkEdit { ids: ids.to_vec(), change }).unwrap();
    };
    edit(&ids[..1], tag("one"));
    edit(&ids[1..2], tag("two"));
    edit(&ids[1..2], sms(Permission::Granted));
    let choice = MergeChoice { parts: vec![ids[0], ids[1]], merged: None };
    tab.run(Command::MergeCustomers { choices: vec![choice] }).unwrap();
    edit(&ids[..1], tag("late"));
    edit(&ids[..1], sms(Permission::Refused));
    let merged = card(&tab, ids[0]).customer;
    let customer = Customer { notes: vec![note("late")], ..merged.clone() };
    tab.run(Command::EditCustomer { before: Box::new(merged), customer: Box::new(customer) })
        .unwrap();
    let merge = tab.rows().merges[0].clone();
    tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
    let (first, other) = (card(&tab, ids[0]).customer, card(&tab, ids[1]).customer);
    assert_eq!((first.tags, other.tags), (vec!["one".into(), "late".into()], vec!["two".into()]));
    assert_eq!((first.notes, other.notes), (vec![note("late")], vec![]));
    for consent in [first.consent, other.consent] {
        assert_eq!(consent.noted(Channel::Sms), Permission::Refused);
    }
}

#[test]
fn a_split_is_refused_while_somebody_else_has_the_number() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, TWINS);
    let ids: Vec<CustomerId> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let rules =
        Survivorship { survivor: ids[0], otherwise: Keep::Of(ids[0]), ..Survivorship::default() };
    let merged = tab.ask(PreviewMerge { parts: ids[..2].to_vec(), rules }).unwrap();
    let choice = MergeChoice { parts: ids[..2].to_vec(), merged: Some(Box::new(merged)) };
    tab.run(Command::MergeCustomers { choices: vec![choice] }).unwrap();
    let new = Customer { key: "A2".into(), name: "Zoe".into(), ..Customer::default() };
    tab.run(Command::AddCustomer { customer: Box::new(new) }).unwrap();
    let merge = tab.rows().merges[0].clone();
    let refused = tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at });
    assert!(matches!(refused, Err(EngineError::KeyTaken { .. })));
}

#[test]
fn duplicates_are_found_on_demand_and_not_again_once_kept_apart() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(
        &tab,
        "客户编号,姓名,手机,公司,地区\n\
         1,王小明,13800138000,云朵商贸,杭州\n\
         2,王小明,13800138009,云朵商贸,杭州\n\
         3,李娜,13900139000,,上海\n",
    );
    let found = tab.ask(GetDuplicates {}).unwrap();
    assert_eq!((found.n_customers, found.n_doubtful), (3, 1));
    let pair = (found.doubtful[0].parts[0].customer.id, found.doubtful[0].parts[1].customer.id);
    assert!(!found.doubtful[0].pairs[0].score.reasons.is_empty());
    tab.run(Command::KeepApart { pairs: vec![pair] }).unwrap();
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 0);
    tab.undo().unwrap();
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 1);
}

const BAD_ROWS: &str = "客户编号,订单号,下单日期,金额\n\
    A1,O1,2024-03-01,100\n\
    A1,O2,2024-02-30,50\n\
    ,O3,2024-03-03,20\n\
    A2,O4,2024-03-04,a lot\n";

#[test]
fn rows_that_were_left_out_wait_and_come_in_once_repaired() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, BAD_ROWS);
    let [entry] = &tab.ask(GetImports {}).unwrap()[..] else { panic!("not one import") };
    assert_eq!(entry.waiting.iter().map(|(_, n)| n).sum::<u32>(), 3);
    let import_id = entry.id;
    let page =
        |tab: &Tab| tab.ask(GetQuarantine { import: import_id, offset: 0, limit: 100 }).unwrap();
    let waiting = page(&tab);
    assert_eq!(waiting.headers, ["客户编号", "订单号", "下单日期", "金额"]);
    assert_eq!(waiting.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(waiting.rows[0].reason, RejectReason::DateImpossible);
    let repaired =
        |row: u64, cells: [&str; 4]| RepairedRow { row, cells: cells.map(str::to_owned).into() };
    let rows = vec![
        repaired(3, ["A1", "O2", "2024-02-29", "50"]),
        repaired(5, ["A2", "O4", "2024-03-04", "still \"a\" lot"]),
    ];
    let before = tab.rows();
    let Ok(Outcome::Imported(report)) = tab.run(Command::RepairRows { import: import_id, rows })
    else {
        panic!("not repaired")
    };
    assert_eq!((report.n_orders, report.n_rejected()), (1, 1));
    let left = page(&tab);
    assert_eq!(left.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [4, 5]);
    // What was typed is kept, also where it did not help.
    assert_eq!(left.rows[1].cells[3], "still \"a\" lot");
    tab.run(Command::DiscardRows { import: import_id, rows: vec![4] }).unwrap();
    assert_eq!(page(&tab).n_rows, 1);
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    assert_eq!(page(&tab), waiting);
}

#[test]
fn a_repair_that_helps_nothing_changes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, BAD_ROWS);
    let before = tab.rows();
    let import = tab.ask(GetImports {}).unwrap()[0].id;
    let rows = vec![RepairedRow { row: 3, cells: vec!["A1".into()] }];
    let refused = tab.run(Command::RepairRows { import, rows });
    assert!(matches!(refused, Err(EngineError::BadFile(FileProblem::AllRowsRejected { .. }))));
    let unknown = vec![RepairedRow { row: 99, cells: Vec::new() }];
    let refused = tab.run(Command::RepairRows { import, rows: unknown });
    assert!(matches!(refused, Err(EngineError::NotFound { .. })));
    let refused = tab.run(Command::DiscardRows { import: DocumentId(99), rows: vec![3] });
    assert!(matches!(refused, Err(EngineError::NotFound { .. })));
    assert_eq!(tab.rows(), before);
}

#[test]
fn the_same_file_again_changes_no_row_and_brings_no_bad_row_twice() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, BAD_ROWS);
    let before = tab.rows();
    import(&tab, BAD_ROWS);
    let after = tab.rows();
    assert_eq!(after.customers, before.customers);
    let imports = tab.ask(GetImports {}).unwrap();
    assert_eq!(imports.iter().map(|entry| entry.waiting.len()).collect::<Vec<_>>(), [0, 3]);
}

#[test]
fn rows_that_were_decided_on_do_not_wait_again() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, BAD_ROWS);
    let first = tab.ask(GetImports {}).unwrap()[0].id;
    let repaired =
        |row: u64, cells: [&str; 4]| RepairedRow { row, cells: cells.map(str::to_owned).into() };
    let rows = vec![
        repaired(3, ["A1", "O2", "2024-02-29", "50"]),
        repaired(5, ["A2", "O4", "2024-03-04", "still a lot"]),
    ];
    tab.run(Command::RepairRows { import: first, rows }).unwrap();
    tab.run(Command::DiscardRows { import: first, rows: vec![4] }).unwrap();
    let waiting = |tab: &Tab| -> Vec<u32> {
        let imports = tab.ask(GetImports {}).unwrap();
        imports.iter().map(|entry| entry.waiting.iter().map(|(_, n)| n).sum()).collect()
    };
    assert_eq!(waiting(&tab), [1]);
    let n_settled = |tab: &Tab, csv: &str| match import(tab, csv) {
        Outcome::Imported(report) => report.n_rows_settled,
        other => panic!("{other:?}"),
    };
    // The check before the import tells as much.
    let (source, mapping) = tab.attach_csv(BAD_ROWS);
    let preview = tab.ask(PreviewImport { source, mapping, currency: None }).unwrap();
    assert_eq!(preview.n_rows_settled, 3);
    assert_eq!(n_settled(&tab, BAD_ROWS), 3);
    assert_eq!(waiting(&tab), [0, 1]);
    // Of the same row with another amount, nobody has said anything.
    assert_eq!(n_settled(&tab, &BAD_ROWS.replace("2024-03-03,20", "2024-03-03,21")), 2);
    assert_eq!(waiting(&tab), [1, 0, 1]);
    // Undone, the decisions are open again.
    for _ in 0..3 {
        tab.undo().unwrap();
    }
    assert_eq!(n_settled(&tab, BAD_ROWS), 2);
    assert_eq!(waiting(&tab), [0, 2]);
}
