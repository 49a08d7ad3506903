//! Reading any bytes past checksum and encryption, for tests that feed it what nobody could seal.

use super::body::BodyReader;
use super::header::{HEADER_LEN, Header, describe, mend_hash};
use super::workspace::WorkspaceBackup;

/// Reads the bytes as a header, as they are and with a right checksum, and as contents in two
/// slices, the first as long as the first byte says. Whatever they are, nothing but errors follow.
pub fn probe(bytes: &[u8]) {
    let _ = describe(bytes, bytes.len() as u64);
    if let Some(header) = bytes.first_chunk::<HEADER_LEN>() {
        let mut header = *header;
        mend_hash(&mut header);
        if let Ok(read) = Header::read(&header) {
            // What is understood is all there is.
            assert_eq!(read.write()[..8], header[..8]);
            assert!(read.n_file_bytes() > HEADER_LEN as u64);
        }
    }
    let at = bytes.first().map_or(0, |first| usize::from(*first)).min(bytes.len());
    let (first, second) = bytes.split_at(at);
    let mut body = BodyReader::new(bytes.len() as u64);
    let records = body.feed(first).and_then(|()| body.feed(second)).and_then(|()| body.finish());
    if let Ok(records) = records {
        let _ = WorkspaceBackup::read(records);
    }
}
