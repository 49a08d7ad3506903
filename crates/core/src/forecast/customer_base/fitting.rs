//! Which model suits the people, fitted step by step: every model on what was known before the time held
//! out, by which one is chosen, and again on all that is known now, so that it shows how far they differ on
//! who is still active. Of very many people a sample is enough.

use meadow_models::estimate::FitError;
use meadow_models::gamma_gamma::Spend;
use meadow_models::history_table::HistoryTable;
use meadow_models::holdout::HoldoutComparison;
use meadow_models::lifetime_value::Person;
use meadow_models::model_choice::{AnyFit, Candidate, Choice, ModelKind, Setting, kinds};
use meadow_models::purchase_history::{PersonSummary, PurchaseHistory};

use super::histories::{Histories, Split};
use super::model::{Amounts, BaseModel, uncertain};
use super::report;
use crate::views::customer_base::{ChoiceReason, HoldoutView, NoAmounts, NoOutlook, TriedModel};

/// More people tell the parameters no better than anybody could use, and take long.
const MOST_FITTED: usize = 8_000;
/// Where amounts hardly differ between people the search for their parameters is long.
const MOST_AMOUNTS: usize = 2_000;
/// For fitting samples drawn anew.
const MOST_REDRAWN: usize = 1_000;

/// The models as fitted, and how they were found.
pub struct Fitted {
    pub histories: Histories,
    pub kind: ModelKind,
    pub model: Box<dyn BaseModel>,
    pub ln_likelihood: f64,
    pub n_fitted: u64,
    pub reasons: Vec<ChoiceReason>,
    pub tried: Vec<TriedModel>,
    pub holdout: Option<HoldoutView>,
    /// Of [`Fitted::fit_amounts`].
    pub amounts: Result<Amounts, NoAmounts>,
}

/// The fits under way.
pub struct Fitting {
    histories: Histories,
    /// What was known before the time held out.
    before: Option<(HistoryTable, Vec<PersonSummary>, f64)>,
    now: HistoryTable,
    candidates: Vec<Candidate>,
    /// The same models on all that is known, in the same order.
    of_now: Vec<Candidate>,
}

impl Fitting {
    /// # Errors
    /// [`NoOutlook::NobodyBought`], [`NoOutlook::NoFit`] for times that cannot be.
    pub fn new(histories: Histories) -> Result<Self, NoOutlook> {
        let bought: Vec<PersonSummary> = histories.people.iter().flatten().copied().collect();
        if bought.is_empty() {
            return Err(NoOutlook::NobodyBought);
        }
        let now = table(&spread(bought, MOST_FITTED)).ok_or(NoOutlook::NoFit)?;
        let before = histories.split.as_ref().and_then(|split| {
            let people = spread(split.people.clone(), MOST_FITTED);
            Some((table(&people)?, people, split.length))
        });
        Ok(Self { histories, before, now, candidates: Vec::new(), of_now: Vec::new() })
    }

    /// Tries the next model, then fits it to all that is known; false when all are.
    pub fn step(&mut self) -> bool {
        let kinds = kinds(self.histories.setting());
        let Some(kind) = kinds.get(self.candidates.len()) else { return self.fit_next_to_now() };
        let candidate = match &self.before {
            Some((table, people, length)) => Candidate::of(*kind, table, Some((people, *length))),
            None => Candidate::of(*kind, &self.now, None),
        };
        self.candidates.extend(candidate);
        let is_last = self.candidates.len() == kinds.len();
        if is_last && self.before.is_some() && self.candidates.iter().all(|own| own.fit.is_err()) {
            // Too little was known then; perhaps there is enough now.
            self.before = None;
            self.candidates.clear();
        }
        true
    }

    /// False when all that were tried are fitted.
    fn fit_next_to_now(&mut self) -> bool {
        let Some(tried) = self.candidates.get(self.of_now.len()) else { return false };
        let of_now = match self.before {
            Some(_) => Candidate::of(tried.kind, &self.now, None),
            None => Some(tried.clone()),
        };
        let is_fitted = of_now.is_some();
        self.of_now.extend(of_now);
        is_fitted
    }

    /// The model chosen, fitted to all that is known.
    ///
    /// # Errors
    /// [`NoOutlook`].
    pub fn finish(self) -> Result<Fitted, NoOutlook> {
        let Self { histories, before, now, candidates, of_now } = self;
        let setting = histories.setting();
        let why_not = candidates.iter().find_map(|tried| tried.fit.as_ref().err().copied());
        let choice = Choice::among(setting, candidates);
        let Some(kind) = choice.kind else { return Err(refusal(&histories, why_not)) };
        let holdout = histories.split.as_ref().zip(before.as_ref()).and_then(
            |(split, (_, people, length))| held_out(&choice, kind, split, people, *length),
        );
        let bought: Vec<PersonSummary> = histories.people.iter().flatten().copied().collect();
        let tried: Vec<TriedModel> = choice
            .candidates
            .iter()
            .zip(&of_now)
            .filter_map(|(then, of_now)| {
                let fit = of_now.fit.as_ref().ok();
                report::tried(then, fit.map(|fit| n_active(fit, &now, bought.len())))
            })
            .collect();
        let (kind, fit) = fit_of(of_now, kind).map_err(|why| refusal(&histories, why))?;
        let is_as_chosen = choice.kind == Some(kind);
        let reasons = match is_as_chosen {
            true => choice.reasons.iter().filter_map(|why| report::reason(*why)).collect(),
            false => vec![ChoiceReason::NoOtherFits],
        };
        let few = table(&spread(bought, MOST_REDRAWN)).unwrap_or_else(|| now.clone());
        Ok(Fitted {
            kind,
            ln_likelihood: fit.ln_likelihood(),
            n_fitted: now.n_persons(),
            model: uncertain(fit, few),
            reasons,
            tried,
            // The table by frequency is of the model that was tried then.
            holdout: holdout.filter(|_| is_as_chosen),
            amounts: Err(NoAmounts::NoFit),
            histories,
        })
    }
}

impl Fitted {
    /// What purchases are worth, which takes a while of its own. Whoever came once tells nothing of it.
    pub fn fit_amounts(&mut self) {
        let returned = self.histories.people.iter().flatten().copied();
        let returned = returned.filter(|own| own.history.frequency > 0).collect();
        let people: Vec<Spend> = spread(returned, MOST_AMOUNTS).iter().map(spend).collect();
        self.amounts = Amounts::fit(&people).map_err(no_amounts);
    }
}

/// The kind chosen, of all that are fitted to what is known now; where it is not, the next that is.
fn fit_of(
    of_now: Vec<Candidate>,
    chosen: ModelKind,
) -> Result<(ModelKind, AnyFit), Option<FitError>> {
    let (first, others): (Vec<_>, Vec<_>) =
        of_now.into_iter().partition(|candidate| candidate.kind == chosen);
    let mut why = None;
    for candidate in first.into_iter().chain(others) {
        match candidate.fit {
            Ok(fit) => return Ok((candidate.kind, fit)),
            Err(error) => why = why.or(Some(error)),
        }
    }
    Err(why)
}

/// So many of all who have bought are still active, as a true picture of them tells.
fn n_active(fit: &AnyFit, picture: &HistoryTable, n_bought: usize) -> f64 {
    let active: f64 = picture.rows().map(|(history, n)| n as f64 * fit.p_alive(&history)).sum();
    active * n_bought as f64 / picture.n_persons() as f64
}

/// How the model did on the people of the time before.
fn held_out(
    choice: &Choice,
    kind: ModelKind,
    split: &Split,
    people: &[PersonSummary],
    length: f64,
) -> Option<HoldoutView> {
    let tried = choice.candidates.iter().find(|candidate| candidate.kind == kind)?;
    let fit = tried.fit.as_ref().ok()?;
    let expected = |history: &PurchaseHistory, horizon| fit.expected_purchases(history, horizon);
    Some(report::holdout(&HoldoutComparison::of(people, length, expected)?, split))
}

/// At most `most` people, every so many of them in the order of their histories: a true picture of all.
pub fn spread(mut people: Vec<PersonSummary>, most: usize) -> Vec<PersonSummary> {
    if people.len() <= most {
        return people;
    }
    people.sort_by(|a, b| {
        let (one, other) = (&a.history, &b.history);
        one.frequency
            .cmp(&other.frequency)
            .then(one.recency.total_cmp(&other.recency))
            .then(one.age.total_cmp(&other.age))
            .then(a.mean_amount.partial_cmp(&b.mean_amount).unwrap_or(std::cmp::Ordering::Equal))
    });
    let n = people.len();
    (0..most).map(|at| people[at * n / most + n / most / 2]).collect()
}

fn table(people: &[PersonSummary]) -> Option<HistoryTable> {
    let histories: Vec<PurchaseHistory> = people.iter().map(|person| person.history).collect();
    HistoryTable::new(&histories).ok()
}

fn spend(own: &PersonSummary) -> Spend {
    Person { history: own.history, mean_amount: own.mean_amount }.spend()
}

fn refusal(histories: &Histories, why: Option<FitError>) -> NoOutlook {
    let days = |units: f64| histories.days_of(units).ceil() as u32;
    match why {
        Some(FitError::TooFewPersons { n, needed }) => {
            NoOutlook::TooFewPeople { n: n as u32, needed: needed as u32 }
        }
        Some(FitError::TooFewRepeaters { n, needed }) => {
            NoOutlook::TooFewReturned { n: n as u32, needed: needed as u32 }
        }
        Some(FitError::TooShort { longest, needed }) => {
            NoOutlook::TooShort { longest: days(longest), needed: days(needed) }
        }
        _ => NoOutlook::NoFit,
    }
}

fn no_amounts(why: FitError) -> NoAmounts {
    match why {
        FitError::TooFewRepeaters { n, needed } => {
            NoAmounts::TooFewReturned { n: n as u32, needed: needed as u32 }
        }
        FitError::AllAlike => NoAmounts::AllAlike,
        _ => NoAmounts::NoFit,
    }
}

/// Does the model call everybody alive who has bought once?
pub fn is_alive_by_rule(kind: ModelKind, setting: Setting, frequency: u32) -> bool {
    setting == Setting::AnyTime && kind == ModelKind::BgNbd && frequency == 0
}
