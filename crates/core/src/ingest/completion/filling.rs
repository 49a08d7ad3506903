//! Customers one after the other, completed by what a table says of their keys. Owns what is counted
//! on the way. Blanks never erase, and tags are added to.

use std::collections::HashMap;
use std::sync::Arc;

use super::key_table::{Found, Said};
use super::plain_key::key_for;
use super::table_reader::ReadTable;
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::ids::CustomerId;
use crate::domain::log::{Happening, changes};
use crate::domain::workspace::WorkspaceFacts;
use crate::ingest::values::cell;
use crate::views::bulk::BulkExample;
use crate::views::completion::{CompletionMapping, CompletionReport, KeyFit};
use crate::views::import::FieldPolicy;

const MOST_EXAMPLES: usize = 5;
const MOST_VALUES: usize = 10;
/// Different values without a row that are told apart; of more, the first ones.
const MOST_COUNTED: usize = 100_000;
/// Of a value in the report.
const SHOWN_CHARS: usize = 80;

/// What a table made of the customers.
pub struct Completed {
    /// In the order of their ids, those of whom something changed.
    pub customers: Vec<Customer>,
    /// One or more lines for each of them.
    pub lines: Vec<(CustomerId, Happening)>,
    /// With new fields, if anything stands in them.
    pub facts: Arc<WorkspaceFacts>,
    pub report: CompletionReport,
}

/// Takes the customers.
pub struct Filling {
    table: ReadTable,
    joins_on: CustomerField,
    fit: KeyFit,
    policy: FieldPolicy,
    facts_before: Arc<WorkspaceFacts>,
    is_used: Vec<bool>,
    /// Where people are joined by name, how many have each.
    n_of_name: HashMap<String, u32>,
    without_row: HashMap<String, (String, u32)>,
    n_filled: Vec<u32>,
    customers: Vec<Customer>,
    lines: Vec<(CustomerId, Happening)>,
    report: CompletionReport,
}

impl Filling {
    pub fn new(table: ReadTable, mapping: &CompletionMapping, facts: &Arc<WorkspaceFacts>) -> Self {
        let report = CompletionReport {
            n_rows: table.n_rows,
            n_rows_unusable: table.n_rows_unusable,
            n_cells_dropped: table.n_cells_dropped.clone(),
            ..CompletionReport::default()
        };
        Self {
            joins_on: mapping.joins_on.clone(),
            fit: mapping.fit,
            policy: mapping.policy,
            facts_before: facts.clone(),
            is_used: vec![false; table.keys.keys.len()],
            n_of_name: HashMap::new(),
            without_row: HashMap::new(),
            n_filled: vec![0; table.fills.len()],
            customers: Vec::new(),
            lines: Vec::new(),
            report,
            table,
        }
    }

    /// A name may be several people's: then all are counted before any is taken.
    pub fn must_count(&self) -> bool {
        self.joins_on == CustomerField::Name
    }

    pub fn count(&mut self, customer: &Customer) {
        let name = key_for(&self.joins_on, &self.joins_on.read(customer));
        if !name.is_empty() {
            *self.n_of_name.entry(name).or_default() += 1;
        }
    }

    pub fn take(&mut self, customer: &Customer) {
        let value = self.joins_on.read(customer);
        let plain = key_for(&self.joins_on, &value);
        if plain.is_empty() {
            self.report.n_without_value += 1;
            return;
        }
        let at = match self.table.keys.find(&plain, self.fit) {
            Found::Nothing => return self.miss(plain, &value),
            Found::Several => return self.doubt(&value),
            Found::Key(at) => at,
        };
        let Some(key) = self.table.keys.keys.get(at) else { return };
        self.is_used[at] = true;
        if key.is_twice || self.n_of_name.get(&plain).is_some_and(|n| *n > 1) {
            return self.doubt(&value);
        }
        self.report.n_matched += 1;
        let after = fill(customer, &key.said, &self.table.fills, self.policy, &mut self.n_filled);
        let Some(after) = after else { return };
        self.report.n_changed += 1;
        let changes = changes(customer, &after);
        if self.report.examples.len() < MOST_EXAMPLES {
            self.report.examples.push(BulkExample {
                id: after.id,
                name: after.name.clone(),
                changes: changes.clone(),
            });
        }
        self.lines.extend(changes.into_iter().map(|line| (after.id, line)));
        self.customers.push(after);
    }

    fn miss(&mut self, plain: String, value: &str) {
        self.report.n_without_row += 1;
        let is_full = self.without_row.len() >= MOST_COUNTED;
        if let Some((_, n)) = self.without_row.get_mut(&plain) {
            *n += 1;
        } else if !is_full {
            self.without_row.insert(plain, (cell::cut(value, SHOWN_CHARS), 1));
        }
    }

    fn doubt(&mut self, value: &str) {
        self.report.n_doubtful += 1;
        let shown = cell::cut(value, SHOWN_CHARS);
        let doubtful = &mut self.report.doubtful;
        if doubtful.len() < MOST_VALUES && !doubtful.contains(&shown) {
            doubtful.push(shown);
        }
    }

    pub fn finish(self) -> Completed {
        let Self { mut report, table, .. } = self;
        let mut missed: Vec<(String, u32)> = self.without_row.into_values().collect();
        missed.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
        missed.truncate(MOST_VALUES);
        report.values_without_row = missed;
        for (key, is_used) in table.keys.keys.iter().zip(self.is_used) {
            let (n, shown) = match key.is_twice {
                true => (&mut report.n_keys_twice, &mut report.keys_twice),
                false if is_used => continue,
                false => (&mut report.n_keys_unused, &mut report.keys_unused),
            };
            *n += 1;
            if shown.len() < MOST_VALUES {
                shown.push(cell::cut(&key.shown, SHOWN_CHARS));
            }
        }
        let filled = table.fills.iter().zip(self.n_filled);
        let counted = filled.filter(|((field, _), _)| field.is_some());
        report.n_filled = counted.map(|((_, name), n)| (name.clone(), n)).collect();
        let facts = if self.customers.is_empty() { self.facts_before } else { table.facts };
        Completed { customers: self.customers, lines: self.lines, facts, report }
    }
}

/// The customer with what is said of its key; `None` if that changes nothing.
fn fill(
    customer: &Customer,
    said: &Said,
    fills: &[(Option<CustomerField>, String)],
    policy: FieldPolicy,
    n_filled: &mut [u32],
) -> Option<Customer> {
    let may_change = |is_blank: bool| match policy {
        FieldPolicy::FillBlanks => is_blank,
        FieldPolicy::Overwrite => true,
        FieldPolicy::Keep => false,
    };
    let mut after = customer.clone();
    let mut note = |place: usize| {
        if let Some(n) = n_filled.get_mut(place) {
            *n += 1;
        }
    };
    for (place, value) in &said.values {
        let Some((Some(field), _)) = fills.get(*place) else { continue };
        let before = field.read(customer);
        // Said in the form that the field reads, it can be written.
        if before != *value
            && may_change(before.is_empty())
            && field.write(&mut after, value).is_ok()
        {
            note(*place);
        }
    }
    if said.stage.is_some() && may_change(customer.stage.is_none()) {
        after.stage = said.stage;
    }
    if policy != FieldPolicy::Keep {
        for tag in &said.tags {
            if !after.tags.contains(tag) {
                after.tags.push(tag.clone());
            }
        }
    }
    (after != *customer).then_some(after)
}
