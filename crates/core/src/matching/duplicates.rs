//! The search for one person kept twice in a base: in slices, so that whoever runs it can pause.
//! Must not know where the customers are stored.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::groups::{DuplicateGroup, group};
use super::index::MatchIndex;
use super::profile::Profile;
use super::score::{MatchReason, MatchScore, Verdict, WeighedReason, compare_profiles};
use super::settings::MatchSettings;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;

/// Two customers who may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidatePair {
    /// The smaller id.
    pub one: CustomerId,
    pub other: CustomerId,
    pub score: MatchScore,
}

/// Pairs of which the user has said that they are two people, in either order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptApart(BTreeSet<(CustomerId, CustomerId)>);

impl KeptApart {
    pub fn insert(&mut self, one: CustomerId, other: CustomerId) {
        self.0.insert((one.min(other), one.max(other)));
    }

    pub fn remove(&mut self, one: CustomerId, other: CustomerId) {
        self.0.remove(&(one.min(other), one.max(other)));
    }

    pub fn contains(&self, one: CustomerId, other: CustomerId) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Duplicates {
    pub n_customers: usize,
    /// Certain ones first, then the likeliest.
    pub pairs: Vec<CandidatePair>,
    /// Whom the certain pairs make one: joined by rule.
    pub certain_groups: Vec<DuplicateGroup>,
    /// Whom all pairs bring together: shown side by side.
    pub groups: Vec<DuplicateGroup>,
    /// Values that so many share (a common name, a switchboard) that a second fact in common was
    /// asked for before two of them were compared.
    pub n_full_blocks: usize,
}

pub struct DuplicateSearch {
    index: MatchIndex,
    kept_apart: KeptApart,
    pairs: Vec<CandidatePair>,
}

impl DuplicateSearch {
    pub fn new(settings: MatchSettings, kept_apart: KeptApart) -> Self {
        Self { index: MatchIndex::new(settings), kept_apart, pairs: Vec::new() }
    }

    /// Compares the next customers, as many as the caller has time for, with all before them.
    pub fn advance<'a>(&mut self, customers: impl Iterator<Item = &'a Customer>) {
        for customer in customers {
            for scored in self.index.match_and_insert(customer) {
                if scored.id != customer.id && !self.kept_apart.contains(scored.id, customer.id) {
                    self.pairs.push(CandidatePair {
                        one: scored.id.min(customer.id),
                        other: scored.id.max(customer.id),
                        score: scored.score,
                    });
                }
            }
        }
    }

    pub fn n_customers(&self) -> usize {
        self.index.n_customers()
    }

    pub fn n_pairs(&self) -> usize {
        self.pairs.len()
    }

    pub fn finish(mut self) -> Duplicates {
        let profiles: HashMap<CustomerId, &Profile> =
            self.index.profiles().iter().map(|profile| (profile.id, profile)).collect();
        let settings = self.index.settings();
        let kept_apart = &self.kept_apart;
        let are_two = |one: CustomerId, other: CustomerId| {
            let (Some(a), Some(b)) = (profiles.get(&one), profiles.get(&other)) else {
                return false;
            };
            kept_apart.contains(one, other) || contradict(a, b, settings)
        };
        doubt_shared_records(&mut self.pairs, are_two);
        self.pairs.sort_by(|a, b| {
            let by_verdict = b.score.verdict.cmp(&a.score.verdict);
            let by_probability = b.score.probability.total_cmp(&a.score.probability);
            by_verdict.then(by_probability).then((a.one, a.other).cmp(&(b.one, b.other)))
        });
        let n_known = |id: CustomerId| profiles.get(&id).map_or(0, |profile| profile.n_known);
        let certain = || self.pairs.iter().filter(|pair| pair.score.verdict == Verdict::Certain);
        Duplicates {
            n_customers: self.index.n_customers(),
            certain_groups: group(certain(), n_known, |a, b| !are_two(a, b)),
            groups: group(self.pairs.iter(), n_known, |a, b| !kept_apart.contains(a, b)),
            n_full_blocks: self.index.n_full_blocks(),
            pairs: self.pairs,
        }
    }
}

/// The whole search at once.
pub fn find_duplicates<'a>(
    customers: impl Iterator<Item = &'a Customer>,
    settings: &MatchSettings,
    kept_apart: &KeptApart,
) -> Duplicates {
    let mut search = DuplicateSearch::new(settings.clone(), kept_apart.clone());
    search.advance(customers);
    search.finish()
}

/// Does name, sex or birth year say that these are two people?
fn contradict(one: &Profile, other: &Profile, settings: &MatchSettings) -> bool {
    let score = compare_profiles(one, other, settings);
    score.verdict != Verdict::Certain
        && score.reasons.iter().any(|weighed| {
            matches!(
                weighed.reason,
                MatchReason::DifferentName
                    | MatchReason::SameFamilyNameOnly
                    | MatchReason::NamesNotComparable
                    | MatchReason::DifferentSex
                    | MatchReason::DifferentBirthYear
            )
        })
}

/// A record without a name, of a telephone that a couple shares, fits both: which of them it is, is
/// for the user to say.
fn doubt_shared_records(
    pairs: &mut [CandidatePair],
    are_two: impl Fn(CustomerId, CustomerId) -> bool,
) {
    let mut certain: HashMap<CustomerId, Vec<(CustomerId, usize)>> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        if pair.score.verdict == Verdict::Certain {
            certain.entry(pair.one).or_default().push((pair.other, at));
            certain.entry(pair.other).or_default().push((pair.one, at));
        }
    }
    let mut doubted: HashSet<usize> = HashSet::new();
    for neighbours in certain.values() {
        for (nth, (one, pair_of_one)) in neighbours.iter().enumerate() {
            for (other, pair_of_other) in &neighbours[nth + 1..] {
                if are_two(*one, *other) {
                    doubted.extend([*pair_of_one, *pair_of_other]);
                }
            }
        }
    }
    for at in doubted {
        if let Some(pair) = pairs.get_mut(at) {
            pair.score.verdict = Verdict::Doubtful;
            let reason = WeighedReason { reason: MatchReason::FitsTwoPeople, weight_bits: 0.0 };
            pair.score.reasons.insert(0, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DuplicateSearch, KeptApart, find_duplicates};
    use crate::domain::customer::Customer;
    use crate::domain::ids::CustomerId;
    use crate::matching::{MatchReason, MatchSettings, Verdict};

    fn person(id: u32, name: &str, phone: &str) -> Customer {
        Customer {
            id: CustomerId(id),
            name: name.into(),
            phone: phone.into(),
            ..Customer::default()
        }
    }

    #[test]
    fn a_record_that_fits_two_joins_neither() {
        let family = [
            person(1, "王小明", "13800138001"),
            person(2, "王建国", "138-0013-8001"),
            person(3, "王先生", "13800138001"),
        ];
        let settings = MatchSettings::default();
        let found = find_duplicates(family.iter(), &settings, &KeptApart::default());
        assert!(found.certain_groups.is_empty());
        let of_third = found.pairs.iter().filter(|pair| pair.other == CustomerId(3));
        let verdicts: Vec<_> =
            of_third.map(|pair| (pair.score.verdict, pair.score.reasons[0].reason)).collect();
        assert_eq!(verdicts, [(Verdict::Doubtful, MatchReason::FitsTwoPeople); 2]);

        let alone = find_duplicates(family[1..].iter(), &settings, &KeptApart::default());
        assert_eq!(alone.certain_groups.len(), 1);
    }

    #[test]
    fn a_telephone_without_a_name_is_not_enough_to_join_by() {
        let nameless = [person(1, "王小明", "13800138001"), person(2, "", "13800138001")];
        let found =
            find_duplicates(nameless.iter(), &MatchSettings::default(), &KeptApart::default());
        assert_eq!(found.pairs[0].score.verdict, Verdict::Doubtful);
    }

    #[test]
    fn a_chain_is_one_group_under_its_fullest_record() {
        let mut full = person(7, "Wang Xiaoming", "13800138001");
        full.email = "xm@example.com".into();
        full.region = "柳荫公寓".into();
        let mut third = person(9, "王小明", "");
        third.email = "XM@example.com".into();
        let people = [person(3, "王小明", "+86 13800138001"), full, third];
        let settings = MatchSettings::default();
        let found = find_duplicates(people.iter(), &settings, &KeptApart::default());
        let [group] = found.certain_groups.as_slice() else { panic!("{found:?}") };
        assert_eq!(group.representative, CustomerId(7));
        assert_eq!(group.members, [3, 7, 9].map(CustomerId));

        let mut kept_apart = KeptApart::default();
        kept_apart.insert(CustomerId(9), CustomerId(3));
        let found = find_duplicates(people.iter(), &settings, &kept_apart);
        assert!(found.certain_groups.is_empty(), "7 fits both of two people");
        assert!(found.groups.iter().all(|group| group.members.len() == 2));
    }

    #[test]
    fn slices_find_what_one_go_finds() {
        let people: Vec<Customer> = (0..200)
            .map(|n| {
                person(n, ["王伟", "李丽", "陈晨"][n as usize % 3], &format!("1380000{:04}", n / 2))
            })
            .collect();
        let settings = MatchSettings::default();
        let mut search = DuplicateSearch::new(settings.clone(), KeptApart::default());
        for slice in people.chunks(7) {
            search.advance(slice.iter());
        }
        assert_eq!(search.n_customers(), 200);
        assert_eq!(
            search.finish(),
            find_duplicates(people.iter(), &settings, &KeptApart::default())
        );
    }
}
