//! Is the room too small or too empty, how many registrations to accept, how many portions to order: what
//! is asked, and what comes of it. Money in the answers in major units.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::money::{Money, MoneyRange};
use crate::views::event_risk::Worth;
use crate::views::forecast::Spread;
use crate::views::registrations::NoRegistrations;
use crate::views::word_of_mouth::Ranged;

/// A room with fewer than this share of its seats taken looks empty, where nobody says otherwise. A
/// judgement.
pub const LOOKS_EMPTY: f64 = 0.6;
/// The risk of too many guests that is taken, where nobody says otherwise.
pub const RISK: f64 = 0.05;
/// What a guest without a seat costs, as multiples of what a seated one brings, where nobody says: at least
/// the lost sale, and as much again in ill will. A judgement.
pub const TURNED_AWAY_IN_GUESTS: (f64, f64) = (1.0, 2.0);

/// What is typed beside the event; `None`: the default, or not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoomTerms {
    /// Share of the seats below which the room looks empty, 0–1.
    pub looks_empty: Option<f64>,
    /// Accepted chance of more guests than seats, 0–1.
    pub risk: Option<f64>,
    /// What a seated guest brings; `None`: by the event's money.
    pub per_guest: Option<Money>,
    /// What a guest without a seat costs.
    pub per_turned_away: Option<MoneyRange>,
    /// What a guest without a portion costs.
    pub per_missing: Option<Money>,
    /// What a portion left over costs.
    pub per_left: Option<Money>,
}

/// What has to be said first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoRoom {
    NobodyInvited,
    /// Rates that rest on nothing.
    RatesMissing(Vec<FunnelStage>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RoomAnswer {
    Found(Box<RoomView>),
    None(NoRoom),
}

/// What the number of guests is reckoned from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GuestsFrom {
    /// The event's whole funnel.
    Invited { n_invited: u32 },
    /// How many will register in the end, by what is in now.
    Registrations { n_now: u32, is_counted: bool },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomView {
    pub from: GuestsFrom,
    /// Some have registered, but it cannot be told how many will.
    pub not_followed: Option<NoRegistrations>,
    pub registered: Spread,
    /// Of all registered, the luck of the day included.
    pub turn_out: Ranged,
    pub guests: Spread,
    /// Of the number of guests: bars of so many guests each, from this number, with their chances. With seats
    /// known, one of the bars begins at the first guest without a seat where that can be.
    pub first_bar: u32,
    pub bar_width: u32,
    pub p_per_bar: Vec<f64>,
    /// `None`: the event says no number of seats.
    pub seats: Option<SeatsView>,
    /// `None`: nobody has said what a wrong number costs.
    pub portions: Option<PortionsView>,
    /// Rates that are the user's own range alone.
    pub assumed: Vec<FunnelStage>,
    pub n_draws: u32,
    /// Draws of the turn-out that the numbers to accept are averaged over.
    pub n_turn_outs: u32,
    pub seed: u64,
}

/// How the guests fit the seats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatsView {
    /// The middle of the range where the seats are known by one.
    pub n_seats: u32,
    /// Drawn in every simulated event; `None`: the seats are one number.
    pub n_seats_range: Option<(u32, u32)>,
    /// Chance of more guests than seats, and its standard error.
    pub p_over: (f64, f64),
    pub looks_empty: f64,
    /// Fewer guests than this look empty, at the middle of the seats.
    pub empty_below: u32,
    /// Chance of that, and its standard error.
    pub p_empty: (f64, f64),
    pub n_turned_away: f64,
    pub n_empty: f64,
    pub risk: f64,
    /// Most registrations within the risk; `None`: more than can be reckoned with.
    pub within_risk: Option<u32>,
    pub worth: Result<SeatsWorth, NoWorth>,
    /// By number of registrations, ascending.
    pub compared: Vec<Accepted>,
}

/// Why no number of registrations can be called the most valuable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoWorth {
    /// The rate of ordering rests on nothing.
    OrdersUnknown,
    /// By the event's money, a guest costs as much as they bring.
    BringsNothing,
}

/// What seats are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatsWorth {
    pub per_guest: f64,
    pub is_guest_typed: bool,
    /// The middle of the range is its mean.
    pub per_turned_away: Ranged,
    pub is_turned_away_typed: bool,
    /// Most valuable number of registrations at the middle, and where turning away is cheapest and dearest;
    /// `None`: more than can be reckoned with.
    pub best: Option<u32>,
    pub best_if_cheap: Option<u32>,
    pub best_if_dear: Option<u32>,
    /// Its range is that of what turning away costs.
    pub one_more_seat: Worth,
}

/// Why a number of registrations is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AcceptedAs {
    /// As many as there are seats.
    Seats,
    WithinRisk,
    MostValuable,
    /// As many as are expected.
    Expected,
}

/// What so many registrations lead to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    pub why: AcceptedAs,
    pub n: u32,
    pub p_over: f64,
    pub n_turned_away: f64,
    pub n_empty: f64,
    /// Seated guests less those turned away, in money; `None`: not known.
    pub value: Option<f64>,
}

/// How many portions or gifts to order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortionsView {
    pub per_missing: f64,
    pub per_left: f64,
    /// The share of nights on which the order should be enough: missing ÷ (missing + left).
    pub wanted: f64,
    pub n: u32,
    pub p_enough: f64,
    pub n_missing: f64,
    pub n_left: f64,
    /// Only those who find a seat are counted.
    pub is_seated_only: bool,
}
