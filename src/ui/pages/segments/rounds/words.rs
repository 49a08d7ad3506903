//! What states, stages and ways of asking are called here, and the colours they have.

use crate::i18n::t_string;
use crate::ui::components::select_field::Choice;
use crate::ui::pages::customers::wording::{Texts, stage_name};
use crate::ui::wizards::group_name::{group_class, group_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::round::AskedHow;
use meadow_core::export::stage_key;
use meadow_core::views::round::{MovementOf, State};

pub const CLASSES: &str = "classes";
pub const STAGES: &str = "stages";

/// What is counted, as the switch on the page says.
pub fn movement_of(key: &str) -> MovementOf {
    match key {
        STAGES => MovementOf::Stages,
        _ => MovementOf::Classes,
    }
}

pub fn of_choices(i18n: Texts) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        vec![
            Choice::new(CLASSES, t_string!(i18n, rounds.classes)),
            Choice::new(STAGES, t_string!(i18n, rounds.stages)),
        ]
    })
}

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
        (State::Away, Side::From) => t_string!(i18n, rounds.newcomers).to_owned(),
        (State::Away, Side::To) => t_string!(i18n, rounds.gone).to_owned(),
    }
}

/// For programs.
pub fn state_key(state: &State) -> String {
    match state {
        State::Group(AudienceGroup::Class(class)) => class.slug().to_owned(),
        State::Group(AudienceGroup::Expected(class)) => format!("expected_{}", class.slug()),
        State::Group(AudienceGroup::Unplaced) => "unplaced".to_owned(),
        State::Group(AudienceGroup::Outside) => "outside".to_owned(),
        State::Stage(stage) => stage_key(*stage).to_owned(),
        State::Away => "away".to_owned(),
    }
}

/// For `data-class`.
pub fn class_mark(state: &State) -> Option<&'static str> {
    match state {
        State::Group(group) => group_class(group).map(Class::slug),
        State::Stage(_) | State::Away => None,
    }
}

/// For `data-stage`: a stage's place among all of them.
pub fn stage_mark(state: &State) -> Option<String> {
    match state {
        State::Stage(stage) => {
            Stage::ALL.iter().position(|one| one == stage).map(|at| at.to_string())
        }
        State::Group(_) | State::Away => None,
    }
}

pub fn how_name(i18n: Texts, how: AskedHow) -> String {
    match how {
        AskedHow::Survey => t_string!(i18n, rounds.how_survey),
        AskedHow::Interviews => t_string!(i18n, rounds.how_interviews),
        AskedHow::Calls => t_string!(i18n, rounds.how_calls),
        AskedHow::Invitations => t_string!(i18n, rounds.how_invitations),
    }
    .to_owned()
}
