//! The only code that touches web APIs. Knows no screen and no business rule.

pub mod begun_import;
pub mod care_notes;
pub mod chance;
pub mod clock;
pub mod device_storage;
pub mod engine_client;
pub mod files;
pub mod indexed_db;
pub mod keyboard;
pub mod known_names;
pub mod last_seen;
pub mod locale;
pub mod observe;
pub mod scrolling;
pub mod site;
pub mod worker_scope;
