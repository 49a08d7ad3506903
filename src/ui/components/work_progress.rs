//! How far long work is, with a way to end it; nothing while there is none.

use crate::state::long_work::LongWork;
use crate::ui::components::progress_bar::{ProgressBar, TaskProgress};
use leptos::prelude::*;

#[component]
pub fn WorkProgress(work: LongWork, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let progress = Signal::derive(move || {
        let progress = work.progress.get().unwrap_or_default();
        TaskProgress { done: progress.done, total: progress.total, rate_per_second: 0.0 }
    });
    let cancel = Callback::new(move |()| work.cancel());
    view! {
        <Show when=move || work.is_busy.get()>
            <ProgressBar label=label progress=progress on_cancel=cancel />
        </Show>
    }
}
