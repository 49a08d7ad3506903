//! What each wave of invitations and each reminder brings, in slices. The rates are the event's, and those of
//! registering hold for the first message a group gets; what a reminder does is the user's range.
//!
//! Groups that share a rate and get the same messages are of one kind. Kinds that share a rate move together:
//! their answers follow from one draw of it, and from one of how reminders do.

use std::collections::BTreeMap;

use meadow_models::waves::{AnswersTo, KindAnswering, RemindedWave, rate_of_kinds};
use meadow_models::{BetaRate, CountDistribution, FunnelSimulation, Stage};

use super::audience::{InvitedGroup, choose_groups};
use super::rates::{Rates, rate_between};
use super::registrations::spread_of;
use super::report::spread;
use super::run::too_many_people;
use crate::domain::event::{Event, FunnelStage};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, N_DRAWS, RateSource, Spread};
use crate::views::waves::{
    GroupReached, MOST_MESSAGES, MessageOutlook, NoWaves, WaveMessage, WaveTerms, WavesView,
};
use crate::words;

/// Most people that are reckoned with.
const MAX_INVITED: u64 = 500_000;

/// People of one kind: the place of their rate, and the messages they get, in the order they go out.
type Kind = (usize, Vec<usize>);

/// Waves being drawn.
pub struct WavesRun {
    /// In the order they go out, with their places among those typed.
    messages: Vec<(usize, WaveMessage)>,
    groups: Vec<InvitedGroup>,
    rates: Rates,
    kinds: Vec<KindReached>,
    simulation: FunnelSimulation,
    /// The invitation's ranges were kept from before; what they rest on is not known any more.
    is_kept: bool,
    seed: u64,
}

struct KindReached {
    /// Where the rate of its invitation stands.
    place: usize,
    /// Places among the messages in their order.
    messages: Vec<usize>,
    groups: Vec<InvitedGroup>,
    n_people: u32,
    wave: RemindedWave,
    /// The rate of an answer to all of them.
    all: BetaRate,
}

impl WavesRun {
    /// Prepares the draws; nothing is drawn yet. `Ok(Err(why))`: there is nothing to tell.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for shares or numbers that cannot be.
    pub fn new(
        tables: &Tables,
        audience: &[AudienceEntry],
        event: &Event,
        terms: &WaveTerms,
    ) -> Result<Result<Self, NoWaves>, EngineError> {
        let groups = choose_groups(audience, event);
        let n_invited: u64 = groups.iter().map(|group| u64::from(group.n_invited)).sum();
        if n_invited == 0 {
            return Ok(Err(NoWaves::NobodyInvited));
        }
        if n_invited > MAX_INVITED {
            return Err(too_many_people());
        }
        let is_share = |message: &WaveMessage| (0.0..=1.0).contains(&message.share);
        if terms.messages.len() > MOST_MESSAGES || !terms.messages.iter().all(is_share) {
            return Err(impossible());
        }
        if terms.messages.is_empty() {
            return Ok(Err(NoWaves::NoMessages));
        }
        let mut messages: Vec<_> = terms.messages.iter().cloned().enumerate().collect();
        messages.sort_by_key(|(_, message)| std::cmp::Reverse(message.days_before));
        let rates = Rates::believe(tables, &with_first(event, terms));
        let mut by_kind: BTreeMap<Kind, Vec<InvitedGroup>> = BTreeMap::new();
        for group in groups.iter().filter(|group| group.n_invited > 0) {
            let place = rates.place_of(&group.group, FunnelStage::Registered);
            let to = (0..messages.len()).filter(|at| messages[*at].1.is_to(&group.group));
            let to: Vec<usize> = to.collect();
            if !to.is_empty() {
                by_kind.entry((place, to)).or_default().push(group.clone());
            }
        }
        if by_kind.is_empty() {
            return Ok(Err(NoWaves::NobodyReached));
        }
        if by_kind.keys().any(|(place, _)| rates.all()[*place].sources == [RateSource::Missing]) {
            return Ok(Err(NoWaves::RateMissing));
        }
        let is_reminded = by_kind.keys().any(|(_, to)| to.len() > 1);
        let relative = match terms.relative {
            Some((low, high)) => rate_between(low, high).ok_or_else(impossible)?,
            None if is_reminded => return Ok(Err(NoWaves::RelativeUnknown)),
            None => BetaRate::UNIFORM,
        };
        let mut kinds = Vec::new();
        for ((place, to), groups) in by_kind {
            let shares = to.iter().skip(1).map(|at| messages[*at].1.share).collect();
            let first = rates.all()[place].posterior;
            let wave = RemindedWave { first, relative, shares };
            let all = wave.rate_after(to.len() - 1).map_err(|_| impossible())?;
            let n_people = groups.iter().map(|group| group.n_invited).sum();
            kinds.push(KindReached { place, messages: to, groups, n_people, wave, all });
        }
        let simulation = simulate(&kinds, &groups, &rates, relative, event.seed)?;
        let (is_kept, seed) = (!terms.first.is_empty(), event.seed);
        Ok(Ok(Self { messages, groups, rates, kinds, simulation, is_kept, seed }))
    }

    /// Draws up to so many more events; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let n_left = u64::from(N_DRAWS) - self.n_done();
        self.simulation.run(n_left.min(max_draws.max(1).into()) as usize);
        self.n_done() < u64::from(N_DRAWS)
    }

    pub fn n_done(&self) -> u64 {
        self.simulation.draws().n_draws() as u64
    }

    pub fn n_total(&self) -> u64 {
        u64::from(N_DRAWS)
    }

    /// What they bring, after making the draws still missing.
    pub fn finish(mut self) -> WavesView {
        while self.advance(N_DRAWS) {}
        let draws = self.simulation.draws();
        let reached = || self.kinds.iter().flat_map(|kind| &kind.groups);
        let missing = self.rates.missing_for(reached().map(|group| &group.group));
        let comes = !missing.contains(&FunnelStage::Attended);
        let unreached = self.groups.iter().filter(|group| {
            group.n_invited > 0 && !reached().any(|other| other.group == group.group)
        });
        let is_assumed = |group: &InvitedGroup| {
            let place = self.rates.place_of(&group.group, FunnelStage::Registered);
            self.rates.all()[place].sources == [RateSource::Assumed]
        };
        WavesView {
            messages: (0..self.messages.len()).map(|at| self.outlook(at)).collect(),
            registered: spread(draws.summary(Stage::Registered)),
            attended: comes.then(|| spread(draws.summary(Stage::Attended))),
            registered_by_first: answers(self.kinds.iter().map(|kind| (kind, AnswersTo::First(0)))),
            groups: self.kinds.iter().flat_map(KindReached::ranges).collect(),
            unreached: unreached.map(|group| group.group.clone()).collect(),
            n_reached: self.kinds.iter().map(|kind| kind.n_people).sum(),
            rests_on_range: !self.is_kept && reached().any(is_assumed),
            n_draws: draws.n_draws() as u32,
            seed: self.seed,
        }
    }

    /// The message at this place in their order.
    fn outlook(&self, at: usize) -> MessageOutlook {
        let (place, message) = &self.messages[at];
        // As the how-manieth message each kind gets it.
        let nth = |kind: &KindReached| kind.messages.iter().position(|other| *other == at);
        let got = || self.kinds.iter().filter_map(|kind| Some((kind, nth(kind)?)));
        let n_reminded = got().filter(|(_, nth)| *nth > 0).map(|(kind, nth)| {
            f64::from(kind.n_people) * kind.wave.mean_silent(nth - 1) * kind.wave.shares[nth - 1]
        });
        let brings = got().map(|(kind, nth)| {
            let to = match nth.checked_sub(1) {
                None => AnswersTo::First(0),
                Some(reminder) => AnswersTo::Reminder(reminder),
            };
            (kind, to)
        });
        let by_then = self.kinds.iter().filter_map(|kind| {
            let n_so_far = kind.messages.iter().filter(|other| **other <= at).count();
            Some((kind, AnswersTo::First(n_so_far.checked_sub(1)?)))
        });
        MessageOutlook {
            place: *place as u32,
            days_before: message.days_before,
            groups: message.groups.clone(),
            n_first: got().filter(|(_, nth)| *nth == 0).map(|(kind, _)| kind.n_people).sum(),
            n_reminded: n_reminded.sum(),
            brings: answers(brings),
            by_then: answers(by_then),
        }
    }
}

impl KindReached {
    fn ranges(&self) -> impl Iterator<Item = GroupReached> + '_ {
        // Outwards to tenths of a per cent: nobody bets on more digits.
        let range = |rate: BetaRate| {
            let range = rate.interval(0.9);
            ((range.low * 1e3).floor() / 1e3, (range.high * 1e3).ceil() / 1e3)
        };
        let (first, all) = (range(self.wave.first), range(self.all));
        self.groups.iter().map(move |group| GroupReached { group: group.group.clone(), first, all })
    }
}

/// The event with what the invitation alone does in place of its own ranges for groups.
fn with_first(event: &Event, terms: &WaveTerms) -> Event {
    let mut event = event.clone();
    if !terms.first.is_empty() {
        event.rates.retain(|range| range.stage != FunnelStage::Registered || range.group.is_none());
        event.rates.extend(terms.first.iter().cloned());
    }
    event
}

/// The event's funnel, registering by all messages. Without reminders its draws are those of the event's
/// forecast, one by one.
fn simulate(
    kinds: &[KindReached],
    groups: &[InvitedGroup],
    rates: &Rates,
    relative: BetaRate,
    seed: u64,
) -> Result<FunnelSimulation, EngineError> {
    // The event's funnel: the same rates are drawn from the same streams.
    let (mut input, ids) = rates.start_funnel();
    let relative = input.add_rate(relative);
    let mut registering = Vec::new();
    for kind in kinds {
        let first = ids[kind.place];
        registering.push(match &kind.wave.shares[..] {
            [] => first,
            shares => input.add_reminded(first, relative, shares).map_err(|_| impossible())?,
        });
    }
    for group in groups {
        let is_of = |kind: &KindReached| kind.groups.iter().any(|of| of.group == group.group);
        let reached = kinds.iter().position(is_of);
        let mut steps = FunnelStage::ALL.map(|stage| ids[rates.place_of(&group.group, stage)]);
        let n_reached = reached.map_or(0, |at| {
            steps[0] = registering[at];
            group.n_invited
        });
        input.add_group(n_reached, steps).map_err(|_| too_many_people())?;
    }
    FunnelSimulation::new(&input, seed).map_err(|_| too_many_people())
}

/// How many people of these kinds give which answers.
fn answers<'a>(kinds: impl Iterator<Item = (&'a KindReached, AnswersTo)>) -> Spread {
    let kinds: Vec<(&KindReached, AnswersTo)> = kinds.collect();
    let n_all: u32 = kinds.iter().map(|(kind, _)| kind.n_people).sum();
    let parts = kinds.iter().map(|&(kind, to)| KindAnswering {
        part: f64::from(kind.n_people) / f64::from(n_all),
        origin: kind.place,
        wave: &kind.wave,
        to,
    });
    let numbers = match rate_of_kinds(&parts.collect::<Vec<_>>()) {
        Ok(rate) => CountDistribution::beta_binomial(n_all, rate),
        Err(_) => CountDistribution::certain(0),
    };
    spread_of(&numbers)
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_share() }
}
