//! JSON, written piece by piece: strings escaped, money and numbers exact, one row per line.

use std::io::Result;

use serde_json::Value;

use super::cell::{Cell, decimal};
use super::sheet::{SheetHead, SheetWriter};
use crate::domain::day::Day;
use crate::domain::money::Money;

pub(super) const MEDIA_TYPE: &str = "application/json";

/// An object being written, fields in the order they are given. Empty ones are `null`.
#[derive(Default)]
pub(super) struct JsonObject {
    text: String,
}

impl JsonObject {
    /// A value that is JSON already.
    pub fn raw(mut self, key: &str, value: &str) -> Self {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        self.text.push_str(&quote(key));
        self.text.push(':');
        self.text.push_str(value);
        self
    }

    pub fn text(self, key: &str, value: &str) -> Self {
        self.raw(key, &if value.is_empty() { NULL.to_owned() } else { quote(value) })
    }

    pub fn number(self, key: &str, value: Option<impl Into<f64>>) -> Self {
        self.raw(key, &value.map_or_else(null, |value| number(value.into())))
    }

    pub fn money(self, key: &str, value: Option<Money>) -> Self {
        self.raw(key, &value.map_or_else(null, decimal))
    }

    pub fn day(self, key: &str, value: Option<Day>) -> Self {
        self.text(key, &value.map(|day| day.to_string()).unwrap_or_default())
    }

    pub fn yes_no(self, key: &str, value: Option<bool>) -> Self {
        self.raw(key, &value.map_or_else(null, |value| value.to_string()))
    }

    pub fn list(self, key: &str, items: impl IntoIterator<Item = String>) -> Self {
        let items: Vec<String> = items.into_iter().collect();
        self.raw(key, &format!("[{}]", items.join(",")))
    }

    pub fn finish(mut self) -> String {
        if self.text.is_empty() {
            self.text.push('{');
        }
        self.text.push('}');
        self.text
    }
}

const NULL: &str = "null";
const NOT_ASKED: &str = "unknown";

fn null() -> String {
    NULL.to_owned()
}

pub(super) fn quote(text: &str) -> String {
    Value::from(text).to_string()
}

/// What JSON has no number for is `null`.
fn number(number: f64) -> String {
    if number.is_finite() { number.to_string() } else { null() }
}

/// One list: what it is, its columns, its rows.
#[derive(Default)]
pub(super) struct JsonSheet {
    text: String,
    keys: Vec<String>,
    has_rows: bool,
}

impl SheetWriter for JsonSheet {
    fn begin(&mut self, head: &SheetHead) -> Result<()> {
        // A column of the user's own may be called like one of ours.
        for column in &head.columns {
            let mut key = column.key.clone();
            while self.keys.contains(&key) {
                key.push('\'');
            }
            self.keys.push(key);
        }
        // By name, not a list: the rows are the only list in the file, and so are found at once.
        let columns = self.keys.iter().zip(&head.columns).map(|(key, column)| {
            let about = JsonObject::default()
                .text("label", &column.header)
                .yes_no("worked_out", Some(column.is_worked_out));
            format!("{}:{}", quote(key), about.finish())
        });
        let format = format!("meadow-{}-1", head.key);
        let columns: Vec<String> = columns.collect();
        self.text = format!(
            "{{\"format\":{},\n\"columns\":{{\n{}\n}},\n\"rows\":[",
            quote(&format),
            columns.join(",\n")
        );
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        let object = self.keys.iter().zip(cells).fold(
            JsonObject::default(),
            |object, (key, cell)| match cell {
                Cell::Empty => object.raw(key, NULL),
                // Said, or a list in which nobody was asked would look as if it said nothing of it, and
                // the day of an old answer count as a permission where it comes in.
                Cell::NotAsked => object.text(key, NOT_ASKED),
                Cell::Text(text) => object.text(key, text),
                Cell::Number(value) => object.number(key, Some(*value)),
                Cell::Money(money) => object.money(key, Some(*money)),
                Cell::Date(day) => object.day(key, Some(*day)),
                Cell::Moment(day, minute) => object.text(key, &moment(*day, *minute)),
                Cell::YesNo(yes) => object.yes_no(key, Some(*yes)),
                Cell::Word(word, _) => object.text(key, word),
            },
        );
        self.text.push_str(if self.has_rows { ",\n" } else { "\n" });
        self.text.push_str(&object.finish());
        self.has_rows = true;
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        self.text.push_str("\n]}\n");
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>> {
        Ok(self.text.into_bytes())
    }
}

/// ISO 8601 without a zone: the workspace's own time.
pub(super) fn moment(day: Day, minute: u16) -> String {
    format!("{day}T{:02}:{:02}", minute / 60 % 24, minute % 60)
}
