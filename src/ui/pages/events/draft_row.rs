//! A new event that was begun and has never been saved.

use super::EventsList;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::drafts::{DraftKey, WizardDraft, discard_event_draft, restore_event_draft};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{IconButton, LinkButton};
use crate::ui::wizards::labels::method_name;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::planning::STEPS;

#[component]
pub fn DraftRow(key: DraftKey, draft: WizardDraft) -> impl IntoView {
    let i18n = use_i18n();
    let list = EventsList::expect();
    let (workspace, toasts) = (Workspace::expect(), Toasts::expect());
    let language = Settings::expect().language;
    let number = step_number(&draft.step);
    let path = key.path(&draft.step);
    let name = draft.event.name.clone();
    let title = Signal::derive(move || match name.trim() {
        "" => t_string!(i18n, events.unnamed).to_owned(),
        name => name.to_owned(),
    });
    let method = draft.event.method;
    let n_done = draft.event.steps_done.len();
    let discard_label = say!(i18n, events.discard_named, name = title.get());
    let say_error = move |error| toasts.show(explain(&error).get(language.get_untracked()));
    let discard = move |()| {
        let key = key.clone();
        spawn_local(async move {
            let discarded = match discard_event_draft(workspace, &key).await {
                Ok(discarded) => discarded,
                Err(error) => return say_error(error),
            };
            let _ = list.drafts.try_update(|drafts| drafts.retain(|(other, _)| *other != key));
            let Some(draft) = discarded else { return };
            let bring_back = move |()| {
                let (key, draft) = (key.clone(), draft.clone());
                spawn_local(async move {
                    match restore_event_draft(workspace, &key, &draft).await {
                        Ok(()) => list.read_drafts(workspace),
                        Err(error) => say_error(error),
                    }
                });
            };
            let action = ToastAction {
                label: say_now!(i18n, common.undo),
                shortcut: None,
                run: Callback::new(bring_back),
            };
            toasts.show_with(say_now!(i18n, events.draft_discarded), action);
        });
    };
    view! {
        <li class="event">
            <p class="event__days">
                <span class="tag">{t!(i18n, events.status_draft)}</span>
            </p>
            <div class="event__body">
                <h3>
                    <a href=link(&path)>{title}</a>
                </h3>
                <p>{move || method_name(method)}</p>
            </div>
            <div class="event__ready">
                <p>{move || t_string!(i18n, events.n_steps_done, n = n_done, all = STEPS.len()).to_string()}</p>
                <div class="row">
                    <LinkButton path=path size="sm">
                        {move || t_string!(i18n, events.continue_step, n = number).to_string()}
                    </LinkButton>
                    <IconButton icon="trash" label=discard_label on_press=discard />
                </div>
            </div>
        </li>
    }
}

/// The place of a step, counted from 1.
pub fn step_number(slug: &str) -> usize {
    STEPS.iter().position(|step| *step == slug).map_or(1, |place| place + 1)
}
