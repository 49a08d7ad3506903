//! What states are called, wherever people move between them, and the colours they have.

use crate::i18n::t_string;
use crate::ui::pages::customers::wording::{Texts, stage_name};
use crate::ui::wizards::group_name::{group_class, group_name};
use meadow_core::domain::care::CareLevel;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::views::round::State;

/// On which side of a movement a state stands: who is away is new on one and gone on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    From,
    To,
}

/// Call it inside a view or signal.
pub fn state_name(i18n: Texts, state: &State, side: Side) -> String {
    match (state, side) {
        (State::Group(group), _) => group_name(group),
        (State::Stage(stage), _) => stage_name(i18n, *stage),
        (State::Care(level), _) => care_name(i18n, *level),
        (State::Away, Side::From) => t_string!(i18n, rounds.newcomers).to_owned(),
        (State::Away, Side::To) => t_string!(i18n, rounds.gone).to_owned(),
    }
}

fn care_name(i18n: Texts, level: CareLevel) -> String {
    match level {
        CareLevel::NotYet => t_string!(i18n, rounds.care_not_yet),
        CareLevel::New => t_string!(i18n, rounds.care_new),
        CareLevel::Regular => t_string!(i18n, rounds.care_regular),
        CareLevel::LongStanding => t_string!(i18n, rounds.care_long_standing),
        CareLevel::Loyal => t_string!(i18n, rounds.care_loyal),
        CareLevel::Lapsed => t_string!(i18n, rounds.care_lapsed),
    }
    .to_owned()
}

/// For `data-class`.
pub fn class_mark(state: &State) -> Option<&'static str> {
    match state {
        State::Group(group) => group_class(group).map(Class::slug),
        State::Stage(_) | State::Care(_) | State::Away => None,
    }
}

/// For `data-stage`: a stage's place among all of them.
pub fn stage_mark(state: &State) -> Option<String> {
    match state {
        State::Stage(stage) => {
            Stage::ALL.iter().position(|one| one == stage).map(|at| at.to_string())
        }
        State::Group(_) | State::Care(_) | State::Away => None,
    }
}
