//! What is counted here, and what ways of asking are called.

use crate::i18n::t_string;
use crate::ui::components::select_field::Choice;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::round::AskedHow;
use meadow_core::export::stage_key;
use meadow_core::views::round::{MovementOf, State};

pub use crate::ui::wizards::state_name::{Side, class_mark, stage_mark, state_name};

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

/// For programs.
pub fn state_key(state: &State) -> String {
    match state {
        State::Group(AudienceGroup::Class(class)) => class.slug().to_owned(),
        State::Group(AudienceGroup::Expected(class)) => format!("expected_{}", class.slug()),
        State::Group(AudienceGroup::Unplaced) => "unplaced".to_owned(),
        State::Group(AudienceGroup::Outside) => "outside".to_owned(),
        State::Stage(stage) => stage_key(*stage).to_owned(),
        State::Care(level) => level.slug().to_owned(),
        State::Away => "away".to_owned(),
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
