//! Names and figures of this page as they are written. Call these inside a view or signal, so that they
//! follow the language.

use super::super::words::{write_counts, write_shares};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::components::select_field::Choice;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::state_name::{Side, state_name};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::views::mix_outlook::{Outlook, StateAhead};
use meadow_core::views::recency::BuyingPeriod;
use meadow_core::views::round::{MovementOf, State};

pub const CLASSES: &str = "classes";
pub const STAGES: &str = "stages";
pub const CARE: &str = "care";

pub fn of_key(of: MovementOf) -> &'static str {
    match of {
        MovementOf::Classes => CLASSES,
        MovementOf::Stages => STAGES,
        MovementOf::Care => CARE,
    }
}

pub fn of_by_key(key: &str) -> MovementOf {
    match key {
        STAGES => MovementOf::Stages,
        CARE => MovementOf::Care,
        _ => MovementOf::Classes,
    }
}

pub fn of_choices(i18n: Texts) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        vec![
            Choice::new(CLASSES, t_string!(i18n, rounds.classes)),
            Choice::new(STAGES, t_string!(i18n, rounds.stages)),
            Choice::new(CARE, t_string!(i18n, mix.care)),
        ]
    })
}

/// As it stands in a select.
pub fn state_key(state: &State) -> String {
    let class = |class: &Class| class.slug();
    match state {
        State::Group(AudienceGroup::Class(of)) => class(of).to_owned(),
        State::Group(AudienceGroup::Expected(of)) => format!("expected-{}", class(of)),
        State::Group(AudienceGroup::Unplaced) => "unplaced".to_owned(),
        State::Group(AudienceGroup::Outside) => "outside".to_owned(),
        State::Stage(stage) => format!("stage-{}", *stage as usize),
        State::Care(level) => format!("care-{}", *level as usize),
        State::Away => "away".to_owned(),
    }
}

pub fn name(i18n: Texts, state: &State) -> String {
    state_name(i18n, state, Side::To)
}

pub fn period_name(i18n: Texts, period: BuyingPeriod) -> String {
    match period {
        BuyingPeriod::Month => t_string!(i18n, mix.month),
        BuyingPeriod::Quarter => t_string!(i18n, mix.quarter),
        BuyingPeriod::HalfYear => t_string!(i18n, mix.half_year),
        BuyingPeriod::Year => t_string!(i18n, mix.year),
    }
    .to_owned()
}

/// The share of a state with its range, or the number where it is none of the mix: "34 to 41 %".
pub fn write_ahead(f: &Formatter, ahead: &StateAhead) -> String {
    match &ahead.share {
        Some(share) => write_shares(f, share.p05, share.p95),
        None => write_counts(f, &ahead.people),
    }
}

/// The same of now.
pub fn write_now(f: &Formatter, outlook: &Outlook, state: usize) -> String {
    match share_now(outlook, state) {
        Some(share) => f.fmt_percent(share),
        None => f.fmt_int(outlook.n_now[state].into()),
    }
}

/// Of the mix of now; `None` where the state is none of it.
pub fn share_now(outlook: &Outlook, state: usize) -> Option<f64> {
    let mix = outlook.n_now.iter().zip(&outlook.is_in_mix).filter(|(_, is_in)| **is_in);
    let all: u32 = mix.map(|(n, _)| n).sum();
    outlook.is_in_mix[state].then(|| f64::from(outlook.n_now[state]) / f64::from(all.max(1)))
}

/// Points with their sign: "+3 to +6 points", or people.
pub fn write_more(i18n: Texts, f: &Formatter, more: &StateAhead) -> String {
    match &more.share {
        Some(share) => {
            let point = |p: f64| write_signed(f, 100.0 * p);
            let range = f.join_range(&point(share.p05), &point(share.p95));
            t_string!(i18n, mix.points, range = range).to_string()
        }
        None => {
            let people = &more.people;
            f.join_range(&write_signed(f, people.p05), &write_signed(f, people.p95))
        }
    }
}

/// With one decimal where it is small.
pub fn write_signed(f: &Formatter, value: f64) -> String {
    let n_decimals = u8::from(value.abs() < 9.95);
    let written = f.fmt_number(value, n_decimals);
    // Nothing has no sign, nor has what already bears one.
    let is_positive = written.chars().any(|sign| ('1'..='9').contains(&sign)) && value > 0.0;
    if is_positive { format!("+{written}") } else { written }
}

#[cfg(test)]
mod tests {
    use super::{of_by_key, of_key, state_key};
    use meadow_core::domain::care::CareLevel;
    use meadow_core::domain::class::Class;
    use meadow_core::domain::customer::Stage;
    use meadow_core::domain::event::AudienceGroup;
    use meadow_core::views::round::{MovementOf, State};
    use std::collections::BTreeSet;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_state_has_a_key_of_its_own() {
        let groups = Class::ALL.into_iter().flat_map(|class| {
            [AudienceGroup::Class(class), AudienceGroup::Expected(class)].map(State::Group)
        });
        let others = [State::Group(AudienceGroup::Unplaced), State::Away];
        let stages = Stage::ALL.map(State::Stage);
        let all = groups.chain(others).chain(stages).chain(CareLevel::ALL.map(State::Care));
        let all: Vec<State> = all.collect();
        let keys: BTreeSet<String> = all.iter().map(state_key).collect();
        assert_eq!(keys.len(), all.len());
        for of in [MovementOf::Classes, MovementOf::Stages, MovementOf::Care] {
            assert_eq!(of_by_key(of_key(of)), of);
        }
    }
}
