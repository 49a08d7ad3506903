//! Saved segments: the list of them, how they overlap, and the builder of their rules.

mod about_fields;
mod builder;
mod condition_dialog;
mod condition_draft;
mod day_fields;
mod list;
mod lists;
mod overlap;
mod paths;
mod people;
mod segment_draft;
mod sql_dialog;
mod tree;
mod why;
mod words;

pub use self::builder::in_segment;
pub use self::lists::Lists;
pub use self::words::{placed_text, rule_text};
use crate::ui::model_link::model_href;
use meadow_core::guide::ModelTopic;

use self::builder::Builder;
use self::list::SegmentList;
use super::lens::SavedPlace;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;

/// Of the list, and of one segment.
fn segments_help(i18n: Texts) -> Help {
    Help::new(
        "segments-help",
        say!(i18n, rules.title),
        say!(i18n, rules.goes_by),
        say!(i18n, rules.how),
        say!(i18n, rules.doubt),
    )
    .in_full_at(model_href(ModelTopic::Rules))
}

#[component]
pub fn SavedPage(place: SavedPlace) -> impl IntoView {
    // Another workspace has other segments: what was typed for this one stays with it.
    let workspace = Workspace::expect().revision();
    let workspace = Memo::new(move |_| workspace.get().map(|(id, _)| id));
    move || {
        workspace.get().map(|_| match place {
            SavedPlace::List => view! { <SegmentList /> }.into_any(),
            SavedPlace::New => view! { <Builder id=None /> }.into_any(),
            SavedPlace::Of(id) => view! { <Builder id=Some(id) /> }.into_any(),
        })
    }
}
