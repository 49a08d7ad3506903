//! Invitations as cases: who, when, and whether a response came within the weeks that count.

use super::past::{Deed, Past};
use crate::domain::day::Day;
use crate::segments::Derived;
use crate::views::lead_response::ResponseOutcome;

/// One invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Among all customers.
    pub place: usize,
    pub day: i32,
    pub responded: bool,
}

/// All invitations on record.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// Whose weeks are over, by day.
    pub over: Vec<Case>,
    pub n_not_over: u32,
    /// When the first of those is.
    pub over_on: Option<Day>,
}

impl Cases {
    pub fn of(pasts: &[Past], derived: &Derived, outcome: ResponseOutcome, weeks: u8) -> Self {
        let window = window_days(weeks);
        let end = end_of_data(derived);
        let mut cases = Self::default();
        for (place, past) in pasts.iter().enumerate() {
            for invitation in &past.invited {
                let (day, _) = *invitation;
                let until = day.saturating_add(window);
                if until > end {
                    cases.n_not_over += 1;
                    let until = Day(until);
                    cases.over_on = Some(cases.over_on.map_or(until, |on| on.min(until)));
                    continue;
                }
                let responded = match outcome {
                    ResponseOutcome::Answered => came(&past.answers, invitation, window),
                    ResponseOutcome::Attended => came(&past.attended, invitation, window),
                    ResponseOutcome::Ordered => {
                        past.orders.iter().any(|(on, _)| (day..=until).contains(on))
                    }
                };
                cases.over.push(Case { place, day, responded });
            }
        }
        cases.over.sort_by_key(|case| (case.day, case.place));
        cases
    }

    pub fn n_responded(&self) -> u32 {
        self.over.iter().filter(|case| case.responded).count() as u32
    }
}

pub fn window_days(weeks: u8) -> i32 {
    7 * i32::from(weeks)
}

/// Nothing is known of later days.
pub fn end_of_data(derived: &Derived) -> i32 {
    derived.data_end.unwrap_or(derived.today).0
}

/// One that is about another event came of another invitation.
fn came(deeds: &[Deed], (day, event): &Deed, window: i32) -> bool {
    let days = *day..=day.saturating_add(window);
    let is_of_it = |about: &Option<_>| about.is_none() || event.is_none() || about == event;
    deeds.iter().any(|(on, about)| days.contains(on) && is_of_it(about))
}
