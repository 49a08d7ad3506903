//! The words to say in one call: the script of the class, for a reason where one was given, filled in.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::call_lines::{CallLines, Read, playbook_text};
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::filled_text::{CopyFilled, FilledText, Filling, ShopNameNote};
use crate::ui::components::select_field::{Choice, SelectField};
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::protocol::GetReasons;
use meadow_core::views::playbook::PlaybookView;
use meadow_core::views::table::CustomerCard;

#[component]
pub fn Script(
    playbook: Asked<PlaybookView>,
    script: RwSignal<Class>,
    reason: RwSignal<String>,
    card: Asked<CustomerCard>,
    #[prop(into)] filling: Signal<Filling>,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = Class::ALL.map(class_plural);
    let language = Settings::expect().language;
    let text = move |read: Read| playbook_text(playbook, language, read);
    let chosen = RwSignal::new(script.get_untracked().slug().to_owned());
    let choices = Signal::derive(move || {
        Class::ALL.map(|class| Choice::new(class.slug(), names[class as usize].get())).to_vec()
    });
    let choose = Callback::new(move |slug: String| {
        if let Some(class) = Class::from_slug(&slug) {
            script.set(class);
        }
    });
    let vocabulary = Workspace::expect().asked(|| Some(GetReasons {}));
    // What this person has said first, then what could be heard in this call.
    let reasons = Signal::derive(move || {
        let language = language.get();
        let card = card.get();
        let given = card.iter().flat_map(|card| card.reasons.iter().map(|given| &given.reason));
        let known = vocabulary.get();
        let known = known.iter().flat_map(|known| known.iter());
        let mut choices = vec![Choice::new("", t_string!(i18n, plays.no_reason))];
        for reason in given.chain(known) {
            if choices.iter().all(|choice| choice.value != reason.key) {
                choices.push(Choice::new(reason.key.clone(), reason.name.get(language)));
            }
        }
        choices
    });
    let voicemail = text(|p| &p.samples.voicemail);
    let what = Signal::derive(move || t_string!(i18n, calls.voicemail).to_owned());
    view! {
        <section class="callpart" aria-labelledby="call-script">
            <h3 id="call-script">{t!(i18n, calls.script)}</h3>
            <SelectField
                label=Signal::derive(move || t_string!(i18n, calls.script_of).to_owned())
                choices=choices
                value=chosen
                on_choose=choose
            />
            <SelectField
                label=Signal::derive(move || t_string!(i18n, plays.reason_in_call).to_owned())
                choices=reasons
                value=reason
            />
            <CallLines playbook=playbook filling=filling class="script" />
            <ShopNameNote filling=filling />
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
