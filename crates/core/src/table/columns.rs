//! The columns of the customer table: what each holds for a customer, and what is known of each.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use meadow_models::history_table::{MIN_PERSONS, MIN_REPEATERS};

use super::custom_column::{MAX_CHOICES, fits, read_date, read_number, read_yes_no};
use super::tables::Tables;
use super::value_names::value_names;
use super::worked_out::{lens_value, outlook_value};
use crate::domain::consent::{Channel, Consent, ConsentFact, Permission};
use crate::domain::customer::{Customer, CustomerNote, Stage};
use crate::domain::day::Day;
use crate::domain::lens::{LensColumn, LensGroup};
use crate::domain::money::Money;
use crate::domain::outlook::OutlookColumn;
use crate::domain::reason::RecordedReason;
use crate::domain::text::Text;
use crate::domain::workspace::{CustomField, FieldKind};
use crate::playbooks::reason_name;
use crate::segments::Derived;
use crate::views::table::{Cell, Column, ColumnInfo, ColumnKind, Placed};

/// The built-in columns, in the order they are offered; the facts of a consent come after it where
/// there are any.
pub const BUILT_IN: [Column; 42] = [
    Column::Key,
    Column::Name,
    Column::Class,
    Column::Stage,
    Column::Contribution,
    Column::Loyalty,
    Column::SpendLastYear,
    Column::SpendTotal,
    Column::PurchaseDays,
    Column::LastPurchase,
    Column::FirstPurchase,
    Column::Phone,
    Column::Email,
    Column::WeChat,
    Column::Company,
    Column::CompanyId,
    Column::Region,
    Column::Sex,
    Column::Occupation,
    Column::Personality,
    Column::BirthYear,
    Column::LeadSource,
    Column::KnownSince,
    Column::Member,
    Column::Budget,
    Column::SpendingPower,
    Column::DiscountShare,
    Column::MayInvite,
    Column::Consent(Channel::WeChat),
    Column::Consent(Channel::Sms),
    Column::Consent(Channel::Phone),
    Column::Consent(Channel::Email),
    Column::Consent(Channel::Post),
    Column::Consent(Channel::InPerson),
    Column::ConsentUnproven,
    Column::LastContact,
    Column::RestsUntil,
    Column::Tags,
    Column::Reasons,
    Column::ReferredBy,
    Column::Notes,
    Column::ClassByHand,
];

/// What a column holds for one customer, borrowed from the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Empty,
    Text(&'a str),
    Tags(&'a [String]),
    Notes(&'a [CustomerNote]),
    Reasons(&'a [RecordedReason]),
    Number(f64),
    Money(Money),
    Date(Day),
    YesNo(bool),
    Class(Placed),
    /// A lead about whom too little is known.
    Unplaced,
    Stage(Stage),
    Permission(Permission),
    /// On the blacklist.
    Blocked,
    Group(LensGroup),
}

impl<'a> Value<'a> {
    pub fn is_filled(&self) -> bool {
        !matches!(self, Value::Empty | Value::Unplaced | Value::Permission(Permission::Unknown))
    }

    /// The words of a textual value; tags, notes and reasons are joined.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        match *self {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Tags(tags) => Some(Cow::Owned(tags.join(", "))),
            Value::Reasons(reasons) => {
                let names: Vec<String> = reasons.iter().map(reason_words).collect();
                Some(Cow::Owned(names.join(", ")))
            }
            Value::Notes(notes) => {
                let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
                Some(Cow::Owned(texts.join(" · ")))
            }
            _ => None,
        }
    }

    pub fn into_cell(self) -> Cell {
        match self {
            Value::Empty => Cell::Empty,
            Value::Tags(tags) => Cell::Tags(tags.to_vec()),
            Value::Text(_) | Value::Notes(_) => {
                Cell::Text(self.text().unwrap_or_default().into_owned())
            }
            Value::Reasons(reasons) => {
                Cell::Reasons(reasons.iter().map(|reason| reason_name(&reason.key)).collect())
            }
            Value::Number(number) => Cell::Number(number),
            Value::Money(money) => Cell::Money(money),
            Value::Date(day) => Cell::Date(day),
            Value::YesNo(yes) => Cell::YesNo(yes),
            Value::Class(placed) => Cell::Class(placed),
            Value::Unplaced => Cell::Unplaced,
            Value::Stage(stage) => Cell::Stage(stage),
            Value::Permission(permission) => Cell::Permission(permission),
            Value::Blocked => Cell::Blocked,
            Value::Group(group) => Cell::Group(group),
        }
    }
}

/// A group as a cell shows it.
pub fn group_cell(tables: &Tables, group: LensGroup) -> Cell {
    match tables.facts.lenses.own_name(group) {
        Some(name) => Cell::Text(name.to_owned()),
        None => Cell::Group(group),
    }
}

/// What `column` holds for the customer at `place`.
pub fn value<'a>(
    tables: &Tables,
    customer: &'a Customer,
    derived: &Derived,
    place: usize,
    column: &Column,
) -> Value<'a> {
    let purchases = &derived.purchases[place];
    let standing = &derived.standings[place];
    let has_orders = purchases.n_orders + purchases.n_refunds > 0;
    let money_if_orders = |money| if has_orders { Value::Money(money) } else { Value::Empty };
    match column {
        Column::Key => text(&customer.key),
        Column::Name => text(&customer.name),
        Column::Class => standing.placed.map_or(Value::Unplaced, Value::Class),
        Column::Stage => Value::Stage(derived.stages[place]),
        Column::Contribution => number(standing.contribution),
        Column::Loyalty => number(standing.loyalty),
        Column::SpendLastYear => money_if_orders(purchases.spend_last_year),
        Column::SpendTotal => money_if_orders(purchases.spend_total),
        Column::PurchaseDays => Value::Number(f64::from(purchases.n_purchase_days)),
        Column::LastPurchase => date(purchases.last_purchase),
        Column::FirstPurchase => date(purchases.first_purchase),
        Column::Phone => text(&customer.phone),
        Column::Email => text(&customer.email),
        Column::WeChat => text(&customer.wechat),
        Column::Company => text(&customer.company),
        Column::CompanyId => text(&customer.company_id),
        Column::Region => text(&customer.region),
        Column::Sex => text(&customer.sex),
        Column::Occupation => text(&customer.occupation),
        Column::Personality => text(&customer.personality),
        Column::BirthYear => number(customer.birth_year.map(f64::from)),
        Column::LeadSource => text(&customer.lead_source),
        Column::KnownSince => date(customer.known_since),
        Column::Member => customer.member.map_or(Value::Empty, Value::YesNo),
        Column::Budget => customer.budget.map_or(Value::Empty, Value::Money),
        Column::SpendingPower => number(customer.spending_power.map(f64::from)),
        Column::DiscountShare => number(purchases.discount_share()),
        Column::MayInvite if derived.blocked[place] => Value::Blocked,
        Column::MayInvite => Value::Permission(overall_permission(tables, &customer.consent)),
        Column::Consent(channel) => Value::Permission(customer.consent.of(*channel)),
        Column::ConsentFact(channel, fact) => {
            customer.consent.channels.get(channel).map_or(Value::Empty, |said| match fact {
                ConsentFact::Day => date(said.day),
                ConsentFact::Source => text(&said.source),
                ConsentFact::Purpose => text(&said.purpose),
            })
        }
        Column::ConsentUnproven => match overall_permission(tables, &customer.consent) {
            Permission::Granted => Value::YesNo(customer.consent.lacks_proof()),
            Permission::Refused | Permission::Unknown => Value::Empty,
        },
        Column::LastContact => date(derived.contacts.facts[place].last_outreach),
        Column::RestsUntil => date(derived.rests_until(tables)[place]),
        Column::Lens(column) => lens_value(tables, customer, derived, place, *column),
        Column::Outlook(column) => outlook_value(tables, derived, place, *column),
        Column::Segment(id) => derived
            .members(tables, *id)
            .map_or(Value::Empty, |members| Value::YesNo(members[place])),
        Column::Cluster(clusters) => {
            let found = derived.clusters.of(tables, derived, clusters);
            number(found.and_then(|found| found.cluster_of(place)).map(f64::from))
        }
        Column::BehindValue(range) => Value::YesNo(derived.behind_value(tables, *range)[place]),
        Column::ReferredBy => text(&customer.referred_by_key),
        Column::Notes if customer.notes.is_empty() => Value::Empty,
        Column::Notes => Value::Notes(&customer.notes),
        Column::ClassByHand => Value::YesNo(customer.class_override.is_some()),
        Column::Tags if customer.tags.is_empty() => Value::Empty,
        Column::Tags => Value::Tags(&customer.tags),
        Column::Reasons if customer.reasons.is_empty() => Value::Empty,
        Column::Reasons => Value::Reasons(&customer.reasons),
        Column::Custom(key) => {
            let cell = customer.fields.get(key).map_or("", String::as_str);
            let read = match derived.custom_kinds.get(key) {
                Some(ColumnKind::Number) => read_number(cell).map(Value::Number),
                Some(ColumnKind::Money) => {
                    read_number(cell).map(|amount| Value::Money(Money::from_major(amount)))
                }
                Some(ColumnKind::YesNo) => read_yes_no(cell).map(Value::YesNo),
                Some(ColumnKind::Date) => read_date(cell).map(Value::Date),
                _ => None,
            };
            read.unwrap_or(text(cell))
        }
    }
}

/// What a reason is called, in every language at once: for searching and sorting.
pub(crate) fn reason_words(reason: &RecordedReason) -> String {
    let Text { en, zh } = reason_name(&reason.key);
    if en == zh { en } else { format!("{en} {zh}") }
}

fn text(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Empty } else { Value::Text(text) }
}

pub(super) fn number<'a>(number: Option<f64>) -> Value<'a> {
    number.map_or(Value::Empty, Value::Number)
}

pub(super) fn date<'a>(day: Option<Day>) -> Value<'a> {
    day.map_or(Value::Empty, Value::Date)
}

/// May this person be invited at all? Refused, allowed by word for invitations, or nobody has asked.
fn overall_permission(tables: &Tables, consent: &Consent) -> Permission {
    let rules = &tables.facts.contact;
    let is_granted = |channel: &Channel| {
        consent.noted(*channel) == Permission::Granted
            && rules.hindrance(consent, *channel).is_none()
    };
    if !consent.allows_invitation() {
        Permission::Refused
    } else if Channel::ALL.iter().any(is_granted) {
        Permission::Granted
    } else {
        Permission::Unknown
    }
}

/// How a column's cells are compared and filtered.
pub fn kind(derived: &Derived, column: &Column) -> ColumnKind {
    match column {
        Column::Key
        | Column::Name
        | Column::Phone
        | Column::Email
        | Column::WeChat
        | Column::Company
        | Column::CompanyId
        | Column::ReferredBy
        | Column::Notes => ColumnKind::Text,
        Column::Region
        | Column::Sex
        | Column::Occupation
        | Column::Personality
        | Column::LeadSource
        | Column::Tags
        | Column::Reasons
        | Column::ConsentFact(_, ConsentFact::Source | ConsentFact::Purpose) => ColumnKind::Choice,
        Column::Class => ColumnKind::Class,
        Column::Stage => ColumnKind::Stage,
        Column::Contribution
        | Column::Loyalty
        | Column::PurchaseDays
        | Column::BirthYear
        | Column::SpendingPower
        | Column::DiscountShare
        | Column::Cluster(_) => ColumnKind::Number,
        Column::SpendLastYear | Column::SpendTotal | Column::Budget => ColumnKind::Money,
        Column::LastPurchase
        | Column::FirstPurchase
        | Column::KnownSince
        | Column::LastContact
        | Column::RestsUntil
        | Column::ConsentFact(_, ConsentFact::Day) => ColumnKind::Date,
        Column::Member
        | Column::MayInvite
        | Column::ConsentUnproven
        | Column::ClassByHand
        | Column::Segment(_)
        | Column::BehindValue(_) => ColumnKind::YesNo,
        Column::Consent(_) => ColumnKind::Permission,
        Column::Outlook(OutlookColumn::Active | OutlookColumn::Purchases) => ColumnKind::Number,
        Column::Outlook(OutlookColumn::Value) => ColumnKind::Money,
        Column::Lens(column) => match column {
            LensColumn::Rfm
            | LensColumn::ValueTier
            | LensColumn::SpendingTier
            | LensColumn::Relationship
            | LensColumn::Need
            | LensColumn::Decade
            | LensColumn::TargetAge
            | LensColumn::Momentum => ColumnKind::Group,
            LensColumn::RecencyScore
            | LensColumn::FrequencyScore
            | LensColumn::MoneyScore
            | LensColumn::Activity => ColumnKind::Number,
            LensColumn::NextPurchase => ColumnKind::Date,
        },
        Column::Custom(key) => derived.custom_kinds.get(key).copied().unwrap_or(ColumnKind::Text),
    }
}

/// All columns: the built-in ones, the lenses, the workspace's own fields and its segments. Of a channel about which nobody has
/// said anything, there are no facts to show.
pub fn all(tables: &Tables) -> Vec<Column> {
    let spoken_of: BTreeSet<Channel> =
        tables.customers.iter().flat_map(|row| row.consent.channels.keys().copied()).collect();
    let facts = |column: &Column| match column {
        Column::Consent(channel) if spoken_of.contains(channel) => {
            ConsentFact::ALL.map(|fact| Column::ConsentFact(*channel, fact)).to_vec()
        }
        _ => Vec::new(),
    };
    let built_in = BUILT_IN.into_iter().flat_map(|column| {
        let facts = facts(&column);
        std::iter::once(column).chain(facts)
    });
    let custom = tables.facts.custom_fields.iter().map(|field| Column::Custom(field.key.clone()));
    let has_target = tables.facts.lenses.target_age.is_some();
    let lenses = LensColumn::ALL.into_iter();
    let lenses = lenses.filter(|column| has_target || *column != LensColumn::TargetAge);
    let segments = tables.segments().map(|(id, _)| Column::Segment(id));
    let lenses = lenses.map(Column::Lens);
    let outlooks = outlooks(tables).map(Column::Outlook);
    built_in.chain(lenses).chain(outlooks).chain(custom).chain(segments).collect()
}

/// What can be expected of customers, where there are enough of them to tell; value only where the user
/// has said what it is discounted by.
fn outlooks(tables: &Tables) -> impl Iterator<Item = OutlookColumn> {
    let may_be_told = tables.customers.len() as u64 >= MIN_PERSONS
        && tables.orders.len() as u64 >= MIN_PERSONS + MIN_REPEATERS;
    let has_value = tables.facts.outlook.discount_percent.is_some();
    OutlookColumn::ALL
        .into_iter()
        .filter(move |column| may_be_told && (has_value || *column != OutlookColumn::Value))
}

/// Every column with its kind, how many customers have something in it, and for choices the values.
pub fn describe(tables: &Tables, derived: &Derived) -> Vec<ColumnInfo> {
    let describe_one = |column: Column| {
        let kind = kind(derived, &column);
        let declared = declared_kind(tables, &column);
        let (mut n_filled, mut n_misfits) = (0, 0);
        let mut words: HashSet<&str> = HashSet::new();
        let mut has_repeats = false;
        let is_shared = kind == ColumnKind::Text && may_be_shared(&column);
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut groups: BTreeMap<(i32, LensGroup), u32> = BTreeMap::new();
        let n_asked = match column {
            // Everybody is in a segment or is not: nobody has to be asked.
            Column::Segment(_) => {
                n_filled = tables.customers.len() as u32;
                0
            }
            // As many as have bought: the models take too long for a list of columns.
            Column::Outlook(_) => {
                n_filled = derived.purchases.iter().filter(|own| own.has_bought()).count() as u32;
                0
            }
            _ => tables.customers.len(),
        };
        for (place, customer) in tables.customers.iter().enumerate().take(n_asked) {
            let value = value(tables, customer, derived, place, &column);
            n_filled += u32::from(value.is_filled());
            match value {
                Value::Text(text) if !fits(declared, text) => n_misfits += 1,
                Value::Text(text) if kind == ColumnKind::Choice => {
                    *counts.entry(text).or_default() += 1;
                }
                Value::Text(text) if is_shared && !has_repeats => has_repeats = !words.insert(text),
                Value::Group(group) => *groups.entry((group.rank(), group)).or_default() += 1,
                Value::Tags(tags) => {
                    for tag in tags {
                        *counts.entry(tag).or_default() += 1;
                    }
                }
                Value::Reasons(reasons) => {
                    for reason in reasons {
                        *counts.entry(&reason.key).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        let choices = most_frequent(counts);
        ColumnInfo {
            label: label(tables, &column),
            kind,
            names: value_names(tables, &column, &choices),
            choices,
            groups: groups.into_iter().map(|((_, group), n)| (group, n)).collect(),
            n_filled,
            has_repeats,
            n_misfits,
            column,
        }
    };
    all(tables).into_iter().map(describe_one).collect()
}

/// Words that several people may have in common: not what each is known and reached by.
fn may_be_shared(column: &Column) -> bool {
    matches!(column, Column::Company | Column::CompanyId | Column::ReferredBy | Column::Custom(_))
}

/// The user's own name of a custom column or a segment.
pub fn label(tables: &Tables, column: &Column) -> Option<String> {
    if let Column::Segment(id) = column {
        return tables.segment(*id).map(|segment| segment.about.name.clone());
    }
    custom_field(tables, column).map(|field| field.label.clone())
}

/// What the user said a custom column holds.
fn declared_kind(tables: &Tables, column: &Column) -> Option<FieldKind> {
    custom_field(tables, column)?.kind
}

fn custom_field<'a>(tables: &'a Tables, column: &Column) -> Option<&'a CustomField> {
    let Column::Custom(key) = column else { return None };
    tables.facts.custom_fields.iter().find(|field| field.key == *key)
}

fn most_frequent(counts: HashMap<&str, u32>) -> Vec<(String, u32)> {
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(value, n)| (Reverse(*n), *value));
    counts.truncate(MAX_CHOICES);
    counts.into_iter().map(|(value, n)| (value.to_owned(), n)).collect()
}
