//! The workspace as tables for a database: plain values under plain names, the same in every
//! language, with numbers by which the tables are joined.
//!
//! Owns what the tables and columns are called and what stands in them; `tables` writes them. A file
//! for people is what `sheets` are for. Money is in whole hundredths, so that sums are exact; what is
//! not known is empty. Columns that only Meadow can work out (classes, lenses, scores) hold what it
//! found when the files were written.

mod tables;

pub use self::tables::sheets;

use xxhash_rust::xxh3::xxh3_64;

use super::sheets::key;
use crate::domain::consent::Permission;
use crate::segments::Derived;
use crate::table::columns::kind;
use crate::views::table::{Column, ColumnKind};

pub const CUSTOMERS: &str = "meadow_customers";
pub const TEXTS: &str = "meadow_texts";
pub const ORDERS: &str = "meadow_orders";
pub const ORDER_LINES: &str = "meadow_order_lines";
pub const CONTACTS: &str = "meadow_contacts";
pub const SEGMENT_MEMBERS: &str = "meadow_segment_members";

/// How a column is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    Text,
    /// Whole, also money in hundredths.
    Integer,
    /// With a fraction; as exact as a 64-bit float.
    Number,
    Date,
}

impl Loaded {
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Date => "date",
        }
    }
}

/// What a column of the customer table holds in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words that somebody wrote; they stand in `TEXTS` as well.
    Words,
    /// Several words or notes: rows of `TEXTS` alone.
    WordRows,
    Number,
    /// Under its name with `_cents`.
    Money,
    Date,
    /// `yes`, `no`.
    YesNo,
    /// `yes`, `no`, `not asked`, `blocked`.
    Permission,
    /// With `_is_expected` and `_is_borderline`, both `yes` or `no`.
    Class,
    /// One of our own words.
    Stage,
    Group,
    /// What somebody wrote, and under its name with `_value` what it was read as.
    Own(ColumnKind),
    /// Members are rows of their own, or follow from the rule.
    Segment,
}

pub fn holds(derived: &Derived, column: &Column) -> Holds {
    match column {
        Column::Tags | Column::Notes | Column::Reasons => Holds::WordRows,
        Column::MayInvite => Holds::Permission,
        Column::Custom(_) => Holds::Own(kind(derived, column)),
        Column::Segment(_) => Holds::Segment,
        _ => match kind(derived, column) {
            ColumnKind::Text | ColumnKind::Choice => Holds::Words,
            ColumnKind::Number => Holds::Number,
            ColumnKind::Money => Holds::Money,
            ColumnKind::Date => Holds::Date,
            ColumnKind::YesNo => Holds::YesNo,
            ColumnKind::Class => Holds::Class,
            ColumnKind::Stage => Holds::Stage,
            ColumnKind::Permission => Holds::Permission,
            ColumnKind::Group => Holds::Group,
        },
    }
}

/// The plain name of a column. One of the user's own keeps its name as long as its key stays, whatever
/// else is added: signs that are no plain letters are told apart by a number that follows from them.
pub fn name(column: &Column) -> String {
    match column {
        Column::Custom(own) => {
            let lower = own.to_ascii_lowercase();
            let plain = lower.replace(|sign: char| !sign.is_ascii_alphanumeric(), "_");
            if own.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit()) {
                format!("field_{plain}")
            } else {
                let plain = plain.trim_matches('_');
                format!("field_{plain}_{:08x}", xxh3_64(own.as_bytes()) as u32)
            }
        }
        _ => key(column),
    }
}

/// The columns in the database that a column of the customer table becomes.
pub fn names(derived: &Derived, column: &Column) -> Vec<(String, Loaded)> {
    let name = name(column);
    let with = |end: &str| format!("{name}{end}");
    match holds(derived, column) {
        Holds::WordRows | Holds::Segment => Vec::new(),
        Holds::Words | Holds::YesNo | Holds::Permission | Holds::Stage | Holds::Group => {
            vec![(name, Loaded::Text)]
        }
        Holds::Number => vec![(name, Loaded::Number)],
        Holds::Money => vec![(with("_cents"), Loaded::Integer)],
        Holds::Date => vec![(name, Loaded::Date)],
        Holds::Class => {
            let marks = ["_is_expected", "_is_borderline"].map(|end| (with(end), Loaded::Text));
            [(name, Loaded::Text)].into_iter().chain(marks).collect()
        }
        Holds::Own(kind) => {
            let value = own_value(kind).map(|loaded| (with("_value"), loaded));
            [(name, Loaded::Text)].into_iter().chain(value).collect()
        }
    }
}

/// What a field of the user's own is read as, beside what was written.
pub fn own_value(kind: ColumnKind) -> Option<Loaded> {
    match kind {
        ColumnKind::Number => Some(Loaded::Number),
        ColumnKind::Money => Some(Loaded::Integer),
        ColumnKind::Date => Some(Loaded::Date),
        ColumnKind::YesNo => Some(Loaded::Text),
        _ => None,
    }
}

pub fn permission_word(permission: Permission) -> &'static str {
    match permission {
        Permission::Granted => "yes",
        Permission::Refused => "no",
        Permission::Unknown => NOT_ASKED,
    }
}

pub const NOT_ASKED: &str = "not asked";
pub const BLOCKED: &str = "blocked";
