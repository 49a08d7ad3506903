//! How active one person is and where that goes, when their need peaks, and which categories they
//! prefer: what a card says beside the class.

use std::collections::BTreeMap;

use super::{Need, momentum};
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::domain::order::OrderLine;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::habits::{ActivityView, CategoryShare, PersonHabits};

/// More categories than these are no preference.
const MOST_CATEGORIES: usize = 3;
/// From this share of what somebody spent on, a category is what they usually buy.
const USUAL_SHARE: f64 = 0.5;
/// Of fewer orders nothing is a habit.
const FEWEST_ORDERS: usize = 3;

/// `None` for a customer who is not there.
pub fn habits(tables: &Tables, derived: &Derived, id: CustomerId) -> Option<PersonHabits> {
    tables.customers.get(id)?;
    let place = derived.place_of(id)?;
    let lenses = derived.lenses(tables);
    let end = derived.data_end.unwrap_or(derived.today);
    let half_life = i32::from(tables.facts.lenses.half_life_days);
    Some(PersonHabits {
        activity: lenses.activity[place].as_ref().map(|trend| ActivityView {
            now: trend.now,
            before: trend.before,
            momentum: momentum(trend),
            until: end,
            before_day: end.plus_days(-half_life),
        }),
        need: lenses.needs[place].map(Need::view),
        has_bought: derived.has_bought(place),
        relationship: lenses.relationships[place],
        categories: categories(tables, id),
    })
}

/// What somebody usually buys, where that is one thing: on what at least half was spent, and what most of
/// several orders held.
pub fn usual_category(tables: &Tables, id: CustomerId) -> Option<String> {
    let largest = categories(tables, id).into_iter().next()?;
    let orders = tables.orders.of_customer(id);
    let bought: Vec<_> = orders.iter().filter(|order| order.amount > Money::ZERO).collect();
    let holds = |line: &OrderLine| {
        let product = line.product.and_then(|product| tables.products.get(product));
        line.amount > Money::ZERO && product.is_some_and(|of| of.category == largest.category)
    };
    let n_with = bought.iter().filter(|order| order.lines.iter().any(holds)).count();
    let is_usual =
        largest.share >= USUAL_SHARE && bought.len() >= FEWEST_ORDERS && 2 * n_with > bought.len();
    is_usual.then_some(largest.category)
}

/// On what most was spent on a day: the product by its name, else by its category.
pub fn bought_on(tables: &Tables, id: CustomerId, day: Day) -> Option<String> {
    let orders = tables.orders.of_customer(id);
    let lines = orders.iter().filter(|order| order.day == day).flat_map(|order| &order.lines);
    let named = lines.filter(|line| line.amount > Money::ZERO).filter_map(|line| {
        let product = tables.products.get(line.product?)?;
        let names = [product.name.trim(), product.category.trim()];
        let name = names.into_iter().find(|name| !name.is_empty())?;
        Some((line.amount, name))
    });
    let dearest = named.max_by_key(|(amount, _)| *amount)?;
    Some(dearest.1.to_owned())
}

/// By what was spent on them, refunds taken off, the largest first; products without a category are
/// left out of the list, not of the whole.
fn categories(tables: &Tables, id: CustomerId) -> Vec<CategoryShare> {
    let mut spent: BTreeMap<&str, Money> = BTreeMap::new();
    let orders = tables.orders.of_customer(id);
    for line in orders.iter().flat_map(|order| &order.lines) {
        let product = line.product.and_then(|product| tables.products.get(product));
        let category = product.map_or("", |product| product.category.as_str());
        *spent.entry(category).or_default() += line.amount;
    }
    spent.retain(|_, amount| *amount > Money::ZERO);
    let all: Money = spent.values().copied().sum();
    let mut found: Vec<CategoryShare> = spent
        .into_iter()
        .filter(|(category, _)| !category.is_empty())
        .map(|(category, amount)| CategoryShare {
            category: category.to_owned(),
            spend: amount,
            share: amount.major() / all.major(),
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.spend));
    found.truncate(MOST_CATEGORIES);
    found
}
