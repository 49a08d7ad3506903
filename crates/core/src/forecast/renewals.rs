//! How long members go on renewing, from the numbers left of cohorts as somebody types or pastes them.
//!
//! Ranges: of a share and of an expected number what is not known of the parameters, 400 draws by Laplace;
//! of members counted besides what chance does (a binomial for each), the squares added.

mod reading;

use meadow_models::estimate::{FitError, Parametric};
use meadow_models::parameter_draws::ParameterDraws;
use meadow_models::sbg::{Renewals, Sbg};

use self::reading::read_cohorts;
use crate::views::renewals::{
    MAX_HORIZON, NoRenewals, RenewalAnswer, RenewalRow, RenewalTerms, RenewalView, USUAL_HORIZON,
};
use crate::views::word_of_mouth::Ranged;

const N_DRAWS: usize = 400;
/// The same numbers give the same figures.
const SEED: u64 = 1;
/// The 95 % point of the standard normal.
const Z_95: f64 = 1.645;
/// Half of the members have gone by then, or it is not told.
const MAX_HALF_LIFE: u32 = 200;
/// A smaller discount per period is none.
const MIN_DISCOUNT: f64 = 1e-3;

/// What the numbers of cohorts say of the renewals to come.
pub fn foretell_renewals(terms: &RenewalTerms) -> RenewalAnswer {
    match foretell(terms) {
        Ok(view) => RenewalAnswer::Found(Box::new(view)),
        Err(why) => RenewalAnswer::None(why),
    }
}

fn foretell(terms: &RenewalTerms) -> Result<RenewalView, NoRenewals> {
    let cohorts = read_cohorts(&terms.counts)?;
    let counted = add_up(&cohorts)?;
    let fit = Sbg::fit(&counted).map_err(refusal)?;
    let draws = ParameterDraws::laplace(&fit, N_DRAWS, SEED)
        .map_err(|_| NoRenewals::AllAlike { share: share_renewed(&counted) })?;
    let found = Found { model: fit.model, draws };
    let horizon = terms.horizon.unwrap_or(USUAL_HORIZON).clamp(1, MAX_HORIZON);
    let longest = counted.n_lost.len() as u32;
    let discount = terms.discount.filter(|d| d.is_finite() && *d >= MIN_DISCOUNT);
    let parameters = found.model.parameters();
    Ok(RenewalView {
        n_cohorts: cohorts.len() as u32,
        n_members: cohorts.iter().filter_map(|cohort| cohort.first()).sum(),
        n_lost: counted.n_lost.iter().sum(),
        n_now: counted.n_staying.iter().sum(),
        horizon,
        rows: (1..=longest + horizon).map(|renewal| found.row(&counted, renewal)).collect(),
        to_come: (1..=horizon)
            .map(|ahead| found.members(&counted, |model, n| still_there(model, n, ahead)))
            .collect(),
        renewals: found.range(|model| {
            let each = |(n, staying): (usize, &u64)| {
                *staying as f64 * model.renewals_to_come(n as u32, horizon, 0.0)
            };
            counted.n_staying.iter().enumerate().map(each).sum()
        }),
        of_new: found.range(|model| model.renewals_to_come(0, horizon, 0.0)),
        half_gone_after: (1..=MAX_HALF_LIFE).find(|n| found.model.survival(*n) <= 0.5),
        for_ever: discount.map(|discount| {
            // Never `None` at a discount this large.
            found.range(|model| model.renewals_for_ever(0, discount).unwrap_or(f64::INFINITY))
        }),
        discount,
        alpha: parameters[0],
        beta: parameters[1],
        n_draws: N_DRAWS as u32,
    })
}

/// The likeliest model, and others as likely as the data leave them.
struct Found {
    model: Sbg,
    draws: ParameterDraws<Sbg>,
}

impl Found {
    fn range(&self, figure: impl Fn(&Sbg) -> f64) -> Ranged {
        let mean = figure(&self.model);
        let range = self.draws.summary(&figure).map(|summary| summary.middle_90);
        range.map_or(Ranged { low: mean, mean, high: mean }, |range| Ranged {
            low: range.low.min(mean),
            mean,
            high: range.high.max(mean),
        })
    }

    fn row(&self, counted: &Renewals, renewal: u32) -> RenewalRow {
        RenewalRow {
            renewal,
            counted: renewed_of(counted, renewal as usize),
            retention: self.range(|model| model.retention(renewal - 1)),
            left: self.range(|model| model.survival(renewal)),
        }
    }

    /// Members of now who are counted with a chance that hangs on how often they have renewed.
    fn members(&self, counted: &Renewals, chance: impl Fn(&Sbg, u32) -> f64) -> Ranged {
        // Expected number and its variance by chance alone.
        let sums = |model: &Sbg| -> (f64, f64) {
            let mut sums = (0.0, 0.0);
            for (n, staying) in counted.n_staying.iter().enumerate().filter(|(_, n)| **n > 0) {
                let (staying, p) = (*staying as f64, chance(model, n as u32));
                sums.0 += staying * p;
                sums.1 += staying * p * (1.0 - p);
            }
            sums
        };
        let known = self.range(|model| sums(model).0);
        let by_chance = Z_95 * sums(&self.model).1.sqrt();
        let n_now: u64 = counted.n_staying.iter().sum();
        let off = |side: f64| (side * side + by_chance * by_chance).sqrt();
        Ranged {
            low: (known.mean - off(known.mean - known.low)).max(0.0),
            mean: known.mean,
            high: (known.mean + off(known.high - known.mean)).min(n_now as f64),
        }
    }
}

/// The chance that somebody who has renewed so often renews each of the next times.
fn still_there(model: &Sbg, n_renewals: u32, ahead: u32) -> f64 {
    (n_renewals..n_renewals + ahead).map(|n| model.retention(n)).product()
}

fn add_up(cohorts: &[Vec<u64>]) -> Result<Renewals, NoRenewals> {
    let mut all = Renewals::default();
    for (place, cohort) in (1..).zip(cohorts) {
        let one = Renewals::of_survivors(cohort).map_err(|error| match error {
            FitError::Impossible { place: renewal } => {
                NoRenewals::Rises { cohort: place, renewal: renewal as u32 }
            }
            _ => NoRenewals::NoFit,
        })?;
        add(&mut all.n_lost, &one.n_lost);
        add(&mut all.n_staying, &one.n_staying);
    }
    Ok(all)
}

fn add(sums: &mut Vec<u64>, more: &[u64]) {
    if sums.len() < more.len() {
        sums.resize(more.len(), 0);
    }
    sums.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
}

/// So many renewed for this time of so many who could.
fn renewed_of(counted: &Renewals, renewal: usize) -> Option<(u64, u64)> {
    let lost = *counted.n_lost.get(renewal - 1)?;
    let later = counted.n_lost.iter().skip(renewal).sum::<u64>();
    let staying = counted.n_staying.iter().skip(renewal).sum::<u64>();
    let renewed = later + staying;
    (renewed + lost > 0).then_some((renewed, renewed + lost))
}

/// All renewals of all occasions to renew.
fn share_renewed(counted: &Renewals) -> f64 {
    let all = (1..=counted.n_lost.len()).filter_map(|renewal| renewed_of(counted, renewal));
    let (renewed, could) = all.fold((0, 0), |sums, (n, all)| (sums.0 + n, sums.1 + all));
    renewed as f64 / could.max(1) as f64
}

fn refusal(why: FitError) -> NoRenewals {
    match why {
        FitError::TooFewPersons { n, needed } => NoRenewals::TooFewMembers { n, needed },
        FitError::TooFewLost { n, needed } => NoRenewals::TooFewLost { n, needed },
        FitError::TooShort { longest, needed } => {
            NoRenewals::TooFewRenewals { longest: longest as u32, needed: needed as u32 }
        }
        _ => NoRenewals::NoFit,
    }
}
