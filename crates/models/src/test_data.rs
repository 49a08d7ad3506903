//! Published data for the tests of several models.

use crate::history_table::HistoryTable;
use crate::purchase_history::{Observation, PersonSummary, Purchase, PurchaseHistory, summarise};
use std::collections::BTreeMap;

#[path = "../tests/figures/cdnow.rs"]
mod cdnow;

/// One customer of the CDNOW sample at the end of its first 39 weeks, 1997-09-30.
#[derive(Default)]
pub(crate) struct CdnowCustomer {
    pub days_since_last: f64,
    pub n_purchases: f64,
    pub spend: f64,
}

/// All 2,357 customers in the order of their numbers. Orders of one day are one purchase.
pub(crate) fn cdnow_customers() -> Vec<CdnowCustomer> {
    let mut orders = BTreeMap::<usize, BTreeMap<i32, f64>>::new();
    for purchase in cdnow_purchases().iter().filter(|p| p.day <= CDNOW_WEEKS.end_day) {
        *orders.entry(purchase.person).or_default().entry(purchase.day).or_default() +=
            purchase.amount;
    }
    let end = CDNOW_WEEKS.end_day;
    let customer = |days: BTreeMap<i32, f64>| CdnowCustomer {
        days_since_last: days.last_key_value().map_or(f64::NAN, |(day, _)| f64::from(end - day)),
        n_purchases: days.len() as f64,
        spend: days.values().sum(),
    };
    orders.into_values().map(customer).collect()
}

/// 39 weeks of calibration up to 1997-09-30, and as many of holdout.
pub(crate) const CDNOW_WEEKS: Observation = Observation {
    end_day: cdnow::END_DAY,
    holdout_end_day: Some(cdnow::HOLDOUT_END_DAY),
    days_per_unit: 7.0,
};

/// Every order, customers numbered from 0, days from the start of 1997.
pub(crate) fn cdnow_purchases() -> Vec<Purchase> {
    let purchase = |order: cdnow::Order| Purchase {
        person: order.customer,
        day: order.day,
        amount: order.amount,
    };
    cdnow::orders().into_iter().map(purchase).collect()
}

/// The 2,357 customers of the sample, in weeks.
pub(crate) fn cdnow_summaries() -> Vec<PersonSummary> {
    let all = summarise(&cdnow_purchases(), cdnow::N_CUSTOMERS, &CDNOW_WEEKS)
        .expect("possible purchases");
    all.into_iter().flatten().collect()
}

/// What the models of purchasing are fitted to.
pub(crate) fn cdnow_table() -> HistoryTable {
    let histories: Vec<_> = cdnow_summaries().iter().map(|person| person.history).collect();
    HistoryTable::new(&histories).expect("possible histories")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).expect("the fixture lies in the repository")
}

/// The columns at these places of a file in `tests/fixtures` of this crate.
pub(crate) fn columns<const N: usize>(file: &str, places: [usize; N]) -> [Vec<f64>; N] {
    let text = read(&format!("tests/fixtures/{file}"));
    places.map(|place| {
        let cells = text.lines().skip(1).map(|line| line.split(',').nth(place));
        cells.map(|cell| cell.and_then(|c| c.parse().ok()).expect("a number")).collect()
    })
}

/// Chance of being alive and purchases expected in 39 weeks at the published parameters.
pub(crate) struct PurchaseCase {
    pub history: PurchaseHistory,
    pub bg_alive: f64,
    pub bg_expected: f64,
    pub pareto_alive: f64,
    pub pareto_expected: f64,
}

/// As an independent implementation has them for BG/NBD and Pareto/NBD.
pub(crate) const PURCHASE_CASES: [PurchaseCase; 5] = [
    purchase_case(0, 0.0, 38.86, [1.0, 0.195_098, 0.295_287, 0.107_081]),
    purchase_case(1, 12.0, 38.86, [0.478_311, 0.458_209, 0.456_871, 0.465_275]),
    purchase_case(2, 30.43, 38.86, [0.726_579, 1.226_028, 0.869_168, 1.455_123]),
    purchase_case(10, 35.0, 39.0, [0.842_603, 6.116_056, 0.923_724, 6.376_974]),
    purchase_case(26, 30.86, 31.0, [0.968_916, 20.749_726, 0.997_919, 20.117_026]),
];

const fn purchase_case(frequency: u32, recency: f64, age: f64, values: [f64; 4]) -> PurchaseCase {
    let [bg_alive, bg_expected, pareto_alive, pareto_expected] = values;
    let history = PurchaseHistory { frequency, recency, age };
    PurchaseCase { history, bg_alive, bg_expected, pareto_alive, pareto_expected }
}

/// Within one of the last digit printed.
#[track_caller]
pub(crate) fn check_printed(found: f64, expected: f64, last_digit: f64) {
    assert!((found - expected).abs() <= 1.000_001 * last_digit, "{found}, printed {expected}");
}

/// Within a share of what is expected.
#[track_caller]
pub(crate) fn check_share(found: f64, expected: f64, share: f64) {
    assert!((found / expected - 1.0).abs() <= share, "{found}, not {expected}");
}
