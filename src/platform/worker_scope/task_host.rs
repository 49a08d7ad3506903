//! The surroundings of one request in the worker: clock, pauses, progress, cancelling.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Date;
use meadow_core::engine::{Cancelled, Host};
use meadow_core::protocol::{EngineToPage, Progress, RequestId};

use super::macrotask::Macrotasks;
use super::{post, scope};

/// Work goes on for so long before it gives way.
const MOST_MS_WITHOUT_PAUSE: f64 = 12.0;
/// Progress is told no more often.
const MS_BETWEEN_PROGRESS: f64 = 100.0;
/// Memory that is at hand when work goes on.
const ROOM_BYTES: usize = 16 << 20;

pub struct TaskHost<'a> {
    /// `None`: nobody asked for it, so nobody is told of its progress.
    id: Option<RequestId>,
    cancelled: Rc<Cell<bool>>,
    macrotasks: &'a Macrotasks,
    paused_at: Cell<f64>,
    told_at: Cell<f64>,
}

impl<'a> TaskHost<'a> {
    pub fn new(
        id: Option<RequestId>,
        cancelled: Rc<Cell<bool>>,
        macrotasks: &'a Macrotasks,
    ) -> Self {
        let now = ticks_ms();
        Self { id, cancelled, macrotasks, paused_at: Cell::new(now), told_at: Cell::new(now) }
    }

    fn check(&self) -> Result<(), Cancelled> {
        if self.cancelled.get() { Err(Cancelled) } else { Ok(()) }
    }
}

impl Host for TaskHost<'_> {
    fn now_ms(&self) -> f64 {
        Date::now()
    }

    async fn breathe(&self, progress: Progress) -> Result<(), Cancelled> {
        self.check()?;
        make_room();
        let now = ticks_ms();
        if let Some(id) = self.id
            && now - self.told_at.get() >= MS_BETWEEN_PROGRESS
        {
            self.told_at.set(now);
            post(&EngineToPage::Progress { id, progress });
        }
        if now - self.paused_at.get() >= MOST_MS_WITHOUT_PAUSE {
            self.macrotasks.give_way().await;
            self.paused_at.set(ticks_ms());
            self.check()?;
        }
        Ok(())
    }
}

/// A program's memory grows by one page of 64 kB after the other, each time with all of the browser's
/// threads at a halt: half of the time of a large import. It never shrinks, so that asking for much at once
/// and giving it back leaves room for what comes.
fn make_room() {
    let mut room = Vec::<u8>::new();
    // Where there is not so much, there may be enough.
    let _ = room.try_reserve_exact(ROOM_BYTES);
    // Or the compiler finds that nobody uses it.
    std::hint::black_box(&room);
}

/// Milliseconds that never run backwards, unlike the clock.
fn ticks_ms() -> f64 {
    scope().performance().map_or_else(Date::now, |performance| performance.now())
}
