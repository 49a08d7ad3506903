//! The way to the section that explains a model in full. Must not know what stands there.

use crate::i18n::{t, use_i18n};
use crate::platform::site::link;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;

/// Inside the application.
pub const PATH: &str = "/help/models";

/// The address of a section, by what it is linked by.
pub fn section_href(anchor: &str) -> String {
    link(&format!("{PATH}#{anchor}"))
}

pub fn model_href(topic: ModelTopic) -> String {
    section_href(topic.anchor())
}

#[component]
pub fn ModelLink(topic: ModelTopic) -> impl IntoView {
    let i18n = use_i18n();
    view! { <p><a href=model_href(topic)>{t!(i18n, common.model_in_full)}</a></p> }
}
