//! One event: the funnel simulated and exact, its economics, seats, whom to invite.

use super::Figures;
use super::rates::{ends, rate};
use meadow_models::catering::{PortionCosts, best_portions};
use meadow_models::count_distribution::CountDistribution;
use meadow_models::economics::{EconomicsDraws, EventEconomics, HeadCosts, OneToOne, OrderValue};
use meadow_models::event_tornado::{MoneyRanges, event_tornado};
use meadow_models::funnel::{EventShock, FunnelInput, drawn_inputs, simulate};
use meadow_models::funnel_draws::{FunnelDraws, Stage};
use meadow_models::invitations::{Filling, InvitationSearch};
use meadow_models::marginal::{Room, one_more_invitation, seat_worth};
use meadow_models::overbooking::{
    SeatValue, expected_value, most_registrations_within_risk, most_valuable_registrations,
};
use meadow_models::poisson_binomial::p_over_in_groups;
use meadow_models::profit_risk::ProfitRisk;
use meadow_models::range_draw::draw_between;
use meadow_models::sensitivity::importance;
use meadow_models::stage_chain::StageChain;
use meadow_models::two_phase::{Register, StepRates};
use meadow_models::waves::{Wave, answers_of_waves};

const SEED: u64 = 20_261_130;
const N_DRAWS: usize = 400;

pub(super) fn add(figures: &mut Figures) {
    let input = funnel();
    let draws = simulate(&input, N_DRAWS, SEED).expect("a possible funnel");
    for stage in Stage::ALL {
        figures.add_whole(&format!("funnel.{stage:?}"), draws.total(stage).iter().copied());
    }
    add_hard_funnel(figures);
    add_chains(figures);
    add_economics(figures, &input, &draws);
    add_invitations(figures, &input, &draws);
    add_seats(figures);
}

/// Regulars and strangers, the way from registered to ordered shared, a day that moves all.
pub(super) fn funnel() -> FunnelInput {
    let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.2 });
    let (attend, order) = (input.add_rate(rate(42.0, 18.0)), input.add_rate(rate(12.0, 28.0)));
    for (n_invited, register) in
        [(120, rate(30.0, 45.0)), (700, rate(9.0, 91.0)), (80, rate(1.2, 1.9))]
    {
        let register = input.add_rate(register);
        input.add_group(n_invited, [register, attend, order]).expect("rates of its own");
    }
    input
}

/// Nobody, a crowd, rates at the very ends, and the strongest shock.
fn add_hard_funnel(figures: &mut Figures) {
    let mut input = FunnelInput::new(EventShock { turn_out_sd: 5.0, ordering_sd: 0.0 });
    input.add_group_of_its_own(0, [rate(1.0, 1.0), rate(1.0, 1.0), rate(1.0, 1.0)]);
    input.add_group_of_its_own(40_000, [rate(1e-9, 1.0), rate(0.01, 0.03), rate(4e4, 0.3)]);
    input.add_group_of_its_own(3000, [rate(5e5, 5e5), rate(2e6, 0.5), rate(0.5, 0.5)]);
    let draws = simulate(&input, 100, 3).expect("a possible funnel");
    for group in 1..3 {
        for stage in [Stage::Registered, Stage::Attended, Stage::Ordered] {
            let counts = draws.group(group, stage).iter().copied();
            figures.add_whole(&format!("funnel.hard.{group}.{stage:?}"), counts);
        }
    }
    let inputs = drawn_inputs(&input, 40, 3).expect("a possible funnel");
    figures.add_reals("funnel.hard.rates", inputs.rates.into_iter().flatten());
    figures.add_reals("funnel.hard.day", inputs.turn_out);
}

fn add_chains(figures: &mut Figures) {
    let mut chain = StageChain::new(vec![0.0; 4]).expect("four steps");
    let steps = [rate(9.0, 21.0), rate(40.0, 10.0), rate(12.0, 6.0), rate(7.0, 3.0)];
    chain.add_group_of_its_own(120, &steps).expect("four rates");
    chain.add_group_of_its_own(60, &[rate(0.5, 0.5); 4]).expect("four rates");
    for stage in 1..=4 {
        let exact = chain.exact(stage).expect("independent");
        figures.add_reals(&format!("chain.exact.{stage}"), spread(&exact));
    }
    let mut moved = StageChain::new(vec![0.4, 0.0, 1.2]).expect("three steps");
    moved.add_group_of_its_own(900, &steps[..3]).expect("three rates");
    let draws = moved.simulate(200, 5);
    for stage in 1..=3 {
        figures.add_whole(&format!("chain.simulated.{stage}"), draws.total(stage).iter().copied());
    }
    let wave = |n_invited, reminders| Wave { n_invited, first: rate(4.0, 36.0), reminders };
    let waves = [wave(300, vec![rate(2.0, 38.0); 2]), wave(80, vec![])];
    figures.add_reals("waves", spread(&answers_of_waves(&waves)));
    let register = Register { n_invited: 200, n_registered: 71, came_and_ordered: None };
    let rates = StepRates { register: steps[0], come: steps[1], order: steps[2] };
    let rates = rates.updated(register).expect("71 of 200");
    let (came, ordered) = rates.second_phase(71);
    figures.add_reals("two_phase", spread(&came).chain(spread(&ordered)));
}

/// Mean, deviation, and every tenth chance: those of whole tails too small for f64 are left out.
pub(super) fn spread(counts: &CountDistribution) -> impl Iterator<Item = f64> + use<> {
    let (mean, sd) = (counts.mean(), counts.sd());
    let chances = counts.chances().iter().step_by(10).copied().filter(|p| *p > 1e-250);
    [mean, sd].into_iter().chain(chances.collect::<Vec<_>>())
}

fn economics() -> EventEconomics {
    EventEconomics {
        fixed_cost: 6000.0,
        cost_per_head: HeadCosts { invited: 1.0, registered: 2.0, attended: 20.0, ordered: 10.0 },
        order_value: OrderValue { mean: 650.0, cv: 0.8 },
        margin_rate: 0.4,
    }
}

fn add_economics(figures: &mut Figures, input: &FunnelInput, draws: &FunnelDraws) {
    let economics = economics();
    let accounts = EconomicsDraws::draw(&economics, draws, SEED).expect("possible accounts");
    figures.add_reals("economics.revenue", accounts.revenue.iter().copied());
    figures.add_reals("economics.profit", accounts.profit.iter().copied());
    let risk = ProfitRisk::of_draws(&accounts.profit).expect("draws");
    let at_risk = [risk.mean(), risk.value_at_risk(0.95), risk.expected_shortfall(0.95)];
    figures.add_reals("economics.risk", at_risk.into_iter().chain([risk.p_at_least(0.0).p]));
    let other = OneToOne { cost_per_customer: 120.0, order_rate: Some(0.4) };
    for stage in [Stage::Attended, Stage::Ordered] {
        let unit = accounts.cost_per_head(&economics, draws, stage, Some(&other));
        let reals = [unit.expected, unit.summary.map(|s| s.median), unit.p_event_cheaper];
        figures.add_reals(&format!("economics.{stage:?}"), reals.into_iter().flatten());
        let heads = [unit.crossover_heads, economics.break_even(draws, stage)];
        figures.add_whole(&format!("economics.{stage:?}.heads"), heads.into_iter().flatten());
    }
    let swings = event_tornado(input, &economics, &MoneyRanges::default());
    figures.add_reals("tornado", swings.iter().flat_map(|swing| [swing.at_low, swing.at_high]));
    let inputs = drawn_inputs(input, N_DRAWS, SEED).expect("a possible funnel");
    let found = importance(&inputs.rates, &accounts.profit).expect("enough draws");
    figures
        .add_reals("importance", found.iter().flat_map(|i| [i.rank_correlation, i.variance_share]));
    figures.add_reals("range_draws", (0..40).map(|draw| draw_between(-2.0, 8.0, 3, (draw, 1))));
}

fn add_invitations(figures: &mut Figures, input: &FunnelInput, draws: &FunnelDraws) {
    for (name, filling) in
        [("priority", Filling::Priority(vec![2, 0, 1])), ("proportional", Filling::Proportional)]
    {
        let mut search = InvitationSearch::new(input, &filling, 25, SEED).expect("possible");
        search.run(200);
        let curve = search.curve();
        let chances =
            curve.iter().step_by(60).flat_map(|at| [at.p_target, at.band.low, at.band.high]);
        figures.add_reals(&format!("invitations.{name}"), chances.filter(|p| *p > 1e-250));
        let answer = search.answer(0.5).expect("draws");
        let needed = answer.needed.map_or(0, |needed| needed.n_invited);
        figures.add_whole(&format!("invitations.{name}.n"), [needed, answer.reachable_orders]);
    }
    let room = Room { n_seats: 90, seats_of_draws: None, cost_per_turned_away: 60.0 };
    let more = one_more_invitation(input, draws, SEED, &economics(), Some(room)).expect("possible");
    let values = more.iter().flat_map(|m| [m.value, m.value_with_seat, m.range.low, m.range.high]);
    figures.add_reals("one_more_invitation", values);
    let seat = seat_worth(input, draws, SEED, &economics(), room).expect("possible");
    figures
        .add_reals("seat_worth", [seat.value, seat.p_needed].into_iter().chain(ends(seat.range)));
}

fn add_seats(figures: &mut Figures) {
    let value = SeatValue { per_seated: 800.0, per_turned_away: 1200.0 };
    for (n_seats, p) in [(100, 0.85), (40, 0.6), (300, 0.4)] {
        let best = most_valuable_registrations(n_seats, p, value).expect("worth it");
        let safe = most_registrations_within_risk(n_seats, p, 0.05).expect("possible");
        figures.add_whole(&format!("seats.{n_seats}"), [best, safe]);
        figures.add_reals(
            &format!("seats.{n_seats}.value"),
            [expected_value(n_seats, best, p, value)],
        );
    }
    let groups = [(40, 0.1), (30, 0.3), (20, 0.6)];
    figures.add_reals("poisson_binomial", spread(&CountDistribution::of_groups(&groups)));
    figures.add_reals("poisson_binomial.over", [5, 30, 60].map(|k| p_over_in_groups(&groups, k)));
    let guests = CountDistribution::beta_binomial(300, rate(14.0, 6.0));
    let costs = PortionCosts { per_missing: 30.0, per_left: 9.0 };
    let portions = best_portions(&guests, costs).expect("possible");
    figures.add_whole("portions.n", [portions.n]);
    figures.add_reals("portions", [portions.p_enough, portions.n_missing, portions.n_left]);
}
