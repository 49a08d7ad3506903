//! A table's bytes, slice by slice, into past events and the rows that are none, each with its reason.

use std::collections::BTreeMap;

use super::method_word::read_method;
use crate::domain::day::Day;
use crate::domain::event::EventCounts;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::ingest::encoding::TextDecoder;
use crate::ingest::row_reader::{Row, RowReader, TextRow};
use crate::ingest::values::{cell, date, number};
use crate::views::import::FileProblem;
use crate::views::past_events::{
    PastEvent, PastEventColumn, PastEventsMapping, PastEventsReport, RefusedRow, WhyNoEvent,
};

/// Events that one table brings at most: each is kept with a plan.
pub const MAX_PAST_EVENTS: usize = 300;
/// Rows that are told of as no event at most.
const MAX_REFUSED: usize = 300;
/// A longer name is no name.
const NAME_CHARS: usize = 200;
const TEXT_CHARS: usize = 60;

/// Names and days of the events that are there; `None`: without a row of their own.
pub type KnownEvents = BTreeMap<(String, Day), Option<u64>>;

/// Takes a table's bytes.
pub struct PastEventsReader {
    reader: RowReader,
    decoder: Option<TextDecoder>,
    intake: Intake,
}

impl PastEventsReader {
    /// `mapping` is of the rows, as [`Prepared::mapping_of_rows`](crate::ingest::Prepared::mapping_of_rows)
    /// has it.
    pub fn new(mapping: &PastEventsMapping, known: KnownEvents, today: Day) -> Self {
        let dialect = &mapping.dialect;
        let n_header_rows = if dialect.has_header { dialect.n_header_rows.max(1) } else { 0 };
        let chosen = |column: &PastEventColumn| mapping.columns.contains(&Some(*column));
        let needed = PastEventColumn::ALL.into_iter().filter(|column| column.is_needed());
        let report = PastEventsReport {
            missing: needed.filter(|column| !chosen(column)).collect(),
            ..PastEventsReport::default()
        };
        Self {
            reader: RowReader::new(&dialect.delimiter),
            decoder: TextDecoder::new(dialect.encoding),
            intake: Intake {
                first_row: u64::from(dialect.header_row) + u64::from(n_header_rows),
                mapping: mapping.clone(),
                known,
                today,
                report,
            },
        }
    }

    /// Takes the next bytes, of any length; returns the rows read so far.
    ///
    /// # Errors
    /// A cell is too large.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<u64, FileProblem> {
        let Self { reader, decoder, intake } = self;
        let bytes = match decoder {
            Some(decoder) => decoder.decode(bytes, false),
            None => bytes,
        };
        reader.feed(bytes, &mut |row| intake.take(&row))?;
        Ok(u64::from(self.intake.report.n_rows))
    }

    /// The table has ended.
    ///
    /// # Errors
    /// There was not one row in it.
    pub fn finish(self) -> Result<PastEventsReport, FileProblem> {
        let Self { mut reader, mut decoder, mut intake } = self;
        if let Some(decoder) = &mut decoder {
            reader.feed(decoder.decode(b"", true), &mut |row| intake.take(&row))?;
        }
        reader.finish(&mut |row| intake.take(&row))?;
        match intake.report.n_rows {
            0 => Err(FileProblem::HeaderOnly),
            _ => Ok(intake.report),
        }
    }
}

/// Everything but the bytes.
struct Intake {
    /// Rows before this one are titles and names.
    first_row: u64,
    mapping: PastEventsMapping,
    known: KnownEvents,
    today: Day,
    report: PastEventsReport,
}

impl Intake {
    fn take(&mut self, row: &Row<'_>) -> Result<(), FileProblem> {
        let text = row.text();
        if row.number < self.first_row || text.is_some_and(|text| text.is_blank()) {
            return Ok(());
        }
        self.report.n_rows = self.report.n_rows.saturating_add(1);
        if !self.report.missing.is_empty() {
            return Ok(());
        }
        let usable = text.filter(|text| {
            let mut surplus = text.cells().skip(self.mapping.columns.len());
            !row.unclosed_quote && surplus.all(|text| cell::clean(text).is_empty())
        });
        let read = match &usable {
            Some(text) => self.read(row.number, text),
            None => Err(WhyNoEvent::Unusable),
        };
        match read {
            Ok(event) => {
                self.known.insert((event.name.clone(), event.day), Some(event.row));
                self.report.events.push(event);
            }
            Err(why) if self.report.refused.len() < MAX_REFUSED => {
                let name = usable.map(|text| self.cell(&text, PastEventColumn::Name));
                let name = cell::cut(&name.unwrap_or_default(), TEXT_CHARS);
                self.report.refused.push(RefusedRow { row: row.number, name, why });
            }
            Err(_) => {}
        }
        Ok(())
    }

    fn read(&self, row: u64, text: &TextRow<'_>) -> Result<PastEvent, WhyNoEvent> {
        let name = self.cell(text, PastEventColumn::Name);
        if name.is_empty() {
            return Err(WhyNoEvent::Empty(PastEventColumn::Name));
        }
        let name = cell::cut(&name, NAME_CHARS);
        let day = self.read_day(text)?;
        let method = self.read_method(text)?;
        let counts = self.read_counts(text)?;
        let later = self.read_later(text, counts.ordered)?;
        match self.known.get(&(name.clone(), day)) {
            Some(None) => return Err(WhyNoEvent::AlreadyThere),
            Some(Some(row)) => return Err(WhyNoEvent::SameAs { row: *row }),
            None => {}
        }
        if self.report.events.len() >= MAX_PAST_EVENTS {
            return Err(WhyNoEvent::TooMany { limit: MAX_PAST_EVENTS as u32 });
        }
        Ok(PastEvent { row, name, day, method, counts, later })
    }

    fn read_day(&self, text: &TextRow<'_>) -> Result<Day, WhyNoEvent> {
        let column = PastEventColumn::Day;
        let written = self.filled(text, column)?;
        let at = self.place_of(column).unwrap_or_default();
        let moment = date::read(&written, self.mapping.dialect.date_order_of(at));
        let day = moment.ok_or_else(|| unread(column, &written))?.day;
        if day > self.today { Err(WhyNoEvent::NotPast(day)) } else { Ok(day) }
    }

    fn read_method(&self, text: &TextRow<'_>) -> Result<Method, WhyNoEvent> {
        let column = PastEventColumn::Method;
        match self.filled(text, column) {
            Ok(written) => read_method(&written).ok_or_else(|| unread(column, &written)),
            Err(_) => Ok(self.mapping.method),
        }
    }

    fn read_counts(&self, text: &TextRow<'_>) -> Result<EventCounts, WhyNoEvent> {
        let mut heads = [0; 4];
        for (place, column) in PastEventColumn::HEADS.into_iter().enumerate() {
            let n = self.read_head(text, column)?;
            let rises = |earlier: &usize| !EventCounts::may_rise(place) && heads[*earlier] < n;
            if let Some(earlier) = place.checked_sub(1).filter(rises) {
                let before = PastEventColumn::HEADS[earlier];
                let n_before = heads[earlier];
                return Err(WhyNoEvent::MoreThanBefore { column, n, before, n_before });
            }
            heads[place] = n;
        }
        let [invited, registered, attended, ordered] = heads;
        let cost = self.read_money(text, PastEventColumn::Cost)?;
        let revenue = self.read_money(text, PastEventColumn::Revenue)?;
        Ok(EventCounts { invited, registered, attended, ordered, cost, revenue })
    }

    /// Nothing written is not counted yet.
    fn read_later(
        &self,
        text: &TextRow<'_>,
        n_ordered: u32,
    ) -> Result<[Option<u32>; 2], WhyNoEvent> {
        let mut later = [None; 2];
        for (heads, column) in later.iter_mut().zip(PastEventColumn::LATER) {
            if self.filled(text, column).is_err() {
                continue;
            }
            let n = self.read_head(text, column)?;
            if n > n_ordered {
                let (before, n_before) = (PastEventColumn::Ordered, n_ordered);
                return Err(WhyNoEvent::MoreThanBefore { column, n, before, n_before });
            }
            *heads = Some(n);
        }
        Ok(later)
    }

    /// A whole number of people: `61`, `1,200`, `61人`.
    fn read_head(&self, text: &TextRow<'_>, column: PastEventColumn) -> Result<u32, WhyNoEvent> {
        let written = self.filled(text, column)?;
        let bare = written.trim_end_matches(['人', '位', '名', '单']).trim_end();
        let read = number::read(bare, self.mapping.dialect.decimal_mark, 3);
        let whole = read.filter(|n| n.scaled % 1_000 == 0 && n.currency.is_none());
        let n = whole.and_then(|n| u32::try_from(n.scaled / 1_000).ok());
        n.ok_or_else(|| unread(column, &written))
    }

    /// Nothing written is nothing known, which counts as none.
    fn read_money(&self, text: &TextRow<'_>, column: PastEventColumn) -> Result<Money, WhyNoEvent> {
        let Ok(written) = self.filled(text, column) else { return Ok(Money::ZERO) };
        let amount = number::read_money(&written, self.mapping.dialect.decimal_mark);
        amount.filter(|amount| *amount >= Money::ZERO).ok_or_else(|| unread(column, &written))
    }

    fn filled(&self, text: &TextRow<'_>, column: PastEventColumn) -> Result<String, WhyNoEvent> {
        let written = self.cell(text, column);
        if cell::is_nothing(&written) { Err(WhyNoEvent::Empty(column)) } else { Ok(written) }
    }

    /// Empty where the column is not chosen.
    fn cell(&self, text: &TextRow<'_>, column: PastEventColumn) -> String {
        let at = self.place_of(column);
        at.map_or_else(String::new, |at| cell::clean_line(text.cell(at)).into_owned())
    }

    fn place_of(&self, column: PastEventColumn) -> Option<usize> {
        self.mapping.columns.iter().position(|chosen| *chosen == Some(column))
    }
}

fn unread(column: PastEventColumn, text: &str) -> WhyNoEvent {
    WhyNoEvent::Unread { column, text: cell::cut(text, TEXT_CHARS) }
}
