//! A group-sales event: its brief, its audience, its plan, and what came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::consent::Channel;
use super::day::Day;
use super::ids::{DocumentId, EventVersion};
use super::method::Method;
use super::money::{Money, MoneyRange};
use super::wording::Wording;

/// Who may be invited together. Groups of one event never overlap: the first that fits takes a customer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AudienceGroup {
    /// Customers of this class.
    Class(Class),
    /// Leads expected to become this class.
    Expected(Class),
    /// Leads about whom too little is known.
    Unplaced,
    /// People outside the workspace, for example a partner's list, known only by their number.
    Outside,
}

/// How many of a group to invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceChoice {
    pub group: AudienceGroup,
    /// `None` invites everyone who may be asked.
    pub n_invited: Option<u32>,
    /// Only for `Outside`: how many there are.
    pub n_outside: u32,
}

/// The steps of the invitation funnel that a rate leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FunnelStage {
    /// Of those invited.
    Registered,
    /// Of those registered.
    Attended,
    /// Of those who attended.
    Ordered,
}

impl FunnelStage {
    pub const ALL: [Self; 3] = [Self::Registered, Self::Attended, Self::Ordered];
}

/// The range a user would bet on 9 to 1. `group: None` holds for every group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateRange {
    pub group: Option<AudienceGroup>,
    pub stage: FunnelStage,
    /// Shares, 0–1.
    pub low: f64,
    pub high: f64,
}

/// What drives a budget line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CostDriver {
    Fixed,
    PerInvited,
    PerRegistered,
    PerAttended,
    PerOrdered,
    PerStaff,
    PerDay,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BudgetLine {
    pub label: Wording,
    pub driver: CostDriver,
    /// Per unit of the driver.
    pub amount: MoneyRange,
    pub note: Wording,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamMember {
    pub name: String,
    pub role: Wording,
    pub duties: Wording,
}

/// A task of the preparation, placed by counting back from the day of the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleTask {
    /// Names the task as long as it exists, whatever else of it changes; never given to another.
    pub key: String,
    pub label: Wording,
    /// Starts so many days before the event (negative: after it).
    pub days_before: i32,
    pub duration_days: u16,
    pub owner: Wording,
    /// Keys of tasks that must be finished first.
    pub after: Vec<String>,
    pub done: bool,
}

/// One line of the day's run sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunItem {
    /// Minutes from the start of the event (negative: before the doors open).
    pub offset_minutes: i32,
    pub duration_minutes: u16,
    pub item: Wording,
    pub detail: Wording,
    pub owner: Wording,
    /// The moment of the offer is marked in the plan.
    pub is_offer: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// As a task's.
    pub key: String,
    pub hours_after: u32,
    pub what: Wording,
}

/// A batch of invitations sent together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wave {
    /// As a task's.
    pub key: String,
    pub days_before: i32,
    /// Minute of the day.
    pub minute: u16,
    pub groups: Vec<AudienceGroup>,
    pub channel: Channel,
    pub message: Wording,
}

impl Wave {
    /// The day it is planned for. When it does go out is [`ContactRules::moment`].
    ///
    /// [`ContactRules::moment`]: super::contact_rules::ContactRules::moment
    pub fn day(&self, event_day: Day) -> Day {
        event_day.plus_days(self.days_before.saturating_neg())
    }
}

/// What came of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCounts {
    pub invited: u32,
    pub registered: u32,
    pub attended: u32,
    pub ordered: u32,
    pub cost: Money,
    pub revenue: Money,
}

impl EventCounts {
    /// The places of those registered and of the guests among invited, registered, attended and ordered: the
    /// only steps that may count more people than the one before, since an event may be open to all, and some
    /// come without having registered.
    pub const REGISTERED: usize = 1;
    pub const GUESTS: usize = 2;

    /// Whether the step at this place may count more people than the one before.
    pub fn may_rise(place: usize) -> bool {
        place == Self::REGISTERED || place == Self::GUESTS
    }

    /// More registered than were invited: what share of those did is not known.
    pub fn is_open_to_all(&self) -> bool {
        self.registered > self.invited
    }

    /// The first stage that counts more people than were invited, so that only what comes after it can be
    /// foretold. `None`: people came by invitation.
    pub fn open_from(&self) -> Option<FunnelStage> {
        if self.is_open_to_all() {
            Some(FunnelStage::Registered)
        } else if self.registered == 0 && self.attended > self.invited {
            // Registrations were not counted.
            Some(FunnelStage::Attended)
        } else {
            None
        }
    }

    /// More came than had registered: what share of those came is not known.
    pub fn has_walk_ins(&self) -> bool {
        self.attended > self.registered
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventStatus {
    #[default]
    Draft,
    Planned,
    /// Took place; counts may be recorded.
    Past,
}

/// What came of an event can be held against what was foretold: it took place, and who was invited was
/// counted, or who registered or came where it was open to all.
pub fn is_counted(status: EventStatus, counts: Option<&EventCounts>) -> bool {
    status == EventStatus::Past
        && counts.is_some_and(|counts| counts.invited > 0 || counts.open_from().is_some())
}

/// One event with its whole plan. The default of every field is what a new event starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub name: String,
    pub method: Method,
    pub status: EventStatus,
    pub day: Option<Day>,
    /// Minute of the day.
    pub start_minute: u16,
    pub duration_minutes: u16,
    pub place: String,
    pub address: String,
    /// Room for so many guests.
    pub seats: Option<u32>,
    /// What is to be sold, in the user's words.
    pub product: String,
    pub goal_orders: u32,
    /// Wanted certainty of the goal, 0–1.
    pub goal_confidence: f64,
    /// What one order brings in.
    pub revenue_per_order: MoneyRange,
    /// Share of that revenue left after goods, 0–1.
    pub margin: f64,
    pub why_now: String,
    pub audience: Vec<AudienceChoice>,
    pub offer: Wording,
    /// The method's own questions, by key.
    pub answers: BTreeMap<String, String>,
    /// The method's risks and what is done about each, by key. Missing or blank: knowingly open.
    pub risk_answers: BTreeMap<String, String>,
    pub waves: Vec<Wave>,
    pub budget: Vec<BudgetLine>,
    /// Set aside on top of the budget, 0–1.
    pub contingency: f64,
    pub n_staff: u32,
    pub n_days: u32,
    pub team: Vec<TeamMember>,
    pub schedule: Vec<ScheduleTask>,
    pub run_sheet: Vec<RunItem>,
    pub follow_ups: Vec<FollowUp>,
    pub rates: Vec<RateRange>,
    /// The same plan gives the same figures.
    pub seed: u64,
    pub counts: Option<EventCounts>,
    /// Steps of the wizard the user has been through, by slug.
    pub steps_done: Vec<String>,
}

/// Before the key of a stage among the answers: how many were counted there.
const COUNTED: &str = "counted:";
/// Among the answers: how many staff were suggested.
const SUGGESTED_STAFF: &str = "suggested:staff";

impl Event {
    /// Not over yet; without a day, as long as nobody says that it is.
    pub fn is_to_come(&self, today: Day) -> bool {
        self.status != EventStatus::Past && self.day.is_none_or(|day| day >= today)
    }

    /// So many staff, which nobody has said: kept among the answers, so that whoever sets another number need
    /// not know of it.
    pub fn suggest_staff(&mut self, n: u32) {
        self.n_staff = n;
        self.answers.insert(SUGGESTED_STAFF.to_owned(), n.to_string());
    }

    /// The number of staff still is what was suggested.
    pub fn is_staff_suggested(&self) -> bool {
        let suggested = self.answers.get(SUGGESTED_STAFF);
        suggested.and_then(|n| n.parse().ok()) == Some(self.n_staff)
    }

    /// Heads counted at a stage that only the method's own funnel has, by its key. Kept among the answers:
    /// a later stage is often counted long after the event, and another method's never.
    pub fn counted_at(&self, stage: &str) -> Option<u32> {
        self.answers.get(&format!("{COUNTED}{stage}"))?.parse().ok()
    }

    /// Sets or forgets it.
    pub fn count_at(&mut self, stage: &str, n: Option<u32>) {
        let key = format!("{COUNTED}{stage}");
        match n {
            Some(n) => self.answers.insert(key, n.to_string()),
            None => self.answers.remove(&key),
        };
    }
}

/// An event with its identity, as listed and saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventDocument {
    pub id: DocumentId,
    pub version: EventVersion,
    pub event: Event,
}

impl EventDocument {
    /// What a change of it goes on top of.
    pub fn base(&self) -> EventBase {
        EventBase { id: self.id, version: self.version }
    }
}

/// A saved event as somebody has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBase {
    pub id: DocumentId,
    pub version: EventVersion,
}
