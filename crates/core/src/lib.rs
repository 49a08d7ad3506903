//! The product without a browser.
