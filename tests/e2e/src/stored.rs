//! What lies in the browser's database: read to see whether anything was touched, and damaged as a
//! failing disk would.
//!
//! Knows the names of the object stores and where a block says of what kind it is
//! (`core::saved::block`); must not know what the records mean.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::browser::Browser;

/// What a block says that it holds, as `core::saved::block::Kind` numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Customers = 0,
    Orders = 1,
}

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Record {
    kind: u8,
    /// SHA-256 of its bytes.
    hash: String,
}

impl Record {
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind as u8
    }
}

/// The last line is what is done with the open database, as `work(database)` with a promise.
fn with_database(work: &str) -> String {
    format!(
        "new Promise((done, fail) => {{
            const settled = (request) => new Promise((yes, no) => {{
                request.onsuccess = () => yes(request.result)
                request.onerror = () => no(request.error)
            }})
            const ended = (transaction) => new Promise((yes, no) => {{
                transaction.oncomplete = () => yes(true)
                transaction.onabort = () => no(transaction.error)
            }})
            const work = {work}
            settled(indexedDB.open('meadow'))
                .then((database) => work(database).finally(() => database.close()))
                .then(done, fail)
        }})"
    )
}

impl Browser {
    /// Every record of every workspace, under `store/key`.
    pub async fn stored_records(&self) -> Result<BTreeMap<String, Record>> {
        let script = with_database(
            "async (database) => {
                const names = [...database.objectStoreNames]
                const reading = database.transaction(names, 'readonly')
                const found = await Promise.all(names.flatMap((name) => {
                    const store = reading.objectStore(name)
                    return [settled(store.getAllKeys()), settled(store.getAll())]
                }))
                const records = {}
                for (const [n, name] of names.entries()) {
                    for (const [at, key] of found[2 * n].entries()) {
                        const bytes = found[2 * n + 1][at]
                        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
                        records[`${name}/${key}`] = { kind: bytes[16], hash: hash.toHex() }
                    }
                }
                return records
            }",
        );
        let records = self.evaluate(&script, true).await?;
        serde_json::from_value(records).context("the records cannot be read")
    }

    /// Turns over one bit near the end of a chunk, named as `stored_records` does; twice is not at all.
    pub async fn flip_bit(&self, record: &str) -> Result<()> {
        let key = record.strip_prefix("chunks/").context("no chunk")?;
        let script = with_database(&format!(
            "async (database) => {{
                const writing = database.transaction('chunks', 'readwrite')
                const store = writing.objectStore('chunks')
                const bytes = await settled(store.get('{key}'))
                bytes[bytes.length - 2] ^= 1
                store.put(bytes, '{key}')
                return ended(writing)
            }}"
        ));
        ensure!(self.evaluate(&script, true).await? == true, "{record} was not written");
        Ok(())
    }
}
