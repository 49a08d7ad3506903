//! The questions to choose from, above every forecast page.

use super::subject::subject_in_address;
use crate::i18n::{t_string, use_i18n};
use crate::platform::site::link;
use crate::ui::components::place_strip::keep_chosen_in_view;
use crate::ui::shell::questions::Question;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn QuestionStrip() -> impl IntoView {
    let i18n = use_i18n();
    let pathname = use_location().pathname;
    let open = Memo::new(move |_| pathname.with(|path| Question::of(path)));
    // What is forecast stays the same from question to question.
    let subject = subject_in_address();
    let item = move |question: Question| {
        let name = question.name();
        view! {
            <a
                href=move || link(&subject.get().at(&question.path()))
                aria-current=move || (open.get() == Some(question)).then_some("page")
            >
                <svg class="lens" viewBox="0 0 24 16" aria-hidden="true">
                    <path d=question.strokes()></path>
                </svg>
                {move || name.get()}
            </a>
        }
    };
    let strip = NodeRef::<html::Nav>::new();
    keep_chosen_in_view(strip, open);
    view! {
        <nav class="lenses" node_ref=strip aria-label=move || t_string!(i18n, shell.questions)>
            {Question::ALL.map(item).collect_view()}
        </nav>
    }
}
