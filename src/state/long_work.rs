//! Long work that somebody waits for in a dialog: how far it is, and its end. Must not know what is being
//! done.

use std::future::Future;

use leptos::prelude::{LocalStorage, RwSignal, Set, StoredValue, UpdateValue};
use meadow_core::protocol::{EngineError, Progress};

use super::engine::Begun;
use crate::platform::engine_client::CancelHandle;

/// At most one at a time. Make it while a component is being made.
#[derive(Clone, Copy)]
pub struct LongWork {
    pub is_busy: RwSignal<bool>,
    /// `None` until the engine has told of any.
    pub progress: RwSignal<Option<Progress>>,
    cancel: StoredValue<Option<CancelHandle>, LocalStorage>,
}

impl LongWork {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self {
            is_busy: RwSignal::new(false),
            progress: RwSignal::new(None),
            cancel: StoredValue::new_local(None),
        }
    }

    /// Takes what the engine tells meanwhile.
    pub fn note(self) -> impl Fn(Progress) + 'static {
        move |progress| {
            let _ = self.progress.try_set(Some(progress));
        }
    }

    /// Busy from now on until what was begun has come to its end, which the future waits for. `None`: the
    /// page is being taken down.
    pub fn follow<T>(
        self,
        begun: Option<Begun<T>>,
    ) -> impl Future<Output = Result<T, EngineError>> {
        let _ = self.is_busy.try_set(true);
        let result = begun.map(|Begun { cancel, result }| {
            let _ = self.cancel.try_update_value(|handle| *handle = Some(cancel));
            result
        });
        async move {
            let result = match result {
                Some(result) => result.await,
                None => Err(EngineError::Stopped),
            };
            let _ = self.cancel.try_update_value(|handle| *handle = None);
            let _ = self.progress.try_set(None);
            let _ = self.is_busy.try_set(false);
            result
        }
    }

    /// Ends it, if any is under way: it comes to `Cancelled`, and nothing has changed.
    pub fn cancel(self) {
        let handle = self.cancel.try_update_value(Option::take).flatten();
        if let Some(handle) = handle {
            handle.cancel();
        }
    }
}
