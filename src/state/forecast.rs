//! What is being forecast: a quick scenario, or an event with what is tried on it. Written to a
//! draft as it is typed, so that a reload returns to it. Must not know how a forecast is shown.

mod kept;
pub mod scenario;
pub mod waves_taken;

pub use kept::InHand;

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    Effect, Get, GetUntracked, GetValue, LocalStorage, Memo, RwSignal, Set, SetValue, StoredValue,
    UpdateValue, With, WithUntracked, WithValue, untrack, use_context,
    window_event_listener_untyped,
};
use leptos::task::spawn_local;
use meadow_core::domain::event::{Event, EventBase, is_counted};
use meadow_core::domain::ids::{DocumentId, DraftWriter, WorkspaceId};
use meadow_core::domain::method::Method;
use meadow_core::protocol::{
    Command, DraftBase, EngineError, GetEvent, GetEventDefaults, GetEvents,
};

use self::scenario::{Scenario, copy_inputs};
use super::drafts::{
    DraftKey, WizardDraft, begin_event_draft, new_writer, put_event_draft, read_event_draft,
};
use super::workspace::Workspace;

/// The number rises with the form of `Scenario`: a draft in an older form is never misread.
const DRAFT_NAME: &str = "forecast.2";
/// After the last change, until it is stored and the engine is asked.
const SETTLE_AFTER: Duration = Duration::from_millis(300);

/// What a forecast is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// An event nobody has planned yet.
    #[default]
    Scenario,
    /// A saved event, with what is tried on it.
    Event(DocumentId),
}

impl Subject {
    /// The address of a page about it.
    pub fn at(self, path: &str) -> String {
        match self {
            Self::Scenario => path.to_owned(),
            Self::Event(id) => format!("{path}?event={}", id.0),
        }
    }

    fn draft_name(self) -> String {
        match self {
            Self::Scenario => DRAFT_NAME.to_owned(),
            Self::Event(id) => format!("{DRAFT_NAME}/{}", id.0),
        }
    }
}

/// The forecast in hand. Lives as long as the page, so that leaving `/forecast` keeps it.
#[derive(Clone, Copy)]
pub struct Forecast {
    /// `None` until it has been read.
    pub scenario: RwSignal<Option<Scenario>>,
    /// The scenario when it was last at rest: what the engine is asked about.
    pub settled: RwSignal<Option<Scenario>>,
    /// The saved event, for an event.
    pub base: RwSignal<Option<Event>>,
    /// Why it could not be read.
    pub problem: RwSignal<Option<EngineError>>,
    /// The kept scenario that the one in hand began as, which may be gone since.
    pub began_as: RwSignal<Option<DocumentId>>,
    /// Rises whenever another scenario takes the place of the one in hand.
    pub n_opened: RwSignal<u32>,
    opened: StoredValue<Option<(WorkspaceId, Subject)>>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    workspace: Workspace,
}

impl Forecast {
    pub fn new(workspace: Workspace) -> Self {
        let this = Self {
            scenario: RwSignal::new(None),
            settled: RwSignal::new(None),
            base: RwSignal::new(None),
            problem: RwSignal::new(None),
            began_as: RwSignal::new(None),
            n_opened: RwSignal::new(0),
            opened: StoredValue::new(None),
            timer: StoredValue::new_local(None),
            workspace,
        };
        // The last chance before the tab is closed or put to sleep. Lives as long as the page.
        let _ = window_event_listener_untyped("pagehide", move |_| this.settle_pending());
        this
    }

    /// The forecast in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the forecast above every component.
        use_context().expect("forecast in context")
    }

    /// The saved event that is forecast.
    pub fn saved(self) -> Option<DocumentId> {
        match self.opened.get_value()?.1 {
            Subject::Scenario => None,
            Subject::Event(id) => Some(id),
        }
    }

    /// Takes something in hand, with what was tried on it. Called again for the same thing, it
    /// follows an event that was changed elsewhere and leaves everything else as it is.
    pub fn open(self, workspace_id: WorkspaceId, subject: Subject) {
        let wanted = (workspace_id, subject);
        let is_same = self.opened.with_value(|opened| *opened == Some(wanted));
        if is_same && (subject == Subject::Scenario || self.is_changed_untracked()) {
            return;
        }
        if !is_same {
            self.settle_pending();
            self.opened.set_value(Some(wanted));
            self.scenario.set(None);
            self.settled.set(None);
            self.base.set(None);
            self.began_as.set(None);
        }
        spawn_local(async move {
            let read = self.read(subject).await;
            let name = subject.scenario_draft_name();
            let began_as = match is_same {
                true => None,
                // Without it nothing is lost but where the inputs came from.
                false => self.workspace.draft::<Option<DocumentId>>(&name).await.ok().flatten(),
            };
            if self.opened.try_with_value(|opened| *opened == Some(wanted)) != Some(true) {
                return;
            }
            match read {
                Ok((base, scenario)) => {
                    self.take(base, scenario);
                    if !is_same {
                        self.began_as.set(began_as.and_then(|(id, _)| id));
                    }
                }
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }

    async fn read(self, subject: Subject) -> Result<(Option<Event>, Scenario), EngineError> {
        let draft = self.workspace.draft::<Scenario>(&subject.draft_name()).await?;
        let draft = draft.map(|(scenario, _)| scenario);
        match subject {
            Subject::Event(id) => {
                let event = self.workspace.ask(GetEvent { id }).await?.event;
                let scenario = draft.unwrap_or_else(|| Scenario::of(event.clone()));
                Ok((Some(event), scenario))
            }
            Subject::Scenario => match draft {
                Some(scenario) => Ok((None, scenario)),
                None => Ok((None, self.first_scenario().await?)),
            },
        }
    }

    /// A scenario of the method that was used last.
    async fn first_scenario(self) -> Result<Scenario, EngineError> {
        let events = self.workspace.ask(GetEvents {}).await?;
        let last = events.iter().max_by_key(|event| event.day);
        let method = last.map_or(Method::Seminar, |event| event.method);
        Ok(Scenario::of(self.workspace.ask(GetEventDefaults { method }).await?))
    }

    fn take(self, base: Option<Event>, scenario: Scenario) {
        self.problem.set(None);
        self.base.set(base);
        self.settled.set(Some(scenario.clone()));
        self.scenario.set(Some(scenario));
        self.n_opened.set(self.n_opened.get_untracked() + 1);
    }

    /// Whether anything differs from the saved event; tracked. Never for a scenario.
    pub fn is_changed(self) -> bool {
        let scenario = self.scenario.get();
        self.base.with(|base| {
            let tried = scenario.as_ref().map(|scenario| scenario.resulting_event());
            base.as_ref().zip(tried).is_some_and(|(saved, tried)| is_to_save(saved, &tried))
        })
    }

    fn is_changed_untracked(self) -> bool {
        untrack(|| self.is_changed())
    }

    /// Changes the scenario by the user's wish.
    pub fn change(self, edit: impl FnOnce(&mut Scenario)) {
        let Some(before) = self.scenario.get_untracked() else { return };
        let mut after = before.clone();
        edit(&mut after);
        if after != before {
            self.scenario.set(Some(after));
            self.settle_soon();
        }
    }

    /// A field of a form tied to a value of the scenario: either follows the other. `from` must
    /// turn back what `to` made, so that what is typed stays as it is while it means the same.
    pub fn bind<V, T>(
        self,
        get: impl Fn(&Scenario) -> V + Send + Sync + 'static,
        set: impl Fn(&mut Scenario, V) + 'static,
        to: impl Fn(V) -> T + 'static,
        from: impl Fn(&T) -> V + Clone + 'static,
    ) -> RwSignal<T>
    where
        V: Default + PartialEq + Clone + Send + Sync + 'static,
        T: Send + Sync + 'static,
    {
        let value = Memo::new(move |_| {
            self.scenario.with(|scenario| scenario.as_ref().map(&get).unwrap_or_default())
        });
        let field = RwSignal::new(to(value.get_untracked()));
        let means = from.clone();
        Effect::new(move |_| {
            let value = value.get();
            if field.with_untracked(&means) != value {
                field.set(to(value));
            }
        });
        Effect::new(move |_| {
            let wanted = field.with(&from);
            if untrack(|| value.get()) != wanted {
                self.change(|scenario| set(scenario, wanted));
            }
        });
        field
    }

    /// Takes another method, with its usual costs; what was said about people and money stays.
    pub async fn change_method(self, method: Method) -> Result<(), EngineError> {
        let defaults = self.workspace.ask(GetEventDefaults { method }).await?;
        self.change(|scenario| {
            let old = std::mem::replace(&mut scenario.event, defaults);
            let (budget, contingency) =
                (scenario.event.budget.clone(), scenario.event.contingency_ends());
            copy_inputs(&old, &mut scenario.event);
            scenario.event.method = method;
            scenario.event.budget = budget;
            scenario.event.set_contingency(contingency);
        });
        Ok(())
    }

    /// Throws away what was tried.
    pub async fn start_afresh(self) -> Result<(), EngineError> {
        let Some((id, subject)) = self.opened.get_value() else { return Ok(()) };
        self.stop_timer();
        self.workspace.delete_draft(&subject.draft_name(), DraftBase::Anything).await?;
        self.note_began_as(None).await?;
        self.opened.set_value(None);
        self.open(id, subject);
        Ok(())
    }

    /// Begins a plan with these inputs; gives the draft's key.
    pub async fn begin_plan(self) -> Result<DraftKey, EngineError> {
        let event = self.resulting_event().ok_or(EngineError::NoWorkspace)?;
        let draft = WizardDraft { event, step: "goal".to_owned(), base: None };
        begin_event_draft(self.workspace, &draft).await
    }

    /// Saves these inputs with the event, as one step of undo; a wizard draft of it takes them too.
    pub async fn update_event(self, id: DocumentId) -> Result<(), EngineError> {
        let inputs = self.resulting_event().ok_or(EngineError::NoWorkspace)?;
        let saved = self.workspace.ask(GetEvent { id }).await?;
        let (base, mut event) = (saved.base(), saved.event);
        copy_inputs(&inputs, &mut event);
        self.stop_timer();
        // From here on the saved event is what is shown.
        self.take(Some(event.clone()), Scenario::of(event.clone()));
        let command = Command::SaveEvent { base: Some(base), event: Box::new(event.clone()) };
        self.workspace.run(command).await?;
        let name = Subject::Event(id).draft_name();
        self.workspace.delete_draft(&name, DraftBase::Anything).await?;
        self.update_wizard_draft(id, base, &event).await
    }

    /// The draft of the event just saved takes its inputs too, and now rests on it.
    async fn update_wizard_draft(
        self,
        id: DocumentId,
        base: EventBase,
        event: &Event,
    ) -> Result<(), EngineError> {
        let key = DraftKey::of_event(id);
        let Some((mut draft, writer)) = read_event_draft(self.workspace, &key).await? else {
            return Ok(());
        };
        copy_inputs(event, &mut draft.event);
        let saved = self.workspace.ask(GetEvent { id }).await?;
        if draft.base == Some(base) && saved.event == *event {
            draft.base = Some(saved.base());
        }
        put_event_draft(self.workspace, &key, &draft, new_writer(), DraftBase::By(writer)).await
    }

    fn resulting_event(self) -> Option<Event> {
        self.scenario
            .try_with_untracked(|scenario| scenario.as_ref().map(Scenario::resulting_event))
            .flatten()
    }

    fn stop_timer(self) -> bool {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }

    fn settle_soon(self) {
        self.stop_timer();
        let settle = move || {
            let _ = self.timer.try_update_value(Option::take);
            self.settle();
        };
        match set_timeout_with_handle(settle, SETTLE_AFTER) {
            Ok(timer) => drop(self.timer.try_update_value(|slot| *slot = Some(timer))),
            Err(_) => self.settle(),
        }
    }

    fn settle_pending(self) {
        if self.stop_timer() {
            self.settle();
        }
    }

    fn settle(self) {
        let Some(scenario) = self.scenario.try_get_untracked().flatten() else { return };
        let Some((id, subject)) = self.opened.try_get_value().flatten() else { return };
        let _ = self.settled.try_set(Some(scenario.clone()));
        // Another workspace was opened meanwhile: its drafts are none of ours.
        if self.workspace.revision().get_untracked().map(|(open, _)| open) != Some(id) {
            return;
        }
        let workspace = self.workspace;
        spawn_local(async move {
            // A scenario that could not be stored is lost by a reload only; the engine's own
            // troubles with storage are told by the next command.
            let (name, writer) = (subject.draft_name(), DraftWriter::default());
            let _ = workspace.put_draft(&name, &scenario, writer, DraftBase::Anything).await;
        });
    }
}

/// What is tried differs from the saved event. Never from one that was counted: what had been tried before lacks
/// the counts, and nothing of it is foretold any more.
fn is_to_save(saved: &Event, tried: &Event) -> bool {
    !is_counted(saved.status, saved.counts.as_ref()) && saved != tried
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::is_to_save;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::event::{Event, EventCounts, EventStatus};
    use meadow_core::domain::method::Method;
    use meadow_core::planning::defaults_for_audience;
    use meadow_core::table::tables::Tables;

    #[test]
    fn what_was_tried_before_an_event_was_counted_is_not_saved() {
        let saved = defaults_for_audience(&Tables::default(), &[], Method::Activity, Day(20_000));
        let tried = Event { goal_orders: saved.goal_orders + 1, ..saved.clone() };
        assert!(is_to_save(&saved, &tried) && !is_to_save(&saved, &saved));
        let counts = EventCounts { invited: 40, registered: 12, ..EventCounts::default() };
        let counted = Event { status: EventStatus::Past, counts: Some(counts), ..saved };
        assert!(!is_to_save(&counted, &tried), "its counts would be lost");
    }
}
