//! Which method fits: a few questions, and what the answers speak for. Whatever is recommended, any method
//! can be chosen. Must not weigh anything: that is the engine's.

mod people;
mod questions;
mod ranking;
mod words;

use self::people::People;
use self::questions::Questions;
use self::ranking::Ranking;
use crate::i18n::{t, use_i18n};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::pages::forecast::kept_inputs::KeptInputs;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::method::Method;
use meadow_core::protocol::{GetMethodQuestions, GetPeopleRead, GetRecommendation};
use meadow_core::views::recommend::{RecommendTerms, Whom};

/// The number rises with the form of `RecommendTerms`.
const DRAFT: &str = "events.recommend.1";

type Inputs = KeptInputs<RecommendTerms>;

/// How a method is begun from here.
#[derive(Clone, Copy)]
pub struct Choosing {
    pub busy_with: RwSignal<Option<Method>>,
    pub on_choose: Callback<Method>,
}

#[component]
pub fn Recommender(
    /// Whom the event is for, where another page has said so.
    for_class: Option<Class>,
    choosing: Choosing,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let inputs: Inputs = KeptInputs::open_by_key(DRAFT.to_owned(), RecommendTerms::default());
    let is_ready = Memo::new(move |_| inputs.ready().is_some());
    // Open from the start where something was said before; later only the user closes it.
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        if !is_ready.get() {
            return;
        }
        if let Some(class) = for_class {
            inputs.all.update(|all| all.customers = Some(Whom::Class(class)));
        }
        if inputs.all.with_untracked(|all| *all != RecommendTerms::default()) {
            is_open.set(true);
        }
    });
    // Drawn once: answers are given in them.
    let asked_questions = workspace.asked(|| Some(GetMethodQuestions {}));
    let questions = Memo::new(move |_| asked_questions.get().map(|all| (*all).clone()));
    // Reading people takes a while in a large workspace; nothing else waits for it.
    let whom = Memo::new(move |_| inputs.ready().and_then(|terms| terms.customers));
    let people = workspace.asked(move || Some(GetPeopleRead { whom: whom.get()? }));
    let asked = workspace.asked(move || {
        let people = people.get().map(|people| (*people).clone());
        Some(GetRecommendation { terms: inputs.ready()?, people })
    });
    let fields = move || match (is_ready.get(), questions.get()) {
        (true, Some(questions)) => {
            view! { <Questions inputs=inputs questions=questions /> }.into_any()
        }
        _ => view! { <Loading /> }.into_any(),
    };
    let problem = move || {
        asked.error.get().or_else(|| people.error.get()).map(|error| {
            let words = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, events.nothing_changed);
            view! { <ErrorNote what_happened=words what_is_safe=safe /> }
        })
    };
    let help = Help::new(
        "recommend-help",
        say!(i18n, recommend.title),
        say!(i18n, recommend.goes_by),
        say!(i18n, recommend.how),
        say!(i18n, recommend.doubt),
    );
    view! {
        <Section
            id="h-recommend"
            title=say!(i18n, recommend.title)
            note=say_some!(i18n, recommend.note)
            help=help
        >
            <details class="recommend" prop:open=move || is_open.get()>
                <summary>{t!(i18n, recommend.open)}</summary>
                <div class="stack">
                    {fields}
                    {problem}
                    <People read=people />
                    <Ranking asked=asked choosing=choosing />
                </div>
            </details>
        </Section>
    }
}
