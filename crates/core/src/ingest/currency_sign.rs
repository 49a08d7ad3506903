//! Whether the money of a file is written in another currency than the workspace's. Must not convert
//! anything: a workspace has one currency, and sums are taken as they stand.

use crate::views::import::{ColumnInspection, ColumnRole};

/// Signs before or after sums, with the currencies that write them so.
const SIGNS: [(char, &[&str]); 5] = [
    ('¥', &["CNY", "JPY"]),
    ('$', &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"]),
    ('€', &["EUR"]),
    ('£', &["GBP"]),
    ('₩', &["KRW"]),
];

/// The sign of another currency in the samples of a column of sums.
pub fn other_currency(columns: &[ColumnInspection], currency: &str) -> Option<char> {
    let is_sum = |column: &&ColumnInspection| {
        matches!(
            column.guess,
            ColumnRole::OrderAmount | ColumnRole::OrderTotal | ColumnRole::Budget
        )
    };
    let samples = columns.iter().filter(is_sum).flat_map(|column| &column.samples);
    let foreign = samples.filter_map(|sample| {
        // The full-width sign is the same one.
        let sample = sample.replace('￥', "¥");
        let written = SIGNS.iter().find(|(sign, _)| sample.contains(*sign));
        written.filter(|(_, codes)| !codes.contains(&currency)).map(|(sign, _)| *sign)
    });
    foreign.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::other_currency;
    use crate::ingest::inspect;

    #[test]
    fn sums_with_anothers_sign_are_noticed() {
        #[track_caller]
        fn check(amount: &str, currency: &str, expected: Option<char>) {
            let file = format!("name,order date,amount\nAnn,2026-03-01,{amount}\n");
            let seen = inspect(file.as_bytes(), file.len() as u64, "a.csv", None).unwrap();
            assert_eq!(other_currency(&seen.columns, currency), expected, "{amount} {currency}");
        }
        check("$430.07", "CNY", Some('$'));
        check("$430.07", "USD", None);
        check("￥430.07", "CNY", None);
        check("¥430", "EUR", Some('¥'));
        check("430 €", "EUR", None);
        check("430", "CNY", None);
    }
}
