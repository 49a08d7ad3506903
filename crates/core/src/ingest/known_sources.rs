//! The programs that shops export from, recognised by the names of their columns.
//!
//! Owns what each column of such an export means, where the name alone would mislead: which of several
//! sums was paid, whose name it is, what is no more than an address. The lists themselves are in
//! `chinese` and `international`. Must not know how a row is read.

mod chinese;
mod international;

use super::column_guess::{Column, Guess};
use super::consent_cells::is_of_consent;
use super::header_words::{plain_name, role_of_header};
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
        // What a shop has added on consent is no field of its own, and nothing to leave out.
        let mut added: Vec<Option<Guess>> = vec![None; columns.len()];
        for (at, column) in columns.iter().enumerate() {
            let is_open = column.is_named && roles[at].is_none() && !column.content.is_empty();
            if is_open && !self.speaks_of(&names[at]) {
                let is_taken = |role: &ColumnRole| {
                    let mut all =
                        roles.iter().flatten().chain(added.iter().flatten().map(|own| &own.role));
                    all.any(|taken| taken == role)
                };
                added[at] = Self::consent_of(column).filter(|guess| !is_taken(&guess.role));
            }
        }
        let assign = |(at, role): (usize, Option<ColumnRole>)| match (role, added[at].take()) {
            (Some(role), _) => Guess::new(role, SURE, GuessReason::KnownSource),
            (None, Some(guess)) => guess,
            (None, None) if self.is_own_column(&columns[at], &names[at]) => {
                columns[at].as_own_field(columns[at].header, OWN_COLUMN)
            }
            (None, None) => Guess::new(ColumnRole::Skip, SURE_TO_SKIP, GuessReason::KnownSource),
        };
        roles.into_iter().enumerate().map(assign).collect()
    }

    fn is_own_column(&self, column: &Column<'_>, name: &str) -> bool {
        self.has_own_columns && !self.speaks_of(name) && !column.content.is_empty()
    }

    /// Is it known what a column of this name is, be it nothing for Meadow?
    fn speaks_of(&self, name: &str) -> bool {
        let is_claimed =
            self.roles.iter().any(|(_, names)| names.split_whitespace().any(|own| own == name));
        let is_skipped = self.skipped.split_whitespace().any(|skipped| {
            skipped.strip_suffix('*').map_or(name == skipped, |start| name.starts_with(start))
        });
        is_claimed || is_skipped
    }

    /// What a column says of consent by its name.
    fn consent_of(column: &Column<'_>) -> Option<Guess> {
        let (role, sure) = role_of_header(column.header)?;
        is_of_consent(&role).then(|| Guess::new(role, sure, GuessReason::Name))
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
