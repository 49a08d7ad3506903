//! What scripts and messages are filled with beside what is known of the customer.

use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::ids::DocumentId;
use crate::domain::workspace::is_unnamed;
use crate::table::tables::Tables;
use crate::views::calls::{CallEvent, ShopFacts};

/// The shop by the workspace's name, where its user gave it one, and the events that are still to come.
pub fn shop_facts(tables: &Tables, today: Day) -> ShopFacts {
    let mut events: Vec<CallEvent> = tables
        .events()
        .filter(|(_, event)| event.is_to_come(today))
        .map(|(id, event)| call_event(id, event))
        .collect();
    events.sort_by_key(|event| (event.day.is_none(), event.day, event.id));
    let name = tables.facts.name.trim();
    let shop = if is_unnamed(name) { String::new() } else { name.to_owned() };
    ShopFacts { shop, events }
}

fn call_event(id: DocumentId, event: &Event) -> CallEvent {
    let parts = [event.place.trim(), event.address.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    CallEvent {
        id,
        name: event.name.trim().to_owned(),
        day: event.day,
        place: parts.join(", "),
        offer: event.offer.in_both(),
    }
}
