//! How many guests a room will see, how many registrations it can take, and how many portions to order, in
//! slices. Guests come from the event's whole funnel, or, once some have registered, from how many will in
//! the end; the turn-out is uncertain and moved by the day either way.

mod seats;

use meadow_models::catering::{PortionCosts, best_portions_of_draws};
use meadow_models::marginal::margin_per_guest;
use meadow_models::overbooking::SeatValue;
use meadow_models::uncertain_overbooking::UncertainTurnOut;
use meadow_models::{
    CountDistribution, EventEconomics, FunnelDraws, FunnelInput, FunnelSimulation, Stage, Summary,
};

use super::accounts::draw_up_accounts;
use super::audience::{InvitedGroup, choose_groups};
use super::expect_heads;
use super::input_ranges::draw_seats;
use super::rates::Rates;
use super::registrations::{InTheEnd, bars, find_in_the_end, spread_of};
use super::report::spread;
use super::run::{check_accounts, funnel_input, too_many_people};
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, FunnelStage};
use crate::domain::ids::DocumentId;
use crate::domain::money::{Money, MoneyRange};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, N_DRAWS, RateSource};
use crate::views::registrations::{NoRegistrations, RegistrationTerms};
use crate::views::room::{
    GuestsFrom, NoRoom, NoWorth, PortionsView, RISK, RoomTerms, RoomView, TURNED_AWAY_IN_GUESTS,
};
use crate::views::word_of_mouth::Ranged;
use crate::words;

/// Draws of the turn-out that numbers to accept are averaged over: each is weighed exactly, so that a few
/// suffice.
const N_TURN_OUTS: usize = 2_000;
/// Most heads that are reckoned with.
const MAX_HEADS: u64 = 500_000;

/// The guests being drawn.
pub struct RoomRun {
    terms: RoomTerms,
    n_seats: Option<u32>,
    n_seats_range: Option<(u32, u32)>,
    /// Those of the event's forecast, where the room is not settled.
    seats_of_draws: Option<Vec<u32>>,
    seed: u64,
    economics: EventEconomics,
    rates: Rates,
    groups: Vec<InvitedGroup>,
    n_invited: u32,
    funnel: FunnelInput,
    simulation: FunnelSimulation,
    in_the_end: Option<InTheEnd>,
    not_followed: Option<NoRegistrations>,
    searched: Option<Searched>,
}

/// The numbers to accept, each found in a slice of its own.
struct Searched {
    turn_out: UncertainTurnOut,
    money: Result<SeatMoney, NoWorth>,
    within_risk: Option<Option<u32>>,
    /// At the middle, the lower and the upper end of what turning away costs.
    best: Vec<Option<u32>>,
}

#[derive(Clone, Copy)]
struct SeatMoney {
    per_guest: f64,
    is_guest_typed: bool,
    per_turned_away: Ranged,
    is_turned_away_typed: bool,
}

impl SeatMoney {
    fn value(&self, per_turned_away: f64) -> SeatValue {
        SeatValue { per_seated: self.per_guest, per_turned_away }
    }
}

impl RoomRun {
    /// Prepares the draws; nothing is drawn yet. `Ok(Err(why))`: nothing can be said.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for costs, shares or numbers that cannot be.
    pub fn new(
        tables: &Tables,
        audience: &[AudienceEntry],
        (event, saved): (&Event, Option<DocumentId>),
        (terms, registrations): (&RoomTerms, &RegistrationTerms),
        today: Day,
    ) -> Result<Result<Self, NoRoom>, EngineError> {
        check(terms)?;
        let economics = draw_up_accounts(event, &expect_heads(tables, audience, event));
        check_accounts(&economics)?;
        let found = find_in_the_end(tables, audience, (event, saved), registrations, today)?;
        let (in_the_end, not_followed) = match found {
            Ok(found) => (Some(found), None),
            Err(NoRegistrations::NowUnknown) => (None, None),
            Err(why) => (None, Some(why)),
        };
        let mut groups = choose_groups(audience, event);
        let n_invited: u64 = groups.iter().map(|group| u64::from(group.n_invited)).sum();
        if n_invited > MAX_HEADS {
            return Err(too_many_people());
        }
        if n_invited == 0 || in_the_end.as_ref().is_some_and(|found| found.view.n_invited.is_none())
        {
            let Some(found) = &in_the_end else { return Ok(Err(NoRoom::NobodyInvited)) };
            groups = vec![whoever_registers(found)];
        }
        let rates = Rates::believe(tables, event);
        let is_needed = |stage: FunnelStage| match stage {
            FunnelStage::Registered => in_the_end.is_none(),
            FunnelStage::Attended => true,
            FunnelStage::Ordered => false,
        };
        let mut missing = rates.missing_for(groups.iter().map(|group| &group.group));
        missing.retain(|stage| is_needed(*stage));
        if !missing.is_empty() {
            return Ok(Err(NoRoom::RatesMissing(missing)));
        }
        let funnel = funnel_input(&groups, &rates).map_err(|_| too_many_people())?;
        let simulation =
            FunnelSimulation::new(&funnel, event.seed).map_err(|_| too_many_people())?;
        Ok(Ok(Self {
            terms: *terms,
            n_seats: event.seats,
            n_seats_range: event.ranges().seats,
            seats_of_draws: draw_seats(event, N_DRAWS as usize),
            seed: event.seed,
            economics,
            rates,
            groups,
            n_invited: n_invited as u32,
            funnel,
            simulation,
            in_the_end,
            not_followed,
            searched: None,
        }))
    }

    /// Draws up to so many more events, or looks for one more number; says whether there is more to do.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] where nobody ever registers.
    pub fn advance(&mut self, max_draws: u32) -> Result<bool, EngineError> {
        let n_left = N_DRAWS as usize - self.simulation.draws().n_draws();
        if n_left > 0 {
            self.simulation.run(n_left.min(max_draws.max(1) as usize));
            return Ok(true);
        }
        let Some(n_seats) = self.n_seats else { return Ok(false) };
        if self.searched.is_none() {
            self.searched = Some(Searched {
                turn_out: self.turn_out(N_TURN_OUTS)?,
                money: self.seat_money(),
                within_risk: None,
                best: Vec::new(),
            });
            return Ok(true);
        }
        let risk = self.terms.risk.unwrap_or(RISK);
        let Some(searched) = &mut self.searched else { return Ok(false) };
        if searched.within_risk.is_none() {
            searched.within_risk = Some(searched.turn_out.most_within_risk(n_seats, risk));
            return Ok(true);
        }
        let Ok(money) = searched.money else { return Ok(false) };
        let costs = money.per_turned_away;
        let next = [costs.mean, costs.low, costs.high].get(searched.best.len()).copied();
        let Some(cost) = next else { return Ok(false) };
        searched.best.push(searched.turn_out.most_valuable(n_seats, money.value(cost)));
        Ok(true)
    }

    pub fn n_done(&self) -> u64 {
        self.simulation.draws().n_draws() as u64
    }

    pub fn n_total(&self) -> u64 {
        u64::from(N_DRAWS)
    }

    /// What the room will see, after making the draws still missing.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub fn finish(mut self) -> Result<RoomView, EngineError> {
        while self.advance(N_DRAWS)? {}
        let draws = self.simulation.draws();
        let turn_out = self.turn_out(N_DRAWS as usize)?;
        let (registered, guests, from) = match &self.in_the_end {
            Some(found) => {
                let guests = turn_out.guests(&found.numbers, self.seed);
                let (n_now, is_counted) = (found.view.n_now, found.view.is_counted);
                let from = GuestsFrom::Registrations { n_now, is_counted };
                (found.view.in_the_end, guests, from)
            }
            None => {
                let registered = spread(draws.summary(Stage::Registered));
                let guests = draws.total(Stage::Attended).to_vec();
                (registered, guests, GuestsFrom::Invited { n_invited: self.n_invited })
            }
        };
        let seats = self.seats_view(&guests, registered.median.round() as u32);
        let portions = self.portions(&guests);
        let guests = distribution_of(&guests).ok_or_else(impossible)?;
        let edge = self.n_seats.map(|n| n.saturating_add(1));
        let (first_bar, bar_width, p_per_bar) = bars(&guests, edge);
        Ok(RoomView {
            from,
            registered,
            turn_out: ranged(turn_out.rates()),
            guests: spread_of(&guests),
            first_bar,
            bar_width,
            p_per_bar,
            portions,
            seats,
            assumed: self.assumed(),
            n_draws: N_DRAWS,
            n_turn_outs: N_TURN_OUTS as u32,
            seed: self.seed,
            not_followed: self.not_followed,
        })
    }

    /// The same draws as the simulation's.
    fn turn_out(&self, n_draws: usize) -> Result<UncertainTurnOut, EngineError> {
        let found = UncertainTurnOut::of_funnel(&self.funnel, n_draws, self.seed);
        let found = found.ok().flatten().ok_or_else(impossible)?;
        Ok(found.in_rooms(self.seats_of_draws.clone()))
    }

    fn seat_money(&self) -> Result<SeatMoney, NoWorth> {
        let typed = self.terms.per_guest.map(Money::major);
        let per_guest = match typed {
            Some(typed) => typed,
            None => self.margin_of_a_guest(self.simulation.draws())?,
        };
        if per_guest <= 0.0 {
            return Err(NoWorth::BringsNothing);
        }
        let ends = match self.terms.per_turned_away {
            Some(range) => (range.low.major(), range.high.major()),
            None => (TURNED_AWAY_IN_GUESTS.0 * per_guest, TURNED_AWAY_IN_GUESTS.1 * per_guest),
        };
        let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
        Ok(SeatMoney {
            per_guest,
            is_guest_typed: typed.is_some(),
            per_turned_away: Ranged { low, mean: low.midpoint(high), high },
            is_turned_away_typed: self.terms.per_turned_away.is_some(),
        })
    }

    fn margin_of_a_guest(&self, draws: &FunnelDraws) -> Result<f64, NoWorth> {
        let missing = self.rates.missing_for(self.groups.iter().map(|group| &group.group));
        if missing.contains(&FunnelStage::Ordered) {
            return Err(NoWorth::OrdersUnknown);
        }
        margin_per_guest(&self.economics, draws).ok_or(NoWorth::BringsNothing)
    }

    /// `guests`: one number a draw.
    fn portions(&self, guests: &[u32]) -> Option<PortionsView> {
        let (missing, left) = self.terms.per_missing.zip(self.terms.per_left)?;
        let (per_missing, per_left) = (missing.major(), left.major());
        let is_fed =
            |(draw, n): (usize, &u32)| self.seats_in(draw).map_or(*n, |seats| seats.min(*n));
        let fed: Vec<u32> = guests.iter().enumerate().map(is_fed).collect();
        let best = best_portions_of_draws(&fed, PortionCosts { per_missing, per_left })?;
        Some(PortionsView {
            per_missing,
            per_left,
            wanted: per_missing / (per_missing + per_left),
            n: best.n,
            p_enough: best.p_enough,
            n_missing: best.n_missing,
            n_left: best.n_left,
            is_seated_only: self.n_seats.is_some(),
        })
    }

    fn assumed(&self) -> Vec<FunnelStage> {
        let mut assumed = FunnelStage::ALL.to_vec();
        assumed.retain(|stage| {
            let is_used = match stage {
                FunnelStage::Registered => self.in_the_end.is_none(),
                FunnelStage::Attended => true,
                // Only what a guest brings needs it.
                FunnelStage::Ordered => self.n_seats.is_some() && self.terms.per_guest.is_none(),
            };
            is_used
                && self.groups.iter().any(|group| {
                    let place = self.rates.place_of(&group.group, *stage);
                    self.rates.all()[place].sources == [RateSource::Assumed]
                })
        });
        assumed
    }
}

/// Open to all, whoever registers stands outside the groups invited.
fn whoever_registers(found: &InTheEnd) -> InvitedGroup {
    let n = (found.numbers.quantile(0.5) as u32).max(1);
    InvitedGroup { group: AudienceGroup::Outside, n_may_ask: n, n_invited: n }
}

pub(super) fn distribution_of(draws: &[u32]) -> Option<CountDistribution> {
    let largest = *draws.iter().max()? as usize;
    let mut n_times = vec![0.0; largest + 1];
    draws.iter().for_each(|n| n_times[*n as usize] += 1.0);
    CountDistribution::of_weights(n_times)
}

fn ranged(rates: &[f64]) -> Ranged {
    Summary::of_values(rates).map_or_else(Ranged::default, |all| Ranged {
        low: all.middle_90.low,
        mean: all.mean,
        high: all.middle_90.high,
    })
}

fn check(terms: &RoomTerms) -> Result<(), EngineError> {
    let shares = [terms.looks_empty, terms.risk];
    let MoneyRange { low, high } = terms.per_turned_away.unwrap_or_default();
    let sums = [
        low,
        high,
        terms.per_missing.unwrap_or_default(),
        terms.per_left.unwrap_or_default(),
        terms.per_guest.unwrap_or_default(),
    ];
    let is_possible = shares.into_iter().flatten().all(|share| (0.0..=1.0).contains(&share))
        && sums.into_iter().all(|sum| sum >= Money::ZERO);
    is_possible.then_some(()).ok_or_else(impossible)
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_room() }
}
