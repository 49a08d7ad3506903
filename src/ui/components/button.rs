//! Buttons: ink acts. One primary button a view; a link that acts like one looks like one.

use crate::ui::components::icon::Icon;
use leptos::prelude::*;

/// How much a button weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Filled with ink: the one thing to do here.
    Primary,
    #[default]
    Plain,
    /// Without an edge.
    Quiet,
    /// Takes something away; undo must follow.
    Danger,
}

impl ButtonKind {
    fn variant(self) -> Option<&'static str> {
        match self {
            Self::Primary => Some("primary"),
            Self::Plain => None,
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// `size` is `sm` or `lg`; `children` is the label.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] size: Option<&'static str>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Shows that its work is under way and takes no second press.
    #[prop(into, optional)]
    busy: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            class="btn"
            type="button"
            data-variant=kind.variant()
            data-size=size
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </button>
    }
}

/// A button that shows only an icon; `label` is its name.
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(default = ButtonKind::Quiet)] kind: ButtonKind,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="btn"
            type="button"
            data-icon=""
            data-variant=kind.variant()
            aria-label=move || label.get()
            title=move || label.get()
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon />
        </button>
    }
}

/// A link that looks like a button. `path` is inside the application.
#[component]
pub fn LinkButton(
    #[prop(into)] path: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] size: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="btn"
            data-variant=kind.variant()
            data-size=size
            href=move || crate::platform::site::link(&path.get())
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </a>
    }
}
