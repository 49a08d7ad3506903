//! Waves of invitations: when, to how many, and in which words.

use super::written::write_moment;
use crate::contact::outreach::WaveReach;
use crate::contact::text_message;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactRules;
use crate::domain::day::Day;
use crate::domain::event::{Event, Wave};
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::views::plan::WaveRow;

/// The waves by date, with the people they reach (`reached` in the order of the event).
pub fn order_waves(rules: &ContactRules, event: &Event, reached: &[WaveReach]) -> Vec<WaveRow> {
    let mut waves: Vec<(u32, &Wave, &WaveReach)> = (0..)
        .zip(event.waves.iter().zip(reached))
        .map(|(place, (wave, reach))| (place, wave, reach))
        .collect();
    waves.sort_by_key(|(_, wave, _)| (std::cmp::Reverse(wave.days_before), wave.minute));
    waves
        .into_iter()
        .map(|(place, wave, reach)| (place, wave, reach, moment(rules, event, wave)))
        .map(|(place, wave, reach, (day, minute))| WaveRow {
            day,
            minute,
            place,
            groups: wave.groups.clone(),
            n_people: reach.n_people,
            left_out: reach.left_out,
            n_no_contact: reach.n_no_contact,
            n_not_asked: reach.n_not_asked,
            channel: wave.channel,
            message: wave_message(rules, event, wave),
        })
        .collect()
}

/// When a wave goes out, the quiet hours of now kept; without the event's day, at which minute.
pub fn moment(rules: &ContactRules, event: &Event, wave: &Wave) -> (Option<Day>, u16) {
    let (day, minute) = rules.moment(wave, event.day.unwrap_or_default());
    (event.day.map(|_| day), minute)
}

/// The message as it is sent: with everything filled in that the event knows, and, as a text message,
/// with signature and opt-out line. `{name}`, and what is not known yet, stay as they are.
pub fn wave_message(rules: &ContactRules, event: &Event, wave: &Wave) -> Wording {
    let date = event.day.and_then(|day| write_moment(day, event.start_minute.into()));
    let fill = |text: &str, language| {
        let fields = [
            ("{event}", event.name.trim()),
            ("{place}", event.place.trim()),
            ("{offer}", event.offer.get(language).trim()),
            ("{date}", date.as_ref().map_or("", |date| date.get(language))),
        ];
        let filled = fill_fields(text, &fields);
        match wave.channel {
            Channel::Sms => text_message::complete(&filled, rules, language),
            _ => filled,
        }
    };
    match &wave.message {
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
