//! Whole files, read back by other programs' readers where there are any.

use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::Value;

use super::cell::Cell;
use super::sheet::{SheetColumn, SheetHead, SheetWriter, Width};
use super::xlsx::Workbook;
use super::{Export, file_name};
use crate::domain::consent::{Channel, ChannelConsent, Permission};
use crate::domain::customer::{Customer, Stage};
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::log::{ConsentChange, FieldChange, Happening};
use crate::domain::text::Language;
use crate::domain::workspace::CustomField;
use crate::sample;
use crate::segments::derive;
use crate::table::tables::Tables;
use crate::views::table::TableQuery;
use crate::views::workspace::FileFormat;

const MADE_MS: f64 = 1_767_225_600_000.0;

/// Every 20th customer of the sample.
fn small_sample() -> Tables {
    let mut tables = sample::tables();
    let others = tables.customers.iter().map(|row| row.id).filter(|id| id.0 % 20 != 1).collect();
    tables.customers.remove(&others);
    tables.orders.remove_of_customers(&others);
    tables
}

fn head(columns: &[&str]) -> SheetHead {
    let column = |name: &&str| SheetColumn {
        key: (*name).to_owned(),
        header: (*name).to_owned(),
        width: Width::Normal,
        is_worked_out: false,
    };
    SheetHead {
        key: "things", title: "东西".into(), columns: columns.iter().map(column).collect()
    }
}

fn workbook(rows: &[Vec<Cell<'_>>], most_rows: u32) -> Vec<u8> {
    let mut book = Workbook::new(Language::Zh, MADE_MS).with_rows(most_rows);
    book.begin(&head(&["a", "b"])).unwrap();
    for row in rows {
        book.row(row).unwrap();
    }
    book.end().unwrap();
    Box::new(book).finish().unwrap()
}

fn part(archive: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn cells_are_what_they_are() {
    let day = Day::from_ymd(2026, 3, 5).unwrap();
    let cells = [
        Cell::text("00123"),
        Cell::text("=1+1"),
        Cell::text("<a&b> \"_x0041_\" 蜂\t\n"),
        Cell::text("\u{7}"),
        Cell::Number(-12.5),
        Cell::Money(crate::domain::money::Money(-1_234_567)),
        Cell::Date(day),
        Cell::Moment(day, 14 * 60 + 5),
        Cell::YesNo(true),
        Cell::NotAsked,
        Cell::Number(f64::NAN),
        Cell::Date(Day(i32::MAX)),
    ];
    let rows: Vec<Vec<Cell<'_>>> = cells.into_iter().map(|cell| vec![Cell::Empty, cell]).collect();
    let file = workbook(&rows, 1_000);
    assert!(!part(&file, "xl/worksheets/sheet1.xml").contains("<f"), "no formula");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&file)).unwrap();
    assert_eq!(book.sheet_names(), ["东西"]);
    let range = book.worksheet_range("东西").unwrap();
    let read: Vec<&Data> = range.rows().map(|row| &row[1]).collect();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(read[0], &text("b"));
    assert_eq!(read[1], &text("00123"));
    assert_eq!(read[2], &text("=1+1"));
    assert_eq!(read[3], &text("<a&b> \"_x0041_\" 蜂\t\n"));
    assert_eq!(read[4], &text("\u{7}"));
    assert_eq!(read[5], &Data::Float(-12.5));
    assert_eq!(read[6], &Data::Float(-12_345.67));
    let moment = |data: &Data| data.as_datetime().map(|moment| moment.to_string());
    assert_eq!(moment(read[7]).as_deref(), Some("2026-03-05 00:00:00"));
    assert_eq!(moment(read[8]).as_deref(), Some("2026-03-05 14:05:00"));
    assert_eq!(read[9], &text("是"));
    assert_eq!(read[10], &text("未询问"));
    assert_eq!(read[11], &text("NaN"));
    assert_eq!(read[12], &text(&format!("day {}", i32::MAX)));
    assert_eq!(range.rows().len(), 13);
}

#[test]
fn a_list_too_long_for_a_sheet_goes_on_in_the_next() {
    let rows: Vec<Vec<Cell<'_>>> =
        (0..7).map(|n| vec![Cell::Number(n.into()), Cell::Empty]).collect();
    let file = workbook(&rows, 4);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&file)).unwrap();
    assert_eq!(book.sheet_names(), ["东西", "东西 2", "东西 3"]);
    let mut numbers = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("a".into())));
        numbers.extend(range.rows().skip(1).filter_map(|row| row[0].get_float()));
    }
    assert_eq!(numbers, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn the_whole_workspace_in_every_form() {
    let tables = small_sample();
    let derived = derive(&tables, Day(20_800));
    let n_lines: usize = tables.orders.n_lines();
    for language in [Language::En, Language::Zh] {
        let export = |format| {
            Export::of_workspace(&tables, &derived, format, language, MADE_MS).run().unwrap()
        };
        let xlsx = export(FileFormat::Xlsx);
        assert_eq!(export(FileFormat::Xlsx), xlsx, "the same bytes for the same workspace");
        let n_rows = |sheet: usize| {
            let rows = part(&xlsx.bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
            rows.matches("<row ").count() - 1
        };
        let expected = [
            tables.customers.len(),
            n_lines,
            tables.products.len(),
            tables.interactions.len(),
            tables.events().count(),
        ];
        assert_eq!([1, 2, 3, 4, 5].map(n_rows), expected);

        let csv = export(FileFormat::Csv);
        assert!(csv.name.ends_with(".csv.zip"), "{}", csv.name);
        let names = ["orders.csv", "订单.csv"];
        let orders = part(&csv.bytes, names[usize::from(language == Language::Zh)]);
        assert_eq!(orders.lines().count(), n_lines + 1);

        let json: Value = serde_json::from_slice(&export(FileFormat::Json).bytes).unwrap();
        assert_eq!(json["format"], "meadow-workspace-1");
        assert_eq!(json["made"], "2026-01-01T00:00:00Z");
        let n_of = |list: &str| json[list].as_array().map(Vec::len);
        assert_eq!(n_of("customers"), Some(tables.customers.len()));
        assert_eq!(n_of("orders"), Some(tables.orders.len()));
        assert_eq!(n_of("products"), Some(tables.products.len()));
        assert_eq!(n_of("interactions"), Some(tables.interactions.len()));
        assert_eq!(n_of("log"), Some(tables.log.len()));
        assert_eq!(n_of("documents"), Some(tables.documents.len()));
    }
}

/// A withdrawal with its day, an own field by its name, a merge by its document.
#[test]
fn the_log_goes_out_line_by_line() {
    let day = Day::from_ymd(2026, 3, 5).unwrap();
    let mut tables = Tables::default();
    let field = CustomField { key: "pet".into(), label: "Pet".into(), kind: None };
    Arc::make_mut(&mut tables.facts).custom_fields = vec![field];
    tables.customers.append([Customer { id: CustomerId(1), ..Customer::default() }]);
    let given =
        ChannelConsent { source: "form".into(), ..ChannelConsent::from(Permission::Granted) };
    let withdrawn = ChannelConsent { day: Some(day), ..ChannelConsent::from(Permission::Refused) };
    let consent = ConsentChange { channel: Some(Channel::Sms), from: given, to: withdrawn };
    let change = |field| FieldChange { field, from: String::new(), to: "cat".into() };
    let changes = [
        change(CustomerField::Custom("pet".into())),
        change(CustomerField::Custom("gone".into())),
        change(CustomerField::LeadSource),
    ];
    let happened = [
        Happening::Consent(Box::new(consent)),
        Happening::Edited(changes.into()),
        Happening::Stage { from: None, to: Some(Stage::InService) },
        Happening::Merged { merge: DocumentId(7) },
    ];
    tables.note(day, happened.map(|what| (CustomerId(1), what)));
    let derived = derive(&tables, day);
    let export =
        Export::of_workspace(&tables, &derived, FileFormat::Json, Language::En, MADE_MS).run();
    let json: Value = serde_json::from_slice(&export.unwrap().bytes).unwrap();
    let log = &json["log"];
    for line in log.as_array().unwrap() {
        assert_eq!(line["customer"], 1);
        assert_eq!(line["day"], "2026-03-05");
    }
    let [consent, edited, stage, merged] = [0_usize, 1, 2, 3].map(|at| &log[at]);
    assert_eq!(consent["what"], "consent");
    assert_eq!(consent["channel"], "sms");
    assert_eq!(consent["from"]["permission"], "granted");
    assert_eq!(consent["from"]["source"], "form");
    assert_eq!(consent["to"]["permission"], "refused");
    assert_eq!(consent["to"]["day"], "2026-03-05");
    assert_eq!(edited["fields"][0]["own_field"], "Pet");
    assert_eq!(edited["fields"][1]["own_field"], "gone");
    assert_eq!(edited["fields"][2]["field"], "lead_source");
    assert_eq!(edited["fields"][2]["to"], "cat");
    assert_eq!(stage["from"], Value::Null);
    assert_eq!(stage["to"], "in service");
    assert_eq!(merged["what"], "merged");
    assert_eq!(merged["merge"], 7);
}

#[test]
fn it_goes_in_slices() {
    let tables = small_sample();
    let derived = derive(&tables, Day(20_800));
    let query = TableQuery::default();
    for format in [FileFormat::Csv, FileFormat::Xlsx, FileFormat::Json] {
        let begin =
            || Export::of_customers(&tables, &derived, &query, format, Language::Zh, MADE_MS);
        let mut export = begin();
        let mut n_slices = 0;
        while export.advance(10).unwrap() {
            n_slices += 1;
        }
        assert!(n_slices >= tables.customers.len() / 10, "{format:?}");
        let n_customers = tables.customers.len() as u64;
        assert_eq!(export.progress(), (n_customers, n_customers));
        assert_eq!(export.finish(), begin().run());
    }
}

#[test]
fn a_list_in_json_says_what_its_columns_are() {
    let mut book = super::json::JsonSheet::default();
    book.begin(&head(&["name", "name"])).unwrap();
    book.row(&[Cell::text("=a\"\n"), Cell::Money(crate::domain::money::Money(-5))]).unwrap();
    book.row(&[Cell::NotAsked, Cell::Word("bee".into(), "Bee".into())]).unwrap();
    book.end().unwrap();
    let json: Value = serde_json::from_slice(&Box::new(book).finish().unwrap()).unwrap();
    assert_eq!(json["format"], "meadow-things-1");
    assert_eq!(json["columns"]["name'"]["label"], "name");
    assert_eq!(json["rows"][0]["name"], "=a\"\n");
    assert_eq!(json["rows"][0]["name'"], -0.05);
    assert_eq!(json["rows"][1]["name"], "unknown");
    assert_eq!(json["rows"][1]["name'"], "bee");
}

#[test]
fn file_names_hold_no_path() {
    assert_eq!(file_name("Paws & Meadow", "客户"), "Paws & Meadow - 客户");
    assert_eq!(file_name("../a\\b:c\n", "x"), "a b c - x");
    assert_eq!(file_name(" / ", "x"), "x");
}
