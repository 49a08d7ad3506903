//! The engine's end of the wire: the worker's message loop.
//!
//! Owns how messages become requests, how long work lets others in between, and news between tabs.
//! Must not know what a request means.

mod chosen_file;
mod macrotask;
mod task_host;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::engine::Engine;
use meadow_core::protocol::{
    EngineError, EngineToPage, PROTOCOL_VERSION, PageToEngine, Reply, Request, RequestId, SourceId,
    decode, encode,
};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, File, MessageEvent};

use self::chosen_file::ChosenFile;
use self::macrotask::Macrotasks;
use self::task_host::TaskHost;
use super::indexed_db::IndexedDb;
use super::observe::watch_foreign_requests;

const DATABASE: &str = "meadow";
/// Tabs tell each other here which workspace has moved to which revision.
const NEWS_CHANNEL: &str = "meadow.heads";

/// Runs the engine for as long as the worker lives. Called once, by the engine's binary.
pub fn run() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        post(&EngineToPage::Failed { message: info.to_string() });
    }));
    let worker = Rc::new(Worker {
        engine: Engine::new(IndexedDb::new(DATABASE)),
        macrotasks: Macrotasks::new(),
        cancelled: RefCell::default(),
        speaks_our_protocol: Cell::new(true),
        today: Cell::new(Day::default()),
        told: Cell::new(None),
        // Without it a second tab learns of changes when it makes one itself.
        news: BroadcastChannel::new(NEWS_CHANNEL).ok(),
    });
    watch_foreign_requests(|n| post(&EngineToPage::ForeignRequests { n }));
    listen_to_other_tabs(&worker);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        worker.clone().hear(&event.data());
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The loop lives as long as the worker.
    on_message.forget();
    post(&EngineToPage::Ready { protocol: PROTOCOL_VERSION });
}

struct Worker {
    engine: Engine<IndexedDb>,
    macrotasks: Macrotasks,
    /// Requests under way, and whether they have been cancelled.
    cancelled: RefCell<BTreeMap<RequestId, Rc<Cell<bool>>>>,
    speaks_our_protocol: Cell<bool>,
    /// As the page last said.
    today: Cell<Day>,
    /// What other tabs were last told, or told us.
    told: Cell<Option<(WorkspaceId, Revision)>>,
    news: Option<BroadcastChannel>,
}

impl Worker {
    fn hear(self: Rc<Self>, envelope: &JsValue) {
        if let Some(source) = number(envelope, "source") {
            let source = SourceId(source as u64);
            match Reflect::get(envelope, &"file".into())
                .ok()
                .and_then(|file| file.dyn_into::<File>().ok())
            {
                Some(file) => self.engine.attach(source, Rc::new(ChosenFile::new(file))),
                None => self.engine.detach(source),
            }
            return;
        }
        let buffer = Reflect::get(envelope, &"bytes".into()).ok();
        let bytes = buffer.and_then(|buffer| buffer.dyn_into::<ArrayBuffer>().ok());
        let Some(bytes) = bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()) else { return };
        match decode(&bytes) {
            Ok(PageToEngine::Hello { protocol }) => {
                self.speaks_our_protocol.set(protocol == PROTOCOL_VERSION);
            }
            Ok(PageToEngine::Request { id, today, request }) => match request.unpack() {
                Ok(request) => self.take_on(id, today, request),
                Err(_) => refuse(id),
            },
            Ok(PageToEngine::Cancel { id }) => {
                if let Some(cancelled) = self.cancelled.borrow().get(&id) {
                    cancelled.set(true);
                }
            }
            Ok(PageToEngine::Ping) => post(&EngineToPage::Pong),
            // A page of another version; it hears `Ready` with ours and knows.
            Err(_) => self.speaks_our_protocol.set(false),
        }
    }

    fn take_on(self: Rc<Self>, id: RequestId, today: Day, request: Request) {
        if !self.speaks_our_protocol.get() {
            return refuse(id);
        }
        self.today.set(today);
        let cancelled = Rc::new(Cell::new(false));
        self.cancelled.borrow_mut().insert(id, cancelled.clone());
        spawn_local(async move {
            let host = TaskHost::new(Some(id), cancelled, &self.macrotasks);
            let reply = self.engine.handle(&host, today, request).await;
            self.cancelled.borrow_mut().remove(&id);
            match &reply {
                Ok(Reply::Done { .. } | Reply::Summary(_)) => self.tell_other_tabs(),
                // The engine has read what the other tab saved: the page must see it too.
                Err(EngineError::Conflict) => self.show_current(),
                _ => {}
            }
            post(&EngineToPage::Reply { id, reply });
        });
    }

    fn show_current(&self) {
        if let Some(summary) = self.engine.summary(self.today.get()) {
            post(&EngineToPage::Changed { summary: Box::new(summary) });
        }
    }

    fn tell_other_tabs(&self) {
        let position = self.engine.position();
        if self.told.replace(position) == position {
            return;
        }
        if let (Some(news), Some((workspace, revision))) = (&self.news, position) {
            // Numbers below 2^53: milliseconds and counts.
            let message = Array::of2(&(workspace.0 as f64).into(), &(revision.0 as f64).into());
            let _ = news.post_message(&message);
        }
    }

    async fn follow_other_tab(&self, workspace: WorkspaceId, revision: Revision) {
        let Some((open, here)) = self.engine.position() else { return };
        if open != workspace || here >= revision {
            return;
        }
        let host = TaskHost::new(None, Rc::default(), &self.macrotasks);
        // Trouble in reading shows when the user next does something.
        if let Ok(Some(summary)) = self.engine.refresh(&host, self.today.get()).await {
            self.told.set(self.engine.position());
            post(&EngineToPage::Changed { summary: Box::new(summary) });
        }
    }
}

fn listen_to_other_tabs(worker: &Rc<Worker>) {
    let Some(news) = &worker.news else { return };
    let weak = Rc::downgrade(worker);
    let on_news = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(worker) = weak.upgrade() else { return };
        let position = Array::from(&event.data());
        let (Some(workspace), Some(revision)) =
            (position.get(0).as_f64(), position.get(1).as_f64())
        else {
            return;
        };
        spawn_local(async move {
            worker.follow_other_tab(WorkspaceId(workspace as u64), Revision(revision as u64)).await;
        });
    });
    news.set_onmessage(Some(on_news.as_ref().unchecked_ref()));
    on_news.forget();
}

/// Answers a page of another version.
fn refuse(id: RequestId) {
    post(&EngineToPage::Reply { id, reply: Err(EngineError::WrongProtocol) });
}

/// Sends a message; its bytes move, they are not copied again.
fn post(message: &EngineToPage) {
    // Our own types always encode.
    let Ok(bytes) = encode(message) else { return };
    let buffer = Uint8Array::from(bytes.as_slice()).buffer();
    let envelope = Object::new();
    let _ = Reflect::set(&envelope, &"bytes".into(), &buffer);
    let _ = scope().post_message_with_transfer(&envelope, &Array::of1(&buffer));
}

fn number(envelope: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(envelope, &name.into()).ok()?.as_f64()
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
