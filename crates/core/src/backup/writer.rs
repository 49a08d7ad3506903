//! Making a backup, in slices. Must not know where its bytes go.

use std::collections::VecDeque;

use super::body::write_index;
use super::header::Header;
use super::key::{KeyCost, derive_keys};
use super::segments::{Segments, n_segments};
use super::{BackupError, MOST_BODY_BYTES};
use crate::saved::StoredRecord;

/// Long enough that the tags do not matter, short enough for many pauses a second.
const SEGMENT_BYTES: u32 = 64 * 1024;

/// Bytes that nobody can foresee, drawn afresh for every backup.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    pub salt: [u8; 16],
    pub nonce: [u8; 19],
}

/// A backup on its way out. Records are let go of as soon as they are written.
pub struct BackupWriter {
    header: Option<Vec<u8>>,
    segments: Segments,
    n_segments: u64,
    /// Not written yet, and how far the first of them has been.
    parts: VecDeque<Vec<u8>>,
    n_of_first: usize,
}

impl BackupWriter {
    /// Derives the key, which takes about half a second and cannot be divided.
    ///
    /// `made_ms`: milliseconds since 1970.
    pub fn new(
        passphrase: &str,
        cost: KeyCost,
        chance: Chance,
        made_ms: f64,
        records: Vec<StoredRecord>,
    ) -> Result<Self, BackupError> {
        let index = write_index(&records);
        let sizes = records.iter().map(|record| record.bytes.len() as u64);
        let n_body_bytes = index.len() as u64 + sizes.sum::<u64>();
        if n_body_bytes > MOST_BODY_BYTES {
            return Err(BackupError::TooLarge { n_bytes: n_body_bytes });
        }
        let Chance { salt, nonce } = chance;
        let keys = derive_keys(passphrase, &salt, cost)?;
        let header = Header {
            made_ms,
            n_body_bytes,
            segment_bytes: SEGMENT_BYTES,
            cost,
            salt,
            nonce,
            proof: keys.proof,
        }
        .write();
        Ok(Self {
            segments: Segments::new(&keys.cipher, nonce, &header),
            header: Some(header.to_vec()),
            n_segments: n_segments(n_body_bytes, SEGMENT_BYTES),
            parts: std::iter::once(index)
                .chain(records.into_iter().map(|record| record.bytes))
                .collect(),
            n_of_first: 0,
        })
    }

    /// The next bytes of the file, some 64 KiB; `None` when it is whole.
    pub fn advance(&mut self) -> Result<Option<Vec<u8>>, BackupError> {
        if let Some(header) = self.header.take() {
            return Ok(Some(header));
        }
        if self.n_done() == self.n_segments {
            return Ok(None);
        }
        let plain = self.next_plain();
        let is_last = self.n_done() + 1 == self.n_segments;
        let sealed = self.segments.seal(&plain, is_last);
        sealed.map(Some).ok_or(BackupError::TooLarge { n_bytes: plain.len() as u64 })
    }

    /// Segments written, and of how many.
    pub fn progress(&self) -> (u64, u64) {
        (self.n_done(), self.n_segments)
    }

    fn n_done(&self) -> u64 {
        u64::from(self.segments.n_done())
    }

    fn next_plain(&mut self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(SEGMENT_BYTES as usize);
        while let Some(part) = self.parts.front() {
            let rest = &part[self.n_of_first..];
            let n_taken = rest.len().min(SEGMENT_BYTES as usize - plain.len());
            plain.extend_from_slice(&rest[..n_taken]);
            self.n_of_first += n_taken;
            if self.n_of_first < part.len() {
                break;
            }
            self.parts.pop_front();
            self.n_of_first = 0;
        }
        plain
    }
}
