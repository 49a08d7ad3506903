//! What guests are offered: one of the method's suggestions, or the user's own words.

use crate::i18n::use_i18n;
use crate::state::settings::Settings;
use crate::ui::components::section::Section;
use crate::ui::components::text_field::TextArea;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::text::Text;
use meadow_core::domain::wording::Wording;

const STEP: &str = "offer";

#[component]
pub fn OfferStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let offer = draft.wording(|e| Some(&e.offer), |e| Some(&mut e.offer));
    view! {
        <Section id="h-offer" title=say!(i18n, events.offer_yours)>
            <TextArea
                label=say!(i18n, events.offer_words)
                value=offer
                error=wizard.error(STEP, "offer")
                hint=wizard.hint(STEP, "offer", Some(say!(i18n, events.offer_hint)))
                n_rows=3
            />
        </Section>
        <Section
            id="h-suggestions"
            title=say!(i18n, events.offer_suggestions)
            note=say_some!(i18n, events.offer_suggestions_note)
        >
            <ul class="picks">
                {move || {
                    let guide = wizard.guide.get()?;
                    let picks = guide.offers.iter().map(|offer| suggestion(&offer.label, &offer.wording));
                    Some(picks.collect_view())
                }}
            </ul>
        </Section>
    }
}

fn suggestion(label: &Text, wording: &Text) -> impl IntoView + use<> {
    let draft = Wizard::expect().draft;
    let language = Settings::expect().language;
    let (label, wording) = (label.clone(), wording.clone());
    let taken = wording.clone();
    let is_taken = Memo::new(move |_| {
        draft.event.with(|event| matches!(&event.offer, Wording::Guide(text) if *text == taken))
    });
    let shown = wording.clone();
    view! {
        <li>
            <button
                type="button"
                class="pick"
                aria-pressed=move || if is_taken.get() { "true" } else { "false" }
                on:click=move |_| draft.change(|e| e.offer = Wording::Guide(wording.clone()))
            >
                <b>{move || label.get(language.get()).to_owned()}</b>
                <span>{move || shown.get(language.get()).to_owned()}</span>
            </button>
        </li>
    }
}
