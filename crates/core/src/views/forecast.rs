//! What an event will bring: ranges, money, and where every rate comes from.

use serde::{Deserialize, Serialize};

use crate::domain::contact_rules::NotAllowed;
use crate::domain::event::{AudienceGroup, FunnelStage};
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::views::event_risk::EventRisk;
use crate::views::money_basis::MoneyBasis;

/// Simulated events of every forecast that is shown, so that one event and seed give one figure on
/// all pages.
pub const N_DRAWS: u32 = 10_000;

/// Of the sketch that follows every keystroke until the whole forecast is there: its first draws are these.
pub const SKETCH_DRAWS: u32 = 500;

/// The spread of a simulated figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub mean: f64,
    pub p05: f64,
    pub p25: f64,
    pub median: f64,
    pub p75: f64,
    pub p95: f64,
}

/// Where a rate comes from; the mark beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RateSource {
    /// Own past events of the same method, or of other methods: so many of so many, from these
    /// events. People of one event are alike and other methods tell less, so the trials count as
    /// `n_counted` independent ones.
    Own { same_method: bool, n_success: u32, n_trials: u32, n_counted: f64, events: Vec<String> },
    /// A cited default, by its key in `GetBenchmarkRates`.
    Cited { key: String, grade: char, source: Text },
    /// The user's own range.
    Assumed,
    /// Nobody has said anything: a wide range that the user is asked to replace.
    Missing,
}

/// A rate of the funnel as it is believed: its 90 % range and what that rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateView {
    /// `None`: the same for every group.
    pub group: Option<AudienceGroup>,
    pub stage: FunnelStage,
    /// 0–1.
    pub mean: f64,
    pub low: f64,
    pub high: f64,
    /// Prior first, then the evidence that was added to it.
    pub sources: Vec<RateSource>,
    /// Own events contradict the cited default, which therefore counts for little.
    pub is_contradicted: bool,
    /// What the rate would say without the own events.
    pub prior: Option<(f64, f64)>,
    /// Beta parameters of the posterior, for the small curve.
    pub alpha: f64,
    pub beta: f64,
}

impl RateView {
    /// It rests on nothing: its range is no belief of anybody's.
    pub fn is_missing(&self) -> bool {
        self.sources == [RateSource::Missing]
    }
}

/// A group that may be invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceEntry {
    pub group: AudienceGroup,
    pub n_people: u32,
    pub n_may_ask: u32,
    /// Those of `n_people` who may not be asked.
    pub left_out: LeftOut,
}

impl AudienceEntry {
    /// A group nobody is in.
    pub fn empty(group: AudienceGroup) -> Self {
        Self { group, n_people: 0, n_may_ask: 0, left_out: LeftOut::default() }
    }
}

/// Why somebody is not written to; of several reasons the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Obstacle {
    /// On the blacklist.
    Blocked,
    OptedOut,
    /// The channels that would be used.
    Refused,
    /// Contacted as often as the rules allow.
    OverCap,
    /// Never asked for permission, where the rules want one.
    NotAsked,
    /// Agreed to the channels only for something else.
    OtherPurpose,
    /// Left uninvited to this event by lot.
    HeldOut,
}

impl From<NotAllowed> for Obstacle {
    fn from(why: NotAllowed) -> Self {
        match why {
            NotAllowed::Refused => Self::Refused,
            NotAllowed::NotAsked => Self::NotAsked,
            NotAllowed::OtherPurpose => Self::OtherPurpose,
        }
    }
}

impl Obstacle {
    pub const ALL: [Self; 7] = [
        Self::Blocked,
        Self::OptedOut,
        Self::Refused,
        Self::OverCap,
        Self::NotAsked,
        Self::OtherPurpose,
        Self::HeldOut,
    ];
}

/// How many people are left out, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    n_of: [u32; Obstacle::ALL.len()],
}

impl LeftOut {
    pub fn count(&mut self, obstacle: Obstacle) {
        self.n_of[obstacle as usize] += 1;
    }

    pub fn get(&self, obstacle: Obstacle) -> u32 {
        self.n_of[obstacle as usize]
    }

    pub fn total(&self) -> u32 {
        self.n_of.iter().sum()
    }

    pub fn add(&mut self, other: &Self) {
        for (n, more) in self.n_of.iter_mut().zip(other.n_of) {
            *n += more;
        }
    }
}

/// What one invited group brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupForecast {
    pub group: AudienceGroup,
    pub n_may_ask: u32,
    pub n_invited: u32,
    pub registered: Spread,
    pub attended: Spread,
    pub ordered: Spread,
    /// Expected margin less driven cost of one more invitation, in major units.
    pub margin_per_invitation: f64,
}

/// A cost per customer, against selling one to one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitCost {
    /// Event cost per head in major units; the mean is expected cost by expected heads. Infinite
    /// where nobody got so far.
    pub cost: Spread,
    /// What such a customer costs one to one, in major units. A customer won counts as many
    /// conversations as guests it takes for one order.
    pub one_to_one: Option<f64>,
    /// Smallest number from which the event is cheaper per customer than selling alone.
    pub crossover: Option<u32>,
    /// Chance that it will be.
    pub p_cheaper: Option<f64>,
}

/// A point of "chance of the goal by people invited".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChancePoint {
    pub n_invited: u32,
    pub chance: f64,
    /// Band from not knowing the rates.
    pub low: f64,
    pub high: f64,
}

/// "How many invitations for N orders at P % confidence."
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationsNeeded {
    pub goal_orders: u32,
    pub confidence: f64,
    /// Not in a sketch of very many people: then nothing below but `n_may_ask` is known yet.
    pub is_searched: bool,
    /// `None`: not reachable with everyone of the chosen groups who may be asked.
    pub n_invitations: Option<u32>,
    /// Guests to be expected of so many.
    pub guests: Option<f64>,
    /// The same for 50, 80, 90 and 95 %.
    pub at_confidence: Vec<(f64, Option<u32>)>,
    /// Of the chosen groups.
    pub n_may_ask: u32,
    /// Of the groups that are not chosen: they may be asked too, and nothing here counts them.
    pub n_not_chosen: u32,
    /// With everyone invited: the chance of the goal, and the orders reached at the wanted confidence.
    pub best_chance: f64,
    pub reachable_orders: u32,
    pub curve: Vec<ChancePoint>,
}

/// A bin of a histogram of amounts, in major units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmountBin {
    pub low: f64,
    pub high: f64,
    pub n_draws: u32,
}

/// What the same simulated events bring where only guests with a seat order, and only they are served.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatedView {
    pub ordered: Spread,
    /// Chance of the goal.
    pub p_goal: f64,
    /// Major units; nobody has said what turning away costs.
    pub profit: Spread,
}

impl SeatedView {
    /// Fewer orders than these, which a seat for everybody brings: as whole orders are shown.
    pub fn is_short_of(&self, ordered: &Spread) -> bool {
        self.ordered.median.round() < ordered.median.round()
    }
}

/// The whole forecast of one event. Every range is of `n_draws` simulated events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastView {
    pub n_draws: u32,
    pub seed: u64,
    pub n_may_ask: u32,
    pub n_invited: u32,
    pub registered: Spread,
    pub attended: Spread,
    pub ordered: Spread,
    /// Major units.
    pub revenue: Spread,
    /// The contingency counts as spent.
    pub cost: Spread,
    pub profit: Spread,
    pub p_profit: f64,
    pub p_goal: f64,
    pub risk: EventRisk,
    pub profit_bins: Vec<AmountBin>,
    pub groups: Vec<GroupForecast>,
    /// Head-driven costs follow the funnel; `None`: never, each order loses money.
    pub break_even_orders: Option<u32>,
    pub break_even_heads: Option<u32>,
    /// Chance that more come than there are seats.
    pub p_overflow: Option<f64>,
    pub seats: Option<u32>,
    /// Orders and profit above seat everybody; these do not. `None`: no room chosen, or a rate
    /// rests on nothing.
    pub seated: Option<SeatedView>,
    /// Cost per customer reached (invited), attended, won (ordered).
    pub per_reached: UnitCost,
    pub per_attended: UnitCost,
    pub per_won: UnitCost,
    pub one_to_one: Option<Money>,
    pub needed: InvitationsNeeded,
    pub rates: Vec<RateView>,
    /// What of the money nobody has said, and where it comes from.
    pub money: Vec<MoneyBasis>,
    /// Which rates rest on nothing and should be asked for.
    pub missing_rates: Vec<FunnelStage>,
    /// Which rest on the user's range and on nothing else.
    pub assumed_rates: Vec<FunnelStage>,
}

impl ForecastView {
    /// The chosen groups in which somebody may be asked, with their places among `groups`.
    pub fn groups_with_people(&self) -> impl Iterator<Item = (usize, &GroupForecast)> {
        self.groups.iter().enumerate().filter(|(_, group)| group.n_may_ask > 0)
    }

    /// Is anything known of how many reach a stage: of its rate, and of those before it? Where not, its
    /// figures come from ranges that only keep the arithmetic going, and are not for showing.
    pub fn is_known(&self, stage: FunnelStage) -> bool {
        self.missing_rates.iter().all(|missing| *missing > stage)
    }

    /// The same of orders and of all money: they rest on every rate.
    pub fn is_money_known(&self) -> bool {
        self.missing_rates.is_empty()
    }

    /// Chance of the goal; `None`: there is none, or orders rest on nothing.
    pub fn chance_of_goal(&self) -> Option<f64> {
        self.is_goal_known().then_some(self.p_goal)
    }

    /// The same where only guests with a seat order; `None` without a room too.
    pub fn chance_of_goal_seated(&self) -> Option<f64> {
        let seated = self.seated.filter(|_| self.is_goal_known())?;
        Some(seated.p_goal)
    }

    fn is_goal_known(&self) -> bool {
        self.needed.goal_orders > 0 && self.is_known(FunnelStage::Ordered)
    }

    /// The seats and what they bring, where they are too few for the orders that a seat for everybody brings.
    pub fn short_room(&self) -> Option<(u32, SeatedView)> {
        let (seats, seated) = self.seats.zip(self.seated)?;
        seated.is_short_of(&self.ordered).then_some((seats, seated))
    }

    /// Whose own rate stands at this place of `rates`: groups with the very same range are one input, which stands
    /// at the first of them. Of those only who is chosen and there; nobody where the rate is everybody's.
    pub fn groups_sharing(&self, place: usize) -> Vec<&AudienceGroup> {
        let Some(rate) = self.rates.get(place) else { return Vec::new() };
        let Some(own) = &rate.group else { return Vec::new() };
        let is_alike = |other: &&RateView| {
            other.stage == rate.stage && (other.alpha, other.beta) == (rate.alpha, rate.beta)
        };
        let is_chosen =
            |group: &&AudienceGroup| self.groups_with_people().any(|(_, it)| it.group == **group);
        let alike = self.rates.iter().filter(is_alike).filter_map(|other| other.group.as_ref());
        let chosen: Vec<&AudienceGroup> = alike.filter(is_chosen).collect();
        if chosen.is_empty() { vec![own] } else { chosen }
    }

    /// Guests to be expected of the invitations that the goal needs, and the seats, where these are fewer.
    pub fn guests_beyond_seats(&self) -> Option<(f64, u32)> {
        let (guests, seats) = self.needed.guests.zip(self.seats)?;
        (guests > f64::from(seats)).then_some((guests, seats))
    }
}
