//! The whole way from the CDNOW file to the answer, against what is published of it.

use crate::options::Options;
use crate::report;
use crate::transactions::Transactions;
use serde_json::Value;

const CDNOW: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/cdnow_sample_transactions.csv");

fn options(arguments: &[&str]) -> Result<Options, String> {
    Options::read(arguments.iter().map(|argument| (*argument).to_owned()))
}

fn answer(arguments: &[&str]) -> Result<Value, String> {
    let options = options(arguments)?;
    report(&options, &Transactions::read(&options)?)
}

/// 39 weeks, and as many of holdout.
fn cdnow() -> Value {
    let arguments = [
        CDNOW,
        "--split=1997-09-30",
        "--end=1998-06-30",
        "--amount=spend",
        "--model=bg-nbd",
        "--draws=20",
        "--limit=2",
    ];
    answer(&arguments).expect("the file is in order")
}

#[track_caller]
fn number(answer: &Value, path: &str) -> f64 {
    let found = answer.pointer(path).and_then(Value::as_f64);
    found.unwrap_or_else(|| panic!("no number at {path}"))
}

/// Within so much of what is printed.
#[track_caller]
fn check(answer: &Value, path: &str, printed: f64, within: f64) {
    let found = number(answer, path);
    assert!((found - printed).abs() <= within, "{path}: {found}, printed {printed}");
}

#[test]
fn cdnow_as_published() {
    let answer = cdnow();
    let data = [("n_rows", 6919.0), ("n_customers", 2357.0), ("n_repeaters", 946.0)];
    for (name, n) in data {
        check(&answer, &format!("/data/{name}"), n, 0.0);
    }
    check(&answer, "/data/holdout_length", 39.0, 1e-12);

    assert_eq!(answer.pointer("/model/name").and_then(Value::as_str), Some("BgNbd"));
    check(&answer, "/model/ln_likelihood", -9582.4256, 0.005);
    let printed = [("r", 0.2426), ("alpha", 4.4135), ("a", 0.7929), ("b", 2.4258)];
    for (name, value) in printed {
        check(&answer, &format!("/model/parameters/{name}"), value, 0.005 * value);
    }
    check(&answer, "/amounts/ln_likelihood", -4055.92, 0.005);
    for (name, value) in [("p", 6.25), ("q", 3.74), ("gamma", 15.44)] {
        check(&answer, &format!("/amounts/parameters/{name}"), value, 0.005 * value);
    }

    check(&answer, "/holdout/model/total_actual", 1882.0, 0.0);
    check(&answer, "/holdout/model/total_expected", 1653.0, 1.0);
    check(&answer, "/holdout/model/mae", 0.7855, 1.1e-4);
    check(&answer, "/holdout/model/rmse", 1.6080, 1.1e-4);
    check(&answer, "/holdout/same_rate_as_before/total_expected", 2930.0, 1.0);
    let total: f64 = number(&answer, "/total/expected_purchases/value");
    assert!((total - number(&answer, "/holdout/model/total_expected")).abs() < 1e-6, "{total}");
}

/// Customer 1 bought on 1 and 18 January and 2 August, and once in the holdout.
#[test]
fn a_customer_as_by_hand() {
    let answer = cdnow();
    let customers = answer.pointer("/customers").and_then(Value::as_array).expect("customers");
    assert_eq!(customers.len(), 2);
    let own = &customers[0];
    assert_eq!(own["customer"], "1");
    check(own, "/frequency", 2.0, 0.0);
    check(own, "/recency", 213.0 / 7.0, 1e-9);
    check(own, "/age", 272.0 / 7.0, 1e-9);
    check(own, "/mean_amount", (29.73 + 14.96) / 2.0, 1e-9);
    check(own, "/n_holdout", 1.0, 0.0);
    // As an independent implementation has them at the printed parameters.
    check(own, "/p_alive", 0.7266, 0.002);
    check(own, "/expected_purchases", 1.2260, 0.005);
    check(own, "/expected_amount", 24.65, 0.01);
    for figure in ["p_alive", "expected_purchases", "value"] {
        let value = number(own, &format!("/{figure}"));
        let low = number(own, &format!("/intervals_90/{figure}/0"));
        let high = number(own, &format!("/intervals_90/{figure}/1"));
        assert!(low < value && value < high, "{figure}: {low}, {value}, {high}");
    }
    // Nothing is said of all time without a discount or a closed form.
    assert!(own["value_for_ever"].is_null(), "{}", own["value_for_ever"]);
}

#[test]
fn a_file_is_read_as_it_is_written() {
    let file = std::env::temp_dir().join(format!("meadow-clv-{}.csv", std::process::id()));
    let cells =
        "ID;Date;Paid\nann;2024-01-02;1.234,50\n;2024-01-03;5\nbo;20240105;-3\nbo;2024/01/06;€ 7\n";
    std::fs::write(&file, cells).expect("a folder for temporary files");
    let path = file.to_string_lossy().into_owned();
    let options = options(&[path.as_str(), "--amount=paid"]).expect("possible options");
    let found = Transactions::read(&options);
    // Left behind, it would only lie there.
    let _ = std::fs::remove_file(&file);
    let found = found.expect("the file is in order");
    assert_eq!(found.customers, ["ann", "bo"]);
    assert_eq!((found.n_without_customer, found.n_negative), (1, 1));
    let amounts: Vec<f64> = found.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [1234.5, 7.0]);
}

#[test]
fn what_is_wrong_is_said() {
    let refused = |arguments: &[&str]| answer(arguments).expect_err("something is wrong");
    assert!(refused(&[]).contains("no file"));
    assert!(refused(&["a.csv", "--colour", "red"]).contains("--colour"));
    assert!(refused(&["a.csv", "--model", "magic"]).contains("bg-nbd"));
    assert!(refused(&["no-such-file.csv"]).contains("cannot be read"));
    assert!(refused(&[CDNOW, "--date", "day"]).contains("no column day"));
    assert!(refused(&[CDNOW, "--split", "1996-01-01"]).contains("before the first purchase"));
    let negative = "--discount must be 0 or more, not -2";
    assert!(refused(&[CDNOW, "--discount", "-2"]).contains(negative));
    assert!(refused(&[CDNOW, "--discount", "NaN"]).contains("0 or more"));
    // 5,220 weeks are 36,540 days, a hundred years 36,525.
    assert!(refused(&[CDNOW, "--horizon", "5220"]).contains("longer than 100 years"));
    assert!(refused(&[CDNOW, "--horizon", "1e300"]).contains("longer than 100 years"));
}
