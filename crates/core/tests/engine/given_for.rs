//! A permission goes when the contact goes for which it was given: in an edit of one or of many, and in a
//! file. It is told in the timeline and in the step; undo takes it back with its step.

use meadow_core::domain::consent::{Channel, ChannelConsent, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::log::Happening;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    BulkChange, Command, GetCustomerCard, GetSummary, MergeChoice, Outcome, PreviewBulkEdit,
};
use meadow_core::views::import::{ColumnRole, Doubt, FieldPolicy};
use meadow_core::views::table::RecordEvent;

use super::tab::{TODAY, Tab};

const OLD: &str = "13800000000";
const NEW: &str = "13900000001";

fn granted(day: i32) -> ChannelConsent {
    let (source, purpose) = ("form".into(), "offers".into());
    ChannelConsent { permission: Permission::Granted, day: Some(Day(day)), source, purpose }
}

fn ann() -> Customer {
    let mut ann =
        Customer { key: "C1".into(), name: "Ann".into(), phone: OLD.into(), ..Customer::default() };
    ann.consent.set(Channel::Sms, granted(10));
    ann.consent.set(Channel::Phone, Permission::Refused);
    ann.consent.set(Channel::WeChat, granted(11));
    ann
}

fn add(tab: &Tab, customer: Customer) -> CustomerId {
    match tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap() {
        Outcome::Customer(id) => id,
        other => panic!("{other:?}"),
    }
}

fn known(tab: &Tab, id: CustomerId) -> Customer {
    tab.ask(GetCustomerCard { id }).unwrap().customer
}

/// SMS, telephone, WeChat.
fn answers(customer: &Customer) -> [Permission; 3] {
    [Channel::Sms, Channel::Phone, Channel::WeChat].map(|channel| customer.consent.noted(channel))
}

const GONE: [Permission; 3] = [Permission::Unknown, Permission::Refused, Permission::Granted];
const STAYS: [Permission; 3] = [Permission::Granted, Permission::Refused, Permission::Granted];

/// The number is the new one; the permission is gone, told with what had shown it, and one undo brings
/// both back.
#[track_caller]
fn check_gone(tab: &Tab, id: CustomerId, before: &Customer) {
    let now = known(tab, id);
    assert_eq!((now.phone.as_str(), answers(&now)), (NEW, GONE));
    let log = tab.ask(GetCustomerCard { id }).unwrap().record;
    let told = log.iter().any(|entry| match &entry.what {
        RecordEvent::Logged(Happening::Consent(change)) => {
            change.channel == Some(Channel::Sms)
                && change.from == granted(10)
                && change.to == ChannelConsent::default()
        }
        _ => false,
    });
    assert!(told, "{log:?}");
    tab.undo().unwrap();
    assert_eq!(known(tab, id), *before);
}

#[test]
fn an_edit_of_the_number() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let id = add(&tab, ann());
    let before = known(&tab, id);
    let edit = |after: Customer| {
        let (before, customer) = (Box::new(before.clone()), Box::new(after));
        tab.run(Command::EditCustomer { before, customer }).unwrap();
    };
    edit(Customer { phone: NEW.into(), ..before.clone() });
    let step = tab.ask(GetSummary {}).unwrap().undo.unwrap();
    assert!(step.en.ends_with("a removed contact no longer count"), "{}", step.en);
    check_gone(&tab, id, &before);
    edit(Customer { phone: "+86 138 0000 0000".into(), wechat: "ann_88".into(), ..before.clone() });
    assert_eq!(answers(&known(&tab, id)), STAYS, "the same number, and an id added");
    tab.undo().unwrap();
    let mut anew = Customer { phone: NEW.into(), ..before.clone() };
    anew.consent.set(Channel::Sms, granted(20));
    edit(anew.clone());
    assert_eq!(known(&tab, id), anew, "given for the new number");
}

#[test]
fn a_change_of_many() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let id = add(&tab, ann());
    let before = known(&tab, id);
    let set = BulkChange::Set { field: CustomerField::Phone, value: NEW.into() };
    let field = Some(CustomerField::Phone);
    let replace = BulkChange::Replace { field, find: OLD.into(), with: NEW.into(), whole: true };
    for change in [set, replace] {
        let ids = vec![id];
        let preview =
            tab.ask(PreviewBulkEdit { ids: ids.clone(), change: change.clone() }).unwrap();
        let shown = &preview.examples[0].changes;
        assert!(shown.iter().any(|line| matches!(line, Happening::Consent(_))), "{shown:?}");
        tab.run(Command::BulkEdit { ids, change }).unwrap();
        check_gone(&tab, id, &before);
    }
}

fn import(tab: &Tab, csv: &str, phone: FieldPolicy, consent: FieldPolicy) {
    let (source, mut mapping) = tab.attach_csv(csv);
    for (role, policy) in [(ColumnRole::Phone, phone), (ColumnRole::ConsentSms, consent)] {
        if let Some(at) = mapping.columns.iter().position(|column| *column == role) {
            mapping.rules.columns.insert(at as u32, policy);
        }
    }
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
}

#[test]
fn a_file_that_writes_over_the_number() {
    use FieldPolicy::{FillBlanks, Keep, Overwrite};
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let id = add(&tab, ann());
    let before = known(&tab, id);
    import(&tab, &format!("客户编号,姓名,手机号\nC1,Ann,{NEW}\n"), Overwrite, Overwrite);
    check_gone(&tab, id, &before);
    // Wherever the columns stand: permitted for the new number, which the person then has.
    for csv in [
        format!("客户编号,姓名,手机号,短信授权\nC1,Ann,{NEW},是\n"),
        format!("客户编号,姓名,短信授权,手机号\nC1,Ann,是,{NEW}\n"),
    ] {
        import(&tab, &csv, Overwrite, Overwrite);
        let now = known(&tab, id);
        assert_eq!((now.phone.as_str(), answers(&now)), (NEW, STAYS));
        assert_ne!(now.consent.channels[&Channel::Sms], granted(10), "what showed it is the file");
        tab.undo().unwrap();
        // The number stays, and what was permitted for another one does not count for it.
        for phone in [Keep, FillBlanks] {
            import(&tab, &csv, phone, Overwrite);
            assert_eq!(known(&tab, id).consent, before.consent);
            tab.undo().unwrap();
        }
    }
    // The same number, written otherwise.
    import(&tab, "客户编号,姓名,手机号\nC1,Ann,+86 138-0000-0000\n", Overwrite, Overwrite);
    assert_eq!(answers(&known(&tab, id)), STAYS);
}

#[test]
fn a_file_permits_only_for_the_number_it_has() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut bare = ann();
    bare.consent.channels.remove(&Channel::Sms);
    let id = add(&tab, bare);
    let import = |row: &str| {
        let csv = format!("客户编号,姓名,手机号,短信授权\n{row}\n");
        import(&tab, &csv, FieldPolicy::Keep, FieldPolicy::Overwrite);
        answers(&known(&tab, id))[0]
    };
    assert_eq!(import(&format!("C1,Ann,{NEW},是")), Permission::Unknown);
    assert_eq!(import("C1,Ann,,是"), Permission::Granted, "found by the key, whatever the number");
    assert_eq!(import(&format!("C1,Ann,{NEW},否")), Permission::Refused, "a refusal always");
}

#[test]
fn parting_takes_no_permission_to_another_number() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let plain =
        |phone: &str| Customer { name: "Ann".into(), phone: phone.into(), ..Customer::default() };
    let one = add(&tab, plain(OLD));
    let other = add(&tab, plain(NEW));
    let merged = Some(Box::new(plain(NEW)));
    let choices = vec![MergeChoice { parts: vec![one, other], merged }];
    let Outcome::Document(merge) = tab.run(Command::MergeCustomers { choices }).unwrap() else {
        panic!("not merged")
    };
    let before = known(&tab, one);
    let mut asked = before.clone();
    asked.consent.set(Channel::Sms, granted(TODAY.0));
    let (before, customer) = (Box::new(before), Box::new(asked));
    tab.run(Command::EditCustomer { before, customer }).unwrap();
    tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
    let first = known(&tab, one);
    assert_eq!(
        (first.phone.as_str(), first.consent.noted(Channel::Sms)),
        (OLD, Permission::Unknown)
    );
}

#[test]
fn a_file_tells_in_which_rows_it_takes_permissions_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, ann());
    let rows = |csv: &str| {
        let (source, mapping) = tab.attach_csv(csv);
        let command = Command::Import { source, mapping, first_facts: None, remember_as: None };
        let Outcome::Imported(report) = tab.run(command).unwrap() else { panic!("not imported") };
        tab.undo().unwrap();
        let told = report.doubts.into_iter().find(|count| count.doubt == Doubt::PermissionGone);
        told.map(|count| count.rows)
    };
    assert_eq!(rows(&format!("客户编号,姓名,手机号\nC1,Ann,{NEW}\n")), Some(vec![2]));
    assert_eq!(rows(&format!("客户编号,姓名,手机号\nC1,Ann,{OLD}\nC2,Bo,{NEW}\n")), None);
    let anew = format!("客户编号,姓名,手机号,短信授权\nC1,Ann,{NEW},是\n");
    assert_eq!(rows(&anew), None, "permitted for the new number");
}
