//! Who responds to an invitation: from invitations on record to cases with what was known before and
//! what came after, to a regularised logit judged by later invitations, to people with their chances;
//! and, where a hold-out was drawn by lot, what inviting brings.
//!
//! Owns what an invitation, a response and a feature are. Must not know how a weight is found (that is
//! `meadow-models`) nor how it is shown. Nothing of this changes the scorecard, which stands beside it.

mod cases;
mod effect;
mod facts;
mod features;
mod fitting;
mod hold_out;
mod past;
mod ranking;
mod run;
#[cfg(test)]
mod tests;

pub use self::hold_out::hold_out_view;
pub use self::run::ResponseRun;
