//! The files that were chosen together: which is in hand, which wait, what came of the others.

use super::check::Tally;
use super::wording::{Texts, problem_texts};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::import_session::{ImportSession, QueueState, QueuedFile};
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use leptos::prelude::*;
use meadow_core::domain::text::Language;
use meadow_core::protocol::EngineError;
use std::sync::Arc;

/// Nothing to see for a single file.
#[component]
pub fn QueuePart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let n_elsewhere = Memo::new(move |_| session.n_elsewhere());
    let is_shown =
        Memo::new(move |_| session.queue.with(|queue| queue.len() > 1) || n_elsewhere.get() > 0);
    let n_same = Memo::new(move |_| session.n_same());
    let title = Signal::derive(move || t_string!(i18n, import.files).to_owned());
    let note = Signal::derive(move || {
        let f = formatter.get();
        let (n_done, n_all) = session.queue.with(|queue| {
            let is_done = |queued: &&QueuedFile| {
                !matches!(queued.state, QueueState::Waiting | QueueState::InHand)
            };
            (queue.iter().filter(is_done).count() as i64, queue.len() as i64)
        });
        let (done, all) = (f.fmt_int(n_done), f.fmt_int(n_all));
        Some(t_string!(i18n, import.files_done, done = done, all = all).to_string())
    });
    let same = Signal::derive(move || {
        let n = formatter.get().fmt_int(n_same.get() as i64);
        agree(&t_string!(i18n, import.takes_same, n = n).to_string())
    });
    let elsewhere = move || {
        let n = formatter.get().fmt_int(n_elsewhere.get() as i64);
        agree(&t_string!(i18n, import.files_elsewhere, n = n).to_string())
    };
    let rows = move || {
        let queue = session.queue.get();
        queue.into_iter().map(|queued| view! { <QueueRow queued=queued /> }).collect_view()
    };
    view! {
        <Show when=move || is_shown.get()>
            <Section id="files" title=title note=note>
                <Show when=move || { n_elsewhere.get() > 0 }>
                    <Note tone=Tone::Warn>
                        <p>{elsewhere}</p>
                    </Note>
                </Show>
                <ul class="queue">{rows}</ul>
                <Show when=move || { n_same.get() > 0 }>
                    <CheckBox label=same value=session.takes_same />
                </Show>
                <p class="fine">{t!(i18n, import.files_are_steps)}</p>
            </Section>
        </Show>
    }
}

#[component]
fn QueueRow(queued: QueuedFile) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let session = ImportSession::expect();
    let workspaces = Workspace::expect().workspaces();
    let is_waiting = queued.is_waiting();
    let QueuedFile { file, state, goes_to, .. } = queued;
    // The workspace it waits for, by name.
    let waits_for = move || {
        let goes_to = goes_to.filter(|id| is_waiting && Some(*id) != session.here.get())?;
        workspaces.with(|all| all.iter().find(|one| one.id == goes_to).map(|one| one.name.clone()))
    };
    let n_bytes = file.n_bytes;
    let size = move || formatter.get().fmt_bytes(n_bytes);
    let (mark, icon) = match &state {
        QueueState::Waiting => ("waiting", "clock"),
        QueueState::InHand => ("hand", "right"),
        QueueState::BroughtIn(finished) if finished.is_undone => ("out", "undo"),
        QueueState::BroughtIn(_) => ("in", "check"),
        QueueState::Failed(_) => ("failed", "error"),
        QueueState::LeftOut => ("out", "minus"),
    };
    let told = state.clone();
    let says = move || match waits_for() {
        Some(name) => t_string!(i18n, import.file_waits_for, workspace = name).to_string(),
        None => state_text(i18n, &formatter.get(), language.get(), &told),
    };
    let source = file.source;
    let is_importing = move || session.import_pace.with(Option::is_some);
    let acts = match state {
        QueueState::BroughtIn(finished) => {
            let at = finished.at;
            let is_undone = finished.is_undone;
            let workspace_state = Workspace::expect().state();
            let can_undo = move || {
                !is_undone && !is_importing() && at.is_some() && workspace_state.get() == at
            };
            let report = Arc::new(finished.report);
            view! {
                <Show when=can_undo>
                    <Button size="sm" kind=ButtonKind::Quiet on_press=move |()| session.undo()>
                        {t!(i18n, import.undo_import)}
                    </Button>
                </Show>
                <details class="later queue__more">
                    <summary>{t!(i18n, import.result)}</summary>
                    <Tally report=report />
                </details>
            }
            .into_any()
        }
        QueueState::InHand => ().into_any(),
        QueueState::Waiting | QueueState::Failed(_) | QueueState::LeftOut => view! {
            <Button
                size="sm"
                kind=ButtonKind::Quiet
                disabled=Signal::derive(is_importing)
                on_press=move |()| session.take_in_hand(source)
            >
                {t!(i18n, import.take_in_hand)}
            </Button>
        }
        .into_any(),
    };
    view! {
        <li class="queue__row" data-state=mark aria-current=(mark == "hand").then_some("true")>
            <Icon name=icon class="icon--sm" />
            <span class="queue__name">{file.name}</span>
            <span class="queue__says">{says} " · " {size}</span>
            {acts}
        </li>
    }
}

fn state_text(i18n: Texts, f: &Formatter, language: Language, state: &QueueState) -> String {
    match state {
        QueueState::Waiting => t_string!(i18n, import.file_waits).to_owned(),
        QueueState::InHand => t_string!(i18n, import.file_in_hand).to_owned(),
        QueueState::LeftOut => t_string!(i18n, import.file_left_out).to_owned(),
        QueueState::BroughtIn(finished) if finished.is_undone => {
            t_string!(i18n, import.file_undone).to_owned()
        }
        QueueState::BroughtIn(finished) => {
            let n = finished.report.n_rows.saturating_sub(finished.report.n_rejected());
            let n = f.fmt_int(n as i64);
            agree(&t_string!(i18n, import.file_in, n = n).to_string())
        }
        QueueState::Failed(error) => {
            let why = match error {
                EngineError::BadFile(problem) => problem_texts(i18n, f, problem).0,
                other => explain(other).get(language).to_owned(),
            };
            t_string!(i18n, import.file_failed, why = why).to_string()
        }
    }
}
