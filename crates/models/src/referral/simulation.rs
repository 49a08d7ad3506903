//! Word of mouth in draws: rates drawn once a draw, then everybody by lot.

use super::reach_of;
use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;

/// A draw that grows beyond this many customers is stopped there and counted.
const MAX_CUSTOMERS: u32 = 200_000;

/// Who speaks to how many, and what comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferralPlan {
    /// Customers at the start.
    pub n_first: u32,
    /// People a content customer speaks to, by generation; the last holds for all that follow.
    pub reach: Vec<u32>,
    /// Share of those who become customers.
    pub conversion: BetaRate,
    /// Share of customers who are discontent, and tell that instead; None: nobody is.
    pub discontent: Option<BadWord>,
    /// People who could become customers at all, besides the first; None: no end of them. Speaking to
    /// somebody who already is one, or is lost, is in vain.
    pub n_market: Option<u32>,
    /// Generations that are followed.
    pub n_generations: usize,
}

/// Bad word of mouth.
#[derive(Debug, Clone, PartialEq)]
pub struct BadWord {
    /// Share of customers who are discontent.
    pub share: BetaRate,
    /// People one of them speaks to, by generation as for the content.
    pub reach: Vec<u32>,
    /// Share of those who are lost by it: who would have bought, or bought again, and will not.
    pub lost: BetaRate,
}

/// Why a plan cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferralError {
    /// More first customers than can be followed.
    #[error("{n_first} first customers are more than the {max} that can be followed")]
    TooMany {
        /// First customers given.
        n_first: u32,
        /// The most there may be.
        max: u32,
    },
    /// No reach.
    #[error("a plan needs the reach of at least one generation")]
    NoReach,
}

/// What came of it, one value a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralDraws {
    /// New customers by generation (the first entry is the first generation after the start).
    pub won_by_generation: Vec<Vec<u32>>,
    /// New customers in all.
    pub won: Vec<u32>,
    /// People lost by bad word.
    pub lost: Vec<u32>,
    /// Draws that grew beyond what is followed.
    pub n_stopped: usize,
}

impl ReferralDraws {
    /// New customers in short; None without draws.
    pub fn summary_won(&self) -> Option<Summary> {
        Summary::of_counts(&self.won)
    }

    /// New customers less people lost, in short; None without draws.
    pub fn summary_net(&self) -> Option<Summary> {
        let net: Vec<f64> =
            self.won.iter().zip(&self.lost).map(|(&w, &l)| f64::from(w) - f64::from(l)).collect();
        Summary::of_values(&net)
    }

    /// Share of draws in which the last generation followed won nobody; 0 without draws.
    pub fn p_over(&self) -> f64 {
        let Some(last) = self.won_by_generation.last() else { return 0.0 };
        last.iter().filter(|n| **n == 0).count() as f64 / last.len().max(1) as f64
    }
}

impl ReferralPlan {
    /// Follows the plan in so many draws; the same seed gives the same.
    ///
    /// # Errors
    /// [`ReferralError`] for no reach, or more first customers than can be followed.
    pub fn simulate(&self, n_draws: usize, seed: u64) -> Result<ReferralDraws, ReferralError> {
        if self.n_first > MAX_CUSTOMERS {
            return Err(ReferralError::TooMany { n_first: self.n_first, max: MAX_CUSTOMERS });
        }
        let has_bad_reach = self.discontent.as_ref().is_none_or(|bad| !bad.reach.is_empty());
        if self.reach.is_empty() || !has_bad_reach {
            return Err(ReferralError::NoReach);
        }
        let mut draws = ReferralDraws {
            won_by_generation: vec![Vec::with_capacity(n_draws); self.n_generations],
            won: Vec::with_capacity(n_draws),
            lost: Vec::with_capacity(n_draws),
            n_stopped: 0,
        };
        for draw in 0..n_draws {
            self.follow(draw, seed, &mut draws);
        }
        Ok(draws)
    }

    fn follow(&self, draw: usize, seed: u64, draws: &mut ReferralDraws) {
        let mut stream = random_stream(seed, draw, Purpose::Referral);
        let conversion = self.conversion.sample(&mut stream);
        let bad = self
            .discontent
            .as_ref()
            .map(|bad| (bad, bad.share.sample(&mut stream), bad.lost.sample(&mut stream)));
        let (mut now, mut won, mut lost) = (self.n_first, 0u32, 0u32);
        let mut is_stopped = false;
        for (generation, column) in draws.won_by_generation.iter_mut().enumerate() {
            let mut n_discontent = 0;
            if let Some((bad, share, p_lost)) = &bad {
                n_discontent = draw_binomial(now, *share, &mut stream);
                let told = n_discontent.saturating_mul(reach_of(&bad.reach, generation));
                let p = p_lost * self.share_left(won, lost);
                lost = self.add_within_market(lost, draw_binomial(told, p, &mut stream), won);
            }
            let told = (now - n_discontent).saturating_mul(reach_of(&self.reach, generation));
            let p = conversion * self.share_left(won, lost);
            let new = draw_binomial(told, p, &mut stream);
            let before = won;
            won = self.add_within_market(won, new, lost);
            now = won - before;
            if won >= MAX_CUSTOMERS {
                (won, is_stopped) = (MAX_CUSTOMERS, true);
            }
            column.push(now);
            if is_stopped {
                now = 0;
            }
        }
        draws.won.push(won);
        draws.lost.push(lost);
        draws.n_stopped += usize::from(is_stopped);
    }

    /// The part of the market that is neither won nor lost.
    fn share_left(&self, won: u32, lost: u32) -> f64 {
        self.n_market.map_or(1.0, |n_market| {
            let left = n_market.saturating_sub(won.saturating_add(lost));
            if n_market == 0 { 0.0 } else { f64::from(left) / f64::from(n_market) }
        })
    }

    /// Adds no more than there still are beside `others`.
    fn add_within_market(&self, sum: u32, more: u32, others: u32) -> u32 {
        let most = self.n_market.map_or(u32::MAX, |n| n.saturating_sub(others));
        sum.saturating_add(more).min(most.max(sum))
    }
}
