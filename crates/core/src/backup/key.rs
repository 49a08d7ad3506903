//! From a passphrase to a key, at a price that makes guessing dear.

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::BackupError;

/// What trying one passphrase costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyCost {
    pub memory_kib: u32,
    pub n_passes: u32,
    pub n_lanes: u32,
}

impl KeyCost {
    /// The least OWASP's password storage cheat sheet allows: 19 MiB, two passes.
    const LEAST: Self = Self { memory_kib: 19 * 1024, n_passes: 2, n_lanes: 1 };
    /// What a phone's browser still does: a crafted file asks for no more.
    const MOST: Self = Self { memory_kib: 256 * 1024, n_passes: 8, n_lanes: 4 };

    /// Neither so cheap that a file could make us give the passphrase away, nor so dear that it
    /// could stop us.
    pub(super) fn is_allowed(self) -> bool {
        let Self { memory_kib, n_passes, n_lanes } = self;
        (Self::LEAST.memory_kib..=Self::MOST.memory_kib).contains(&memory_kib)
            && (Self::LEAST.n_passes..=Self::MOST.n_passes).contains(&n_passes)
            && (Self::LEAST.n_lanes..=Self::MOST.n_lanes).contains(&n_lanes)
    }
}

impl Default for KeyCost {
    /// 64 MiB, three passes, one lane: the second choice of RFC 9106 for little memory, with the one
    /// lane that a browser's worker has.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, n_passes: 3, n_lanes: 1 }
    }
}

/// What a passphrase is turned into.
pub(super) struct Keys {
    pub cipher: [u8; 32],
    /// Stored in the clear: tells a wrong passphrase from a damaged file, and that this key and no
    /// other was used.
    pub proof: [u8; 32],
}

/// One step that cannot be divided: about half a second at the usual cost.
pub(super) fn derive_keys(
    passphrase: &str,
    salt: &[u8; 16],
    cost: KeyCost,
) -> Result<Keys, BackupError> {
    if !cost.is_allowed() {
        return Err(BackupError::CostRefused);
    }
    let words: String = passphrase.nfkc().collect();
    if words.is_empty() {
        return Err(BackupError::NoPassphrase);
    }
    let params = Params::new(cost.memory_kib, cost.n_passes, cost.n_lanes, Some(64))
        .map_err(|_| BackupError::CostRefused)?;
    let mut both = [0; 64];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), salt, &mut both)
        .map_err(|_| BackupError::CostRefused)?;
    let mut keys = Keys { cipher: [0; 32], proof: [0; 32] };
    keys.cipher.copy_from_slice(&both[..32]);
    keys.proof.copy_from_slice(&both[32..]);
    Ok(keys)
}
