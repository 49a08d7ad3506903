//! What holds for every permission in the file: for what it was given, from where, and when.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::import_session::ImportSession;
use crate::ui::components::section::Section;
use crate::ui::components::text_field::{TextField, read_day};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, ConsentNote};

/// Nothing while no column holds a permission.
#[component]
pub fn ConsentPart() -> impl IntoView {
    let session = ImportSession::expect();
    let gives_permission =
        Memo::new(move |_| session.roles.with(|roles| roles.iter().any(is_permission)));
    view! {
        <Show when=move || gives_permission.get()>
            <Note />
        </Show>
    }
}

#[component]
fn Note() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let note = session.consent;
    let field = move |get: fn(&ConsentNote) -> String, set: fn(&mut ConsentNote, &str)| {
        let value = RwSignal::new(note.with_untracked(get));
        Effect::new(move |_| value.set(note.with(get)));
        let commit = Callback::new(move |typed: String| {
            let mut now = note.get_untracked();
            set(&mut now, typed.trim());
            if now != note.get_untracked() {
                session.set_consent(now);
            }
        });
        (value, commit)
    };
    let (purpose, set_purpose) =
        field(|note| note.purpose.clone(), |note, typed| note.purpose = typed.to_owned());
    let (source, set_source) =
        field(|note| note.source.clone(), |note, typed| note.source = typed.to_owned());
    let (day, set_day) = field(
        |note| note.day.map(|day| day.to_string()).unwrap_or_default(),
        |note, typed| note.day = read_day(typed),
    );
    let file_name = Signal::derive(move || {
        session.file.with(|file| file.as_ref().map(|file| file.name.clone()).unwrap_or_default())
    });
    // A column of the file goes before what is said here.
    let has_own_columns = Memo::new(move |_| {
        session.roles.with(|roles| {
            let is_own = |role: &ColumnRole| matches!(role, ColumnRole::ConsentFact(..));
            roles.iter().any(is_own)
        })
    });
    view! {
        <Section id="consent" title=say!(i18n, import.consent_title)>
            <p>{t!(i18n, import.consent_why)}</p>
            <div class="rules">
                <TextField
                    label=say!(i18n, import.consent_purpose)
                    placeholder=say!(i18n, import.consent_purpose_example)
                    value=purpose
                    on_commit=set_purpose
                />
                <TextField
                    label=say!(i18n, import.consent_source)
                    placeholder=file_name
                    value=source
                    on_commit=set_source
                />
                <TextField
                    label=say!(i18n, import.consent_day)
                    kind="date"
                    value=day
                    on_commit=set_day
                />
            </div>
            <p class="fine">
                {t!(i18n, import.consent_kept)}
                <Show when=move || has_own_columns.get()>
                    {move || t_string!(i18n, import.sentence_space)}
                    {t!(i18n, import.consent_columns)}
                </Show>
            </p>
        </Section>
    }
}

/// Says by what channel somebody may be written to.
fn is_permission(role: &ColumnRole) -> bool {
    matches!(
        role,
        ColumnRole::ConsentWeChat
            | ColumnRole::ConsentSms
            | ColumnRole::ConsentPhone
            | ColumnRole::ConsentEmail
            | ColumnRole::ConsentPost
            | ColumnRole::ConsentInPerson
            | ColumnRole::ConsentEvery
    )
}
