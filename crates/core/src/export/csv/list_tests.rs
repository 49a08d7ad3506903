//! The two lists, read back.

use std::collections::{BTreeMap, BTreeSet};

use super::invitations;
use super::tests::read;
use crate::contact::diary::Diary;
use crate::contact::outreach::reach;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, EventStatus, Wave};
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::export::Export;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::segments::{Derived, derive};
use crate::table::tables::Tables;
use crate::views::table::{Column, TableQuery};
use crate::views::workspace::{ExportedFile, FileFormat};

fn customers(
    tables: &Tables,
    derived: &Derived,
    query: &TableQuery,
    language: Language,
) -> ExportedFile {
    Export::of_customers(tables, derived, query, FileFormat::Csv, language, 0.0).run().unwrap()
}

#[test]
fn customers_in_both_languages() {
    let bad = Customer { name: "=1+1".into(), phone: "+86 138".into(), ..Customer::default() };
    let mut tables =
        workspace(vec![bad, Customer { name: "赵, \"明\"".into(), ..Customer::default() }]);
    add_orders(&mut tables, vec![order(1, 20_454, 2_000), order(1, 20_455, -12_345)]);
    let derived = derive(&tables, Day(20_500));
    let query = TableQuery {
        columns: vec![
            Column::Name,
            Column::Phone,
            Column::SpendTotal,
            Column::LastPurchase,
            Column::Class,
        ],
        limit: 1,
        ..TableQuery::default()
    };
    let file = customers(&tables, &derived, &query, Language::Zh);
    assert_eq!(file.name, "客户.csv");
    let rows = read(&file.bytes);
    assert_eq!(
        rows[0],
        [
            "姓名",
            "电话",
            "累计消费（Meadow 计算）",
            "最近购买（Meadow 计算）",
            "类别（Meadow 计算）"
        ]
    );
    assert_eq!(rows[1], ["'=1+1", "'+86 138", "-103.45", "2026-01-01", "螳螂"]);
    assert_eq!(rows[2], ["赵, \"明\"", "", "", "", "未归类"], "all that match, whatever the page");
    let rows = read(&customers(&tables, &derived, &TableQuery::default(), Language::En).bytes);
    // The stage set by hand and the opt-out are added; nobody has a company's number.
    assert_eq!(rows[0].len(), crate::table::columns::all(&tables).len() + 1);
    assert_eq!(rows[1][..3], ["", "'=1+1", "Mantis"]);
}

/// A company's number is added beside its name, unless the list has it itself.
#[test]
fn a_companys_number_goes_out_once() {
    let (company, company_id) = ("Willow Ltd".to_owned(), "HRB 12345".to_owned());
    let tables = workspace(vec![Customer { company, company_id, ..Customer::default() }]);
    let derived = derive(&tables, Day(20_500));
    let list = |columns: &[Column]| {
        let query = TableQuery { columns: columns.to_vec(), ..TableQuery::default() };
        read(&customers(&tables, &derived, &query, Language::En).bytes)
    };
    let (name, number) = ("Company", "Company registration number");
    let rows = list(&[Column::Company]);
    assert_eq!(rows[..2], [[name, number], ["Willow Ltd", "HRB 12345"]]);
    let rows = list(&[Column::CompanyId, Column::Company]);
    assert_eq!(rows[..2], [[number, name], ["HRB 12345", "Willow Ltd"]]);
    let whole = list(&[]);
    assert_eq!(whole[0].iter().filter(|header| *header == number).count(), 1);
}

fn event(groups: Vec<AudienceGroup>, waves: Vec<Wave>) -> Event {
    let choice = |group| AudienceChoice { group, n_invited: None, n_outside: 0 };
    Event {
        name: "Open day".into(),
        method: Method::Activity,
        status: EventStatus::Draft,
        day: Some(Day(20_454)),
        start_minute: 14 * 60,
        duration_minutes: 120,
        place: "the shop".into(),
        address: String::new(),
        seats: None,
        product: String::new(),
        goal_orders: 0,
        goal_confidence: 0.8,
        revenue_per_order: MoneyRange::exactly(Money::ZERO),
        margin: 0.0,
        why_now: String::new(),
        audience: groups.into_iter().map(choice).collect(),
        offer: Wording::Guide(Text::new("a bath", "一次洗护")),
        answers: BTreeMap::new(),
        risk_answers: BTreeMap::new(),
        waves,
        budget: Vec::new(),
        contingency: 0.0,
        n_staff: 0,
        n_days: 1,
        team: Vec::new(),
        schedule: Vec::new(),
        run_sheet: Vec::new(),
        follow_ups: Vec::new(),
        rates: Vec::new(),
        seed: 1,
        counts: None,
        steps_done: Vec::new(),
    }
}

#[test]
fn invitations_by_wave_with_words_filled_in() {
    let person = |name: &str, power: u8, sms: Permission| {
        let mut customer =
            Customer { name: name.into(), spending_power: Some(power), ..Customer::default() };
        customer.consent.set(Channel::Sms, sms);
        customer.consent.set(Channel::Phone, Permission::Granted);
        customer
    };
    let mut opted_out = person("Never", 99, Permission::Granted);
    opted_out.consent.opt_out = Some(OptOut::default());
    let mut by_form = person("{place}", 70, Permission::Granted);
    let consent = ChannelConsent {
        permission: Permission::Granted,
        day: Day::from_ymd(2025, 6, 1),
        source: "a form".into(),
        purpose: "offers".into(),
    };
    by_form.consent.set(Channel::Sms, consent);
    let mut unplaced = Customer {
        phone: "13700137003".into(),
        email: "u@example.com".into(),
        ..person("Unplaced", 10, Permission::Granted)
    };
    unplaced.consent.set(Channel::Email, Permission::Refused);
    let tables = workspace(vec![
        by_form,
        Customer { phone: "13800138000".into(), ..person("Best", 90, Permission::Unknown) },
        person("No SMS", 80, Permission::Refused),
        opted_out,
        unplaced,
    ]);
    let derived = derive(&tables, Day(20_400));
    let strong = AudienceGroup::Expected(Class::Dragonfly);
    let message = "{name}: {offer} at {place} on {date} {unknown} {".to_owned();
    let wave = Wave {
        key: "first".into(),
        days_before: 14,
        minute: 605,
        groups: vec![strong.clone()],
        channel: Channel::Sms,
        message: Wording::Own(message),
    };
    let event = event(vec![strong, AudienceGroup::Unplaced], vec![wave]);
    let outreach = reach(&tables, &derived, &Diary::of(&tables, &derived), &event, None);
    let rows = read(
        &invitations(&tables, &derived, &outreach, &BTreeSet::new(), &event, Language::En).bytes,
    );
    assert_eq!(
        rows[0],
        [
            "Customer no.",
            "Name",
            "Phone",
            "E-mail",
            "WeChat",
            "Group",
            "Invite on",
            "Time",
            "Channel",
            "Permission",
            "Permission: date",
            "Permission: source",
            "Permission: purpose",
            "Message",
            "To check"
        ]
    );
    let filled = "a bath at the shop on 1 January 2026, 14:00 {unknown} { Reply R to opt out";
    let of = |name: &str| rows.iter().find(|row| row[1] == name).map(|row| row[5..].to_vec());
    let text = format!("Best: {filled}");
    let best = [
        "Dragonfly (expected)",
        "2025-12-18",
        "10:05",
        "SMS",
        "Not asked",
        "",
        "",
        "",
        text.as_str(),
        "Permission not asked",
    ];
    assert_eq!(of("Best").unwrap(), best);
    let place = of("{place}").unwrap();
    assert_eq!(place[4..8], ["Yes", "2025-06-01", "a form", "offers"]);
    assert_eq!(place[8], format!("{{place}}: {filled}"));
    assert_eq!(place[9], "No contact for this channel");
    // Of a group in no wave, yet not forgotten; whoever refuses is not there.
    let choose = "In no wave yet: choose a channel they allow";
    assert_eq!(of("Unplaced").unwrap(), ["Unplaced", "", "", "", "", "", "", "", "", choose]);
    // Their mail may not be used, and is not on the list.
    let unplaced = rows.iter().find(|row| row[1] == "Unplaced").unwrap();
    assert_eq!((unplaced[2].as_str(), unplaced[3].as_str()), ("13700137003", ""));
    assert_eq!(of("Never"), None);
    assert_eq!(of("No SMS"), None);
    assert_eq!(rows[1][1], "Best", "the best end of a group first");
    assert_eq!(rows.len(), 4);
}

/// The rules of today hold, also for a wave that was planned before them.
#[test]
fn what_is_planned_for_quiet_hours_is_listed_after_them() {
    let person = Customer {
        name: "Best".into(),
        spending_power: Some(90),
        known_since: Some(Day(15_000)),
        ..Customer::default()
    };
    let tables = workspace(vec![person]);
    let derived = derive(&tables, Day(20_400));
    let group = derived.standings[0].group();
    let wave = Wave {
        key: "late".into(),
        days_before: 14,
        minute: 22 * 60,
        groups: vec![group.clone()],
        channel: Channel::Phone,
        message: Wording::Own("{name}".to_owned()),
    };
    let event = event(vec![group], vec![wave]);
    let outreach = reach(&tables, &derived, &Diary::of(&tables, &derived), &event, None);
    let rows = read(
        &invitations(&tables, &derived, &outreach, &BTreeSet::new(), &event, Language::En).bytes,
    );
    assert_eq!(rows[1][6..8], ["2025-12-19", "09:00"]);
    assert!(rows[1][14].ends_with("Moved out of the quiet hours"), "{}", rows[1][14]);
}

/// A list is handed round: it holds no contact by which somebody must not be reached.
#[test]
fn a_wave_brings_its_own_contact_and_those_that_are_open() {
    let person = |name: &str, wechat: &str| {
        let mut customer = Customer {
            name: name.into(),
            phone: "13700137003".into(),
            email: "u@example.com".into(),
            wechat: wechat.into(),
            spending_power: Some(90),
            ..Customer::default()
        };
        for channel in [Channel::Sms, Channel::Phone, Channel::Email] {
            customer.consent.set(channel, Permission::Refused);
        }
        customer.consent.set(Channel::WeChat, Permission::Granted);
        customer
    };
    let mut by_mail = person("Mail", "mail_88");
    by_mail.consent.set(Channel::Email, Permission::Granted);
    by_mail.consent.set(Channel::WeChat, Permission::Refused);
    let tables = workspace(vec![person("Has id", "lin_88"), person("Has none", ""), by_mail]);
    let derived = derive(&tables, Day(20_400));
    let group = derived.standings[0].group();
    let wave = |channel| Wave {
        key: String::new(),
        days_before: 14,
        minute: 605,
        groups: vec![group.clone()],
        channel,
        message: Wording::default(),
    };
    let event = event(vec![group.clone()], vec![wave(Channel::WeChat), wave(Channel::Email)]);
    let outreach = reach(&tables, &derived, &Diary::of(&tables, &derived), &event, None);
    let rows = read(
        &invitations(&tables, &derived, &outreach, &BTreeSet::new(), &event, Language::En).bytes,
    );
    let mut contacts: Vec<&[String]> = rows[1..].iter().map(|row| &row[1..5]).collect();
    contacts.sort_unstable();
    assert_eq!(
        contacts,
        [
            ["Has id", "", "", "lin_88"],
            ["Has none", "13700137003", "", ""],
            ["Mail", "", "u@example.com", ""],
        ]
    );
}
