//! People who are spoken of otherwise than their record writes them.

use super::super::originals::Originals;
use super::super::redact;
use super::all_text;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::sample;
use crate::table::documents::Document;
use crate::table::tables::Tables;

fn tables() -> Tables {
    let zora = Customer {
        id: CustomerId(1),
        name: "Zora Quill".into(),
        phone: "138 0013 8000".into(),
        email: "Zora@Quill.test".into(),
        wechat: "wx_Zora".into(),
        company: "Quill & Sons".into(),
        ..Customer::default()
    };
    let named = |id: u32, name: &str, wechat: &str| Customer {
        id: CustomerId(id),
        name: name.into(),
        wechat: wechat.into(),
        ..Customer::default()
    };
    let mut tables = Tables::default();
    let others = [named(2, "Ann", "+86 13900139000"), named(3, "Rose", ""), named(4, "王丽丽", "")];
    tables.customers.append([zora].into_iter().chain(others));
    tables
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let tables = tables();
    let originals = Originals::of(&tables);
    assert_eq!(originals.scrub(text), expected);
    assert_eq!(originals.are_in(text), text != expected, "{text}");
}

#[test]
fn numbers_are_masked_however_they_are_grouped() {
    check("打13800138000，或138 0013 8000", "打***，或***");
    check("+86-138-0013-8000 / 138.0013.8000", "+86-*** / ***");
    check("１３８００１３８０００", "***");
    check("微信同号139-0013-9000", "微信同号***");
    check("13800138001, 13800138 and 000", "13800138001, 13800138 and 000");
}

#[test]
fn names_and_addresses_are_masked_in_any_case() {
    check("ZORA@QUILL.TEST, ｗｘ＿ｚｏｒａ", "***, ***");
    check("zora quill of QUILL & SONS", "*** of ***");
    check("a rose for ROSE, roses", "a *** for ***, roses");
    check("王丽丽来", "***来");
    // As written, within a word too; what is short or goes on is a word in another case.
    check("Ann's Rosemary, ann, zora quills", "***'s ***mary, ann, zora quills");
}

/// The record's number is grouped; the event's is not.
#[test]
fn no_event_or_own_column_tells_a_number_that_is_written_otherwise() {
    let mut tables = tables();
    let mut event = sample::tables().events().next().map(|(_, event)| event.clone()).unwrap();
    event.place = "Ring 13800138000".into();
    let id = tables.add_document(Document::Event(Box::new(event)));
    // Shared by as many as may stay, and yet it tells.
    let told = |id: u32| Customer {
        id: CustomerId(id),
        lead_source: "via 13800138000".into(),
        region: "East".into(),
        ..Customer::default()
    };
    tables.customers.append((5..10).map(told));
    let copy = redact(&tables, 3);
    let text = all_text(&copy);
    assert!(!text.contains("13800138000"), "{text}");
    let Document::Event(event) = copy.documents[&id].data() else { panic!("no event") };
    assert_eq!(event.place, "Ring ***");
    assert_eq!(copy.customers.iter().filter(|row| row.region == "East").count(), 5);
}
