//! A workspace's rows in memory, in immutable chunks behind `Arc`, so that a revision is cheap to
//! keep, to compare and to go back to. Knows nothing of how chunks are stored.

pub mod became;
pub mod chunk;
pub mod columns;
pub mod custom_column;
pub mod difference;
pub mod documents;
pub mod filter;
pub mod lost;
pub mod orders;
pub mod personality;
pub mod query;
pub mod rows;
pub mod search;
pub mod sex;
pub mod sort;
pub mod tables;
mod value_names;
mod worked_out;

#[cfg(test)]
mod query_tests;
