//! Says, once, that an import was cut off because its page went away. Must not know how that was
//! noticed.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::begun_import::take_cut_off;
use crate::state::import_session::ImportSession;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::WorkspaceId;

#[component]
pub fn ImportNotice() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let revision = Workspace::expect().revision();
    let cut_off = RwSignal::new(None::<String>);
    Effect::new(move |before: Option<Option<WorkspaceId>>| {
        let before = before.flatten();
        let Some((workspace, revision)) = revision.get() else { return before };
        if before != Some(workspace) {
            cut_off.set(None);
            spawn_local(async move {
                if let Some(file) = take_cut_off(workspace, revision).await {
                    let _ = cut_off.try_set(Some(file));
                }
            });
        }
        Some(workspace)
    });
    // The next import is what counts.
    Effect::new(move |_| {
        if session.import_pace.with(Option::is_some) {
            cut_off.set(None);
        }
    });
    view! {
        <div class="engine-notice" role="status">
            {move || {
                cut_off
                    .get()
                    .map(|file| {
                        let text = move || {
                            t_string!(i18n, shell.import_cut_off, file = file.clone()).to_string()
                        };
                        view! {
                            <Note tone=Tone::Warn>
                                <p>{text}</p>
                                <div class="row">
                                    <LinkButton path="/import">
                                        {t!(i18n, shell.import_again)}
                                    </LinkButton>
                                    <button
                                        class="btn"
                                        type="button"
                                        on:click=move |_| cut_off.set(None)
                                    >
                                        {t!(i18n, shell.data_lost_seen)}
                                    </button>
                                </div>
                            </Note>
                        }
                    })
            }}
        </div>
    }
}
