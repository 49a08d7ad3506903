//! Whom to invite to an event, when, how and with which words: one row per person and wave.
//!
//! Who is on it, and by which waves they are reached, is `contact::outreach`'s: nobody is here who is
//! blocked, refuses the channel or is contacted often enough.

use std::collections::BTreeSet;

use super::CsvFile;
use crate::contact::outreach::{Invitee, Outreach, has_contact};
use crate::contact::text_message;
use crate::domain::consent::{Channel, Permission};
use crate::domain::contact_rules::ContactRules;
use crate::domain::customer::Customer;
use crate::domain::event::{AudienceGroup, Event, Wave};
use crate::domain::ids::CustomerId;
use crate::domain::text::Language;
use crate::export::sheets::{channel_name, class_name, header, permission_name};
use crate::planning::{moment, write_moment};
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::table::Column;
use crate::views::workspace::ExportedFile;
use crate::words::export;

/// People outside the workspace have no rows here. Somebody whose group is in no wave yet is listed
/// once, without day and channel, so that nobody is forgotten. Who was left out by lot stands at the end,
/// marked and without any contact, so that nobody invites them unawares.
pub fn invitations(
    tables: &Tables,
    derived: &Derived,
    outreach: &Outreach,
    held_out: &BTreeSet<CustomerId>,
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
        export::permission(),
        export::permission_day(),
        export::permission_source(),
        export::permission_purpose(),
        export::message(),
        export::to_check(),
    ];
    own.iter().for_each(|header| file.text_cell(header.get(language)));
    file.end_row();
    let row = Row { rules: &tables.facts.contact, event, language };
    for invitee in &outreach.invitees {
        let id = derived.ids.get(invitee.place);
        let Some(customer) = id.and_then(|id| tables.customers.get(*id)) else { continue };
        for wave in &invitee.waves {
            row.write(&mut file, customer, invitee, Some(&event.waves[*wave]));
        }
        if invitee.waves.is_empty() {
            row.write(&mut file, customer, invitee, None);
        }
    }
    let held_out = held_out.iter().filter_map(|id| tables.customers.get(*id));
    held_out.for_each(|customer| row.write_held_out(&mut file, customer));
    file.finish(&event.name, export::invitations_file().get(language))
}

/// What all rows of a list share.
struct Row<'a> {
    rules: &'a ContactRules,
    event: &'a Event,
    language: Language,
}

impl Row<'_> {
    fn write(
        &self,
        file: &mut CsvFile,
        customer: &Customer,
        invitee: &Invitee,
        wave: Option<&Wave>,
    ) {
        let contacts = self.contacts(customer, wave.map(|wave| wave.channel));
        for cell in [&*customer.key, &*customer.name].into_iter().chain(contacts) {
            file.text_cell(cell);
        }
        file.text_cell(&group_name(&invitee.group, self.language));
        let Some(wave) = wave else {
            (0..8).for_each(|_| file.text_cell(""));
            file.text_cell(export::in_no_wave().get(self.language));
            return file.end_row();
        };
        let (day, minute) = moment(self.rules, self.event, wave);
        file.text_cell(&day.map(|day| day.to_string()).unwrap_or_default());
        file.text_cell(&format!("{:02}:{:02}", minute / 60 % 24, minute % 60));
        file.text_cell(channel_name(wave.channel).get(self.language));
        let said = customer.consent.channels.get(&wave.channel).cloned().unwrap_or_default();
        file.text_cell(permission_name(said.permission).get(self.language));
        file.text_cell(&said.day.map(|day| day.to_string()).unwrap_or_default());
        file.text_cell(&said.source);
        file.text_cell(&said.purpose);
        file.text_cell(&self.text(wave, customer));
        let mut to_check = Vec::new();
        if !has_contact(customer, wave.channel) {
            to_check.push(export::no_contact());
        }
        if said.permission == Permission::Unknown {
            to_check.push(export::ask_permission());
        }
        if minute != wave.minute {
            to_check.push(export::out_of_quiet_hours());
        }
        let to_check: Vec<&str> = to_check.iter().map(|what| what.get(self.language)).collect();
        file.text_cell(&to_check.join("; "));
        file.end_row();
    }

    fn write_held_out(&self, file: &mut CsvFile, customer: &Customer) {
        for cell in [&*customer.key, &*customer.name] {
            file.text_cell(cell);
        }
        (0..12).for_each(|_| file.text_cell(""));
        file.text_cell(export::held_out().get(self.language));
        file.end_row();
    }

    /// Telephone, mail and WeChat: that of the wave, without which nobody could be reached, and of the
    /// others those that one of their channels may be used for.
    fn contacts<'c>(&self, customer: &'c Customer, wave: Option<Channel>) -> [&'c str; 3] {
        let is_open =
            |channel: &Channel| self.rules.hindrance(&customer.consent, *channel).is_none();
        // Who has told no WeChat id is found there by telephone.
        let finds_by_phone = wave == Some(Channel::WeChat) && customer.wechat.is_empty();
        let contact = |contact: &'c str, channels: &[Channel], is_way: bool| {
            let is_shown =
                is_way || channels.iter().any(|channel| wave == Some(*channel) || is_open(channel));
            if is_shown { contact } else { "" }
        };
        [
            contact(&customer.phone, &[Channel::Phone, Channel::Sms], finds_by_phone),
            contact(&customer.email, &[Channel::Email], false),
            contact(&customer.wechat, &[Channel::WeChat], false),
        ]
    }

    /// The message to this customer as it is sent.
    fn text(&self, wave: &Wave, customer: &Customer) -> String {
        let text = merge(wave.message.get(self.language), customer, self.event, self.language);
        match wave.channel {
            Channel::Sms => text_message::complete(&text, self.rules, self.language),
            _ => text,
        }
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
        AudienceGroup::Unplaced => export::unplaced(),
        AudienceGroup::Outside => export::outside(),
    };
    text.get(language).to_owned()
}
