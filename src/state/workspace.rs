//! The open workspace: its summary, the commands that change it, and the questions that follow
//! its revisions. Must not know any screen.

mod drafts;
mod keeping;
mod opening;
mod shell_link;

use leptos::prelude::{
    Effect, Get, GetUntracked, Memo, RwSignal, Set, Signal, Update, With, WithUntracked,
    provide_context, use_context,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::protocol::{
    Ask, Command, EngineError, Outcome, Progress, Reply, Request, WorkspaceRequest,
};
use meadow_core::views::workspace::{WorkspaceEntry, WorkspaceSummary};

use super::engine::{Asked, Begun, Engine};
use super::engine_error::explain;
use super::foreign_requests::ForeignRequests;
use super::save_status::{SaveState, SaveStatus};
use super::settings::Settings;
use super::storage_care::ask_to_keep_data;
use crate::platform::engine_client::{EngineEvent, EngineStatus, Exchange};
use crate::platform::last_seen::LastSeen;

/// The open workspace. `Copy`: hand it to whoever needs it.
#[derive(Clone, Copy)]
pub struct Workspace {
    pub engine: Engine,
    summary: RwSignal<Option<WorkspaceSummary>>,
    workspaces: RwSignal<Vec<WorkspaceEntry>>,
    problem: RwSignal<Option<EngineError>>,
    loss: RwSignal<Option<WorkspaceId>>,
    n_running: RwSignal<u32>,
    save: SaveStatus,
    settings: Settings,
}

/// Starts the engine, opens the workspace that was open last (or makes the first), keeps the
/// shell's figures filled and answers its wishes. Puts `Engine` and `Workspace` in context. Called
/// once, by `ui::app`, after the shell's own contexts.
pub fn provide_workspace() {
    let summary = RwSignal::new(None);
    let problem = RwSignal::new(None);
    let foreign_requests = ForeignRequests::expect();
    let engine = Engine::start(move |event| match event {
        EngineEvent::Changed(changed) => {
            LastSeen::note(changed.id, changed.revision);
            let _ = summary.try_set(Some(*changed));
        }
        EngineEvent::NotReopened(error) => {
            let _ = problem.try_set(Some(error));
            let _ = summary.try_set(None);
        }
        EngineEvent::ForeignRequests(n) => foreign_requests.add(n),
        EngineEvent::Status(_) => {}
    });
    let workspace = Workspace {
        engine,
        summary,
        workspaces: RwSignal::new(Vec::new()),
        problem,
        loss: RwSignal::new(None),
        n_running: RwSignal::new(0),
        save: SaveStatus::expect(),
        settings: Settings::expect(),
    };
    provide_context(engine);
    provide_context(workspace);
    shell_link::connect(workspace);
    spawn_local(workspace.open_at_start());
    // An engine that went away before anything was open: the next one opens it.
    Effect::new(move |_| {
        let is_there = engine.status().get() == EngineStatus::Ready;
        if is_there && problem.get_untracked() == Some(EngineError::Stopped) {
            spawn_local(workspace.open_at_start());
        }
    });
}

impl Workspace {
    /// The workspace in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the workspace above every component.
        use_context().expect("workspace in context")
    }

    /// `None` until it has been opened.
    pub fn summary(self) -> Signal<Option<WorkspaceSummary>> {
        self.summary.into()
    }

    /// Moves with every change, undo and redo, also those of another tab.
    pub fn revision(self) -> Signal<Option<(WorkspaceId, Revision)>> {
        let summary = self.summary;
        Memo::new(move |_| summary.with(|summary| summary.as_ref().map(|s| (s.id, s.revision))))
            .into()
    }

    /// The change whose outcome is shown: goes back with undo and on with redo.
    pub fn state(self) -> Signal<Option<(WorkspaceId, Revision)>> {
        let summary = self.summary;
        Signal::derive(move || summary.with(|summary| summary.as_ref().map(|s| (s.id, s.state))))
    }

    /// All workspaces of this browser, removed ones too, as last listed.
    pub fn workspaces(self) -> Signal<Vec<WorkspaceEntry>> {
        self.workspaces.into()
    }

    /// Why no workspace could be opened.
    pub fn problem(self) -> Signal<Option<EngineError>> {
        self.problem.into()
    }

    /// A workspace this browser once saved more of than is there now: the browser has lost data.
    pub fn loss(self) -> Signal<Option<WorkspaceId>> {
        self.loss.into()
    }

    /// The reader has seen it.
    pub fn dismiss_loss(self) {
        self.loss.set(None);
    }

    /// Carries out a command. When this returns `Ok`, it is saved.
    pub async fn run(self, command: Command) -> Result<Outcome, EngineError> {
        self.change(self.exchange(Request::Command(command))?).await
    }

    /// Begins a command that takes long; `None` only while the page is being taken down.
    pub fn begin(
        self,
        command: Command,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<Outcome>> {
        self.begin_request(Request::Command(command), on_progress)
    }

    /// The same, for one workspace alone: refused where another one is open by then.
    pub fn begin_in(
        self,
        workspace: WorkspaceId,
        command: Command,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<Outcome>> {
        let request = Request::CommandIn { workspace, command: Box::new(command) };
        self.begin_request(request, on_progress)
    }

    /// Takes the last command back.
    pub async fn undo(self) -> Result<(), EngineError> {
        self.change(self.exchange(Request::Undo)?).await.map(drop)
    }

    /// Repeats what was taken back.
    pub async fn redo(self) -> Result<(), EngineError> {
        self.change(self.exchange(Request::Redo)?).await.map(drop)
    }

    /// A question about the workspace, asked again whenever what `query` reads changes or the
    /// workspace moves to another revision. `None` asks nothing; stale answers are dropped.
    pub fn asked<Q>(self, query: impl Fn() -> Option<Q> + 'static) -> Asked<Q::Answer>
    where
        Q: Ask + 'static,
        Q::Answer: Send + Sync + 'static,
    {
        let revision = self.revision();
        self.engine.asked(move || {
            revision.get()?;
            query()
        })
    }

    /// Asks once.
    pub async fn ask<Q: Ask>(self, query: Q) -> Result<Q::Answer, EngineError> {
        self.engine.ask(query).await
    }

    fn exchange(self, request: Request) -> Result<Exchange, EngineError> {
        self.engine.client().map(|client| client.send(request)).ok_or(EngineError::Stopped)
    }

    fn begin_request(
        self,
        request: Request,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<Outcome>> {
        let exchange = self.engine.client()?.send_with_progress(request, on_progress);
        Some(Begun { cancel: exchange.cancel_handle(), result: Box::pin(self.change(exchange)) })
    }

    /// Waits for a change and keeps the save status true meanwhile.
    async fn change(self, exchange: Exchange) -> Result<Outcome, EngineError> {
        let before = self.save.state.try_get_untracked().unwrap_or_default();
        let _ = self.n_running.try_update(|n| *n += 1);
        let _ = self.save.state.try_set(SaveState::Saving);
        let result = match exchange.await {
            Ok(Reply::Done { summary, outcome }) => {
                if summary.kind == WorkspaceKind::Own && matches!(outcome, Outcome::Imported(_)) {
                    ask_to_keep_data();
                }
                self.take(*summary);
                Ok(outcome)
            }
            Ok(Reply::Summary(summary)) => {
                self.take(*summary);
                Ok(Outcome::Nothing)
            }
            Ok(_) => Err(EngineError::WrongProtocol),
            Err(error) => Err(error),
        };
        let n_left = self.n_running.try_update(|n| {
            *n -= 1;
            *n
        });
        let state = match &result {
            Err(error) if concerns_storage(error) => SaveState::Failed {
                reason: explain(error).get(self.settings.language.get_untracked()).to_owned(),
            },
            _ if n_left != Some(0) => SaveState::Saving,
            Ok(_) => SaveState::Saved { at_ms: self.saved_ms() },
            // Nothing was changed: what held before still holds.
            Err(_) if before == SaveState::Saving => SaveState::Saved { at_ms: self.saved_ms() },
            Err(_) => before,
        };
        let _ = self.save.state.try_set(state);
        result
    }

    fn take(self, summary: WorkspaceSummary) {
        LastSeen::note(summary.id, summary.revision);
        let _ = self.summary.try_set(Some(summary));
    }

    fn saved_ms(self) -> f64 {
        self.summary
            .try_with_untracked(|s| s.as_ref().map(|s| s.saved_ms))
            .flatten()
            .unwrap_or_default()
    }

    async fn request(self, request: WorkspaceRequest) -> Result<Reply, EngineError> {
        self.exchange(Request::Workspace(request))?.await
    }
}

/// Does the error mean that saving itself is in trouble?
fn concerns_storage(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::StorageFull
            | EngineError::StorageDenied { .. }
            | EngineError::Storage { .. }
            | EngineError::Damaged { .. }
            | EngineError::Stopped
    )
}
