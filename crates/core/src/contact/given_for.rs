//! A permission holds for the contact it was given for: whoever may be written to at an old number was
//! not asked for the new one. A refusal holds whatever it was given for.
//!
//! Merges, splits, imports and edits of one or of many ask here. Must not know how a change came about.

use std::collections::BTreeSet;

use crate::domain::consent::{Channel, Permission};
use crate::domain::customer::Customer;
use crate::matching::contact::{HomeCountry, normalise_email, normalise_phones, normalise_wechat};

/// By what the channel reaches a customer, in normal form, and all of it where several numbers are noted;
/// as written where it has none. Empty for those that need no contact of their own.
pub fn contacts_for(
    customer: &Customer,
    channel: Channel,
    home: Option<HomeCountry>,
) -> BTreeSet<String> {
    let (written, normal): (&str, BTreeSet<String>) = match channel {
        Channel::Sms | Channel::Phone => (
            customer.phone.as_str(),
            normalise_phones(customer.phone.as_str(), home).into_iter().collect(),
        ),
        Channel::Email => {
            (customer.email.as_str(), normalise_email(&customer.email).into_iter().collect())
        }
        Channel::WeChat => {
            (customer.wechat.as_str(), normalise_wechat(&customer.wechat).into_iter().collect())
        }
        Channel::Post | Channel::InPerson => return BTreeSet::new(),
    };
    if normal.is_empty() && !written.trim().is_empty() {
        return [written.trim().to_owned()].into();
    }
    normal
}

/// Does a permission that was given for these contacts hold for those? Not for one more; one less leaves
/// it for the others, and where all are gone nothing is left of it.
pub fn covers(given_for: &BTreeSet<String>, now: &BTreeSet<String>) -> bool {
    now.is_subset(given_for) && now.is_empty() == given_for.is_empty()
}

/// Has what reached `was` by the channel been replaced, taken away or joined by another in `now`? Where
/// nobody had noted it, it can only have been added.
pub fn is_replaced(
    was: &Customer,
    now: &Customer,
    channel: Channel,
    home: Option<HomeCountry>,
) -> bool {
    let contacts = contacts_for(was, channel, home);
    !contacts.is_empty() && !covers(&contacts, &contacts_for(now, channel, home))
}

/// Takes back the permissions of before whose contact is gone; one that was given with the change is for
/// the new contact. Returns whether there were any.
pub fn take_back_stale(was: &Customer, now: &mut Customer, home: Option<HomeCountry>) -> bool {
    let said = was.consent.channels.iter();
    let mut has_any = false;
    for (channel, said) in said.filter(|(_, said)| said.permission == Permission::Granted) {
        let is_as_before = now.consent.channels.get(channel) == Some(said);
        if is_as_before && is_replaced(was, now, *channel, home) {
            now.consent.channels.remove(channel);
            has_any = true;
        }
    }
    has_any
}

#[cfg(test)]
mod tests {
    use super::take_back_stale;
    use crate::domain::consent::{Channel, ChannelConsent, Permission};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::matching::contact::HomeCountry;

    fn person(phone: &str, email: &str, wechat: &str) -> Customer {
        let (phone, email, wechat) = (phone.into(), email.into(), wechat.into());
        let mut person = Customer { phone, email, wechat, ..Customer::default() };
        for channel in Channel::ALL {
            person.consent.set(channel, Permission::Granted);
        }
        person
    }

    /// Which permissions go when these contacts become those.
    #[track_caller]
    fn check(was: [&str; 3], now: [&str; 3], gone: &[Channel]) {
        let was = person(was[0], was[1], was[2]);
        let mut after = person(now[0], now[1], now[2]);
        let home = Some(HomeCountry::CHINA);
        assert_eq!(take_back_stale(&was, &mut after, home), !gone.is_empty());
        let found: Vec<Channel> = Channel::ALL
            .into_iter()
            .filter(|channel| after.consent.noted(*channel) != Permission::Granted)
            .collect();
        assert_eq!(found, gone, "{was:?} → {after:?}");
    }

    #[test]
    fn a_permission_goes_with_its_contact() {
        let was = ["13800000000", "a@example.com", "ann_88"];
        check(was, was, &[]);
        check(was, ["+86 138-0000-0000", "A@Example.com ", "Ann_88"], &[]);
        check(was, ["13900000000", was[1], was[2]], &[Channel::Sms, Channel::Phone]);
        check(was, ["", was[1], was[2]], &[Channel::Sms, Channel::Phone]);
        check(was, [was[0], "b@example.com", was[2]], &[Channel::Email]);
        check(was, [was[0], was[1], "ann_99"], &[Channel::WeChat]);
        // What nobody had noted is only added.
        check(["", "", ""], was, &[]);
        check(
            [was[0], was[1], ""],
            ["13900000000", was[1], "ann_88"],
            &[Channel::Sms, Channel::Phone],
        );
    }

    #[test]
    fn of_several_numbers_each_counts() {
        let both = ["13800000000 / 13900000000", "", ""];
        let gone = [Channel::Sms, Channel::Phone];
        check(both, ["13900000000、13800000000", "", ""], &[]);
        check(both, ["13900000000", "", ""], &[]);
        check(both, ["13800000000 / 13700000000", "", ""], &gone);
        check(["13800000000", "", ""], both, &gone);
    }

    #[test]
    fn numbers_of_another_home_country_are_compared_as_dialled_there() {
        let home = HomeCountry::of_currency("HKD");
        let was = person("9876 5432", "", "");
        assert!(!take_back_stale(&was, &mut person("+852 98765432", "", ""), home));
        assert!(take_back_stale(&was, &mut person("+852 98765433", "", ""), home));
    }

    #[test]
    fn what_is_said_with_the_change_is_for_the_new_contact_and_a_refusal_stays() {
        let mut was = person("13800000000", "", "");
        was.consent.set(Channel::Phone, Permission::Refused);
        let mut now = Customer { phone: "13900000000".into(), ..was.clone() };
        let anew = ChannelConsent { day: Some(Day(9)), ..Permission::Granted.into() };
        now.consent.set(Channel::Sms, anew.clone());
        assert!(!take_back_stale(&was, &mut now, Some(HomeCountry::CHINA)));
        assert_eq!(now.consent.channels[&Channel::Sms], anew);
        assert_eq!(now.consent.noted(Channel::Phone), Permission::Refused);
    }
}
