//! The first question of a new event: which of the seven methods, or no event at all.

use super::recommend::{Choosing, Recommender};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::drafts::{WizardDraft, begin_event_draft, list_event_drafts};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::{ErrorNote, Note};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::wizards::labels::method_name;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};
use meadow_core::domain::class::Class;
use meadow_core::domain::method::Method;
use meadow_core::domain::text::Text;
use meadow_core::planning::STEPS;
use meadow_core::protocol::{
    EngineError, GetEventDefaults, GetEventDefaultsForClass, GetMethodGuide,
};

#[component]
pub fn ChooseMethod() -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let navigate = use_navigate();
    let busy_with = RwSignal::new(None::<Method>);
    let problem = RwSignal::new(None::<EngineError>);
    // Whom the event is for, where another page has said so.
    let query = use_query_map();
    let class_asked = move || query.with(|query| Class::from_slug(&query.get("class")?));
    let choose = Callback::new(move |method: Method| {
        if busy_with.get_untracked().is_none() {
            problem.set(None);
            busy_with.set(Some(method));
        }
    });
    let is_open = Memo::new(move |_| workspace.summary().with(Option::is_some));
    // A choice made while the workspace is still being opened waits for it.
    Effect::new(move |_| {
        let (Some(method), true) = (busy_with.get(), is_open.get()) else { return };
        let class = untrack(class_asked);
        let navigate = navigate.clone();
        spawn_local(async move {
            match begin(workspace, method, class).await {
                Ok(path) => navigate(&path, Default::default()),
                Err(error) => {
                    let _ = problem.try_set(Some(error));
                }
            }
            let _ = busy_with.try_set(None);
        });
    });
    let safe = say!(i18n, events.nothing_changed);
    // What is said there is kept with the workspace.
    let open_workspace = Memo::new(move |_| workspace.summary().with(|s| s.as_ref().map(|s| s.id)));
    let choosing = Choosing { busy_with, on_choose: choose };
    let recommender = move || {
        open_workspace.get()?;
        let class = untrack(class_asked);
        Some(view! { <Recommender for_class=class choosing=choosing /> })
    };
    view! {
        <PageHead
            title=say!(i18n, events.choose_method)
            over=say_some!(i18n, shell.new_event)
            lead=say_some!(i18n, events.choose_method_lead)
        />
        {move || {
            problem
                .get()
                .map(|error| {
                    let words = explain(&error).get(language.get()).to_owned();
                    view! { <ErrorNote what_happened=words what_is_safe=safe /> }
                })
        }}
        <Unfinished />
        {recommender}
        <Section id="h-methods" title=say!(i18n, events.methods) note=say_some!(i18n, events.methods_note)>
            <ul class="methods">
                {Method::ALL
                    .map(|method| view! { <MethodCard method=method busy_with=busy_with on_choose=choose /> })
                    .collect_view()}
            </ul>
        </Section>
        <Note>
            <b>{t!(i18n, events.no_event_title)}</b>
            <p>{t!(i18n, events.no_event)}</p>
        </Note>
    }
}

async fn begin(
    workspace: Workspace,
    method: Method,
    class: Option<Class>,
) -> Result<String, EngineError> {
    let event = match class {
        Some(class) => workspace.ask(GetEventDefaultsForClass { method, class }).await?,
        None => workspace.ask(GetEventDefaults { method }).await?,
    };
    let first = STEPS[0];
    let draft = WizardDraft { event, step: first.to_owned(), base: None };
    Ok(begin_event_draft(workspace, &draft).await?.path(first))
}

#[component]
fn MethodCard(
    method: Method,
    busy_with: RwSignal<Option<Method>>,
    on_choose: Callback<Method>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let guide = Workspace::expect().asked(move || Some(GetMethodGuide { method }));
    let line = move |pick: fn(&meadow_core::playbooks::MethodGuide) -> &Text| {
        move || guide.get().map(|guide| pick(&guide).get(language.get()).to_owned())
    };
    view! {
        <li>
            <button
                type="button"
                class="pick method"
                aria-busy=move || (busy_with.get() == Some(method)).then_some("true")
                on:click=move |_| on_choose.run(method)
            >
                <b>{move || method_name(method)}</b>
                <span>{line(|guide| &guide.summary)}</span>
                <small>
                    <i>{t!(i18n, events.fits)}</i>
                    " "
                    {line(|guide| &guide.fits)}
                </small>
                <small>
                    <i>{t!(i18n, events.strengths)}</i>
                    " "
                    {line(|guide| &guide.strengths)}
                </small>
            </button>
        </li>
    }
}

/// New events that were begun and left.
#[component]
fn Unfinished() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let drafts = RwSignal::new(Vec::new());
    let open_workspace = Memo::new(move |_| workspace.summary().with(|s| s.as_ref().map(|s| s.id)));
    Effect::new(move |_| {
        if open_workspace.get().is_none() {
            return;
        }
        spawn_local(async move {
            // Not finding them costs nothing here: the list of events shows them too.
            if let Ok(found) = list_event_drafts(workspace).await {
                let _ = drafts.try_set(found);
            }
        });
    });
    view! {
        <Show when=move || drafts.with(|drafts| drafts.iter().any(|(key, _)| key.document().is_none()))>
            <Note>
                <b>{t!(i18n, events.unfinished)}</b>
                <ul class="plain">
                    {move || {
                        drafts
                            .get()
                            .into_iter()
                            .filter(|(key, _)| key.document().is_none())
                            .map(|(key, draft)| {
                                let name = draft.event.name.clone();
                                let words = t_string!(i18n, events.go_on_with, name = name).to_string();
                                view! {
                                    <li>
                                        <a href=link(&key.path(&draft.step))>{words}</a>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Note>
        </Show>
    }
}
