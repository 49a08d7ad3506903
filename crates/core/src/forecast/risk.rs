//! How bad an event can get, what moves its profit most, what is left where guests without a seat do not
//! order, and what one more invitation or seat brings. From the draws and the accounts of a run; must not
//! draw or know rates of its own.

use meadow_models::event_tornado::{MoneyRanges, MovedInput, event_tornado};
use meadow_models::marginal::{InvitationValue, Room, one_more_invitation, seat_worth};
use meadow_models::profit_risk::ProfitRisk;
use meadow_models::seated::seat_guests;
use meadow_models::{
    EconomicsDraws, EventEconomics, FunnelDraws, FunnelInput, Interval, Stage, Summary,
};

use super::accounts::{fixed_cost_range, head_cost_range, vary_amounts};
use super::audience::InvitedGroup;
use super::input_ranges::{contingency_range, cost_factor_range, margin_range};
use super::report::spread;
use super::run::ForecastRun;
use crate::domain::event::{CostDriver, Event, FunnelStage};
use crate::views::event_risk::{
    EventRisk, MoreInvitations, MoreSeats, Moved, RiskView, SwingView, TailView, Worth,
};
use crate::views::forecast::SeatedView;

const LEVELS: [f64; 2] = [0.9, 0.95];
/// A swing below this part of the widest is none: a rate of groups that nobody invites.
const LEAST_PART: f64 = 1e-9;
/// The 95 % point of the standard normal.
const Z_95: f64 = 1.645;

impl ForecastRun {
    /// `profits`: one a draw.
    pub(super) fn event_risk(&self, draws: &FunnelDraws, profits: &[f64]) -> EventRisk {
        EventRisk {
            risk: risk_of(profits),
            at_medians: self.profit_at_medians(),
            swings: self.swings(),
            invitations: self.more_invitations(draws),
            seat: self.more_seats(draws),
        }
    }

    fn profit_at_medians(&self) -> f64 {
        let medians: Vec<f64> = self.funnel.rates().iter().map(|rate| rate.quantile(0.5)).collect();
        self.economics.profit_of_heads(self.funnel.expected_heads(&medians, [0.0, 0.0]))
    }

    fn swings(&self) -> Vec<SwingView> {
        let revenue = self.event.revenue_per_order;
        let (low, high) = (revenue.low.major(), revenue.high.major());
        let money = MoneyRanges {
            order_value: Some(Interval { low: low.min(high), high: low.max(high) }),
            margin_rate: margin_range(&self.event),
            fixed_cost: Some(fixed_cost_range(&self.event)),
            cost_per_head: Stage::ALL.map(|stage| Some(self.cost_range(stage))),
            cost_factor: cost_factor_range(&self.event),
        };
        let swings = event_tornado(&self.funnel, &self.economics, &money);
        let width = |at_low: f64, at_high: f64| (at_low - at_high).abs();
        let widest = swings.first().map_or(0.0, |swing| width(swing.at_low, swing.at_high));
        swings
            .into_iter()
            .filter(|swing| width(swing.at_low, swing.at_high) > LEAST_PART * widest)
            .filter_map(|swing| {
                let (moved, range) = self.moved(swing.input, &money)?;
                let (at_low, at_high) = (swing.at_low, swing.at_high);
                Some(SwingView { moved, low: range.low, high: range.high, at_low, at_high })
            })
            .collect()
    }

    /// What moved and between which values. `None`: it is no range.
    fn moved(&self, input: MovedInput, money: &MoneyRanges) -> Option<(Moved, Interval)> {
        let of_day = |sd: f64| Interval { low: -Z_95 * sd, high: Z_95 * sd };
        let shock = self.funnel.shock();
        Some(match input {
            MovedInput::Rate(place) => {
                (Moved::Rate(place), self.funnel.rates().get(place)?.interval(0.9))
            }
            MovedInput::TurnOut => (Moved::TurnOut, of_day(shock.turn_out_sd)),
            MovedInput::Ordering => (Moved::Ordering, of_day(shock.ordering_sd)),
            MovedInput::OrderValue => (Moved::Revenue, money.order_value?),
            MovedInput::FixedCost => (Moved::FixedCost, money.fixed_cost?),
            MovedInput::HeadCost(stage) => (moved_cost(stage), self.cost_range(stage)),
            MovedInput::MarginRate => (Moved::Margin, money.margin_rate?),
            MovedInput::CostFactor => (Moved::Contingency, contingency_range(&self.event)?),
        })
    }

    fn cost_range(&self, stage: Stage) -> Interval {
        let driver = match stage {
            Stage::Invited => CostDriver::PerInvited,
            Stage::Registered => CostDriver::PerRegistered,
            Stage::Attended => CostDriver::PerAttended,
            Stage::Ordered => CostDriver::PerOrdered,
        };
        head_cost_range(&self.event, driver)
    }

    pub(super) fn room(&self) -> Option<Room<'_>> {
        room_of(&self.event, self.seats_of_draws.as_deref())
    }

    /// Orders and profit of the same draws where only guests with a seat order: what one more seat adds to.
    pub(super) fn seated(&self, draws: &FunnelDraws) -> Option<SeatedView> {
        let room = self.room()?;
        let missing = self.rates.missing_for(self.groups.iter().map(|group| &group.group));
        if !missing.is_empty() {
            return None;
        }
        let (seated, accounts) =
            seat_draws(&self.funnel, draws, room, &self.event, &self.economics)?;
        Some(seated_view(&seated, &accounts, self.event.goal_orders))
    }

    fn more_invitations(&self, draws: &FunnelDraws) -> Vec<MoreInvitations> {
        let seed = self.event.seed;
        // The funnel was checked when the run was prepared.
        let values = one_more_invitation(&self.funnel, draws, seed, &self.economics, self.room())
            .unwrap_or_default();
        let more = |(group, found): (&InvitedGroup, InvitationValue)| MoreInvitations {
            group: group.group.clone(),
            worth: Worth { value: found.value, low: found.range.low, high: found.range.high },
            with_seat: found.value_with_seat,
        };
        let of_somebody = |(group, _): &(&InvitedGroup, InvitationValue)| group.n_may_ask > 0;
        self.groups.iter().zip(values).filter(of_somebody).map(more).collect()
    }

    fn more_seats(&self, draws: &FunnelDraws) -> Option<MoreSeats> {
        let room = self.room().filter(|_| self.funnel.n_invited() > 0)?;
        let found = seat_worth(&self.funnel, draws, self.event.seed, &self.economics, room).ok()?;
        let worth = Worth { value: found.value, low: found.range.low, high: found.range.high };
        Some(MoreSeats { worth, p_needed: found.p_needed })
    }
}

/// The room of an event in its draws; `seats_of_draws` where it is not settled.
pub(super) fn room_of<'a>(event: &Event, seats_of_draws: Option<&'a [u32]>) -> Option<Room<'a>> {
    // Nobody has said what ill will costs: nothing is reckoned, and the page says so.
    event.seats.map(|n_seats| Room { n_seats, seats_of_draws, cost_per_turned_away: 0.0 })
}

/// The draws of a funnel where only guests with a seat order, and their accounts. `None` for those that
/// cannot be: whoever prepares a run has checked both.
pub(super) fn seat_draws(
    funnel: &FunnelInput,
    draws: &FunnelDraws,
    room: Room<'_>,
    event: &Event,
    economics: &EventEconomics,
) -> Option<(FunnelDraws, EconomicsDraws)> {
    let seated = seat_guests(funnel, draws, event.seed, room).ok()?;
    let mut accounts = EconomicsDraws::draw(economics, &seated, event.seed).ok()?;
    vary_amounts(&mut accounts, event, economics, &seated);
    Some((seated, accounts))
}

pub(super) fn seated_view(
    seated: &FunnelDraws,
    accounts: &EconomicsDraws,
    goal_orders: u32,
) -> SeatedView {
    SeatedView {
        ordered: spread(seated.summary(Stage::Ordered)),
        p_goal: seated.p_at_least(Stage::Ordered, goal_orders),
        profit: spread(Summary::of_values(&accounts.profit)),
    }
}

fn risk_of(profits: &[f64]) -> RiskView {
    let Some(risk) = ProfitRisk::of_draws(profits) else { return RiskView::default() };
    let even = risk.p_at_least(0.0);
    let tails = LEVELS.map(|level| TailView {
        level,
        at_most: -risk.value_at_risk(level),
        mean: -risk.expected_shortfall(level),
    });
    RiskView { p_loss: 1.0 - even.p, p_loss_error: even.se, tails: tails.to_vec() }
}

fn moved_cost(stage: Stage) -> Moved {
    match stage {
        Stage::Invited => Moved::CostOfInvited,
        Stage::Registered => Moved::CostOf(FunnelStage::Registered),
        Stage::Attended => Moved::CostOf(FunnelStage::Attended),
        Stage::Ordered => Moved::CostOf(FunnelStage::Ordered),
    }
}
