//! Several records of one person made one, field by field. Must not know how they were found to be
//! one, nor how the join is kept and undone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::contact::HomeCountry;
use crate::contact::given_for::{contacts_for, covers};
use crate::domain::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
use crate::domain::customer::{Customer, CustomerNote};
use crate::domain::customer_field::CustomerField;
use crate::domain::ids::CustomerId;
use crate::domain::joining_rules::{JoiningRules, KeepRule};
use crate::domain::reason::{RecordedReason, record};

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
    /// The newest of the others than this customer; its own where they have none.
    OtherThan(CustomerId),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survivorship {
    /// Whose id the joined record has.
    pub survivor: CustomerId,
    /// For every other field. Consent, tags, reasons and notes are not chosen: they add up.
    pub otherwise: Keep,
    /// Fields with a rule of their own. Without one, the earliest day counts as the one since when
    /// somebody is known.
    pub fields: BTreeMap<CustomerField, Keep>,
}

impl Survivorship {
    /// The rules of a workspace, for records of which this one is kept.
    pub fn by(rules: &JoiningRules, survivor: CustomerId) -> Self {
        let keep = |rule: KeepRule| match rule {
            KeepRule::Newest => Keep::Newest,
            KeepRule::MostComplete => Keep::MostComplete,
            KeepRule::Mine => Keep::Of(survivor),
            KeepRule::Theirs => Keep::OtherThan(survivor),
        };
        let fields = rules.fields.iter().map(|(field, rule)| (field.clone(), keep(*rule)));
        Self { survivor, otherwise: keep(rules.otherwise), fields: fields.collect() }
    }

    fn of(&self, field: &CustomerField) -> Keep {
        self.fields.get(field).copied().unwrap_or(self.otherwise)
    }
}

/// One customer of several; `parts` in the order in which they were last changed, the newest last.
/// A value is never lost to a blank; whatever one part refuses stays refused.
/// `home` is where numbers without a country code belong.
pub fn merge_customers(
    parts: &[&Customer],
    rules: &Survivorship,
    home: Option<HomeCountry>,
) -> Customer {
    let merge = Merge { parts, rules };
    // Every field by name: a new one is not forgotten here.
    let mut merged = Customer {
        id: rules.survivor,
        key: merge.text(CustomerField::Key, |part| &part.key),
        name: merge.text(CustomerField::Name, |part| &part.name),
        phone: merge.text(CustomerField::Phone, |part| &part.phone),
        email: merge.text(CustomerField::Email, |part| &part.email),
        wechat: merge.text(CustomerField::WeChat, |part| &part.wechat),
        company: merge.text(CustomerField::Company, |part| &part.company),
        company_id: merge.text(CustomerField::CompanyId, |part| &part.company_id),
        region: merge.text(CustomerField::Region, |part| &part.region),
        sex: merge.text(CustomerField::Sex, |part| &part.sex),
        occupation: merge.text(CustomerField::Occupation, |part| &part.occupation),
        personality: merge.text(CustomerField::Personality, |part| &part.personality),
        birth_year: merge.value(CustomerField::BirthYear, |part| part.birth_year),
        lead_source: merge.text(CustomerField::LeadSource, |part| &part.lead_source),
        known_since: match rules.fields.contains_key(&CustomerField::KnownSince) {
            true => merge.value(CustomerField::KnownSince, |part| part.known_since),
            false => parts.iter().filter_map(|part| part.known_since).min(),
        },
        member: merge.value(CustomerField::Member, |part| part.member),
        stage: merge.pick(rules.otherwise, |part| part.stage, |_| 0),
        budget: merge.value(CustomerField::Budget, |part| part.budget),
        spending_power: merge.value(CustomerField::SpendingPower, |part| part.spending_power),
        referred_by_key: merge.text(CustomerField::ReferredBy, |part| &part.referred_by_key),
        // What of it holds depends on which contacts stay.
        consent: Consent::default(),
        class_override: merge.pick(rules.otherwise, |part| part.class_override.clone(), |_| 0),
        tags: joined_tags(parts),
        notes: joined_notes(parts),
        reasons: joined_reasons(parts),
        // As it was last answered.
        keeping: parts.iter().flat_map(|part| part.keeping.clone()).collect(),
        fields: merge.fields(),
    };
    merged.consent = joined_consent(parts, &merged, home);
    merged
}

struct Merge<'a> {
    parts: &'a [&'a Customer],
    rules: &'a Survivorship,
}

impl<'a> Merge<'a> {
    fn text(&self, field: CustomerField, of: impl Fn(&'a Customer) -> &'a String) -> String {
        let value = |part: &'a Customer| Some(of(part)).filter(|text| !text.trim().is_empty());
        self.pick(self.rules.of(&field), value, |text| text.chars().count())
            .cloned()
            .unwrap_or_default()
    }

    fn value<T>(&self, field: CustomerField, of: impl Fn(&'a Customer) -> Option<T>) -> Option<T> {
        self.pick(self.rules.of(&field), of, |_| 0)
    }

    fn fields(&self) -> BTreeMap<String, String> {
        let keys = self.parts.iter().flat_map(|part| part.fields.keys());
        let entry = |key: &String| {
            let rule = self.rules.of(&CustomerField::Custom(key.clone()));
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
            Keep::OtherThan(id) => {
                let mut others = self.parts.iter().rev().filter(|part| part.id != id);
                others.find_map(|part| of(part)).or_else(newest)
            }
        }
    }
}

/// What holds for the customer that several records became: the strictest answer per channel, where a
/// permission counts only if it was given for the contact that stays (`given_for`), and refusals count
/// whatever they were given for. A permission for WeChat needs no id: it finds people without.
pub fn joined_consent(
    parts: &[&Customer],
    merged: &Customer,
    home: Option<HomeCountry>,
) -> Consent {
    let holding = parts.iter().map(|part| {
        let mut consent = part.consent.clone();
        consent.channels.retain(|channel, said| {
            let contacts = contacts_for(part, *channel, home);
            said.permission != Permission::Granted
                || covers(&contacts, &contacts_for(merged, *channel, home))
                || (*channel == Channel::WeChat && contacts.is_empty())
        });
        consent
    });
    strictest_consent(&holding.collect::<Vec<_>>())
}

/// Per channel the strictest answer that was given, with its day, source and purpose: a refusal
/// before a permission, a permission before nothing, what was decided before what nobody could read; of
/// equal ones the latest. An opt-out from everything stays, the first one.
fn strictest_consent(parts: &[Consent]) -> Consent {
    let mut joined = Consent::default();
    for part in parts {
        for (channel, said) in &part.channels {
            let known = joined.channels.get(channel);
            let is_stricter = |known: &ChannelConsent| {
                let rank =
                    |said: &ChannelConsent| (said.permission, !said.is_undecided(), said.day);
                rank(said) >= rank(known)
            };
            if known.is_none_or(is_stricter) {
                joined.set(*channel, said.clone());
            }
        }
        let first = |out: &OptOut| (out.is_undecided(), out.day.is_none(), out.day);
        let outs = joined.opt_out.iter().chain(&part.opt_out);
        joined.opt_out = outs.min_by_key(|out| first(out)).cloned();
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

/// Each once, as it was last given.
fn joined_reasons(parts: &[&Customer]) -> Vec<RecordedReason> {
    let mut joined: Vec<RecordedReason> = Vec::new();
    for reason in parts.iter().flat_map(|part| &part.reasons) {
        let known = joined.iter().find(|known| known.key == reason.key);
        if known.is_none_or(|known| known.day <= reason.day) {
            record(&mut joined, reason.clone());
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
    use super::{Keep, Survivorship, joined_consent, merge_customers};
    use crate::domain::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
    use crate::domain::customer::{Customer, CustomerNote};
    use crate::domain::customer_field::CustomerField;
    use crate::domain::day::Day;
    use crate::domain::ids::CustomerId;
    use crate::domain::joining_rules::{JoiningRules, KeepRule};
    use crate::matching::contact::HomeCountry;

    const HOME: Option<HomeCountry> = Some(HomeCountry::CHINA);

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
        rules.fields.insert(CustomerField::Name, Keep::Of(CustomerId(1)));
        rules.fields.insert(CustomerField::Region, Keep::MostComplete);
        let joined = merge_customers(&[&old, &new], &rules, HOME);
        let expected =
            Customer { birth_year: Some(1991), known_since: Some(Day(10)), ..old.clone() };
        assert_eq!(joined, expected);
    }

    #[test]
    fn a_workspaces_rules_speak_of_the_record_that_is_kept() {
        let mine = Customer { region: "杭州".into(), ..part(1, "Ann", "1") };
        let older = Customer { company: "云朵".into(), ..part(2, "Ann Lee", "2") };
        let theirs = Customer { sex: "女".into(), ..part(3, "A.", "") };
        let join = |otherwise, fields: &[(CustomerField, KeepRule)]| {
            let rules = JoiningRules { otherwise, fields: fields.iter().cloned().collect() };
            let rules = Survivorship::by(&rules, CustomerId(1));
            let joined = merge_customers(&[&mine, &older, &theirs], &rules, HOME);
            // A blank never wins.
            assert_eq!((joined.region.as_str(), joined.company.as_str()), ("杭州", "云朵"));
            (joined.name, joined.phone)
        };
        let pair = |name: &str, phone: &str| (name.to_owned(), phone.to_owned());
        assert_eq!(join(KeepRule::Newest, &[]), pair("A.", "2"));
        assert_eq!(join(KeepRule::MostComplete, &[]), pair("Ann Lee", "2"));
        assert_eq!(join(KeepRule::Mine, &[]), pair("Ann", "1"));
        assert_eq!(join(KeepRule::Theirs, &[]), pair("A.", "2"));
        let name = (CustomerField::Name, KeepRule::MostComplete);
        assert_eq!(join(KeepRule::Mine, &[name]), pair("Ann Lee", "1"));
    }

    #[test]
    fn what_was_refused_stays_refused() {
        let with = |answers: &[(Channel, Permission)]| {
            let mut consent = Consent::default();
            answers.iter().for_each(|(channel, permission)| consent.set(*channel, *permission));
            Customer { consent, ..Customer::default() }
        };
        let old = with(&[(Channel::Sms, Permission::Refused)]);
        let new =
            with(&[(Channel::Sms, Permission::Granted), (Channel::Email, Permission::Granted)]);
        for parts in [[&old, &new], [&new, &old]] {
            let joined = merge_customers(&parts, &Survivorship::default(), HOME);
            assert_eq!(joined.consent.of(Channel::Sms), Permission::Refused);
            assert_eq!(joined.consent.of(Channel::Email), Permission::Granted);
        }
        let mut out = with(&[]);
        out.consent.opt_out = Some(OptOut { day: Some(Day(3)), source: "短信".into() });
        let joined = merge_customers(&[&out, &new], &Survivorship::default(), HOME);
        assert_eq!(joined.consent.opt_out, out.consent.opt_out);
        // What nobody could read gives way to what somebody said.
        let mut held = with(&[]);
        held.consent.opt_out = Some(OptOut::undecided("?"));
        held.consent.set(Channel::Sms, ChannelConsent::undecided("?"));
        let mut said = old.clone();
        said.consent.opt_out = Some(OptOut::default());
        for parts in [[&held, &said], [&said, &held]] {
            let joined = merge_customers(&parts, &Survivorship::default(), HOME);
            assert_eq!(joined.consent, said.consent);
        }
    }

    /// The old number may be written to; nobody was asked for the new one.
    #[test]
    fn a_permission_stays_with_the_contact_it_was_given_for() {
        use Permission::{Granted, Refused, Unknown};
        let with = |id, phone: &str, email: &str, answers: &[(Channel, Permission)]| {
            let mut customer = Customer { email: email.into(), ..part(id, "", phone) };
            answers.iter().for_each(|(channel, said)| customer.consent.set(*channel, *said));
            customer
        };
        let permits = [
            (Channel::Sms, Granted),
            (Channel::Phone, Granted),
            (Channel::Email, Granted),
            (Channel::Post, Granted),
        ];
        let old = with(1, "138 0013 8001", "A@example.com", &permits);
        let new = with(2, "+86 13900139001", "a@example.com", &[(Channel::Phone, Refused)]);
        let join = |keep: u32| {
            let keep = Keep::Of(CustomerId(keep));
            let rules = Survivorship { otherwise: keep, ..Survivorship::default() };
            let joined = merge_customers(&[&old, &new], &rules, HOME).consent;
            [Channel::Sms, Channel::Phone, Channel::Email, Channel::Post].map(|one| joined.of(one))
        };
        assert_eq!(join(1), [Granted, Refused, Granted, Granted]);
        assert_eq!(join(2), [Unknown, Refused, Granted, Granted]);
        // The same number in another dress, and one chosen by hand.
        let same = with(3, "+8613800138001", "", &[]);
        let joined = merge_customers(&[&old, &same], &Survivorship::default(), HOME);
        assert_eq!((&*joined.phone, joined.consent.of(Channel::Sms)), ("+8613800138001", Granted));
        let chosen = Customer { phone: "13700137001".into(), ..joined };
        assert_eq!(joined_consent(&[&old, &same], &chosen, HOME).of(Channel::Sms), Unknown);
        // A permission without a contact was given for none.
        let bare = with(4, "", "", &[(Channel::Sms, Granted)]);
        let joined = merge_customers(&[&bare, &same], &Survivorship::default(), HOME);
        assert_eq!(joined.consent.of(Channel::Sms), Unknown);
        let joined =
            merge_customers(&[&bare, &with(5, "", "", &[])], &Survivorship::default(), HOME);
        assert_eq!(joined.consent.of(Channel::Sms), Granted);
        // For WeChat nobody needs to have noted an id.
        let bare = with(4, "13800138001", "", &[(Channel::WeChat, Granted)]);
        let named = Customer { wechat: "ann_88".into(), ..with(5, "", "", &[]) };
        let joined = merge_customers(&[&bare, &named], &Survivorship::default(), HOME);
        assert_eq!((&*joined.wechat, joined.consent.of(Channel::WeChat)), ("ann_88", Granted));
    }

    #[test]
    fn of_two_equal_answers_the_latest_stays_with_its_purpose() {
        let on = |day, purpose: &str| {
            let mut customer = Customer::default();
            let said = ChannelConsent {
                permission: Permission::Granted,
                day: Some(Day(day)),
                purpose: purpose.into(),
                ..ChannelConsent::default()
            };
            customer.consent.set(Channel::Sms, said);
            customer
        };
        let (old, new) = (on(3, "上新"), on(9, "活动"));
        for parts in [[&old, &new], [&new, &old]] {
            assert_eq!(
                merge_customers(&parts, &Survivorship::default(), HOME).consent,
                new.consent
            );
        }
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
        let joined = merge_customers(&[&one, &other], &Survivorship::default(), HOME);
        assert_eq!(joined.tags, ["狗", "会员", "猫"]);
        assert_eq!(joined.notes, [note(1, "a"), note(5, "b")]);
    }
}
