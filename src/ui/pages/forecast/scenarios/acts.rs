//! What can be done with scenarios, and the ones there are. In context of the page's parts. Must not
//! know how they look.

use super::super::shown::Shown;
use super::columns::Column;
use crate::i18n::{t_string, use_i18n};
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::forecast::InHand;
use crate::state::settings::Settings;
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say_now;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, EngineError, GetScenarios};
use meadow_core::views::scenario::{KeptScenario, ScenarioBase};

/// A name is being asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    /// Of what is in hand.
    Keep,
    /// Of a branch of this one.
    Branch(DocumentId, Box<KeptScenario>),
    /// Of this one, in place of the one it has.
    Rename(DocumentId, Box<KeptScenario>),
}

#[derive(Clone, Copy)]
pub struct ScenarioActs {
    pub shown: Shown,
    /// Oldest first.
    pub all: Asked<Vec<(DocumentId, KeptScenario)>>,
    pub naming: RwSignal<Option<Naming>>,
    /// Those that stand side by side; `None`: nobody has chosen yet.
    pub chosen: RwSignal<Option<Vec<Column>>>,
    i18n: Texts,
    offers: UndoOffers,
    toasts: Toasts,
    settings: Settings,
}

impl ScenarioActs {
    pub fn open(shown: Shown) -> Self {
        let forecast = shown.forecast;
        let all = Workspace::expect().asked(move || {
            // Moves when something else is forecast.
            forecast.n_opened.track();
            forecast.scenario.with(Option::is_some).then(|| GetScenarios { of: forecast.saved() })
        });
        let acts = Self {
            shown,
            all,
            naming: RwSignal::new(None),
            chosen: RwSignal::new(None),
            i18n: use_i18n(),
            offers: UndoOffers::expect(),
            toasts: Toasts::expect(),
            settings: Settings::expect(),
        };
        let subject = Memo::new(move |_| {
            forecast.n_opened.track();
            forecast.saved()
        });
        Effect::new(move |before: Option<Option<DocumentId>>| {
            let now = subject.get();
            if before.is_some_and(|before| before != now) {
                acts.chosen.set(None);
            }
            now
        });
        acts
    }

    /// In context.
    pub fn expect() -> Self {
        // cannot fail: `EventForecast` provides it above every part.
        use_context().expect("scenarios in context")
    }

    /// Those of what is forecast now; tracked. Never those of what was forecast before.
    pub fn list(self) -> Vec<(DocumentId, KeptScenario)> {
        self.shown.forecast.n_opened.track();
        let of = self.shown.forecast.saved();
        let all = self.all.get();
        let all = all.iter().flat_map(|all| all.iter());
        all.filter(|(_, scenario)| scenario.of == of).cloned().collect()
    }

    pub fn has_any(self) -> bool {
        !self.list().is_empty()
    }

    pub fn ask_to_keep(self) {
        self.naming.set(Some(Naming::Keep));
    }

    /// Does what a name was asked for; `is_done` hears whether it went well.
    pub fn name(self, naming: Naming, name: String, note: String, is_done: Callback<bool>) {
        let forecast = self.shown.forecast;
        let i18n = self.i18n;
        let said = say_now!(i18n, scenarios.kept, name = name.clone());
        spawn_local(async move {
            let result = match naming {
                Naming::Keep => self.keep(name, note).await,
                Naming::Branch(id, kept) => {
                    let from = Some(id);
                    let branch = KeptScenario { name, note, branched_from: from, ..*kept };
                    self.branch(branch).await
                }
                Naming::Rename(id, seen) => {
                    let named = KeptScenario { name, note, ..*seen.clone() };
                    let base = ScenarioBase { id, scenario: seen };
                    forecast.save_scenario(Some(base), named).await.map(drop)
                }
            };
            is_done.run(result.is_ok());
            match result {
                Ok(()) => self.offers.offer(said),
                Err(error) => self.report(error),
            }
        });
    }

    async fn keep(self, name: String, note: String) -> Result<(), EngineError> {
        let forecast = self.shown.forecast;
        let Some(kept) = untrack(|| forecast.as_kept(name, note)) else { return Ok(()) };
        let id = forecast.save_scenario(None, kept).await?;
        forecast.note_began_as(id).await
    }

    /// The branch is taken in hand, to be changed.
    async fn branch(self, branch: KeptScenario) -> Result<(), EngineError> {
        let id = self.shown.forecast.save_scenario(None, branch.clone()).await?;
        let Some(id) = id else { return Ok(()) };
        let before = self.shown.forecast.take_scenario(id, &branch).await?;
        self.offer_back(branch.name, before);
        Ok(())
    }

    /// Takes it in hand, and offers the way back to what was.
    pub fn take(self, id: DocumentId, kept: KeptScenario) {
        spawn_local(async move {
            match self.shown.forecast.take_scenario(id, &kept).await {
                Ok(before) => self.offer_back(kept.name, before),
                Err(error) => self.report(error),
            }
        });
    }

    /// What is in hand takes the place of what it began as.
    pub fn save_over(self, id: DocumentId, seen: KeptScenario) {
        let forecast = self.shown.forecast;
        let (name, note) = (seen.name.clone(), seen.note.clone());
        let Some(now) = untrack(|| forecast.as_kept(name, note)) else { return };
        let changed = KeptScenario { branched_from: seen.branched_from, ..now };
        let i18n = self.i18n;
        let said = say_now!(i18n, scenarios.changed, name = seen.name.clone());
        let base = ScenarioBase { id, scenario: Box::new(seen) };
        spawn_local(async move {
            match forecast.save_scenario(Some(base), changed).await {
                Ok(_) => self.offers.offer(said),
                Err(error) => self.report(error),
            }
        });
    }

    /// Writes it into its event.
    pub fn write_into_event(self, id: DocumentId, kept: KeptScenario) {
        let Some(event) = kept.of else { return };
        let i18n = self.i18n;
        let said = say_now!(i18n, scenarios.written, name = kept.name.clone());
        spawn_local(async move {
            match self.shown.forecast.use_scenario(id, event).await {
                Ok(()) => self.offers.offer(said),
                Err(error) => self.report(error),
            }
        });
    }

    pub fn remove(self, id: DocumentId, name: String) {
        let i18n = self.i18n;
        let said = say_now!(i18n, scenarios.removed, name = name.clone());
        self.offers.run(Command::DeleteKept { id }, said);
    }

    fn offer_back(self, name: String, before: Option<InHand>) {
        let i18n = self.i18n;
        let Some(before) = before else { return };
        let put_back = move |()| {
            let before = before.clone();
            spawn_local(async move {
                if let Err(error) = self.shown.forecast.put_back(before).await {
                    self.report(error);
                }
            });
        };
        let label = untrack(|| t_string!(i18n, scenarios.back_to_before).to_owned());
        let action = ToastAction { label, shortcut: None, run: Callback::new(put_back) };
        self.toasts.show_with(say_now!(i18n, scenarios.in_hand_now, name = name), action);
    }

    fn report(self, error: EngineError) {
        self.toasts.show(explain(&error).get(self.settings.language.get_untracked()));
    }
}
