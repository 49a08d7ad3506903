//! Saves a round from a dialog: it closes where that went well, and stays open with what was typed
//! where it did not. Must not know what kind of round it is.

use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::Command;
use meadow_core::views::round::NewRound;

/// A dialog that saves rounds.
#[derive(Clone, Copy)]
pub struct RoundSaver {
    open: RwSignal<bool>,
    workspace: Workspace,
    offers: UndoOffers,
    pub is_busy: RwSignal<bool>,
}

impl RoundSaver {
    pub fn of(open: RwSignal<bool>) -> Self {
        Self {
            open,
            workspace: Workspace::expect(),
            offers: UndoOffers::expect(),
            is_busy: RwSignal::new(false),
        }
    }

    /// `said`: what the notice with the way back says.
    pub fn save(self, round: NewRound, said: String) {
        let Self { open, workspace, offers, is_busy } = self;
        is_busy.set(true);
        spawn_local(async move {
            match workspace.run(Command::SaveRound { round }).await {
                Ok(_) => {
                    let _ = open.try_set(false);
                    offers.offer(said);
                }
                Err(error) => offers.say(&explain(&error)),
            }
            let _ = is_busy.try_set(false);
        });
    }
}
