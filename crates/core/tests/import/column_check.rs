//! The sample check over whole files: the messy workbooks, and what must hold for any bytes.

use std::fmt::Write;

use meadow_core::domain::workspace::FieldKind;
use meadow_core::ingest::{HEAD_BYTES, SampleCheck, prepare};
use meadow_core::views::import::{ColumnRole, DateOrder, Dialect, ImportMapping};
use meadow_core::views::import_check::{CellExample, ColumnCheck, Spread};
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use crate::reading::{fixture, proposed, today};

fn check_all(
    bytes: &[u8],
    mapping: &ImportMapping,
) -> Result<Vec<ColumnCheck>, meadow_core::views::import::FileProblem> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let sample = SampleCheck::new(head, head.len() == bytes.len(), mapping, today())?;
    Ok((0..sample.n_columns()).map(|at| sample.check(at)).collect())
}

/// The checks of a sheet by the mapping that is proposed, in plain words.
fn describe(name: &str, sheet: &str) -> String {
    let bytes = fixture(&format!("messy/{name}"));
    let dialect = Dialect { sheet: Some(sheet.to_owned()), ..Dialect::default() };
    let ready = prepare(&bytes, true, Some(&dialect)).unwrap();
    let seen = ready.inspect(name, bytes.len() as u64, &[], true, None).unwrap();
    let mapping = ready.mapping_of_rows(&proposed(&seen));
    let checks = check_all(ready.csv.as_deref().unwrap(), &mapping).unwrap();
    let mut all = String::new();
    for check in &checks {
        let _ = writeln!(
            all,
            "{} {:?} as {:?}, reads as {:?}: {} rows, {} empty, {} valid, {} odd, {} unreadable, {} distinct",
            check.column,
            check.header,
            check.role,
            check.reads_as,
            check.n_rows,
            check.n_empty,
            check.n_valid,
            check.n_suspicious,
            check.n_invalid,
            check.n_distinct,
        );
        let _ = writeln!(all, "  {}", show_spread(&check.spread));
        if let Some(dates) = &check.dates {
            let _ = writeln!(all, "  {dates:?}");
        }
        if !check.currencies.is_empty() {
            let _ = writeln!(all, "  {:?}", check.currencies);
        }
        for CellExample { row, value, why } in check.examples.iter().chain(&check.outliers) {
            let _ = writeln!(all, "  row {row}, {why:?}: {value:?}");
        }
    }
    all
}

fn show_spread(spread: &Spread) -> String {
    match spread {
        Spread::Nothing => "nothing to show".to_owned(),
        Spread::Numbers(bins) | Spread::Years(bins) | Spread::Lengths(bins) => {
            let what = match spread {
                Spread::Lengths(_) => "lengths",
                Spread::Years(_) => "years",
                _ => "numbers",
            };
            let bins = bins.iter().map(|bin| format!(" {}–{}: {}", bin.from, bin.to, bin.n));
            format!("{what}{}", bins.collect::<String>())
        }
        Spread::Days(bins) => {
            let bins = bins.iter().map(|bin| format!(" {}–{}: {}", bin.from, bin.to, bin.n));
            format!("days{}", bins.collect::<String>())
        }
        Spread::Values { top, n_others } => format!("values {top:?}, {n_others} others"),
    }
}

#[track_caller]
fn check(file: &str, sheet: &str, snapshot: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(snapshot, describe(file, sheet)));
}

#[test]
fn customers_in_chinese() {
    check("messy_zh.xlsx", "客户名单", "check_messy_zh_customers");
}

#[test]
fn orders_in_chinese() {
    check("messy_zh.xlsx", "订单", "check_messy_zh_orders");
}

#[test]
fn customers_in_english() {
    check("messy_en.xlsx", "Customers", "check_messy_en_customers");
}

#[test]
fn orders_in_english() {
    check("messy_en.xlsx", "Orders", "check_messy_en_orders");
}

fn any_role() -> impl Strategy<Value = ColumnRole> {
    let kind =
        prop_oneof![Just(None), (0..FieldKind::ALL.len()).prop_map(|at| Some(FieldKind::ALL[at])),];
    prop_oneof![
        2 => kind.prop_map(|kind| ColumnRole::Custom { label: "x".to_owned(), kind }),
        1 => Just(ColumnRole::Skip),
        8 => prop::sample::select(vec![
            ColumnRole::CustomerKey,
            ColumnRole::Name,
            ColumnRole::Phone,
            ColumnRole::Email,
            ColumnRole::BirthYear,
            ColumnRole::KnownSince,
            ColumnRole::Member,
            ColumnRole::Stage,
            ColumnRole::SpendingPower,
            ColumnRole::ConsentSms,
            ColumnRole::OptedOut,
            ColumnRole::OrderKey,
            ColumnRole::OrderDate,
            ColumnRole::OrderAmount,
            ColumnRole::Quantity,
            ColumnRole::Note,
        ]),
    ]
}

fn any_dialect() -> impl Strategy<Value = Dialect> {
    let order = prop::sample::select(vec![
        DateOrder::YearMonthDay,
        DateOrder::DayMonthYear,
        DateOrder::MonthDayYear,
        DateOrder::ExcelSerial,
    ]);
    (any::<bool>(), 0_u32..4, 0_u32..4, order).prop_map(
        |(has_header, header_row, n, date_order)| Dialect {
            has_header,
            header_row,
            n_header_rows: n,
            date_order,
            ..Dialect::default()
        },
    )
}

/// Rows of cells that mean something to one role or another.
fn rows() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        4 => prop::sample::select(vec![
            "", "-", "林雨晴", "138****8000", "13800138017", "a@b.cn", "2026-02-30", "03/04/2026",
            "1900-01-01", "2099-12-31", "45321.5", "¥1,234.50", "-3", "1e9", "999999999999999",
            "0.000001", "高", "是", "???", "\u{FFFD}", "Аnna", "\"", "00123",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "-?[0-9]{1,16}(\\.[0-9]{1,8})?",
    ];
    let row = prop::collection::vec(cell, 1..5).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 0..40).prop_map(|rows| rows.join("\n").into_bytes())
}

fn hold_together(checks: &[ColumnCheck]) -> Result<(), proptest::test_runner::TestCaseError> {
    for check in checks {
        let n_cells = check.n_empty + check.n_valid + check.n_suspicious + check.n_invalid;
        prop_assert_eq!(check.n_rows, n_cells);
        let n_troubles: u32 = check.troubles.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(n_troubles, check.n_suspicious + check.n_invalid);
        prop_assert!(check.n_distinct <= check.n_rows - check.n_empty);
        prop_assert!(check.examples.len() <= 5 && check.outliers.len() <= 5);
        let n_shown: u32 = match &check.spread {
            Spread::Nothing => 0,
            Spread::Numbers(bins) | Spread::Years(bins) | Spread::Lengths(bins) => {
                bins.iter().map(|bin| bin.n).sum()
            }
            Spread::Days(bins) => bins.iter().map(|bin| bin.n).sum(),
            Spread::Values { top, n_others } => top.iter().map(|(_, n)| n).sum::<u32>() + n_others,
        };
        prop_assert!(n_shown <= check.n_rows - check.n_empty);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_and_any_mapping_are_counted_whole(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        roles in prop::collection::vec(any_role(), 0..6),
        dialect in any_dialect(),
    ) {
        if let Ok(checks) = check_all(&bytes, &ImportMapping::new(dialect, roles)) {
            hold_together(&checks)?;
        }
    }

    #[test]
    fn rows_under_any_mapping_are_counted_whole(
        bytes in rows(),
        roles in prop::collection::vec(any_role(), 0..6),
        dialect in any_dialect(),
    ) {
        if let Ok(checks) = check_all(&bytes, &ImportMapping::new(dialect, roles)) {
            hold_together(&checks)?;
        }
    }
}
