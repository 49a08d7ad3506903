//! Day, time and place, and how many fit in.

use crate::i18n::use_i18n;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::Event;

const STEP: &str = "when";

#[component]
pub fn WhenStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let day = draft.day(|e| e.day, |e, day| e.day = day);
    let start = draft.minute(|e| e.start_minute, |e, minute| e.start_minute = minute);
    let duration = draft.count(
        |e| u32::from(e.duration_minutes),
        |e, n| e.duration_minutes = u16::try_from(n).unwrap_or(u16::MAX),
    );
    let n_days = draft.count(|e| e.n_days, |e, n| e.n_days = n);
    let place = draft.text(|e| &e.place, |e, text| e.place = text);
    let address = draft.text(|e| &e.address, |e, text| e.address = text);
    let seats = draft.count_range_if_any(Event::seats_ends, Event::set_seats);
    let hint = move |field, text| wizard.hint(STEP, field, Some(text));
    view! {
        <Section id="h-day" title=say!(i18n, events.when_day)>
            <div class="grid-2">
                <TextField
                    label=say!(i18n, events.day)
                    value=day
                    kind="date"
                    error=wizard.error(STEP, "day")
                    hint=hint("day", say!(i18n, events.day_hint))
                />
                <TextField
                    label=say!(i18n, events.start)
                    value=start
                    kind="time"
                    error=wizard.error(STEP, "start_minute")
                />
                <NumberField
                    label=say!(i18n, events.duration)
                    value=duration
                    least=0.0
                    unit_after=say_some!(i18n, events.minutes_unit)
                    error=wizard.error(STEP, "duration_minutes")
                    hint=hint("duration_minutes", say!(i18n, events.duration_hint))
                />
                <NumberField
                    label=say!(i18n, events.n_days)
                    value=n_days
                    least=0.0
                    unit_after=say_some!(i18n, events.days_unit)
                    error=wizard.error(STEP, "n_days")
                />
            </div>
        </Section>
        <Section id="h-place" title=say!(i18n, events.when_place)>
            <div class="grid-2">
                <TextField
                    label=say!(i18n, events.place)
                    value=place
                    error=wizard.error(STEP, "place")
                    hint=hint("place", say!(i18n, events.place_hint))
                />
                <TextField
                    label=say!(i18n, events.address)
                    value=address
                    hint=say_some!(i18n, events.address_hint)
                />
                <NumberField
                    label=say!(i18n, events.seats)
                    value=seats
                    accepts_range=true
                    least=0.0
                    unit_after=say_some!(i18n, events.people_unit)
                    error=wizard.error(STEP, "seats")
                    hint=hint("seats", say!(i18n, events.seats_hint))
                />
            </div>
        </Section>
    }
}
