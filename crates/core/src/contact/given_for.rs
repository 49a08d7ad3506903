//! A permission holds for the contact it was given for: whoever may be written to at an old number was
//! not asked for the new one. A refusal holds whatever it was given for.
//!
//! Merges, splits, imports and edits of one or of many ask here. Must not know how a change came about.

use crate::domain::consent::{Channel, Permission};
use crate::domain::customer::Customer;
use crate::matching::contact::{HomeCountry, normalise_email, normalise_phones, normalise_wechat};

/// By what the channel reaches a customer, in normal form; as written where it has none. Empty for those
/// that need no contact of their own.
pub fn contact_for(customer: &Customer, channel: Channel, home: Option<HomeCountry>) -> String {
    let (written, normal) = match channel {
        Channel::Sms | Channel::Phone => {
            (&customer.phone, normalise_phones(&customer.phone, home).into_iter().next())
        }
        Channel::Email => (&customer.email, normalise_email(&customer.email)),
        Channel::WeChat => (&customer.wechat, normalise_wechat(&customer.wechat)),
        Channel::Post | Channel::InPerson => return String::new(),
    };
    normal.unwrap_or_else(|| written.trim().to_owned())
}

/// Has what reached `was` by the channel been replaced or taken away in `now`? Where nobody had noted it,
/// it can only have been added.
pub fn is_replaced(
    was: &Customer,
    now: &Customer,
    channel: Channel,
    home: Option<HomeCountry>,
) -> bool {
    let contact = contact_for(was, channel, home);
    !contact.is_empty() && contact != contact_for(now, channel, home)
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
