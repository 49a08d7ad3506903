//! The forecast of an event, from a description in JSON to figures in JSON.
//!
//! ```text
//! cargo run --release -p meadow-models --example event -- crates/models/examples/event.json
//! cargo run --release -p meadow-models --example event < description.json
//! ```
//!
//! The description (`event.json` beside this file is one):
//!
//! | field | meaning |
//! |---|---|
//! | `seed`, `draws` | of the simulation; 1 and 10,000 where they are missing |
//! | `shock` | `turn_out_sd`, `ordering_sd`: how strongly the day moves everybody, on the logit scale |
//! | `groups` | `name`, `invited`, `available` (for `allocation`; else as invited), and the rates `register`, `attend`, `order`, each of the stage before |
//! | `costs` | `fixed`, and per head `invited`, `registered`, `attended`, `ordered` |
//! | `order_value` | `mean`, and `cv` = standard deviation / mean |
//! | `margin_rate` | part of revenue that is left after the goods |
//! | `one_to_one` | `cost_per_customer`, and `order_rate` where known, for comparison; may be missing |
//! | `room` | `seats`, `cost_per_turned_away`, and the `risk` of too many guests that is allowed; may be missing |
//! | `budget` | for invitations; may be missing |
//! | `target` | `orders` and `confidence`; may be missing |
//! | `registrations` | `now`, `days_before`, `opens_days_before`, `curve_strength`; shares `last_week` (0.58) and `on_the_day` (0.25) of the curve; may be missing |
//!
//! A rate is one of `{"low", "high"}` (a 90 % range), `{"value", "worth"}` (a figure that weighs so many
//! observations), `{"successes", "trials"}` with an optional `"prior"` of the other kinds (else uniform),
//! or `{"a", "b"}`.
//!
//! In the answer every band is `mean`, `median`, `middle_50` and `middle_90`. Amounts are in the unit of
//! the description. The same description gives the same answer.

use meadow_models::allocation::{
    Allocation, AllocationLimits, InvitableGroup, allocate, allocate_within_risk,
};
use meadow_models::event_tornado::{MoneyRanges, MovedInput, event_tornado};
use meadow_models::funnel_draws::Stage;
use meadow_models::marginal::{Room, margin_per_guest, one_more_invitation, one_more_seat};
use meadow_models::overbooking::{
    SeatValue, most_registrations_within_risk, most_valuable_registrations,
};
use meadow_models::profit_risk::ProfitRisk;
use meadow_models::registration_curve::{FinalPrior, RegistrationCurve};
use meadow_models::{
    BetaRate, CountDistribution, EconomicsDraws, EventEconomics, EventShock, Filling, FunnelDraws,
    FunnelInput, HeadCosts, InvitationSearch, OneToOne, OrderValue, Summary, simulate,
};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{Read, Write};
use std::process::ExitCode;

#[path = "event/description.rs"]
mod description;

use description::{Description, Rate, Registrations, Seats, Target};

const STAGE_NAMES: [(Stage, &str); 4] = [
    (Stage::Invited, "invited"),
    (Stage::Registered, "registered"),
    (Stage::Attended, "attended"),
    (Stage::Ordered, "ordered"),
];

fn main() -> ExitCode {
    match run() {
        // A reader that has seen enough may close its end.
        Ok(answer) => match writeln!(std::io::stdout(), "{answer:#}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Value, Box<dyn Error>> {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?,
        None => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
    };
    forecast(&serde_json::from_str(&text)?)
}

fn forecast(event: &Description) -> Result<Value, Box<dyn Error>> {
    let shock =
        EventShock { turn_out_sd: event.shock.turn_out_sd, ordering_sd: event.shock.ordering_sd };
    let mut input = FunnelInput::new(shock);
    for group in &event.groups {
        let of = |rate: &Rate| rate.known().map_err(|e| format!("group {}: {e}", group.name));
        let rates = [of(&group.register)?, of(&group.attend)?, of(&group.order)?];
        input.add_group_of_its_own(group.invited, rates);
    }
    let economics = EventEconomics {
        fixed_cost: event.costs.fixed,
        cost_per_head: HeadCosts {
            invited: event.costs.invited,
            registered: event.costs.registered,
            attended: event.costs.attended,
            ordered: event.costs.ordered,
        },
        order_value: OrderValue { mean: event.order_value.mean, cv: event.order_value.cv },
        margin_rate: event.margin_rate,
    };
    let draws = simulate(&input, event.draws, event.seed)?;
    Ok(json!({
        "funnel": funnel(event, &draws),
        "economics": accounts(event, &input, &economics, &draws)?,
        "room": event.room.as_ref().map(|room| seats(room, &economics, &draws)),
        "one_more_invitation": more_invitations(event, &input, &economics, &draws)?,
        "target": event.target.as_ref().map(|t| target(event, &input, t)).transpose()?,
        "allocation": allocation(event, &input, &economics)?,
        "registrations": event.registrations.as_ref().map(|r| registrations(r, &draws)).transpose()?,
    }))
}

fn funnel(event: &Description, draws: &FunnelDraws) -> Value {
    let bands = |of: &dyn Fn(Stage) -> Option<Summary>| -> Value {
        STAGE_NAMES.iter().map(|&(stage, name)| (name.to_owned(), band(of(stage)))).collect()
    };
    let groups = event.groups.iter().enumerate();
    json!({
        "total": bands(&|stage| draws.summary(stage)),
        "groups": groups
            .map(|(i, g)| json!({
                "name": g.name,
                "stages": bands(&|stage| draws.group_summary(i, stage)),
            }))
            .collect::<Vec<Value>>(),
    })
}

fn accounts(
    event: &Description,
    input: &FunnelInput,
    economics: &EventEconomics,
    draws: &FunnelDraws,
) -> Result<Value, Box<dyn Error>> {
    let accounts = EconomicsDraws::draw(economics, draws, event.seed)?;
    let risk = ProfitRisk::of_draws(&accounts.profit).ok_or("no draws were asked for")?;
    let other = event.one_to_one.as_ref().map(|other| OneToOne {
        cost_per_customer: other.cost_per_customer,
        order_rate: other.order_rate,
    });
    let unit_costs = STAGE_NAMES.iter().skip(1).map(|&(stage, name)| {
        let unit = accounts.cost_per_head(economics, draws, stage, other.as_ref());
        let value = json!({
            "expected": unit.expected,
            "one_to_one": unit.one_to_one,
            "cheaper_from_heads": unit.crossover_heads,
            "p_cheaper": unit.p_event_cheaper,
        });
        (name.to_owned(), value)
    });
    let swings = event_tornado(input, economics, &MoneyRanges::default());
    Ok(json!({
        "revenue": band(Summary::of_values(&accounts.revenue)),
        "cost": band(Summary::of_values(&accounts.cost)),
        "profit": band(Summary::of_values(&accounts.profit)),
        "p_break_even": risk.p_at_least(0.0).p,
        "value_at_risk_95": risk.value_at_risk(0.95),
        "expected_shortfall_95": risk.expected_shortfall(0.95),
        "break_even_orders": economics.break_even(draws, Stage::Ordered),
        "break_even_guests": economics.break_even(draws, Stage::Attended),
        "cost_per_head": unit_costs.collect::<Value>(),
        "tornado": swings
            .iter()
            .map(|swing| json!({
                "input": name_of(event, swing.input),
                "profit_at_low": swing.at_low,
                "profit_at_high": swing.at_high,
            }))
            .collect::<Vec<Value>>(),
    }))
}

/// Rates were added group by group, three each.
fn name_of(event: &Description, input: MovedInput) -> String {
    match input {
        MovedInput::Rate(place) => {
            let step = ["register", "attend", "order"][place % 3];
            format!("{} of {}", step, event.groups[place / 3].name)
        }
        MovedInput::TurnOut => "the day's turn-out".to_owned(),
        MovedInput::Ordering => "the day's ordering".to_owned(),
        MovedInput::OrderValue => "order value".to_owned(),
        MovedInput::MarginRate => "margin rate".to_owned(),
        MovedInput::FixedCost => "fixed cost".to_owned(),
        MovedInput::HeadCost(stage) => format!("cost per head, {stage:?}"),
        MovedInput::CostFactor => "factor on all costs".to_owned(),
    }
}

fn seats(room: &Seats, economics: &EventEconomics, draws: &FunnelDraws) -> Value {
    let p_attend = draws.mean(Stage::Attended) / draws.mean(Stage::Registered).max(1e-9);
    let margin = margin_per_guest(economics, draws).unwrap_or(0.0);
    let value =
        SeatValue { per_seated: margin.max(0.0), per_turned_away: room.cost_per_turned_away };
    let of_room = room_of(room);
    json!({
        "p_over": draws.p_more_than(Stage::Attended, room.seats),
        "margin_per_guest": margin,
        "value_of_one_more_seat": one_more_seat(draws, of_room, margin),
        "if_guests_were_independent": {
            "most_valuable_registrations": most_valuable_registrations(room.seats, p_attend, value),
            "registrations_within_risk":
                most_registrations_within_risk(room.seats, p_attend, room.risk),
        },
    })
}

fn room_of(room: &Seats) -> Room<'static> {
    Room {
        n_seats: room.seats,
        seats_of_draws: None,
        cost_per_turned_away: room.cost_per_turned_away,
    }
}

fn more_invitations(
    event: &Description,
    input: &FunnelInput,
    economics: &EventEconomics,
    draws: &FunnelDraws,
) -> Result<Value, Box<dyn Error>> {
    let room = event.room.as_ref().map(room_of);
    let values = one_more_invitation(input, draws, event.seed, economics, room)?;
    let named = event.groups.iter().zip(values);
    Ok(named.map(|(group, value)| (group.name.clone(), json!(value.value))).collect())
}

fn target(
    event: &Description,
    input: &FunnelInput,
    target: &Target,
) -> Result<Value, Box<dyn Error>> {
    let available: Vec<u32> =
        event.groups.iter().map(|g| g.available.unwrap_or(g.invited)).collect();
    let input = input.with_invited(&available);
    let mut search =
        InvitationSearch::new(&input, &Filling::Proportional, target.orders, event.seed)?;
    search.run(event.draws.min(2000));
    let answer = search.answer(target.confidence).ok_or("no draws were asked for")?;
    Ok(json!({
        "invitations": answer.needed.as_ref().map(|needed| needed.n_invited),
        "by_group": answer.needed.as_ref().map(|needed| &needed.n_by_group),
        "best_confidence": answer.best_confidence,
        "reachable_orders": answer.reachable_orders,
    }))
}

fn allocation(
    event: &Description,
    input: &FunnelInput,
    economics: &EventEconomics,
) -> Result<Value, Box<dyn Error>> {
    let costs = economics.cost_per_head;
    let margin_per_order = economics.margin_per_order() - costs.ordered;
    let groups: Vec<InvitableGroup> = event
        .groups
        .iter()
        .zip(input.groups())
        .map(|(group, ids)| {
            let [register, attend, order] =
                ids.rates.map(|id| input.rate(id).map_or(0.0, BetaRate::mean));
            InvitableGroup {
                n_available: group.available.unwrap_or(group.invited),
                p_attend: register * attend,
                margin_per_guest: order * margin_per_order - costs.attended,
                cost_per_invitation: costs.invited + register * costs.registered,
            }
        })
        .collect();
    let limits = AllocationLimits {
        budget: event.budget,
        n_seats: event.room.as_ref().map(|room| room.seats),
        caps: vec![],
    };
    let expected = allocate(&groups, &limits)?;
    let within_risk = event
        .room
        .as_ref()
        .map(|room| allocate_within_risk(&groups, &limits, room.risk))
        .transpose()?;
    Ok(json!({
        "seats_for_expected_guests": told(event, &expected),
        "within_risk": within_risk.map(|found| told(event, &found)),
    }))
}

fn told(event: &Description, found: &Allocation) -> Value {
    let by_group = event.groups.iter().zip(&found.n_by_group);
    json!({
        "invitations": by_group.map(|(g, n)| (g.name.clone(), json!(n))).collect::<Value>(),
        "profit_before_fixed_cost": found.profit,
        "cost": found.cost,
        "guests": found.n_guests,
        "p_over": found.p_over,
        "price_of_budget": found.prices.budget,
        "price_of_seat": found.prices.seat,
    })
}

/// What was expected before comes from the funnel: its mean and, of its variance, what is not chance
/// among persons.
fn registrations(seen: &Registrations, draws: &FunnelDraws) -> Result<Value, Box<dyn Error>> {
    let curve = RegistrationCurve::from_anchors(
        seen.opens_days_before,
        seen.last_week,
        seen.on_the_day,
        seen.curve_strength,
    )?;
    let counts = draws.total(Stage::Registered);
    let mean = draws.mean(Stage::Registered);
    let variance = counts.iter().map(|&n| (f64::from(n) - mean).powi(2)).sum::<f64>()
        / counts.len().max(1) as f64;
    let cv = ((variance - mean).max(0.0)).sqrt() / mean;
    let prior = FinalPrior::Open { mean, cv: cv.max(0.01) };
    let found: CountDistribution = curve.final_number(seen.now, seen.days_before, prior)?;
    let interval = found.interval(0.9);
    Ok(json!({
        "share_in_by_now": curve.share_in(seen.days_before),
        "expected_before": mean,
        "final": { "mean": found.mean(), "median": found.quantile(0.5),
            "middle_90": [interval.low, interval.high] },
    }))
}

fn band(summary: Option<Summary>) -> Value {
    summary.map_or(Value::Null, |s| {
        json!({
            "mean": s.mean,
            "median": s.median,
            "middle_50": [s.middle_50.low, s.middle_50.high],
            "middle_90": [s.middle_90.low, s.middle_90.high],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Description, Value, forecast};

    const SAMPLE: &str = include_str!("event.json");

    fn answer() -> Value {
        let sample: Description =
            serde_json::from_str(SAMPLE).expect("the sample is a description");
        forecast(&sample).expect("the sample can be forecast")
    }

    fn number(answer: &Value, path: &str) -> f64 {
        answer
            .pointer(path)
            .and_then(Value::as_f64)
            .unwrap_or_else(|| panic!("no number at {path}"))
    }

    #[test]
    fn the_sample_gives_an_answer_to_every_question() {
        let answer = answer();
        let mean = |stage: &str| number(&answer, &format!("/funnel/total/{stage}/mean"));
        assert!((mean("invited") - 780.0).abs() < 1e-9);
        assert!(mean("registered") > mean("attended") && mean("attended") > mean("ordered"));
        let p = number(&answer, "/economics/p_break_even");
        assert!(p > 0.0 && p < 1.0);
        let shortfall = number(&answer, "/economics/expected_shortfall_95");
        assert!(shortfall >= number(&answer, "/economics/value_at_risk_95"));
        assert!(number(&answer, "/target/best_confidence") > 0.8);
        let within = "/allocation/within_risk";
        assert!(number(&answer, &format!("{within}/p_over")) <= 0.05);
        assert!(number(&answer, &format!("{within}/cost")) <= 3000.0 + 1e-6);
        assert!(number(&answer, "/registrations/final/mean") > 70.0);
        let tornado = answer.pointer("/economics/tornado").and_then(Value::as_array);
        assert_eq!(tornado.map(Vec::len), Some(11));
    }

    #[test]
    fn the_same_description_gives_the_same_answer() {
        assert_eq!(answer(), answer());
    }

    #[test]
    fn what_cannot_be_is_said() {
        let wrong = SAMPLE.replace("\"margin_rate\": 0.4", "\"margin_rate\": 4");
        let description: Description = serde_json::from_str(&wrong).expect("a description");
        let error = forecast(&description).expect_err("a margin above 1").to_string();
        assert!(error.contains("margin"), "{error}");
        let unknown = SAMPLE.replace("\"margin_rate\"", "\"margin\"");
        assert!(serde_json::from_str::<Description>(&unknown).is_err());
    }
}
