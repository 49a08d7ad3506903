//! In which state somebody was on a day: their class, their stage, or the level of care they had earned.
//!
//! Levels of care (D5) go by a rule of the house, from the orders there are now up to that day and what a
//! round has kept: lapsed is who was lapsed then; who bought on one day is new; who came back is regular,
//! and from a year after the first purchase on long-standing, or loyal where the class of that day says
//! that loyalty reached its cut-off. Must not know how states are counted.

use super::Derived;
use super::purchases::YEAR_DAYS;
use crate::domain::care::CareLevel;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::CustomerId;
use crate::domain::round::Stood;
use crate::views::round::{MovementOf, State};

/// Reads states of one kind.
#[derive(Clone, Copy)]
pub struct States<'a> {
    of: MovementOf,
    derived: &'a Derived,
}

impl<'a> States<'a> {
    pub fn new(of: MovementOf, derived: &'a Derived) -> Self {
        Self { of, derived }
    }

    /// Do weights and cut-offs of the board have a part in them?
    pub fn go_by_board(&self) -> bool {
        matches!(self.of, MovementOf::Classes | MovementOf::Care)
    }

    /// `None` where it cannot be told: the orders of who is gone are gone too. `person` is who they are
    /// by now, where they have become one with somebody.
    pub fn state(&self, person: CustomerId, stood: &Stood, on: Day) -> Option<State> {
        match self.of {
            MovementOf::Classes => Some(State::Group(stood.group.clone())),
            MovementOf::Stages => Some(State::Stage(stood.stage)),
            MovementOf::Care => {
                let days = self.derived.purchase_days.of(self.derived.place_of(person)?);
                care_level(stood, days, on).map(State::Care)
            }
        }
    }
}

/// By all days of purchase, ascending, those after `on` left out.
fn care_level(stood: &Stood, days: &[i32], on: Day) -> Option<CareLevel> {
    let days = &days[..days.partition_point(|day| *day <= on.0)];
    if stood.stage == Stage::Lapsed {
        return Some(CareLevel::Lapsed);
    }
    let Some(first) = days.first() else {
        // Who bought by telephone only, or has a stage by hand, has no day to go by.
        let has_not_bought = matches!(stood.stage, Stage::Lead | Stage::Interested);
        return has_not_bought.then_some(CareLevel::NotYet);
    };
    let is_loyal = matches!(&stood.group, AudienceGroup::Class(class) if class.has_high_loyalty());
    Some(if days.len() == 1 {
        CareLevel::New
    } else if on.days_since(Day(*first)) < YEAR_DAYS {
        CareLevel::Regular
    } else if is_loyal {
        CareLevel::Loyal
    } else {
        CareLevel::LongStanding
    })
}

#[cfg(test)]
mod tests {
    use super::care_level;
    use crate::domain::care::CareLevel;
    use crate::domain::class::Class;
    use crate::domain::customer::Stage;
    use crate::domain::day::Day;
    use crate::domain::event::AudienceGroup;
    use crate::domain::ids::CustomerId;
    use crate::domain::round::Stood;

    #[track_caller]
    fn check(class: Option<Class>, stage: Stage, days: &[i32], level: Option<CareLevel>) {
        let group = class.map_or(AudienceGroup::Unplaced, AudienceGroup::Class);
        let stood = Stood { customer: CustomerId(1), group, stage };
        assert_eq!(care_level(&stood, days, Day(1_000)), level, "{days:?}");
    }

    #[test]
    fn care_grows_with_time_and_loyalty() {
        use CareLevel::{Lapsed, LongStanding, Loyal, New, NotYet, Regular};
        check(None, Stage::Lead, &[], Some(NotYet));
        check(None, Stage::Lead, &[1_001], Some(NotYet));
        check(None, Stage::Bought, &[], None);
        check(Some(Class::Mantis), Stage::Bought, &[900], Some(New));
        check(Some(Class::Bee), Stage::Bought, &[10], Some(New));
        check(Some(Class::Bee), Stage::Bought, &[900, 1_000], Some(Regular));
        check(Some(Class::Bee), Stage::Bought, &[636, 900], Some(Regular));
        check(Some(Class::Dragonfly), Stage::InService, &[635, 900], Some(LongStanding));
        check(Some(Class::Butterfly), Stage::Bought, &[635, 900], Some(Loyal));
        check(Some(Class::Butterfly), Stage::Bought, &[635, 1_001], Some(New));
        check(Some(Class::Bee), Stage::Lapsed, &[635, 900], Some(Lapsed));
    }
}
