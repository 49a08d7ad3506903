//! One customer after another, with everything that tells who it is replaced.

use std::collections::{BTreeMap, HashSet};

use super::coarse::{BirthYears, CommonValues};
use super::originals::Originals;
use super::stand_ins::StandIns;
use crate::domain::consent::{ChannelConsent, Consent, OptOut};
use crate::domain::customer::{ClassOverride, Customer, CustomerNote};
use crate::domain::personality::Personality;
use crate::domain::reason::{RecordedReason, add_missing};
use crate::domain::text::{Language, Text};
use crate::domain::workspace::FieldKind;
use crate::playbooks;
use crate::table::custom_column::{kinds, read_date};
use crate::table::tables::Tables;
use crate::views::table::ColumnKind;
use crate::words::redacted;

/// A number of more digits may be somebody's: a telephone, a card.
const MOST_DIGITS: usize = 6;

pub struct People {
    other: String,
    note: String,
    keys: StandIns,
    names: StandIns,
    phones: StandIns,
    emails: StandIns,
    wechats: StandIns,
    companies: StandIns,
    company_ids: StandIns,
    regions: CommonValues,
    sexes: CommonValues,
    occupations: CommonValues,
    personalities: CommonValues,
    sources: CommonValues,
    tags: CommonValues,
    reasons: CommonValues,
    birth_years: BirthYears,
    /// With the key each has in the copy.
    fields: BTreeMap<String, (String, FieldRule)>,
}

/// What becomes of a column of the user's own.
enum FieldRule {
    Dates,
    Numbers,
    YesNo,
    Common(CommonValues),
    Words(StandIns),
}

impl People {
    pub fn new(tables: &Tables, originals: &Originals<'_>, language: Language) -> Self {
        let say = |words: Text| words.get(language).to_owned();
        let rows = || tables.customers.iter();
        let common = |of: fn(&Customer) -> &str| CommonValues::of(rows().map(of), originals);
        let tags = rows().flat_map(|row| row.tags.iter().map(String::as_str));
        let reasons = rows().flat_map(|row| row.reasons.iter().map(|reason| reason.key.as_str()));
        let seen = kinds(tables);
        let fields = tables.facts.custom_fields.iter().map(|field| {
            let words = || FieldRule::Words(StandIns::new(say(redacted::value()) + " "));
            let values = || rows().filter_map(|row| row.fields.get(&field.key).map(String::as_str));
            let common = || FieldRule::Common(CommonValues::of(values(), originals));
            let rule = match field.kind {
                Some(FieldKind::Text) => words(),
                Some(FieldKind::Choice) => common(),
                Some(FieldKind::Number | FieldKind::Money) => FieldRule::Numbers,
                Some(FieldKind::Date) => FieldRule::Dates,
                Some(FieldKind::YesNo) => FieldRule::YesNo,
                None => match seen.get(&field.key) {
                    Some(ColumnKind::Choice) => common(),
                    Some(ColumnKind::Number) => FieldRule::Numbers,
                    Some(ColumnKind::Date) => FieldRule::Dates,
                    _ => words(),
                },
            };
            (field.key.clone(), (originals.field_key(&field.key).to_owned(), rule))
        });
        let taken: HashSet<&str> = rows().map(|row| row.key.as_str()).collect();
        // No stand-in is somebody's real number.
        let before = ["K-", "K--", "K---"]
            .into_iter()
            .find(|before| !taken.iter().any(|key| key.starts_with(before)))
            .unwrap_or("K----");
        Self {
            other: say(redacted::other()),
            note: say(redacted::note()),
            keys: StandIns::new(before),
            names: StandIns::new(say(redacted::customer()) + " "),
            phones: StandIns::new("000 0000 "),
            emails: StandIns::new("customer").ending("@example.invalid"),
            wechats: StandIns::new("wx-"),
            companies: StandIns::new(say(redacted::company()) + " "),
            company_ids: StandIns::new("ID-"),
            regions: common(|row| &row.region),
            sexes: common(|row| &row.sex),
            occupations: common(|row| &row.occupation),
            personalities: common(|row| &row.personality),
            sources: common(|row| &row.lead_source),
            tags: CommonValues::of(tags, originals),
            reasons: CommonValues::of(reasons, originals),
            birth_years: BirthYears::of(rows().filter_map(|row| row.birth_year)),
            fields: fields.collect(),
        }
    }

    /// The customer as number `number` of the copy.
    pub fn redact(&mut self, customer: &Customer, number: u32) -> Customer {
        let mut tags: Vec<String> = Vec::new();
        for tag in &customer.tags {
            let tag = self.tags.keep(tag, &self.other);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let mut reasons: Vec<RecordedReason> = Vec::new();
        for reason in &customer.reasons {
            // Those of the playbooks are nobody's words.
            let key = match playbooks::is_known_reason(&reason.key) {
                true => reason.key.clone(),
                false => self.reasons.keep(&reason.key, &self.other),
            };
            add_missing(&mut reasons, [RecordedReason { key, ..reason.clone() }]);
        }
        let fields = customer.fields.iter().filter_map(|(key, value)| {
            let (key, rule) = self.fields.get_mut(key)?;
            let value = rule.apply(value, &self.other);
            (!value.is_empty()).then(|| (key.clone(), value))
        });
        let fields = fields.collect();
        // Every field by name: a new one is not forgotten here.
        Customer {
            id: crate::domain::ids::CustomerId(number),
            key: self.keys.of(&customer.key),
            // Not the same for namesakes: they are different people.
            name: match customer.name.is_empty() {
                true => String::new(),
                false => self.names.numbered(number),
            },
            phone: self.phones.of(&digits(&customer.phone)),
            email: self.emails.of(&customer.email.trim().to_lowercase()),
            wechat: self.wechats.of(&customer.wechat),
            company: self.companies.of(&customer.company.trim().to_lowercase()),
            company_id: self.company_ids.of(&customer.company_id),
            region: self.regions.keep(&customer.region, &self.other),
            sex: self.sexes.keep(&customer.sex, &self.other),
            occupation: self.occupations.keep(&customer.occupation, &self.other),
            // Those of our own are nobody's words.
            personality: match Personality::from_slug(&customer.personality) {
                Some(_) => customer.personality.clone(),
                None => self.personalities.keep(&customer.personality, &self.other),
            },
            birth_year: customer.birth_year.and_then(|year| self.birth_years.keep(year)),
            lead_source: self.sources.keep(&customer.lead_source, &self.other),
            known_since: customer.known_since,
            member: customer.member,
            stage: customer.stage,
            budget: customer.budget,
            spending_power: customer.spending_power,
            referred_by_key: self.keys.of(&customer.referred_by_key),
            consent: redact_consent(&customer.consent),
            class_override: customer
                .class_override
                .as_ref()
                .map(|by_hand| ClassOverride { class: by_hand.class, note: String::new() }),
            tags,
            notes: customer
                .notes
                .iter()
                .map(|note| CustomerNote { day: note.day, text: self.note.clone() })
                .collect(),
            reasons,
            keeping: customer.keeping.clone(),
            fields,
        }
    }
}

/// A telephone number is the same however it is grouped; what has no digits is a word.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { phone.to_owned() } else { digits }
}

impl FieldRule {
    fn apply(&mut self, value: &str, other: &str) -> String {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        match self {
            Self::Dates if read_date(value).is_some() => value.to_owned(),
            Self::Numbers if digits <= MOST_DIGITS && value.parse::<f64>().is_ok() => {
                value.to_owned()
            }
            Self::YesNo if matches!(value, "yes" | "no") => value.to_owned(),
            Self::Dates | Self::Numbers | Self::YesNo => String::new(),
            Self::Common(common) => common.keep(value, other),
            Self::Words(stand_ins) => stand_ins.of(value),
        }
    }
}

/// Permission and day stay; where it came from and what for is somebody's words.
fn redact_consent(consent: &Consent) -> Consent {
    let channels = consent.channels.iter().map(|(channel, said)| {
        let ChannelConsent { permission, day, .. } = said.clone();
        let said = ChannelConsent { permission, day, ..ChannelConsent::default() };
        (*channel, said)
    });
    Consent {
        channels: channels.collect(),
        opt_out: consent
            .opt_out
            .as_ref()
            .map(|opt_out| OptOut { day: opt_out.day, ..OptOut::default() }),
    }
}
