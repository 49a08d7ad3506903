//! The module `i18n`, made from `locales/` by build.rs: the page's texts in both languages. In a
//! crate of its own, so that nine million characters of code are compiled when a text changes and
//! not with every change of the page.

// Made by a program: what lints find there, nobody can mend there.
#![allow(clippy::all)]

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
