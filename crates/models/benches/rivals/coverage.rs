//! How often intervals hold what they should, over many samples drawn from a known truth. The tests have
//! floors for this; here it is told.

use crate::cases;
use meadow_models::beta_rate::BetaRate;
use meadow_models::bg_bb::BgBb;
use meadow_models::bg_nbd::BgNbd;
use meadow_models::estimate::{Fit, FitError, Parametric};
use meadow_models::funnel::{EventShock, FunnelInput, simulate};
use meadow_models::funnel_draws::Stage;
use meadow_models::gamma_gamma::{GammaGamma, Spend};
use meadow_models::history_table::HistoryTable;
use meadow_models::interval::{jeffreys, wilson};
use meadow_models::mbg_nbd::MbgNbd;
use meadow_models::pareto_nbd::ParetoNbd;
use meadow_models::pooling::{GroupCount, PooledRates};
use meadow_models::purchase_history::PurchaseHistory;
use meadow_models::purchasing::PurchaseModel;
use meadow_models::sbg::{Renewals, Sbg};
use rand::RngExt;
use rand_distr::{Distribution, Gamma};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const N_SAMPLES: u64 = 200;
const N_PEOPLE: usize = 1_500;
/// Half the width of a 90 % interval in standard errors.
const Z_90: f64 = 1.644_853_626_951_472_7;

pub fn tell() {
    println!("\nhow often 90 % intervals hold the truth (each ± 2 % by chance alone):");
    tell_parameters::<BgNbd>("BG/NBD", &cases::TRUE_PARAMETERS);
    tell_parameters::<MbgNbd>("MBG/NBD", &[0.52, 6.2, 0.89, 1.61]);
    tell_parameters::<ParetoNbd>("Pareto/NBD", &[0.553, 10.578, 0.606, 11.669]);
    tell_parameters::<BgBb>("BG/BB", &[1.2, 3.0, 0.7, 6.0]);
    tell_renewals();
    tell_amounts();
    tell_shares();
    tell_pooled();
    tell_event();
}

fn tell_parameters<M: PurchaseModel>(name: &str, truth: &[f64]) {
    let model = M::from_parameters(truth).expect("positive");
    tell_fits(name, truth, |stream| {
        let people: Vec<PurchaseHistory> =
            (0..N_PEOPLE).map(|i| model.draw_history((30 + i % 31) as f64, stream)).collect();
        M::fit(&HistoryTable::new(&people).expect("possible"))
    });
}

/// Contracts that come up for renewal four to nine times.
fn tell_renewals() {
    let truth = [0.8, 1.6];
    let leaving = BetaRate::new(truth[0], truth[1]).expect("positive");
    tell_fits("sBG", &truth, |stream| {
        let mut renewals = Renewals { n_lost: vec![0; 9], n_staying: vec![0; 10] };
        for i in 0..N_PEOPLE {
            let (leaves, n_seen) = (leaving.sample(stream), 4 + i % 6);
            match (0..n_seen).find(|_| stream.random::<f64>() < leaves) {
                Some(renewal) => renewals.n_lost[renewal] += 1,
                None => renewals.n_staying[n_seen] += 1,
            }
        }
        Sbg::fit(&renewals)
    });
}

/// Mean amounts of one to five purchases.
fn tell_amounts() {
    let [p, q, gamma] = [4.0, 3.5, 20.0];
    let of_shape = |shape: f64, stream: &mut Xoshiro256PlusPlus| {
        Gamma::new(shape, 1.0).expect("positive").sample(stream)
    };
    tell_fits("Gamma-Gamma", &[p, q, gamma], |stream| {
        let mut person = |i: usize| {
            let n_purchases = 1 + (i % 5) as u32;
            let scale = gamma / of_shape(q, stream);
            let total = scale * of_shape(p * f64::from(n_purchases), stream);
            Spend { n_purchases, mean_amount: total / f64::from(n_purchases) }
        };
        let people: Vec<Spend> = (0..N_PEOPLE).map(&mut person).collect();
        GammaGamma::fit(&people).map(|found| found.fit)
    });
}

/// How often the intervals of the log-parameters hold those that the samples were drawn with.
fn tell_fits<M: Parametric>(
    name: &str,
    truth: &[f64],
    fit_sample: impl Fn(&mut Xoshiro256PlusPlus) -> Result<Fit<M>, FitError>,
) {
    let mut n_held = vec![0_u32; truth.len()];
    let mut n_fitted = 0;
    for seed in 0..N_SAMPLES {
        let Ok(fit) = fit_sample(&mut Xoshiro256PlusPlus::seed_from_u64(seed)) else { continue };
        let Some(errors) = Fit::standard_errors_log(&fit) else { continue };
        n_fitted += 1;
        for (i, (found, true_one)) in fit.model.parameters().iter().zip(truth).enumerate() {
            n_held[i] += u32::from((found / true_one).ln().abs() <= Z_90 * errors[i]);
        }
    }
    let each: Vec<String> = M::NAMES
        .iter()
        .zip(&n_held)
        .map(|(name, n)| format!("{name} {:.1} %", percent(*n, n_fitted)))
        .collect();
    println!(
        "  {name}, {n_fitted} of {N_SAMPLES} samples of {N_PEOPLE} people: {}",
        each.join(", ")
    );
}

/// Shares of people asked, over every share between 1 % and 50 %.
fn tell_shares() {
    let (mut by_wilson, mut by_jeffreys, mut n) = (0, 0, 0);
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(5);
    for _ in 0..100 * N_SAMPLES {
        let p = stream.random_range(0.01..0.5);
        let k = (0..60).filter(|_| stream.random::<f64>() < p).count() as u64;
        let holds = |interval: Option<meadow_models::Interval>| {
            u32::from(interval.is_some_and(|interval| interval.contains(p)))
        };
        by_wilson += holds(wilson(k, 60, 0.9));
        by_jeffreys += holds(jeffreys(k, 60, 0.9));
        n += 1;
    }
    println!(
        "  shares of 60 people: Wilson {:.1} %, Jeffreys {:.1} %",
        percent(by_wilson, n),
        percent(by_jeffreys, n)
    );
}

/// The rate of a new group, from twelve groups alike in kind.
fn tell_pooled() {
    let kind = BetaRate::new(6.0, 30.0).expect("positive");
    let (mut n_held, mut n) = (0, 0);
    for seed in 0..N_SAMPLES {
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(900 + seed);
        let rates: Vec<f64> = (0..13).map(|_| kind.sample(&mut stream)).collect();
        let mut group = |p: &f64| GroupCount {
            n_successes: (0..80).filter(|_| stream.random::<f64>() < *p).count() as u64,
            n_trials: 80,
        };
        let groups: Vec<GroupCount> = rates[1..].iter().map(&mut group).collect();
        let Ok(pooled) = PooledRates::fit(&groups) else { continue };
        n += 1;
        n_held += u32::from(pooled.of_new_group().interval(0.9).contains(rates[0]));
    }
    println!("  the rate of a new group, from twelve others: {:.1} %", percent(n_held, n));
}

/// Orders of an event whose rates are known from one event before: truth and evidence drawn from a flat
/// prior, forecast from the evidence, then the event itself.
fn tell_event() {
    let (mut n_held, mut n) = (0, 0);
    let shock = EventShock::default();
    for seed in 0..2 * N_SAMPLES {
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(7_000 + seed);
        let mut count =
            |n: u64, p: f64| (0..n).filter(|_| stream.random::<f64>() < p).count() as u64;
        let truth: Vec<f64> = (0..3).map(|step| BetaRate::UNIFORM.draw(step, 0, seed)).collect();
        let (mut before, mut now) = (80, 150);
        let mut posteriors = [BetaRate::UNIFORM; 3];
        for (posterior, p) in posteriors.iter_mut().zip(&truth) {
            let passed = count(before, *p);
            *posterior = posterior.updated(passed, before).expect("no more than all");
            (before, now) = (passed, count(now, *p));
        }
        let mut input = FunnelInput::new(shock);
        input.add_group_of_its_own(150, posteriors);
        let draws = simulate(&input, 2_000, seed).expect("a possible funnel");
        let range = draws.summary(Stage::Ordered).expect("draws").middle_90;
        n_held += u32::from(range.contains(now as f64));
        n += 1;
    }
    println!(
        "  orders of an event, from one event before: {:.1} % (counts are whole: above 90)",
        percent(n_held, n)
    );
}

fn percent(n_held: u32, n: u64) -> f64 {
    100.0 * f64::from(n_held) / n.max(1) as f64
}
