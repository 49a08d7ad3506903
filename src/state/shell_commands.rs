//! What the frame around the pages asks for, and who answers. Until someone answers, the shell
//! shows these controls as unavailable. Must not know how a wish is carried out.

use leptos::prelude::{Callable, Callback, Get, GetUntracked, RwSignal, use_context};

/// A wish of the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShellCommand {
    Undo,
    Redo,
    OpenWorkspace { id: String },
    CreateWorkspace { name: String },
    RenameWorkspace { id: String, name: String },
    OpenSample,
    RestartEngine,
}

/// Carries the shell's wishes to whoever talks to the engine.
#[derive(Clone, Copy)]
pub struct ShellCommands {
    /// Set once by whoever carries the wishes out.
    pub handler: RwSignal<Option<Callback<ShellCommand>>>,
}

impl ShellCommands {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self { handler: RwSignal::new(None) }
    }

    /// The commands in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the commands above every component.
        use_context().expect("shell commands in context")
    }

    /// Whether anyone answers; tracked.
    pub fn is_answered(self) -> bool {
        self.handler.get().is_some()
    }

    /// Asks for something.
    pub fn send(self, command: ShellCommand) {
        if let Some(handler) = self.handler.get_untracked() {
            handler.run(command);
        }
    }
}
