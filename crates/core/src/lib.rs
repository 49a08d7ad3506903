//! The product without a browser: data model, import, segments, planning, forecast, storage form
//! and the engine that ties them together. Never touches a clock, a file or a browser itself.
//!
//! Two ways in. As the page does: an [`engine::Engine`] over a [`engine::Store`]
//! ([`engine::MemoryStore`] is one) is handed [`protocol::Request`]s and answers with plain
//! [`views`]. Or part by part: [`ingest`] makes [`table`] rows of a file, [`segments::derive`] sorts
//! the customers, [`forecast::ForecastRun`] simulates an event, [`planning::plan`] works one out,
//! [`export`] writes files. `examples/headless.rs` goes the whole way from a CSV to a forecast.

pub mod backup;
pub mod calls;
pub mod contact;
pub mod domain;
pub mod engine;
pub mod export;
pub mod forecast;
pub mod guide;
pub mod ingest;
pub mod matching;
mod mentions;
pub mod planning;
pub mod playbooks;
pub mod protocol;
pub mod redaction;
pub mod sample;
pub mod saved;
pub mod segments;
pub mod table;
pub mod views;
mod words;

#[cfg(test)]
mod mutated;
// As the fuzz targets call it.
#[cfg(test)]
extern crate self as meadow_core;
