//! Fills the figures the shell shows and carries out its wishes.

use leptos::prelude::{Callback, Effect, Get, GetUntracked, Set, With};
use leptos::task::spawn_local;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::WorkspaceId;
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::protocol::EngineError;
use meadow_core::views::workspace::{ClassCounts, WorkspaceEntry, WorkspaceSummary};

use super::Workspace;
use crate::platform::engine_client::EngineStatus;
use crate::state::engine_error::explain;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::shell_summary::{self, EngineState, ShellSummary};
use crate::state::toasts::Toasts;

pub(super) fn connect(workspace: Workspace) {
    let shell = ShellSummary::expect();
    let toasts = Toasts::expect();
    Effect::new(move |_| {
        shell.engine.set(match workspace.engine.status().get() {
            EngineStatus::Loading => EngineState::Loading,
            EngineStatus::Ready => EngineState::Ready,
            EngineStatus::Restarting { .. } => EngineState::Restarting,
            EngineStatus::Failed { .. } => EngineState::Down,
        });
    });
    Effect::new(move |_| workspace.summary.with(|summary| show(shell, summary.as_ref())));
    Effect::new(move |_| {
        shell.workspaces.set(
            workspace
                .workspaces
                .with(|all| all.iter().filter(|entry| !entry.removed).map(entry_of).collect()),
        );
    });
    ShellCommands::expect().handler.set(Some(Callback::new(move |command| {
        spawn_local(async move {
            if let Err(error) = carry_out(workspace, command).await {
                toasts.show(explain(&error).get(workspace.settings.language.get_untracked()));
            }
        });
    })));
}

async fn carry_out(workspace: Workspace, command: ShellCommand) -> Result<(), EngineError> {
    match command {
        ShellCommand::Undo => workspace.undo().await,
        ShellCommand::Redo => workspace.redo().await,
        ShellCommand::OpenWorkspace { id } => workspace.open(id_of(&id)?).await,
        ShellCommand::CreateWorkspace { name } => workspace.create_named(name).await,
        ShellCommand::RenameWorkspace { id, name } => workspace.rename(id_of(&id)?, name).await,
        ShellCommand::OpenSample => workspace.open_sample().await,
        ShellCommand::RestartEngine => {
            workspace.engine.restart();
            Ok(())
        }
    }
}

fn show(shell: ShellSummary, summary: Option<&WorkspaceSummary>) {
    shell.open_workspace.set(summary.map(|s| shell_summary::WorkspaceEntry {
        id: s.id.0.to_string(),
        name: s.name.clone(),
        is_sample: s.kind == WorkspaceKind::Sample,
    }));
    if let Some(summary) = summary {
        shell.currency.set(summary.currency.clone());
    }
    shell.n_customers.set(summary.map(|s| u64::from(s.n_people)));
    shell.n_events.set(summary.map(|s| u64::from(s.n_events)));
    let by_class = |counts: ClassCounts| Class::ALL.map(|class| u64::from(counts.get(class)));
    shell.n_by_class.set(summary.map(|s| by_class(s.classes)));
    shell.n_expected.set(summary.map(|s| by_class(s.expected)));
    shell.undo_label.set(summary.and_then(|s| s.undo.clone()));
    shell.redo_label.set(summary.and_then(|s| s.redo.clone()));
}

fn entry_of(entry: &WorkspaceEntry) -> shell_summary::WorkspaceEntry {
    shell_summary::WorkspaceEntry {
        id: entry.id.0.to_string(),
        name: entry.name.clone(),
        is_sample: entry.kind == WorkspaceKind::Sample,
    }
}

/// The shell handles ids as text; only ours come back.
fn id_of(text: &str) -> Result<WorkspaceId, EngineError> {
    text.parse()
        .map(WorkspaceId)
        .map_err(|_| EngineError::NotFound { what: meadow_core::protocol::Thing::Workspace })
}
