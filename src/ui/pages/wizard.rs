//! Planning an event step by step: which draft the address names, and the choice of a method for a
//! new one, with what is recommended. The steps are in `ui::wizards`.

mod choose_method;
mod recommend;

use crate::i18n::{t, t_string, use_i18n};
use crate::state::drafts::{DraftKey, EventDraft, WizardDraft, read_event_draft};
use crate::state::engine_error::explain;
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::{WizardFrame, say};
use choose_method::ChooseMethod;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use meadow_core::domain::ids::{DraftWriter, WorkspaceId};
use meadow_core::planning::STEPS;
use meadow_core::protocol::{EngineError, GetEvent};

#[component]
pub fn WizardPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let segment = Memo::new(move |_| params.with(|params| params.get("id")));
    let step = Memo::new(move |_| {
        let slug = params.with(|params| params.get("step")).unwrap_or_default();
        STEPS.into_iter().find(|known| *known == slug).unwrap_or(STEPS[0])
    });
    let events = say!(i18n, shell.events);
    // The bar shows the event's name once it is known.
    let event_name = RwSignal::new(String::new());
    let name = Signal::derive(move || match event_name.get() {
        name if name.trim().is_empty() => t_string!(i18n, shell.new_event).to_owned(),
        name => name,
    });
    declare_page(name, vec![Crumb { name: events, path: "/events".to_owned() }]);
    let workspace = Workspace::expect();
    let open_workspace = Memo::new(move |_| workspace.summary().with(|s| s.as_ref().map(|s| s.id)));
    move || {
        event_name.set(String::new());
        let Some(segment) = segment.get() else {
            return view! { <ChooseMethod /> }.into_any();
        };
        match (DraftKey::from_address(&segment), open_workspace.get()) {
            (None, _) => view! { <NoSuchEvent /> }.into_any(),
            (Some(_), None) => view! { <Loading /> }.into_any(),
            (Some(key), Some(workspace)) => {
                view! { <OpenEvent key=key workspace=workspace step=step event_name=event_name /> }
                    .into_any()
            }
        }
    }
}

/// What came of reading a draft.
#[derive(Clone)]
enum Found {
    Loading,
    /// The draft, and who stored it if it is stored already.
    Draft(Box<WizardDraft>, Option<DraftWriter>),
    Failed(EngineError),
}

/// Reads the draft, or begins one from the saved event.
#[component]
fn OpenEvent(
    key: DraftKey,
    /// Drafts belong to a workspace: another one has other drafts under the same name.
    workspace: WorkspaceId,
    step: Memo<&'static str>,
    event_name: RwSignal<String>,
) -> impl IntoView {
    let _ = workspace;
    let language = Settings::expect().language;
    let i18n = use_i18n();
    let found = RwSignal::new(Found::Loading);
    let workspace = Workspace::expect();
    let wanted = key.clone();
    spawn_local(async move {
        let result = match find_draft(workspace, &wanted).await {
            Ok((draft, stored_by)) => Found::Draft(Box::new(draft), stored_by),
            Err(error) => Found::Failed(error),
        };
        let _ = found.try_set(result);
    });
    let safe = say!(i18n, events.nothing_changed);
    move || match found.get() {
        Found::Loading => view! { <Loading /> }.into_any(),
        Found::Failed(EngineError::NotFound { .. }) => view! { <NoSuchEvent /> }.into_any(),
        Found::Failed(error) => {
            let words = explain(&error).get(language.get()).to_owned();
            view! { <ErrorNote what_happened=words what_is_safe=safe /> }.into_any()
        }
        Found::Draft(stored, stored_by) => {
            let here = WizardDraft { step: step.get_untracked().to_owned(), ..*stored };
            let draft = EventDraft::open(key.clone(), here, stored_by);
            Effect::new(move |_| event_name.set(draft.event.with(|event| event.name.clone())));
            view! { <WizardFrame draft=draft step=step.into() /> }.into_any()
        }
    }
}

async fn find_draft(
    workspace: Workspace,
    key: &DraftKey,
) -> Result<(WizardDraft, Option<DraftWriter>), EngineError> {
    if let Some((draft, writer)) = read_event_draft(workspace, key).await? {
        return Ok((draft, Some(writer)));
    }
    let Some(id) = key.document() else {
        return Err(EngineError::NotFound { what: meadow_core::protocol::Thing::Event });
    };
    let saved = workspace.ask(GetEvent { id }).await?;
    let base = Some(saved.base());
    Ok((WizardDraft { event: saved.event, step: String::new(), base }, None))
}

#[component]
fn NoSuchEvent() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageHead
            title=say!(i18n, events.no_such_event)
            lead=crate::ui::wizards::say_some!(i18n, events.no_such_event_lead)
        />
        <div class="row">
            <LinkButton path="/events".to_owned()>{t!(i18n, events.to_events)}</LinkButton>
        </div>
    }
}
