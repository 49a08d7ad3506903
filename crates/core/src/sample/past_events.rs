//! The two events the sample shop has held, with what came of them, and who was there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand::{Rng, RngExt};

use super::people::{Habit, Person};
use crate::domain::class::Class;
use crate::domain::day::Day;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, EventCounts, EventStatus};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::InteractionKind;
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::order::Order;
use crate::domain::text::Text;
use crate::domain::wording::Wording;
use crate::table::chunk::Chunk;
use crate::table::documents::Document;

struct PastEvent {
    id: DocumentId,
    name: &'static str,
    method: Method,
    /// Days before the sample's last day.
    days_ago: i32,
    offer: (&'static str, &'static str),
    counts: EventCounts,
}

const EVENTS: [PastEvent; 2] = [
    PastEvent {
        id: DocumentId(1),
        name: "Spring Meet-up 春季萌宠见面会",
        method: Method::Activity,
        days_ago: 216,
        offer: ("First bath free with a top-up of ¥500", "充值 500 元，首次洗澡免费"),
        counts: EventCounts {
            invited: 386,
            registered: 92,
            attended: 63,
            ordered: 26,
            cost: Money(712_000),
            revenue: Money(2_286_000),
        },
    },
    PastEvent {
        id: DocumentId(2),
        name: "Autumn Wash & Walk 秋日洗护同行",
        method: Method::Activity,
        days_ago: 55,
        offer: ("Pay ¥880, spend ¥1,000", "充 880 享 1000"),
        counts: EventCounts {
            invited: 418,
            registered: 104,
            attended: 75,
            ordered: 34,
            cost: Money(845_000),
            revenue: Money(2_992_000),
        },
    },
];

fn day(event: &PastEvent) -> Day {
    super::LAST_DAY.plus_days(-event.days_ago)
}

pub fn documents() -> BTreeMap<DocumentId, Arc<Chunk<Document>>> {
    EVENTS
        .iter()
        .map(|past| (past.id, Arc::new(Chunk::new(Document::Event(Box::new(event(past)))))))
        .collect()
}

fn event(past: &PastEvent) -> Event {
    let audience = [Class::Bee, Class::Dragonfly, Class::Butterfly];
    Event {
        name: past.name.to_owned(),
        method: past.method,
        status: EventStatus::Past,
        day: Some(day(past)),
        start_minute: 14 * 60,
        duration_minutes: 210,
        place: "Experience zone 体验区".to_owned(),
        address: String::new(),
        seats: Some(120),
        product: "Top-up package 充值套餐".to_owned(),
        goal_orders: 30,
        goal_confidence: 0.8,
        revenue_per_order: MoneyRange::exactly(Money(88_000)),
        margin: 0.3,
        why_now: String::new(),
        audience: audience
            .into_iter()
            .map(|class| AudienceChoice {
                group: AudienceGroup::Class(class),
                n_invited: None,
                n_outside: 0,
            })
            .collect(),
        offer: Wording::Guide(Text::new(past.offer.0, past.offer.1)),
        answers: BTreeMap::new(),
        risk_answers: BTreeMap::new(),
        waves: Vec::new(),
        budget: Vec::new(),
        contingency: 0.1,
        n_staff: 8,
        n_days: 1,
        team: Vec::new(),
        schedule: Vec::new(),
        run_sheet: Vec::new(),
        follow_ups: Vec::new(),
        rates: Vec::new(),
        seed: 2026,
        counts: Some(past.counts.clone()),
        steps_done: Vec::new(),
    }
}

/// Adds the invited, registered and attended of both events, as many as the counts say.
pub fn guests(
    rng: &mut impl Rng,
    people: &[Person],
    orders: &[Order],
    found: &mut Vec<(Day, CustomerId, InteractionKind, Option<DocumentId>)>,
) {
    let buyers: BTreeSet<CustomerId> = orders.iter().map(|order| order.customer).collect();
    for past in &EVENTS {
        let on = day(past);
        // The likeliest first: devoted customers answer more often.
        let mut candidates: Vec<(u32, &Person)> = people
            .iter()
            .filter(|person| {
                person.since < on.plus_days(-30) && buyers.contains(&person.customer.id)
            })
            .map(|person| {
                let head_start = if person.habit == Habit::Devoted { 0 } else { 200 };
                (head_start + rng.random_range(0..1_000), person)
            })
            .collect();
        candidates.sort_by_key(|(order, person)| (*order, person.customer.id));
        let steps = [
            (past.counts.invited, InteractionKind::Invited, -14),
            (past.counts.registered, InteractionKind::Registered, -6),
            (past.counts.attended, InteractionKind::Attended, 0),
        ];
        for (n, kind, days) in steps {
            let here = candidates.iter().take(n as usize);
            found.extend(
                here.map(|(_, person)| {
                    (on.plus_days(days), person.customer.id, kind, Some(past.id))
                }),
            );
        }
    }
}
