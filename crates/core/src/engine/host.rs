//! What the engine asks of the world it runs in: the time, pauses, and the bytes of files.

use std::future::Future;
use std::pin::Pin;

use crate::protocol::Progress;

/// Somebody has lost interest in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// The surroundings of one request.
#[expect(async_fn_in_trait, reason = "the engine lives on one thread; no Send bound is wanted")]
pub trait Host {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;

    /// Called between slices of long work, many times a second: lets others work, passes progress
    /// on as it sees fit, and says whether to go on.
    async fn breathe(&self, progress: Progress) -> Result<(), Cancelled>;
}

/// A host that neither pauses nor cancels, for use without an event loop. The clock stands still.
#[derive(Clone, Copy, Debug)]
pub struct Unhurried {
    /// What the clock says, in milliseconds since 1970.
    pub now_ms: f64,
}

impl Host for Unhurried {
    fn now_ms(&self) -> f64 {
        self.now_ms
    }

    async fn breathe(&self, _progress: Progress) -> Result<(), Cancelled> {
        Ok(())
    }
}

/// Bytes on their way, or what went wrong in the words of whoever reads.
pub type BoxedRead<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + 'a>>;

/// A file somebody chose. It may change or go away at any time; reading then fails.
pub trait ByteSource {
    /// As the user knows it.
    fn name(&self) -> String;
    /// Its size.
    fn n_bytes(&self) -> u64;
    /// Up to `n_bytes` from `offset`; fewer only at the end. They may be fetched from now on, whether or
    /// not somebody waits for them yet.
    fn read(&self, offset: u64, n_bytes: usize) -> BoxedRead<'_>;
}

/// A file already in memory.
impl ByteSource for (String, Vec<u8>) {
    fn name(&self) -> String {
        self.0.clone()
    }

    fn n_bytes(&self) -> u64 {
        self.1.len() as u64
    }

    fn read(&self, offset: u64, n_bytes: usize) -> BoxedRead<'_> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(self.1.len());
        let end = start.saturating_add(n_bytes).min(self.1.len());
        let bytes = self.1[start..end].to_vec();
        Box::pin(async move { Ok(bytes) })
    }
}
