//! From the messy workbook to a clean base in one sitting, in Chinese and in English: what the
//! troubles in it come to, step by step (tests/fixtures/messy says what they are).

use std::collections::BTreeMap;
use std::rc::Rc;

use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::consent::{Channel, ConsentFact, Permission};
use meadow_core::domain::customer::{Customer, Stage};
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::FieldKind;
use meadow_core::engine::MemoryStore;
use meadow_core::matching::MatchReason;
use meadow_core::protocol::{
    Command, ExportCustomers, GetAudience, GetColumns, GetCustomers, GetDuplicates, GetImports,
    GetQuarantine, GetSummary, InspectFile, MergeChoice, Outcome, PreviewImport, ProposeCompletion,
    RepairedRow, SourceId,
};
use meadow_core::views::duplicates::DuplicateGroupView;
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::import::{
    ColumnRole, ConsentAbout, DateOrder, Dialect, Doubt, ImportInspection, ImportMapping,
    ImportReport, RejectReason,
};
use meadow_core::views::table::{Cell, Column, ColumnKind, TableQuery};
use meadow_core::views::workspace::FileFormat;

use super::tab::{TODAY, Tab};

const SOURCE: SourceId = SourceId(3);

/// What the twins say in their own words.
struct Workbook {
    file: &'static str,
    language: Language,
    people: &'static str,
    orders: &'static str,
    estates: &'static str,
    check_ins: &'static str,
    lin: &'static str,
    /// In English both records of her are spelt alike, and WeChat makes it certain.
    lin_is_certain: bool,
    /// Who is written otherwise in another row, with the same contact.
    joined: &'static [&'static str],
    /// Once in characters and once in pinyin.
    feng: [&'static str; 2],
    /// The source and the purpose of a consent.
    consent_is_from: [&'static str; 2],
    /// The fields of the user's own: coat, deposit, last visit.
    own_fields: [&'static str; 3],
    white: &'static str,
    remark: &'static str,
}

const WORKBOOKS: [Workbook; 2] = [
    Workbook {
        file: "messy_zh.xlsx",
        language: Language::Zh,
        people: "客户名单",
        orders: "订单",
        estates: "小区消费力",
        check_ins: "会员日签到",
        lin: "林雨晴",
        lin_is_certain: false,
        joined: &[],
        feng: ["冯小小", "Feng Xiaoxiao"],
        consent_is_from: ["门店登记表", "新品与活动"],
        own_fields: ["毛色", "押金", "上次到店"],
        white: "白",
        remark: "问寄养价格",
    },
    Workbook {
        file: "messy_en.xlsx",
        language: Language::En,
        people: "Customers",
        orders: "Orders",
        estates: "Estates",
        check_ins: "Members' day",
        lin: "Lin Yuqing",
        lin_is_certain: true,
        joined: &["Na Li", "Lin Yu-qing"],
        feng: ["Feng Xiaoxiao", "冯小小"],
        consent_is_from: ["form in the shop", "new products and events"],
        own_fields: ["Coat", "Deposit", "Last visit"],
        white: "white",
        remark: "asked about boarding",
    },
];

impl Workbook {
    fn bytes(&self) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/messy");
        std::fs::read(format!("{folder}/{}", self.file)).unwrap()
    }

    /// What the people of each estate can spend, as the third sheet says.
    fn power(&self) -> BTreeMap<String, u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/messy");
        let text = std::fs::read_to_string(format!("{folder}/estates.json")).unwrap();
        let mut both: BTreeMap<String, _> = serde_json::from_str(&text).unwrap();
        both.remove(self.file).unwrap()
    }

    fn attach(&self, tab: &Tab) {
        tab.engine.attach(SOURCE, Rc::new((self.file.to_owned(), self.bytes())));
    }

    fn look(&self, tab: &Tab, dialect: Option<Dialect>) -> ImportInspection {
        tab.ask(InspectFile { source: SOURCE, dialect, language: self.language }).unwrap()
    }

    /// Another sheet, everything else found anew.
    fn look_at_sheet(&self, tab: &Tab, sheet: &str) -> ImportInspection {
        let found = self.look(tab, None).dialect;
        let dialect = Dialect { sheet: Some(sheet.to_owned()), header_row: 0, ..found };
        self.look(tab, Some(dialect))
    }
}

fn import(tab: &Tab, seen: &ImportInspection) -> ImportReport {
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    let mapping = ImportMapping::new(seen.dialect.clone(), columns);
    let preview = tab
        .ask(PreviewImport { source: SOURCE, mapping: mapping.clone(), currency: None })
        .unwrap();
    let remember_as = Some("Paws".to_owned());
    let command = Command::Import { source: SOURCE, mapping, first_facts: None, remember_as };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => {
            assert_eq!(ImportReport { seconds: report.seconds, ..preview }, *report);
            *report
        }
        other => panic!("an import gave {other:?}"),
    }
}

fn left_out(report: &ImportReport) -> Vec<(RejectReason, u64)> {
    let all = report.rejected.iter().chain(&report.orders_rejected);
    all.map(|count| (count.reason, count.examples[0].row)).collect()
}

fn by_number(tab: &Tab) -> BTreeMap<String, Customer> {
    let cards = tab.rows().customers.into_iter();
    cards.map(|card| (card.customer.key.clone(), card.customer)).collect()
}

fn people_come_in(workbook: &Workbook, tab: &Tab) {
    // The sheet with people is found among six, below its title and under two rows of names.
    let mut seen = workbook.look(tab, None);
    assert_eq!(seen.dialect.sheet.as_deref(), Some(workbook.people));
    assert_eq!((seen.dialect.header_row, seen.dialect.n_header_rows), (4, 2));
    assert!(seen.sheets.iter().any(|sheet| sheet.is_hidden));
    let roles: Vec<&ColumnRole> = seen.columns.iter().map(|column| &column.guess).collect();
    for role in [
        ColumnRole::CustomerKey,
        ColumnRole::Name,
        ColumnRole::Phone,
        ColumnRole::WeChat,
        ColumnRole::KnownSince,
        ColumnRole::Stage,
        ColumnRole::CompanyId,
        ColumnRole::ConsentSms,
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Day),
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Source),
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Purpose),
        ColumnRole::ConsentPhone,
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::WeChat), ConsentFact::Day),
        ColumnRole::OptedOut,
    ] {
        assert!(roles.contains(&&role), "{role:?} in {roles:?}");
    }
    // One cell of the column proves which way its dates run, whatever the other columns do.
    let visit = seen.columns.iter().find(|column| column.header.ends_with(workbook.own_fields[2]));
    assert_eq!(visit.unwrap().date_order, Some(DateOrder::MonthDayYear));
    // That a deposit is money, somebody says: three in five cells name no currency.
    for column in &mut seen.columns {
        if let ColumnRole::Custom { label, kind } = &mut column.guess
            && label == workbook.own_fields[1]
        {
            *kind = Some(FieldKind::Money);
        }
    }
    let report = import(tab, &seen);
    assert_eq!(
        left_out(&report),
        [(RejectReason::RepeatedHeader, 15), (RejectReason::TotalRow, 27)]
    );
    let n_people = if workbook.lin_is_certain { 16 } else { 17 };
    assert_eq!((report.n_rows, report.n_customers_new), (21, n_people));
    let maybe_known = report.doubts.iter().find(|count| count.doubt == Doubt::MaybeKnown).unwrap();
    let rows: &[u64] = if workbook.lin_is_certain { &[26] } else { &[12, 26] };
    assert_eq!(maybe_known.rows, rows, "{:?}", report.doubts);
    let joined: Vec<&str> = report.joined.iter().map(|joined| joined.name.as_str()).collect();
    assert_eq!(joined, workbook.joined);
}

fn what_was_messy_is_plain(workbook: &Workbook, tab: &Tab) {
    let people = by_number(tab);
    let known_since = |key: &str| people[key].known_since;
    // A date, a date in words, with slashes, with points, and as a number of days.
    let march = |day| Day::from_ymd(2024, 3, day);
    let days = ["00001", "00002", "00003", "00004", "00005"].map(known_since);
    assert_eq!(days, [march(5), march(6), march(7), march(8), march(8)]);
    // One that the calendar does not have is left out, its person is not.
    assert_eq!(known_since("00012"), None);
    assert_eq!(people["00001"].name, workbook.lin);
    // 007 and 008 share a telephone and are two people; so are the namesakes.
    assert_eq!(people["00007"].phone, people["00008"].phone);
    assert_eq!(people["00003"].name, people["00004"].name);
    // Consent as the sheet says it.
    let sms = |key: &str| people[key].consent.noted(Channel::Sms);
    // Where both rows of her are one person, the later telephone is hers, for which she was not asked.
    let lin = if workbook.lin_is_certain { Permission::Unknown } else { Permission::Granted };
    assert_eq!(sms("00001"), lin);
    assert_eq!(sms("00002"), Permission::Refused);
    assert_eq!(sms("00003"), Permission::Unknown);
    // Her second row opts out of everything.
    assert!(people["00005"].consent.opted_out());
    assert_eq!(people["00014"].budget.map(|budget| budget.0), Some(123_450));
    what_was_agreed_to_is_proven(workbook, &people);
    companies_are_known_by_their_number(&people);
    own_fields_are_plain(workbook, tab, &people);
    let stage = |key: &str| people[key].stage;
    let stages = ["00001", "00002", "00003", "00004", "00011", "00014", "00007"].map(stage);
    assert_eq!(
        stages,
        [
            Some(Stage::Bought),
            Some(Stage::Interested),
            Some(Stage::Lead),
            Some(Stage::Lead),
            None,
            None,
            None,
        ]
    );
    assert_eq!([stage("00009"), stage("00012")], [Some(Stage::Lapsed), Some(Stage::InService)]);
}

/// Consent to text messages with its day, source and purpose; WeChat taken back on a day.
fn what_was_agreed_to_is_proven(workbook: &Workbook, people: &BTreeMap<String, Customer>) {
    if !workbook.lin_is_certain {
        let sms = &people["00001"].consent.channels[&Channel::Sms];
        assert_eq!(sms.day, Day::from_ymd(2024, 3, 5));
        assert_eq!([&sms.source, &sms.purpose], workbook.consent_is_from);
    }
    // Where the sheet has a column for it and leaves it blank, nobody knows.
    assert_eq!(people["00014"].consent.channels[&Channel::Sms].source, "");
    let wechat = &people["00002"].consent.channels[&Channel::WeChat];
    assert_eq!((wechat.permission, wechat.day), (Permission::Refused, Day::from_ymd(2024, 5, 13)));
    assert!(!people["00002"].consent.opted_out(), "one channel, not all");
}

/// Two who work for one company stay two; the third row, of whom only name and company are known, is
/// one of them.
fn companies_are_known_by_their_number(people: &BTreeMap<String, Customer>) {
    assert_eq!(people["00006"].company_id, people["00012"].company_id);
    assert_eq!(people["00006"].phone, "0571-88886666");
    let n_of_company = people.values().filter(|row| !row.company_id.is_empty()).count();
    assert_eq!(n_of_company, 2);
}

fn own_fields_are_plain(workbook: &Workbook, tab: &Tab, people: &BTreeMap<String, Customer>) {
    let fields = tab.rows().facts.custom_fields;
    let key = |label: &str| &fields.iter().find(|field| field.label == label).unwrap().key;
    let [coat, deposit, visit] = workbook.own_fields.map(key);
    let values =
        |field: &String| ["00001", "00002", "00004"].map(|of| people[of].fields[field].as_str());
    assert_eq!(values(deposit), ["1234.5", "200", "12000"]);
    assert_eq!(values(visit), ["2024-03-04", "2024-12-05", "2024-05-13"]);
    assert_eq!(people["00004"].fields[coat], workbook.white);
    let columns = tab.ask(GetColumns {}).unwrap();
    let kind = |field: &String| {
        let column = Column::Custom(field.clone());
        columns.iter().find(|info| info.column == column).unwrap().kind
    };
    assert_eq!(
        [coat, deposit, visit].map(kind),
        [ColumnKind::Choice, ColumnKind::Money, ColumnKind::Date]
    );
}

fn orders_come_in(workbook: &Workbook, tab: &Tab) {
    let seen = workbook.look_at_sheet(tab, workbook.orders);
    let report = import(tab, &seen);
    assert_eq!((report.n_rows, report.n_orders, report.n_order_lines), (14, 10, 11));
    assert_eq!(
        left_out(&report),
        [
            (RejectReason::NobodyNamed, 13),
            (RejectReason::DateImpossible, 12),
            (RejectReason::AmountUnreadable, 14),
        ]
    );
    // The same again: nothing new.
    let again = import(tab, &seen);
    assert_eq!((again.n_orders, again.n_orders_known, again.n_customers_new), (0, 10, 0));
}

/// The rows that were left out, repaired where they wait.
fn rows_are_repaired(tab: &Tab) {
    let imports = tab.ask(GetImports {}).unwrap();
    let import: DocumentId = imports.iter().find(|entry| entry.n_orders > 0).unwrap().id;
    let page = tab.ask(GetQuarantine { import, offset: 0, limit: 50 }).unwrap();
    let at = |role: ColumnRole| page.roles.iter().position(|own| *own == role).unwrap();
    let (key, day, amount) =
        (at(ColumnRole::CustomerKey), at(ColumnRole::OrderDate), at(ColumnRole::OrderAmount));
    let rows = page
        .rows
        .iter()
        .map(|row| {
            let mut cells = row.cells.clone();
            match row.reason {
                RejectReason::NobodyNamed => cells[key] = "00003".into(),
                RejectReason::DateImpossible => cells[day] = "2024-05-30".into(),
                _ => cells[amount] = "100".into(),
            }
            RepairedRow { row: row.row, cells }
        })
        .collect();
    let before = tab.ask(GetSummary {}).unwrap().n_orders;
    tab.run(Command::RepairRows { import, rows }).unwrap();
    assert_eq!(tab.ask(GetSummary {}).unwrap().n_orders, before + 3);
    assert_eq!(tab.ask(GetQuarantine { import, offset: 0, limit: 50 }).unwrap().n_rows, 0);
}

/// Joined by the column that fits, though nobody says which; who lives nowhere stays unknown.
fn estates_tell_what_people_can_spend(workbook: &Workbook, tab: &Tab) {
    let dialect = workbook.look_at_sheet(tab, workbook.estates).dialect;
    let mapping = tab.ask(ProposeCompletion { source: SOURCE, dialect }).unwrap();
    tab.run(Command::CompleteCustomers { source: SOURCE, mapping }).unwrap();
    let power = workbook.power();
    let people = by_number(tab);
    for (key, person) in &people {
        let said = power.get(&person.region).copied();
        assert_eq!(person.spending_power, said, "{key} in {:?}", person.region);
    }
    let n_known = people.values().filter(|person| person.spending_power.is_some()).count();
    assert!(n_known >= 12, "{n_known} of {}", people.len());
}

/// What is clean goes out as Chinese Excel saves it, and nothing of it is new.
fn it_comes_in_again_as_it_went_out(workbook: &Workbook, tab: &Tab) {
    let before = tab.rows();
    let table = TableQuery::default();
    let (format, language) = (FileFormat::Csv, workbook.language);
    let file = tab.ask(ExportCustomers { table, format, language }).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    let (bytes, _, was_changed) = encoding_rs::GB18030.encode(text.trim_start_matches('\u{feff}'));
    assert!(!was_changed);
    tab.engine.attach(SOURCE, Rc::new(("客户.csv".to_owned(), bytes.into_owned())));
    let seen = tab
        .ask(InspectFile { source: SOURCE, dialect: None, language: workbook.language })
        .unwrap();
    let report = import(tab, &seen);
    assert_eq!((report.n_customers_new, report.n_customers_updated), (0, 0));
    assert_eq!(tab.rows().customers, before.customers);
}

/// A name and the end of a telephone number find the one they fit, and nobody where they fit two.
fn who_came_is_found(workbook: &Workbook, tab: &Tab) {
    let before = by_number(tab);
    let seen = workbook.look_at_sheet(tab, workbook.check_ins);
    let report = import(tab, &seen);
    assert_eq!(left_out(&report), [(RejectReason::AmbiguousName, 4)]);
    let doubts: Vec<_> = report.doubts.iter().map(|count| (count.doubt, &count.rows[..])).collect();
    assert_eq!(doubts, [(Doubt::NameAndEnd, &[2, 3][..])]);
    assert_eq!((report.n_customers_new, report.n_customers_updated), (0, 2));
    let after = by_number(tab);
    // Of the two of one name, the one whose number ends so.
    assert_eq!(after["00003"], before["00003"]);
    let notes: Vec<&str> = after["00004"].notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, [workbook.remark]);
    // Told by the whole number, the third one comes in too.
    let imports = tab.ask(GetImports {}).unwrap();
    let import = imports.iter().find(|entry| !entry.waiting.is_empty()).unwrap().id;
    let page = tab.ask(GetQuarantine { import, offset: 0, limit: 50 }).unwrap();
    let phone = page.roles.iter().position(|role| *role == ColumnRole::Phone).unwrap();
    let [waiting] = &page.rows[..] else { panic!("{:?}", page.rows) };
    let mut cells = waiting.cells.clone();
    cells[phone] = "13911117007".into();
    tab.run(Command::RepairRows { import, rows: vec![RepairedRow { row: waiting.row, cells }] })
        .unwrap();
    assert_eq!(by_number(tab)["00015"].notes.len(), 1);
}

/// Whoever stands there twice is one, the opt-out with them.
fn duplicates_are_decided(workbook: &Workbook, tab: &Tab) {
    let found = tab.ask(GetDuplicates {}).unwrap();
    assert_eq!(found.n_doubtful, if workbook.lin_is_certain { 1 } else { 2 });
    // In characters and in pinyin, with nothing to prove it: side by side, never joined.
    let is_in_two_scripts = |group: &&DuplicateGroupView| {
        let mut reasons = group.pairs.iter().flat_map(|pair| &pair.score.reasons);
        reasons.any(|weighed| weighed.reason == MatchReason::NameInOtherScript)
    };
    let feng = found.doubtful.iter().find(is_in_two_scripts).unwrap();
    let mut names: Vec<&str> = feng.parts.iter().map(|part| part.customer.name.as_str()).collect();
    names.sort_by_key(|name| *name != workbook.feng[0]);
    assert_eq!(names, workbook.feng);
    for group in found.doubtful {
        let parts: Vec<CustomerId> = group.parts.iter().map(|part| part.customer.id).collect();
        let choices = vec![MergeChoice { parts, merged: None }];
        tab.run(Command::MergeCustomers { choices }).unwrap();
    }
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 0);
    // 15 people of the list, and one of whom only an order tells.
    assert_eq!(tab.rows().customers.len(), 16);
}

/// Whose telephone is on the blacklist is invited to nothing, however the number was written.
fn a_blacklisted_phone_is_not_invited(tab: &Tab) {
    let n_may_ask = || {
        let audience = tab.ask(GetAudience { event: None, saved: None }).unwrap();
        let n_blocked: u32 = audience.iter().map(|part| part.left_out.get(Obstacle::Blocked)).sum();
        (n_blocked, audience.iter().map(|part| part.n_may_ask).sum::<u32>())
    };
    let (_, before) = n_may_ask();
    let entry = BlockedContact {
        by: BlockedBy::Phone,
        value: "136 0013 6010".into(),
        reason: "complained".into(),
        day: TODAY,
    };
    tab.run(Command::AddToBlacklist { entries: vec![entry] }).unwrap();
    assert_eq!(n_may_ask(), (1, before - 1));
    let columns = vec![Column::Key, Column::MayInvite];
    let table = TableQuery { columns, limit: 50, ..TableQuery::default() };
    let page = tab.ask(GetCustomers { table }).unwrap();
    let blocked: Vec<&Cell> = page
        .rows
        .iter()
        .filter(|row| row.cells[1] == Cell::Blocked)
        .map(|row| &row.cells[0])
        .collect();
    assert_eq!(blocked, [&Cell::Text("00010".into())]);
}

#[test]
fn from_drop_to_clean_base() {
    for workbook in &WORKBOOKS {
        let store = MemoryStore::default();
        let tab = Tab::with_workspace(&store);
        workbook.attach(&tab);
        people_come_in(workbook, &tab);
        what_was_messy_is_plain(workbook, &tab);
        orders_come_in(workbook, &tab);
        rows_are_repaired(&tab);
        estates_tell_what_people_can_spend(workbook, &tab);
        who_came_is_found(workbook, &tab);
        duplicates_are_decided(workbook, &tab);
        a_blacklisted_phone_is_not_invited(&tab);
        it_comes_in_again_as_it_went_out(workbook, &tab);
        // And what is clean is saved.
        assert_eq!(tab.another(&store).rows(), tab.rows());
    }
}
