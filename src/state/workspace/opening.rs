//! Choosing which workspace is open.

use leptos::prelude::{GetUntracked, Set, WithUntracked};
use meadow_core::domain::ids::WorkspaceId;
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::{WorkspaceFacts, WorkspaceKind};
use meadow_core::protocol::{Command, EngineError, GetFacts, Reply, SourceId, WorkspaceRequest};
use meadow_core::views::workspace::{
    BackupChance, BackupDescription, ExportedFile, WorkspaceEntry,
};

use super::Workspace;
use crate::i18n::td_string;
use crate::platform::chance::{draw_number, draw_secret_bytes};
use crate::platform::clock::{browser_time_zone, mark_moment};
use crate::platform::last_seen::LastSeen;
use crate::platform::locale::locale_of;

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
    pub async fn make_backup(
        self,
        passphrase: String,
        redacted: bool,
    ) -> Result<ExportedFile, EngineError> {
        let chance = draw_secret_bytes().zip(draw_secret_bytes());
        let Some((salt, nonce)) = chance else { return Err(EngineError::Stopped) };
        let chance = BackupChance { salt, nonce, seed: draw_number() };
        match self.request(WorkspaceRequest::Backup { passphrase, chance, redacted }).await? {
            Reply::File(file) => Ok(file),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// What a backup file says of itself without its passphrase.
    pub async fn describe_backup(self, source: SourceId) -> Result<BackupDescription, EngineError> {
        match self.request(WorkspaceRequest::DescribeBackup { source }).await? {
            Reply::Backup(description) => Ok(description),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// Opens a backup as a workspace of its own.
    pub async fn restore_backup(
        self,
        source: SourceId,
        passphrase: String,
        language: Language,
    ) -> Result<(), EngineError> {
        self.open_by(WorkspaceRequest::RestoreBackup { source, passphrase, language }).await
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
            name: td_string!(locale_of(language), shell.first_workspace).to_owned(),
            kind: WorkspaceKind::Own,
            time_zone: browser_time_zone(),
            languages: vec![language],
            ..WorkspaceFacts::default()
        }
    }
}
