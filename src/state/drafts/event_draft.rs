//! One event being planned: edited field by field, written to the drafts as it is typed, saved as
//! one step of undo at the end. Must not know the fields.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    Effect, Get, GetUntracked, LocalStorage, Memo, RwSignal, Set, StoredValue, UpdateValue, With,
    WithUntracked, WithValue, on_cleanup, untrack, window_event_listener_untyped,
};
use leptos::task::spawn_local;
use meadow_core::domain::event::{Event, EventStatus};
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, EngineError, Outcome, Thing};

use super::{DraftKey, WizardDraft, put_event_draft, remove_event_draft};
use crate::platform::clock::now_ms;
use crate::state::engine_error::explain;
use crate::state::save_status::{SaveState, SaveStatus};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;

/// While typing, the draft is stored so often.
const KEEP_EVERY: Duration = Duration::from_millis(250);
/// Changes closer together than this are one change to the person who types.
const SAME_CHANGE_MS: f64 = 1_500.0;
/// So many changes can be taken back in the wizard.
const MOST_CHANGES: usize = 50;

/// The draft in hand. Made by the component that shows it, and gone with it; what was typed is
/// stored before that.
#[derive(Clone, Copy)]
pub struct EventDraft {
    pub event: RwSignal<Event>,
    /// The event at the last moment it was stored: what the engine is asked about.
    pub settled: RwSignal<Event>,
    /// The event before each change, oldest first.
    pub before: RwSignal<Vec<Event>>,
    /// Whether there is a draft beside the saved event.
    pub is_changed: RwSignal<bool>,
    step: RwSignal<String>,
    key: StoredValue<DraftKey>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    /// There are changes that wait for the timer.
    is_behind: StoredValue<bool>,
    last_change_ms: StoredValue<f64>,
    /// Saved or discarded: nothing more may be stored.
    is_closed: StoredValue<bool>,
    workspace: Workspace,
    save: SaveStatus,
    settings: Settings,
}

impl EventDraft {
    /// Takes a draft in hand; `is_changed` says that it is stored already.
    pub fn open(key: DraftKey, draft: WizardDraft, is_changed: bool) -> Self {
        let this = Self {
            settled: RwSignal::new(draft.event.clone()),
            event: RwSignal::new(draft.event),
            before: RwSignal::new(Vec::new()),
            is_changed: RwSignal::new(is_changed),
            step: RwSignal::new(draft.step),
            key: StoredValue::new(key),
            timer: StoredValue::new_local(None),
            is_behind: StoredValue::new(false),
            last_change_ms: StoredValue::new(0.0),
            is_closed: StoredValue::new(false),
            workspace: Workspace::expect(),
            save: SaveStatus::expect(),
            settings: Settings::expect(),
        };
        on_cleanup(move || this.keep_pending());
        // The last chance before the tab is closed or put to sleep.
        let leaving = window_event_listener_untyped("pagehide", move |_| this.keep_pending());
        on_cleanup(move || leaving.remove());
        this
    }

    pub fn key(self) -> DraftKey {
        self.key.with_value(DraftKey::clone)
    }

    /// Changes the event by the user's wish.
    pub fn change(self, edit: impl FnOnce(&mut Event)) {
        let before = self.event.get_untracked();
        let mut after = before.clone();
        edit(&mut after);
        if after == before {
            return;
        }
        let now = now_ms();
        let is_new = self.last_change_ms.try_update_value(|last| {
            let is_new = now - *last > SAME_CHANGE_MS;
            *last = now;
            is_new
        });
        if is_new == Some(true) {
            let mut states = self.before.get_untracked();
            states.push(before);
            let n_over = states.len().saturating_sub(MOST_CHANGES);
            states.drain(..n_over);
            self.before.set(states);
        }
        self.event.set(after);
        self.keep_soon();
    }

    /// Takes the last change back.
    pub fn undo(self) {
        let mut states = self.before.get_untracked();
        let Some(last) = states.pop() else { return };
        self.before.set(states);
        let _ = self.last_change_ms.try_update_value(|at| *at = 0.0);
        self.event.set(last);
        self.keep_soon();
    }

    /// Notes that another step is open, and that the one left has been gone through.
    pub fn go_to(self, step: &str) {
        let left = self.step.get_untracked();
        if left == step {
            return;
        }
        self.step.set(step.to_owned());
        let is_new = self.event.with_untracked(|event| !event.steps_done.contains(&left));
        if is_new {
            let mut event = self.event.get_untracked();
            event.steps_done.push(left);
            self.event.set(event);
        }
        if is_new || self.is_changed.get_untracked() {
            self.keep_soon();
        }
    }

    /// A field of a form tied to a value of the event: either follows the other. `from` must turn
    /// back what `to` made, so that what is typed stays as it is while it means the same.
    pub fn bind<V, T>(
        self,
        get: impl Fn(&Event) -> V + Send + Sync + 'static,
        set: impl Fn(&mut Event, V) + 'static,
        to: impl Fn(V) -> T + 'static,
        from: impl Fn(&T) -> V + Clone + 'static,
    ) -> RwSignal<T>
    where
        V: PartialEq + Clone + Send + Sync + 'static,
        T: Send + Sync + 'static,
    {
        let value = Memo::new(move |_| self.event.with(&get));
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
                self.change(|event| set(event, wanted));
            }
        });
        field
    }

    /// Saves the event as one step of undo; the draft is then no longer needed.
    pub async fn save(self, status: EventStatus) -> Result<DocumentId, EngineError> {
        let key = self.key();
        let mut event = self.event.get_untracked();
        event.status = status;
        let id = key.document();
        let command = Command::SaveEvent { id, event: Box::new(event) };
        let outcome = self.workspace.run(command).await?;
        self.close();
        remove_event_draft(self.workspace, &key).await?;
        match (outcome, id) {
            (Outcome::Document(id), _) | (_, Some(id)) => Ok(id),
            _ => Err(EngineError::NotFound { what: Thing::Event }),
        }
    }

    /// Throws the draft away and returns it, so that it can be brought back.
    pub async fn discard(self) -> Result<(DraftKey, WizardDraft), EngineError> {
        let key = self.key();
        let draft = self.stored_form().ok_or(EngineError::Stopped)?;
        self.close();
        remove_event_draft(self.workspace, &key).await?;
        Ok((key, draft))
    }

    fn close(self) {
        let _ = self.is_closed.try_update_value(|closed| *closed = true);
        self.stop_timer();
    }

    /// `None` once the page has been left.
    fn stored_form(self) -> Option<WizardDraft> {
        let event = self.event.try_get_untracked()?;
        Some(WizardDraft { event, step: self.step.try_get_untracked()? })
    }

    fn is_open(self) -> bool {
        self.is_closed.try_with_value(|closed| *closed) == Some(false)
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// The first change is stored at once, those that follow together, a moment later.
    fn keep_soon(self) {
        if !self.is_open() {
            return;
        }
        self.is_changed.set(true);
        self.save.state.set(SaveState::Saving);
        if self.timer.try_with_value(Option::is_some) == Some(true) {
            let _ = self.is_behind.try_update_value(|behind| *behind = true);
        } else {
            self.start_timer();
            self.keep();
        }
    }

    fn start_timer(self) {
        let gather = move || {
            let _ = self.timer.try_update_value(Option::take);
            if self.is_behind.try_update_value(std::mem::take) == Some(true) {
                self.start_timer();
                self.keep();
            }
        };
        // Without a clock every change is stored at once.
        if let Ok(timer) = set_timeout_with_handle(gather, KEEP_EVERY) {
            let _ = self.timer.try_update_value(|slot| *slot = Some(timer));
        }
    }

    fn keep_pending(self) {
        self.stop_timer();
        if self.is_open() && self.is_behind.try_update_value(std::mem::take) == Some(true) {
            self.keep();
        }
    }

    fn keep(self) {
        let (Some(draft), Some(key)) =
            (self.stored_form(), self.key.try_with_value(DraftKey::clone))
        else {
            return;
        };
        if self.settled.try_with_untracked(|settled| *settled != draft.event) == Some(true) {
            self.settled.set(draft.event.clone());
        }
        let workspace = self.workspace;
        spawn_local(async move {
            let result = put_event_draft(workspace, &key, &draft).await;
            let is_last = self.is_behind.try_with_value(|behind| *behind) != Some(true);
            let state = match result {
                Ok(()) if is_last => SaveState::Saved { at_ms: now_ms() },
                Ok(()) => return,
                Err(error) => SaveState::Failed {
                    reason: explain(&error).get(self.settings.language.get_untracked()).to_owned(),
                },
            };
            let _ = self.save.state.try_set(state);
        });
    }
}
