//! What is encrypted: an index of the records, then their bytes. Must not know the encryption.

use serde::{Deserialize, Serialize};

use super::BackupError;
use crate::saved::StoredRecord;

const DAMAGED: BackupError = BackupError::Damaged { detail: "its contents do not fit together" };
const LEN_OF_LEN: usize = 4;

#[derive(Serialize, Deserialize)]
struct Entry {
    store: String,
    key: String,
    n_bytes: u64,
}

/// What stands in front of the records.
pub fn write_index(records: &[StoredRecord]) -> Vec<u8> {
    let entry = |record: &StoredRecord| Entry {
        store: record.store.clone(),
        key: record.key.clone(),
        n_bytes: record.bytes.len() as u64,
    };
    let entries: Vec<Entry> = records.iter().map(entry).collect();
    // cannot fail: a vector grows as needed, and an entry holds nothing postcard refuses
    let mut index = postcard::to_extend(&entries, vec![0; LEN_OF_LEN]).expect("entries encode");
    let len = (index.len() - LEN_OF_LEN) as u32;
    index[..LEN_OF_LEN].copy_from_slice(&len.to_le_bytes());
    index
}

/// The records of a body, of which more and more comes to hand.
pub struct BodyReader {
    n_body_bytes: u64,
    /// Until the index is whole.
    start: Vec<u8>,
    /// The records that are not whole yet, the next one last, with their sizes.
    awaited: Option<Vec<(StoredRecord, usize)>>,
    records: Vec<StoredRecord>,
}

impl BodyReader {
    pub fn new(n_body_bytes: u64) -> Self {
        Self { n_body_bytes, start: Vec::new(), awaited: None, records: Vec::new() }
    }

    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        if self.awaited.is_some() {
            return self.fill(bytes);
        }
        self.start.extend_from_slice(bytes);
        let Some((len, rest)) = self.start.split_first_chunk::<LEN_OF_LEN>() else { return Ok(()) };
        let Some((index, rest)) = rest.split_at_checked(u32::from_le_bytes(*len) as usize) else {
            return Ok(());
        };
        let (entries, after) =
            postcard::take_from_bytes::<Vec<Entry>>(index).map_err(|_| DAMAGED)?;
        let n_before = (LEN_OF_LEN + index.len()) as u64;
        let n_said = entries.iter().try_fold(n_before, |sum, entry| sum.checked_add(entry.n_bytes));
        if !after.is_empty() || n_said != Some(self.n_body_bytes) {
            return Err(DAMAGED);
        }
        let await_record = |entry: Entry| {
            let record = StoredRecord { store: entry.store, key: entry.key, bytes: Vec::new() };
            (record, entry.n_bytes as usize)
        };
        self.awaited = Some(entries.into_iter().rev().map(await_record).collect());
        let rest = rest.to_vec();
        self.start = Vec::new();
        self.fill(&rest)
    }

    /// The records in the order of the index, once all of them are whole.
    pub fn finish(mut self) -> Result<Vec<StoredRecord>, BackupError> {
        // Empty records at the end wait for no bytes.
        self.fill(&[])?;
        match self.awaited {
            Some(awaited) if awaited.is_empty() => Ok(self.records),
            _ => Err(DAMAGED),
        }
    }

    fn fill(&mut self, mut bytes: &[u8]) -> Result<(), BackupError> {
        let Some(awaited) = &mut self.awaited else { return Ok(()) };
        while let Some((record, n_bytes)) = awaited.last_mut() {
            let n_missing = *n_bytes - record.bytes.len();
            let (now, later) = bytes.split_at(n_missing.min(bytes.len()));
            record.bytes.extend_from_slice(now);
            bytes = later;
            if record.bytes.len() < *n_bytes {
                return Ok(());
            }
            self.records.extend(awaited.pop().map(|(record, _)| record));
        }
        if bytes.is_empty() { Ok(()) } else { Err(DAMAGED) }
    }
}
