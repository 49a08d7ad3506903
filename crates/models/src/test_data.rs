//! Published data for the tests of several models.

use std::collections::BTreeMap;

/// One customer of the CDNOW sample at the end of its first 39 weeks, 1997-09-30.
#[derive(Default)]
pub(crate) struct CdnowCustomer {
    pub days_since_last: f64,
    pub n_purchases: f64,
    pub spend: f64,
}

/// All 2,357 customers in the order of their numbers. Orders of one day are one purchase.
pub(crate) fn cdnow_customers() -> Vec<CdnowCustomer> {
    let mut orders = BTreeMap::<u32, BTreeMap<i64, f64>>::new();
    for line in read("../../tests/fixtures/cdnow_sample_transactions.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[2] <= "1997-09-30" {
            let days = orders.entry(cells[1].parse().expect("a number")).or_default();
            *days.entry(day_number(cells[2])).or_default() +=
                cells[4].parse::<f64>().expect("an amount");
        }
    }
    let end = day_number("1997-09-30");
    let customer = |days: BTreeMap<i64, f64>| CdnowCustomer {
        days_since_last: days.last_key_value().map_or(f64::NAN, |(day, _)| (end - day) as f64),
        n_purchases: days.len() as f64,
        spend: days.values().sum(),
    };
    orders.into_values().map(customer).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).expect("the fixture lies in the repository")
}

/// Days from the start of 1997, for dates of that year.
fn day_number(date: &str) -> i64 {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let part = |range: std::ops::Range<usize>| date[range].parse::<usize>().expect("a date");
    (before[part(5..7) - 1] + part(8..10)) as i64
}
/// The columns at these places of a file in `tests/fixtures` of this crate.
pub(crate) fn columns<const N: usize>(file: &str, places: [usize; N]) -> [Vec<f64>; N] {
    let text = read(&format!("tests/fixtures/{file}"));
    places.map(|place| {
        let cells = text.lines().skip(1).map(|line| line.split(',').nth(place));
        cells.map(|cell| cell.and_then(|c| c.parse().ok()).expect("a number")).collect()
    })
}
