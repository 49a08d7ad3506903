//! What the workspace's own past events say about a rate, and how much of it counts.
//!
//! People at one event are not independent observations: weather, speaker and season move them
//! together, so that two events of 300 invited tell less than 600 people asked one by one. The share
//! of the variance that lies between events is the intra-event correlation ρ; n people of one event
//! weigh like n / (1 + (n − 1)·ρ) independent ones (Kish's design effect). ρ starts at `RHO` and is
//! estimated by moments (Williams 1982, *Applied Statistics* 31, 144) once there are three events of
//! the method; it never falls below `RHO`, since three events that happen to agree prove little.
//! Events of another method are discounted as a power prior does (Ibrahim & Chen 2000, *Statistical
//! Science* 15, 46): their weight is multiplied by `OTHER_METHOD_WEIGHT`.

use crate::domain::event::{Event, EventCounts, EventStatus, FunnelStage};
use crate::table::tables::Tables;
use crate::views::forecast::RateSource;

/// Assumed correlation within an event: at a rate of one half, events differ by 5 points up or down
/// (one standard deviation, √(ρ·p(1 − p))).
pub const RHO: f64 = 0.01;
/// What an observation from another method is worth. A judgement, not a measurement.
pub const OTHER_METHOD_WEIGHT: f64 = 0.3;

const N_EVENTS_FOR_RHO: usize = 3;
/// Even events with nothing in common say a little about each other.
const MAX_RHO: f64 = 0.5;

/// Counts of one stage at one past event.
#[derive(Clone, Debug, PartialEq)]
struct Observation {
    event: String,
    same_method: bool,
    n_success: u32,
    n_trials: u32,
}

/// What past events say about one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    observations: Vec<Observation>,
}

impl Evidence {
    /// Every past event with counts that took place before `event`, in the order of the documents.
    /// Without both dates, everything but the event itself counts.
    pub fn collect(tables: &Tables, event: &Event, stage: FunnelStage) -> Self {
        Self::gather(tables, event, |past| count_stage(past.counts.as_ref()?, stage))
    }

    /// The same of whatever share past events counted: so many of so many.
    pub fn gather(
        tables: &Tables,
        event: &Event,
        count: impl Fn(&Event) -> Option<(u32, u32)>,
    ) -> Self {
        let observations = tables
            .events()
            .map(|(_, past)| past)
            .filter(|past| past.status == EventStatus::Past && is_before(past, event))
            .filter_map(|past| {
                let (n_success, n_trials) = count(past)?;
                Some(Observation {
                    event: past.name.clone(),
                    same_method: past.method == event.method,
                    n_success,
                    n_trials,
                })
            })
            .collect();
        Self { observations }
    }

    /// Of events counted elsewhere, all of one kind: so many of so many at each.
    pub fn of_counts(counts: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let seen = counts.into_iter().map(|(n_success, n_trials)| Observation {
            event: String::new(),
            same_method: true,
            n_success,
            n_trials,
        });
        Self { observations: seen.collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.observations.is_empty()
    }

    /// Correlation of people within one event.
    pub fn rho(&self) -> f64 {
        let same: Vec<_> = self.observations.iter().filter(|seen| seen.same_method).collect();
        if same.len() < N_EVENTS_FOR_RHO {
            return RHO;
        }
        let n_all: f64 = same.iter().map(|seen| f64::from(seen.n_trials)).sum();
        let rate = same.iter().map(|seen| f64::from(seen.n_success)).sum::<f64>() / n_all;
        let (mut squares, mut leverage) = (0.0, 0.0);
        for seen in &same {
            let n = f64::from(seen.n_trials);
            squares += n * (f64::from(seen.n_success) / n - rate).powi(2);
            leverage += (n - 1.0) * (1.0 - n / n_all);
        }
        // E[X²] = (events − 1) + ρ·Σ(n − 1)(1 − n/N)
        let chi_square = squares / (rate * (1.0 - rate));
        let estimate = (chi_square - (same.len() as f64 - 1.0)) / leverage;
        // Rates of 0 or 1 and single guests leave nothing to estimate from.
        if estimate.is_finite() { estimate.clamp(RHO, MAX_RHO) } else { RHO }
    }

    /// Successes and failures to add to a prior, discounted.
    pub fn pseudo_counts(&self) -> (f64, f64) {
        let rho = self.rho();
        let (mut successes, mut failures) = (0.0, 0.0);
        for seen in &self.observations {
            let counted = seen.n_counted(rho);
            let share = f64::from(seen.n_success) / f64::from(seen.n_trials);
            successes += counted * share;
            failures += counted * (1.0 - share);
        }
        (successes, failures)
    }

    /// For the screen: own method first, then the others, each with what it counts.
    pub fn sources(&self) -> Vec<RateSource> {
        let rho = self.rho();
        [true, false]
            .into_iter()
            .filter_map(|same_method| {
                let seen: Vec<_> = self
                    .observations
                    .iter()
                    .filter(|seen| seen.same_method == same_method)
                    .collect();
                (!seen.is_empty()).then(|| RateSource::Own {
                    same_method,
                    n_success: seen.iter().fold(0, |sum, s| sum.saturating_add(s.n_success)),
                    n_trials: seen.iter().fold(0, |sum, s| sum.saturating_add(s.n_trials)),
                    n_counted: seen.iter().map(|s| s.n_counted(rho)).sum(),
                    events: seen.iter().map(|s| s.event.clone()).collect(),
                })
            })
            .collect()
    }
}

impl Observation {
    fn n_counted(&self, rho: f64) -> f64 {
        let n = f64::from(self.n_trials);
        let weight = if self.same_method { 1.0 } else { OTHER_METHOD_WEIGHT };
        weight * n / design_effect(n, rho)
    }
}

/// How many people of one event tell as much as one asked alone.
pub(super) fn design_effect(n_people: f64, rho: f64) -> f64 {
    1.0 + (n_people - 1.0) * rho
}

/// A forecast may learn only from what came before: an event is no evidence for itself.
fn is_before(past: &Event, event: &Event) -> bool {
    match (past.day, event.day) {
        (Some(past_day), Some(day)) => past_day < day,
        _ => past.name != event.name,
    }
}

/// `None` where the counts do not give a share: nobody at the stage before, or more came than had
/// registered (walk-ins).
pub(super) fn count_stage(counts: &EventCounts, stage: FunnelStage) -> Option<(u32, u32)> {
    let (n_success, n_trials) = match stage {
        FunnelStage::Registered => (counts.registered, counts.invited),
        FunnelStage::Attended => (counts.attended, counts.registered),
        FunnelStage::Ordered => (counts.ordered, counts.attended),
    };
    // Nobody registered, yet somebody came: registrations were not counted.
    let not_counted = stage == FunnelStage::Registered && n_success == 0 && counts.attended > 0;
    (n_trials > 0 && n_success <= n_trials && !not_counted).then_some((n_success, n_trials))
}
