//! The tally of cells that could not be read and were left out of their rows: how many of which column,
//! and the first of each.

use std::collections::BTreeMap;

use super::rejects::VALUE_CHARS;
use super::row_reader::TextRow;
use super::values::cell;
use crate::views::import::RejectedRow;

const MOST_EXAMPLES: usize = 5;

/// By column, from 0.
#[derive(Debug, Default)]
pub struct UnreadCells(BTreeMap<usize, (u32, Vec<RejectedRow>)>);

impl UnreadCells {
    pub fn add(&mut self, column: usize, number: u64, row: &TextRow<'_>) {
        let (n, examples) = self.0.entry(column).or_default();
        *n += 1;
        if examples.len() < MOST_EXAMPLES {
            let value = cell::cut(row.cell(column), VALUE_CHARS);
            examples.push(RejectedRow { row: number, value });
        }
    }

    /// By column name, in the order of the columns.
    pub fn counts(&self, headers: &[String]) -> Vec<(String, u32)> {
        self.0.iter().map(|(at, (n, _))| (headers[*at].clone(), *n)).collect()
    }

    pub fn examples(self, headers: &[String]) -> Vec<(String, RejectedRow)> {
        let all = self.0.into_iter();
        all.flat_map(|(at, (_, examples))| {
            examples.into_iter().map(move |example| (headers[at].clone(), example))
        })
        .collect()
    }
}
