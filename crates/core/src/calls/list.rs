//! Who is called next: everybody who may be called, by what a call is expected to bring.
//!
//! **The formula.** Expected value = chance of an order from a call (`chance`) × a typical order: the
//! median of the person's own orders, else of those of the class they are in or expected in. Of whom
//! neither is known the value stays unknown: they come after the others and are never counted as
//! worth nothing. Whoever asked to be called again by today comes first.

use std::collections::{BTreeSet, HashMap};

use super::chance::Chances;
use super::record::script_records;
use crate::contact::hold_out::held_out;
use crate::domain::call::CallOutcome;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, Permission};
use crate::domain::contact_rules::NotAllowed;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::InteractionKind;
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::audience::obstacle_today;
use crate::segments::positions::Positions;
use crate::segments::purchases::median_money;
use crate::table::query::matching_ids;
use crate::table::tables::Tables;
use crate::views::calls::{CallAudience, CallEntry, CallList, CalledToday, NotCalled, ValueOf};
use crate::views::table::Placed;

/// Sent to the page at once.
const MOST_QUEUED: usize = 200;
/// Of fewer orders a class has no typical one.
const FEWEST_ORDERS: usize = 5;
/// Whose script is followed where too little is known of a lead: the shortest, which asks one thing.
const SCRIPT_OF_UNPLACED: Class = Class::Mantis;

/// The list of an audience, for calls about an event or none. A saved view or segment that is gone has nobody.
pub fn call_list(
    tables: &Tables,
    derived: &Derived,
    audience: CallAudience,
    event: Option<DocumentId>,
) -> CallList {
    let mut list = whole_list(tables, derived, audience, event);
    list.queue.truncate(MOST_QUEUED);
    list
}

/// All of its queue.
pub fn whole_queue(
    tables: &Tables,
    derived: &Derived,
    audience: CallAudience,
    event: Option<DocumentId>,
) -> Vec<CallEntry> {
    whole_list(tables, derived, audience, event).queue
}

fn whole_list(
    tables: &Tables,
    derived: &Derived,
    audience: CallAudience,
    event: Option<DocumentId>,
) -> CallList {
    // A call about the event would invite them to it.
    let held_out = held_out(tables, event);
    let chances = Chances::of(tables);
    let calls = PastCalls::of(tables, derived.today);
    let orders = TypicalOrders::of(tables, derived);
    let chosen = chosen_ids(tables, derived, audience);
    let members = match audience {
        CallAudience::Segment(id) => derived.members(tables, id),
        _ => None,
    };
    let rests = derived.rests_until(tables);
    let mut not_called = NotCalled::default();
    let mut n_permitted = 0;
    let mut queue = Vec::new();
    for (place, customer) in tables.customers.iter().enumerate() {
        let placed = derived.standings[place].placed;
        let is_chosen = match audience {
            CallAudience::Everyone => true,
            CallAudience::Class(class) => placed.is_some_and(|placed| placed.class == class),
            CallAudience::Unplaced => placed.is_none(),
            CallAudience::View(_) => chosen.contains(&customer.id),
            CallAudience::Segment(_) => members.as_ref().is_some_and(|members| members[place]),
        };
        if !is_chosen || calls.today.contains_key(&customer.id) {
            continue;
        }
        let again = calls.again.get(&customer.id).copied();
        let hindrance = tables.facts.contact.hindrance(&customer.consent, Channel::Phone);
        let counted = if derived.blocked[place] {
            &mut not_called.n_blocked
        } else if !customer.consent.allows_invitation() {
            &mut not_called.n_refused
        } else if let Some(why) = hindrance {
            match why {
                NotAllowed::Refused => &mut not_called.n_refused,
                NotAllowed::OtherPurpose => &mut not_called.n_other_purpose,
                NotAllowed::NotAsked => &mut not_called.n_not_asked,
            }
        } else if customer.phone.trim().is_empty() {
            &mut not_called.n_no_phone
        } else if calls.wrong.contains(&customer.id) {
            &mut not_called.n_wrong_number
        } else if again.is_some_and(|day| day > derived.today) {
            &mut not_called.n_later
        } else if rests[place].is_some() {
            &mut not_called.n_at_cap
        } else if held_out.contains(&customer.id) {
            &mut not_called.n_held_out
        } else {
            let said = customer.consent.of(Channel::Phone);
            n_permitted += u32::from(said == Permission::Granted);
            queue.push(entry(customer, placed, &chances, orders.typical(place, placed), again));
            continue;
        };
        *counted += 1;
    }
    let n_callable = queue.len() as u32;
    let n_unknown_value = queue.iter().filter(|entry| entry.expected.is_none()).count() as u32;
    queue.sort_by(|one, other| {
        let rank = |entry: &CallEntry| (entry.due.is_none(), entry.due, entry.expected.is_none());
        let by_value = other.expected.cmp(&one.expected);
        let by_chance = other.chance.total_cmp(&one.chance);
        rank(one).cmp(&rank(other)).then(by_value).then(by_chance).then(one.id.cmp(&other.id))
    });
    CallList {
        queue,
        n_callable,
        n_permitted,
        // Whoever refused is not in the queue.
        n_unasked: n_callable - n_permitted,
        n_unknown_value,
        not_called,
        called_today: calls.called_today(tables, derived),
        chances: chances.views(),
        cited: chances.cited,
        scripts: script_records(tables),
    }
}

fn entry(
    customer: &Customer,
    placed: Option<Placed>,
    chances: &Chances,
    value: Option<(Money, ValueOf)>,
    due: Option<Day>,
) -> CallEntry {
    let class = placed.map(|placed| placed.class);
    let chance = chances.mean(class);
    CallEntry {
        id: customer.id,
        key: customer.key.clone(),
        name: customer.name.clone(),
        phone: customer.phone.clone(),
        placed,
        script: class.unwrap_or(SCRIPT_OF_UNPLACED),
        chance,
        value,
        expected: value.map(|(money, _)| Money::from_major(money.major() * chance)),
        due,
    }
}

fn chosen_ids(tables: &Tables, derived: &Derived, audience: CallAudience) -> BTreeSet<CustomerId> {
    let CallAudience::View(wanted) = audience else { return BTreeSet::new() };
    let view = tables.views().into_iter().find(|(id, _)| *id == wanted);
    view.map_or_else(BTreeSet::new, |(_, view)| {
        matching_ids(tables, derived, &view.query).into_iter().collect()
    })
}

/// What earlier calls mean for the next one.
struct PastCalls {
    /// How the last call of today ended, and its place among all contacts.
    today: HashMap<CustomerId, (usize, Option<CallOutcome>)>,
    /// When somebody asked to be called again, unless they were called since.
    again: HashMap<CustomerId, Day>,
    /// Those whose number, as it is now, turned out to be wrong.
    wrong: BTreeSet<CustomerId>,
}

impl PastCalls {
    fn of(tables: &Tables, today: Day) -> Self {
        let mut calls =
            Self { today: HashMap::new(), again: HashMap::new(), wrong: BTreeSet::new() };
        let mut last: HashMap<CustomerId, Day> = HashMap::new();
        let contacts = tables.interactions.iter().enumerate();
        for (at, contact) in contacts.filter(|(_, row)| row.kind == InteractionKind::Call) {
            let call = contact.call.as_deref();
            if contact.day == today {
                calls.today.insert(contact.customer, (at, call.map(|call| call.outcome)));
            }
            let last = last.entry(contact.customer).or_insert(contact.day);
            if contact.day >= *last {
                *last = contact.day;
                // Not reached again, the promise stands.
                let is_kept = call.is_none_or(|call| call.outcome.is_reached());
                match call.and_then(|call| call.again) {
                    Some(day) => _ = calls.again.insert(contact.customer, day),
                    None if is_kept => _ = calls.again.remove(&contact.customer),
                    None => {}
                }
            }
            let customer = tables.customers.get(contact.customer);
            if customer.is_some_and(|customer| contact.proves_wrong(&customer.phone)) {
                calls.wrong.insert(contact.customer);
            }
        }
        calls
    }

    fn called_today(&self, tables: &Tables, derived: &Derived) -> Vec<CalledToday> {
        let mut called: Vec<(usize, CalledToday)> = self
            .today
            .iter()
            .filter_map(|(id, (at, outcome))| {
                let customer = tables.customers.get(*id)?;
                let place = derived.place_of(*id);
                let called = CalledToday {
                    id: *id,
                    name: customer.name.clone(),
                    obstacle: place.and_then(|at| obstacle_today(tables, customer, derived, at)),
                    outcome: *outcome,
                };
                Some((*at, called))
            })
            .collect();
        called.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        called.into_iter().map(|(_, called)| called).collect()
    }
}

/// The middle order of everybody, and of the classes.
struct TypicalOrders {
    own: HashMap<usize, (Money, u32)>,
    of_class: [Option<(Money, u32)>; Class::ALL.len()],
}

impl TypicalOrders {
    fn of(tables: &Tables, derived: &Derived) -> Self {
        let positions = Positions::of(tables);
        let mut amounts: Vec<(usize, i64)> = Vec::new();
        for orders in tables.orders.chunks().iter().map(|chunk| chunk.data()) {
            amounts.extend((0..orders.len()).filter(|at| orders.amounts[*at] > 0).filter_map(
                |at| Some((positions.find(orders.customers[at])?, orders.amounts[at])),
            ));
        }
        amounts.sort_unstable();
        let median = |amounts: Vec<i64>| {
            let n = amounts.len() as u32;
            median_money(amounts).map(|median| (median, n))
        };
        let of_class = Class::ALL.map(|class| {
            let is_in = |place: usize| {
                derived.standings[place]
                    .placed
                    .is_some_and(|placed| placed.class == class && !placed.expected)
            };
            let own = amounts.iter().filter(|(place, _)| is_in(*place));
            let own: Vec<i64> = own.map(|(_, amount)| *amount).collect();
            (own.len() >= FEWEST_ORDERS).then(|| median(own)).flatten()
        });
        let own = amounts.chunk_by(|one, other| one.0 == other.0).filter_map(|own| {
            let typical = median(own.iter().map(|(_, amount)| *amount).collect())?;
            Some((own.first()?.0, typical))
        });
        Self { own: own.collect(), of_class }
    }

    fn typical(&self, place: usize, placed: Option<Placed>) -> Option<(Money, ValueOf)> {
        let own = self.own.get(&place);
        let own = own.map(|(money, n_orders)| (*money, ValueOf::Own { n_orders: *n_orders }));
        own.or_else(|| {
            let class = placed?.class;
            let (money, n_orders) = self.of_class[class as usize]?;
            Some((money, ValueOf::Class { class, n_orders }))
        })
    }
}
