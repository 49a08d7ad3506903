//! The meadow board: the saved weights and cut-offs, others being tried out, and how the customers
//! stand under them. Must not know how the board is drawn.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    Effect, Get, GetUntracked, LocalStorage, Memo, RwSignal, Set, Signal, StoredValue, UpdateValue,
    With, WithUntracked, on_cleanup,
};
use leptos::task::spawn_local;
use meadow_core::domain::workspace::BoardSettings;
use meadow_core::protocol::{Command, GetBoard, GetFacts};
use meadow_core::views::board::BoardView;

use super::engine::Asked;
use super::engine_error::explain;
use super::settings::Settings;
use super::toasts::Toasts;
use super::workspace::Workspace;

/// Presses of a key closer together than this are one change, hence one step of undo.
const KEEP_AFTER: Duration = Duration::from_millis(600);

/// Made by the page that shows the board, and gone with it.
#[derive(Clone, Copy)]
pub struct Board {
    /// Under the settings tried out, else under the saved ones.
    pub view: Asked<BoardView>,
    /// With the cut-offs where their rules put them; `None` until they are known.
    pub settings: Signal<Option<BoardSettings>>,
    saved: Signal<Option<BoardSettings>>,
    trial: RwSignal<Option<BoardSettings>>,
    timer: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    workspace: Workspace,
    toasts: Toasts,
    language: Settings,
}

impl Board {
    pub fn open() -> Self {
        let workspace = Workspace::expect();
        let trial = RwSignal::new(None);
        let facts = workspace.asked(|| Some(GetFacts {}));
        let saved: Signal<Option<BoardSettings>> =
            Memo::new(move |_| facts.get().map(|facts| facts.board.clone())).into();
        let view = workspace.asked(move || Some(GetBoard { settings: trial.get() }));
        let settings = Memo::new(move |_| {
            let mut settings = trial.get().or_else(|| saved.get())?;
            let found = view.answer.with(|view| {
                let found = view.as_ref().map(|view| &view.settings);
                found.filter(|found| found.measures_like(&settings)).cloned()
            });
            if let Some(found) = found {
                settings.contribution_cut = found.contribution_cut;
                settings.loyalty_cut = found.loyalty_cut;
            }
            Some(settings)
        });
        let board = Self {
            view,
            settings: settings.into(),
            saved,
            trial,
            timer: StoredValue::new_local(None),
            workspace,
            toasts: Toasts::expect(),
            language: Settings::expect(),
        };
        // What was tried out holds until the saved settings have become the same.
        Effect::new(move |_| {
            let is_kept = saved.with(|saved| {
                let trial = trial.get_untracked();
                saved.as_ref().zip(trial).is_some_and(|(saved, trial)| saved.measures_like(&trial))
            });
            if is_kept {
                trial.set(None);
            }
        });
        on_cleanup(move || {
            if board.stop_timer() {
                board.keep();
            }
        });
        board
    }

    /// The saved settings, whatever is tried out.
    pub fn saved(self) -> Signal<Option<BoardSettings>> {
        self.saved
    }

    /// Counts anew under other settings, without saving them.
    pub fn try_out(self, settings: BoardSettings) {
        if self.settings.with_untracked(|now| now.as_ref() != Some(&settings)) {
            self.trial.set(Some(settings));
        }
    }

    /// Changes what is tried out, starting from what holds now.
    pub fn change(self, edit: impl FnOnce(&mut BoardSettings)) {
        if let Some(mut settings) = self.settings.get_untracked() {
            edit(&mut settings);
            self.try_out(settings);
        }
    }

    /// Goes back to the saved settings.
    pub fn give_up(self) {
        self.stop_timer();
        self.trial.set(None);
    }

    /// Saves what is tried out as one step of undo.
    pub fn keep(self) {
        self.stop_timer();
        let Some(Some(_)) = self.trial.try_get_untracked() else { return };
        let Some(Some(settings)) = self.settings.try_get_untracked() else { return };
        let is_saved = self.saved.try_with_untracked(|saved| {
            saved.as_ref().is_some_and(|saved| saved.measures_like(&settings))
        });
        if is_saved == Some(true) {
            self.trial.set(None);
            return;
        }
        spawn_local(async move {
            let command = Command::SetBoard { board: settings };
            if let Err(error) = self.workspace.run(command).await {
                let text = explain(&error);
                self.toasts.show(text.get(self.language.language.get_untracked()));
                // What is shown is what is saved.
                let _ = self.trial.try_set(None);
            }
        });
    }

    /// Saves once no further change follows for a moment.
    pub fn keep_soon(self) {
        self.stop_timer();
        match set_timeout_with_handle(move || self.keep(), KEEP_AFTER) {
            Ok(timer) => drop(self.timer.try_update_value(|slot| *slot = Some(timer))),
            Err(_) => self.keep(),
        }
    }

    /// Saves now what `keep_soon` was to save.
    pub fn keep_pending(self) {
        if self.stop_timer() {
            self.keep();
        }
    }

    fn stop_timer(self) -> bool {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }
}
