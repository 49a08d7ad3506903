//! How a reason for not buying is met: what is offered, by which channel, how often, and what is left
//! alone, each under its name. Must not know whose reason it is.

use crate::i18n::{Locale, t_string, use_i18n};
use crate::state::settings::Settings;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use meadow_core::domain::play::{Play, PlayPart};
use meadow_core::domain::text::Text;

pub fn play_part_name(i18n: I18nContext<Locale>, part: PlayPart) -> &'static str {
    match part {
        PlayPart::Action => t_string!(i18n, calls.own_action),
        PlayPart::Offer => t_string!(i18n, segments.offer),
        PlayPart::Channel => t_string!(i18n, segments.channel),
        PlayPart::Cadence => t_string!(i18n, segments.cadence),
        PlayPart::Avoid => t_string!(i18n, segments.avoid),
        PlayPart::Answer => t_string!(i18n, calls.own_answer),
        PlayPart::Message => t_string!(i18n, plays.message),
        PlayPart::Question => t_string!(i18n, plays.question),
        PlayPart::Value => t_string!(i18n, plays.value),
        PlayPart::Close => t_string!(i18n, plays.close),
    }
}

/// Those of `parts` that say anything, then the cost limit, which is that of the whole class.
#[component]
pub fn PlayLines(
    play: Play<Text>,
    parts: &'static [PlayPart],
    #[prop(into, optional)] ceiling: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let lines = move || {
        let language = language.get();
        let said = parts.iter().map(|part| (*part, play.get(*part).get(language)));
        let line = |(part, text): (PlayPart, &str)| {
            view! {
                <div>
                    <dt>{play_part_name(i18n, part)}</dt>
                    <dd>{text.to_owned()}</dd>
                </div>
            }
        };
        said.filter(|(_, text)| !text.is_empty()).map(line).collect_view()
    };
    let limit = move || {
        ceiling.get().map(|ceiling| {
            let text = t_string!(i18n, segments.ceiling_of_class, ceiling = ceiling).to_string();
            view! {
                <div>
                    <dt>{t_string!(i18n, segments.ceiling)}</dt>
                    <dd>{text}</dd>
                </div>
            }
        })
    };
    view! {
        <dl class="plays plays--small">
            {lines}
            {limit}
        </dl>
    }
}

/// The same behind a line to open; nothing where nobody has said how.
#[component]
pub fn PlayDetails(
    play: Play<Text>,
    /// Of the reason, for those who hear the line alone.
    name: String,
    #[prop(into, optional)] ceiling: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let says_how = PlayPart::HOW.into_iter().any(|part| *play.get(part) != Text::default());
    says_how.then(|| {
        view! {
            <details class="later">
                <summary>
                    {move || t_string!(i18n, segments.how_met)}
                    <span class="sr-only">": " {name}</span>
                </summary>
                <PlayLines play=play parts=&PlayPart::HOW ceiling=ceiling />
            </details>
        }
    })
}
