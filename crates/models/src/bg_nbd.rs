//! BG/NBD: people buy at a Gamma rate and may drop out after every repeat purchase, with a Beta chance.
//!
//! Equations in [`crate::beta_geometric`], with k = x. Fader, Hardie & Lee (2005), "'Counting Your
//! Customers' the Easy Way", *Marketing Science* 24, 275. Whoever bought once counts as alive for
//! certain (P = 1): where that is no sound reading, take [`crate::mbg_nbd`].

use crate::beta_geometric::{BetaGeometric, DropOut};
use crate::incomplete_beta::incomplete_beta;
use crate::rising::ln_rising;

/// Nobody drops out before the first repeat purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AfterRepeats;

impl DropOut for AfterRepeats {
    const N_FIRST: u32 = 0;
}

/// The model of Fader, Hardie & Lee, r, α, a, b.
pub type BgNbd = BetaGeometric<AfterRepeats>;

impl BetaGeometric<AfterRepeats> {
    /// P(X(t) = x): the chance that a new buyer makes so many repeat purchases within t.
    ///
    /// (b)ₓ/(a + b)ₓ·NB(x) + \[x > 0\]·a·(b)ₓ₋₁/(a + b)ₓ·P(NB ≥ x), NB negative binomial with r and
    /// z = t/(α + t); its upper tail is the incomplete beta I_z(x, r), which keeps its digits.
    pub fn p_of_new(&self, n_purchases: u32, t: f64) -> f64 {
        let [r, alpha, a, b] = self.named();
        let (x, t) = (f64::from(n_purchases), t.max(0.0));
        let ln_none = -r * (t / alpha).ln_1p();
        if n_purchases == 0 {
            return ln_none.exp();
        }
        let z = t / (alpha + t);
        let all = ln_rising(a + b, x).value;
        let ln_count = ln_rising(r, x).value - ln_rising(1.0, x).value + ln_none + x * z.ln();
        let ln_gone = a.ln() + ln_rising(b, x - 1.0).value - all;
        let kept = (ln_rising(b, x).value - all + ln_count).exp();
        kept + ln_gone.exp() * incomplete_beta(x, r, z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::tests::{
        check_coverage, check_fit_gradient, check_grid, check_scale_of_time, check_simulated_means,
    };
    use crate::estimate::Parametric;
    use crate::purchase_history::PurchaseHistory;
    use crate::purchasing::PurchaseModel;
    use crate::test_data::{PURCHASE_CASES, cdnow_table, check_printed, check_share};

    fn published() -> BgNbd {
        BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("positive")
    }

    #[test]
    fn cdnow_fit_as_published() {
        let fit = BgNbd::fit(&cdnow_table()).expect("enough data");
        let reference = [0.24259, 4.41353, 0.79289, 2.42575];
        for (found, expected) in fit.model.parameters().into_iter().zip(reference) {
            check_share(found, expected, 0.005);
        }
        assert!((fit.ln_likelihood + 9582.4256).abs() < 0.005, "{}", fit.ln_likelihood);
        let convergence = fit.convergence;
        assert!(convergence.largest_gradient < 1e-9, "{convergence:?}");
        assert_eq!((convergence.n_starts, convergence.n_agreeing), (3, 3));
        assert_eq!((convergence.at_edge, fit.n_persons), (None, 2357));
        let ts = [1.0 / 7.0, 1.0, 3.0, 31.8571, 32.0];
        let printed = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437];
        for (t, expected) in ts.into_iter().zip(printed) {
            check_printed(fit.model.expected_of_new(t), expected, 1e-4);
        }
    }

    /// Printed is 1.8576: the textbook series stopped after 150 terms, where z = .946 needs 350.
    #[test]
    fn seventy_eight_weeks_as_published_and_to_the_end() {
        let parameters = [0.242_594_522, 4.413_602_019, 0.792_922_017, 2.425_906_777];
        let [r, alpha, a, b] = parameters;
        let z = 78.0 / (alpha + 78.0);
        let (mut sum, mut term) = (0.0, 1.0);
        for j in (0..150).map(f64::from) {
            sum += term;
            term *= (r + j) * (b + j) / ((a + b - 1.0 + j) * (j + 1.0)) * z;
        }
        let rest = (alpha / (alpha + 78.0)).powf(r);
        check_printed((a + b - 1.0) / (a - 1.0) * (1.0 - rest * sum), 1.8576, 1e-4);
        let model = BgNbd::new(r, alpha, a, b).expect("positive");
        // mpmath, 40 digits.
        check_share(model.expected_of_new(78.0), 1.85795838756077, 1e-9);
    }

    #[test]
    fn chances_of_counts_as_published() {
        check_printed(published().p_of_new(0, 39.0), 0.573_786_4, 1e-7);
        check_printed(published().p_of_new(10, 2.0), 1.078_69e-7, 1e-12);
        check_printed(published().p_of_new(11, 30.0), 0.001_999_521_4, 1e-10);
    }

    #[test]
    fn chances_of_counts_sum_to_one_and_to_the_mean() {
        let model = BgNbd::new(1.3, 5.0, 0.9, 2.5).expect("positive");
        let chances: Vec<f64> = (0..400).map(|x| model.p_of_new(x, 20.0)).collect();
        let mean: f64 = chances.iter().enumerate().map(|(x, p)| x as f64 * p).sum();
        check_share(chances.iter().sum(), 1.0, 1e-12);
        check_share(mean, model.expected_of_new(20.0), 1e-9);
    }

    #[test]
    fn alive_and_expected_as_in_the_reference() {
        for case in PURCHASE_CASES {
            check_printed(published().p_alive(&case.history), case.bg_alive, 1e-6);
            let expected = published().expected_purchases(&case.history, 39.0);
            check_printed(expected, case.bg_expected, 1e-6);
        }
    }

    #[test]
    fn chance_of_any_purchase_by_hand() {
        let model = BgNbd::new(1.3, 5.0, 0.9, 2.5).expect("positive");
        let p_of_new = model.p_any_purchase(&PurchaseHistory::NEW, 20.0);
        check_share(p_of_new, 1.0 - model.p_of_new(0, 20.0), 1e-12);
        // Nobody has dropped out who has not come back: (α + T)/(α + T + t) to the power r.
        let once = PurchaseHistory { frequency: 0, recency: 0.0, age: 15.0 };
        let by_hand = 1.0 - (20.0f64 / 28.0).powf(1.3);
        check_share(model.p_any_purchase(&once, 8.0), by_hand, 1e-12);
        assert_eq!(model.p_any_purchase(&once, 0.0), 0.0);
        // Never above being alive, nor above the purchases expected.
        let often = PurchaseHistory { frequency: 4, recency: 10.0, age: 15.0 };
        let p = model.p_any_purchase(&often, 30.0);
        assert!(p < model.p_alive(&often) && p < model.expected_purchases(&often, 30.0), "{p}");
    }

    #[test]
    fn stable_for_heavy_buyers() {
        let model = BgNbd::new(0.25, 4.0, 0.8, 2.5).expect("positive");
        let never = PurchaseHistory { frequency: 0, recency: 0.0, age: 40.0 };
        let often = PurchaseHistory { frequency: 200, recency: 38.0, age: 40.0 };
        check_printed(model.ln_likelihood(&never), -0.599_473_82, 1e-8);
        check_printed(model.ln_likelihood(&often), 100.7957, 1e-4);
    }

    #[test]
    fn likelihoods_and_chances_to_forty_digits() {
        check_grid::<AfterRepeats>(7);
    }

    #[test]
    fn gradient_as_by_differences() {
        check_fit_gradient::<AfterRepeats>();
    }

    #[test]
    fn days_or_weeks_are_the_same() {
        check_scale_of_time::<AfterRepeats>();
    }

    #[test]
    fn simulated_people_give_their_parameters_back() {
        check_coverage(BgNbd::new(0.6, 5.0, 0.9, 2.5).expect("positive"));
    }

    #[test]
    fn expectations_as_simulated() {
        check_simulated_means(&BgNbd::new(0.6, 5.0, 0.9, 2.5).expect("positive"), 5.0);
    }
}
