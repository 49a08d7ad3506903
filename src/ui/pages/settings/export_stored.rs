//! Taking away all that is stored, byte for byte: also what cannot be opened.

use crate::i18n::{t, use_i18n};
use crate::platform::files::save_file;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button.
#[component]
pub fn ExportStored() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let toasts = Toasts::expect();
    let language = Settings::expect().language;
    let is_busy = RwSignal::new(false);
    let export = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let failure = match workspace.export_stored().await {
                Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => None,
                Ok(_) => Some(both!(errors.file_not_taken)),
                Err(error) => Some(explain(&error)),
            };
            if let Some(words) = failure {
                toasts.show(words.get(language.get_untracked()));
            }
            let _ = is_busy.try_set(false);
        });
    };
    view! {
        <Button icon="export" busy=is_busy on_press=export>
            {t!(i18n, today.export_stored)}
        </Button>
    }
}
