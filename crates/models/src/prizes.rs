//! What prizes, first-come gifts, vouchers and referral gifts may cost. Money in one currency; heads
//! come from a simulated funnel or are given.
//!
//! Each offer costs (a sum per piece) × (pieces given), and pieces follow from the heads h at its stage:
//! prizes drawn, the dearest first, among min(h, prizes), each claimed at a rate q; gifts min(h, N);
//! vouchers Bin(h, q) up to a cap; referral gifts for Bin(h, q) who bring others, up to a cap. q is a
//! Beta, drawn once an event, so the pieces are beta-binomial: exact for given heads
//! ([`Offer::pieces`]), simulated along a funnel ([`liability`]). The worst case is what must be able to
//! be paid; it asks for no probability.

use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::count_distribution::CountDistribution;
use crate::funnel_draws::{FunnelDraws, Stage};
use crate::stream::{Purpose, random_stream};

#[cfg(test)]
mod tests;

/// Prizes of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prize {
    /// How many there are.
    pub n: u32,
    /// Cost of one.
    pub cost: f64,
}

/// What is promised.
#[derive(Debug, Clone, PartialEq)]
pub enum OfferKind {
    /// Prizes drawn among the heads. Whoever must be present, or come back, may not claim.
    Draw {
        /// The prizes; the dearest are drawn first.
        prizes: Vec<Prize>,
        /// Share of winners that claims; None where every prize is handed over.
        claimed: Option<BetaRate>,
    },
    /// Gifts for the first heads, as long as they last.
    FirstCome {
        /// The gifts.
        gifts: Prize,
    },
    /// A voucher for every head.
    Voucher {
        /// Cost of one when redeemed.
        cost: f64,
        /// Share of vouchers redeemed.
        redeemed: BetaRate,
        /// Most that are redeemed, where the terms say so.
        n_max: Option<u32>,
    },
    /// A gift for every head that brings others, and one for each they bring.
    Referral {
        /// Share of heads that brings the number asked for.
        brings: BetaRate,
        /// How many they must bring.
        n_brought: u32,
        /// Cost of the gift of the one who brings.
        cost_of_own: f64,
        /// Cost of the gift of each one brought.
        cost_of_brought: f64,
        /// Most that are rewarded for bringing, where the terms say so.
        n_max: Option<u32>,
    },
}

/// A promise to those who reach a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Whose heads count.
    pub at: Stage,
    /// What is promised to them.
    pub kind: OfferKind,
}

/// Why an offer cannot be reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("offer {offer} has a cost of {cost}; costs must be 0 or more and finite")]
pub struct OfferError {
    /// Place of the offer, from 0.
    pub offer: usize,
    /// The offending cost.
    pub cost: f64,
}

impl Offer {
    /// The most it can cost with at most so many heads at its stage, or however many come. None where
    /// there is no most: a promise to everybody, without a cap.
    pub fn worst_case(&self, n_heads_max: Option<u32>) -> Option<f64> {
        let capped = |n_max: Option<u32>| match (n_max, n_heads_max) {
            (Some(a), Some(b)) => Some(f64::from(a.min(b))),
            (a, b) => a.or(b).map(f64::from),
        };
        match &self.kind {
            OfferKind::Draw { prizes, .. } => {
                Some(cost_of_prizes(prizes, n_heads_max.unwrap_or(u32::MAX), |n| n))
            }
            OfferKind::FirstCome { gifts } => capped(Some(gifts.n)).map(|n| n * gifts.cost),
            OfferKind::Voucher { cost, n_max, .. } => capped(*n_max).map(|n| n * cost),
            OfferKind::Referral { n_max, .. } => capped(*n_max).map(|n| n * self.cost_per_piece()),
        }
    }

    /// Expected cost with so many heads, exactly.
    pub fn expected_cost(&self, n_heads: u32) -> f64 {
        match &self.kind {
            OfferKind::Draw { prizes, claimed } => {
                let rate = claimed.map_or(1.0, BetaRate::mean);
                rate * cost_of_prizes(prizes, n_heads, |n| n)
            }
            OfferKind::FirstCome { gifts } => f64::from(gifts.n.min(n_heads)) * gifts.cost,
            OfferKind::Voucher { .. } | OfferKind::Referral { .. } => {
                self.pieces(n_heads).mean() * self.cost_per_piece()
            }
        }
    }

    /// The exact distribution of the number of pieces given (prizes claimed, gifts, vouchers redeemed,
    /// people rewarded for bringing) with so many heads.
    pub fn pieces(&self, n_heads: u32) -> CountDistribution {
        let thinned = |n: u32, rate: BetaRate, n_max: Option<u32>| {
            let all = CountDistribution::beta_binomial(n, rate);
            n_max.map_or(all.clone(), |n_max| all.capped(n_max))
        };
        match &self.kind {
            OfferKind::Draw { prizes, claimed } => {
                let n_all: u64 = prizes.iter().map(|prize| u64::from(prize.n)).sum();
                let n = u32::try_from(n_all).unwrap_or(u32::MAX).min(n_heads);
                claimed.map_or(CountDistribution::certain(n), |rate| thinned(n, rate, None))
            }
            OfferKind::FirstCome { gifts } => CountDistribution::certain(gifts.n.min(n_heads)),
            OfferKind::Voucher { redeemed, n_max, .. } => thinned(n_heads, *redeemed, *n_max),
            OfferKind::Referral { brings, n_max, .. } => thinned(n_heads, *brings, *n_max),
        }
    }

    /// Cost of one of these pieces; of a draw, whose prizes differ, their mean.
    pub fn cost_per_piece(&self) -> f64 {
        match &self.kind {
            OfferKind::Draw { prizes, .. } => {
                let n: f64 = prizes.iter().map(|prize| f64::from(prize.n)).sum();
                let cost: f64 = prizes.iter().map(|prize| f64::from(prize.n) * prize.cost).sum();
                if n > 0.0 { cost / n } else { 0.0 }
            }
            OfferKind::FirstCome { gifts } => gifts.cost,
            OfferKind::Voucher { cost, .. } => *cost,
            OfferKind::Referral { n_brought, cost_of_own, cost_of_brought, .. } => {
                cost_of_own + f64::from(*n_brought) * cost_of_brought
            }
        }
    }

    fn costs(&self) -> Vec<f64> {
        match &self.kind {
            OfferKind::Draw { prizes, .. } => prizes.iter().map(|prize| prize.cost).collect(),
            OfferKind::FirstCome { gifts } => vec![gifts.cost],
            OfferKind::Voucher { cost, .. } => vec![*cost],
            OfferKind::Referral { cost_of_own, cost_of_brought, .. } => {
                vec![*cost_of_own, *cost_of_brought]
            }
        }
    }

    /// The cost with so many heads in one draw; the same seed, draw and place among the offers give the
    /// same. Costs are taken as checked by [`check_costs`].
    pub fn cost_in_draw(&self, n_heads: u32, place: usize, (draw, seed): (usize, u64)) -> f64 {
        let stream = &mut random_stream(seed, draw, Purpose::Offer(place));
        let mut thinned = |rate: BetaRate, n_max: Option<u32>| {
            let rate = rate.sample(stream);
            draw_binomial(n_heads, rate, stream).min(n_max.unwrap_or(u32::MAX))
        };
        match &self.kind {
            OfferKind::Draw { prizes, claimed } => match claimed.map(|rate| rate.sample(stream)) {
                None => cost_of_prizes(prizes, n_heads, |n| n),
                Some(rate) => cost_of_prizes(prizes, n_heads, |n| draw_binomial(n, rate, stream)),
            },
            OfferKind::FirstCome { gifts } => f64::from(gifts.n.min(n_heads)) * gifts.cost,
            OfferKind::Voucher { redeemed, n_max, .. } => {
                f64::from(thinned(*redeemed, *n_max)) * self.cost_per_piece()
            }
            OfferKind::Referral { brings, n_max, .. } => {
                f64::from(thinned(*brings, *n_max)) * self.cost_per_piece()
            }
        }
    }
}

/// Whether these can be reckoned with.
///
/// # Errors
/// [`OfferError`] for a cost that is negative or not finite.
pub fn check_costs(offers: &[Offer]) -> Result<(), OfferError> {
    for (offer, of) in offers.iter().enumerate() {
        if let Some(cost) = of.costs().into_iter().find(|c| !(*c >= 0.0 && c.is_finite())) {
            return Err(OfferError { offer, cost });
        }
    }
    Ok(())
}

/// The cost of all offers together in every draw of a funnel; the same seed gives the same.
///
/// # Errors
/// As [`check_costs`].
pub fn liability(
    offers: &[Offer],
    funnel: &FunnelDraws,
    seed: u64,
) -> Result<Vec<f64>, OfferError> {
    check_costs(offers)?;
    let cost_in = |draw: usize| {
        let of_offer = |(place, offer): (usize, &Offer)| {
            offer.cost_in_draw(funnel.total(offer.at)[draw], place, (draw, seed))
        };
        offers.iter().enumerate().map(of_offer).sum()
    };
    Ok((0..funnel.n_draws()).map(cost_in).collect())
}

/// The dearest prizes for as many heads as there are, of each kind as many as are claimed.
fn cost_of_prizes(prizes: &[Prize], n_heads: u32, mut claimed: impl FnMut(u32) -> u32) -> f64 {
    let mut sorted = prizes.to_vec();
    sorted.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    let (mut n_left, mut cost) = (n_heads, 0.0);
    for prize in sorted {
        let n = prize.n.min(n_left);
        n_left -= n;
        cost += f64::from(claimed(n)) * prize.cost;
    }
    cost
}
