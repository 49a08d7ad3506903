//! Fits the models of purchasing to a file of transactions and prints what they say as JSON.
//!
//! ```text
//! cargo run --release -p meadow-models --example clv -- FILE [--option value]...
//! ```
//!
//! FILE is a CSV with a header and one purchase a row; comma, semicolon or tab is told from the header.
//! Purchases of one customer on one day are one.
//!
//! | option | what it is | without it |
//! |---|---|---|
//! | `--customer NAME` | column of the customer | `customer`, `customer_id` or `id` |
//! | `--date NAME` | column of the date | `date` |
//! | `--amount NAME` | column of what was paid | no amounts, no values |
//! | `--date-format F` | form of the dates, as of chrono | year first, also with a time of day |
//! | `--delimiter C` | `,` `;` or `tab` | as in the header |
//! | `--unit U` | unit of time: `days`, `weeks`, `months` (30.4375 days), `years`, or a number of days | `weeks` |
//! | `--split DATE` | last day of the calibration; what comes after is the holdout | all is calibration |
//! | `--end DATE` | last day of all | day of the last purchase |
//! | `--horizon N` | units of time to look ahead, 100 years at most | length of the holdout, else one year |
//! | `--model M` | `auto`, `bg-nbd`, `mbg-nbd`, `pareto-nbd` or `bg-bb` | `auto` |
//! | `--discount R` | interest a year, 0 or more, 0.1 for 10 % | 0.1 |
//! | `--margin R` | share of an amount that counts | 1 |
//! | `--draws N` | sets of parameters drawn for the intervals; 0 for none | 200 |
//! | `--seed N` | seed of all that is drawn | 1 |
//! | `--outcomes yes` | also draw how the total may turn out | no |
//! | `--limit N` | results of so many customers, in the file's order | of all |
//!
//! Intervals of single customers take most of the time: `--draws 0` leaves them out, `--limit` takes fewer
//! customers. Times in the result are in the unit. With `bg-bb` one unit is one occasion: the file's days are
//! cut into units from its first day on, and only whole units count; `auto` takes it only where all
//! purchases fall on a grid of at least two days, with the grid as its occasion. Per-customer results look
//! ahead from the end of the calibration. Rows without a customer and rows with a negative amount are left
//! out and counted. Everything that is wrong is said on the standard error, with status 1 (data) or 2
//! (options).

use meadow_models::estimate::{Fit, Parametric};
use meadow_models::gamma_gamma::{GammaGamma, Spend, SpendFit};
use meadow_models::history_table::HistoryTable;
use meadow_models::holdout::{HoldoutCheck, HoldoutComparison};
use meadow_models::lifetime_value::{Estimate, Outlooks, Person, UncertainAmounts, ValuePlan};
use meadow_models::model_choice::{AnyFit, Candidate, Choice, ModelKind, Setting, choose};
use meadow_models::parameter_draws::ParameterDraws;
use meadow_models::purchase_history::{PersonSummary, summarise};
use meadow_models::purchasing::PurchaseModel;
use serde_json::{Map, Value, json};
use std::io::Write;
use std::process::ExitCode;

#[path = "clv/calendar.rs"]
mod calendar;
#[path = "clv/options.rs"]
mod options;
#[cfg(test)]
#[path = "clv/tests.rs"]
mod tests;
#[path = "clv/transactions.rs"]
mod transactions;

use calendar::Calendar;
use options::{ModelWish, Options};
use transactions::Transactions;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!(
                "{problem}\nusage: clv FILE [--option value]..., see the head of examples/clv.rs"
            );
            return ExitCode::from(2);
        }
    };
    match Transactions::read(&options).and_then(|transactions| report(&options, &transactions)) {
        Ok(result) => {
            // Whoever reads may stop early.
            match writeln!(std::io::stdout(), "{result:#}") {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Customers who had bought by the end of the calibration, with their place among all.
type People = Vec<(usize, PersonSummary)>;

fn report(options: &Options, transactions: &Transactions) -> Result<Value, String> {
    let calendar = Calendar::new(options, transactions)?;
    let purchases = calendar.purchases(transactions);
    let summaries = summarise(&purchases, transactions.customers.len(), &calendar.observation)
        .map_err(|problem| problem.to_string())?;
    let people: People =
        summaries.into_iter().enumerate().filter_map(|(i, person)| Some((i, person?))).collect();
    let all: Vec<PersonSummary> = people.iter().map(|(_, person)| *person).collect();
    let histories: Vec<_> = all.iter().map(|person| person.history).collect();
    let table = HistoryTable::new(&histories).map_err(|problem| problem.to_string())?;

    let holdout_length = calendar.observation.holdout_length();
    let holdout = (holdout_length > 0.0).then_some((&all[..], holdout_length));
    let choice = match options.model {
        ModelWish::Auto => {
            let setting =
                if calendar.counts_occasions { Setting::Occasions } else { Setting::AnyTime };
            choose(setting, &table, holdout)
        }
        ModelWish::Kind(kind) => only(kind, &table),
    };
    let chosen = choice.candidates.iter().find(|candidate| Some(candidate.kind) == choice.kind);
    let fit = match chosen.map(|candidate| &candidate.fit) {
        Some(Ok(fit)) => fit,
        _ => return Err(refusal(&choice)),
    };
    let comparison = holdout.and_then(|(people, length)| {
        HoldoutComparison::of(people, length, |history, t| fit.expected_purchases(history, t))
    });

    let mut result = Map::new();
    let data = json!({
        "n_rows": transactions.rows.len(),
        "n_rows_without_customer": transactions.n_without_customer,
        "n_rows_with_negative_amount": transactions.n_negative,
        "n_customers": table.n_persons(),
        "n_repeaters": table.n_repeaters(),
        "n_first_seen_later": transactions.customers.len() as u64 - table.n_persons(),
        "calibration_end": calendar.calibration_end.to_string(),
        "end": calendar.end.to_string(),
        "days_per_unit": calendar.days_per_unit,
        "holdout_length": holdout_length,
    });
    result.insert("data".into(), data);
    result.insert("choice".into(), choice_as_json(&choice, &table));
    result.insert("holdout".into(), comparison.as_ref().map_or(Value::Null, comparison_as_json));
    let amounts = options.amount.as_ref().map(|_| GammaGamma::fit(&spends(&all)));
    let amounts = match &amounts {
        Some(Ok(fit)) => {
            result.insert("amounts".into(), amounts_as_json(fit));
            Some(fit)
        }
        Some(Err(problem)) => {
            result.insert("amounts".into(), json!({ "refused": problem.to_string() }));
            None
        }
        None => None,
    };
    let name = choice.kind.map(|kind| format!("{kind:?}")).unwrap_or_default();
    let study =
        Study { options, transactions, calendar: &calendar, people: &people, table: &table, name };
    let outlook = match fit {
        AnyFit::BgNbd(fit) => study.outlook(fit, amounts),
        AnyFit::MbgNbd(fit) => study.outlook(fit, amounts),
        AnyFit::ParetoNbd(fit) => study.outlook(fit, amounts),
        AnyFit::BgBb(fit) => study.outlook(fit, amounts),
    }?;
    result.extend(outlook);
    Ok(Value::Object(result))
}

fn spends(people: &[PersonSummary]) -> Vec<Spend> {
    let spend = |person: &PersonSummary| Spend {
        n_purchases: person.history.frequency,
        mean_amount: person.mean_amount.unwrap_or(0.0),
    };
    people.iter().map(spend).collect()
}

/// The one model that was asked for.
fn only(kind: ModelKind, table: &HistoryTable) -> Choice {
    let fit = AnyFit::of(kind, table);
    let candidates: Vec<Candidate> =
        fit.into_iter().map(|fit| Candidate { kind, fit, holdout: None }).collect();
    Choice { kind: Some(kind), reasons: Vec::new(), candidates }
}

fn refusal(choice: &Choice) -> String {
    let why = |candidate: &Candidate| match &candidate.fit {
        Err(problem) => format!("{:?}: {problem}", candidate.kind),
        Ok(_) => format!("{:?} was not chosen", candidate.kind),
    };
    let all: Vec<String> = choice.candidates.iter().map(why).collect();
    format!("no model could be fitted. {}", all.join("; "))
}

struct Study<'a> {
    options: &'a Options,
    transactions: &'a Transactions,
    calendar: &'a Calendar,
    people: &'a People,
    table: &'a HistoryTable,
    name: String,
}

impl Study<'_> {
    fn outlook<M: PurchaseModel>(
        &self,
        fit: &Fit<M>,
        amounts: Option<&SpendFit>,
    ) -> Result<Map<String, Value>, String> {
        let (options, horizon) = (self.options, self.calendar.horizon);
        let plan = self.plan()?;
        let mut result = Map::new();
        let mut model = fit_as_json(fit);
        model["name"] = json!(self.name);
        result.insert("model".into(), model);
        result.insert("horizon".into(), json!(horizon));
        result.insert("warnings".into(), json!(self.warnings(fit, amounts)));

        let draws = ParameterDraws::of(fit, self.table, options.n_draws, options.seed);
        let amount_draws = amounts
            .map(|amounts| {
                ParameterDraws::laplace(&amounts.fit, options.n_draws, options.seed.wrapping_add(1))
            })
            .and_then(Result::ok);
        let outlooks = match &draws {
            Ok(draws) if options.n_draws > 0 => Some(Outlooks {
                model: &fit.model,
                draws,
                amounts: amounts.zip(amount_draws.as_ref()).map(|(amounts, draws)| {
                    UncertainAmounts { model: &amounts.fit.model, draws, usual: amounts.usual }
                }),
                plan,
            }),
            _ => None,
        };
        let intervals = match &draws {
            Ok(draws) => {
                json!({ "from": format!("{:?}", draws.source), "n_draws": options.n_draws })
            }
            Err(problem) => json!({ "refused": problem.to_string() }),
        };
        result.insert("intervals".into(), intervals);

        let all: Vec<(Person, u64)> = self.people.iter().map(|(_, p)| (person(p), 1)).collect();
        let total = outlooks.as_ref().and_then(|outlooks| {
            let total = outlooks.of_all(&all)?;
            Some(json!({
                "n_alive": estimate_as_json(&total.n_alive),
                "expected_purchases": estimate_as_json(&total.purchases),
                "value": total.value.as_ref().map(estimate_as_json),
            }))
        });
        result.insert("total".into(), total.unwrap_or(Value::Null));
        if options.with_outcomes {
            let outcome = outlooks.as_ref().and_then(|o| o.outcome_of_all(&all, options.seed));
            let outcome = outcome.map(
                |o| json!({ "mean": o.mean, "low": o.middle_90.low, "high": o.middle_90.high }),
            );
            result.insert("total_purchases_as_they_may_turn_out".into(), json!(outcome));
        }
        let amount_model = amounts.map(|amounts| &amounts.fit.model);
        let customers: Vec<Value> = self
            .people
            .iter()
            .take(options.n_customers)
            .map(|(place, summary)| {
                let own = person(summary);
                let mut value = self.customer_as_json(*place, summary, &fit.model);
                if let Some(amounts) = amount_model {
                    value["expected_amount"] = json!(amounts.expected_amount(&own.spend()));
                    value["value"] = json!(plan.value(&fit.model, amounts, &own));
                    value["value_for_ever"] = json!(plan.value_for_ever(&fit.model, amounts, &own));
                }
                if let Some(outlook) = outlooks.as_ref().and_then(|o| o.of_person(&own)) {
                    value["intervals_90"] = json!({
                        "p_alive": range_as_json(&outlook.p_alive),
                        "expected_purchases": range_as_json(&outlook.purchases),
                        "value": outlook.value.as_ref().map(range_as_json),
                    });
                }
                value
            })
            .collect();
        result.insert("customers".into(), Value::Array(customers));
        Ok(result)
    }

    fn warnings<M: PurchaseModel>(&self, fit: &Fit<M>, amounts: Option<&SpendFit>) -> Vec<String> {
        let longest = self.table.rows().map(|(history, _)| history.age).fold(0.0, f64::max);
        let horizon = self.calendar.horizon;
        let mut warnings = Vec::new();
        if horizon > longest {
            warnings.push(format!("nobody has been observed for as long as {horizon}"));
        }
        if fit.standard_errors_log().is_none() {
            warnings
                .push("the data leave a parameter open: who leaves, or how people differ".into());
        }
        if amounts.is_some_and(|amounts| !amounts.fit.model.tells_people_apart()) {
            warnings.push("amounts do not differ between customers beyond chance".into());
        }
        warnings
    }

    /// Periods of about a month that fill the horizon; of occasions, one each.
    fn plan(&self) -> Result<ValuePlan, String> {
        let (horizon, days) = (self.calendar.horizon, self.calendar.days_per_unit);
        let n_periods = if self.calendar.counts_occasions {
            horizon
        } else {
            (horizon * days / 30.4375).round().max(1.0)
        };
        let period = horizon / n_periods;
        let years = period * days / 365.25;
        let discount = (years * self.options.discount.ln_1p()).exp_m1();
        ValuePlan::new(n_periods as u32, period, discount, self.options.margin)
            .map_err(|problem| problem.to_string())
    }

    fn customer_as_json(
        &self,
        place: usize,
        summary: &PersonSummary,
        model: &impl PurchaseModel,
    ) -> Value {
        let history = &summary.history;
        let has_holdout = self.calendar.observation.holdout_end_day.is_some();
        json!({
            "customer": self.transactions.customers[place],
            "frequency": history.frequency,
            "recency": history.recency,
            "age": history.age,
            "mean_amount": summary.mean_amount,
            "p_alive": model.p_alive(history),
            "expected_purchases": model.expected_purchases(history, self.calendar.horizon),
            "n_holdout": has_holdout.then_some(summary.n_holdout),
        })
    }
}

fn person(summary: &PersonSummary) -> Person {
    Person { history: summary.history, mean_amount: summary.mean_amount }
}

fn estimate_as_json(estimate: &Estimate) -> Value {
    let Estimate { value, interval } = estimate;
    json!({ "value": value, "low": interval.low, "high": interval.high })
}

fn range_as_json(estimate: &Estimate) -> Value {
    json!([estimate.interval.low, estimate.interval.high])
}

fn parameters_as_json<M: Parametric>(fit: &Fit<M>) -> Value {
    let named = M::NAMES.iter().zip(fit.model.parameters());
    named.map(|(name, value)| (name.to_string(), json!(value))).collect::<Map<_, _>>().into()
}

fn fit_as_json<M: Parametric>(fit: &Fit<M>) -> Value {
    let convergence = &fit.convergence;
    json!({
        "parameters": parameters_as_json(fit),
        "standard_errors_of_logarithms": fit.standard_errors_log(),
        "ln_likelihood": fit.ln_likelihood,
        "n": fit.n_persons,
        "convergence": {
            "n_evaluations": convergence.n_evaluations,
            "largest_gradient": convergence.largest_gradient,
            "n_starts": convergence.n_starts,
            "n_starts_agreeing": convergence.n_agreeing,
            "parameter_at_edge": convergence.at_edge.map(|place| M::NAMES[place]),
        },
    })
}

fn amounts_as_json(found: &SpendFit) -> Value {
    let mut value = fit_as_json(&found.fit);
    value["correlation_of_frequency_and_amount"] = json!(found.correlation);
    value["n_left_out"] = json!(found.n_left_out);
    value["mean_amount"] = json!(found.fit.model.mean());
    value
}

fn choice_as_json(choice: &Choice, people: &HistoryTable) -> Value {
    let candidate = |candidate: &Candidate| {
        let fitted = match &candidate.fit {
            Ok(AnyFit::BgNbd(fit)) => fit_as_json(fit),
            Ok(AnyFit::MbgNbd(fit)) => fit_as_json(fit),
            Ok(AnyFit::ParetoNbd(fit)) => fit_as_json(fit),
            Ok(AnyFit::BgBb(fit)) => fit_as_json(fit),
            Err(problem) => json!({ "refused": problem.to_string() }),
        };
        let n_alive = candidate.fit.as_ref().ok().map(|fit| {
            people.rows().map(|(history, n)| n as f64 * fit.p_alive(&history)).sum::<f64>()
        });
        json!({
            "model": format!("{:?}", candidate.kind),
            "fit": fitted,
            "expected_alive": n_alive,
            "holdout_rmse": candidate.holdout.as_ref().map(|check| check.rmse),
        })
    };
    json!({
        "model": choice.kind.map(|kind| format!("{kind:?}")),
        "reasons": choice.reasons.iter().map(|r| format!("{r:?}")).collect::<Vec<_>>(),
        "tried": choice.candidates.iter().map(candidate).collect::<Vec<_>>(),
    })
}

fn comparison_as_json(compared: &HoldoutComparison) -> Value {
    let check = |check: &HoldoutCheck| {
        let row = |row: &meadow_models::holdout::FrequencyRow| {
            json!({
                "frequency": row.frequency,
                "n": row.n_persons,
                "mean_actual": row.mean_actual,
                "mean_expected": row.mean_expected,
            })
        };
        json!({
            "total_actual": check.total_actual,
            "total_expected": check.total_expected,
            "bias": check.bias,
            "mae": check.mae,
            "rmse": check.rmse,
            "correlation": check.correlation,
            "by_frequency": check.by_frequency.iter().map(row).collect::<Vec<_>>(),
        })
    };
    json!({
        "model": check(&compared.model),
        "same_rate_as_before": check(&compared.same_rate),
        "nobody_returns": check(&compared.nobody_returns),
    })
}
