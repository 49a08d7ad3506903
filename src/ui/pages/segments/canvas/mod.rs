//! Positioning canvases: which fish, where they swim, what their habits are, and the bait. The list of
//! them, the one under the hand, and what it comes to.

mod bait;
mod canvas_draft;
mod chosen_rows;
mod editor;
mod list;
mod offers;
mod summary;

use self::editor::Editor;
use self::list::CanvasList;
use self::summary::Summary;
use super::lens::CanvasPlace;
use crate::state::workspace::Workspace;
use leptos::prelude::*;

#[component]
pub fn CanvasPage(place: CanvasPlace) -> impl IntoView {
    // Another workspace has other canvases: what was typed for this one stays with it.
    let workspace = Workspace::expect().revision();
    let workspace = Memo::new(move |_| workspace.get().map(|(id, _)| id));
    move || {
        workspace.get().map(|_| match place {
            CanvasPlace::List => view! { <CanvasList /> }.into_any(),
            CanvasPlace::New => view! { <Editor id=None /> }.into_any(),
            CanvasPlace::Of(id) => view! { <Editor id=Some(id) /> }.into_any(),
            CanvasPlace::Summary(id) => view! { <Summary id=id /> }.into_any(),
        })
    }
}
