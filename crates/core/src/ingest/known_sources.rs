//! The programs that shops export from, recognised by the names of their columns.
//!
//! Owns what each column of such an export means, where the name alone would mislead: which of several
//! sums was paid, whose name it is, what is no more than an address. The lists themselves are in
//! `chinese` and `international`. Must not know how a row is read.

mod chinese;
mod international;

use super::column_guess::{Column, Guess};
use super::header_words::plain_name;
use crate::views::import::{ColumnRole, GuessReason};

/// Of a column that the export is known to have.
const SURE: f64 = 0.95;
const SURE_TO_SKIP: f64 = 0.9;
/// Of a column that the user has added to the export.
const OWN_COLUMN: f64 = 0.7;

/// All of them, by the key under which the page has their names.
pub const KEYS: [&str; 14] = [
    "wecom-customers",
    "taobao-orders",
    "jd-orders",
    "pinduoduo-orders",
    "douyin-orders",
    "youzan-orders",
    "wechat-store-orders",
    "shopify-customers",
    "shopify-orders",
    "woocommerce-orders",
    "hubspot-contacts",
    "mailchimp-audience",
    "square-customers",
    "stripe-customers",
];

/// What a program's export looks like. Names are plain (`header_words::plain_name`), between spaces.
struct KnownSource {
    key: &'static str,
    /// Of each line, one name has to be there.
    signs: &'static [&'static str],
    /// The names that a role may have; the first that is there and not empty gets it.
    roles: &'static [(ColumnRole, &'static str)],
    /// Nothing for Meadow in these; a `*` stands for any end.
    skipped: &'static str,
    /// Columns that nothing here speaks of: the user's own?
    has_own_columns: bool,
}

/// The source that these columns are of, by its key, and what they are then.
pub fn recognise(columns: &[Column<'_>]) -> Option<(&'static str, Vec<Guess>)> {
    let names: Vec<String> = columns
        .iter()
        .map(|column| if column.is_named { plain_name(column.header) } else { String::new() })
        .collect();
    let has_one_of =
        |sign: &&str| sign.split_whitespace().any(|sign| names.iter().any(|name| name == sign));
    // Of two that fit, the one that asks for more.
    let source = chinese::SOURCES
        .iter()
        .chain(international::SOURCES)
        .filter(|source| source.signs.iter().all(has_one_of))
        .max_by_key(|source| source.signs.len())?;
    Some((source.key, source.assign(columns, &names)))
}

impl KnownSource {
    fn assign(&self, columns: &[Column<'_>], names: &[String]) -> Vec<Guess> {
        let mut roles: Vec<Option<ColumnRole>> = vec![None; columns.len()];
        for (role, candidates) in self.roles {
            let find = |wanted: &str| {
                (0..columns.len()).find(|at| {
                    names[*at] == wanted && roles[*at].is_none() && holds(&columns[*at], role)
                })
            };
            if let Some(at) = candidates.split_whitespace().find_map(find) {
                roles[at] = Some(role.clone());
            }
        }
        let assign = |(at, role): (usize, Option<ColumnRole>)| match role {
            Some(role) => Guess::new(role, SURE, GuessReason::KnownSource),
            None if self.is_own_column(&columns[at], &names[at]) => {
                columns[at].as_own_field(columns[at].header, OWN_COLUMN)
            }
            None => Guess::new(ColumnRole::Skip, SURE_TO_SKIP, GuessReason::KnownSource),
        };
        roles.into_iter().enumerate().map(assign).collect()
    }

    fn is_own_column(&self, column: &Column<'_>, name: &str) -> bool {
        let is_claimed =
            self.roles.iter().any(|(_, names)| names.split_whitespace().any(|own| own == name));
        let is_skipped = self.skipped.split_whitespace().any(|skipped| {
            skipped.strip_suffix('*').map_or(name == skipped, |start| name.starts_with(start))
        });
        self.has_own_columns && !is_claimed && !is_skipped && !column.content.is_empty()
    }
}

/// Is there what the role asks for? A number of a customer that is the same stars for many is none.
fn holds(column: &Column<'_>, role: &ColumnRole) -> bool {
    let samples = &column.content.samples;
    let is_masked = samples.iter().all(|sample| sample.contains("**"));
    let is_usable = *role != ColumnRole::CustomerKey || !is_masked;
    is_usable && !column.content.is_empty()
}

#[cfg(test)]
mod tests;
