//! How the file is read: found out, told in a sentence, and set otherwise under it, beside the first
//! rows as they then stand.

use super::preview_rows::PreviewRows;
use super::reading_fields::ReadingFields;
use super::reading_words::reading_sentence;
use super::wording::{problem_texts, warning_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use meadow_core::views::import::ImportWarning;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

#[component]
pub fn ReadingPart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let sentence = move || {
        let inspection = session.inspection.get();
        inspection.map(|inspection| reading_sentence(i18n, &formatter.get(), &inspection))
    };
    let asks_for_it = Memo::new(move |_| {
        let has_warning = session.inspection.with(|inspection| {
            inspection
                .as_ref()
                .is_some_and(|inspection| inspection.warnings.iter().any(can_be_mended))
        });
        // What a profile has settled once is settled.
        has_warning && !session.is_recalled.get()
    });
    // Opens by itself, and never closes under the reader's hands.
    let is_open = RwSignal::new(asks_for_it.get_untracked());
    Effect::new(move |_| {
        if asks_for_it.get() {
            is_open.set(true);
        }
    });
    let title = Signal::derive(move || t_string!(i18n, import.how_read).to_owned());
    view! {
        <Section id="reading" title=title>
            <Warnings />
            <details
                class="reading"
                open=move || is_open.get()
                on:toggle=move |event| is_open.set(is_details_open(&event))
            >
                <summary>
                    <span class="reading__said">{sentence}</span>
                    <span class="reading__change">{t!(i18n, import.read_otherwise)}</span>
                </summary>
                <Show when=move || is_open.get()>
                    <div class="reading__body">
                        <ReadingFields />
                        <CannotBeReadSo />
                        <PreviewRows />
                    </div>
                </Show>
            </details>
        </Section>
    }
}

/// Why the file is of no use read as asked, beside what was asked.
#[component]
fn CannotBeReadSo() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    move || {
        let asked = session.dialect.get();
        let is_behind = session.inspection.with(|inspection| {
            inspection.as_ref().map(|inspection| &inspection.dialect) != asked.as_ref()
        });
        let Some(EngineError::BadFile(problem)) = session.mapping_problem.get() else {
            return None;
        };
        is_behind.then(|| {
            let (what, advice) = problem_texts(i18n, &formatter.get(), &problem);
            let text = format!("{what}{}{advice}", t_string!(i18n, import.sentence_space));
            view! {
                <p class="field__error">
                    <Icon name="error" class="icon--sm" />
                    {text}
                </p>
            }
        })
    }
}

/// Whether the disclosure that tells of itself is open now.
fn is_details_open(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

/// Can the reader mend it by having the file read another way?
fn can_be_mended(warning: &ImportWarning) -> bool {
    !matches!(
        warning,
        ImportWarning::DuplicateHeader { .. }
            | ImportWarning::ErrorCells { .. }
            | ImportWarning::OddRecords { .. }
            | ImportWarning::MergedFilledDown { .. }
    )
}

#[component]
fn Warnings() -> impl IntoView {
    let formatter = use_formatter();
    let i18n = use_i18n();
    let session = ImportSession::expect();
    move || {
        let inspection = session.inspection.get()?;
        let lines: Vec<_> = inspection
            .warnings
            .iter()
            .map(|warning| {
                let text = warning_text(i18n, &formatter.get(), warning);
                view! { <li>{text}</li> }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warn>
                    <ul class="plain">{lines}</ul>
                </Note>
            }
        })
    }
}
