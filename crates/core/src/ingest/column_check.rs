//! The sample check: every column of a file's beginning, read as what it is to become.
//!
//! Owns what is counted and which cells are shown. Goes by the readers that the importer goes by, so
//! that what is called unreadable here is what will be left out. Changes nothing and keeps nothing.

mod currencies;
mod cut_numbers;
mod judgement;
mod outliers;
mod repeated_keys;
mod spread;
mod suspicion;
mod translation;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use currencies::CellCurrencies;
pub use judgement::MOST_YEARS;
use judgement::{Judge, Reading, Said};
use outliers::{Scale, find_far};
use repeated_keys::RepeatedKeys;

use super::column_content::ColumnContent;
use super::customer_rows::is_contact;
use super::encoding;
use super::furniture;
use super::habits;
use super::inspection::{HEAD_BYTES, unique_headers};
use super::row_reader::MAX_COLUMNS;
use super::sample::{Sample, decode_head, place_header};
use super::values::cell;
use super::values::date::{self, DateReading};
use crate::domain::day::Day;
use crate::domain::zone::Zone;
use crate::views::import::{ColumnRole, DateOrder, FileProblem, ImportMapping, ValueKind};
use crate::views::import_check::{CellExample, CellTrouble, ColumnCheck, DateDecision, Spread};

const MOST_EXAMPLES: usize = 5;
const VALUE_CHARS: usize = 80;
/// Years that a customer list speaks of.
const YEARS: RangeInclusive<f64> = 1800.0..=2200.0;
/// A text with no more different values than this is shown by them.
const FEW_VALUES: usize = 12;

/// The beginning of a file, whose columns are checked one after the other.
pub struct SampleCheck<'a> {
    mapping: &'a ImportMapping,
    today: Day,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Of each row, as a spreadsheet counts.
    numbers: Vec<u64>,
    repeated: RepeatedKeys,
    /// ISO 4217; `None` while it may still be chosen.
    currency: Option<String>,
    /// The workspace's clock, where it is known.
    zone: Option<Zone>,
}

impl<'a> SampleCheck<'a> {
    /// `head` is the beginning: of the file itself if that is text, else of its rows, with the mapping
    /// meant for those; `whole`, whether that is all.
    ///
    /// # Errors
    /// The file cannot be used as a whole, as when it was looked at first.
    pub fn new(
        head: &[u8],
        whole: bool,
        mapping: &'a ImportMapping,
        today: Day,
    ) -> Result<Self, FileProblem> {
        let whole = whole && head.len() <= HEAD_BYTES;
        let head = head.get(..HEAD_BYTES).unwrap_or(head);
        if encoding::is_binary_signature(head) {
            return Err(FileProblem::Binary);
        }
        let dialect = &mapping.dialect;
        let text = decode_head(head, dialect.encoding, whole);
        encoding::check_text(&text, dialect.encoding)?;
        let sample = Sample::read(&text, whole, &dialect.delimiter)?;
        let place = place_header(&sample, false, Some(dialect));
        let below_titles = sample.rows.get(place.first..).unwrap_or_default();
        let Some(first) = below_titles.first() else { return Err(FileProblem::Empty) };
        let n_names = place.n_rows.min(below_titles.len());
        let names = match n_names {
            0 => vec![String::new(); first.len()],
            _ => habits::join_names(&below_titles[..n_names]),
        };
        if names.len() > MAX_COLUMNS {
            let n_columns = names.len() as u32;
            return Err(FileProblem::TooManyColumns { n_columns, limit: MAX_COLUMNS as u32 });
        }
        let n_above = place.first + n_names;
        let above = &sample.rows[place.first..n_above];
        // Names once more and totals are left out of an import, and say nothing of their columns.
        let is_row = |row: &Vec<String>| {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            let reaches = |at: usize, text: &str| {
                mapping.columns.get(at).is_some_and(|role| is_contact(role, text))
            };
            furniture::of_cells(row.len(), cell, above, reaches).is_none()
        };
        let below = sample.rows[n_above..].iter().zip(&sample.numbers[n_above..]);
        let (rows, numbers): (Vec<Vec<String>>, Vec<u64>) = below
            .filter(|(row, _)| is_row(row))
            .map(|(row, number)| (row.clone(), *number))
            .unzip();
        Ok(Self {
            repeated: RepeatedKeys::find(&rows, mapping),
            numbers,
            headers: unique_headers(&names),
            mapping,
            today,
            rows,
            currency: None,
            zone: None,
        })
    }

    /// In which currency amounts are kept, if that is settled.
    pub fn in_currency(self, currency: Option<String>) -> Self {
        Self { currency, ..self }
    }

    /// Whose clock moments are turned into.
    pub fn in_zone(self, zone: Option<Zone>) -> Self {
        Self { zone, ..self }
    }

    pub fn n_columns(&self) -> usize {
        self.headers.len()
    }

    /// The column at `at`, from 0. One without a role is described as one to be left out.
    pub fn check(&self, at: usize) -> ColumnCheck {
        Column {
            at,
            header: self.headers.get(at).map_or("", String::as_str),
            cells: self
                .rows
                .iter()
                .map(|row| cell::clean_line(row.get(at).map_or("", String::as_str)))
                .collect(),
            numbers: &self.numbers,
            mapping: self.mapping,
            today: self.today,
            currency: self.currency.as_deref(),
            zone: self.zone,
        }
        .check(&self.repeated)
    }
}

/// The cells of one column.
struct Column<'a> {
    at: usize,
    header: &'a str,
    cells: Vec<Cow<'a, str>>,
    /// Of each row, as a spreadsheet counts.
    numbers: &'a [u64],
    mapping: &'a ImportMapping,
    today: Day,
    currency: Option<&'a str>,
    zone: Option<Zone>,
}

impl Column<'_> {
    fn check(self, repeated: &RepeatedKeys) -> ColumnCheck {
        let dialect = &self.mapping.dialect;
        let date_order = dialect.date_order_of(self.at);
        let role = self.mapping.columns.get(self.at).cloned().unwrap_or(ColumnRole::Skip);
        let mut content =
            ColumnContent::of(self.cells.iter().map(|cell| cell.as_ref()), dialect.decimal_mark);
        if date_order == DateOrder::ExcelSerial {
            content.read_serials();
        }
        let (looks_like, _) = content.kind_as(&role);
        let reading = Reading::of(&role, looks_like);
        let dates = DateReading { order: date_order, zone: self.zone };
        let judge = Judge { reading, dates, mark: dialect.decimal_mark, today: self.today };
        let filled: Vec<usize> =
            (0..self.cells.len()).filter(|at| !reading.is_nothing(&self.cells[*at])).collect();
        let mut judged: Vec<_> = filled.iter().map(|row| judge.judge(&self.cells[*row])).collect();
        if reading.may_be_of_long_numbers() {
            for at in cut_numbers::find(filled.iter().map(|row| self.cells[*row].as_ref())) {
                judged[at].trouble = Some(CellTrouble::DigitsLost);
            }
        }
        for (judged, row) in judged.iter_mut().zip(&filled) {
            if repeated.is_repeated(self.at, *row) {
                judged.trouble.get_or_insert(CellTrouble::KeyTwice);
            }
        }
        let said: Vec<Said> = judged.iter().map(|judged| judged.said).collect();
        let far = find_far_cells(reading, &said);
        for at in &far {
            judged[*at].trouble.get_or_insert(CellTrouble::FarFromOthers);
        }
        let texts = filled.iter().map(|row| self.cells[*row].as_ref());
        let money = CellCurrencies::find(reading, dialect.decimal_mark, texts.clone());
        for at in money.others(self.currency) {
            judged[at].trouble.get_or_insert(CellTrouble::OtherCurrency);
        }
        let translated = translation::translate(&judge, &role, texts.zip(&judged));
        let troubles: Vec<Option<CellTrouble>> =
            judged.iter().map(|judged| judged.trouble).collect();
        let n_invalid = troubles.iter().flatten().filter(|trouble| trouble.is_invalid()).count();
        let n_suspicious = troubles.iter().flatten().count() - n_invalid;
        let example = |at: &usize, why: CellTrouble| CellExample {
            row: self.numbers.get(filled[*at]).copied().unwrap_or_default(),
            value: cell::cut(&self.cells[filled[*at]], VALUE_CHARS),
            why,
        };
        ColumnCheck {
            column: self.at as u32,
            header: self.header.to_owned(),
            role,
            reads_as: if filled.is_empty() { ValueKind::Empty } else { reading.kind(looks_like) },
            n_rows: self.cells.len() as u32,
            n_empty: (self.cells.len() - filled.len()) as u32,
            n_valid: (filled.len() - n_invalid - n_suspicious) as u32,
            n_suspicious: n_suspicious as u32,
            n_invalid: n_invalid as u32,
            n_distinct: self.count_distinct(&filled) as u32,
            spread: self.spread(reading, &filled, &said, &far),
            troubles: count_troubles(&troubles),
            examples: choose_examples(&troubles)
                .iter()
                .map(|(at, why)| example(at, *why))
                .collect(),
            outliers: far
                .iter()
                .take(MOST_EXAMPLES)
                .map(|at| example(at, CellTrouble::FarFromOthers))
                .collect(),
            dates: self.decide_dates(reading.kind(looks_like), date_order, &filled),
            currencies: money.told(self.currency),
            translated,
        }
    }

    fn count_distinct(&self, filled: &[usize]) -> usize {
        filled.iter().map(|row| self.cells[*row].as_ref()).collect::<HashSet<&str>>().len()
    }

    fn spread(&self, reading: Reading, filled: &[usize], said: &[Said], far: &[usize]) -> Spread {
        let far: HashSet<&usize> = far.iter().collect();
        let usual: Vec<Said> =
            (0..said.len()).filter(|at| !far.contains(at)).map(|at| said[at]).collect();
        let days = days_of(said);
        if !days.is_empty() {
            return spread::of_days(&days, &days_of(&usual));
        }
        let numbers = numbers_of(said);
        if !numbers.is_empty() {
            let usual = numbers_of(&usual);
            return match reading == Reading::BirthYear || self.is_of_years(&usual) {
                true => spread::of_years(&numbers, &usual),
                false => spread::of_numbers(&numbers, &usual),
            };
        }
        let texts = filled.iter().map(|row| self.cells[*row].as_ref());
        let n_distinct = self.count_distinct(filled);
        let says_little = n_distinct == filled.len() && n_distinct > FEW_VALUES;
        let is_repetitive = n_distinct * 2 <= filled.len();
        if (reading.is_of_words() && !says_little)
            || (matches!(reading, Reading::Text | Reading::Name) && is_repetitive)
        {
            spread::of_values(texts)
        } else {
            let lengths: Vec<f64> = texts.map(|text| text.chars().count() as f64).collect();
            spread::of_lengths(&lengths)
        }
    }

    /// Years of the calendar by the column's name, and nothing in it is none.
    fn is_of_years(&self, usual: &[f64]) -> bool {
        let header = self.header.to_lowercase();
        let is_named = header.contains("year") || header.contains('年');
        is_named && usual.iter().all(|year| YEARS.contains(year) && year.fract() == 0.0)
    }

    /// The votes of the cells, where the column holds dates.
    fn decide_dates(
        &self,
        reads_as: ValueKind,
        order: DateOrder,
        filled: &[usize],
    ) -> Option<DateDecision> {
        if reads_as != ValueKind::Date || filled.is_empty() {
            return None;
        }
        let mut decision = DateDecision {
            order,
            n_plain: 0,
            n_day_first: 0,
            n_month_first: 0,
            n_either: 0,
            n_serials: 0,
            n_converted: 0,
            n_other_clock: 0,
        };
        for row in filled {
            let text = &self.cells[*row];
            let n = match date::evidence(text) {
                Some(date::OrderEvidence::Plain) => &mut decision.n_plain,
                Some(date::OrderEvidence::DayFirst) => &mut decision.n_day_first,
                Some(date::OrderEvidence::MonthFirst) => &mut decision.n_month_first,
                Some(date::OrderEvidence::Either) => &mut decision.n_either,
                None if date::read_serial(text).is_some() => &mut decision.n_serials,
                None => continue,
            };
            *n += 1;
            let moment = date::read(text, order);
            if moment.is_some_and(|moment| moment.minute.and(moment.offset_minutes).is_some()) {
                match self.zone {
                    Some(_) => decision.n_converted += 1,
                    None => decision.n_other_clock += 1,
                }
            }
        }
        Some(decision)
    }
}

/// The places of numbers or days, among the cells that are not empty, that are far from the others.
fn find_far_cells(reading: Reading, said: &[Said]) -> Vec<usize> {
    let scale = match reading {
        Reading::PastDay | Reading::Day => Scale::Days,
        Reading::Amount | Reading::Quantity | Reading::Money => Scale::Sums,
        _ => Scale::Any,
    };
    let values: Vec<(usize, f64)> =
        said.iter().enumerate().filter_map(|(at, said)| Some((at, said.measure()?))).collect();
    let alone: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
    find_far(&alone, scale).into_iter().map(|at| values[at].0).collect()
}

fn numbers_of(said: &[Said]) -> Vec<f64> {
    let number = |said: &Said| match said {
        Said::Number(number) => Some(*number),
        _ => None,
    };
    said.iter().filter_map(number).collect()
}

fn days_of(said: &[Said]) -> Vec<Day> {
    let day = |said: &Said| match said {
        Said::Day(day) => Some(*day),
        _ => None,
    };
    said.iter().filter_map(day).collect()
}

/// The most frequent first.
fn count_troubles(troubles: &[Option<CellTrouble>]) -> Vec<(CellTrouble, u32)> {
    let mut n_of: HashMap<CellTrouble, u32> = HashMap::new();
    for trouble in troubles.iter().flatten() {
        *n_of.entry(*trouble).or_default() += 1;
    }
    let mut counts: Vec<(CellTrouble, u32)> = n_of.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    counts
}

/// The places of cells to show: one of each trouble before a second of any, what cannot be read first.
fn choose_examples(troubles: &[Option<CellTrouble>]) -> Vec<(usize, CellTrouble)> {
    let mut n_before: HashMap<CellTrouble, usize> = HashMap::new();
    let mut candidates: Vec<(bool, usize, usize, CellTrouble)> = Vec::new();
    for (at, trouble) in troubles.iter().enumerate() {
        let Some(trouble) = trouble.filter(|why| *why != CellTrouble::FarFromOthers) else {
            continue;
        };
        let n = n_before.entry(trouble).or_default();
        if *n < MOST_EXAMPLES {
            candidates.push((!trouble.is_invalid(), *n, at, trouble));
        }
        *n += 1;
    }
    candidates.sort_unstable();
    candidates.into_iter().take(MOST_EXAMPLES).map(|(_, _, at, why)| (at, why)).collect()
}

#[cfg(test)]
mod tests;
