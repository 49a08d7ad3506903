//! A whole file, slice by slice, into a workspace.
//!
//! Owns the order of work on a row: read it, judge it, find its customer, add its order. Works on
//! copies that share every chunk, so that a file given up half-way has changed nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::custom_value::column_kinds;
use super::customer_rows::{CustomerReader, merge, names_agree};
use super::doubts::Doubts;
use super::encoding::TextDecoder;
use super::habits::join_names;
use super::inspection::{HEAD_BYTES, unique_headers};
use super::matching::{CustomerIndex, FoundBy, Identities, names_somebody};
use super::order_book::OrderBook;
use super::order_rows::OrderReader;
use super::product_index::ProductIndex;
use super::rejects::{Quarantine, Rejects};
use super::repeated_people::RepeatedPeople;
use super::row_reader::{MAX_COLUMNS, Row, RowReader, TextRow};
use super::values::cell;
use super::working_table::WorkingTable;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::workspace::{CustomField, WorkspaceFacts};
use crate::table::tables::Tables;
use crate::views::import::{
    ColumnRole, Dialect, Doubt, FileProblem, ImportMapping, ImportReport, RejectReason,
    TextEncoding,
};

/// What a file made of a workspace.
#[derive(Debug)]
pub struct Imported {
    pub tables: Tables,
    pub report: ImportReport,
    /// The names of the file's columns.
    pub headers: Vec<String>,
    pub quarantine: Quarantine,
    /// Ascending.
    pub customers_new: Vec<CustomerId>,
    /// Ascending; those who were here before and of whom something changed.
    pub customers_updated: Vec<CustomerId>,
}

/// Takes a file's bytes and builds the workspace that it leads to.
pub struct Importer {
    reader: RowReader,
    intake: Intake,
    /// The beginning of the file, until enough is there to say what custom columns look like.
    head: Option<Vec<u8>>,
    dialect: Dialect,
    /// In front of everything else, where the file is not in UTF-8.
    decoder: Option<TextDecoder>,
}

impl Importer {
    /// Checks the mapping before a byte is read. `today` dates notes, turns ages into birth years and
    /// shows which orders are dated ahead.
    ///
    /// # Errors
    /// The mapping names nobody, gives a role twice, or half of an order.
    pub fn new(tables: &Tables, mapping: &ImportMapping, today: Day) -> Result<Self, FileProblem> {
        check_mapping(mapping)?;
        let has_custom =
            mapping.columns.iter().any(|role| matches!(role, ColumnRole::Custom { .. }));
        Ok(Self {
            reader: RowReader::new(mapping.dialect.delimiter),
            intake: Intake::new(tables, mapping, today),
            head: has_custom.then(Vec::new),
            // What is behind the decoder is in UTF-8.
            dialect: Dialect { encoding: TextEncoding::Utf8, ..mapping.dialect.clone() },
            decoder: TextDecoder::new(mapping.dialect.encoding),
        })
    }

    /// Takes the next bytes, of any length; returns the data rows read so far.
    ///
    /// # Errors
    /// The file is bad as a whole (a cell too large, another file than the one inspected).
    pub fn feed(&mut self, bytes: &[u8]) -> Result<u64, FileProblem> {
        self.feed_encoded(bytes, false)?;
        Ok(self.intake.report.n_rows)
    }

    fn feed_encoded(&mut self, bytes: &[u8], is_last: bool) -> Result<(), FileProblem> {
        let Some(mut decoder) = self.decoder.take() else { return self.feed_text(bytes) };
        let fed = self.feed_text(decoder.decode(bytes, is_last));
        self.decoder = Some(decoder);
        fed
    }

    fn feed_text(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let mut rest = bytes;
        if let Some(head) = &mut self.head {
            let (own, after) = bytes.split_at(bytes.len().min(HEAD_BYTES - head.len()));
            head.extend_from_slice(own);
            if head.len() < HEAD_BYTES {
                return Ok(());
            }
            self.read_head(false)?;
            rest = after;
        }
        self.read(rest)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let Self { reader, intake, .. } = self;
        reader.feed(bytes, &mut |row| intake.take(&row))
    }

    fn read_head(&mut self, whole: bool) -> Result<(), FileProblem> {
        let Some(head) = self.head.take() else { return Ok(()) };
        let kinds = column_kinds(&head, whole, &self.dialect);
        self.intake.customer_reader.know_kinds(&kinds);
        self.read(&head)
    }

    /// The file has ended: the workspace with its rows in it, and what came of them.
    ///
    /// # Errors
    /// There was nothing in the file, or nothing of it could be used.
    pub fn finish(mut self) -> Result<Imported, FileProblem> {
        self.feed_encoded(b"", true)?;
        self.read_head(true)?;
        let Self { reader, mut intake, .. } = self;
        let n_blank_lines = reader.finish(&mut |row| intake.take(&row))?;
        intake.report.n_blank_rows += n_blank_lines;
        intake.finish()
    }
}

fn check_mapping(mapping: &ImportMapping) -> Result<(), FileProblem> {
    if mapping.columns.len() > MAX_COLUMNS {
        return Err(FileProblem::TooManyColumns {
            n_columns: mapping.columns.len() as u32,
            limit: MAX_COLUMNS as u32,
        });
    }
    let mut seen = BTreeSet::new();
    for role in &mapping.columns {
        if *role != ColumnRole::Skip && !seen.insert(role) {
            return Err(FileProblem::RoleTwice { role: role.clone() });
        }
    }
    if !Identities::of(&mapping.columns).any() {
        return Err(FileProblem::NobodyNamed);
    }
    if seen.contains(&ColumnRole::OrderDate) != seen.contains(&ColumnRole::OrderAmount) {
        return Err(FileProblem::OrderIncomplete);
    }
    Ok(())
}

/// Everything but the bytes: rows go in, a workspace comes out.
struct Intake {
    tables: Tables,
    today: Day,
    n_columns: usize,
    /// What stands above this row is a title.
    first_row: u64,
    /// Rows of names that are yet to come, and those that have.
    n_header_rows_left: u32,
    header_rows: Vec<Vec<String>>,
    headers: Vec<String>,
    customer_reader: CustomerReader,
    order_reader: Option<OrderReader>,
    customers: WorkingTable<Customer>,
    index: CustomerIndex,
    first_rows: FirstRows,
    repeated: RepeatedPeople,
    orders: OrderBook,
    products: ProductIndex,
    rejects: Rejects,
    /// Rows whose person came in and whose order did not.
    order_rejects: Rejects,
    quarantine: Quarantine,
    doubts: Doubts,
    /// How often a column had a cell that was left out.
    n_unread: BTreeMap<usize, u32>,
    report: ImportReport,
}

impl Intake {
    fn new(tables: &Tables, mapping: &ImportMapping, today: Day) -> Self {
        let mut tables = tables.clone();
        let n_fields = tables.facts.custom_fields.len();
        let field_keys = add_fields(&mut tables.facts, &mapping.columns);
        let report = ImportReport {
            n_fields_new: (tables.facts.custom_fields.len() - n_fields) as u32,
            ..ImportReport::default()
        };
        let field_key = |at: usize| field_keys.get(&at).cloned();
        let order_reader = OrderReader::new(&mapping.columns, &mapping.dialect);
        let has_order_keys = order_reader.as_ref().is_some_and(OrderReader::has_keys);
        let next_ids = tables.next_ids;
        let customer_reader =
            CustomerReader::new(&mapping.columns, field_key, &mapping.dialect, today);
        let index = CustomerIndex::new(
            Identities::of(&mapping.columns),
            &customer_reader,
            order_reader.is_some(),
            tables.customers.iter(),
        );
        Self {
            today,
            n_columns: mapping.columns.len(),
            first_row: u64::from(mapping.dialect.header_row),
            n_header_rows_left: if mapping.dialect.has_header {
                mapping.dialect.n_header_rows.max(1)
            } else {
                0
            },
            header_rows: Vec::new(),
            headers: unique_headers(&vec![String::new(); mapping.columns.len()]),
            customer_reader,
            order_reader,
            index,
            customers: WorkingTable::new(tables.customers.clone()),
            first_rows: FirstRows::new(next_ids.customer),
            repeated: RepeatedPeople::new(),
            orders: OrderBook::new(&tables.orders, next_ids.order, has_order_keys),
            products: ProductIndex::new(&tables.products, next_ids.product),
            rejects: Rejects::default(),
            order_rejects: Rejects::default(),
            quarantine: Quarantine::default(),
            doubts: Doubts::default(),
            n_unread: BTreeMap::new(),
            report,
            tables,
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), FileProblem> {
        if row.number < self.first_row {
            return Ok(());
        }
        let text = row.text();
        if text.is_some_and(|text| text.is_blank()) {
            self.report.n_blank_rows += 1;
            return Ok(());
        }
        if self.n_header_rows_left > 0 {
            return self.take_header(text);
        }
        self.report.n_rows += 1;
        let Some(text) = text else {
            self.reject(RejectReason::Undecodable, row, &row.lossy());
            return Ok(());
        };
        if row.unclosed_quote {
            let open = text.cell(text.n_cells() - 1);
            self.reject(RejectReason::UnclosedQuote, row, open);
        } else if let Err((reason, value)) = self.take_data(row, &text) {
            self.reject(reason, row, value);
        }
        Ok(())
    }

    fn reject(&mut self, reason: RejectReason, row: &Row<'_>, value: &str) {
        self.rejects.add(reason, row.number, value);
        self.quarantine.add(reason, false, row);
    }

    fn take_header(&mut self, text: Option<TextRow<'_>>) -> Result<(), FileProblem> {
        let text = text.ok_or(FileProblem::HeaderUndecodable)?;
        self.header_rows.push(text.cells().map(str::to_owned).collect());
        self.n_header_rows_left -= 1;
        if self.n_header_rows_left > 0 {
            return Ok(());
        }
        let names = join_names(&self.header_rows);
        if names.len() != self.n_columns {
            return Err(FileProblem::Unreadable {
                detail: format!("{} columns, not {}", names.len(), self.n_columns),
            });
        }
        self.headers = unique_headers(&names);
        Ok(())
    }

    /// Everything is read before anything is changed. A row that is left out changes nothing, and one
    /// whose order is left out only its person.
    fn take_data<'a>(
        &mut self,
        whole: &Row<'_>,
        row: &TextRow<'a>,
    ) -> Result<(), (RejectReason, &'a str)> {
        let number = whole.number;
        let mut surplus = row.cells().skip(self.n_columns);
        if let Some(value) = surplus.find(|text| !cell::clean(text).is_empty()) {
            return Err((RejectReason::TooManyCells, value));
        }
        let mut unread = Vec::new();
        // Where the file says more of people than their number, a row is a person, with or without
        // an order; elsewhere it is an order or nothing.
        let is_person = self.customer_reader.describes_people();
        let orders = self.order_reader.as_ref();
        let orders = orders.filter(|orders| !is_person || !orders.is_without_order(row));
        let is_order = orders.is_some();
        let repeated = match is_order {
            true => self.repeated.recall(self.customer_reader.cells(row)),
            false => None,
        };
        let person = match repeated {
            Some(id) => RowPerson::Repeated(id),
            None => RowPerson::Described(Box::new(self.customer_reader.read(row, &mut unread))),
        };
        if let RowPerson::Described(person) = &person
            && !names_somebody(person)
        {
            let is_short = row.n_cells() < self.n_columns;
            let reason =
                if is_short { RejectReason::TooFewCells } else { RejectReason::NobodyNamed };
            let shown = row.cells().find(|text| !cell::clean(text).is_empty());
            return Err((reason, shown.unwrap_or_default()));
        }
        let all_read = unread.is_empty();
        let order = match orders.map(|orders| orders.read(row, &mut unread)).transpose() {
            Err((reason, value)) if is_person => {
                self.order_rejects.add(reason, number, value);
                self.quarantine.add(reason, true, whole);
                None
            }
            order => order?,
        };
        for column in unread {
            *self.n_unread.entry(column).or_default() += 1;
        }
        let customer = match person {
            RowPerson::Repeated(id) => id,
            RowPerson::Described(person) => {
                let (id, is_settled) = self.take_person(*person, number, is_order);
                if is_settled && is_order && all_read {
                    self.repeated.note(id);
                } else {
                    self.repeated.forget(id);
                }
                id
            }
        };
        if let Some(mut order) = order {
            if order.day > self.today {
                self.doubts.add(Doubt::DatedAhead, number);
            }
            let product = self.products.find_or_add(std::mem::take(&mut order.product));
            self.orders.add(customer, &order, product);
        }
        Ok(())
    }

    /// Finds or adds the person that a row speaks of, and notes what about it should be looked at. Also
    /// tells whether the same row once more would change nothing and be nothing to look at.
    fn take_person(
        &mut self,
        mut person: Customer,
        row: u64,
        is_order: bool,
    ) -> (CustomerId, bool) {
        let found = self.index.find(&person, &self.customer_reader, &self.customers);
        let Some((id, by)) = found else {
            let id = CustomerId(self.tables.next_ids.customer);
            self.tables.next_ids.customer += 1;
            person.id = id;
            self.index.note(id, &person);
            let is_settled = self.index.find_by_key(&person.key) == Some(id);
            self.customers.add(person);
            self.first_rows.note(id, row);
            return (id, is_settled);
        };
        let first_row = self.first_rows.of(id);
        if by == FoundBy::Name {
            self.doubts.add(Doubt::NameAlone, row);
        } else if first_row.is_some() && !is_order {
            self.doubts.add(Doubt::AgainInFile, row);
        }
        let known = self.customers.get(id);
        if known.is_some_and(|known| !names_agree(&known.name, &person.name)) {
            let doubt = match by {
                FoundBy::Key => Doubt::NamesUnderOneKey,
                _ => Doubt::NamesUnderOneContact,
            };
            self.doubts.add_contradiction(doubt, id, first_row, row);
        }
        // Where an order came from is not how its customer came, unless nothing else is known.
        if is_order && known.is_some_and(|known| !known.lead_source.is_empty()) {
            person.lead_source.clear();
        }
        let name = person.name.clone();
        // A row that gives only the number by which the customer was found adds nothing.
        if self.customer_reader.describes_people() {
            self.index.note(id, &person);
            self.customers.update(id, |known| merge(known, person));
        }
        self.first_rows.note(id, row);
        let agrees = self.customers.get(id).is_some_and(|known| names_agree(&known.name, &name));
        (id, agrees && matches!(by, FoundBy::Key | FoundBy::Contact))
    }

    fn finish(self) -> Result<Imported, FileProblem> {
        let Self { mut tables, mut report, headers, .. } = self;
        if report.n_rows == 0 {
            return Err(if self.n_header_rows_left > 0 && self.header_rows.is_empty() {
                FileProblem::Empty
            } else {
                FileProblem::HeaderOnly
            });
        }
        report.n_customers_new = self.customers.n_fresh() as u32;
        report.n_customers_updated = self.customers.n_changed() as u32;
        let n_found = self.first_rows.n_known_before();
        report.n_customers_unchanged = (n_found - self.customers.n_changed()) as u32;
        report.n_orders = self.orders.n_new() as u32;
        report.n_order_lines = self.orders.n_lines() as u32;
        report.n_orders_known = self.orders.n_known() as u32;
        report.n_products_new = self.products.n_new() as u32;
        report.n_cells_dropped =
            self.n_unread.into_iter().map(|(at, n)| (headers[at].clone(), n)).collect();
        report.rejected = self.rejects.into_counts();
        report.orders_rejected = self.order_rejects.into_counts();
        report.doubts = self.doubts.into_counts();
        if report.n_rejected() == report.n_rows {
            return Err(FileProblem::AllRowsRejected { report: Box::new(report) });
        }
        let customers_new = self.customers.fresh_ids().collect();
        let customers_updated = self.customers.changed_ids().collect();
        tables.customers = self.customers.finish();
        (tables.orders, tables.next_ids.order) = self.orders.finish();
        (tables.products, tables.next_ids.product) = self.products.finish();
        let quarantine = self.quarantine;
        Ok(Imported { tables, report, headers, quarantine, customers_new, customers_updated })
    }
}

/// Whom a row speaks of.
enum RowPerson {
    /// It says of its person what the last one did.
    Repeated(CustomerId),
    Described(Box<Customer>),
}

/// Everybody of whom the file has spoken so far, with the row that did so first.
struct FirstRows {
    first_new: CustomerId,
    /// Of those who are new, in the order of their ids.
    new: Vec<u64>,
    known: HashMap<CustomerId, u64>,
}

impl FirstRows {
    /// New people get their ids one after the other from `next_id` on, each with its first row.
    fn new(next_id: u32) -> Self {
        Self { first_new: CustomerId(next_id), new: Vec::new(), known: HashMap::new() }
    }

    fn of(&self, id: CustomerId) -> Option<u64> {
        match self.place_among_new(id) {
            Some(place) => self.new.get(place).copied(),
            None => self.known.get(&id).copied(),
        }
    }

    /// Of several rows, the first stays.
    fn note(&mut self, id: CustomerId, row: u64) {
        match self.place_among_new(id) {
            Some(place) if place == self.new.len() => self.new.push(row),
            Some(_) => {}
            None => {
                self.known.entry(id).or_insert(row);
            }
        }
    }

    fn n_known_before(&self) -> usize {
        self.known.len()
    }

    fn place_among_new(&self, id: CustomerId) -> Option<usize> {
        id.0.checked_sub(self.first_new.0).map(|place| place as usize)
    }
}

/// Gives every custom column its field: one of the workspace with that label, or a new one. Returns
/// the field's key by column.
pub(super) fn add_fields(
    facts: &mut Arc<WorkspaceFacts>,
    columns: &[ColumnRole],
) -> BTreeMap<usize, String> {
    let mut keys = BTreeMap::new();
    for (at, role) in columns.iter().enumerate() {
        let ColumnRole::Custom { label, .. } = role else { continue };
        let label = cell::clean_line(label);
        if label.is_empty() {
            continue;
        }
        let fields = &facts.custom_fields;
        if let Some(field) = fields.iter().find(|field| field.label == label) {
            keys.insert(at, field.key.clone());
            continue;
        }
        let mut key = label.to_lowercase();
        while fields.iter().any(|field| field.key == key) {
            key.push('\'');
        }
        keys.insert(at, key.clone());
        Arc::make_mut(facts).custom_fields.push(CustomField {
            key,
            label: label.into_owned(),
            kind: None,
        });
    }
    keys
}
