//! What a row says of a person. Must not know who is known already: `customer_update` does.

use std::borrow::Cow;

use super::column_check::MOST_YEARS;
use super::consent_cells::{ConsentCells, holds_back, is_of_consent};
use super::custom_value;
use super::row_reader::TextRow;
use super::spelt_out;
use super::values::date::{self, DateReading};
use super::values::{cell, contact, number, word};
use crate::domain::consent::{Channel, ConsentFact};
use crate::domain::customer::{ClassOverride, Customer, CustomerNote, split_tags};
use crate::domain::dated_notes;
use crate::domain::day::Day;
use crate::domain::letters::half_width;
use crate::domain::personality::canonical_personality;
use crate::domain::reason::add_missing;
use crate::domain::text::Language;
use crate::domain::workspace::{CustomField, FieldKind, WorkspaceFacts};
use crate::domain::zone::Zone;
use crate::matching::MatchSettings;
use crate::matching::contact::HomeCountry;
use crate::playbooks::reason_cell;
use crate::views::import::{
    ColumnRole, ConsentAbout, ConsentNote, Dialect, FieldPolicy, ImportMapping, ValueKind,
};

/// Before what is left of a telephone number, in a note.
const HALF_NUMBER: &str = "☎ ";
/// Before a further address of somebody who gave several, in a note.
const FURTHER_EMAIL: &str = "✉ ";
/// Between the parts of a fingerprint; no cell holds it.
const GAP: char = '\u{1F}';

/// What is left of the telephone number of somebody, where a platform hid the rest.
pub(super) fn half_number_of(customer: &Customer) -> Option<&str> {
    customer.notes.iter().find_map(|note| note.text.strip_prefix(HALF_NUMBER))
}

/// A column that says something of a person.
pub(super) struct PersonColumn {
    pub at: usize,
    pub role: ColumnRole,
    /// For custom columns.
    pub field_key: String,
    /// For custom columns whose kind somebody has said.
    field_kind: Option<FieldKind>,
    kind: ValueKind,
    dates: DateReading,
    pub policy: FieldPolicy,
    /// An empty cell empties the field.
    erases: bool,
}

impl PersonColumn {
    /// What the column's field holds, as text; `None` for fields that add up.
    pub fn value_of<'a>(&self, customer: &'a Customer) -> Option<Cow<'a, str>> {
        Some(match &self.role {
            ColumnRole::CustomerKey => customer.key.as_str().into(),
            ColumnRole::Name | ColumnRole::FamilyName => customer.name.as_str().into(),
            ColumnRole::Phone => customer.phone.as_str().into(),
            ColumnRole::Email => customer.email.as_str().into(),
            ColumnRole::WeChat => customer.wechat.as_str().into(),
            ColumnRole::Company => customer.company.as_str().into(),
            ColumnRole::CompanyId => customer.company_id.as_str().into(),
            ColumnRole::Region => customer.region.as_str().into(),
            ColumnRole::Sex => customer.sex.as_str().into(),
            ColumnRole::Occupation => customer.occupation.as_str().into(),
            ColumnRole::Personality => customer.personality.as_str().into(),
            ColumnRole::LeadSource => customer.lead_source.as_str().into(),
            ColumnRole::ReferredBy => customer.referred_by_key.as_str().into(),
            ColumnRole::BirthYear => format!("{:?}", customer.birth_year).into(),
            ColumnRole::KnownSince => format!("{:?}", customer.known_since).into(),
            ColumnRole::Member => format!("{:?}", customer.member).into(),
            ColumnRole::Stage => format!("{:?}", customer.stage).into(),
            ColumnRole::ClassByHand => {
                format!("{:?}", customer.class_override.as_ref().map(|set| set.class)).into()
            }
            ColumnRole::Keeping(question) => format!("{:?}", customer.keeping.get(question)).into(),
            ColumnRole::Budget => format!("{:?}", customer.budget).into(),
            ColumnRole::SpendingPower => format!("{:?}", customer.spending_power).into(),
            ColumnRole::Custom { .. } => {
                customer.fields.get(&self.field_key).map_or("", String::as_str).into()
            }
            _ => return None,
        })
    }
}

/// What a row says of its person.
#[derive(Clone, Debug, Default)]
pub struct PersonRow {
    pub customer: Customer,
    /// Columns whose fields the row empties.
    pub erased: Vec<usize>,
    /// It says in so many words that there is no opt-out.
    pub denies_opt_out: bool,
    /// Channels of which a permission is known by its day alone.
    pub permitted_by_day: Vec<Channel>,
    /// Its cell of e-mail holds more than one.
    pub has_second_email: bool,
}

/// What a row says of things that stand in other columns of it.
#[derive(Default)]
struct Beside {
    consent: ConsentCells,
    /// Why its class was set.
    class_note: String,
    has_second_email: bool,
}

/// Reads the person out of a row.
pub struct CustomerReader {
    pub(super) columns: Vec<PersonColumn>,
    dialect: Dialect,
    /// What holds for a permission where its row does not say.
    consent: ConsentNote,
    /// In which sex is written, whatever the file says for it.
    language: Language,
    today: Day,
    /// Where telephone numbers without a country code belong.
    pub(super) home: Option<HomeCountry>,
}

impl CustomerReader {
    /// `field_of` gives each custom column its field.
    pub fn new<'a>(
        mapping: &ImportMapping,
        field_of: impl Fn(usize) -> Option<&'a CustomField>,
        facts: &WorkspaceFacts,
        today: Day,
    ) -> Self {
        let (language, home) = (facts.language(), MatchSettings::of(facts).home);
        let zone = Zone::of(&facts.time_zone);
        let ImportMapping { dialect, columns, rules, consent } = mapping;
        let column = |(at, role): (usize, &ColumnRole)| {
            let field = field_of(at);
            let is_lost = matches!(role, ColumnRole::Custom { .. }) && field.is_none();
            (is_personal(role) && !is_lost).then(|| PersonColumn {
                at,
                role: role.clone(),
                field_key: field.map(|field| field.key.clone()).unwrap_or_default(),
                field_kind: field.and_then(|field| field.kind),
                kind: ValueKind::Text,
                dates: DateReading { order: dialect.date_order_of(at), zone },
                policy: rules.policy_of(at),
                erases: rules.erases(at),
            })
        };
        let columns = columns.iter().enumerate().filter_map(column).collect();
        let (dialect, consent) = (dialect.clone(), consent.clone());
        Self { columns, dialect, consent, language, today, home }
    }

    /// What the file's columns look like; custom fields are written by it.
    pub fn know_kinds(&mut self, kinds: &[ValueKind]) {
        for column in &mut self.columns {
            let looks_like = kinds.get(column.at).copied().unwrap_or(ValueKind::Text);
            column.kind = column.field_kind.map_or(looks_like, value_kind);
        }
    }

    /// The columns of money and numbers, whose cells may have the sign of a currency.
    pub fn sums(&self) -> impl Iterator<Item = usize> {
        let is_sum = |column: &&PersonColumn| match &column.role {
            ColumnRole::Budget => true,
            ColumnRole::Custom { .. } => {
                matches!(column.kind, ValueKind::Money | ValueKind::Number | ValueKind::WholeNumber)
            }
            _ => false,
        };
        self.columns.iter().filter(is_sum).map(|column| column.at)
    }

    /// The columns of days.
    pub fn days(&self) -> impl Iterator<Item = usize> {
        let is_day = |column: &&PersonColumn| match &column.role {
            ColumnRole::KnownSince
            | ColumnRole::OptedOut
            | ColumnRole::ConsentFact(_, ConsentFact::Day) => true,
            ColumnRole::Custom { .. } => column.kind == ValueKind::Date,
            _ => false,
        };
        self.columns.iter().filter(is_day).map(|column| column.at)
    }

    /// The columns of numbers that people and things have, also in fields of the user's own.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        let is_number = |column: &&PersonColumn| match &column.role {
            ColumnRole::CustomerKey
            | ColumnRole::Phone
            | ColumnRole::CompanyId
            | ColumnRole::ReferredBy => true,
            ColumnRole::Custom { .. } => column.kind != ValueKind::Money,
            _ => false,
        };
        self.columns.iter().filter(is_number).map(|column| column.at)
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
            if let Some(text) = column.value_of(customer) {
                all.push_str(&text);
                all.push(GAP);
            }
        }
        all
    }

    /// Everything the row says of its person. Cells that cannot be read are left out, their columns
    /// added to `unread`.
    pub fn read(&self, row: &TextRow<'_>, unread: &mut Vec<usize>) -> PersonRow {
        let mut person = PersonRow::default();
        let mut beside = Beside::default();
        for column in &self.columns {
            let text = match column.role {
                ColumnRole::Note | ColumnRole::Reasons | ColumnRole::ClassNote => {
                    cell::clean(row.cell(column.at))
                }
                _ => cell::clean_line(row.cell(column.at)),
            };
            if text.is_empty() {
                if column.erases {
                    person.erased.push(column.at);
                }
            } else if self.set(&mut person.customer, &mut beside, column, &text).is_none() {
                unread.push(column.at);
            }
        }
        let cells = self.columns.iter().map(|column| (&column.role, row.cell(column.at)));
        let said = beside.consent.finish(&self.consent, cells);
        person.customer.consent = said.consent;
        person.denies_opt_out = said.denies_opt_out;
        person.permitted_by_day = said.permitted_by_day;
        person.has_second_email = beside.has_second_email;
        if let Some(by_hand) = &mut person.customer.class_override {
            by_hand.note = beside.class_note;
        }
        person
    }

    /// Does this text in this column say how somebody is reached?
    pub fn is_contact(&self, at: usize, text: &str) -> bool {
        self.columns.iter().any(|column| column.at == at && is_contact(&column.role, text))
    }

    /// Does a cell of this column that cannot be read hold its person back?
    pub fn holds_back(&self, at: usize) -> bool {
        self.columns.iter().any(|column| column.at == at && holds_back(&column.role))
    }

    /// 男, M and male are one; anything else stays as it is.
    fn sex_word<'a>(&self, text: &'a str) -> &'a str {
        match (word::read_is_female(text), self.language) {
            (Some(true), Language::Zh) => "女",
            (Some(false), Language::Zh) => "男",
            (Some(true), Language::En) => "female",
            (Some(false), Language::En) => "male",
            (None, _) => text,
        }
    }

    /// `None` if the text cannot be read as what the column is.
    fn set(
        &self,
        customer: &mut Customer,
        beside: &mut Beside,
        column: &PersonColumn,
        text: &str,
    ) -> Option<()> {
        match &column.role {
            ColumnRole::CustomerKey => customer.key = text.to_owned(),
            // The other part of the name may have come before.
            ColumnRole::Name => customer.name = full_name(text, &customer.name),
            ColumnRole::FamilyName => customer.name = full_name(&customer.name, text),
            ColumnRole::Phone | ColumnRole::Email if cell::is_no_contact(text) => {}
            // What an order platform leaves of a number reaches nobody and tells nobody apart, and is
            // all the same what the shop asks for at the counter.
            ColumnRole::Phone if contact::is_masked_phone(text) => {
                let text = format!("{HALF_NUMBER}{text}");
                customer.notes.push(CustomerNote { day: self.today, text });
            }
            ColumnRole::Phone => {
                contact::normalise_phone(text)?;
                customer.phone = text.chars().map(half_width).collect();
            }
            ColumnRole::Email if contact::normalise_email(text).is_some() => {
                customer.email = text.chars().map(half_width).collect();
            }
            // Of several the first is written to, the others are kept and told.
            ColumnRole::Email => {
                let (first, others) = contact::split_emails(text)?;
                customer.email = first;
                beside.has_second_email = true;
                customer.notes.extend(others.into_iter().map(|other| {
                    let text = format!("{FURTHER_EMAIL}{other}");
                    CustomerNote { day: self.today, text }
                }));
            }
            ColumnRole::WeChat => customer.wechat = text.to_owned(),
            ColumnRole::Company => customer.company = text.to_owned(),
            ColumnRole::CompanyId => customer.company_id = text.to_owned(),
            ColumnRole::Region => customer.region = text.to_owned(),
            ColumnRole::Sex if word::is_unknown(text) => {}
            ColumnRole::Sex => customer.sex = self.sex_word(text).to_owned(),
            ColumnRole::Occupation => customer.occupation = text.to_owned(),
            ColumnRole::Personality => customer.personality = canonical_personality(text),
            ColumnRole::BirthYear => {
                let year = date::read_birth_year(text, column.dates.order, self.today)?;
                let this_year = self.today.ymd().map_or(i32::from(year), |(year, _, _)| year);
                // The first of January 1900 is what forms say for nothing.
                let age = this_year - i32::from(year);
                if age < 0 {
                    return None;
                }
                customer.birth_year = (age <= MOST_YEARS).then_some(year);
            }
            ColumnRole::LeadSource => customer.lead_source = text.to_owned(),
            ColumnRole::KnownSince => {
                customer.known_since = Some(column.dates.read(text)?.day);
            }
            ColumnRole::Member => customer.member = Some(word::read_member(text)?),
            ColumnRole::Stage => customer.stage = Some(word::read_stage(text)?),
            ColumnRole::ClassByHand => {
                let class = word::read_class(text)?;
                customer.class_override = Some(ClassOverride { class, note: String::new() });
            }
            ColumnRole::ClassNote => text.clone_into(&mut beside.class_note),
            ColumnRole::Keeping(question) => {
                customer.keeping.insert(*question, word::read_yes_no(text)?);
            }
            ColumnRole::Budget => {
                customer.budget = Some(number::read_money(text, self.dialect.decimal_mark)?);
            }
            ColumnRole::SpendingPower => {
                customer.spending_power = Some(word::read_spending_power(text)?)
            }
            ColumnRole::ReferredBy => customer.referred_by_key = text.to_owned(),
            ColumnRole::Tags => {
                customer.tags = split_tags(text).map(str::to_owned).collect();
            }
            ColumnRole::Reasons => {
                let read = spelt_out::reasons(text);
                let read = read.unwrap_or_else(|| reason_cell::read(text, self.today));
                add_missing(&mut customer.reasons, read);
            }
            ColumnRole::Note => {
                let read = spelt_out::notes(text);
                let read = read.unwrap_or_else(|| dated_notes::read(text, self.today));
                customer.notes.extend(read);
            }
            ColumnRole::Custom { .. } => {
                let mark = self.dialect.decimal_mark;
                let value = match column.field_kind {
                    Some(FieldKind::YesNo) => custom_value::plain_yes_no(text),
                    _ => custom_value::plain(text, column.kind, column.dates, mark),
                };
                if !value.is_empty() {
                    customer.fields.insert(column.field_key.clone(), value.into_owned());
                }
            }
            role if is_of_consent(role) => {
                beside.consent.read(role, text, column.dates, self.language)?;
            }
            _ => {}
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
pub(crate) fn is_personal(role: &ColumnRole) -> bool {
    !matches!(
        role,
        ColumnRole::Skip
            | ColumnRole::OrderKey
            | ColumnRole::OrderDate
            | ColumnRole::OrderAmount
            | ColumnRole::OrderTotal
            | ColumnRole::OrderDiscount
            | ColumnRole::OrderRefund
            | ColumnRole::OrderCost
            | ColumnRole::OrderStatus
            | ColumnRole::ProductKey
            | ColumnRole::ProductName
            | ColumnRole::Category
            | ColumnRole::Quantity
    )
}

/// Is this, in a column of the role, a telephone or an e-mail?
pub(super) fn is_contact(role: &ColumnRole, text: &str) -> bool {
    let text = cell::clean_line(text);
    match role {
        ColumnRole::Phone => contact::normalise_phone(&text).is_some(),
        ColumnRole::Email => contact::normalise_email(&text).is_some(),
        _ => false,
    }
}

/// The channels that the column speaks of.
pub(super) fn channels_of(role: &ColumnRole) -> Vec<Channel> {
    match role {
        ColumnRole::ConsentEvery => Channel::ALL.to_vec(),
        ColumnRole::ConsentFact(ConsentAbout::Refusal(channel), _) => vec![*channel],
        role => channel_of(role).into_iter().collect(),
    }
}

/// The channel whose consent stands in the column.
pub(super) fn channel_of(role: &ColumnRole) -> Option<Channel> {
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

/// How the cells of a field of this kind are written.
fn value_kind(kind: FieldKind) -> ValueKind {
    match kind {
        FieldKind::Text => ValueKind::Text,
        FieldKind::Number => ValueKind::Number,
        FieldKind::Money => ValueKind::Money,
        FieldKind::Date => ValueKind::Date,
        FieldKind::Choice => ValueKind::Choice,
        FieldKind::YesNo => ValueKind::YesNo,
    }
}
