//! A table as a page shows it.

use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetColumn, SheetHead, Width};
use crate::views::shown_table::{ShownCell, ShownColumn, ShownTable};

pub fn shown(table: &ShownTable) -> Sheet<'_> {
    let column = |column: &ShownColumn| SheetColumn {
        key: column.key.clone(),
        header: column.name.clone(),
        width: Width::Normal,
        is_worked_out: false,
    };
    let cell = |cell: &'_ ShownCell| match cell {
        ShownCell::Empty => Cell::Empty,
        ShownCell::Text(text) => Cell::text(text.clone()),
        ShownCell::Number(number) => Cell::Number(*number),
        ShownCell::Money(money) => Cell::Money(*money),
        ShownCell::Date(day) => Cell::Date(*day),
    };
    let n_columns = table.columns.len();
    Sheet {
        head: SheetHead {
            key: "table",
            title: table.name.clone(),
            columns: table.columns.iter().map(column).collect(),
        },
        n_rows: table.rows.len(),
        // However many cells a row came with, it has one per column.
        rows: Box::new(table.rows.iter().map(move |row| {
            let cells = row.iter().map(cell).chain(std::iter::repeat(Cell::Empty));
            cells.take(n_columns).collect()
        })),
    }
}
