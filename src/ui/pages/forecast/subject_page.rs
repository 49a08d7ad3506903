//! What the pages of questions about one event share: the event that the address names is opened, and what
//! is typed for it is made anew with it. Must not know the question's answer.

use super::beliefs::Beliefs;
use super::question_strip::QuestionStrip;
use super::shown::Shown;
use super::status::Trouble;
use super::subject::{SubjectChoice, subject_in_address};
use super::why::Reasons;
use crate::i18n::{t, use_i18n};
use crate::state::page::{Crumb, declare_page};
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::say;
use leptos::prelude::*;

/// `title` is the finding; `children` is what is typed for the event in hand, and the answer to it. They find
/// [`Shown`] and [`Reasons`] in their context.
#[component]
pub fn SubjectPage(
    question: Question,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] over: Signal<Option<String>>,
    help: Help,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::open();
    provide_context(shown);
    let reasons = Reasons::provide();
    let forecast = shown.forecast;
    let subject = subject_in_address();
    let revision = Workspace::expect().revision();
    Effect::new(move |_| {
        if let Some((workspace, _)) = revision.get() {
            forecast.open(workspace, subject.get());
        }
    });
    let parent = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(question.name(), vec![parent]);
    view! {
        <PageHead title=title over=over help=help />
        <QuestionStrip />
        <div class="forecast__bar">
            <SubjectChoice subject=subject />
        </div>
        <Trouble />
        {move || {
            // Fields are made anew for another subject, so that nothing typed stays behind.
            forecast.n_opened.track();
            let is_open = forecast.scenario.with_untracked(Option::is_some);
            is_open.then(|| children())
        }}
        {reasons.dialog()}
    }
}

/// The page's own parts, and beside them what is believed of the event.
#[component]
pub fn BesideBeliefs(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="split split--main">
            <div class="stack stack--8">{children()}</div>
            <aside class="stack stack--8" aria-label=say!(i18n, forecast.beliefs)>
                <Beliefs />
                <p class="fine">{t!(i18n, forecast.kept_as_typed)}</p>
            </aside>
        </div>
    }
}
