//! What our own words are called in exported files, for people and for programs.

use crate::domain::blacklist::BlockedBy;
use crate::domain::call::CallOutcome;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, ConsentFact, Permission};
use crate::domain::customer::Stage;
use crate::domain::interaction::InteractionKind;
use crate::domain::outlook::OutlookColumn;
use crate::domain::text::Text;
use crate::domain::value_range::{SharedBy, ValueRange};
use crate::segments::lenses::names::column_name;
use crate::views::table::Column;
use crate::words::export;

/// The class as a value in a list.
pub fn class_name(class: Class) -> Text {
    match class {
        Class::Bee => export::bee(),
        Class::Dragonfly => export::dragonfly(),
        Class::Butterfly => export::butterfly(),
        Class::Mantis => export::mantis(),
    }
}

pub fn stage_name(stage: Stage) -> Text {
    match stage {
        Stage::Lead => export::stage_lead(),
        Stage::Interested => export::stage_interested(),
        Stage::Bought => export::stage_bought(),
        Stage::InService => export::stage_in_service(),
        Stage::Lapsed => export::stage_lapsed(),
    }
}

pub fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "lead",
        Stage::Interested => "interested",
        Stage::Bought => "bought",
        Stage::InService => "in service",
        Stage::Lapsed => "lapsed",
    }
}

pub fn blocked_by_name(by: BlockedBy) -> Text {
    match by {
        BlockedBy::Phone => export::phone(),
        BlockedBy::Email => export::email(),
        BlockedBy::WeChat => export::wechat(),
        BlockedBy::Key => export::customer_key(),
    }
}

pub fn blocked_by_key(by: BlockedBy) -> &'static str {
    match by {
        BlockedBy::Phone => "phone",
        BlockedBy::Email => "email",
        BlockedBy::WeChat => "wechat",
        BlockedBy::Key => "customer_no",
    }
}

pub fn channel_name(channel: Channel) -> Text {
    match channel {
        Channel::WeChat => export::channel_wechat(),
        Channel::Sms => export::channel_sms(),
        Channel::Phone => export::channel_phone(),
        Channel::Email => export::channel_email(),
        Channel::Post => export::channel_post(),
        Channel::InPerson => export::channel_in_person(),
    }
}

pub fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::WeChat => "wechat",
        Channel::Sms => "sms",
        Channel::Phone => "phone",
        Channel::Email => "email",
        Channel::Post => "post",
        Channel::InPerson => "in_person",
    }
}

pub fn permission_name(permission: Permission) -> Text {
    match permission {
        Permission::Granted => export::yes(),
        Permission::Refused => export::no(),
        Permission::Unknown => export::not_asked(),
    }
}

pub fn contact_name(kind: InteractionKind) -> Text {
    match kind {
        InteractionKind::Visit => export::contact_visit(),
        InteractionKind::Enquiry => export::contact_enquiry(),
        InteractionKind::Reply => export::contact_reply(),
        InteractionKind::Call => export::contact_call(),
        InteractionKind::Message => export::contact_message(),
        InteractionKind::Invited => export::contact_invited(),
        InteractionKind::Registered => export::contact_registered(),
        InteractionKind::Attended => export::contact_attended(),
    }
}

pub fn contact_key(kind: InteractionKind) -> &'static str {
    match kind {
        InteractionKind::Visit => "visit",
        InteractionKind::Enquiry => "enquiry",
        InteractionKind::Reply => "reply",
        InteractionKind::Call => "call",
        InteractionKind::Message => "message",
        InteractionKind::Invited => "invited",
        InteractionKind::Registered => "registered",
        InteractionKind::Attended => "attended",
    }
}

pub fn outcome_name(outcome: CallOutcome) -> Text {
    match outcome {
        CallOutcome::Interested => export::outcome_interested(),
        CallOutcome::Registered => export::outcome_registered(),
        CallOutcome::Ordered => export::outcome_ordered(),
        CallOutcome::NotNow => export::outcome_not_now(),
        CallOutcome::NotInterested => export::outcome_not_interested(),
        CallOutcome::NotReached => export::outcome_not_reached(),
        CallOutcome::WrongNumber => export::outcome_wrong_number(),
        CallOutcome::NoMoreCalls => export::outcome_no_more_calls(),
        CallOutcome::NoContact => export::outcome_no_contact(),
    }
}

pub fn outcome_key(outcome: CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Interested => "interested",
        CallOutcome::Registered => "registered",
        CallOutcome::Ordered => "ordered",
        CallOutcome::NotNow => "not_now",
        CallOutcome::NotInterested => "not_interested",
        CallOutcome::NotReached => "not_reached",
        CallOutcome::WrongNumber => "wrong_number",
        CallOutcome::NoMoreCalls => "no_more_calls",
        CallOutcome::NoContact => "no_contact",
    }
}

/// What a column of the customer list is called in the first row.
pub fn header(column: &Column) -> Text {
    match column {
        Column::Key => export::key(),
        Column::Name => export::name(),
        Column::Class => export::class(),
        Column::Stage => export::stage(),
        Column::Contribution => export::contribution(),
        Column::Loyalty => export::loyalty(),
        Column::SpendLastYear => export::spend_last_year(),
        Column::SpendTotal => export::spend_total(),
        Column::PurchaseDays => export::purchase_days(),
        Column::LastPurchase => export::last_purchase(),
        Column::FirstPurchase => export::first_purchase(),
        Column::Phone => export::phone(),
        Column::Email => export::email(),
        Column::WeChat => export::wechat(),
        Column::Company => export::company(),
        Column::CompanyId => export::company_id(),
        Column::Region => export::region(),
        Column::Sex => export::sex(),
        Column::Occupation => export::occupation(),
        Column::Personality => export::personality(),
        Column::BirthYear => export::birth_year(),
        Column::LeadSource => export::lead_source(),
        Column::KnownSince => export::known_since(),
        Column::Member => export::member(),
        Column::Budget => export::budget(),
        Column::SpendingPower => export::spending_power(),
        Column::DiscountShare => export::discount_share(),
        Column::MayInvite => export::may_invite(),
        Column::Consent(channel) => export::consent(channel_name(*channel)),
        Column::ConsentFact(channel, fact) => {
            export::consent_fact(channel_name(*channel), fact_name(*fact))
        }
        Column::ConsentUnproven => export::consent_unproven(),
        Column::LastContact => export::last_contact(),
        Column::RestsUntil => export::rests_until(),
        Column::Tags => export::tags(),
        Column::Reasons => export::reasons(),
        Column::ReferredBy => export::referred_by(),
        Column::Notes => export::notes(),
        Column::ClassByHand => export::class_by_hand(),
        Column::Custom(key) => key.as_str().into(),
        Column::Lens(column) => column_name(*column),
        Column::Outlook(OutlookColumn::Active) => export::chance_active(),
        Column::Outlook(OutlookColumn::Purchases) => export::expected_purchases(),
        Column::Outlook(OutlookColumn::Value) => export::expected_value(),
        // Goes by the user's own name for it.
        Column::Segment(_) => export::segment(),
        Column::Cluster(clusters) => export::cluster(clusters.n.to_string()),
        Column::BehindValue(ValueRange { of: SharedBy::Products, .. }) => export::behind_products(),
        Column::BehindValue(ValueRange { of: SharedBy::Regions, .. }) => export::behind_regions(),
    }
}

/// The column's name for programs. A custom one goes by the user's own name for it.
pub fn key(column: &Column) -> String {
    let key = match column {
        Column::ConsentFact(channel, fact) => {
            return format!("{}_{}", key(&Column::Consent(*channel)), fact_key(*fact));
        }
        Column::Key => "customer_no",
        Column::Name => "name",
        Column::Class => "class",
        Column::Stage => "stage",
        Column::Contribution => "contribution",
        Column::Loyalty => "loyalty",
        Column::SpendLastYear => "spend_last_year",
        Column::SpendTotal => "spend_total",
        Column::PurchaseDays => "purchase_days",
        Column::LastPurchase => "last_purchase",
        Column::FirstPurchase => "first_purchase",
        Column::Phone => "phone",
        Column::Email => "email",
        Column::WeChat => "wechat",
        Column::Company => "company",
        Column::CompanyId => "company_id",
        Column::Region => "region",
        Column::Sex => "sex",
        Column::Occupation => "occupation",
        Column::Personality => "personality",
        Column::BirthYear => "birth_year",
        Column::LeadSource => "lead_source",
        Column::KnownSince => "known_since",
        Column::Member => "member",
        Column::Budget => "budget",
        Column::SpendingPower => "spending_power",
        Column::DiscountShare => "discount_share",
        Column::MayInvite => "may_invite",
        Column::Consent(Channel::WeChat) => "consent_wechat",
        Column::Consent(Channel::Sms) => "consent_sms",
        Column::Consent(Channel::Phone) => "consent_phone",
        Column::Consent(Channel::Email) => "consent_email",
        Column::Consent(Channel::Post) => "consent_post",
        Column::Consent(Channel::InPerson) => "consent_in_person",
        Column::ConsentUnproven => "consent_unproven",
        Column::LastContact => "last_contact",
        Column::RestsUntil => "at_contact_limit_until",
        Column::Tags => "tags",
        Column::Reasons => "reasons_for_not_buying",
        Column::ReferredBy => "referred_by",
        Column::Notes => "notes",
        Column::ClassByHand => "class_by_hand",
        Column::Custom(_) => "",
        Column::Lens(column) => return column.slug().replace('-', "_"),
        Column::Outlook(column) => return column.slug().replace('-', "_"),
        Column::Segment(id) => return format!("segment_{}", id.0),
        Column::Cluster(clusters) => {
            return format!("cluster_{}", clusters.slug().replace(['.', '-'], "_"));
        }
        Column::BehindValue(range) => {
            // A minus is told from what parts the ends.
            let slug = range.slug().replace('-', "minus_").replace('.', "_");
            return format!("behind_{slug}");
        }
    };
    key.to_owned()
}

fn fact_name(fact: ConsentFact) -> Text {
    match fact {
        ConsentFact::Day => export::consent_day(),
        ConsentFact::Source => export::consent_source(),
        ConsentFact::Purpose => export::consent_purpose(),
    }
}

fn fact_key(fact: ConsentFact) -> &'static str {
    match fact {
        ConsentFact::Day => "day",
        ConsentFact::Source => "source",
        ConsentFact::Purpose => "purpose",
    }
}
