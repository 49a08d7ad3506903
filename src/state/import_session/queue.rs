//! Several files in one go: one is in hand, the others wait, and each is a step of its own. What
//! goes wrong with one stops only that one.

use std::sync::Arc;

use leptos::prelude::{
    Get, GetUntracked, Set, Update, UpdateValue, With, WithUntracked, WithValue,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::protocol::{EngineError, InspectFile, SourceId};
use meadow_core::views::import::{Dialect, ImportInspection, ImportMapping, ImportWarning};

use super::{ChosenFile, FinishedImport, ImportSession, headers};

/// A file that was chosen, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedFile {
    pub file: ChosenFile,
    pub state: QueueState,
    /// Where it was to follow the file before it; `None`: into whichever workspace is open.
    pub goes_to: Option<WorkspaceId>,
    /// Seen while it waits.
    pub seen: Option<Arc<ImportInspection>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum QueueState {
    Waiting,
    InHand,
    BroughtIn(Box<FinishedImport>),
    /// Nothing of it came in.
    Failed(EngineError),
    /// The reader passed it over.
    LeftOut,
}

impl ImportSession {
    /// Takes files: in place of what is in hand, or after it where one is coming in or others wait.
    /// Says whether they wait.
    pub fn choose(self, files: &[web_sys::File]) -> bool {
        self.first_use.begin(|| self.follow());
        let is_busy = self.import_pace.with_untracked(Option::is_some) || self.has_next();
        if !is_busy {
            self.start_over();
        }
        let engine = self.workspace.engine;
        let goes_to = self.here.get_untracked().filter(|_| is_busy);
        let chosen = files.iter().filter_map(|file| {
            let source = engine.attach_file(file)?;
            let file = ChosenFile { source, name: file.name(), n_bytes: file.size() };
            Some(QueuedFile { file, state: QueueState::Waiting, goes_to, seen: None })
        });
        self.queue.update(|queue| queue.extend(chosen));
        if is_busy {
            self.note_waiting();
            self.peek_at_waiting();
        } else {
            self.take_next();
        }
        is_busy
    }

    /// Takes this file in hand, for the workspace that is open; the one that was goes back to those that
    /// wait.
    pub fn take_in_hand(self, source: SourceId) {
        if self.import_pace.with_untracked(Option::is_some) {
            return;
        }
        self.queue.update(|queue| {
            for queued in queue.iter_mut().filter(|queued| queued.state == QueueState::InHand) {
                queued.state = QueueState::Waiting;
            }
        });
        self.finished.set(None);
        self.change(source, |queued| queued.goes_to = None);
        self.hold(source);
    }

    /// Leaves the file in hand out and goes on with the next.
    pub fn leave_out(self) {
        let Some(file) = self.file.get_untracked() else { return };
        self.set_state(file.source, QueueState::LeftOut);
        self.go_on();
    }

    /// After one that could not come in: the next, or what came of those before.
    pub fn go_on(self) {
        self.empty_hand();
        if !self.take_next() {
            self.show_last();
        }
    }

    /// How many of the waiting files have the columns of the one in hand.
    pub fn n_same(self) -> usize {
        let Some(inspection) = self.inspection.get() else { return 0 };
        let here = self.here.get();
        let is_same = |queued: &&QueuedFile| queued.is_next(here) && queued.is_like(&inspection);
        self.queue.with(|queue| queue.iter().filter(is_same).count())
    }

    /// How many wait for their turn.
    pub fn n_waiting(self) -> usize {
        let here = self.here.get();
        self.queue.with(|queue| queue.iter().filter(|queued| queued.is_next(here)).count())
    }

    /// How many wait for the workspace to be open that they were to come into.
    pub fn n_elsewhere(self) -> usize {
        let here = self.here.get();
        self.queue.with(|queue| queue.iter().filter(|queued| queued.is_elsewhere(here)).count())
    }

    /// The import of the file in hand begins in this workspace: whatever waits with it is to follow there.
    pub(super) fn bind_to(self, workspace: Option<WorkspaceId>) {
        self.queue.update(|queue| {
            for queued in queue.iter_mut() {
                match queued.state {
                    QueueState::InHand => queued.goes_to = workspace,
                    QueueState::Waiting => queued.goes_to = queued.goes_to.or(workspace),
                    _ => {}
                }
            }
        });
    }

    pub(super) fn goes_to(self, source: SourceId) -> Option<WorkspaceId> {
        self.queue.with_untracked(|queue| {
            queue.iter().find(|queued| queued.file.source == source)?.goes_to
        })
    }

    /// Another workspace is open. A file that was to follow into the one before waits until that is open
    /// again, and those that wait for this one go on. One that was only looked at comes into this one, and
    /// is read as files are here: what was known of its source there is not this one's.
    pub(super) fn follow_workspace(self) {
        if self.import_pace.with_untracked(Option::is_some) {
            return;
        }
        match self.file.get_untracked() {
            Some(file) => {
                let goes_to = self.goes_to(file.source);
                let here = self.here.get_untracked();
                if goes_to.is_some() && goes_to != here {
                    self.put_back(&file);
                } else if here.is_some() && self.is_read_elsewhere(here) {
                    self.empty_hand();
                    // Who follows the workspace looks at what has not been looked at.
                    self.file.set(Some(file));
                }
            }
            None if self.has_next() => {
                self.finished.set(None);
                self.take_next();
            }
            None => {}
        }
    }

    /// Was the file in hand looked at while another workspace was open?
    fn is_read_elsewhere(self, here: Option<WorkspaceId>) -> bool {
        self.inspection.with_untracked(Option::is_some)
            && self.hands.with_value(|hands| hands.read_in) != here
    }

    /// The workspace the file was to come into is not the one that is open.
    pub(super) fn put_back(self, file: &ChosenFile) {
        self.set_state(file.source, QueueState::Waiting);
        self.go_on();
    }

    /// The names of this file and of those that wait: what would not come in if the page went away.
    pub(super) fn with_waiting(self, file: &ChosenFile) -> Vec<String> {
        let here = self.here.get_untracked();
        self.queue.with_untracked(|queue| {
            let waiting = queue.iter().filter(|queued| queued.is_next(here));
            let waiting = waiting.map(|queued| &queued.file).filter(|other| *other != file);
            [file].into_iter().chain(waiting).map(|file| file.name.clone()).collect()
        })
    }

    /// What waits behind the import under way has changed.
    fn note_waiting(self) {
        let Some(file) = self.file.get_untracked() else { return };
        let files = self.with_waiting(&file);
        self.hands.update_value(|hands| {
            if let Some(begun) = &hands.begun {
                begun.rewrite(files);
            }
        });
    }

    /// The file is in; on to the next.
    pub(super) fn finish(
        self,
        file: &ChosenFile,
        mapping: &ImportMapping,
        finished: FinishedImport,
    ) {
        self.set_state(file.source, QueueState::BroughtIn(Box::new(finished.clone())));
        if !self.has_in_hand(file) {
            return;
        }
        if self.take_same(mapping) {
            return;
        }
        self.empty_hand();
        if !self.take_next() {
            self.finished.set(Some(finished));
        }
    }

    /// A file that came in by itself could not; on to the next like it.
    pub(super) fn skip_failed(
        self,
        file: &ChosenFile,
        mapping: &ImportMapping,
        error: EngineError,
    ) {
        self.mark_failed(file.source, error);
        if !self.take_same(mapping) {
            self.go_on();
        }
    }

    /// The file in hand cannot be looked at. Where others wait, the next is taken instead.
    pub(super) fn fail(self, source: SourceId, error: EngineError) {
        self.mark_failed(source, error.clone());
        if self.has_next() {
            self.empty_hand();
            self.take_next();
        } else {
            self.problem.set(Some(error));
        }
    }

    pub(super) fn mark_failed(self, source: SourceId, error: EngineError) {
        self.set_state(source, QueueState::Failed(error));
    }

    pub(super) fn mark_in_hand(self, source: SourceId) {
        self.set_state(source, QueueState::InHand);
    }

    /// Keeps only what waits for another workspace.
    pub(super) fn let_go_of_queue(self) {
        let here = self.here.get_untracked();
        let (kept, gone): (Vec<_>, Vec<_>) =
            self.queue.get_untracked().into_iter().partition(|queued| queued.is_elsewhere(here));
        for queued in gone {
            self.workspace.engine.detach_file(queued.file.source);
        }
        self.queue.set(kept);
    }

    pub(super) fn follow_undo_in_queue(self, workspace: WorkspaceId, now: Revision) {
        let mut queue = self.queue.get_untracked();
        let mut has_changed = false;
        for queued in &mut queue {
            if let QueueState::BroughtIn(finished) = &mut queued.state {
                has_changed |= finished.follow(workspace, now);
            }
        }
        if has_changed {
            self.queue.set(queue);
        }
    }

    /// Looks at the files that wait, one after the other, so that it is known which are alike.
    pub(super) fn peek_at_waiting(self) {
        let is_at_it = self.hands.with_value(|hands| hands.is_peeking);
        if is_at_it {
            return;
        }
        self.hands.update_value(|hands| hands.is_peeking = true);
        spawn_local(async move {
            while let Some(source) = self.next_unseen() {
                let language = self.language.get_untracked();
                let query = InspectFile { source, dialect: None, language };
                match self.workspace.ask(query).await {
                    Ok(inspection) => self.change(source, |queued| {
                        queued.seen = Some(Arc::new(inspection));
                    }),
                    // It says why when it is taken in hand.
                    Err(EngineError::BadFile(problem)) => self.change(source, |queued| {
                        if queued.is_waiting() {
                            queued.state = QueueState::Failed(EngineError::BadFile(problem));
                        }
                    }),
                    Err(_) => break,
                }
            }
            self.hands.update_value(|hands| hands.is_peeking = false);
        });
    }

    fn has_next(self) -> bool {
        let here = self.here.get_untracked();
        self.queue.with_untracked(|queue| queue.iter().any(|queued| queued.is_next(here)))
    }

    /// Takes the next file that waits in hand, if there is one.
    fn take_next(self) -> bool {
        let here = self.here.get_untracked();
        let next = self.queue.with_untracked(|queue| {
            queue.iter().find(|queued| queued.is_next(here)).map(|queued| queued.file.source)
        });
        if let Some(source) = next {
            self.hold(source);
        }
        next.is_some()
    }

    /// Brings in the next file with the columns of the one in hand, by its mapping.
    fn take_same(self, mapping: &ImportMapping) -> bool {
        let inspection = self.inspection.get_untracked();
        let Some(inspection) = inspection.filter(|_| self.takes_same.get_untracked()) else {
            return false;
        };
        let here = self.here.get_untracked();
        let next = self.queue.with_untracked(|queue| {
            queue
                .iter()
                .find(|queued| queued.is_next(here) && queued.is_like(&inspection))
                .and_then(|queued| Some((queued.file.clone(), Arc::clone(queued.seen.as_ref()?))))
        });
        let Some((file, seen)) = next else { return false };
        self.mark_in_hand(file.source);
        self.file.set(Some(file));
        self.preview.set(None);
        let dialect = Dialect {
            date_order: mapping.dialect.date_order,
            column_date_orders: mapping.dialect.column_date_orders.clone(),
            decimal_mark: mapping.dialect.decimal_mark,
            ..seen.dialect.clone()
        };
        let read_so = ImportInspection { dialect: dialect.clone(), ..(*seen).clone() };
        self.dialect.set(Some(dialect));
        self.inspection.set(Some(Arc::new(read_so)));
        self.begin_import(None, true);
        true
    }

    fn hold(self, source: SourceId) {
        let held = self.queue.with_untracked(|queue| {
            queue.iter().find(|queued| queued.file.source == source).cloned()
        });
        let Some(held) = held else { return };
        self.empty_hand();
        self.mark_in_hand(source);
        self.file.set(Some(held.file));
        // Also where it was seen already: a profile may have been kept meanwhile.
        self.look(None);
    }

    /// What came in last, once nothing waits any more.
    fn show_last(self) {
        let last = self.queue.with_untracked(|queue| {
            queue.iter().rev().find_map(|queued| match &queued.state {
                QueueState::BroughtIn(finished) => Some((**finished).clone()),
                _ => None,
            })
        });
        match last {
            Some(last) => self.finished.set(Some(last)),
            None => self.start_over(),
        }
    }

    fn next_unseen(self) -> Option<SourceId> {
        self.queue.with_untracked(|queue| {
            let unseen = queue.iter().find(|queued| queued.is_waiting() && queued.seen.is_none());
            unseen.map(|queued| queued.file.source)
        })
    }

    fn set_state(self, source: SourceId, state: QueueState) {
        self.change(source, |queued| queued.state = state);
    }

    fn change(self, source: SourceId, change: impl FnOnce(&mut QueuedFile)) {
        self.queue.update(|queue| {
            if let Some(queued) = queue.iter_mut().find(|queued| queued.file.source == source) {
                change(queued);
            }
        });
    }
}

impl QueuedFile {
    pub fn is_waiting(&self) -> bool {
        self.state == QueueState::Waiting
    }

    /// Does it wait for its turn in the workspace that is open?
    fn is_next(&self, here: Option<WorkspaceId>) -> bool {
        self.is_waiting() && !self.is_elsewhere(here)
    }

    /// Does it wait for another workspace than the open one?
    fn is_elsewhere(&self, here: Option<WorkspaceId>) -> bool {
        self.is_waiting() && self.goes_to.is_some() && self.goes_to != here
    }

    /// Has it the very same columns, with nothing in it that asks to be read otherwise?
    fn is_like(&self, other: &ImportInspection) -> bool {
        let Some(seen) = &self.seen else { return false };
        let has_names = seen.dialect.has_header && other.dialect.has_header;
        has_names && headers(seen) == headers(other) && !contradict(seen, other)
    }
}

/// Do the dates of a file prove an order other than the one that holds for the other?
fn contradict(seen: &ImportInspection, other: &ImportInspection) -> bool {
    seen.columns.iter().enumerate().any(|(at, column)| {
        let is_open = seen.warnings.iter().any(|warning| {
            matches!(warning, ImportWarning::AmbiguousDates { header } if *header == column.header)
        });
        let holds = other.dialect.date_order_of(at);
        let is_plain = column.date_order == Some(Default::default());
        !is_open && !is_plain && column.date_order.is_some_and(|order| order != holds)
    })
}
