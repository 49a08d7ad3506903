//! Orders whose rows all have one sum though they are of different products: the sum may be the whole
//! order's, and is then counted once too often for every further row. Must not know which is meant: the
//! sums stay, and somebody looks.

use std::collections::{HashMap, HashSet};

/// The orders that have rows of different products, by their place among the new ones.
#[derive(Default)]
pub struct RepeatedSums {
    /// All rows so far have one sum; with the row that had it again first.
    one_sum: HashMap<u32, u64>,
    several_sums: HashSet<u32>,
}

impl RepeatedSums {
    /// Takes a further row of an order, of another product or of more or fewer than the first.
    pub fn take(&mut self, order: u32, has_first_sum: bool, row: u64) {
        if self.several_sums.contains(&order) {
            return;
        }
        if has_first_sum {
            self.one_sum.entry(order).or_insert(row);
        } else {
            self.one_sum.remove(&order);
            self.several_sums.insert(order);
        }
    }

    /// Of each order of one sum, the row that has it again first, ascending; none where most orders have several: then
    /// two things happen to cost the same.
    pub fn into_rows(self) -> Vec<u64> {
        if self.one_sum.len() < self.several_sums.len() {
            return Vec::new();
        }
        let mut rows: Vec<u64> = self.one_sum.into_values().collect();
        rows.sort_unstable();
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::RepeatedSums;

    /// Order and whether a row has the sum of the first; the rows count from 3.
    #[track_caller]
    fn check(taken: &[(u32, bool)], expected: &[u64]) {
        let mut sums = RepeatedSums::default();
        for ((order, is_same), row) in taken.iter().zip(3..) {
            sums.take(*order, *is_same, row);
        }
        assert_eq!(sums.into_rows(), expected, "{taken:?}");
    }

    #[test]
    fn one_sum_is_told_where_most_orders_have_one() {
        check(&[], &[]);
        check(&[(0, true), (0, true), (1, true)], &[3, 5]);
        // One order of two has different sums, also where it had one sum at first.
        check(&[(0, true), (0, false), (0, true), (1, true)], &[6]);
        check(&[(0, false), (1, false), (2, true)], &[]);
    }
}
