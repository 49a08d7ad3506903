//! MBG/NBD: as BG/NBD, but people may drop out after the first purchase too.
//!
//! Equations in [`crate::beta_geometric`], with k = x + 1: the odds of having dropped out have a/(b + x)
//! in place of a/(b + x − 1), also at x = 0. Batislam, Denizel & Filiztekin (2007), *International
//! Journal of Research in Marketing* 24, 201. Its P(alive) of one-time buyers is below 1, so that it can
//! be read as a sign of health, which that of BG/NBD cannot.

use crate::beta_geometric::{BetaGeometric, DropOut};

/// Anybody may drop out, after the first purchase as after any other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AfterEvery;

impl DropOut for AfterEvery {
    const N_FIRST: u32 = 1;
}

/// The model of Batislam, Denizel & Filiztekin, r, α, a, b.
pub type MbgNbd = BetaGeometric<AfterEvery>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::tests::{
        check_coverage, check_fit_gradient, check_grid, check_scale_of_time, check_simulated_means,
    };
    use crate::estimate::Parametric;
    use crate::purchase_history::PurchaseHistory;
    use crate::purchasing::PurchaseModel;
    use crate::test_data::{cdnow_table, check_printed, check_share};

    #[test]
    fn cdnow_fit_as_published() {
        let fit = MbgNbd::fit(&cdnow_table()).expect("enough data");
        for (found, expected) in
            fit.model.parameters().into_iter().zip([0.525, 6.183, 0.891, 1.614])
        {
            check_share(found, expected, 0.005);
        }
        assert!((fit.ln_likelihood + 9582.1327).abs() < 0.005, "{}", fit.ln_likelihood);
    }

    #[test]
    fn stable_for_heavy_buyers() {
        let model = MbgNbd::new(0.25, 4.0, 0.8, 2.5).expect("positive");
        let never = PurchaseHistory { frequency: 0, recency: 0.0, age: 40.0 };
        let often = PurchaseHistory { frequency: 200, recency: 38.0, age: 40.0 };
        check_printed(model.ln_likelihood(&never), -0.417_928_26, 1e-8);
        check_printed(model.ln_likelihood(&often), 100.7869, 1e-4);
    }

    #[test]
    fn one_time_buyers_may_be_gone() {
        let model = MbgNbd::new(0.525, 6.183, 0.891, 1.614).expect("positive");
        let p = |age| model.p_alive(&PurchaseHistory { frequency: 0, recency: 0.0, age });
        check_share(p(0.0), 1.614 / (1.614 + 0.891), 1e-12);
        assert!(p(39.0) < p(10.0) && p(10.0) < p(0.0));
    }

    #[test]
    fn likelihoods_and_chances_to_forty_digits() {
        check_grid::<AfterEvery>(9);
    }

    #[test]
    fn gradient_as_by_differences() {
        check_fit_gradient::<AfterEvery>();
    }

    #[test]
    fn days_or_weeks_are_the_same() {
        check_scale_of_time::<AfterEvery>();
    }

    #[test]
    fn simulated_people_give_their_parameters_back() {
        check_coverage(MbgNbd::new(0.8, 5.0, 0.9, 2.5).expect("positive"));
    }

    #[test]
    fn expectations_as_simulated() {
        check_simulated_means(&MbgNbd::new(0.8, 5.0, 0.9, 2.5).expect("positive"), 5.0);
    }
}
