//! The facts of the open workspace, changed one at a time: each change is saved at once as one
//! step of undo.

use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::protocol::{Command, GetFacts};

/// In context of every part of the page.
#[derive(Clone, Copy)]
pub struct FactsInHand {
    /// `None` until they are known. Ahead of what is saved while a change is on its way.
    pub facts: RwSignal<Option<WorkspaceFacts>>,
    n_on_the_way: StoredValue<u32>,
    workspace: Workspace,
    toasts: Toasts,
    settings: Settings,
}

impl FactsInHand {
    pub fn open() -> Self {
        let workspace = Workspace::expect();
        let this = Self {
            facts: RwSignal::new(None),
            n_on_the_way: StoredValue::new(0),
            workspace,
            toasts: Toasts::expect(),
            settings: Settings::expect(),
        };
        let asked = workspace.asked(|| Some(GetFacts {}));
        Effect::new(move |_| {
            let facts = asked.get();
            // An answer from between two changes would take the second one back.
            if this.n_on_the_way.get_value() == 0 {
                this.facts.set(facts.map(|facts| facts.as_ref().clone()));
            }
        });
        this
    }

    /// The facts in context.
    pub fn expect() -> Self {
        // cannot fail: who shows parts that change facts provides them above.
        use_context().expect("facts in context")
    }

    /// A value of the facts as a field shows it: set anew whenever what is saved differs.
    pub fn follow<T>(
        self,
        get: impl Fn(&WorkspaceFacts) -> T + Send + Sync + 'static,
    ) -> RwSignal<T>
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        let now = Memo::new(move |_| {
            self.facts.with(|facts| facts.as_ref().map(&get).unwrap_or_default())
        });
        let field = RwSignal::new(now.get_untracked());
        Effect::new(move |_| field.set(now.get()));
        field
    }

    /// Saves a change.
    pub fn save(self, edit: impl FnOnce(&mut WorkspaceFacts)) {
        let Some(before) = self.facts.get_untracked() else { return };
        let mut after = before.clone();
        edit(&mut after);
        if after == before {
            return;
        }
        let is_renamed = after.name != before.name;
        self.facts.set(Some(after.clone()));
        self.n_on_the_way.update_value(|n| *n += 1);
        spawn_local(async move {
            let result = self.workspace.run(Command::SetFacts { facts: Box::new(after) }).await;
            let n_left = self.n_on_the_way.try_update_value(|n| {
                *n -= 1;
                *n
            });
            if let Err(error) = result {
                self.toasts.show(explain(&error).get(self.settings.language.get_untracked()));
                if n_left == Some(0) {
                    let _ = self.facts.try_set(Some(before));
                }
            } else if is_renamed {
                // The switcher lists the new name. Should that fail, it is listed later.
                let _ = self.workspace.list().await;
            }
        });
    }
}
