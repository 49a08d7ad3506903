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
    let workspaces = Workspace::expect().workspaces();
    let revision = Workspace::expect().revision();
    let cut_off = RwSignal::new(Vec::<String>::new());
    Effect::new(move |before: Option<Option<WorkspaceId>>| {
        let before = before.flatten();
        let Some((workspace, revision)) = revision.get() else { return before };
        if before != Some(workspace) {
            cut_off.set(Vec::new());
            let all = workspaces.get_untracked().into_iter().map(|entry| entry.id).collect();
            spawn_local(async move {
                let files = take_cut_off(workspace, revision, all).await;
                if !files.is_empty() {
                    let _ = cut_off.try_set(files);
                }
            });
        }
        Some(workspace)
    });
    // The next import is what counts.
    Effect::new(move |_| {
        if session.import_pace.with(Option::is_some) {
            cut_off.set(Vec::new());
        }
    });
    view! {
        <div class="engine-notice" role="status">
            {move || {
                let files = cut_off.get();
                (!files.is_empty())
                    .then(|| {
                        let text = move || match files.as_slice() {
                            [file] => {
                                t_string!(i18n, shell.import_cut_off, file = file.as_str())
                                    .to_string()
                            }
                            files => {
                                let list = files.join(t_string!(i18n, shell.file_comma));
                                t_string!(i18n, shell.imports_cut_off, files = list).to_string()
                            }
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
                                        on:click=move |_| cut_off.set(Vec::new())
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
