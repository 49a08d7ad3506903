//! Which requests came in, and which of them are held or failed on purpose. Must not know what
//! answers the others.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;

/// One request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query, with the base path.
    pub path: String,
}

/// Shared by the host's handle and its server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    seen: Arc<Mutex<Vec<SeenRequest>>>,
    /// A channel, so that held requests notice their release.
    faults: Arc<watch::Sender<Vec<Fault>>>,
}

#[derive(Debug, Clone)]
struct Fault {
    path_part: String,
    kind: FaultKind,
}

#[derive(Debug, Clone, Copy)]
enum FaultKind {
    Held,
    Failed(StatusCode),
}

impl Requests {
    pub(crate) fn seen(&self) -> Vec<SeenRequest> {
        self.lock_seen().clone()
    }

    pub(crate) fn forget_seen(&self) {
        self.lock_seen().clear();
    }

    pub(crate) fn hold(&self, path_part: &str) {
        self.add_fault(path_part, FaultKind::Held);
    }

    pub(crate) fn fail(&self, path_part: &str, status: StatusCode) {
        self.add_fault(path_part, FaultKind::Failed(status));
    }

    pub(crate) fn release(&self) {
        self.faults.send_modify(Vec::clear);
    }

    fn add_fault(&self, path_part: &str, kind: FaultKind) {
        let fault = Fault { path_part: path_part.to_owned(), kind };
        self.faults.send_modify(|faults| faults.push(fault));
    }

    /// Waits while `path` is held, then says with which status it must fail, if any.
    async fn await_turn(&self, path: &str) -> Option<StatusCode> {
        let mut faults = self.faults.subscribe();
        loop {
            let fault = faults
                .borrow_and_update()
                .iter()
                .find(|f| path.contains(&f.path_part))
                .map(|f| f.kind);
            match fault {
                None => return None,
                Some(FaultKind::Failed(status)) => return Some(status),
                // The sender lives as long as `self`, so a change always comes or the host stops.
                Some(FaultKind::Held) => faults.changed().await.ok()?,
            }
        }
    }

    /// A list is whole between any two statements here, so a panic elsewhere spoils nothing.
    fn lock_seen(&self) -> MutexGuard<'_, Vec<SeenRequest>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records a request and applies its fault, before anything else sees it.
pub(crate) async fn observe(
    State(requests): State<Requests>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let method = request.method().to_string();
    requests.lock_seen().push(SeenRequest { method, path: path.clone() });
    match requests.await_turn(&path).await {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    }
}
