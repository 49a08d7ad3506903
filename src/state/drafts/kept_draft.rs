//! Something saved under a name that is being built or changed: kept in the browser as it is typed, so
//! that it is there again after the page was left, until it is saved or let go of. Must not know what is
//! typed, nor how it is shown.

use super::new_writer;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::DraftBase;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// Typing rests so long before it is kept.
const REST: Duration = Duration::from_millis(400);

/// What can be typed and kept.
pub trait Typed: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static> Typed for T {}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept<T> {
    typed: T,
    /// What is saved, as it was when the typing began.
    base: T,
}

/// The fields hold what is typed; the draft reads and fills them.
pub struct KeptDraft<T: Typed> {
    workspace: Workspace,
    key: StoredValue<String>,
    pub is_ready: RwSignal<bool>,
    pub base: RwSignal<T>,
    typed: Signal<T>,
    fill: Callback<T>,
    /// Rises with every change; outlives the page, for what was typed just before it was left.
    n_changes: StoredValue<Rc<Cell<u64>>, LocalStorage>,
}

impl<T: Typed> Clone for KeptDraft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Typed> Copy for KeptDraft<T> {}

impl<T: Typed> KeptDraft<T> {
    /// Begins with what was kept under `key`, else with what is saved, else with `new`. `stored`: `None`
    /// until it is known, then `None` within for what is not saved yet; `is_new` says that it never was.
    pub fn open(
        key: String,
        is_new: bool,
        stored: Signal<Option<Option<T>>>,
        new: T,
        typed: Signal<T>,
        fill: Callback<T>,
    ) -> Self {
        let draft = Self {
            workspace: Workspace::expect(),
            key: StoredValue::new(key),
            is_ready: RwSignal::new(false),
            base: RwSignal::new(new.clone()),
            typed,
            fill,
            n_changes: StoredValue::new_local(Rc::default()),
        };
        // What was kept: asked for once, then `Some`.
        let kept = RwSignal::new(None::<Option<Kept<T>>>);
        let key = draft.key.get_value();
        spawn_local(async move {
            let found = draft.workspace.draft::<Kept<T>>(&key).await.ok().flatten();
            let _ = kept.try_set(Some(found.map(|(kept, _)| kept)));
        });
        Effect::new(move |_| {
            let (Some(kept), Some(stored)) = (kept.get(), stored.get()) else { return };
            if !is_new && stored.is_none() {
                return;
            }
            let saved = stored.unwrap_or_else(|| new.clone());
            if draft.is_ready.get_untracked() {
                // Undo, or another tab: whoever has typed nothing sees what is saved.
                if !is_new && !untrack(|| draft.is_changed()) {
                    draft.base.set(saved.clone());
                    draft.fill.run(saved);
                }
                return;
            }
            let (typed, base) = kept.map_or((saved.clone(), saved), |kept| (kept.typed, kept.base));
            draft.base.set(base);
            draft.fill.run(typed);
            draft.is_ready.set(true);
        });
        draft.keep_as_typed();
        draft
    }

    /// Is there anything that has not been saved? Tracked.
    pub fn is_changed(self) -> bool {
        self.is_ready.get() && self.typed.get() != self.base.get()
    }

    fn keep_as_typed(self) {
        let writer = new_writer();
        let n_changes = self.n_changes.get_value();
        let key = self.key.get_value();
        Effect::new(move |_| {
            if !self.is_ready.get() {
                return;
            }
            let (typed, base) = (self.typed.get(), self.base.get());
            n_changes.set(n_changes.get() + 1);
            let (n_changes, number) = (n_changes.clone(), n_changes.get());
            let key = key.clone();
            set_timeout(
                move || {
                    // Typed on since, or saved.
                    if n_changes.get() != number {
                        return;
                    }
                    spawn_local(async move {
                        // A draft that cannot be kept is still there to be saved.
                        let _ = if typed == base {
                            self.workspace.delete_draft(&key, DraftBase::Anything).await
                        } else {
                            let kept = Kept { typed, base };
                            let base = DraftBase::Anything;
                            self.workspace.put_draft(&key, &kept, writer, base).await
                        };
                    });
                },
                REST,
            );
        });
    }

    /// What is typed is saved now, or let go of.
    pub fn settle(self, saved: T) {
        // Nothing that was typed before is kept any more.
        if let Some(n_changes) = self.n_changes.try_get_value() {
            n_changes.set(n_changes.get() + 1);
        }
        let key = self.key.try_get_value();
        let _ = self.base.try_set(saved.clone());
        if self.is_ready.try_get_untracked() == Some(true) {
            self.fill.run(saved);
        }
        spawn_local(async move {
            if let Some(key) = key {
                let _ = self.workspace.delete_draft(&key, DraftBase::Anything).await;
            }
        });
    }

    /// Somebody has saved it meanwhile, as it stands there now; tracked.
    pub fn theirs(self, stored: T) -> Option<T> {
        (self.is_changed() && self.base.with(|base| *base != stored)).then_some(stored)
    }
}
