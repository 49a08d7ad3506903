//! What the registrations so far say, beside a forecast that starts from the invitations. Must not compute:
//! both figures are the engine's.

use super::kept_inputs::KeptInputs;
use super::registrations::DRAFT as REGISTRATIONS_DRAFT;
use super::shown::Shown;
use super::subject::subject_in_address;
use super::words::write_heads;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::Note;
use crate::ui::shell::questions::Question;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::protocol::GetRegistrations;
use meadow_core::views::registrations::{RegistrationTerms, RegistrationsAnswer};

/// Nothing while nobody is known to have registered.
#[component]
pub fn RegisteredByNow() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let forecast = shown.forecast;
    let subject = subject_in_address();
    // What is typed on the page of registrations: the room goes by the same.
    let by_now = KeptInputs::open(REGISTRATIONS_DRAFT, forecast, RegistrationTerms::default());
    let asked = Workspace::expect().asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetRegistrations { event, saved: forecast.saved(), terms: by_now.ready()? })
    });
    let said = Memo::new(move |_| {
        let f = formatter.get();
        let answer = asked.get()?;
        let RegistrationsAnswer::Found(found) = &*answer else { return None };
        let expected = shown.view.with(|view| {
            let view = view.as_ref()?;
            // Of a rate that nobody knows there is nothing to hold it against.
            let is_missing = view.missing_rates.contains(&FunnelStage::Registered);
            (!is_missing).then(|| write_heads(&f, &view.registered))
        })?;
        let said = t_string!(
            i18n,
            forecast.registered_by_now,
            n = f.fmt_int(found.n_now.into()),
            registered = write_heads(&f, &found.in_the_end),
            expected = expected
        );
        Some(said.to_string())
    });
    let address = move |question: Question| link(&subject.get().at(&question.path()));
    move || {
        said.get().map(|said| {
            view! {
                <div role="status" data-part="registered-by-now">
                    <Note>
                        <p>
                            {said} " "
                            <a href=move || address(Question::Room)>
                                {t!(i18n, forecast.room_by_registrations)}
                            </a> " "
                            <a href=move || address(Question::Registrations)>
                                {t!(i18n, forecast.to_registrations)}
                            </a>
                        </p>
                    </Note>
                </div>
            }
        })
    }
}
