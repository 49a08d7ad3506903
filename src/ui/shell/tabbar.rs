//! The places under the thumb on a phone; what does not fit stands behind "More".

use super::places::Place;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::{link, path_inside};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

#[component]
pub fn Tabbar() -> impl IntoView {
    let i18n = use_i18n();
    let pathname = use_location().pathname;
    let is_here = move |place: Place| pathname.with(|path| place.holds(path_inside(path)));
    let more = NodeRef::<leptos::html::Div>::new();
    // Following a link does not close a popover by itself.
    Effect::new(move |_| {
        pathname.track();
        if let Some(element) = more.get() {
            let _ = element.unchecked_ref::<web_sys::HtmlElement>().hide_popover();
        }
    });
    view! {
        <nav class="tabbar" aria-label=move || t_string!(i18n, shell.main_nav)>
            {Place::THUMB
                .map(|place| {
                    view! {
                        <a
                            class="tabbar__link"
                            href=link(place.path())
                            aria-current=move || is_here(place).then_some("page")
                        >
                            <Icon name=place.icon() />
                            {place.name()}
                        </a>
                    }
                })
                .collect_view()}
            <button
                class="tabbar__link"
                type="button"
                popovertarget="more"
                data-here=move || Place::BEHIND_MORE.into_iter().any(is_here).then_some("")
            >
                <Icon name="menu" />
                {t!(i18n, shell.more)}
            </button>
            <div class="tabbar__more" id="more" popover="auto" node_ref=more>
                <ul class="menu">
                    {Place::BEHIND_MORE
                        .map(|place| {
                            view! {
                                <li>
                                    <a
                                        class="menu__item"
                                        href=link(place.path())
                                        aria-current=move || is_here(place).then_some("page")
                                    >
                                        <Icon name=place.icon() />
                                        {place.name()}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                    <li>
                        <button class="menu__item" type="button" popovertarget="workspaces">
                            <Icon name="tag" />
                            {t!(i18n, shell.workspaces)}
                        </button>
                    </li>
                </ul>
            </div>
        </nav>
    }
}
