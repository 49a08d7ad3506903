//! Why somebody has not bought, as noted on the customer (A2). Must not know what the reasons mean or
//! what is done about them: the playbooks do.

use serde::{Deserialize, Serialize};

use super::day::Day;

/// Who or what said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReasonSource {
    /// The person, on the telephone.
    Call,
    /// A file.
    Import,
    /// Noted by hand.
    Hand,
}

impl ReasonSource {
    pub const ALL: [Self; 3] = [Self::Call, Self::Import, Self::Hand];
}

/// A reason for not buying, with the day it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedReason {
    /// Of a playbook's reason; else the user's own words.
    pub key: String,
    pub day: Day,
    pub source: ReasonSource,
}

/// Notes a reason: one that is there already is given anew, by this source on this day. Says whether
/// that changed anything.
pub fn record(reasons: &mut Vec<RecordedReason>, reason: RecordedReason) -> bool {
    match reasons.iter_mut().find(|known| known.key == reason.key) {
        Some(known) if *known == reason => false,
        Some(known) => {
            *known = reason;
            true
        }
        None => {
            reasons.push(reason);
            true
        }
    }
}

/// Adds those that are not there yet; says whether there were any.
pub fn add_missing(
    reasons: &mut Vec<RecordedReason>,
    others: impl IntoIterator<Item = RecordedReason>,
) -> bool {
    let n_before = reasons.len();
    for other in others {
        if !reasons.iter().any(|known| known.key == other.key) {
            reasons.push(other);
        }
    }
    reasons.len() > n_before
}

#[cfg(test)]
mod tests {
    use super::{ReasonSource, RecordedReason, add_missing, record};
    use crate::domain::day::Day;

    fn reason(key: &str, day: i32, source: ReasonSource) -> RecordedReason {
        RecordedReason { key: key.into(), day: Day(day), source }
    }

    #[test]
    fn a_reason_stands_once_with_its_last_day() {
        let mut reasons = Vec::new();
        assert!(record(&mut reasons, reason("price", 1, ReasonSource::Import)));
        assert!(record(&mut reasons, reason("timing", 2, ReasonSource::Hand)));
        assert!(record(&mut reasons, reason("price", 3, ReasonSource::Call)));
        assert!(!record(&mut reasons, reason("price", 3, ReasonSource::Call)));
        let expected =
            [reason("price", 3, ReasonSource::Call), reason("timing", 2, ReasonSource::Hand)];
        assert_eq!(reasons, expected);
    }

    #[test]
    fn what_is_known_is_not_replaced_by_a_file() {
        let mut reasons = vec![reason("price", 3, ReasonSource::Call)];
        assert!(!add_missing(&mut reasons, [reason("price", 9, ReasonSource::Import)]));
        assert!(add_missing(&mut reasons, [reason("timing", 9, ReasonSource::Import)]));
        assert_eq!(reasons[0], reason("price", 3, ReasonSource::Call));
    }
}
