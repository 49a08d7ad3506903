//! The customers of a base, found by what they share with somebody. Must not know why one asks.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

use super::blocks::{self, BlockKey};
use super::profile::Profile;
use super::score::{MatchScore, Verdict, compare_profiles};
use super::settings::MatchSettings;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;

/// The most customers of one block that are compared. A fuller one (a common name, a switchboard)
/// says too little by itself: whoever is in it needs a second fact in common, which has a block of
/// its own.
pub const MOST_IN_BLOCK: u32 = 48;

/// Somebody of the base who may be the one asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    pub id: CustomerId,
    pub score: MatchScore,
}

/// A block: its customers as a chain through `MatchIndex::links`, the latest first.
#[derive(Clone, Copy)]
struct Block {
    latest: u32,
    n_customers: u32,
}

/// One customer in one block.
struct Link {
    row: u32,
    before: u32,
}

const END: u32 = u32::MAX;

pub struct MatchIndex {
    settings: MatchSettings,
    profiles: Vec<Profile>,
    blocks: HashMap<BlockKey, Block, BuildHasherDefault<AlreadyHashed>>,
    links: Vec<Link>,
}

impl MatchIndex {
    pub fn new(settings: MatchSettings) -> Self {
        Self { settings, profiles: Vec::new(), blocks: HashMap::default(), links: Vec::new() }
    }

    /// Takes somebody into the base.
    pub fn insert(&mut self, customer: &Customer) {
        let profile = Profile::of(customer, &self.settings);
        let keys = blocks::keys(&profile);
        self.insert_profile(profile, &keys);
    }

    /// Whoever of the base may be this customer, the likeliest first; never the one with its own id.
    pub fn candidates(&self, customer: &Customer) -> Vec<Scored> {
        let profile = Profile::of(customer, &self.settings);
        let mut found = self.find(&profile, &blocks::keys(&profile));
        found.retain(|scored| scored.id != customer.id);
        found
    }

    /// `candidates`, then `insert`, taking the customer apart only once.
    pub fn match_and_insert(&mut self, customer: &Customer) -> Vec<Scored> {
        let profile = Profile::of(customer, &self.settings);
        let keys = blocks::keys(&profile);
        let found = self.find(&profile, &keys);
        self.insert_profile(profile, &keys);
        found
    }

    pub fn n_customers(&self) -> usize {
        self.profiles.len()
    }

    /// How many blocks are too full to be compared through.
    pub fn n_full_blocks(&self) -> usize {
        self.blocks.values().filter(|block| block.n_customers > MOST_IN_BLOCK).count()
    }

    pub(super) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    pub(super) fn settings(&self) -> &MatchSettings {
        &self.settings
    }

    fn find(&self, profile: &Profile, keys: &[BlockKey]) -> Vec<Scored> {
        let mut rows: Vec<u32> = Vec::new();
        for block in keys.iter().filter_map(|key| self.blocks.get(key)) {
            if block.n_customers <= MOST_IN_BLOCK {
                let mut at = block.latest;
                while let Some(link) = self.links.get(at as usize) {
                    rows.push(link.row);
                    at = link.before;
                }
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let mut found: Vec<Scored> = rows
            .into_iter()
            .filter_map(|row| {
                let known = self.profiles.get(row as usize)?;
                let score = compare_profiles(known, profile, &self.settings);
                (score.verdict != Verdict::Different).then_some(Scored { id: known.id, score })
            })
            .collect();
        found.sort_by(|a, b| {
            let by_verdict = b.score.verdict.cmp(&a.score.verdict);
            let by_probability = b.score.probability.total_cmp(&a.score.probability);
            by_verdict.then(by_probability).then(a.id.cmp(&b.id))
        });
        found
    }

    fn insert_profile(&mut self, profile: Profile, keys: &[BlockKey]) {
        let row = self.profiles.len() as u32;
        self.profiles.push(profile);
        for key in keys {
            let block = self.blocks.entry(*key).or_insert(Block { latest: END, n_customers: 0 });
            block.n_customers = block.n_customers.saturating_add(1);
            if block.n_customers <= MOST_IN_BLOCK {
                self.links.push(Link { row, before: block.latest });
                block.latest = self.links.len() as u32 - 1;
            }
        }
    }
}

/// Block keys are hashes already.
#[derive(Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
