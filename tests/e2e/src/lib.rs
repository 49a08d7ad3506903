//! Drives the built site in a real browser, as a user would.
//!
//! Owns the browser, its profile and what it is asked to look like. Must not know how the page
//! works inside: it reads and presses what a user can see.

pub mod browser;
pub mod devtools;
pub mod driver;
pub mod keys;
pub mod lists;
pub mod network_log;
pub mod page;
pub mod plan_steps;
pub mod site;
pub mod standstill;
pub mod stored;
pub mod taking_out;
pub mod visit;
pub mod words;
