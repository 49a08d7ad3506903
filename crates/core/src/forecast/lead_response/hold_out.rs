//! Before a hold-out is drawn: among whom, and how small an effect one of each size would show.

use std::collections::BTreeSet;

use meadow_models::uplift::smallest_shown;

use super::cases::{end_of_data, window_days};
use crate::contact::hold_out::{held_out, too_late, would_be_invited};
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::lead_response::{HoldOutDrawn, HoldOutView, WouldShow};

/// Shares to choose from.
const PERCENTS: [u8; 5] = [5, 10, 20, 30, 50];
/// Weeks looked back on to see how many of them order anyway.
const USUAL_WEEKS: u8 = 8;
const LEVEL: f64 = 0.95;
const POWER: f64 = 0.8;

/// Of a saved event.
pub fn hold_out_view(
    tables: &Tables,
    derived: &Derived,
    id: DocumentId,
    event: &Event,
) -> HoldOutView {
    let among = would_be_invited(tables, derived, id, event);
    let end = end_of_data(derived);
    let days = end - window_days(USUAL_WEEKS)..=end;
    let mut have_ordered = BTreeSet::new();
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        let recent = (0..orders.len())
            .filter(|at| days.contains(&orders.days[*at]) && orders.amounts[*at] > 0);
        have_ordered.extend(recent.map(|at| CustomerId(orders.customers[at])));
    }
    let n_ordered = among.iter().filter(|id| have_ordered.contains(id)).count();
    let usual_share = n_ordered as f64 / among.len().max(1) as f64;
    // Of a share of nobody or all nothing could be reckoned.
    let share = usual_share.clamp(0.01, 0.99);
    let would_show = PERCENTS.into_iter().filter_map(|percent| {
        let n_held_out = (among.len() as f64 * f64::from(percent) / 100.0).round() as u64;
        let n_invited = among.len() as u64 - n_held_out;
        let smallest = smallest_shown(share, n_invited, n_held_out, LEVEL, POWER)?;
        Some(WouldShow { percent, n_held_out: n_held_out as u32, smallest })
    });
    let there = held_out(tables, Some(id));
    let drawn = tables.hold_out_of(id).map(|(_, hold_out)| HoldOutDrawn {
        drawn_on: hold_out.drawn_on,
        percent: hold_out.percent,
        n_among: hold_out.among.len() as u32,
        n_people: there.iter().filter(|id| derived.place_of(**id).is_some()).count() as u32,
    });
    HoldOutView {
        drawn,
        n_would_be_invited: among.len() as u32,
        too_late: too_late(tables, id, event, derived.today),
        usual_share,
        usual_weeks: USUAL_WEEKS,
        would_show: would_show.collect(),
    }
}
