//! Says that something went wrong: what happened, what is safe, what to do.

use crate::ui::components::icon::Icon;
use leptos::prelude::*;

/// How grave a note is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Warn,
    Danger,
}

impl Tone {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Good => Some("ok"),
            Self::Warn => Some("warn"),
            Self::Danger => Some("danger"),
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Plain => "info",
            Self::Good => "check",
            Self::Warn => "warn",
            Self::Danger => "error",
        }
    }
}

/// An error is announced as it appears. `children` are the ways out.
#[component]
pub fn ErrorNote(
    #[prop(into)] what_happened: Signal<String>,
    #[prop(into)] what_is_safe: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="note" data-tone="danger" role="alert">
            <Icon name="error" />
            <div>
                <b>{move || what_happened.get()}</b>
                <p>{move || what_is_safe.get()}</p>
                {children.map(|children| view! { <div class="row">{children()}</div> })}
            </div>
        </div>
    }
}

/// A quiet note beside the matter.
#[component]
pub fn Note(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! {
        <div class="note" data-tone=tone.name()>
            <Icon name=tone.icon() />
            <div>{children()}</div>
        </div>
    }
}
