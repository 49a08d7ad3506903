//! The playbooks by class and reason: a table of how many gave which reason, and what to say to those of
//! one cell. Which one stands open is part of the address, so that other pages lead to it.

mod play;
mod table;

use self::play::Play;
use self::table::{ReasonsTable, most_given};
use super::lens::LensStrip;
use crate::i18n::use_i18n;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::CustomerId;
use meadow_core::protocol::{GetReasonMix, GetReasons};

/// A class, and a reason by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub class: Class,
    pub reason: String,
}

#[component]
pub fn PlaysPage() -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let vocabulary = workspace.asked(|| Some(GetReasons {}));
    let mix = workspace.asked(|| Some(GetReasonMix {}));
    let query = use_query_map();
    let in_address = move || {
        query.with(|query| {
            let class = Class::from_slug(&query.get("class")?)?;
            let reason = query.get("reason").filter(|reason| !reason.is_empty())?;
            Some(Pair { class, reason })
        })
    };
    // Where the address names none, the one that most people have given. Another page's address, while
    // this one is being left, changes nothing.
    let chosen = Memo::new(move |before: Option<&Option<Pair>>| {
        let given = || mix.answer.with(|mix| mix.as_ref().and_then(|mix| most_given(mix)));
        in_address().or_else(|| before.cloned().flatten()).or_else(given)
    });
    let person = Memo::new(move |_| {
        let id = query.with(|query| query.get("person"))?;
        id.parse().ok().map(CustomerId)
    });
    let help = Help::new(
        "plays-help",
        say!(i18n, plays.title),
        say!(i18n, plays.goes_by),
        say!(i18n, plays.how),
        say!(i18n, plays.doubt),
    );
    let problem = move || {
        mix.error.get().or_else(|| vocabulary.error.get()).map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let is_there = Memo::new(move |_| {
        mix.answer.with(Option::is_some) && vocabulary.answer.with(Option::is_some)
    });
    let table = move || match is_there.get() {
        true => view! { <ReasonsTable vocabulary=vocabulary mix=mix chosen=chosen /> }.into_any(),
        false => view! { <Skeleton /> }.into_any(),
    };
    // Made once: its dialog must not go while something is being typed in it.
    let is_chosen = Memo::new(move |_| chosen.with(Option::is_some));
    let play =
        move || is_chosen.get().then(|| view! { <Play chosen=chosen person=person mix=mix /> });
    view! {
        <PageHead
            title=say!(i18n, plays.title)
            lead=say_some!(i18n, plays.lead)
            help=help
        />
        <LensStrip />
        {problem}
        <div class="split split--plays">
            {table}
            {play}
        </div>
    }
}
