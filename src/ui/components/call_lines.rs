//! The five parts of a call by one class's playbook, filled in. Must not know where they are read from.

use crate::i18n::{t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::settings::Settings;
use crate::ui::components::filled_text::{FilledText, Filling};
use leptos::prelude::*;
use meadow_core::domain::text::{Language, Text};
use meadow_core::playbooks::ClassPlaybook;
use meadow_core::views::playbook::PlaybookView;

/// One text of a playbook.
pub type Read = fn(&ClassPlaybook) -> &Text;

/// That text in the reader's language, once the playbook is there. Asks for no context: it may be
/// made when something is pressed.
pub fn playbook_text(
    playbook: Asked<PlaybookView>,
    language: Signal<Language>,
    read: Read,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let view = playbook.get()?;
        Some(read(&view.playbook).get(language.get()).to_owned())
    })
}

/// `class`: of the list, beside its own.
#[component]
pub fn CallLines(
    playbook: Asked<PlaybookView>,
    #[prop(into)] filling: Signal<Filling>,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let line = move |label: &'static str, read: Read| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>
                    <FilledText text=playbook_text(playbook, language, read) filling=filling />
                </dd>
            </div>
        }
    };
    let lines = move || {
        view! {
            {line(t_string!(i18n, segments.opening), |p| &p.script.opening)}
            {line(t_string!(i18n, segments.question), |p| &p.script.question)}
            {line(t_string!(i18n, segments.worth), |p| &p.script.value)}
            {line(t_string!(i18n, segments.objection), |p| &p.script.objection)}
            {line(t_string!(i18n, segments.closing), |p| &p.script.close)}
        }
    };
    view! { <dl class=format!("plays {class}")>{lines}</dl> }
}
