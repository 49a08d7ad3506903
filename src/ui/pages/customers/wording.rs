//! The names of what the table and the drawer show. Must not know the widgets.

use crate::i18n::{Locale, t_string};
use crate::platform::locale::{DateStyle, Formatter};
use leptos_i18n::I18nContext;
use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, ConsentFact, Permission};
use meadow_core::domain::customer::{Customer, Stage};
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::lens::{LensGroup, LensSettings};
use meadow_core::domain::money::Money;
use meadow_core::domain::outlook::OutlookColumn;
use meadow_core::domain::reason::ReasonSource;
use meadow_core::domain::text::Language;
use meadow_core::domain::value_range::SharedBy;
use meadow_core::domain::workspace::CustomField;
use meadow_core::ingest::values::word::read_is_female;
use meadow_core::segments::lenses::names;
use meadow_core::table::custom_column::{read_date, read_number, read_yes_no};
use meadow_core::table::personality::personality_name;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Measure};

/// The texts in use.
pub type Texts = I18nContext<Locale>;

/// Somebody in a list of people, with what tells them from others of the name.
pub fn listed_name(i18n: Texts, name: &str, apart: Option<&str>) -> String {
    let name = match name {
        "" => t_string!(i18n, customers.no_name).to_owned(),
        name => name.to_owned(),
    };
    let Some(mark) = apart.map(str::to_owned) else { return name };
    t_string!(i18n, customers.name_apart, name = name, mark = mark).to_string()
}

/// The name of a column; a custom one has its own.
pub fn column_name(i18n: Texts, column: &Column, label: Option<&str>) -> String {
    match column {
        Column::Key => t_string!(i18n, customers.col_key),
        Column::Name => t_string!(i18n, customers.col_name),
        Column::Class => t_string!(i18n, customers.col_class),
        Column::Stage => t_string!(i18n, customers.col_stage),
        Column::Contribution => t_string!(i18n, customers.col_contribution),
        Column::Loyalty => t_string!(i18n, customers.col_loyalty),
        Column::SpendLastYear => t_string!(i18n, customers.col_spend_last_year),
        Column::SpendTotal => t_string!(i18n, customers.col_spend_total),
        Column::PurchaseDays => t_string!(i18n, customers.col_purchase_days),
        Column::LastPurchase => t_string!(i18n, customers.col_last_purchase),
        Column::FirstPurchase => t_string!(i18n, customers.col_first_purchase),
        Column::Phone => t_string!(i18n, customers.col_phone),
        Column::Email => t_string!(i18n, customers.col_email),
        Column::WeChat => t_string!(i18n, customers.col_wechat),
        Column::Company => t_string!(i18n, customers.col_company),
        Column::CompanyId => t_string!(i18n, customers.col_company_id),
        Column::Region => t_string!(i18n, customers.col_region),
        Column::Sex => t_string!(i18n, customers.col_sex),
        Column::Occupation => t_string!(i18n, customers.col_occupation),
        Column::Personality => t_string!(i18n, customers.col_personality),
        Column::BirthYear => t_string!(i18n, customers.col_birth_year),
        Column::LeadSource => t_string!(i18n, customers.col_lead_source),
        Column::KnownSince => t_string!(i18n, customers.col_known_since),
        Column::Member => t_string!(i18n, customers.col_member),
        Column::Budget => t_string!(i18n, customers.col_budget),
        Column::SpendingPower => t_string!(i18n, customers.col_spending_power),
        Column::DiscountShare => t_string!(i18n, customers.col_discount_share),
        Column::Outlook(OutlookColumn::Active) => t_string!(i18n, customers.col_chance_active),
        Column::Outlook(OutlookColumn::Purchases) => {
            t_string!(i18n, customers.col_expected_purchases)
        }
        Column::Outlook(OutlookColumn::Value) => t_string!(i18n, customers.col_expected_value),
        Column::MayInvite => t_string!(i18n, customers.col_may_invite),
        Column::Consent(channel) => {
            let channel = channel_name(i18n, *channel);
            return t_string!(i18n, customers.col_consent, channel = channel).to_string();
        }
        Column::ConsentFact(channel, fact) => {
            let channel = channel_name(i18n, *channel);
            let fact = consent_fact_name(i18n, *fact);
            return t_string!(i18n, customers.col_consent_fact, channel = channel, fact = fact)
                .to_string();
        }
        Column::ConsentUnproven => t_string!(i18n, customers.col_consent_unproven),
        Column::LastContact => t_string!(i18n, customers.col_last_contact),
        Column::RestsUntil => t_string!(i18n, customers.col_rests_until),
        Column::Tags => t_string!(i18n, customers.col_tags),
        Column::Reasons => t_string!(i18n, customers.col_reasons),
        Column::ReferredBy => t_string!(i18n, customers.col_referred_by),
        Column::Notes => t_string!(i18n, customers.notes),
        Column::ClassByHand => t_string!(i18n, customers.col_class_by_hand),
        Column::Custom(key) => label.unwrap_or(key),
        // Without a name only where it has been deleted.
        Column::Segment(_) => label.unwrap_or(t_string!(i18n, rules.segment_gone)),
        Column::Cluster(clusters) => {
            return t_string!(i18n, clusters.column, n = clusters.n.to_string()).to_string();
        }
        Column::BehindValue(range) => match range.of {
            SharedBy::Products => t_string!(i18n, customers.col_behind_products),
            SharedBy::Regions => t_string!(i18n, customers.col_behind_regions),
        },
        Column::Lens(column) => {
            return names::column_name(*column).get(language_of(i18n)).to_owned();
        }
    }
    .to_owned()
}

/// The name of a column among those that are known.
pub fn name_among(i18n: Texts, column: &Column, known: &[ColumnInfo]) -> String {
    let info = known.iter().find(|info| info.column == *column);
    column_name(i18n, column, info.and_then(|info| info.label.as_deref()))
}

/// The name of a field of a person; a custom one has the label that it was given.
pub fn field_name(i18n: Texts, field: &CustomerField, fields: &[CustomField]) -> String {
    let column = match field {
        CustomerField::Custom(key) => {
            let known = fields.iter().find(|known| known.key == *key);
            return known.map_or(key, |known| &known.label).clone();
        }
        CustomerField::Key => Column::Key,
        CustomerField::Name => Column::Name,
        CustomerField::Phone => Column::Phone,
        CustomerField::Email => Column::Email,
        CustomerField::WeChat => Column::WeChat,
        CustomerField::Company => Column::Company,
        CustomerField::CompanyId => Column::CompanyId,
        CustomerField::Region => Column::Region,
        CustomerField::Sex => Column::Sex,
        CustomerField::Occupation => Column::Occupation,
        CustomerField::Personality => Column::Personality,
        CustomerField::BirthYear => Column::BirthYear,
        CustomerField::LeadSource => Column::LeadSource,
        CustomerField::KnownSince => Column::KnownSince,
        CustomerField::Member => Column::Member,
        CustomerField::Budget => Column::Budget,
        CustomerField::SpendingPower => Column::SpendingPower,
        CustomerField::ReferredBy => Column::ReferredBy,
    };
    column_name(i18n, &column, None)
}

/// A value in the form of [`CustomerField::read`], as readers write it.
pub fn field_value(i18n: Texts, f: &Formatter, field: &CustomerField, value: &str) -> String {
    let mut read = Customer::default();
    // What is not of the field's form is shown as it stands.
    let _ = field.write(&mut read, value);
    let written = match field {
        CustomerField::Member => read.member.map(|yes| yes_or_no(i18n, yes)),
        CustomerField::KnownSince => {
            read.known_since.map(|day| f.fmt_date(day.0, DateStyle::Short))
        }
        CustomerField::Budget => read.budget.map(|budget| f.fmt_money(budget)),
        CustomerField::Personality => Some(personality_text(i18n, value)),
        _ => None,
    };
    written.unwrap_or_else(|| value.to_owned())
}

/// A sex in the language of the interface, whatever language it was written in.
pub fn sex_name(i18n: Texts, written: &str) -> String {
    match read_is_female(written) {
        Some(true) => t_string!(i18n, customers.female).to_owned(),
        Some(false) => t_string!(i18n, customers.male).to_owned(),
        None => written.to_owned(),
    }
}

/// A personality in the language of the interface; a word of the user's own as it stands.
pub fn personality_text(i18n: Texts, written: &str) -> String {
    personality_name(written).get(language_of(i18n)).to_owned()
}

/// What a value is called that its column is tested for, also where nobody has it any more. `info`: of
/// that column.
pub fn value_name(i18n: Texts, column: &Column, value: &str, info: Option<&ColumnInfo>) -> String {
    match (own_name(i18n, value, info), column) {
        (Some(name), _) => name,
        (None, Column::Sex) => sex_name(i18n, value),
        (None, Column::Personality) => personality_text(i18n, value),
        (None, _) => value.to_owned(),
    }
}

/// What a group is called, by the user's own name where it has one. `info`: of its column.
pub fn named_group(i18n: Texts, group: LensGroup, info: Option<&ColumnInfo>) -> String {
    own_name(i18n, &group.slug(), info).unwrap_or_else(|| group_name(i18n, group))
}

fn own_name(i18n: Texts, value: &str, info: Option<&ColumnInfo>) -> Option<String> {
    let (_, name) = info?.names.iter().find(|(named, _)| named == value)?;
    Some(name.get(language_of(i18n)).to_owned())
}

pub fn class_word(i18n: Texts, class: Class) -> &'static str {
    match class {
        Class::Bee => t_string!(i18n, common.bee),
        Class::Dragonfly => t_string!(i18n, common.dragonfly),
        Class::Butterfly => t_string!(i18n, common.butterfly),
        Class::Mantis => t_string!(i18n, common.mantis),
    }
}

pub fn stage_name(i18n: Texts, stage: Stage) -> String {
    match stage {
        Stage::Lead => t_string!(i18n, customers.stage_lead),
        Stage::Interested => t_string!(i18n, customers.stage_interested),
        Stage::Bought => t_string!(i18n, customers.stage_bought),
        Stage::InService => t_string!(i18n, customers.stage_in_service),
        Stage::Lapsed => t_string!(i18n, customers.stage_lapsed),
    }
    .to_owned()
}

/// Whether somebody may be invited, in a word or two.
pub fn may_invite(i18n: Texts, permission: Permission) -> String {
    match permission {
        Permission::Granted => t_string!(i18n, customers.may_granted),
        Permission::Unknown => t_string!(i18n, customers.may_unknown),
        Permission::Refused => t_string!(i18n, customers.may_refused),
    }
    .to_owned()
}

pub fn permission_name(i18n: Texts, permission: Permission) -> String {
    match permission {
        Permission::Unknown => t_string!(i18n, customers.permission_unknown),
        Permission::Granted => t_string!(i18n, customers.permission_granted),
        Permission::Refused => t_string!(i18n, customers.permission_refused),
    }
    .to_owned()
}

/// On the blacklist, where a permission would stand.
pub fn blocked_name(i18n: Texts) -> String {
    t_string!(i18n, customers.may_blocked).to_owned()
}

pub fn channel_name(i18n: Texts, channel: Channel) -> String {
    match channel {
        Channel::WeChat => t_string!(i18n, customers.channel_wechat),
        Channel::Sms => t_string!(i18n, customers.channel_sms),
        Channel::Phone => t_string!(i18n, customers.channel_phone),
        Channel::Email => t_string!(i18n, customers.channel_email),
        Channel::Post => t_string!(i18n, customers.channel_post),
        Channel::InPerson => t_string!(i18n, customers.channel_in_person),
    }
    .to_owned()
}

pub fn measure_name(i18n: Texts, measure: Measure) -> String {
    match measure {
        Measure::Spend => t_string!(i18n, customers.measure_spend),
        Measure::ReferredOrders => t_string!(i18n, customers.measure_referred),
        Measure::Margin => t_string!(i18n, customers.measure_margin),
        Measure::RepeatPurchases => t_string!(i18n, customers.measure_repeats),
        Measure::Regularity => t_string!(i18n, customers.measure_regularity),
        Measure::Recency => t_string!(i18n, customers.measure_recency),
        Measure::Engagement => t_string!(i18n, customers.measure_engagement),
        Measure::Membership => t_string!(i18n, customers.measure_membership),
        Measure::PurchasingPower => t_string!(i18n, customers.measure_power),
        Measure::Attention => t_string!(i18n, customers.measure_attention),
    }
    .to_owned()
}

/// A group without a name of the user's own.
pub fn group_name(i18n: Texts, group: LensGroup) -> String {
    names::group_name(&LensSettings::default(), group).get(language_of(i18n)).to_owned()
}

pub fn language_of(i18n: Texts) -> Language {
    match i18n.get_locale() {
        Locale::en => Language::En,
        Locale::zh_CN => Language::Zh,
    }
}

pub fn consent_fact_name(i18n: Texts, fact: ConsentFact) -> String {
    match fact {
        ConsentFact::Day => t_string!(i18n, customers.consent_day),
        ConsentFact::Source => t_string!(i18n, customers.consent_source),
        ConsentFact::Purpose => t_string!(i18n, customers.consent_purpose),
    }
    .to_lowercase()
}

pub fn outcome_name(i18n: Texts, outcome: CallOutcome) -> String {
    match outcome {
        CallOutcome::Interested => t_string!(i18n, calls.interested),
        CallOutcome::Registered => t_string!(i18n, calls.registered),
        CallOutcome::Ordered => t_string!(i18n, calls.ordered),
        CallOutcome::NotNow => t_string!(i18n, calls.not_now),
        CallOutcome::NotInterested => t_string!(i18n, calls.not_interested),
        CallOutcome::NotReached => t_string!(i18n, calls.not_reached),
        CallOutcome::WrongNumber => t_string!(i18n, calls.wrong_number),
        CallOutcome::NoMoreCalls => t_string!(i18n, calls.no_more_calls),
        CallOutcome::NoContact => t_string!(i18n, calls.no_contact),
    }
    .to_owned()
}

pub fn reason_source(i18n: Texts, source: ReasonSource) -> String {
    match source {
        ReasonSource::Call => t_string!(i18n, customers.reason_by_call),
        ReasonSource::Import => t_string!(i18n, customers.reason_by_import),
        ReasonSource::Hand => t_string!(i18n, customers.reason_by_hand),
    }
    .to_owned()
}

pub fn interaction_name(i18n: Texts, kind: InteractionKind) -> String {
    match kind {
        InteractionKind::Visit => t_string!(i18n, customers.contact_visit),
        InteractionKind::Enquiry => t_string!(i18n, customers.contact_enquiry),
        InteractionKind::Reply => t_string!(i18n, customers.contact_reply),
        InteractionKind::Call => t_string!(i18n, customers.contact_call),
        InteractionKind::Message => t_string!(i18n, customers.contact_message),
        InteractionKind::Invited => t_string!(i18n, customers.contact_invited),
        InteractionKind::Registered => t_string!(i18n, customers.contact_registered),
        InteractionKind::Attended => t_string!(i18n, customers.contact_attended),
    }
    .to_owned()
}

pub fn yes_or_no(i18n: Texts, yes: bool) -> String {
    if yes { t_string!(i18n, customers.yes) } else { t_string!(i18n, customers.no) }.to_owned()
}

/// A value in the plain form that the core keeps, as its kind is written; what does not fit stays.
pub fn value_text(i18n: Texts, f: &Formatter, kind: ColumnKind, value: &str) -> String {
    let written = match kind {
        ColumnKind::Number => read_number(value).map(|number| f.fmt_number(number, 2)),
        ColumnKind::Money => {
            read_number(value).map(|amount| f.fmt_money(Money::from_major(amount)))
        }
        ColumnKind::Date => read_date(value).map(|day| f.fmt_date(day.0, DateStyle::Short)),
        ColumnKind::YesNo => read_yes_no(value).map(|yes| yes_or_no(i18n, yes)),
        _ => None,
    };
    written.unwrap_or_else(|| value.to_owned())
}
