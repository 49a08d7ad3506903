//! The product without a browser.

pub mod domain;
