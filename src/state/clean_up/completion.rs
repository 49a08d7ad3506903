//! A table that fills in what is known of customers: the file in hand, how it is joined, and what would
//! come of it. Must not know how any of it looks.

use std::sync::Arc;

use leptos::prelude::{
    Effect, Get, GetUntracked, LocalStorage, RwSignal, Set, StoredValue, Update, UpdateValue,
    WithValue,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::domain::text::Language;
use meadow_core::protocol::{
    Command, EngineError, InspectFile, Outcome, PreviewCompletion, ProposeCompletion,
};
use meadow_core::views::completion::{CompletionMapping, CompletionReport};
use meadow_core::views::import::{Dialect, ImportInspection};

use crate::platform::engine_client::CancelHandle;
use crate::state::first_use::FirstUse;
use crate::state::import_session::ChosenFile;
use crate::state::workspace::Workspace;

/// The completion in hand.
#[derive(Clone, Copy)]
pub struct Completion {
    workspace: Workspace,
    pub file: RwSignal<Option<ChosenFile>>,
    pub inspection: RwSignal<Option<Arc<ImportInspection>>>,
    pub mapping: RwSignal<Option<CompletionMapping>>,
    /// What would come of it; `None` while it is counted, and where nothing is to be filled in.
    pub preview: RwSignal<Option<Arc<CompletionReport>>>,
    /// Why the file, or the mapping as it is, cannot be used. Nothing was changed.
    pub problem: RwSignal<Option<EngineError>>,
    pub is_counting: RwSignal<bool>,
    pub is_completing: RwSignal<bool>,
    hands: StoredValue<Hands, LocalStorage>,
    first_use: FirstUse,
}

/// What is under way.
#[derive(Default)]
struct Hands {
    /// Numbers looks and previews; an answer to an older one is dropped.
    turn: u64,
    preview: Option<CancelHandle>,
}

impl Completion {
    pub(super) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            file: RwSignal::new(None),
            inspection: RwSignal::new(None),
            mapping: RwSignal::new(None),
            preview: RwSignal::new(None),
            problem: RwSignal::new(None),
            is_counting: RwSignal::new(false),
            is_completing: RwSignal::new(false),
            hands: StoredValue::new_local(Hands::default()),
            first_use: FirstUse::here(),
        }
    }

    fn follow(self) {
        // What would come of it depends on who is there.
        let revision = self.workspace.revision();
        Effect::new(move |before: Option<Option<(WorkspaceId, Revision)>>| {
            let now = revision.get();
            if before.is_some_and(|before| before != now) {
                self.count();
            }
            now
        });
    }

    /// Takes a file in hand, in place of the one before.
    pub fn choose(self, file: &web_sys::File, language: Language) {
        self.first_use.begin(|| self.follow());
        self.clear();
        let Some(source) = self.workspace.engine.attach_file(file) else { return };
        self.file.set(Some(ChosenFile { source, name: file.name(), n_bytes: file.size() }));
        self.look(None, language);
    }

    /// Lets go of everything.
    pub fn clear(self) {
        self.next_turn();
        if let Some(file) = self.file.get_untracked() {
            self.workspace.engine.detach_file(file.source);
        }
        self.file.set(None);
        self.inspection.set(None);
        self.mapping.set(None);
        self.preview.set(None);
        self.problem.set(None);
    }

    /// Looks at the file, read as `dialect` says or found out, and proposes how it is joined.
    pub fn look(self, dialect: Option<Dialect>, language: Language) {
        let Some(file) = self.file.get_untracked() else { return };
        let turn = self.next_turn();
        self.problem.set(None);
        spawn_local(async move {
            let source = file.source;
            let looked = self.workspace.ask(InspectFile { source, dialect, language }).await;
            let proposed = match &looked {
                Ok(seen) => {
                    let dialect = seen.dialect.clone();
                    self.workspace.ask(ProposeCompletion { source, dialect }).await
                }
                Err(error) => Err(error.clone()),
            };
            if !self.is_turn(turn) {
                return;
            }
            match (looked, proposed) {
                (Ok(seen), Ok(mapping)) => {
                    self.inspection.set(Some(Arc::new(seen)));
                    self.mapping.set(Some(mapping));
                    self.count();
                }
                (_, Err(error)) | (Err(error), _) => self.problem.set(Some(error)),
            }
        });
    }

    /// Joins it another way.
    pub fn change(self, change: impl FnOnce(&mut CompletionMapping)) {
        self.mapping.update(|mapping| {
            if let Some(mapping) = mapping {
                change(mapping);
            }
        });
        self.count();
    }

    /// Fills in. One step of undo.
    pub async fn complete(self) -> Result<CompletionReport, EngineError> {
        let in_hand = self.file.get_untracked().zip(self.mapping.get_untracked());
        let Some((file, mapping)) = in_hand else { return Err(EngineError::Cancelled) };
        self.is_completing.set(true);
        let command = Command::CompleteCustomers { source: file.source, mapping };
        let result = self.workspace.run(command).await;
        self.is_completing.set(false);
        match result? {
            Outcome::Completed(report) => Ok(report),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// Asks what would come of it, in place of what was asked before.
    fn count(self) {
        let in_hand = self.file.get_untracked().zip(self.mapping.get_untracked());
        let Some((file, mapping)) = in_hand else { return };
        let turn = self.next_turn();
        self.problem.set(None);
        if mapping.fills.is_empty() {
            return self.preview.set(None);
        }
        let query = PreviewCompletion { source: file.source, mapping };
        let Some(begun) = self.workspace.engine.begin_ask(query, |_| {}) else { return };
        let (cancel, result) = (begun.cancel, begun.result);
        self.hands.update_value(|hands| hands.preview = Some(cancel));
        self.is_counting.set(true);
        spawn_local(async move {
            let answer = result.await;
            if !self.is_turn(turn) {
                return;
            }
            self.is_counting.set(false);
            match answer {
                Ok(report) => self.preview.set(Some(Arc::new(report))),
                Err(EngineError::Cancelled) => {}
                Err(error) => {
                    self.preview.set(None);
                    self.problem.set(Some(error));
                }
            }
        });
    }

    /// Is a file being looked at for the first time?
    pub fn is_looking(self) -> bool {
        self.file.get().is_some() && self.mapping.get().is_none() && self.problem.get().is_none()
    }

    /// Ends what is under way and numbers the next look or preview.
    fn next_turn(self) -> u64 {
        let mut turn = 0;
        self.hands.update_value(|hands| {
            hands.turn += 1;
            turn = hands.turn;
            if let Some(preview) = hands.preview.take() {
                preview.cancel();
            }
        });
        self.is_counting.set(false);
        turn
    }

    fn is_turn(self, turn: u64) -> bool {
        self.hands.with_value(|hands| hands.turn == turn)
    }
}
