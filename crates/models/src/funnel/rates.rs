//! What is drawn of a funnel before the outcomes: its rates and the luck of the day.

use super::reminded::Reminded;
use super::{EventShock, FunnelGroup, FunnelInput, N_STEPS, RateId};
use crate::day_shift::DayShift;
use crate::stream::{DrawStreams, Purpose};
use rand_distr::{Distribution, StandardNormal};

/// Draws the rates of all groups, the day's luck included. The same seed and draw number give the same
/// rates, whatever the numbers invited.
#[derive(Debug, Clone)]
pub(crate) struct RateDraws {
    samplers: Vec<rand_distr::Beta<f64>>,
    /// Which of them follow from others instead.
    reminded: Vec<Reminded>,
    /// What the day does to each.
    pub(super) day_shifts: Vec<DayShift>,
    pub(super) groups: Vec<FunnelGroup>,
    shock: EventShock,
    pub(super) seed: u64,
}

/// What is known before the outcomes of one draw; kept from draw to draw for its room.
#[derive(Debug, Clone, Default)]
pub(super) struct DrawnRates {
    /// Every rate.
    pub(super) drawn: Vec<f64>,
    /// The day's luck at turn-out and at ordering, times the size of its shock.
    pub(super) day: [f64; 2],
}

impl RateDraws {
    pub(crate) fn new(input: &FunnelInput, seed: u64) -> Self {
        RateDraws {
            samplers: input.rates.iter().map(|rate| rate.sampler()).collect(),
            reminded: input.reminded.clone(),
            day_shifts: input.day_shifts.clone(),
            groups: input.groups.clone(),
            shock: input.shock,
            seed,
        }
    }

    /// Per group the three rates of its steps.
    pub(crate) fn draw(&self, draw: usize) -> Vec<[f64; N_STEPS]> {
        let mut rates = DrawnRates::default();
        self.draw_inputs(DrawStreams::new(self.seed, draw), &mut rates);
        let mut on_day = OnDay::new(&rates, &self.day_shifts);
        self.groups.iter().map(|group| on_day.rates(group)).collect()
    }

    /// Every rate, and the day's luck at turn-out and at ordering.
    pub(super) fn draw_inputs(&self, streams: DrawStreams, rates: &mut DrawnRates) {
        let sample = |(i, rate): (usize, &rand_distr::Beta<f64>)| {
            rate.sample(&mut streams.of(Purpose::Rate(i)))
        };
        rates.drawn.clear();
        rates.drawn.extend(self.samplers.iter().enumerate().map(sample));
        self.reminded.iter().for_each(|rate| rate.follow(&mut rates.drawn));
        let mut day = streams.of(Purpose::EventShock);
        let mut luck = || -> f64 { StandardNormal.sample(&mut day) };
        let turn_out = self.shock.turn_out_sd * luck();
        let ordering = self.shock.ordering_sd * luck();
        rates.day = [turn_out, ordering];
    }
}

/// The rates of one draw on its day, group by group. What the day makes of a rate is kept: groups that
/// follow each other often share it.
pub(super) struct OnDay<'a> {
    rates: &'a DrawnRates,
    day_shifts: &'a [DayShift],
    /// Of turn-out and of ordering, the rate shifted last and what became of it.
    last: [(RateId, f64); 2],
}

impl<'a> OnDay<'a> {
    /// `day_shifts`: one a rate.
    pub(super) fn new(rates: &'a DrawnRates, day_shifts: &'a [DayShift]) -> Self {
        OnDay { rates, day_shifts, last: [(RateId(usize::MAX), 0.0); 2] }
    }

    pub(super) fn rates(&mut self, group: &FunnelGroup) -> [f64; N_STEPS] {
        let [register, attend, order] = group.rates;
        [self.rates.drawn[register.0], self.shifted(0, attend), self.shifted(1, order)]
    }

    fn shifted(&mut self, step: usize, id: RateId) -> f64 {
        if self.last[step].0 != id {
            let (rate, luck) = (self.rates.drawn[id.0], self.rates.day[step]);
            self.last[step] = (id, self.day_shifts[id.0].apply(rate, luck));
        }
        self.last[step].1
    }
}
