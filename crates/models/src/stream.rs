//! Seeded streams of random numbers. Knows no source of entropy.
//!
//! Every draw and every purpose within it has a stream of its own, derived from the seed by
//! SplitMix64's mixing function (Steele, Lea & Flood 2014) and run by xoshiro256++ (Blackman & Vigna
//! 2021). So a run may stop after any draw, and inviting more people or adding a group leaves all
//! other random numbers as they were (common random numbers).

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// What a stream is for; no two purposes of one draw share a stream.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    EventShock,
    Rate(usize),
    Outcome { group: usize, step: usize },
    OrderValues,
    ClusterSeeds,
}

impl Purpose {
    fn number(self) -> u64 {
        match self {
            Purpose::EventShock => 1,
            Purpose::OrderValues => 2,
            Purpose::ClusterSeeds => 3,
            Purpose::Rate(index) => (1 << 32) | index as u64,
            Purpose::Outcome { group, step } => (2 << 32) | (group as u64 * 4 + step as u64),
        }
    }
}

/// The stream of one purpose in one draw.
pub(crate) fn random_stream(seed: u64, draw: usize, purpose: Purpose) -> Xoshiro256PlusPlus {
    let key = mix(mix(mix(seed).wrapping_add(draw as u64)).wrapping_add(purpose.number()));
    Xoshiro256PlusPlus::seed_from_u64(key)
}

fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
