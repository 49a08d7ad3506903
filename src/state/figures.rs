//! The formatter every page writes its figures with: it follows the language and the open
//! workspace. Must not know what is written.

use crate::platform::locale::Formatter;
use crate::state::settings::Settings;
use crate::state::shell_summary::ShellSummary;
use leptos::prelude::{Get, Memo, Signal, With, provide_context, use_context};

/// Makes the formatter and puts it in context.
pub fn provide_formatter(settings: Settings, summary: ShellSummary) {
    let formatter = Memo::new(move |_| {
        summary.currency.with(|currency| Formatter::new(settings.language.get(), currency))
    });
    provide_context::<Signal<Formatter>>(formatter.into());
}

/// The formatter in context; read it inside a view or memo, so that the figures follow the
/// language.
pub fn use_formatter() -> Signal<Formatter> {
    // cannot fail: `ui::app` provides the formatter above every component.
    use_context().expect("formatter in context")
}
