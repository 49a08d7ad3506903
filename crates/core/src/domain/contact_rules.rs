//! When and how often customers may be written to, and what every text message must carry (D2).
//! Must not know whom: permission is the customer's own.

use serde::{Deserialize, Serialize};

/// At most `n_contacts` within any `n_days` days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCap {
    pub n_contacts: u8,
    pub n_days: u16,
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
}

/// The house rules for contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRules {
    /// `None`: at any hour.
    pub quiet: Option<QuietHours>,
    /// `None`: without limit.
    pub cap: Option<ContactCap>,
    /// The sender that stands before every text message, without brackets.
    pub sms_signature: String,
    /// How to opt out, at the end of every text message.
    pub sms_opt_out: String,
}

impl Default for ContactRules {
    fn default() -> Self {
        Self {
            quiet: Some(QuietHours { from_minute: 21 * 60, to_minute: 9 * 60 }),
            cap: Some(ContactCap { n_contacts: 4, n_days: 30 }),
            sms_signature: String::new(),
            sms_opt_out: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::QuietHours;

    #[test]
    fn quiet_hours_may_go_past_midnight() {
        let night = QuietHours { from_minute: 21 * 60, to_minute: 9 * 60 };
        assert!(night.holds(23 * 60) && night.holds(0) && night.holds(9 * 60 - 1));
        assert!(!night.holds(9 * 60) && !night.holds(20 * 60 + 59));
        let noon = QuietHours { from_minute: 12 * 60, to_minute: 14 * 60 };
        assert!(noon.holds(13 * 60) && !noon.holds(14 * 60) && !noon.holds(0));
        assert!(!QuietHours { from_minute: 60, to_minute: 60 }.holds(60));
    }
}
