//! Margin, contingency and seats that are known by a range alone: drawn once for every simulated event,
//! from its own seed, so that the same plan gives the same figures.

use meadow_models::range_draw::draw_between;
use meadow_models::{EconomicsDraws, EventEconomics, Interval};

use crate::domain::event::Event;

/// Tell the numbers of one draw apart.
const MARGIN: usize = 0;
const CONTINGENCY: usize = 1;
const SEATS: usize = 2;

/// The margin of every draw; `None` where it is one number.
pub fn draw_margins(event: &Event, n_draws: usize) -> Option<Vec<f64>> {
    let (low, high) = event.ranges().margin?;
    // Nobody keeps more than all of the revenue.
    let margin = |draw| draw_between(low, high, MARGIN, (draw, event.seed)).min(1.0);
    Some((0..n_draws).map(margin).collect())
}

/// Lets the margin vary within its range: what of a draw's revenue is left, and the profit with it.
pub fn vary_margin(accounts: &mut EconomicsDraws, event: &Event, economics: &EventEconomics) {
    let Some(margins) = draw_margins(event, accounts.profit.len()) else { return };
    let draws = accounts.profit.iter_mut().zip(&accounts.revenue).zip(margins);
    for ((profit, revenue), margin) in draws {
        *profit += (margin - economics.margin_rate) * revenue;
    }
}

/// Lets the contingency vary within its range: what is spent on top of all lines of a draw. The cost of
/// the accounts already holds its middle.
pub fn vary_contingency(accounts: &mut EconomicsDraws, event: &Event) {
    let Some((low, high)) = event.ranges().contingency else { return };
    let middle = 1.0 + event.contingency.max(0.0);
    let draws = accounts.cost.iter_mut().zip(&mut accounts.profit).enumerate();
    for (draw, (cost, profit)) in draws {
        // What is set aside is never taken away from the lines.
        let share = draw_between(low, high, CONTINGENCY, (draw, event.seed)).max(0.0);
        let dearer = *cost * ((1.0 + share) / middle - 1.0);
        *cost += dearer;
        *profit -= dearer;
    }
}

/// The seats of every draw; `None` where they are one number, or no room was chosen.
pub fn draw_seats(event: &Event, n_draws: usize) -> Option<Vec<u32>> {
    let (low, high) = event.ranges().seats?;
    let (low, high) = (f64::from(low), f64::from(high));
    // Saturates: a range far below nobody is an empty room.
    let seats = |draw| draw_between(low, high, SEATS, (draw, event.seed)).round() as u32;
    Some((0..n_draws).map(seats).collect())
}

/// Between which values the margin moves; `None` where it is one number.
pub fn margin_range(event: &Event) -> Option<Interval> {
    event.ranges().margin.map(|(low, high)| Interval { low, high: high.min(1.0) })
}

/// The contingency's range.
pub fn contingency_range(event: &Event) -> Option<Interval> {
    event.ranges().contingency.map(|(low, high)| Interval { low: low.max(0.0), high })
}

/// The same as a factor on all costs at its middle.
pub fn cost_factor_range(event: &Event) -> Option<Interval> {
    let Interval { low, high } = contingency_range(event)?;
    let middle = 1.0 + event.contingency.max(0.0);
    Some(Interval { low: (1.0 + low) / middle, high: (1.0 + high) / middle })
}
