//! What can be done with something that is typed and kept until it is saved: save it, let go of it, or
//! take what another tab has saved meanwhile. Must not know what is typed.

use crate::i18n::{t, use_i18n};
use crate::state::drafts::{KeptDraft, Typed};
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;

/// Said where another tab has saved it otherwise; `stored`: as it stands there now.
#[component]
pub fn ChangedElsewhere<T: Typed>(
    kept: KeptDraft<T>,
    #[prop(into)] stored: Signal<Option<T>>,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let theirs = kept.theirs(stored.get()?)?;
        let take = move |()| kept.settle(theirs.clone());
        Some(view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, rules.changed_elsewhere)}</p>
                <Button size="sm" on_press=take>{t!(i18n, common.take_theirs)}</Button>
            </Note>
        })
    }
}

/// Saves what is typed, where it is not saved as it stands.
#[component]
pub fn SaveKept(
    #[prop(into)] is_unsaved: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_save: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Button
            kind=ButtonKind::Primary
            busy=busy
            disabled=Signal::derive(move || !is_unsaved.get())
            on_press=on_save
        >
            {t!(i18n, common.save)}
        </Button>
    }
}

/// Lets go of what is typed, where there is anything.
#[component]
pub fn LetGo<T: Typed>(kept: KeptDraft<T>) -> impl IntoView {
    let i18n = use_i18n();
    let is_changed = Memo::new(move |_| kept.is_changed());
    let let_go = move |()| kept.settle(kept.base.get_untracked());
    view! {
        <Show when=move || is_changed.get()>
            <Button kind=ButtonKind::Quiet on_press=let_go>{t!(i18n, rules.let_go)}</Button>
        </Show>
    }
}
