//! A budget split over channels: from points of a known curve, from beliefs worked out by hand, and what has
//! to be said first.

use meadow_models::response::ResponseCurve;

use super::{event_of, past};
use crate::domain::event::EventStatus;
use crate::domain::ids::DocumentId;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::forecast::{BudgetRun, points_of_events};
use crate::views::budget::{
    Belief, BudgetTerms, BudgetView, ChannelTerms, CurveBasis, MAX_CHANNELS, NoBudget, OpenChannel,
    SpendPoint,
};
use crate::views::workspace::EventEntry;

fn money(major: f64) -> Option<Money> {
    Some(Money::from_major(major))
}

/// Points on a curve.
fn points(name: &str, curve: ResponseCurve, spending: &[f64]) -> ChannelTerms {
    let point =
        |spend: &f64| SpendPoint { spend: money(*spend), result: Some(curve.value(*spend)) };
    ChannelTerms {
        name: name.into(),
        points: spending.iter().map(point).collect(),
        ..ChannelTerms::default()
    }
}

fn hill(top: f64, half: f64, shape: f64) -> ResponseCurve {
    ResponseCurve::Hill { top, half, shape }
}

/// So many at a spend, under a ceiling.
fn believed(spend: f64, result: (f64, f64), ceiling: (f64, f64)) -> ChannelTerms {
    ChannelTerms {
        name: "Leaflets".into(),
        basis: CurveBasis::Belief,
        belief: Belief { spend: money(spend), result: Some(result), ceiling: Some(ceiling) },
        ..ChannelTerms::default()
    }
}

fn terms(channels: &[ChannelTerms], budget: f64) -> BudgetTerms {
    BudgetTerms { channels: channels.to_vec(), budget: money(budget) }
}

#[track_caller]
fn found(terms: &BudgetTerms) -> BudgetView {
    let mut run = BudgetRun::new(terms).expect("possible").unwrap_or_else(|why| panic!("{why:?}"));
    while run.step().expect("possible") {}
    run.finish()
}

#[track_caller]
fn none(terms: &BudgetTerms) -> NoBudget {
    let Err(why) = BudgetRun::new(terms).expect("possible") else { panic!("nothing is missing") };
    why
}

#[test]
fn like_channels_share_alike_and_gain_nothing() {
    let channel = believed(1_000.0, (50.0, 50.0), (100.0, 100.0));
    let view = found(&terms(&[channel.clone(), channel], 2_000.0));
    for channel in &view.channels {
        // Half of the ceiling at 1,000: K = 1,000, and the slope there 100·1000/2000² a unit.
        assert!(
            (channel.half - 1_000.0).abs() < 1e-9 && (channel.spend.value - 1_000.0).abs() < 0.1
        );
        assert!((channel.result - 50.0).abs() < 0.01 && (channel.marginal - 0.025).abs() < 1e-4);
        assert_eq!((channel.n_tried, channel.is_beyond), (0, false));
        // A single number is certain, so that nothing moves.
        assert_eq!(
            (channel.spend.low, channel.spend.high),
            (channel.spend.value, channel.spend.value)
        );
    }
    assert!(!view.is_against_now && view.gain.value.abs() < 1e-3, "{:?}", view.gain);
}

#[test]
fn the_split_is_where_marginal_returns_are_equal() {
    // top·K/(K + x)²: with K alike and tops 4 to 1, (K + x₁)/(K + x₂) = 2. K = 1,000, budget 1,000:
    // x₁ + x₂ = 1,000 and 1,000 + x₁ = 2·(1,000 + x₂), so that x₁ = 1,000 and x₂ = 0.
    let (strong, weak) = (
        believed(1_000.0, (200.0, 200.0), (400.0, 400.0)),
        believed(1_000.0, (50.0, 50.0), (100.0, 100.0)),
    );
    let view = found(&terms(&[strong.clone(), weak.clone()], 1_000.0));
    let spend = |view: &BudgetView| -> Vec<f64> {
        view.channels.iter().map(|channel| channel.spend.value).collect()
    };
    assert!((spend(&view)[0] - 1_000.0).abs() < 1.0, "{:?}", spend(&view));
    // With 2,500: x₁ = 2,000, x₂ = 500.
    let view = found(&terms(&[strong.clone(), weak.clone()], 2_500.0));
    assert!((spend(&view)[0] - 2_000.0).abs() < 1.0, "{:?}", spend(&view));
    assert!((view.channels[0].marginal - view.channels[1].marginal).abs() < 1e-6);
    // Against what they get now, half each: 400·1250/2250 + 100·1250/2250.
    let now = |channel: ChannelTerms| ChannelTerms { now: money(300.0), ..channel };
    let view = found(&terms(&[now(strong), now(weak)], 2_500.0));
    assert!(view.is_against_now);
    assert!((view.compared - 500.0 * 1_250.0 / 2_250.0).abs() < 1e-9, "{}", view.compared);
    let best = 400.0 * 2.0 / 3.0 + 100.0 / 3.0;
    assert!((view.gain.value - (best - view.compared)).abs() < 1e-3, "{:?}", view.gain);
    let (spent, brings, marginal) = view.channels[0].now.expect("typed");
    assert!((spent - 300.0).abs() < 1e-9 && (brings - 400.0 * 300.0 / 1_300.0).abs() < 1e-9);
    assert!((marginal - 400.0 * 1_000.0 / 1_300f64.powi(2)).abs() < 1e-9);
}

#[test]
fn the_ends_of_a_belief_move_the_split() {
    let sure = believed(1_000.0, (50.0, 50.0), (100.0, 100.0));
    let unsure = believed(1_000.0, (30.0, 70.0), (90.0, 110.0));
    let view = found(&terms(&[sure, unsure], 2_000.0));
    assert_eq!((view.channels[0].n_tried, view.channels[1].n_tried), (0, 4));
    for channel in &view.channels {
        assert!(
            channel.spend.low < channel.spend.value && channel.spend.value < channel.spend.high
        );
    }
    assert!(view.gain.low <= view.gain.value && view.gain.value <= view.gain.high);
    let middle = view.channels[1].line[24];
    assert!(middle.low < middle.result && middle.result < middle.high);
}

#[test]
fn points_of_a_curve_give_the_curve_back() {
    let fair = hill(80.0, 3_000.0, 2.0);
    let posts = hill(40.0, 800.0, 0.9);
    let amounts = [500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0];
    let channels = [points("Fair", fair, &amounts), points("Posts", posts, &amounts)];
    let view = found(&terms(&channels, 6_000.0));
    let [first, second] = [&view.channels[0], &view.channels[1]];
    assert!((first.top - 80.0).abs() < 0.1 && (first.half - 3_000.0).abs() < 10.0, "{first:?}");
    assert!((first.shape - 2.0).abs() < 0.01 && (second.shape - 0.9).abs() < 0.01);
    // S-shaped: K·((S − 1)/(S + 1))^(1/S).
    assert!((first.inflection - 3_000.0 / 3f64.sqrt()).abs() < 10.0 && second.inflection == 0.0);
    assert!(first.rms_error.is_some_and(|error| error < 0.01));
    assert_eq!((first.n_tried, first.points.len()), (6, 6));
    let sum: f64 = view.channels.iter().map(|channel| channel.spend.value).sum();
    assert!((sum - 6_000.0).abs() < 1e-6);
    // Against every split in steps of a hundredth.
    let best = (0..=100)
        .map(|part| 60.0 * f64::from(part))
        .map(|spend| fair.value(spend) + posts.value(6_000.0 - spend))
        .fold(0.0, f64::max);
    assert!(view.result > best - 0.05, "{} {best}", view.result);
    assert!(view.gain.value > 0.0 && !view.is_against_now);
}

#[test]
fn too_few_amounts_ask_for_a_belief() {
    let few = points("Fair", hill(80.0, 3_000.0, 1.0), &[500.0, 1_000.0, 1_000.0, 2_000.0]);
    let known = believed(1_000.0, (50.0, 60.0), (100.0, 120.0));
    let open = |channel: ChannelTerms| match none(&terms(&[known.clone(), channel], 1_000.0)) {
        NoBudget::Open(open) => open,
        other => panic!("{other:?}"),
    };
    assert_eq!(open(few), [(1, OpenChannel::TooFewAmounts { n: 3, needed: 4 })]);
    // A straight line has no level.
    let line = (1..=6).map(|n| SpendPoint {
        spend: money(1_000.0 * f64::from(n)),
        result: Some(10.0 * f64::from(n)),
    });
    let line = ChannelTerms { points: line.collect(), ..ChannelTerms::default() };
    assert_eq!(open(line), [(1, OpenChannel::NoTop)]);
    let falling = [60.0, 55.0, 50.0, 40.0, 45.0].iter().zip(1..).map(|(result, n)| SpendPoint {
        spend: money(1_000.0 * f64::from(n)),
        result: Some(*result),
    });
    let falling = ChannelTerms { points: falling.collect(), ..ChannelTerms::default() };
    assert_eq!(open(falling), [(1, OpenChannel::NoRise)]);
    assert_eq!(
        open(believed(1_000.0, (50.0, 60.0), (55.0, 120.0))),
        [(1, OpenChannel::CeilingTooLow)]
    );
    assert_eq!(open(believed(0.0, (50.0, 60.0), (90.0, 120.0))), [(1, OpenChannel::BeliefSpend)]);
    assert_eq!(open(believed(9.0, (0.0, 60.0), (90.0, 120.0))), [(1, OpenChannel::BeliefResult)]);
}

#[test]
fn points_that_carry_the_curve_leave_the_range_open() {
    // K = 800 lies below the least amount once the point at 500 is left out.
    let amounts = [500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0];
    let posts = points("Posts", hill(40.0, 800.0, 0.9), &amounts);
    let strong = believed(1_000.0, (500.0, 500.0), (4_000.0, 4_000.0));
    let view = found(&terms(&[posts.clone(), posts.clone()], 6_000.0));
    let posts_view = &view.channels[0];
    assert_eq!((posts_view.n_tried, posts_view.n_without), (5, 1));
    assert!(!posts_view.is_below && !posts_view.is_beyond);
    // Beside a channel that is worth far more it gets less than it ever did.
    let view = found(&terms(&[posts, strong], 3_000.0));
    let [weak, strong] = &view.channels[..] else { panic!("two channels") };
    assert!(weak.spend.value < 500.0 && !strong.is_below, "{weak:?}");
    assert_eq!(weak.is_below, weak.spend.value > 0.0);
}

#[test]
fn what_is_missing_is_told() {
    let known = believed(1_000.0, (50.0, 60.0), (100.0, 120.0));
    assert_eq!(none(&terms(std::slice::from_ref(&known), 1_000.0)), NoBudget::TooFewChannels);
    let both = [known.clone(), known.clone()];
    assert_eq!(none(&BudgetTerms { budget: None, ..terms(&both, 1.0) }), NoBudget::BudgetUnknown);
    let many = terms(&vec![known; MAX_CHANNELS + 1], 1_000.0);
    assert!(BudgetRun::new(&many).is_err());
}

#[test]
fn past_events_that_cost_something_are_points_of_their_method() {
    let entry = |place: u32, method: Method, cost: f64, ordered: u32| {
        let mut event = past("Open day", method, 20_000, [100, 50, 40, ordered]);
        if let Some(counts) = &mut event.counts {
            counts.cost = Money::from_major(cost);
        }
        EventEntry {
            id: DocumentId(place),
            name: event.name,
            method,
            status: event.status,
            day: event.day,
            goal_orders: 0,
            n_steps_done: 0,
            counts: event.counts,
        }
    };
    let planned = EventEntry {
        status: EventStatus::Planned,
        method: event_of(Method::Seminar).method,
        ..entry(4, Method::Seminar, 900.0, 9)
    };
    let events = [
        entry(1, Method::Activity, 700.0, 12),
        entry(2, Method::Activity, 0.0, 3),
        entry(3, Method::Seminar, 500.0, 8),
        planned,
    ];
    let told = points_of_events(&events);
    let point = |spend, result| vec![SpendPoint { spend: money(spend), result: Some(result) }];
    let by_method = [(Method::Seminar, point(500.0, 8.0)), (Method::Activity, point(700.0, 12.0))];
    assert_eq!(told, by_method);
}
