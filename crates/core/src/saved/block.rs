//! The envelope around everything stored: magic, form, hash, header, compressed body.
//!
//! The first 16 bytes (magic, form, hash of the rest) stay as they are in every later form, so that
//! an old program can tell a newer form from damage.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::SavedError;

/// The version of the stored form. Raised whenever any stored type changes; each older form is then
/// read through its own upgrade step and stays as a fixture.
pub const FORM: u16 = 2;

const MAGIC: [u8; 6] = *b"MEADOW";
const PREFIX_LEN: usize = 16;
/// LZ4 never shrinks more than this; a header that claims more is wrong.
const MOST_EXPANSION: usize = 256;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Customers,
    Orders,
    Products,
    Interactions,
    Document,
    Manifest,
    Head,
    Workspace,
    Draft,
    Log,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Header {
    kind: Kind,
    n_rows: u32,
    n_body_bytes: u32,
}

/// A body with its envelope, as it is stored.
pub fn seal(kind: Kind, n_rows: u32, body: &[u8]) -> Vec<u8> {
    seal_as(FORM, kind, n_rows, body)
}

fn seal_as(form: u16, kind: Kind, n_rows: u32, body: &[u8]) -> Vec<u8> {
    let header = Header { kind, n_rows, n_body_bytes: body.len() as u32 };
    let mut bytes = Vec::with_capacity(PREFIX_LEN + 16 + body.len() / 2);
    bytes.extend(MAGIC);
    bytes.extend(form.to_le_bytes());
    bytes.extend([0; 8]);
    // cannot fail: a vector grows as needed, and a header holds nothing postcard refuses
    let mut bytes = postcard::to_extend(&header, bytes).expect("a header encodes");
    bytes.extend(lz4_flex::block::compress(body));
    let hash = hash_of(form, &bytes[PREFIX_LEN..]);
    bytes[8..PREFIX_LEN].copy_from_slice(&hash.to_le_bytes());
    bytes
}

/// A block as it was stored.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The form it was written in, never a newer one than ours.
    pub form: u16,
    pub n_rows: u32,
    pub body: Vec<u8>,
}

/// Opens a block of this kind. `what` names it in errors.
pub fn open(kind: Kind, what: &str, bytes: &[u8]) -> Result<Block, SavedError> {
    let damaged = |detail| SavedError::damaged(what, detail);
    let (prefix, rest) = bytes.split_at_checked(PREFIX_LEN).ok_or_else(|| damaged("cut short"))?;
    let (magic, form_and_hash) = prefix.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(damaged("not written by Meadow"));
    }
    let (form, hash) = form_and_hash.split_at(2);
    let form = u16::from_le_bytes([form[0], form[1]]);
    if hash != hash_of(form, rest).to_le_bytes() {
        return Err(damaged("its content does not match its hash"));
    }
    if form > FORM {
        return Err(SavedError::NewerForm { found: form });
    }
    let (header, packed) =
        postcard::take_from_bytes::<Header>(rest).map_err(|_| damaged("bad header"))?;
    if header.kind != kind {
        return Err(damaged("holds something else"));
    }
    let n_body_bytes = header.n_body_bytes as usize;
    if n_body_bytes > packed.len().saturating_mul(MOST_EXPANSION) {
        return Err(damaged("claims more than it can hold"));
    }
    let body = lz4_flex::block::decompress(packed, n_body_bytes)
        .map_err(|_| damaged("cannot be unpacked"))?;
    if body.len() != n_body_bytes {
        return Err(damaged("shorter than it says"));
    }
    Ok(Block { form, n_rows: header.n_rows, body })
}

/// Seals anything serialisable.
pub fn seal_value<T: Serialize + ?Sized>(kind: Kind, n_rows: u32, value: &T) -> Vec<u8> {
    // cannot fail: our types have no map keys, sizes or floats that postcard refuses
    let body = postcard::to_allocvec(value).expect("our own types encode");
    seal(kind, n_rows, &body)
}

/// Opens what `seal_value` made, down to the last byte, for what has looked the same in all forms.
pub fn open_value<T: for<'a> Deserialize<'a>>(
    kind: Kind,
    what: &str,
    bytes: &[u8],
) -> Result<T, SavedError> {
    let block = open(kind, what, bytes)?;
    read_value(what, &block.body)
}

/// The same for what looked different in form 1.
pub fn open_upgraded<Old, T>(kind: Kind, what: &str, bytes: &[u8]) -> Result<T, SavedError>
where
    Old: for<'a> Deserialize<'a>,
    T: for<'a> Deserialize<'a> + From<Old>,
{
    let block = open(kind, what, bytes)?;
    match block.form {
        ..2 => read_value::<Old>(what, &block.body).map(T::from),
        _ => read_value(what, &block.body),
    }
}

pub fn read_value<T: for<'a> Deserialize<'a>>(what: &str, body: &[u8]) -> Result<T, SavedError> {
    match postcard::take_from_bytes::<T>(body) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(SavedError::damaged(what, "longer than it should be")),
        Err(_) => Err(SavedError::damaged(what, "unreadable content")),
    }
}

fn hash_of(form: u16, rest: &[u8]) -> u64 {
    xxh3_64_with_seed(rest, u64::from(form))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Block, FORM, Kind, open, seal, seal_as};
    use crate::saved::SavedError;

    #[test]
    fn a_newer_form_is_told_from_damage() {
        let mut bytes = seal_as(99, Kind::Head, 0, b"from the future");
        assert_eq!(open(Kind::Head, "head", &bytes), Err(SavedError::NewerForm { found: 99 }));
        bytes[6] = 98;
        assert!(matches!(open(Kind::Head, "head", &bytes), Err(SavedError::Damaged { .. })));
    }

    #[test]
    fn another_kind_is_refused() {
        let bytes = seal(Kind::Orders, 1, b"x");
        assert!(matches!(open(Kind::Customers, "chunk", &bytes), Err(SavedError::Damaged { .. })));
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_again(n_rows: u32, body: Vec<u8>) {
            let sealed = seal(Kind::Document, n_rows, &body);
            prop_assert_eq!(open(Kind::Document, "d", &sealed), Ok(Block { form: FORM, n_rows, body }));
        }

        #[test]
        fn any_flipped_bit_is_noticed(body: Vec<u8>, place: proptest::sample::Index, bit in 0..8u8) {
            let mut bytes = seal(Kind::Document, 3, &body);
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
            prop_assert!(open(Kind::Document, "d", &bytes).is_err());
        }

        #[test]
        fn any_cut_is_noticed(body: Vec<u8>, place: proptest::sample::Index) {
            let bytes = seal(Kind::Document, 3, &body);
            prop_assert!(open(Kind::Document, "d", &bytes[..place.index(bytes.len())]).is_err());
        }

        #[test]
        fn random_bytes_never_panic(bytes: Vec<u8>, rest in any::<Vec<u8>>()) {
            prop_assert!(open(Kind::Head, "h", &bytes).is_err());
            // With a right prefix the parser behind it is reached.
            let mut sealed = seal(Kind::Head, 0, b"");
            sealed.truncate(16);
            sealed.extend(&rest);
            let hash = super::hash_of(super::FORM, &rest);
            sealed[8..16].copy_from_slice(&hash.to_le_bytes());
            let _ = open(Kind::Head, "h", &sealed);
        }
    }
}
