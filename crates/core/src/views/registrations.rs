//! How many will register in the end: what is known by now, and what follows from it.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::text::Text;
use crate::views::forecast::Spread;

/// What is known by now; `None`: as the event has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationTerms {
    /// Registered so far; `None`: those noted with the event.
    pub n_now: Option<u32>,
    /// Whole days until the event; `None`: until its day.
    pub days_left: Option<u32>,
    /// Registration opened so many days before the event; `None`: with its first wave. Plays no part where
    /// own events tell how registrations come in.
    pub opens: Option<u32>,
    /// Open to all, not by invitation only.
    pub is_open: bool,
    /// Where it is open: how many were expected before anybody registered, as a range one would bet on 9 to
    /// 1. By invitation the event's rate says it.
    pub expected: Option<(u32, u32)>,
    /// So many are wanted.
    pub goal: Option<u32>,
}

/// What has to be said first, or cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoRegistrations {
    NowUnknown,
    DaysUnknown,
    OpeningUnknown,
    ExpectedUnknown,
    /// The shape that is cited needs registration to open more than a week before.
    OpensTooLate,
    /// Some have registered before it opened.
    BeforeOpening,
    /// It has taken place.
    Over,
    NobodyInvited,
    MoreThanInvited {
        n_now: u32,
        n_invited: u32,
    },
    /// The rate of registering rests on nothing.
    RatesMissing(Vec<FunnelStage>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RegistrationsAnswer {
    Found(Box<RegistrationsView>),
    None(NoRegistrations),
}

/// What tells how registrations come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CurveSource {
    /// A shape through two published shares: of the last seven days, and of the day itself.
    Cited { last_week: f64, on_the_day: f64, opens: u32, source: Text, basis: Text, grade: char },
    /// Own past events with dated registrations.
    Own { events: Vec<String>, n_registered: u32 },
}

/// How many will register in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegistrationsView {
    pub n_now: u32,
    /// They were counted from what is noted with the event.
    pub is_counted: bool,
    pub days_left: u32,
    /// Share of all registrations that is usually in by now.
    pub share_in: f64,
    /// In the end; the quantiles are whole numbers.
    pub in_the_end: Spread,
    /// The same before anybody had registered.
    pub expected: Spread,
    /// `None`: open to all.
    pub n_invited: Option<u32>,
    /// How many are wanted, and the chance of as many.
    pub goal: Option<(u32, f64)>,
    /// Of the final number: bars of so many registrations each, from the lowest, with their chances.
    pub first_bar: u32,
    pub bar_width: u32,
    pub p_per_bar: Vec<f64>,
    pub source: CurveSource,
    /// κ: so many registrations the curve weighs for one event.
    pub strength: f64,
    /// Share in by so many days before the event, the earliest first.
    pub curve: Vec<(u32, f64)>,
    /// The rate of registering is the user's own range.
    pub is_assumed: bool,
}
