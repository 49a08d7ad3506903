//! A counted event beside its forecast: what is within by hand, and what the next one learns.

use super::{BEES, event_of, general, known_event, past, range, tables_with};
use crate::domain::day::Day;
use crate::domain::event::{
    AudienceChoice, AudienceGroup, Event, EventCounts, EventStatus, FunnelStage,
};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::forecast::{CountedEvent, ForecastRun, MethodFunnelRun};
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, RateSource, RateView};
use crate::views::method_funnel::OwnRate;
use crate::views::outcome::{Fell, OutcomeView};

/// 500 invited at known rates, of whom 250 · 0.8 = 200 come and 100 order; planned in the wizard.
fn counted(heads: [u32; 4], revenue: i64, cost: i64) -> Event {
    let [invited, registered, attended, ordered] = heads;
    let (cost, revenue) = (Money(cost * 100), Money(revenue * 100));
    let mut event = known_event();
    event.name = "Coat Day".into();
    event.status = EventStatus::Past;
    event.counts = Some(EventCounts { invited, registered, attended, ordered, cost, revenue });
    event.steps_done = vec!["goal".to_owned()];
    event
}

fn outcome(tables: &Tables, event: &Event) -> OutcomeView {
    let counted = CountedEvent::of(event, &[]).expect("counted");
    let run = ForecastRun::new(tables, &counted.audience, &counted.event, 4_000);
    let own = MethodFunnelRun::new(tables, &counted.audience, &counted.event);
    let own = own.expect("possible").ok().map(MethodFunnelRun::finish);
    counted.compare(tables, &run.expect("possible").finish(), own.as_ref())
}

fn own_events(rate: &RateView) -> Vec<&str> {
    let mut names = Vec::new();
    for source in &rate.sources {
        if let RateSource::Own { events, .. } = source {
            names.extend(events.iter().map(String::as_str));
        }
    }
    names
}

#[test]
fn each_figure_is_within_or_not() {
    let event = counted([500, 250, 200, 150], 30_000, 5_500);
    let view = outcome(&tables_with([event.clone()]), &event);
    let fell: Vec<_> = view.stages.iter().map(|stage| stage.fell).collect();
    assert_eq!(fell, [Some(Fell::Within), Some(Fell::Within), Some(Fell::Above)], "{view:?}");
    // ½ · 30,000 − 5,500, where ½ · 20,000 − 5,500 = 4,500 were expected.
    let profit = view.profit.expect("counted and planned");
    assert!((profit.counted - 9_500.0).abs() < 1e-9, "{profit:?}");
    assert!((profit.foretold.mean - 4_500.0).abs() < 150.0, "{profit:?}");
    assert_eq!((profit.fell, view.n_compared, view.n_within), (Fell::Above, 4, 2));

    let event = counted([500, 250, 120, 60], 12_000, 3_900);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert_eq!(view.stages[1].fell, Some(Fell::Below), "{view:?}");
    assert_eq!(view.stages[1].share, Some((120, 250)));
}

/// 500 invited bring 200 guests and 100 orders, of whom 100 have a seat and 50 order: ½ · 10,000 − 1,000 −
/// 100 · 20 − 500 = 1,500 are left.
#[test]
fn a_room_that_was_too_small_is_held_against_its_seats() {
    let mut event = counted([500, 250, 200, 50], 10_000, 3_500);
    event.seats = Some(100);
    let view = outcome(&tables_with([event.clone()]), &event);
    let (ordered, profit) = (&view.stages[2], view.profit.expect("counted and planned"));
    let foretold = ordered.foretold.expect("the rates are known");
    assert!((foretold.mean - 50.0).abs() < 1.0, "{foretold:?}");
    assert!((profit.counted - 1_500.0).abs() < 1e-9, "{profit:?}");
    assert!((profit.foretold.mean - 1_500.0).abs() < 100.0, "{profit:?}");
    assert_eq!(
        (view.seats, ordered.fell, profit.fell),
        (Some(100), Some(Fell::Within), Fell::Within)
    );
    // Who comes is told of everybody.
    assert!((view.stages[1].foretold.expect("known").mean - 200.0).abs() < 2.0, "{view:?}");

    // Room for everybody: 50 orders are too few.
    event.seats = Some(400);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert_eq!((view.seats, view.stages[2].fell), (None, Some(Fell::Below)));
    // Whoever joins needs no seat: its forecast tells of everybody.
    event.method = Method::Membership;
    event.seats = Some(100);
    assert_eq!(outcome(&tables_with([event.clone()]), &event).seats, None);
}

#[test]
fn the_forecast_is_of_those_who_were_invited() {
    let event = counted([260, 130, 104, 52], 10_400, 3_340);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert_eq!(view.n_invited, 260);
    let registered = view.stages[0].foretold.expect("the rate is known");
    assert!((registered.mean - 130.0).abs() < 2.0, "{registered:?}");
    assert!(view.stages.iter().all(|stage| stage.fell == Some(Fell::Within)), "{view:?}");
}

#[test]
fn the_plans_groups_share_the_invitations_though_nobody_of_them_may_be_asked_now() {
    let mut event = counted([50, 25, 20, 10], 0, 0);
    event.audience = [(BEES, Some(30)), (AudienceGroup::Unplaced, None)]
        .map(|(group, n_invited)| AudienceChoice { group, n_invited, n_outside: 0 })
        .to_vec();
    let mut others = AudienceEntry::empty(AudienceGroup::Unplaced);
    others.n_people = 70;
    let counted = CountedEvent::of(&event, &[AudienceEntry::empty(BEES), others]).expect("counted");
    let invited: Vec<_> = counted.event.audience.iter().map(|choice| choice.n_invited).collect();
    // 30 : 70 of 50.
    assert_eq!(invited, [Some(15), Some(35)]);
    assert_eq!(counted.audience.iter().map(|entry| entry.n_may_ask).sum::<u32>(), 50);

    event.audience.clear();
    let counted = CountedEvent::of(&event, &[]).expect("counted");
    assert_eq!(counted.event.audience[0].n_outside, 50);
}

#[test]
fn rates_before_know_earlier_events_and_rates_after_this_one_too() {
    let mut event = counted([400, 100, 60, 30], 0, 0);
    event.rates.clear();
    let spring = past("Spring", Method::Activity, 20_000, [600, 120, 60, 30]);
    let later = past("Later", Method::Activity, 20_900, [100, 90, 80, 70]);
    let tables = tables_with([spring, event.clone(), later]);
    let view = outcome(&tables, &event);
    for stage in &view.stages {
        assert_eq!(own_events(&stage.before), ["Spring"], "{stage:?}");
        assert_eq!(own_events(&stage.after), ["Spring", "Coat Day"], "{stage:?}");
    }
    // 1 in 5 before, and 1 in 4 now.
    let [registered, ..] = &view.stages[..] else { panic!("{view:?}") };
    assert!((registered.before.mean - 0.2).abs() < 0.02, "{registered:?}");
    assert!(registered.after.mean > registered.before.mean, "{registered:?}");
    assert!(registered.after.mean < 0.25, "{registered:?}");
    assert_eq!(view.profit, None, "no money was counted");
}

/// A new event of this kind, whose forecast was made: it has no ranges of its own.
#[test]
fn the_rate_now_is_that_of_a_new_event_and_not_of_this_ones_range() {
    let mut event = counted([400, 100, 60, 5], 0, 0);
    event.rates = vec![range(None, FunnelStage::Ordered, 0.2, 0.3)];
    let tables = tables_with([event.clone()]);
    let ordered = outcome(&tables, &event).stages[2].clone();
    // 5 of 60 is 8 %; with 20–30 % in it the rate would lie far above.
    assert!((ordered.before.mean - 0.25).abs() < 0.01, "{ordered:?}");
    assert!(!ordered.after.sources.contains(&RateSource::Assumed), "{ordered:?}");
    let new = Event { name: "Next".into(), day: Some(Day(20_950)), ..event_of(event.method) };
    let next = general(&tables, &new, FunnelStage::Ordered).view();
    assert_eq!((ordered.after.mean, &ordered.after.sources), (next.mean, &next.sources));
}

#[test]
fn walk_ins_are_compared_and_teach_no_rate() {
    let event = counted([500, 180, 205, 100], 0, 0);
    let view = outcome(&tables_with([event.clone()]), &event);
    let attended = &view.stages[1];
    assert_eq!((attended.counted, attended.share), (Some(205), None));
    assert_eq!(attended.fell, Some(Fell::Within), "{attended:?}");
    assert!(own_events(&attended.after).is_empty(), "{attended:?}");
    assert_eq!(own_events(&view.stages[2].after), ["Coat Day"]);
}

/// 100 registered, of whom 80 are foretold to come and 40 to order; nobody was invited, and nobody's invitation
/// costs anything: ½ · 8,000 − 1,000 − 80 · 20 = 1,400 are left.
#[test]
fn an_event_open_to_all_is_held_against_what_its_registrations_foretold() {
    let event = counted([0, 100, 78, 60], 12_000, 2_560);
    let view = outcome(&tables_with([event.clone()]), &event);
    let fell: Vec<_> = view.stages.iter().map(|stage| stage.fell).collect();
    assert_eq!(fell, [None, Some(Fell::Within), Some(Fell::Above)], "{view:?}");
    assert_eq!((view.n_invited, view.open_from), (0, Some(FunnelStage::Registered)));
    let [registered, attended, _] = &view.stages[..] else { panic!("{view:?}") };
    assert_eq!((registered.counted, registered.foretold), (Some(100), None));
    assert_eq!(registered.share, None, "it is no share of nobody");
    // What had been said of registering stands.
    assert!((registered.before.mean - 0.5).abs() < 0.01, "{registered:?}");
    assert!((attended.foretold.expect("known").mean - 80.0).abs() < 1.0, "{attended:?}");
    let profit = view.profit.expect("counted and planned");
    assert!((profit.foretold.mean - 1_400.0).abs() < 60.0, "{profit:?}");
    assert_eq!(view.n_compared, 3);

    // Some were invited, each at a cost of 1, and others registered too.
    let event = counted([40, 100, 78, 60], 12_000, 2_600);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert_eq!((view.open_from, view.stages[0].fell), (Some(FunnelStage::Registered), None));
    let profit = view.profit.expect("counted and planned");
    assert!((profit.foretold.mean - 1_360.0).abs() < 60.0, "{profit:?}");
}

#[test]
fn who_came_to_an_event_without_registrations_foretells_the_orders() {
    let event = counted([0, 0, 80, 41], 0, 0);
    let view = outcome(&tables_with([event.clone()]), &event);
    let fell: Vec<_> = view.stages.iter().map(|stage| stage.fell).collect();
    assert_eq!(fell, [None, None, Some(Fell::Within)], "{view:?}");
    assert_eq!((view.open_from, view.stages[0].counted), (Some(FunnelStage::Attended), None));
}

/// A missing rate of registering foretells nothing of those invited, and is not needed of those who registered.
#[test]
fn an_event_open_to_all_needs_no_rate_of_registering() {
    let mut event = counted([0, 100, 78, 39], 0, 0);
    event.rates.retain(|range| range.stage != FunnelStage::Registered);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert_eq!((view.stages[1].fell, view.n_compared), (Some(Fell::Within), 2));
}

#[test]
fn nothing_is_foretold_from_nothing() {
    let mut event = counted([500, 250, 200, 100], 20_000, 5_500);
    event.rates.retain(|range| range.stage != FunnelStage::Ordered);
    let view = outcome(&tables_with([event.clone()]), &event);
    assert!(view.stages[1].foretold.is_some(), "{view:?}");
    assert_eq!((view.stages[2].foretold, view.stages[2].fell), (None, None));
    assert_eq!(view.stages[2].before.sources, [RateSource::Missing]);
    assert_eq!((view.profit, view.n_compared), (None, 2));

    // Recorded afterwards: its budget is a guide's.
    let mut typed = counted([500, 250, 200, 100], 20_000, 5_500);
    typed.steps_done.clear();
    assert_eq!(outcome(&tables_with([typed.clone()]), &typed).profit, None);
}

#[test]
fn an_event_that_was_not_counted_is_not_compared() {
    let mut event = counted([0, 0, 0, 0], 0, 0);
    assert!(CountedEvent::of(&event, &[]).is_none(), "nobody was invited and nobody came");
    event.counts = None;
    assert!(CountedEvent::of(&event, &[]).is_none());
    let mut coming = counted([500, 250, 200, 100], 0, 0);
    coming.status = EventStatus::Planned;
    coming.day = Some(Day(21_000));
    assert!(CountedEvent::of(&coming, &[]).is_none());
}

/// 100 became active; of the spring's 60 active 30 renewed, so that about 50 are foretold to.
#[test]
fn stages_of_the_methods_own_funnel_are_compared_and_learnt_from() {
    let method = Method::Membership;
    let mut spring = past("Spring", method, 20_000, [300, 150, 120, 60]);
    spring.count_at("renewed", Some(30));
    let mut event = Event { method, ..counted([500, 250, 200, 100], 0, 0) };
    let of = |event: &Event| outcome(&tables_with([spring.clone(), event.clone()]), event);
    let uncounted = of(&event);
    assert_eq!((uncounted.own_stages[0].counted, uncounted.own_stages[0].fell), (None, None));

    event.count_at("renewed", Some(45));
    let view = of(&event);
    let [renewed] = &view.own_stages[..] else { panic!("{view:?}") };
    assert_eq!((renewed.name.en.as_str(), renewed.counted), ("Renewed", Some(45)));
    assert!((renewed.foretold.expect("known").mean - 50.0).abs() < 4.0, "{renewed:?}");
    assert_eq!((renewed.fell, renewed.share), (Some(Fell::Within), Some((45, 100))));
    assert_eq!(view.n_compared, uncounted.n_compared + 1);
    let events = |rate: &OwnRate| match &rate.sources[..] {
        [_, RateSource::Own { events, .. }] => events.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(events(&renewed.before), ["Spring"]);
    assert_eq!(events(&renewed.after), ["Spring", "Coat Day"]);

    event.count_at("renewed", Some(3));
    assert_eq!(of(&event).own_stages[0].fell, Some(Fell::Below));
    // Nothing was foretold before any event had counted it.
    let first = outcome(&tables_with([event.clone()]), &event);
    assert_eq!((first.own_stages[0].foretold, first.own_stages[0].fell), (None, None));
}

/// Nobody had counted renewals before, but half of the 100 were bet on: 50.
#[test]
fn a_stage_that_rested_on_a_bet_is_judged_by_it_and_learns_from_the_counts_alone() {
    let mut event = Event { method: Method::Membership, ..counted([500, 250, 200, 100], 0, 0) };
    event.set_bet_on("renewed", Some((0.5, 0.5)));
    event.count_at("renewed", Some(45));
    let of = |event: &Event| outcome(&tables_with([event.clone()]), event);
    let view = of(&event);
    let [renewed] = &view.own_stages[..] else { panic!("{view:?}") };
    assert!((renewed.foretold.expect("bet on").mean - 50.0).abs() < 1.5, "{renewed:?}");
    assert_eq!(renewed.fell, Some(Fell::Within));
    assert_eq!(renewed.before.sources, [RateSource::Assumed]);
    // The next event takes over no bet.
    assert!(
        matches!(&renewed.after.sources[..], [RateSource::Missing, RateSource::Own { .. }]),
        "{renewed:?}"
    );
    event.count_at("renewed", Some(5));
    assert_eq!(of(&event).own_stages[0].fell, Some(Fell::Below));
}

/// 200 join, and each was to bring 100: 200 · 100 − 5,500 = 14,500, where 100 orders bring 4,500.
#[test]
fn the_profit_is_held_against_the_stage_that_was_to_pay() {
    let mut event =
        Event { method: Method::Membership, ..counted([500, 250, 200, 100], 40_000, 5_500) };
    let of = |event: &Event| outcome(&tables_with([event.clone()]), event);
    let by_orders = of(&event);
    let profit = by_orders.profit.expect("counted and planned");
    assert!((profit.foretold.mean - 4_500.0).abs() < 150.0, "{profit:?}");
    assert_eq!((profit.fell, by_orders.pays_at), (Fell::Above, None));

    event.set_pays_at(Some("joined".to_owned()));
    let view = of(&event);
    let profit = view.profit.expect("counted and planned");
    assert!((profit.foretold.mean - 14_500.0).abs() < 200.0, "{profit:?}");
    // ½ · 40,000 − 5,500.
    assert!((profit.counted - 14_500.0).abs() < 1e-9, "{profit:?}");
    assert_eq!(profit.fell, Fell::Within);
    assert_eq!(view.pays_at.map(|name| name.en), Some("Joined".to_owned()));
    // Nothing was told of the profit where nobody knows how many renew.
    event.set_pays_at(Some("renewed".to_owned()));
    assert_eq!(of(&event).profit, None);
}

/// Of 100 orders 60 % were to buy again and 30 % to bring somebody: 60 and 30.
#[test]
fn what_follows_from_the_orders_is_compared_like_every_stage() {
    let mut event = counted([500, 250, 200, 100], 0, 0);
    let of = |event: &Event| outcome(&tables_with([event.clone()]), event);
    let n_before = of(&event).n_compared;
    event.set_bet_on("repurchased", Some((0.6, 0.6)));
    event.set_bet_on("referred", Some((0.3, 0.3)));
    event.count_at("repurchased", Some(58));
    event.count_at("referred", Some(12));
    let view = of(&event);
    let [again, referred] = &view.own_stages[..] else { panic!("{view:?}") };
    assert!((again.foretold.expect("bet on").mean - 60.0).abs() < 1.5, "{again:?}");
    assert!((referred.foretold.expect("bet on").mean - 30.0).abs() < 1.0, "{referred:?}");
    assert_eq!((again.fell, again.share), (Some(Fell::Within), Some((58, 100))));
    assert_eq!((referred.fell, referred.share), (Some(Fell::Below), Some((12, 100))));
    assert_eq!(view.n_compared, n_before + 2);

    // 100 seats for 200 guests: 50 order, and 30 of them again.
    event.seats = Some(100);
    let view = of(&event);
    assert_eq!(view.seats, Some(100));
    let again = view.own_stages[0].foretold.expect("bet on");
    assert!((again.mean - 30.0).abs() < 1.0, "{again:?}");
}
