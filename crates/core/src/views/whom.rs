//! Whom to invite when money, seats and people are short: what is asked, and the plan found. Money of the
//! answer in major units.

use serde::{Deserialize, Serialize};

use crate::domain::consent::Channel;
use crate::domain::event::{AudienceGroup, FunnelStage};
use crate::domain::money::Money;
use crate::views::forecast::Spread;

/// A way to invite and what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelTerms {
    pub channel: Channel,
    /// Of one person written to or called; `None`: not said yet.
    pub cost_per_contact: Option<Money>,
    /// What it can carry; `None`: as many as there are.
    pub n_max: Option<u32>,
    /// Share of those invited this way who register, as a range one would bet on 9 to 1; `None`: as of
    /// any invitation.
    pub registered: Option<(f64, f64)>,
}

impl ChannelTerms {
    /// Nothing said yet.
    pub fn of(channel: Channel) -> Self {
        Self { channel, cost_per_contact: None, n_max: None, registered: None }
    }
}

/// What is short, beside the seats of the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhomLimits {
    /// Those that may be used.
    pub channels: Vec<ChannelTerms>,
    /// For the invitations.
    pub budget: Option<Money>,
    /// Chance that more come than there are seats, 0–1; `None`: expected guests must find a seat.
    pub p_over_allowed: Option<f64>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NoPlan {
    /// No channel is chosen.
    NoChannel,
    /// What a contact costs has not been said of these.
    NoCost(Vec<Channel>),
    /// Nobody may be asked through any of the channels.
    NobodyToAsk,
    /// These rates rest on nothing.
    RatesMissing(Vec<FunnelStage>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhomAnswer {
    Plan(Box<WhomView>),
    None(NoPlan),
}

/// What keeps the plan from bringing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binding {
    Budget,
    Seats,
    /// What this channel can carry.
    Channel(Channel),
    /// All of this group's people who may be asked are invited, at this place of the groups.
    People(usize),
}

/// The invitations of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupPlan {
    pub group: AudienceGroup,
    /// Through any of the channels.
    pub n_may_ask: u32,
    pub n_invited: u32,
    /// One a channel, in the order asked.
    pub by_channel: Vec<u32>,
    /// Chance that an invitation brings a guest, by channel.
    pub p_attend: Vec<f64>,
    /// What an invitation brings after its cost, by channel.
    pub value: Vec<f64>,
    /// What one person more in the group would bring.
    pub one_more: f64,
}

/// The invitations of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelPlan {
    pub channel: Channel,
    pub n_invited: u32,
    pub n_max: Option<u32>,
    pub cost: f64,
    /// What one invitation more through it would bring.
    pub one_more: f64,
}

/// The same share of everybody, under the same limits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvenPlan {
    pub n_invited: u32,
    pub cost: f64,
    pub n_guests: f64,
    /// Fixed costs taken off.
    pub profit: f64,
    pub p_over: Option<f64>,
}

/// The plan with the most expected profit, at the mean rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhomView {
    pub groups: Vec<GroupPlan>,
    pub channels: Vec<ChannelPlan>,
    pub n_invited: u32,
    /// Of the invitations.
    pub cost: f64,
    pub n_guests: f64,
    pub n_orders: f64,
    /// Expected, fixed costs taken off.
    pub profit: f64,
    pub fixed_cost: f64,
    /// At most so much more would be there could people be invited in parts.
    pub lost_by_whole_people: f64,
    /// What one unit of money more for invitations would bring, after it is paid.
    pub one_more_of_budget: f64,
    /// What one seat more would bring.
    pub one_more_seat: f64,
    pub binding: Vec<Binding>,
    pub seats: Option<u32>,
    pub p_over_allowed: Option<f64>,
    /// Exactly, with guests independent at the mean rates.
    pub p_over: Option<f64>,
    /// In simulated events, where rates are uncertain and the day moves all.
    pub p_over_drawn: Option<f64>,
    pub n_draws: u32,
    pub seed: u64,
    pub guests_drawn: Spread,
    pub profit_drawn: Spread,
    pub even: EvenPlan,
    /// All groups and channels have the same rates, so that cost alone decides.
    pub are_alike: bool,
    /// Rates that rest on the user's own range, of groups or channels.
    pub assumed: Vec<FunnelStage>,
}
