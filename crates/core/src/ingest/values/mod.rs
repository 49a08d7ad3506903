//! One cell → one value, or none. Knows how people and their programs write things; must not know
//! which column a cell is from nor what becomes of an unreadable one.

mod beside_date;
pub mod cell;
pub mod consent_word;
pub mod date;
pub mod number;
pub mod word;

pub use crate::matching::contact;
