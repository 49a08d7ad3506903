//! The single numbers of an event that somebody knows only by a range: margin, contingency, seats.
//! Must not know how a forecast draws them.
//!
//! The number itself is the middle of its range, for everything that wants one number. The ends are kept
//! among the answers, as a later addition to a form that is long in use; they hold only as long as the
//! number is their middle, so that whoever sets another number need not know of them.

use serde::{Deserialize, Serialize};

use super::event::Event;

/// Before the key of a number among the answers: between which ends it lies.
const RANGE: &str = "range:";
const MARGIN: &str = "margin";
const CONTINGENCY: &str = "contingency";
const SEATS: &str = "seats";
const BETWEEN: &str = "..";
/// Middles of shares are compared to so much.
const ALIKE: f64 = 1e-9;

/// The ends of 90 % ranges, low before high; `None`: the number is all that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InputRanges {
    /// Shares, 0–1.
    pub margin: Option<(f64, f64)>,
    /// Shares, 0–1.
    pub contingency: Option<(f64, f64)>,
    pub seats: Option<(u32, u32)>,
}

impl Event {
    /// What of its single numbers is known by a range alone.
    pub fn ranges(&self) -> InputRanges {
        let shares = |key: &str, value: f64| {
            let (low, high): (f64, f64) = self.kept_ends(key)?;
            let is_range = low.is_finite() && high.is_finite() && low < high;
            (is_range && (middle_of(low, high) - value).abs() < ALIKE).then_some((low, high))
        };
        let seats = self.seats.and_then(|seats| {
            let (low, high): (u32, u32) = self.kept_ends(SEATS)?;
            (low < high && middle_seats(low, high) == seats).then_some((low, high))
        });
        InputRanges {
            margin: shares(MARGIN, self.margin),
            contingency: shares(CONTINGENCY, self.contingency),
            seats,
        }
    }

    /// Sets or forgets the ends; the numbers stay.
    pub fn set_ranges(&mut self, ranges: InputRanges) {
        let InputRanges { margin, contingency, seats } = ranges;
        self.keep_ends(MARGIN, margin);
        self.keep_ends(CONTINGENCY, contingency);
        self.keep_ends(SEATS, seats);
    }

    /// Between which ends the margin lies; the same twice where it is one number.
    pub fn margin_ends(&self) -> (f64, f64) {
        self.ranges().margin.unwrap_or((self.margin, self.margin))
    }

    /// Between which ends the contingency lies; the same twice where it is one number.
    pub fn contingency_ends(&self) -> (f64, f64) {
        self.ranges().contingency.unwrap_or((self.contingency, self.contingency))
    }

    /// Between which ends the seats lie; the same twice where they are one number.
    pub fn seats_ends(&self) -> Option<(u32, u32)> {
        let seats = self.seats?;
        Some(self.ranges().seats.unwrap_or((seats, seats)))
    }

    pub fn set_margin(&mut self, (low, high): (f64, f64)) {
        self.margin = middle_of(low, high);
        self.keep_ends(MARGIN, (low < high).then_some((low, high)));
    }

    pub fn set_contingency(&mut self, (low, high): (f64, f64)) {
        self.contingency = middle_of(low, high);
        self.keep_ends(CONTINGENCY, (low < high).then_some((low, high)));
    }

    pub fn set_seats(&mut self, ends: Option<(u32, u32)>) {
        self.seats = ends.map(|(low, high)| middle_seats(low, high));
        self.keep_ends(SEATS, ends.filter(|(low, high)| low < high));
    }

    /// Another margin, known as well as before: the range moves along, within 0–1.
    pub fn move_margin(&mut self, to: f64) {
        let (low, high) = self.margin_ends();
        let half = (0.5 * (high - low)).min(to).min(1.0 - to).max(0.0);
        self.set_margin((to - half, to + half));
        // What was asked for, to the last digit.
        self.margin = to;
    }

    /// Other seats, known as well as before: the range moves along, above none.
    pub fn move_seats(&mut self, to: u32) {
        let width = self.seats_ends().map_or(0, |(low, high)| high - low);
        let down = width.div_ceil(2).min(to.saturating_sub(1));
        let up = (width / 2).min(down);
        self.set_seats(Some((to - down, to.saturating_add(up))));
    }

    /// What is tried of so many seats, 0 for no room chosen: `None` where these are the event's, or none.
    pub fn seats_to_try(&self, wanted: u32) -> Option<u32> {
        (wanted > 0 && self.seats != Some(wanted)).then_some(wanted)
    }

    /// Whether an answer of this key holds the ends of a range whose own key begins so.
    pub(super) fn is_range_of(answer: &str, beginning: &str) -> bool {
        answer.strip_prefix(RANGE).is_some_and(|key| key.starts_with(beginning))
    }

    pub(super) fn kept_ends<T: std::str::FromStr>(&self, key: &str) -> Option<(T, T)> {
        let (low, high) = self.answers.get(&format!("{RANGE}{key}"))?.split_once(BETWEEN)?;
        Some((low.parse().ok()?, high.parse().ok()?))
    }

    pub(super) fn keep_ends<T: std::fmt::Display>(&mut self, key: &str, ends: Option<(T, T)>) {
        let key = format!("{RANGE}{key}");
        match ends {
            Some((low, high)) => self.answers.insert(key, format!("{low}{BETWEEN}{high}")),
            None => self.answers.remove(&key),
        };
    }
}

fn middle_of(low: f64, high: f64) -> f64 {
    if low == high { low } else { 0.5 * (low + high) }
}

/// Rounded up at a half, as the field of a number does.
fn middle_seats(low: u32, high: u32) -> u32 {
    let (low, high) = (low.min(high), low.max(high));
    low + (high - low).div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::InputRanges;
    use crate::domain::day::Day;
    use crate::domain::event::Event;
    use crate::domain::method::Method;
    use crate::planning::defaults_for_audience;
    use crate::table::tables::Tables;

    fn event() -> Event {
        defaults_for_audience(&Tables::default(), &[], Method::Seminar, Day(20_000))
    }

    #[test]
    fn a_range_holds_while_the_number_is_its_middle() {
        let mut event = event();
        event.set_margin((0.3, 0.4));
        event.set_contingency((0.05, 0.15));
        event.set_seats(Some((81, 100)));
        assert!((event.margin - 0.35).abs() < 1e-12 && (event.contingency - 0.1).abs() < 1e-12);
        assert_eq!(event.seats, Some(91), "90.5 rounded");
        let all = InputRanges {
            margin: Some((0.3, 0.4)),
            contingency: Some((0.05, 0.15)),
            seats: Some((81, 100)),
        };
        assert_eq!(event.ranges(), all);
        (event.margin, event.seats) = (0.5, None);
        assert_eq!(
            event.ranges(),
            InputRanges { contingency: all.contingency, ..InputRanges::default() }
        );
        assert_eq!((event.margin_ends(), event.seats_ends()), ((0.5, 0.5), None));
        event.set_contingency((0.2, 0.2));
        event.set_ranges(event.ranges());
        assert!(event.answers.keys().all(|key| !key.starts_with("range:")), "{:?}", event.answers);
    }

    #[test]
    fn any_room_can_be_tried_where_none_is_chosen() {
        let mut event = event();
        event.set_seats(None);
        assert_eq!([0, 1, 100].map(|n| event.seats_to_try(n)), [None, Some(1), Some(100)]);
        event.set_seats(Some((100, 100)));
        assert_eq!([0, 99, 100].map(|n| event.seats_to_try(n)), [None, Some(99), None]);
    }

    #[test]
    fn a_range_moves_with_its_middle_and_stays_possible() {
        let mut event = event();
        event.set_margin((0.3, 0.4));
        event.move_margin(0.5);
        let (low, high) = event.margin_ends();
        assert!((low - 0.45).abs() < 1e-12 && (high - 0.55).abs() < 1e-12, "{low} {high}");
        event.move_margin(0.98);
        let (low, high) = event.margin_ends();
        assert!((low - 0.96).abs() < 1e-12 && (high - 1.0).abs() < 1e-12, "{low} {high}");
        assert_eq!(event.margin, 0.98);
        event.set_seats(Some((81, 100)));
        event.move_seats(40);
        assert_eq!((event.seats, event.seats_ends()), (Some(40), Some((30, 49))));
        event.move_seats(3);
        assert_eq!((event.seats, event.seats_ends()), (Some(3), Some((1, 5))));
        event.set_seats(Some((60, 60)));
        event.move_seats(70);
        assert_eq!(event.seats_ends(), Some((70, 70)));
    }
}
