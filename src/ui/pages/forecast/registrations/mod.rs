//! How many will register in the end: what is known by now above, the answer below.

mod found;
mod terms;

pub use self::found::write_no_registrations;

use self::found::{Found, NoRegistrationsNote, finding};
use self::terms::TermFields;
use super::beliefs::MissingRates;
use super::kept_inputs::KeptInputs;
use super::shown::Shown;
use super::status::Problem;
use super::subject_page::{BesideBeliefs, SubjectPage};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::skeleton::Loading;
use crate::ui::model_link::model_href;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetRegistrations;
use meadow_core::views::registrations::{
    RegistrationTerms, RegistrationsAnswer, RegistrationsView,
};
use std::sync::Arc;

/// The number rises with the form of `RegistrationTerms`.
pub const DRAFT: &str = "forecast.registrations.1";

#[component]
pub fn RegistrationsForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = RwSignal::new(None::<Arc<RegistrationsView>>);
    let title = Signal::derive(move || {
        let f = formatter.get();
        found.with(|view| {
            let said = view.as_ref().map(|view| finding(&f, view));
            said.unwrap_or_else(|| t_string!(i18n, registrations.title).to_owned())
        })
    });
    let help = Help::new(
        "registrations-help",
        say!(i18n, registrations.title),
        say!(i18n, registrations.goes_by),
        say!(i18n, registrations.how),
        say!(i18n, registrations.doubt),
    )
    .in_full_at(model_href(ModelTopic::Registrations));
    view! {
        <SubjectPage question=Question::Registrations title=title over=say_some!(i18n, registrations.title) help=help>
            <Registrations found=found />
        </SubjectPage>
    }
}

/// What is typed for the subject in hand, and the answer to it.
#[component]
fn Registrations(found: RwSignal<Option<Arc<RegistrationsView>>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let forecast = Shown::expect().forecast;
    let inputs = KeptInputs::open(DRAFT, forecast, RegistrationTerms::default());
    let typed = Memo::new(move |_| inputs.ready());
    let asked = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetRegistrations { event, saved: forecast.saved(), terms: typed.get()? })
    });
    Effect::new(move |_| {
        found.set(match asked.get().as_deref() {
            Some(RegistrationsAnswer::Found(view)) => Some(Arc::new((**view).clone())),
            _ => None,
        });
    });
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(RegistrationsAnswer::None(why)) => {
            view! { <NoRegistrationsNote why=why.clone() /> }.into_any()
        }
        Some(RegistrationsAnswer::Found(view)) => {
            view! { <Found view=Arc::new((**view).clone()) /> }.into_any()
        }
    };
    // Open to all, the event's rates play no part.
    let is_invited = Memo::new(move |_| inputs.all.with(|terms| !terms.is_open));
    view! {
        <Show when=move || is_invited.get()>
            <MissingRates />
        </Show>
        <BesideBeliefs>
            <TermFields inputs=inputs />
            <Problem error=asked.error />
            {answer}
        </BesideBeliefs>
    }
}
