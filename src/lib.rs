//! The browser half of Meadow: what is seen (`ui`), what the page remembers (`state`) and the
//! only code that touches web APIs (`platform`). Knows no business rule: those are in `meadow_core`.

pub mod platform;
pub mod state;
pub mod ui;

#[allow(deprecated, reason = "the build-script successor compiles all of ICU to read JSON files")]
mod texts {
    leptos_i18n::load_locales!();
}
pub use texts::i18n;
