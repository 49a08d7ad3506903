//! Whether to keep the relationship: seven questions to answer of the person, beside what the data suggest.
//! The answers are kept with the person and move nothing by themselves.

use super::Person;
use crate::i18n::{t, t_string};
use crate::state::engine::Asked;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::pages::customers::wording::{Texts, group_name};
use leptos::prelude::*;
use meadow_core::domain::keeping::{KeepAnswers, KeepQuestion, weigh};
use meadow_core::domain::lens::LensGroup;
use meadow_core::views::habits::PersonHabits;
use meadow_core::views::table::CustomerCard;

const YES: &str = "yes";
const NO: &str = "no";
const UNKNOWN: &str = "";

#[component]
pub fn KeepingPart(person: Person, habits: Asked<PersonHabits>) -> impl IntoView {
    let i18n = person.i18n;
    let answers = Memo::new(move |_| {
        let keeping = |card: &CustomerCard| card.customer.keeping.clone();
        person.card.with(|card| card.as_deref().map(keeping).unwrap_or_default())
    });
    let said = move || {
        let (n_for, n_against) = answers.with(weigh);
        let n_open = KeepQuestion::ALL.len() - n_for - n_against;
        t_string!(i18n, lenses.keep_weighed, yes = n_for, no = n_against, open = n_open).to_string()
    };
    let suggestion = move || {
        let relationship = habits.get()?.relationship?;
        let name = group_name(i18n, LensGroup::Relationship(relationship));
        Some(t_string!(i18n, lenses.keep_suggested, name = name).to_string())
    };
    let questions = KeepQuestion::ALL.map(|question| {
        view! { <Question person=person question=question answers=answers /> }
    });
    view! {
        <section class="drawer__part" aria-labelledby="drawer-keeping">
            <h3 id="drawer-keeping">{t!(i18n, lenses.keep_title)}</h3>
            <p>{suggestion}</p>
            <details class="later">
                <summary>{said}</summary>
                <div class="stack stack--2">{questions.into_iter().collect_view()}</div>
                <p class="fine">{t!(i18n, lenses.keep_note)}</p>
            </details>
        </section>
    }
}

#[component]
fn Question(person: Person, question: KeepQuestion, answers: Memo<KeepAnswers>) -> impl IntoView {
    let i18n = person.i18n;
    let saved = Memo::new(move |_| answers.with(|answers| key_of(answers.get(&question).copied())));
    let value = RwSignal::new(saved.get_untracked().to_owned());
    Effect::new(move |_| value.set(saved.get().to_owned()));
    let choices = Signal::derive(move || {
        vec![
            Choice::new(YES, t_string!(i18n, customers.yes)),
            Choice::new(NO, t_string!(i18n, customers.no)),
            Choice::new(UNKNOWN, t_string!(i18n, lenses.missing)),
        ]
    });
    let choose = Callback::new(move |key: String| {
        let answer = match key.as_str() {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        };
        let what = t_string!(i18n, lenses.keep_answered).to_owned();
        person.edit(
            move |customer| match answer {
                Some(yes) => _ = customer.keeping.insert(question, yes),
                None => _ = customer.keeping.remove(&question),
            },
            what,
        );
    });
    let label = Signal::derive(move || question_text(i18n, question).to_owned());
    view! {
        <div>
            <p>{label}</p>
            <Segmented label=label choices=choices value=value on_choose=choose />
        </div>
    }
}

fn key_of(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => YES,
        Some(false) => NO,
        None => UNKNOWN,
    }
}

pub(super) fn question_text(i18n: Texts, question: KeepQuestion) -> &'static str {
    match question {
        KeepQuestion::Unusual => t_string!(i18n, lenses.keep_unusual),
        KeepQuestion::LooksAhead => t_string!(i18n, lenses.keep_looks_ahead),
        KeepQuestion::Durable => t_string!(i18n, lenses.keep_durable),
        KeepQuestion::Adaptable => t_string!(i18n, lenses.keep_adaptable),
        KeepQuestion::Sound => t_string!(i18n, lenses.keep_sound),
        KeepQuestion::Caution => t_string!(i18n, lenses.keep_caution),
        KeepQuestion::Valuable => t_string!(i18n, lenses.keep_valuable),
    }
}
