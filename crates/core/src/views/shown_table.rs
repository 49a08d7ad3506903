//! A table as a page shows it, on its way into a file: what its rows are called, the page has put into
//! words; figures stay figures.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::money::Money;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownTable {
    /// Names the file.
    pub name: String,
    pub columns: Vec<ShownColumn>,
    /// A cell for each column.
    pub rows: Vec<Vec<ShownCell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownColumn {
    /// For programs: the same in every language.
    pub key: String,
    /// In the language of the page.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ShownCell {
    Empty,
    Text(String),
    Number(f64),
    Money(Money),
    Date(Day),
}

impl ShownCell {
    /// An estimated amount in major units; empty where there is none.
    pub fn amount(major: f64) -> Self {
        if major.is_finite() { Self::Money(Money::from_major(major)) } else { Self::Empty }
    }
}

/// What is no number is not known.
impl From<f64> for ShownCell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Empty }
    }
}

impl From<u32> for ShownCell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<String> for ShownCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Money> for ShownCell {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Day> for ShownCell {
    fn from(day: Day) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for ShownCell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table put together column by column: what each is called, and what stands in it of a row.
pub struct TableOf<'a, R> {
    name: String,
    columns: Vec<ShownColumn>,
    cells: Vec<CellOf<'a, R>>,
}

type CellOf<'a, R> = Box<dyn Fn(&R) -> ShownCell + 'a>;

impl<'a, R> TableOf<'a, R> {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), columns: Vec::new(), cells: Vec::new() }
    }

    #[must_use]
    pub fn column<C: Into<ShownCell>>(
        mut self,
        key: impl Into<String>,
        name: impl Into<String>,
        cell: impl Fn(&R) -> C + 'a,
    ) -> Self {
        self.columns.push(ShownColumn { key: key.into(), name: name.into() });
        self.cells.push(Box::new(move |row| cell(row).into()));
        self
    }

    pub fn rows<'r>(self, rows: impl IntoIterator<Item = &'r R>) -> ShownTable
    where
        R: 'r,
    {
        let row = |row: &R| self.cells.iter().map(|cell| cell(row)).collect();
        let rows = rows.into_iter().map(row).collect();
        ShownTable { name: self.name, columns: self.columns, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::{ShownCell, TableOf};
    use crate::domain::day::Day;
    use crate::domain::money::Money;

    #[test]
    fn every_row_has_a_cell_for_each_column_and_what_is_not_known_is_empty() {
        let rows = [(Some(3), 1.5, Some(Day(20_000))), (None, f64::INFINITY, None)];
        let table = TableOf::new("Sums")
            .column("n", "Number", |row: &(Option<u32>, f64, Option<Day>)| row.0)
            .column("cost", "Cost", |row| ShownCell::amount(row.1))
            .column("share", "Share", |row| row.1)
            .column("day", "Day", |row| row.2)
            .rows(&rows);
        let keys: Vec<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
        assert_eq!(keys, ["n", "cost", "share", "day"]);
        let known = vec![
            ShownCell::Number(3.0),
            ShownCell::Money(Money::from_major(1.5)),
            ShownCell::Number(1.5),
            ShownCell::Date(Day(20_000)),
        ];
        assert_eq!(table.rows, [known, vec![ShownCell::Empty; 4]]);
    }
}
