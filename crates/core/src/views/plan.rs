//! An event worked out: dates, clock times, sums, and what is still open.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, CostDriver, EventCounts};
use crate::domain::money::MoneyRange;
use crate::domain::text::Text;
use crate::domain::wording::Wording;
use crate::views::forecast::LeftOut;

/// A line of the budget at the heads expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BudgetRow {
    pub label: Wording,
    pub driver: CostDriver,
    /// How many units the driver stands at (expected heads, orders, staff, days).
    pub n_units: f64,
    pub per_unit: MoneyRange,
    pub total: MoneyRange,
}

/// A task with the dates worked back from the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleRow {
    pub key: String,
    pub label: Wording,
    pub start: Day,
    pub end: Day,
    pub owner: Wording,
    pub done: bool,
    /// Starts before today: said so, not hidden.
    pub late: bool,
    /// A task it waits for is not finished before it starts: that task's label.
    pub blocked_by: Option<Wording>,
}

/// An item of the run sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRow {
    /// Minutes from midnight of the (first) day; negative: the day before, from 1440: a later day.
    pub minute: i32,
    pub duration_minutes: u16,
    pub item: Wording,
    pub detail: Wording,
    pub owner: Wording,
    pub is_offer: bool,
    /// Another item of the same owner takes place at the same time.
    pub overlaps: bool,
}

/// A wave of invitations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaveRow {
    pub day: Option<Day>,
    pub minute: u16,
    /// Among the waves of the event.
    pub place: u32,
    pub groups: Vec<AudienceGroup>,
    pub n_people: u32,
    /// Those of its groups whom it may not reach.
    pub left_out: LeftOut,
    /// Of `n_people`, those with no contact for the channel, and those nobody has asked about it.
    pub n_no_contact: u32,
    pub n_not_asked: u32,
    pub channel: crate::domain::consent::Channel,
    /// As it is sent, but for the guest's name.
    pub message: Wording,
}

/// One of the method's risks, the question that goes with it, and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskRow {
    pub key: String,
    pub risk: Text,
    pub asks: Text,
    /// Empty: knowingly open, marked so in the plan.
    pub answer: String,
}

/// Something the wizard points at, beside the field it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanIssue {
    /// Wizard step (see `StepState`) and field, by slug: `("when", "day")`. A field of a list or map
    /// names its place or key: `budget.3`, `risks.wrong-crowd`.
    pub step: String,
    pub field: String,
    pub message: Text,
    /// Must be mended before the plan is marked as planned; else a hint.
    pub required: bool,
}

/// What is done after the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUpRow {
    pub key: String,
    pub day: Option<Day>,
    pub hours_after: u32,
    pub what: Wording,
}

/// A step of the wizard. Slugs in order: goal, offer, method, audience, when, budget, team, schedule,
/// runsheet, review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepState {
    pub slug: String,
    pub title: Text,
    /// What the step holds so far, in one line; empty while there is nothing to say.
    pub summary: Text,
    /// The user has been through it.
    pub done: bool,
    /// Issues of the step: those that must be mended, and hints.
    pub n_required: u32,
    pub n_hints: u32,
}

/// People expected at each step of the funnel, as means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExpectedHeads {
    pub invited: f64,
    pub registered: f64,
    pub attended: f64,
    pub ordered: f64,
}

/// The whole plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// What the driven budget lines are worked out at.
    pub expected: ExpectedHeads,
    pub budget: Vec<BudgetRow>,
    pub contingency: MoneyRange,
    pub budget_total: MoneyRange,
    pub schedule: Vec<ScheduleRow>,
    pub run_sheet: Vec<RunRow>,
    pub waves: Vec<WaveRow>,
    /// When a new wave goes out, outside the quiet hours.
    pub wave_minute: u16,
    pub risks: Vec<RiskRow>,
    pub n_risks_open: u32,
    pub follow_ups: Vec<FollowUpRow>,
    pub steps: Vec<StepState>,
    pub issues: Vec<PlanIssue>,
    /// (done, all) of the schedule.
    pub n_ready: (u32, u32),
    pub counts: Option<EventCounts>,
}
