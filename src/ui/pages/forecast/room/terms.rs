//! The seats, what looks empty, which risk is taken, and what a seat is worth.

use super::super::kept_inputs::KeptInputs;
use super::super::seats_field::SeatsField;
use crate::i18n::{t, use_i18n};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::room::{LOOKS_EMPTY, RISK, RoomTerms};

#[component]
pub fn TermFields(inputs: KeptInputs<RoomTerms>) -> impl IntoView {
    let i18n = use_i18n();
    let empty = inputs.bind_share(|terms| terms.looks_empty, |terms, it| terms.looks_empty = it);
    let risk = inputs.bind_share(|terms| terms.risk, |terms, it| terms.risk = it);
    let guest = inputs.bind_amount(|terms| terms.per_guest, |terms, it| terms.per_guest = it);
    let turned_away =
        inputs.bind_amounts(|terms| terms.per_turned_away, |terms, it| terms.per_turned_away = it);
    let percent = Signal::stored(Some("%".to_owned()));
    let all_of_100 = Signal::stored(Some(100.0));
    let default = |share: f64| Signal::stored(format!("{}", (share * 100.0).round()));
    view! {
        <Section id="h-room-terms" title=say!(i18n, room.terms)>
            <div class="grid-3" data-part="room">
                <SeatsField />
                <NumberField
                    label=say!(i18n, room.looks_empty)
                    hint=say_some!(i18n, room.looks_empty_hint)
                    value=empty
                    least=0.0
                    most=all_of_100
                    placeholder=default(LOOKS_EMPTY)
                    unit_after=percent
                />
                <NumberField
                    label=say!(i18n, room.risk)
                    hint=say_some!(i18n, room.risk_hint)
                    value=risk
                    least=0.0
                    most=all_of_100
                    placeholder=default(RISK)
                    unit_after=percent
                />
                <NumberField
                    label=say!(i18n, room.per_guest)
                    hint=say_some!(i18n, room.per_guest_hint)
                    value=guest
                    least=0.0
                    placeholder=say!(i18n, room.as_event)
                />
                <NumberField
                    label=say!(i18n, room.per_turned_away)
                    hint=say_some!(i18n, room.per_turned_away_hint)
                    value=turned_away
                    accepts_range=true
                    least=0.0
                    placeholder=say!(i18n, room.in_guests)
                />
            </div>
            <p class="fine">{t!(i18n, room.registrations_elsewhere)}</p>
        </Section>
    }
}
