//! Whom we may write to, when and in which form: the blacklist, permission per channel, how often
//! anybody is contacted, and what a text message must carry (D2).
//!
//! Owns the rules that stand above any plan. Must not know how a plan is made, stored or shown.

pub mod blacklist;
pub mod blacklist_lines;
pub mod diary;
pub mod given_for;
pub mod hold_out;
pub mod lasting;
pub mod one_more;
pub mod outreach;
pub mod purposes;
pub mod refusals;
pub mod rest;
pub mod text_message;

#[cfg(test)]
mod tests;
