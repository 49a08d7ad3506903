//! What one condition finds: whom it holds for, and what it found of some of them.

use super::super::Derived;
use super::super::positions::Positions;
use super::sums::{OrderSums, contact_counts, order_sums, orders_at_events};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::lens::LensGroup;
use crate::table::columns::{Value, group_cell, value};
use crate::table::filter::Sieve;
use crate::table::tables::Tables;
use crate::views::rule::{Condition, Goods, OrderTest};
use crate::views::table::{Cell, Column, Test};

/// Whom it holds for, in the order of the customers.
pub fn holds_for(tables: &Tables, derived: &Derived, condition: &Condition) -> Vec<bool> {
    let positions = || Positions::of(tables);
    let n = derived.ids.len();
    match condition {
        Condition::Field(filter) => {
            let sieve = Sieve::new(filter);
            each(tables, |customer, place| sieve.passes(tables, customer, derived, place))
        }
        Condition::Day { column, days } => each(tables, |customer, place| {
            matches!(value(tables, customer, derived, place, column),
                Value::Date(day) if days.holds(day, derived.today))
        }),
        Condition::Orders { goods, days, test } => {
            let (positions, span) = (positions(), days.span(derived.today));
            let sums = order_sums(tables, goods, span, n, |id| positions.find(id));
            sums.iter().map(|sums| passes(test, sums, derived.today)).collect()
        }
        Condition::Contacts { kinds, event, days, n: wanted } => {
            let (positions, span) = (positions(), days.span(derived.today));
            let counts = contact_counts(tables, kinds, *event, span, n, |id| positions.find(id));
            counts.into_iter().map(|n| wanted.holds(n)).collect()
        }
        Condition::OrderedAt { event, days, n: wanted } => {
            let (positions, span) = (positions(), days.span(derived.today));
            let counts = orders_at_events(tables, *event, span, n, |id| positions.find(id));
            counts.into_iter().map(|n| wanted.holds(n)).collect()
        }
    }
}

fn each(tables: &Tables, holds: impl Fn(&Customer, usize) -> bool) -> Vec<bool> {
    let customers = tables.customers.iter().enumerate();
    customers.map(|(place, customer)| holds(customer, place)).collect()
}

/// For some people, by their places in ascending order: whether it holds, and what was found.
pub fn found_of(
    tables: &Tables,
    derived: &Derived,
    condition: &Condition,
    places: &[usize],
) -> Vec<(bool, Cell)> {
    let ids: Vec<u32> = places.iter().map(|place| derived.ids[*place].0).collect();
    let place_of = |id: u32| ids.binary_search(&id).ok();
    let of_column = |column: &Column, holds: &dyn Fn(&Customer, usize, &Value<'_>) -> bool| {
        let one = |place: &usize| {
            let customer = tables.customers.get(derived.ids[*place])?;
            let value = value(tables, customer, derived, *place, column);
            let holds = holds(customer, *place, &value);
            Some(match value.into_cell() {
                Cell::Group(group) => (holds, group_cell(tables, group)),
                cell => (holds, cell),
            })
        };
        places.iter().filter_map(one).collect()
    };
    match condition {
        Condition::Field(filter) => {
            let sieve = Sieve::new(filter);
            of_column(&filter.column, &|customer, place, _| {
                sieve.passes(tables, customer, derived, place)
            })
        }
        Condition::Day { column, days } => of_column(
            column,
            &|_, _, value| matches!(value, Value::Date(day) if days.holds(*day, derived.today)),
        ),
        Condition::Orders { goods, days, test } => {
            let span = days.span(derived.today);
            let sums = order_sums(tables, goods, span, places.len(), place_of);
            let one = |sums: OrderSums| (passes(test, &sums, derived.today), measured(test, &sums));
            sums.into_iter().map(one).collect()
        }
        Condition::Contacts { kinds, event, days, n } => {
            let span = days.span(derived.today);
            let counts = contact_counts(tables, kinds, *event, span, places.len(), place_of);
            counts.into_iter().map(|count| (n.holds(count), Cell::Number(count.into()))).collect()
        }
        Condition::OrderedAt { event, days, n } => {
            let span = days.span(derived.today);
            let counts = orders_at_events(tables, *event, span, places.len(), place_of);
            counts.into_iter().map(|count| (n.holds(count), Cell::Number(count.into()))).collect()
        }
    }
}

fn passes(test: &OrderTest, sums: &OrderSums, today: Day) -> bool {
    match test {
        OrderTest::Count(n) => n.holds(sums.n_orders),
        OrderTest::Sum(bounds) => sums.has_any() && bounds.hold(sums.sum, 1),
        OrderTest::Average(bounds) => sums.n_orders > 0 && bounds.hold(sums.sum, sums.n_orders),
        OrderTest::First(days) => sums.first.is_some_and(|day| days.holds(day, today)),
        OrderTest::Last(days) => sums.last.is_some_and(|day| days.holds(day, today)),
    }
}

fn measured(test: &OrderTest, sums: &OrderSums) -> Cell {
    let day = |day: Option<Day>| day.map_or(Cell::Empty, Cell::Date);
    match test {
        OrderTest::Count(_) => Cell::Number(sums.n_orders.into()),
        OrderTest::Sum(_) if sums.has_any() => Cell::Money(sums.sum),
        OrderTest::Average(_) if sums.n_orders > 0 => {
            let average = sums.sum.0 as f64 / f64::from(sums.n_orders);
            Cell::Money(crate::domain::money::Money(average.round() as i64))
        }
        OrderTest::Sum(_) | OrderTest::Average(_) => Cell::Empty,
        OrderTest::First(_) => day(sums.first),
        OrderTest::Last(_) => day(sums.last),
    }
}

/// Does it ask for something that is not there any more?
pub fn is_gone(tables: &Tables, condition: &Condition) -> bool {
    let column_is_gone = |column: &Column| match column {
        Column::Custom(key) => !tables.facts.custom_fields.iter().any(|field| field.key == *key),
        Column::Segment(id) => tables.segment(*id).is_none(),
        _ => false,
    };
    let n_tiers = tables.facts.lenses.tiers.len();
    // Of several groups one that is left still has its people.
    let all_are_gone = |groups: &[LensGroup]| {
        let is_gone = |group: &LensGroup| match group {
            LensGroup::Tier(tier) => usize::from(*tier) >= n_tiers,
            _ => false,
        };
        !groups.is_empty() && groups.iter().all(is_gone)
    };
    match condition {
        Condition::Field(filter) => {
            let group_is_gone =
                matches!(&filter.test, Test::GroupIs(groups) if all_are_gone(groups));
            group_is_gone || column_is_gone(&filter.column)
        }
        Condition::Day { column, .. } => column_is_gone(column),
        Condition::Orders { goods: Goods::Product(id), .. } => tables.products.get(*id).is_none(),
        Condition::Orders { goods: Goods::Category(category), .. } => {
            !tables.products.iter().any(|product| product.category == *category)
        }
        Condition::Orders { goods: Goods::Any, .. } => false,
        Condition::Contacts { event, .. } | Condition::OrderedAt { event, .. } => {
            event.is_some_and(|event| !tables.events().any(|(id, _)| id == event))
        }
    }
}
