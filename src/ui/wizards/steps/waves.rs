//! The invitations: which groups are written to when, how, and in which words.

use super::audience::is_chosen;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::ui::components::button::Button;
use crate::ui::components::chip::Chip;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::group_name::{group_class, group_name};
use crate::ui::wizards::labels::{channel_choices, channel_of, channel_value};
use crate::ui::wizards::row_key::new_row_key;
use crate::ui::wizards::say;
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::domain::consent::Channel;
use meadow_core::domain::event::{AudienceGroup, Event, Wave};
use meadow_core::domain::wording::Wording;

const STEP: &str = "audience";
/// The fields an invitation may hold, as they are written.
const MERGE_FIELDS: &str = "{name} {event} {date} {place} {offer}";

#[component]
pub fn Waves() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let n_waves = Memo::new(move |_| draft.event.with(|event| event.waves.len()));
    let note = wizard.hint(STEP, "waves", Some(say!(i18n, events.waves_note)));
    view! {
        <Section id="h-waves" title=say!(i18n, events.waves) note=note>
            <div class="waves">
                <For each=move || 0..n_waves.get() key=|place| *place let:place>
                    <WaveCard place=place />
                </For>
            </div>
            <p class="fine">{move || t_string!(i18n, events.wave_fields, fields = MERGE_FIELDS).to_string()}</p>
            <div class="row">
                <Button icon="plus" on_press=move |()| draft.change(add_wave)>
                    {t!(i18n, events.wave_add)}
                </Button>
            </div>
        </Section>
    }
}

#[component]
fn WaveCard(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Wizard::expect().draft;
    let formatter = use_formatter();
    let days_before = draft.signed(
        move |e| e.waves.get(place).map_or(0, |wave| wave.days_before),
        move |e, n| {
            if let Some(wave) = e.waves.get_mut(place) {
                wave.days_before = n;
            }
        },
    );
    let minute = draft.minute(
        move |e| e.waves.get(place).map_or(0, |wave| wave.minute),
        move |e, minute| {
            if let Some(wave) = e.waves.get_mut(place) {
                wave.minute = minute;
            }
        },
    );
    let channel = draft.bind(
        move |e| e.waves.get(place).map_or(Channel::WeChat, |wave| wave.channel),
        move |e, channel| {
            if let Some(wave) = e.waves.get_mut(place) {
                wave.channel = channel;
            }
        },
        channel_value,
        |value| channel_of(value),
    );
    let message = draft.wording(
        move |e| e.waves.get(place).map(|wave| &wave.message),
        move |e| e.waves.get_mut(place).map(|wave| &mut wave.message),
    );
    let groups = Memo::new(move |_| {
        draft.event.with(|e| e.audience.iter().map(|c| c.group.clone()).collect::<Vec<_>>())
    });
    let date = Signal::derive(move || {
        let day = draft.event.with(|e| {
            let wave = e.waves.get(place)?;
            Some(e.day?.plus_days(wave.days_before.saturating_neg()))
        })?;
        Some(formatter.get().fmt_date(day.0, DateStyle::Short))
    });
    view! {
        <fieldset class="card wave">
            <legend>
                {move || t_string!(i18n, events.wave_n, n = place + 1).to_string()}
            </legend>
            <div class="wave__when">
                <NumberField label=say!(i18n, events.days_before) value=days_before hint=date />
                <TextField label=say!(i18n, events.wave_time) value=minute kind="time" />
                <SelectField
                    label=say!(i18n, events.channel)
                    choices=Signal::derive(channel_choices)
                    value=channel
                />
            </div>
            <div class="chips" role="group" aria-label=move || t_string!(i18n, events.wave_groups)>
                {move || {
                    groups.get().into_iter().map(|group| wave_group(place, group)).collect_view()
                }}
            </div>
            <TextArea label=say!(i18n, events.wave_message) value=message n_rows=3 />
            <div class="row row--end">
                <Button
                    size="sm"
                    icon="trash"
                    on_press=move |()| draft.change(|e| drop(e.waves.remove(place)))
                >
                    {t!(i18n, events.wave_remove)}
                </Button>
            </div>
        </fieldset>
    }
}

fn wave_group(place: usize, group: AudienceGroup) -> impl IntoView {
    let draft = Wizard::expect().draft;
    let (held, shown) = (group.clone(), group.clone());
    let is_on = Signal::derive(move || {
        draft.event.with(|e| e.waves.get(place).is_some_and(|wave| wave.groups.contains(&held)))
    });
    let label = Signal::derive(move || group_name(&shown));
    let class = group_class(&group);
    let press = Callback::new(move |()| draft.change(|e| switch_group(e, place, &group)));
    match class {
        Some(class) => {
            view! { <Chip label=label is_on=is_on class=class on_press=press /> }.into_any()
        }
        None => view! { <Chip label=label is_on=is_on on_press=press /> }.into_any(),
    }
}

fn switch_group(event: &mut Event, place: usize, group: &AudienceGroup) {
    let is_wanted = is_chosen(event, group);
    let Some(wave) = event.waves.get_mut(place) else { return };
    if wave.groups.contains(group) {
        wave.groups.retain(|other| other != group);
    } else if is_wanted {
        wave.groups.push(group.clone());
    }
}

/// A week after the last wave, but before the event, to those nobody writes to yet.
fn add_wave(event: &mut Event) {
    let days_before = event.waves.last().map_or(14, |last| (last.days_before - 7).max(1));
    let is_unasked =
        |group: &AudienceGroup| !event.waves.iter().any(|wave| wave.groups.contains(group));
    let groups = event.audience.iter().map(|c| c.group.clone()).filter(is_unasked).collect();
    let model = event.waves.last();
    let new = Wave {
        key: new_row_key(event),
        days_before,
        minute: model.map_or(10 * 60, |wave| wave.minute),
        groups,
        channel: model.map_or(Channel::WeChat, |wave| wave.channel),
        message: model.map_or_else(Wording::default, |wave| wave.message.clone()),
    };
    event.waves.push(new);
}
