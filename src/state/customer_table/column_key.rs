//! The stable names of the table's columns and of stages, as in addresses, settings and choices.

use meadow_core::domain::cluster::Clusters;
use meadow_core::domain::consent::{Channel, ConsentFact, Permission};
use meadow_core::domain::customer::Stage;
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::lens::LensColumn;
use meadow_core::domain::outlook::OutlookColumn;
use meadow_core::domain::value_range::ValueRange;
use meadow_core::views::table::{Column, Test};

/// Before a range of what products or regions bring.
const BEHIND: &str = "behind.";

/// Before the name of what a lens finds.
const LENS: &str = "lens.";

/// Before the name of what is to be expected.
const OUTLOOK: &str = "outlook.";

/// Before the key of a custom field, so that it cannot be taken for one of our own columns.
const CUSTOM: &str = "field.";

/// Before the number of a saved segment.
const SEGMENT: &str = "segment.";

/// Before the name of the clusters somebody may be in.
const CLUSTER: &str = "cluster.";

/// Between the name of a consent and the name of one of its facts.
const BEFORE_FACT: char = '.';

const FACTS: [(&str, ConsentFact); 3] =
    [("day", ConsentFact::Day), ("source", ConsentFact::Source), ("purpose", ConsentFact::Purpose)];

const BUILT_IN: [(&str, Column); 42] = [
    ("key", Column::Key),
    ("name", Column::Name),
    ("class", Column::Class),
    ("stage", Column::Stage),
    ("contribution", Column::Contribution),
    ("loyalty", Column::Loyalty),
    ("spend-last-year", Column::SpendLastYear),
    ("spend-total", Column::SpendTotal),
    ("purchase-days", Column::PurchaseDays),
    ("last-purchase", Column::LastPurchase),
    ("first-purchase", Column::FirstPurchase),
    ("phone", Column::Phone),
    ("email", Column::Email),
    ("wechat", Column::WeChat),
    ("company", Column::Company),
    ("company-id", Column::CompanyId),
    ("region", Column::Region),
    ("sex", Column::Sex),
    ("occupation", Column::Occupation),
    ("personality", Column::Personality),
    ("birth-year", Column::BirthYear),
    ("lead-source", Column::LeadSource),
    ("known-since", Column::KnownSince),
    ("member", Column::Member),
    ("budget", Column::Budget),
    ("spending-power", Column::SpendingPower),
    ("discount-share", Column::DiscountShare),
    ("may-invite", Column::MayInvite),
    ("consent-wechat", Column::Consent(Channel::WeChat)),
    ("consent-sms", Column::Consent(Channel::Sms)),
    ("consent-phone", Column::Consent(Channel::Phone)),
    ("consent-email", Column::Consent(Channel::Email)),
    ("consent-post", Column::Consent(Channel::Post)),
    ("consent-in-person", Column::Consent(Channel::InPerson)),
    ("consent-unproven", Column::ConsentUnproven),
    ("last-contact", Column::LastContact),
    ("rests-until", Column::RestsUntil),
    ("tags", Column::Tags),
    ("reasons", Column::Reasons),
    ("referred-by", Column::ReferredBy),
    ("notes", Column::Notes),
    ("class-by-hand", Column::ClassByHand),
];

/// The name of a column.
pub fn key_of(column: &Column) -> String {
    match column {
        Column::Custom(key) => format!("{CUSTOM}{key}"),
        Column::Lens(column) => format!("{LENS}{}", column.slug()),
        Column::Outlook(column) => format!("{OUTLOOK}{}", column.slug()),
        Column::Segment(DocumentId(id)) => format!("{SEGMENT}{id}"),
        Column::Cluster(clusters) => format!("{CLUSTER}{}", clusters.slug()),
        Column::BehindValue(range) => format!("{BEHIND}{}", range.slug()),
        Column::ConsentFact(channel, fact) => {
            let (name, _) = FACTS[*fact as usize];
            format!("{}{BEFORE_FACT}{name}", key_of(&Column::Consent(*channel)))
        }
        _ => BUILT_IN
            .iter()
            .find(|(_, built_in)| built_in == column)
            .map_or_else(String::new, |(key, _)| (*key).to_owned()),
    }
}

/// The column of this name, if there is one. A custom one may not exist in the workspace.
pub fn column_of(key: &str) -> Option<Column> {
    if let Some(custom) = key.strip_prefix(CUSTOM) {
        return Some(Column::Custom(custom.to_owned()));
    }
    if let Some(lens) = key.strip_prefix(LENS) {
        return LensColumn::from_slug(lens).map(Column::Lens);
    }
    if let Some(outlook) = key.strip_prefix(OUTLOOK) {
        return OutlookColumn::from_slug(outlook).map(Column::Outlook);
    }
    if let Some(id) = key.strip_prefix(SEGMENT) {
        return id.parse().ok().map(|id| Column::Segment(DocumentId(id)));
    }
    if let Some(clusters) = key.strip_prefix(CLUSTER) {
        return Clusters::from_slug(clusters).map(Column::Cluster);
    }
    if let Some(range) = key.strip_prefix(BEHIND) {
        return ValueRange::from_slug(range).map(Column::BehindValue);
    }
    let built_in = |key: &str| {
        BUILT_IN.iter().find(|(name, _)| *name == key).map(|(_, column)| column.clone())
    };
    built_in(key).or_else(|| {
        let (consent, fact) = key.split_once(BEFORE_FACT)?;
        let (_, fact) = FACTS.iter().find(|(name, _)| *name == fact)?;
        match built_in(consent)? {
            Column::Consent(channel) => Some(Column::ConsentFact(channel, *fact)),
            _ => None,
        }
    })
}

/// The name of a stage.
pub fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "lead",
        Stage::Interested => "interested",
        Stage::Bought => "bought",
        Stage::InService => "in-service",
        Stage::Lapsed => "lapsed",
    }
}

/// The stage of this name, if there is one.
pub fn stage_of(key: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| stage_key(*stage) == key)
}

/// The name of a permission.
pub fn permission_key(permission: Permission) -> &'static str {
    match permission {
        Permission::Granted => "granted",
        Permission::Refused => "refused",
        Permission::Unknown => "unknown",
    }
}

/// The permission of this name, if there is one.
pub fn permission_of(key: &str) -> Option<Permission> {
    Permission::ALL.into_iter().find(|permission| permission_key(*permission) == key)
}

/// Stands among permissions for being on the blacklist.
pub const BLOCKED: &str = "blocked";

/// Any of these names of permissions, [`BLOCKED`] included.
pub fn permission_test<'a>(mut keys: impl Iterator<Item = &'a str> + Clone) -> Test {
    let permissions = keys.clone().filter_map(permission_of).collect();
    match keys.any(|key| key == BLOCKED) {
        true => Test::BlockedOr(permissions),
        false => Test::PermissionIs(permissions),
    }
}

/// The names of these permissions.
pub fn permission_keys(permissions: &[Permission]) -> impl Iterator<Item = String> {
    permissions.iter().map(|permission| permission_key(*permission).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, FACTS, column_of, key_of};
    use meadow_core::domain::cluster::{ClusterBasis, Clusters};
    use meadow_core::domain::consent::Channel;
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::domain::lens::LensColumn;
    use meadow_core::domain::outlook::OutlookColumn;
    use meadow_core::domain::value_range::ValueRange;
    use meadow_core::views::table::Column;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_name_leads_back_to_its_column() {
        let custom = Column::Custom("name".into());
        let facts = FACTS.map(|(_, fact)| Column::ConsentFact(Channel::InPerson, fact));
        let lenses = LensColumn::ALL.map(Column::Lens);
        let outlooks = OutlookColumn::ALL.map(Column::Outlook);
        let segment = Column::Segment(DocumentId(7));
        let clusters = Column::Cluster(Clusters { basis: ClusterBasis::default(), n: 4 });
        let range = ValueRange::from_slug("regions.-5.120").map(Column::BehindValue).unwrap();
        let more = [&custom, &segment, &clusters, &range];
        let others = facts.iter().chain(&lenses).chain(&outlooks).chain(more);
        for column in BUILT_IN.iter().map(|(_, column)| column).chain(others) {
            assert_eq!(column_of(&key_of(column)).as_ref(), Some(column));
        }
        assert_eq!(column_of("no-such-column"), None);
    }
}
