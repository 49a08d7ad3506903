//! When and how often customers may be written to, and what every text message must carry (D2).
//! Must not know whom: permission is the customer's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::consent::{Channel, Consent, Permission};
use super::day::Day;
use super::event::Wave;

const MINUTES_PER_DAY: u16 = 24 * 60;

/// At most `n_contacts` within any `n_days` days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCap {
    pub n_contacts: u8,
    pub n_days: u16,
}

impl ContactCap {
    /// May somebody who is contacted on `days` be contacted on `day` as well?
    pub fn allows(self, days: &[Day], day: Day) -> bool {
        let n_days = i64::from(self.n_days.max(1));
        // The fullest stretch begins with a contact, at the latest with this one.
        let starts = days
            .iter()
            .chain([&day])
            .filter(|start| (0..n_days).contains(&(i64::from(day.0) - i64::from(start.0))));
        let n_contacts = |start: &Day| {
            let within =
                |other: &&Day| (0..n_days).contains(&(i64::from(other.0) - i64::from(start.0)));
            days.iter().filter(within).count() + 1
        };
        starts.map(n_contacts).max().unwrap_or(1) <= usize::from(self.n_contacts)
    }
}

/// Hours in which nobody is written to or called, from one minute of the day to another; past
/// midnight where it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    pub from_minute: u16,
    pub to_minute: u16,
}

impl QuietHours {
    /// The first quiet minute counts, the last does not.
    pub fn holds(self, minute: u16) -> bool {
        if self.from_minute <= self.to_minute {
            (self.from_minute..self.to_minute).contains(&minute)
        } else {
            minute >= self.from_minute || minute < self.to_minute
        }
    }

    /// The minute of the day itself, or the first one after it that is not quiet; `None` where all
    /// are.
    pub fn next_allowed(self, minute: u16) -> Option<u16> {
        let minute = minute % MINUTES_PER_DAY;
        let after = if self.holds(minute) { self.to_minute % MINUTES_PER_DAY } else { minute };
        (!self.holds(after)).then_some(after)
    }
}

/// The house rules for contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRules {
    /// `None`: at any hour.
    pub quiet: Option<QuietHours>,
    /// `None`: without limit.
    pub cap: Option<ContactCap>,
    /// Only by channels that somebody has permitted: who was never asked is left out.
    pub only_permitted: bool,
    /// What people have agreed to that an invitation is no part of, such as news of their orders: a
    /// permission for it alone is none to invite by.
    pub other_purposes: BTreeSet<String>,
    /// The sender that stands before every text message, without brackets.
    pub sms_signature: String,
    /// How to opt out, at the end of every text message.
    pub sms_opt_out: String,
}

/// Why a channel must not be used to invite somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    Refused,
    /// Permitted for something else.
    OtherPurpose,
    /// Never asked, where the rules want a permission.
    NotAsked,
}

impl ContactRules {
    /// What keeps somebody who gave this consent from being invited by a channel.
    pub fn hindrance(&self, consent: &Consent, channel: Channel) -> Option<NotAllowed> {
        match consent.of(channel) {
            Permission::Refused => Some(NotAllowed::Refused),
            Permission::Unknown => self.only_permitted.then_some(NotAllowed::NotAsked),
            Permission::Granted => {
                let purpose = consent.channels.get(&channel).map(|said| said.purpose.trim());
                let is_other = purpose.is_some_and(|purpose| self.other_purposes.contains(purpose));
                is_other.then_some(NotAllowed::OtherPurpose)
            }
        }
    }

    /// When a wave goes out to an event of this day, the quiet hours kept: the day that counts wherever
    /// contacts are counted.
    pub fn moment(&self, wave: &Wave, event_day: Day) -> (Day, u16) {
        self.out_of_quiet_hours(wave.day(event_day), wave.minute)
    }

    /// When what was to go out at this minute of the day does go out: after the quiet hours, on the next
    /// day where they end there. As it was where every hour is quiet.
    pub fn out_of_quiet_hours(&self, day: Day, minute: u16) -> (Day, u16) {
        match self.quiet.and_then(|quiet| quiet.next_allowed(minute)) {
            Some(allowed) if allowed < minute % MINUTES_PER_DAY => (day.plus_days(1), allowed),
            Some(allowed) => (day, allowed),
            None => (day, minute),
        }
    }
}

impl Default for ContactRules {
    fn default() -> Self {
        Self {
            quiet: Some(QuietHours { from_minute: 21 * 60, to_minute: 9 * 60 }),
            cap: Some(ContactCap { n_contacts: 4, n_days: 30 }),
            only_permitted: false,
            other_purposes: BTreeSet::new(),
            sms_signature: String::new(),
            sms_opt_out: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContactCap, ContactRules, NotAllowed, QuietHours};
    use crate::domain::consent::{Channel, ChannelConsent, Consent, Permission};
    use crate::domain::day::Day;

    #[test]
    fn a_permission_holds_for_what_it_was_given_for() {
        let mut consent = Consent::default();
        let purpose = " Order updates ".into();
        let given =
            ChannelConsent { permission: Permission::Granted, purpose, ..Default::default() };
        consent.set(Channel::Sms, given);
        consent.set(Channel::Email, Permission::Granted);
        let mut rules = ContactRules::default();
        assert_eq!(rules.hindrance(&consent, Channel::Sms), None);
        rules.other_purposes.insert("Order updates".into());
        assert_eq!(rules.hindrance(&consent, Channel::Sms), Some(NotAllowed::OtherPurpose));
        assert_eq!(rules.hindrance(&consent, Channel::Email), None, "for nothing in particular");
        assert_eq!(rules.hindrance(&consent, Channel::Phone), None);
        rules.only_permitted = true;
        assert_eq!(rules.hindrance(&consent, Channel::Phone), Some(NotAllowed::NotAsked));
    }

    #[test]
    fn quiet_hours_may_go_past_midnight() {
        let night = QuietHours { from_minute: 21 * 60, to_minute: 9 * 60 };
        assert!(night.holds(23 * 60) && night.holds(0) && night.holds(9 * 60 - 1));
        assert!(!night.holds(9 * 60) && !night.holds(20 * 60 + 59));
        let noon = QuietHours { from_minute: 12 * 60, to_minute: 14 * 60 };
        assert!(noon.holds(13 * 60) && !noon.holds(14 * 60) && !noon.holds(0));
        assert!(!QuietHours { from_minute: 60, to_minute: 60 }.holds(60));
        assert_eq!(
            [0, 8 * 60, 12 * 60, 22 * 60].map(|m| night.next_allowed(m)),
            [9, 9, 12, 9].map(|h| Some(h * 60))
        );
        assert_eq!(QuietHours { from_minute: 0, to_minute: 24 * 60 }.next_allowed(5), None);
    }

    #[test]
    fn what_falls_into_quiet_hours_goes_out_after_them() {
        let rules = ContactRules::default();
        for (minute, expected) in
            [(11 * 60, (Day(7), 11 * 60)), (6 * 60, (Day(7), 9 * 60)), (22 * 60, (Day(8), 9 * 60))]
        {
            assert_eq!(rules.out_of_quiet_hours(Day(7), minute), expected);
        }
        let never = ContactRules { quiet: None, ..rules };
        assert_eq!(never.out_of_quiet_hours(Day(7), 22 * 60), (Day(7), 22 * 60));
    }

    #[test]
    fn no_stretch_of_days_holds_more_than_the_cap() {
        let cap = ContactCap { n_contacts: 2, n_days: 10 };
        let allows = |days: &[i32], day| {
            let days: Vec<Day> = days.iter().copied().map(Day).collect();
            cap.allows(&days, Day(day))
        };
        assert!(allows(&[], 5) && allows(&[5], 5) && !allows(&[5, 5], 5));
        assert!(!allows(&[1, 9], 10) && allows(&[1, 9], 11), "ten days, both ends counted");
        assert!(!allows(&[5, 14], 10) && allows(&[1, 19], 10), "also around those to come");
        assert!(allows(&[i32::MIN, i32::MAX], 0));
        assert!(!ContactCap { n_contacts: 0, n_days: 0 }.allows(&[], Day(0)));
    }
}
