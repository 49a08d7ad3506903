//! The product without a browser: data model, import, segments, planning, forecast, storage form
//! and the engine that ties them together. Never touches a clock, a file or a browser itself.

pub mod domain;
pub mod engine;
pub mod export;
pub mod forecast;
pub mod ingest;
pub mod planning;
pub mod playbooks;
pub mod protocol;
pub mod sample;
pub mod saved;
pub mod segments;
pub mod table;
pub mod views;
