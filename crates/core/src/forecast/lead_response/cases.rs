//! Invitations as cases: who, when, and whether a response came within the weeks that count.

use super::past::{Deed, Past};
use crate::domain::day::Day;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::lead_response::ResponseOutcome;

/// One invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Among all customers.
    pub place: usize,
    pub day: i32,
    /// The last day on which a response counts.
    pub until: i32,
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
    /// Whoever was invited to an event of a known day can come until that day, however far ahead it was.
    pub fn of(
        tables: &Tables,
        pasts: &[Past],
        derived: &Derived,
        outcome: ResponseOutcome,
        weeks: u8,
    ) -> Self {
        let window = window_days(weeks);
        let end = end_of_data(derived);
        let mut cases = Self::default();
        for (place, past) in pasts.iter().enumerate() {
            for invitation in &past.invited {
                let (day, event) = *invitation;
                let takes_place = match outcome {
                    ResponseOutcome::Attended => event.and_then(|id| tables.event(id)?.day),
                    ResponseOutcome::Answered | ResponseOutcome::Ordered => None,
                };
                let until = day.saturating_add(window);
                let until = takes_place.map_or(until, |on| until.max(on.0));
                if until > end {
                    cases.n_not_over += 1;
                    let until = Day(until);
                    cases.over_on = Some(cases.over_on.map_or(until, |on| on.min(until)));
                    continue;
                }
                let responded = match outcome {
                    ResponseOutcome::Answered => came(&past.answers, invitation, until),
                    ResponseOutcome::Attended => came(&past.attended, invitation, until),
                    ResponseOutcome::Ordered => {
                        past.orders.iter().any(|(on, _)| (day..=until).contains(on))
                    }
                };
                cases.over.push(Case { place, day, until, responded });
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
fn came(deeds: &[Deed], (day, event): &Deed, until: i32) -> bool {
    let days = *day..=until;
    let is_of_it = |about: &Option<_>| about.is_none() || event.is_none() || about == event;
    deeds.iter().any(|(on, about)| days.contains(on) && is_of_it(about))
}
