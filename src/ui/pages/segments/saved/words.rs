//! Conditions in words, and what was found of somebody. Must not know the widgets.

use super::lists::Lists;
use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::words::agree;
use crate::ui::pages::customers::cell::write_cell;
use crate::ui::pages::customers::filter_wording::{DOT, filter_text};
use crate::ui::pages::customers::wording::{Texts, class_word, interaction_name, name_among};
use leptos::prelude::With;
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::money::Money;
use meadow_core::views::rule::{Condition, DayRange, Goods, Join, OrderTest, Rule};
use meadow_core::views::segment::{RuleReason, RuleVerdict};
use meadow_core::views::table::{Cell, Column, Filter, Placed, Test};

pub fn join_name(i18n: Texts, join: Join) -> String {
    match join {
        Join::All => t_string!(i18n, rules.all),
        Join::Any => t_string!(i18n, rules.any),
        Join::None => t_string!(i18n, rules.none),
    }
    .to_owned()
}

/// A condition as a short phrase: "Orders · last 90 days: from 3".
pub fn condition_text(i18n: Texts, f: &Formatter, lists: Lists, condition: &Condition) -> String {
    let test = match condition {
        Condition::Field(filter) => {
            return lists.columns.with(|known| filter_text(i18n, f, filter, known));
        }
        Condition::Day { days, .. } => days_text(i18n, f, *days).unwrap_or_default(),
        Condition::Orders { test, .. } => match test {
            OrderTest::Count(n) => {
                let write = |n: u32| f.fmt_int(n.into());
                range_text(i18n, f, n.low.map(write), n.high.map(write))
            }
            OrderTest::Sum(bounds) | OrderTest::Average(bounds) => {
                let write = |money: Money| f.fmt_money(money);
                range_text(i18n, f, bounds.low.map(write), bounds.high.map(write))
            }
            OrderTest::First(days) | OrderTest::Last(days) => {
                days_text(i18n, f, *days).unwrap_or_else(|| t_string!(i18n, rules.ever).to_owned())
            }
        },
        Condition::Contacts { n, .. } | Condition::OrderedAt { n, .. } => {
            let write = |n: u32| f.fmt_int(n.into());
            range_text(i18n, f, n.low.map(write), n.high.map(write))
        }
    };
    let subject = subject(i18n, f, lists, condition);
    t_string!(i18n, customers.filter_text, column = subject, test = test).to_string()
}

/// A rule in one line: its conditions, and how they are taken together where not simply all hold.
pub fn rule_text(i18n: Texts, f: &Formatter, lists: Lists, rule: &Rule) -> String {
    match rule {
        Rule::Is(Condition::Field(Filter { column, test: Test::IsYes(true) }))
            if matches!(column, Column::Segment(_)) =>
        {
            lists.columns.with(|known| name_among(i18n, column, known))
        }
        Rule::Is(condition) => condition_text(i18n, f, lists, condition),
        Rule::Group(Join::All, parts) if parts.is_empty() => {
            t_string!(i18n, rules.everybody).to_owned()
        }
        Rule::Group(how, parts) => {
            let parts: Vec<String> =
                parts.iter().map(|part| rule_text(i18n, f, lists, part)).collect();
            let parts = parts.join(t_string!(i18n, rules.reason_comma));
            match how {
                Join::All => parts,
                Join::Any | Join::None => {
                    let how = join_name(i18n, *how);
                    t_string!(i18n, rules.taken_together, how = how, parts = parts).to_string()
                }
            }
        }
    }
}

/// What a condition looks at.
fn subject(i18n: Texts, f: &Formatter, lists: Lists, condition: &Condition) -> String {
    let parts = match condition {
        Condition::Field(Filter { column, .. }) | Condition::Day { column, .. } => {
            return lists.columns.with(|known| name_among(i18n, column, known));
        }
        Condition::Orders { goods, days, test } => [
            Some(measure_name(i18n, test).to_owned()),
            goods_name(i18n, lists, goods),
            days_text(i18n, f, *days),
        ],
        Condition::Contacts { kinds, event, days, .. } => {
            let names: Vec<String> =
                kinds.iter().map(|kind| interaction_name(i18n, *kind)).collect();
            let names = match names.is_empty() {
                true => t_string!(i18n, rules.contacts).to_owned(),
                false => names.join(t_string!(i18n, customers.list_comma)),
            };
            [Some(names), event.map(|id| event_name(i18n, lists, id)), days_text(i18n, f, *days)]
        }
        Condition::OrderedAt { event, days, .. } => [
            Some(t_string!(i18n, rules.ordered_at).to_owned()),
            event.map(|id| event_name(i18n, lists, id)),
            days_text(i18n, f, *days),
        ],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(DOT)
}

pub fn measure_name(i18n: Texts, test: &OrderTest) -> &'static str {
    match test {
        OrderTest::Count(_) => t_string!(i18n, rules.n_orders),
        OrderTest::Sum(_) => t_string!(i18n, rules.spend),
        OrderTest::Average(_) => t_string!(i18n, rules.average),
        OrderTest::First(_) => t_string!(i18n, rules.first_order),
        OrderTest::Last(_) => t_string!(i18n, rules.last_order),
    }
}

/// `None` for all of them.
fn goods_name(i18n: Texts, lists: Lists, goods: &Goods) -> Option<String> {
    let gone = || t_string!(i18n, rules.gone).to_owned();
    match goods {
        Goods::Any => None,
        Goods::Category(name) if name.is_empty() => {
            Some(t_string!(i18n, rules.no_category).to_owned())
        }
        Goods::Category(name) => Some(name.clone()),
        Goods::Product(id) => Some(lists.products.with(|products| {
            let product = products.iter().find(|product| product.id == *id);
            product.map_or_else(gone, |product| product.name.clone())
        })),
    }
}

fn event_name(i18n: Texts, lists: Lists, id: DocumentId) -> String {
    lists.events.with(|events| {
        let event = events.iter().find(|event| event.id == id);
        event.map_or_else(|| t_string!(i18n, rules.gone).to_owned(), |event| event.name.clone())
    })
}

/// `None` for any day.
pub fn days_text(i18n: Texts, f: &Formatter, days: DayRange) -> Option<String> {
    let n = |n: u32| f.fmt_int(n.into());
    Some(match days {
        DayRange::Ever => return None,
        DayRange::Between { from, to } => {
            let write = |day: meadow_core::domain::day::Day| f.fmt_date(day.0, DateStyle::Iso);
            range_text(i18n, f, from.map(write), to.map(write))
        }
        DayRange::Last(days) => agree(&t_string!(i18n, rules.last_days, n = n(days)).to_string()),
        DayRange::Before(days) => {
            agree(&t_string!(i18n, rules.before_days, n = n(days)).to_string())
        }
        DayRange::Next(days) => agree(&t_string!(i18n, rules.next_days, n = n(days)).to_string()),
    })
}

fn range_text(i18n: Texts, f: &Formatter, low: Option<String>, high: Option<String>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => f.join_range(&low, &high),
        (Some(low), None) => t_string!(i18n, customers.from_value, value = low).to_string(),
        (None, Some(high)) => t_string!(i18n, customers.up_to_value, value = high).to_string(),
        (None, None) => t_string!(i18n, rules.ever).to_owned(),
    }
}

/// A class, and whether it is only expected.
pub fn placed_text(i18n: Texts, placed: Placed) -> String {
    let mark = placed.expected.then(|| t_string!(i18n, common.potential));
    let words = std::iter::once(class_word(i18n, placed.class)).chain(mark);
    words.collect::<Vec<_>>().join(t_string!(i18n, customers.list_comma))
}

/// What decides whether somebody is in; nothing where no condition does.
pub fn reasons_text(i18n: Texts, f: &Formatter, lists: Lists, verdict: &RuleVerdict) -> String {
    let reasons = verdict.reasons.iter().map(|reason| reason_text(i18n, f, lists, reason));
    reasons.collect::<Vec<_>>().join(t_string!(i18n, rules.reason_comma))
}

/// What was looked at, and what was found there.
fn reason_text(i18n: Texts, f: &Formatter, lists: Lists, reason: &RuleReason) -> String {
    let subject = subject(i18n, f, lists, &reason.condition);
    if let (Some(_), Cell::YesNo(is_in)) = (segment_of(&reason.condition), &reason.found) {
        return match is_in {
            true => t_string!(i18n, rules.is_in_segment, name = subject).to_string(),
            false => t_string!(i18n, rules.is_not_in_segment, name = subject).to_string(),
        };
    }
    let column = match &reason.condition {
        Condition::Field(Filter { column, .. }) | Condition::Day { column, .. } => column,
        Condition::Orders { .. } | Condition::Contacts { .. } | Condition::OrderedAt { .. } => {
            &Column::PurchaseDays
        }
    };
    let found = match &reason.found {
        Cell::Class(placed) => {
            let line = asks_for_line(&reason.condition).then(|| match placed.borderline {
                true => t_string!(i18n, common.borderline),
                false => t_string!(i18n, customers.borderline_without),
            });
            let words = std::iter::once(placed_text(i18n, *placed));
            let words: Vec<String> = words.chain(line.map(str::to_owned)).collect();
            words.join(t_string!(i18n, customers.list_comma))
        }
        cell => write_cell(i18n, f, cell, column),
    };
    let found = if found.is_empty() { t_string!(i18n, lenses.missing).to_owned() } else { found };
    t_string!(i18n, customers.filter_text, column = subject, test = found).to_string()
}

/// Does it matter how close to a line somebody is?
fn asks_for_line(condition: &Condition) -> bool {
    match condition {
        Condition::Field(filter) => {
            matches!(filter.test, Test::ClassIs { borderline: Some(_), .. })
        }
        _ => false,
    }
}

/// The saved segment that a condition asks for.
fn segment_of(condition: &Condition) -> Option<DocumentId> {
    match condition {
        Condition::Field(Filter { column: Column::Segment(id), .. }) => Some(*id),
        _ => None,
    }
}
