//! Who is left uninvited to an event by lot, and among whom a lot could be drawn. Must not know what came
//! of it.

use std::collections::BTreeSet;

use super::diary::Diary;
use super::outreach::reach;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::Text;
use crate::segments::Derived;
use crate::segments::contacts::is_invitation;
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::views::lead_response::HeldOutFrom;
use crate::words::refusals;

/// Those left uninvited to an event by lot, under their numbers of now: whoever became one with one of
/// them is left out too.
pub fn held_out(tables: &Tables, event: Option<DocumentId>) -> BTreeSet<CustomerId> {
    let hold_out = event.and_then(|event| tables.hold_out_of(event));
    let Some((_, hold_out)) = hold_out else { return BTreeSet::new() };
    let became = Became::of(tables);
    hold_out.people.iter().map(|id| became.now(*id)).collect()
}

/// From which events some of these people are left out by lot, the next one first: of all that are still to
/// come, or of the one that is meant.
pub fn held_out_from(
    tables: &Tables,
    ids: &[CustomerId],
    meant: Option<DocumentId>,
    today: Day,
) -> Vec<HeldOutFrom> {
    let became = Became::of(tables);
    let ids: BTreeSet<CustomerId> = ids.iter().map(|id| became.now(*id)).collect();
    let is_asked = |id: DocumentId, event: &Event| match meant {
        Some(meant) => id == meant,
        None => event.is_to_come(today),
    };
    let asked = tables.events().filter(|(id, event)| is_asked(*id, event));
    let mut found: Vec<HeldOutFrom> = asked
        .filter_map(|(id, event)| {
            let n = held_out(tables, Some(id)).intersection(&ids).count() as u32;
            let name = event.name.trim().to_owned();
            (n > 0).then_some(HeldOutFrom { event: id, name, day: event.day, n })
        })
        .collect();
    found.sort_by_key(|from| (from.day.is_none(), from.day, from.event));
    found
}

/// Why no lot can be drawn any more: once invitations are out, those who have none were not left out
/// by chance. A lot that was drawn stands from the day of the first wave on.
pub fn too_late(tables: &Tables, id: DocumentId, event: &Event, today: Day) -> Option<Text> {
    if !event.is_to_come(today) {
        return Some(refusals::hold_out_event_over());
    }
    let mut of_event = tables.interactions.iter().filter(|row| row.event == Some(id));
    if of_event.any(is_invitation) {
        return Some(refusals::hold_out_invited());
    }
    let first_wave = event.waves.iter().map(|wave| wave.days_before).max();
    let begins = event.day.zip(first_wave);
    let begins = begins.map(|(day, days_before)| day.plus_days(days_before.saturating_neg()));
    let has_begun = begins.is_some_and(|day| day <= today);
    (has_begun && tables.hold_out_of(id).is_some()).then(refusals::hold_out_begun)
}

/// Whom the event would invite with nobody held out, ascending. People outside the workspace are not
/// among them.
pub fn would_be_invited(
    tables: &Tables,
    derived: &Derived,
    id: DocumentId,
    event: &Event,
) -> Vec<CustomerId> {
    let mut without = tables.clone();
    if let Some((hold_out, _)) = tables.hold_out_of(id) {
        without.documents.remove(&hold_out);
    }
    let diary = Diary::of(&without, derived);
    let outreach = reach(&without, derived, &diary, event, Some(id));
    let mut ids: Vec<CustomerId> =
        outreach.invitees.iter().map(|invitee| derived.ids[invitee.place]).collect();
    ids.sort_unstable();
    ids
}
