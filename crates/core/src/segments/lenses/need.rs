//! The cycle of need (E5): when each buyer is likely to buy next, from their own intervals as far as there
//! are any and from everybody's otherwise (`meadow_models::cycle`). On-the-spot offers work at the peak,
//! the middle half of the expected days; pre-sales in the time before it.

use meadow_models::cycle::{NeedCycle, NextPurchase};

use crate::domain::day::Day;
use crate::domain::lens::NeedPhase;
use crate::segments::Derived;
use crate::views::customer_base::NextNeed;

/// So many days before the peak, or a quarter of the typical interval if that is shorter, are for
/// pre-selling: the brand must be in mind by then.
const LONGEST_LEAD_DAYS: f64 = 30.0;

/// When somebody is likely to buy next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub phase: NeedPhase,
    /// As likely earlier as later.
    pub expected: Day,
    /// Four times in five within these days.
    pub range: (Day, Day),
    /// The offer on the spot is for these days.
    pub peak: (Day, Day),
    /// Own intervals behind it; 0: everybody's.
    pub n_intervals: u32,
}

impl Need {
    pub fn view(self) -> NextNeed {
        let Self { phase, expected, range, peak, n_intervals } = self;
        NextNeed { phase, expected, range, peak, n_intervals }
    }
}

/// `None` for those who have not bought, and for all where there are too few intervals to tell
/// (`meadow_models::cycle::MIN_INTERVALS`).
pub fn needs(derived: &Derived, end: Day) -> Vec<Option<Need>> {
    let n = derived.ids.len();
    let intervals = intervals_of_all(derived);
    let Ok(cycle) = NeedCycle::fit(&intervals) else { return vec![None; n] };
    let lead_days = lead_days(cycle);
    (0..n)
        .map(|place| {
            let last = Day(*derived.purchase_days.of(place).last()?);
            let own = &intervals[place];
            let elapsed = f64::from(end.days_since(last).max(0));
            let next = cycle.of_person(own).ok()?.next_purchase(elapsed, lead_days).ok()?;
            // When it was to be expected before the silence began: that tells whether it is overdue.
            let fresh = cycle.of_person(own).ok()?.next_purchase(0.0, lead_days).ok()?;
            Some(need(last, end, &next, &fresh, own.len()))
        })
        .collect()
}

fn need(last: Day, end: Day, next: &NextPurchase, fresh: &NextPurchase, n_own: usize) -> Need {
    let day = |days: f64| last.plus_days(days.round().clamp(0.0, 1e6) as i32);
    let peak = (day(fresh.peak.low), day(fresh.peak.high));
    let phase = if end > peak.1 {
        NeedPhase::Overdue
    } else if end >= peak.0 {
        NeedPhase::Peak
    } else if end >= day(fresh.before.low) {
        NeedPhase::Before
    } else {
        NeedPhase::Resting
    };
    Need {
        phase,
        expected: day(next.median),
        range: (day(next.range_80.low), day(next.range_80.high)),
        peak,
        n_intervals: u32::try_from(n_own).unwrap_or(u32::MAX),
    }
}

/// How long before a need comes the brand must be in mind.
pub fn lead_days(cycle: NeedCycle) -> f64 {
    (cycle.typical_days() / 4.0).min(LONGEST_LEAD_DAYS)
}

/// Days between everybody's purchase days, by place.
pub fn intervals_of_all(derived: &Derived) -> Vec<Vec<f64>> {
    (0..derived.ids.len()).map(|place| intervals(derived.purchase_days.of(place))).collect()
}

fn intervals(days: &[i32]) -> Vec<f64> {
    days.windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0])).collect()
}
