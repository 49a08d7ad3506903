//! The whole answer in steps, so that it can be cancelled and others get a word in.

use meadow_models::logit::{Logit, RidgeChoice, try_ridge};

use super::cases::{Case, Cases};
use super::effect::hold_out_effects;
use super::facts::Facts;
use super::features::{Said, candidates, measure, said_before};
use super::fitting::{Columns, RIDGES, Split, effects, fit, judge};
use super::past::{Past, pasts};
use super::ranking::{Asked, Ranking, rank};
use crate::domain::ids::CustomerId;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::lead_response::{
    Feature, LeadResponseView, NoResponse, ResponseFact, ResponseReport, ResponseTerms,
};

const N_FOLDS: u32 = 5;
/// Of more cases the ridge is chosen by so many, evenly spaced.
const MOST_CHOSEN_BY: usize = 6_000;

pub struct ResponseRun<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    terms: &'a ResponseTerms,
    facts: Facts<'a>,
    pasts: Vec<Past>,
    cases: Cases,
    learning: Result<Learning, NoResponse>,
}

/// What is being learnt from.
struct Learning {
    candidates: Vec<Feature>,
    /// Of every case, one a candidate.
    measured: Vec<Vec<Option<f64>>>,
    split: Split,
    columns: Columns,
    /// Of the earlier cases.
    rows: Vec<Vec<f64>>,
    outcomes: Vec<bool>,
    folds: Vec<usize>,
    n_tried: usize,
    best: Option<RidgeChoice>,
}

impl<'a> ResponseRun<'a> {
    /// Looks at every order and contact once.
    pub fn new(tables: &'a Tables, derived: &'a Derived, terms: &'a ResponseTerms) -> Self {
        let pasts = pasts(tables, derived);
        let cases = Cases::of(tables, &pasts, derived, terms.outcome, terms.weeks);
        let facts = Facts::of(tables);
        let learning = learn(tables, derived, terms, &facts, &pasts, &cases);
        Self { tables, derived, terms, facts, pasts, cases, learning }
    }

    /// Tries one more strength of the ridge; `false` when all are tried.
    pub fn advance(&mut self) -> bool {
        let Ok(learning) = &mut self.learning else { return false };
        let Some(ridge) = RIDGES.get(learning.n_tried) else { return false };
        learning.n_tried += 1;
        let tried = try_ridge(&learning.rows, &learning.outcomes, &learning.folds, *ridge);
        if let Ok(tried) = tried {
            let best = learning.best.map_or(tried, |best| best.or_better(tried));
            learning.best = Some(best);
        }
        true
    }

    /// Steps done, and of how many.
    pub fn progress(&self) -> (u64, u64) {
        let done = self.learning.as_ref().map_or(RIDGES.len(), |learning| learning.n_tried);
        (done as u64, RIDGES.len() as u64)
    }

    pub fn finish(self) -> LeadResponseView {
        let found = match &self.learning {
            Ok(learning) => self.report(learning).ok_or(NoResponse::NothingKnown),
            Err(why) => Err(*why),
        };
        LeadResponseView {
            n_invitations: self.cases.over.len() as u32,
            n_responded: self.cases.n_responded(),
            n_not_over: self.cases.n_not_over,
            offered: self.facts.offered(),
            found: found.map(Box::new),
            hold_outs: hold_out_effects(self.tables, self.derived, &self.pasts, self.terms.weeks),
        }
    }

    fn report(&self, learning: &Learning) -> Option<ResponseReport> {
        // Without a choice, the strongest: it says least.
        let ridge = learning.best.map_or(RIDGES[RIDGES.len() - 1], |best| best.ridge);
        let Learning { columns, measured, split, .. } = learning;
        let cases = &self.cases.over;
        let (rows, outcomes) = rows_of(columns, &measured[..split.n_earlier], cases);
        let earlier = fit(&rows, &outcomes, ridge).ok()?;
        let trial = judge(&earlier, columns, measured, cases, *split)?;
        let (rows, outcomes) = rows_of(columns, measured, cases);
        let model = fit(&rows, &outcomes, ridge).ok()?;
        let ranking = match trial.is_better() {
            true => self.rank(learning, &model, &rows),
            false => Ranking::default(),
        };
        Some(ResponseReport {
            effects: effects(&model, columns, measured),
            too_many: columns.too_many.clone(),
            alike: columns.alike.clone(),
            ridge,
            trial,
            people: ranking.people,
            n_ranked: ranking.n_ranked,
            n_not_asked: ranking.n_not_asked,
            n_unlike: ranking.n_unlike,
            n_first: ranking.n_first,
            n_first_in_both: ranking.n_first_in_both,
        })
    }

    fn rank(&self, learning: &Learning, model: &Logit, rows: &[Vec<f64>]) -> Ranking {
        let mean = |column: usize| {
            rows.iter().map(|row| row[column]).sum::<f64>() / rows.len().max(1) as f64
        };
        let cases = self.cases.over.iter();
        let had_not_bought =
            cases.filter(|case| self.pasts[case.place].orders_before(case.day).is_empty());
        rank(&Asked {
            tables: self.tables,
            derived: self.derived,
            facts: &self.facts,
            pasts: &self.pasts,
            terms: self.terms,
            candidates: &learning.candidates,
            columns: &learning.columns,
            model,
            means: (0..learning.columns.used.len()).map(mean).collect(),
            n_never_bought: had_not_bought.count(),
        })
    }
}

fn learn(
    tables: &Tables,
    derived: &Derived,
    terms: &ResponseTerms,
    facts: &Facts<'_>,
    pasts: &[Past],
    cases: &Cases,
) -> Result<Learning, NoResponse> {
    let over = &cases.over;
    if over.is_empty() {
        return Err(match cases.over_on {
            Some(until) => NoResponse::NotOver { until },
            None => NoResponse::NobodyInvited,
        });
    }
    let split = Split::of(over)?;
    let said: Vec<Said> = over
        .iter()
        .map(|case| match tables.customers.get(derived.ids[case.place]) {
            Some(customer) => said_before(facts, &terms.facts, customer, case.day),
            None => vec![None; terms.facts.len()],
        })
        .collect();
    let candidates = candidates(&terms.facts, &said[..split.n_earlier]);
    let measured: Vec<Vec<Option<f64>>> = over
        .iter()
        .zip(&said)
        .map(|(case, said)| {
            let says = |fact: &ResponseFact| {
                let at = terms.facts.iter().position(|one| one == fact)?;
                said[at].clone()
            };
            let of = |feature| measure(feature, &pasts[case.place], case.day, says);
            candidates.iter().map(of).collect()
        })
        .collect();
    let earlier = &over[..split.n_earlier];
    let n_yes = earlier.iter().filter(|case| case.responded).count();
    let n_rarer = n_yes.min(earlier.len() - n_yes);
    let columns = Columns::choose(&candidates, &measured[..split.n_earlier], n_rarer);
    if columns.used.is_empty() {
        return Err(NoResponse::NothingKnown);
    }
    let step = earlier.len().div_ceil(MOST_CHOSEN_BY).max(1);
    let (rows, outcomes) = rows_of(&columns, &measured[..split.n_earlier], over);
    let rows = rows.into_iter().step_by(step).collect();
    let outcomes = outcomes.into_iter().step_by(step).collect();
    let folds = earlier.iter().step_by(step);
    let folds = folds.map(|case| fold_of(derived.ids[case.place])).collect();
    Ok(Learning {
        candidates,
        measured,
        split,
        columns,
        rows,
        outcomes,
        folds,
        n_tried: 0,
        best: None,
    })
}

fn rows_of(
    columns: &Columns,
    measured: &[Vec<Option<f64>>],
    cases: &[Case],
) -> (Vec<Vec<f64>>, Vec<bool>) {
    let rows = measured.iter().map(|row| columns.row(row)).collect();
    (rows, cases[..measured.len()].iter().map(|case| case.responded).collect())
}

/// All invitations of one person are in one fold. Numbers follow each other, so they are mixed.
fn fold_of(id: CustomerId) -> usize {
    (id.0.wrapping_mul(0x9e37_79b1) >> 16) as usize % N_FOLDS as usize
}
