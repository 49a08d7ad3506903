//! Words to start with for one class: a call in five parts and a first message, to be read aloud or
//! copied.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::settings::Settings;
use crate::ui::components::button::Button;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::dialog::Dialog;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::text::Text;
use meadow_core::playbooks::ClassPlaybook;

#[component]
pub fn CallScriptDialog(
    open: RwSignal<bool>,
    playbook: Asked<ClassPlaybook>,
    chosen: Memo<Class>,
) -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let names = Class::ALL.map(class_plural);
    let title = Signal::derive(move || {
        let name = names[chosen.get() as usize].get();
        t_string!(i18n, segments.script_title, class = name).to_string()
    });
    let text = move |read: fn(&ClassPlaybook) -> &Text| {
        move || Some(read(&*playbook.get()?).get(settings.language.get()).to_owned())
    };
    let foot = move || {
        view! { <Button on_press=move |()| open.set(false)>{t!(i18n, common.close)}</Button> }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <dl class="plays">
                <div>
                    <dt>{t!(i18n, segments.opening)}</dt>
                    <dd>{text(|p| &p.script.opening)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.question)}</dt>
                    <dd>{text(|p| &p.script.question)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.worth)}</dt>
                    <dd>{text(|p| &p.script.value)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.objection)}</dt>
                    <dd>{text(|p| &p.script.objection)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.closing)}</dt>
                    <dd>{text(|p| &p.script.close)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, segments.message)}</dt>
                    <dd>{text(|p| &p.sample_message)}</dd>
                </div>
            </dl>
            <p class="fine">{t!(i18n, segments.merge_fields)}</p>
        </Dialog>
    }
}
