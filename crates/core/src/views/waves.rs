//! Invitations in waves with reminders: what is asked, and what each message brings.

use serde::{Deserialize, Serialize};

use crate::domain::event::{AudienceGroup, Event, RateRange, Wave};
use crate::views::forecast::Spread;

/// Most messages of one plan.
pub const MOST_MESSAGES: usize = 8;

/// What is typed beside the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WaveTerms {
    /// In any order; the first a group gets invites it, every further one reminds it.
    pub messages: Vec<WaveMessage>,
    /// How a reminder does against the invitation, both ends 0–1: a range one would bet on 9 to 1. Nobody
    /// has published one.
    pub relative: Option<(f64, f64)>,
    /// Registered of invited by the invitation alone, where the event's own ranges hold reminders already.
    pub first: Vec<RateRange>,
}

/// A message sent to many at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaveMessage {
    pub days_before: i32,
    /// Whom it goes to; empty: everybody invited.
    pub groups: Vec<AudienceGroup>,
    /// As a reminder, the share of those still silent that it goes to, 0–1. An invitation goes to all.
    pub share: f64,
}

impl WaveMessage {
    pub fn is_to(&self, group: &AudienceGroup) -> bool {
        self.groups.is_empty() || self.groups.contains(group)
    }
}

impl WaveTerms {
    /// As the event's plan has its waves.
    pub fn of(event: &Event) -> Self {
        let invited = || event.audience.iter().map(|choice| &choice.group);
        let message = |wave: &Wave| {
            let is_to_all = invited().all(|group| wave.groups.contains(group));
            let groups = if is_to_all { Vec::new() } else { wave.groups.clone() };
            WaveMessage { days_before: wave.days_before, groups, share: 1.0 }
        };
        let messages = event.waves.iter().take(MOST_MESSAGES).map(message).collect();
        Self { messages, ..Self::default() }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WavesAnswer {
    Found(Box<WavesView>),
    None(NoWaves),
}

/// Why there is nothing to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoWaves {
    NobodyInvited,
    NoMessages,
    /// No message goes to anybody who is invited.
    NobodyReached,
    /// How many register of those invited rests on nothing.
    RateMissing,
    /// Somebody is reminded, and how a reminder does was not said.
    RelativeUnknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WavesView {
    /// In the order they go out.
    pub messages: Vec<MessageOutlook>,
    /// After all of them, in simulated events.
    pub registered: Spread,
    /// `None`: how many come of those registered rests on nothing.
    pub attended: Option<Spread>,
    /// With the invitations alone.
    pub registered_by_first: Spread,
    pub groups: Vec<GroupReached>,
    /// Invited, and no message goes to them.
    pub unreached: Vec<AudienceGroup>,
    pub n_reached: u32,
    /// Some group's answers to the invitation are the user's own range alone.
    pub rests_on_range: bool,
    pub n_draws: u32,
    pub seed: u64,
}

/// What one message brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageOutlook {
    /// Its place among those typed.
    pub place: u32,
    pub days_before: i32,
    pub groups: Vec<AudienceGroup>,
    /// People it invites.
    pub n_first: u32,
    /// People it reminds, as is to be expected.
    pub n_reminded: f64,
    /// Who registers because of it.
    pub brings: Spread,
    /// Registered once it has had its answers.
    pub by_then: Spread,
}

/// A group with its rate, as ranges one would bet on 9 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupReached {
    pub group: AudienceGroup,
    /// Registered of invited by the invitation alone.
    pub first: (f64, f64),
    /// By all messages.
    pub all: (f64, f64),
}
