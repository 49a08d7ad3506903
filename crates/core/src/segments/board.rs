//! The meadow board (A1) under any weights and cut-offs, fast enough to follow a dragged line: one
//! walk over the points, no row is read but those of the marks.

use super::Derived;
use super::audience::obstacle_today;
use super::cuts::Bought;
use super::points::BUYER_MEASURES;
use super::standing::{Measured, Ruler, Standing};
use super::summary::ClassSummary;
use crate::domain::money::Money;
use crate::domain::workspace::BoardSettings;
use crate::table::tables::Tables;
use crate::views::board::{BoardMark, BoardView};
use crate::views::table::Measure;

/// More marks than this would run together.
pub const MAX_MARKS: usize = 400;
const N_BINS: usize = 25;

/// The board as `settings` would have it; nothing is changed.
pub fn view(tables: &Tables, derived: &Derived, settings: &BoardSettings) -> BoardView {
    let settings = &Bought::of(derived).resolve(settings);
    let ruler = Ruler::new(settings);
    let mut summary = ClassSummary::default();
    let mut bought = [Money::ZERO; 4];
    let mut discounted = [None; 4];
    let mut loyalty_histogram = vec![0; N_BINS];
    let mut contribution_histogram = vec![0; N_BINS];
    let mut known = [false; BUYER_MEASURES.len()];
    let people = derived.measured.iter().zip(&derived.by_hand).zip(&derived.purchases);
    for ((measured, by_hand), purchases) in people {
        let standing = ruler.place(measured, *by_hand);
        summary.count(&standing, purchases);
        let Measured::Buyer(points) = measured else { continue };
        for (known, points) in known.iter_mut().zip(points) {
            *known |= !points.is_nan();
        }
        count_in_bin(&mut loyalty_histogram, standing.loyalty);
        count_in_bin(&mut contribution_histogram, standing.contribution);
        if let (Some(placed), Some(part)) = (standing.placed, purchases.discounted) {
            let class = placed.class as usize;
            bought[class] += purchases.bought;
            discounted[class] = Some(discounted[class].unwrap_or(Money::ZERO) + part);
        }
    }
    let people_per_mark = people_per_mark(derived.spread_order.len());
    BoardView {
        settings: settings.clone(),
        counts: summary.counts,
        value: summary.value,
        value_shares: summary.value_shares(),
        expected: summary.expected,
        n_unplaced: summary.n_unplaced,
        n_unplaced_buyers: summary.n_unplaced_buyers,
        unplaced_value: summary.unplaced_value,
        n_borderline: summary.n_borderline,
        n_by_hand: summary.n_by_hand,
        marks: marks(tables, derived, &ruler, people_per_mark),
        people_per_mark: people_per_mark as u32,
        loyalty_histogram,
        contribution_histogram,
        unknown_measures: unknown_measures(known),
        discount_shares: std::array::from_fn(|class| {
            let share = discounted[class]?.major() / bought[class].major();
            share.is_finite().then(|| share.clamp(0.0, 1.0))
        }),
    }
}

fn unknown_measures(known: [bool; BUYER_MEASURES.len()]) -> Vec<Measure> {
    let measures = BUYER_MEASURES.into_iter().zip(known);
    measures.filter(|(_, known)| !known).map(|(measure, _)| measure).collect()
}

fn count_in_bin(histogram: &mut [u32], score: Option<f64>) {
    if let Some(score) = score {
        let bin = (score / 100.0 * N_BINS as f64) as usize;
        histogram[bin.min(N_BINS - 1)] += 1;
    }
}

fn marks(
    tables: &Tables,
    derived: &Derived,
    ruler: &Ruler,
    people_per_mark: usize,
) -> Vec<BoardMark> {
    let order = &derived.spread_order;
    // From the middle of each group of people, so that neither end is favoured.
    let picked = order.iter().skip((people_per_mark - 1) / 2).step_by(people_per_mark);
    picked
        .filter_map(|place| {
            let place = *place as usize;
            let standing = ruler.place(&derived.measured[place], derived.by_hand[place]);
            let customer = tables.customers.get(derived.ids[place])?;
            Some(BoardMark {
                id: derived.ids[place],
                name: customer.name.clone(),
                loyalty: standing.loyalty?,
                contribution: standing.contribution?,
                placed: standing.placed?,
                obstacle: obstacle_today(tables, customer, derived, place),
            })
        })
        .collect()
}

/// The smallest of 1, 2, 5, 10, 25, 50, 100, 250 … that keeps the marks within `MAX_MARKS`.
fn people_per_mark(n_customers: usize) -> usize {
    let fits = |people: &usize| n_customers.div_ceil(*people) <= MAX_MARKS;
    let mut decade = 10;
    let first = [1, 2, 5].into_iter().find(fits);
    first.unwrap_or_else(|| {
        loop {
            if let Some(people) = [decade, decade * 5 / 2, decade * 5].into_iter().find(fits) {
                return people;
            }
            decade *= 10;
        }
    })
}

/// Those who have bought, in bands of contribution, each band walked along loyalty, there and back:
/// neighbours in this order are neighbours on the board, so that every n-th gives a true picture. It
/// follows the saved settings, so that the marks stay the same people while a line is dragged.
pub(super) fn spread_order(measured: &[Measured], standings: &[Standing]) -> Vec<u32> {
    const BAND_POINTS: f64 = 5.0;
    let mut order: Vec<(u8, f64, u32)> = measured
        .iter()
        .zip(standings)
        .enumerate()
        .filter(|(_, (measured, _))| matches!(measured, Measured::Buyer(_)))
        .map(|(place, (_, standing))| {
            let band = (standing.contribution.unwrap_or(0.0) / BAND_POINTS) as u8;
            let loyalty = standing.loyalty.unwrap_or(0.0);
            (band, if band.is_multiple_of(2) { loyalty } else { -loyalty }, place as u32)
        })
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(_, _, place)| place).collect()
}
