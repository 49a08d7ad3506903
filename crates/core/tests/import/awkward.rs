//! The awkward files, each with a snapshot of what is seen in it and what comes in by the mapping
//! that is proposed. `INSTA_UPDATE=always` writes the snapshots anew; read what changed.

use std::fmt::Write;

use meadow_core::ingest::{HEAD_BYTES, prepare};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{
    ColumnRole, FileProblem, ImportInspection, ImportReport, SourceKind,
};

use crate::reading::{bring_in, fixture, proposed};

/// What is seen, and what comes in, in plain words.
fn describe(name: &str) -> String {
    let bytes = fixture(&format!("awkward/{name}"));
    let mut all = String::new();
    if let Err(problem) = look_and_import(name, &bytes, &mut all) {
        match problem {
            FileProblem::AllRowsRejected { report } => {
                all.push_str("not one row can be used\n");
                show_report(&report, &mut all);
            }
            problem => {
                let _ = writeln!(all, "refused: {problem:?}");
            }
        }
    }
    all
}

fn look_and_import(name: &str, bytes: &[u8], all: &mut String) -> Result<(), FileProblem> {
    // As somebody sees it who reads the language of the file.
    let is_chinese = !name.starts_with("shift_jis");
    let ready = prepare(bytes, is_chinese, None)?;
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let seen = ready.inspect(name, bytes.len() as u64, head, is_chinese, None)?;
    show_inspection(&seen, all);
    let rows = ready.csv.as_deref().unwrap_or(bytes);
    let mapping = ready.mapping_of_rows(&proposed(&seen));
    let (tables, report) = bring_in(&Tables::default(), rows, &mapping, 1_000)?;
    show_report(&report, all);
    show_customers(&tables, all);
    Ok(())
}

fn show_inspection(seen: &ImportInspection, all: &mut String) {
    let dialect = &seen.dialect;
    let _ = writeln!(
        all,
        "{:?}, {}, cells between '{}', decimals by {:?}",
        seen.kind,
        dialect.encoding.label(),
        dialect.delimiter.as_str().escape_debug(),
        dialect.decimal_mark,
    );
    let names = match (dialect.has_header, dialect.n_header_rows) {
        (true, 1) => format!("names in row {}", dialect.header_row),
        (true, n) => format!("names in {n} rows from row {}", dialect.header_row),
        (false, _) => format!("no names, data from row {}", dialect.header_row),
    };
    let _ = writeln!(all, "{names}; {} rows", seen.n_rows_estimated);
    if seen.kind == SourceKind::Workbook {
        for sheet in &seen.sheets {
            let is_read = if Some(&sheet.name) == dialect.sheet.as_ref() { ", read" } else { "" };
            let hidden = if sheet.is_hidden { ", hidden" } else { "" };
            let size = (sheet.n_rows, sheet.n_columns);
            let _ = writeln!(all, "sheet {:?}: {size:?}{hidden}{is_read}", sheet.name);
        }
    }
    for column in &seen.columns {
        let role = match &column.guess {
            ColumnRole::Custom { label, .. } => format!("custom {label:?}"),
            role => format!("{role:?}"),
        };
        let order = column.date_order.map_or(String::new(), |order| format!(", {order:?}"));
        let _ = writeln!(
            all,
            "column {:?}: {:?}{order} as {role}, like {:?}",
            column.header, column.looks_like, column.samples
        );
    }
    for warning in &seen.warnings {
        let _ = writeln!(all, "warning: {warning:?}");
    }
}

fn show_report(report: &ImportReport, all: &mut String) {
    let _ = writeln!(
        all,
        "{} rows, {} blank: {} customers, {} orders",
        report.n_rows, report.n_blank_rows, report.n_customers_new, report.n_orders
    );
    for (left_out, counts) in [("row", &report.rejected), ("order", &report.orders_rejected)] {
        for count in counts {
            for example in &count.examples {
                let _ = writeln!(
                    all,
                    "{left_out} {} left out, {:?}: {:?}",
                    example.row, count.reason, example.value
                );
            }
        }
    }
    for (column, n) in &report.n_cells_dropped {
        let _ = writeln!(all, "{n} cells of {column:?} left out");
    }
}

fn show_customers(tables: &Tables, all: &mut String) {
    for customer in tables.customers.iter().take(6) {
        let _ = write!(all, "{:?}", customer.name);
        for (what, text) in [
            ("key", &customer.key),
            ("phone", &customer.phone),
            ("email", &customer.email),
            ("wechat", &customer.wechat),
            ("region", &customer.region),
            ("sex", &customer.sex),
        ] {
            if !text.is_empty() {
                let _ = write!(all, ", {what} {text:?}");
            }
        }
        if let Some(day) = customer.known_since {
            let _ = write!(all, ", since {day}");
        }
        for (key, value) in &customer.fields {
            let _ = write!(all, ", {key:?} {value:?}");
        }
        all.push('\n');
    }
    let chunks = tables.orders.chunks().iter();
    let orders = chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)));
    for order in orders.take(6) {
        let _ = writeln!(all, "order {:?} of {}: {}", order.key, order.day, order.amount.major());
    }
}

#[test]
fn every_awkward_file_has_its_snapshot() {
    let folder = format!("{}/../../tests/fixtures/awkward", env!("CARGO_MANIFEST_DIR"));
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".md") && !name.ends_with(".py"))
        .collect();
    there.sort();
    let mut listed = FILES.to_vec();
    listed.sort_unstable();
    assert_eq!(there, listed);
}

snapshot_files! {
    describe;
    accounting_csv => "accounting.csv",
    answer_of_a_service_json => "answer_of_a_service.json",
    bars_csv => "bars.csv",
    big5_csv => "big5.csv",
    bomb_xlsx => "bomb.xlsx",
    broken_json => "broken.json",
    broken_off_jsonl => "broken_off.jsonl",
    carets_txt => "carets.txt",
    colons_txt => "colons.txt",
    consent_words_csv => "consent_words.csv",
    control_a_txt => "control_a.txt",
    cut_off_xlsx => "cut_off.xlsx",
    day_numbers_csv => "day_numbers.csv",
    days_since_1904_xlsx => "days_since_1904.xlsx",
    decimal_commas_csv => "decimal_commas.csv",
    document_docx => "document.docx",
    excel97_xls => "excel97.xls",
    far_cell_xlsx => "far_cell.xlsx",
    full_width_csv => "full_width.csv",
    full_width_commas_csv => "full_width_commas.csv",
    gb18030_rare_letters_csv => "gb18030_rare_letters.csv",
    gbk_after_plain_rows_csv => "gbk_after_plain_rows.csv",
    gbk_broken_row_csv => "gbk_broken_row.csv",
    gbk_chinese_excel_csv => "gbk_chinese_excel.csv",
    gbk_table_xls => "gbk_table.xls",
    header_only_csv => "header_only.csv",
    impossible_dates_csv => "impossible_dates.csv",
    inline_texts_xlsx => "inline_texts.xlsx",
    lines_jsonl => "lines.jsonl",
    locked_ods => "locked.ods",
    locked_xlsx => "locked.xlsx",
    long_numbers_csv => "long_numbers.csv",
    lying_counts_xlsx => "lying_counts.xlsx",
    markup_and_formulas_csv => "markup_and_formulas.csv",
    merged_rows_xlsx => "merged_rows.xlsx",
    missing_sheet_xlsx => "missing_sheet.xlsx",
    mixed_date_order_csv => "mixed_date_order.csv",
    mixed_lines_csv => "mixed_lines.csv",
    no_header_csv => "no_header.csv",
    no_names_csv => "no_names.csv",
    one_object_json => "one_object.json",
    tab_before_numbers_csv => "tab_before_numbers.csv",
    no_records_json => "no_records.json",
    nothing_csv => "nothing.csv",
    nul_bytes_csv => "nul_bytes.csv",
    old_mac_lines_csv => "old_mac_lines.csv",
    one_column_csv => "one_column.csv",
    page_without_table_xls => "page_without_table.xls",
    pasted_cells_txt => "pasted_cells.txt",
    plain_ods => "plain.ods",
    plain_table_xls => "plain_table.xls",
    proto_csv => "proto.csv",
    ragged_csv => "ragged.csv",
    records_json => "records.json",
    rows_as_lists_json => "rows_as_lists.json",
    same_names_csv => "same_names.csv",
    sep_line_csv => "sep_line.csv",
    several_sheets_xlsx => "several_sheets.xlsx",
    shift_jis_csv => "shift_jis.csv",
    spaces_csv => "spaces.csv",
    tabs_in_gbk_xls => "tabs_in_gbk.xls",
    tildes_txt => "tildes.txt",
    title_rows_csv => "title_rows.csv",
    title_rows_xlsx => "title_rows.xlsx",
    too_deep_json => "too_deep.json",
    two_date_orders_csv => "two_date_orders.csv",
    two_header_rows_csv => "two_header_rows.csv",
    two_header_rows_xlsx => "two_header_rows.xlsx",
    unclosed_quote_csv => "unclosed_quote.csv",
    undecided_dates_csv => "undecided_dates.csv",
    unknown_error_xlsx => "unknown_error.xlsx",
    utf16be_marked_tsv => "utf16be_marked.tsv",
    utf16le_unicode_text_txt => "utf16le_unicode_text.txt",
    utf16le_unmarked_tsv => "utf16le_unmarked.tsv",
    utf8_marked_csv => "utf8_marked.csv",
    values_xlsx => "values.xlsx",
    windows1251_csv => "windows1251.csv",
    windows1252_semicolons_csv => "windows1252_semicolons.csv",
}
