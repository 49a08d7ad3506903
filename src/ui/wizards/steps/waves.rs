//! The invitations: which groups are written to when, how, and in which words.

use super::audience::is_chosen;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::Button;
use crate::ui::components::chip::Chip;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::group_name::{group_class, group_name};
use crate::ui::wizards::labels::{channel_choices, channel_of, channel_value};
use crate::ui::wizards::left_out::write_reach;
use crate::ui::wizards::row_key::new_row_key;
use crate::ui::wizards::say;
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::contact::text_message::measure;
use meadow_core::domain::consent::Channel;
use meadow_core::domain::event::{AudienceGroup, Event, Wave};
use meadow_core::domain::wording::Wording;
use meadow_core::views::plan::WaveRow;

const STEP: &str = "audience";
/// While the engine has not answered.
const USUAL_MINUTE: u16 = 10 * 60;
/// The fields an invitation may hold, as they are written.
const MERGE_FIELDS: &str = "{name} {event} {date} {place} {offer}";

#[component]
pub fn Waves() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let n_waves = Memo::new(move |_| draft.event.with(|event| event.waves.len()));
    let add = move |()| {
        let plan = wizard.plan.answer.get_untracked();
        let minute = plan.map_or(USUAL_MINUTE, |plan| plan.wave_minute);
        draft.change(|event| add_wave(event, minute));
    };
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
                <Button icon="plus" on_press=add>
                    {t!(i18n, events.wave_add)}
                </Button>
            </div>
        </Section>
    }
}

#[component]
fn WaveCard(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
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
                <TextField
                    label=say!(i18n, events.wave_time)
                    value=minute
                    kind="time"
                    error=wizard.error(STEP, format!("waves.{place}.minute"))
                    hint=wizard.hint(STEP, format!("waves.{place}.minute"), None)
                />
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
            <WaveReach place=place />
            <TextArea
                label=say!(i18n, events.wave_message)
                value=message
                n_rows=3
                hint=wizard.hint(STEP, format!("waves.{place}.message"), None)
            />
            <AsSent place=place />
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

/// The wave as the engine works it out.
fn row_of(place: usize) -> Memo<Option<WaveRow>> {
    let wizard = Wizard::expect();
    Memo::new(move |_| {
        let plan = wizard.plan.get()?;
        plan.waves.iter().find(|row| row.place as usize == place).cloned()
    })
}

/// How many the wave reaches, and who is left out and why.
#[component]
fn WaveReach(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let wizard = Wizard::expect();
    let row = row_of(place);
    let over_cap = wizard.hint(STEP, format!("waves.{place}.people"), None);
    let lines = move || {
        let (row, f) = (row.get()?, formatter.get());
        let n = f.fmt_int(row.n_people.into());
        let mut lines = vec![t_string!(i18n, events.wave_people, n = n).to_string()];
        lines.extend(write_reach(&f, &row.left_out, row.n_no_contact, row.n_not_asked));
        lines.extend(over_cap.get());
        Some(lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view())
    };
    view! { <ul class="plain fine">{lines}</ul> }
}

/// A text message with signature and opt-out line, and its length.
#[component]
fn AsSent(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let row = row_of(place);
    move || {
        let row = row.get().filter(|row| row.channel == Channel::Sms)?;
        let text = row.message.get(language.get());
        let (size, f) = (measure(text), formatter.get());
        let words = t_string!(
            i18n,
            events.wave_as_sent,
            n = f.fmt_int(size.n_characters.into()),
            messages = f.fmt_int(size.n_messages.into()),
            text = text
        );
        (size.n_messages > 0).then(|| view! { <p class="fine">{words.to_string()}</p> })
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

/// A week after the last wave, but before the event, to those nobody writes to yet; `minute` where
/// there is no wave to go by.
fn add_wave(event: &mut Event, minute: u16) {
    let days_before = event.waves.last().map_or(14, |last| (last.days_before - 7).max(1));
    let is_unasked =
        |group: &AudienceGroup| !event.waves.iter().any(|wave| wave.groups.contains(group));
    let groups = event.audience.iter().map(|c| c.group.clone()).filter(is_unasked).collect();
    let model = event.waves.last();
    let new = Wave {
        key: new_row_key(event),
        days_before,
        minute: model.map_or(minute, |wave| wave.minute),
        groups,
        channel: model.map_or(Channel::WeChat, |wave| wave.channel),
        message: model.map_or_else(Wording::default, |wave| wave.message.clone()),
    };
    event.waves.push(new);
}
