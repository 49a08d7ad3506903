//! How far word of mouth goes, in slices: closed forms where they exist, else draws in which bad word and
//! a market with an end have their part. Reach is how many hear of it, never how many come: offspring is
//! reach × conversion.

use meadow_models::referral::{BadWord, ReferralDraws, ReferralPlan, p_extinction};
use meadow_models::{BetaRate, Summary};

use super::rates::rate_between;
use super::report::spread;
use crate::protocol::EngineError;
use crate::views::word_of_mouth::{
    GrowthView, MAX_REACH, N_GENERATIONS, OpenGrowth, Ranged, WordOfMouth,
};
use crate::words;

/// Draws where each is cheap, and where many are spoken to.
const DRAWS: (usize, usize) = (100, 4_000);
/// People spoken to, over all draws and in one slice.
const WORK: (f64, f64) = (1e9, 2e6);
/// A draw that has won so many is not followed further; more cannot begin either.
const MAX_CUSTOMERS: u32 = 200_000;
/// Points of the conversion's distribution that the closed form is averaged over.
const N_POINTS: u32 = 200;

/// Word of mouth being followed.
pub struct GrowthRun {
    plan: ReferralPlan,
    is_expected: bool,
    seed: u64,
    /// All draws in slices of so many, each with a seed of its own.
    n_draws: usize,
    n_per_slice: usize,
    n_slices_done: usize,
    drawn: ReferralDraws,
}

impl GrowthRun {
    /// Prepares the draws. `n_expected`: customers who begin where none are typed. `Ok(Err(open))`: what
    /// has to be said first.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for shares or numbers that cannot be.
    pub fn new(
        word: &WordOfMouth,
        n_expected: Option<f64>,
        seed: u64,
    ) -> Result<Result<Self, Vec<OpenGrowth>>, EngineError> {
        let reaches = [word.reach, word.reach_later, word.reach_of_discontent];
        if reaches.into_iter().flatten().any(|reach| reach > MAX_REACH) {
            return Err(impossible());
        }
        let conversion = word.conversion.map(rate).transpose()?;
        let (bad, mut open) = bad_word(word)?;
        let expected = n_expected.map(|n| n.round().clamp(0.0, f64::from(u32::MAX)) as u32);
        let n_first = word.n_first.or(expected).filter(|n| *n > 0);
        if n_first.is_none() {
            open.push(OpenGrowth::First);
        }
        if word.reach.is_none() {
            open.push(OpenGrowth::Reach);
        }
        if conversion.is_none() {
            open.push(OpenGrowth::Conversion);
        }
        let (Some(n_first), Some(reach), Some(conversion), true) =
            (n_first, word.reach, conversion, open.is_empty())
        else {
            return Ok(Err(open));
        };
        if n_first > MAX_CUSTOMERS {
            return Err(impossible());
        }
        let plan = ReferralPlan {
            n_first,
            reach: vec![reach, word.reach_later.unwrap_or(reach)],
            conversion,
            discontent: bad,
            n_market: word.n_market,
            n_generations: N_GENERATIONS,
        };
        let told = told_in_a_draw(&plan).max(1.0);
        Ok(Ok(Self {
            is_expected: word.n_first.is_none(),
            seed,
            n_draws: ((WORK.0 / told) as usize).clamp(DRAWS.0, DRAWS.1),
            n_per_slice: ((WORK.1 / told) as usize).clamp(1, 250),
            n_slices_done: 0,
            drawn: nothing_drawn(),
            plan,
        }))
    }

    /// Follows one more slice of draws; says whether there is more to do.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for a plan that cannot be followed.
    pub fn advance(&mut self) -> Result<bool, EngineError> {
        let n = (self.n_draws - self.drawn.won.len()).min(self.n_per_slice);
        // Draws are numbered from 0 in every slice: its seed tells it apart.
        let seed = self.seed.wrapping_add((self.n_slices_done as u64).wrapping_mul(0x9e37_79b9));
        let slice = self.plan.simulate(n, seed).map_err(|_| impossible())?;
        for (all, more) in self.drawn.won_by_generation.iter_mut().zip(slice.won_by_generation) {
            all.extend(more);
        }
        self.drawn.won.extend(slice.won);
        self.drawn.lost.extend(slice.lost);
        self.drawn.n_stopped += slice.n_stopped;
        self.n_slices_done += 1;
        Ok(self.drawn.won.len() < self.n_draws)
    }

    pub fn n_done(&self) -> u64 {
        self.drawn.won.len() as u64
    }

    pub fn n_total(&self) -> u64 {
        self.n_draws as u64
    }

    /// What comes of it, after making the draws still missing.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub fn finish(mut self) -> Result<GrowthView, EngineError> {
        while self.n_done() < self.n_total() {
            self.advance()?;
        }
        let Self { plan, drawn, .. } = &self;
        let has_bad = plan.discontent.is_some();
        let generations = drawn.won_by_generation.iter();
        let discontent = plan.discontent.as_ref().map(|bad| ranged(bad.share, 1.0));
        let content = 1.0 - discontent.map_or(0.0, |share| share.mean);
        let (reach, reach_later) = (plan.reach[0], plan.reach[1]);
        Ok(GrowthView {
            n_first: plan.n_first,
            is_expected: self.is_expected,
            reach,
            reach_later,
            conversion: ranged(plan.conversion, 1.0),
            discontent,
            n_market: plan.n_market,
            offspring: ranged(plan.conversion, content * f64::from(reach)),
            offspring_later: ranged(plan.conversion, content * f64::from(reach_later)),
            generations: generations.map(|won| spread(Summary::of_counts(won))).collect(),
            won: spread(drawn.summary_won()),
            lost: has_bad.then(|| spread(Summary::of_counts(&drawn.lost))),
            net: has_bad.then(|| spread(drawn.summary_net())),
            p_over: drawn.p_over(),
            p_extinct: p_extinct(plan),
            p_stopped: drawn.n_stopped as f64 / drawn.won.len().max(1) as f64,
            n_draws: drawn.won.len() as u32,
            seed: self.seed,
        })
    }
}

/// Bad word, where anything is said of it; else it is left out. What is then still missing comes second.
fn bad_word(word: &WordOfMouth) -> Result<(Option<BadWord>, Vec<OpenGrowth>), EngineError> {
    let share = word.discontent.map(rate).transpose()?;
    let lost = word.lost.map(rate).transpose()?;
    let reach = word.reach_of_discontent;
    let missing = [
        share.is_none().then_some(OpenGrowth::Discontent),
        reach.is_none().then_some(OpenGrowth::ReachOfDiscontent),
        lost.is_none().then_some(OpenGrowth::Lost),
    ];
    let missing: Vec<OpenGrowth> = missing.into_iter().flatten().collect();
    Ok(match (share, reach, lost) {
        (Some(share), Some(reach), Some(lost)) => {
            (Some(BadWord { share, reach: vec![reach], lost }), missing)
        }
        (None, None, None) => (None, Vec::new()),
        _ => (None, missing),
    })
}

/// People spoken to in a draw that goes well: the work it is.
fn told_in_a_draw(plan: &ReferralPlan) -> f64 {
    let conversion = plan.conversion.quantile(0.95);
    let bad_reach = plan.discontent.as_ref().map_or(0, |bad| bad.reach[0]);
    let (mut now, mut told) = (f64::from(plan.n_first), 0.0);
    for generation in 0..plan.n_generations {
        let reach = plan.reach[generation.min(1)];
        told += now * f64::from(reach.max(bad_reach));
        now = (now * f64::from(reach) * conversion).min(f64::from(MAX_CUSTOMERS));
    }
    told
}

/// Averaged over what is believed of the conversion: that of the first, then of all that follow.
fn p_extinct(plan: &ReferralPlan) -> f64 {
    let at = |conversion: f64| {
        let later = p_extinction(plan.reach[1], conversion);
        let of_one = (1.0 - conversion + conversion * later).powf(f64::from(plan.reach[0]));
        of_one.powf(f64::from(plan.n_first))
    };
    let points = (0..N_POINTS).map(|point| (f64::from(point) + 0.5) / f64::from(N_POINTS));
    points.map(|p| at(plan.conversion.quantile(p))).sum::<f64>() / f64::from(N_POINTS)
}

fn ranged(rate: BetaRate, times: f64) -> Ranged {
    let interval = rate.interval(0.9);
    Ranged { low: times * interval.low, mean: times * rate.mean(), high: times * interval.high }
}

fn rate((low, high): (f64, f64)) -> Result<BetaRate, EngineError> {
    let is_known = !low.is_nan() && !high.is_nan();
    is_known.then(|| rate_between(low, high)).flatten().ok_or_else(impossible)
}

fn nothing_drawn() -> ReferralDraws {
    ReferralDraws {
        won_by_generation: vec![Vec::new(); N_GENERATIONS],
        won: Vec::new(),
        lost: Vec::new(),
        n_stopped: 0,
    }
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_word_of_mouth() }
}
