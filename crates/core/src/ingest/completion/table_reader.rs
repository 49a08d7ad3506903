//! A table's bytes, slice by slice, into what it says by key. Must not know which customers there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::key_table::{KeyTable, Said};
use super::plain_key::key_for;
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::workspace::WorkspaceFacts;
use crate::ingest::custom_fields::{add_fields, field_by_column};
use crate::ingest::customer_rows::CustomerReader;
use crate::ingest::encoding::TextDecoder;
use crate::ingest::row_reader::{Row, RowReader};
use crate::ingest::values::cell;
use crate::table::custom_column;
use crate::views::completion::CompletionMapping;
use crate::views::import::{ColumnInspection, ColumnRole, FileProblem, ImportMapping};

/// What a table says.
pub struct ReadTable {
    pub keys: KeyTable,
    /// What the filled columns become, with their names; `None`: a stage or tags.
    pub fills: Vec<(Option<CustomerField>, String)>,
    /// With the fields that the table brings along.
    pub facts: Arc<WorkspaceFacts>,
    pub n_rows: u32,
    pub n_rows_unusable: u32,
    pub n_cells_dropped: Vec<(String, u32)>,
}

/// Takes a table's bytes.
pub struct TableReader {
    reader: RowReader,
    decoder: Option<TextDecoder>,
    intake: Intake,
}

impl TableReader {
    /// `columns` is what an inspection by this mapping's dialect saw, one per column; columns of
    /// `mapping` that are not among them are passed over.
    pub fn new(
        facts: &Arc<WorkspaceFacts>,
        mapping: &CompletionMapping,
        columns: &[ColumnInspection],
        today: Day,
    ) -> Self {
        let dialect = &mapping.dialect;
        let mut facts = facts.clone();
        let mut roles = vec![ColumnRole::Skip; columns.len()];
        for (at, role) in &mapping.fills {
            if let Some(own) = roles.get_mut(*at as usize) {
                *own = role.clone();
            }
        }
        let field_keys = add_fields(&mut facts, &roles);
        let reading = ImportMapping::new(dialect.clone(), roles.clone());
        let mut people =
            CustomerReader::new(&reading, field_by_column(&facts, &field_keys), &facts, today);
        let kinds: Vec<_> = columns.iter().map(|column| column.looks_like).collect();
        people.know_kinds(&kinds);
        let filled = roles.iter().enumerate().filter(|(_, role)| **role != ColumnRole::Skip);
        let fills: Vec<Fill> = filled
            .map(|(at, role)| Fill { column: at, field: field_of(role, field_keys.get(&at)) })
            .collect();
        let n_header_rows = if dialect.has_header { dialect.n_header_rows.max(1) } else { 0 };
        let intake = Intake {
            headers: columns.iter().map(|column| column.header.clone()).collect(),
            first_row: u64::from(dialect.header_row) + u64::from(n_header_rows),
            key_column: mapping.key_column as usize,
            joins_on: mapping.joins_on.clone(),
            people,
            fills,
            facts,
            keys: KeyTable::default(),
            n_rows: 0,
            n_rows_unusable: 0,
            n_unread: BTreeMap::new(),
        };
        Self {
            reader: RowReader::new(&dialect.delimiter),
            decoder: TextDecoder::new(dialect.encoding),
            intake,
        }
    }

    /// Takes the next bytes, of any length; returns the rows read so far.
    ///
    /// # Errors
    /// A cell is too large, or the table says more than is kept.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<u64, FileProblem> {
        let Self { reader, decoder, intake } = self;
        let bytes = match decoder {
            Some(decoder) => decoder.decode(bytes, false),
            None => bytes,
        };
        reader.feed(bytes, &mut |row| intake.take(&row))?;
        Ok(u64::from(self.intake.n_rows))
    }

    /// The table has ended.
    ///
    /// # Errors
    /// There was not one row in it.
    pub fn finish(self) -> Result<ReadTable, FileProblem> {
        let Self { mut reader, mut decoder, mut intake } = self;
        if let Some(decoder) = &mut decoder {
            reader.feed(decoder.decode(b"", true), &mut |row| intake.take(&row))?;
        }
        reader.finish(&mut |row| intake.take(&row))?;
        if intake.n_rows == 0 {
            return Err(FileProblem::HeaderOnly);
        }
        let name = |at: usize| intake.headers.get(at).cloned().unwrap_or_default();
        Ok(ReadTable {
            fills: intake
                .fills
                .iter()
                .map(|fill| (fill.field.clone(), name(fill.column)))
                .collect(),
            n_cells_dropped: intake.n_unread.iter().map(|(at, n)| (name(*at), *n)).collect(),
            keys: intake.keys,
            facts: intake.facts,
            n_rows: intake.n_rows,
            n_rows_unusable: intake.n_rows_unusable,
        })
    }
}

/// A column that is taken over.
struct Fill {
    column: usize,
    field: Option<CustomerField>,
}

/// Everything but the bytes.
struct Intake {
    headers: Vec<String>,
    /// Rows before this one are titles and names.
    first_row: u64,
    key_column: usize,
    joins_on: CustomerField,
    people: CustomerReader,
    fills: Vec<Fill>,
    facts: Arc<WorkspaceFacts>,
    keys: KeyTable,
    n_rows: u32,
    n_rows_unusable: u32,
    n_unread: BTreeMap<usize, u32>,
}

impl Intake {
    fn take(&mut self, row: &Row<'_>) -> Result<(), FileProblem> {
        let text = row.text();
        if row.number < self.first_row || text.is_some_and(|text| text.is_blank()) {
            return Ok(());
        }
        self.n_rows = self.n_rows.saturating_add(1);
        let usable = text.filter(|text| {
            let mut surplus = text.cells().skip(self.headers.len());
            !row.unclosed_quote && surplus.all(|text| cell::clean(text).is_empty())
        });
        let Some(text) = usable else {
            self.n_rows_unusable += 1;
            return Ok(());
        };
        let shown = cell::clean_line(text.cell(self.key_column));
        let plain = key_for(&self.joins_on, &shown);
        if plain.is_empty() {
            self.n_rows_unusable += 1;
            return Ok(());
        }
        let mut unread = Vec::new();
        let said = self.people.read(&text, &mut unread).customer;
        let mut values = Vec::new();
        for (place, fill) in self.fills.iter().enumerate() {
            let Some(field) = &fill.field else { continue };
            let value = field.read(&said);
            if !self.may_stand(field, &value) {
                unread.push(fill.column);
            } else if !value.is_empty() {
                values.push((place, value));
            }
        }
        for column in unread {
            *self.n_unread.entry(column).or_default() += 1;
        }
        let said = Said { values, stage: said.stage, tags: said.tags };
        self.keys.add(plain, &shown, said)
    }

    /// A field whose kind the user has chosen takes nothing else.
    fn may_stand(&self, field: &CustomerField, value: &str) -> bool {
        let CustomerField::Custom(key) = field else { return true };
        let known = self.facts.custom_fields.iter().find(|known| known.key == *key);
        known.is_none_or(|known| custom_column::fits(known.kind, value))
    }
}

/// `None` for what is no single text.
fn field_of(role: &ColumnRole, custom: Option<&String>) -> Option<CustomerField> {
    Some(match role {
        ColumnRole::Company => CustomerField::Company,
        ColumnRole::Region => CustomerField::Region,
        ColumnRole::Sex => CustomerField::Sex,
        ColumnRole::Occupation => CustomerField::Occupation,
        ColumnRole::Personality => CustomerField::Personality,
        ColumnRole::BirthYear => CustomerField::BirthYear,
        ColumnRole::LeadSource => CustomerField::LeadSource,
        ColumnRole::KnownSince => CustomerField::KnownSince,
        ColumnRole::Member => CustomerField::Member,
        ColumnRole::Budget => CustomerField::Budget,
        ColumnRole::SpendingPower => CustomerField::SpendingPower,
        ColumnRole::Custom { .. } => CustomerField::Custom(custom?.clone()),
        _ => return None,
    })
}
