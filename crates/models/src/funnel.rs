//! The invitation funnel of one event: invited → registered → attended → ordered, group by group.
//!
//! Every draw first draws what is not known for certain, the rates (Beta posteriors) and the luck of
//! the day, and then the outcome, person by person:
//!
//! - rate r of a step: r ~ Beta(a, b); a rate that several groups share is drawn once for all of them
//! - the day moves everyone together: logit r′ = logit r + δ + σ·z, z ~ N(0, 1), one z for turn-out
//!   (attended of registered) and one for ordering (ordered of attended), the same for all groups; σ is the
//!   day's, times the rate's own where it has one, and δ the rate's own ([`crate::day_shift`])
//! - counts: registered ~ Bin(invited, r₁), attended ~ Bin(registered, r₂′), ordered ~ Bin(attended, r₃′)
//!
//! Multiplying point rates would hide both kinds of uncertainty. Gelman & Hill (2007), *Data Analysis
//! Using Regression and Multilevel/Hierarchical Models*, ch. 7 (predictive simulation) and 14 (shared
//! effects on the logit scale). The room is no cap here: the draws tell how often it overflows.

use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::day_shift::DayShift;
use crate::funnel_draws::{FunnelDraws, N_STAGES};
use crate::stream::{DrawStreams, Purpose};

mod rates;
mod reminded;

pub(crate) use rates::RateDraws;
use rates::{DrawnRates, OnDay};
use reminded::Reminded;

/// Steps between the four stages.
pub(crate) const N_STEPS: usize = N_STAGES - 1;

/// How strongly the day moves all guests together, as standard deviations on the logit scale. 0 = not
/// at all. Near a rate of one half, 0.2 moves it by about 5 points up or down (one standard deviation). A
/// rate with a [`DayShift`] of its own has its own standard deviation, which this multiplies: 1 leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EventShock {
    /// On attended of registered (weather, traffic, a rival's event).
    pub turn_out_sd: f64,
    /// On ordered of attended (speaker, mood, news).
    pub ordering_sd: f64,
}

/// Names a rate of one [`FunnelInput`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RateId(usize);

/// People invited together, who behave alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunnelGroup {
    /// How many are invited.
    pub n_invited: u32,
    /// Registered of invited, attended of registered, ordered of attended.
    pub rates: [RateId; N_STEPS],
}

/// What a funnel is simulated from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunnelInput {
    rates: Vec<BetaRate>,
    /// What the day does to each of them.
    day_shifts: Vec<DayShift>,
    groups: Vec<FunnelGroup>,
    shock: EventShock,
    /// Which of the rates follow from others.
    reminded: Vec<Reminded>,
}

/// Why an input cannot be simulated.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FunnelError {
    /// A rate id of another input.
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
    /// More people than a simulation can hold.
    #[error("{n} invitations are more than the {max} a forecast can hold")]
    TooMany {
        /// People given.
        n: u64,
        /// People allowed.
        max: u64,
    },
    /// A list of priorities that does not name every group once.
    #[error("the order of filling must name each of the {n_groups} groups once")]
    FillingOrder {
        /// Groups there are.
        n_groups: usize,
    },
}

/// Most people one funnel may invite.
pub const MAX_INVITED: u64 = 5_000_000;

impl RateId {
    /// Its place among [`FunnelInput::rates`].
    pub fn index(self) -> usize {
        self.0
    }
}

impl FunnelInput {
    /// A funnel without groups.
    pub fn new(shock: EventShock) -> Self {
        FunnelInput { shock, ..FunnelInput::default() }
    }

    /// Adds a rate, to be named by one group or by several. Rates that rest on the same evidence should
    /// be one rate: drawn apart, their errors would cancel between groups as they do not in truth.
    pub fn add_rate(&mut self, rate: BetaRate) -> RateId {
        self.add_rate_on_day(rate, DayShift::default())
    }

    /// The same of a rate that the day of its step moves in its own way; on the first step no day moves it.
    pub fn add_rate_on_day(&mut self, rate: BetaRate, day: DayShift) -> RateId {
        self.rates.push(rate);
        self.day_shifts.push(day);
        RateId(self.rates.len() - 1)
    }

    /// Adds a group whose rates are already there.
    ///
    /// # Errors
    /// [`FunnelError::UnknownRate`] for a rate of another funnel.
    pub fn add_group(
        &mut self,
        n_invited: u32,
        rates: [RateId; N_STEPS],
    ) -> Result<(), FunnelError> {
        let n_rates = self.rates.len();
        if let Some(&RateId(index)) = rates.iter().find(|id| id.0 >= n_rates) {
            return Err(FunnelError::UnknownRate { index, n_rates });
        }
        self.groups.push(FunnelGroup { n_invited, rates });
        Ok(())
    }

    /// Adds a group with rates of its own: registered of invited, attended of registered, ordered of
    /// attended.
    pub fn add_group_of_its_own(&mut self, n_invited: u32, rates: [BetaRate; N_STEPS]) {
        let rates = rates.map(|rate| self.add_rate(rate));
        self.groups.push(FunnelGroup { n_invited, rates });
    }

    /// The same funnel with other numbers invited, one per group; groups without a number get none.
    pub fn with_invited(&self, n_invited: &[u32]) -> Self {
        let mut other = self.clone();
        for (index, group) in other.groups.iter_mut().enumerate() {
            group.n_invited = n_invited.get(index).copied().unwrap_or(0);
        }
        other
    }

    /// The groups, in the order they were added.
    pub fn groups(&self) -> &[FunnelGroup] {
        &self.groups
    }

    /// The rate of an id of this input.
    pub fn rate(&self, id: RateId) -> Option<BetaRate> {
        self.rates.get(id.0).copied()
    }

    /// All invited.
    pub fn n_invited(&self) -> u64 {
        self.groups.iter().map(|group| u64::from(group.n_invited)).sum()
    }

    /// All rates, in the order they were added: [`RateId`]s count them.
    pub fn rates(&self) -> &[BetaRate] {
        &self.rates
    }

    /// What the day does to a rate of this input.
    pub(crate) fn day_shift(&self, id: RateId) -> DayShift {
        self.day_shifts.get(id.0).copied().unwrap_or_default()
    }

    /// The size of the shared shocks.
    pub fn shock(&self) -> EventShock {
        self.shock
    }

    /// Expected heads at each stage were the rates and the day known: one value a rate, in the order
    /// they were added, and the day's luck at turn-out and at ordering, times the size of its shock. Rates
    /// that are missing count as 0.
    pub fn expected_heads(&self, rates: &[f64], day: [f64; 2]) -> [f64; N_STAGES] {
        let mut known = DrawnRates { drawn: rates.to_vec(), day };
        known.drawn.resize(self.rates.len(), 0.0);
        let mut on_day = OnDay::new(&known, &self.day_shifts);
        let mut heads = [0.0; N_STAGES];
        for group in &self.groups {
            let mut n = f64::from(group.n_invited);
            heads[0] += n;
            for (step, rate) in on_day.rates(group).into_iter().enumerate() {
                n *= rate;
                heads[step + 1] += n;
            }
        }
        heads
    }

    pub(crate) fn check(&self) -> Result<(), FunnelError> {
        for sd in [self.shock.turn_out_sd, self.shock.ordering_sd] {
            if !(0.0..=5.0).contains(&sd) {
                return Err(FunnelError::Shock { sd });
            }
        }
        let n = self.n_invited();
        if n > MAX_INVITED {
            return Err(FunnelError::TooMany { n, max: MAX_INVITED });
        }
        Ok(())
    }
}

/// What a simulation with the same seed drew before the outcomes: columns, one value a draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnInputs {
    /// Every rate, in the order they were added.
    pub rates: Vec<Vec<f64>>,
    /// The day's luck at turn-out, times the size of its shock: the shift on the logit scale of every rate
    /// without a [`DayShift`] of its own.
    pub turn_out: Vec<f64>,
    /// The same at ordering.
    pub ordering: Vec<f64>,
}

/// The inputs of the first `n_draws` draws of a simulation with this seed.
///
/// # Errors
/// As [`FunnelSimulation::new`].
pub fn drawn_inputs(
    input: &FunnelInput,
    n_draws: usize,
    seed: u64,
) -> Result<DrawnInputs, FunnelError> {
    input.check()?;
    let draws = RateDraws::new(input, seed);
    let mut columns = DrawnInputs {
        rates: vec![Vec::with_capacity(n_draws); input.rates.len()],
        turn_out: Vec::with_capacity(n_draws),
        ordering: Vec::with_capacity(n_draws),
    };
    let mut rates = DrawnRates::default();
    for draw in 0..n_draws {
        draws.draw_inputs(DrawStreams::new(seed, draw), &mut rates);
        columns.rates.iter_mut().zip(&rates.drawn).for_each(|(column, &rate)| column.push(rate));
        columns.turn_out.push(rates.day[0]);
        columns.ordering.push(rates.day[1]);
    }
    Ok(columns)
}

/// A simulation that may be run in slices: ten runs of 1,000 give what one of 10,000 gives.
#[derive(Debug, Clone)]
pub struct FunnelSimulation {
    rates: RateDraws,
    draws: FunnelDraws,
}

impl FunnelSimulation {
    /// Prepares the simulation; no draw is made yet.
    ///
    /// # Errors
    /// [`FunnelError::Shock`] or [`FunnelError::TooMany`] for an input that cannot be simulated.
    pub fn new(input: &FunnelInput, seed: u64) -> Result<Self, FunnelError> {
        input.check()?;
        let draws = FunnelDraws::empty(input.groups.len());
        Ok(FunnelSimulation { rates: RateDraws::new(input, seed), draws })
    }

    /// Makes `n_draws` more draws.
    pub fn run(&mut self, n_draws: usize) {
        let done = self.draws.n_draws();
        self.draws.reserve(n_draws);
        let mut rates = DrawnRates::default();
        for draw in done..done + n_draws {
            let streams = DrawStreams::new(self.rates.seed, draw);
            self.rates.draw_inputs(streams, &mut rates);
            let mut on_day = OnDay::new(&rates, &self.rates.day_shifts);
            let groups = self.rates.groups.iter().enumerate();
            self.draws.add_draw(groups.map(|(place, group)| {
                let mut counts = [group.n_invited; N_STAGES];
                for (step, rate) in on_day.rates(group).into_iter().enumerate() {
                    let mut stream = streams.of(Purpose::Outcome { group: place, step });
                    counts[step + 1] = draw_binomial(counts[step], rate, &mut stream);
                }
                counts
            }));
        }
    }

    /// The draws made so far.
    pub fn draws(&self) -> &FunnelDraws {
        &self.draws
    }

    /// Ends the simulation.
    pub fn into_draws(self) -> FunnelDraws {
        self.draws
    }
}

/// The whole simulation in one call.
///
/// # Errors
/// As [`FunnelSimulation::new`].
pub fn simulate(
    input: &FunnelInput,
    n_draws: usize,
    seed: u64,
) -> Result<FunnelDraws, FunnelError> {
    let mut simulation = FunnelSimulation::new(input, seed)?;
    simulation.run(n_draws);
    Ok(simulation.into_draws())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count_distribution::CountDistribution;
    use crate::funnel_draws::Stage;

    /// A rate known so well that it is a number.
    fn certain(rate: f64) -> BetaRate {
        BetaRate::from_point(rate, 1e9).expect("between 0 and 1")
    }

    #[test]
    fn certain_rates_give_the_exact_poisson_binomial() {
        let mut input = FunnelInput::new(EventShock::default());
        let steps = |p| [certain(0.8), certain(0.5), certain(p / 0.4)];
        input.add_group_of_its_own(60, steps(0.1));
        input.add_group_of_its_own(40, steps(0.3));
        let orders = simulate(&input, 40_000, 11).expect("a valid funnel");
        let exact = CountDistribution::of_groups(&[(60, 0.1), (40, 0.3)]);
        for n in [12, 18, 24] {
            let (p, q) = (orders.p_at_least(Stage::Ordered, n), exact.p_at_least(n as usize));
            assert!((p - q).abs() < 4.5 * (q * (1.0 - q) / 40_000.0).sqrt() + 1e-6, "{p} {q}");
        }
    }

    #[test]
    fn an_uncertain_rate_gives_the_beta_binomial_mean_and_variance() {
        let rate = BetaRate::new(6.0, 14.0).expect("positive");
        let mut input = FunnelInput::new(EventShock::default());
        input.add_group_of_its_own(200, [rate, certain(0.9), certain(0.9)]);
        let draws = simulate(&input, 20_000, 5).expect("a valid funnel");
        let counts = draws.total(Stage::Registered);
        let mean = counts.iter().map(|&c| f64::from(c)).sum::<f64>() / 20_000.0;
        let var = counts.iter().map(|&c| (f64::from(c) - mean).powi(2)).sum::<f64>() / 20_000.0;
        // n·p·(1 − p)·(a + b + n)/(a + b + 1)
        let true_var = 200.0 * 0.3 * 0.7 * 220.0 / 21.0;
        assert!((mean - 60.0).abs() < 4.5 * (true_var / 20_000f64).sqrt(), "mean {mean}");
        assert!((var / true_var - 1.0).abs() < 0.06, "variance {var}, expected {true_var}");
    }

    #[test]
    fn a_shared_rate_and_a_shared_day_widen_the_total() {
        let rate = BetaRate::new(6.0, 14.0).expect("positive");
        let width = |shared: bool, turn_out_sd: f64| {
            let mut input = FunnelInput::new(EventShock { turn_out_sd, ordering_sd: 0.0 });
            let common = input.add_rate(rate);
            for _ in 0..4 {
                let first = if shared { common } else { input.add_rate(rate) };
                let (show, order) = (input.add_rate(certain(0.6)), input.add_rate(certain(0.5)));
                input.add_group(100, [first, show, order]).expect("rates of this input");
            }
            let draws = simulate(&input, 4000, 1).expect("a valid funnel");
            let band = draws.summary(Stage::Attended).expect("draws").middle_90;
            band.high - band.low
        };
        assert!(width(true, 0.0) > 1.4 * width(false, 0.0));
        assert!(width(false, 0.6) > 1.2 * width(false, 0.0));
    }

    #[test]
    fn impossible_inputs_are_refused() {
        let shock = EventShock { turn_out_sd: -0.1, ordering_sd: 0.0 };
        let refused = simulate(&FunnelInput::new(shock), 1, 1);
        assert_eq!(refused, Err(FunnelError::Shock { sd: -0.1 }));
        let mut input = FunnelInput::new(EventShock::default());
        let mut other = input.clone();
        let id = other.add_rate(BetaRate::UNIFORM);
        let unknown = FunnelError::UnknownRate { index: 0, n_rates: 0 };
        assert_eq!(input.add_group(5, [id; 3]), Err(unknown));
        input.add_group_of_its_own(u32::MAX, [BetaRate::UNIFORM; 3]);
        assert!(matches!(simulate(&input, 1, 1), Err(FunnelError::TooMany { .. })));
    }
}
