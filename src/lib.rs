//! The browser half of Meadow: what is seen (`ui`), what the page remembers (`state`) and the
//! only code that touches web APIs (`platform`). Knows no business rule: those are in `meadow_core`.

pub mod platform;
pub mod state;
pub mod ui;

pub use meadow_texts::i18n;
