//! Whom to invite to an event, when, how and with which words: one row per person and wave.
//!
//! Groups and numbers come from the event, members from `segments::audience`, which leaves out
//! everybody who refused. A refused channel is never used, also by a wave the person belongs to.

use std::collections::BTreeSet;

use super::CsvFile;
use super::customer_list::{channel_name, class_name, header};
use crate::domain::consent::{Channel, Permission};
use crate::domain::customer::Customer;
use crate::domain::event::{AudienceGroup, Event, Wave};
use crate::domain::text::Language;
use crate::planning::write_moment;
use crate::segments::Derived;
use crate::segments::audience::members;
use crate::table::tables::Tables;
use crate::views::table::Column;
use crate::views::workspace::ExportedFile;
use crate::words::export;

/// People outside the workspace have no rows here. Somebody no wave may reach is listed once, without
/// day and channel, so that nobody is forgotten.
pub fn invitations(
    tables: &Tables,
    derived: &Derived,
    event: &Event,
    language: Language,
) -> ExportedFile {
    let mut file = CsvFile::new();
    for column in [Column::Key, Column::Name, Column::Phone, Column::Email, Column::WeChat] {
        file.text_cell(header(&column).get(language));
    }
    let own = [
        export::group(),
        export::invite_on(),
        export::time(),
        export::channel(),
        export::message(),
        export::to_check(),
    ];
    own.iter().for_each(|header| file.text_cell(header.get(language)));
    file.end_row();

    let mut listed = BTreeSet::new();
    for choice in &event.audience {
        let n_invited = choice.n_invited.map_or(usize::MAX, |n| n as usize);
        let waves: Vec<&Wave> =
            event.waves.iter().filter(|wave| wave.groups.contains(&choice.group)).collect();
        for id in members(tables, derived, &choice.group).into_iter().take(n_invited) {
            // A group named twice invites nobody twice.
            let Some(customer) = tables.customers.get(id).filter(|_| listed.insert(id)) else {
                continue;
            };
            let refuses = |wave: &Wave| customer.consent.noted(wave.channel) == Permission::Refused;
            for wave in waves.iter().filter(|wave| !refuses(wave)) {
                write_row(&mut file, customer, &choice.group, event, Some(wave), language);
            }
            if waves.iter().all(|wave| refuses(wave)) {
                write_row(&mut file, customer, &choice.group, event, None, language);
            }
        }
    }
    file.finish(&event.name, export::invitations_file().get(language))
}

fn write_row(
    file: &mut CsvFile,
    customer: &Customer,
    group: &AudienceGroup,
    event: &Event,
    wave: Option<&Wave>,
    language: Language,
) {
    for cell in [&customer.key, &customer.name, &customer.phone, &customer.email, &customer.wechat]
    {
        file.text_cell(cell);
    }
    file.text_cell(&group_name(group, language));
    let Some(wave) = wave else {
        (0..5).for_each(|_| file.text_cell(""));
        return file.end_row();
    };
    let day = event.day.map(|day| day.plus_days(wave.days_before.saturating_neg()).to_string());
    file.text_cell(&day.unwrap_or_default());
    file.text_cell(&format!("{:02}:{:02}", wave.minute / 60 % 24, wave.minute % 60));
    file.text_cell(channel_name(wave.channel).get(language));
    file.text_cell(&merge(wave.message.get(language), customer, event, language));
    let no_contact = export::no_contact();
    file.text_cell(if is_reachable(customer, wave.channel) {
        ""
    } else {
        no_contact.get(language)
    });
    file.end_row();
}

/// Whether there is a contact for the channel. WeChat finds people by their telephone too; no list
/// holds what a letter or a visit needs.
fn is_reachable(customer: &Customer, channel: Channel) -> bool {
    match channel {
        Channel::WeChat => !customer.wechat.is_empty() || !customer.phone.is_empty(),
        Channel::Sms | Channel::Phone => !customer.phone.is_empty(),
        Channel::Email => !customer.email.is_empty(),
        Channel::Post | Channel::InPerson => true,
    }
}

/// Fills in `{name}`, `{event}`, `{date}`, `{place}` and `{offer}` in one walk, so that braces in what
/// is filled in are left alone. A field nothing is known for stays visible, to be completed by hand.
fn merge(message: &str, customer: &Customer, event: &Event, language: Language) -> String {
    let mut merged = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let (before, field_on) = rest.split_at(open);
        merged.push_str(before);
        let Some(close) = field_on.find('}') else {
            rest = field_on;
            break;
        };
        let (field, after) = field_on.split_at(close + 1);
        let filled = match field {
            "{name}" => customer.name.clone(),
            "{event}" => event.name.clone(),
            "{date}" => date_of(event, language),
            "{place}" => event.place.clone(),
            "{offer}" => event.offer.get(language).to_owned(),
            _ => String::new(),
        };
        merged.push_str(if filled.is_empty() { field } else { &filled });
        rest = after;
    }
    merged.push_str(rest);
    merged
}

/// Day and time as people write them; empty while the day is open.
fn date_of(event: &Event, language: Language) -> String {
    let moment = event.day.and_then(|day| write_moment(day, event.start_minute.into()));
    moment.map_or_else(String::new, |moment| moment.get(language).to_owned())
}

fn group_name(group: &AudienceGroup, language: Language) -> String {
    let text = match group {
        AudienceGroup::Class(class) => class_name(*class),
        AudienceGroup::Expected(class) => export::expected(class_name(*class)),
        AudienceGroup::Unplaced => export::unplaced_lead(),
        AudienceGroup::Outside => export::outside(),
    };
    text.get(language).to_owned()
}
