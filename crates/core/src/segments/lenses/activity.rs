//! The activity index (B4): rises with purchase days and with how recent they are, 0–100. The formula is
//! `meadow_models::activity`'s; one purchase day today gives 50.

use meadow_models::activity::{ActivityScale, ActivityTrend, Direction};

use crate::domain::day::Day;
use crate::domain::lens::Momentum;
use crate::segments::Derived;

/// Purchase days of today that give an index of 50.
pub const MIDDLE: f64 = 1.0;

/// Now and one half-life ago. `None` for those who have not bought, and where the half-life is none.
pub fn trends(derived: &Derived, half_life_days: u16, end: Day) -> Vec<Option<ActivityTrend>> {
    let Ok(scale) = ActivityScale::new(f64::from(half_life_days), MIDDLE) else {
        return vec![None; derived.ids.len()];
    };
    let mut ages = Vec::new();
    (0..derived.ids.len())
        .map(|place| {
            let days = derived.purchase_days.of(place);
            if days.is_empty() {
                return None;
            }
            ages.clear();
            // A day still to come counts as the last one.
            ages.extend(days.iter().map(|day| f64::from(end.days_since(Day(*day)).max(0))));
            scale.trend(&ages).ok()
        })
        .collect()
}

pub fn momentum(trend: &ActivityTrend) -> Momentum {
    match trend.direction {
        Some(Direction::Rising) => Momentum::Rising,
        Some(Direction::Steady) => Momentum::Steady,
        Some(Direction::Fading) => Momentum::Fading,
        None => Momentum::New,
    }
}
