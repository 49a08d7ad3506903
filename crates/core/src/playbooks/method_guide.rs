//! What one method of gathering customers asks for and starts from.
//!
//! Owns the shape of a method guide: the wizard's questions, risks and every default of a plan.
//! Must not know any plan: dates, head counts and money are applied elsewhere. Except where a
//! benchmark is named, defaults are starting points for the user, not measured figures.

use serde::{Deserialize, Serialize};

use crate::domain::consent::Channel;
use crate::domain::event::{CostDriver, FunnelStage};
use crate::domain::method::Method;
use crate::domain::text::Text;

/// Everything the planner knows about a method before the user has said anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodGuide {
    pub method: Method,
    pub name: Text,
    /// One line.
    pub summary: Text,
    pub gathers: Text,
    pub fits: Text,
    pub strengths: Text,
    /// Usual length of the gathering (of one day of it, for an exhibition).
    pub duration_minutes: u32,
    /// Usual number of days.
    pub n_days: u32,
    pub room: RoomNeed,
    pub questions: Vec<Question>,
    pub risks: Vec<Risk>,
    pub offers: Vec<OfferSuggestion>,
    pub budget: Vec<BudgetLine>,
    pub roles: Vec<Role>,
    /// Ordered by start; every task comes after those it depends on.
    pub tasks: Vec<Task>,
    /// Ordered by start.
    pub run_sheet: Vec<RunItem>,
    /// Ordered by time after the event.
    pub follow_up: Vec<FollowUp>,
    pub invitations: Vec<Invitation>,
    /// The method's own stages in order; exactly one counts as each stage of the forecast.
    pub funnel: Vec<FunnelStep>,
}

/// How large a room the expected heads need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomNeed {
    /// Places to have at one moment ÷ heads expected over the whole event. Under 1 where guests
    /// come in sittings or drift through.
    pub places_per_expected_head: f64,
    pub layout: Text,
}

/// A question only this method asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub prompt: Text,
    pub help: Text,
    /// An answer as somebody might give it: the placeholder of the field.
    pub example: Text,
}

/// A risk the plan must answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    pub key: String,
    pub risk: Text,
    /// What the plan has to say about it.
    pub asks: Text,
    pub suggestion: Text,
}

/// An offer the user may take over and fill in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferSuggestion {
    pub key: String,
    pub label: Text,
    pub wording: Text,
}

/// One line of the budget, with an amount to be replaced by a quotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    pub key: String,
    pub label: Text,
    pub driver: CostDriver,
    /// Yuan per unit of the driver.
    pub cny: f64,
    /// The same in a currency whose unit is of the order of a dollar or a euro.
    pub neutral: f64,
    pub note: Text,
}

impl BudgetLine {
    /// The amount to start from, in major units of the currency with this ISO 4217 code. `None`
    /// for a currency of another scale: no figure is better than one wrong by a factor of 100.
    pub fn starting_amount(&self, currency: &str) -> Option<f64> {
        in_scale(currency, self.cny, self.neutral)
    }
}

/// The amount of the two that is of the scale of this currency.
pub(super) fn in_scale(currency: &str, cny: f64, neutral: f64) -> Option<f64> {
    match currency {
        "CNY" => Some(cny),
        "USD" | "EUR" | "GBP" | "CHF" | "CAD" | "AUD" | "NZD" | "SGD" => Some(neutral),
        _ => None,
    }
}

/// A part to be played on the day or before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub key: String,
    pub name: Text,
    pub duties: Text,
    /// The fewest people who can fill it.
    pub at_least: u32,
    /// How many guests one person can look after, where the role grows with the room.
    pub guests_per_person: Option<u32>,
}

impl Role {
    /// How many people the role needs for `n_guests` expected guests.
    pub fn n_people(&self, n_guests: u32) -> u32 {
        let scaled = self.guests_per_person.map_or(0, |share| n_guests.div_ceil(share.max(1)));
        scaled.max(self.at_least)
    }
}

/// A preparation, worked back from the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub key: String,
    pub label: Text,
    /// Starts so many days before the event.
    pub days_before: u32,
    pub duration_days: u32,
    /// Key of the role that answers for it.
    pub owner: String,
    /// Keys of the tasks that must be finished first.
    #[serde(default)]
    pub after: Vec<String>,
}

/// One line of the run sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunItem {
    pub key: String,
    /// Minutes from the start of the event; negative before it.
    pub start_minute: i32,
    pub minutes: u32,
    pub item: Text,
    pub detail: Text,
    /// Key of the role that answers for it.
    pub owner: String,
    /// What sets it off, where the clock does not.
    pub cue: Option<Text>,
    /// The moment of the offer; marked in the plan.
    #[serde(default)]
    pub is_offer: bool,
}

/// One step after the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    pub key: String,
    /// Due so many hours after the end of the event: 1, then days 1, 3, 7, 14, 30 and 90.
    pub due_hours: u32,
    pub label: Text,
    pub detail: Text,
    /// Key of the role that answers for it.
    pub owner: String,
}

/// An invitation text with merge fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    pub channel: Channel,
    /// E-mail only.
    pub subject: Option<Text>,
    pub body: Text,
}

/// A stage of the method's own funnel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunnelStep {
    pub key: String,
    pub name: Text,
    /// The stage the forecast counts it as; `None` for those invited, and for a stage the
    /// forecast does not model.
    pub counts_as: Option<FunnelStage>,
    /// Key of the stage its share is of, where two follow from the same: whoever buys again and whoever
    /// brings somebody are both of those who ordered. `None`: of the one before it.
    #[serde(default)]
    pub of: Option<String>,
}
