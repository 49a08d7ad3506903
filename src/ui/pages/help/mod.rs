//! How everything is worked out: `docs/models.md` in the reader's language, a section for each model, each
//! with an address of its own.

mod blocks;

use self::blocks::{block_view, line_view};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine::{Asked, Engine};
use crate::state::engine_error::explain;
use crate::state::page::declare_page;
use crate::state::settings::Settings;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::section_href;
use crate::ui::part_in_address::go_to_part_in_address;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::protocol::GetModelGuide;
use meadow_core::views::guide::{Guide, GuideSection};

/// From here on the contents are open at first.
const WIDE_PX: f64 = 720.0;

#[component]
pub fn HelpPage() -> impl IntoView {
    let i18n = use_i18n();
    declare_page(say!(i18n, shell.models), Vec::new());
    let language = Settings::expect().language;
    // It needs no workspace.
    let asked = Engine::expect().asked(move || Some(GetModelGuide { language: language.get() }));
    go_to_part_in_address(move |anchor| has_section(asked, anchor));
    let trouble = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, shell.models_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let body = move || match asked.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(guide) => guide_view(&guide),
    };
    let contents = move || {
        let guide = asked.get()?;
        let line = |section: &GuideSection| {
            view! { <li><a href=section_href(&section.anchor)>{section.title.clone()}</a></li> }
        };
        Some(guide.sections.iter().map(line).collect_view())
    };
    view! {
        <PageHead title=say!(i18n, shell.models) lead=say_some!(i18n, shell.models_lead) />
        {trouble}
        <div class="guide">
            <nav class="guide__toc" aria-labelledby="guide-contents">
                <details open=is_wide()>
                    <summary id="guide-contents">{t!(i18n, shell.contents)}</summary>
                    <ol>{contents}</ol>
                </details>
            </nav>
            <div class="guide__text">{body}</div>
        </div>
    }
}

/// On a phone the contents would push the text far down.
fn is_wide() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width >= WIDE_PX)
}

fn guide_view(guide: &Guide) -> AnyView {
    let opening = guide.opening.iter().map(|block| block_view(block, &guide.title));
    let sections = guide.sections.iter().map(section_view);
    view! {
        {opening.collect_view()}
        {sections.collect_view()}
    }
    .into_any()
}

fn section_view(section: &GuideSection) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let title = section.title.clone();
    let label = t_string!(i18n, shell.link_to_section, title = title.as_str()).to_string();
    let names = (!section.names.is_empty())
        .then(|| view! { <p class="fine">{line_view(&section.names)}</p> });
    let blocks = section.blocks.iter().map(|block| block_view(block, &section.title));
    view! {
        <section class="section" aria-labelledby=section.anchor.clone()>
            <h2 id=section.anchor.clone() tabindex="-1">
                {title}
                " "
                <a class="guide__link" href=section_href(&section.anchor) aria-label=label>
                    "#"
                </a>
            </h2>
            {names}
            {blocks.collect_view()}
        </section>
    }
}

/// Whether the text is here, and holds the section.
fn has_section(asked: Asked<Guide>, anchor: &str) -> bool {
    let is_it = |section: &GuideSection| section.anchor == anchor;
    asked.get().is_some_and(|guide| guide.sections.iter().any(is_it))
}
