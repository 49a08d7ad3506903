//! Who is invited: the groups an event chose, against the people there are.

use std::collections::BTreeSet;

use crate::domain::event::{AudienceGroup, Event};
use crate::views::forecast::AudienceEntry;

/// A chosen group and how many of it are invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedGroup {
    pub group: AudienceGroup,
    /// Those who have not refused.
    pub n_may_ask: u32,
    /// Never more than may be asked.
    pub n_invited: u32,
}

/// The chosen groups in the event's order. A group chosen twice counts once, with its first choice;
/// a group nobody is in stays, with nobody to invite.
pub fn choose_groups(audience: &[AudienceEntry], event: &Event) -> Vec<InvitedGroup> {
    let mut seen = BTreeSet::new();
    let choices = event.audience.iter().filter(|choice| seen.insert(&choice.group));
    choices
        .map(|choice| {
            let n_may_ask = match choice.group {
                AudienceGroup::Outside => choice.n_outside,
                _ => audience
                    .iter()
                    .find(|entry| entry.group == choice.group)
                    .map_or(0, |entry| entry.n_may_ask),
            };
            InvitedGroup {
                group: choice.group.clone(),
                n_may_ask,
                n_invited: choice.n_invited.map_or(n_may_ask, |n| n.min(n_may_ask)),
            }
        })
        .collect()
}

/// People who may be asked too, in groups that the event did not choose.
pub fn count_not_chosen(audience: &[AudienceEntry], event: &Event) -> u32 {
    let is_chosen =
        |entry: &&AudienceEntry| event.audience.iter().any(|choice| choice.group == entry.group);
    audience.iter().filter(|entry| !is_chosen(entry)).map(|entry| entry.n_may_ask).sum()
}
