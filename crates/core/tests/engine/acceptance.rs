//! From the messy workbook to a clean base in one sitting, in Chinese and in English: what the
//! troubles in it come to, step by step (tests/fixtures/messy says what they are).

use std::collections::BTreeMap;
use std::rc::Rc;

use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, GetDuplicates, GetImports, GetQuarantine, GetSummary, InspectFile, MergeChoice,
    Outcome, PreviewImport, RepairedRow, SourceId,
};
use meadow_core::views::import::{
    ColumnRole, Dialect, Doubt, ImportInspection, ImportMapping, ImportReport, RejectReason,
};

use super::tab::Tab;

const SOURCE: SourceId = SourceId(3);

/// What the twins say in their own words.
struct Workbook {
    file: &'static str,
    language: Language,
    people: &'static str,
    orders: &'static str,
    lin: &'static str,
    /// In English both records of her are spelt alike, and WeChat makes it certain.
    lin_is_certain: bool,
    /// Who is written otherwise in another row, with the same contact.
    joined: &'static [&'static str],
}

const WORKBOOKS: [Workbook; 2] = [
    Workbook {
        file: "messy_zh.xlsx",
        language: Language::Zh,
        people: "客户名单",
        orders: "订单",
        lin: "林雨晴",
        lin_is_certain: false,
        joined: &[],
    },
    Workbook {
        file: "messy_en.xlsx",
        language: Language::En,
        people: "Customers",
        orders: "Orders",
        lin: "Lin Yuqing",
        lin_is_certain: true,
        joined: &["Na Li", "Lin Yu-qing"],
    },
];

impl Workbook {
    fn bytes(&self) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/messy");
        std::fs::read(format!("{folder}/{}", self.file)).unwrap()
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
    let preview = tab.ask(PreviewImport { source: SOURCE, mapping: mapping.clone() }).unwrap();
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
    // The sheet with people is found among five, below its title and under two rows of names.
    let seen = workbook.look(tab, None);
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
        ColumnRole::ConsentSms,
        ColumnRole::ConsentPhone,
        ColumnRole::OptedOut,
    ] {
        assert!(roles.contains(&&role), "{role:?} in {roles:?}");
    }
    let report = import(tab, &seen);
    assert_eq!(
        left_out(&report),
        [(RejectReason::RepeatedHeader, 15), (RejectReason::TotalRow, 24)]
    );
    let n_people = if workbook.lin_is_certain { 14 } else { 15 };
    assert_eq!((report.n_rows, report.n_customers_new), (18, n_people));
    let doubts: Vec<Doubt> = report.doubts.iter().map(|count| count.doubt).collect();
    assert_eq!(doubts.contains(&Doubt::MaybeKnown), !workbook.lin_is_certain, "{doubts:?}");
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
    // Consent as the sheet says it, with the file as its source.
    let sms = |key: &str| people[key].consent.noted(Channel::Sms);
    assert_eq!(sms("00001"), Permission::Granted);
    assert_eq!(sms("00002"), Permission::Refused);
    assert_eq!(sms("00003"), Permission::Unknown);
    assert_eq!(people["00001"].consent.channels[&Channel::Sms].source, workbook.file);
    // Her second row opts out of everything.
    assert!(people["00005"].consent.opted_out());
    assert_eq!(people["00014"].budget.map(|budget| budget.0), Some(123_450));
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

/// Whoever stands there twice is one, the opt-out with them.
fn duplicates_are_decided(workbook: &Workbook, tab: &Tab) {
    let found = tab.ask(GetDuplicates {}).unwrap();
    assert_eq!(found.n_doubtful, u32::from(!workbook.lin_is_certain));
    for group in found.doubtful {
        let parts: Vec<CustomerId> = group.parts.iter().map(|part| part.customer.id).collect();
        let choices = vec![MergeChoice { parts, merged: None }];
        tab.run(Command::MergeCustomers { choices }).unwrap();
    }
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 0);
    // 14 people of the list, and one of whom only an order tells.
    assert_eq!(tab.rows().customers.len(), 15);
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
        duplicates_are_decided(workbook, &tab);
        // And what is clean is saved.
        assert_eq!(tab.another(&store).rows(), tab.rows());
    }
}
