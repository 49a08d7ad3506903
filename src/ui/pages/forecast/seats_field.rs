//! The seats of the event in hand, as a field.

use super::fields::bind_count_range;
use super::shown::Shown;
use crate::i18n::use_i18n;
use crate::ui::components::number_field::NumberField;
use crate::ui::wizards::say;
use leptos::prelude::*;

#[component]
pub fn SeatsField() -> impl IntoView {
    let i18n = use_i18n();
    let seats = bind_count_range(
        Shown::expect().forecast,
        |scenario| scenario.event.seats_ends(),
        |scenario, seats| {
            scenario.event.set_seats(seats.filter(|(_, most)| *most > 0));
            scenario.what_if.seats = None;
        },
    );
    view! {
        <NumberField
            label=say!(i18n, forecast.seats)
            hint=say!(i18n, forecast.seats_hint)
            value=seats
            accepts_range=true
            least=1.0
        />
    }
}
