//! Any funnel: stages one after the other, a rate for each step, groups of people that go through them.
//! Membership (invited, applied, joined, active, renewed) and the recruiting of dealers (invited,
//! attended, negotiating, signed, first order, reorder) are chains like any other; stages are known by
//! their place. Two stages may follow from the same one: whoever buys again and whoever brings somebody are
//! both of those who bought, and one share says nothing of the other.
//!
//! Count at stage s + 1 ~ Bin(count at s, r′), r ~ Beta(a, b), logit r′ = logit r + δ + σₛ·σ·z with one
//! z ~ N(0, 1) a step, common to all groups of the event, δ = 0 and σ = 1 unless a rate has its own
//! ([`crate::day_shift`]), as in [`crate::funnel`], which is this chain with four stages and money beside
//! them. Where no rate is shared between groups and no shock moves them together, the distribution is exact
//! (beta-binomial thinning, then convolution); else it is simulated.

use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::count_distribution::CountDistribution;
use crate::day_shift::DayShift;
use crate::funnel::{MAX_INVITED, N_STEPS};
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;
use rand_distr::{Distribution, StandardNormal};

#[cfg(test)]
mod tests;

/// Most people for whom the exact distribution is worked out; its time grows with their square.
pub const MAX_EXACT: u64 = 3_000;

/// Names a rate of one [`StageChain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepRate(usize);

/// A funnel of any number of steps.
#[derive(Debug, Clone, PartialEq)]
pub struct StageChain {
    /// σ of the shared shock, per step.
    shock_sd: Vec<f64>,
    /// The stage each step starts from.
    starts: Vec<usize>,
    rates: Vec<BetaRate>,
    /// What the day does to each of them.
    day_shifts: Vec<DayShift>,
    /// People at the first stage, and the rate of every step.
    groups: Vec<(u32, Vec<StepRate>)>,
}

/// Why a chain cannot be.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum StageChainError {
    /// No step at all.
    #[error("a funnel needs at least one step")]
    NoStep,
    /// A group with another number of rates than there are steps.
    #[error("{given} rates were given for {expected} steps")]
    Steps {
        /// Rates given.
        given: usize,
        /// Steps there are.
        expected: usize,
    },
    /// A rate of another chain.
    #[error("the group names rate {index}, but the funnel has {n_rates} rates")]
    UnknownRate {
        /// Place of the rate.
        index: usize,
        /// Rates there are.
        n_rates: usize,
    },
    /// A shock that is negative or not a number.
    #[error("the shared shock must be a standard deviation of 0 to 5, not {sd}")]
    Shock {
        /// The standard deviation given.
        sd: f64,
    },
    /// A step that is not there, or one that would start from a stage after it.
    #[error("step {step} cannot start from stage {from}")]
    Branch {
        /// The step.
        step: usize,
        /// The stage given.
        from: usize,
    },
    /// More people than can be worked through.
    #[error("{n} people are more than the {max} that can be worked through")]
    TooMany {
        /// People given.
        n: u64,
        /// People allowed.
        max: u64,
    },
    /// Something moves groups together, so that their sum has no closed form: simulate it.
    #[error("groups that share a rate or a shock have no exact distribution: simulate them")]
    NotIndependent,
}

impl StageChain {
    /// A chain without groups: one standard deviation of the shared shock per step, 0 where the day
    /// moves nobody.
    ///
    /// # Errors
    /// [`StageChainError::NoStep`] or [`StageChainError::Shock`].
    pub fn new(shock_sd: Vec<f64>) -> Result<Self, StageChainError> {
        if shock_sd.is_empty() {
            return Err(StageChainError::NoStep);
        }
        if let Some(&sd) = shock_sd.iter().find(|sd| !(0.0..=5.0).contains(*sd)) {
            return Err(StageChainError::Shock { sd });
        }
        let starts = (0..shock_sd.len()).collect();
        let (rates, day_shifts) = (Vec::new(), Vec::new());
        Ok(StageChain { shock_sd, starts, rates, day_shifts, groups: Vec::new() })
    }

    /// Lets a step start from this stage instead of the one before it.
    ///
    /// # Errors
    /// [`StageChainError::Branch`].
    pub fn branch(&mut self, step: usize, from: usize) -> Result<(), StageChainError> {
        if step >= self.n_steps() || from > step {
            return Err(StageChainError::Branch { step, from });
        }
        self.starts[step] = from;
        Ok(())
    }

    /// Steps from one stage to the next; there is one stage more.
    pub fn n_steps(&self) -> usize {
        self.shock_sd.len()
    }

    /// Adds a rate, to be named by one group or by several that rest on the same evidence.
    pub fn add_rate(&mut self, rate: BetaRate) -> StepRate {
        self.add_rate_on_day(rate, DayShift::default())
    }

    /// The same of a rate that the day moves in its own way, on steps with a shock.
    pub fn add_rate_on_day(&mut self, rate: BetaRate, day: DayShift) -> StepRate {
        self.rates.push(rate);
        self.day_shifts.push(day);
        StepRate(self.rates.len() - 1)
    }

    /// Adds a group of `n_start` people whose rates are already there, one a step.
    ///
    /// # Errors
    /// [`StageChainError::Steps`], [`StageChainError::UnknownRate`] or [`StageChainError::TooMany`].
    pub fn add_group(&mut self, n_start: u32, rates: &[StepRate]) -> Result<(), StageChainError> {
        let (given, expected) = (rates.len(), self.n_steps());
        if given != expected {
            return Err(StageChainError::Steps { given, expected });
        }
        let n_rates = self.rates.len();
        if let Some(&StepRate(index)) = rates.iter().find(|rate| rate.0 >= n_rates) {
            return Err(StageChainError::UnknownRate { index, n_rates });
        }
        let n = self.n_people() + u64::from(n_start);
        if n > MAX_INVITED {
            return Err(StageChainError::TooMany { n, max: MAX_INVITED });
        }
        self.groups.push((n_start, rates.to_vec()));
        Ok(())
    }

    /// Adds a group with rates of its own.
    ///
    /// # Errors
    /// [`StageChainError::Steps`] or [`StageChainError::TooMany`].
    pub fn add_group_of_its_own(
        &mut self,
        n_start: u32,
        rates: &[BetaRate],
    ) -> Result<(), StageChainError> {
        let ids: Vec<StepRate> = rates.iter().map(|&rate| self.add_rate(rate)).collect();
        self.add_group(n_start, &ids)
    }

    /// All at the first stage.
    pub fn n_people(&self) -> u64 {
        self.groups.iter().map(|(n, _)| u64::from(*n)).sum()
    }

    /// The exact distribution of the number that reach a stage (0 is the first).
    ///
    /// # Errors
    /// [`StageChainError::NotIndependent`] where a shock, or a rate that two groups or two steps share,
    /// comes before that stage, [`StageChainError::TooMany`] for more than [`MAX_EXACT`] people,
    /// [`StageChainError::Steps`] for a stage that is not there.
    pub fn exact(&self, stage: usize) -> Result<CountDistribution, StageChainError> {
        if stage > self.n_steps() {
            return Err(StageChainError::Steps { given: stage, expected: self.n_steps() });
        }
        let n = self.n_people();
        if n > MAX_EXACT {
            return Err(StageChainError::TooMany { n, max: MAX_EXACT });
        }
        let path = self.path_to(stage);
        let mut used = Vec::new();
        for (_, rates) in &self.groups {
            used.extend(path.iter().map(|step| rates[*step].0));
        }
        let n_uses = used.len();
        used.sort_unstable();
        used.dedup();
        if used.len() < n_uses || path.iter().any(|step| self.shock_sd[*step] > 0.0) {
            return Err(StageChainError::NotIndependent);
        }
        let mut sum = CountDistribution::certain(0);
        for (n_start, rates) in &self.groups {
            let mut count = CountDistribution::certain(*n_start);
            for step in &path {
                count = count.thinned(self.rates[rates[*step].0]);
            }
            sum = sum.plus(&count);
        }
        Ok(sum)
    }

    /// The steps that lead to a stage, in their order.
    fn path_to(&self, stage: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut at = stage;
        // A step starts from no stage after it: this ends.
        while at > 0 {
            path.push(at - 1);
            at = self.starts[at - 1];
        }
        path.reverse();
        path
    }

    /// Simulates the chain; the same seed gives the same draws, and where its first three steps are an
    /// event's funnel, that funnel's.
    pub fn simulate(&self, n_draws: usize, seed: u64) -> StageDraws {
        let mut draws = StageDraws::default();
        self.simulate_more(&mut draws, n_draws, seed);
        draws
    }

    /// Adds draws to those made before with the same chain and seed: ten times 1,000 are 10,000.
    pub fn simulate_more(&self, draws: &mut StageDraws, n_more: usize, seed: u64) {
        let n_stages = self.n_steps() + 1;
        let StageDraws { totals, by_group } = draws;
        totals.resize(n_stages, Vec::new());
        by_group.resize(self.groups.len(), vec![Vec::new(); n_stages]);
        let n_before = totals[0].len();
        for column in totals.iter_mut().chain(by_group.iter_mut().flatten()) {
            column.resize(n_before + n_more, 0);
        }
        let samplers: Vec<rand_distr::Beta<f64>> =
            self.rates.iter().map(|rate| rate.sampler()).collect();
        for draw in n_before..n_before + n_more {
            let (drawn, luck) = self.draw_inputs(&samplers, (draw, seed));
            for (group, (n_start, rates)) in self.groups.iter().enumerate() {
                totals[0][draw] += n_start;
                by_group[group][0][draw] = *n_start;
                for (step, rate) in rates.iter().enumerate() {
                    let rate = self.on_day(*rate, drawn[rate.0], luck[step]);
                    let n_start = by_group[group][self.starts[step]][draw];
                    let stream = &mut random_stream(seed, draw, purpose_of(group, step));
                    let n = draw_binomial(n_start, rate, stream);
                    totals[step + 1][draw] += n;
                    by_group[group][step + 1][draw] = n;
                }
            }
        }
    }

    /// Heads of a stage within a step, one per draw of a simulation with this seed: of everybody who
    /// reaches it, `reach` go on to the end of the step. With r the share of the whole step and q that of
    /// `reach` in a draw, m = min(1, r/q) reach the stage within: all who come to the end, and each of the
    /// others with chance (m − r)/(1 − r). So the step's own end is as it was, m of its beginning are
    /// within, and q of those within come to the end.
    pub fn within(&self, draws: &StageDraws, step: usize, reach: BetaRate, seed: u64) -> Vec<u32> {
        let by_group = self.within_by_group(draws, step, reach, seed);
        let n_draws = by_group.first().map_or(0, Vec::len);
        (0..n_draws).map(|draw| by_group.iter().map(|heads| heads[draw]).sum()).collect()
    }

    /// The same of every group.
    pub fn within_by_group(
        &self,
        draws: &StageDraws,
        step: usize,
        reach: BetaRate,
        seed: u64,
    ) -> Vec<Vec<u32>> {
        let samplers: Vec<rand_distr::Beta<f64>> =
            self.rates.iter().map(|rate| rate.sampler()).collect();
        let reach = reach.sampler();
        let mut heads = vec![Vec::new(); self.groups.len()];
        // A step that is not there has nobody within.
        let n_draws = if step < self.n_steps() { draws.n_draws() } else { 0 };
        for draw in 0..n_draws {
            let (drawn, luck) = self.draw_inputs(&samplers, (draw, seed));
            let q = reach.sample(&mut random_stream(seed, draw, Purpose::Reach));
            for (group, (_, rates)) in self.groups.iter().enumerate() {
                let end = draws.group(group, step + 1)[draw];
                let n_others = draws.group(group, self.starts[step])[draw] - end;
                let r = self.on_day(rates[step], drawn[rates[step].0], luck[step]);
                let within = if r < q { (r / q - r) / (1.0 - r) } else { 1.0 };
                let mut stream = random_stream(seed, draw, Purpose::Within { group });
                heads[group].push(end + draw_binomial(n_others, within, &mut stream));
            }
        }
        heads
    }

    /// Heads at the end of a step, one per draw of a simulation with this seed, where only so many of each
    /// group stand at its beginning: from the random stream of the whole, so that starting from as many
    /// changes nothing, and from fewer never brings more. Empty for a step that is not there.
    pub fn end_of_step(&self, step: usize, starts: &[&[u32]], seed: u64) -> Vec<u32> {
        let samplers: Vec<rand_distr::Beta<f64>> =
            self.rates.iter().map(|rate| rate.sampler()).collect();
        let n_draws = starts.iter().map(|column| column.len()).min().unwrap_or(0);
        let n_draws = if step < self.n_steps() { n_draws } else { 0 };
        let heads_in = |draw: usize| {
            let (drawn, luck) = self.draw_inputs(&samplers, (draw, seed));
            let mut heads = 0;
            for (group, ((_, rates), starts)) in self.groups.iter().zip(starts).enumerate() {
                let rate = self.on_day(rates[step], drawn[rates[step].0], luck[step]);
                let stream = &mut random_stream(seed, draw, purpose_of(group, step));
                heads += draw_binomial(starts[draw], rate, stream);
            }
            heads
        };
        (0..n_draws).map(heads_in).collect()
    }

    /// A rate on its day; where the day moves nobody it stays.
    fn on_day(&self, rate: StepRate, drawn: f64, luck: Option<f64>) -> f64 {
        luck.map_or(drawn, |luck| self.day_shifts[rate.0].apply(drawn, luck))
    }

    /// Every rate, and the luck of every step on that day, times the size of its shock; `None` where the day
    /// moves nobody.
    fn draw_inputs(
        &self,
        samplers: &[rand_distr::Beta<f64>],
        (draw, seed): (usize, u64),
    ) -> (Vec<f64>, Vec<Option<f64>>) {
        let drawn = samplers
            .iter()
            .enumerate()
            .map(|(i, rate)| rate.sample(&mut random_stream(seed, draw, Purpose::Rate(i))))
            .collect();
        let mut day = random_stream(seed, draw, Purpose::EventShock);
        let mut luck = |sd: &f64| {
            // Nothing is drawn for a step that the day does not move, as in the event's funnel.
            if *sd == 0.0 {
                return None;
            }
            let z: f64 = StandardNormal.sample(&mut day);
            Some(sd * z)
        };
        (drawn, self.shock_sd.iter().map(&mut luck).collect())
    }
}

/// A stream a step: one person more never brings one fewer to any stage.
fn purpose_of(group: usize, step: usize) -> Purpose {
    if step < N_STEPS {
        Purpose::Outcome { group, step }
    } else {
        Purpose::ChainStep { group, step }
    }
}

/// Counts per draw at every stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageDraws {
    totals: Vec<Vec<u32>>,
    by_group: Vec<Vec<Vec<u32>>>,
}

impl StageDraws {
    /// Number of draws.
    pub fn n_draws(&self) -> usize {
        self.total(0).len()
    }

    /// Heads at a stage over all groups, one per draw; empty for a stage that is not there.
    pub fn total(&self, stage: usize) -> &[u32] {
        self.totals.get(stage).map_or(&[], Vec::as_slice)
    }

    /// Heads of one group at a stage, one per draw; empty for what is not there.
    pub fn group(&self, group: usize, stage: usize) -> &[u32] {
        self.by_group.get(group).and_then(|stages| stages.get(stage)).map_or(&[], Vec::as_slice)
    }

    /// The total at a stage in short; None without draws or for a stage that is not there.
    pub fn summary(&self, stage: usize) -> Option<Summary> {
        Summary::of_counts(self.total(stage))
    }

    /// Chance of at least `n` heads at a stage; 0 without draws.
    pub fn p_at_least(&self, stage: usize, n: u32) -> f64 {
        let column = self.total(stage);
        let n_holding = column.iter().filter(|count| **count >= n).count();
        n_holding as f64 / column.len().max(1) as f64
    }
}
