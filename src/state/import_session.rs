//! The files on their way in: what the one in hand is, how it is read, what would become of it, how
//! far it is, and which wait. Survives leaving the page. Must not know how any of it looks.

mod preview;
mod profile;
mod queue;
mod running;

use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{
    Effect, Get, GetUntracked, LocalStorage, Memo, RwSignal, Set, Signal, StoredValue, Update,
    UpdateValue, With, WithUntracked, WithValue, use_context,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::{WorkspaceKind, is_unnamed};
use meadow_core::protocol::{EngineError, InspectFile, SourceId};
use meadow_core::views::import::{
    ColumnRole, ConsentNote, DateOrder, Dialect, ImportInspection, ImportMapping, ImportReport,
    RecalledProfile, UpdateRules,
};

pub use self::queue::{QueueState, QueuedFile};
pub use self::running::FinishedImport;
pub(super) use self::running::pace_of;
use super::first_use::FirstUse;
use super::workspace::Workspace;
use crate::platform::begun_import::BegunImport;
use crate::platform::engine_client::CancelHandle;

/// Until the workspace says which.
const USUAL_CURRENCY: &str = "CNY";

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

/// The import in hand.
#[derive(Clone, Copy)]
pub struct ImportSession {
    workspace: Workspace,
    language: Signal<Language>,
    /// Which workspace is open.
    pub here: Signal<Option<WorkspaceId>>,
    /// The one in hand.
    pub file: RwSignal<Option<ChosenFile>>,
    /// All that were chosen together, the one in hand among them.
    pub queue: RwSignal<Vec<QueuedFile>>,
    /// Files with the columns of the one in hand come in after it, read the same way.
    pub takes_same: RwSignal<bool>,
    pub inspection: RwSignal<Option<Arc<ImportInspection>>>,
    /// How the file was last asked to be read. Differs from the inspection's while that is under
    /// way, and where the file cannot be read so.
    pub dialect: RwSignal<Option<Dialect>>,
    /// One per column of the file.
    pub roles: RwSignal<Vec<ColumnRole>>,
    /// How known customers are recognised and changed; changed through `change_rules`.
    pub rules: RwSignal<UpdateRules>,
    /// What holds for the permissions in the file; set through `set_consent`.
    pub consent: RwSignal<ConsentNote>,
    /// Nobody is in the workspace yet, nor has anybody named it: name and currency are chosen with the file.
    pub is_first: Memo<bool>,
    /// The currency chosen so, ISO 4217: at first what the signs in the file say.
    pub currency: RwSignal<String>,
    /// The profile by which the file is read.
    pub recalled: RwSignal<Option<Arc<RecalledProfile>>>,
    /// The file is read by a profile.
    pub is_recalled: Signal<bool>,
    /// Under which name it is remembered how this was read.
    pub profile_name: RwSignal<String>,
    /// It is remembered how this was read.
    pub remembers: RwSignal<bool>,
    /// Why the file as a whole cannot come in. Nothing was changed.
    pub problem: RwSignal<Option<EngineError>>,
    pub preview: RwSignal<Option<Arc<ImportReport>>>,
    /// What is wrong with the roles, or with the way the file is read, as they are.
    pub mapping_problem: RwSignal<Option<EngineError>>,
    /// `Some` while a preview is being worked out.
    pub preview_pace: RwSignal<Option<Pace>>,
    /// `Some` while the file comes in.
    pub import_pace: RwSignal<Option<Pace>>,
    pub finished: RwSignal<Option<FinishedImport>>,
    hands: StoredValue<Hands, LocalStorage>,
    first_use: FirstUse,
}

/// What is under way.
#[derive(Default)]
struct Hands {
    /// Numbers looks and previews; an answer to an older one is dropped.
    turn: u64,
    timer: Option<TimeoutHandle>,
    preview: Option<CancelHandle>,
    import: Option<CancelHandle>,
    /// Its mark for the page that is loaded next.
    begun: Option<BegunImport>,
    /// The waiting files are being looked at.
    is_peeking: bool,
    /// By the profiles of which workspace the file in hand is read.
    read_in: Option<WorkspaceId>,
}

impl ImportSession {
    /// Nothing in hand.
    pub fn new(workspace: Workspace, language: Signal<Language>) -> Self {
        let recalled = RwSignal::new(None::<Arc<RecalledProfile>>);
        let revision = workspace.revision();
        let summary = workspace.summary();
        let is_first = Memo::new(move |_| {
            summary.with(|summary| {
                summary.as_ref().is_some_and(|s| {
                    s.n_people == 0 && s.kind == WorkspaceKind::Own && is_unnamed(&s.name)
                })
            })
        });
        Self {
            workspace,
            language,
            here: Signal::derive(move || revision.get().map(|(id, _)| id)),
            file: RwSignal::new(None),
            queue: RwSignal::new(Vec::new()),
            takes_same: RwSignal::new(true),
            inspection: RwSignal::new(None),
            dialect: RwSignal::new(None),
            roles: RwSignal::new(Vec::new()),
            rules: RwSignal::new(UpdateRules::default()),
            consent: RwSignal::new(ConsentNote::default()),
            is_first,
            currency: RwSignal::new(USUAL_CURRENCY.to_owned()),
            recalled,
            is_recalled: Signal::derive(move || recalled.with(Option::is_some)),
            profile_name: RwSignal::new(String::new()),
            remembers: RwSignal::new(true),
            problem: RwSignal::new(None),
            preview: RwSignal::new(None),
            mapping_problem: RwSignal::new(None),
            preview_pace: RwSignal::new(None),
            import_pace: RwSignal::new(None),
            finished: RwSignal::new(None),
            hands: StoredValue::new_local(Hands::default()),
            first_use: FirstUse::here(),
        }
    }

    /// The session in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the session above every component.
        use_context().expect("import session in context")
    }

    /// From the first file on, what is known of it follows the workspace and the currency.
    fn follow(self) {
        let revision = self.workspace.revision();
        // What would become of the file depends on who is there already.
        Effect::new(move |before: Option<Option<(WorkspaceId, Revision)>>| {
            let now = revision.get();
            if let Some(before) = before.filter(|before| *before != now) {
                if before.map(|(id, _)| id) != now.map(|(id, _)| id) {
                    self.follow_workspace();
                }
                self.look_if_waiting();
                self.preview_later();
            }
            self.follow_undo();
            now
        });
        // The check is to speak of the currency that is shown.
        Effect::new(move |before: Option<Option<String>>| {
            let now = self.chosen_currency();
            if before.is_some_and(|before| before != now) {
                self.preview_later();
            }
            now
        });
    }

    /// Lets go of everything but what waits for another workspace. An import under way goes on.
    pub fn start_over(self) {
        self.let_go_of_queue();
        self.empty_hand();
        self.finished.set(None);
        self.takes_same.set(true);
    }

    /// Looks at the file again, read as `dialect` says; `None` finds out.
    pub fn look(self, dialect: Option<Dialect>) {
        let Some(file) = self.file.get_untracked() else { return };
        let turn = self.next_turn();
        self.problem.set(None);
        self.mark_in_hand(file.source);
        let is_first = self.inspection.with_untracked(Option::is_none);
        let language = self.language.get_untracked();
        spawn_local(async move {
            let query = InspectFile { source: file.source, dialect, language };
            let answer = self.workspace.ask(query).await;
            if !self.is_turn(turn) {
                return;
            }
            match answer {
                Ok(inspection) => {
                    self.take_look(Arc::new(inspection), is_first);
                    self.peek_at_waiting();
                }
                // It is looked at as soon as a workspace is there.
                Err(EngineError::NoWorkspace) => {}
                // Read as asked, it is of no use; what was seen before stays, to ask otherwise.
                Err(error) if !is_first => {
                    self.preview.set(None);
                    self.mapping_problem.set(Some(error));
                }
                Err(error) => self.fail(file.source, error),
            }
        });
    }

    /// Reads the file another way: the columns may change, the roles stay where they can. A file
    /// that could not be looked at as it was found to be is read from scratch.
    pub fn read_as(self, change: impl FnOnce(&mut Dialect)) {
        let from_scratch = || Dialect { header_row: 0, ..Dialect::default() };
        let mut dialect = self.dialect.get_untracked().unwrap_or_else(from_scratch);
        change(&mut dialect);
        self.dialect.set(Some(dialect.clone()));
        self.look(Some(dialect));
    }

    /// Reads the dates of one column, from 0, in this order.
    pub fn read_dates_as(self, column: u32, order: DateOrder) {
        self.read_as(|dialect| {
            if order == dialect.date_order {
                dialect.column_date_orders.remove(&column);
            } else {
                dialect.column_date_orders.insert(column, order);
            }
        });
    }

    /// After a failed import: back to how the file is read.
    pub fn return_to_columns(self) {
        self.problem.set(None);
        if let Some(file) = self.file.get_untracked() {
            self.mark_in_hand(file.source);
        }
        self.preview_later();
    }

    /// Says what a column becomes.
    pub fn set_role(self, column: usize, role: ColumnRole) {
        self.roles.update(|roles| {
            if let Some(own) = roles.get_mut(column) {
                *own = role;
            }
        });
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

    /// The currency that is chosen with the file, where it is; tracked.
    pub fn chosen_currency(self) -> Option<String> {
        self.is_first.get().then(|| self.currency.get())
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

    /// Takes what was seen of the file: the roles stay where the columns are the same, come from the
    /// profile where there is one, and are guessed otherwise.
    fn take_look(self, inspection: Arc<ImportInspection>, is_first: bool) {
        let headers_before =
            self.inspection.with_untracked(|before| before.as_ref().map(|before| headers(before)));
        self.mapping_problem.set(None);
        self.dialect.set(Some(inspection.dialect.clone()));
        if headers_before != Some(headers(&inspection)) {
            self.read_columns(&inspection, is_first);
            let own = self.workspace.summary().with_untracked(|summary| {
                summary.as_ref().map_or(USUAL_CURRENCY.to_owned(), |s| s.currency.clone())
            });
            self.currency.set(inspection.currency.clone().unwrap_or(own));
            let here = self.here.get_untracked();
            self.hands.update_value(|hands| hands.read_in = here);
        }
        self.inspection.set(Some(inspection));
        self.preview_later();
    }

    fn look_if_waiting(self) {
        let is_waiting = self.file.with_untracked(Option::is_some)
            && self.inspection.with_untracked(Option::is_none)
            && self.problem.with_untracked(Option::is_none);
        if is_waiting {
            self.look(None);
        }
    }

    /// Forgets what is known of the file in hand, and that it is in hand.
    fn empty_hand(self) {
        self.next_turn();
        self.file.set(None);
        self.inspection.set(None);
        self.dialect.set(None);
        self.roles.set(Vec::new());
        self.rules.set(UpdateRules::default());
        self.consent.set(ConsentNote::default());
        self.recalled.set(None);
        self.profile_name.set(String::new());
        self.remembers.set(true);
        self.problem.set(None);
        self.preview.set(None);
        self.mapping_problem.set(None);
        self.preview_pace.set(None);
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
