//! A workspace in one encrypted file, to be kept elsewhere and restored later.
//!
//! Owns the file's form: a header that anybody can read (when it was made, how large it is, what the
//! passphrase costs to try), and a body that only the passphrase opens. Must not know what the
//! records in it mean (only `workspace.rs` does), nor any clock or source of chance: both are
//! handed in. Reading never changes anything: what does not open whole is not handed out at all.
//!
//! | bytes | header of 128 bytes, little-endian |
//! | --- | --- |
//! | 8 | `MEADOWBK` |
//! | 2 | version, 1 |
//! | 8 | XXH3 of the 128 bytes without these eight, seeded with the version |
//! | 8 | when it was made, milliseconds since 1970 (a float) |
//! | 8 | length of the body before encryption |
//! | 4 | length of a segment before encryption |
//! | 12 | Argon2id (version 0x13): memory in KiB, passes, lanes |
//! | 16, 19 | salt, nonce |
//! | 11 | zero |
//! | 32 | half of what Argon2id makes of the passphrase; the other half is the key |
//!
//! Length, magic, version and hash stay as they are in every later version, so that an old program
//! can tell a newer version from damage. The body follows in segments of XChaCha20-Poly1305, each with its tag
//! behind it: the nonce goes on with the segment's number (big-endian) and 1 for the last one, 0
//! otherwise (the STREAM construction), and the whole header is authenticated with every segment.
//! The body is the length of an index, the index (postcard), and the records one after another.
//!
//! The passphrase is the UTF-8 of its NFKC form, so that the same words typed on another keyboard
//! open it: full-width letters are half-width ones, and accents may come apart from their letters.

mod body;
mod header;
mod key;
#[cfg(any(test, fuzzing))]
mod probe;
mod reader;
mod segments;
#[cfg(test)]
mod tests;
mod workspace;
mod writer;

pub use self::header::{Description, describe};
pub use self::key::KeyCost;
#[cfg(any(test, fuzzing))]
pub use self::probe::probe;
pub use self::reader::{Backup, BackupReader, open};
pub use self::workspace::{WorkspaceBackup, workspace_records};
pub use self::writer::{BackupWriter, Chance};

/// Files over this are refused: they could not be held in the worker's memory.
pub const MOST_BODY_BYTES: u64 = 1 << 30;

/// Why a backup cannot be made or opened. Nothing was changed because of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    #[error("the passphrase is empty")]
    NoPassphrase,
    #[error("not a backup of Meadow")]
    NotABackup,
    #[error("version {found} is newer than this program knows")]
    NewerVersion { found: u16 },
    /// What stands before the encrypted part is damaged, so that no passphrase would open it.
    #[error("the start of the file is damaged")]
    HeaderDamaged,
    /// The passphrase would be too cheap to guess, or too dear to try.
    #[error("the passphrase is protected by less or more than Meadow allows")]
    CostRefused,
    #[error("too large: {n_bytes} bytes")]
    TooLarge { n_bytes: u64 },
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    #[error("the file ends too early")]
    CutShort,
    /// The passphrase is right; the content is not what was written.
    #[error("the file is damaged: {detail}")]
    Damaged { detail: &'static str },
}
