//! A text of the interface as a signal, for the props of components.

/// `say!(i18n, forecast.title)`, also with values: `say!(i18n, forecast.runs, n = f.get().fmt_int(n))`.
macro_rules! say {
    ($i18n:ident, $($text:tt)+) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, $($text)+).to_string()
        })
    };
}
pub(crate) use say;
