//! The open database: made and upgraded when first used, let go when another tab needs it closed.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::Build;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use meadow_core::engine::StoreError;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::stores;
use super::transaction::{Access, OpenTransaction, error_of};

/// Raised when object stores are added; what is in them has its own version.
const VERSION: u8 = 1;

pub struct Connection {
    name: String,
    open: Rc<RefCell<Option<Rc<OpenDatabase>>>>,
}

pub struct OpenDatabase {
    database: Database,
    _on_closing: Closure<dyn Fn()>,
}

impl Connection {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), open: Rc::default() }
    }

    /// The database, opened where it is not.
    pub async fn open(&self) -> Result<Rc<OpenDatabase>, StoreError> {
        if let Some(open) = &*self.open.borrow() {
            return Ok(open.clone());
        }
        let request = Database::open(self.name.as_str())
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| add_stores(&database))
            .build()
            .map_err(opening_error)?;
        let database = request.await.map_err(opening_error)?;
        let open = Rc::new(OpenDatabase::new(database, Rc::downgrade(&self.open)));
        *self.open.borrow_mut() = Some(open.clone());
        Ok(open)
    }

    /// The database at whatever version it has, for looking only: not kept open.
    pub async fn open_as_found(&self) -> Result<OpenDatabase, StoreError> {
        // Where there is none, looking makes one: then as `open` would.
        let request = Database::open(self.name.as_str())
            .with_on_upgrade_needed(|_, database| add_stores(&database))
            .build()
            .map_err(opening_error)?;
        Ok(OpenDatabase::new(request.await.map_err(opening_error)?, Weak::new()))
    }
}

fn add_stores(database: &Database) -> Result<(), Error> {
    for name in stores::ALL {
        database.create_object_store(name).build()?;
    }
    Ok(())
}

impl Drop for OpenDatabase {
    fn drop(&mut self) {
        self.database.as_sys().set_onversionchange(None);
        self.database.as_sys().set_onclose(None);
        self.database.as_sys().close();
    }
}

impl OpenDatabase {
    /// `versionchange`: a newer Meadow in another tab waits for us. `close`: the browser took the
    /// data away. Either way it is let go, out of the `slot` too, and the next use opens the
    /// database again, or learns why not.
    fn new(database: Database, slot: Weak<RefCell<Option<Rc<OpenDatabase>>>>) -> Self {
        let handle = database.as_sys().clone();
        let on_closing = Closure::<dyn Fn()>::new(move || {
            handle.close();
            if let Some(slot) = slot.upgrade() {
                slot.borrow_mut().take();
            }
        });
        let listener = on_closing.as_ref().unchecked_ref();
        database.as_sys().set_onversionchange(Some(listener));
        database.as_sys().set_onclose(Some(listener));
        Self { database, _on_closing: on_closing }
    }

    /// The object stores that are there.
    pub fn store_names(&self) -> Vec<String> {
        self.database.object_store_names().collect()
    }

    /// Begins a transaction over these object stores. Dropped before its commit, it is undone.
    pub fn begin(
        &self,
        names: &[impl AsRef<str>],
        access: Access,
    ) -> Result<OpenTransaction<'_>, StoreError> {
        let builder = self.database.transaction(names);
        let transaction = match access {
            Access::Read => builder.with_mode(TransactionMode::Readonly).build(),
            Access::Write => {
                let options =
                    TransactionOptions::new().with_durability(TransactionDurability::Strict);
                builder.with_mode(TransactionMode::Readwrite).with_options(options).build()
            }
        };
        transaction.map(OpenTransaction::new).map_err(|error| error_of(&error, None))
    }
}

/// Why the database cannot be opened.
fn opening_error(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(error) => match error_of(&error, None) {
            // Browsers that forbid storage say so in several ways, but only when opening.
            StoreError::Failed { detail } => StoreError::Denied { detail },
            error => error,
        },
        error => StoreError::Denied { detail: error.to_string() },
    }
}
