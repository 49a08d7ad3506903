//! One forecast, worked out in slices so that it can report progress and be cancelled.
//!
//! The same event, facts and seed give the same figures however the draws are sliced.

use meadow_models::invitations::RECOMMENDED_DRAWS;
use meadow_models::{
    EventEconomics, Filling, FunnelInput, FunnelSimulation, InvitationSearch, OneToOne,
};

use super::accounts::{draw_up_accounts, margin_per_invitation, one_to_one};
use super::audience::{InvitedGroup, choose_groups, count_not_chosen};
use super::expect_heads;
use super::input_ranges::draw_seats;
use super::rates::Rates;
use crate::domain::event::{Event, FunnelStage};
use crate::domain::money::Money;
use crate::planning;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, ForecastView};
use crate::views::money_basis::MoneyBasis;
use crate::words;

/// Most draws of one forecast.
pub const MAX_DRAWS: u32 = 100_000;
/// Work the search for the number of invitations may do: people × orders × draws.
const SEARCH_BUDGET: u64 = 400_000_000;
/// The same unit: what one simulated event is worth.
const WORK_OF_AN_EVENT: u64 = 20_000;
/// Fewer draws than this give no curve worth showing.
const MIN_SEARCH_DRAWS: usize = 100;
/// And this few are enough until the whole forecast is there.
const LEAST_SEARCH_OF_SKETCH: usize = 20;
/// A sketch whose least search were more times its draws than this waits for it to no purpose.
const HEAVIEST_SEARCH_OF_SKETCH: usize = 4;
/// Most people the search goes through one by one.
const MAX_SEARCHED: u64 = 500_000;

/// A forecast under way.
pub struct ForecastRun {
    pub(super) event: Event,
    pub(super) groups: Vec<InvitedGroup>,
    pub(super) n_not_chosen: u32,
    pub(super) rates: Rates,
    pub(super) economics: EventEconomics,
    pub(super) one_to_one: Option<OneToOne>,
    pub(super) one_to_one_cost: Option<Money>,
    pub(super) margins: Vec<f64>,
    /// What of the event's money nobody has said.
    pub(super) money: Vec<MoneyBasis>,
    pub(super) funnel: FunnelInput,
    pub(super) simulation: FunnelSimulation,
    pub(super) search: InvitationSearch,
    /// Where the room is not settled.
    pub(super) seats_of_draws: Option<Vec<u32>>,
    n_draws: usize,
    n_search_draws: usize,
    /// How many simulated events one draw of the search is about as much work as.
    search_weight: usize,
}

impl ForecastRun {
    /// Prepares a forecast of `n_draws` simulated events (1 to `MAX_DRAWS`); nothing is drawn yet.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for more people than a simulation holds, or sums that are no sums.
    pub fn new(
        tables: &Tables,
        audience: &[AudienceEntry],
        event: &Event,
        n_draws: u32,
    ) -> Result<Self, EngineError> {
        let groups = choose_groups(audience, event);
        let rates = Rates::believe(tables, event);
        let heads = expect_heads(tables, audience, event);
        let economics = draw_up_accounts(event, &heads);
        check_accounts(&economics)?;
        let margins: Vec<f64> = groups
            .iter()
            .map(|group| margin_per_invitation(&economics, &rates, &group.group))
            .collect();

        let funnel = funnel_input(&groups, &rates).map_err(|_| too_many_people())?;
        let simulation =
            FunnelSimulation::new(&funnel, event.seed).map_err(|_| too_many_people())?;
        let n_may_ask: Vec<u32> = groups.iter().map(|group| group.n_may_ask).collect();
        let everyone = funnel.with_invited(&n_may_ask);
        if everyone.n_invited() > MAX_SEARCHED {
            return Err(too_many_people());
        }
        let filling = Filling::Priority(best_first(&margins));
        let search = InvitationSearch::new(&everyone, &filling, event.goal_orders, event.seed)
            .map_err(|_| too_many_people())?;
        let work_per_draw =
            everyone.n_invited().max(1) * u64::from(event.goal_orders.clamp(1, 200));
        let n_draws = n_draws.clamp(1, MAX_DRAWS) as usize;
        Ok(Self {
            event: event.clone(),
            money: planning::money_basis(tables, event),
            one_to_one: one_to_one(&tables.facts.one_to_one, &heads),
            one_to_one_cost: tables.facts.one_to_one.per_customer(),
            groups,
            n_not_chosen: count_not_chosen(audience, event),
            rates,
            economics,
            margins,
            funnel,
            simulation,
            search,
            seats_of_draws: draw_seats(event, n_draws),
            n_draws,
            n_search_draws: ((SEARCH_BUDGET / work_per_draw) as usize)
                .clamp(MIN_SEARCH_DRAWS, RECOMMENDED_DRAWS),
            search_weight: (work_per_draw / WORK_OF_AN_EVENT).max(1) as usize,
        })
    }

    /// With so little search for the number of invitations that it takes no longer than the draws do; without
    /// any where even the least would take many times as long.
    pub fn sketched(mut self) -> Self {
        let n_affordable = self.n_draws / self.search_weight;
        let n_enough = n_affordable.clamp(LEAST_SEARCH_OF_SKETCH, MIN_SEARCH_DRAWS);
        let is_too_heavy = LEAST_SEARCH_OF_SKETCH.saturating_mul(self.search_weight)
            > HEAVIEST_SEARCH_OF_SKETCH * self.n_draws;
        self.n_search_draws = if is_too_heavy { 0 } else { self.n_search_draws.min(n_enough) };
        self
    }

    /// Makes up to `max_draws` more draws, or as much work; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let wanted = max_draws.max(1) as usize;
        let to_simulate = self.n_draws - self.simulation.draws().n_draws();
        self.simulation.run(to_simulate.min(wanted));
        if wanted > to_simulate {
            let to_search = self.n_search_draws - self.search.n_draws();
            self.search.run(to_search.min((wanted - to_simulate).div_ceil(self.search_weight)));
        }
        self.n_done() < self.n_total()
    }

    /// Draws made so far, of `n_total`.
    pub fn n_done(&self) -> u64 {
        (self.simulation.draws().n_draws() + self.search.n_draws()) as u64
    }

    /// Draws there are to make, of events and of rates for the search.
    pub fn n_total(&self) -> u64 {
        (self.n_draws + self.n_search_draws) as u64
    }

    /// The forecast, after making the draws still missing.
    pub fn finish(mut self) -> ForecastView {
        while self.advance(MAX_DRAWS) {}
        self.report()
    }
}

/// Places of the groups, the most worthwhile first; equals stay in the event's order.
pub(super) fn best_first(margins: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..margins.len()).collect();
    order.sort_by(|&i, &j| margins[j].total_cmp(&margins[i]));
    order
}

pub(super) fn funnel_input(
    groups: &[InvitedGroup],
    rates: &Rates,
) -> Result<FunnelInput, meadow_models::FunnelError> {
    let (mut input, ids) = rates.start_funnel();
    for group in groups {
        let of_stage = FunnelStage::ALL.map(|stage| ids[rates.place_of(&group.group, stage)]);
        input.add_group(group.n_invited, of_stage)?;
    }
    Ok(input)
}

pub(super) fn check_accounts(economics: &EventEconomics) -> Result<(), EngineError> {
    let costs = economics.cost_per_head;
    let amounts = [
        economics.fixed_cost,
        economics.order_value.mean,
        costs.invited,
        costs.registered,
        costs.attended,
        costs.ordered,
    ];
    if amounts.iter().all(|amount| amount.is_finite() && *amount >= 0.0) {
        return Ok(());
    }
    Err(EngineError::BadInput { detail: words::refusals::negative_accounts() })
}

pub(super) fn too_many_people() -> EngineError {
    EngineError::BadInput { detail: words::refusals::too_many_people() }
}
