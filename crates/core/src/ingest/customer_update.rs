//! How what a row says of a person joins what is known, column by column and by the rules of the
//! import. Must not know how anybody is recognised.
//!
//! Blanks never erase unless a column is told to. Whatever the rules: an opt-out is always taken over
//! and never taken back, and a refusal gives way only to a permission that was given later. What holds
//! only because nobody could read it gives way to whatever can be read. A permission holds for the contact
//! it was given for.

use super::customer_rows::{CustomerReader, PersonColumn, PersonRow, channels_of};
use super::values::contact;
use crate::contact::given_for::{is_replaced, take_back_stale};
use crate::domain::consent::{Channel, ChannelConsent, Consent, ConsentFact, OptOut, Permission};
use crate::domain::customer::{ClassOverride, Customer};
use crate::domain::day::Day;
use crate::domain::reason::add_missing;
use crate::matching::contact::HomeCountry;
use crate::views::import::{ColumnRole, ConsentAbout, FieldPolicy};

/// What a row made of a known person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    pub changed: bool,
    /// The row permits what this person has refused; the refusal stays.
    pub kept_refusal: bool,
    /// The contact changes for which a channel was permitted: it is not any more.
    pub took_back: bool,
}

impl CustomerReader {
    /// Takes over what `row` says. `before` is the person as known before the file, if at all: only
    /// they are held to the policies, and later rows of a file win over earlier ones. `merged` are the
    /// records that became this person: what one of them said has been decided on.
    pub fn update(
        &self,
        known: &mut Customer,
        row: PersonRow,
        before: Option<&Customer>,
        merged: &[Customer],
    ) -> Updated {
        let grants = |customer: &Customer| {
            let mut said = customer.consent.channels.values();
            said.any(|said| said.permission == Permission::Granted)
        };
        let spoke_of =
            (grants(known) || grants(&row.customer)).then(|| (known.clone(), row.customer.clone()));
        let mut update = RowUpdate { known, row, before, merged, updated: Updated::default() };
        // Contacts first: what a permission was given for decides whether it counts.
        for column in self.columns.iter().filter(|column| is_contact(&column.role)) {
            update.take(column);
        }
        if let Some((was, said)) = &spoke_of {
            update.settle_permissions(was, said, self.home);
        }
        for column in self.columns.iter().filter(|column| !is_contact(&column.role)) {
            update.take(column);
        }
        let RowUpdate { known, mut updated, .. } = update;
        // What the row permits anew, or refuses, is no loss of its contact.
        updated.took_back &= spoke_of.is_some_and(|(was, _)| {
            let mut said = was.consent.channels.iter();
            said.any(|(channel, said)| {
                said.permission == Permission::Granted
                    && known.consent.noted(*channel) == Permission::Unknown
            })
        });
        updated
    }

    /// Would the row change nothing of this person, if everything it says were taken over?
    pub fn says_nothing_new(&self, known: &Customer, row: &Customer) -> bool {
        let permitted_by_day = Channel::ALL.to_vec();
        let row = PersonRow { customer: row.clone(), permitted_by_day, ..PersonRow::default() };
        !self.update(&mut known.clone(), row, None, &[]).changed
    }
}

/// A row on its way into a person; see [`CustomerReader::update`].
struct RowUpdate<'a> {
    known: &'a mut Customer,
    row: PersonRow,
    before: Option<&'a Customer>,
    merged: &'a [Customer],
    updated: Updated,
}

impl RowUpdate<'_> {
    fn take(&mut self, column: &PersonColumn) {
        let is_open = self.is_open(column);
        let Self { known, row, updated, .. } = self;
        let PersonRow { customer: row, erased, denies_opt_out, permitted_by_day, .. } = row;
        let mut channels = channels_of(&column.role);
        channels.extend(day_of(&column.role).filter(|channel| permitted_by_day.contains(channel)));
        if !channels.is_empty() {
            for channel in channels {
                if let Some(said) = row.consent.channels.get(&channel) {
                    take_permission(&mut known.consent, channel, said, is_open, updated);
                }
            }
        } else if tells_of_opt_outs(&column.role) {
            let said = row.consent.opt_out.take();
            updated.changed |= take_opt_out(&mut known.consent, said, *denies_opt_out);
        } else if is_open {
            updated.changed |= match erased.contains(&column.at) {
                true => empty(column, known),
                false => take_over(column, known, row),
            };
        }
    }

    /// May the column change what is known?
    fn is_open(&self, column: &PersonColumn) -> bool {
        let is_decided = !self.merged.is_empty() && {
            let said = column.value_of(&self.row.customer).filter(|said| !said.is_empty());
            said.is_some_and(|said| {
                self.merged.iter().any(|part| column.value_of(part).as_ref() == Some(&said))
            })
        };
        match (self.before, column.policy) {
            _ if is_decided => false,
            (None, _) | (_, FieldPolicy::Overwrite) => true,
            (Some(_), FieldPolicy::Keep) => false,
            (Some(before), FieldPolicy::FillBlanks) => {
                adds_up(&column.role) || !says_something(column, before)
            }
        }
    }

    /// The contacts are what they will be: what was permitted for one that is gone, and what the row
    /// permits for one that is not taken over, counts no more.
    fn settle_permissions(&mut self, was: &Customer, said: &Customer, home: Option<HomeCountry>) {
        let Self { known, row, updated, .. } = self;
        updated.took_back = take_back_stale(was, known, home);
        updated.changed |= updated.took_back;
        row.customer.consent.channels.retain(|channel, given| {
            given.permission != Permission::Granted || !is_replaced(said, known, *channel, home)
        });
    }
}

fn is_contact(role: &ColumnRole) -> bool {
    matches!(role, ColumnRole::Phone | ColumnRole::Email | ColumnRole::WeChat)
}

fn tells_of_opt_outs(role: &ColumnRole) -> bool {
    let day = ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Day);
    *role == ColumnRole::OptedOut || *role == day
}

/// The channel on whose permission's day the column speaks.
fn day_of(role: &ColumnRole) -> Option<Channel> {
    match role {
        ColumnRole::ConsentFact(ConsentAbout::Channel(channel), ConsentFact::Day) => Some(*channel),
        _ => None,
    }
}

/// Whatever is said decides one that nobody has decided; returns whether anything changed.
fn take_opt_out(consent: &mut Consent, said: Option<OptOut>, is_denied: bool) -> bool {
    let is_open = consent.opt_out.as_ref().is_none_or(OptOut::is_undecided);
    let after = match said {
        Some(said) if consent.opt_out.is_none() || !said.is_undecided() => Some(said),
        None if is_denied => None,
        _ => return false,
    };
    let changes = is_open && consent.opt_out != after;
    if changes {
        consent.opt_out = after;
    }
    changes
}

/// A permission stands or falls with when it was given: see the head of this file.
fn take_permission(
    consent: &mut Consent,
    channel: Channel,
    said: &ChannelConsent,
    is_open: bool,
    updated: &mut Updated,
) {
    let known = consent.channels.entry(channel).or_default();
    let before = known.clone();
    match (known.permission, said.permission) {
        (Permission::Refused, _) if said.is_undecided() => {}
        (_, Permission::Refused) if known.is_undecided() => known.clone_from(said),
        (_, Permission::Granted) if known.is_undecided() && is_open => known.clone_from(said),
        (now, said_now) if now == said_now => {
            known.day = known.day.or(said.day);
            fill(&mut known.source, &said.source);
            fill(&mut known.purpose, &said.purpose);
        }
        (Permission::Refused, _) if !is_later(said.day, known.day) => {
            updated.kept_refusal = true;
        }
        (_, Permission::Refused) => known.clone_from(said),
        _ if is_open => known.clone_from(said),
        _ => {}
    }
    updated.changed |= *known != before;
    if *known == ChannelConsent::default() {
        consent.channels.remove(&channel);
    }
}

fn is_later(said: Option<Day>, known: Option<Day>) -> bool {
    said.zip(known).is_some_and(|(said, known)| said > known)
}

pub(super) fn fill(known: &mut String, said: &str) {
    if known.is_empty() {
        known.push_str(said);
    }
}

/// Fields that hold many things, to which a row adds.
fn adds_up(role: &ColumnRole) -> bool {
    matches!(role, ColumnRole::Tags | ColumnRole::Reasons | ColumnRole::Note)
}

fn is_name(role: &ColumnRole) -> bool {
    matches!(role, ColumnRole::Name | ColumnRole::FamilyName)
}

/// The text that a column stands for, where it is one.
fn text_of<'a>(column: &PersonColumn, customer: &'a mut Customer) -> Option<&'a mut String> {
    Some(match &column.role {
        ColumnRole::CustomerKey => &mut customer.key,
        ColumnRole::Name | ColumnRole::FamilyName => &mut customer.name,
        ColumnRole::Phone => &mut customer.phone,
        ColumnRole::Email => &mut customer.email,
        ColumnRole::WeChat => &mut customer.wechat,
        ColumnRole::Company => &mut customer.company,
        ColumnRole::CompanyId => &mut customer.company_id,
        ColumnRole::Region => &mut customer.region,
        ColumnRole::Sex => &mut customer.sex,
        ColumnRole::Occupation => &mut customer.occupation,
        ColumnRole::Personality => &mut customer.personality,
        ColumnRole::LeadSource => &mut customer.lead_source,
        ColumnRole::ReferredBy => &mut customer.referred_by_key,
        _ => return None,
    })
}

fn says_something(column: &PersonColumn, customer: &Customer) -> bool {
    match &column.role {
        ColumnRole::CustomerKey => !customer.key.is_empty(),
        ColumnRole::Name | ColumnRole::FamilyName => !customer.name.is_empty(),
        ColumnRole::Phone => !customer.phone.is_empty(),
        ColumnRole::Email => !customer.email.is_empty(),
        ColumnRole::WeChat => !customer.wechat.is_empty(),
        ColumnRole::Company => !customer.company.is_empty(),
        ColumnRole::CompanyId => !customer.company_id.is_empty(),
        ColumnRole::Region => !customer.region.is_empty(),
        ColumnRole::Sex => !customer.sex.is_empty(),
        ColumnRole::Occupation => !customer.occupation.is_empty(),
        ColumnRole::Personality => !customer.personality.is_empty(),
        ColumnRole::LeadSource => !customer.lead_source.is_empty(),
        ColumnRole::ReferredBy => !customer.referred_by_key.is_empty(),
        ColumnRole::BirthYear => customer.birth_year.is_some(),
        ColumnRole::KnownSince => customer.known_since.is_some(),
        ColumnRole::Member => customer.member.is_some(),
        ColumnRole::Stage => customer.stage.is_some(),
        ColumnRole::ClassByHand => customer.class_override.is_some(),
        ColumnRole::Keeping(question) => customer.keeping.contains_key(question),
        ColumnRole::Budget => customer.budget.is_some(),
        ColumnRole::SpendingPower => customer.spending_power.is_some(),
        ColumnRole::Tags => !customer.tags.is_empty(),
        ColumnRole::Reasons => !customer.reasons.is_empty(),
        ColumnRole::Note => !customer.notes.is_empty(),
        ColumnRole::Custom { .. } => {
            customer.fields.get(&column.field_key).is_some_and(|value| !value.is_empty())
        }
        role => channels_of(role)
            .into_iter()
            .chain(day_of(role))
            .any(|channel| customer.consent.noted(channel) != Permission::Unknown),
    }
}

/// Moves what the row has in this column to the person; returns whether that changed anything.
fn take_over(column: &PersonColumn, known: &mut Customer, row: &mut Customer) -> bool {
    match &column.role {
        ColumnRole::BirthYear => take(&mut known.birth_year, row.birth_year.take()),
        ColumnRole::KnownSince => take(&mut known.known_since, row.known_since.take()),
        ColumnRole::Member => take(&mut known.member, row.member.take()),
        ColumnRole::Stage => take(&mut known.stage, row.stage.take()),
        ColumnRole::ClassByHand => take_class(known, row.class_override.take()),
        ColumnRole::Keeping(question) => match row.keeping.remove(question) {
            Some(yes) => known.keeping.insert(*question, yes) != Some(yes),
            None => false,
        },
        ColumnRole::Budget => take(&mut known.budget, row.budget.take()),
        ColumnRole::SpendingPower => take(&mut known.spending_power, row.spending_power.take()),
        ColumnRole::Tags => {
            let n_before = known.tags.len();
            for tag in row.tags.drain(..) {
                if !known.tags.contains(&tag) {
                    known.tags.push(tag);
                }
            }
            known.tags.len() > n_before
        }
        ColumnRole::Reasons => add_missing(&mut known.reasons, row.reasons.drain(..)),
        ColumnRole::Note => add_notes(known, row),
        // Half of a number is a note.
        ColumnRole::Phone => take_text(column, known, row) | add_notes(known, row),
        ColumnRole::Custom { .. } => match row.fields.remove(&column.field_key) {
            Some(said) if known.fields.get(&column.field_key) != Some(&said) => {
                known.fields.insert(column.field_key.clone(), said);
                true
            }
            _ => false,
        },
        _ => take_text(column, known, row),
    }
}

/// Why a class was set goes with it, and stays where the row says only the class again.
fn take_class(known: &mut Customer, said: Option<ClassOverride>) -> bool {
    let said = said.map(|mut said| {
        let same = known.class_override.as_ref().filter(|known| known.class == said.class);
        fill(&mut said.note, same.map_or("", |known| &known.note));
        said
    });
    take(&mut known.class_override, said)
}

fn add_notes(known: &mut Customer, row: &mut Customer) -> bool {
    let n_before = known.notes.len();
    for note in row.notes.drain(..) {
        if !known.notes.iter().any(|old| old.text == note.text) {
            known.notes.push(note);
        }
    }
    known.notes.len() > n_before
}

fn take_text(column: &PersonColumn, known: &mut Customer, row: &mut Customer) -> bool {
    let Some(said) = text_of(column, row).map(std::mem::take) else { return false };
    let Some(known) = text_of(column, known) else { return false };
    let contact_of: Option<fn(&str) -> Option<String>> = match &column.role {
        ColumnRole::Phone => Some(contact::normalise_phone),
        ColumnRole::Email => Some(contact::normalise_email),
        ColumnRole::CompanyId => Some(contact::normalise_company_id),
        _ => None,
    };
    // A name, a number or an address written otherwise is the same one; half of one is no better.
    let is_no_better = contact_of
        .zip(contact_of.and_then(|contact_of| contact_of(known)))
        .is_some_and(|(contact_of, usable)| contact_of(&said).is_none_or(|said| said == usable));
    let is_no_better =
        is_no_better || (is_name(&column.role) && !known.is_empty() && names_agree(known, &said));
    let changes = !said.is_empty() && *known != said && !is_no_better;
    if changes {
        *known = said;
    }
    changes
}

/// Empties the field; returns whether anything stood there.
fn empty(column: &PersonColumn, known: &mut Customer) -> bool {
    let changes = says_something(column, known);
    match &column.role {
        ColumnRole::BirthYear => known.birth_year = None,
        ColumnRole::KnownSince => known.known_since = None,
        ColumnRole::Member => known.member = None,
        ColumnRole::Stage => known.stage = None,
        ColumnRole::ClassByHand => known.class_override = None,
        ColumnRole::Keeping(question) => _ = known.keeping.remove(question),
        ColumnRole::Budget => known.budget = None,
        ColumnRole::SpendingPower => known.spending_power = None,
        // A part of the name is not the name.
        ColumnRole::FamilyName => return false,
        ColumnRole::Tags => known.tags.clear(),
        ColumnRole::Reasons => known.reasons.clear(),
        ColumnRole::Note => known.notes.clear(),
        ColumnRole::Custom { .. } => {
            known.fields.remove(&column.field_key);
        }
        _ => match text_of(column, known) {
            Some(text) => text.clear(),
            None => return false,
        },
    }
    changes
}

/// A later value replaces; nothing never does.
fn take<T: PartialEq>(known: &mut Option<T>, said: Option<T>) -> bool {
    let changes = said.is_some() && *known != said;
    if changes {
        *known = said;
    }
    changes
}

/// Are these two names of one person? Space and case tell nobody apart.
pub fn names_agree(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    one == other || one.is_empty() || other.is_empty() || plain(one) == plain(other)
}
