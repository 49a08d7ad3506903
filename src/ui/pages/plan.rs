//! The plan of an event as one document: to read, to print, to take along as calendar and list.

mod contents;
mod gantt;
mod invited;
mod parts;
mod people;
mod preparation;
mod profit;
mod sheet;

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::print_page;
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::{say, say_some};
use contents::{Contents, save_calendar, save_invitations};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use meadow_core::domain::event::{Event, EventDocument};
use meadow_core::domain::ids::DocumentId;
use meadow_core::playbooks::MethodGuide;
use meadow_core::protocol::{EngineError, GetEvent, GetForecast, GetMethodGuide, GetPlan};
use meadow_core::views::forecast::{ForecastView, N_DRAWS};
use meadow_core::views::plan::PlanView;
use sheet::Sheet;

/// What the parts of the document are made from.
#[derive(Clone, Copy)]
struct PlanDocument {
    id: Memo<Option<DocumentId>>,
    document: Asked<EventDocument>,
    plan: Asked<PlanView>,
    forecast: Asked<ForecastView>,
    guide: Asked<MethodGuide>,
}

impl PlanDocument {
    fn open(id: Memo<Option<DocumentId>>) -> Self {
        let workspace = Workspace::expect();
        let document = workspace.asked(move || Some(GetEvent { id: id.get()? }));
        let event = move || document.get().map(|document| Box::new(document.event.clone()));
        let method = Memo::new(move |_| document.get().map(|document| document.event.method));
        Self {
            id,
            document,
            plan: workspace.asked(move || Some(GetPlan { event: event()?, saved: id.get() })),
            forecast: workspace.asked(move || {
                Some(GetForecast { event: event()?, saved: id.get(), n_draws: N_DRAWS })
            }),
            guide: workspace.asked(move || Some(GetMethodGuide { method: method.get()? })),
        }
    }

    /// The document in context.
    fn expect() -> Self {
        // cannot fail: `PlanPage` provides the document above every part.
        use_context().expect("plan in context")
    }

    /// The event, tracked; `None` while it is being read.
    fn with_event<T>(self, read: impl FnOnce(&Event) -> T) -> Option<T> {
        self.document.get().map(|document| read(&document.event))
    }
}

#[component]
pub fn PlanPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let segment = params.with(|params| params.get("id"))?;
        segment.parse().ok().map(DocumentId)
    });
    let plan = PlanDocument::open(id);
    provide_context(plan);
    let events = say!(i18n, shell.events);
    let name = Signal::derive(move || {
        let name = plan.with_event(|event| event.name.clone()).unwrap_or_default();
        if name.trim().is_empty() { t_string!(i18n, shell.plan).to_owned() } else { name }
    });
    declare_page(name, vec![Crumb { name: events, path: "/events".to_owned() }]);
    register_actions(plan);
    let language = Settings::expect().language;
    let is_missing = move || {
        id.get().is_none()
            || matches!(plan.document.error.get(), Some(EngineError::NotFound { .. }))
    };
    let problem = move || {
        let errors = [plan.document.error, plan.plan.error, plan.forecast.error];
        errors.into_iter().find_map(|error| error.get())
    };
    let safe = say!(i18n, events.nothing_changed);
    view! {
        <Show when=move || !is_missing() fallback=NoSuchPlan>
            {move || {
                problem()
                    .map(|error| {
                        let words = explain(&error).get(language.get()).to_owned();
                        view! { <ErrorNote what_happened=words what_is_safe=safe /> }
                    })
            }}
            <div class="doc">
                <Contents />
                <Show when=move || plan.document.get().is_some() fallback=Loading>
                    <Sheet />
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn NoSuchPlan() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageHead
            title=say!(i18n, events.no_such_event)
            lead=say_some!(i18n, events.no_such_event_lead)
        />
        <div class="row">
            <LinkButton path="/events".to_owned()>{t!(i18n, events.to_events)}</LinkButton>
        </div>
    }
}

fn register_actions(plan: PlanDocument) {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let add = |icon, label, keywords, run: Callback<()>| {
        actions.add(Action { group: ActionGroup::Do, icon, label, keywords, shortcut: None, run });
    };
    let navigate = use_navigate();
    let edit = move |()| {
        if let Some(id) = plan.id.get_untracked() {
            navigate(&format!("/events/{}/review", id.0), Default::default());
        }
    };
    add("print", say!(i18n, plan.print), "dayin a4 pdf", Callback::new(|()| print_page()));
    add("export", say!(i18n, plan.calendar), "rili ics", save_calendar(plan));
    add("export", say!(i18n, plan.invitation_list), "mingdan csv", save_invitations(plan));
    add("edit", say!(i18n, plan.edit), "bianji xiugai", Callback::new(edit));
}
