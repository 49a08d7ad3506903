//! How often buyers come back, as known at the time, and from which silence on one counts as lapsed.
//!
//! Owns what imports found out about the pace, one after the other: what a file tells holds for the
//! days after the orders that were there before it, so that lapses that are past stay where they are.
//! Files of one day are one sitting, and know everything together. Must not know stages.

use super::positions::Positions;
use super::purchases::{self, PurchaseFacts, YEAR_DAYS};
use crate::domain::day::Day;
use crate::table::documents::KnownInterval;
use crate::table::tables::Tables;

/// Silence beyond so many intervals counts as lapsed.
pub const LAPSED_AFTER_INTERVALS: f64 = 3.0;
/// But never sooner than this.
pub const SHORTEST_LAPSE_DAYS: f64 = 30.0;
/// From so many purchase days on, somebody's own interval counts.
const N_DAYS_OF_OWN: usize = 3;

/// Median of the mean intervals, days, of those with at least two purchase days.
pub fn typical_interval_days(purchases: &[PurchaseFacts]) -> Option<f64> {
    let mut intervals: Vec<f64> =
        purchases.iter().filter_map(|fact| fact.mean_interval_days).collect();
    let middle = intervals.len().checked_sub(1)? / 2;
    Some(*intervals.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// What an import that brought orders found out; `None` where it brought none.
pub fn found_by_import(before: &Tables, after: &Tables, today: Day) -> Option<KnownInterval> {
    if after.orders.len() <= before.orders.len() {
        return None;
    }
    let last = purchases::last_order_day(before, today);
    let since = last.map_or(Day(i32::MIN), |last| last.plus_days(1));
    let found = purchases::scan(after, &Positions::of(after), since);
    Some(KnownInterval { since, days: typical_interval_days(&found.facts) })
}

/// The typical interval through time.
pub struct Pace {
    /// Ascending, never empty; the first holds for all the time before it too.
    known: Vec<KnownInterval>,
}

impl Pace {
    /// `now` is the typical interval of all orders there are: it holds where no import told one.
    pub fn of(tables: &Tables, now: Option<f64>) -> Self {
        let mut known: Vec<KnownInterval> = Vec::new();
        let mut sitting = None;
        for (day, found) in tables.imports().filter_map(|(_, i)| Some((i.day, i.interval?))) {
            match known.last_mut() {
                Some(last) if sitting == Some(day) => last.days = found.days,
                // An archive of what was before tells something of the days to come only.
                Some(last) if found.since <= last.since => last.days = found.days,
                _ => known.push(found),
            }
            sitting = Some(day);
        }
        match known.first_mut() {
            Some(first) => first.since = Day(i32::MIN),
            None => known.push(KnownInterval { since: Day(i32::MIN), days: now }),
        }
        Self { known }
    }

    /// The first day on which somebody counts as lapsed who bought on `days` (since 1970, ascending,
    /// each once), last on `last`, and then no more. Only what was known by then has a part in it.
    pub fn lapse_day(&self, days: &[i32], last: Day) -> Day {
        let after = |interval: Option<f64>| {
            let patience = interval.map_or(f64::from(YEAR_DAYS), |days| {
                (LAPSED_AFTER_INTERVALS * days).max(SHORTEST_LAPSE_DAYS)
            });
            last.plus_days(patience.floor() as i32 + 1)
        };
        if let [first, .., end] = days
            && days.len() >= N_DAYS_OF_OWN
        {
            let n_intervals = (days.len() - 1) as f64;
            return after(Some((f64::from(*end) - f64::from(*first)) / n_intervals));
        }
        let ends = self.known.iter().skip(1).map(|next| next.since).chain([Day(i32::MAX)]);
        let mut each = self.known.iter().zip(ends);
        let first = each.find_map(|(known, end)| {
            let day = after(known.days).max(known.since);
            (day < end).then_some(day)
        });
        first.unwrap_or(Day(i32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use crate::domain::day::Day;
    use crate::table::documents::KnownInterval;

    fn pace(known: &[(i32, Option<f64>)]) -> Pace {
        let known =
            known.iter().map(|(since, days)| KnownInterval { since: Day(*since), days: *days });
        Pace { known: known.collect() }
    }

    #[test]
    fn what_is_found_out_later_moves_no_earlier_lapse() {
        let once = pace(&[(0, Some(20.0))]);
        assert_eq!(once.lapse_day(&[100], Day(100)), Day(161));
        let longer = pace(&[(0, Some(20.0)), (200, Some(60.0))]);
        assert_eq!(longer.lapse_day(&[100], Day(100)), Day(161), "over by then");
        assert_eq!(longer.lapse_day(&[180], Day(180)), Day(361), "not yet lapsed: 180 days");
        let shorter = pace(&[(0, Some(60.0)), (200, Some(20.0))]);
        assert_eq!(shorter.lapse_day(&[100], Day(100)), Day(200), "as soon as it was known");
        assert_eq!(shorter.lapse_day(&[10], Day(10)), Day(191));
    }

    #[test]
    fn ones_own_pace_counts_from_three_purchase_days_on() {
        let pace = pace(&[(i32::MIN, None)]);
        assert_eq!(pace.lapse_day(&[0, 20], Day(20)), Day(386), "nobody's is known: a year");
        assert_eq!(pace.lapse_day(&[0, 20, 40], Day(40)), Day(101), "three times 20");
        assert_eq!(pace.lapse_day(&[0, 1, 2], Day(2)), Day(33), "30 days at the least");
    }
}
