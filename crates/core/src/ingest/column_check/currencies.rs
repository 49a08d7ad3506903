//! Cells of money in one column that are not written in one currency, or not in the workspace's. Must
//! not convert anything.

use super::judgement::Reading;
use crate::domain::currency::Sign;
use crate::ingest::currency_sign::SignCounts;
use crate::ingest::values::number;
use crate::views::import::{CurrencyCount, DecimalMark};

/// The sign of each cell, where it has one.
pub struct CellCurrencies {
    signs: Vec<Option<&'static Sign>>,
    counts: SignCounts,
}

impl CellCurrencies {
    pub fn find<'a>(
        reading: Reading,
        mark: DecimalMark,
        cells: impl Iterator<Item = &'a str>,
    ) -> Self {
        let is_money = matches!(
            reading,
            Reading::Amount | Reading::Money | Reading::Number | Reading::WholeNumber
        );
        let mut counts = SignCounts::default();
        let sign = |cell: &str| {
            let sign = number::read(cell, mark, 2)?.currency?;
            counts.add(sign);
            Some(sign)
        };
        let signs = if is_money { cells.map(sign).collect() } else { Vec::new() };
        Self { signs, counts }
    }

    /// The places of cells in another currency than `own`, or where that is not settled, than most.
    pub fn others(&self, own: Option<&str>) -> Vec<usize> {
        let usual = self.counts.usual();
        let is_other = |sign: &Sign| match own {
            Some(code) => !sign.may_be(code),
            None => usual.is_some_and(|usual| !sign.may_be_as(usual)),
        };
        let others = self.signs.iter().enumerate();
        others.filter(|(_, sign)| sign.is_some_and(is_other)).map(|(at, _)| at).collect()
    }

    /// All signs with their cells, where there is anything to tell.
    pub fn told(&self, own: Option<&str>) -> Vec<CurrencyCount> {
        if self.others(own).is_empty() { Vec::new() } else { self.counts.counts() }
    }
}
