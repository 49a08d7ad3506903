//! The rows of the tables for a database.

use super::{
    BLOCKED, CONTACTS, CUSTOMERS, Holds, Loaded, ORDER_LINES, ORDERS, SEGMENT_MEMBERS, TEXTS,
    holds, name, names, own_value, permission_word,
};
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::order::Order;
use crate::domain::text::Text;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetColumn, SheetHead, Width};
use crate::export::sheets::{contact_key, header, stage_key};
use crate::segments::Derived;
use crate::table::columns::{Value, all, label, reason_words, value};
use crate::table::documents::StoredPeople;
use crate::table::search::fold;
use crate::table::tables::Tables;
use crate::views::table::Column;

type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>;

/// Every table, and last a list of all columns and how they are loaded.
pub fn sheets<'a>(tables: &'a Tables, derived: &'a Derived) -> Vec<Sheet<'a>> {
    let shown: Vec<Column> = all(tables);
    let id = ("customer_id", Loaded::Integer);
    let mut listed = Vec::new();
    let mut sheet = |key: &'static str, columns: Vec<(String, Loaded)>, n_rows, rows: Rows<'a>| {
        let list = columns.iter().map(|(column, loaded)| (key, column.clone(), *loaded));
        listed.extend(list);
        Sheet { head: head(key, columns.into_iter().map(|(column, _)| column)), n_rows, rows }
    };
    let named = |columns: &[(&str, Loaded)]| {
        columns.iter().map(|(column, loaded)| ((*column).to_owned(), *loaded)).collect::<Vec<_>>()
    };
    let n_people = tables.customers.len();
    let of_customers = [(id.0.to_owned(), id.1)].into_iter();
    let of_customers =
        of_customers.chain(shown.iter().flat_map(|column| names(derived, column))).collect();
    let texts: Vec<Column> = shown
        .iter()
        .filter(|column| {
            matches!(holds(derived, column), Holds::Words | Holds::WordRows | Holds::Own(_))
        })
        .cloned()
        .collect();
    let mut sheets = vec![
        sheet(CUSTOMERS, of_customers, n_people, customer_rows(tables, derived, shown.clone())),
        sheet(
            TEXTS,
            named(&[
                id,
                ("column_name", Loaded::Text),
                ("words", Loaded::Text),
                ("folded", Loaded::Text),
            ]),
            n_people,
            text_rows(tables, derived, texts),
        ),
        sheet(
            ORDERS,
            named(&[
                ("order_id", Loaded::Integer),
                id,
                ("order_no", Loaded::Text),
                ("order_day", Loaded::Date),
                ("amount_cents", Loaded::Integer),
            ]),
            tables.orders.len(),
            Box::new(orders(tables).map(|order| {
                vec![
                    whole(order.id.0),
                    whole(order.customer.0),
                    Cell::text(order.key.clone()),
                    Cell::Date(order.day),
                    Cell::Money(order.amount),
                ]
            })),
        ),
        sheet(
            ORDER_LINES,
            named(&[
                ("order_id", Loaded::Integer),
                ("product_id", Loaded::Integer),
                ("product", Loaded::Text),
                ("category", Loaded::Text),
                ("quantity", Loaded::Number),
                ("amount_cents", Loaded::Integer),
            ]),
            tables.orders.n_lines(),
            Box::new(orders(tables).flat_map(|order| line_rows(tables, &order))),
        ),
        sheet(
            CONTACTS,
            named(&[
                ("contact_id", Loaded::Integer),
                id,
                ("contact_day", Loaded::Date),
                ("kind", Loaded::Text),
                ("event_id", Loaded::Integer),
            ]),
            tables.interactions.len(),
            Box::new(tables.interactions.iter().map(|contact| {
                vec![
                    whole(contact.id.0),
                    whole(contact.customer.0),
                    Cell::Date(contact.day),
                    Cell::text(contact_key(contact.kind)),
                    contact.event.map_or(Cell::Empty, |event| whole(event.0)),
                ]
            })),
        ),
        sheet(
            SEGMENT_MEMBERS,
            named(&[("segment_id", Loaded::Integer), id]),
            0,
            Box::new(tables.segments().flat_map(|(segment, saved)| {
                let ids: &[CustomerId] = match &saved.people {
                    StoredPeople::Listed(ids) => ids,
                    StoredPeople::Live(_) | StoredPeople::Combined(..) => &[],
                };
                ids.iter().map(move |id| vec![whole(segment.0), whole(id.0)])
            })),
        ),
    ];
    sheets.push(list_of_columns(tables, derived, &shown, listed));
    sheets
}

fn head(key: &'static str, columns: impl Iterator<Item = String>) -> SheetHead {
    let column = |key: String| SheetColumn {
        header: key.clone(),
        key,
        width: Width::Normal,
        is_worked_out: false,
    };
    SheetHead { key, title: key.to_owned(), columns: columns.map(column).collect() }
}

fn whole<'a>(number: u32) -> Cell<'a> {
    Cell::Number(number.into())
}

fn orders(tables: &Tables) -> impl Iterator<Item = Order> {
    let chunks = tables.orders.chunks().iter().map(|chunk| chunk.data());
    chunks.flat_map(|chunk| (0..chunk.len()).map(|at| chunk.order(at)))
}

fn line_rows<'a>(tables: &'a Tables, order: &Order) -> Vec<Vec<Cell<'a>>> {
    let row = |line: &crate::domain::order::OrderLine| {
        let product = line.product.and_then(|id| tables.products.get(id));
        vec![
            whole(order.id.0),
            line.product.map_or(Cell::Empty, |id| whole(id.0)),
            product.map_or(Cell::Empty, |product| Cell::text(product.name.as_str())),
            product.map_or(Cell::Empty, |product| Cell::text(product.category.as_str())),
            Cell::Number(line.quantity_milli as f64 / 1_000.0),
            Cell::Money(line.amount),
        ]
    };
    order.lines.iter().map(row).collect()
}

fn customer_rows<'a>(tables: &'a Tables, derived: &'a Derived, columns: Vec<Column>) -> Rows<'a> {
    Box::new(tables.customers.iter().enumerate().map(move |(place, customer)| {
        let cells = columns.iter().flat_map(|column| {
            let value = value(tables, customer, derived, place, column);
            cells(customer, column, holds(derived, column), value)
        });
        [whole(customer.id.0)].into_iter().chain(cells).collect()
    }))
}

/// As many as [`names`] has.
fn cells<'a>(
    customer: &'a Customer,
    column: &Column,
    holds: Holds,
    value: Value<'a>,
) -> Vec<Cell<'a>> {
    match (holds, value) {
        (Holds::WordRows | Holds::Segment, _) => Vec::new(),
        (Holds::Class, Value::Class(placed)) => vec![
            Cell::text(placed.class.slug()),
            Cell::YesNo(placed.expected),
            Cell::YesNo(placed.borderline),
        ],
        (Holds::Class, _) => vec![Cell::Empty; 3],
        (Holds::Own(kind), value) => {
            let Column::Custom(key) = column else { return Vec::new() };
            let written = customer.fields.get(key).map_or("", String::as_str);
            let mut cells = vec![Cell::text(written)];
            if own_value(kind).is_some() {
                // What could not be read is only written.
                let was_read = !matches!(value, Value::Text(_));
                cells.push(if was_read { plain(value) } else { Cell::Empty });
            }
            cells
        }
        (_, value) => vec![plain(value)],
    }
}

fn plain(value: Value<'_>) -> Cell<'_> {
    match value {
        Value::Text(text) => Cell::text(text),
        Value::Number(number) => Cell::Number(number),
        Value::Money(money) => Cell::Money(money),
        Value::Date(day) => Cell::Date(day),
        Value::YesNo(yes) => Cell::YesNo(yes),
        Value::Stage(stage) => Cell::text(stage_key(stage)),
        Value::Permission(permission) => Cell::text(permission_word(permission)),
        Value::Blocked => Cell::text(BLOCKED),
        Value::Group(group) => Cell::text(group.slug()),
        Value::Empty
        | Value::Unplaced
        | Value::Class(_)
        | Value::Tags(_)
        | Value::Notes(_)
        | Value::Reasons(_) => Cell::Empty,
    }
}

fn text_rows<'a>(tables: &'a Tables, derived: &'a Derived, columns: Vec<Column>) -> Rows<'a> {
    let columns: Vec<(Column, String)> =
        columns.into_iter().map(|column| (column.clone(), name(&column))).collect();
    Box::new(tables.customers.iter().enumerate().flat_map(move |(place, customer)| {
        let mut rows = Vec::new();
        for (column, name) in &columns {
            let mut add_as = |words: &'a str, folded: String| {
                rows.push(vec![
                    whole(customer.id.0),
                    Cell::text(name.clone()),
                    Cell::text(words),
                    Cell::text(folded),
                ]);
            };
            let mut add = |words: &'a str| add_as(words, fold(words));
            match column {
                Column::Custom(key) => customer
                    .fields
                    .get(key)
                    .filter(|words| !words.is_empty())
                    .into_iter()
                    .for_each(|words| add(words)),
                _ => match value(tables, customer, derived, place, column) {
                    Value::Text(words) => add(words),
                    Value::Tags(tags) => tags.iter().for_each(|tag| add(tag)),
                    Value::Notes(notes) => notes.iter().for_each(|note| add(&note.text)),
                    // Known by its key, found by what it is called.
                    Value::Reasons(reasons) => reasons
                        .iter()
                        .for_each(|reason| add_as(&reason.key, fold(&reason_words(reason)))),
                    _ => {}
                },
            }
        }
        rows
    }))
}

/// What each column is: its table, how it is loaded, and what people call it.
fn list_of_columns<'a>(
    tables: &Tables,
    derived: &Derived,
    shown: &[Column],
    listed: Vec<(&'static str, String, Loaded)>,
) -> Sheet<'a> {
    let mut called = std::collections::HashMap::new();
    for column in shown {
        let name: Text = label(tables, column).map_or_else(|| header(column), Text::from);
        for (part, _) in names(derived, column) {
            called.insert(part, name.clone());
        }
    }
    let names = ["table_name", "column_name", "loaded_as", "called_en", "called_zh"];
    Sheet {
        head: head("columns", names.map(str::to_owned).into_iter()),
        n_rows: listed.len(),
        rows: Box::new(listed.into_iter().map(move |(table, column, loaded)| {
            let name = called.get(&column).filter(|_| table == CUSTOMERS).cloned();
            let Text { en, zh } = name.unwrap_or_default();
            vec![
                Cell::text(table),
                Cell::text(column),
                Cell::text(loaded.name()),
                Cell::text(en),
                Cell::text(zh),
            ]
        })),
    }
}

/// Kept in step with [`cells`].
#[cfg(test)]
mod tests {
    use super::sheets;
    use crate::domain::day::Day;
    use crate::segments::derive;
    use crate::segments::rules::arbitrary::workspace;
    use crate::views::table::ColumnKind;

    #[test]
    fn every_row_has_a_cell_per_column() {
        let tables = workspace(7);
        let derived = derive(&tables, Day(20_000));
        assert!(derived.custom_kinds.values().any(|kind| *kind == ColumnKind::Date));
        for sheet in sheets(&tables, &derived) {
            let n_columns = sheet.head.columns.len();
            let rows: Vec<_> = sheet.rows.collect();
            assert!(!rows.is_empty(), "{}", sheet.head.key);
            assert!(rows.iter().all(|row| row.len() == n_columns), "{}", sheet.head.key);
        }
    }
}
