//! One running worker and the messages to and from it. Must not know what they mean.

use js_sys::{Array, ArrayBuffer, Function, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use meadow_core::protocol::{EngineToPage, PageToEngine, SourceId, decode, encode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

/// The function that `boot.js` leaves for us: starts a worker under the page's policy.
const STARTER: &str = "meadowStartEngine";

/// What came from the worker.
pub enum Heard {
    Message(EngineToPage),
    /// A message of some other protocol.
    Unreadable,
    /// The worker could not be loaded, or something in it was not caught.
    Error(String),
}

/// A worker; ends with this value.
pub struct WorkerLink {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl WorkerLink {
    /// Starts a worker. The error says what the browser said.
    pub fn start(on_heard: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let starter = Reflect::get(&window(), &STARTER.into()).map_err(|error| text_of(&error))?;
        let starter: Function = starter.dyn_into().map_err(|_| format!("{STARTER} is missing"))?;
        let worker: Worker = starter
            .call0(&JsValue::UNDEFINED)
            .map_err(|error| text_of(&error))?
            .dyn_into()
            .map_err(|_| format!("{STARTER} gave no worker"))?;
        let hear = on_heard.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            hear(read(&event.data()));
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A worker that could not be loaded sends a plain event without a message.
            let message =
                Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            on_heard(Heard::Error(
                message.unwrap_or_else(|| "the engine could not be loaded".to_owned()),
            ));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a message; its bytes move, they are not copied again.
    pub fn post(&self, message: &PageToEngine) {
        // Our own types always encode; a worker that is gone is noticed by its silence.
        let Ok(bytes) = encode(message) else { return };
        let buffer = Uint8Array::from(bytes.as_slice()).buffer();
        let envelope = Object::new();
        let _ = Reflect::set(&envelope, &"bytes".into(), &buffer);
        let _ = self.worker.post_message_with_transfer(&envelope, &Array::of1(&buffer));
    }

    /// Gives the worker a file under a name, or takes it away.
    pub fn post_file(&self, source: SourceId, file: Option<&File>) {
        let envelope = Object::new();
        let _ = Reflect::set(&envelope, &"source".into(), &JsValue::from_f64(source.0 as f64));
        if let Some(file) = file {
            let _ = Reflect::set(&envelope, &"file".into(), file);
        }
        let _ = self.worker.post_message(&envelope);
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Calls `tick` again and again until it says `false`.
pub fn every(interval_ms: i32, tick: impl Fn() -> bool + 'static) {
    let handle = std::rc::Rc::new(std::cell::Cell::new(None));
    let own = handle.clone();
    let callback = Closure::<dyn Fn()>::new(move || {
        if !tick()
            && let Some(id) = own.get()
        {
            window().clear_interval_with_handle(id);
        }
    });
    let function: &Function = callback.as_ref().unchecked_ref();
    let id = window().set_interval_with_callback_and_timeout_and_arguments_0(function, interval_ms);
    handle.set(id.ok());
    // Lives as long as the page: there is one client per page.
    callback.forget();
}

fn read(data: &JsValue) -> Heard {
    let bytes = Reflect::get(data, &"bytes".into())
        .ok()
        .and_then(|buffer| buffer.dyn_into::<ArrayBuffer>().ok())
        .map(|buffer| Uint8Array::new(&buffer).to_vec());
    match bytes.and_then(|bytes| decode(&bytes).ok()) {
        Some(message) => Heard::Message(message),
        None => Heard::Unreadable,
    }
}

fn text_of(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}
