//! Says ahead that the browser may have no room for the file.

use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::storage_care::{Shortage, foresee_shortage};
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn RoomNote() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let short = RwSignal::new(None::<Shortage>);
    Effect::new(move |_| {
        let n_bytes = session.file.with(|file| file.as_ref().map(|file| file.n_bytes));
        short.set(None);
        let Some(n_bytes) = n_bytes else { return };
        spawn_local(async move {
            let foreseen = foresee_shortage(n_bytes).await;
            let _ = short.try_set(foreseen);
        });
    });
    move || {
        let Shortage { n_needed_bytes, n_free_bytes } = short.get()?;
        let text = move || {
            let f = formatter.get();
            let (needed, free) = (f.fmt_bytes(n_needed_bytes), f.fmt_bytes(n_free_bytes));
            t_string!(i18n, import.room_short, needed = needed, free = free).to_string()
        };
        Some(view! {
            <Note tone=Tone::Warn>
                <p role="status">{text}</p>
            </Note>
        })
    }
}
