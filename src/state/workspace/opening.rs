//! Choosing which workspace is open.

use leptos::prelude::{GetUntracked, Set, WithUntracked};
use meadow_core::domain::ids::WorkspaceId;
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::{WorkspaceFacts, WorkspaceKind, first_name};
use meadow_core::protocol::{
    Command, EngineError, GetFacts, Progress, Reply, Request, SourceId, WorkspaceRequest,
};
use meadow_core::views::workspace::{
    BackupChance, BackupDescription, ExportedFile, WorkspaceEntry,
};

use super::Workspace;
use crate::platform::chance::{draw_number, draw_secret_bytes};
use crate::platform::clock::{browser_time_zone, mark_moment};
use crate::platform::engine_client::Exchange;
use crate::platform::last_seen::LastSeen;
use crate::state::engine::Begun;

impl Workspace {
    /// Opens another workspace.
    pub async fn open(self, id: WorkspaceId) -> Result<(), EngineError> {
        self.open_by(WorkspaceRequest::Open { id }).await
    }

    /// Opens the generated sample, making it on first use.
    pub async fn open_sample(self) -> Result<(), EngineError> {
        self.open_by(WorkspaceRequest::OpenSample).await
    }

    /// Makes a workspace and opens it.
    pub async fn create(self, facts: WorkspaceFacts) -> Result<(), EngineError> {
        self.open_by(WorkspaceRequest::Create { facts: Box::new(facts) }).await
    }

    /// Makes a workspace of this name, everything else as usual in the reader's language.
    pub async fn create_named(self, name: String) -> Result<(), EngineError> {
        self.create(WorkspaceFacts { name, ..self.usual_facts() }).await
    }

    /// Marks a workspace removed; `restore` brings it back within 30 days. The open one cannot be.
    pub async fn remove(self, id: WorkspaceId) -> Result<(), EngineError> {
        self.request(WorkspaceRequest::Remove { id }).await?;
        self.list().await.map(drop)
    }

    pub async fn restore(self, id: WorkspaceId) -> Result<(), EngineError> {
        self.request(WorkspaceRequest::Restore { id }).await?;
        self.list().await.map(drop)
    }

    /// Renames a workspace, opening it first where it is not the open one. A step of undo.
    pub async fn rename(self, id: WorkspaceId, name: String) -> Result<(), EngineError> {
        if self.summary.with_untracked(|summary| summary.as_ref().map(|s| s.id)) != Some(id) {
            self.open(id).await?;
        }
        let facts = WorkspaceFacts { name, ..self.ask(GetFacts {}).await? };
        self.run(Command::SetFacts { facts: Box::new(facts) }).await?;
        self.list().await.map(drop)
    }

    /// Everything this browser has stored for Meadow, as it is, in one file.
    pub async fn export_stored(self) -> Result<ExportedFile, EngineError> {
        match self.request(WorkspaceRequest::ExportStored).await? {
            Reply::File(file) => Ok(file),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// The open workspace in one encrypted file; `redacted`: with names and contacts replaced.
    /// `None` where the browser has no chance to give, or the page is being taken down.
    pub fn begin_backup(
        self,
        passphrase: String,
        redacted: bool,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<ExportedFile>> {
        let (salt, nonce) = draw_secret_bytes().zip(draw_secret_bytes())?;
        let chance = BackupChance { salt, nonce, seed: draw_number() };
        let request = WorkspaceRequest::Backup { passphrase, chance, redacted };
        let exchange = self.begin_of_workspaces(request, on_progress)?;
        let cancel = exchange.cancel_handle();
        let result = Box::pin(async move {
            match exchange.await? {
                Reply::File(file) => Ok(file),
                _ => Err(EngineError::WrongProtocol),
            }
        });
        Some(Begun { cancel, result })
    }

    /// What a backup file says of itself without its passphrase.
    pub async fn describe_backup(self, source: SourceId) -> Result<BackupDescription, EngineError> {
        match self.request(WorkspaceRequest::DescribeBackup { source }).await? {
            Reply::Backup(description) => Ok(description),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// Opens a backup as a workspace of its own. `None` only while the page is being taken down.
    pub fn begin_restore(
        self,
        source: SourceId,
        passphrase: String,
        language: Language,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<()>> {
        let request = WorkspaceRequest::RestoreBackup { source, passphrase, language };
        let exchange = self.begin_of_workspaces(request, on_progress)?;
        let cancel = exchange.cancel_handle();
        let result = Box::pin(async move { self.opened(exchange.await?).await });
        Some(Begun { cancel, result })
    }

    fn begin_of_workspaces(
        self,
        request: WorkspaceRequest,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Exchange> {
        let client = self.engine.client()?;
        Some(client.send_with_progress(Request::Workspace(request), on_progress))
    }

    /// Lists all workspaces again.
    pub async fn list(self) -> Result<Vec<WorkspaceEntry>, EngineError> {
        match self.request(WorkspaceRequest::List).await? {
            Reply::Workspaces(workspaces) => {
                let _ = self.workspaces.try_set(workspaces.clone());
                Ok(workspaces)
            }
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// The workspace that was open last, else the one changed last, else a first one.
    pub(super) async fn open_at_start(self) {
        match self.try_open_at_start().await {
            Ok(()) => mark_moment("ready"),
            Err(error) => {
                let _ = self.problem.try_set(Some(error));
            }
        }
    }

    async fn try_open_at_start(self) -> Result<(), EngineError> {
        let seen = LastSeen::read();
        let listed = self.list().await?;
        let is_here = |id: u64| listed.iter().any(|entry| entry.id.0 == id);
        // Told once: what is gone is then forgotten.
        for lost in seen.revisions.keys().filter(|id| !is_here(**id)) {
            let _ = self.loss.try_set(Some(WorkspaceId(*lost)));
            LastSeen::forget(WorkspaceId(*lost));
        }
        let usable = || listed.iter().filter(|entry| !entry.removed);
        let last_open = usable().find(|entry| Some(entry.id) == seen.open_workspace());
        let newest = || usable().max_by(|a, b| a.changed_ms.total_cmp(&b.changed_ms));
        match last_open.or_else(newest) {
            Some(entry) => self.open(entry.id).await,
            None => self.create(self.usual_facts()).await,
        }
    }

    async fn open_by(self, request: WorkspaceRequest) -> Result<(), EngineError> {
        let reply = self.request(request).await?;
        self.opened(reply).await
    }

    async fn opened(self, reply: Reply) -> Result<(), EngineError> {
        let Reply::Summary(summary) = reply else { return Err(EngineError::WrongProtocol) };
        if LastSeen::read().knows_newer(summary.id, summary.revision) {
            let _ = self.loss.try_set(Some(summary.id));
        }
        let _ = self.problem.try_set(None);
        self.take(*summary);
        self.list().await.map(drop)
    }

    fn usual_facts(self) -> WorkspaceFacts {
        let language = self.settings.language.get_untracked();
        WorkspaceFacts {
            name: first_name().get(language).to_owned(),
            kind: WorkspaceKind::Own,
            time_zone: browser_time_zone(),
            languages: vec![language],
            ..WorkspaceFacts::default()
        }
    }
}
