//! Waves of invitations: when, to how many, and in which words.

use std::collections::BTreeSet;

use super::written::write_moment;
use crate::domain::event::{AudienceGroup, Event, Wave};
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::forecast::InvitedGroup;
use crate::views::plan::WaveRow;

/// The people a wave goes to. A group named twice counts once; a group the event does not invite
/// counts nobody.
pub fn count_wave(wave: &Wave, groups: &[InvitedGroup]) -> u32 {
    let named: BTreeSet<&AudienceGroup> = wave.groups.iter().collect();
    groups
        .iter()
        .filter(|group| named.contains(&group.group))
        .fold(0, |sum, group| sum.saturating_add(group.n_invited))
}

/// The waves by date, with the people they go to.
pub fn order_waves(event: &Event, groups: &[InvitedGroup]) -> Vec<WaveRow> {
    let mut waves: Vec<&Wave> = event.waves.iter().collect();
    waves.sort_by_key(|wave| (std::cmp::Reverse(wave.days_before), wave.minute));
    waves
        .into_iter()
        .map(|wave| WaveRow {
            day: event.day.map(|day| day.plus_days(wave.days_before.saturating_neg())),
            minute: wave.minute,
            groups: wave.groups.clone(),
            n_people: count_wave(wave, groups),
            channel: wave.channel,
            message: invitation_message(event, &wave.message),
        })
        .collect()
}

/// The message with everything filled in that the event knows; `{name}`, and what is not known yet,
/// stay as they are.
pub fn invitation_message(event: &Event, message: &Wording) -> Wording {
    let date = event.day.and_then(|day| write_moment(day, event.start_minute.into()));
    let fill = |text: &str, language| {
        let fields = [
            ("{event}", event.name.trim()),
            ("{place}", event.place.trim()),
            ("{offer}", event.offer.get(language).trim()),
            ("{date}", date.as_ref().map_or("", |date| date.get(language))),
        ];
        fill_fields(text, &fields)
    };
    match message {
        Wording::Guide(text) => {
            Wording::Guide(Text::new(fill(&text.en, Language::En), fill(&text.zh, Language::Zh)))
        }
        Wording::Own(text) => {
            let is_chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let language = if is_chinese { Language::Zh } else { Language::En };
            Wording::Own(fill(text, language))
        }
    }
}

/// One pass from left to right, so that a field's content is never read as a field itself.
fn fill_fields(text: &str, fields: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            fields.iter().find(|(field, value)| rest.starts_with(field) && !value.is_empty());
        let (written, n_read) = known.map_or(("{", 1), |(field, value)| (*value, field.len()));
        filled.push_str(written);
        rest = &rest[n_read..];
    }
    filled.push_str(rest);
    filled
}
