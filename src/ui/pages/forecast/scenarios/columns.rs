//! What can stand side by side: the event as saved, what is in hand, and every kept scenario.

use super::acts::ScenarioActs;
use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::scenario::{ForecastInputs, KeptScenario};

/// So many at most: more cannot be compared at a glance, and each takes a simulation.
pub const MOST_COLUMNS: usize = 4;
pub const LEAST_COLUMNS: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The event as it is saved.
    Saved,
    /// What is tried now.
    InHand,
    Kept(DocumentId),
}

impl ScenarioActs {
    /// All that can be chosen, in the order in which they stand; tracked.
    pub fn columns(self) -> Vec<Column> {
        let forecast = self.shown.forecast;
        let has_event = forecast.base.with(Option::is_some);
        let saved = has_event.then_some(Column::Saved);
        let in_hand = (!has_event || forecast.is_changed()).then_some(Column::InHand);
        let kept = self.list().into_iter().map(|(id, _)| Column::Kept(id));
        saved.into_iter().chain(in_hand).chain(kept).collect()
    }

    /// Those that are shown: the chosen ones that are there, or as many as fit; tracked.
    pub fn shown_columns(self) -> Vec<Column> {
        let all = self.columns();
        let chosen = self.chosen.get();
        let is_chosen =
            |column: &Column| chosen.as_ref().is_none_or(|chosen| chosen.contains(column));
        all.into_iter().filter(is_chosen).take(MOST_COLUMNS).collect()
    }

    /// Puts one beside the others, or takes it away.
    pub fn choose(self, column: Column, is_chosen: bool) {
        let mut columns = untrack(|| self.shown_columns());
        columns.retain(|one| *one != column);
        if is_chosen {
            columns.push(column);
        }
        self.chosen.set(Some(columns));
    }

    fn kept(self, id: DocumentId) -> Option<KeptScenario> {
        self.list().into_iter().find(|(one, _)| *one == id).map(|(_, kept)| kept)
    }

    /// Call it inside a view or signal.
    pub fn column_name(self, column: Column) -> String {
        let i18n = use_i18n();
        match column {
            Column::Saved => t_string!(i18n, scenarios.as_saved).to_owned(),
            Column::InHand => t_string!(i18n, scenarios.as_tried).to_owned(),
            Column::Kept(id) => self.kept(id).map(|kept| kept.name).unwrap_or_default(),
        }
    }

    /// What the forecast of a column starts from; tracked.
    pub fn column_inputs(self, column: Column) -> Option<ForecastInputs> {
        let forecast = self.shown.forecast;
        match column {
            Column::Saved => forecast.base.with(|base| base.as_ref().map(ForecastInputs::of)),
            // As the figures beside it: of what is at rest.
            Column::InHand => forecast.settled.with(|settled| {
                let event = settled.as_ref().map(|scenario| scenario.resulting_event());
                event.as_ref().map(ForecastInputs::of)
            }),
            Column::Kept(id) => self.kept(id).map(|kept| kept.inputs),
        }
    }
}
