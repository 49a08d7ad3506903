//! The orders of the CDNOW sample, for whatever tests a model of purchasing. Knows no type of the crate.

const ORDERS: &str = include_str!("../../../../tests/fixtures/cdnow_sample_transactions.csv");

/// Customers of the sample; in an order they are numbered from 0.
pub const N_CUSTOMERS: usize = 2357;
/// 1997-09-30, the end of its 39 weeks of calibration.
pub const END_DAY: i32 = 272;
/// The end of as many weeks of holdout.
pub const HOLDOUT_END_DAY: i32 = END_DAY + 273;

/// One row of the file.
pub struct Order {
    pub customer: usize,
    /// From the start of 1997.
    pub day: i32,
    pub amount: f64,
}

pub fn orders() -> Vec<Order> {
    let order = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Order {
            customer: cells[1].parse::<usize>().expect("a number") - 1,
            day: day_number(cells[2]),
            amount: cells[4].parse().expect("an amount"),
        }
    };
    ORDERS.lines().skip(1).map(order).collect()
}

/// Days from the start of 1997, for dates of that year and the next.
fn day_number(date: &str) -> i32 {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let part = |range: std::ops::Range<usize>| date[range].parse::<usize>().expect("a date");
    (365 * (part(0..4) - 1997) + before[part(5..7) - 1] + part(8..10) - 1) as i32
}
