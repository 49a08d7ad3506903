//! Conditions on what a column holds, said as [`Sieve`](crate::table::filter::Sieve) means them.

use super::literal::{number, text};
use super::{FALSE, TRUE, Writer, all};
use crate::domain::consent::Permission;
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::export::database::{
    BLOCKED, Holds, NOT_ASKED, TEXTS, holds, name, own_value, permission_word,
};
use crate::export::sheets::stage_key;
use crate::table::filter::Sieve;
use crate::table::search::fold;
use crate::views::rule::DayRange;
use crate::views::table::{Column, ColumnKind, Filter, Test};

impl Writer<'_> {
    pub(super) fn field(&mut self, filter: &Filter, joined: &mut Vec<String>) -> String {
        let column = &filter.column;
        if let Column::Segment(id) = column {
            return match (self.segment(*id), &filter.test) {
                (Some(segment), Test::IsYes(wanted)) => {
                    if !joined.contains(&segment) {
                        joined.push(segment.clone());
                    }
                    let is = if *wanted { "IS NOT" } else { "IS" };
                    format!("{segment}.customer_id {is} NULL")
                }
                (Some(_), Test::Filled(wanted)) => truth(*wanted),
                (None, Test::Filled(wanted)) => truth(!*wanted),
                (None, Test::AnyOf(texts)) => truth(texts.iter().any(String::is_empty)),
                _ => FALSE.to_owned(),
            };
        }
        if let Column::BehindValue(range) = column {
            return match &filter.test {
                Test::IsYes(wanted) => {
                    let part = self.behind_value(*range);
                    joined.push(part.clone());
                    let is = if *wanted { "IS NOT" } else { "IS" };
                    format!("({part}.customer_id {is} NULL)")
                }
                Test::Filled(wanted) => truth(*wanted),
                _ => FALSE.to_owned(),
            };
        }
        if let Column::Cluster(_) = column {
            return self.in_cluster(filter);
        }
        let (holds, cell) = (holds(self.derived, column), format!("c.{}", name(column)));
        if self.is_gone(column) {
            return match &filter.test {
                Test::Filled(wanted) => truth(!*wanted),
                Test::AnyOf(texts) => truth(texts.iter().any(String::is_empty)),
                _ => FALSE.to_owned(),
            };
        }
        match &filter.test {
            Test::Contains(word) => match holds {
                Holds::Words | Holds::WordRows | Holds::Own(_) => {
                    let folded = fold(word);
                    let found = (!folded.is_empty())
                        .then(|| format!("INSTR(folded, {}) > 0", text(&folded)));
                    self.has_words(column, found, joined)
                }
                _ => FALSE.to_owned(),
            },
            Test::AnyOf(texts) => self.any_of(column, holds, &cell, texts, joined),
            Test::OtherThan(texts) => self.other_than(column, holds, &cell, texts, joined),
            Test::Between { low, high } => self.between(holds, &cell, (*low, *high)),
            Test::IsYes(wanted) => {
                let yes = if *wanted { "yes" } else { "no" };
                match (holds, column) {
                    (Holds::YesNo, _) => format!("{cell} = '{yes}'"),
                    (Holds::Own(ColumnKind::YesNo), _) => format!("{cell}_value = '{yes}'"),
                    // Only a refusal speaks against inviting.
                    (Holds::Permission, _) if *wanted => {
                        format!("{cell} IN ('yes', '{NOT_ASKED}')")
                    }
                    (Holds::Permission, _) => format!("{cell} IN ('no', '{BLOCKED}')"),
                    _ => FALSE.to_owned(),
                }
            }
            Test::ClassIs { classes, expected, borderline } if holds == Holds::Class => {
                let mut wanted = vec![is_known(&cell)];
                if !classes.is_empty() {
                    let slugs = classes.iter().map(|class| class.slug().to_owned());
                    wanted.push(one_of(&cell, slugs));
                }
                for (mark, end) in [(expected, "_is_expected"), (borderline, "_is_borderline")] {
                    wanted.extend(mark.map(|mark| {
                        format!("{cell}{end} = '{}'", if mark { "yes" } else { "no" })
                    }));
                }
                all([], wanted)
            }
            Test::Unplaced if holds == Holds::Class => format!("NOT {}", is_known(&cell)),
            Test::StageIs(stages) if holds == Holds::Stage => {
                one_of(&cell, stages.iter().map(|stage| stage_key(*stage).to_owned()))
            }
            Test::PermissionIs(permissions) if holds == Holds::Permission => {
                let words = permissions.iter().map(|one| permission_word(*one).to_owned());
                one_of(&cell, words)
            }
            Test::BlockedOr(permissions) if holds == Holds::Permission => {
                let words = permissions.iter().map(|one| permission_word(*one));
                one_of(&cell, words.chain([BLOCKED]).map(str::to_owned))
            }
            Test::GroupIs(groups) if holds == Holds::Group => {
                one_of(&cell, groups.iter().map(|group| group.slug()))
            }
            Test::ClassIs { .. }
            | Test::Unplaced
            | Test::StageIs(_)
            | Test::PermissionIs(_)
            | Test::BlockedOr(_)
            | Test::GroupIs(_) => FALSE.to_owned(),
            Test::Filled(wanted) => {
                let filled = match holds {
                    Holds::WordRows => self.has_words(column, None, joined),
                    Holds::Number | Holds::Date => format!("{cell} IS NOT NULL"),
                    Holds::Money => format!("{cell}_cents IS NOT NULL"),
                    Holds::Permission => {
                        let said = [Permission::Granted, Permission::Refused].map(permission_word);
                        let said = said.into_iter().chain([BLOCKED]).map(str::to_owned);
                        one_of(&cell, said)
                    }
                    _ => is_known(&cell),
                };
                if *wanted { filled } else { format!("NOT {filled}") }
            }
        }
    }

    /// No database finds clusters: those who pass now.
    fn in_cluster(&mut self, filter: &Filter) -> String {
        self.lists_clusters = true;
        let sieve = Sieve::new(filter);
        let everybody = self.tables.customers.iter().enumerate();
        let passing = everybody
            .filter(|(place, customer)| sieve.passes(self.tables, customer, self.derived, *place));
        let ids: Vec<String> = passing.map(|(_, customer)| customer.id.0.to_string()).collect();
        match ids.is_empty() {
            true => FALSE.to_owned(),
            false => format!("c.customer_id IN ({})", ids.join(", ")),
        }
    }

    pub(super) fn day(&self, column: &Column, days: DayRange) -> String {
        let cell = format!("c.{}", name(column));
        match holds(self.derived, column) {
            _ if self.is_gone(column) => FALSE.to_owned(),
            Holds::Date => self.known_within(&cell, days),
            Holds::Own(ColumnKind::Date) => self.known_within(&format!("{cell}_value"), days),
            _ => FALSE.to_owned(),
        }
    }

    /// Money in major units, dates as days since 1970.
    fn between(&self, holds: Holds, cell: &str, bounds: (Option<f64>, Option<f64>)) -> String {
        let [low, high] = [bounds.0, bounds.1].map(|bound| bound.filter(|at| at.is_finite()));
        if (low, high) != bounds {
            // No number lies beyond the infinite; the page sends none.
            return FALSE.to_owned();
        }
        let (value, cents) = (format!("{cell}_value"), format!("{cell}_cents"));
        let numbers = |cell: &str| bounded(cell, low.map(number), high.map(number));
        let money = |cell: &str| {
            let nearest = |amount: f64| Money::from_major(amount).0;
            let (low, high) = whole((low, high), nearest, |cents| Money(cents).major());
            bounded(cell, low.map(|low| low.to_string()), high.map(|high| high.to_string()))
        };
        let days = |cell: &str| {
            let (from, to) = whole((low, high), |day| day.round() as i64, |day| day as f64);
            let day = |day: i64| Day(day.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
            self.known_within(cell, DayRange::Between { from: from.map(day), to: to.map(day) })
        };
        match holds {
            Holds::Number => numbers(cell),
            Holds::Own(ColumnKind::Number) => numbers(&value),
            Holds::Money => money(&cents),
            Holds::Own(ColumnKind::Money) => money(&value),
            Holds::Date => days(cell),
            Holds::Own(ColumnKind::Date) => days(&value),
            _ => FALSE.to_owned(),
        }
    }

    /// A field of the user's own that has been removed, or a lens that is not set up, has no column.
    fn is_gone(&self, column: &Column) -> bool {
        !crate::table::columns::all(self.tables).contains(column)
    }

    fn any_of(
        &mut self,
        column: &Column,
        holds: Holds,
        cell: &str,
        texts: &[String],
        joined: &mut Vec<String>,
    ) -> String {
        let words: Vec<String> = texts.iter().filter(|text| !text.is_empty()).cloned().collect();
        let wants_empty = words.len() < texts.len();
        let mut either = Vec::new();
        if !words.is_empty() {
            match (holds, column) {
                (Holds::Words | Holds::Own(_), _) => either.push(one_of(cell, words.into_iter())),
                (Holds::WordRows, Column::Tags | Column::Reasons) => {
                    either.push(self.has_words(
                        column,
                        Some(one_of("words", words.into_iter())),
                        joined,
                    ));
                }
                _ => {}
            }
        }
        if wants_empty {
            either.extend(match holds {
                Holds::WordRows => Some(format!("NOT {}", self.has_words(column, None, joined))),
                Holds::Number | Holds::Date => Some(format!("{cell} IS NULL")),
                Holds::Money => Some(format!("{cell}_cents IS NULL")),
                Holds::Words | Holds::Own(_) | Holds::YesNo | Holds::Group => {
                    Some(format!("NOT {}", is_known(cell)))
                }
                // One of our own words always stands there.
                Holds::Class | Holds::Stage | Holds::Permission | Holds::Segment => None,
            });
        }
        match either.is_empty() {
            true => FALSE.to_owned(),
            false => format!("({})", either.join(" OR ")),
        }
    }

    /// What reads as a number, a day or a yes is no text of its own.
    fn other_than(
        &mut self,
        column: &Column,
        holds: Holds,
        cell: &str,
        texts: &[String],
        joined: &mut Vec<String>,
    ) -> String {
        let is_none = |cell: &str| match texts.is_empty() {
            true => Vec::new(),
            false => vec![format!("NOT {}", one_of(cell, texts.iter().cloned()))],
        };
        match (holds, column) {
            (Holds::WordRows, Column::Tags | Column::Reasons) => {
                let passes = is_none("words").pop();
                self.has_words(column, passes, joined)
            }
            (Holds::Words, _) => all([is_known(cell)], is_none(cell)),
            (Holds::Own(kind), _) => {
                let is_text = own_value(kind).map(|_| match kind {
                    ColumnKind::YesNo => format!("NOT {}", is_known(&format!("{cell}_value"))),
                    _ => format!("{cell}_value IS NULL"),
                });
                let further = is_none(cell).into_iter().chain(is_text);
                all([is_known(cell)], further.collect())
            }
            _ => FALSE.to_owned(),
        }
    }

    /// Whether a row of the words of this column passes.
    fn has_words(
        &mut self,
        column: &Column,
        passes: Option<String>,
        joined: &mut Vec<String>,
    ) -> String {
        let passes = passes.map_or_else(String::new, |passes| format!(" AND {passes}"));
        let part = self.add_part(&format!(
            "SELECT customer_id FROM {TEXTS} WHERE column_name = {}{passes} GROUP BY customer_id",
            text(&name(column))
        ));
        joined.push(part.clone());
        format!("({part}.customer_id IS NOT NULL)")
    }
}

/// Loaders differ in whether an empty text is one or null.
fn is_known(cell: &str) -> String {
    format!("(COALESCE({cell}, '') <> '')")
}

fn one_of(cell: &str, words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.map(|word| text(&word)).collect();
    if words.is_empty() { FALSE.to_owned() } else { format!("{cell} IN ({})", words.join(", ")) }
}

fn truth(holds: bool) -> String {
    if holds { TRUE } else { FALSE }.to_owned()
}

/// The lowest of what `steps` counts that is not below `low`, and the highest not above `high`.
fn whole(
    (low, high): (Option<f64>, Option<f64>),
    nearest: impl Fn(f64) -> i64,
    major: impl Fn(i64) -> f64,
) -> (Option<i64>, Option<i64>) {
    let near = |bound: f64| {
        let near = nearest(bound);
        near.saturating_sub(1)..=near.saturating_add(1)
    };
    let low = low.map(|low| near(low).find(|at| major(*at) >= low).unwrap_or(i64::MAX));
    let high = high.map(|high| near(high).rev().find(|at| major(*at) <= high).unwrap_or(i64::MIN));
    (low, high)
}

fn bounded(cell: &str, low: Option<String>, high: Option<String>) -> String {
    let low = low.map(|low| format!("{cell} >= {low}"));
    let high = high.map(|high| format!("{cell} <= {high}"));
    all([format!("{cell} IS NOT NULL")], low.into_iter().chain(high).collect())
}
