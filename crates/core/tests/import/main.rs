//! Importing real files: fixtures, bad input beside what is said about it, and properties.

mod awkward;
mod bad_input;
mod column_check;
mod exported;
mod files;
mod known_sources;
mod matching;
mod properties;
mod reading;
mod rules;
mod sources;
