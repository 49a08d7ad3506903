//! Opening a backup, in slices. Hands nothing out before everything has been read and found right.

use super::BackupError;
use super::body::BodyReader;
use super::header::{HEADER_LEN, Header};
use super::key::derive_keys;
use super::segments::{Segments, TAG_LEN, n_segments};
use crate::saved::StoredRecord;

/// What was in a backup.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// Milliseconds since 1970.
    pub made_ms: f64,
    /// In the order they were written.
    pub records: Vec<StoredRecord>,
}

/// A backup being read.
pub struct BackupReader {
    passphrase: String,
    /// Not opened yet: part of the header, or of a segment.
    pending: Vec<u8>,
    content: Option<Content>,
}

struct Content {
    header: Header,
    segments: Segments,
    n_segments: u64,
    body: BodyReader,
}

impl BackupReader {
    pub fn new(passphrase: &str) -> Self {
        Self { passphrase: passphrase.to_owned(), pending: Vec::new(), content: None }
    }

    /// The next bytes of the file, as many as come to hand; the call that completes the header
    /// derives the key, about half a second. After an error the reader is of no more use.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.pending.extend_from_slice(bytes);
        let content = match &mut self.content {
            Some(content) => content,
            None if self.pending.len() < HEADER_LEN => return Ok(()),
            None => {
                let content = Content::new(&self.pending, &self.passphrase)?;
                self.pending.drain(..HEADER_LEN);
                self.content.insert(content)
            }
        };
        let mut n_used = 0;
        while let Some(n_sealed) = content.n_next_bytes() {
            let Some(sealed) = self.pending.get(n_used..n_used + n_sealed) else { break };
            content.open(sealed)?;
            n_used += n_sealed;
        }
        self.pending.drain(..n_used);
        if content.n_next_bytes().is_none() && !self.pending.is_empty() {
            return Err(BackupError::Damaged { detail: "something follows it" });
        }
        Ok(())
    }

    /// The contents, once the whole file has been fed.
    pub fn finish(self) -> Result<Backup, BackupError> {
        let Some(content) = self.content else {
            // Says what is wrong with so short a file.
            return Header::read(&self.pending).and(Err(BackupError::CutShort));
        };
        if content.n_next_bytes().is_some() {
            return Err(BackupError::CutShort);
        }
        Ok(Backup { made_ms: content.header.made_ms, records: content.body.finish()? })
    }
}

/// Opens a whole file at once.
pub fn open(bytes: &[u8], passphrase: &str) -> Result<Backup, BackupError> {
    let mut reader = BackupReader::new(passphrase);
    reader.feed(bytes)?;
    reader.finish()
}

impl Content {
    fn new(bytes: &[u8], passphrase: &str) -> Result<Self, BackupError> {
        let header = Header::read(bytes)?;
        let keys = derive_keys(passphrase, &header.salt, header.cost)?;
        // Nobody can time this from afar: a plain comparison does.
        if keys.proof != header.proof {
            return Err(BackupError::WrongPassphrase);
        }
        Ok(Self {
            segments: Segments::new(&keys.cipher, header.nonce, &bytes[..HEADER_LEN]),
            n_segments: n_segments(header.n_body_bytes, header.segment_bytes),
            body: BodyReader::new(header.n_body_bytes),
            header,
        })
    }

    /// The size of the next segment; `None` after the last.
    fn n_next_bytes(&self) -> Option<usize> {
        let n_done = u64::from(self.segments.n_done());
        let segment_bytes = u64::from(self.header.segment_bytes);
        if n_done == self.n_segments {
            return None;
        }
        let n_left = self.header.n_body_bytes.saturating_sub(n_done * segment_bytes);
        Some(n_left.min(segment_bytes) as usize + TAG_LEN)
    }

    fn open(&mut self, sealed: &[u8]) -> Result<(), BackupError> {
        let is_last = u64::from(self.segments.n_done()) + 1 == self.n_segments;
        let plain = self.segments.open(sealed, is_last);
        let plain =
            plain.ok_or(BackupError::Damaged { detail: "a part does not match its tag" })?;
        self.body.feed(&plain)
    }
}
