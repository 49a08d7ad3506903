//! Who may be the same person.
pub mod contact;
