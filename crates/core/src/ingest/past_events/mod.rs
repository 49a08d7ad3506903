//! A table of the counts of past events: which column says what, and which rows are events.
//!
//! Must not know where the bytes come from nor what becomes of an event.

mod guess;
mod method_word;
mod reader;

#[cfg(test)]
mod tests;

pub use guess::guess_columns;
pub use reader::{KnownEvents, MAX_PAST_EVENTS, PastEventsReader};
