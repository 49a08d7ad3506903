//! Everything that is stored in one file, byte for byte: the way out where this program cannot read
//! what is there. Must not know what the records mean.
//!
//! The first line is JSON that names each record and its size; after it the records follow in that
//! order with nothing between them.

use serde::Serialize;

/// A record as the store has it, readable or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// The part of the store it is in, such as `chunks`.
    pub store: String,
    pub key: String,
    pub bytes: Vec<u8>,
}

#[derive(Serialize)]
struct Contents<'a> {
    /// What this file is, for whoever finds it.
    format: &'static str,
    records: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    store: &'a str,
    key: &'a str,
    n_bytes: usize,
}

/// The bytes of the file.
///
/// # Errors
/// Only if the first line cannot be written as JSON, which no text of a record can bring about.
pub fn bundle(records: &[StoredRecord]) -> Result<Vec<u8>, serde_json::Error> {
    let entries = records.iter().map(|record| Entry {
        store: &record.store,
        key: &record.key,
        n_bytes: record.bytes.len(),
    });
    let contents = Contents { format: "meadow-stored-records-1", records: entries.collect() };
    let mut file = serde_json::to_vec(&contents)?;
    file.push(b'\n');
    for record in records {
        file.extend_from_slice(&record.bytes);
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::{StoredRecord, bundle};

    #[test]
    fn each_record_can_be_cut_out_by_the_sizes_of_the_first_line() {
        let record = |key: &str, bytes: &[u8]| StoredRecord {
            store: "drafts".into(),
            key: key.into(),
            bytes: bytes.into(),
        };
        let records = [record("1/春\n\"", b"\n\0\xff"), record("2", b""), record("3", b"{}\n")];
        let file = bundle(&records).unwrap();
        let end = file.iter().position(|byte| *byte == b'\n').unwrap();
        let contents: serde_json::Value = serde_json::from_slice(&file[..end]).unwrap();
        let mut rest = &file[end + 1..];
        for (record, entry) in records.iter().zip(contents["records"].as_array().unwrap()) {
            assert_eq!(
                (&entry["store"], &entry["key"]),
                (&"drafts".into(), &record.key[..].into())
            );
            let (bytes, after) = rest.split_at(entry["n_bytes"].as_u64().unwrap() as usize);
            assert_eq!(bytes, record.bytes);
            rest = after;
        }
        assert!(rest.is_empty());
    }
}
