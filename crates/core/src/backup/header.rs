//! The part of a backup that anybody can read. Must not know the body.

use xxhash_rust::xxh3::Xxh3Builder;

use super::key::KeyCost;
use super::segments::n_sealed_bytes;
use super::{BackupError, MOST_BODY_BYTES};

pub const HEADER_LEN: usize = 128;
const VERSION: u16 = 1;
const MAGIC: &[u8; 8] = b"MEADOWBK";
/// Magic, version and hash: the same in every version.
const PREFIX_LEN: usize = 18;
const HASH_AT: usize = 10;
/// Room for a later field.
const N_ZEROS: usize = 11;
/// A segment is opened in one go.
const SEGMENT_BYTES: std::ops::RangeInclusive<u32> = 4 * 1024..=4 * 1024 * 1024;

/// What the first bytes say.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Milliseconds since 1970.
    pub made_ms: f64,
    pub n_body_bytes: u64,
    pub segment_bytes: u32,
    pub cost: KeyCost,
    pub salt: [u8; 16],
    pub nonce: [u8; 19],
    pub proof: [u8; 32],
}

/// What can be said of a backup before its passphrase is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Description {
    /// Milliseconds since 1970.
    pub made_ms: f64,
    /// Of the whole file.
    pub n_bytes: u64,
}

/// Looks at the start of a file (128 bytes are enough) of `n_file_bytes`.
///
/// # Errors
/// Every error that needs no passphrase to be seen.
pub fn describe(head: &[u8], n_file_bytes: u64) -> Result<Description, BackupError> {
    let header = Header::read(head)?;
    let n_bytes = header.n_file_bytes();
    match n_file_bytes.cmp(&n_bytes) {
        std::cmp::Ordering::Less => Err(BackupError::CutShort),
        std::cmp::Ordering::Equal => Ok(Description { made_ms: header.made_ms, n_bytes }),
        std::cmp::Ordering::Greater => Err(BackupError::Damaged { detail: "something follows it" }),
    }
}

impl Header {
    pub fn n_file_bytes(&self) -> u64 {
        HEADER_LEN as u64 + n_sealed_bytes(self.n_body_bytes, self.segment_bytes)
    }

    pub fn write(&self) -> [u8; HEADER_LEN] {
        let KeyCost { memory_kib, n_passes, n_lanes } = self.cost;
        let parts: [&[u8]; 13] = [
            MAGIC,
            &VERSION.to_le_bytes(),
            &[0; 8],
            &self.made_ms.to_le_bytes(),
            &self.n_body_bytes.to_le_bytes(),
            &self.segment_bytes.to_le_bytes(),
            &memory_kib.to_le_bytes(),
            &n_passes.to_le_bytes(),
            &n_lanes.to_le_bytes(),
            &self.salt,
            &self.nonce,
            &[0; N_ZEROS],
            &self.proof,
        ];
        let mut bytes = [0; HEADER_LEN];
        let mut at = 0;
        for part in parts {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        }
        let hash = hash_of(VERSION, &bytes);
        bytes[HASH_AT..PREFIX_LEN].copy_from_slice(&hash.to_le_bytes());
        bytes
    }

    /// From the first bytes of a file; more may follow.
    pub fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        let n_magic = bytes.len().min(MAGIC.len());
        if bytes.is_empty() || bytes[..n_magic] != MAGIC[..n_magic] {
            return Err(BackupError::NotABackup);
        }
        let mut fields = Fields(bytes.get(MAGIC.len()..).ok_or(BackupError::CutShort)?);
        let version = u16::from_le_bytes(fields.take()?);
        let hash = u64::from_le_bytes(fields.take()?);
        let header = bytes.get(..HEADER_LEN).ok_or(BackupError::CutShort)?;
        if hash != hash_of(version, header) {
            return Err(BackupError::HeaderDamaged);
        }
        if version > VERSION {
            return Err(BackupError::NewerVersion { found: version });
        }
        let header = Self {
            made_ms: f64::from_le_bytes(fields.take()?),
            n_body_bytes: u64::from_le_bytes(fields.take()?),
            segment_bytes: u32::from_le_bytes(fields.take()?),
            cost: KeyCost {
                memory_kib: u32::from_le_bytes(fields.take()?),
                n_passes: u32::from_le_bytes(fields.take()?),
                n_lanes: u32::from_le_bytes(fields.take()?),
            },
            salt: fields.take()?,
            nonce: fields.take()?,
            proof: {
                let _zero: [u8; N_ZEROS] = fields.take()?;
                fields.take()?
            },
        };
        if !header.cost.is_allowed() {
            return Err(BackupError::CostRefused);
        }
        if header.n_body_bytes > MOST_BODY_BYTES {
            return Err(BackupError::TooLarge { n_bytes: header.n_body_bytes });
        }
        if version != VERSION || !SEGMENT_BYTES.contains(&header.segment_bytes) {
            return Err(BackupError::HeaderDamaged);
        }
        Ok(header)
    }
}

struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(BackupError::CutShort)?;
        self.0 = rest;
        Ok(*field)
    }
}

/// Of the header without the hash itself.
fn hash_of(version: u16, header: &[u8]) -> u64 {
    let mut hasher = Xxh3Builder::new().with_seed(u64::from(version)).build();
    hasher.update(&header[..HASH_AT]);
    hasher.update(&header[PREFIX_LEN..]);
    hasher.digest()
}

#[cfg(any(test, fuzzing))]
pub(super) fn mend_hash(header: &mut [u8]) {
    let version = u16::from_le_bytes([header[8], header[9]]);
    let hash = hash_of(version, header);
    header[HASH_AT..PREFIX_LEN].copy_from_slice(&hash.to_le_bytes());
}
