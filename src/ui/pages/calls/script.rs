//! The words to say in one call: the script of the class, filled in, and the answers to what the person
//! has said before.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::settings::Settings;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::filled_text::{CopyFilled, FilledText, Filling};
use crate::ui::components::select_field::{Choice, SelectField};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::text::Text;
use meadow_core::playbooks::ClassPlaybook;
use meadow_core::views::playbook::PlaybookView;

#[component]
pub fn Script(
    playbook: Asked<PlaybookView>,
    script: RwSignal<Class>,
    #[prop(into)] filling: Signal<Filling>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let names = Class::ALL.map(class_plural);
    let text = move |read: fn(&ClassPlaybook) -> &Text| {
        Signal::derive(move || {
            let view = playbook.get()?;
            Some(read(&view.playbook).get(language.get()).to_owned())
        })
    };
    let chosen = RwSignal::new(script.get_untracked().slug().to_owned());
    let choices = Signal::derive(move || {
        Class::ALL.map(|class| Choice::new(class.slug(), names[class as usize].get())).to_vec()
    });
    let choose = Callback::new(move |slug: String| {
        if let Some(class) = Class::from_slug(&slug) {
            script.set(class);
        }
    });
    let voicemail = text(|p| &p.samples.voicemail);
    let what = Signal::derive(move || t_string!(i18n, calls.voicemail).to_owned());
    let line = move |label: &'static str, read: fn(&ClassPlaybook) -> &Text| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>
                    <FilledText text=text(read) filling=filling />
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
    view! {
        <section class="callpart" aria-labelledby="call-script">
            <h3 id="call-script">{t!(i18n, calls.script)}</h3>
            <SelectField
                label=Signal::derive(move || t_string!(i18n, calls.script_of).to_owned())
                choices=choices
                value=chosen
                on_choose=choose
            />
            <dl class="plays script">{lines}</dl>
            <p class="fine">
                {t!(i18n, segments.avoid)} ": "
                <FilledText text=text(|p| &p.avoid) filling=filling />
            </p>
            <details class="later">
                <summary>{t!(i18n, calls.voicemail)}</summary>
                <p>
                    <FilledText text=voicemail filling=filling />
                </p>
                <div class="row">
                    <CopyFilled
                        texts=Signal::derive(move || voicemail.get().into_iter().collect())
                        filling=filling
                        what=what
                    />
                </div>
            </details>
        </section>
    }
}
