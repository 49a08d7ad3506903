//! What columns hold that are worked out from orders with more than a sum: the lenses, and what is to be
//! expected of customers.

use meadow_models::rfm::Rfm;

use super::columns::{Value, date, number};
use super::tables::Tables;
use crate::domain::customer::Customer;
use crate::domain::lens::{LensColumn, LensGroup, NeedPhase};
use crate::domain::money::Money;
use crate::domain::outlook::OutlookColumn;
use crate::segments::Derived;
use crate::segments::lenses::momentum;

/// What is to be expected of a customer. Nothing is worked out of whoever has not bought.
pub fn outlook_value<'a>(
    tables: &Tables,
    derived: &Derived,
    place: usize,
    column: OutlookColumn,
) -> Value<'a> {
    let figure = || derived.customer_base(tables).figure(place, column);
    let figure = if derived.has_bought(place) { figure() } else { None };
    match column {
        OutlookColumn::Active | OutlookColumn::Purchases => number(figure),
        OutlookColumn::Value => {
            figure.map_or(Value::Empty, |value| Value::Money(Money::from_major(value)))
        }
    }
}

/// What a lens finds of a customer.
pub fn lens_value<'a>(
    tables: &Tables,
    customer: &Customer,
    derived: &Derived,
    place: usize,
    column: LensColumn,
) -> Value<'a> {
    let found = || derived.lenses(tables);
    let group = |group: Option<LensGroup>| group.map_or(Value::Empty, Value::Group);
    let score = |of: fn(&Rfm) -> u8| {
        number(found().rfm[place].as_ref().map(|scores| f64::from(of(scores))))
    };
    // Who has bought is never among those who have not.
    let no_value = || derived.has_bought(place).then_some(LensGroup::NoValue);
    match column {
        LensColumn::Rfm => group(found().rfm[place].and_then(Rfm::cell).map(LensGroup::Rfm)),
        LensColumn::RecencyScore => score(|scores| scores.recency),
        LensColumn::FrequencyScore => score(|scores| scores.frequency),
        LensColumn::MoneyScore => score(|scores| scores.money),
        LensColumn::ValueTier => {
            group(found().value_tiers[place].map(LensGroup::Value).or_else(no_value))
        }
        LensColumn::SpendingTier => group(found().spending_tiers[place].map(LensGroup::Tier)),
        LensColumn::Activity => number(found().activity[place].map(|trend| trend.now)),
        LensColumn::Momentum => {
            let trend = found().activity[place].as_ref();
            group(trend.map(|trend| LensGroup::Momentum(momentum(trend))))
        }
        LensColumn::Relationship => {
            group(found().relationships[place].map(LensGroup::Relationship).or_else(no_value))
        }
        LensColumn::Need => {
            let phase = found().needs[place].map(|need| need.phase);
            let untold = derived.has_bought(place).then_some(NeedPhase::Untold);
            group(phase.or(untold).map(LensGroup::Need))
        }
        LensColumn::NextPurchase => date(found().needs[place].map(|need| need.expected)),
        LensColumn::Decade => {
            group(customer.birth_year.map(|year| LensGroup::Decade(year.div_euclid(10) * 10)))
        }
        LensColumn::TargetAge => {
            let range = tables.facts.lenses.target_age;
            let age = customer.birth_year.zip(derived.today.ymd());
            let age = age.map(|(born, (year, ..))| year - i32::from(born));
            group(range.zip(age).map(|((from, to), age)| {
                LensGroup::TargetAge((i32::from(from)..=i32::from(to)).contains(&age))
            }))
        }
    }
}
