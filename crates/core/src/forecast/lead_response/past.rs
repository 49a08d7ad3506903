//! What each person had done by any day: purchases, contacts, invitations, since when they are known.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::domain::interaction::InteractionKind;
use crate::segments::Derived;
use crate::segments::contacts::{is_engagement, is_invitation};
use crate::segments::positions::Positions;
use crate::table::tables::Tables;

/// Something they did, and the event it was about.
pub type Deed = (i32, Option<DocumentId>);

/// Everything by day, ascending.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// With amounts above 0, in minor units.
    pub orders: Vec<(i32, i64)>,
    /// Interest shown, registrations and attendances among it.
    pub answers: Vec<Deed>,
    pub attended: Vec<Deed>,
    /// The first of each event, and those of no event, one a day.
    pub invited: Vec<Deed>,
    pub known_since: Option<i32>,
}

/// Of everybody, by place.
pub fn pasts(tables: &Tables, derived: &Derived) -> Vec<Past> {
    let positions = Positions::of(tables);
    let mut pasts = vec![Past::default(); derived.ids.len()];
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let place = positions.find(orders.customers[at]);
            if let Some(place) = place.filter(|_| orders.amounts[at] > 0) {
                pasts[place].orders.push((orders.days[at], orders.amounts[at]));
            }
        }
    }
    let mut invitations: BTreeMap<(usize, Option<DocumentId>, i32), i32> = BTreeMap::new();
    for contact in tables.interactions.iter() {
        let Some(place) = positions.find(contact.customer.0) else { continue };
        let (day, event) = (contact.day.0, contact.event);
        if is_invitation(contact) {
            // A reminder is no second invitation.
            let key = (place, event, if event.is_some() { 0 } else { day });
            let first = invitations.entry(key).or_insert(day);
            *first = day.min(*first);
        }
        if is_engagement(contact) {
            pasts[place].answers.push((day, event));
        }
        if contact.kind == InteractionKind::Attended {
            pasts[place].attended.push((day, event));
        }
    }
    for ((place, event, _), day) in invitations {
        pasts[place].invited.push((day, event));
    }
    for (past, customer) in pasts.iter_mut().zip(tables.customers.iter()) {
        past.orders.sort_unstable();
        for deeds in [&mut past.answers, &mut past.attended, &mut past.invited] {
            deeds.sort_unstable();
        }
        let first_order = past.orders.first().map(|(day, _)| *day);
        let first_answer = past.answers.first().map(|(day, _)| *day);
        let said = customer.known_since.map(|day: Day| day.0);
        past.known_since = [said, first_order, first_answer].into_iter().flatten().min();
    }
    pasts
}

impl Past {
    pub fn orders_before(&self, day: i32) -> &[(i32, i64)] {
        &self.orders[..self.orders.partition_point(|(on, _)| *on < day)]
    }
}

/// Those before a day.
pub fn before(deeds: &[Deed], day: i32) -> &[Deed] {
    &deeds[..deeds.partition_point(|(on, _)| *on < day)]
}
