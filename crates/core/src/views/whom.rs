//! Whom to invite when money, seats and people are short: what is asked, and the plan found. Money of the
//! answer in major units.

use serde::{Deserialize, Serialize};

use crate::domain::consent::Channel;
use crate::domain::event::{AudienceGroup, FunnelStage};
use crate::domain::money::Money;
use crate::views::forecast::{AmountBin, RateView, SeatedView, Spread};

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

/// Budget is priced by this much of it: marketers think in more than one unit.
pub const MORE_BUDGET: f64 = 100.0;

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
    /// The channel of those that reach the group by which one brings most, at its place.
    pub best: usize,
    /// In simulated events.
    pub orders: Spread,
    /// What one person more in the group would bring.
    pub one_more: f64,
}

/// The invitations of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelPlan {
    pub channel: Channel,
    pub n_invited: u32,
    /// Expected at the mean rates.
    pub n_orders: f64,
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

/// What the plan brings in simulated events, where rates are uncertain and the day moves all: the figures that
/// the event's forecast shows once it invites so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanDrawn {
    pub guests: Spread,
    pub orders: Spread,
    /// Chance of the event's goal, with a seat for everybody.
    pub p_goal: f64,
    /// After all costs; nothing is set aside for what inviting costs.
    pub profit: Spread,
    pub p_profit: f64,
    /// Chance that more come than there are seats; seats given as a range are drawn too.
    pub p_over: Option<f64>,
    /// Where only guests with a seat order. `None`: no room chosen.
    pub seated: Option<SeatedView>,
    /// Orders as bars: the lowest number of the first, the numbers in a bar, and the chance of each. One
    /// begins at the goal.
    pub first_bar: u32,
    pub bar_width: u32,
    pub p_per_bar: Vec<f64>,
    pub profit_bins: Vec<AmountBin>,
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
    pub n_draws: u32,
    pub seed: u64,
    /// What the event is to bring, and how surely (0–1).
    pub goal_orders: u32,
    pub goal_confidence: f64,
    pub drawn: PlanDrawn,
    pub even: EvenPlan,
    /// What choosing brings more than that, in expected profit.
    pub gain: f64,
    pub rates: Vec<RateView>,
    /// All groups and channels have the same rates, so that cost alone decides.
    pub are_alike: bool,
    /// Rates that rest on the user's own range, of groups or channels.
    pub assumed: Vec<FunnelStage>,
}

impl WhomView {
    /// The seats and what they bring, where they are too few for the orders that a seat for everybody brings.
    pub fn short_room(&self) -> Option<(u32, SeatedView)> {
        let (seats, seated) = self.seats.zip(self.drawn.seated)?;
        seated.is_short_of(&self.drawn.orders).then_some((seats, seated))
    }

    /// Chance of the goal in the room there is.
    pub fn chance_of_goal(&self) -> f64 {
        self.short_room().map_or(self.drawn.p_goal, |(_, seated)| seated.p_goal)
    }

    /// The plan at the mean rates, to be held against inviting everybody alike.
    pub fn at_means(&self) -> EvenPlan {
        EvenPlan {
            n_invited: self.n_invited,
            cost: self.cost,
            n_guests: self.n_guests,
            profit: self.profit,
            p_over: self.p_over,
        }
    }

    /// What one more of something short would bring; of the budget, [`MORE_BUDGET`].
    pub fn more_of(&self, binding: Binding) -> f64 {
        match binding {
            Binding::Budget => MORE_BUDGET * self.one_more_of_budget,
            Binding::Seats => self.one_more_seat,
            Binding::Channel(channel) => {
                let found = self.channels.iter().find(|plan| plan.channel == channel);
                found.map_or(0.0, |plan| plan.one_more)
            }
            Binding::People(place) => self.groups.get(place).map_or(0.0, |group| group.one_more),
        }
    }

    /// The goal is reached as surely as it is wanted.
    pub fn is_goal_sure(&self) -> bool {
        self.chance_of_goal() >= self.goal_confidence
    }
}
