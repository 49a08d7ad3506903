//! How long until something happens, when for some it has not happened yet. Knows times only.
//!
//! Kaplan–Meier: S(t) = Π over tᵢ ≤ t of (1 − dᵢ/nᵢ), dᵢ events among the nᵢ still waiting just before
//! tᵢ; whoever is censored at tᵢ still waits at tᵢ. Greenwood: var S = S²·Σ dᵢ/(nᵢ(nᵢ − dᵢ)). Interval
//! on the scale ln(−ln S), which stays within 0 and 1, or plain. E. L. Kaplan & P. Meier (1958), *JASA*
//! 53, 457; J. D. Kalbfleisch & R. L. Prentice (2002), *The Statistical Analysis of Failure Time Data*,
//! 1.4; for the median R. Brookmeyer & J. Crowley (1982), *Biometrics* 38, 29.

use crate::interval::two_sided_z;
use crate::summary::Interval;

/// One person's wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// Until it happened, or until last seen; in any unit.
    pub time: f64,
    /// Whether it happened. If not, the wait is censored: at least that long.
    pub has_happened: bool,
}

/// How an interval of the curve is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveInterval {
    /// S ± z·se, held within 0 and 1.
    Plain,
    /// On the scale ln(−ln S): the better one for few people.
    LogLog,
}

/// The curve at a time something happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// Still waiting just before.
    pub n_at_risk: usize,
    /// To whom it happened then.
    pub n_events: usize,
    /// S: the share still waiting just after.
    pub survival: f64,
    /// Greenwood's standard error of S; 0 where S is 0.
    pub se: f64,
}

/// The estimated curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    steps: Vec<SurvivalStep>,
    n_people: usize,
    last_time: f64,
}

/// Why there is no curve.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum SurvivalError {
    /// Nobody.
    #[error("nobody's wait is known")]
    Nobody,
    /// A time that is negative or not finite.
    #[error("the wait of person {person} is {time}; it must be 0 or more")]
    Time {
        /// Place of the person, from 0.
        person: usize,
        /// The time given.
        time: f64,
    },
}

impl Survival {
    /// # Errors
    /// [`SurvivalError::Nobody`], or [`SurvivalError::Time`] for a time that is negative or not finite.
    pub fn fit(waits: &[Wait]) -> Result<Self, SurvivalError> {
        for (person, &Wait { time, .. }) in waits.iter().enumerate() {
            if !(time >= 0.0 && time.is_finite()) {
                return Err(SurvivalError::Time { person, time });
            }
        }
        let mut sorted = waits.to_vec();
        sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
        let last_time = sorted.last().ok_or(SurvivalError::Nobody)?.time;
        let (mut steps, mut survival, mut greenwood) = (Vec::new(), 1.0, 0.0);
        let mut n_done = 0;
        for tied in sorted.chunk_by(|a, b| a.time == b.time) {
            let n_at_risk = sorted.len() - n_done;
            let n_events = tied.iter().filter(|wait| wait.has_happened).count();
            n_done += tied.len();
            if n_events == 0 {
                continue;
            }
            let (d, n) = (n_events as f64, n_at_risk as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            let se = if n_events == n_at_risk { 0.0 } else { survival * greenwood.sqrt() };
            steps.push(SurvivalStep { time: tied[0].time, n_at_risk, n_events, survival, se });
        }
        Ok(Survival { steps, n_people: waits.len(), last_time })
    }

    /// The curve, a step for each time something happened.
    pub fn steps(&self) -> &[SurvivalStep] {
        &self.steps
    }

    /// People it rests on.
    pub fn n_people(&self) -> usize {
        self.n_people
    }

    /// The longest wait known: the curve says nothing beyond it.
    pub fn last_time(&self) -> f64 {
        self.last_time
    }

    /// S(t), the share that waits longer than `time`. None beyond the longest wait, unless nobody is
    /// left by then.
    pub fn at(&self, time: f64) -> Option<f64> {
        let survival = self.step_at(time).map_or(1.0, |step| step.survival);
        (time <= self.last_time || survival == 0.0).then_some(survival)
    }

    /// Where S(t) lies with the confidence `level`. None as for [`Survival::at`], and for a level
    /// outside 0 to 1 (both excluded). Before the first event it is certain to be 1, after the last of
    /// all 0, as far as these formulas know.
    pub fn interval_at(&self, time: f64, level: f64, how: CurveInterval) -> Option<Interval> {
        let survival = self.at(time)?;
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let Some(step) = self.step_at(time).filter(|step| step.survival > 0.0) else {
            return Some(Interval { low: survival, high: survival });
        };
        Some(interval_of(step, two_sided_z(level), how))
    }

    /// The time by which it has happened to the share `p`: the first with S(t) ≤ 1 − p. None where the
    /// curve does not fall so far.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        self.steps.iter().find(|step| step.survival <= 1.0 - p + 1e-12).map(|step| step.time)
    }

    /// By when it has happened to half of the people.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// Where that quantile lies with the confidence `level`: the times at which the interval of the
    /// curve reaches 1 − p. An end is None where it does not get there; both are for a level outside 0
    /// to 1 (both excluded).
    pub fn quantile_interval(
        &self,
        p: f64,
        level: f64,
        how: CurveInterval,
    ) -> (Option<f64>, Option<f64>) {
        if !(level > 0.0 && level < 1.0) {
            return (None, None);
        }
        let z = two_sided_z(level);
        let first = |end: fn(Interval) -> f64| {
            let reaches = |step: &&SurvivalStep| {
                step.survival == 0.0 || end(interval_of(step, z, how)) <= 1.0 - p + 1e-12
            };
            self.steps.iter().find(reaches).map(|step| step.time)
        };
        (first(|interval| interval.low), first(|interval| interval.high))
    }

    /// Mean wait counted up to `horizon`, the area under the curve. None beyond the longest wait, as
    /// for [`Survival::at`].
    pub fn mean_up_to(&self, horizon: f64) -> Option<f64> {
        self.at(horizon)?;
        let (mut area, mut from, mut survival) = (0.0, 0.0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < horizon) {
            area += survival * (step.time - from);
            (from, survival) = (step.time, step.survival);
        }
        Some(area + survival * (horizon - from))
    }

    fn step_at(&self, time: f64) -> Option<&SurvivalStep> {
        self.steps[..self.steps.partition_point(|step| step.time <= time)].last()
    }
}

/// Of a step with S > 0; at S = 1 there is none.
fn interval_of(step: &SurvivalStep, z: f64, how: CurveInterval) -> Interval {
    let s = step.survival;
    match how {
        CurveInterval::Plain => {
            Interval { low: (s - z * step.se).max(0.0), high: (s + z * step.se).min(1.0) }
        }
        CurveInterval::LogLog => {
            // sd of ln(−ln S) is se/(S·|ln S|).
            let stretch = (z * step.se / (s * s.ln().abs())).exp();
            Interval { low: s.powf(stretch), high: s.powf(1.0 / stretch) }
        }
    }
}

#[cfg(test)]
mod tests;
