//! Parting again what a merge made one, from wherever a merge is shown.

use super::wording::Texts;
use crate::i18n::t_string;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use leptos::prelude::{RwSignal, Set, untrack};
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::Command;

/// Splits, says who is apart again and offers to take it back. `names`: of those who become several.
pub fn split_again(
    i18n: Texts,
    workspace: Workspace,
    offers: UndoOffers,
    is_busy: RwSignal<bool>,
    (merge, at): (DocumentId, u32),
    names: &str,
) {
    let what = untrack(|| t_string!(i18n, customers.record_split, names = names).to_string());
    is_busy.set(true);
    spawn_local(async move {
        let result = workspace.run(Command::SplitCustomer { merge, at }).await;
        let _ = is_busy.try_set(false);
        match result {
            Ok(_) => offers.offer(what),
            Err(error) => offers.say(&explain(&error)),
        }
    });
}
