//! In which currencies sums are written. Must not convert anything: a workspace has one currency, and
//! sums are taken as they stand.

use crate::domain::currency::Sign;
use crate::views::import::{ColumnInspection, ColumnRole, CurrencyCount, ValueKind};

/// How often each sign was met.
#[derive(Clone, Debug, Default)]
pub struct SignCounts(Vec<(&'static Sign, u32)>);

impl SignCounts {
    pub fn add(&mut self, sign: &'static Sign) {
        self.add_many(sign, 1);
    }

    pub fn add_many(&mut self, sign: &'static Sign, n_cells: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == sign) {
            Some((_, n)) => *n += n_cells,
            None => self.0.push((sign, n_cells)),
        }
    }

    /// The most frequent; of equals, the first met.
    pub fn usual(&self) -> Option<&'static Sign> {
        let most = self.0.iter().rev().max_by_key(|(_, n)| *n);
        most.map(|(sign, _)| *sign)
    }

    /// The most frequent first.
    pub fn counts(&self) -> Vec<CurrencyCount> {
        let count = |(sign, n): &(&'static Sign, u32)| CurrencyCount {
            sign: sign.text.into(),
            n_cells: *n,
        };
        let mut counts: Vec<CurrencyCount> = self.0.iter().map(count).collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.n_cells));
        counts
    }
}

/// The signs of other currencies than `currency` in the columns of sums, and how many of the sampled
/// cells have each.
pub fn other_currencies(columns: &[ColumnInspection], currency: &str) -> Vec<CurrencyCount> {
    let is_sum = |column: &&ColumnInspection| match &column.guess {
        ColumnRole::OrderAmount
        | ColumnRole::OrderTotal
        | ColumnRole::OrderDiscount
        | ColumnRole::OrderRefund
        | ColumnRole::OrderCost
        | ColumnRole::Budget => true,
        ColumnRole::Custom { .. } => column.looks_like == ValueKind::Money,
        _ => false,
    };
    let mut found: Vec<CurrencyCount> = Vec::new();
    let counts = columns.iter().filter(is_sum).flat_map(|column| &column.currencies);
    for count in counts.filter(|count| !is_written(&count.sign, currency)) {
        match found.iter_mut().find(|known| known.sign == count.sign) {
            Some(known) => known.n_cells += count.n_cells,
            None => found.push(count.clone()),
        }
    }
    found.sort_by_key(|count| std::cmp::Reverse(count.n_cells));
    found
}

/// Do people write the currency with this sign?
fn is_written(sign: &str, currency: &str) -> bool {
    let (_, sign) = crate::domain::currency::strip(&sign.to_lowercase());
    sign.is_some_and(|sign| sign.may_be(currency))
}

#[cfg(test)]
mod tests {
    use super::other_currencies;
    use crate::ingest::inspect;

    fn others(file: &str, currency: &str) -> Vec<(String, u32)> {
        let seen = inspect(file.as_bytes(), file.len() as u64, "a.csv", None).unwrap();
        let found = other_currencies(&seen.columns, currency).into_iter();
        found.map(|count| (count.sign, count.n_cells)).collect()
    }

    #[test]
    fn sums_with_anothers_sign_are_noticed() {
        #[track_caller]
        fn check(amount: &str, currency: &str, expected: Option<&str>) {
            let file = format!("name,order date,amount\nAnn,2026-03-01,{amount}\n");
            let expected: Vec<_> = expected.map(|sign| (sign.to_owned(), 1)).into_iter().collect();
            assert_eq!(others(&file, currency), expected, "{amount} {currency}");
        }
        check("$430.07", "CNY", Some("$"));
        check("$430.07", "USD", None);
        check("￥430.07", "CNY", None);
        check("¥430", "EUR", Some("¥"));
        check("430 €", "EUR", None);
        check("430", "CNY", None);
        check("HK$430", "USD", Some("HK$"));
        check("HK$430", "HKD", None);
        check("S$ 430", "CNY", Some("S$"));
        check("NT$430", "TWD", None);
        check("430港币", "CNY", Some("港币"));
        check("430元", "TWD", None);
        check("Fr. 430", "EUR", Some("Fr."));
        check("430 chf", "CHF", None);
        check("R$ 430", "USD", Some("R$"));
    }

    #[test]
    fn every_sign_of_a_field_of_money_is_counted() {
        let file = "name,deposit\nAnn,\"¥1,200\"\nBo,$50\nCy,HK$70\nDi,¥80\nEd,$60\n";
        let expected = [("$".to_owned(), 2), ("HK$".to_owned(), 1)];
        assert_eq!(others(file, "CNY"), expected);
    }
}
