//! The portrait of some people against everybody else, in slices: who they are (`people`), what they buy
//! and when (`habits`), what they bring (`values`).
//!
//! Owns the order of the work, what of a difference can be told, and which differences are named. The
//! segment is held against the rest and not against everybody: so the two sides share nobody, as the
//! intervals ask. Must not know how people are chosen or how anything is worded.
//!
//! **Many comparisons.** Every part compares as many shares as it has rows. Each interval has the level
//! 1 − 0.05/rows (Bonferroni), so that in one part out of twenty, at most, a difference is told where
//! there is none. A part with fewer than 30 known on a side tells none.

mod chosen_by;
mod habits;
mod people;
mod tally;
#[cfg(test)]
mod tests;
mod values;

use self::chosen_by::ChosenBy;
use self::habits::HabitCount;
use self::tally::Tally;
use super::Derived;
use super::rules::is_gone;
use super::rules::view::sum_of;
use crate::domain::lens::LensColumn;
use crate::table::columns::{kind, label};
use crate::table::tables::Tables;
use crate::views::portrait::{
    LeftOut, Named, PortraitPart, PortraitSubject, PortraitView, Sides, ValueRow, Verdict,
};
use crate::views::rule::Rule;
use crate::views::table::{Column, ColumnKind};

/// Of all intervals of a part together.
const CONFIDENCE: f64 = 0.95;
/// Differences that are named at most, in all and of one part.
const MOST_NAMED: usize = 12;
const MOST_NAMED_OF_PART: usize = 3;

/// A portrait being made.
pub struct Portrait<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    rule: &'a Rule,
    /// In the order of the customers.
    is_in: Vec<bool>,
    chosen_by: ChosenBy,
    subjects: Vec<PortraitSubject>,
    /// A subject that takes several slices.
    habit: Option<HabitCount<'a>>,
    parts: Vec<PortraitPart>,
    left_out: Vec<LeftOut>,
}

impl<'a> Portrait<'a> {
    /// `is_in` says of everybody whether `rule` lets them pass.
    pub fn new(tables: &'a Tables, derived: &'a Derived, rule: &'a Rule, is_in: Vec<bool>) -> Self {
        Self {
            tables,
            derived,
            rule,
            is_in,
            chosen_by: ChosenBy::of(tables, rule),
            subjects: subjects(tables, derived),
            habit: None,
            parts: Vec::new(),
            left_out: Vec::new(),
        }
    }

    fn n_done(&self) -> usize {
        self.parts.len() + self.left_out.len()
    }

    /// Does some more; `false` when nothing is left.
    pub fn advance(&mut self) -> bool {
        let Some(subject) = self.subjects.get(self.n_done()) else { return false };
        let (tables, derived) = (self.tables, self.derived);
        let tally = match subject {
            PortraitSubject::Column(column) => {
                people::count_column(tables, derived, column, &self.is_in)
            }
            PortraitSubject::Contacts => people::count_contacts(tables, derived, &self.is_in),
            PortraitSubject::Channels => people::count_channels(tables, &self.is_in),
            PortraitSubject::Categories
            | PortraitSubject::Months
            | PortraitSubject::Weekdays
            | PortraitSubject::Hours => {
                let new = || HabitCount::new(tables, subject);
                let habit = self.habit.get_or_insert_with(new);
                if habit.advance(&self.is_in) {
                    return true;
                }
                let Some(habit) = self.habit.take() else { return true };
                habit.finish(&self.is_in)
            }
        };
        let subject = subject.clone();
        // A field of one's own may hold names, which every one of few people has to themselves.
        match &subject {
            PortraitSubject::Column(column @ Column::Custom(_)) if tally.is_mostly_unique() => {
                let label = label(tables, column);
                self.left_out.push(LeftOut { column: column.clone(), label });
            }
            _ => {
                let part = self.part(subject, tally);
                self.parts.push(part);
            }
        }
        true
    }

    /// Subjects done, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.n_done() as u64, self.subjects.len() as u64)
    }

    /// The portrait, once `advance` has said that nothing is left.
    pub fn finish(self) -> PortraitView {
        let values = values::rows(&self.derived.purchases, &self.is_in);
        let conditions = self.rule.conditions().into_iter().zip(0..);
        let sum = |of: bool| sum_of(self.derived, self.is_in.iter().map(|is_in| *is_in == of));
        PortraitView {
            people: Sides { segment: sum(true), others: sum(false) },
            values_are_chosen_by: self.chosen_by.purchases,
            named: named(&self.parts, &values, self.chosen_by.purchases),
            parts: self.parts,
            left_out: self.left_out,
            values,
            gone: conditions
                .filter(|(one, _)| is_gone(self.tables, one))
                .map(|(_, at)| at)
                .collect(),
            data_end: self.derived.data_end,
        }
    }

    fn part(&self, of: PortraitSubject, tally: Tally) -> PortraitPart {
        let column = match &of {
            PortraitSubject::Column(column) => Some(column),
            _ => None,
        };
        let is_spread = matches!(
            of,
            PortraitSubject::Categories
                | PortraitSubject::Months
                | PortraitSubject::Weekdays
                | PortraitSubject::Hours
        );
        PortraitPart {
            label: column.and_then(|column| label(self.tables, column)),
            n_unknown: tally.n_unknown(),
            n_known: tally.n_known,
            overlaps: tally.overlaps,
            is_spread,
            is_chosen_by: self.chosen_by.asks_for(&of),
            rows: tally.rows(CONFIDENCE),
            of,
        }
    }
}

/// What is known of people that a portrait shows, in its order. One line for each.
const OF_PEOPLE: [Column; 8] = [
    Column::Lens(LensColumn::Decade),
    Column::Sex,
    Column::Region,
    Column::Occupation,
    Column::Personality,
    Column::Class,
    Column::Member,
    Column::LeadSource,
];

/// Everything that is looked at, the user's own fields of choices included.
fn subjects(tables: &Tables, derived: &Derived) -> Vec<PortraitSubject> {
    let own = tables.facts.custom_fields.iter().map(|field| Column::Custom(field.key.clone()));
    let own = own
        .filter(|column| matches!(kind(derived, column), ColumnKind::Choice | ColumnKind::YesNo));
    let columns = OF_PEOPLE.into_iter().chain(own).map(PortraitSubject::Column);
    let others = [
        PortraitSubject::Categories,
        PortraitSubject::Months,
        PortraitSubject::Weekdays,
        PortraitSubject::Hours,
        PortraitSubject::Contacts,
        PortraitSubject::Channels,
    ];
    columns.chain(others).collect()
}

/// The differences that can be told and by which nobody was chosen, the largest first. Where there are
/// but two rows, the one says what the other would.
fn named(parts: &[PortraitPart], values: &[ValueRow], values_are_chosen_by: bool) -> Vec<Named> {
    let mut found: Vec<(f64, Named)> = Vec::new();
    for (at, part) in (0..).zip(parts).filter(|(_, part)| !part.is_chosen_by) {
        let is_pair = !part.overlaps && part.rows.len() == 2;
        let told = (0..).zip(&part.rows).filter_map(|(row_at, row)| {
            let is_told = match row.verdict? {
                Verdict::More => true,
                Verdict::Less => !is_pair,
                Verdict::Unclear | Verdict::TooFew => false,
            };
            let Sides { segment: Some(here), others: Some(there) } = part.shares(row) else {
                return None;
            };
            is_told.then(|| (effect(here, there), Named::Row { part: at, row: row_at }))
        });
        let mut told: Vec<_> = told.collect();
        told.sort_by(|one, other| other.0.total_cmp(&one.0));
        found.extend(told.into_iter().take(MOST_NAMED_OF_PART));
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.truncate(MOST_NAMED);
    let told = (0..).zip(values).filter(|(_, row)| {
        !values_are_chosen_by && matches!(row.verdict, Verdict::More | Verdict::Less)
    });
    found.into_iter().map(|(_, named)| named).chain(told.map(|(at, _)| Named::Value(at))).collect()
}

/// How large a difference of two shares is: Cohen's h, to which 2 against 4 % is about what 50 against
/// 56 % is. J. Cohen (1988), *Statistical Power Analysis*, ch. 6.
fn effect(here: f64, there: f64) -> f64 {
    let angle = |share: f64| 2.0 * share.clamp(0.0, 1.0).sqrt().asin();
    (angle(here) - angle(there)).abs()
}
