//! Pages as parts of the program: each is fetched when it is first opened, or ahead of that once
//! the first one shows. Must not know what a page shows.

use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::skeleton::Loading;
use crate::ui::shell::navigation::focus_heading_if_awaited;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::time::Duration;

/// Makes the view of a page.
pub type PageView = fn() -> AnyView;

/// Fetches a part; answers with nothing when it cannot be had.
pub type FetchPart = fn() -> Pin<Box<dyn Future<Output = Option<PageView>>>>;

/// Parts are fetched ahead this long after the first page shows, so as not to compete with it.
const REST: Duration = Duration::from_secs(2);

/// How every page is fetched.
#[derive(Clone, Copy)]
pub struct PageParts {
    pub today: FetchPart,
    pub customers: FetchPart,
    pub clean_up: FetchPart,
    pub import: FetchPart,
    pub segments: FetchPart,
    pub calls: FetchPart,
    pub forecast: FetchPart,
    pub events: FetchPart,
    pub wizard: FetchPart,
    pub plan: FetchPart,
    pub settings: FetchPart,
    pub help: FetchPart,
    /// Of the frame, which stands without them.
    pub overlays: FetchPart,
    pub import_notice: FetchPart,
}

impl PageParts {
    /// Fetches every part, one after another, so that no page is missing when the network is gone
    /// later. What fails now is tried again when it is asked for.
    pub fn fetch_ahead(self) {
        let parts = [
            self.today,
            self.customers,
            self.segments,
            self.calls,
            self.forecast,
            self.events,
            self.wizard,
            self.plan,
            self.import,
            self.clean_up,
            self.settings,
            self.help,
        ];
        set_timeout(
            move || {
                spawn_local(async move {
                    for fetch in parts {
                        fetch().await;
                    }
                });
            },
            REST,
        );
    }
}

/// Shows a part of the frame as soon as it is here, and nothing until then; asks again where it cannot be
/// had.
pub fn show_when_here(fetch: FetchPart) -> AnyView {
    let part = RwSignal::new(None::<PageView>);
    fetch_into(part, fetch);
    (move || part.get().map(untrack)).into_any()
}

fn fetch_into(part: RwSignal<Option<PageView>>, fetch: FetchPart) {
    spawn_local(async move {
        match fetch().await {
            // The page may have gone meanwhile.
            Some(view) => drop(part.try_set(Some(view))),
            None => set_timeout(move || fetch_into(part, fetch), REST),
        }
    });
}

#[derive(Clone, Copy)]
enum State {
    Fetching,
    Here(PageView),
    Failed,
}

/// Shows the page that `fetch` brings.
pub fn show_part(fetch: FetchPart) -> AnyView {
    let state = RwSignal::new(State::Fetching);
    let ask = move || {
        spawn_local(async move {
            let fetched = fetch().await.map_or(State::Failed, State::Here);
            // The page may have been left meanwhile; then there is nothing to show.
            if state.try_set(fetched).is_none() {
                request_animation_frame(focus_heading_if_awaited);
            }
        });
    };
    ask();
    (move || match state.get() {
        State::Fetching => view! { <Loading /> }.into_any(),
        // What a page reads while it is made must not make it anew.
        State::Here(page) => untrack(page),
        State::Failed => untrack(|| failed_view(Callback::new(move |()| ask()))),
    })
    .into_any()
}

fn failed_view(try_again: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <ErrorNote
            what_happened=Signal::derive(move || t_string!(i18n, shell.part_missing).to_owned())
            what_is_safe=Signal::derive(move || t_string!(i18n, shell.part_missing_safe).to_owned())
        >
            <button class="btn" type="button" on:click=move |_| try_again.run(())>
                {t!(i18n, shell.try_again)}
            </button>
        </ErrorNote>
    }
    .into_any()
}
