//! No file yet, one being looked at, or one that cannot come in.

use super::check::Tally;
use super::drop_zone::DropZone;
use super::kept_profiles::KeptProfiles;
use super::queue_list::QueuePart;
use super::reading_fields::EncodingChoice;
use super::wording::problem_texts;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::skeleton::Skeleton;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use meadow_core::views::import::FileProblem;
use std::sync::Arc;

/// No file yet, one being looked at, or one that cannot come in.
#[component]
pub fn FileStep() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let commands = ShellCommands::expect();
    let is_looking =
        move || session.file.with(Option::is_some) && session.problem.with(Option::is_none);
    view! {
        <QueuePart />
        {move || {
            session.problem.get().map(|error| view! { <WholeFileProblem error=error /> })
        }}
        {move || {
            if is_looking() {
                view! {
                    <p role="status">{t!(i18n, import.looking)}</p>
                    <Skeleton />
                }
                    .into_any()
            } else {
                view! {
                    <DropZone />
                    <section class="import-help">
                        <h2>{t!(i18n, import.what_can_be_in)}</h2>
                        <ul class="plain">
                            <li>{t!(i18n, import.can_customers)}</li>
                            <li>{t!(i18n, import.can_orders)}</li>
                            <li>{t!(i18n, import.can_both)}</li>
                        </ul>
                        <p class="fine">{t!(i18n, import.can_read)}</p>
                        <p class="fine">{t!(i18n, import.stays_here)}</p>
                        <div class="row">
                            <Button
                                kind=ButtonKind::Quiet
                                on_press=move |()| commands.send(ShellCommand::OpenSample)
                            >
                                {t!(i18n, import.open_sample)}
                            </Button>
                        </div>
                    </section>
                    <KeptProfiles />
                }
                    .into_any()
            }
        }}
    }
}

/// What happened, what is safe, what to do.
#[component]
fn WholeFileProblem(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let session = ImportSession::expect();
    let report = match &error {
        EngineError::BadFile(FileProblem::AllRowsRejected { report }) => {
            Some(Arc::new(report.as_ref().clone()))
        }
        _ => None,
    };
    let can_retry = !matches!(error, EngineError::BadFile(_));
    // What was set on the page is still there if it had been looked at already.
    let can_return = session.inspection.with_untracked(Option::is_some);
    let retry = move |()| match can_return {
        true => session.return_to_columns(),
        false => session.look(None),
    };
    let needs_encoding = matches!(error, EngineError::BadFile(FileProblem::HeaderUndecodable));
    let others_wait = Memo::new(move |_| session.n_waiting() > 0);
    let file_name = session.file.with_untracked(|file| file.as_ref().map(|f| f.name.clone()));
    let texts = Memo::new(move |_| match &error {
        EngineError::BadFile(problem) => problem_texts(i18n, &formatter.get(), problem),
        other => (explain(other).get(language.get()).to_owned(), String::new()),
    });
    let what = Signal::derive(move || {
        let what = texts.get().0;
        match &file_name {
            Some(name) => {
                t_string!(i18n, import.about_file, file = name.clone(), what = what).to_string()
            }
            None => what,
        }
    });
    let safe = Signal::derive(move || {
        let advice = texts.get().1;
        let nothing = t_string!(i18n, import.nothing_changed);
        format!("{nothing}{}{advice}", t_string!(i18n, import.sentence_space))
    });
    view! {
        <ErrorNote what_happened=what what_is_safe=safe>
            {(can_retry || can_return)
                .then(|| {
                    view! {
                        <Button on_press=retry>
                            {match can_return {
                                true => t!(i18n, import.back_to_columns).into_any(),
                                false => t!(i18n, common.retry).into_any(),
                            }}
                        </Button>
                    }
                })}
            {needs_encoding.then(|| view! { <EncodingChoice /> })}
            <Show when=move || others_wait.get()>
                <Button on_press=move |()| session.go_on()>{t!(i18n, import.next_file)}</Button>
            </Show>
        </ErrorNote>
        {report.map(|report| view! { <Tally report=report /> })}
    }
}
