//! Which rates are believed, and whether the figures follow from them.

use std::sync::Arc;

mod budget;
mod day;
mod draw_register;
mod method_funnel;
mod outcome;
mod prizes;
mod ranges;
mod registrations;
mod renewals;
mod risk;
mod room;
mod waves;
mod whom;
mod word_of_mouth;

use super::{ForecastRun, Rate, Rates, expect_heads};
use crate::domain::class::Class;
use crate::domain::day::Day;
use crate::domain::event::{
    AudienceChoice, AudienceGroup, BudgetLine, CostDriver, Event, EventCounts, EventStatus,
    FunnelStage, RateRange,
};
use crate::domain::ids::DocumentId;
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::wording::Wording;
use crate::planning;
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::forecast::{ForecastView, RateSource};

const BEES: AudienceGroup = AudienceGroup::Class(Class::Bee);

fn event_of(method: Method) -> Event {
    let tables = Tables::default();
    let mut event = planning::defaults_for_audience(&tables, &audience(), method, Day(20_778));
    event.day = Some(Day(20_800));
    event
}

fn past(name: &str, method: Method, day: i32, counts: [u32; 4]) -> Event {
    let [invited, registered, attended, ordered] = counts;
    Event {
        name: name.into(),
        status: EventStatus::Past,
        day: Some(Day(day)),
        counts: Some(EventCounts { invited, registered, attended, ordered, ..Default::default() }),
        ..event_of(method)
    }
}

fn tables_with(events: impl IntoIterator<Item = Event>) -> Tables {
    let mut tables = Tables::default();
    for (place, event) in events.into_iter().enumerate() {
        let document = Document::Event(Box::new(event));
        tables.documents.insert(DocumentId(place as u32 + 1), Arc::new(Chunk::new(document)));
    }
    tables
}

fn range(group: Option<AudienceGroup>, stage: FunnelStage, low: f64, high: f64) -> RateRange {
    RateRange { group, stage, low, high }
}

fn general(tables: &Tables, event: &Event, stage: FunnelStage) -> Rate {
    let rates = Rates::believe(tables, event);
    let found = rates.all().iter().find(|rate| rate.stage == stage && rate.group.is_none());
    found.cloned().expect("every stage has a general rate")
}

fn forecast(tables: &Tables, event: &Event, n_draws: u32) -> ForecastView {
    ForecastRun::new(tables, &audience(), event, n_draws).expect("a possible event").finish()
}

#[test]
fn a_range_is_the_middle_90_percent() {
    let mut event = event_of(Method::Activity);
    event.rates = vec![range(None, FunnelStage::Registered, 0.2, 0.3)];
    let rate = general(&Tables::default(), &event, FunnelStage::Registered).view();
    assert!((rate.low - 0.2).abs() < 1e-6 && (rate.high - 0.3).abs() < 1e-6, "{rate:?}");
    assert_eq!(rate.sources, [RateSource::Assumed]);
    assert_eq!(rate.prior, None);
}

#[test]
fn a_groups_own_range_stands_beside_the_general_one() {
    let tables = tables_with([past("Spring", Method::Activity, 20_000, [600, 60, 40, 20])]);
    let mut event = event_of(Method::Activity);
    event.rates = vec![
        range(Some(BEES), FunnelStage::Registered, 0.5, 0.7),
        range(None, FunnelStage::Registered, 0.05, 0.2),
    ];
    let rates = Rates::believe(&tables, &event);
    let [bees, ..] = rates.means_of(&BEES);
    let [others, ..] = rates.means_of(&AudienceGroup::Unplaced);
    assert!((0.58..0.62).contains(&bees), "{bees}");
    assert!((0.08..0.12).contains(&others), "{others}");
}

#[test]
fn a_cited_default_shows_its_grade_and_what_nobody_published_is_missing() {
    let event = event_of(Method::Activity);
    let attended = general(&Tables::default(), &event, FunnelStage::Attended).view();
    let [RateSource::Cited { key, grade, .. }] = &attended.sources[..] else {
        panic!("{attended:?}")
    };
    assert_eq!((key.as_str(), *grade), ("no-show-in-person-free", 'A'));
    assert!((attended.mean - 0.72).abs() < 1e-9);
    assert!(attended.low < 0.6 && attended.high > 0.8, "wide, as others' events differ");

    let ordered = general(&Tables::default(), &event, FunnelStage::Ordered).view();
    assert_eq!(ordered.sources, [RateSource::Missing]);
    let view = forecast(&Tables::default(), &event, 50);
    assert_eq!(view.missing_rates, [FunnelStage::Registered, FunnelStage::Ordered]);
}

/// How many come is cited, but of how many who register nothing is known.
#[test]
fn what_rests_on_a_missing_rate_is_not_known_either() {
    let known = |ranges: &[FunnelStage]| {
        let mut event = event_of(Method::Activity);
        event.rates = ranges.iter().map(|stage| range(None, *stage, 0.2, 0.3)).collect();
        let view = forecast(&Tables::default(), &event, 50);
        (FunnelStage::ALL.map(|stage| view.is_known(stage)), view.is_money_known())
    };
    assert_eq!(known(&[]), ([false, false, false], false));
    assert_eq!(known(&[FunnelStage::Ordered]), ([false, false, false], false));
    assert_eq!(known(&[FunnelStage::Registered]), ([true, true, false], false));
    let both = [FunnelStage::Registered, FunnelStage::Ordered];
    assert_eq!(known(&both), ([true, true, true], true));

    let event = event_of(Method::Activity);
    let view = forecast(&Tables::default(), &event, 50);
    let missing: Vec<_> = view.rates.iter().filter(|rate| rate.is_missing()).collect();
    let stages: Vec<_> = missing.iter().map(|rate| rate.stage).collect();
    assert_eq!(stages, view.missing_rates);
}

#[test]
fn what_rests_on_the_users_range_alone_is_told() {
    let mut event = event_of(Method::Activity);
    assert!(forecast(&Tables::default(), &event, 50).assumed_rates.is_empty());
    event.rates = vec![range(None, FunnelStage::Ordered, 0.2, 0.4)];
    assert_eq!(forecast(&Tables::default(), &event, 50).assumed_rates, [FunnelStage::Ordered]);
    // Own events stand beside it.
    let tables = tables_with([past("Spring", Method::Activity, 20_000, [600, 120, 60, 30])]);
    assert!(forecast(&tables, &event, 50).assumed_rates.is_empty());
    // Counts of an event tell nothing of a single group.
    let group = event.audience[0].group.clone();
    event.rates = vec![range(Some(group), FunnelStage::Registered, 0.2, 0.4)];
    assert_eq!(forecast(&tables, &event, 50).assumed_rates, [FunnelStage::Registered]);
}

#[test]
fn own_events_outweigh_the_default_but_not_as_if_all_guests_were_strangers() {
    let tables = tables_with([
        past("Spring", Method::Activity, 20_000, [600, 140, 70, 30]),
        past("Autumn", Method::Activity, 20_200, [500, 120, 60, 30]),
    ]);
    let event = event_of(Method::Activity);
    let rate = general(&tables, &event, FunnelStage::Attended);
    assert!((0.50..0.58).contains(&rate.posterior.mean()), "{rate:?}");
    let n_registered = 260.0;
    assert!(rate.posterior.strength() < n_registered, "{rate:?}");
    let view = rate.view();
    assert!(view.prior.is_some_and(|(low, high)| high - low > view.high - view.low));
    let own = RateSource::Own {
        same_method: true,
        n_success: 130,
        n_trials: 260,
        n_counted: 140.0 / 2.39 + 120.0 / 2.19,
        events: vec!["Spring".into(), "Autumn".into()],
    };
    assert_eq!(view.sources.len(), 2);
    assert_eq!(view.sources[1], own);
    let registered = general(&tables, &event, FunnelStage::Registered).view();
    assert!(!registered.sources[1..].is_empty());
    assert!(forecast(&tables, &event, 50).missing_rates.is_empty());
}

#[test]
fn events_that_differ_widely_are_trusted_less() {
    let believe_attendance = |shares: [u32; 4]| {
        let events = shares.iter().enumerate().map(|(place, share)| {
            past("Past", Method::Activity, 20_000 + place as i32, [600, 100, *share, 10])
        });
        let tables = tables_with(events);
        let event = event_of(Method::Activity);
        let strength = general(&tables, &event, FunnelStage::Attended).posterior.strength();
        (strength, Rates::believe(&tables, &event))
    };
    let (alike, calm) = believe_attendance([50, 52, 48, 50]);
    let (apart, wild) = believe_attendance([20, 80, 35, 65]);
    assert!(apart < 0.4 * alike, "{apart} against {alike}");
    assert_eq!(calm.rho_of_day(FunnelStage::Registered), None);
    assert_eq!(calm.rho_of_day(FunnelStage::Attended), Some(0.01));
    // X² = 100·(.3² + .3² + .15² + .15²)/.25 = 90: (90 − 3)/(4·99·.75).
    let rho = wild.rho_of_day(FunnelStage::Attended).expect("the day moves it");
    assert!((rho - 87.0 / 297.0).abs() < 1e-12, "{rho}");
}

#[test]
fn other_methods_tell_less() {
    let weight = |method| {
        let tables = tables_with([past("Past", method, 20_000, [600, 120, 60, 30])]);
        general(&tables, &event_of(Method::Activity), FunnelStage::Ordered).posterior.strength()
    };
    assert!(weight(Method::Seminar) < weight(Method::Activity));
}

#[test]
fn an_event_learns_only_from_earlier_ones() {
    let event = past("Coat Day", Method::Activity, 20_800, [600, 120, 60, 30]);
    let later = past("Later", Method::Activity, 20_801, [600, 120, 60, 30]);
    let tables = tables_with([event.clone(), later]);
    let rate = general(&tables, &event, FunnelStage::Ordered);
    assert_eq!(rate.sources, [RateSource::Missing]);
}

#[test]
fn counts_that_are_no_shares_are_left_out() {
    // Registrations were not counted; more ordered than came.
    let tables = tables_with([past("Past", Method::Activity, 20_000, [600, 0, 60, 90])]);
    let event = event_of(Method::Activity);
    for stage in FunnelStage::ALL {
        assert_eq!(general(&tables, &event, stage).sources.len(), 1, "{stage:?}");
    }
}

/// Rates known to a hair: 50 % register, 80 % come, half of them order; 500 may be asked.
fn known_event() -> Event {
    let mut event = event_of(Method::Activity);
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Outside, n_invited: None, n_outside: 500 }];
    event.rates = [0.5, 0.8, 0.5]
        .into_iter()
        .zip(FunnelStage::ALL)
        .map(|(rate, stage)| range(None, stage, rate, rate))
        .collect();
    event.contingency = 0.0;
    event.revenue_per_order = MoneyRange::exactly(Money(20_000));
    event.margin = 0.5;
    event.goal_orders = 80;
    event.goal_confidence = 0.9;
    event.seats = Some(220);
    event.budget = vec![
        line(CostDriver::Fixed, 1_000),
        line(CostDriver::PerAttended, 20),
        line(CostDriver::PerInvited, 1),
    ];
    event
}

fn line(driver: CostDriver, major: i64) -> BudgetLine {
    let amount = MoneyRange::exactly(Money(major * 100));
    BudgetLine { label: Wording::default(), driver, amount, note: Wording::default() }
}

#[test]
fn slices_do_not_change_the_figures() {
    let event = known_event();
    let tables = Tables::default();
    let mut run = ForecastRun::new(&tables, &audience(), &event, 200).expect("possible");
    let mut n_slices = 0;
    while run.advance(37) {
        n_slices += 1;
    }
    assert!(n_slices > 10 && run.n_done() == run.n_total());
    assert_eq!(run.finish(), forecast(&tables, &event, 200));
    let other = Event { seed: event.seed + 1, ..event.clone() };
    assert_ne!(forecast(&tables, &other, 200), forecast(&tables, &event, 200));
}

#[test]
fn break_even_follows_the_costs_that_heads_drive() {
    let view = forecast(&Tables::default(), &known_event(), 2_000);
    // One guest: ½ order · 100 margin − 20 − 2.5 invitations · 1 = 27.5, so 1000 / 27.5 = 36.4.
    let heads = view.break_even_heads.expect("pays");
    assert!((36..=38).contains(&heads), "{heads}");
    let orders = view.break_even_orders.expect("pays");
    assert!((18..=20).contains(&orders), "{orders}");
    // 200 guests, 100 orders: 10,000 margin − 1,000 − 4,000 − 500.
    assert!((view.profit.mean - 4_500.0).abs() < 100.0, "{:?}", view.profit);
    assert!((view.cost.mean - 5_500.0).abs() < 50.0, "{:?}", view.cost);
    assert!(view.risk.risk.tails[1].mean <= view.profit.p05);
    assert!(view.profit_bins.iter().any(|bin| bin.low == 0.0) || view.profit_bins[0].low > 0.0);

    let mut dear = known_event();
    dear.budget.push(line(CostDriver::PerOrdered, 101));
    assert_eq!(forecast(&Tables::default(), &dear, 200).break_even_orders, None);
}

#[test]
fn the_contingency_counts_as_spent_and_staff_and_days_are_fixed() {
    let mut event = known_event();
    event.budget = vec![line(CostDriver::PerStaff, 100), line(CostDriver::PerDay, 300)];
    (event.n_staff, event.n_days, event.contingency) = (5, 2, 0.1);
    let view = forecast(&Tables::default(), &event, 100);
    assert!((view.cost.mean - 1_210.0).abs() < 1e-6, "{:?}", view.cost);
    assert_eq!(view.break_even_orders, Some(13));
}

#[test]
fn a_cost_range_spreads_the_cost_and_leaves_its_mean() {
    let mut event = known_event();
    event.budget = vec![line(CostDriver::Fixed, 2_000), line(CostDriver::PerDay, 500)];
    event.n_days = 1;
    event.budget[0].amount = MoneyRange { low: Money(100_000), high: Money(300_000) };
    event.audience.clear();
    let view = forecast(&Tables::default(), &event, 4_000);
    let (cost, profit) = (view.cost, view.profit);
    assert!((profit.p05 + cost.p95).abs() < 1e-6, "what is dearer is lost: {profit:?}");
    assert!((cost.mean - 2_500.0).abs() < 40.0, "{cost:?}");
    assert!((cost.p05 - 1_500.0).abs() < 80.0 && (cost.p95 - 3_500.0).abs() < 80.0, "{cost:?}");
}

#[test]
fn a_revenue_range_does_not_average_out_over_many_orders() {
    let mut event = known_event();
    let exact = forecast(&Tables::default(), &event, 2_000).revenue;
    event.revenue_per_order = MoneyRange { low: Money(15_000), high: Money(25_000) };
    let ranged = forecast(&Tables::default(), &event, 2_000).revenue;
    assert!(ranged.p95 - ranged.p05 > 1.3 * (exact.p95 - exact.p05), "{ranged:?} {exact:?}");
    assert!((ranged.p95 - ranged.p05) / ranged.mean > 0.45, "{ranged:?}");
}

#[test]
fn room_and_goal_are_chances() {
    let view = forecast(&Tables::default(), &known_event(), 2_000);
    let overflow = view.p_overflow.expect("has seats");
    assert!((0.01..0.35).contains(&overflow), "{overflow}");
    assert!(view.p_goal > 0.8 && view.p_profit > 0.99);
    assert_eq!((view.n_invited, view.n_may_ask), (500, 500));
}

/// 86 bees and 96 dragonflies of 688 who may be asked.
#[test]
fn groups_that_are_not_chosen_are_counted_apart() {
    let mut event = event_of(Method::Seminar);
    let choose = |group| AudienceChoice { group, n_invited: None, n_outside: 0 };
    event.audience = vec![choose(BEES), choose(AudienceGroup::Class(Class::Dragonfly))];
    let needed = forecast(&Tables::default(), &event, 100).needed;
    assert_eq!((needed.n_may_ask, needed.n_not_chosen), (182, 506));
    // A group nobody is in stays out of what is shown.
    let mantis_leads = AudienceGroup::Expected(Class::Mantis);
    let with_nobody = AudienceChoice { group: mantis_leads, n_invited: None, n_outside: 0 };
    event.audience.insert(1, with_nobody);
    let view = forecast(&Tables::default(), &event, 100);
    let shown: Vec<usize> = view.groups_with_people().map(|(place, _)| place).collect();
    assert_eq!((view.groups.len(), shown, view.risk.invitations.len()), (3, vec![0, 2], 2));
    event.audience.extend(audience().into_iter().map(|entry| choose(entry.group)));
    let needed = forecast(&Tables::default(), &event, 100).needed;
    assert_eq!((needed.n_may_ask, needed.n_not_chosen), (688, 0));
}

#[test]
fn the_search_says_how_many_and_what_is_in_reach_instead() {
    let mut event = known_event();
    let needed = forecast(&Tables::default(), &event, 200).needed;
    let n = needed.n_invitations.expect("in reach");
    assert!((400..500).contains(&n), "{n}");
    assert!(needed.at_confidence.is_sorted_by_key(|(_, n)| n.unwrap_or(u32::MAX)));
    assert!(needed.curve.is_sorted_by(|before, after| before.chance <= after.chance));

    event.goal_orders = 130;
    let beyond = forecast(&Tables::default(), &event, 200).needed;
    assert_eq!(beyond.n_invitations, None);
    assert!(beyond.best_chance < 0.2);
    assert!((70..100).contains(&beyond.reachable_orders), "{}", beyond.reachable_orders);
}

#[test]
fn one_to_one_is_compared_at_each_step() {
    let mut tables = Tables::default();
    let facts = Arc::make_mut(&mut tables.facts);
    facts.one_to_one.hours_per_customer = 1.0;
    facts.one_to_one.hourly_cost = Money(6_000);
    let view = forecast(&tables, &known_event(), 1_000);
    assert_eq!(view.one_to_one, Some(Money(6_000)));
    // Per guest: 1000 / heads + 20 + 2.5 < 60 from 27 heads on.
    assert!((26..=28).contains(&view.per_attended.crossover.expect("some")), "{view:?}");
    assert!(view.per_attended.p_cheaper.expect("known") > 0.99);
    // Half of the conversations end in an order: 120 for a customer won.
    assert!((view.per_won.one_to_one.expect("known") - 120.0).abs() < 1e-6);
    assert!((view.per_attended.cost.mean - 27.5).abs() < 0.5);
}

#[test]
fn the_group_worth_most_is_filled_first() {
    let mut event = known_event();
    event.audience = [AudienceGroup::Unplaced, BEES]
        .map(|group| AudienceChoice { group, n_invited: None, n_outside: 0 })
        .to_vec();
    event.rates.push(range(Some(BEES), FunnelStage::Ordered, 0.9, 0.9));
    event.goal_orders = 20;
    let view = forecast(&Tables::default(), &event, 200);
    let [unplaced, bees] = &view.groups[..] else { panic!("two groups") };
    assert!(bees.margin_per_invitation > 1.5 * unplaced.margin_per_invitation);
    // 86 bees at 36 % are enough; the others, at 20 %, would have to be far more.
    assert!(view.needed.n_invitations.expect("in reach") < 86, "{:?}", view.needed.n_invitations);
}

#[test]
fn nobody_invited_gives_a_forecast_of_nothing() {
    let mut event = known_event();
    event.audience.clear();
    let view = forecast(&Tables::default(), &event, 100);
    assert_eq!((view.n_invited, view.ordered.p95, view.p_profit), (0, 0.0, 0.0));
    assert!(view.per_won.cost.mean.is_infinite());
    assert_eq!(view.needed.n_invitations, None);
}

#[test]
fn impossible_inputs_are_refused_with_a_reason() {
    let mut event = known_event();
    event.budget.push(line(CostDriver::Fixed, -5_000));
    let refused = ForecastRun::new(&Tables::default(), &audience(), &event, 10).err();
    assert!(matches!(refused, Some(EngineError::BadInput { .. })), "{refused:?}");
    let mut event = known_event();
    event.audience[0].n_outside = u32::MAX;
    let refused = ForecastRun::new(&Tables::default(), &audience(), &event, 10).err();
    assert!(matches!(refused, Some(EngineError::BadInput { .. })), "{refused:?}");
}

#[test]
fn expected_heads_are_the_means_multiplied() {
    let heads = expect_heads(&Tables::default(), &audience(), &known_event());
    let found = [heads.invited, heads.registered, heads.attended, heads.ordered];
    for (found, expected) in found.into_iter().zip([500.0, 250.0, 200.0, 100.0]) {
        assert!((found - expected).abs() < 1.0, "{heads:?}");
    }
}

#[test]
fn own_events_outweigh_a_cited_default_that_they_contradict() {
    let event = event_of(Method::Seminar);
    let cited = general(&Tables::default(), &event, FunnelStage::Registered);
    assert!(cited.posterior.mean() < 0.02 && !cited.is_contradicted);

    // 30 of 100 registered, where the default says 1 of 100.
    let tables = tables_with([past("Spring", Method::Seminar, 20_000, [200, 60, 40, 10])]);
    let rate = general(&tables, &event, FunnelStage::Registered);
    assert!(rate.is_contradicted);
    assert!((rate.posterior.mean() - 0.3).abs() < 0.01, "{:?}", rate.posterior);

    // Counts that it foretells leave it as it is.
    let tables = tables_with([past("Spring", Method::Seminar, 20_000, [200, 2, 1, 0])]);
    let rate = general(&tables, &event, FunnelStage::Registered);
    assert!(!rate.is_contradicted);
    assert!((rate.posterior.mean() - 0.01).abs() < 0.003, "{:?}", rate.posterior);
}
