//! Who is left uninvited to an event by lot, and among whom a lot could be drawn. Must not know what came
//! of it.

use std::collections::BTreeSet;

use super::diary::Diary;
use super::outreach::reach;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::Text;
use crate::segments::Derived;
use crate::segments::contacts::is_invitation;
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::words::refusals;

/// Those left uninvited to an event by lot, under their numbers of now: whoever became one with one of
/// them is left out too.
pub fn held_out(tables: &Tables, event: Option<DocumentId>) -> BTreeSet<CustomerId> {
    let hold_out = event.and_then(|event| tables.hold_out_of(event));
    let Some((_, hold_out)) = hold_out else { return BTreeSet::new() };
    let became = Became::of(tables);
    hold_out.people.iter().map(|id| became.now(*id)).collect()
}

/// Why no lot can be drawn any more: once invitations are out, those who have none were not left out
/// by chance. A lot that was drawn stands from the day of the first wave on.
pub fn too_late(tables: &Tables, id: DocumentId, event: &Event, today: Day) -> Option<Text> {
    let is_over = event.status == EventStatus::Past || event.day.is_some_and(|day| day < today);
    if is_over {
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
