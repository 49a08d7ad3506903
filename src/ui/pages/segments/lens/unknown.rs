//! An address at which no lens stands: says so, and which ones there are.

use super::places::{IN_STRIP, LensPlace};
use super::strip::{LensStrip, short_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::table::Column;

/// `asked`: what the address names.
#[component]
pub fn UnknownLens(asked: String) -> impl IntoView {
    let i18n = use_i18n();
    let title = say!(i18n, lenses.no_such_title);
    let text = Signal::derive(move || {
        t_string!(i18n, lenses.no_such_text, asked = asked.as_str()).to_string()
    });
    let lens = move |column: Column| {
        let href = link(&LensPlace::Lens(column.clone()).path());
        let name = move || short_name(i18n, &column);
        view! {
            <li>
                <a href=href>{name}</a>
            </li>
        }
    };
    view! {
        <PageHead title=title />
        <LensStrip />
        <EmptyState title=title text=text>
            <LinkButton path="/segments" icon="meadow" kind=ButtonKind::Primary>
                {t!(i18n, calls.to_meadow)}
            </LinkButton>
        </EmptyState>
        <Section id="lens-list" title=say!(i18n, lenses.strip)>
            <ul class="plain">{IN_STRIP.map(lens).collect_view()}</ul>
        </Section>
    }
}
