//! The evidence that nothing leaves the device: requests to other origins since the page was
//! opened, counted once for everybody who shows them. Must not know who shows them.

use crate::platform::clock::now_ms;
use crate::platform::observe::watch_foreign_requests;
use leptos::prelude::{RwSignal, Signal, Update, use_context};

/// Requests to other origins, as the browser itself counts them.
#[derive(Clone, Copy)]
pub struct ForeignRequests {
    pub n: Signal<u32>,
    count: RwSignal<u32>,
    /// Since when they are counted, in milliseconds since 1970.
    pub since_ms: f64,
}

impl ForeignRequests {
    /// Starts to count. Called once, by `ui::app`.
    pub fn count() -> Self {
        let count = RwSignal::new(0);
        let requests = Self { n: count.into(), count, since_ms: now_ms() };
        watch_foreign_requests(move |n| requests.add(n));
        requests
    }

    /// Adds what the engine counted in its worker.
    pub fn add(self, n: u32) {
        let _ = self.count.try_update(|count| *count += n);
    }

    /// The count in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the count above every component.
        use_context().expect("foreign requests in context")
    }
}
