//! The customers of a table query: all that match, in their order, whatever page is shown.
//!
//! Columns that follow from other data say so in their names, by which the import passes them over.
//! Columns are added where the query leaves a gap: the stage set by hand beside the one worked out,
//! why a class was set beside it, a company's number beside its name, and the opt-out beside consent.

use super::names::{class_name, header, key, stage_key, stage_name};
use crate::domain::consent::Permission;
use crate::domain::customer::Customer;
use crate::domain::dated_notes;
use crate::domain::keeping::KeepQuestion;
use crate::domain::text::{Language, Text};
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetColumn, SheetHead, Width};
use crate::playbooks::reason_cell;
use crate::segments::Derived;
use crate::segments::lenses::names::group_name;
use crate::table::columns::{Value, all, label, value};
use crate::table::personality::personality_name;
use crate::table::query::TableOrder;
use crate::table::sex::sex_name;
use crate::table::tables::Tables;
use crate::views::table::{Column, Placed, TableQuery};
use crate::words::export;

#[derive(Clone, Debug, PartialEq)]
enum Exported {
    As(Column),
    StageByHand,
    ClassNote,
    Keeping(KeepQuestion),
    OptedOut,
    OptOutDay,
    OptOutSource,
}

/// The columns of the query, or all columns where it names none.
pub fn customers<'a>(
    tables: &'a Tables,
    derived: &'a Derived,
    query: &TableQuery,
    language: Language,
) -> Sheet<'a> {
    let columns = complete(
        if query.columns.is_empty() { all_but_company_id(tables) } else { query.columns.clone() },
        tables,
    );
    let ids = TableOrder::new(tables, derived, query).ids(derived);
    let head = SheetHead {
        key: "customers",
        title: export::customers_file().get(language).to_owned(),
        columns: columns.iter().map(|column| describe(tables, column, language)).collect(),
    };
    Sheet {
        head,
        n_rows: ids.len(),
        rows: Box::new(ids.into_iter().filter_map(move |id| {
            let (customer, place) = (tables.customers.get(id)?, derived.place_of(id)?);
            let cell = |column: &Exported| match column {
                Exported::As(column) => cell_of(tables, customer, derived, place, column),
                Exported::ClassNote => {
                    let by_hand = customer.class_override.as_ref();
                    Cell::text(by_hand.map_or("", |by_hand| by_hand.note.as_str()))
                }
                Exported::Keeping(question) => {
                    customer.keeping.get(question).map_or(Cell::Empty, |yes| Cell::YesNo(*yes))
                }
                Exported::StageByHand => customer.stage.map_or(Cell::Empty, |stage| {
                    Cell::Word(stage_key(stage).into(), stage_name(stage))
                }),
                Exported::OptedOut if customer.consent.opted_out() => Cell::YesNo(true),
                Exported::OptedOut => Cell::Empty,
                Exported::OptOutDay => {
                    Cell::date(customer.consent.opt_out.as_ref().and_then(|out| out.day))
                }
                Exported::OptOutSource => {
                    let out = customer.consent.opt_out.as_ref();
                    Cell::text(out.map_or("", |out| out.source.as_str()))
                }
            };
            Some(columns.iter().map(cell).collect())
        })),
    }
}

/// Few have a number of the company, which stands beside the company where anybody has one.
fn all_but_company_id(tables: &Tables) -> Vec<Column> {
    all(tables).into_iter().filter(|column| *column != Column::CompanyId).collect()
}

fn complete(columns: Vec<Column>, tables: &Tables) -> Vec<Exported> {
    let anybody = |has: fn(&Customer) -> bool| tables.customers.iter().any(has);
    let adds_company_id = !columns.contains(&Column::CompanyId)
        && anybody(|customer| !customer.company_id.is_empty());
    let any_class_note = anybody(|customer| {
        customer.class_override.as_ref().is_some_and(|set| !set.note.is_empty())
    });
    let anybody_answered = anybody(|customer| !customer.keeping.is_empty());
    let anybody_opted_out = anybody(|customer| customer.consent.opted_out());
    let speaks_of_consent = |column: &Column| {
        matches!(column, Column::MayInvite | Column::Consent(_) | Column::ConsentFact(..))
    };
    let last_consent = columns.iter().rposition(speaks_of_consent);
    let mut all = Vec::with_capacity(columns.len() + 4);
    for (at, column) in columns.into_iter().enumerate() {
        let is_of_class = column == Column::ClassByHand;
        let beside = match column {
            Column::Stage => Some(Exported::StageByHand),
            Column::ClassByHand if any_class_note => Some(Exported::ClassNote),
            Column::Company if adds_company_id => Some(Exported::As(Column::CompanyId)),
            _ => None,
        };
        all.push(Exported::As(column));
        all.extend(beside);
        if is_of_class && anybody_answered {
            all.extend(KeepQuestion::ALL.map(Exported::Keeping));
        }
        if last_consent == Some(at) {
            all.push(Exported::OptedOut);
            if anybody_opted_out {
                all.extend([Exported::OptOutDay, Exported::OptOutSource]);
            }
        }
    }
    all
}

/// Does the column follow from other data?
fn is_worked_out(column: &Column) -> bool {
    column.sums_up_orders()
        || matches!(
            column,
            Column::MayInvite
                | Column::ConsentUnproven
                | Column::LastContact
                | Column::RestsUntil
                | Column::Lens(_)
                | Column::Outlook(_)
                | Column::Segment(_)
                | Column::Cluster(_)
                | Column::BehindValue(_)
        )
}

fn describe(tables: &Tables, column: &Exported, language: Language) -> SheetColumn {
    let (key, name, is_worked_out) = match column {
        Exported::StageByHand => ("stage".to_owned(), export::stage_by_hand(), false),
        Exported::ClassNote => ("class_by_hand_note".to_owned(), export::class_note(), false),
        Exported::Keeping(question) => {
            (format!("keeping_{}", question.slug()), keeping_header(*question), false)
        }
        Exported::OptedOut => ("opted_out".to_owned(), export::opted_out(), false),
        Exported::OptOutDay => ("opted_out_day".to_owned(), export::opted_out_day(), false),
        Exported::OptOutSource => {
            ("opted_out_source".to_owned(), export::opted_out_source(), false)
        }
        Exported::As(column) => match label(tables, column) {
            Some(label) if is_worked_out(column) => {
                (format!("meadow_{}", key(column)), export::worked_out(label), true)
            }
            Some(label) => (label.clone(), label.into(), false),
            None if is_worked_out(column) => {
                (format!("meadow_{}", key(column)), export::worked_out(header(column)), true)
            }
            None => (key(column), header(column), false),
        },
    };
    let width = match column {
        Exported::As(
            Column::Notes | Column::Tags | Column::Reasons | Column::Email | Column::Company,
        ) => Width::Wide,
        Exported::As(Column::Sex | Column::BirthYear | Column::Member) => Width::Narrow,
        _ => Width::Normal,
    };
    SheetColumn { key, header: name.get(language).to_owned(), width, is_worked_out }
}

fn keeping_header(question: KeepQuestion) -> Text {
    match question {
        KeepQuestion::Unusual => export::keeping_unusual(),
        KeepQuestion::LooksAhead => export::keeping_looks_ahead(),
        KeepQuestion::Durable => export::keeping_durable(),
        KeepQuestion::Adaptable => export::keeping_adaptable(),
        KeepQuestion::Sound => export::keeping_sound(),
        KeepQuestion::Caution => export::keeping_caution(),
        KeepQuestion::Valuable => export::keeping_valuable(),
    }
}

fn cell_of<'a>(
    tables: &Tables,
    customer: &'a Customer,
    derived: &Derived,
    place: usize,
    column: &Column,
) -> Cell<'a> {
    let found = value(tables, customer, derived, place, column);
    if let Column::Consent(channel) = column
        && customer.consent.opted_out()
        && customer.consent.noted(*channel) != Permission::Refused
    {
        return Cell::Word("opted out".into(), export::opted_out());
    }
    if *column == Column::ClassByHand {
        return customer.class_override.as_ref().map_or(Cell::Empty, |by_hand| {
            Cell::Word(by_hand.class.slug().into(), class_name(by_hand.class))
        });
    }
    if let Column::Custom(key) = column {
        // Only what reads back as it was typed is more than text.
        let written = customer.fields.get(key).map_or("", String::as_str);
        return match found {
            Value::Number(number) if number.to_string() == written => Cell::Number(number),
            Value::Money(money) if money.major().to_string() == written => {
                Cell::Number(money.major())
            }
            Value::Date(day) if day.to_string() == written => Cell::Date(day),
            _ => Cell::text(written),
        };
    }
    match found {
        Value::Empty => Cell::Empty,
        Value::Number(number) => Cell::Number(match column {
            Column::Contribution | Column::Loyalty => (number * 10.0).round() / 10.0,
            Column::DiscountShare => (number * 10_000.0).round() / 10_000.0,
            _ => number,
        }),
        Value::Money(money) => Cell::Money(money),
        Value::Date(day) => Cell::Date(day),
        Value::YesNo(yes) => Cell::YesNo(yes),
        Value::Class(placed) => Cell::Word(placed.class.slug().into(), class_words(placed)),
        Value::Group(group) => {
            Cell::Word(group.slug().into(), group_name(&tables.facts.lenses, group))
        }
        Value::Blocked => Cell::Word("blocked".into(), export::blocked()),
        Value::Unplaced => Cell::Word("unplaced".into(), export::unplaced()),
        Value::Stage(stage) => Cell::Word(stage_key(stage).into(), stage_name(stage)),
        Value::Permission(Permission::Granted) => Cell::YesNo(true),
        Value::Permission(Permission::Refused) => Cell::YesNo(false),
        Value::Permission(Permission::Unknown) => Cell::NotAsked,
        Value::Text(text) if *column == Column::Sex => {
            Cell::Word(text.to_owned().into(), sex_name(text))
        }
        Value::Text(text) if *column == Column::Personality => {
            Cell::Word(text.to_owned().into(), personality_name(text))
        }
        Value::Text(text) => Cell::text(text),
        Value::Notes(notes) => Cell::text(dated_notes::write(notes)),
        Value::Reasons(reasons) => {
            Cell::Word(reason_cell::write_keys(reasons).into(), reason_cell::write(reasons))
        }
        Value::Tags(_) => Cell::text(found.text().unwrap_or_default().into_owned()),
    }
}

fn class_words(placed: Placed) -> Text {
    let name = class_name(placed.class);
    if placed.expected { export::expected(name) } else { name }
}
