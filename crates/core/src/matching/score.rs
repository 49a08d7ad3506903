//! How likely two customers are one person, and why: Fellegi–Sunter weights (docs/models.md,
//! "One person or two"). Must not know where the two were found.

use serde::{Deserialize, Serialize};
use strsim::jaro_winkler;

use super::contact;
use super::name_relation::{NameRelation, relate};
use super::profile::Profile;
use super::settings::MatchSettings;
use super::slip::is_one_slip;
use crate::domain::customer::Customer;

/// One thing that speaks for or against, for the page to word.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum MatchReason {
    SameKey,
    SamePhone,
    /// A fixed line or a hot line, which a household or a firm shares.
    SameSharedLine,
    PhoneOneDigitOff,
    DifferentPhone,
    SameEmail,
    /// info@ and the like.
    SameSharedMailbox,
    /// The same but for dots or a +tag.
    SameMailbox,
    EmailOneLetterOff,
    /// The same before the `@`, another host.
    SameEmailName,
    DifferentEmail,
    SameWeChat,
    DifferentWeChat,
    SameCompanyId,
    SameCompany,
    SimilarCompany,
    DifferentCompany,
    SameName,
    NameSwapped,
    NameInOtherScript,
    NameSameSound,
    /// How alike, 0–1.
    NameSimilar(f64),
    NameInPart,
    SameFamilyNameOnly,
    /// Nothing says whether they belong together: two scripts, or half a name with a slip.
    NamesNotComparable,
    DifferentName,
    SameRegion,
    DifferentRegion,
    SameBirthYear,
    BirthYearOneOff,
    DifferentBirthYear,
    SameSex,
    DifferentSex,
    /// A record that fits two people who are not one.
    FitsTwoPeople,
}

/// A reason and what it weighs: log₂ of how much more often it is seen in one person's records than
/// in two people's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeighedReason {
    pub reason: MatchReason,
    pub weight_bits: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    Different,
    /// To be put side by side, never joined by itself.
    Doubtful,
    /// One identity, and nothing that contradicts: joined by rule.
    Certain,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchScore {
    /// 0–1.
    pub probability: f64,
    pub verdict: Verdict,
    /// The heaviest first, whichever way it speaks.
    pub reasons: Vec<WeighedReason>,
}

/// What holds before anything is compared, log₂ odds: of the pairs that the blocks bring together,
/// some one in six thousand would be one person.
pub const PRIOR_BITS: f64 = -12.5;

/// A join by rule also needs the rest not to speak against it.
const CERTAIN_FROM: f64 = 0.97;

/// Compares two customers; the order does not matter.
pub fn compare(one: &Customer, other: &Customer, settings: &MatchSettings) -> MatchScore {
    compare_profiles(&Profile::of(one, settings), &Profile::of(other, settings), settings)
}

/// `compare`, of customers already taken apart.
pub fn compare_profiles(one: &Profile, other: &Profile, settings: &MatchSettings) -> MatchScore {
    let relation = relate(&one.name, &other.name);
    let mut evidence = Evidence::default();
    evidence.weigh_name(relation, one, other);
    evidence.weigh_phones(&one.phones, &other.phones);
    evidence.weigh_email(&one.email, &other.email);
    evidence.weigh_exact(
        (&one.wechat, &other.wechat),
        (MatchReason::SameWeChat, 16.0),
        Some((MatchReason::DifferentWeChat, -1.5)),
    );
    evidence.weigh_exact((&one.key, &other.key), (MatchReason::SameKey, 14.0), None);
    evidence.weigh_exact(
        (&one.company_id, &other.company_id),
        (MatchReason::SameCompanyId, 6.0),
        None,
    );
    evidence.weigh_company(&one.company, &other.company);
    evidence.weigh_region(&one.region, &other.region);
    evidence.weigh_birth_year(one.birth_year, other.birth_year);
    if let (Some(one), Some(other)) = (one.sex, other.sex) {
        match one == other {
            true => evidence.add(MatchReason::SameSex, 0.9),
            false => evidence.add(MatchReason::DifferentSex, -5.5),
        }
    }
    evidence.judge(relation, settings)
}

#[derive(Default)]
struct Evidence {
    reasons: Vec<WeighedReason>,
}

impl Evidence {
    fn add(&mut self, reason: MatchReason, weight_bits: f64) {
        self.reasons.push(WeighedReason { reason, weight_bits });
    }

    fn has(&self, reason: MatchReason) -> bool {
        self.reasons.iter().any(|weighed| weighed.reason == reason)
    }

    fn weigh_name(&mut self, relation: NameRelation, one: &Profile, other: &Profile) {
        // Two characters are shared by far more people than three.
        let n_han = one.name.han.len().min(other.name.han.len());
        let is_short = n_han == 2;
        let by_length = |long: f64, short: f64| if is_short { short } else { long };
        let (reason, weight_bits) = match relation {
            NameRelation::Unknown => return,
            NameRelation::Same => (MatchReason::SameName, by_length(12.5, 10.0)),
            NameRelation::Swapped => (MatchReason::NameSwapped, by_length(11.5, 8.5)),
            NameRelation::OtherScript => {
                let n_han = one.name.han.len().max(other.name.han.len());
                (MatchReason::NameInOtherScript, if n_han == 2 { 7.5 } else { 10.5 })
            }
            NameRelation::SameSound => (MatchReason::NameSameSound, by_length(10.0, 6.0)),
            NameRelation::Similar(score) => {
                let weight = match score {
                    0.9.. => 8.0,
                    0.85.. => 5.5,
                    _ => 2.5,
                };
                (MatchReason::NameSimilar(score), weight)
            }
            NameRelation::Partial => (MatchReason::NameInPart, 2.0),
            NameRelation::FamilyOnly => (MatchReason::SameFamilyNameOnly, -4.0),
            NameRelation::Incomparable => (MatchReason::NamesNotComparable, -1.0),
            NameRelation::Different => (MatchReason::DifferentName, -9.0),
        };
        self.add(reason, weight_bits);
    }

    fn weigh_phones(&mut self, one: &[String], other: &[String]) {
        if one.is_empty() || other.is_empty() {
            return;
        }
        let same = |shared: bool| {
            one.iter().any(|a| contact::is_shared_line(a) == shared && other.contains(a))
        };
        let is_slip =
            |a: &String| other.iter().any(|b| a.len().min(b.len()) >= 9 && is_one_slip(a, b));
        if same(false) {
            self.add(MatchReason::SamePhone, 17.0);
        } else if same(true) {
            self.add(MatchReason::SameSharedLine, 8.0);
        } else if one.iter().any(is_slip) {
            self.add(MatchReason::PhoneOneDigitOff, 8.0);
        } else {
            self.add(MatchReason::DifferentPhone, -1.2);
        }
    }

    fn weigh_email(&mut self, one: &str, other: &str) {
        if one.is_empty() || other.is_empty() {
            return;
        }
        let (name, host) = one.split_once('@').unwrap_or((one, ""));
        let (other_name, other_host) = other.split_once('@').unwrap_or((other, ""));
        let is_long = name.len().min(other_name.len()) >= 6;
        if one == other {
            match contact::is_shared_mailbox(one) {
                true => self.add(MatchReason::SameSharedMailbox, 6.0),
                false => self.add(MatchReason::SameEmail, 16.0),
            }
        } else if contact::is_shared_mailbox(one) || contact::is_shared_mailbox(other) {
            // An office and a person say nothing of each other.
        } else if host == other_host && contact::email_mailbox(one) == contact::email_mailbox(other)
        {
            self.add(MatchReason::SameMailbox, 14.0);
        } else if is_long && name == other_name {
            self.add(MatchReason::SameEmailName, 7.0);
        } else if is_long && is_one_slip(one, other) {
            self.add(MatchReason::EmailOneLetterOff, 7.0);
        } else {
            self.add(MatchReason::DifferentEmail, -1.2);
        }
    }

    fn weigh_exact(
        &mut self,
        (one, other): (&str, &str),
        same: (MatchReason, f64),
        different: Option<(MatchReason, f64)>,
    ) {
        if one.is_empty() || other.is_empty() {
            return;
        }
        if one == other {
            self.add(same.0, same.1);
        } else if let Some((reason, weight_bits)) = different {
            self.add(reason, weight_bits);
        }
    }

    fn weigh_company(&mut self, one: &str, other: &str) {
        // The number has said it already, and whoever works for the company has both.
        if one.is_empty() || other.is_empty() || self.has(MatchReason::SameCompanyId) {
            return;
        }
        if one == other {
            self.add(MatchReason::SameCompany, 5.0);
        } else if one.contains(other)
            || other.contains(one)
            || (one.chars().next() == other.chars().next() && jaro_winkler(one, other) >= 0.92)
        {
            self.add(MatchReason::SimilarCompany, 3.5);
        } else {
            self.add(MatchReason::DifferentCompany, -1.5);
        }
    }

    fn weigh_region(&mut self, one: &str, other: &str) {
        if one.is_empty() || other.is_empty() {
            return;
        }
        // 浦东 is in 上海浦东.
        if one.contains(other) || other.contains(one) {
            self.add(MatchReason::SameRegion, 3.0);
        } else {
            self.add(MatchReason::DifferentRegion, -1.5);
        }
    }

    fn weigh_birth_year(&mut self, one: Option<i16>, other: Option<i16>) {
        let (Some(one), Some(other)) = (one, other) else { return };
        match one.abs_diff(other) {
            0 => self.add(MatchReason::SameBirthYear, 5.0),
            // Worked out from an age, or counted the Chinese way.
            1 => self.add(MatchReason::BirthYearOneOff, 1.5),
            _ => self.add(MatchReason::DifferentBirthYear, -6.0),
        }
    }

    fn judge(mut self, relation: NameRelation, settings: &MatchSettings) -> MatchScore {
        let bits: f64 = self.reasons.iter().map(|weighed| weighed.weight_bits).sum();
        let probability = 1.0 / (1.0 + (-(PRIOR_BITS + bits)).exp2());
        let verdict = if probability >= CERTAIN_FROM && self.is_certain(relation) {
            Verdict::Certain
        } else if probability >= settings.doubtful_from || self.has(MatchReason::SameKey) {
            // A number is one person's: two who have it are one, or one of them needs another.
            Verdict::Doubtful
        } else {
            Verdict::Different
        };
        self.reasons.sort_by(|a, b| b.weight_bits.abs().total_cmp(&a.weight_bits.abs()));
        MatchScore { probability, verdict, reasons: self.reasons }
    }

    /// One identity, and neither name, sex nor birth year against it.
    fn is_certain(&self, relation: NameRelation) -> bool {
        let is_whole_name = matches!(
            relation,
            NameRelation::Same | NameRelation::Swapped | NameRelation::OtherScript
        );
        let has = |reasons: &[MatchReason]| reasons.iter().any(|reason| self.has(*reason));
        let own = [
            MatchReason::SamePhone,
            MatchReason::SameEmail,
            MatchReason::SameWeChat,
            MatchReason::SameKey,
        ];
        let n_own = own.iter().filter(|reason| self.has(**reason)).count();
        // Without a name, a telephone alone may be a couple's.
        let fits_without_name = relation == NameRelation::Unknown && n_own >= 2;
        let shared = has(&[
            MatchReason::SameSharedLine,
            MatchReason::SameSharedMailbox,
            MatchReason::SameCompanyId,
        ]);
        // A large company has two of a name, each with a telephone of their own.
        let keeps_own = has(&[
            MatchReason::DifferentPhone,
            MatchReason::DifferentEmail,
            MatchReason::DifferentWeChat,
        ]);
        let is_named_there = shared && is_whole_name && !keeps_own;
        let contradicted = has(&[MatchReason::DifferentSex, MatchReason::DifferentBirthYear]);
        ((n_own > 0 && relation.is_one_name()) || fits_without_name || is_named_there)
            && !contradicted
    }
}
