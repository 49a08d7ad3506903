//! The roles a column can have, in groups as they are offered, and their names in a choice.

use super::wording::Texts;
use crate::i18n::t_string;
use meadow_core::domain::consent::{Channel, ConsentFact};
use meadow_core::domain::keeping::KeepQuestion;
use meadow_core::views::import::{ColumnRole, ConsentAbout};

/// A heading of the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleGroup {
    Person,
    More,
    Consent,
    Order,
    Product,
}

impl RoleGroup {
    pub const ALL: [Self; 5] =
        [Self::Person, Self::More, Self::Consent, Self::Order, Self::Product];

    pub fn name(self, i18n: Texts) -> String {
        match self {
            Self::Person => t_string!(i18n, import.group_person),
            Self::More => t_string!(i18n, import.group_more),
            Self::Consent => t_string!(i18n, import.group_consent),
            Self::Order => t_string!(i18n, import.group_order),
            Self::Product => t_string!(i18n, import.group_product),
        }
        .to_owned()
    }

    pub fn roles(self) -> &'static [(&'static str, ColumnRole)] {
        match self {
            Self::Person => &PERSON,
            Self::More => &MORE,
            Self::Consent => &CONSENT,
            Self::Order => &ORDER,
            Self::Product => &PRODUCT,
        }
    }
}

const PERSON: [(&str, ColumnRole); 8] = [
    ("key", ColumnRole::CustomerKey),
    ("name", ColumnRole::Name),
    ("family-name", ColumnRole::FamilyName),
    ("phone", ColumnRole::Phone),
    ("email", ColumnRole::Email),
    ("wechat", ColumnRole::WeChat),
    ("company", ColumnRole::Company),
    ("company-id", ColumnRole::CompanyId),
];

const MORE: [(&str, ColumnRole); 24] = [
    ("region", ColumnRole::Region),
    ("sex", ColumnRole::Sex),
    ("occupation", ColumnRole::Occupation),
    ("personality", ColumnRole::Personality),
    ("birth-year", ColumnRole::BirthYear),
    ("lead-source", ColumnRole::LeadSource),
    ("known-since", ColumnRole::KnownSince),
    ("member", ColumnRole::Member),
    ("stage", ColumnRole::Stage),
    ("class-by-hand", ColumnRole::ClassByHand),
    ("class-note", ColumnRole::ClassNote),
    ("keeping-unusual", ColumnRole::Keeping(KeepQuestion::Unusual)),
    ("keeping-looks-ahead", ColumnRole::Keeping(KeepQuestion::LooksAhead)),
    ("keeping-durable", ColumnRole::Keeping(KeepQuestion::Durable)),
    ("keeping-adaptable", ColumnRole::Keeping(KeepQuestion::Adaptable)),
    ("keeping-sound", ColumnRole::Keeping(KeepQuestion::Sound)),
    ("keeping-caution", ColumnRole::Keeping(KeepQuestion::Caution)),
    ("keeping-valuable", ColumnRole::Keeping(KeepQuestion::Valuable)),
    ("budget", ColumnRole::Budget),
    ("spending-power", ColumnRole::SpendingPower),
    ("referred-by", ColumnRole::ReferredBy),
    ("tags", ColumnRole::Tags),
    ("reasons", ColumnRole::Reasons),
    ("note", ColumnRole::Note),
];

const CONSENT: [(&str, ColumnRole); 37] = [
    ("consent-wechat", ColumnRole::ConsentWeChat),
    ("consent-sms", ColumnRole::ConsentSms),
    ("consent-phone", ColumnRole::ConsentPhone),
    ("consent-email", ColumnRole::ConsentEmail),
    ("consent-post", ColumnRole::ConsentPost),
    ("consent-in-person", ColumnRole::ConsentInPerson),
    ("consent-every", ColumnRole::ConsentEvery),
    ("opted-out", ColumnRole::OptedOut),
    ("consent-day", ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Day)),
    ("consent-source", ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Source)),
    ("consent-purpose", ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Purpose)),
    ("opt-out-day", ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Day)),
    ("opt-out-source", ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Source)),
    (
        "consent-wechat-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::WeChat), ConsentFact::Day),
    ),
    (
        "consent-wechat-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::WeChat), ConsentFact::Source),
    ),
    (
        "consent-wechat-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::WeChat), ConsentFact::Purpose),
    ),
    (
        "consent-sms-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Day),
    ),
    (
        "consent-sms-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Source),
    ),
    (
        "consent-sms-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), ConsentFact::Purpose),
    ),
    (
        "consent-phone-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Phone), ConsentFact::Day),
    ),
    (
        "consent-phone-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Phone), ConsentFact::Source),
    ),
    (
        "consent-phone-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Phone), ConsentFact::Purpose),
    ),
    (
        "consent-email-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Email), ConsentFact::Day),
    ),
    (
        "consent-email-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Email), ConsentFact::Source),
    ),
    (
        "consent-email-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Email), ConsentFact::Purpose),
    ),
    (
        "consent-post-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Post), ConsentFact::Day),
    ),
    (
        "consent-post-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Post), ConsentFact::Source),
    ),
    (
        "consent-post-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Post), ConsentFact::Purpose),
    ),
    (
        "consent-in-person-day",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::InPerson), ConsentFact::Day),
    ),
    (
        "consent-in-person-source",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::InPerson), ConsentFact::Source),
    ),
    (
        "consent-in-person-purpose",
        ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::InPerson), ConsentFact::Purpose),
    ),
    (
        "refusal-wechat",
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::WeChat), ConsentFact::Day),
    ),
    ("refusal-sms", ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::Sms), ConsentFact::Day)),
    (
        "refusal-phone",
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::Phone), ConsentFact::Day),
    ),
    (
        "refusal-email",
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::Email), ConsentFact::Day),
    ),
    (
        "refusal-post",
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::Post), ConsentFact::Day),
    ),
    (
        "refusal-in-person",
        ColumnRole::ConsentFact(ConsentAbout::Refusal(Channel::InPerson), ConsentFact::Day),
    ),
];

const ORDER: [(&str, ColumnRole); 8] = [
    ("order-date", ColumnRole::OrderDate),
    ("order-amount", ColumnRole::OrderAmount),
    ("order-total", ColumnRole::OrderTotal),
    ("order-key", ColumnRole::OrderKey),
    ("order-discount", ColumnRole::OrderDiscount),
    ("order-refund", ColumnRole::OrderRefund),
    ("order-cost", ColumnRole::OrderCost),
    ("order-status", ColumnRole::OrderStatus),
];

const PRODUCT: [(&str, ColumnRole); 4] = [
    ("product-name", ColumnRole::ProductName),
    ("product-key", ColumnRole::ProductKey),
    ("category", ColumnRole::Category),
    ("quantity", ColumnRole::Quantity),
];

const SKIP: &str = "skip";
const CUSTOM: &str = "custom";

/// The value of a role in the choice.
pub fn key_of(role: &ColumnRole) -> &'static str {
    match role {
        ColumnRole::Skip => SKIP,
        ColumnRole::Custom { .. } => CUSTOM,
        _ => RoleGroup::ALL
            .iter()
            .flat_map(|group| group.roles())
            .find(|(_, own)| own == role)
            .map_or(SKIP, |(key, _)| key),
    }
}

/// The role of this value; a custom field is named after the column.
pub fn role_of(key: &str, header: &str) -> ColumnRole {
    match key {
        CUSTOM => ColumnRole::custom(header),
        _ => RoleGroup::ALL
            .iter()
            .flat_map(|group| group.roles())
            .find(|(own, _)| *own == key)
            .map_or(ColumnRole::Skip, |(_, role)| role.clone()),
    }
}

/// Becomes something that is kept of a person and that a later file could write over. Tags, reasons and notes
/// are added to, permissions follow rules of their own, and the number says who it is.
pub fn is_kept_of_person(role: &ColumnRole) -> bool {
    let is_listed = |group: RoleGroup| group.roles().iter().any(|(_, own)| own == role);
    match role {
        ColumnRole::CustomerKey | ColumnRole::Tags | ColumnRole::Reasons | ColumnRole::Note => {
            false
        }
        ColumnRole::Custom { .. } => true,
        _ => is_listed(RoleGroup::Person) || is_listed(RoleGroup::More),
    }
}

#[cfg(test)]
mod tests {
    use super::{RoleGroup, key_of, role_of};
    use meadow_core::views::import::ColumnRole;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_value_leads_back_to_its_role() {
        let grouped = RoleGroup::ALL.iter().flat_map(|group| group.roles());
        let custom = ColumnRole::custom("宠物名");
        for role in grouped.map(|(_, role)| role).chain([&ColumnRole::Skip, &custom]) {
            assert_eq!(role_of(key_of(role), "宠物名"), *role);
        }
    }
}
