//! The page's end of the wire to the engine.
//!
//! Owns the worker, the requests under way and the files handed over; starts a dead engine again
//! and reopens what was open. Must not know what a request means.

mod worker_link;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use futures_channel::oneshot;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::WorkspaceId;
use meadow_core::protocol::{
    Ask, EngineError, EngineToPage, PROTOCOL_VERSION, PackedRequest, PageToEngine, Progress, Reply,
    Request, RequestId, SourceId, WorkspaceRequest,
};
use meadow_core::views::workspace::WorkspaceSummary;

use self::worker_link::{Heard, WorkerLink};
use super::clock::now_ms;

/// More deaths than this within `RESTART_WINDOW_MS` and the engine stays down until it is asked for.
const MOST_RESTARTS: usize = 3;
const RESTART_WINDOW_MS: f64 = 60_000.0;
/// How often a busy engine is asked whether it is still there.
const PING_EVERY_MS: i32 = 5_000;
/// So many pings in a row without any message: the engine is dead or stuck.
const MOST_UNANSWERED_PINGS: u32 = 12;

/// How the engine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineStatus {
    #[default]
    Loading,
    Ready,
    /// It died and is being started again from what is saved.
    Restarting {
        reason: StopReason,
    },
    /// It is down; `restart` starts it again.
    Failed {
        reason: StopReason,
    },
}

/// Why the engine is not there.
#[derive(Clone, Debug, PartialEq)]
pub enum StopReason {
    /// Its files could not be loaded or started.
    CannotStart {
        detail: String,
    },
    Crashed {
        detail: String,
    },
    NotAnswering,
    /// The page and the engine are of different versions: the page must be loaded anew.
    WrongVersion,
    /// The user asked for it.
    Asked,
}

/// What the engine does of its own accord.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineEvent {
    Status(EngineStatus),
    /// Another tab changed the open workspace, or it was reopened after a restart.
    Changed(Box<WorkspaceSummary>),
    /// The workspace that was open could not be reopened after a restart.
    NotReopened(EngineError),
    /// Its worker has made so many more requests to another origin.
    ForeignRequests(u32),
}

/// A handle on the engine. Clones share it.
#[derive(Clone)]
pub struct EngineClient(Rc<Inner>);

struct Inner {
    link: RefCell<Option<WorkerLink>>,
    stage: Cell<Stage>,
    pending: RefCell<BTreeMap<RequestId, Pending>>,
    next_id: Cell<u64>,
    files: RefCell<BTreeMap<SourceId, web_sys::File>>,
    open_workspace: Cell<Option<WorkspaceId>>,
    restarts: RefCell<VecDeque<f64>>,
    n_unanswered_pings: Cell<u32>,
    on_event: Box<dyn Fn(EngineEvent)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The engine has not sent its first message; requests wait.
    Starting,
    /// After a restart: the workspace is being opened again; requests wait.
    Reopening,
    Ready,
    Down,
}

struct Pending {
    request: PackedRequest,
    /// A workspace is open once it is answered with a summary.
    opens: bool,
    is_sent: bool,
    answer: Answered,
    on_progress: Option<Box<dyn Fn(Progress)>>,
}

type Answered = oneshot::Sender<Result<Reply, EngineError>>;

impl Pending {
    fn new(
        request: &Request,
        answer: Answered,
        on_progress: Option<Box<dyn Fn(Progress)>>,
    ) -> Self {
        Self {
            request: PackedRequest::of(request),
            opens: matches!(request, Request::Workspace(_)),
            is_sent: false,
            answer,
            on_progress,
        }
    }
}

impl EngineClient {
    /// Starts the engine. `on_event` is called for as long as any clone lives.
    pub fn start(on_event: impl Fn(EngineEvent) + 'static) -> Self {
        let inner = Rc::new(Inner {
            link: RefCell::new(None),
            stage: Cell::new(Stage::Down),
            pending: RefCell::default(),
            next_id: Cell::new(1),
            files: RefCell::default(),
            open_workspace: Cell::new(None),
            restarts: RefCell::default(),
            n_unanswered_pings: Cell::new(0),
            on_event: Box::new(on_event),
        });
        inner.start();
        let weak = Rc::downgrade(&inner);
        worker_link::every(PING_EVERY_MS, move || {
            weak.upgrade().map(|inner| inner.check_alive()).is_some()
        });
        Self(inner)
    }

    /// Sends a request; it waits while the engine is loading.
    pub fn send(&self, request: Request) -> Exchange {
        self.send_watched(request, None)
    }

    /// Sends a request whose progress is wanted, a few times a second.
    pub fn send_with_progress(
        &self,
        request: Request,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Exchange {
        self.send_watched(request, Some(Box::new(on_progress)))
    }

    /// Asks a question and waits for its answer.
    pub async fn ask<Q: Ask>(&self, query: Q) -> Result<Q::Answer, EngineError> {
        answer_of::<Q>(self.send(Request::Query(query.pack())).await?)
    }

    /// Hands a file to the engine. Its content is read there, slice by slice.
    pub fn attach_file(&self, file: &web_sys::File) -> SourceId {
        let source = SourceId(self.0.take_number());
        self.0.files.borrow_mut().insert(source, file.clone());
        if let Some(link) = self.0.link.borrow().as_ref()
            && self.0.hears()
        {
            link.post_file(source, Some(file));
        }
        source
    }

    /// Lets go of a file.
    pub fn detach_file(&self, source: SourceId) {
        self.0.files.borrow_mut().remove(&source);
        if let Some(link) = self.0.link.borrow().as_ref()
            && self.0.hears()
        {
            link.post_file(source, None);
        }
    }

    /// Starts the engine again, for the button; also after too many deaths.
    pub fn restart(&self) {
        self.0.restarts.borrow_mut().clear();
        self.0.stop(StopReason::Asked);
    }

    fn send_watched(
        &self,
        request: Request,
        on_progress: Option<Box<dyn Fn(Progress)>>,
    ) -> Exchange {
        let id = RequestId(self.0.take_number());
        let (sender, receiver) = oneshot::channel();
        let handle = CancelHandle { id, client: Rc::downgrade(&self.0) };
        if self.0.stage.get() == Stage::Down {
            // The receiver is in our hands: it cannot be gone.
            let _ = sender.send(Err(EngineError::Stopped));
        } else {
            let pending = Pending::new(&request, sender, on_progress);
            self.0.pending.borrow_mut().insert(id, pending);
            self.0.send_waiting();
        }
        Exchange { handle, receiver }
    }
}

impl Inner {
    fn take_number(&self) -> u64 {
        self.next_id.replace(self.next_id.get() + 1)
    }

    fn hears(&self) -> bool {
        matches!(self.stage.get(), Stage::Reopening | Stage::Ready)
    }

    fn say(&self, event: EngineEvent) {
        (self.on_event)(event);
    }

    fn start(self: &Rc<Self>) {
        self.stage.set(Stage::Starting);
        self.n_unanswered_pings.set(0);
        let weak = Rc::downgrade(self);
        match WorkerLink::start(move |heard| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(heard);
            }
        }) {
            Ok(link) => *self.link.borrow_mut() = Some(link),
            Err(detail) => self.give_up(StopReason::CannotStart { detail }),
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        self.n_unanswered_pings.set(0);
        match heard {
            Heard::Message(EngineToPage::Ready { protocol }) if protocol == PROTOCOL_VERSION => {
                self.greet()
            }
            Heard::Message(EngineToPage::Ready { .. }) | Heard::Unreadable => {
                self.give_up(StopReason::WrongVersion);
            }
            Heard::Message(EngineToPage::Progress { id, progress }) => {
                // Taken out while it runs, so that the callback may itself send requests.
                let callback = self
                    .pending
                    .borrow_mut()
                    .get_mut(&id)
                    .and_then(|pending| pending.on_progress.take());
                if let Some(callback) = callback {
                    callback(progress);
                    if let Some(pending) = self.pending.borrow_mut().get_mut(&id) {
                        pending.on_progress = Some(callback);
                    }
                }
            }
            Heard::Message(EngineToPage::Reply { id, reply }) => self.settle(id, reply),
            Heard::Message(EngineToPage::Changed { summary }) => {
                self.say(EngineEvent::Changed(summary))
            }
            Heard::Message(EngineToPage::ForeignRequests { n }) => {
                self.say(EngineEvent::ForeignRequests(n));
            }
            Heard::Message(EngineToPage::Pong) => {}
            Heard::Message(EngineToPage::Failed { message }) => {
                self.stop(StopReason::Crashed { detail: message });
            }
            Heard::Error(detail) if self.stage.get() == Stage::Starting => {
                self.stop(StopReason::CannotStart { detail });
            }
            Heard::Error(detail) => self.stop(StopReason::Crashed { detail }),
        }
    }

    /// The engine runs: it gets the files, then the workspace that was open, then what waited.
    fn greet(self: &Rc<Self>) {
        self.post(&PageToEngine::Hello { protocol: PROTOCOL_VERSION });
        if let Some(link) = self.link.borrow().as_ref() {
            for (source, file) in self.files.borrow().iter() {
                link.post_file(*source, Some(file));
            }
        }
        let Some(id) = self.open_workspace.get() else { return self.become_ready() };
        self.stage.set(Stage::Reopening);
        let (sender, receiver) = oneshot::channel();
        let request = Request::Workspace(WorkspaceRequest::Open { id });
        let pending = Pending::new(&request, sender, None);
        let request_id = RequestId(self.take_number());
        self.pending.borrow_mut().insert(request_id, pending);
        self.send_now(request_id);
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let Ok(reply) = receiver.await else { return };
            let Some(inner) = weak.upgrade() else { return };
            // A second death in between has its own reopening.
            if inner.stage.get() != Stage::Reopening {
                return;
            }
            match reply {
                Ok(Reply::Summary(summary)) => inner.say(EngineEvent::Changed(summary)),
                Ok(_) => {}
                Err(error) => {
                    inner.open_workspace.set(None);
                    inner.say(EngineEvent::NotReopened(error));
                }
            }
            inner.become_ready();
        });
    }

    fn become_ready(&self) {
        self.stage.set(Stage::Ready);
        self.say(EngineEvent::Status(EngineStatus::Ready));
        self.send_waiting();
    }

    fn send_waiting(&self) {
        if self.stage.get() != Stage::Ready {
            return;
        }
        let waiting: Vec<RequestId> = {
            let pending = self.pending.borrow();
            pending.iter().filter(|(_, pending)| !pending.is_sent).map(|(id, _)| *id).collect()
        };
        for id in waiting {
            self.send_now(id);
        }
    }

    fn send_now(&self, id: RequestId) {
        let message = {
            let mut pending = self.pending.borrow_mut();
            let Some(pending) = pending.get_mut(&id) else { return };
            pending.is_sent = true;
            PageToEngine::Request { id, today: today(), request: mem::take(&mut pending.request) }
        };
        self.post(&message);
    }

    fn post(&self, message: &PageToEngine) {
        if let Some(link) = self.link.borrow().as_ref() {
            link.post(message);
        }
    }

    /// A reply nobody waits for any more is dropped.
    fn settle(&self, id: RequestId, reply: Result<Reply, EngineError>) {
        let Some(pending) = self.pending.borrow_mut().remove(&id) else { return };
        if let (true, Ok(Reply::Summary(summary))) = (pending.opens, &reply) {
            self.open_workspace.set(Some(summary.id));
        }
        let _ = pending.answer.send(reply);
    }

    fn cancel(&self, id: RequestId) {
        let is_sent = self.pending.borrow().get(&id).map(|pending| pending.is_sent);
        match is_sent {
            Some(true) => self.post(&PageToEngine::Cancel { id }),
            Some(false) => self.settle(id, Err(EngineError::Cancelled)),
            None => {}
        }
    }

    fn check_alive(self: &Rc<Self>) {
        if !self.hears() || self.pending.borrow().is_empty() {
            self.n_unanswered_pings.set(0);
            return;
        }
        let n_unanswered = self.n_unanswered_pings.get();
        if n_unanswered >= MOST_UNANSWERED_PINGS {
            self.stop(StopReason::NotAnswering);
        } else {
            self.n_unanswered_pings.set(n_unanswered + 1);
            self.post(&PageToEngine::Ping);
        }
    }

    /// Ends this engine, answers what it was at, and starts the next one unless it dies too often.
    fn stop(self: &Rc<Self>, reason: StopReason) {
        let too_often = {
            let now = now_ms();
            let mut restarts = self.restarts.borrow_mut();
            restarts.retain(|at| now - *at < RESTART_WINDOW_MS);
            restarts.push_back(now);
            restarts.len() > MOST_RESTARTS
        };
        if too_often {
            return self.give_up(reason);
        }
        self.link.borrow_mut().take();
        self.fail_pending(|pending| pending.is_sent, &EngineError::Stopped);
        self.say(EngineEvent::Status(EngineStatus::Restarting { reason }));
        self.start();
    }

    fn give_up(&self, reason: StopReason) {
        self.stage.set(Stage::Down);
        self.link.borrow_mut().take();
        let error = match reason {
            StopReason::WrongVersion => EngineError::WrongProtocol,
            _ => EngineError::Stopped,
        };
        self.fail_pending(|_| true, &error);
        self.say(EngineEvent::Status(EngineStatus::Failed { reason }));
    }

    fn fail_pending(&self, which: impl Fn(&Pending) -> bool, error: &EngineError) {
        let failed: Vec<Pending> = {
            let mut pending = self.pending.borrow_mut();
            let ids: Vec<RequestId> =
                pending.iter().filter(|(_, pending)| which(pending)).map(|(id, _)| *id).collect();
            ids.iter().filter_map(|id| pending.remove(id)).collect()
        };
        for pending in failed {
            let _ = pending.answer.send(Err(error.clone()));
        }
    }
}

/// A request under way; await it for its reply.
pub struct Exchange {
    handle: CancelHandle,
    receiver: oneshot::Receiver<Result<Reply, EngineError>>,
}

impl Exchange {
    pub fn cancel_handle(&self) -> CancelHandle {
        self.handle.clone()
    }
}

impl Future for Exchange {
    type Output = Result<Reply, EngineError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // The sender goes without an answer only when the client itself has been dropped.
        Pin::new(&mut self.receiver)
            .poll(context)
            .map(|received| received.unwrap_or(Err(EngineError::Stopped)))
    }
}

/// Ends a request: it will be answered with `Cancelled`, and nothing will have changed. A request
/// that was already answered does not mind.
#[derive(Clone)]
pub struct CancelHandle {
    id: RequestId,
    client: Weak<Inner>,
}

impl CancelHandle {
    pub fn cancel(&self) {
        if let Some(inner) = self.client.upgrade() {
            inner.cancel(self.id);
        }
    }
}

/// The answer to a query in the reply to it.
pub fn answer_of<Q: Ask>(reply: Reply) -> Result<Q::Answer, EngineError> {
    let answer = match reply {
        Reply::Answer(answer) => Q::unpack(&answer),
        _ => None,
    };
    // Anything else is an engine of another make.
    answer.ok_or(EngineError::WrongProtocol)
}

/// The calendar day it is for the reader.
pub fn today() -> Day {
    const MS_PER_MINUTE: f64 = 60_000.0;
    const MS_PER_DAY: f64 = 86_400_000.0;
    let offset_minutes = js_sys::Date::new_0().get_timezone_offset();
    Day(((now_ms() - offset_minutes * MS_PER_MINUTE) / MS_PER_DAY).floor() as i32)
}
