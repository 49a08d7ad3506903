//! Which rate, whose luck or which amount of money moves an event's profit most: the funnel and its
//! accounts as a formula, handed to [`crate::sensitivity`].

use crate::economics::{EventEconomics, HeadCosts};
use crate::funnel::FunnelInput;
use crate::funnel_draws::Stage;
use crate::sensitivity::{InputRange, tornado};
use crate::summary::Interval;

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovedInput {
    /// A rate, by its place among [`FunnelInput::rates`].
    Rate(usize),
    /// The day's shift of turn-out.
    TurnOut,
    /// The day's shift of ordering.
    Ordering,
    /// The mean value of an order.
    OrderValue,
    /// The part of revenue that is margin.
    MarginRate,
    /// What is paid whoever comes.
    FixedCost,
    /// What is paid for every head at this stage.
    HeadCost(Stage),
    /// A factor on all that is paid, fixed and by heads.
    CostFactor,
}

/// How well money is known: 90 % ranges; None where the amount is taken as known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MoneyRanges {
    /// Of the mean order value.
    pub order_value: Option<Interval>,
    /// Of the margin rate.
    pub margin_rate: Option<Interval>,
    /// Of the fixed cost.
    pub fixed_cost: Option<Interval>,
    /// Of the cost per head, in the order of [`Stage::ALL`].
    pub cost_per_head: [Option<Interval>; 4],
    /// Of a factor on all costs, about 1.
    pub cost_factor: Option<Interval>,
}

/// What one input does to the profit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfitSwing {
    /// What moves.
    pub input: MovedInput,
    /// Expected profit with the input at its 5 % value, all others at their medians.
    pub at_low: f64,
    /// The same at its 95 % value.
    pub at_high: f64,
}

/// The swings of all inputs that are not known for certain, the widest first. Chance among persons is
/// in none of them.
pub fn event_tornado(
    input: &FunnelInput,
    economics: &EventEconomics,
    money: &MoneyRanges,
) -> Vec<ProfitSwing> {
    // The 95 % point of the standard normal.
    const Z_95: f64 = 1.644_853_626_951_472_2;
    let mut moved = Vec::new();
    let mut ranges = Vec::new();
    for (place, rate) in input.rates().iter().enumerate() {
        moved.push(MovedInput::Rate(place));
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|p| rate.quantile(p));
        ranges.push(InputRange { low, middle, high });
    }
    let shock = input.shock();
    let days =
        [(MovedInput::TurnOut, shock.turn_out_sd), (MovedInput::Ordering, shock.ordering_sd)];
    for (which, sd) in days {
        moved.push(which);
        ranges.push(InputRange { low: -Z_95 * sd, middle: 0.0, high: Z_95 * sd });
    }
    let amounts = [
        (MovedInput::OrderValue, economics.order_value.mean, money.order_value),
        (MovedInput::MarginRate, economics.margin_rate, money.margin_rate),
        (MovedInput::FixedCost, economics.fixed_cost, money.fixed_cost),
    ];
    let per_head = Stage::ALL.iter().zip(money.cost_per_head).map(|(&stage, range)| {
        (MovedInput::HeadCost(stage), economics.cost_per_head.at(stage), range)
    });
    let factor = (MovedInput::CostFactor, 1.0, money.cost_factor);
    for (which, middle, range) in amounts.into_iter().chain(per_head).chain([factor]) {
        moved.push(which);
        let range = range.unwrap_or(Interval { low: middle, high: middle });
        ranges.push(InputRange { low: range.low, middle, high: range.high });
    }
    let n_rates = input.rates().len();
    let profit = |values: &[f64]| {
        let (rates, rest) = values.split_at(n_rates);
        let mut economics = *economics;
        economics.order_value.mean = rest[2];
        economics.margin_rate = rest[3];
        let factor = rest[9];
        economics.fixed_cost = rest[4] * factor;
        economics.cost_per_head = HeadCosts {
            invited: rest[5] * factor,
            registered: rest[6] * factor,
            attended: rest[7] * factor,
            ordered: rest[8] * factor,
        };
        economics.profit_of_heads(input.expected_heads(rates, [rest[0], rest[1]]))
    };
    tornado(&ranges, profit)
        .into_iter()
        .filter(|swing| ranges[swing.input].low != ranges[swing.input].high)
        .map(|s| ProfitSwing { input: moved[s.input], at_low: s.at_low, at_high: s.at_high })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::economics::{EconomicsDraws, OrderValue};
    use crate::funnel::{EventShock, drawn_inputs, simulate};
    use crate::sensitivity::importance;

    const PLAN: EventEconomics = EventEconomics {
        fixed_cost: 500.0,
        cost_per_head: HeadCosts { invited: 1.0, registered: 2.0, attended: 20.0, ordered: 10.0 },
        order_value: OrderValue { mean: 650.0, cv: 0.5 },
        margin_rate: 0.4,
    };

    fn plan() -> FunnelInput {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.0, ordering_sd: 0.4 });
        let rate = |mean, n| BetaRate::from_point(mean, n).expect("between 0 and 1");
        input.add_group_of_its_own(600, [rate(0.3, 400.0), rate(0.6, 100.0), rate(0.3, 12.0)]);
        input
    }

    #[test]
    fn the_least_known_rate_comes_first_and_the_known_not_at_all() {
        let money = MoneyRanges {
            order_value: Some(Interval { low: 640.0, high: 660.0 }),
            cost_per_head: [None, None, Some(Interval { low: 18.0, high: 23.0 }), None],
            ..MoneyRanges::default()
        };
        let swings = event_tornado(&plan(), &PLAN, &money);
        let order: Vec<MovedInput> = swings.iter().map(|s| s.input).collect();
        assert_eq!(order[0], MovedInput::Rate(2));
        assert_eq!(order.len(), 6);
        assert!(!order.contains(&MovedInput::TurnOut) && !order.contains(&MovedInput::FixedCost));
        let is_cost = |s: &ProfitSwing| matches!(s.input, MovedInput::HeadCost(_));
        assert!(swings.iter().all(|s| (s.at_low < s.at_high) != is_cost(s)));
        // By hand: 600·m₀·m₁·m₂ orders, each 10 more or less of revenue, 4 of margin.
        let medians = [0, 1, 2].map(|i: usize| plan().rates()[i].quantile(0.5));
        let orders = 600.0 * medians.iter().product::<f64>();
        let value = swings.iter().find(|s| s.input == MovedInput::OrderValue).expect("a range");
        assert!((value.at_high - value.at_low - 8.0 * orders).abs() < 1e-9);
        // Each guest 2 cheaper or 3 dearer.
        let guests = 600.0 * medians[0] * medians[1];
        let per_guest = swings.iter().find(|s| is_cost(s)).expect("a range");
        assert_eq!(per_guest.input, MovedInput::HeadCost(Stage::Attended));
        assert!((per_guest.at_low - per_guest.at_high - 5.0 * guests).abs() < 1e-9);
    }

    #[test]
    fn a_factor_moves_all_costs_and_the_margin_all_revenue() {
        let money = MoneyRanges {
            margin_rate: Some(Interval { low: 0.35, high: 0.45 }),
            cost_factor: Some(Interval { low: 0.9, high: 1.2 }),
            ..MoneyRanges::default()
        };
        let swings = event_tornado(&plan(), &PLAN, &money);
        let of = |input| swings.iter().find(|s| s.input == input).expect("a range");
        let [registers, comes, orders] = [0, 1, 2].map(|i: usize| plan().rates()[i].quantile(0.5));
        let heads = 600.0 * registers;
        // 500 fixed, 1 an invitation, 2 a registration, 20 a guest, 10 an order.
        let costs = 500.0 + 600.0 + heads * (2.0 + comes * (20.0 + orders * 10.0));
        let factor = of(MovedInput::CostFactor);
        assert!((factor.at_low - factor.at_high - 0.3 * costs).abs() < 1e-9, "{factor:?}");
        let margin = of(MovedInput::MarginRate);
        let revenue = heads * comes * orders * 650.0;
        assert!((margin.at_high - margin.at_low - 0.1 * revenue).abs() < 1e-9, "{margin:?}");
    }

    #[test]
    fn draws_rank_the_inputs_alike() {
        let draws = simulate(&plan(), 8000, 5).expect("a valid funnel");
        let profit = EconomicsDraws::draw(&PLAN, &draws, 5).expect("valid accounts").profit;
        let inputs = drawn_inputs(&plan(), 8000, 5).expect("a valid funnel");
        let mut columns = inputs.rates;
        columns.push(inputs.ordering);
        let found = importance(&columns, &profit).expect("draws");
        assert_eq!(found[0].input, 2);
        assert!(found.iter().all(|f| f.rank_correlation > 0.0), "{found:?}");
        let sum: f64 = found.iter().map(|f| f.variance_share).sum();
        assert!(sum > 0.6 && sum < 1.0, "{found:?}");
    }
}
