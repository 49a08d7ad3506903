//! Sums in another currency than the workspace's, over all rows of a file. Must not convert anything.

use std::cmp::Reverse;

use super::currency_sign::SignCounts;
use super::row_reader::TextRow;
use super::values::{cell, number};
use crate::domain::currency::Sign;
use crate::views::import::{DecimalMark, OtherCurrency};

const MOST_ROWS: usize = 20;

/// Cells with one sign.
struct Signed {
    sign: &'static Sign,
    n_cells: u32,
    /// The first ones.
    rows: Vec<u64>,
}

/// Columns of sums, each with the signs met so far: a handful, however many rows there are.
#[derive(Default)]
pub struct SumColumns(Vec<(usize, Vec<Signed>)>);

impl SumColumns {
    pub fn new(columns: impl IntoIterator<Item = usize>) -> Self {
        Self(columns.into_iter().map(|at| (at, Vec::new())).collect())
    }

    /// A row that came in.
    pub fn note(&mut self, row: &TextRow<'_>, number: u64, mark: DecimalMark) {
        for (at, signs) in &mut self.0 {
            let text = row.cell(*at);
            // Most cells have no sign, and need not be read again for it.
            if text.bytes().all(|byte| byte.is_ascii_digit() || b".,- ".contains(&byte)) {
                continue;
            }
            let read = number::read(&cell::clean_line(text), mark, 2);
            let Some(sign) = read.and_then(|number| number.currency) else { continue };
            let place = signs.iter().position(|known| known.sign == sign).unwrap_or_else(|| {
                signs.push(Signed { sign, n_cells: 0, rows: Vec::new() });
                signs.len() - 1
            });
            let known = &mut signs[place];
            known.n_cells += 1;
            if known.rows.len() < MOST_ROWS {
                known.rows.push(number);
            }
        }
    }

    /// Counts the signs of all columns.
    pub fn count_signs(&self, counts: &mut SignCounts) {
        for signed in self.0.iter().flat_map(|(_, signs)| signs) {
            counts.add_many(signed.sign, signed.n_cells);
        }
    }

    /// Column by column what is in another currency than `own`, or where that is not settled, than most
    /// sums of the file are: `usual`.
    pub fn told(
        &self,
        own: Option<&str>,
        usual: Option<&Sign>,
        headers: &[String],
    ) -> Vec<OtherCurrency> {
        let told = |(at, signs): &(usize, Vec<Signed>)| {
            let others = signs.iter().filter(|signed| match own {
                Some(code) => !signed.sign.may_be(code),
                None => usual.is_some_and(|usual| !signed.sign.may_be_as(usual)),
            });
            let (mut counts, mut rows, mut n_rows) = (SignCounts::default(), Vec::new(), 0);
            for signed in others {
                counts.add_many(signed.sign, signed.n_cells);
                n_rows += u64::from(signed.n_cells);
                rows.extend(&signed.rows);
            }
            rows.sort_unstable();
            rows.truncate(MOST_ROWS);
            let told = OtherCurrency {
                column: headers.get(*at).cloned().unwrap_or_default(),
                signs: counts.counts(),
                currency: own.map(str::to_owned),
                n_rows,
                rows,
            };
            (n_rows > 0).then_some(told)
        };
        let mut told: Vec<OtherCurrency> = self.0.iter().filter_map(told).collect();
        told.sort_by_key(|column| Reverse(column.n_rows));
        told
    }
}
