//! Who still buys, and how often and for how much: every model fitted to the CDNOW sample.

use super::{Figures, cdnow};
use meadow_models::bg_bb::BgBb;
use meadow_models::bg_nbd::BgNbd;
use meadow_models::estimate::{Fit, Parametric};
use meadow_models::gamma_gamma::{GammaGamma, Spend};
use meadow_models::history_table::HistoryTable;
use meadow_models::lifetime_value::{Outlooks, Person, UncertainAmounts, ValuePlan};
use meadow_models::mbg_nbd::MbgNbd;
use meadow_models::parameter_draws::ParameterDraws;
use meadow_models::pareto_nbd::ParetoNbd;
use meadow_models::purchase_history::{
    Observation, PersonSummary, Purchase, PurchaseHistory, summarise,
};
use meadow_models::purchasing::PurchaseModel;
use meadow_models::sbg::{Renewals, Sbg};

const WEEKS: Observation = Observation {
    end_day: cdnow::END_DAY,
    holdout_end_day: Some(cdnow::HOLDOUT_END_DAY),
    days_per_unit: 7.0,
};

pub(super) fn add(figures: &mut Figures) {
    let purchase = |order: cdnow::Order| Purchase {
        person: order.customer,
        day: order.day,
        amount: order.amount,
    };
    let purchases: Vec<Purchase> = cdnow::orders().into_iter().map(purchase).collect();
    let people = summarise(&purchases, cdnow::N_CUSTOMERS, &WEEKS).expect("possible purchases");
    let people: Vec<PersonSummary> = people.into_iter().flatten().collect();
    let histories: Vec<PurchaseHistory> = people.iter().map(|person| person.history).collect();
    let table = HistoryTable::new(&histories).expect("possible histories");
    let bg = add_model::<BgNbd>(figures, "bg_nbd", &table, &histories);
    add_model::<MbgNbd>(figures, "mbg_nbd", &table, &histories);
    add_model::<ParetoNbd>(figures, "pareto_nbd", &table, &histories);
    let occasions: Vec<PurchaseHistory> = histories.iter().map(on_occasions).collect();
    let of_occasions = HistoryTable::new(&occasions).expect("possible histories");
    add_model::<BgBb>(figures, "bg_bb", &of_occasions, &occasions);
    figures.add_reals("bg_nbd.counts", (0..12).map(|n| bg.model.p_of_new(n, 39.0)));
    add_hard_histories(figures);
    add_value(figures, &people, &bg);
    add_renewals(figures);
}

/// As BG/BB counts: thirteen occasions of three weeks, at most one purchase on each.
fn on_occasions(history: &PurchaseHistory) -> PurchaseHistory {
    let recency = (history.recency / 3.0).ceil().min(13.0);
    let frequency = history.frequency.min(recency as u32);
    PurchaseHistory { frequency, recency, age: 13.0 }
}

fn add_model<M: PurchaseModel>(
    figures: &mut Figures,
    name: &str,
    table: &HistoryTable,
    histories: &[PurchaseHistory],
) -> Fit<M> {
    let fit = M::fit(table).expect("enough data");
    figures.add_reals(
        &format!("{name}.fit"),
        fit.model.parameters().into_iter().chain([fit.ln_likelihood]),
    );
    // Its standard errors, differences of differences, keep fewer digits than are compared.
    let some = || histories.iter().step_by(60);
    figures.add_reals(&format!("{name}.alive"), some().map(|h| fit.model.p_alive(h)));
    let expected = some().map(|h| fit.model.expected_purchases(h, 39.0));
    figures.add_reals(&format!("{name}.expected"), expected);
    figures.add_reals(
        &format!("{name}.of_new"),
        [1.0, 39.0, 520.0].map(|t| fit.model.expected_of_new(t)),
    );
    let residual = some().filter_map(|h| fit.model.discounted_residual(h, 0.003));
    figures.add_reals(&format!("{name}.residual"), residual);
    fit
}

/// Heavy buyers, long silences, parameters at the ends of what can be.
fn add_hard_histories(figures: &mut Figures) {
    let history = |frequency, recency, age| PurchaseHistory { frequency, recency, age };
    let histories = [
        history(0, 0.0, 1e-3),
        history(1, 1e-3, 5000.0),
        history(221, 103.428_57, 103.571_43),
        history(2000, 38.0, 40.0),
    ];
    let hard = [
        [0.24, 4.4, 0.79, 2.4],
        [1e-3, 1e-2, 1e-3, 1e-2],
        [60.0, 0.01, 200.0, 0.02],
        [0.5, 3e3, 1.0, 1.0],
    ];
    for (i, parameters) in hard.iter().enumerate() {
        let bg = BgNbd::from_parameters(parameters).expect("positive");
        let pareto = ParetoNbd::from_parameters(parameters).expect("positive");
        add_hard(figures, &format!("bg_nbd.hard.{i}"), &bg, &histories);
        add_hard(figures, &format!("pareto_nbd.hard.{i}"), &pareto, &histories);
    }
}

fn add_hard(
    figures: &mut Figures,
    name: &str,
    model: &impl PurchaseModel,
    histories: &[PurchaseHistory],
) {
    let values = histories.iter().flat_map(|h| {
        [model.ln_likelihood(h), model.p_alive(h), model.expected_purchases(h, 52.0)]
    });
    figures.add_reals(name, values);
}

fn add_value(figures: &mut Figures, people: &[PersonSummary], bg: &Fit<BgNbd>) {
    let spend: Vec<Spend> = people
        .iter()
        .filter_map(|person| {
            let mean_amount = person.mean_amount?;
            Some(Spend { n_purchases: person.history.frequency, mean_amount })
        })
        .collect();
    let spend = GammaGamma::fit(&spend).expect("enough amounts");
    let parameters = spend.fit.model.parameters().into_iter();
    let others = [spend.fit.ln_likelihood, spend.usual].into_iter().chain(spend.correlation);
    figures.add_reals("gamma_gamma.fit", parameters.chain(others));
    let own = Spend { n_purchases: 3, mean_amount: 40.0 };
    figures.add_reals("gamma_gamma.expected", spend.fit.model.expected_amount(&own));

    let draws = ParameterDraws::laplace(bg, 40, 17).expect("curved");
    figures.add_reals("bg_nbd.laplace", draws.models.iter().flat_map(Parametric::parameters));
    let amounts = ParameterDraws::laplace(&spend.fit, 40, 18).expect("curved");
    let plan = ValuePlan::new(12, 4.0, 0.01, 0.4).expect("a possible plan");
    let uncertain =
        UncertainAmounts { model: &spend.fit.model, draws: &amounts, usual: spend.usual };
    let outlooks = Outlooks { model: &bg.model, draws: &draws, amounts: Some(uncertain), plan };
    let some: Vec<(Person, u64)> = people
        .iter()
        .step_by(80)
        .map(|person| (Person { history: person.history, mean_amount: person.mean_amount }, 1))
        .collect();
    let all = outlooks.of_all(&some).expect("people");
    let value = all.value.expect("amounts");
    let ends = [value.value, value.interval.low, value.interval.high];
    figures.add_reals("value", ends.into_iter().chain([all.n_alive.value, all.purchases.value]));
    let outcome = outlooks.outcome_of_all(&some, 19).expect("people");
    figures.add_reals("value.outcome", [outcome.mean, outcome.median, outcome.middle_90.high]);
}

/// The two published cohorts of seven years.
fn add_renewals(figures: &mut Figures) {
    for (name, survivors) in [
        ("sbg.high_end", [1000, 869, 743, 653, 593, 551, 517, 491]),
        ("sbg.regular", [1000, 631, 468, 382, 326, 289, 262, 241]),
    ] {
        let fit = Sbg::fit(&Renewals::of_survivors(&survivors).expect("falling")).expect("enough");
        let survival = (8..13).map(|n| fit.model.survival(n)).collect::<Vec<_>>();
        let to_come = [fit.model.renewals_to_come(3, 10, 0.1), fit.ln_likelihood];
        figures.add_reals(name, survival.into_iter().chain(to_come).chain(fit.model.parameters()));
    }
}
