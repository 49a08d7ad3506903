//! The engine as pages see it: how it is, and questions to it. Must not know any screen.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::{
    Effect, Get, LocalStorage, RwSignal, Set, Signal, StoredValue, Update, UpdateValue, WithValue,
    on_cleanup, use_context,
};
use leptos::task::spawn_local;
use meadow_core::protocol::{Ask, EngineError, Progress, Request, SourceId};

use crate::platform::engine_client::{
    CancelHandle, EngineClient, EngineEvent, EngineStatus, answer_of,
};

/// The engine in context. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Engine {
    client: StoredValue<EngineClient, LocalStorage>,
    status: RwSignal<EngineStatus>,
    /// Rises whenever an engine becomes ready, so that questions a dead one took along are asked again.
    n_starts: RwSignal<u32>,
}

/// Something long that has been begun: await `result`, or end it through `cancel`.
pub struct Begun<T> {
    pub cancel: CancelHandle,
    pub result: Pin<Box<dyn Future<Output = Result<T, EngineError>>>>,
}

impl Engine {
    /// Starts the engine. `on_event` hears what it does of its own accord.
    pub fn start(on_event: impl Fn(EngineEvent) + 'static) -> Self {
        let status = RwSignal::new(EngineStatus::Loading);
        let n_starts = RwSignal::new(0);
        let client = EngineClient::start(move |event| {
            if let EngineEvent::Status(now) = &event {
                let _ = status.try_set(now.clone());
                if *now == EngineStatus::Ready {
                    let _ = n_starts.try_update(|n| *n += 1);
                }
            }
            on_event(event);
        });
        Self { client: StoredValue::new_local(client), status, n_starts }
    }

    /// The engine in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the engine above every component.
        use_context().expect("engine in context")
    }

    pub fn status(self) -> Signal<EngineStatus> {
        self.status.into()
    }

    /// The client itself; `None` once the page is being taken down.
    pub fn client(self) -> Option<EngineClient> {
        self.client.try_with_value(EngineClient::clone)
    }

    /// Asks a question and waits for its answer. Waits while the engine is loading.
    pub async fn ask<Q: Ask>(self, query: Q) -> Result<Q::Answer, EngineError> {
        match self.client() {
            Some(client) => client.ask(query).await,
            None => Err(EngineError::Stopped),
        }
    }

    /// Asks a question that takes long.
    pub fn begin_ask<Q: Ask + 'static>(
        self,
        query: Q,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<Q::Answer>> {
        let exchange = self.client()?.send_with_progress(Request::Query(query.pack()), on_progress);
        Some(Begun {
            cancel: exchange.cancel_handle(),
            result: Box::pin(async move { answer_of::<Q>(exchange.await?) }),
        })
    }

    /// Hands a file to the engine; `None` only while the page is being taken down.
    pub fn attach_file(self, file: &web_sys::File) -> Option<SourceId> {
        Some(self.client()?.attach_file(file))
    }

    /// Lets go of a file.
    pub fn detach_file(self, source: SourceId) {
        if let Some(client) = self.client() {
            client.detach_file(source);
        }
    }

    /// Starts the engine again, for the button.
    pub fn restart(self) {
        if let Some(client) = self.client() {
            client.restart();
        }
    }

    /// A question that is asked again whenever what `query` reads changes, or a new engine is
    /// there. `None` asks nothing. Call it while a component is being made. Pages that show a
    /// workspace use `Workspace::asked`, which also follows its revisions.
    pub fn asked<Q>(self, query: impl Fn() -> Option<Q> + 'static) -> Asked<Q::Answer>
    where
        Q: Ask + 'static,
        Q::Answer: Send + Sync + 'static,
    {
        let asked = Asked::new();
        let under_way: StoredValue<(u64, Option<CancelHandle>), LocalStorage> =
            StoredValue::new_local((0, None));
        on_cleanup(move || {
            supersede(under_way);
        });
        Effect::new(move |_| {
            self.n_starts.get();
            let query = query();
            let Some(number) = supersede(under_way) else { return };
            let Some((query, client)) = query.zip(self.client()) else {
                asked.settle(Ok(None));
                return;
            };
            let exchange =
                client.send_with_progress(Request::Query(query.pack()), move |progress| {
                    let _ = asked.progress.try_set(Some(progress));
                });
            let cancel = exchange.cancel_handle();
            let _ = under_way.try_update_value(|(_, handle)| *handle = Some(cancel));
            asked.is_asking.set(true);
            spawn_local(async move {
                let answer = match exchange.await {
                    Ok(reply) => answer_of::<Q>(reply).map(Some),
                    Err(EngineError::NoWorkspace) => Ok(None),
                    Err(error) => Err(error),
                };
                // An answer to what is no longer asked is dropped.
                if under_way.try_with_value(|(current, _)| *current == number) == Some(true) {
                    asked.settle(answer);
                }
            });
        });
        asked
    }
}

/// Ends the question under way and numbers the next; `None` when the component is gone.
fn supersede(under_way: StoredValue<(u64, Option<CancelHandle>), LocalStorage>) -> Option<u64> {
    let (number, old) = under_way.try_update_value(|(number, handle)| {
        *number += 1;
        (*number, handle.take())
    })?;
    if let Some(old) = old {
        old.cancel();
    }
    Some(number)
}

/// The state of a question: the last answer stays until the next one is there.
pub struct Asked<T: Send + Sync + 'static> {
    pub answer: RwSignal<Option<Arc<T>>>,
    pub error: RwSignal<Option<EngineError>>,
    pub is_asking: RwSignal<bool>,
    pub progress: RwSignal<Option<Progress>>,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

impl<T: Send + Sync + 'static> Asked<T> {
    fn new() -> Self {
        Self {
            answer: RwSignal::new(None),
            error: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            progress: RwSignal::new(None),
        }
    }

    /// The last answer; tracked.
    pub fn get(self) -> Option<Arc<T>> {
        self.answer.get()
    }

    fn settle(self, answer: Result<Option<T>, EngineError>) {
        let _ = self.is_asking.try_set(false);
        let _ = self.progress.try_set(None);
        match answer {
            Ok(answer) => {
                let _ = self.error.try_set(None);
                let _ = self.answer.try_set(answer.map(Arc::new));
            }
            // Superseded, or lost with its engine: the next one is on its way.
            Err(EngineError::Cancelled | EngineError::Stopped) => {}
            Err(error) => {
                let _ = self.error.try_set(Some(error));
            }
        }
    }
}
