//! Language and theme of this browser.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::settings::{Settings, Theme};
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::text::Language;

const THEMES: [(Theme, &str); 3] =
    [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];

#[component]
pub fn Interface() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section" aria-labelledby="interface">
            <div class="section__head">
                <h2 id="interface" tabindex="-1">
                    {t!(i18n, settings.interface)}
                </h2>
                <p class="section__note">{t!(i18n, settings.interface_note)}</p>
            </div>
            <div class="grid-2">
                <LanguageChoice />
                <ThemeChoice />
            </div>
        </section>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let now = move || match settings.chosen_language.get() {
        None => "browser",
        Some(Language::En) => "en",
        Some(Language::Zh) => "zh",
    };
    let value = RwSignal::new(untrack(now).to_owned());
    Effect::new(move |_| value.set(now().to_owned()));
    // Each language by its own name, whichever is in use.
    let choices = Signal::derive(move || {
        vec![
            Choice::new("browser", t_string!(i18n, settings.as_browser)),
            Choice::new("en", "English"),
            Choice::new("zh", "简体中文"),
        ]
    });
    let choose = Callback::new(move |value: String| {
        settings.chosen_language.set(match value.as_str() {
            "en" => Some(Language::En),
            "zh" => Some(Language::Zh),
            _ => None,
        });
    });
    let label = say!(i18n, settings.language);
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">
                {label}
            </span>
            <span>
                <Segmented label=label choices=choices value=value on_choose=choose />
            </span>
        </div>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let name_of = |theme: Theme| {
        THEMES.into_iter().find(|(other, _)| *other == theme).map_or("system", |(_, name)| name)
    };
    let value = RwSignal::new(name_of(settings.theme.get_untracked()).to_owned());
    Effect::new(move |_| value.set(name_of(settings.theme.get()).to_owned()));
    let choices = Signal::derive(move || {
        vec![
            Choice::new("system", t_string!(i18n, settings.as_system)),
            Choice::new("light", t_string!(i18n, settings.light)),
            Choice::new("dark", t_string!(i18n, settings.dark)),
        ]
    });
    let choose = Callback::new(move |value: String| {
        if let Some((theme, _)) = THEMES.into_iter().find(|(_, name)| *name == value) {
            settings.theme.set(theme);
        }
    });
    let label = say!(i18n, settings.theme);
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">
                {label}
            </span>
            <span>
                <Segmented label=label choices=choices value=value on_choose=choose />
            </span>
        </div>
    }
}
