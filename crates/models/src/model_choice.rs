//! Which model of purchasing suits the data, and why.
//!
//! Contracts that are renewed: sBG. Purchases possible only on occasions: BG/BB. Otherwise BG/NBD, MBG/NBD
//! and Pareto/NBD are all fitted; those go on whose holdout error is tied with the least, of these those
//! whose log-likelihood is within 2 of the highest (all have four parameters), and of these the first in an
//! order of preference: MBG/NBD and Pareto/NBD, which tell one-time buyers who are gone from those who are
//! not, before BG/NBD.
//!
//! Tied is what differs by chance, or by too little to matter: the mean difference of the squared errors,
//! paired by person, is within 1.96 of its standard errors (Diebold & Mariano 1995, see
//! [`crate::holdout::ErrorDifference`]), or the root mean square errors are within 1 %.

use crate::bg_bb::BgBb;
use crate::bg_nbd::BgNbd;
use crate::estimate::{Fit, FitError};
use crate::history_table::HistoryTable;
use crate::holdout::HoldoutCheck;
use crate::mbg_nbd::MbgNbd;
use crate::pareto_nbd::ParetoNbd;
use crate::purchase_history::{PersonSummary, PurchaseHistory};
use crate::purchasing::PurchaseModel;

/// Errors so near to the least, as a share, are the same, however surely they differ.
const SAME_ERROR: f64 = 0.01;
/// So many standard errors of a difference are chance, 19 times in 20.
const CHANCE_ERRORS: f64 = 1.96;
/// Log-likelihoods so near to the highest are the same.
const SAME_LIKELIHOOD: f64 = 2.0;

/// How people can buy, and leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// A contract is renewed or not: leaving is seen.
    Renewal,
    /// Buying is possible on occasions only; histories count occasions.
    Occasions,
    /// At any time; leaving is not seen.
    AnyTime,
}

/// The models there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelKind {
    /// [`crate::bg_nbd`].
    BgNbd,
    /// [`crate::mbg_nbd`].
    MbgNbd,
    /// [`crate::pareto_nbd`].
    ParetoNbd,
    /// [`crate::bg_bb`].
    BgBb,
    /// [`crate::sbg`].
    Sbg,
}

/// A fit of whichever model of purchasing.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyFit {
    /// Of BG/NBD.
    BgNbd(Fit<BgNbd>),
    /// Of MBG/NBD.
    MbgNbd(Fit<MbgNbd>),
    /// Of Pareto/NBD.
    ParetoNbd(Fit<ParetoNbd>),
    /// Of BG/BB.
    BgBb(Fit<BgBb>),
}

impl AnyFit {
    /// Fits a model of this kind; sBG is not one of purchases and gives None.
    pub fn of(kind: ModelKind, table: &HistoryTable) -> Option<Result<Self, FitError>> {
        Some(match kind {
            ModelKind::BgNbd => BgNbd::fit(table).map(AnyFit::BgNbd),
            ModelKind::MbgNbd => MbgNbd::fit(table).map(AnyFit::MbgNbd),
            ModelKind::ParetoNbd => ParetoNbd::fit(table).map(AnyFit::ParetoNbd),
            ModelKind::BgBb => BgBb::fit(table).map(AnyFit::BgBb),
            ModelKind::Sbg => return None,
        })
    }

    /// Its log-likelihood.
    pub fn ln_likelihood(&self) -> f64 {
        match self {
            AnyFit::BgNbd(fit) => fit.ln_likelihood,
            AnyFit::MbgNbd(fit) => fit.ln_likelihood,
            AnyFit::ParetoNbd(fit) => fit.ln_likelihood,
            AnyFit::BgBb(fit) => fit.ln_likelihood,
        }
    }

    /// [`PurchaseModel::p_alive`] of the model.
    pub fn p_alive(&self, history: &PurchaseHistory) -> f64 {
        match self {
            AnyFit::BgNbd(fit) => fit.model.p_alive(history),
            AnyFit::MbgNbd(fit) => fit.model.p_alive(history),
            AnyFit::ParetoNbd(fit) => fit.model.p_alive(history),
            AnyFit::BgBb(fit) => fit.model.p_alive(history),
        }
    }

    /// [`PurchaseModel::expected_purchases`] of the model.
    pub fn expected_purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        match self {
            AnyFit::BgNbd(fit) => fit.model.expected_purchases(history, horizon),
            AnyFit::MbgNbd(fit) => fit.model.expected_purchases(history, horizon),
            AnyFit::ParetoNbd(fit) => fit.model.expected_purchases(history, horizon),
            AnyFit::BgBb(fit) => fit.model.expected_purchases(history, horizon),
        }
    }
}

/// Why a model was chosen, in the order in which it was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// Contracts are renewed.
    Renewal,
    /// Purchases come on occasions only.
    Occasions,
    /// No other could be fitted.
    NoOtherFits,
    /// Its error in the holdout is less than that of others by more than 1 % and by more than chance does.
    SmallerHoldoutError {
        /// Its root mean square error.
        rmse: f64,
        /// The least of those that it beats.
        next_rmse: f64,
    },
    /// The data are likelier under it than under others, by more than 2 in the logarithm.
    HigherLikelihood {
        /// By so much, against the best of those that it beats.
        by: f64,
    },
    /// It does as well as others, and tells one-time buyers who are gone from those who are not.
    TellsOneTimeBuyersApart,
    /// It does as well as others and comes first among them.
    AsGood,
}

/// A model that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which.
    pub kind: ModelKind,
    /// Its fit, or why there is none.
    pub fit: Result<AnyFit, FitError>,
    /// How it did in the holdout; None without one or without a fit.
    pub holdout: Option<HoldoutCheck>,
}

/// The model chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Which; None where none could be fitted.
    pub kind: Option<ModelKind>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// All that were tried, in the order of preference.
    pub candidates: Vec<Candidate>,
}

/// The models that suit a setting, in the order of preference; for renewals see [`crate::sbg`].
pub fn kinds(setting: Setting) -> &'static [ModelKind] {
    match setting {
        Setting::Renewal => &[],
        Setting::Occasions => &[ModelKind::BgBb],
        Setting::AnyTime => &[ModelKind::MbgNbd, ModelKind::ParetoNbd, ModelKind::BgNbd],
    }
}

impl Candidate {
    /// Tries one model; None for one that is not of purchases. `holdout`: people with what they bought in
    /// a time of the given length after the histories end.
    pub fn of(
        kind: ModelKind,
        table: &HistoryTable,
        holdout: Option<(&[PersonSummary], f64)>,
    ) -> Option<Self> {
        let fit = AnyFit::of(kind, table)?;
        let holdout = fit.as_ref().ok().zip(holdout).and_then(|(fit, (people, horizon))| {
            HoldoutCheck::of(people, |history| fit.expected_purchases(history, horizon))
        });
        Some(Candidate { kind, fit, holdout })
    }
}

impl Choice {
    /// Among models that were tried, in the order of [`kinds`].
    pub fn among(setting: Setting, candidates: Vec<Candidate>) -> Self {
        if setting == Setting::Renewal {
            let reasons = vec![Reason::Renewal];
            return Choice { kind: Some(ModelKind::Sbg), reasons, candidates };
        }
        let scores: Vec<Score<'_>> = candidates
            .iter()
            .filter_map(|candidate| {
                let fit = candidate.fit.as_ref().ok()?;
                Some(Score {
                    kind: candidate.kind,
                    holdout: candidate.holdout.as_ref(),
                    ln_likelihood: fit.ln_likelihood(),
                })
            })
            .collect();
        let (kind, mut reasons) = decide(scores);
        if setting == Setting::Occasions && kind.is_some() {
            reasons = vec![Reason::Occasions];
        }
        Choice { kind, reasons, candidates }
    }
}

/// Chooses for these histories, all at once; `holdout` as of [`Candidate::of`]. For renewals nothing is
/// fitted.
pub fn choose(
    setting: Setting,
    table: &HistoryTable,
    holdout: Option<(&[PersonSummary], f64)>,
) -> Choice {
    let tried = kinds(setting).iter().filter_map(|kind| Candidate::of(*kind, table, holdout));
    Choice::among(setting, tried.collect())
}

#[derive(Debug, Clone, Copy)]
struct Score<'a> {
    kind: ModelKind,
    holdout: Option<&'a HoldoutCheck>,
    ln_likelihood: f64,
}

impl Score<'_> {
    fn rmse(&self) -> Option<f64> {
        self.holdout.map(|check| check.rmse)
    }

    /// Whether what it erred more than the best is nothing, or chance. Without a holdout nothing is known.
    fn is_tied_with(&self, best: Option<&HoldoutCheck>) -> bool {
        let (Some(own), Some(best)) = (self.holdout, best) else { return true };
        let is_chance = own
            .difference(best)
            .is_some_and(|difference| difference.mean <= CHANCE_ERRORS * difference.standard_error);
        is_chance || own.rmse <= (1.0 + SAME_ERROR) * best.rmse
    }
}

/// From all that could be fitted, in the order of preference.
fn decide(mut left: Vec<Score<'_>>) -> (Option<ModelKind>, Vec<Reason>) {
    let mut reasons = Vec::new();
    if left.len() == 1 {
        return (Some(left[0].kind), vec![Reason::NoOtherFits]);
    }
    let best = left
        .iter()
        .filter_map(|score| score.holdout)
        .min_by(|one, other| one.rmse.total_cmp(&other.rmse));
    let (near, far): (Vec<Score<'_>>, Vec<Score<'_>>) =
        left.iter().partition(|score| score.is_tied_with(best));
    let next_rmse = far.iter().filter_map(Score::rmse).fold(f64::INFINITY, f64::min);
    if let Some(best) = best.filter(|_| !far.is_empty()) {
        reasons.push(Reason::SmallerHoldoutError { rmse: best.rmse, next_rmse });
    }
    left = near;
    let highest = |scores: &[Score<'_>]| {
        scores.iter().map(|score| score.ln_likelihood).fold(f64::NEG_INFINITY, f64::max)
    };
    let most = highest(&left);
    let (near, far): (Vec<Score<'_>>, Vec<Score<'_>>) =
        left.iter().partition(|score| score.ln_likelihood >= most - SAME_LIKELIHOOD);
    if !far.is_empty() {
        reasons.push(Reason::HigherLikelihood { by: most - highest(&far) });
    }
    if near.len() > 1 {
        let beats_bg = near.iter().any(|score| score.kind == ModelKind::BgNbd);
        reasons.push(if beats_bg { Reason::TellsOneTimeBuyersApart } else { Reason::AsGood });
    }
    // The figures of the one that is left, not the best of its group.
    let chosen = near.first();
    for reason in &mut reasons {
        match (reason, chosen) {
            (Reason::SmallerHoldoutError { rmse, .. }, Some(Score { holdout: Some(own), .. })) => {
                *rmse = own.rmse;
            }
            (Reason::HigherLikelihood { by }, Some(score)) => *by += score.ln_likelihood - most,
            _ => {}
        }
    }
    (chosen.map(|score| score.kind), reasons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::holdout::of_errors;
    use crate::test_data::{cdnow_summaries, cdnow_table};

    fn score(kind: ModelKind, holdout: &HoldoutCheck, ln_likelihood: f64) -> Score<'_> {
        Score { kind, holdout: Some(holdout), ln_likelihood }
    }

    #[test]
    fn cdnow_is_best_told_by_mbg_nbd() {
        let people = cdnow_summaries();
        let choice = choose(Setting::AnyTime, &cdnow_table(), Some((&people, 39.0)));
        assert_eq!(choice.kind, Some(ModelKind::MbgNbd));
        // Pareto/NBD is 12.9 behind; BG/NBD is as good, but calls one-time buyers alive.
        let [Reason::HigherLikelihood { by }, Reason::TellsOneTimeBuyersApart] = choice.reasons[..]
        else {
            panic!("{:?}", choice.reasons);
        };
        assert!((12.0..14.0).contains(&by), "{by}");
        assert_eq!(choice.candidates.len(), 3);
        let without = choose(Setting::AnyTime, &cdnow_table(), None);
        assert_eq!(without.kind, Some(ModelKind::MbgNbd));
    }

    /// Errors that are the same for everybody differ by more than chance.
    #[test]
    fn the_holdout_comes_first() {
        let [mbg, pareto, bg] = [1.70, 1.60, 1.61].map(|error| of_errors(&[error; 4]));
        let scores = vec![
            score(ModelKind::MbgNbd, &mbg, -100.0),
            score(ModelKind::ParetoNbd, &pareto, -130.0),
            score(ModelKind::BgNbd, &bg, -120.0),
        ];
        let (kind, reasons) = decide(scores);
        let expected = [
            Reason::SmallerHoldoutError { rmse: 1.61, next_rmse: 1.70 },
            Reason::HigherLikelihood { by: 10.0 },
        ];
        assert_eq!((kind, &reasons[..]), (Some(ModelKind::BgNbd), &expected[..]));
    }

    /// BG/NBD errs by 2 for everybody. The squared errors of MBG/NBD, 16, 1, 1 and 4, are 1.5 more on
    /// average, with a standard error of √12.75 = 3.57: chance, although their root is 17 % more.
    #[test]
    fn an_error_within_chance_does_not_decide() {
        let [mbg, bg] = [of_errors(&[4.0, 1.0, 1.0, 2.0]), of_errors(&[2.0; 4])];
        let by = |ln_likelihood_of_mbg| {
            let scores = vec![
                score(ModelKind::MbgNbd, &mbg, ln_likelihood_of_mbg),
                score(ModelKind::BgNbd, &bg, -110.0),
            ];
            decide(scores)
        };
        let (kind, reasons) = by(-100.0);
        assert_eq!(kind, Some(ModelKind::MbgNbd));
        assert_eq!(reasons, [Reason::HigherLikelihood { by: 10.0 }]);
        let (kind, reasons) = by(-111.0);
        assert_eq!(kind, Some(ModelKind::MbgNbd));
        assert_eq!(reasons, [Reason::TellsOneTimeBuyersApart]);
        // What was seen is far likelier under BG/NBD.
        assert_eq!(by(-130.0).0, Some(ModelKind::BgNbd));
    }

    /// Squared errors 9, 9, 4, 9 against 4: 5, 5, 0, 5 more, 3.75 on average with a standard error of
    /// √(18.75/3/4) = 1.25, of which 1.96 are 2.45.
    #[test]
    fn an_error_beyond_chance_decides() {
        let [mbg, bg] = [of_errors(&[3.0, 3.0, 2.0, 3.0]), of_errors(&[2.0; 4])];
        let scores =
            vec![score(ModelKind::MbgNbd, &mbg, -100.0), score(ModelKind::BgNbd, &bg, -110.0)];
        let (kind, reasons) = decide(scores);
        assert_eq!(kind, Some(ModelKind::BgNbd));
        let expected = Reason::SmallerHoldoutError { rmse: 2.0, next_rmse: 7.75_f64.sqrt() };
        assert_eq!(reasons, [expected]);
    }

    #[test]
    fn settings_decide_alone() {
        let choice = choose(Setting::Renewal, &cdnow_table(), None);
        assert_eq!((choice.kind, choice.reasons), (Some(ModelKind::Sbg), vec![Reason::Renewal]));
        // Weeks are no occasions.
        let choice = choose(Setting::Occasions, &cdnow_table(), None);
        assert_eq!((choice.kind, choice.reasons), (None, vec![]));
        assert!(matches!(choice.candidates[0].fit, Err(FitError::NotOccasions { .. })));
    }

    #[test]
    fn none_or_one_that_fits() {
        assert_eq!(decide(Vec::new()), (None, vec![]));
        let holdout = of_errors(&[1.6; 4]);
        let (kind, reasons) = decide(vec![score(ModelKind::ParetoNbd, &holdout, -130.0)]);
        assert_eq!((kind, reasons), (Some(ModelKind::ParetoNbd), vec![Reason::NoOtherFits]));
    }
}
