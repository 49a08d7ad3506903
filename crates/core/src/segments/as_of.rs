//! A workspace as it was at the end of a day gone by, as far as that can be told: who was known by then,
//! with the orders and contacts up to it. Settings are those of now.
//!
//! Somebody is known from the day that a file or an edit says, or from the first order or contact, if that
//! is earlier; who has neither counts as known all along. Class and stage set by hand and membership are
//! those of that day where the log tells of a change since. Whoever was deleted is not there. Must not
//! know what is made of it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::positions::Positions;
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::log::Happening;
use crate::table::tables::Tables;

pub fn as_of(tables: &Tables, day: Day) -> Tables {
    let mut before = tables.clone();
    before.orders.remove_after(day);
    before.interactions.retain(|contact| contact.day <= day);
    let positions = Positions::of(tables);
    let (seen_by_then, seen_ever) = (seen(&before, &positions), seen(tables, &positions));
    let is_known = |customer: &Customer| {
        let Some(place) = positions.find(customer.id.0) else { return false };
        match customer.known_since {
            Some(since) => since <= day || seen_by_then[place],
            None => seen_by_then[place] || !seen_ever[place],
        }
    };
    before.customers.replace(changed_since(tables, day).into_values());
    before.customers.retain(is_known);
    before
}

/// Who has an order or a contact, by place.
fn seen(tables: &Tables, positions: &Positions) -> Vec<bool> {
    let mut seen = vec![false; positions.n_customers()];
    let ordered = tables.orders.chunks().iter().flat_map(|chunk| &chunk.data().customers).copied();
    let met = tables.interactions.iter().map(|contact| contact.customer.0);
    for place in ordered.chain(met).filter_map(|customer| positions.find(customer)) {
        seen[place] = true;
    }
    seen
}

/// Those of whom the log tells a change after the day, as they were at its end.
fn changed_since(tables: &Tables, day: Day) -> BTreeMap<CustomerId, Customer> {
    let mut earlier: BTreeMap<CustomerId, Customer> = BTreeMap::new();
    let later: Vec<_> = tables.log.iter().filter(|entry| entry.day > day).collect();
    // Backwards from now.
    for entry in later.into_iter().rev() {
        let is_taken_back = matches!(
            entry.what,
            Happening::Stage { .. } | Happening::Class { .. } | Happening::Edited(_)
        );
        if !is_taken_back {
            continue;
        }
        let customer = match earlier.entry(entry.customer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let Some(customer) = tables.customers.get(entry.customer) else { continue };
                free.insert(customer.clone())
            }
        };
        match &entry.what {
            Happening::Stage { from, .. } => customer.stage = *from,
            Happening::Class { from, .. } => customer.class_override = from.as_deref().cloned(),
            Happening::Edited(changes) => {
                let members = changes.iter().filter(|it| it.field == CustomerField::Member);
                for change in members {
                    // What the log keeps is of the form that the field reads; else it stays.
                    let _ = change.field.write(customer, &change.from);
                }
            }
            _ => {}
        }
    }
    earlier
}

#[cfg(test)]
mod tests {
    use super::as_of;
    use crate::domain::class::Class;
    use crate::domain::customer::{ClassOverride, Customer, Stage};
    use crate::domain::customer_field::CustomerField;
    use crate::domain::day::Day;
    use crate::domain::ids::CustomerId;
    use crate::domain::interaction::InteractionKind;
    use crate::domain::log::{FieldChange, Happening};
    use crate::segments::test_tables::{add_interactions, add_orders, order, workspace};
    use crate::table::tables::Tables;

    const THEN: Day = Day(1_000);

    fn numbers(tables: &Tables) -> Vec<u32> {
        tables.customers.iter().map(|customer| customer.id.0).collect()
    }

    /// 1 and 2 are known since a day, 3 from a later order on, 4 from an earlier contact on although a
    /// file says later, and of 5 nothing tells; of the orders only those up to the day are left.
    #[test]
    fn only_what_was_there_by_then_is_left() {
        let since = |day: i32| Customer { known_since: Some(Day(day)), ..Customer::default() };
        let nothing = Customer::default;
        let mut tables =
            workspace(vec![since(1_000), since(1_001), nothing(), since(1_500), nothing()]);
        let orders = [(1, 990), (1, 1_000), (1, 1_001), (3, 1_200)];
        let orders = orders.map(|(customer, day)| order(customer, day, 5_000));
        add_orders(&mut tables, orders.to_vec());
        let kind = InteractionKind::Visit;
        add_interactions(&mut tables, &[(4, 999, kind), (4, 1_001, kind)]);

        let before = as_of(&tables, THEN);
        assert_eq!(numbers(&before), [1, 4, 5]);
        let days: Vec<i32> =
            before.orders.chunks().iter().flat_map(|chunk| chunk.data().days.clone()).collect();
        assert_eq!(days, [990, 1_000]);
        let met: Vec<i32> = before.interactions.iter().map(|contact| contact.day.0).collect();
        assert_eq!(met, [999]);
        assert_eq!(numbers(&as_of(&tables, Day(1_200))), [1, 2, 3, 4, 5]);
    }

    /// Two changes of one day and one of later: what stood before the first of those after the day holds.
    #[test]
    fn what_was_set_by_hand_since_is_taken_back() {
        let by_hand = |class| ClassOverride { class, note: String::new() };
        let now = Customer {
            stage: Some(Stage::InService),
            class_override: Some(by_hand(Class::Bee)),
            member: Some(true),
            region: "West".into(),
            ..Customer::default()
        };
        let mut tables = workspace(vec![now.clone()]);
        let id = CustomerId(1);
        let class = |from: Option<Class>, to: Class| Happening::Class {
            from: from.map(|class| Box::new(by_hand(class))),
            to: Some(Box::new(by_hand(to))),
        };
        let change =
            |field, from: &str, to: &str| FieldChange { field, from: from.into(), to: to.into() };
        let fields = [
            change(CustomerField::Region, "East", "West"),
            change(CustomerField::Member, "no", "yes"),
        ];
        tables.note(THEN, [(id, class(None, Class::Mantis))]);
        tables.note(Day(1_001), [(id, class(Some(Class::Mantis), Class::Butterfly))]);
        tables.note(Day(1_002), [(id, class(Some(Class::Butterfly), Class::Bee))]);
        let stage = Happening::Stage { from: None, to: Some(Stage::InService) };
        tables.note(Day(1_002), [(id, stage), (id, Happening::Edited(fields.into()))]);

        let then = as_of(&tables, THEN).customers.get(id).cloned();
        let expected = Customer {
            stage: None,
            class_override: Some(by_hand(Class::Mantis)),
            member: Some(false),
            ..now.clone()
        };
        assert_eq!(then, Some(Customer { id, ..expected }));
        let unchanged = as_of(&tables, Day(1_002)).customers.get(id).cloned();
        assert_eq!(unchanged, Some(Customer { id, ..now }));
        let first = as_of(&tables, Day(999)).customers.get(id).cloned();
        assert_eq!(first.map(|first| first.class_override), Some(None));
    }
}
