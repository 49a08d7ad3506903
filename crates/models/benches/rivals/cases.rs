//! What is measured, here natively and by the package `models-page` in a browser: customers, points and an
//! event, the same every time, and what Meadow makes of them.

use crate::cdnow;
use meadow_models::beta_rate::BetaRate;
use meadow_models::bg_nbd::BgNbd;
use meadow_models::economics::{EconomicsDraws, EventEconomics, HeadCosts, OrderValue};
use meadow_models::estimate::{Fit, FitError};
use meadow_models::funnel::{EventShock, FunnelInput, simulate};
use meadow_models::funnel_draws::Stage;
use meadow_models::history_table::HistoryTable;
use meadow_models::kmeans::cluster;
use meadow_models::points::Points;
use meadow_models::purchase_history::{Observation, Purchase, PurchaseHistory, summarise};
use meadow_models::purchasing::PurchaseModel;
use meadow_models::standardise::{Transform, standardise};
use meadow_models::summary::Summary;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::{Value, json};

pub const N_CUSTOMERS: usize = 100_000;
pub const N_DRAWS: usize = 100_000;
pub const N_CLUSTERS: usize = 5;
/// As many as a clustering should have.
pub const N_STARTS: usize = 20;

/// As Fader, Hardie & Lee print them for CDNOW.
pub const TRUE_PARAMETERS: [f64; 4] = [0.243, 4.414, 0.793, 2.426];

/// Observed for 30 to 60 weeks, known by the day as orders are; or to the moment, where no two people have
/// the same history and nothing is gained from equal ones.
pub fn customers(n: usize, by_day: bool) -> Vec<PurchaseHistory> {
    let [r, alpha, a, b] = TRUE_PARAMETERS;
    // The published parameters are positive.
    let model = BgNbd::new(r, alpha, a, b).expect("positive");
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(1);
    let draw = |i: usize| {
        let mut history = model.draw_history((210 + i % 211) as f64 / 7.0, &mut stream);
        if by_day {
            history.recency = ((history.recency * 7.0).ceil() / 7.0).min(history.age);
        }
        history
    };
    (0..n).map(draw).collect()
}

/// The customers of the CDNOW sample after its 39 weeks, in weeks.
pub fn cdnow_customers() -> Vec<PurchaseHistory> {
    let purchase = |order: cdnow::Order| Purchase {
        person: order.customer,
        day: order.day,
        amount: order.amount,
    };
    let purchases: Vec<Purchase> = cdnow::orders().into_iter().map(purchase).collect();
    let weeks = Observation {
        end_day: cdnow::END_DAY,
        holdout_end_day: Some(cdnow::HOLDOUT_END_DAY),
        days_per_unit: 7.0,
    };
    let people = summarise(&purchases, cdnow::N_CUSTOMERS, &weeks);
    // The file's customers have numbers up to theirs, its days come before the holdout's end.
    people.expect("a whole file").into_iter().flatten().map(|person| person.history).collect()
}

/// Frequency, recency and age, as the others take them.
pub fn columns(customers: &[PurchaseHistory]) -> [Vec<f64>; 3] {
    let column = |of: fn(&PurchaseHistory) -> f64| customers.iter().map(of).collect();
    [column(|c| f64::from(c.frequency)), column(|c| c.recency), column(|c| c.age)]
}

/// Recency, frequency and spend of such customers, on logarithmic scales, standardised.
pub fn points(customers: &[PurchaseHistory]) -> Points {
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(2);
    let days = customers.iter().map(|c| 7.0 * (c.age - c.recency)).collect();
    let counts: Vec<f64> = customers.iter().map(|c| f64::from(c.frequency) + 1.0).collect();
    let mut amount = || -> f64 {
        let z: f64 = StandardNormal.sample(&mut stream);
        35.0 * (0.6 * z).exp()
    };
    let spend = counts.iter().map(|n| n * amount()).collect();
    let transforms = [Transform::Ln1p, Transform::Ln, Transform::Ln1p];
    // Days and spend are 0 or more, counts 1 or more.
    standardise(&[days, counts, spend], &transforms).expect("within the transforms' range").0
}

/// One event: three groups, what becomes of the registered shared by all of them.
pub struct Event {
    pub input: FunnelInput,
    pub economics: EventEconomics,
}

const GROUPS: [(u32, f64, f64); 3] = [(120, 30.0, 45.0), (700, 9.0, 91.0), (80, 1.2, 1.9)];
const ATTEND: [f64; 2] = [42.0, 18.0];
const ORDER: [f64; 2] = [12.0, 28.0];
const SHOCK: EventShock = EventShock { turn_out_sd: 0.3, ordering_sd: 0.2 };

pub fn event() -> Event {
    let rate = |a, b| BetaRate::new(a, b).expect("positive");
    let mut input = FunnelInput::new(SHOCK);
    let attend = input.add_rate(rate(ATTEND[0], ATTEND[1]));
    let order = input.add_rate(rate(ORDER[0], ORDER[1]));
    for (n_invited, a, b) in GROUPS {
        let register = input.add_rate(rate(a, b));
        input.add_group(n_invited, [register, attend, order]).expect("rates of this funnel");
    }
    let economics = EventEconomics {
        fixed_cost: 6000.0,
        cost_per_head: HeadCosts { invited: 1.0, registered: 2.0, attended: 20.0, ordered: 10.0 },
        order_value: OrderValue { mean: 650.0, cv: 0.8 },
        margin_rate: 0.4,
    };
    Event { input, economics }
}

/// The same event as the others are told it.
pub fn event_told(event: &Event) -> Value {
    let economics = &event.economics;
    json!({
        "groups": GROUPS,
        "attend": ATTEND,
        "order": ORDER,
        "turn_out_sd": SHOCK.turn_out_sd,
        "ordering_sd": SHOCK.ordering_sd,
        "fixed_cost": economics.fixed_cost,
        "cost_per_head": Stage::ALL.map(|stage| economics.cost_per_head.at(stage)),
        "order_mean": economics.order_value.mean,
        "order_cv": economics.order_value.cv,
        "margin_rate": economics.margin_rate,
    })
}

/// From histories to the likeliest parameters.
pub fn fit(customers: &[PurchaseHistory]) -> Result<Fit<BgNbd>, FitError> {
    BgNbd::fit(&HistoryTable::new(customers)?)
}

pub fn inertia(points: &Points, seed: u64) -> f64 {
    cluster(points, N_CLUSTERS, N_STARTS, seed).map_or(f64::NAN, |found| found.inertia)
}

/// Profit: mean, 5 %, half, 95 %; mean orders.
pub fn simulate_event(event: &Event, seed: u64) -> [f64; 5] {
    let draws = simulate(&event.input, N_DRAWS, seed).expect("a possible funnel");
    let accounts = EconomicsDraws::draw(&event.economics, &draws, seed).expect("possible accounts");
    let profit = Summary::of_values(&accounts.profit).expect("draws");
    let (range, orders) = (profit.middle_90, draws.mean(Stage::Ordered));
    [profit.mean, range.low, profit.median, range.high, orders]
}
