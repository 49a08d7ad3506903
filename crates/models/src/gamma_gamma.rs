//! Gamma–Gamma: what somebody's purchases are worth on average. Amounts are Gamma(p, ν) around a mean of
//! one's own, ν ~ Gamma(q, γ) between people, whatever the number of purchases.
//!
//! Of x purchases with mean z̄: ln L = lnΓ(px + q) − lnΓ(px) − lnΓ(q) + q ln γ + (px − 1) ln z̄ + px ln x
//! − (px + q) ln(γ + x z̄), and E[M] = p(γ + x z̄)/(px + q − 1): between the mean of all, pγ/(q − 1), and
//! one's own, the nearer to the own the more purchases. Fader & Hardie (2013), "The Gamma-Gamma Model of
//! Monetary Value"; Fader, Hardie & Lee (2005), *JMR* 42, 415. Leave the first purchase out of x and z̄.

use crate::correlation::correlation;
use crate::estimate::{
    Fit, FitError, Likelihood, ParameterError, Parametric, check_parameters, maximise,
};
use crate::history_table::MIN_REPEATERS;
use statrs::function::gamma::{digamma, ln_gamma};

/// Means of people that spread by less than this share of their own mean are the same for all.
const LEAST_SPREAD: f64 = 0.02;

/// The model with p, q and γ (in units of money).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    p: f64,
    q: f64,
    gamma: f64,
}

/// One person's purchases and their mean amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// x, purchases that the mean is of.
    pub n_purchases: u32,
    /// z̄.
    pub mean_amount: f64,
}

/// A fit, and what to know of the data before it is believed.
#[derive(Debug, Clone, PartialEq)]
pub struct SpendFit {
    /// The model.
    pub fit: Fit<GammaGamma>,
    /// Mean of the people's own means: what to expect of somebody of whom the model has no mean.
    pub usual: f64,
    /// Correlation of x and z̄ among those it rests on. The model takes them to be independent: far from
    /// 0 (beyond ±0.3, say) its values are off for frequent buyers. None where one of them does not vary.
    pub correlation: Option<f64>,
    /// People left out for having no repeat purchase, or none above zero.
    pub n_left_out: u64,
}

impl GammaGamma {
    /// From p, q, γ.
    ///
    /// # Errors
    /// [`ParameterError::NotPositive`].
    pub fn new(p: f64, q: f64, gamma: f64) -> Result<Self, ParameterError> {
        Self::from_parameters(&[p, q, gamma])
    }

    /// The parameters that make the amounts likeliest. Whoever has x = 0 or an amount of zero or less is
    /// left out and counted.
    ///
    /// # Errors
    /// [`FitError::TooFewRepeaters`], [`FitError::AllAlike`] where all means are the same,
    /// [`FitError::Impossible`] for an amount that is not finite, [`FitError::NotConverged`].
    pub fn fit(people: &[Spend]) -> Result<SpendFit, FitError> {
        if let Some(place) = people.iter().position(|own| !own.mean_amount.is_finite()) {
            return Err(FitError::Impossible { place });
        }
        let mut used: Vec<Spend> = people.to_vec();
        used.retain(|own| own.n_purchases > 0 && own.mean_amount > 0.0);
        let n = used.len() as u64;
        if n < MIN_REPEATERS {
            return Err(FitError::TooFewRepeaters { n, needed: MIN_REPEATERS });
        }
        if used.iter().all(|own| own.mean_amount == used[0].mean_amount) {
            return Err(FitError::AllAlike);
        }
        let pairs: Vec<(f64, f64)> =
            used.iter().map(|own| (f64::from(own.n_purchases), own.mean_amount)).collect();
        let likelihood = SpendLikelihood::new(used);
        let usual = pairs.iter().map(|(_, amount)| amount).sum::<f64>() / n as f64;
        let starts = [[5.0, 4.0, 0.6], [1.0, 2.0, 1.0], [20.0, 10.0, 0.5]]
            .map(|[p, q, gamma]| vec![p, q, gamma * usual]);
        let fit: Fit<Self> = maximise(&likelihood, None, &starts)?;
        let n_left_out = people.len() as u64 - n;
        Ok(SpendFit { fit, usual, correlation: correlation(&pairs), n_left_out })
    }

    /// Mean value of a purchase over all people; None where q ≤ 1 leaves it infinite.
    pub fn mean(&self) -> Option<f64> {
        self.expected_amount(&Spend { n_purchases: 0, mean_amount: 0.0 })
    }

    /// Whether people differ in what they pay on average. Their means p/ν spread by 1/√(q − 2) of the mean of
    /// all; where amounts differ by chance alone q runs off, and everybody has the same mean.
    pub fn tells_people_apart(&self) -> bool {
        self.q <= 2.0 || (self.q - 2.0).sqrt().recip() >= LEAST_SPREAD
    }

    /// Expected value of a purchase of somebody with these: the mean of all without any.
    ///
    /// Where people differ so much that q ≤ 1 the mean of all is infinite; that of somebody whose own
    /// purchases say enough is not. None where they do not: px < 2·(1 − q), so that what is told is never
    /// beyond twice the own mean but for γ.
    pub fn expected_amount(&self, own: &Spend) -> Option<f64> {
        let x = f64::from(own.n_purchases);
        let total = if x > 0.0 { x * own.mean_amount.max(0.0) } else { 0.0 };
        let of_own = self.p * x;
        let is_told = self.q > 1.0 || of_own > 0.0 && of_own >= 2.0 * (1.0 - self.q);
        is_told.then(|| self.p * (self.gamma + total) / (of_own + self.q - 1.0))
    }
}

impl Parametric for GammaGamma {
    const NAMES: &'static [&'static str] = &["p", "q", "gamma"];

    fn parameters(&self) -> Vec<f64> {
        vec![self.p, self.q, self.gamma]
    }

    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
        let [p, q, gamma] = check_parameters::<Self, 3>(parameters)?;
        Ok(GammaGamma { p, q, gamma })
    }
}

/// People by number of purchases, so that gamma functions are computed once for each number.
struct SpendLikelihood {
    people: Vec<Spend>,
}

impl SpendLikelihood {
    fn new(mut people: Vec<Spend>) -> Self {
        people.sort_by_key(|own| own.n_purchases);
        SpendLikelihood { people }
    }
}

impl Likelihood for SpendLikelihood {
    fn n_persons(&self) -> f64 {
        self.people.len() as f64
    }

    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let (p, q, gamma) = (parameters[0], parameters[1], parameters[2]);
        let (of_q, by_q) = (q * gamma.ln() - ln_gamma(q), gamma.ln() - digamma(q));
        let mut total = 0.0;
        gradient.fill(0.0);
        for alike in self.people.chunk_by(|a, b| a.n_purchases == b.n_purchases) {
            let x = f64::from(alike[0].n_purchases);
            let (n, px) = (alike.len() as f64, p * x);
            let (mut ln_amounts, mut ln_totals, mut per_totals) = (0.0, 0.0, 0.0);
            for own in alike {
                ln_amounts += own.mean_amount.ln();
                ln_totals += (x * own.mean_amount + gamma).ln();
                per_totals += 1.0 / (x * own.mean_amount + gamma);
            }
            let of_x = ln_gamma(px + q) - ln_gamma(px) + px * x.ln() + of_q;
            total += n * of_x + (px - 1.0) * ln_amounts - (px + q) * ln_totals;
            let by_px = n * (digamma(px + q) - digamma(px) + x.ln()) + ln_amounts - ln_totals;
            gradient[0] += x * by_px;
            gradient[1] += n * (digamma(px + q) + by_q) - ln_totals;
            gradient[2] += n * q / gamma - (px + q) * per_totals;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::draw_gamma;
    use crate::estimate::tests::check_gradient;
    use crate::stream::{Purpose, random_stream};
    use crate::test_data::{cdnow_summaries, check_printed, check_share, columns};

    fn cdnow() -> Vec<Spend> {
        let spend = |person: &crate::purchase_history::PersonSummary| Spend {
            n_purchases: person.history.frequency,
            mean_amount: person.mean_amount.unwrap_or(0.0),
        };
        cdnow_summaries().iter().map(spend).collect()
    }

    #[test]
    fn cdnow_as_published() {
        let people = cdnow();
        let found = GammaGamma::fit(&people).expect("enough data");
        for (found, expected) in found.fit.model.parameters().into_iter().zip([6.25, 3.74, 15.44]) {
            check_share(found, expected, 0.005);
        }
        assert!((found.fit.ln_likelihood + 4055.92).abs() < 0.005, "{}", found.fit.ln_likelihood);
        assert_eq!((found.fit.n_persons, found.n_left_out), (946, 1411));
        check_printed(found.correlation.expect("both vary"), 0.114, 0.001);
        assert_eq!(found.fit.convergence.n_agreeing, 3);
        let printed = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
        for (own, expected) in people.iter().zip(printed) {
            let amount = found.fit.model.expected_amount(own).expect("q above 1");
            check_printed(amount, expected, 0.01);
        }
    }

    /// q = 402 is a spread of 1/√400 = 5 %, q = 10,002 one of 1 %.
    #[test]
    fn people_who_pay_alike_are_not_told_apart() {
        let tells = |q| GammaGamma::new(6.25, q, 15.44).expect("positive").tells_people_apart();
        assert_eq!([0.5, 3.74, 402.0, 10_002.0].map(tells), [true, true, true, false]);
    }

    #[test]
    fn a_grid_to_forty_digits() {
        let [p, q, gamma, x, mean, ln_likelihood, expected] =
            columns("gamma_gamma.csv", [0, 1, 2, 3, 4, 5, 6]);
        for i in 0..p.len() {
            let model = GammaGamma::new(p[i], q[i], gamma[i]).expect("positive");
            let own = Spend { n_purchases: x[i] as u32, mean_amount: mean[i] };
            check_share(model.expected_amount(&own).expect("q above 1"), expected[i], 1e-12);
            let likelihood = SpendLikelihood::new(vec![own]);
            let found = likelihood.evaluate(&model.parameters(), &mut [0.0; 3]);
            let is_near = (found - ln_likelihood[i]).abs() < 1e-9_f64.max(1e-12 * found.abs());
            assert!(is_near, "{model:?} {own:?}: {found}, not {}", ln_likelihood[i]);
        }
    }

    #[test]
    fn the_more_purchases_the_nearer_to_the_own_mean() {
        let model = GammaGamma::new(6.25, 3.74, 15.44).expect("positive");
        let at = |n_purchases| model.expected_amount(&Spend { n_purchases, mean_amount: 80.0 });
        let [mean, one, many] = [0, 1, 100_000].map(|n| at(n).expect("q above 1"));
        check_share(mean, 6.25 * 15.44 / 2.74, 1e-12);
        assert!(mean < one && one < many && (many - 80.0).abs() < 0.01);
    }

    #[test]
    fn gradient_as_by_differences() {
        let mut people = cdnow();
        people.retain(|own| own.n_purchases > 0 && own.mean_amount > 0.0);
        let likelihood = SpendLikelihood::new(people);
        for parameters in [[6.25, 3.74, 15.44], [0.3, 12.0, 80.0], [40.0, 0.8, 2.0]] {
            check_gradient(&likelihood, &parameters);
        }
    }

    /// 500 people whose amounts are drawn from the model.
    fn simulated(truth: &GammaGamma, seed: u64) -> Vec<Spend> {
        let person = |i: usize| {
            let stream = &mut random_stream(seed, i, Purpose::Purchases);
            let n_purchases = 1 + (i % 5) as u32;
            let scale = truth.gamma / draw_gamma(truth.q, stream);
            let total = scale * draw_gamma(truth.p * f64::from(n_purchases), stream);
            Spend { n_purchases, mean_amount: total / f64::from(n_purchases) }
        };
        (0..500).map(person).collect()
    }

    #[test]
    fn simulated_amounts_give_their_parameters_back() {
        let truth = GammaGamma::new(4.0, 3.5, 20.0).expect("positive");
        let mut n_held = [0; 3];
        for seed in 0..20 {
            let fit = GammaGamma::fit(&simulated(&truth, seed)).expect("enough data").fit;
            let errors = fit.standard_errors_log().expect("curved");
            let both = fit.model.parameters().into_iter().zip(truth.parameters());
            for (i, (found, true_one)) in both.enumerate() {
                n_held[i] += usize::from((found / true_one).ln().abs() <= 1.645 * errors[i]);
            }
        }
        assert!(n_held.iter().all(|n| *n >= 14), "{n_held:?}");
    }

    #[test]
    fn without_a_mean_of_all_there_are_those_of_persons() {
        let truth = GammaGamma::new(4.0, 0.6, 20.0).expect("positive");
        let people = simulated(&truth, 1);
        let found = GammaGamma::fit(&people).expect("enough data");
        assert!(found.fit.model.q < 1.0 && found.fit.model.mean().is_none(), "{found:?}");
        let mean = people.iter().map(|own| own.mean_amount).sum::<f64>() / 500.0;
        check_share(found.usual, mean, 1e-12);
        // 4·(20 + 2·50)/(8 − 0.4)
        let own = Spend { n_purchases: 2, mean_amount: 50.0 };
        check_share(truth.expected_amount(&own).expect("told"), 480.0 / 7.6, 1e-12);
        // 0.3·2 of own purchases are less than 2·(1 − 0.6).
        let weak = GammaGamma::new(0.3, 0.6, 20.0).expect("positive");
        assert_eq!(weak.expected_amount(&own), None);
    }

    #[test]
    fn too_few_or_all_alike() {
        let same = vec![Spend { n_purchases: 2, mean_amount: 10.0 }; 50];
        assert_eq!(GammaGamma::fit(&same), Err(FitError::AllAlike));
        let few = FitError::TooFewRepeaters { n: 29, needed: 30 };
        assert_eq!(GammaGamma::fit(&same[..29]), Err(few));
    }
}
