//! When each customer was or will be contacted: calls, messages and invitations on record, and the
//! waves of the saved events.
//!
//! An event saved earlier has the first claim on a customer: its waves count against those of every
//! later one, and never the other way round. So all invitation lists together keep to the cap.

use super::outreach::reach;
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::segments::Derived;
use crate::table::tables::Tables;

#[derive(Clone, Copy, Debug)]
struct Contact {
    day: Day,
    event: Option<DocumentId>,
    is_planned: bool,
}

/// Contacts by the place of the customer; empty where no cap asks for them.
#[derive(Debug, Default)]
pub struct Diary {
    contacts: Vec<Vec<Contact>>,
}

impl Diary {
    pub fn of(tables: &Tables, derived: &Derived) -> Self {
        let mut diary = Self::default();
        if tables.facts.contact.cap.is_none() {
            return diary;
        }
        diary.contacts.resize(derived.ids.len(), Vec::new());
        diary.note_recorded(tables, derived);
        for (id, event) in tables.events() {
            let Some(event_day) = event.day.filter(|_| !event.waves.is_empty()) else { continue };
            let outreach = reach(tables, derived, &diary, event, Some(id));
            for invitee in outreach.invitees {
                let contacts = &mut diary.contacts[invitee.place];
                for wave in invitee.waves {
                    let (day, _) = tables.facts.contact.moment(&event.waves[wave], event_day);
                    // Sent and put down meanwhile: one contact, not two.
                    let is_recorded = |contact: &Contact| {
                        !contact.is_planned && contact.day == day && contact.event == Some(id)
                    };
                    if !contacts.iter().any(is_recorded) {
                        contacts.push(Contact { day, event: Some(id), is_planned: true });
                    }
                }
            }
        }
        diary
    }

    fn note_recorded(&mut self, tables: &Tables, derived: &Derived) {
        for interaction in tables.interactions.iter() {
            let place = derived.place_of(interaction.customer);
            let place = place.filter(|_| interaction.kind.is_ours());
            if let Some(place) = place {
                let (day, event) = (interaction.day, interaction.event);
                self.contacts[place].push(Contact { day, event, is_planned: false });
            }
        }
    }

    /// The days that count against a wave of this event (`None`: not saved yet) to the customer at
    /// `place`: what is on record but for the event's own invitations, and the waves of events that
    /// were saved before it.
    pub fn days(&self, place: usize, event: Option<DocumentId>) -> Vec<Day> {
        let counts = |contact: &&Contact| match event {
            None => true,
            Some(_) if contact.is_planned => contact.event < event,
            Some(_) => contact.event != event,
        };
        let contacts = self.contacts.get(place).into_iter().flatten();
        contacts.filter(counts).map(|contact| contact.day).collect()
    }
}
