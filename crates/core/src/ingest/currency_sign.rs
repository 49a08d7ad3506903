//! In which currencies sums are written. Must not convert anything: a workspace has one currency, and
//! sums are taken as they stand.

use crate::domain::currency::{CODES, Sign, strip};
use crate::domain::letters::half_width;
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
    let mut found: Vec<CurrencyCount> = Vec::new();
    let counts =
        columns.iter().filter(|column| is_sum(column)).flat_map(|column| &column.currencies);
    for count in counts.filter(|count| !is_written(&count.sign, currency)) {
        match found.iter_mut().find(|known| known.sign == count.sign) {
            Some(known) => known.n_cells += count.n_cells,
            None => found.push(count.clone()),
        }
    }
    found.sort_by_key(|count| std::cmp::Reverse(count.n_cells));
    found
}

/// The currency that all signs of a file's sums may be, in cells and in the names of their columns (`Line
/// total (£)`), as ISO 4217: `own` where they may be that, else the likeliest that can be chosen. `None`
/// where there are no signs, or where they do not agree.
pub fn written_currency(columns: &[ColumnInspection], own: &str) -> Option<String> {
    let signs_of = |column: &ColumnInspection| {
        let in_cells = column.currencies.iter().filter_map(|count| sign_of(&count.sign));
        in_cells.chain(sign_in_name(&column.header)).collect::<Vec<_>>()
    };
    let signs: Vec<&Sign> =
        columns.iter().filter(|column| is_sum(column)).flat_map(signs_of).collect();
    let fits = |code: &str| signs.iter().all(|sign| sign.may_be(code));
    let first = signs.first()?;
    if fits(own) {
        return Some(own.to_owned());
    }
    first.codes().find(|code| CODES.contains(code) && fits(code)).map(str::to_owned)
}

fn is_sum(column: &ColumnInspection) -> bool {
    match &column.guess {
        ColumnRole::OrderAmount
        | ColumnRole::OrderTotal
        | ColumnRole::OrderDiscount
        | ColumnRole::OrderRefund
        | ColumnRole::OrderCost
        | ColumnRole::Budget => true,
        ColumnRole::Custom { .. } => column.looks_like == ValueKind::Money,
        _ => false,
    }
}

/// Do people write the currency with this sign?
fn is_written(sign: &str, currency: &str) -> bool {
    sign_of(sign).is_some_and(|sign| sign.may_be(currency))
}

fn sign_of(text: &str) -> Option<&'static Sign> {
    strip(&text.to_lowercase()).1
}

/// The sign that the name of a column ends with, as a word of its own or as a mark: 金额（元）, Total GBP,
/// Total£.
fn sign_in_name(header: &str) -> Option<&'static Sign> {
    let name: String = header.to_lowercase().chars().map(half_width).collect();
    let is_gap = |c: char| c.is_whitespace() || "()[]【】/:,".contains(c);
    let last = name.split(is_gap).rfind(|word| !word.is_empty())?;
    let (rest, sign) = strip(last);
    sign.filter(|sign| rest.is_empty() || !sign.text.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{other_currencies, written_currency};
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
    fn the_signs_of_a_file_say_its_currency_where_they_agree() {
        #[track_caller]
        fn check(name: &str, amounts: [&str; 2], own: &str, expected: Option<&str>) {
            let [one, other] = amounts;
            let file =
                format!("name,order date,{name}\nAnn,2026-03-01,{one}\nBo,2026-03-02,{other}\n");
            let seen = inspect(file.as_bytes(), file.len() as u64, "a.csv", None).unwrap();
            let found = written_currency(&seen.columns, own);
            assert_eq!(found.as_deref(), expected, "{name} {amounts:?} {own}");
        }
        check("amount", ["£8.50", "£12"], "CNY", Some("GBP"));
        check("amount", ["£8.50", "12"], "CNY", Some("GBP"));
        // In the column's name alone, and beside others in the cells.
        check("amount (£)", ["8.50", "12"], "CNY", Some("GBP"));
        check("Amount GBP", ["8.50", "12"], "CNY", Some("GBP"));
        check("金额（元）", ["8.50", "12"], "CNY", Some("CNY"));
        check("amount (£)", ["8.50", "€12"], "CNY", None);
        // Own before likely, and what one sign leaves open another may settle.
        check("amount", ["$8.50", "$12"], "SGD", Some("SGD"));
        check("amount", ["$8.50", "$12"], "CNY", Some("USD"));
        check("amount", ["$8.50", "HK$12"], "CNY", Some("HKD"));
        check("amount", ["￥8.50", "12"], "CNY", Some("CNY"));
        check("amount", ["¥8.50", "£12"], "CNY", None);
        check("amount", ["8.50", "12"], "CNY", None);
        // In none that can be chosen.
        check("amount", ["8.50 zł", "12 zł"], "CNY", None);
    }

    #[test]
    fn every_sign_of_a_field_of_money_is_counted() {
        let file = "name,deposit\nAnn,\"¥1,200\"\nBo,$50\nCy,HK$70\nDi,¥80\nEd,$60\n";
        let expected = [("$".to_owned(), 2), ("HK$".to_owned(), 1)];
        assert_eq!(others(file, "CNY"), expected);
    }
}
