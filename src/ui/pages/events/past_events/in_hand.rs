//! The table in hand: the file, how its columns are read, and what would come of it. Must not know how
//! any of it looks.

use std::sync::Arc;

use crate::state::engine::Asked;
use crate::state::import_session::ChosenFile;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::text::Language;
use meadow_core::protocol::{
    Command, EngineError, InspectFile, Outcome, PreviewPastEvents, ProposePastEvents,
};
use meadow_core::views::import::{Dialect, ImportInspection};
use meadow_core::views::past_events::{PastEventColumn, PastEventsMapping, PastEventsReport};

#[derive(Clone, Copy)]
pub struct TableInHand {
    workspace: Workspace,
    file: RwSignal<Option<ChosenFile>>,
    pub inspection: RwSignal<Option<Arc<ImportInspection>>>,
    pub mapping: RwSignal<Option<PastEventsMapping>>,
    /// What would come of it; follows the mapping and the workspace.
    pub preview: Asked<PastEventsReport>,
    /// Why the file cannot be used.
    pub problem: RwSignal<Option<EngineError>>,
    /// Numbers the looks; an answer to an older one is dropped.
    turn: StoredValue<u64>,
}

impl TableInHand {
    pub fn open() -> Self {
        let workspace = Workspace::expect();
        let file = RwSignal::new(None::<ChosenFile>);
        let mapping = RwSignal::new(None);
        let preview = workspace.asked(move || {
            let source = file.with(|file| file.as_ref().map(|file| file.source))?;
            Some(PreviewPastEvents { source, mapping: mapping.get()? })
        });
        let table = Self {
            workspace,
            file,
            inspection: RwSignal::new(None),
            mapping,
            preview,
            problem: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || table.let_go());
        table
    }

    /// In context.
    pub fn expect() -> Self {
        // cannot fail: `PastEventsDialog` provides it above every part.
        use_context().expect("table of past events in context")
    }

    /// Takes a file in hand, in place of the one before.
    pub fn choose(self, file: &web_sys::File, language: Language) {
        self.clear();
        let Some(source) = self.workspace.engine.attach_file(file) else { return };
        self.file.set(Some(ChosenFile { source, name: file.name(), n_bytes: file.size() }));
        self.look(None, language);
    }

    /// Lets go of everything.
    pub fn clear(self) {
        self.let_go();
        self.mapping.set(None);
        self.file.set(None);
        self.inspection.set(None);
        self.problem.set(None);
    }

    fn let_go(self) {
        self.next_turn();
        if let Some(file) = self.file.try_get_untracked().flatten() {
            self.workspace.engine.detach_file(file.source);
        }
    }

    /// Looks at the file, read as `dialect` says or found out.
    pub fn look(self, dialect: Option<Dialect>, language: Language) {
        let Some(file) = self.file.get_untracked() else { return };
        let turn = self.next_turn();
        self.problem.set(None);
        spawn_local(async move {
            let looked = self.propose(&file, dialect, language).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match looked {
                Ok((seen, mut mapping)) => {
                    // What was said of another sheet holds on.
                    if let Some(before) = self.mapping.get_untracked() {
                        mapping.method = before.method;
                    }
                    self.inspection.set(Some(Arc::new(seen)));
                    self.mapping.set(Some(mapping));
                }
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }

    async fn propose(
        self,
        file: &ChosenFile,
        dialect: Option<Dialect>,
        language: Language,
    ) -> Result<(ImportInspection, PastEventsMapping), EngineError> {
        let source = file.source;
        let seen = self.workspace.ask(InspectFile { source, dialect, language }).await?;
        let dialect = seen.dialect.clone();
        let mapping = self.workspace.ask(ProposePastEvents { source, dialect }).await?;
        Ok((seen, mapping))
    }

    /// Is a file being looked at?
    pub fn is_looking(self) -> bool {
        self.file.with(Option::is_some)
            && self.mapping.with(Option::is_none)
            && self.problem.with(Option::is_none)
    }

    /// Says what a column holds; no two hold the same.
    pub fn set_column(self, at: usize, column: Option<PastEventColumn>) {
        self.mapping.update(|mapping| {
            let Some(mapping) = mapping else { return };
            for (place, own) in mapping.columns.iter_mut().enumerate() {
                if place == at {
                    *own = column;
                } else if column.is_some() && *own == column {
                    *own = None;
                }
            }
        });
    }

    /// Adds what can be added, as one step of undo; gives how many events.
    pub async fn add(self) -> Result<usize, EngineError> {
        let in_hand = self.file.get_untracked().zip(self.mapping.get_untracked());
        let Some((file, mapping)) = in_hand else { return Err(EngineError::Cancelled) };
        let command = Command::AddPastEvents { source: file.source, mapping };
        match self.workspace.run(command).await? {
            Outcome::PastEvents(report) => Ok(report.events.len()),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    fn next_turn(self) -> u64 {
        self.turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or_default()
    }
}
