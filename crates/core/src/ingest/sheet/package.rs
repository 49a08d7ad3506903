//! A ZIP archive as a workbook's container: the directory of its parts, and a part's bytes unpacked
//! as a stream that stops where an ordinary workbook would long have ended.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::DeflateDecoder;

use super::damaged;
use crate::views::import::{FileProblem, Limited};

/// Unpacked, any part may be as large as this; beyond, it goes by `MAX_RATIO`.
const FREE_BYTES: u64 = 32 << 20;
/// The dullest real sheets come to about a hundred.
const MAX_RATIO: u64 = 200;
/// However large the file is.
const MAX_EXPANDED_BYTES: u64 = 1 << 30;
/// The end record stands at the end, before a comment of at most this size.
const MAX_COMMENT_BYTES: usize = 1 << 16;

const END_RECORD: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
const LOCAL_ENTRY: &[u8] = b"PK\x03\x04";
const LOCAL_ENTRY_BYTES: usize = 30;

/// The parts of a workbook by name, in lower case and without a leading slash.
pub struct Package<'a> {
    bytes: &'a [u8],
    parts: BTreeMap<String, Part>,
}

#[derive(Clone, Copy)]
struct Part {
    is_deflated: bool,
    local_entry: usize,
    n_packed: usize,
}

impl<'a> Package<'a> {
    /// Reads the directory at the end of the file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let tail = bytes.len().saturating_sub(MAX_COMMENT_BYTES + 22);
        let end = bytes[tail..]
            .windows(END_RECORD.len())
            .rposition(|window| window == END_RECORD)
            .ok_or_else(|| damaged("the end of the archive is missing"))?;
        let end = tail + end;
        let n_entries = read_u16(bytes, end + 10).unwrap_or(0);
        let mut at = read_u32(bytes, end + 16).unwrap_or(u32::MAX) as usize;
        let mut parts = BTreeMap::new();
        for _ in 0..n_entries {
            let entry = bytes.get(at..).filter(|rest| rest.starts_with(ENTRY));
            let entry = entry.ok_or_else(|| damaged("the archive's directory is broken"))?;
            let field = |at: usize| read_u16(entry, at).map(usize::from);
            let lengths = field(28).zip(field(30)).zip(field(32));
            let ((n_name, n_extra), n_comment) = lengths.ok_or_else(cut_off)?;
            let name = entry.get(ENTRY_BYTES..ENTRY_BYTES + n_name).ok_or_else(cut_off)?;
            let (flags, method) = field(8).zip(field(10)).ok_or_else(cut_off)?;
            if flags & 1 != 0 {
                return Err(FileProblem::Encrypted);
            }
            let part = Part {
                is_deflated: match method {
                    0 => false,
                    8 => true,
                    other => return Err(damaged(format!("packed by method {other}"))),
                },
                n_packed: read_u32(entry, 20).ok_or_else(cut_off)? as usize,
                local_entry: read_u32(entry, 42).ok_or_else(cut_off)? as usize,
            };
            parts.insert(normalise(&String::from_utf8_lossy(name)), part);
            at += ENTRY_BYTES + n_name + n_extra + n_comment;
        }
        Ok(Self { bytes, parts })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&normalise(name))
    }

    /// The part unpacked, as a stream.
    ///
    /// # Errors
    /// There is no such part, or it lies outside the file.
    pub fn unpack(&self, name: &str) -> Result<Unpacking<'a>, FileProblem> {
        let missing = || damaged(format!("{name} is missing"));
        let part = self.parts.get(&normalise(name)).ok_or_else(missing)?;
        let local = self.bytes.get(part.local_entry..).filter(|rest| rest.starts_with(LOCAL_ENTRY));
        let local = local.ok_or_else(missing)?;
        let n_name = read_u16(local, 26).ok_or_else(cut_off)?;
        let n_extra = read_u16(local, 28).ok_or_else(cut_off)?;
        let start = LOCAL_ENTRY_BYTES + usize::from(n_name) + usize::from(n_extra);
        let end = start.saturating_add(part.n_packed);
        let packed = local.get(start..end).ok_or_else(cut_off)?;
        let limit = FREE_BYTES.max(packed.len() as u64 * MAX_RATIO).min(MAX_EXPANDED_BYTES);
        let stream = if part.is_deflated {
            Stream::Deflated(DeflateDecoder::new(packed))
        } else {
            Stream::Stored(packed)
        };
        Ok(Unpacking { stream, n_bytes: 0, limit, problem: Rc::default() })
    }

    /// A small part as a whole; empty if there is none.
    pub fn read_small(&self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(part) = self.unpack(name) {
            // What comes after so much of a small part is of no use either.
            let _ = part.take(1 << 20).read_to_end(&mut bytes);
        }
        bytes
    }
}

/// A part as it is unpacked.
pub struct Unpacking<'a> {
    stream: Stream<'a>,
    n_bytes: u64,
    limit: u64,
    problem: Rc<RefCell<Option<FileProblem>>>,
}

enum Stream<'a> {
    Deflated(DeflateDecoder<&'a [u8]>),
    Stored(&'a [u8]),
}

impl Unpacking<'_> {
    /// Where to look why reading failed.
    pub fn problem(&self) -> Rc<RefCell<Option<FileProblem>>> {
        Rc::clone(&self.problem)
    }
}

impl Read for Unpacking<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.stream {
            Stream::Deflated(stream) => stream.read(room),
            Stream::Stored(stream) => stream.read(room),
        };
        self.n_bytes += *read.as_ref().unwrap_or(&0) as u64;
        if self.n_bytes <= self.limit {
            return read;
        }
        let problem = if self.limit == MAX_EXPANDED_BYTES {
            FileProblem::TooLarge { what: Limited::ExpandedBytes, limit: self.limit }
        } else {
            FileProblem::Bomb { expanded: self.n_bytes, limit: self.limit }
        };
        *self.problem.borrow_mut() = Some(problem);
        Err(io::Error::other("too large"))
    }
}

/// Names differ in case and slashes between those who write workbooks.
fn normalise(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn cut_off() -> FileProblem {
    damaged("the archive is cut off")
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
