//! The event wizard: its steps, the rail beside them and the live summary. One file per step; what
//! an event means, which answers are missing and what it will bring is the engine's business.

pub mod bindings;
pub mod change_part;
pub mod field_list;
pub mod figures;
mod foot;
pub mod group_name;
pub mod held_out_note;
pub mod hold_out;
pub mod labels;
pub mod left_out;
mod rail;
mod row_key;
pub mod state_name;
mod steps;
mod summary;
mod unit_cost_curve;
mod wizard;

pub use wizard::WizardFrame;

/// A text of the interface as a signal: `say!(i18n, events.title)`, also with values:
/// `say!(i18n, events.days, n = f.get().fmt_int(n))`.
macro_rules! say {
    ($i18n:ident, $($text:tt)+) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, $($text)+).to_string()
        })
    };
}
pub(crate) use say;

/// The same where a component takes an optional text, such as a hint.
macro_rules! say_some {
    ($i18n:ident, $($text:tt)+) => {
        leptos::prelude::Signal::derive(move || {
            Some(crate::i18n::t_string!($i18n, $($text)+).to_string())
        })
    };
}
pub(crate) use say_some;

/// A text of the interface as it is at this moment, for a notice: nothing follows it.
macro_rules! say_now {
    ($i18n:ident, $($text:tt)+) => {
        leptos::prelude::untrack(|| crate::i18n::t_string!($i18n, $($text)+).to_string())
    };
}
pub(crate) use say_now;
