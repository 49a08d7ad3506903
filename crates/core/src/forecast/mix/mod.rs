//! The mix of classes, stages or levels of care after some rounds (A4, D5), from the rounds so far.
//!
//! A chain: where somebody is after the next round hangs on where they are now. `steps` counts what the
//! rounds tell, `chain` makes of it what a chain needs, `run` draws. Must not know how a round is taken,
//! nor how a figure is shown.

mod chain;
mod run;
mod steps;
#[cfg(test)]
mod tests;

pub use self::run::{MixAsk, MixRun};
