//! One event being planned: edited field by field, written to the drafts as it is typed, saved as
//! one step of undo at the end. Must not know the fields.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    Effect, Get, GetUntracked, GetValue, LocalStorage, Memo, RwSignal, Set, SetValue, StoredValue,
    Update, UpdateValue, With, WithUntracked, WithValue, on_cleanup, untrack,
    window_event_listener_untyped,
};
use leptos::task::spawn_local;
use meadow_core::domain::event::{Event, EventBase, EventStatus};
use meadow_core::domain::ids::{DocumentId, DraftWriter};
use meadow_core::domain::text::Text;
use meadow_core::protocol::{Command, DraftBase, EngineError, GetEvent, Outcome, Thing};

use super::{DraftKey, WizardDraft, new_writer, put_event_draft, read_event_draft};
use crate::platform::clock::now_ms;
use crate::state::engine_error::explain;
use crate::state::save_status::{SaveState, SaveStatus};
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
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
    /// Another tab has typed into the same draft: whoever did so last. Until the reader has chosen
    /// nothing is stored from here.
    pub rival: RwSignal<Option<DraftWriter>>,
    /// The saved event that saving replaces.
    origin: StoredValue<Option<EventBase>>,
    writer: DraftWriter,
    /// The stored draft that may be written over.
    base: StoredValue<DraftBase>,
    /// The event as last seen in storage.
    stored: StoredValue<Event>,
    step: RwSignal<String>,
    key: StoredValue<DraftKey>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    /// There are changes that wait for the timer.
    is_behind: StoredValue<bool>,
    /// How often the draft was handed over to be stored. Only the answer to the last time says that
    /// everything is.
    n_sent: StoredValue<u64>,
    last_change_ms: StoredValue<f64>,
    /// Saved or discarded: nothing more may be stored.
    is_closed: StoredValue<bool>,
    workspace: Workspace,
    save: SaveStatus,
    settings: Settings,
    toasts: Toasts,
}

/// What saving does with the event as it is stored by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOver {
    /// Replaces it if it is still the one the draft began from; else a conflict.
    Seen,
    /// Replaces it, whatever it is.
    Newest,
    /// Leaves it and adds another event.
    Nothing,
}

impl EventDraft {
    /// Takes a draft in hand; `stored_by` says that it is stored already, and by whom.
    pub fn open(key: DraftKey, draft: WizardDraft, stored_by: Option<DraftWriter>) -> Self {
        let this = Self {
            rival: RwSignal::new(None),
            origin: StoredValue::new(draft.base),
            writer: new_writer(),
            base: StoredValue::new(stored_by.map_or(DraftBase::Nothing, DraftBase::By)),
            stored: StoredValue::new(draft.event.clone()),
            settled: RwSignal::new(draft.event.clone()),
            event: RwSignal::new(draft.event),
            before: RwSignal::new(Vec::new()),
            is_changed: RwSignal::new(stored_by.is_some()),
            step: RwSignal::new(draft.step),
            key: StoredValue::new(key),
            timer: StoredValue::new_local(None),
            is_behind: StoredValue::new(false),
            n_sent: StoredValue::new(0),
            last_change_ms: StoredValue::new(0.0),
            is_closed: StoredValue::new(false),
            workspace: Workspace::expect(),
            save: SaveStatus::expect(),
            settings: Settings::expect(),
            toasts: Toasts::expect(),
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
    pub async fn save(
        self,
        status: EventStatus,
        over: SaveOver,
    ) -> Result<DocumentId, EngineError> {
        let mut event = self.event.get_untracked();
        event.status = status;
        let base = match (self.origin.get_value(), over) {
            (None, _) | (_, SaveOver::Nothing) => None,
            (Some(seen), SaveOver::Seen) => Some(seen),
            (Some(EventBase { id, .. }), SaveOver::Newest) => {
                Some(self.workspace.ask(GetEvent { id }).await?.base())
            }
        };
        let command = Command::SaveEvent { base, event: Box::new(event) };
        let outcome = match self.workspace.run(command).await {
            Ok(outcome) => outcome,
            Err(error) => {
                // Saving in another tab may have taken the draft away.
                if self.is_changed.try_get_untracked() == Some(true) {
                    self.keep();
                }
                return Err(error);
            }
        };
        self.close();
        match self.remove_stored().await {
            // Another tab's text stays.
            Ok(()) | Err(EngineError::Conflict) => {}
            Err(error) => return Err(error),
        }
        match (outcome, base) {
            (Outcome::Document(id), _) | (_, Some(EventBase { id, .. })) => Ok(id),
            _ => Err(EngineError::NotFound { what: Thing::Event }),
        }
    }

    /// Throws the draft away and returns it, so that it can be brought back.
    pub async fn discard(self) -> Result<(DraftKey, WizardDraft), EngineError> {
        let draft = self.stored_form().ok_or(EngineError::Stopped)?;
        self.stop_timer();
        self.remove_stored().await?;
        self.close();
        Ok((self.key(), draft))
    }

    async fn remove_stored(self) -> Result<(), EngineError> {
        let name = self.key().name();
        // What was sent from here last may still be on its way.
        match self.workspace.delete_draft(&name, DraftBase::By(self.writer)).await {
            Err(EngineError::Conflict) => {
                self.workspace.delete_draft(&name, self.base.get_value()).await
            }
            result => result,
        }
    }

    /// Of the two texts in one draft, the one here is stored.
    pub fn keep_mine(self) {
        let Some(theirs) = self.rival.get_untracked() else { return };
        self.base.set_value(DraftBase::By(theirs));
        self.rival.set(None);
        self.keep();
    }

    /// Of the two texts in one draft, the one of the other tab is shown; the one here is a change
    /// that can be taken back.
    pub async fn take_theirs(self) -> Result<(), EngineError> {
        let Some((theirs, writer)) = read_event_draft(self.workspace, &self.key()).await? else {
            // It has gone meanwhile: nothing stands against this one any more.
            self.keep_mine();
            return Ok(());
        };
        self.base.set_value(DraftBase::By(writer));
        self.origin.set_value(theirs.base);
        self.stored.set_value(theirs.event.clone());
        self.rival.set(None);
        self.before.update(|before| before.push(self.event.get_untracked()));
        self.settled.set(theirs.event.clone());
        self.event.set(theirs.event);
        self.save.state.set(SaveState::Saved { at_ms: now_ms() });
        Ok(())
    }

    fn close(self) {
        let _ = self.is_closed.try_update_value(|closed| *closed = true);
        self.stop_timer();
    }

    /// `None` once the page has been left.
    fn stored_form(self) -> Option<WizardDraft> {
        let event = self.event.try_get_untracked()?;
        let base = self.origin.try_get_value()?;
        Some(WizardDraft { event, step: self.step.try_get_untracked()?, base })
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
        if self.rival.try_get_untracked().flatten().is_some() {
            return self.say_not_kept(&EngineError::Conflict);
        }
        let (workspace, writer) = (self.workspace, self.writer);
        let Some(base) = self.base.try_get_value() else { return };
        let sent = self.n_sent.try_update_value(|n| {
            *n += 1;
            *n
        });
        spawn_local(async move {
            let result = put_event_draft(workspace, &key, &draft, writer, base).await;
            match result {
                Ok(()) => {
                    let _ = self.base.try_set_value(DraftBase::By(writer));
                    let _ = self.stored.try_set_value(draft.event);
                    let is_newest =
                        self.n_sent.try_get_value().is_none_or(|newest| Some(newest) == sent);
                    let is_last =
                        is_newest && self.is_behind.try_with_value(|behind| *behind) != Some(true);
                    let is_free = self.rival.try_with_untracked(Option::is_none) != Some(false);
                    if is_last && is_free {
                        let _ = self.save.state.try_set(SaveState::Saved { at_ms: now_ms() });
                    }
                }
                Err(EngineError::Conflict) if self.is_open() => self.meet_rival(key).await,
                Err(error) => self.say_not_kept(&error),
            }
        });
    }

    /// Another tab has written the same draft, or taken it away.
    async fn meet_rival(self, key: DraftKey) {
        let there = match read_event_draft(self.workspace, &key).await {
            Ok(there) => there,
            Err(error) => return self.say_not_kept(&error),
        };
        let Some(stored) = self.stored.try_get_value() else { return };
        match there {
            // An answer that comes late: it has been settled.
            Some((_, writer)) if writer == self.writer => {}
            Some((theirs, writer)) if !is_same_text(&theirs.event, &stored) => {
                let _ = self.rival.try_set(Some(writer));
                self.say_not_kept(&EngineError::Conflict);
            }
            // It has only been looked through there.
            Some((_, writer)) => {
                let _ = self.base.try_set_value(DraftBase::By(writer));
                self.keep();
            }
            // Saved or discarded there: what is typed here goes on as a draft of its own.
            None => {
                let _ = self.base.try_set_value(DraftBase::Nothing);
                self.say(both!(events.draft_gone));
                self.keep();
            }
        }
    }

    fn say(self, text: Text) {
        self.toasts.show(text.get(self.settings.language.get_untracked()));
    }

    fn say_not_kept(self, error: &EngineError) {
        let text = match error {
            EngineError::Conflict => both!(events.draft_clash),
            error => explain(error),
        };
        let reason = text.get(self.settings.language.get_untracked()).to_owned();
        let _ = self.save.state.try_set(SaveState::Failed { reason });
    }
}

/// Apart from which steps have been gone through, which opening a draft changes.
fn is_same_text(one: &Event, other: &Event) -> bool {
    let text = |event: &Event| Event { steps_done: Vec::new(), ..event.clone() };
    text(one) == text(other)
}
