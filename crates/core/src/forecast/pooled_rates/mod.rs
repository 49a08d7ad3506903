//! Rates of events, groups and channels learnt together: from what events counted and what is noted of each
//! person invited to groups with their counts, and to the range of each.
//!
//! Owns which people make a group and what counts as going on. Must not know how groups are drawn to each
//! other (that is `meadow-models`) nor how it is shown.

mod counts;
mod run;
#[cfg(test)]
mod tests;
mod trails;

pub use self::run::PooledRun;
