//! Is the room too small or too empty, and how many portions are needed: what is typed above, the answer
//! below.

mod found;
mod portions;
mod reasons;
mod seats;
mod terms;
mod words;

use self::found::{Found, NoRoomNote};
use self::portions::Portions;
use self::terms::TermFields;
use self::words::title;
use super::beliefs::MissingRates;
use super::kept_inputs::KeptInputs;
use super::registrations::DRAFT as REGISTRATIONS_DRAFT;
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
use meadow_core::protocol::GetRoom;
use meadow_core::views::registrations::RegistrationTerms;
use meadow_core::views::room::{RoomAnswer, RoomTerms, RoomView};
use std::sync::Arc;

/// The number rises with the form of `RoomTerms`.
const DRAFT: &str = "forecast.room.1";

#[component]
pub fn RoomForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = RwSignal::new(None::<Arc<RoomView>>);
    let heading = Signal::derive(move || {
        let f = formatter.get();
        found.with(|view| {
            let said = view.as_ref().map(|view| title(&f, view));
            said.unwrap_or_else(|| t_string!(i18n, room.title).to_owned())
        })
    });
    let help = Help::new(
        "room-help",
        say!(i18n, room.title),
        say!(i18n, room.goes_by),
        say!(i18n, room.how),
        say!(i18n, room.doubt),
    )
    .in_full_at(model_href(ModelTopic::Room));
    view! {
        <SubjectPage question=Question::Room title=heading over=say_some!(i18n, room.title) help=help>
            <Room found=found />
        </SubjectPage>
    }
}

/// What is typed for the subject in hand, and the answer to it.
#[component]
fn Room(found: RwSignal<Option<Arc<RoomView>>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let forecast = Shown::expect().forecast;
    let inputs = KeptInputs::open(DRAFT, forecast, RoomTerms::default());
    // What is known of registrations is typed on their own page.
    let by_now = KeptInputs::open(REGISTRATIONS_DRAFT, forecast, RegistrationTerms::default());
    let typed = Memo::new(move |_| Some((inputs.ready()?, by_now.ready()?)));
    let asked = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        let (terms, registrations) = typed.get()?;
        Some(GetRoom { event, saved: forecast.saved(), terms, registrations })
    });
    let view = Memo::new(move |_| match asked.get().as_deref() {
        Some(RoomAnswer::Found(view)) => Some(Arc::new((**view).clone())),
        _ => None,
    });
    Effect::new(move |_| found.set(view.get()));
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(RoomAnswer::None(why)) => view! { <NoRoomNote why=why.clone() /> }.into_any(),
        Some(RoomAnswer::Found(view)) => {
            view! { <Found view=Arc::new((**view).clone()) /> }.into_any()
        }
    };
    view! {
        <MissingRates />
        <BesideBeliefs>
            <TermFields inputs=inputs />
            <Problem error=asked.error />
            {answer}
            <Portions inputs=inputs view=view />
        </BesideBeliefs>
    }
}
