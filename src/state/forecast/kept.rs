//! Scenarios kept under a name: what is in hand as one of them, one of them taken in hand, and one
//! written into its event. Must not know how they are shown.

use leptos::prelude::{Get, GetUntracked, GetValue, Set, With, untrack};
use meadow_core::domain::event::Event;
use meadow_core::domain::ids::{DocumentId, DraftWriter};
use meadow_core::protocol::{Command, DraftBase, EngineError, GetEvent, GetScenarioEvent, Outcome};
use meadow_core::views::scenario::{ForecastInputs, KeptScenario, ScenarioBase};

use super::scenario::{Scenario, WhatIf};
use super::{Forecast, Subject};

/// The number rises with the form: which scenario the one in hand began as.
const DRAFT_NAME: &str = "forecast.scenario.1";

/// What was in hand before something else took its place.
#[derive(Clone)]
pub struct InHand {
    subject: Subject,
    scenario: Scenario,
    began_as: Option<DocumentId>,
}

impl Subject {
    pub(super) fn scenario_draft_name(self) -> String {
        match self {
            Self::Scenario => DRAFT_NAME.to_owned(),
            Self::Event(id) => format!("{DRAFT_NAME}/{}", id.0),
        }
    }
}

impl Forecast {
    /// What is in hand, as it would be kept; tracked.
    pub fn as_kept(self, name: String, note: String) -> Option<KeptScenario> {
        let began_as = self.began_as.get();
        self.scenario.with(|scenario| {
            let scenario = scenario.as_ref()?;
            let event = scenario.resulting_event();
            Some(KeptScenario {
                name,
                note,
                of: self.saved(),
                branched_from: began_as,
                inputs: ForecastInputs::of(&event),
                whom: scenario.whom.clone(),
                seed: event.seed,
            })
        })
    }

    /// Whether what is in hand starts from the same as a kept one; tracked.
    pub fn is_as(self, kept: &KeptScenario) -> bool {
        self.as_kept(String::new(), String::new())
            .is_some_and(|now| now.inputs == kept.inputs && now.whom == kept.whom)
    }

    /// Keeps a scenario, in place of `base`; gives its document.
    pub async fn save_scenario(
        self,
        base: Option<ScenarioBase>,
        scenario: KeptScenario,
    ) -> Result<Option<DocumentId>, EngineError> {
        let command = Command::SaveScenario { base, scenario: Box::new(scenario) };
        match self.workspace.run(command).await? {
            Outcome::Document(id) => Ok(Some(id)),
            _ => Ok(None),
        }
    }

    /// What is in hand counts as this scenario from here on.
    pub async fn note_began_as(self, id: Option<DocumentId>) -> Result<(), EngineError> {
        self.began_as.set(id);
        let Some((_, subject)) = self.opened.get_value() else { return Ok(()) };
        let (name, writer) = (subject.scenario_draft_name(), DraftWriter::default());
        self.workspace.put_draft(&name, &id, writer, DraftBase::Anything).await
    }

    /// Takes a kept scenario in hand; gives what was in hand before, to be put back.
    pub async fn take_scenario(
        self,
        id: DocumentId,
        kept: &KeptScenario,
    ) -> Result<Option<InHand>, EngineError> {
        let mut event = self.workspace.ask(GetScenarioEvent { id }).await?;
        let Some((_, subject)) = self.opened.get_value() else { return Ok(None) };
        // Another thing was opened meanwhile: its inputs are none of this scenario's.
        if self.saved() != kept.of {
            return Ok(None);
        }
        let before = self.scenario.get_untracked().map(|scenario| {
            let began_as = self.began_as.get_untracked();
            InHand { subject, scenario, began_as }
        });
        // No part of a scenario.
        if let Some(before) = &before {
            event.take_bets(&before.scenario.event);
        }
        let whom = kept.whom.clone();
        self.replace(Scenario { event, what_if: WhatIf::default(), whom }, Some(id)).await?;
        Ok(before)
    }

    /// Puts back what was in hand, unless something else is forecast by now.
    pub async fn put_back(self, before: InHand) -> Result<(), EngineError> {
        let subject = self.opened.get_value().map(|(_, subject)| subject);
        if subject != Some(before.subject) {
            return Ok(());
        }
        self.replace(before.scenario, before.began_as).await
    }

    async fn replace(
        self,
        scenario: Scenario,
        began_as: Option<DocumentId>,
    ) -> Result<(), EngineError> {
        self.stop_timer();
        self.take(self.base.get_untracked(), scenario);
        self.settle();
        self.note_began_as(began_as).await
    }

    /// Writes a kept scenario into its event, as one step of undo; a wizard draft of it takes the inputs
    /// too. What is tried stays in hand.
    ///
    /// # Errors
    /// Also [`EngineError::Conflict`] where the event's inputs are not those that are shown: they were changed
    /// elsewhere and would be lost unseen. They are shown from then on.
    pub async fn use_scenario(self, id: DocumentId, event: DocumentId) -> Result<(), EngineError> {
        let now = self.workspace.ask(GetEvent { id: event }).await?;
        let base = now.base();
        let was_changed = untrack(|| self.is_changed());
        let written_over = |event: &Event| (ForecastInputs::of(event), event.seed);
        let shown = self.base.get_untracked().filter(|_| self.saved() == Some(event));
        if shown.is_some_and(|shown| written_over(&shown) != written_over(&now.event)) {
            self.show_saved(now.event, was_changed);
            return Err(EngineError::Conflict);
        }
        self.workspace.run(Command::UseScenario { id, base }).await?;
        let saved = self.workspace.ask(GetEvent { id: event }).await?.event;
        if self.saved() == Some(event) {
            self.show_saved(saved.clone(), was_changed);
        }
        self.update_wizard_draft(event, base, &saved).await
    }

    /// The saved event is another by now; what was tried on it stays.
    fn show_saved(self, saved: Event, was_changed: bool) {
        match was_changed {
            true => self.base.set(Some(saved)),
            false => self.take(Some(saved.clone()), Scenario::of(saved)),
        }
    }
}
