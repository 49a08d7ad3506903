//! Whom we may write to, and how: the blacklist (D2).
//!
//! Owns the rules that stand above any plan. Must not know how a plan is made, stored or shown.

pub mod blacklist;
