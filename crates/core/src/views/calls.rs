//! The call list, its figures with what they rest on, and how the scripts have done.

use serde::{Deserialize, Serialize};

use crate::domain::call::CallOutcome;
use crate::domain::class::Class;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::views::forecast::Obstacle;
use crate::views::table::Placed;

/// Whom to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallAudience {
    #[default]
    Everyone,
    /// Customers of the class, and leads expected to become like them.
    Class(Class),
    /// Leads about whom too little is known.
    Unplaced,
    /// Those of a saved view.
    View(DocumentId),
    /// Those in a saved segment.
    Segment(DocumentId),
}

/// What a typical order of somebody rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueOf {
    /// The middle one of so many own orders.
    Own { n_orders: u32 },
    /// The middle one of so many orders of the customers of this class.
    Class { class: Class, n_orders: u32 },
}

/// Somebody who can be called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallEntry {
    pub id: CustomerId,
    /// The number that the user knows them by; empty: none.
    pub key: String,
    pub name: String,
    pub phone: String,
    pub placed: Option<Placed>,
    /// Whose script to follow.
    pub script: Class,
    /// That a call brings an order, 0–1.
    pub chance: f64,
    /// What an order of theirs typically comes to; `None`: nothing is known to tell it from.
    pub value: Option<(Money, ValueOf)>,
    /// Chance × value.
    pub expected: Option<Money>,
    /// Asked to be called again from this day on, which has come.
    pub due: Option<Day>,
}

/// How many are not on the list, each counted once, by the first that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCalled {
    pub n_blocked: u32,
    pub n_refused: u32,
    /// Never asked for permission, where the rules want one.
    pub n_not_asked: u32,
    /// Agreed to be called about something else.
    pub n_other_purpose: u32,
    pub n_no_phone: u32,
    pub n_wrong_number: u32,
    /// Asked to be called on a later day.
    pub n_later: u32,
    pub n_at_cap: u32,
    /// Left uninvited by lot to the event the calls are about.
    pub n_held_out: u32,
}

impl NotCalled {
    pub fn n_people(&self) -> u32 {
        let Self {
            n_blocked,
            n_refused,
            n_not_asked,
            n_other_purpose,
            n_no_phone,
            n_wrong_number,
            n_later,
            n_at_cap,
            n_held_out,
        } = self;
        let not_allowed = n_refused + n_not_asked + n_other_purpose;
        let for_now = n_later + n_at_cap + n_held_out;
        n_blocked + not_allowed + n_no_phone + n_wrong_number + for_now
    }
}

/// Called today already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalledToday {
    pub id: CustomerId,
    pub name: String,
    /// What speaks against inviting them; the call itself may have brought it.
    pub obstacle: Option<Obstacle>,
    /// `None`: noted as a contact, not from the list.
    pub outcome: Option<CallOutcome>,
}

/// The chance that a call brings an order, as far as it is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallChance {
    /// `None`: whoever is called.
    pub script: Option<Class>,
    pub n_calls: u32,
    pub n_ordered: u32,
    pub mean: f64,
    /// The middle 90 %.
    pub low: f64,
    pub high: f64,
}

/// The published figure that the chances start from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CitedChance {
    pub label: Text,
    pub source: Text,
    pub grade: char,
    pub point: f64,
    /// What it counts for beside own calls, in calls.
    pub n_calls_worth: f64,
    /// Own calls contradict it, which is why it counts for little.
    pub is_contradicted: bool,
}

/// A share with its range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareRange {
    pub n: u32,
    pub of: u32,
    /// Jeffreys' interval at 90 %; `None` where there are too few to speak of a share.
    pub range: Option<(f64, f64)>,
}

/// How some calls have gone.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallShares {
    pub n_calls: u32,
    /// Of the calls.
    pub reached: ShareRange,
    /// Of those reached, as the next ones.
    pub interested: ShareRange,
    /// Will come or ordered.
    pub won: ShareRange,
    pub refused: ShareRange,
}

/// How the calls by one script have gone: all of them, and those in which it was worded for a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScriptRecord {
    pub script: Class,
    pub all: CallShares,
    /// The most called first.
    pub by_reason: Vec<ReasonRecord>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReasonRecord {
    pub reason: Text,
    pub shares: CallShares,
}

/// Who is called next, and everything beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallList {
    /// Those who asked for it first, then by expected value, then those whose value is unknown; at most
    /// 200.
    pub queue: Vec<CallEntry>,
    /// All who can be called, today's calls not counted.
    pub n_callable: u32,
    /// Of these, those who said yes to calls, and those who were never asked.
    pub n_permitted: u32,
    pub n_unasked: u32,
    /// Of these, those whose value is unknown.
    pub n_unknown_value: u32,
    pub not_called: NotCalled,
    /// The last one first.
    pub called_today: Vec<CalledToday>,
    /// Of everybody, then of the scripts.
    pub chances: Vec<CallChance>,
    pub cited: Option<CitedChance>,
    /// Scripts that were followed at least once.
    pub scripts: Vec<ScriptRecord>,
}

/// An event that calls can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallEvent {
    pub id: DocumentId,
    pub name: String,
    pub day: Option<Day>,
    /// Where it takes place, with the address.
    pub place: String,
    pub offer: Text,
}

/// What scripts and messages are filled with of one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    pub name: String,
    pub last_purchase: Option<Day>,
    /// What that was mostly: a product, else its category; `None`: nothing was noted.
    pub last_bought: Option<String>,
    /// The category of at least half of what they spent and of most of at least three orders; `None`:
    /// there is none, or it is not known.
    pub usual_category: Option<String>,
    /// What a member is called; `None`: is none, or nobody has said.
    pub member: Option<Text>,
}

/// What scripts and messages are filled with beside what is known of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopFacts {
    /// Empty where the workspace has not been named.
    pub shop: String,
    /// Events that are still to come, the next one first.
    pub events: Vec<CallEvent>,
}
