//! From the draws of a finished run to what the page is shown.

use meadow_models::{EconomicsDraws, FunnelDraws, InvitationSearch, Stage, Summary};

use super::accounts::vary_amounts;
use super::run::{ForecastRun, best_first};
use crate::views::forecast::{
    AmountBin, ChancePoint, ForecastView, GroupForecast, InvitationsNeeded, Spread, UnitCost,
};

const CONFIDENCES: [f64; 4] = [0.5, 0.8, 0.9, 0.95];
const N_BINS: f64 = 24.0;

impl ForecastRun {
    pub(super) fn report(self) -> ForecastView {
        let draws = self.simulation.draws();
        // The accounts were checked when the run was prepared; without them nothing is earned.
        let mut accounts = EconomicsDraws::draw(&self.economics, draws, self.event.seed)
            .unwrap_or_else(|_| no_accounts(draws.n_draws()));
        vary_amounts(&mut accounts, &self.event, &self.economics, draws);
        let unit_cost = |stage| self.unit_cost(&accounts, stage);
        let n_may_ask = self.groups.iter().map(|group| group.n_may_ask).sum();
        ForecastView {
            n_draws: draws.n_draws() as u32,
            seed: self.event.seed,
            n_may_ask,
            n_invited: self.groups.iter().map(|group| group.n_invited).sum(),
            registered: spread(draws.summary(Stage::Registered)),
            attended: spread(draws.summary(Stage::Attended)),
            ordered: spread(draws.summary(Stage::Ordered)),
            revenue: spread(Summary::of_values(&accounts.revenue)),
            cost: spread(Summary::of_values(&accounts.cost)),
            profit: spread(Summary::of_values(&accounts.profit)),
            p_profit: accounts.p_profit(),
            p_goal: draws.p_at_least(Stage::Ordered, self.event.goal_orders),
            risk: self.event_risk(draws, &accounts.profit),
            profit_bins: bin_amounts(&accounts.profit),
            groups: self.group_forecasts(draws),
            break_even_orders: self.economics.break_even(draws, Stage::Ordered).map(saturate),
            break_even_heads: self.economics.break_even(draws, Stage::Attended).map(saturate),
            p_overflow: self.room().map(|room| room.p_over(draws)),
            seats: self.event.seats,
            seated: self.seated(draws),
            per_reached: unit_cost(Stage::Invited),
            per_attended: unit_cost(Stage::Attended),
            per_won: unit_cost(Stage::Ordered),
            one_to_one: self.one_to_one_cost,
            needed: self.needed_invitations(n_may_ask),
            missing_rates: self.rates.missing_for(self.groups.iter().map(|group| &group.group)),
            assumed_rates: self.rates.assumed_for(self.groups.iter().map(|group| &group.group)),
            rates: self.rates.all().iter().map(|rate| rate.view()).collect(),
            money: self.money,
        }
    }

    fn group_forecasts(&self, draws: &FunnelDraws) -> Vec<GroupForecast> {
        let places = self.groups.iter().zip(&self.margins).enumerate();
        places
            .map(|(place, (group, margin))| GroupForecast {
                group: group.group.clone(),
                n_may_ask: group.n_may_ask,
                n_invited: group.n_invited,
                registered: spread(draws.group_summary(place, Stage::Registered)),
                attended: spread(draws.group_summary(place, Stage::Attended)),
                ordered: spread(draws.group_summary(place, Stage::Ordered)),
                margin_per_invitation: *margin,
            })
            .collect()
    }

    fn needed_invitations(&self, n_may_ask: u32) -> InvitationsNeeded {
        let (goal, confidence) = (self.event.goal_orders, self.event.goal_confidence);
        let needed = needed_invitations(&self.search, goal, confidence, n_may_ask);
        InvitationsNeeded {
            guests: needed.n_invitations.map(|n| self.guests_of(n)),
            n_not_chosen: self.n_not_chosen,
            ..needed
        }
    }

    /// Guests to be expected of so many invitations, the most worthwhile groups first as in the search.
    fn guests_of(&self, n_invitations: u32) -> f64 {
        let mut left = n_invitations;
        let guests = best_first(&self.margins).into_iter().map(|place| {
            let group = &self.groups[place];
            let n = group.n_may_ask.min(left);
            left -= n;
            let [registers, attends, _] = self.rates.means_of(&group.group);
            f64::from(n) * registers * attends
        });
        guests.sum()
    }

    fn unit_cost(&self, accounts: &EconomicsDraws, stage: Stage) -> UnitCost {
        let draws = self.simulation.draws();
        let one_to_one = self.one_to_one.as_ref();
        let found = accounts.cost_per_head(&self.economics, draws, stage, one_to_one);
        UnitCost {
            cost: Spread { mean: found.expected.unwrap_or(f64::INFINITY), ..spread(found.summary) },
            one_to_one: found.one_to_one,
            crossover: found.crossover_heads.map(saturate),
            p_cheaper: found.p_event_cheaper,
        }
    }
}

fn needed_invitations(
    search: &InvitationSearch,
    goal_orders: u32,
    confidence: f64,
    n_may_ask: u32,
) -> InvitationsNeeded {
    let n_at = |confidence| {
        search.answer(confidence).and_then(|answer| answer.needed).map(|needed| needed.n_invited)
    };
    let answer = search.answer(confidence);
    InvitationsNeeded {
        goal_orders,
        confidence,
        is_searched: answer.is_some(),
        n_invitations: n_at(confidence),
        guests: None,
        at_confidence: CONFIDENCES.map(|confidence| (confidence, n_at(confidence))).to_vec(),
        n_may_ask,
        n_not_chosen: 0,
        best_chance: answer.as_ref().map_or(0.0, |answer| answer.best_confidence),
        reachable_orders: answer.as_ref().map_or(0, |answer| answer.reachable_orders),
        curve: search
            .curve()
            .into_iter()
            .map(|point| ChancePoint {
                n_invited: point.n_invited,
                chance: point.p_target,
                low: point.band.low,
                high: point.band.high,
            })
            .collect(),
    }
}

pub(super) fn spread(summary: Option<Summary>) -> Spread {
    summary.map_or_else(Spread::default, |summary| Spread {
        mean: summary.mean,
        p05: summary.middle_90.low,
        p25: summary.middle_50.low,
        median: summary.median,
        p75: summary.middle_50.high,
        p95: summary.middle_90.high,
    })
}

/// About 24 bins of a round width with an edge at zero, so that a loss never shares a bin with a
/// profit. The last half per cent at either end falls into the outermost bins.
pub(super) fn bin_amounts(amounts: &[f64]) -> Vec<AmountBin> {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&low), Some(&high)) = (
        sorted.get(sorted.len() / 200),
        sorted.get((sorted.len() - sorted.len() / 200).saturating_sub(1)),
    ) else {
        return Vec::new();
    };
    let width = round_width((high - low) / N_BINS);
    let (first, last) = ((low / width).floor(), (high / width).floor());
    let n_bins = (last - first) as usize + 1;
    let mut bins: Vec<AmountBin> = (0..n_bins)
        .map(|place| AmountBin {
            low: (first + place as f64) * width,
            high: (first + place as f64 + 1.0) * width,
            n_draws: 0,
        })
        .collect();
    for amount in sorted {
        let place = ((amount / width).floor().clamp(first, last) - first) as usize;
        bins[place].n_draws += 1;
    }
    bins
}

/// The next 1, 2 or 5 times a power of ten.
fn round_width(width: f64) -> f64 {
    if !(width.is_finite() && width > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(width.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|round| round * power >= width);
    round.unwrap_or(10.0) * power
}

fn saturate(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn no_accounts(n_draws: usize) -> EconomicsDraws {
    let nothing = vec![0.0; n_draws];
    EconomicsDraws { revenue: nothing.clone(), cost: nothing.clone(), profit: nothing }
}
