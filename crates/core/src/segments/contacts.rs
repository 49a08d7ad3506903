//! What each person has shown of interest, from the interactions.
//!
//! Only what a person does counts: visits, enquiries, replies, registrations, attendances, and what
//! they said in a call that they would do. What we do (calls, messages, invitations) only tells that
//! there was something to respond to.

use super::positions::Positions;
use super::purchases::is_last_year;
use crate::domain::call::CallOutcome;
use crate::domain::day::Day;
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::table::tables::Tables;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactFacts {
    /// Days in the 12 months up to [`Contacts::until`] on which the person visited, asked, replied,
    /// registered, came, or said in a call that they would.
    pub n_engaged_days: u32,
    /// Whether the person ever did.
    pub showed_interest: bool,
    /// First contact of any kind, ours included, but for calls that reached nobody: to those there was
    /// nothing to respond.
    pub first_contact: Option<Day>,
    /// When we last called, wrote or invited.
    pub last_outreach: Option<Day>,
    /// When the person last ordered in a call, whether the order is on record by now or not.
    pub last_order_by_call: Option<Day>,
}

pub struct Contacts {
    pub facts: Vec<ContactFacts>,
    /// Whether the workspace records what people do at all; if not, nobody's engagement is known.
    pub records_engagement: bool,
    /// The day that engagement and acquaintance are counted to: the data's own end, or the last day up to
    /// today on which anybody showed interest, be it in a call, if that is later.
    pub until: Day,
}

/// Did the person show interest, by what they did or what they said in a call?
pub fn is_engagement(contact: &Interaction) -> bool {
    is_theirs(contact.kind) || contact.call.as_ref().is_some_and(|call| call.outcome.is_interest())
}

/// Did we ask somebody to an event? A call about an event asks them to come to it.
pub fn is_invitation(contact: &Interaction) -> bool {
    match contact.kind {
        InteractionKind::Invited => true,
        InteractionKind::Call => contact.event.is_some(),
        _ => false,
    }
}

fn is_theirs(kind: InteractionKind) -> bool {
    match kind {
        InteractionKind::Visit
        | InteractionKind::Enquiry
        | InteractionKind::Reply
        | InteractionKind::Registered
        | InteractionKind::Attended => true,
        InteractionKind::Call | InteractionKind::Message | InteractionKind::Invited => false,
    }
}

/// The last day on which anybody came, asked or answered, up to `latest`. That we called somebody says
/// nothing of how far the data go.
pub fn last_contact_day(tables: &Tables, latest: Day) -> Option<Day> {
    let theirs = tables.interactions.iter().filter(|contact| is_theirs(contact.kind));
    theirs.map(|contact| contact.day).filter(|day| *day <= latest).max()
}

/// `data_end` is the day the data end with; a day after `today` is still to come.
pub fn scan(tables: &Tables, positions: &Positions, data_end: Day, today: Day) -> Contacts {
    let mut facts = vec![ContactFacts::default(); positions.n_customers()];
    let mut engaged_days = Vec::new();
    let mut until = data_end;
    for interaction in tables.interactions.iter() {
        let Some(person) = positions.find(interaction.customer.0) else { continue };
        let fact = &mut facts[person];
        let outcome = interaction.call.as_ref().map(|call| call.outcome);
        if outcome.is_none_or(CallOutcome::is_reached) {
            let first = fact.first_contact.map_or(interaction.day, |day| day.min(interaction.day));
            fact.first_contact = Some(first);
        }
        if !is_theirs(interaction.kind) {
            fact.last_outreach = fact.last_outreach.max(Some(interaction.day));
        }
        if outcome == Some(CallOutcome::Ordered) {
            fact.last_order_by_call = fact.last_order_by_call.max(Some(interaction.day));
        }
        if is_engagement(interaction) {
            fact.showed_interest = true;
            engaged_days.push((person, interaction.day));
            if interaction.day <= today {
                until = until.max(interaction.day);
            }
        }
    }
    let records_engagement = !engaged_days.is_empty();
    engaged_days.retain(|(_, day)| is_last_year(*day, until));
    engaged_days.sort_unstable();
    engaged_days.dedup();
    for (person, _) in engaged_days {
        facts[person].n_engaged_days += 1;
    }
    Contacts { facts, records_engagement, until }
}
