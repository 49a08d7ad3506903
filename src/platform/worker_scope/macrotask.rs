//! Giving way: messages that wait are heard before the work goes on. A promise would not do, it is
//! settled before any message; a timer would do, but browsers hold timers back.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::MessageChannel;

/// A channel to ourselves: what waits is called up one message later.
pub struct Macrotasks {
    channel: Option<MessageChannel>,
    waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>>,
    _on_message: Closure<dyn Fn()>,
}

impl Macrotasks {
    pub fn new() -> Self {
        let waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>> = Rc::default();
        let queue = waiting.clone();
        let on_message = Closure::<dyn Fn()>::new(move || {
            let next = queue.borrow_mut().pop_front();
            if let Some(next) = next {
                // Whoever waited may have been dropped.
                let _ = next.send(());
            }
        });
        let channel = MessageChannel::new().ok();
        if let Some(channel) = &channel {
            channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self { channel, waiting, _on_message: on_message }
    }

    /// Waits for one turn of the event loop.
    pub async fn give_way(&self) {
        let Some(channel) = &self.channel else { return };
        let (sender, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push_back(sender);
        if channel.port2().post_message(&JsValue::NULL).is_ok() {
            let _ = receiver.await;
        }
    }
}
