//! Stopping a worker at a moment of a write: what a second writer does meanwhile, and what a crash
//! leaves behind, is then no matter of luck.
//!
//! Knows which records a write hands to the browser's database, and in which order; must not know
//! what they mean.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::time::Instant;

use crate::browser::PATIENCE;
use crate::devtools::{DevTools, WorkerSession};

/// A moment in the storing of a change, in the order they come.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// So many chunks have been handed over; the transaction of the last one is open.
    Chunk(u32),
    /// The head has been handed over, and all else before it; nothing of it is committed.
    Head,
    /// The transaction of the head is committed; the page may have been told or not.
    Committed,
}

impl Moment {
    fn name(self) -> String {
        match self {
            Self::Chunk(n) => format!("chunk {n}"),
            Self::Head => "head".to_owned(),
            Self::Committed => "committed".to_owned(),
        }
    }
}

/// Counts what the worker hands over, and stops where it is told to.
const WATCH: &str = "(() => {
    self.nChunks = 0
    if (self.stopAt !== undefined) return
    self.stopAt = ''
    const reach = (moment) => {
        if (moment !== self.stopAt) return
        self.stopAt = ''
        debugger
    }
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...record) {
        const request = put.apply(this, record)
        if (this.name === 'chunks') reach(`chunk ${self.nChunks += 1}`)
        if (this.name === 'heads') {
            this.transaction.addEventListener('complete', () => reach('committed'))
            reach('head')
        }
        return request
    }
})()";

impl DevTools {
    /// Counts from now on what the worker hands over to be stored.
    pub async fn watch_writes(&mut self, worker: &WorkerSession) -> Result<()> {
        self.evaluate_in(worker, WATCH).await.map(drop)
    }

    /// How many chunks the worker has handed over since it is watched.
    pub async fn n_written(&mut self, worker: &WorkerSession) -> Result<u64> {
        let n = self.evaluate_in(worker, "self.nChunks").await?;
        n.as_u64().context("the worker is not watched")
    }

    /// Waits until the worker has handed over something to be stored; with another writer's
    /// transaction open, it then waits for that.
    pub async fn wait_for_write(&mut self, worker: &WorkerSession) -> Result<()> {
        self.wait_until_in(worker, "self.nChunks > 0").await
    }

    /// The worker will stand still when it comes to this moment, once.
    pub async fn stop_at(&mut self, worker: &WorkerSession, moment: Moment) -> Result<()> {
        self.watch_writes(worker).await?;
        self.send(Some(&worker.session), "Debugger.enable", json!({})).await?;
        let stop = format!("self.stopAt = '{}'", moment.name());
        self.evaluate_in(worker, &stop).await.map(drop)
    }

    /// Waits until the worker stands still.
    pub async fn wait_for_stop(&mut self, worker: &WorkerSession) -> Result<()> {
        let started = Instant::now();
        while !self.standing.contains(&worker.session) {
            ensure!(started.elapsed() < PATIENCE, "the worker does not come to that moment");
            self.glance().await?;
        }
        Ok(())
    }

    /// Lets the worker go on.
    pub async fn go_on(&mut self, worker: &WorkerSession) -> Result<()> {
        self.send(Some(&worker.session), "Debugger.resume", json!({})).await.map(drop)
    }
}
