//! A rule or a segment as one SELECT over the tables of [`database`](super::database): the customers
//! who are in, by number.
//!
//! Only what DuckDB, Spark SQL and BigQuery understand alike: CTE, LEFT JOIN, CASE, COALESCE, COUNT,
//! SUM, MIN, MAX, HAVING, IN, INSTR, CONCAT, CHR and dates as `DATE '2026-03-01'`; no casts, no
//! backslashes, no quotes within quotes. Every condition is wrapped in `COALESCE(…, FALSE)`: what is
//! not known does not hold, as [`rule`](crate::views::rule) says. Days counted from today are written
//! as dates, and it is told that there are some.
//!
//! Owns how conditions are put together; `field` writes those of columns, `literal` values.

mod behind_value;
mod field;
mod literal;

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeMap;

use self::literal::{date, text};
use super::database::{CONTACTS, CUSTOMERS, ORDER_LINES, ORDERS, SEGMENT_MEMBERS};
use super::file_name;
use super::sheets::contact_key;
use crate::domain::ids::DocumentId;
use crate::domain::interaction::InteractionKind;
use crate::domain::text::Language;
use crate::segments::Derived;
use crate::segments::rules::members::combined_rule;
use crate::table::documents::StoredPeople;
use crate::table::tables::Tables;
use crate::views::rule::{
    Condition, CountRange, DayRange, Goods, Join, MoneyBounds, OrderTest, Rule,
};
use crate::views::segment::{RuleQuery, SqlSubject};
use crate::views::workspace::ExportedFile;
use crate::words::sql;

const MEDIA_TYPE: &str = "application/sql;charset=utf-8";

const FALSE: &str = "FALSE";
const TRUE: &str = "TRUE";

/// The query with a head that says what it reads. A segment that is gone holds nobody.
pub fn write(
    tables: &Tables,
    derived: &Derived,
    subject: &SqlSubject,
    language: Language,
) -> RuleQuery {
    let named = match subject {
        SqlSubject::Segment(id) => tables.segment(*id).map(|segment| &segment.about.name),
        SqlSubject::Rule(_) => None,
    };
    let usual = sql::file();
    let own = named.map_or(usual.get(language), String::as_str);
    let select = select(tables, derived, subject);
    let notes = [
        sql::head(one_line(own)),
        sql::reads(CUSTOMERS),
        sql::loading(),
        sql::worked_out(),
        sql::days(derived.today.to_string()),
        sql::unknown(),
    ];
    let notes = notes.into_iter().chain(select.lists_clusters.then(sql::clusters));
    let mut query: String = notes.map(|note| format!("-- {}\n", note.get(language))).collect();
    query.push_str(&select.query);
    let file = ExportedFile {
        name: format!("{}.sql", file_name(&tables.facts.name, own)),
        media_type: MEDIA_TYPE.into(),
        bytes: query.into_bytes(),
    };
    RuleQuery { file, counts_from: select.counts_from_today.then_some(derived.today) }
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Select {
    query: String,
    counts_from_today: bool,
    lists_clusters: bool,
}

/// The query alone: `customer_id`, `customer_no`, `name` of those who are in.
fn select(tables: &Tables, derived: &Derived, subject: &SqlSubject) -> Select {
    let mut writer = Writer {
        tables,
        derived,
        parts: Vec::new(),
        segments: BTreeMap::new(),
        n: 0,
        counts_from_today: Cell::new(false),
        lists_clusters: false,
    };
    let people = match subject {
        SqlSubject::Rule(rule) => writer.people(rule),
        SqlSubject::Segment(id) => match writer.segment(*id) {
            Some(segment) => {
                format!(
                    "{}WHERE {segment}.customer_id IS NOT NULL",
                    from(std::slice::from_ref(&segment))
                )
            }
            None => format!("{}WHERE {FALSE}", from(&[])),
        },
    };
    let with = match writer.parts.is_empty() {
        true => String::new(),
        false => format!("WITH\n{}\n", writer.parts.join(",\n")),
    };
    let columns = "c.customer_id, c.customer_no, c.name";
    Select {
        query: format!("{with}SELECT {columns}\n{people}\nORDER BY c.customer_id\n"),
        counts_from_today: writer.counts_from_today.get(),
        lists_clusters: writer.lists_clusters,
    }
}

/// `FROM` the customers, joined with these parts.
fn from(parts: &[String]) -> String {
    let mut from = format!("FROM {CUSTOMERS} c\n");
    for part in parts {
        from.push_str(&format!("LEFT JOIN {part} ON {part}.customer_id = c.customer_id\n"));
    }
    from
}

struct Writer<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    /// Named selections that come before the query, each after those it reads. At most one row per
    /// customer.
    parts: Vec<String>,
    /// The part of a segment; `None` while it is being written, or where it is gone.
    segments: BTreeMap<DocumentId, Option<String>>,
    n: u32,
    /// Was any day counted from today so far?
    counts_from_today: Cell<bool>,
    /// Was anybody named for being in a cluster?
    lists_clusters: bool,
}

impl Writer<'_> {
    /// `FROM … WHERE …` of those who pass.
    fn people(&mut self, rule: &Rule) -> String {
        let mut joined = Vec::new();
        let holds = self.rule(rule, &mut joined);
        format!("{}WHERE {holds}", from(&joined))
    }

    /// An expression that is true or false, never null. Adds to `joined` the parts that it names.
    fn rule(&mut self, rule: &Rule, joined: &mut Vec<String>) -> String {
        let (how, parts) = match rule {
            Rule::Is(condition) => return self.condition(condition, joined),
            Rule::Group(how, parts) => (*how, parts),
        };
        let parts: Vec<String> = parts.iter().map(|part| self.rule(part, joined)).collect();
        match (how, parts.is_empty()) {
            (Join::All | Join::None, true) => TRUE.to_owned(),
            (Join::Any, true) => FALSE.to_owned(),
            (Join::All, false) => format!("({})", parts.join("\n  AND ")),
            (Join::Any, false) => format!("({})", parts.join("\n  OR ")),
            (Join::None, false) => format!("NOT ({})", parts.join("\n  OR ")),
        }
    }

    fn condition(&mut self, condition: &Condition, joined: &mut Vec<String>) -> String {
        let holds = match condition {
            Condition::Field(filter) => self.field(filter, joined),
            Condition::Day { column, days } => self.day(column, *days),
            Condition::Orders { goods, days, test } => self.orders(goods, *days, test, joined),
            Condition::Contacts { kinds, event, days, n } => {
                let mut wanted = Vec::new();
                if !kinds.is_empty() {
                    let kinds: Vec<String> =
                        kinds.iter().map(|kind| text(contact_key(*kind))).collect();
                    wanted.push(format!("kind IN ({})", kinds.join(", ")));
                }
                wanted.extend(event.map(|event| format!("event_id = {}", event.0)));
                wanted.extend(self.within("contact_day", *days));
                let part = self.add_part(&format!(
                    "SELECT customer_id, COUNT(*) AS n FROM {CONTACTS}{} GROUP BY customer_id",
                    filtered(&wanted)
                ));
                joined.push(part.clone());
                counted(&format!("COALESCE({part}.n, 0)"), *n)
            }
            Condition::OrderedAt { event, days, n } => {
                let attended = text(contact_key(InteractionKind::Attended));
                let mut wanted = vec![format!("kind = {attended}")];
                wanted.extend(event.map(|event| format!("event_id = {}", event.0)));
                wanted.extend(self.within("contact_day", *days));
                // One row per day, however often an attendance was written down.
                let part = self.add_part(&format!(
                    "SELECT o.customer_id, COUNT(*) AS n FROM {ORDERS} o JOIN (SELECT customer_id, \
                     contact_day FROM {CONTACTS}{} GROUP BY customer_id, contact_day) a \
                     ON a.customer_id = o.customer_id AND a.contact_day = o.order_day \
                     WHERE o.amount_cents >= 0 GROUP BY o.customer_id",
                    filtered(&wanted)
                ));
                joined.push(part.clone());
                counted(&format!("COALESCE({part}.n, 0)"), *n)
            }
        };
        if holds == TRUE || holds == FALSE { holds } else { format!("COALESCE({holds}, {FALSE})") }
    }

    fn orders(
        &mut self,
        goods: &Goods,
        days: DayRange,
        test: &OrderTest,
        joined: &mut Vec<String>,
    ) -> String {
        let mut wanted: Vec<String> = self.within("o.order_day", days);
        let rows = match goods {
            Goods::Any => {
                let columns = "o.customer_id, o.order_day, o.amount_cents AS order_cents, \
                               o.amount_cents AS part_cents";
                format!("SELECT {columns} FROM {ORDERS} o{}", filtered(&wanted))
            }
            Goods::Product(_) | Goods::Category(_) => {
                wanted.push(match goods {
                    Goods::Product(id) => format!("l.product_id = {}", id.0),
                    // The category that is empty is that of products without one.
                    Goods::Category(none) if none.is_empty() => {
                        "l.product_id IS NOT NULL AND COALESCE(l.category, '') = ''".to_owned()
                    }
                    Goods::Category(category) => format!("l.category = {}", text(category)),
                    Goods::Any => TRUE.to_owned(),
                });
                let order = "o.order_id, o.customer_id, o.order_day, o.amount_cents";
                format!(
                    "SELECT o.customer_id, o.order_day, o.amount_cents AS order_cents, \
                     SUM(l.amount_cents) AS part_cents FROM {ORDERS} o \
                     JOIN {ORDER_LINES} l ON l.order_id = o.order_id{} GROUP BY {order}",
                    filtered(&wanted)
                )
            }
        };
        let bought = "CASE WHEN r.order_cents >= 0 THEN";
        let part = self.add_part(&format!(
            "SELECT r.customer_id, SUM({bought} 1 ELSE 0 END) AS n, \
             SUM(r.part_cents) AS sum_cents, MIN({bought} r.order_day END) AS first_day, \
             MAX({bought} r.order_day END) AS last_day FROM ({rows}) r GROUP BY r.customer_id"
        ));
        joined.push(part.clone());
        match test {
            OrderTest::Count(range) => counted(&format!("COALESCE({part}.n, 0)"), *range),
            OrderTest::Sum(bounds) => {
                let known = format!("{part}.sum_cents IS NOT NULL");
                all([known], money(&format!("{part}.sum_cents"), *bounds, ""))
            }
            OrderTest::Average(bounds) => {
                let known = format!("{part}.n > 0");
                let times = format!(" * {part}.n");
                all([known], money(&format!("{part}.sum_cents"), *bounds, &times))
            }
            OrderTest::First(days) => self.known_within(&format!("{part}.first_day"), *days),
            OrderTest::Last(days) => self.known_within(&format!("{part}.last_day"), *days),
        }
    }

    /// The part that holds a segment's people.
    fn segment(&mut self, id: DocumentId) -> Option<String> {
        if let Some(known) = self.segments.get(&id) {
            return known.clone();
        }
        self.segments.insert(id, None);
        let tables = self.tables;
        let people = match &tables.segment(id)?.people {
            StoredPeople::Live(rule) => self.people(rule),
            StoredPeople::Combined(how, of) => self.people(&combined_rule(*how, of)),
            StoredPeople::Listed(_) => {
                format!("FROM {SEGMENT_MEMBERS} c WHERE c.segment_id = {}", id.0)
            }
        };
        let name = format!("segment_{}", id.0);
        self.parts.push(format!("{name} AS (\nSELECT c.customer_id\n{people}\n)"));
        self.segments.insert(id, Some(name.clone()));
        Some(name)
    }

    fn add_part(&mut self, select: &str) -> String {
        self.n += 1;
        let name = format!("part_{}", self.n);
        self.parts.push(format!("{name} AS (\n{select}\n)"));
        name
    }

    /// Conditions on a day; none where it may be any.
    fn within(&self, day: &str, days: DayRange) -> Vec<String> {
        if days.is_relative() {
            self.counts_from_today.set(true);
        }
        let (from, to) = days.span(self.derived.today);
        let from = from.map(|from| (">=", from));
        let to = to.map(|to| ("<=", to));
        [from, to]
            .into_iter()
            .flatten()
            .map(|(compared, bound)| match date(bound) {
                Some(bound) => format!("{day} {compared} {bound}"),
                // Beyond the calendar every day lies on the same side.
                None if (compared == ">=") == (bound.0 < 0) => TRUE.to_owned(),
                None => FALSE.to_owned(),
            })
            .collect()
    }

    /// The day is known, and one of these.
    fn known_within(&self, day: &str, days: DayRange) -> String {
        all([format!("{day} IS NOT NULL")], self.within(day, days))
    }
}

fn filtered(wanted: &[String]) -> String {
    if wanted.is_empty() { String::new() } else { format!(" WHERE {}", wanted.join(" AND ")) }
}

fn all(first: impl IntoIterator<Item = String>, others: Vec<String>) -> String {
    let all: Vec<String> = first.into_iter().chain(others).collect();
    match &all[..] {
        [] => TRUE.to_owned(),
        [one] => one.clone(),
        _ => format!("({})", all.join(" AND ")),
    }
}

fn counted(n: &str, range: CountRange) -> String {
    let low = range.low.map(|low| format!("{n} >= {low}"));
    let high = range.high.map(|high| format!("{n} <= {high}"));
    all(low, high.into_iter().collect())
}

fn money(cents: &str, bounds: MoneyBounds, times: &str) -> Vec<String> {
    let low = bounds.low.map(|low| format!("{cents} >= {}{times}", low.0));
    let high = bounds.high.map(|high| format!("{cents} <= {}{times}", high.0));
    low.into_iter().chain(high).collect()
}
