//! Whether the rules allow one more contact of these people on a day, and why not: for what is noted
//! by hand, outside any event.

use super::diary::Diary;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactCap;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::interaction::InteractionKind;
use crate::segments::Derived;
use crate::segments::audience::obstacle;
use crate::table::tables::Tables;
use crate::views::forecast::{LeftOut, Obstacle};

/// Those of `ids` who should not be contacted so on `day`, by reason. Nobody where it is they who got in
/// touch.
pub fn hindered(
    tables: &Tables,
    derived: &Derived,
    diary: &Diary,
    ids: &[CustomerId],
    kind: InteractionKind,
    day: Day,
) -> LeftOut {
    let mut left_out = LeftOut::default();
    if !kind.is_ours() {
        return left_out;
    }
    let by_channel = |customer: &Customer| match kind {
        InteractionKind::Call => tables.facts.contact.hindrance(&customer.consent, Channel::Phone),
        // By which channel a message or an invitation went, nobody notes.
        _ => None,
    };
    for id in ids {
        let (Some(place), Some(customer)) = (derived.place_of(*id), tables.customers.get(*id))
        else {
            continue;
        };
        let is_over = |cap: ContactCap| !cap.allows(&diary.days(place, None), day);
        let why = obstacle(tables, customer, derived, place)
            .or_else(|| by_channel(customer).map(Obstacle::from))
            .or_else(|| tables.facts.contact.cap.is_some_and(is_over).then_some(Obstacle::OverCap));
        if let Some(why) = why {
            left_out.count(why);
        }
    }
    left_out
}
