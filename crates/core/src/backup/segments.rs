//! The body's encryption, segment by segment, so that it goes in slices and needs no second copy.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: *Online Authenticated-Encryption and its
//! Nonce-Reuse Misuse-Resistance*, 2015): number and end of the segments are part of the nonce, so
//! that none can be left out, exchanged or added.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// What encryption adds to a segment.
pub const TAG_LEN: usize = 16;

/// Seals or opens the segments of one file in their order.
pub struct Segments {
    cipher: XChaCha20Poly1305,
    header: Vec<u8>,
    nonce: [u8; 19],
    next: u32,
}

impl Segments {
    pub fn new(key: &[u8; 32], nonce: [u8; 19], header: &[u8]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(key.into()), header: header.to_vec(), nonce, next: 0 }
    }

    pub fn n_done(&self) -> u32 {
        self.next
    }

    /// `None` if it is too long for the cipher, which no segment of ours is.
    pub fn seal(&mut self, plain: &[u8], is_last: bool) -> Option<Vec<u8>> {
        let nonce = self.next_nonce(is_last);
        self.cipher.encrypt(&nonce, Payload { msg: plain, aad: &self.header }).ok()
    }

    /// `None` if it is not what was sealed at this place with this key and header.
    pub fn open(&mut self, sealed: &[u8], is_last: bool) -> Option<Vec<u8>> {
        let nonce = self.next_nonce(is_last);
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: &self.header }).ok()
    }

    fn next_nonce(&mut self, is_last: bool) -> XNonce {
        let mut nonce = [0; 24];
        nonce[..19].copy_from_slice(&self.nonce);
        nonce[19..23].copy_from_slice(&self.next.to_be_bytes());
        nonce[23] = u8::from(is_last);
        // The largest body has far fewer than 2³² segments.
        self.next += 1;
        nonce.into()
    }
}

/// How many segments a body takes. An empty one takes one, which says that it is the last.
pub fn n_segments(n_body_bytes: u64, segment_bytes: u32) -> u64 {
    n_body_bytes.div_ceil(u64::from(segment_bytes.max(1))).max(1)
}

pub fn n_sealed_bytes(n_body_bytes: u64, segment_bytes: u32) -> u64 {
    n_body_bytes + TAG_LEN as u64 * n_segments(n_body_bytes, segment_bytes)
}
