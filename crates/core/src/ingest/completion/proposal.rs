//! How a table is probably meant: the column whose texts the customers have somewhere, and what the
//! other columns become. Must not know what the user makes of it.

use std::collections::HashSet;

use super::key_table::{Found, KeyTable, Said};
use super::plain_key::key_for;
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::workspace::WorkspaceFacts;
use crate::ingest::encoding::TextDecoder;
use crate::ingest::row_reader::RowReader;
use crate::ingest::values::cell;
use crate::views::completion::{CompletionMapping, KeyFit, can_fill};
use crate::views::import::{ColumnInspection, ColumnRole, Dialect, FieldPolicy, ValueKind};

/// Rows of the table that are looked at.
const MOST_ROWS: usize = 2_000;
/// Columns that may be the key.
const MOST_COLUMNS: usize = 20;
/// Customers with a value in the field, who are asked whether they have a key.
const MOST_CUSTOMERS: u32 = 5_000;
/// and whether one stands within their value.
const MOST_WITHIN: u32 = 500;
/// A key within a longer text is less sure than one that is the text.
const WITHIN_COUNTS: f64 = 0.8;
/// A name may be several people's.
const NAME_COUNTS: f64 = 0.6;
/// Where fewer customers than this share have a key, the names of the columns decide.
const LEAST_SHARE: f64 = 0.02;

/// Takes customers and keeps count of who has which column's texts.
pub struct Proposer {
    dialect: Dialect,
    columns: Vec<ColumnInspection>,
    fields: Vec<CustomerField>,
    /// Of each candidate column, by field.
    candidates: Vec<Candidate>,
    n_asked: Vec<u32>,
    n_asked_within: Vec<u32>,
    /// Custom fields by label.
    labels: Vec<(String, String)>,
}

struct Candidate {
    column: usize,
    /// Share of its filled cells that are different, 0–1: a key stands once.
    uniqueness: f64,
    texts: KeyTable,
    /// As `texts`, in the form of telephones and e-mails.
    phones: HashSet<String>,
    emails: HashSet<String>,
    n_hits: Vec<u32>,
    n_hits_within: Vec<u32>,
}

impl Proposer {
    /// `head` is the beginning of the table in the form in which its rows are read, `columns` what an
    /// inspection by this dialect saw.
    pub fn new(
        facts: &WorkspaceFacts,
        dialect: &Dialect,
        columns: Vec<ColumnInspection>,
        head: &[u8],
    ) -> Self {
        let own = [
            CustomerField::Key,
            CustomerField::Phone,
            CustomerField::Email,
            CustomerField::WeChat,
            CustomerField::CompanyId,
            CustomerField::Region,
            CustomerField::Company,
            CustomerField::LeadSource,
            CustomerField::BirthYear,
            CustomerField::Name,
        ];
        let custom = facts.custom_fields.iter();
        let custom = custom.map(|field| CustomerField::Custom(field.key.clone()));
        let fields: Vec<CustomerField> = own.into_iter().chain(custom).collect();
        let rows = read_rows(dialect, head);
        let candidates =
            columns.iter().enumerate().take(MOST_COLUMNS).filter_map(|(at, column)| {
                may_be_key(column).then(|| Candidate::new(at, &rows, fields.len())).flatten()
            });
        Self {
            dialect: dialect.clone(),
            candidates: candidates.collect(),
            columns,
            n_asked: vec![0; fields.len()],
            n_asked_within: vec![0; fields.len()],
            fields,
            labels: facts
                .custom_fields
                .iter()
                .map(|field| (field.label.clone(), field.key.clone()))
                .collect(),
        }
    }

    /// Has every field been asked about often enough?
    pub fn is_sure(&self) -> bool {
        self.n_asked.iter().all(|n| *n >= MOST_CUSTOMERS)
    }

    pub fn take(&mut self, customer: &Customer) {
        for (place, field) in self.fields.iter().enumerate() {
            if self.n_asked[place] >= MOST_CUSTOMERS {
                continue;
            }
            let plain = key_for(field, &field.read(customer));
            if plain.is_empty() {
                continue;
            }
            self.n_asked[place] += 1;
            let asks_within = holds_places(field) && self.n_asked_within[place] < MOST_WITHIN;
            self.n_asked_within[place] += u32::from(asks_within);
            for candidate in &mut self.candidates {
                if candidate.has(field, &plain) {
                    candidate.n_hits[place] += 1;
                }
                if asks_within
                    && matches!(candidate.texts.find(&plain, KeyFit::Within), Found::Key(_))
                {
                    candidate.n_hits_within[place] += 1;
                }
            }
        }
    }

    /// The join by which most customers find a row, and the other columns by what they look like.
    pub fn finish(self) -> CompletionMapping {
        let (key_column, joins_on, fit) = self.best_join().unwrap_or_else(|| self.join_by_name());
        CompletionMapping {
            dialect: self.dialect.clone(),
            n_columns: self.columns.len() as u32,
            key_column: key_column as u32,
            fills: self.propose_fills(key_column, &joins_on),
            joins_on,
            fit,
            policy: FieldPolicy::FillBlanks,
        }
    }

    fn best_join(&self) -> Option<(usize, CustomerField, KeyFit)> {
        let mut best: Option<(f64, (usize, CustomerField, KeyFit))> = None;
        // A field that few have joins few, however well it fits them.
        let least = |n_asked: &[u32]| n_asked.iter().max().map_or(0, |most| most / 2);
        let (least_whole, least_within) = (least(&self.n_asked), least(&self.n_asked_within));
        for candidate in &self.candidates {
            for (place, field) in self.fields.iter().enumerate() {
                let n_whole = self.n_asked[place].max(least_whole);
                let n_within = self.n_asked_within[place].max(least_within);
                let weight = if *field == CustomerField::Name { NAME_COUNTS } else { 1.0 };
                let weight = weight * candidate.uniqueness;
                let whole = share(candidate.n_hits[place], n_whole) * weight;
                let within = share(candidate.n_hits_within[place], n_within);
                let within = within * weight * WITHIN_COUNTS;
                for (score, fit) in [(whole, KeyFit::Whole), (within, KeyFit::Within)] {
                    if score > best.as_ref().map_or(LEAST_SHARE, |(score, _)| *score) {
                        best = Some((score, (candidate.column, field.clone(), fit)));
                    }
                }
            }
        }
        best.map(|(_, join)| join)
    }

    /// No customer has any of it: the first column that is named after a field, else the first.
    fn join_by_name(&self) -> (usize, CustomerField, KeyFit) {
        let named = self.columns.iter().enumerate().find_map(|(at, column)| {
            let field = match &column.guess {
                ColumnRole::CustomerKey => CustomerField::Key,
                ColumnRole::Phone => CustomerField::Phone,
                ColumnRole::Email => CustomerField::Email,
                ColumnRole::WeChat => CustomerField::WeChat,
                ColumnRole::Company => CustomerField::Company,
                ColumnRole::CompanyId => CustomerField::CompanyId,
                ColumnRole::Region => CustomerField::Region,
                ColumnRole::LeadSource => CustomerField::LeadSource,
                ColumnRole::Name => CustomerField::Name,
                _ => {
                    let label = self.labels.iter().find(|(label, _)| *label == column.header)?;
                    CustomerField::Custom(label.1.clone())
                }
            };
            Some((at, field))
        });
        let (at, field) = named.unwrap_or((0, CustomerField::Region));
        (at, field, KeyFit::Whole)
    }

    fn propose_fills(&self, key: usize, joins_on: &CustomerField) -> Vec<(u32, ColumnRole)> {
        let mut fills: Vec<(u32, ColumnRole)> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if at == key || column.looks_like == ValueKind::Empty {
                continue;
            }
            let role = match &column.guess {
                role if can_fill(role) => role.clone(),
                // What tells people apart stays out of it; what else a table says gets a field.
                ColumnRole::CustomerKey
                | ColumnRole::Name
                | ColumnRole::Phone
                | ColumnRole::Email
                | ColumnRole::WeChat
                | ColumnRole::CompanyId => continue,
                _ => ColumnRole::custom(&column.header),
            };
            let is_joined = matches!(
                (&role, joins_on),
                (ColumnRole::Region, CustomerField::Region)
                    | (ColumnRole::Company, CustomerField::Company)
                    | (ColumnRole::LeadSource, CustomerField::LeadSource)
                    | (ColumnRole::BirthYear, CustomerField::BirthYear)
            );
            let is_taken = fills.iter().any(|(_, other)| *other == role);
            let role =
                if is_joined || is_taken { ColumnRole::custom(&column.header) } else { role };
            fills.push((at as u32, role));
        }
        fills
    }
}

impl Candidate {
    /// `None` if nothing stands in the column.
    fn new(column: usize, rows: &[Vec<String>], n_fields: usize) -> Option<Self> {
        let mut texts = KeyTable::default();
        let mut n_filled = 0_u32;
        let (mut phones, mut emails) = (HashSet::new(), HashSet::new());
        for text in rows.iter().filter_map(|row| row.get(column)) {
            let plain = key_for(&CustomerField::Region, text);
            if plain.is_empty() {
                continue;
            }
            n_filled += 1;
            phones.insert(key_for(&CustomerField::Phone, text));
            emails.insert(key_for(&CustomerField::Email, text));
            if texts.add(plain, "", Said::default()).is_err() {
                break;
            }
        }
        let uniqueness = share(texts.keys.len() as u32, n_filled);
        let n_hits = vec![0; n_fields];
        let n_hits_within = n_hits.clone();
        (n_filled > 0).then_some(Self {
            column,
            uniqueness,
            texts,
            phones,
            emails,
            n_hits,
            n_hits_within,
        })
    }

    fn has(&self, field: &CustomerField, plain: &str) -> bool {
        match field {
            CustomerField::Phone => self.phones.contains(plain),
            CustomerField::Email => self.emails.contains(plain),
            _ => matches!(self.texts.find(plain, KeyFit::Whole), Found::Key(_)),
        }
    }
}

/// Amounts, dates and marks are what a table tells, not what it is looked up by.
fn may_be_key(column: &ColumnInspection) -> bool {
    let is_told = matches!(
        column.guess,
        ColumnRole::SpendingPower
            | ColumnRole::Budget
            | ColumnRole::Member
            | ColumnRole::Stage
            | ColumnRole::Tags
            | ColumnRole::Reasons
            | ColumnRole::KnownSince
    );
    let is_amount = matches!(
        column.looks_like,
        ValueKind::Empty | ValueKind::Money | ValueKind::Date | ValueKind::YesNo
    );
    !is_told && !is_amount
}

/// May an address or another long text stand in this field?
fn holds_places(field: &CustomerField) -> bool {
    matches!(field, CustomerField::Region | CustomerField::Company | CustomerField::Custom(_))
}

fn share(n: u32, of: u32) -> f64 {
    if of == 0 { 0.0 } else { f64::from(n) / f64::from(of) }
}

/// The first rows behind the names, as far as they can be read.
fn read_rows(dialect: &Dialect, head: &[u8]) -> Vec<Vec<String>> {
    let n_header_rows = if dialect.has_header { dialect.n_header_rows.max(1) } else { 0 };
    let first_row = u64::from(dialect.header_row) + u64::from(n_header_rows);
    let mut decoder = TextDecoder::new(dialect.encoding);
    let text = match &mut decoder {
        Some(decoder) => decoder.decode(head, false),
        None => head,
    };
    let mut rows = Vec::new();
    let mut reader = RowReader::new(&dialect.delimiter);
    let mut take = |row: crate::ingest::row_reader::Row<'_>| {
        if rows.len() < MOST_ROWS
            && row.number >= first_row
            && !row.unclosed_quote
            && let Some(text) = row.text()
        {
            let cells = text.cells().take(MOST_COLUMNS);
            rows.push(cells.map(|text| cell::clean_line(text).into_owned()).collect());
        }
        Ok(())
    };
    // Where a cell is too large, what came before it is enough.
    if reader.feed(text, &mut take).is_ok() {
        let _ = reader.finish(&mut take);
    }
    rows
}
