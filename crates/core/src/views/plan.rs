//! An event worked out: dates, clock times, sums, and what is still open.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, CostDriver, EventCounts};
use crate::domain::money::MoneyRange;
use crate::domain::text::Text;
use crate::domain::wording::Wording;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BudgetRow {
    pub label: Wording,
    pub driver: CostDriver,
    /// How many units the driver stands at (expected heads, orders, staff, days).
    pub n_units: f64,
    pub per_unit: MoneyRange,
    pub total: MoneyRange,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleRow {
    pub label: Wording,
    pub start: Day,
    pub end: Day,
    pub owner: Wording,
    pub done: bool,
    /// Starts before today: said so, not hidden.
    pub late: bool,
    /// A task it waits for ends after it starts.
    pub blocked_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRow {
    /// Minute of the day.
    pub minute: u16,
    pub duration_minutes: u16,
    pub item: Wording,
    pub detail: Wording,
    pub owner: Wording,
    pub is_offer: bool,
    /// The plan lets two items of one owner overlap, or leaves the order wrong.
    pub overlaps: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaveRow {
    pub day: Option<Day>,
    pub minute: u16,
    pub groups: Vec<AudienceGroup>,
    pub n_people: u32,
    pub channel: crate::domain::customer::Channel,
    pub message: Wording,
}

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
    /// Wizard step and field, by slug: `("where", "day")`.
    pub step: String,
    pub field: String,
    pub message: Text,
    /// Must be mended before the plan is marked as planned; else a hint.
    pub required: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUpRow {
    pub day: Option<Day>,
    pub hours_after: u32,
    pub what: Wording,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    pub budget: Vec<BudgetRow>,
    pub contingency: MoneyRange,
    pub budget_total: MoneyRange,
    pub schedule: Vec<ScheduleRow>,
    pub run_sheet: Vec<RunRow>,
    pub waves: Vec<WaveRow>,
    pub risks: Vec<RiskRow>,
    pub n_risks_open: u32,
    pub follow_ups: Vec<FollowUpRow>,
    pub issues: Vec<PlanIssue>,
    /// (done, all) of the schedule.
    pub n_ready: (u32, u32),
    pub counts: Option<EventCounts>,
}
