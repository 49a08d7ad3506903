//! What holds for everything in the workspace: name, currency, time zone, languages.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::known_names::list_time_zones;
use crate::platform::locale::document_tag;
use crate::state::facts_in_hand::FactsInHand;
use crate::state::settings::Settings;
use crate::ui::components::currency_choices::currency_choices;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::text::Language;

#[component]
pub fn Facts() -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let facts = FactsInHand::expect();
    let name = facts.follow(|facts| facts.name.clone());
    let missing = Signal::derive(move || {
        name.with(|name| name.trim().is_empty())
            .then(|| t_string!(i18n, settings.name_missing).to_owned())
    });
    let save_name = Callback::new(move |name: String| {
        let name = name.trim().to_owned();
        if !name.is_empty() {
            facts.save(|facts| facts.name = name);
        }
    });
    let currency = facts.follow(|facts| facts.currency.clone());
    let currencies = Signal::derive(move || {
        currency_choices(document_tag(settings.language.get()), &currency.get())
    });
    let save_currency =
        Callback::new(move |code: String| facts.save(|facts| facts.currency = code));
    let zone = facts.follow(|facts| facts.time_zone.clone());
    let all_zones = StoredValue::new(list_time_zones());
    let zones = Signal::derive(move || {
        let own = zone.get();
        let mut zones = all_zones.get_value();
        if !zones.contains(&own) {
            zones.insert(0, own);
        }
        zones
            .into_iter()
            .map(|zone| Choice::new(zone.clone(), zone.replace('_', " ")))
            .collect::<Vec<_>>()
    });
    let save_zone = Callback::new(move |zone: String| facts.save(|facts| facts.time_zone = zone));
    view! {
        <section class="section" aria-labelledby="workspace">
            <div class="section__head">
                <h2 id="workspace" tabindex="-1">
                    {t!(i18n, settings.facts)}
                </h2>
                <p class="section__note">{t!(i18n, settings.facts_note)}</p>
            </div>
            <div class="grid-2">
                <TextField
                    label=say!(i18n, settings.name)
                    hint=say!(i18n, settings.name_hint)
                    value=name
                    error=missing
                    on_commit=save_name
                />
                <SelectField
                    label=say!(i18n, settings.currency)
                    hint=say!(i18n, settings.currency_hint)
                    choices=currencies
                    value=currency
                    on_choose=save_currency
                />
                <SelectField
                    label=say!(i18n, settings.time_zone)
                    hint=say!(i18n, settings.time_zone_hint)
                    choices=zones
                    value=zone
                    on_choose=save_zone
                />
                <Languages />
            </div>
        </section>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let check = move |language: Language, label: Signal<String>| {
        let value = facts.follow(move |facts| facts.languages.contains(&language));
        let turn = Callback::new(move |on: bool| {
            facts.save(|facts| {
                facts.languages.retain(|other| *other != language);
                if on {
                    facts.languages.push(language);
                    facts.languages.sort_by_key(|language| *language as u8);
                }
            });
        });
        view! { <CheckBox label=label value=value on_turn=turn /> }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t!(i18n, settings.languages)}</legend>
            <div class="row">
                {check(Language::Zh, say!(i18n, settings.chinese))}
                {check(Language::En, say!(i18n, settings.english))}
            </div>
            <span class="field__hint">{t!(i18n, settings.languages_hint)}</span>
        </fieldset>
    }
}
