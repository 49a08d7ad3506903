//! What inviting brought, by the hold-outs that were drawn. Both sides are compared as the lot made them,
//! whoever of them was reached: what happened afterwards was not left to chance.

use std::collections::BTreeSet;

use meadow_models::pooling::GroupCount;
use meadow_models::uplift::{HoldOut as Lot, MIN_PER_SIDE, UpliftError, mean_effect, uplift};

use super::cases::{end_of_data, window_days};
use super::past::Past;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::contacts::is_invitation;
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::views::lead_response::{HoldOutEffect, InvitingEffect, NoEffect};

const LEVEL: f64 = 0.95;

/// Of every hold-out, the newest first: orders count from the day it was drawn until so many weeks after
/// the event.
pub fn hold_out_effects(
    tables: &Tables,
    derived: &Derived,
    pasts: &[Past],
    weeks: u8,
) -> Vec<HoldOutEffect> {
    let mut drawn: Vec<_> = tables.hold_outs().collect();
    if drawn.is_empty() {
        return Vec::new();
    }
    drawn.sort_by_key(|(id, hold_out)| std::cmp::Reverse((hold_out.drawn_on, *id)));
    let became = Became::of(tables);
    let effect = |hold_out: &HoldOut| {
        let event = tables.event(hold_out.event)?;
        Some(effect_of(tables, derived, pasts, &became, hold_out, event, weeks))
    };
    drawn.into_iter().filter_map(|(_, hold_out)| effect(hold_out)).collect()
}

fn effect_of(
    tables: &Tables,
    derived: &Derived,
    pasts: &[Past],
    became: &Became,
    hold_out: &HoldOut,
    event: &Event,
    weeks: u8,
) -> HoldOutEffect {
    let now = |ids: &[CustomerId]| -> BTreeSet<CustomerId> {
        let ids = ids.iter().map(|id| became.now(*id));
        ids.filter(|id| derived.place_of(*id).is_some()).collect()
    };
    let lot: BTreeSet<CustomerId> = hold_out.people.iter().copied().collect();
    let others: Vec<CustomerId> =
        hold_out.among.iter().copied().filter(|id| !lot.contains(id)).collect();
    let (mut invited, mut left_out) = (now(&others), now(&hold_out.people));
    // Who turned out to be one person on both sides tells nothing of either.
    let both: Vec<CustomerId> = invited.intersection(&left_out).copied().collect();
    for id in &both {
        invited.remove(id);
        left_out.remove(id);
    }
    let start = event.day.map_or(hold_out.drawn_on, |day| day.max(hold_out.drawn_on));
    let until = start.plus_days(window_days(weeks));
    let days = hold_out.drawn_on.0..=until.0;
    let orders = |ids: &BTreeSet<CustomerId>| -> Vec<(f64, f64)> {
        let places = ids.iter().filter_map(|id| derived.place_of(*id));
        let of = |place: usize| {
            let theirs = pasts[place].orders.iter().filter(|(day, _)| days.contains(day));
            let amounts: Vec<i64> = theirs.map(|(_, amount)| *amount).collect();
            (amounts.len() as f64, Money(amounts.iter().sum()).major())
        };
        places.map(of).collect()
    };
    let (of_invited, of_left_out) = (orders(&invited), orders(&left_out));
    let is_over = until.0 <= end_of_data(derived);
    let found = match is_over {
        false => Err(NoEffect::NotOver),
        true => inviting(&of_invited, &of_left_out),
    };
    let of_event = tables.interactions.iter().filter(|row| row.event == Some(hold_out.event));
    let on_record: BTreeSet<CustomerId> =
        of_event.filter(|row| is_invitation(row)).map(|row| row.customer).collect();
    HoldOutEffect {
        event: hold_out.event,
        name: event.name.clone(),
        drawn_on: hold_out.drawn_on,
        until: Day(until.0),
        n_invited: invited.len() as u32,
        n_held_out: left_out.len() as u32,
        n_invited_on_record: on_record.intersection(&invited).count() as u32,
        n_invited_anyway: on_record.intersection(&left_out).count() as u32,
        found,
    }
}

/// Each person as (orders, revenue).
fn inviting(invited: &[(f64, f64)], left_out: &[(f64, f64)]) -> Result<InvitingEffect, NoEffect> {
    let n_smaller = invited.len().min(left_out.len()) as u32;
    let too_few = NoEffect::TooFew { n: n_smaller, needed: MIN_PER_SIDE as u32 };
    let count = |people: &[(f64, f64)]| GroupCount {
        n_successes: people.iter().filter(|(n_orders, _)| *n_orders > 0.0).count() as u64,
        n_trials: people.len() as u64,
    };
    let (of_invited, of_left_out) = (count(invited), count(left_out));
    let found =
        uplift(of_invited, Lot::ByLot(of_left_out), LEVEL).map_err(|error| match error {
            UpliftError::TooFew { n, needed } => {
                NoEffect::TooFew { n: n as u32, needed: needed as u32 }
            }
            _ => too_few,
        })?;
    let means = |of: fn(&(f64, f64)) -> f64| {
        let side = |people: &[(f64, f64)]| people.iter().map(of).collect::<Vec<f64>>();
        let (mean, interval) = mean_effect(&side(invited), &side(left_out), LEVEL)?;
        Some((mean, interval.low, interval.high))
    };
    Ok(InvitingEffect {
        n_ordered_invited: of_invited.n_successes as u32,
        n_ordered_held_out: of_left_out.n_successes as u32,
        difference: found.difference,
        low: found.interval.low,
        high: found.interval.high,
        p_positive: found.p_positive,
        n_gained: found.n_gained,
        orders_each: means(|(n_orders, _)| *n_orders).ok_or(too_few)?,
        revenue_each: means(|(_, revenue)| *revenue).ok_or(too_few)?,
    })
}
