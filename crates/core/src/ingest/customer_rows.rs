//! What a row says of a person, and how that joins what is known. Blanks never erase.

use std::borrow::Cow;

use super::custom_value;
use super::row_reader::TextRow;
use super::values::{cell, contact, date, number, word};
use crate::domain::consent::{Channel, OptOut, Permission};
use crate::domain::customer::{Customer, CustomerNote};
use crate::domain::day::Day;
use crate::views::import::{ColumnRole, DateOrder, Dialect, ValueKind};

/// Between the parts of a fingerprint; no cell holds it.
const GAP: char = '\u{1F}';

/// A column that says something of a person.
struct PersonColumn {
    at: usize,
    role: ColumnRole,
    /// For custom columns.
    field_key: String,
    kind: ValueKind,
    date_order: DateOrder,
}

/// Reads the person out of a row.
pub struct CustomerReader {
    columns: Vec<PersonColumn>,
    dialect: Dialect,
    today: Day,
}

impl CustomerReader {
    /// `field_keys` gives each custom column its field.
    pub fn new(
        columns: &[ColumnRole],
        field_keys: impl Fn(usize) -> Option<String>,
        dialect: &Dialect,
        today: Day,
    ) -> Self {
        let columns = columns
            .iter()
            .enumerate()
            .filter(|(_, role)| is_personal(role))
            .map(|(at, role)| PersonColumn {
                at,
                role: role.clone(),
                field_key: field_keys(at).unwrap_or_default(),
                kind: ValueKind::Text,
                date_order: dialect.date_order_of(at),
            })
            .filter(|column| {
                !matches!(column.role, ColumnRole::Custom { .. }) || !column.field_key.is_empty()
            })
            .collect();
        Self { columns, dialect: dialect.clone(), today }
    }

    /// What the file's columns look like; custom fields are written by it.
    pub fn know_kinds(&mut self, kinds: &[ValueKind]) {
        for column in &mut self.columns {
            column.kind = kinds.get(column.at).copied().unwrap_or(ValueKind::Text);
        }
    }

    /// The cells of a row that `read` looks at.
    pub fn cells<'a>(&self, row: &TextRow<'a>) -> impl Iterator<Item = &'a str> {
        self.columns.iter().map(move |column| row.cell(column.at))
    }

    /// Is there more about people than their number? Then a row without an order still says something.
    pub fn describes_people(&self) -> bool {
        self.columns.iter().any(|column| column.role != ColumnRole::CustomerKey)
    }

    /// All that the file's columns have of a person, where a person has one of each: two people are
    /// alike to the file if this is the same. Tags, notes and consent, which add up, are not in it.
    pub fn fingerprint(&self, customer: &Customer) -> String {
        let mut all = String::new();
        for column in &self.columns {
            let text: Cow<'_, str> = match &column.role {
                ColumnRole::CustomerKey => customer.key.as_str().into(),
                ColumnRole::Name => customer.name.as_str().into(),
                ColumnRole::Phone => customer.phone.as_str().into(),
                ColumnRole::Email => customer.email.as_str().into(),
                ColumnRole::WeChat => customer.wechat.as_str().into(),
                ColumnRole::Company => customer.company.as_str().into(),
                ColumnRole::CompanyId => customer.company_id.as_str().into(),
                ColumnRole::Region => customer.region.as_str().into(),
                ColumnRole::Sex => customer.sex.as_str().into(),
                ColumnRole::LeadSource => customer.lead_source.as_str().into(),
                ColumnRole::ReferredBy => customer.referred_by_key.as_str().into(),
                ColumnRole::BirthYear => format!("{:?}", customer.birth_year).into(),
                ColumnRole::KnownSince => format!("{:?}", customer.known_since).into(),
                ColumnRole::Member => format!("{:?}", customer.member).into(),
                ColumnRole::Stage => format!("{:?}", customer.stage).into(),
                ColumnRole::Budget => format!("{:?}", customer.budget).into(),
                ColumnRole::SpendingPower => format!("{:?}", customer.spending_power).into(),
                ColumnRole::Custom { .. } => {
                    customer.fields.get(&column.field_key).map_or("", String::as_str).into()
                }
                _ => continue,
            };
            all.push_str(&text);
            all.push(GAP);
        }
        all
    }

    /// Everything the row says of its person. Cells that cannot be read are left out, their columns
    /// added to `unread`.
    pub fn read(&self, row: &TextRow<'_>, unread: &mut Vec<usize>) -> Customer {
        let mut customer = Customer::default();
        for column in &self.columns {
            let text = match column.role {
                ColumnRole::Note => cell::clean(row.cell(column.at)),
                _ => cell::clean_line(row.cell(column.at)),
            };
            if !text.is_empty() && self.set(&mut customer, column, &text).is_none() {
                unread.push(column.at);
            }
        }
        if customer.consent.opted_out() {
            // Said of a channel as well, as exported files do, it is no refusal of that channel: it
            // may be taken back as one.
            for column in &self.columns {
                if let Some(channel) = channel_of(&column.role)
                    && word::is_opted_out(row.cell(column.at))
                {
                    customer.consent.channels.remove(&channel);
                }
            }
        }
        customer
    }

    /// `None` if the text cannot be read as what the column is.
    fn set(&self, customer: &mut Customer, column: &PersonColumn, text: &str) -> Option<()> {
        match &column.role {
            ColumnRole::CustomerKey => customer.key = text.to_owned(),
            // The other part of the name may have come before.
            ColumnRole::Name => customer.name = full_name(text, &customer.name),
            ColumnRole::FamilyName => customer.name = full_name(&customer.name, text),
            // What an order platform leaves of a number reaches nobody and tells nobody apart, and is
            // all the same what the shop asks for at the counter.
            ColumnRole::Phone if contact::is_masked_phone(text) => {
                let text = format!("☎ {text}");
                customer.notes.push(CustomerNote { day: self.today, text });
            }
            ColumnRole::Phone => {
                contact::normalise_phone(text)?;
                customer.phone = text.to_owned();
            }
            ColumnRole::Email => {
                contact::normalise_email(text)?;
                customer.email = text.to_owned();
            }
            ColumnRole::WeChat => customer.wechat = text.to_owned(),
            ColumnRole::Company => customer.company = text.to_owned(),
            ColumnRole::CompanyId => customer.company_id = text.to_owned(),
            ColumnRole::Region => customer.region = text.to_owned(),
            ColumnRole::Sex => customer.sex = text.to_owned(),
            ColumnRole::BirthYear => {
                customer.birth_year =
                    Some(date::read_birth_year(text, column.date_order, self.today)?);
            }
            ColumnRole::LeadSource => customer.lead_source = text.to_owned(),
            ColumnRole::KnownSince => {
                customer.known_since = Some(date::read(text, column.date_order)?.day);
            }
            ColumnRole::Member => customer.member = Some(word::read_member(text)?),
            ColumnRole::Stage => customer.stage = Some(word::read_stage(text)?),
            ColumnRole::Budget => {
                customer.budget = Some(number::read_money(text, self.dialect.decimal_mark)?);
            }
            ColumnRole::SpendingPower => {
                customer.spending_power = Some(word::read_spending_power(text)?)
            }
            ColumnRole::ReferredBy => customer.referred_by_key = text.to_owned(),
            ColumnRole::Tags => {
                let tags = text.split([',', ';', '|', '/', '，', '；', '、']);
                let tags = tags.map(|tag| tag.trim().trim_matches('"').trim());
                customer.tags = tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
            }
            ColumnRole::Note => {
                customer.notes.push(CustomerNote { day: self.today, text: text.to_owned() });
            }
            ColumnRole::OptedOut => {
                customer.consent.opt_out = word::read_yes_no(text)?.then(OptOut::default);
            }
            ColumnRole::Custom { .. } => {
                let value = custom_value::plain(
                    text,
                    column.kind,
                    column.date_order,
                    self.dialect.decimal_mark,
                );
                if !value.is_empty() {
                    customer.fields.insert(column.field_key.clone(), value.into_owned());
                }
            }
            role => {
                if let Some(channel) = channel_of(role) {
                    permit(customer, channel, text)?;
                }
            }
        }
        Some(())
    }
}

/// 林 + 雨晴, Anna + Fischer.
fn full_name(given: &str, family: &str) -> String {
    let is_han = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    match (given, family) {
        (name, "") | ("", name) => name.to_owned(),
        _ if is_han(given) && is_han(family) => format!("{family}{given}"),
        _ => format!("{given} {family}"),
    }
}

/// Is this column about the person rather than about an order?
fn is_personal(role: &ColumnRole) -> bool {
    !matches!(
        role,
        ColumnRole::Skip
            | ColumnRole::OrderKey
            | ColumnRole::OrderDate
            | ColumnRole::OrderAmount
            | ColumnRole::OrderTotal
            | ColumnRole::OrderDiscount
            | ColumnRole::OrderCost
            | ColumnRole::OrderStatus
            | ColumnRole::ProductKey
            | ColumnRole::ProductName
            | ColumnRole::Category
            | ColumnRole::Quantity
    )
}

/// The channel whose consent stands in the column.
fn channel_of(role: &ColumnRole) -> Option<Channel> {
    Some(match role {
        ColumnRole::ConsentWeChat => Channel::WeChat,
        ColumnRole::ConsentSms => Channel::Sms,
        ColumnRole::ConsentPhone => Channel::Phone,
        ColumnRole::ConsentEmail => Channel::Email,
        ColumnRole::ConsentPost => Channel::Post,
        ColumnRole::ConsentInPerson => Channel::InPerson,
        _ => return None,
    })
}

fn permit(customer: &mut Customer, channel: Channel, text: &str) -> Option<()> {
    let permission = word::read_permission(text)?;
    if permission != Permission::Unknown {
        customer.consent.set(channel, permission);
    }
    Some(())
}

/// Takes over what `row` says; returns whether anything changed. What the row leaves empty stays, an
/// opt-out is never taken back, tags and notes are added to.
pub fn merge(known: &mut Customer, row: Customer) -> bool {
    let mut changed = false;
    let same_phone = !row.phone.is_empty()
        && contact::normalise_phone(&known.phone) == contact::normalise_phone(&row.phone);
    let same_email = !row.email.is_empty()
        && contact::normalise_email(&known.email) == contact::normalise_email(&row.email);
    let texts = [
        (&mut known.key, row.key, false),
        (&mut known.name, row.name, false),
        (&mut known.phone, row.phone, same_phone),
        (&mut known.email, row.email, same_email),
        (&mut known.wechat, row.wechat, false),
        (&mut known.company, row.company, false),
        (&mut known.company_id, row.company_id, false),
        (&mut known.region, row.region, false),
        (&mut known.sex, row.sex, false),
        (&mut known.lead_source, row.lead_source, false),
        (&mut known.referred_by_key, row.referred_by_key, false),
    ];
    for (known, said, same) in texts {
        if !said.is_empty() && !same && *known != said {
            *known = said;
            changed = true;
        }
    }
    changed |= take_over(&mut known.birth_year, row.birth_year);
    changed |= take_over(&mut known.known_since, row.known_since);
    changed |= take_over(&mut known.member, row.member);
    changed |= take_over(&mut known.stage, row.stage);
    changed |= take_over(&mut known.budget, row.budget);
    changed |= take_over(&mut known.spending_power, row.spending_power);
    for (channel, said) in row.consent.channels {
        if known.consent.noted(channel) != said.permission {
            known.consent.set(channel, said);
            changed = true;
        }
    }
    if row.consent.opt_out.is_some() && !known.consent.opted_out() {
        known.consent.opt_out = row.consent.opt_out;
        changed = true;
    }
    for tag in row.tags {
        if !known.tags.contains(&tag) {
            known.tags.push(tag);
            changed = true;
        }
    }
    for note in row.notes {
        if !known.notes.iter().any(|old| old.text == note.text) {
            known.notes.push(note);
            changed = true;
        }
    }
    for (key, value) in row.fields {
        if known.fields.get(&key) != Some(&value) {
            known.fields.insert(key, value);
            changed = true;
        }
    }
    changed
}

/// Are these two names of one person? Space and case tell nobody apart.
pub fn names_agree(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    one == other || one.is_empty() || other.is_empty() || plain(one) == plain(other)
}

fn take_over<T: PartialEq>(known: &mut Option<T>, said: Option<T>) -> bool {
    let changes = said.is_some() && *known != said;
    if changes {
        *known = said;
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::domain::consent::{Channel, OptOut, Permission};
    use crate::domain::customer::Customer;

    fn lin() -> Customer {
        Customer {
            key: "7".into(),
            name: "林雨晴".into(),
            phone: "13800138000".into(),
            ..Customer::default()
        }
    }

    #[test]
    fn blanks_never_erase_and_the_same_is_no_change() {
        let mut known = lin();
        assert!(!merge(
            &mut known,
            Customer { phone: "+86 138 0013 8000".into(), ..Customer::default() }
        ));
        assert_eq!(known, lin());
    }

    #[test]
    fn later_values_replace_and_tags_add_up() {
        let mut known = Customer { tags: vec!["狗".into()], ..lin() };
        let row = Customer {
            region: "柳荫公寓".into(),
            member: Some(true),
            tags: vec!["狗".into(), "猫".into()],
            ..Customer::default()
        };
        assert!(merge(&mut known, row.clone()));
        assert_eq!((known.region.as_str(), known.member), ("柳荫公寓", Some(true)));
        assert_eq!(known.tags, ["狗", "猫"]);
        assert!(!merge(&mut known, row));
    }

    #[test]
    fn an_opt_out_stays() {
        let mut known = lin();
        known.consent.opt_out = Some(OptOut::default());
        let mut row = Customer::default();
        row.consent.set(Channel::Sms, Permission::Granted);
        assert!(merge(&mut known, row));
        assert!(known.consent.opted_out());
    }
}
