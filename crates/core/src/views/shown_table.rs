//! A table as a page shows it, on its way into a file: what its rows are called, the page has put into
//! words; figures stay figures.

use serde::{Deserialize, Serialize};

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
}
