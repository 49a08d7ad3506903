//! The call list (A5): whom to call next, what a call is worth, and how the scripts have done.
//!
//! Owns the order of the list and its figures. Consent, blacklist and cap are the rules of `contact`;
//! what a call changes is a command's. Must not know who shows the list or keeps the rows.

mod chance;
mod list;
mod person;
mod record;
mod shop;
#[cfg(test)]
mod tests;

pub use self::list::{call_list, whole_queue};
pub use self::person::person_facts;
pub use self::shop::shop_facts;
