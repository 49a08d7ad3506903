//! What a simulated event costs and brings. Money in one currency, no tax, no time value.
//!
//! Per draw: cost = fixed + Σ cost per head · heads over the four stages; revenue = the sum of as many
//! order values as there are orders; profit = margin rate · revenue − cost. Order values are Gamma with
//! given mean m and coefficient of variation c, so n of them sum to Gamma(n/c², m·c²): drawn at once.
//! Break-even and crossover are closed forms at the funnel's own mean ratios between stages.

use crate::break_even::{crossover_heads, heads_that_pay};
use crate::funnel_draws::{FunnelDraws, Stage};
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;
use rand_distr::{Distribution, Gamma};

/// Costs that grow with heads: each per head at its stage, on top of the stages before.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HeadCosts {
    /// Per person invited (message, call, letter).
    pub invited: f64,
    /// Per person registered (reminder, kept gift).
    pub registered: f64,
    /// Per person who came (food, gift, seat, share of staff).
    pub attended: f64,
    /// Per order (prize, delivery).
    pub ordered: f64,
}

impl HeadCosts {
    /// Cost per head of a stage.
    pub fn at(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Invited => self.invited,
            Stage::Registered => self.registered,
            Stage::Attended => self.attended,
            Stage::Ordered => self.ordered,
        }
    }
}

/// What an order is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderValue {
    /// Mean revenue of an order.
    pub mean: f64,
    /// Its standard deviation divided by its mean; 0 when every order is worth the same.
    pub cv: f64,
}

/// The accounts of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventEconomics {
    /// Paid whoever comes.
    pub fixed_cost: f64,
    /// Paid by heads.
    pub cost_per_head: HeadCosts,
    /// Revenue of an order.
    pub order_value: OrderValue,
    /// The part of revenue left after the goods are paid (0 to 1; negative when sold below cost).
    pub margin_rate: f64,
}

/// Selling to customers one by one, for comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneToOne {
    /// Cost of one conversation: hours, material, travel.
    pub cost_per_customer: f64,
    /// Orders per conversation, 0 to 1, where known: needed to compare the cost of a customer won.
    pub order_rate: Option<f64>,
}

impl OneToOne {
    /// What one head at the stage costs one to one: a conversation for anyone reached, a conversation
    /// divided by its order rate for a customer won; None where that rate is not known or not positive.
    pub fn cost_at(&self, stage: Stage) -> Option<f64> {
        match stage {
            Stage::Ordered => {
                self.order_rate.filter(|&rate| rate > 0.0).map(|rate| self.cost_per_customer / rate)
            }
            Stage::Invited | Stage::Registered | Stage::Attended => Some(self.cost_per_customer),
        }
    }
}

/// The unit cost of the event at one stage (per invited, registered, attended or ordered head: always
/// say which), beside one-to-one selling where that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostPerHead {
    /// Whose heads are counted.
    pub stage: Stage,
    /// Mean cost divided by mean heads; None when no head is expected.
    pub expected: Option<f64>,
    /// Cost per head over the draws; infinite in a draw where nobody got so far. None before any draw.
    pub summary: Option<Summary>,
    /// One-to-one cost of such a head.
    pub one_to_one: Option<f64>,
    /// From so many heads of this stage the event is cheaper per head; None when never or not known.
    pub crossover_heads: Option<u64>,
    /// Chance that the event turns out cheaper per head; None when one to one is not known.
    pub p_event_cheaper: Option<f64>,
}

/// Why accounts cannot be drawn up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum EconomicsError {
    /// A cost, value or spread that is negative, infinite or not a number.
    #[error("costs, order value and its spread must be zero or more, not {value}")]
    Amount {
        /// The offending amount.
        value: f64,
    },
    /// A margin above all of the revenue, or not a number.
    #[error("the margin must be a share of revenue of at most 1, not {rate}")]
    Margin {
        /// The offending rate.
        rate: f64,
    },
}

impl EventEconomics {
    fn check(&self) -> Result<(), EconomicsError> {
        let amounts = [self.fixed_cost, self.order_value.mean, self.order_value.cv];
        let driven = Stage::ALL.map(|stage| self.cost_per_head.at(stage));
        for value in amounts.into_iter().chain(driven) {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(EconomicsError::Amount { value });
            }
        }
        if !(self.margin_rate.is_finite() && self.margin_rate <= 1.0) {
            return Err(EconomicsError::Margin { rate: self.margin_rate });
        }
        Ok(())
    }

    /// Margin an average order leaves.
    pub fn margin_per_order(&self) -> f64 {
        self.margin_rate * self.order_value.mean
    }

    /// Driven cost that comes with one head of a stage, at the draws' mean ratios between the stages:
    /// Σ cost per head · mean heads / mean heads of this stage. None when no head of it is expected.
    pub fn driven_cost_per_head(&self, draws: &FunnelDraws, stage: Stage) -> Option<f64> {
        let heads = draws.mean(stage);
        let driven: f64 =
            Stage::ALL.iter().map(|&s| self.cost_per_head.at(s) * draws.mean(s)).sum();
        (heads > 0.0).then(|| driven / heads)
    }

    /// Profit at given heads of each stage and the mean order value: what the draws scatter about.
    pub fn profit_of_heads(&self, heads: [f64; 4]) -> f64 {
        let driven: f64 =
            Stage::ALL.iter().zip(heads).map(|(&s, n)| self.cost_per_head.at(s) * n).sum();
        heads[3] * self.margin_per_order() - driven - self.fixed_cost
    }

    /// The smallest number of heads of a stage (orders, with [`Stage::Ordered`]) that pays for the
    /// event, all heads of the other stages and their costs following at the draws' mean ratios. None
    /// when no number pays.
    pub fn break_even(&self, draws: &FunnelDraws, stage: Stage) -> Option<u64> {
        let driven = self.driven_cost_per_head(draws, stage)?;
        let orders_per_head = draws.mean(Stage::Ordered) / draws.mean(stage);
        heads_that_pay(self.fixed_cost, orders_per_head * self.margin_per_order() - driven)
    }
}

/// Revenue, cost and profit of every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomicsDraws {
    /// Revenue per draw.
    pub revenue: Vec<f64>,
    /// Cost of the event per draw, goods not included.
    pub cost: Vec<f64>,
    /// Margin on the revenue less the cost, per draw.
    pub profit: Vec<f64>,
}

impl EconomicsDraws {
    /// Draws the accounts for every draw of a funnel.
    ///
    /// # Errors
    /// [`EconomicsError`] for an amount that is negative or not finite, or a margin above 1.
    pub fn draw(
        economics: &EventEconomics,
        funnel: &FunnelDraws,
        seed: u64,
    ) -> Result<Self, EconomicsError> {
        economics.check()?;
        let n_draws = funnel.n_draws();
        let revenue: Vec<f64> = (0..n_draws)
            .map(|draw| {
                let n_orders = funnel.total(Stage::Ordered)[draw];
                draw_revenue(n_orders, economics.order_value, seed, draw)
            })
            .collect();
        let cost: Vec<f64> = (0..n_draws)
            .map(|draw| {
                let driven = Stage::ALL.map(|stage| {
                    economics.cost_per_head.at(stage) * f64::from(funnel.total(stage)[draw])
                });
                economics.fixed_cost + driven.iter().sum::<f64>()
            })
            .collect();
        let profit =
            revenue.iter().zip(&cost).map(|(r, c)| economics.margin_rate * r - c).collect();
        Ok(EconomicsDraws { revenue, cost, profit })
    }

    /// Chance that the event earns money at all.
    pub fn p_profit(&self) -> f64 {
        let n_earning = self.profit.iter().filter(|&&profit| profit > 0.0).count();
        n_earning as f64 / self.profit.len().max(1) as f64
    }

    /// The profit that one event in twenty stays at or below. None before any draw.
    pub fn worst_1_in_20(&self) -> Option<f64> {
        Some(Summary::of_values(&self.profit)?.middle_90.low)
    }

    /// The unit cost at a stage. The draws must be those the accounts were drawn from.
    pub fn cost_per_head(
        &self,
        economics: &EventEconomics,
        funnel: &FunnelDraws,
        stage: Stage,
        one_to_one: Option<&OneToOne>,
    ) -> CostPerHead {
        let per_head: Vec<f64> =
            self.cost.iter().zip(funnel.total(stage)).map(|(&c, &n)| share_cost(c, n)).collect();
        let driven = economics.driven_cost_per_head(funnel, stage);
        let one_to_one = one_to_one.and_then(|other| other.cost_at(stage));
        CostPerHead {
            stage,
            expected: driven.map(|driven| economics.fixed_cost / funnel.mean(stage) + driven),
            summary: Summary::of_values(&per_head),
            one_to_one,
            crossover_heads: one_to_one
                .zip(driven)
                .and_then(|(other, driven)| crossover_heads(economics.fixed_cost, driven, other)),
            p_event_cheaper: one_to_one.map(|other| {
                let n_cheaper = per_head.iter().filter(|&&cost| cost < other).count();
                n_cheaper as f64 / per_head.len().max(1) as f64
            }),
        }
    }
}

/// Nobody there: even a free event reaches nobody at no finite cost.
fn share_cost(cost: f64, n_heads: u32) -> f64 {
    if n_heads == 0 { f64::INFINITY } else { cost / f64::from(n_heads) }
}

/// Below this spread all orders count as equal: the Gamma's shape would leave f64's useful range.
const MIN_CV: f64 = 1e-6;

fn draw_revenue(n_orders: u32, value: OrderValue, seed: u64, draw: usize) -> f64 {
    let expected = f64::from(n_orders) * value.mean;
    if expected == 0.0 || value.cv < MIN_CV {
        return expected;
    }
    let shape = f64::from(n_orders) / (value.cv * value.cv);
    let mut stream = random_stream(seed, draw, Purpose::OrderValues);
    // Only a shape that is not positive and finite is refused: then the mean is all that is known.
    Gamma::new(shape, expected / shape).map_or(expected, |sum| sum.sample(&mut stream))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::funnel::{EventShock, FunnelInput, simulate};

    const PLAN: EventEconomics = EventEconomics {
        fixed_cost: 6000.0,
        cost_per_head: HeadCosts { invited: 1.0, registered: 2.0, attended: 20.0, ordered: 10.0 },
        order_value: OrderValue { mean: 650.0, cv: 0.8 },
        margin_rate: 0.4,
    };

    fn constant_draws() -> FunnelDraws {
        let mut draws = FunnelDraws::empty(1);
        for _ in 0..4000 {
            draws.add_draw([[400, 120, 80, 40]].into_iter());
        }
        draws
    }

    #[test]
    fn the_sum_of_orders_has_the_right_mean_and_spread() {
        let accounts = EconomicsDraws::draw(&PLAN, &constant_draws(), 9).expect("valid accounts");
        let n = 4000.0;
        let mean = accounts.revenue.iter().sum::<f64>() / n;
        let var = accounts.revenue.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n;
        let true_sd = 650.0 * 0.8 * 40f64.sqrt();
        assert!((mean - 26_000.0).abs() < 4.5 * true_sd / n.sqrt(), "{mean}");
        assert!((var.sqrt() / true_sd - 1.0).abs() < 0.06, "{}", var.sqrt());
        // 6,000 + 400 + 240 + 1,600 + 400
        assert!(accounts.cost.iter().all(|&c| c == 8640.0));
        let profit = Summary::of_values(&accounts.profit).expect("draws");
        assert!((profit.mean - (0.4 * mean - 8640.0)).abs() < 1e-6);
        assert_eq!(accounts.worst_1_in_20(), Some(profit.middle_90.low));
        assert!(accounts.p_profit() > 0.8 && accounts.p_profit() < 1.0);
    }

    #[test]
    fn break_even_counts_the_costs_that_heads_bring() {
        let draws = constant_draws();
        // An order brings 260 and drags 400/40·1 + 120/40·2 + 80/40·20 + 10 = 66 behind it.
        assert_eq!(PLAN.driven_cost_per_head(&draws, Stage::Ordered), Some(66.0));
        assert_eq!(PLAN.break_even(&draws, Stage::Ordered), Some(31)); // 6,000 / 194 = 30.9
        assert_eq!(PLAN.break_even(&draws, Stage::Attended), Some(62)); // 6,000 / 97 = 61.9
        let dear = EventEconomics { margin_rate: 0.1, ..PLAN };
        assert_eq!(dear.break_even(&draws, Stage::Ordered), None);
    }

    /// With 80 guests 8,640 / 80 = 108 each, with 20 of them 7,140 / 20 = 357, with none infinite.
    #[test]
    fn the_event_is_cheaper_in_the_share_of_draws_in_which_it_is() {
        let mut draws = FunnelDraws::empty(1);
        for heads in [[400, 120, 80, 40], [400, 120, 80, 40], [400, 120, 20, 10], [400, 120, 0, 0]]
        {
            draws.add_draw([heads].into_iter());
        }
        let accounts = EconomicsDraws::draw(&PLAN, &draws, 9).expect("valid accounts");
        let p_cheaper = |cost_per_customer| {
            let alone = OneToOne { cost_per_customer, order_rate: None };
            let found = accounts.cost_per_head(&PLAN, &draws, Stage::Attended, Some(&alone));
            found.p_event_cheaper
        };
        assert_eq!([107.0, 120.0, 1e9].map(p_cheaper), [Some(0.0), Some(0.5), Some(0.75)]);
    }

    #[test]
    fn unit_costs_stand_beside_one_to_one() {
        let draws = constant_draws();
        let accounts = EconomicsDraws::draw(&PLAN, &draws, 9).expect("valid accounts");
        let other = OneToOne { cost_per_customer: 120.0, order_rate: Some(0.4) };
        let unit_cost = |stage| accounts.cost_per_head(&PLAN, &draws, stage, Some(&other));
        let attended = unit_cost(Stage::Attended);
        assert_eq!(attended.expected, Some(108.0));
        assert_eq!(attended.summary.map(|s| s.median), Some(108.0));
        // 6,000 / (120 − 33) = 68.97
        assert_eq!(attended.crossover_heads, Some(69));
        assert_eq!(attended.p_event_cheaper, Some(1.0));
        let won = unit_cost(Stage::Ordered);
        assert_eq!((won.expected, won.one_to_one), (Some(216.0), Some(300.0)));
        assert_eq!(won.crossover_heads, Some(26)); // 6,000 / (300 − 66) = 25.6
        let unknown = OneToOne { order_rate: None, ..other };
        let won = accounts.cost_per_head(&PLAN, &draws, Stage::Ordered, Some(&unknown));
        assert_eq!((won.one_to_one, won.crossover_heads, won.p_event_cheaper), (None, None, None));
    }

    #[test]
    fn an_event_nobody_may_come_to_has_no_finite_unit_cost() {
        let mut input = FunnelInput::new(EventShock::default());
        input.add_group_of_its_own(0, [BetaRate::UNIFORM; 3]);
        let draws = simulate(&input, 100, 1).expect("a valid funnel");
        let accounts = EconomicsDraws::draw(&PLAN, &draws, 1).expect("valid accounts");
        let unit = accounts.cost_per_head(&PLAN, &draws, Stage::Attended, None);
        assert_eq!((unit.expected, unit.crossover_heads), (None, None));
        assert_eq!(unit.summary.map(|s| s.median), Some(f64::INFINITY));
        assert_eq!(PLAN.break_even(&draws, Stage::Ordered), None);
        assert_eq!(accounts.p_profit(), 0.0);
    }

    #[test]
    fn impossible_accounts_are_refused() {
        let draws = constant_draws();
        let negative = EventEconomics { fixed_cost: -1.0, ..PLAN };
        let refused = EconomicsDraws::draw(&negative, &draws, 1);
        assert_eq!(refused, Err(EconomicsError::Amount { value: -1.0 }));
        let margin = EventEconomics { margin_rate: 1.5, ..PLAN };
        let refused = EconomicsDraws::draw(&margin, &draws, 1);
        assert_eq!(refused, Err(EconomicsError::Margin { rate: 1.5 }));
    }
}
