//! Bad input, each beside what is said about it. Whatever it is, what was there stays.

use meadow_core::table::tables::Tables;
use meadow_core::views::import::{
    ColumnRole, DecimalMark, Delimiter, Dialect, Doubt, FileProblem, ImportMapping, ImportReport,
    ImportWarning, RejectReason, TextEncoding,
};

use crate::reading::{
    bring_in, contents, import_into, look_at, orders_rejected, proposed, rejected, roles,
};

/// A workspace with one customer, to see that it stays as it is.
fn one_customer() -> Tables {
    import_into(&Tables::default(), "客户编号,姓名\n7,林雨晴\n".as_bytes()).unwrap().0
}

/// The file is refused as a whole, and nothing changes.
#[track_caller]
fn check_refused(bytes: &[u8], expected: &FileProblem) {
    let tables = one_customer();
    let before = contents(&tables);
    assert_eq!(import_into(&tables, bytes).map(|(_, report)| report), Err(expected.clone()));
    assert_eq!(contents(&tables), before);
}

/// The file comes in but for these rows.
#[track_caller]
fn check_rows(text: &str, expected: &[(RejectReason, u64, &str)]) -> (Tables, ImportReport) {
    let (tables, report) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    assert_eq!(rejected(&report), expected);
    (tables, report)
}

#[track_caller]
fn check_warnings(text: &str, expected: &[ImportWarning]) {
    assert_eq!(look_at(text.as_bytes()).unwrap().warnings, expected);
}

#[test]
fn nothing_in_it() {
    check_refused(b"", &FileProblem::Empty);
    check_refused(b"\n \r\n\t\n", &FileProblem::Empty);
    check_refused(b"\xEF\xBB\xBF", &FileProblem::Empty);
}

#[test]
fn header_only() {
    check_refused("客户编号,姓名\n".as_bytes(), &FileProblem::HeaderOnly);
    check_refused(b"id,date,spend", &FileProblem::HeaderOnly);
    check_refused(b"id,date,spend\n\n,,\n", &FileProblem::HeaderOnly);
}

#[test]
fn ragged_rows() {
    let text = "id,name,city\n1,Ann,Leeds\n2,Bob\n3,Cid,York,oops\n4,Dee,Bath,,\n\n5\n";
    check_warnings(text, &[ImportWarning::RaggedRows { n_rows: 3 }]);
    let (tables, report) = check_rows(text, &[(RejectReason::TooManyCells, 4, "oops")]);
    assert_eq!((report.n_rows, report.n_blank_rows, tables.customers.len()), (5, 1, 4));
    check_rows(
        "id,order date,amount\n1,2026-03-12,10\n2,2026-03-12\n",
        &[(RejectReason::TooFewCells, 3, "")],
    );
}

/// A total may say what it is of. Who is called like one is somebody, by a contact or by words.
#[test]
fn a_total_with_words_for_what_was_counted_is_no_customer() {
    let text = "name,city,phone,amount\nAnn,Leeds,13800138001,£5\n\
                Sum,,13800138002,£7\nSum,Hong Kong,,£7\nTotal,16 customers,,\"£8,500.00\"\n\
                Total,Leeds,ann@,£8\n合计（元）,共16位客户,,8500\n";
    let total = |row, value| (RejectReason::TotalRow, row, value);
    let (tables, _) = check_rows(text, &[total(5, "Total"), total(7, "合计（元）")]);
    let mut names: Vec<&str> = tables.customers.iter().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, ["Ann", "Sum", "Total"]);
}

#[test]
fn several_emails_blank_words_and_bare_numbers_are_told() {
    let text = "customer id,name,phone,email\n1,Ann,n/a,ann@x.com; ann@y.com\n2,Bo,无,none\n\
                3,Cy,N/A,-\n4,Di,13800138004,di@x.com\n5,,,\n6,Ed,13800138006,ed@x.com\n";
    let (tables, report) = check_rows(text, &[]);
    let told: Vec<_> = report.doubts.iter().map(|told| (told.doubt, &told.rows[..])).collect();
    assert_eq!(told, [(Doubt::SecondEmail, &[2][..]), (Doubt::NumberAlone, &[6][..])]);
    assert_eq!((report.n_rows_with_gaps, tables.customers.len()), (0, 6));
    let ann = tables.customers.iter().find(|one| one.name == "Ann").unwrap();
    assert_eq!((ann.email.as_str(), ann.phone.as_str()), ("ann@x.com", ""));
    assert!(ann.notes[0].text.contains("ann@y.com"));
}

/// 1.200 is a thousand and two hundred where the file says so by its semicolons; elsewhere nobody knows.
#[test]
fn points_of_thousands_are_told_from_those_of_fractions() {
    #[track_caller]
    fn check(file: &str, mark: DecimalMark, is_open: bool) {
        let seen = look_at(file.as_bytes()).unwrap();
        let told =
            seen.warnings.contains(&ImportWarning::MaybeThousands { header: "amount".into() });
        assert_eq!((seen.dialect.decimal_mark, told), (mark, is_open), "{file}");
    }
    let file =
        "name;order date;amount\nAnn;2026-03-01;1.200\nBo;2026-03-02;850\nCy;2026-03-03;2.500\n";
    check(file, DecimalMark::Comma, false);
    let (tables, _) = import_into(&Tables::default(), file.as_bytes()).unwrap();
    let amounts = tables.orders.chunks().iter().flat_map(|chunk| chunk.data().amounts.clone());
    assert_eq!(amounts.sum::<i64>(), 455_000);
    check(&file.replace(';', ","), DecimalMark::Point, true);
    // One is chance, 850.5 has a fraction, and so has what begins with a zero.
    check(&file.replace("2.500", "900"), DecimalMark::Point, false);
    check(&file.replace("850", "850.5"), DecimalMark::Point, false);
    check(&file.replace("850", "0.850"), DecimalMark::Point, false);
}

#[test]
fn many_columns() {
    let wide = |n: usize| {
        let header: Vec<String> = (0..n).map(|at| format!("c{at}")).collect();
        let cells: Vec<String> = (0..n).map(|at| format!("v{at}")).collect();
        format!("name,{}\nAnn Lee,{}\n", header.join(","), cells.join(","))
    };
    let (tables, report) = check_rows(&wide(199), &[]);
    assert_eq!((report.n_customers_new, report.n_fields_new), (1, 199));
    assert_eq!(tables.customers.iter().next().unwrap().fields["c198"], "v198");
    let too_many = FileProblem::TooManyColumns { n_columns: 1_001, limit: 1_000 };
    check_refused(wide(1_000).as_bytes(), &too_many);
}

#[test]
fn a_field_of_fifty_megabytes() {
    let text = format!("id,name\n1,Ann\n2,{}\n3,Cid\n", "x".repeat(50_000_000));
    let too_large = FileProblem::FieldTooLarge { row: 3, limit_bytes: 1 << 20 };
    let tables = one_customer();
    let before = contents(&tables);
    let mapping = proposed(&look_at(b"id,name\n1,Ann\n").unwrap());
    for slice in [1 << 16, text.len()] {
        assert_eq!(bring_in(&tables, text.as_bytes(), &mapping, slice).unwrap_err(), too_large);
    }
    assert_eq!(contents(&tables), before);
    let at_once = format!("id,name\n2,{}\n", "x".repeat(50_000_000));
    check_refused(at_once.as_bytes(), &FileProblem::FieldTooLarge { row: 2, limit_bytes: 1 << 20 });
}

#[test]
fn not_text() {
    check_refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", &FileProblem::Binary);
    check_refused(b"PK\x03\x04\x14\0\x06\0\x08\0", &FileProblem::Binary);
    check_refused(&(0..=255).cycle().take(4_000).collect::<Vec<u8>>(), &FileProblem::Binary);
}

#[test]
fn a_header_that_is_no_text_in_the_encoding_chosen() {
    // In GB18030, and found to be; read as UTF-8 it is nothing.
    let bytes = b"\xD0\xD5\xC3\xFB,id\n\xC1\xD6,1\n";
    let seen = look_at(bytes).unwrap();
    assert_eq!(seen.dialect.encoding, TextEncoding::Gb18030);
    let as_utf8 = Dialect { encoding: TextEncoding::Utf8, ..seen.dialect.clone() };
    let refused = meadow_core::ingest::inspect(bytes, 16, "file.csv", Some(&as_utf8)).unwrap_err();
    assert_eq!(refused, FileProblem::HeaderUndecodable);
    let mapping = ImportMapping { dialect: as_utf8, ..proposed(&seen) };
    let refused = bring_in(&Tables::default(), bytes, &mapping, 3).unwrap_err();
    assert_eq!(refused, FileProblem::HeaderUndecodable);
    let (tables, _) = bring_in(&Tables::default(), bytes, &proposed(&seen), 3).unwrap();
    assert_eq!(tables.customers.iter().next().unwrap().name, "林");
}

#[test]
fn one_row_that_is_not_text() {
    // Far enough down that the head does not show it.
    let mut bytes = b"id,name\n".to_vec();
    for id in 0..70_000 {
        bytes.extend(format!("{id},Somebody Here\n").bytes());
    }
    bytes.extend(b"x,\xC1\xD6\n");
    let (tables, report) = import_into(&Tables::default(), &bytes).unwrap();
    assert_eq!(rejected(&report), [(RejectReason::Undecodable, 70_002, "x\u{FFFD}\u{FFFD}")]);
    assert_eq!(tables.customers.len(), 70_000);
}

#[test]
fn wrong_delimiter() {
    let text = "id,name\n1,Ann\n2,Bob\n";
    let delimiter = Delimiter::of(";").unwrap();
    let dialect = Dialect { delimiter, ..look_at(text.as_bytes()).unwrap().dialect };
    let seen =
        meadow_core::ingest::inspect(text.as_bytes(), 20, "file.csv", Some(&dialect)).unwrap();
    assert_eq!(seen.warnings, [ImportWarning::OneColumnOnly]);
    let refused = bring_in(&Tables::default(), text.as_bytes(), &proposed(&seen), 100).unwrap_err();
    assert_eq!(refused, FileProblem::NobodyNamed);
    check_warnings("姓名，手机\n林雨晴\n", &[ImportWarning::OneColumnOnly]);
}

#[test]
fn duplicate_and_empty_headers() {
    let text = "name,name,,city\nAnn Lee,Annie,x,Leeds\n";
    check_warnings(
        text,
        &[
            ImportWarning::DuplicateHeader { name: "name".into() },
            ImportWarning::EmptyHeader { column: 3 },
        ],
    );
    let (tables, _) = check_rows(text, &[]);
    let ann = tables.customers.iter().next().unwrap();
    assert_eq!(ann.name, "Ann Lee");
    assert_eq!((ann.fields["name (2)"].as_str(), ann.fields["c"].as_str()), ("Annie", "x"));
}

#[test]
fn a_proto_column_is_an_ordinary_name() {
    let (tables, report) = check_rows("id,__proto__,constructor\n1,a,b\n", &[]);
    let customer = tables.customers.iter().next().unwrap();
    assert_eq!(
        (customer.fields["__proto__"].as_str(), customer.fields["constructor"].as_str()),
        ("a", "b")
    );
    assert_eq!(report.n_fields_new, 2);
}

#[test]
fn impossible_dates_and_missing_amounts() {
    check_rows(
        "id,order date,amount,qty\n\
         1,2026-02-30,10,1\n\
         2,2026-13-01,10,1\n\
         3,,10,1\n\
         4,2026-03-12,,1\n\
         5,2026-03-12,ten,1\n\
         6,2026-03-12,10,some\n\
         ,2026-03-12,10,1\n\
         8,2026-03-12,(300),1\n\
         9,,,\n",
        &[
            (RejectReason::NobodyNamed, 8, "2026-03-12"),
            (RejectReason::DateMissing, 4, ""),
            (RejectReason::DateMissing, 10, ""),
            (RejectReason::DateImpossible, 2, "2026-02-30"),
            (RejectReason::DateImpossible, 3, "2026-13-01"),
            (RejectReason::AmountMissing, 5, ""),
            (RejectReason::AmountUnreadable, 6, "ten"),
            (RejectReason::QuantityUnreadable, 7, "some"),
        ],
    );
}

#[test]
fn a_person_comes_in_whatever_the_order_cells_hold() {
    let text = "member no,full name,order date,amount\n\
        1,Ann,2026-03-12,\"¥1,200.00\"\n\
        2,Bo,,-\n\
        3,Cy,,¥0.00\n\
        4,Di,,\n\
        5,Ed,—,N/A\n\
        6,Flo,31/02/2026,10\n\
        7,Gus,,25\n\
        8,Hal,2026-03-14,-\n\
        9,Ida,2026-03-14,0\n\
        10,Jo,2026-03-14,ten\n\
        ,,2026-03-14,10\n";
    let (tables, report) = check_rows(text, &[(RejectReason::NobodyNamed, 12, "2026-03-14")]);
    assert_eq!(
        orders_rejected(&report),
        [
            (RejectReason::DateMissing, 8, ""),
            (RejectReason::DateImpossible, 7, "31/02/2026"),
            (RejectReason::AmountMissing, 9, ""),
            (RejectReason::AmountUnreadable, 11, "ten"),
        ]
    );
    // An amount of zero on a day is an order: a gift.
    assert_eq!((report.n_rows, report.n_customers_new, report.n_orders), (11, 10, 2));
    assert_eq!((tables.customers.len(), tables.orders.len()), (10, 2));
    assert_eq!((report.n_orders_rejected(), report.n_rejected()), (4, 1));
    assert_eq!(report.doubts, []);
}

#[test]
fn a_rejected_row_leaves_no_customer_behind() {
    let (tables, _) = check_rows(
        "id,order date,amount\n1,2026-03-12,10\n2,2026-02-30,10\n",
        &[(RejectReason::DateImpossible, 3, "2026-02-30")],
    );
    assert_eq!(tables.customers.len(), 1);
}

#[test]
fn ids_stay_as_they_are() {
    let (tables, _) = check_rows(
        "customer id,name\n00123,A\n123,B\n12345678901234567890,C\n12345678901234567891,D\n=\"007\",E\n1e5,F\n",
        &[],
    );
    let keys: Vec<&str> = tables.customers.iter().map(|customer| customer.key.as_str()).collect();
    assert_eq!(
        keys,
        ["00123", "123", "12345678901234567890", "12345678901234567891", "007", "1e5"]
    );
}

#[test]
fn markup_and_formulas_are_only_text() {
    let markup = "<img src=x onerror=alert(1)>";
    let formula = "=HYPERLINK(\"http://x\";\"y\")";
    let text = format!("id,name,note\n1,{markup},\"{}\"\n", formula.replace('"', "\"\""));
    let (tables, _) = check_rows(&text, &[]);
    let customer = tables.customers.iter().next().unwrap();
    assert_eq!((customer.name.as_str(), customer.notes[0].text.as_str()), (markup, formula));
}

#[test]
fn unclosed_quotes() {
    let text = "id,name\n1,Ann\n2,\"Bob\n3,Cid\n4,Dee\n";
    check_warnings(text, &[ImportWarning::UnclosedQuote { row: 3 }]);
    let (tables, report) = check_rows(text, &[(RejectReason::UnclosedQuote, 3, "Bob")]);
    assert_eq!((report.n_rows, tables.customers.len()), (4, 3));
}

#[test]
fn nul_bytes_and_old_line_ends() {
    let (tables, report) = check_rows("id,name\r1,A\0nn\r\r2,Bob\r", &[]);
    assert_eq!((report.n_rows, report.n_blank_rows), (2, 1));
    assert_eq!(tables.customers.iter().next().unwrap().name, "Ann");
}

#[test]
fn no_row_of_use() {
    let text = "id,order date,amount\n1,2026-02-30,10\n2,2026-02-30,10\n";
    let tables = one_customer();
    let before = contents(&tables);
    match import_into(&tables, text.as_bytes()) {
        Err(FileProblem::AllRowsRejected { report }) => {
            assert_eq!((report.n_rows, report.n_rejected()), (2, 2));
        }
        other => panic!("{:?}", other.map(|(_, report)| report)),
    }
    assert_eq!(contents(&tables), before);
}

#[test]
fn mappings_that_cannot_work() {
    let text = "a,b,c\n1,x,y\n";
    let dialect = look_at(text.as_bytes()).unwrap().dialect;
    let check = |columns: [ColumnRole; 3], expected: FileProblem| {
        let mapping = ImportMapping::new(dialect.clone(), columns.to_vec());
        assert_eq!(
            bring_in(&Tables::default(), text.as_bytes(), &mapping, 5).unwrap_err(),
            expected
        );
    };
    use ColumnRole::{CustomerKey, Name, OrderAmount, OrderDate, Region, Skip};
    check([Name, Name, Skip], FileProblem::RoleTwice { role: Name });
    check([Region, Skip, Skip], FileProblem::NobodyNamed);
    let lacks = |missing| FileProblem::OrderIncomplete { missing };
    check([CustomerKey, Skip, OrderAmount], lacks(OrderDate));
    check([CustomerKey, OrderDate, Skip], lacks(OrderAmount));
    let other_file = ImportMapping::new(dialect.clone(), vec![CustomerKey, Name]);
    let refused = bring_in(&Tables::default(), text.as_bytes(), &other_file, 5).unwrap_err();
    assert_eq!(refused, FileProblem::Unreadable { detail: "3 columns, not 2".into() });
}

#[test]
fn the_proposal_is_never_a_mapping_that_cannot_work_by_itself() {
    for text in [
        "id,id,email,e-mail\n1,2,a@b.cn,c@d.cn\n",
        "手机,电话,联系方式\n13800138017,13800138018,13800138019\n",
    ] {
        let seen = look_at(text.as_bytes()).unwrap();
        assert!(import_into(&Tables::default(), text.as_bytes()).is_ok(), "{:?}", roles(&seen));
    }
}

#[test]
fn order_dates_still_to_come_are_taken_and_named() {
    // Today is 2026-11-21.
    let csv = "customer_id,order_date,amount\nC1,2026-11-21,10\nC2,2096-03-01,20\nC3,2026-02-30,5\nC1,2026-11-22,30\n";
    let (tables, report) = import_into(&Tables::default(), csv.as_bytes()).unwrap();
    assert_eq!((tables.orders.len(), report.n_rejected()), (3, 1));
    let [count] = &report.doubts[..] else { panic!("{:?}", report.doubts) };
    assert_eq!((count.doubt, count.n_rows, &count.rows[..]), (Doubt::DatedAhead, 2, &[3, 5][..]));
}
