//! Seeded streams of random numbers. Knows no source of entropy.
//!
//! Every draw and every purpose within it has a stream of its own, derived from the seed by
//! SplitMix64's mixing function (Steele, Lea & Flood 2014) and run by xoshiro256++ (Blackman & Vigna
//! 2021). So a run may stop after any draw, and inviting more people or adding a group leaves all
//! other random numbers as they were (common random numbers).

use rand::{Rng, RngExt};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// What a stream is for; no two purposes of one draw share a stream.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    EventShock,
    Rate(usize),
    Range(usize),
    Outcome { group: usize, step: usize },
    OrderValues,
    ClusterSeeds,
    SilhouetteSample,
    GapSample,
    GapReference,
    PointSample,
    Purchases,
    Parameters,
    Resample,
    Matrix,
    Movement,
    ArrivalRates,
    Arrivals,
    Referral,
    HoldOut,
    Guests,
    Offer(usize),
    ChainStep { group: usize, step: usize },
    Reach,
    Within { group: usize },
}

impl Purpose {
    fn number(self) -> u64 {
        match self {
            Purpose::EventShock => 1,
            Purpose::OrderValues => 2,
            Purpose::ClusterSeeds => 3,
            Purpose::SilhouetteSample => 4,
            Purpose::GapSample => 5,
            Purpose::GapReference => 6,
            Purpose::PointSample => 7,
            Purpose::Purchases => 8,
            Purpose::Parameters => 9,
            Purpose::Resample => 10,
            Purpose::Matrix => 20,
            Purpose::Movement => 21,
            Purpose::ArrivalRates => 25,
            Purpose::Arrivals => 26,
            Purpose::Referral => 22,
            Purpose::HoldOut => 23,
            Purpose::Guests => 24,
            Purpose::Reach => 27,
            Purpose::Within { group } => (22 << 32) | group as u64,
            Purpose::Offer(index) => (20 << 32) | index as u64,
            Purpose::ChainStep { group, step } => (21 << 32) | ((group as u64) << 16) | step as u64,
            Purpose::Rate(index) => (1 << 32) | index as u64,
            Purpose::Range(place) => (3 << 32) | place as u64,
            Purpose::Outcome { group, step } => (2 << 32) | (group as u64 * 4 + step as u64),
        }
    }
}

/// The streams of one draw: what they share is worked out once.
#[derive(Clone, Copy)]
pub(crate) struct DrawStreams(u64);

impl DrawStreams {
    pub(crate) fn new(seed: u64, draw: usize) -> Self {
        DrawStreams(mix(mix(seed).wrapping_add(draw as u64)))
    }

    pub(crate) fn of(self, purpose: Purpose) -> Xoshiro256PlusPlus {
        Xoshiro256PlusPlus::seed_from_u64(mix(self.0.wrapping_add(purpose.number())))
    }
}

/// The stream of one purpose in one draw.
pub(crate) fn random_stream(seed: u64, draw: usize, purpose: Purpose) -> Xoshiro256PlusPlus {
    DrawStreams::new(seed, draw).of(purpose)
}

/// `size` of the places 0 to `n` − 1, ascending, every such sample equally likely; all of them where
/// there are no more. Knuth, *The Art of Computer Programming* 2, 3.4.2, algorithm S.
pub(crate) fn sample_places(n: usize, size: usize, stream: &mut impl Rng) -> Vec<usize> {
    let mut places = Vec::with_capacity(size.min(n));
    for place in 0..n {
        let n_wanted = size.min(n) - places.len();
        if stream.random::<f64>() * ((n - place) as f64) < n_wanted as f64 {
            places.push(place);
        }
    }
    places
}

fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_have_their_size_and_every_place_its_chance() {
        let mut n_times = [0; 10];
        for draw in 0..2000 {
            let places = sample_places(10, 3, &mut random_stream(1, draw, Purpose::EventShock));
            assert!(places.len() == 3 && places.is_sorted());
            places.into_iter().for_each(|place| n_times[place] += 1);
        }
        // 600 each, give or take five standard deviations.
        assert!(n_times.iter().all(|n| (500..700).contains(n)), "{n_times:?}");
        let stream = &mut random_stream(1, 0, Purpose::EventShock);
        assert_eq!(sample_places(3, 9, stream), [0, 1, 2]);
    }
}
