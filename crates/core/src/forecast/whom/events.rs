//! The plan in simulated events, drawn as the event's forecast draws them once it invites so: the same seed,
//! and every rate and group in the place it has there. Must not look for a plan.

use std::collections::BTreeMap;

use meadow_models::marginal::Room;
use meadow_models::{
    BetaRate, EconomicsDraws, EventEconomics, FunnelInput, RateId, Stage, Summary,
};

use super::super::accounts::{draw_up_accounts, vary_amounts};
use super::super::rates::Rates;
use super::super::registrations::bars;
use super::super::report::{bin_amounts, no_accounts, spread};
use super::super::risk::{room_of, seat_draws, seated_view};
use super::super::room::distribution_of;
use super::super::run::too_many_people;
use super::cells::{Cell, shifted};
use super::{ReachableGroup, WhomRun};
use crate::domain::event::{CostDriver, Event, FunnelStage};
use crate::domain::money::{Money, MoneyRange};
use crate::protocol::EngineError;
use crate::views::forecast::{SeatedView, Spread};
use crate::views::plan::ExpectedHeads;
use crate::views::whom::PlanDrawn;

/// The plan as a funnel.
pub(super) struct PlanFunnel {
    pub(super) input: FunnelInput,
    /// Whose people each of its groups are: a place in the plan.
    of_group: Vec<usize>,
}

impl PlanFunnel {
    /// All of a group who register alike are one group of the funnel, however invited: a channel with a rate
    /// of its own has one for every rate of registering it moves.
    pub(super) fn new(
        event: &Event,
        groups: &[ReachableGroup],
        cells: &[Cell],
        (rates, own): (&Rates, &[Option<BetaRate>]),
        n_by_cell: &[u32],
    ) -> Result<Self, EngineError> {
        let (mut input, ids) = rates.start_funnel();
        let mut moved = BTreeMap::new();
        let mut alike: Vec<Vec<(u32, [RateId; 3])>> = vec![Vec::new(); groups.len()];
        for (cell, &n_invited) in cells.iter().zip(n_by_cell).filter(|(_, n)| **n > 0) {
            let group = &groups[cell.group].group;
            let mut steps = FunnelStage::ALL.map(|stage| ids[rates.place_of(group, stage)]);
            let usual = steps[0];
            if let Some(own) = own[cell.channel] {
                let key = (cell.channel, usual.index());
                steps[0] =
                    *moved.entry(key).or_insert_with(|| input.add_rate(shifted(rates, group, own)));
            }
            let of_group = &mut alike[cell.group];
            match of_group.iter().position(|(_, other)| *other == steps) {
                Some(at) => of_group[at].0 += n_invited,
                // The forecast knows only the usual rate.
                None if steps[0] == usual => of_group.insert(0, (n_invited, steps)),
                None => of_group.push((n_invited, steps)),
            }
        }
        let order = order_in_forecast(event, groups);
        let firsts = order.iter().filter_map(|&place| Some((place, *alike[place].first()?)));
        let others = order
            .iter()
            .flat_map(|&place| alike[place].iter().skip(1).map(move |&part| (place, part)));
        let mut of_group = Vec::new();
        for (place, (n_invited, steps)) in firsts.chain(others) {
            input.add_group(n_invited, steps).map_err(|_| too_many_people())?;
            of_group.push(place);
        }
        Ok(Self { input, of_group })
    }
}

/// Places of the groups as the event has them once it invites so: those it has chosen in its order, then the
/// others.
fn order_in_forecast(event: &Event, groups: &[ReachableGroup]) -> Vec<usize> {
    let chosen = |place: &usize| {
        let of = &groups[*place].group;
        event.audience.iter().position(|choice| choice.group == *of).unwrap_or(usize::MAX)
    };
    let mut places: Vec<usize> = (0..groups.len()).collect();
    places.sort_by_key(chosen);
    places
}

impl WhomRun {
    /// Orders of the group at this place of the plan.
    pub(super) fn orders_of(&self, place: usize) -> Spread {
        let draws = self.simulation.draws();
        let mut orders = vec![0_u32; draws.n_draws()];
        let parts = self.funnel.of_group.iter().enumerate().filter(|(_, of)| **of == place);
        for (part, _) in parts {
            let ordered = draws.group(part, Stage::Ordered);
            orders.iter_mut().zip(ordered).for_each(|(sum, n)| *sum += n);
        }
        spread(Summary::of_counts(&orders))
    }

    /// The accounts of every simulated event as a forecast draws them, at the orders of the plan and with
    /// its own costs of inviting, which are known.
    pub(super) fn drawn(&self) -> PlanDrawn {
        let draws = self.simulation.draws();
        let (event, economics) = self.accounts_without_inviting();
        // Checked when the run was prepared; without them nothing is earned.
        let mut accounts = EconomicsDraws::draw(&economics, draws, event.seed)
            .unwrap_or_else(|_| no_accounts(draws.n_draws()));
        vary_amounts(&mut accounts, &event, &economics, draws);
        self.pay_for_inviting(&mut accounts);
        let room = room_of(&event, self.seats_of_draws.as_deref());
        let orders = distribution_of(draws.total(Stage::Ordered));
        let (first_bar, bar_width, p_per_bar) =
            orders.map(|orders| bars(&orders, Some(event.goal_orders))).unwrap_or_default();
        PlanDrawn {
            guests: spread(draws.summary(Stage::Attended)),
            orders: spread(draws.summary(Stage::Ordered)),
            p_goal: draws.p_at_least(Stage::Ordered, event.goal_orders),
            profit: spread(Summary::of_values(&accounts.profit)),
            p_profit: accounts.p_profit(),
            p_over: room.map(|room| room.p_over(draws)),
            seated: room.and_then(|room| self.seated(room, &event, &economics)),
            first_bar,
            bar_width,
            p_per_bar,
            profit_bins: bin_amounts(&accounts.profit),
        }
    }

    fn seated(
        &self,
        room: Room<'_>,
        event: &Event,
        economics: &EventEconomics,
    ) -> Option<SeatedView> {
        let draws = self.simulation.draws();
        let (seated, mut accounts) = seat_draws(&self.funnel.input, draws, room, event, economics)?;
        self.pay_for_inviting(&mut accounts);
        Some(seated_view(&seated, &accounts, event.goal_orders))
    }

    /// The channels say what inviting costs.
    fn accounts_without_inviting(&self) -> (Event, EventEconomics) {
        let mut event = self.event.clone();
        // The lines keep their places, and with them what they draw.
        let by_invitation =
            event.budget.iter_mut().filter(|line| line.driver == CostDriver::PerInvited);
        by_invitation.for_each(|line| line.amount = MoneyRange::exactly(Money::ZERO));
        let heads = ExpectedHeads { ordered: self.n_orders(), ..ExpectedHeads::default() };
        let economics = draw_up_accounts(&event, &heads);
        (event, economics)
    }

    /// Known, so that nothing is set aside for it: after the contingency has had its range.
    fn pay_for_inviting(&self, accounts: &mut EconomicsDraws) {
        accounts.cost.iter_mut().for_each(|cost| *cost += self.found.cost);
        accounts.profit.iter_mut().for_each(|profit| *profit -= self.found.cost);
    }
}
