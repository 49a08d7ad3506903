//! Several records of one person made one, field by field. Must not know how they were found to be
//! one, nor how the join is kept and undone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::customer::{Consent, Customer, CustomerNote, Permission};
use crate::domain::ids::CustomerId;

/// Which record's value stays, among those that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Keep {
    /// The most recently changed.
    #[default]
    Newest,
    /// The one that says most: the longest text (of equal ones, and where length says nothing, the
    /// newest).
    MostComplete,
    /// This customer's, the newest where it has none.
    Of(CustomerId),
}

/// A field of which records may disagree. Consent, tags, notes and the day since when somebody is
/// known are not chosen: they add up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MergeField {
    Key,
    Name,
    Phone,
    Email,
    WeChat,
    Company,
    Region,
    Sex,
    BirthYear,
    LeadSource,
    Member,
    Stage,
    Budget,
    SpendingPower,
    ReferredBy,
    ClassOverride,
    /// By its key.
    Custom(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survivorship {
    /// Whose id the joined record has.
    pub survivor: CustomerId,
    pub otherwise: Keep,
    /// Fields that are decided otherwise than `otherwise`.
    pub fields: BTreeMap<MergeField, Keep>,
}

impl Survivorship {
    fn of(&self, field: &MergeField) -> Keep {
        self.fields.get(field).copied().unwrap_or(self.otherwise)
    }
}

/// One customer of several; `parts` in the order in which they were last changed, the newest last.
/// A value is never lost to a blank; whatever one part refuses stays refused.
pub fn merge_customers(parts: &[&Customer], rules: &Survivorship) -> Customer {
    let merge = Merge { parts, rules };
    // Every field by name: a new one is not forgotten here.
    Customer {
        id: rules.survivor,
        key: merge.text(MergeField::Key, |part| &part.key),
        name: merge.text(MergeField::Name, |part| &part.name),
        phone: merge.text(MergeField::Phone, |part| &part.phone),
        email: merge.text(MergeField::Email, |part| &part.email),
        wechat: merge.text(MergeField::WeChat, |part| &part.wechat),
        company: merge.text(MergeField::Company, |part| &part.company),
        region: merge.text(MergeField::Region, |part| &part.region),
        sex: merge.text(MergeField::Sex, |part| &part.sex),
        birth_year: merge.value(MergeField::BirthYear, |part| part.birth_year),
        lead_source: merge.text(MergeField::LeadSource, |part| &part.lead_source),
        known_since: parts.iter().filter_map(|part| part.known_since).min(),
        member: merge.value(MergeField::Member, |part| part.member),
        stage: merge.value(MergeField::Stage, |part| part.stage),
        budget: merge.value(MergeField::Budget, |part| part.budget),
        spending_power: merge.value(MergeField::SpendingPower, |part| part.spending_power),
        referred_by_key: merge.text(MergeField::ReferredBy, |part| &part.referred_by_key),
        consent: strictest_consent(parts.iter().map(|part| &part.consent)),
        class_override: merge.value(MergeField::ClassOverride, |part| part.class_override.clone()),
        tags: joined_tags(parts),
        notes: joined_notes(parts),
        fields: merge.fields(),
    }
}

struct Merge<'a> {
    parts: &'a [&'a Customer],
    rules: &'a Survivorship,
}

impl<'a> Merge<'a> {
    fn text(&self, field: MergeField, of: impl Fn(&'a Customer) -> &'a String) -> String {
        let value = |part: &'a Customer| Some(of(part)).filter(|text| !text.trim().is_empty());
        self.pick(self.rules.of(&field), value, |text| text.chars().count())
            .cloned()
            .unwrap_or_default()
    }

    fn value<T>(&self, field: MergeField, of: impl Fn(&'a Customer) -> Option<T>) -> Option<T> {
        self.pick(self.rules.of(&field), of, |_| 0)
    }

    fn fields(&self) -> BTreeMap<String, String> {
        let keys = self.parts.iter().flat_map(|part| part.fields.keys());
        let entry = |key: &String| {
            let rule = self.rules.of(&MergeField::Custom(key.clone()));
            let value = |part: &'a Customer| part.fields.get(key).filter(|text| !text.is_empty());
            let value = self.pick(rule, value, |text| text.chars().count())?;
            Some((key.clone(), value.clone()))
        };
        keys.filter_map(entry).collect()
    }

    fn pick<T>(
        &self,
        rule: Keep,
        of: impl Fn(&'a Customer) -> Option<T>,
        length: impl Fn(&T) -> usize,
    ) -> Option<T> {
        let newest = || self.parts.iter().rev().find_map(|part| of(part));
        match rule {
            Keep::Newest => newest(),
            // The last of equal ones: the newest.
            Keep::MostComplete => self.parts.iter().filter_map(|part| of(part)).max_by_key(length),
            Keep::Of(id) => {
                let chosen = self.parts.iter().find(|part| part.id == id);
                chosen.and_then(|part| of(part)).or_else(newest)
            }
        }
    }
}

/// Per channel the strictest answer that was given: a refusal before a permission, a permission
/// before nothing; an opt-out from everything stays.
fn strictest_consent<'a>(parts: impl Iterator<Item = &'a Consent>) -> Consent {
    let mut joined = Consent::default();
    for part in parts {
        joined.opted_out |= part.opted_out;
        for (channel, permission) in &part.channels {
            let known: &mut Permission = joined.channels.entry(*channel).or_default();
            *known = (*known).max(*permission);
        }
    }
    joined
}

fn joined_tags(parts: &[&Customer]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for tag in parts.iter().flat_map(|part| &part.tags) {
        if !joined.contains(tag) {
            joined.push(tag.clone());
        }
    }
    joined
}

/// By day; the same remark of the same day once.
fn joined_notes(parts: &[&Customer]) -> Vec<CustomerNote> {
    let mut joined: Vec<CustomerNote> = Vec::new();
    for note in parts.iter().flat_map(|part| &part.notes) {
        if !joined.contains(note) {
            joined.push(note.clone());
        }
    }
    joined.sort_by_key(|note| note.day);
    joined
}

#[cfg(test)]
mod tests {
    use super::{Keep, MergeField, Survivorship, merge_customers};
    use crate::domain::customer::{Channel, Consent, Customer, CustomerNote, Permission};
    use crate::domain::day::Day;
    use crate::domain::ids::CustomerId;

    fn part(id: u32, name: &str, phone: &str) -> Customer {
        Customer {
            id: CustomerId(id),
            name: name.into(),
            phone: phone.into(),
            ..Customer::default()
        }
    }

    #[test]
    fn each_field_by_its_rule_and_no_blank_wins() {
        let old = Customer {
            region: "上海市浦东新区".into(),
            birth_year: Some(1990),
            known_since: Some(Day(10)),
            fields: [("pet".to_owned(), "麻糬".to_owned())].into(),
            ..part(1, "王小明", "13800138001")
        };
        let new = Customer {
            region: "浦东".into(),
            birth_year: Some(1991),
            known_since: Some(Day(20)),
            ..part(2, "Wang Xiaoming", "")
        };
        let mut rules = Survivorship { survivor: CustomerId(1), ..Survivorship::default() };
        rules.fields.insert(MergeField::Name, Keep::Of(CustomerId(1)));
        rules.fields.insert(MergeField::Region, Keep::MostComplete);
        let joined = merge_customers(&[&old, &new], &rules);
        let expected =
            Customer { birth_year: Some(1991), known_since: Some(Day(10)), ..old.clone() };
        assert_eq!(joined, expected);
    }

    #[test]
    fn what_was_refused_stays_refused() {
        let with = |answers: &[(Channel, Permission)], opted_out| Customer {
            consent: Consent { channels: answers.iter().copied().collect(), opted_out },
            ..Customer::default()
        };
        let old = with(&[(Channel::Sms, Permission::Refused)], false);
        let new = with(
            &[(Channel::Sms, Permission::Granted), (Channel::Email, Permission::Granted)],
            false,
        );
        for parts in [[&old, &new], [&new, &old]] {
            let joined = merge_customers(&parts, &Survivorship::default());
            assert_eq!(joined.consent.of(Channel::Sms), Permission::Refused);
            assert_eq!(joined.consent.of(Channel::Email), Permission::Granted);
        }
        let out = with(&[], true);
        assert!(merge_customers(&[&out, &new], &Survivorship::default()).consent.opted_out);
    }

    #[test]
    fn tags_and_notes_add_up() {
        let note = |day, text: &str| CustomerNote { day: Day(day), text: text.into() };
        let one = Customer {
            tags: vec!["狗".into(), "会员".into()],
            notes: vec![note(5, "b")],
            ..Customer::default()
        };
        let other = Customer {
            tags: vec!["猫".into(), "狗".into()],
            notes: vec![note(1, "a"), note(5, "b")],
            ..Customer::default()
        };
        let joined = merge_customers(&[&one, &other], &Survivorship::default());
        assert_eq!(joined.tags, ["狗", "会员", "猫"]);
        assert_eq!(joined.notes, [note(1, "a"), note(5, "b")]);
    }
}
