//! One transaction, and what its errors mean.

use std::collections::BTreeSet;

use indexed_db_futures::error::Error;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::{Build, QuerySource};
use indexed_db_futures::transaction::Transaction;
use indexed_db_futures::{KeyRange, object_store::ObjectStore};
use js_sys::Uint8Array;
use meadow_core::engine::StoreError;
use meadow_core::saved::{FORM, SavedError};
use wasm_bindgen::{JsCast, JsValue};

/// Parts of a key are set apart by this; `AFTER_SEPARATOR` is the next character.
const SEPARATOR: char = '/';
const AFTER_SEPARATOR: char = '0';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// A transaction under way.
pub struct OpenTransaction<'a> {
    transaction: Transaction<'a>,
}

impl<'a> OpenTransaction<'a> {
    pub fn new(transaction: Transaction<'a>) -> Self {
        Self { transaction }
    }

    pub async fn get(&self, store: &str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let request = self.store(store)?.get::<JsValue, _, _>(key).build();
        let value = self.check(request)?.await;
        Ok(self.check(value)?.map(|value| bytes_of(&value)))
    }

    /// In the order of the keys; all are asked for at once.
    pub async fn get_many(
        &self,
        store: &str,
        keys: &[String],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let store = self.store(store)?;
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            requests.push(self.check(store.get::<JsValue, _, _>(key.as_str()).build())?);
        }
        let mut found = Vec::with_capacity(keys.len());
        for request in requests {
            let value = request.await;
            found.push(self.check(value)?.map(|value| bytes_of(&value)));
        }
        Ok(found)
    }

    /// Which keys there are, in their order; all are asked about at once.
    pub async fn have(&self, store: &str, keys: &[String]) -> Result<Vec<bool>, StoreError> {
        let store = self.store(store)?;
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            let request = store.count().with_query::<&str, _>(key.as_str()).build();
            requests.push(self.check(request)?);
        }
        let mut found = Vec::with_capacity(keys.len());
        for request in requests {
            let count = request.await;
            found.push(self.check(count)? > 0);
        }
        Ok(found)
    }

    pub async fn put(&self, store: &str, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let value: JsValue = Uint8Array::from(bytes).into();
        let request = self.store(store)?.put(value).with_key(key).without_key_type().build();
        let done = self.check(request)?.await;
        self.check(done)
    }

    /// All are handed over before the first is waited for.
    pub async fn put_many<'b>(
        &self,
        store: &str,
        entries: impl Iterator<Item = (String, &'b Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let store = self.store(store)?;
        let mut requests = Vec::new();
        for (key, bytes) in entries {
            let value: JsValue = Uint8Array::from(bytes.as_slice()).into();
            let request = store.put(value).with_key(key).without_key_type().build();
            requests.push(self.check(request)?);
        }
        for request in requests {
            let done = request.await;
            self.check(done)?;
        }
        Ok(())
    }

    pub async fn delete(&self, store: &str, key: &str) -> Result<(), StoreError> {
        let request = self.store(store)?.delete::<&str, _>(key).build();
        let done = self.check(request)?.await;
        self.check(done)
    }

    /// Deletes everything whose key begins with this part.
    pub async fn delete_within(&self, store: &str, first_part: &str) -> Result<(), StoreError> {
        let request = self.store(store)?.delete::<String, _>(range_within(first_part)).build();
        let done = self.check(request)?.await;
        self.check(done)
    }

    pub async fn all_keys(&self, store: &str) -> Result<Vec<String>, StoreError> {
        let request = self.store(store)?.get_all_keys::<String>().build();
        let keys = self.check(request)?.await;
        self.collect(self.check(keys)?)
    }

    /// The keys that begin with this part.
    pub async fn keys_within(
        &self,
        store: &str,
        first_part: &str,
    ) -> Result<Vec<String>, StoreError> {
        let store = self.store(store)?;
        let request = store
            .get_all_keys::<String>()
            .with_query::<String, _>(range_within(first_part))
            .build();
        let keys = self.check(request)?.await;
        self.collect(self.check(keys)?)
    }

    /// Makes it durable. Only after this has anything happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        // Kept for its error: a full disk shows only in why the transaction was aborted.
        let handle = self.transaction.as_sys().clone();
        let committed = self.transaction.commit().await;
        committed.map_err(|error| error_of(&error, handle.error()))
    }

    fn store(&self, name: &str) -> Result<ObjectStore<'_>, StoreError> {
        let store = self.transaction.object_store(name);
        self.check(store)
    }

    fn check<T>(&self, result: Result<T, Error>) -> Result<T, StoreError> {
        result.map_err(|error| error_of(&error, self.transaction.as_sys().error()))
    }

    fn collect<T>(
        &self,
        values: impl Iterator<Item = Result<T, Error>>,
    ) -> Result<Vec<T>, StoreError> {
        let values: Result<Vec<T>, Error> = values.collect();
        self.check(values)
    }
}

/// A key of two parts.
pub fn key_within(first_part: &str, rest: &str) -> String {
    format!("{first_part}{SEPARATOR}{rest}")
}

/// A set of keys, for looking them up.
pub fn keys_of(keys: impl Iterator<Item = String>) -> BTreeSet<String> {
    keys.collect()
}

/// What went wrong, by the name the browser gave it. `aborted_by` is the transaction's own error,
/// which says more than that it was aborted.
pub fn error_of(error: &Error, aborted_by: Option<web_sys::DomException>) -> StoreError {
    let exception = aborted_by.or_else(|| match error {
        Error::DomException(exception) => Some(web_sys::DomException::from(exception.clone())),
        _ => None,
    });
    let Some(exception) = exception else {
        return StoreError::Failed { detail: error.to_string() };
    };
    let detail = format!("{}: {}", exception.name(), exception.message());
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" | "NotAllowedError" => StoreError::Denied { detail },
        // The database has a higher version than this program asks for.
        "VersionError" => SavedError::NewerForm { found: FORM + 1 }.into(),
        _ => StoreError::Failed { detail },
    }
}

fn range_within(first_part: &str) -> KeyRange<String> {
    let start = format!("{first_part}{SEPARATOR}");
    let end = format!("{first_part}{AFTER_SEPARATOR}");
    KeyRange::Bound(start, false, end, true)
}

/// A value of another kind reads as no bytes, which no form of ours has: it is reported as damaged.
fn bytes_of(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}
