//! The files that were handed over, and reading them in slices.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::host::{ByteSource, Host};
use crate::protocol::{EngineError, Progress, ProgressUnit, SourceId, Thing};
use crate::views::import::FileProblem;

/// Small enough that the rows of one slice are read in a moment.
const SLICE_BYTES: usize = 256 * 1024;

#[derive(Default)]
pub struct Sources {
    files: RefCell<BTreeMap<SourceId, Rc<dyn ByteSource>>>,
}

impl Sources {
    pub fn attach(&self, id: SourceId, source: Rc<dyn ByteSource>) {
        self.files.borrow_mut().insert(id, source);
    }

    pub fn detach(&self, id: SourceId) {
        self.files.borrow_mut().remove(&id);
    }

    pub fn get(&self, id: SourceId) -> Result<Rc<dyn ByteSource>, EngineError> {
        self.files.borrow().get(&id).cloned().ok_or(EngineError::NotFound { what: Thing::File })
    }
}

/// The first `n_bytes` of a file, or all of it.
pub async fn read_head(source: &dyn ByteSource, n_bytes: usize) -> Result<Vec<u8>, EngineError> {
    source.read(0, n_bytes).await.map_err(unreadable)
}

/// Reads a whole file, handing each slice to `feed` and pausing in between. `feed` answers with the
/// rows so far.
pub async fn read_all(
    source: &dyn ByteSource,
    host: &impl Host,
    mut feed: impl FnMut(&[u8]) -> Result<u64, FileProblem>,
) -> Result<(), EngineError> {
    let total = source.n_bytes();
    let mut offset = 0;
    while offset < total {
        let slice = source.read(offset, SLICE_BYTES).await.map_err(unreadable)?;
        if slice.is_empty() {
            return Err(unreadable("the file became shorter while it was read".to_owned()));
        }
        offset += slice.len() as u64;
        let n_rows = feed(&slice)?;
        // How many rows there will be is known from how many these bytes held.
        let estimate = (n_rows as f64 * total as f64 / offset as f64).round() as u64;
        host.breathe(Progress { done: n_rows, total: estimate, unit: ProgressUnit::Rows }).await?;
    }
    Ok(())
}

fn unreadable(detail: String) -> EngineError {
    EngineError::BadFile(FileProblem::Unreadable { detail })
}
