//! A workspace's rows in memory, in immutable chunks behind `Arc`, so that a revision is cheap to
//! keep, to compare and to go back to. Knows nothing of how chunks are stored.

pub mod chunk;
pub mod orders;
pub mod rows;
pub mod tables;
