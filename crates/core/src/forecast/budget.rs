//! How to split a budget over channels (`meadow_models::response`): a curve for each from past points or from
//! what the user believes, and the split that brings the most.
//!
//! A belief is a Hill curve that falls off from the start (S = 1) through the result at a spend and under
//! the ceiling: K = spend·(ceiling − result)/result. How sure the split is, is tried, not estimated: with each
//! past point left out in turn, and with each end of each range, one at a time, all else in the middle.

use meadow_models::response::{BudgetSplit, ResponseCurve, ResponseError, fit_hill, split_budget};

use crate::domain::event::EventStatus;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::protocol::EngineError;
use crate::views::budget::{
    Belief, BudgetTerms, BudgetView, ChannelTerms, ChannelView, CurveBasis, CurvePoint,
    MAX_CHANNELS, MAX_POINTS, NoBudget, OpenChannel, SpendPoint, Tried,
};
use crate::views::workspace::EventEntry;
use crate::words;

/// Points a curve is drawn by.
const N_LINE: u32 = 48;
/// The curve is drawn so far beyond the most that is spent, known or proposed.
const BEYOND: f64 = 1.15;

/// The work, in steps.
pub struct BudgetRun<'a> {
    terms: &'a BudgetTerms,
    channels: Vec<Channel>,
    budget: f64,
    curves: Vec<ResponseCurve>,
    best: BudgetSplit,
    /// What the split is held against.
    compared: Vec<f64>,
    is_against_now: bool,
    gain: Tried,
    spending: Vec<Tried>,
    /// What is still to be tried.
    trials: Vec<Trial>,
    n_trials: usize,
}

/// Another curve of the channel at this place.
enum Trial {
    /// Through all points but one.
    Without {
        place: usize,
        point: usize,
    },
    Curve {
        place: usize,
        curve: ResponseCurve,
    },
}

impl<'a> BudgetRun<'a> {
    /// # Errors
    /// [`EngineError::BadInput`] for more channels or points than the page lets anybody type.
    pub fn new(terms: &'a BudgetTerms) -> Result<Result<Self, NoBudget>, EngineError> {
        let is_too_long = |channel: &ChannelTerms| channel.points.len() > MAX_POINTS;
        if terms.channels.len() > MAX_CHANNELS || terms.channels.iter().any(is_too_long) {
            return Err(impossible());
        }
        if terms.channels.len() < 2 {
            return Ok(Err(NoBudget::TooFewChannels));
        }
        let (mut channels, mut open, mut trials) = (Vec::new(), Vec::new(), Vec::new());
        for (place, channel) in terms.channels.iter().enumerate() {
            match Channel::of(channel) {
                Ok((found, others)) => {
                    let points = 0..found.points.len();
                    trials.extend(points.map(|point| Trial::Without { place, point }));
                    trials.extend(others.into_iter().map(|curve| Trial::Curve { place, curve }));
                    channels.push(found);
                }
                Err(why) => open.push((place as u32, why)),
            }
        }
        if !open.is_empty() {
            return Ok(Err(NoBudget::Open(open)));
        }
        let Some(budget) = terms.budget.map(Money::major).filter(|budget| *budget > 0.0) else {
            return Ok(Err(NoBudget::BudgetUnknown));
        };
        let curves: Vec<ResponseCurve> = channels.iter().map(|channel| channel.curve).collect();
        let best = split_budget(&curves, budget).map_err(|_| impossible())?;
        let (compared, is_against_now) = held_against(&terms.channels, budget);
        let gain = just(value(&curves, &best.spending) - value(&curves, &compared));
        let spending = best.spending.iter().map(|spend| just(*spend)).collect();
        let n_trials = trials.len();
        let run = Self {
            terms,
            channels,
            budget,
            curves,
            best,
            compared,
            is_against_now,
            gain,
            spending,
            trials,
            n_trials,
        };
        Ok(Ok(run))
    }

    /// Tries one other curve. Is there more to do?
    ///
    /// # Errors
    /// [`EngineError::BadInput`] where no budget can be split over it.
    pub fn step(&mut self) -> Result<bool, EngineError> {
        let Some(trial) = self.trials.pop() else { return Ok(false) };
        let (place, curve) = match trial {
            Trial::Curve { place, curve } => (place, Some(curve)),
            Trial::Without { place, point } => {
                let mut rest = self.channels[place].points.clone();
                rest.remove(point);
                let fit = fit_hill(&rest).ok();
                self.channels[place].n_without += u32::from(fit.is_none());
                (place, fit.map(|fit| fit.curve))
            }
        };
        if let Some(curve) = curve {
            let mut tried = self.curves.clone();
            tried[place] = curve;
            // The split as proposed, if this were the curve; and what would be proposed then.
            let gain = value(&tried, &self.best.spending) - value(&tried, &self.compared);
            widen(&mut self.gain, gain);
            let then = split_budget(&tried, self.budget).map_err(|_| impossible())?;
            for (spend, then) in self.spending.iter_mut().zip(&then.spending) {
                widen(spend, *then);
            }
            self.channels[place].others.push(curve);
        }
        Ok(!self.trials.is_empty())
    }

    /// Trials done, and all of them.
    pub fn progress(&self) -> (u64, u64) {
        ((self.n_trials - self.trials.len()) as u64, self.n_trials as u64)
    }

    pub fn finish(self) -> BudgetView {
        let channels = (0..self.channels.len()).map(|place| self.channel(place));
        BudgetView {
            budget: self.budget,
            channels: channels.collect(),
            result: self.best.value,
            marginal: self.best.marginal,
            compared: value(&self.curves, &self.compared),
            is_against_now: self.is_against_now,
            gain: self.gain,
        }
    }

    fn channel(&self, place: usize) -> ChannelView {
        let (terms, channel) = (&self.terms.channels[place], &self.channels[place]);
        let (curve, spend) = (channel.curve, self.spending[place]);
        let now = terms.now.map(Money::major);
        let furthest = channel.most.max(spend.value).max(now.unwrap_or(0.0)) * BEYOND;
        let line = (0..=N_LINE).map(|step| {
            let at = furthest * f64::from(step) / f64::from(N_LINE);
            let mut result = just(curve.value(at));
            channel.others.iter().for_each(|other| widen(&mut result, other.value(at)));
            CurvePoint { spend: at, result: result.value, low: result.low, high: result.high }
        });
        let (top, half, shape) = match curve {
            ResponseCurve::Hill { top, half, shape } => (top, half, shape),
            // None is made here.
            ResponseCurve::Log { scale, spread } => (scale, spread, 0.0),
        };
        ChannelView {
            name: terms.name.trim().to_owned(),
            basis: terms.basis,
            top,
            half,
            shape,
            inflection: curve.inflection(),
            rms_error: channel.rms_error,
            points: channel.points.clone(),
            line: line.collect(),
            n_tried: channel.others.len() as u32,
            n_without: channel.n_without,
            now: now.map(|now| (now, curve.value(now), curve.marginal(now))),
            result: curve.value(spend.value),
            marginal: curve.marginal(spend.value),
            is_beyond: spend.value > channel.most * (1.0 + 1e-9),
            is_below: spend.value > 0.0
                && channel.least.is_some_and(|least| spend.value < least * (1.0 - 1e-9)),
            spend,
        }
    }
}

fn value(curves: &[ResponseCurve], spending: &[f64]) -> f64 {
    curves.iter().zip(spending).map(|(curve, spend)| curve.value(*spend)).sum()
}

/// The budget in the shares of now, where all are known, else in equal parts; and which of them it is.
fn held_against(channels: &[ChannelTerms], budget: f64) -> (Vec<f64>, bool) {
    let now: Option<Vec<f64>> =
        channels.iter().map(|channel| channel.now.map(Money::major)).collect();
    let sum = |now: &[f64]| now.iter().sum::<f64>();
    match now.filter(|now| sum(now) > 0.0) {
        Some(now) => {
            let scale = budget / sum(&now);
            (now.into_iter().map(|spend| spend * scale).collect(), true)
        }
        None => (vec![budget / channels.len() as f64; channels.len()], false),
    }
}

/// Past events as points: what each cost and how many ordered, by method. Only events that cost something.
pub fn points_of_events(events: &[EventEntry]) -> Vec<(Method, Vec<SpendPoint>)> {
    let of_method = |method: Method| {
        let past = events
            .iter()
            .filter(|event| event.method == method && event.status == EventStatus::Past);
        let counts = past.filter_map(|event| event.counts.as_ref());
        let costly = counts.filter(|counts| counts.cost > Money::ZERO);
        let points = costly.map(|counts| SpendPoint {
            spend: Some(counts.cost),
            result: Some(f64::from(counts.ordered)),
        });
        points.take(MAX_POINTS).collect::<Vec<_>>()
    };
    let methods = Method::ALL.into_iter().map(|method| (method, of_method(method)));
    methods.filter(|(_, points)| !points.is_empty()).collect()
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_budget() }
}

/// A channel whose curve is known.
struct Channel {
    curve: ResponseCurve,
    /// The others that were tried.
    others: Vec<ResponseCurve>,
    /// Points without which there is no curve.
    n_without: u32,
    rms_error: Option<f64>,
    points: Vec<(f64, f64)>,
    /// The most that is known of.
    most: f64,
    /// The least above 0 that was spent; `None` for a belief.
    least: Option<f64>,
}

impl Channel {
    /// With the curves at the ends of what is believed.
    fn of(terms: &ChannelTerms) -> Result<(Self, Vec<ResponseCurve>), OpenChannel> {
        match terms.basis {
            CurveBasis::Points => Ok((Self::fitted(&terms.points)?, Vec::new())),
            CurveBasis::Belief => Self::believed(&terms.belief),
        }
    }

    fn fitted(points: &[SpendPoint]) -> Result<Self, OpenChannel> {
        let both = |point: &SpendPoint| Some((point.spend?.major(), point.result?));
        let points: Vec<(f64, f64)> = points.iter().filter_map(both).collect();
        let fit = fit_hill(&points).map_err(open)?;
        let most = points.iter().map(|point| point.0).fold(0.0, f64::max);
        let (curve, rms_error) = (fit.curve, Some(fit.rms_error));
        let spent = points.iter().map(|point| point.0).filter(|spend| *spend > 0.0);
        let least = spent.min_by(f64::total_cmp);
        Ok(Self { curve, others: Vec::new(), n_without: 0, rms_error, points, most, least })
    }

    fn believed(belief: &Belief) -> Result<(Self, Vec<ResponseCurve>), OpenChannel> {
        let spend = belief.spend.map(Money::major).filter(|spend| *spend > 0.0);
        let spend = spend.ok_or(OpenChannel::BeliefSpend)?;
        let result = belief.result.filter(|(low, _)| *low > 0.0).map(in_order);
        let result = result.ok_or(OpenChannel::BeliefResult)?;
        let ceiling = belief.ceiling.map(in_order).ok_or(OpenChannel::BeliefCeiling)?;
        let middle = |(low, high): (f64, f64)| low.midpoint(high);
        let curve = |result: f64, ceiling: f64| match ceiling > result && ceiling.is_finite() {
            true => {
                let half = spend * (ceiling - result) / result;
                Ok(ResponseCurve::Hill { top: ceiling, half, shape: 1.0 })
            }
            false => Err(OpenChannel::CeilingTooLow),
        };
        let (r, c) = (middle(result), middle(ceiling));
        let ends = [(result.0, c), (result.1, c), (r, ceiling.0), (r, ceiling.1)];
        let others = ends.into_iter().filter(|end| *end != (r, c));
        let others = others.map(|(r, c)| curve(r, c)).collect::<Result<_, _>>()?;
        let believed = Self {
            curve: curve(r, c)?,
            others: Vec::new(),
            n_without: 0,
            rms_error: None,
            points: Vec::new(),
            most: spend,
            least: None,
        };
        Ok((believed, others))
    }
}

fn in_order((a, b): (f64, f64)) -> (f64, f64) {
    (a.min(b), a.max(b))
}

fn open(error: ResponseError) -> OpenChannel {
    match error {
        ResponseError::TooFew { n_amounts, needed } => {
            OpenChannel::TooFewAmounts { n: n_amounts as u32, needed: needed as u32 }
        }
        ResponseError::NoTop => OpenChannel::NoTop,
        ResponseError::NoRise => OpenChannel::NoRise,
        ResponseError::Number { .. } => OpenChannel::Impossible,
    }
}

fn just(value: f64) -> Tried {
    Tried { value, low: value, high: value }
}

fn widen(tried: &mut Tried, other: f64) {
    tried.low = tried.low.min(other);
    tried.high = tried.high.max(other);
}
