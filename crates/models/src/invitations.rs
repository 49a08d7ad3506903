//! How many invitations for at least N orders at P confidence, to whom, and what else is in reach.
//!
//! The funnel is turned round: people are put in a fixed order of invitation; given the rates of one
//! draw, the k-th invitation brings an order with chance p = r₁·r₂′·r₃′ of its group, independently, so
//! the number of orders is Poisson-binomial and P(orders ≥ N | rates) follows exactly, one person at a
//! time, for every number of invitations at once. Averaged over draws of the rates (the same draws as
//! the simulated funnel makes with this seed), it is P(orders ≥ N). Outcomes need not be drawn, so the
//! curve is smooth, and it never falls, draw by draw and on average.

use crate::funnel::{FunnelError, FunnelInput, N_STEPS, RateDraws};
use crate::quantile::quantile_of_sorted;
use crate::summary::Interval;

/// In which order the groups are invited. The numbers invited of the funnel are read as the numbers
/// that may be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// One group after the other, each to its end: places of the groups, every group once.
    Priority(Vec<usize>),
    /// All groups in proportion to their sizes, by the divisor rule of Sainte-Laguë, which never takes
    /// an invitation back when the total grows.
    Proportional,
}

/// Enough draws: the average then errs by less than about one point. For tens of thousands of people
/// and thousands of orders one draw takes about 10 ms, and fewer draws are the better choice.
pub const RECOMMENDED_DRAWS: usize = 2_000;

/// Points of the curve that carry a band.
const N_CURVE_STEPS: usize = 200;
/// Chances below this are dropped from the distribution's ends.
const NEGLIGIBLE: f64 = 1e-22;

/// One point of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// People invited.
    pub n_invited: u32,
    /// Chance of at least the target.
    pub p_target: f64,
    /// Where that chance would lie, 9 times in 10, were the rates and the luck of the day known: how
    /// much of the doubt is about the rates and the day rather than about persons.
    pub band: Interval,
}

/// A number of invitations and whom they go to.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitations {
    /// All invitations.
    pub n_invited: u32,
    /// The same by group, in the funnel's order.
    pub n_by_group: Vec<u32>,
    /// Chance of the target with them.
    pub p_target: f64,
}

/// The answer to "how many invitations".
#[derive(Debug, Clone, PartialEq)]
pub struct InvitationAnswer {
    /// Smallest number of invitations with the confidence asked; None when everyone is not enough.
    pub needed: Option<Invitations>,
    /// Confidence with everyone invited.
    pub best_confidence: f64,
    /// Most orders, up to the target, that are reached with the confidence asked if everyone is invited.
    pub reachable_orders: u32,
}

/// The search, to be run in slices: ten runs of 200 draws give what one of 2,000 gives.
#[derive(Debug, Clone)]
pub struct InvitationSearch {
    rates: RateDraws,
    n_groups: usize,
    target: usize,
    /// The group of every invitation, in the order of inviting.
    sequence: Vec<usize>,
    n_draws: usize,
    /// Per number of invitations, P(target) summed over draws.
    p_target_sums: Vec<f64>,
    /// Per curve point, P(target) of every draw.
    p_target_draws: Vec<Vec<f64>>,
    /// Per number of orders below the target, its chance with everyone invited, summed over draws.
    p_orders_sums: Vec<f64>,
}

impl InvitationSearch {
    /// Prepares the search for at least `target_orders` orders; no draw is made yet.
    ///
    /// # Errors
    /// [`FunnelError::Shock`] or [`FunnelError::TooMany`] for an input that cannot be simulated,
    /// [`FunnelError::FillingOrder`] for priorities that do not name every group once.
    pub fn new(
        input: &FunnelInput,
        filling: &Filling,
        target_orders: u32,
        seed: u64,
    ) -> Result<Self, FunnelError> {
        input.check()?;
        let sizes: Vec<u32> = input.groups().iter().map(|group| group.n_invited).collect();
        let sequence = match filling {
            Filling::Priority(order) => invite_by_priority(&sizes, order)?,
            Filling::Proportional => invite_in_proportion(&sizes),
        };
        // More orders than people cannot be told from one order more than people.
        let target = (target_orders as usize).min(sequence.len() + 1);
        let n_points = curve_places(sequence.len()).count();
        Ok(InvitationSearch {
            rates: RateDraws::new(input, seed),
            n_groups: sizes.len(),
            target,
            n_draws: 0,
            p_target_sums: vec![0.0; sequence.len() + 1],
            p_target_draws: vec![Vec::new(); n_points],
            p_orders_sums: vec![0.0; target],
            sequence,
        })
    }

    /// Makes `n_draws` more draws of the rates.
    pub fn run(&mut self, n_draws: usize) {
        for draw in self.n_draws..self.n_draws + n_draws {
            let p_order: Vec<f64> = self.rates.draw(draw).iter().map(chance_of_order).collect();
            let (p_target, p_orders) = self.follow_invitations(&p_order);
            for (sum, p) in self.p_target_sums.iter_mut().zip(&p_target) {
                *sum += p;
            }
            for (sum, p) in self.p_orders_sums.iter_mut().zip(&p_orders) {
                *sum += p;
            }
            let places = curve_places(self.sequence.len());
            for (at_point, place) in self.p_target_draws.iter_mut().zip(places) {
                at_point.push(p_target[place]);
            }
        }
        self.n_draws += n_draws;
    }

    /// Draws made so far.
    pub fn n_draws(&self) -> usize {
        self.n_draws
    }

    /// With the chance of an order per group: P(target) after every number of invitations, and the
    /// distribution below the target after all of them.
    fn follow_invitations(&self, p_order: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut p_target = Vec::with_capacity(self.sequence.len() + 1);
        if self.target == 0 {
            p_target.resize(self.sequence.len() + 1, 1.0);
            return (p_target, Vec::new());
        }
        // now[k] = P(k orders so far), k below the target; mass that reaches the target stays there.
        let mut now = vec![0.0; self.target];
        let mut next = vec![0.0; self.target];
        now[0] = 1.0;
        let (mut low, mut high, mut reached) = (0, 0, 0.0f64);
        p_target.push(reached);
        for &group in &self.sequence {
            let p = p_order[group];
            if high + 1 == self.target {
                reached += now[high] * p;
            }
            // Only the part of the distribution that weighs anything, from low to high, is carried on.
            next[low] = now[low] * (1.0 - p);
            for (next, pair) in next[low + 1..=high].iter_mut().zip(now[low..=high].windows(2)) {
                *next = pair[1] * (1.0 - p) + pair[0] * p;
            }
            if high + 1 < self.target && now[high] * p > NEGLIGIBLE {
                next[high + 1] = now[high] * p;
                high += 1;
            }
            now[low] = 0.0;
            std::mem::swap(&mut now, &mut next);
            while low < high && now[low] < NEGLIGIBLE {
                now[low] = 0.0;
                low += 1;
            }
            p_target.push(reached.min(1.0));
        }
        (p_target, now)
    }

    /// The curve from nobody to everyone, at up to 201 even places. Empty before any draw.
    pub fn curve(&self) -> Vec<CurvePoint> {
        if self.n_draws == 0 {
            return Vec::new();
        }
        curve_places(self.sequence.len())
            .zip(&self.p_target_draws)
            .filter_map(|(place, of_draws)| {
                let mut sorted = of_draws.clone();
                sorted.sort_by(f64::total_cmp);
                let at = |p| quantile_of_sorted(&sorted, p);
                let band = Interval { low: at(0.05)?, high: at(0.95)? };
                Some(CurvePoint { n_invited: place as u32, p_target: self.p_target(place), band })
            })
            .collect()
    }

    /// The answer at a confidence between 0 and 1; may be asked for several without a new run. None
    /// before any draw.
    pub fn answer(&self, confidence: f64) -> Option<InvitationAnswer> {
        if self.n_draws == 0 {
            return None;
        }
        let n_all = self.sequence.len();
        let wanted = confidence * self.n_draws as f64;
        let n = self.p_target_sums.partition_point(|&sum| sum < wanted);
        let needed = (n <= n_all).then(|| Invitations {
            n_invited: n as u32,
            n_by_group: self.n_by_group(n),
            p_target: self.p_target(n),
        });
        Some(InvitationAnswer {
            needed,
            best_confidence: self.p_target(n_all),
            reachable_orders: self.reachable_orders(confidence),
        })
    }

    /// The invitations of the first `n` places, by group.
    pub fn n_by_group(&self, n: usize) -> Vec<u32> {
        let mut n_by_group = vec![0; self.n_groups];
        for &group in self.sequence.iter().take(n) {
            n_by_group[group] += 1;
        }
        n_by_group
    }

    fn p_target(&self, n: usize) -> f64 {
        self.p_target_sums[n] / self.n_draws as f64
    }

    fn reachable_orders(&self, confidence: f64) -> u32 {
        // P(orders ≥ k) for k from the target down, until it suffices.
        let mut p_at_least = self.p_target(self.sequence.len());
        let mut orders = self.target;
        while orders > 0 && p_at_least < confidence {
            orders -= 1;
            p_at_least += self.p_orders_sums[orders] / self.n_draws as f64;
        }
        orders as u32
    }
}

fn chance_of_order(rates: &[f64; N_STEPS]) -> f64 {
    rates.iter().product()
}

/// Evenly spread numbers of invitations from 0 to `n_all`, both included.
fn curve_places(n_all: usize) -> impl Iterator<Item = usize> {
    let n_steps = n_all.clamp(1, N_CURVE_STEPS);
    let n_points = if n_all == 0 { 1 } else { n_steps + 1 };
    (0..n_points).map(move |i| (i * n_all + n_steps / 2) / n_steps)
}

fn invite_by_priority(sizes: &[u32], order: &[usize]) -> Result<Vec<usize>, FunnelError> {
    let mut named = order.to_vec();
    named.sort_unstable();
    if !named.iter().copied().eq(0..sizes.len()) {
        return Err(FunnelError::FillingOrder { n_groups: sizes.len() });
    }
    Ok(order.iter().flat_map(|&group| (0..sizes[group]).map(move |_| group)).collect())
}

fn invite_in_proportion(sizes: &[u32]) -> Vec<usize> {
    let n_all: usize = sizes.iter().map(|&size| size as usize).sum();
    let mut filled = vec![0u32; sizes.len()];
    let mut sequence = Vec::with_capacity(n_all);
    for _ in 0..n_all {
        let share = |group: usize| (f64::from(filled[group]) + 0.5) / f64::from(sizes[group]);
        let next = (0..sizes.len())
            .filter(|&group| filled[group] < sizes[group])
            .min_by(|&i, &j| share(i).total_cmp(&share(j)));
        if let Some(group) = next {
            filled[group] += 1;
            sequence.push(group);
        }
    }
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::count_distribution::CountDistribution;
    use crate::funnel::{EventShock, simulate};
    use crate::funnel_draws::Stage;

    fn rate(mean: f64, strength: f64) -> BetaRate {
        BetaRate::from_point(mean, strength).expect("between 0 and 1")
    }

    fn two_groups(strength: f64) -> FunnelInput {
        let mut input = FunnelInput::new(EventShock::default());
        let steps = |p| [rate(0.5, strength), rate(0.8, strength), rate(p / 0.4, strength)];
        input.add_group_of_its_own(90, steps(0.06));
        input.add_group_of_its_own(60, steps(0.2));
        input
    }

    fn search(
        input: &FunnelInput,
        filling: Filling,
        target: u32,
        n_draws: usize,
    ) -> InvitationSearch {
        let mut search = InvitationSearch::new(input, &filling, target, 3).expect("a valid funnel");
        search.run(n_draws);
        search
    }

    #[test]
    fn with_certain_rates_the_curve_is_the_poisson_binomial() {
        let search = search(&two_groups(1e9), Filling::Priority(vec![1, 0]), 12, 2);
        for point in search.curve().iter().step_by(10) {
            let n = point.n_invited;
            let exact =
                CountDistribution::of_groups(&[(n.min(60), 0.2), (n.saturating_sub(60), 0.06)]);
            assert!((point.p_target - exact.p_at_least(12)).abs() < 1e-4, "{point:?}");
        }
        let answer = search.answer(0.8).expect("draws");
        let needed = answer.needed.expect("in reach");
        let exact =
            |n: u32| CountDistribution::of_groups(&[(60, 0.2), (n - 60, 0.06)]).p_at_least(12);
        assert!(exact(needed.n_invited) >= 0.8 - 1e-4 && exact(needed.n_invited - 1) < 0.8 + 1e-4);
        assert_eq!(needed.n_by_group, [needed.n_invited - 60, 60]);
    }

    #[test]
    fn agrees_with_the_simulated_funnel() {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.4 });
        input.add_group_of_its_own(300, [rate(0.3, 40.0), rate(0.6, 20.0), rate(0.4, 30.0)]);
        input.add_group_of_its_own(200, [rate(0.1, 15.0), rate(0.7, 20.0), rate(0.5, 10.0)]);
        let draws = simulate(&input, 20_000, 3).expect("a valid funnel");
        for target in [10, 25, 40] {
            let all = search(&input, Filling::Proportional, target, 20_000);
            let exact = all.answer(0.5).expect("draws").best_confidence;
            let simulated = draws.p_at_least(Stage::Ordered, target);
            assert!((exact - simulated).abs() < 0.012, "{target}: {exact} {simulated}");
        }
    }

    #[test]
    fn says_what_is_reachable_when_the_people_do_not_exist() {
        let answer = search(&two_groups(1e9), Filling::Proportional, 40, 2).answer(0.9);
        let answer = answer.expect("draws");
        assert_eq!(answer.needed, None);
        let exact = CountDistribution::of_groups(&[(90, 0.06), (60, 0.2)]);
        assert!((answer.best_confidence - exact.p_at_least(40)).abs() < 1e-6);
        let most = (0..40).rev().find(|&k| exact.p_at_least(k) >= 0.9);
        assert_eq!(Some(answer.reachable_orders as usize), most);
    }

    #[test]
    fn proportional_filling_keeps_to_the_sizes_and_takes_nothing_back() {
        let sizes = [60, 0, 120, 7];
        let sequence = invite_in_proportion(&sizes);
        assert_eq!(sequence.len(), 187);
        let mut filled = [0u32; 4];
        for (n, &group) in (1u32..).zip(&sequence) {
            filled[group] += 1;
            for (have, size) in filled.iter().zip(sizes) {
                let fair = f64::from(n * size) / 187.0;
                assert!((f64::from(*have) - fair).abs() < 1.5, "{filled:?} of {n}");
            }
        }
        assert_eq!(filled, sizes);
    }

    #[test]
    fn the_ends() {
        let nothing_asked = search(&two_groups(50.0), Filling::Proportional, 0, 5).answer(0.99);
        let needed = nothing_asked.and_then(|a| a.needed).expect("nothing is always reached");
        assert_eq!((needed.n_invited, needed.p_target), (0, 1.0));
        let nobody = search(&FunnelInput::new(EventShock::default()), Filling::Proportional, 5, 5);
        let answer = nobody.answer(0.5).expect("draws");
        assert_eq!(
            (answer.needed, answer.best_confidence, answer.reachable_orders),
            (None, 0.0, 0)
        );
        assert_eq!(nobody.curve().len(), 1);
        let twice = Filling::Priority(vec![0, 0]);
        let refused = InvitationSearch::new(&two_groups(50.0), &twice, 5, 1).err();
        assert_eq!(refused, Some(FunnelError::FillingOrder { n_groups: 2 }));
    }
}
