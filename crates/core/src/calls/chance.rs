//! The chance that a call brings an order: a published figure, own calls added to it, and each script
//! drawn towards all of them.
//!
//! **The formula.** All calls: Beta(a₀ + orders, b₀ + calls without), where the published response rate of calls
//! to prospects gives a₀ and b₀ and counts for as many calls as its grade allows, less where own calls
//! contradict it (`forecast::rates`). One script: the same again, with the mean of all calls in place of the
//! published figure, at the same weight: few calls say little of a script, many speak for themselves.
//! A wrong number is no call. The published figure counts every response, not only orders: until own
//! calls have been noted the chances are rather too high, alike for everybody.

use meadow_models::BetaRate;

use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::class::Class;
use crate::forecast::{grade_letter, keep_of_citation, rate_of_citation};
use crate::playbooks::benchmark_rate;
use crate::table::tables::Tables;
use crate::views::calls::{CallChance, CitedChance};

/// The published figure.
const CITED: &str = "phone-prospects";

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    n_calls: u32,
    n_ordered: u32,
}

impl Counts {
    fn add(&mut self, call: &CallRecord) {
        if call.outcome != CallOutcome::WrongNumber {
            self.n_calls += 1;
            self.n_ordered += u32::from(call.outcome == CallOutcome::Ordered);
        }
    }

    fn added_to(self, prior: BetaRate) -> BetaRate {
        // There are no more orders than calls.
        prior.updated(self.n_ordered.into(), self.n_calls.into()).unwrap_or(prior)
    }
}

/// What is believed of every script.
pub struct Chances {
    all: BetaRate,
    by_script: [BetaRate; Class::ALL.len()],
    counts: Counts,
    counts_by_script: [Counts; Class::ALL.len()],
    pub cited: Option<CitedChance>,
}

impl Chances {
    /// From every call on record.
    pub fn of(tables: &Tables) -> Self {
        let mut counts = Counts::default();
        let mut counts_by_script = [Counts::default(); Class::ALL.len()];
        for call in tables.interactions.iter().filter_map(|contact| contact.call.as_deref()) {
            counts.add(call);
            if let Some(script) = call.script {
                counts_by_script[script as usize].add(call);
            }
        }
        let cited = benchmark_rate(CITED)
            .and_then(|benchmark| Some((benchmark, rate_of_citation(benchmark)?)));
        let (n_ordered, n_calls) = (f64::from(counts.n_ordered), f64::from(counts.n_calls));
        let kept = cited.as_ref().map(|(benchmark, rate)| {
            let (kept, is_contradicted) = keep_of_citation(*rate, n_ordered, n_calls - n_ordered);
            let cited = CitedChance {
                label: benchmark.label.clone(),
                source: benchmark.source.clone(),
                grade: grade_letter(benchmark.grade),
                point: benchmark.point,
                n_calls_worth: kept.strength(),
                is_contradicted,
            };
            (kept, cited)
        });
        let prior = kept.as_ref().map_or(BetaRate::JEFFREYS, |(kept, _)| *kept);
        let all = counts.added_to(prior);
        let weight = cited.map_or(1.0, |(_, rate)| rate.strength());
        let shared = BetaRate::from_point(all.mean(), weight).unwrap_or(all);
        Self {
            all,
            by_script: counts_by_script.map(|counts| counts.added_to(shared)),
            counts,
            counts_by_script,
            cited: kept.map(|(_, cited)| cited),
        }
    }

    /// Of a call to somebody by this script; `None`: of whom too little is known.
    pub fn mean(&self, script: Option<Class>) -> f64 {
        script.map_or(self.all, |script| self.by_script[script as usize]).mean()
    }

    /// Of everybody, then of each script.
    pub fn views(&self) -> Vec<CallChance> {
        let view = |script, counts: Counts, rate: BetaRate| {
            let interval = rate.interval(0.9);
            CallChance {
                script,
                n_calls: counts.n_calls,
                n_ordered: counts.n_ordered,
                mean: rate.mean(),
                low: interval.low,
                high: interval.high,
            }
        };
        let scripts = Class::ALL.map(|class| {
            let at = class as usize;
            view(Some(class), self.counts_by_script[at], self.by_script[at])
        });
        std::iter::once(view(None, self.counts, self.all)).chain(scripts).collect()
    }
}
