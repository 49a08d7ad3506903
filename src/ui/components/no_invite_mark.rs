//! Marks somebody who may not be invited, with the reason in words: one mark on every list of people.

use crate::i18n::{Locale, t_string, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use meadow_core::views::forecast::Obstacle;

/// "Do not invite: opted out".
pub fn no_invite_text(i18n: I18nContext<Locale>, obstacle: Obstacle) -> String {
    let why = match obstacle {
        Obstacle::Blocked => t_string!(i18n, common.not_blocked),
        Obstacle::OptedOut => t_string!(i18n, common.not_opted_out),
        Obstacle::Refused => t_string!(i18n, common.not_refused),
        Obstacle::OverCap => t_string!(i18n, common.not_over_cap),
        Obstacle::NotAsked => t_string!(i18n, common.not_asked),
        Obstacle::HeldOut => t_string!(i18n, common.not_held_out),
        Obstacle::OtherPurpose => t_string!(i18n, common.not_for_this),
    };
    t_string!(i18n, common.no_invite, why = why).to_string()
}

/// Nothing for those who may be invited. `is_brief`: a symbol for eyes, the words in its title and for
/// readers.
#[component]
pub fn NoInviteMark(
    #[prop(into)] obstacle: Signal<Option<Obstacle>>,
    #[prop(optional)] is_brief: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || obstacle.get().map(|obstacle| no_invite_text(i18n, obstacle));
    // Hidden rather than taken out: rows of long lists are used again.
    view! {
        <span
            class="tag noinvite"
            data-tone="warn"
            data-brief=is_brief.then_some("")
            hidden=move || obstacle.get().is_none()
            title=words
        >
            <Icon name="lock" />
            <span class:sr-only=is_brief>{words}</span>
        </span>
    }
}
