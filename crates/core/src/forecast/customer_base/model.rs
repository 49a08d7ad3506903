//! A fitted model of purchasing with what is not known of its parameters, whichever it is.

use meadow_models::estimate::{Fit, FitError, Parametric};
use meadow_models::gamma_gamma::{GammaGamma, Spend};
use meadow_models::history_table::HistoryTable;
use meadow_models::lifetime_value::{Outlooks, Person, TotalOutlook, UncertainAmounts, ValuePlan};
use meadow_models::model_choice::AnyFit;
use meadow_models::parameter_draws::{DrawSource, ParameterDraws};
use meadow_models::purchase_history::PurchaseHistory;
use meadow_models::purchasing::PurchaseModel;
use meadow_models::summary::Summary;
use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::views::customer_base::{Expected, ParameterView};

/// Enough for the ends of a range that holds nine times in ten.
const N_DRAWS: usize = 100;
/// Samples drawn anew, each fitted: where that is needed it takes long.
const N_BOOTSTRAP: usize = 40;
/// The same figures on every run.
const SEED: u64 = 1;

/// A model of purchasing.
pub trait BaseModel {
    /// Goes on with samples drawn anew, where they are needed; false when there are enough.
    fn step(&mut self) -> bool;
    fn p_active(&self, history: &PurchaseHistory) -> f64;
    fn purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64;
    /// The chance of a purchase within the horizon.
    fn p_buys(&self, history: &PurchaseHistory, horizon: f64) -> f64;
    /// How far what is not known of the parameters moves the number of people who buy within the horizon: its
    /// standard deviation as a share of it. `None` where the data leave the parameters open.
    fn spread_of_buyers(&self, histories: &[PurchaseHistory], horizon: f64) -> Option<f64>;
    fn discounted_purchases(&self, history: &PurchaseHistory, plan: &ValuePlan) -> f64;
    fn parameters(&self) -> Vec<ParameterView>;
    /// `None` where the data leave the parameters open.
    fn draw_source(&self) -> Option<DrawSource>;
    /// Of many together, with what is not known of the parameters.
    fn expect(
        &self,
        people: &[(Person, u64)],
        plan: ValuePlan,
        amounts: Option<&Amounts>,
    ) -> Option<TotalOutlook>;
    /// Purchases of many as they may turn out.
    fn outcome(&self, people: &[(Person, u64)], plan: ValuePlan) -> Option<Summary>;
}

/// The likeliest parameters and others as the data allow them.
struct Uncertain<M> {
    likeliest: M,
    draws: Option<ParameterDraws<M>>,
    bootstrap: Option<Bootstrap<M>>,
}

/// Samples drawn anew, as far as they are fitted.
struct Bootstrap<M> {
    people: HistoryTable,
    models: Vec<M>,
    n_done: usize,
}

/// `few`: some of the people, for where samples must be drawn anew and fitted: with fewer people ranges
/// are wider than they need be, never narrower.
pub fn uncertain(fit: AnyFit, few: HistoryTable) -> Box<dyn BaseModel> {
    fn of<M: PurchaseModel + 'static>(fit: Fit<M>, few: HistoryTable) -> Box<dyn BaseModel> {
        let draws = ParameterDraws::laplace(&fit, N_DRAWS, SEED).ok();
        let bootstrap =
            draws.is_none().then(|| Bootstrap { people: few, models: Vec::new(), n_done: 0 });
        Box::new(Uncertain { likeliest: fit.model, draws, bootstrap })
    }
    match fit {
        AnyFit::BgNbd(fit) => of(fit, few),
        AnyFit::MbgNbd(fit) => of(fit, few),
        AnyFit::ParetoNbd(fit) => of(fit, few),
        AnyFit::BgBb(fit) => of(fit, few),
    }
}

impl<M: Parametric> Uncertain<M> {
    fn parameters(&self) -> Vec<ParameterView> {
        let named = M::NAMES.iter().zip(self.likeliest.parameters()).enumerate();
        let view = |(at, (name, value)): (usize, (&&str, f64))| {
            let summary = self.draws.as_ref().and_then(|draws| {
                draws.summary(|model| model.parameters().get(at).copied().unwrap_or(f64::NAN))
            });
            let range = summary.map(|summary| (summary.middle_90.low, summary.middle_90.high));
            ParameterView { name: (*name).to_owned(), estimate: Expected { value, range } }
        };
        named.map(view).collect()
    }
}

impl<M: PurchaseModel> BaseModel for Uncertain<M> {
    fn step(&mut self) -> bool {
        let Some(bootstrap) = &mut self.bootstrap else { return false };
        let Bootstrap { people, models, n_done } = bootstrap;
        models.extend(ParameterDraws::bootstrap_draw(&self.likeliest, people, *n_done, SEED));
        *n_done += 1;
        if *n_done < N_BOOTSTRAP {
            return true;
        }
        self.draws = ParameterDraws::of_bootstrap(std::mem::take(models), N_BOOTSTRAP).ok();
        self.bootstrap = None;
        false
    }

    fn p_active(&self, history: &PurchaseHistory) -> f64 {
        self.likeliest.p_alive(history)
    }

    fn purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        self.likeliest.expected_purchases(history, horizon)
    }

    fn p_buys(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        self.likeliest.p_any_purchase(history, horizon)
    }

    fn spread_of_buyers(&self, histories: &[PurchaseHistory], horizon: f64) -> Option<f64> {
        let buyers = |model: &M| -> f64 {
            histories.iter().map(|history| model.p_any_purchase(history, horizon)).sum()
        };
        let drawn: Vec<f64> = self.draws.as_ref()?.models.iter().map(buyers).collect();
        let n = drawn.len() as f64;
        let mean = drawn.iter().sum::<f64>() / n;
        let squares: f64 = drawn.iter().map(|own| (own - mean).powi(2)).sum();
        let spread = (squares / (n - 1.0)).sqrt() / mean;
        spread.is_finite().then_some(spread)
    }

    fn discounted_purchases(&self, history: &PurchaseHistory, plan: &ValuePlan) -> f64 {
        plan.discounted_purchases(&self.likeliest, history)
    }

    fn parameters(&self) -> Vec<ParameterView> {
        self.parameters()
    }

    fn draw_source(&self) -> Option<DrawSource> {
        self.draws.as_ref().map(|draws| draws.source)
    }

    fn expect(
        &self,
        people: &[(Person, u64)],
        plan: ValuePlan,
        amounts: Option<&Amounts>,
    ) -> Option<TotalOutlook> {
        let draws = self.draws.as_ref()?;
        let amounts = amounts.and_then(|amounts| {
            let Uncertain { likeliest: model, draws, .. } = &amounts.model;
            Some(UncertainAmounts { model, draws: draws.as_ref()?, usual: amounts.usual })
        });
        Outlooks { model: &self.likeliest, draws, amounts, plan }.of_all(people)
    }

    fn outcome(&self, people: &[(Person, u64)], plan: ValuePlan) -> Option<Summary> {
        let draws = self.draws.as_ref()?;
        let outlooks = Outlooks { model: &self.likeliest, draws, amounts: None, plan };
        outlooks.outcome_of_all(people, SEED)
    }
}

/// The model of what a purchase is worth.
pub struct Amounts {
    model: Uncertain<GammaGamma>,
    /// Of a purchase of somebody of whom the model has no mean, in major units.
    usual: f64,
    pub correlation: Option<f64>,
    pub n_fitted: u64,
    /// Whether each parameter is known to a range.
    has_spread: bool,
}

impl Amounts {
    /// # Errors
    /// As [`GammaGamma::fit`].
    pub fn fit(people: &[Spend]) -> Result<Self, FitError> {
        let found = GammaGamma::fit(people)?;
        // Another seed: nothing ties how often to how much.
        let laplace = ParameterDraws::laplace(&found.fit, N_DRAWS, SEED + 1).ok();
        let has_spread = laplace.is_some();
        let draws = laplace.or_else(|| draws_of_scale(&found.fit.model, people));
        Ok(Self {
            n_fitted: found.fit.n_persons,
            correlation: found.correlation,
            usual: found.usual,
            model: Uncertain { likeliest: found.fit.model, draws, bootstrap: None },
            has_spread,
        })
    }

    /// Expected amount of a purchase, in major units.
    pub fn of(&self, person: &Person) -> f64 {
        self.model.likeliest.expected_amount(&person.spend()).unwrap_or(self.usual)
    }

    /// Of all; `None` where amounts differ so much between people that the model has none.
    pub fn mean(&self) -> Option<f64> {
        self.model.likeliest.mean()
    }

    /// Whether people differ in what they pay on average.
    pub fn tells_people_apart(&self) -> bool {
        self.model.likeliest.tells_people_apart()
    }

    /// What is told of people of whom the model has no mean.
    pub fn usual(&self) -> f64 {
        self.usual
    }

    pub fn parameters(&self) -> Vec<ParameterView> {
        let mut parameters = self.model.parameters();
        if !self.has_spread {
            parameters.iter_mut().for_each(|own| own.estimate.range = None);
        }
        parameters
    }
}

/// Where people hardly differ in what they pay, the parameters cannot be told apart, but the mean of all
/// can: only γ, by which every expected amount scales, is drawn, with the standard error of that mean.
fn draws_of_scale(model: &GammaGamma, people: &[Spend]) -> Option<ParameterDraws<GammaGamma>> {
    let used = people.iter().filter(|own| own.n_purchases > 0 && own.mean_amount > 0.0);
    let means: Vec<f64> = used.map(|own| own.mean_amount).collect();
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let squares: f64 = means.iter().map(|own| (own - mean).powi(2)).sum();
    let relative_error = (squares / (n - 1.0) / n).sqrt() / mean;
    let [p, q, gamma] = model.parameters().try_into().ok()?;
    let random = &mut Xoshiro256PlusPlus::seed_from_u64(SEED + 1);
    let draw = |_| {
        let z: f64 = random.sample(StandardNormal);
        GammaGamma::new(p, q, gamma * (relative_error * z).exp()).ok()
    };
    let models = (0..N_DRAWS).map(draw).collect::<Option<_>>()?;
    Some(ParameterDraws { models, source: DrawSource::Laplace })
}
