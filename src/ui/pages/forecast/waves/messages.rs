//! The messages that go out, as fields: how long before, to whom, and to what share of those still silent.

use super::super::shown::Shown;
use super::super::whom::join;
use super::{Terms, TypedWaves};
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::Button;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::shell::navigation::focus_if_lost;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::views::waves::{MOST_MESSAGES, WaveMessage};

/// Everybody who is invited.
const ALL: &str = "all";
/// Several groups, as the plan has them.
const THESE: &str = "these";
/// What is nearest once a message is gone.
const ADD: &str = "[data-part='messages'] + .row .btn";
/// Where another message is put: days before the event.
const NEXT_DAYS_BEFORE: i32 = 7;

#[component]
pub fn MessageFields(inputs: Terms) -> impl IntoView {
    let i18n = use_i18n();
    let n_messages = Memo::new(move |_| inputs.all.with(|all| all.terms.messages.len()));
    let rows = move || {
        let row = |place| view! { <Message inputs=inputs place=place /> };
        (0..n_messages.get()).map(row).collect_view()
    };
    let is_full = Signal::derive(move || n_messages.get() >= MOST_MESSAGES);
    let add = Callback::new(move |()| {
        let message = WaveMessage { days_before: NEXT_DAYS_BEFORE, groups: Vec::new(), share: 1.0 };
        inputs.all.update(|all| all.terms.messages.push(message));
    });
    view! {
        <div class="planrows" data-part="messages">{rows}</div>
        <div class="row">
            <Button icon="plus" size="sm" disabled=is_full on_press=add>
                {t!(i18n, waves.add)}
            </Button>
        </div>
    }
}

fn message_of(all: &TypedWaves, place: usize) -> Option<&WaveMessage> {
    all.terms.messages.get(place)
}

fn change(all: &mut TypedWaves, place: usize, edit: impl FnOnce(&mut WaveMessage)) {
    if let Some(message) = all.terms.messages.get_mut(place) {
        edit(message);
    }
}

/// One message.
#[component]
fn Message(inputs: Terms, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let days = inputs.bind_count(
        move |all| u32::try_from(message_of(all, place)?.days_before).ok(),
        move |all, days| {
            if let Some(days) = days.and_then(|days| i32::try_from(days).ok()) {
                change(all, place, |message| message.days_before = days);
            }
        },
    );
    let share = inputs.bind_share(
        move |all| Some(message_of(all, place)?.share),
        move |all, share| {
            if let Some(share) = share {
                change(all, place, |message| message.share = share);
            }
        },
    );
    let invited = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            let audience = scenario.as_ref().map(|scenario| &scenario.event.audience);
            audience.into_iter().flatten().map(|choice| choice.group.clone()).collect::<Vec<_>>()
        })
    });
    let to = inputs.bind(
        move |all| message_of(all, place).map_or(ALL.to_owned(), |message| key_of(&message.groups)),
        move |all, key: String| {
            let groups = match key.as_str() {
                ALL => Vec::new(),
                THESE => return,
                key => {
                    let invited = invited.get_untracked().into_iter();
                    invited.filter(|group| key_of(std::slice::from_ref(group)) == key).collect()
                }
            };
            change(all, place, |message| message.groups = groups);
        },
    );
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new(ALL, t_string!(i18n, waves.everybody).to_owned())];
        let single = |group: &AudienceGroup| {
            Choice::new(key_of(std::slice::from_ref(group)), group_name(group))
        };
        choices.extend(invited.get().iter().map(single));
        // Groups that are no choice of their own: several, or one that is not invited any more.
        let now =
            inputs.all.with(|all| message_of(all, place).map(|message| message.groups.clone()));
        let now = now.unwrap_or_default();
        let key = key_of(&now);
        if choices.iter().all(|choice| choice.value != key) {
            choices.push(Choice::new(key, join(now.iter().map(group_name))));
        }
        choices
    });
    let remove = Callback::new(move |()| {
        inputs.all.update(|all| {
            if place < all.terms.messages.len() {
                all.terms.messages.remove(place);
            }
        });
        focus_if_lost(ADD);
    });
    let label = Signal::derive(move || t_string!(i18n, waves.message_n, n = place + 1).to_string());
    view! {
        <div class="planrows__one" role="group" aria-label=label data-message=place.to_string()>
            <SelectField label=say!(i18n, waves.to) choices=choices value=to />
            <NumberField
                label=say!(i18n, waves.days_before)
                value=days
                least=0.0
                placeholder=say!(i18n, whom.ask_cost)
            />
            <NumberField
                label=say!(i18n, waves.share)
                hint=say_some!(i18n, waves.share_hint)
                value=share
                least=0.0
                most=Signal::stored(Some(100.0))
                unit_after=Signal::stored(Some("%".to_owned()))
            />
            <Button icon="trash" size="sm" on_press=remove>
                {t!(i18n, waves.remove)}
            </Button>
        </div>
    }
}

/// What a choice is called among the values of the field.
fn key_of(groups: &[AudienceGroup]) -> String {
    match groups {
        [] => ALL.to_owned(),
        [group] => format!("{group:?}"),
        _ => THESE.to_owned(),
    }
}
