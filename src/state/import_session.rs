//! A file on its way in: what it is, how it is read, what would become of it, how far it is.
//! Survives leaving the page. Must not know how any of it looks.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{
    Effect, Get, GetUntracked, LocalStorage, RwSignal, Set, Signal, StoredValue, Update,
    UpdateValue, WithUntracked, WithValue, set_timeout_with_handle, use_context,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::domain::text::Language;
use meadow_core::protocol::{
    Command, EngineError, InspectFile, Outcome, PreviewImport, Progress, ProgressUnit, SourceId,
};
use meadow_core::views::import::{
    ColumnRole, ConsentNote, Dialect, FileProblem, FirstFacts, ImportInspection, ImportMapping,
    ImportReport, UpdateRules,
};

use super::known_layouts;
use super::workspace::Workspace;
use crate::platform::clock::now_ms;
use crate::platform::engine_client::CancelHandle;

/// The preview waits so long after the last change.
const PREVIEW_AFTER: Duration = Duration::from_millis(300);

/// A file in the engine's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenFile {
    pub source: SourceId,
    pub name: String,
    pub n_bytes: f64,
}

/// How far long work is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    pub done: u64,
    /// 0 while unknown.
    pub total: u64,
    pub rows_per_second: f64,
    /// The rows are read and are being saved.
    pub is_saving: bool,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedImport {
    pub file_name: String,
    pub report: ImportReport,
    /// The state it left behind; the import can be undone while this is the state.
    pub at: Option<(WorkspaceId, Revision)>,
    pub is_undone: bool,
}

/// The import in hand.
#[derive(Clone, Copy)]
pub struct ImportSession {
    workspace: Workspace,
    language: Signal<Language>,
    pub file: RwSignal<Option<ChosenFile>>,
    pub inspection: RwSignal<Option<Arc<ImportInspection>>>,
    /// One per column of the file.
    pub roles: RwSignal<Vec<ColumnRole>>,
    /// How known customers are recognised and changed; changed through `change_rules`.
    pub rules: RwSignal<UpdateRules>,
    /// What holds for the permissions in the file; set through `set_consent`.
    pub consent: RwSignal<ConsentNote>,
    /// The roles are those of the last file of this layout.
    pub is_recalled: RwSignal<bool>,
    /// Why the file as a whole cannot come in. Nothing was changed.
    pub problem: RwSignal<Option<EngineError>>,
    pub preview: RwSignal<Option<Arc<ImportReport>>>,
    /// What is wrong with the roles as they are.
    pub mapping_problem: RwSignal<Option<EngineError>>,
    /// `Some` while a preview is being worked out.
    pub preview_pace: RwSignal<Option<Pace>>,
    /// `Some` while the file comes in.
    pub import_pace: RwSignal<Option<Pace>>,
    pub finished: RwSignal<Option<FinishedImport>>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// What is under way.
#[derive(Default)]
struct Hands {
    /// Numbers looks and previews; an answer to an older one is dropped.
    turn: u64,
    timer: Option<TimeoutHandle>,
    preview: Option<CancelHandle>,
    import: Option<CancelHandle>,
}

impl ImportSession {
    /// Nothing in hand.
    pub fn new(workspace: Workspace, language: Signal<Language>) -> Self {
        let session = Self {
            workspace,
            language,
            file: RwSignal::new(None),
            inspection: RwSignal::new(None),
            roles: RwSignal::new(Vec::new()),
            rules: RwSignal::new(UpdateRules::default()),
            consent: RwSignal::new(ConsentNote::default()),
            is_recalled: RwSignal::new(false),
            problem: RwSignal::new(None),
            preview: RwSignal::new(None),
            mapping_problem: RwSignal::new(None),
            preview_pace: RwSignal::new(None),
            import_pace: RwSignal::new(None),
            finished: RwSignal::new(None),
            hands: StoredValue::new_local(Hands::default()),
        };
        // What would become of the file depends on who is there already.
        let revision = workspace.revision();
        Effect::new(move |before: Option<Option<(WorkspaceId, Revision)>>| {
            let now = revision.get();
            if before.is_some_and(|before| before != now) {
                session.look_if_waiting();
                session.preview_later();
            }
            session.follow_undo();
            now
        });
        session
    }

    /// The session in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the session above every component.
        use_context().expect("import session in context")
    }

    /// Takes a file in hand, in place of the one before.
    pub fn choose(self, file: &web_sys::File) {
        self.start_over();
        let Some(source) = self.workspace.engine.attach_file(file) else { return };
        self.file.set(Some(ChosenFile { source, name: file.name(), n_bytes: file.size() }));
        self.look(None);
    }

    /// Lets go of everything. An import under way goes on.
    pub fn start_over(self) {
        self.next_turn();
        if let Some(file) = self.file.get_untracked() {
            self.workspace.engine.detach_file(file.source);
        }
        self.file.set(None);
        self.inspection.set(None);
        self.roles.set(Vec::new());
        self.rules.set(UpdateRules::default());
        self.consent.set(ConsentNote::default());
        self.is_recalled.set(false);
        self.problem.set(None);
        self.preview.set(None);
        self.mapping_problem.set(None);
        self.preview_pace.set(None);
        self.finished.set(None);
    }

    /// Looks at the file again, read as `dialect` says; `None` finds out.
    pub fn look(self, dialect: Option<Dialect>) {
        let Some(file) = self.file.get_untracked() else { return };
        let turn = self.next_turn();
        self.problem.set(None);
        let is_first = dialect.is_none();
        let language = self.language.get_untracked();
        spawn_local(async move {
            let query = InspectFile { source: file.source, dialect, language };
            let answer = self.workspace.ask(query).await;
            if !self.is_turn(turn) {
                return;
            }
            match answer {
                Ok(inspection) => self.take_look(inspection, is_first),
                // It is looked at as soon as a workspace is there.
                Err(EngineError::NoWorkspace) => {}
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }

    /// Reads the file another way: the columns may change, the roles stay where they can.
    pub fn read_as(self, change: impl FnOnce(&mut Dialect)) {
        let dialect = self.inspection.with_untracked(|inspection| {
            inspection.as_ref().map(|inspection| inspection.dialect.clone())
        });
        if let Some(mut dialect) = dialect {
            change(&mut dialect);
            self.look(Some(dialect));
        }
    }

    /// Says what a column becomes.
    pub fn set_role(self, column: usize, role: ColumnRole) {
        self.roles.update(|roles| {
            if let Some(own) = roles.get_mut(column) {
                *own = role;
            }
        });
        self.is_recalled.set(false);
        self.preview_later();
    }

    /// Says how known customers are recognised and changed.
    pub fn change_rules(self, change: impl FnOnce(&mut UpdateRules)) {
        self.rules.update(change);
        self.preview_later();
    }

    /// Says what holds for the permissions in the file.
    pub fn set_consent(self, consent: ConsentNote) {
        self.consent.set(consent);
        self.preview_later();
    }

    /// Brings the file in, and sets `facts` in the same step.
    pub fn import(self, facts: Option<FirstFacts>) {
        let Some((file, mapping)) = self.file.get_untracked().zip(self.mapping()) else { return };
        if self.import_pace.get_untracked().is_some() {
            return;
        }
        self.end_preview();
        self.import_pace.set(Some(Pace::default()));
        spawn_local(async move {
            let result = self.run_import(&file, mapping.clone(), facts).await;
            self.hands.update_value(|hands| hands.import = None);
            self.import_pace.set(None);
            // Another file may have been taken in hand meanwhile.
            let is_ours = self.file.with_untracked(|now| now.as_ref() == Some(&file));
            match result {
                Ok(report) => {
                    if let Some(inspection) = self.inspection.get_untracked() {
                        known_layouts::remember(&inspection, &mapping);
                    }
                    if is_ours {
                        let at = self.workspace.state().get_untracked();
                        let file_name = file.name;
                        self.finished.set(Some(FinishedImport {
                            file_name,
                            report,
                            at,
                            is_undone: false,
                        }));
                    }
                }
                Err(EngineError::Cancelled) if is_ours => self.preview_later(),
                Err(error) if is_ours => self.problem.set(Some(error)),
                Err(_) => {}
            }
        });
    }

    /// Ends the import under way; nothing is changed.
    pub fn cancel_import(self) {
        self.hands.update_value(|hands| {
            if let Some(handle) = hands.import.take() {
                handle.cancel();
            }
        });
    }

    /// Takes the finished import back, as long as nothing else was done since.
    pub fn undo(self) {
        spawn_local(async move {
            if let Err(error) = self.workspace.undo().await {
                self.problem.set(Some(error));
            }
        });
    }

    /// Notes whether the finished import is undone or done again, wherever that was asked for.
    /// Changes on top of it say nothing about it.
    fn follow_undo(self) {
        let Some((workspace, now)) = self.workspace.state().get_untracked() else { return };
        let is_undone = self.finished.with_untracked(|finished| {
            let finished = finished.as_ref()?;
            let (its_workspace, at) = finished.at?;
            let is_undone = now < at;
            let is_told = its_workspace == workspace && now <= at;
            (is_told && finished.is_undone != is_undone).then_some(is_undone)
        });
        if let Some(is_undone) = is_undone {
            self.finished.update(|finished| {
                if let Some(finished) = finished {
                    finished.is_undone = is_undone;
                }
            });
        }
    }

    /// How the file is to be read, once it has been looked at.
    pub fn mapping(self) -> Option<ImportMapping> {
        let dialect = self.inspection.with_untracked(|inspection| {
            inspection.as_ref().map(|inspection| inspection.dialect.clone())
        })?;
        Some(ImportMapping {
            dialect,
            columns: self.roles.get_untracked(),
            rules: self.rules.get_untracked(),
            consent: self.consent.get_untracked(),
        })
    }

    fn take_look(self, inspection: ImportInspection, is_first: bool) {
        let headers_before =
            self.inspection.with_untracked(|before| before.as_ref().map(|before| headers(before)));
        let recalled = if is_first { known_layouts::recall(&inspection) } else { None };
        let keeps_roles = headers_before == Some(headers(&inspection));
        match &recalled {
            Some(layout) => self.roles.set(layout.roles.clone()),
            None if keeps_roles => {}
            None => {
                let guesses = inspection.columns.iter().map(|column| column.guess.clone());
                self.roles.set(guesses.collect());
                // They name columns by where they stand, and the columns are others now.
                self.rules.update(|rules| {
                    rules.columns.clear();
                    rules.blanks_erase.clear();
                });
            }
        }
        if is_first {
            self.is_recalled.set(recalled.is_some());
        }
        let dialect = Dialect {
            date_order: recalled.as_ref().map_or(inspection.dialect.date_order, |l| l.date_order),
            decimal_mark: recalled
                .as_ref()
                .map_or(inspection.dialect.decimal_mark, |l| l.decimal_mark),
            ..inspection.dialect.clone()
        };
        let is_read_otherwise = dialect != inspection.dialect;
        self.inspection.set(Some(Arc::new(inspection)));
        if is_read_otherwise {
            self.look(Some(dialect));
        } else {
            self.preview_later();
        }
    }

    fn look_if_waiting(self) {
        let is_waiting = self.file.with_untracked(Option::is_some)
            && self.inspection.with_untracked(Option::is_none)
            && self.problem.with_untracked(Option::is_none);
        if is_waiting {
            self.look(None);
        }
    }

    fn preview_later(self) {
        let is_idle = self.finished.with_untracked(Option::is_none)
            && self.import_pace.with_untracked(Option::is_none);
        if !is_idle || self.inspection.with_untracked(Option::is_none) {
            return;
        }
        self.end_preview();
        let handle = set_timeout_with_handle(move || self.start_preview(), PREVIEW_AFTER).ok();
        self.hands.update_value(|hands| hands.timer = handle);
    }

    fn start_preview(self) {
        let Some((file, mapping)) = self.file.get_untracked().zip(self.mapping()) else { return };
        let turn = self.next_turn();
        let began_ms = now_ms();
        let query = PreviewImport { source: file.source, mapping };
        let on_progress = move |progress| {
            if self.is_turn(turn) {
                self.preview_pace.set(Some(pace_of(progress, began_ms)));
            }
        };
        let Some(begun) = self.workspace.engine.begin_ask(query, on_progress) else { return };
        self.preview_pace.set(Some(Pace::default()));
        let (cancel, result) = (begun.cancel, begun.result);
        self.hands.update_value(|hands| hands.preview = Some(cancel));
        spawn_local(async move {
            let answer = result.await;
            if !self.is_turn(turn) {
                return;
            }
            self.preview_pace.set(None);
            match answer {
                Ok(report) => {
                    self.mapping_problem.set(None);
                    self.preview.set(Some(Arc::new(report)));
                }
                Err(EngineError::BadFile(FileProblem::AllRowsRejected { report })) => {
                    self.mapping_problem.set(None);
                    self.preview.set(Some(Arc::new(*report)));
                }
                Err(EngineError::Cancelled) => {}
                Err(error) => {
                    self.preview.set(None);
                    self.mapping_problem.set(Some(error));
                }
            }
        });
    }

    fn end_preview(self) {
        self.next_turn();
        self.preview_pace.set(None);
    }

    async fn run_import(
        self,
        file: &ChosenFile,
        mapping: ImportMapping,
        first_facts: Option<FirstFacts>,
    ) -> Result<ImportReport, EngineError> {
        let began_ms = now_ms();
        let command =
            Command::Import { source: file.source, mapping, first_facts, remember_as: None };
        let on_progress = move |progress| {
            self.import_pace.set(Some(pace_of(progress, began_ms)));
        };
        let begun = self.workspace.begin(command, on_progress).ok_or(EngineError::Stopped)?;
        let (cancel, result) = (begun.cancel, begun.result);
        self.hands.update_value(|hands| hands.import = Some(cancel));
        match result.await? {
            Outcome::Imported(report) => Ok(report),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// Ends what is under way and numbers the next look or preview.
    fn next_turn(self) -> u64 {
        let mut turn = 0;
        self.hands.update_value(|hands| {
            hands.turn += 1;
            turn = hands.turn;
            if let Some(timer) = hands.timer.take() {
                timer.clear();
            }
            if let Some(preview) = hands.preview.take() {
                preview.cancel();
            }
        });
        turn
    }

    fn is_turn(self, turn: u64) -> bool {
        self.hands.with_value(|hands| hands.turn == turn)
    }
}

fn headers(inspection: &ImportInspection) -> Vec<String> {
    inspection.columns.iter().map(|column| column.header.clone()).collect()
}

/// How far and how fast, for what began at that moment.
pub(super) fn pace_of(progress: Progress, began_ms: f64) -> Pace {
    let seconds = (now_ms() - began_ms) / 1000.0;
    let is_saving = progress.unit == ProgressUnit::Chunks;
    let rows_per_second =
        if seconds > 0.0 && !is_saving { progress.done as f64 / seconds } else { 0.0 };
    // The total is an estimate from the file's size; what is done is certain.
    let total = if progress.total > 0 { progress.total.max(progress.done) } else { 0 };
    Pace { done: progress.done, total, rows_per_second, is_saving }
}
