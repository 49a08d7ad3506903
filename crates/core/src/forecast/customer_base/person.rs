//! What is to be expected of one person, with what it rests on.

use super::fitting::is_alive_by_rule;
use super::report::{n_bought, name, next_need, told};
use crate::domain::ids::CustomerId;
use crate::domain::outlook::MOST_MONTHS;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::customer_base::{PersonOutlookView, PersonReport, PurchaseModelName};

/// `None` for a customer who is not there.
pub fn person_outlook(
    tables: &Tables,
    derived: &Derived,
    id: CustomerId,
) -> Option<PersonOutlookView> {
    let place = derived.place_of(id)?;
    let facts = &derived.purchases[place];
    let Some(last) = facts.last_purchase else { return Some(PersonOutlookView::HasNotBought) };
    let base = derived.customer_base(tables);
    let found = match &base.found {
        Ok(found) => found,
        Err(why) => return Some(PersonOutlookView::None(*why)),
    };
    let (Some(told), Some(person)) = (told(base, found, place), found.person(place)) else {
        // All that was bought is dated after the data's end.
        return Some(PersonOutlookView::HasNotBought);
    };
    let fitted = &found.fitted;
    let end = derived.data_end.unwrap_or(derived.today);
    let outcome = fitted.model.outcome(&[(person, 1)], found.plan);
    let amounts = fitted.amounts.as_ref().ok();
    let frequency = person.history.frequency;
    Some(PersonOutlookView::Told(Box::new(PersonReport {
        horizon_months: tables.facts.outlook.horizon_months.clamp(1, MOST_MONTHS),
        active: told.active,
        purchases: told.purchases,
        outcome: outcome.map(|drawn| (drawn.middle_90.low.floor(), drawn.middle_90.high.ceil())),
        value: told.value,
        need: next_need(tables, derived, place),
        n_purchases: frequency + 1,
        silent_days: end.days_since(last).max(0) as u32,
        interval_days: facts.mean_interval_days,
        amount: amounts.map(|amounts| amounts.of(&person)),
        own_amount: person.mean_amount,
        margin: base.margin,
        model: name(fitted.kind).unwrap_or(PurchaseModelName::BgNbd),
        n_fitted: fitted.n_fitted as u32,
        n_bought: n_bought(derived),
        unit: fitted.histories.unit,
        n_repeat: frequency,
        recency: person.history.recency,
        age: person.history.age,
        is_alive_by_rule: is_alive_by_rule(fitted.kind, fitted.histories.setting(), frequency),
    })))
}
