//! What an event costs and what an order brings, as the models want it: major units, per head.
//!
//! Closed forms (break-even, crossover) take every budget line at the middle of its range; the draws
//! add what a line may be dearer or cheaper, and where margin and contingency lie in their ranges. The contingency counts as spent. Staff and days are known
//! numbers, so their lines are fixed costs.

use meadow_models::{
    EconomicsDraws, EventEconomics, FunnelDraws, HeadCosts, Interval, OneToOne, OrderValue, Stage,
};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::input_ranges::{vary_contingency, vary_margin};
use super::rates::Rates;
use crate::domain::event::{AudienceGroup, CostDriver, Event};
use crate::domain::money::MoneyRange;
use crate::domain::workspace::OneToOneCost;
use crate::views::plan::ExpectedHeads;

/// Half the width of a 90 % range in standard deviations (normal).
const HALF_RANGE_IN_SD: f64 = 1.645;

/// The accounts of an event at the heads expected.
///
/// The revenue range is about the average order, and does not average out over many orders: so the
/// spread of the single order is set such that the sum of as many orders as are expected spreads by
/// just that range.
pub fn draw_up_accounts(event: &Event, heads: &ExpectedHeads) -> EventEconomics {
    let with_contingency = 1.0 + share_or_zero(event.contingency);
    let sum_of = |driver: CostDriver| {
        let lines = event.budget.iter().filter(|line| line.driver == driver);
        with_contingency * lines.map(|line| line.amount.middle().major()).sum::<f64>()
    };
    let revenue = event.revenue_per_order;
    let mean = revenue.middle().major();
    let sd = sd_of_range(revenue);
    EventEconomics {
        fixed_cost: sum_of(CostDriver::Fixed)
            + sum_of(CostDriver::PerStaff) * f64::from(event.n_staff)
            + sum_of(CostDriver::PerDay) * f64::from(event.n_days),
        cost_per_head: HeadCosts {
            invited: sum_of(CostDriver::PerInvited),
            registered: sum_of(CostDriver::PerRegistered),
            attended: sum_of(CostDriver::PerAttended),
            ordered: sum_of(CostDriver::PerOrdered),
        },
        order_value: OrderValue {
            mean,
            cv: if mean > 0.0 { sd / mean * heads.ordered.max(1.0).sqrt() } else { 0.0 },
        },
        margin_rate: margin_rate(event),
    }
}

/// What is left of revenue after goods.
pub fn margin_rate(event: &Event) -> f64 {
    if event.margin.is_finite() { event.margin.min(1.0) } else { 0.0 }
}

/// What one head of a driver costs, the contingency on top: the 90 % range of the sum of its lines, each
/// off its middle by an error of its own.
pub fn head_cost_range(event: &Event, driver: CostDriver) -> Interval {
    range_of_lines(event, |line| if line == driver { 1.0 } else { 0.0 })
}

/// The same of all that is paid whoever comes: fixed lines, staff and days.
pub fn fixed_cost_range(event: &Event) -> Interval {
    range_of_lines(event, |driver| match driver {
        CostDriver::Fixed => 1.0,
        CostDriver::PerStaff => f64::from(event.n_staff),
        CostDriver::PerDay => f64::from(event.n_days),
        _ => 0.0,
    })
}

fn range_of_lines(event: &Event, units: impl Fn(CostDriver) -> f64) -> Interval {
    let (mut middle, mut variance) = (0.0, 0.0);
    for line in &event.budget {
        let n = units(line.driver);
        middle += n * line.amount.middle().major();
        variance += (n * sd_of_range(line.amount)).powi(2);
    }
    let with_contingency = 1.0 + share_or_zero(event.contingency);
    let half = HALF_RANGE_IN_SD * variance.sqrt();
    Interval {
        low: with_contingency * (middle - half).max(0.0),
        high: with_contingency * (middle + half),
    }
}

fn sd_of_range(range: MoneyRange) -> f64 {
    (range.high.major() - range.low.major()).abs() / (2.0 * HALF_RANGE_IN_SD)
}

/// Lets all that is known by a range alone vary within it: budget lines, the contingency, the margin.
pub fn vary_amounts(
    accounts: &mut EconomicsDraws,
    event: &Event,
    economics: &EventEconomics,
    funnel: &FunnelDraws,
) {
    vary_costs(accounts, event, funnel);
    vary_contingency(accounts, event);
    vary_margin(accounts, event, economics);
}

/// Lets the amounts of the budget vary within their ranges: in every draw each line is off its middle
/// by a normal error of its own, never below nothing, and the cost of that draw with it.
fn vary_costs(accounts: &mut EconomicsDraws, event: &Event, funnel: &FunnelDraws) {
    let with_contingency = 1.0 + share_or_zero(event.contingency);
    for (place, line) in event.budget.iter().enumerate() {
        let middle = line.amount.middle().major();
        let sd = sd_of_range(line.amount);
        if sd == 0.0 {
            continue;
        }
        // A stream per line: adding a line leaves the others as they were.
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(event.seed ^ ((place as u64 + 1) << 40));
        let draws = accounts.cost.iter_mut().zip(&mut accounts.profit).enumerate();
        for (draw, (cost, profit)) in draws {
            let error: f64 = StandardNormal.sample(&mut stream);
            let floor = -middle.max(0.0);
            let dearer = (sd * error).max(floor) * with_contingency;
            let dearer = dearer * units_of_draw(line.driver, event, funnel, draw);
            *cost += dearer;
            *profit -= dearer;
        }
    }
}

fn units_of_draw(driver: CostDriver, event: &Event, funnel: &FunnelDraws, draw: usize) -> f64 {
    let heads = |stage| funnel.total(stage).get(draw).map_or(0.0, |n| f64::from(*n));
    match driver {
        CostDriver::Fixed => 1.0,
        CostDriver::PerStaff => f64::from(event.n_staff),
        CostDriver::PerDay => f64::from(event.n_days),
        CostDriver::PerInvited => heads(Stage::Invited),
        CostDriver::PerRegistered => heads(Stage::Registered),
        CostDriver::PerAttended => heads(Stage::Attended),
        CostDriver::PerOrdered => heads(Stage::Ordered),
    }
}

/// Selling to one customer at a time, where the workspace knows its cost. Nobody records how often
/// such a conversation ends in an order: it is taken to be as often as a guest of the event orders.
pub fn one_to_one(cost: &OneToOneCost, heads: &ExpectedHeads) -> Option<OneToOne> {
    Some(OneToOne {
        cost_per_customer: cost.per_customer()?.major(),
        order_rate: (heads.attended > 0.0).then(|| heads.ordered / heads.attended),
    })
}

/// Expected margin of one more invitation in a group, less the costs it causes, in major units.
pub fn margin_per_invitation(
    economics: &EventEconomics,
    rates: &Rates,
    group: &AudienceGroup,
) -> f64 {
    let [registers, attends, orders] = rates.means_of(group);
    let costs = economics.cost_per_head;
    let after_attending = orders * (economics.margin_per_order() - costs.ordered) - costs.attended;
    registers * (attends * after_attending - costs.registered) - costs.invited
}

fn share_or_zero(share: f64) -> f64 {
    if share.is_finite() { share.max(0.0) } else { 0.0 }
}
