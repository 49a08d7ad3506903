//! What somebody's purchases to come are worth today: expected purchases, discounted, × the expected
//! value of one × margin, with what is not known of the parameters.
//!
//! DET = Σ (E(k·l) − E((k − 1)·l))·(1 + d)^−k over the periods k = 1 … n of length l, E the expected
//! purchases up to then: whatever falls in a period is discounted at its end. Without end, where the model
//! has a closed form, continuously at δ = ln(1 + d)/l. Fader, Hardie & Lee (2005), *JMR* 42, 415.
//! Purchases and amounts are taken to be independent, as by [`crate::gamma_gamma`].

use crate::gamma_gamma::{GammaGamma, Spend};
use crate::parameter_draws::ParameterDraws;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::stream::{Purpose, random_stream};
use crate::summary::{Interval, Summary};

/// Over which time and at which rates value is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValuePlan {
    n_periods: u32,
    period: f64,
    discount: f64,
    margin_rate: f64,
}

/// Why numbers are no plan.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// No periods, or periods of no length.
    #[error("{n_periods} periods of {period} are no time")]
    Time {
        /// Periods given.
        n_periods: u32,
        /// Their length.
        period: f64,
    },
    /// A discount that is negative or not finite.
    #[error("the discount per period must be zero or more, not {discount}")]
    Discount {
        /// The discount given.
        discount: f64,
    },
    /// A margin above all of the amount, or not a number.
    #[error("the margin must be a share of at most 1, not {rate}")]
    Margin {
        /// The rate given.
        rate: f64,
    },
}

impl ValuePlan {
    /// `n_periods` of length `period` (in the unit of the histories), each discounted by `discount`;
    /// `margin_rate` of an amount is what counts.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn new(
        n_periods: u32,
        period: f64,
        discount: f64,
        margin_rate: f64,
    ) -> Result<Self, PlanError> {
        if n_periods == 0 || !(period > 0.0 && period.is_finite()) {
            return Err(PlanError::Time { n_periods, period });
        }
        if !(discount >= 0.0 && discount.is_finite()) {
            return Err(PlanError::Discount { discount });
        }
        if !(margin_rate <= 1.0 && margin_rate.is_finite()) {
            return Err(PlanError::Margin { rate: margin_rate });
        }
        Ok(ValuePlan { n_periods, period, discount, margin_rate })
    }

    /// All of its time.
    pub fn horizon(&self) -> f64 {
        f64::from(self.n_periods) * self.period
    }

    /// Discounted expected purchases of somebody with this history within the plan's time.
    pub fn discounted_purchases(
        &self,
        model: &impl PurchaseModel,
        history: &PurchaseHistory,
    ) -> f64 {
        if self.discount == 0.0 {
            return model.expected_purchases(history, self.horizon());
        }
        let (mut before, mut weight, mut sum) = (0.0, 1.0, 0.0);
        for k in 1..=self.n_periods {
            let until = model.expected_purchases(history, f64::from(k) * self.period);
            weight /= 1.0 + self.discount;
            sum += (until - before) * weight;
            before = until;
        }
        sum
    }

    /// The same for ever, discounted continuously; None without a discount or a closed form.
    pub fn discounted_purchases_for_ever(
        &self,
        model: &impl PurchaseModel,
        history: &PurchaseHistory,
    ) -> Option<f64> {
        model.discounted_residual(history, self.discount.ln_1p() / self.period)
    }

    /// Value within the plan's time. None where the value of a purchase has no mean.
    pub fn value(
        &self,
        model: &impl PurchaseModel,
        amounts: &GammaGamma,
        person: &Person,
    ) -> Option<f64> {
        let amount = amounts.expected_amount(&person.spend())?;
        Some(self.discounted_purchases(model, &person.history) * amount * self.margin_rate)
    }

    /// Value for ever. None where it has no mean, without a discount, or without a closed form.
    pub fn value_for_ever(
        &self,
        model: &impl PurchaseModel,
        amounts: &GammaGamma,
        person: &Person,
    ) -> Option<f64> {
        let n = self.discounted_purchases_for_ever(model, &person.history)?;
        Some(n * amounts.expected_amount(&person.spend())? * self.margin_rate)
    }
}

/// Whose value is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Purchases so far.
    pub history: PurchaseHistory,
    /// z̄ of the repeat purchases; None without any (or where it is zero or less).
    pub mean_amount: Option<f64>,
}

impl Person {
    /// What the model of amounts goes by.
    pub fn spend(&self) -> Spend {
        match self.mean_amount.filter(|amount| *amount > 0.0) {
            Some(mean_amount) => Spend { n_purchases: self.history.frequency, mean_amount },
            None => Spend { n_purchases: 0, mean_amount: 0.0 },
        }
    }
}

/// A figure at the likeliest parameters, and where it lies nine times in ten as the parameters are
/// uncertain. What chance does to one person comes on top of that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// At the likeliest parameters.
    pub value: f64,
    /// The middle 90 % of the draws.
    pub interval: Interval,
}

/// What is to be expected of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The chance of being alive.
    pub p_alive: Estimate,
    /// Purchases within the plan's time, not discounted.
    pub purchases: Estimate,
    /// Value within the plan's time; None without amounts.
    pub value: Option<Estimate>,
}

/// What is to be expected of many together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TotalOutlook {
    /// People alive.
    pub n_alive: Estimate,
    /// Purchases within the plan's time, not discounted.
    pub purchases: Estimate,
    /// Value within the plan's time; None without amounts.
    pub value: Option<Estimate>,
}

/// A model of purchasing as fitted and as uncertain, with one of amounts or none.
#[derive(Debug, Clone, Copy)]
pub struct Outlooks<'a, M> {
    /// The likeliest.
    pub model: &'a M,
    /// Its draws.
    pub draws: &'a ParameterDraws<M>,
    /// What purchases are worth.
    pub amounts: Option<UncertainAmounts<'a>>,
    /// Time, discount and margin.
    pub plan: ValuePlan,
}

/// A model of amounts as fitted and as uncertain.
#[derive(Debug, Clone, Copy)]
pub struct UncertainAmounts<'a> {
    /// The likeliest.
    pub model: &'a GammaGamma,
    /// Its draws.
    pub draws: &'a ParameterDraws<GammaGamma>,
    /// Of a purchase of somebody of whom a model has no mean, see [`crate::gamma_gamma::SpendFit::usual`].
    pub usual: f64,
}

impl<M: PurchaseModel> Outlooks<'_, M> {
    /// Of one person. None without draws.
    pub fn of_person(&self, person: &Person) -> Option<Outlook> {
        let total = self.of_all(&[(*person, 1)])?;
        Some(Outlook { p_alive: total.n_alive, purchases: total.purchases, value: total.value })
    }

    /// Of many together, each with the number of people who are like that: in every draw all have the
    /// same parameters, so that errors do not cancel. None without draws.
    pub fn of_all(&self, people: &[(Person, u64)]) -> Option<TotalOutlook> {
        let horizon = self.plan.horizon();
        let sum = |of: &dyn Fn(&Person) -> f64| -> f64 {
            people.iter().map(|(person, n)| *n as f64 * of(person)).sum()
        };
        let alive = |model: &M| sum(&|person| model.p_alive(&person.history));
        let purchases =
            |model: &M| sum(&|person| model.expected_purchases(&person.history, horizon));
        let of_value = |amounts: UncertainAmounts| {
            let value = |model: &M, of_purchase: &GammaGamma| {
                sum(&|person| {
                    let amount = of_purchase.expected_amount(&person.spend());
                    self.plan.discounted_purchases(model, &person.history)
                        * amount.unwrap_or(amounts.usual)
                        * self.plan.margin_rate
                })
            };
            let pairs = self.draws.models.iter().zip(&amounts.draws.models);
            let drawn: Vec<f64> = pairs.map(|(model, amounts)| value(model, amounts)).collect();
            estimate(value(self.model, amounts.model), Summary::of_values(&drawn)?)
        };
        Some(TotalOutlook {
            n_alive: estimate(alive(self.model), self.draws.summary(alive)?)?,
            purchases: estimate(purchases(self.model), self.draws.summary(purchases)?)?,
            value: self.amounts.and_then(of_value),
        })
    }

    /// The purchases of all within the plan's time as they may turn out: every draw of the parameters
    /// draws everybody's own rate, dropping out and purchases. None without draws.
    pub fn outcome_of_all(&self, people: &[(Person, u64)], seed: u64) -> Option<Summary> {
        let horizon = self.plan.horizon();
        let total = |(draw, model): (usize, &M)| {
            let stream = &mut random_stream(seed, draw, Purpose::Purchases);
            let mut n_purchases = 0.0;
            for (person, n) in people {
                for _ in 0..*n {
                    n_purchases +=
                        f64::from(model.draw_purchases(&person.history, horizon, stream));
                }
            }
            n_purchases
        };
        let totals: Vec<f64> = self.draws.models.iter().enumerate().map(total).collect();
        Summary::of_values(&totals)
    }
}

fn estimate(value: f64, summary: Summary) -> Option<Estimate> {
    value.is_finite().then_some(Estimate { value, interval: summary.middle_90 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bg_nbd::BgNbd;
    use crate::pareto_nbd::ParetoNbd;
    use crate::test_data::{cdnow_summaries, cdnow_table, check_share};

    const CASE: PurchaseHistory = PurchaseHistory { frequency: 7, recency: 35.0, age: 77.86 };

    fn plan(n_periods: u32, period: f64, discount: f64) -> ValuePlan {
        ValuePlan::new(n_periods, period, discount, 0.3).expect("possible")
    }

    #[test]
    fn short_periods_are_continuous() {
        let model = ParetoNbd::new(0.563, 12.559, 0.408, 10.515).expect("positive");
        // 20,000 periods of half a week, some 190 years at 15 % a year.
        let weekly = plan(20_000, 0.5, 0.0027f64.mul_add(0.5, 0.0).exp_m1());
        let for_ever = weekly.discounted_purchases_for_ever(&model, &CASE).expect("a discount");
        let by_period = weekly.discounted_purchases(&model, &CASE);
        // Discounting at the end of periods takes half a period too much: e^(−.0027·.25).
        check_share(by_period, for_ever * (-0.0027f64 * 0.25).exp(), 1e-5);
        assert_eq!(plan(5, 1.0, 0.0).discounted_purchases_for_ever(&model, &CASE), None);
    }

    #[test]
    fn value_by_hand() {
        let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("positive");
        let amounts = GammaGamma::new(6.25, 3.74, 15.44).expect("positive");
        let person = Person { history: CASE, mean_amount: Some(20.0) };
        let until = |t| model.expected_purchases(&CASE, t);
        let n = until(4.0) / 1.1 + (until(8.0) - until(4.0)) / 1.21;
        let amount = 6.25 * (15.44 + 140.0) / (6.25 * 7.0 + 2.74);
        let found = plan(2, 4.0, 0.1).value(&model, &amounts, &person).expect("a mean");
        check_share(found, n * amount * 0.3, 1e-12);
        check_share(plan(2, 4.0, 0.0).discounted_purchases(&model, &CASE), until(8.0), 1e-15);
    }

    #[test]
    fn impossible_plans_are_refused() {
        let time = PlanError::Time { n_periods: 0, period: 1.0 };
        assert_eq!(ValuePlan::new(0, 1.0, 0.1, 0.3), Err(time));
        assert!(ValuePlan::new(2, -1.0, 0.1, 0.3).is_err());
        let discount = PlanError::Discount { discount: -0.1 };
        assert_eq!(ValuePlan::new(2, 1.0, -0.1, 0.3), Err(discount));
        assert_eq!(ValuePlan::new(2, 1.0, 0.1, 1.2), Err(PlanError::Margin { rate: 1.2 }));
    }

    #[test]
    fn totals_are_less_uncertain_than_persons_and_hold_what_came() {
        let fit = BgNbd::fit(&cdnow_table()).expect("enough data");
        let draws = ParameterDraws::laplace(&fit, 200, 5).expect("curved");
        let people: Vec<(Person, u64)> = cdnow_summaries()
            .iter()
            .map(|p| (Person { history: p.history, mean_amount: p.mean_amount }, 1))
            .collect();
        let spend: Vec<Spend> = people.iter().map(|(person, _)| person.spend()).collect();
        let amounts = GammaGamma::fit(&spend).expect("enough data");
        let amount_draws = ParameterDraws::laplace(&amounts.fit, 200, 6).expect("curved");
        let outlooks = Outlooks {
            model: &fit.model,
            draws: &draws,
            amounts: Some(UncertainAmounts {
                model: &amounts.fit.model,
                draws: &amount_draws,
                usual: amounts.usual,
            }),
            plan: plan(9, 13.0 / 3.0, 0.01),
        };
        let total = outlooks.of_all(&people).expect("draws");
        let width = |e: Estimate| (e.interval.high - e.interval.low) / e.value;
        assert!((total.purchases.value - 1653.0).abs() < 1.0 && width(total.purchases) < 0.2);
        let value = total.value.expect("amounts");
        assert!(value.interval.contains(value.value) && width(value) < 0.3, "{value:?}");
        let one = outlooks.of_person(&people[5].0).expect("draws");
        assert!(one.p_alive.interval.contains(one.p_alive.value), "{one:?}");
        // One by one they sum to the total.
        let sum: f64 = people
            .iter()
            .map(|(person, _)| fit.model.expected_purchases(&person.history, 39.0))
            .sum();
        check_share(total.purchases.value, sum, 1e-12);
        let outcome = outlooks.outcome_of_all(&people, 7).expect("draws");
        assert!((outcome.mean / total.purchases.value - 1.0).abs() < 0.02, "{outcome:?}");
        assert!(outcome.middle_90.low < total.purchases.interval.low);
    }
}
