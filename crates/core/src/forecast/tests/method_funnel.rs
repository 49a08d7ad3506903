//! Funnels of methods with the stages that only they have: against the event's forecast and arithmetic by
//! hand, own past counts, and what has to be said first.

use super::{BEES, forecast, known_event, past, tables_with};
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage};
use crate::domain::method::Method;
use crate::forecast::{MethodFunnelRun, has_own_funnel};
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, N_DRAWS, RateSource};
use crate::views::method_funnel::{MethodFunnelView, NoMethodFunnel, OwnMoney, OwnStage};

/// 500 invited; 50 % of them, then 80 %, then 50 %. An order leaves 100 before costs.
fn event_of(method: Method) -> Event {
    Event { method, ..known_event() }
}

/// The same with single numbers bet on the shares of these stages.
fn betting<const N: usize>(method: Method, bets: [(&str, f64); N]) -> Event {
    let mut event = event_of(method);
    for (stage, share) in bets {
        event.set_bet_on(stage, Some((share, share)));
    }
    event
}

fn paying_at(mut event: Event, stage: &str) -> Event {
    event.set_pays_at(Some(stage.to_owned()));
    event
}

#[track_caller]
fn funnel_of(tables: &Tables, event: &Event) -> MethodFunnelView {
    match MethodFunnelRun::new(tables, &audience(), event).expect("possible numbers") {
        Ok(run) => run.finish(),
        Err(why) => panic!("{why:?}"),
    }
}

#[track_caller]
fn funnel(event: &Event) -> MethodFunnelView {
    funnel_of(&Tables::default(), event)
}

#[track_caller]
fn stage<'a>(view: &'a MethodFunnelView, key: &str) -> &'a OwnStage {
    view.stages.iter().find(|stage| stage.key == key).expect("a stage of the method")
}

#[track_caller]
fn mean(view: &MethodFunnelView, key: &str) -> f64 {
    stage(view, key).heads.expect("known").mean
}

fn keys(view: &MethodFunnelView) -> Vec<&str> {
    view.stages.iter().map(|stage| stage.key.as_str()).collect()
}

fn money(view: &MethodFunnelView) -> &OwnMoney {
    view.money.as_ref().expect("the stage is known")
}

#[test]
fn membership_is_the_events_funnel_and_goes_on_to_renewal() {
    let view = funnel(&betting(Method::Membership, [("renewed", 0.7)]));
    assert_eq!(keys(&view), ["applied", "joined", "active", "renewed"]);
    let whole = forecast(&Tables::default(), &event_of(Method::Membership), N_DRAWS);
    assert_eq!(stage(&view, "applied").heads, Some(whole.registered));
    assert_eq!(stage(&view, "joined").heads, Some(whole.attended));
    assert_eq!(stage(&view, "active").heads, Some(whole.ordered));
    let share = mean(&view, "renewed") / mean(&view, "active");
    assert!((share - 0.7).abs() < 0.01, "{share}");
    let renewed = &stage(&view, "renewed").rate;
    assert_eq!((renewed.of.en.as_str(), renewed.to.en.as_str()), ("Active", "Renewed"));
    assert_eq!(renewed.sources, [RateSource::Assumed]);
    assert_eq!(stage(&view, "joined").counts_as, Some(FunnelStage::Attended));
}

#[test]
fn dealers_negotiate_between_coming_and_signing() {
    let bets = [("negotiating", 0.625), ("first-order", 0.8), ("reordered", 0.5)];
    let view = funnel(&betting(Method::DealerRecruitment, bets));
    let stages = ["confirmed", "attended", "negotiating", "signed", "first-order", "reordered"];
    assert_eq!(keys(&view), stages);
    // 200 come, about half sign; 62.5 % of those who negotiate do: so 80 % negotiate.
    let signed = mean(&view, "signed");
    assert!((mean(&view, "negotiating") / mean(&view, "attended") - 0.8).abs() < 0.02, "{view:?}");
    assert!((signed / mean(&view, "negotiating") - 0.625).abs() < 0.01);
    assert!((mean(&view, "first-order") / signed - 0.8).abs() < 0.01);
    assert!((mean(&view, "reordered") / signed - 0.4).abs() < 0.01);
    let whole = forecast(&Tables::default(), &event_of(Method::DealerRecruitment), N_DRAWS);
    assert_eq!(stage(&view, "signed").heads, Some(whole.ordered));
    let rate = &stage(&view, "negotiating").rate;
    assert_eq!((rate.of.en.as_str(), rate.to.en.as_str()), ("Negotiating", "Signed"));
    let rate = &stage(&view, "signed").rate;
    assert_eq!((rate.of.en.as_str(), rate.to.en.as_str()), ("Attended", "Signed"));
}

#[test]
fn what_nobody_has_said_is_left_out_and_so_is_what_comes_after() {
    let view = funnel(&betting(Method::DealerRecruitment, [("reordered", 0.5)]));
    for key in ["negotiating", "first-order"] {
        let stage = stage(&view, key);
        assert_eq!((stage.heads, stage.rate.share), (None, None), "{key}");
        assert_eq!(stage.rate.sources, [RateSource::Missing]);
    }
    // Its share is said, but not how many it is of.
    assert_eq!(stage(&view, "reordered").heads, None);
    assert!(stage(&view, "reordered").rate.share.is_some());
    assert!(stage(&view, "signed").heads.is_some());
    let unknown = paying_at(event_of(Method::DealerRecruitment), "first-order");
    assert_eq!(funnel(&unknown).money, None);
    // Of another method: the orders pay.
    let another = paying_at(event_of(Method::DealerRecruitment), "renewed");
    assert_eq!(money(&funnel(&another)).at, "signed");
}

#[test]
fn the_stage_that_pays_moves_the_profit_by_the_margin_of_its_heads() {
    let event = event_of(Method::Membership);
    let whole = forecast(&Tables::default(), &event, N_DRAWS);
    let known = betting(Method::Membership, [("renewed", 0.7)]);
    let usual = funnel(&known);
    assert_eq!(money(&usual).at, "active");
    assert!((money(&usual).profit.mean - whole.profit.mean).abs() < 1e-6);
    assert_eq!(money(&usual).p_goal, whole.p_goal);
    assert_eq!(usual.may_pay, ["joined", "active", "renewed"]);
    for key in ["joined", "renewed"] {
        let view = funnel(&paying_at(known.clone(), key));
        let more = 100.0 * (mean(&view, key) - whole.ordered.mean);
        let found = money(&view).profit.mean - whole.profit.mean;
        assert!((found - more).abs() < 1e-6, "{key}: {found}, by hand {more}");
    }
    // Dealers in the room do not pay.
    let dealers = funnel(&event_of(Method::DealerRecruitment));
    assert_eq!(dealers.may_pay, ["signed", "first-order", "reordered"]);
}

#[test]
fn own_counts_of_the_method_are_learnt_from() {
    let mut spring = past("Spring", Method::Membership, 20_000, [100, 50, 40, 20]);
    spring.count_at("renewed", Some(15));
    let mut other = past("Dealers", Method::DealerRecruitment, 20_100, [100, 50, 40, 20]);
    other.count_at("renewed", Some(1));
    let uncounted = past("Autumn", Method::Membership, 20_200, [100, 50, 40, 20]);
    let tables = tables_with([spring, other, uncounted]);
    let view = funnel_of(&tables, &event_of(Method::Membership));
    let renewed = stage(&view, "renewed");
    let [RateSource::Missing, RateSource::Own { n_success, n_trials, events, .. }] =
        &renewed.rate.sources[..]
    else {
        panic!("{renewed:?}")
    };
    assert_eq!((*n_success, *n_trials, events.as_slice()), (15, 20, &["Spring".to_owned()][..]));
    let (share, low, high) = renewed.rate.share.expect("counted");
    assert!((0.6..0.8).contains(&share) && low < 0.65 && high > 0.75, "{renewed:?}");
    assert!(renewed.heads.is_some());
    // A range that is given is where it starts.
    let view = funnel_of(&tables, &betting(Method::Membership, [("renewed", 0.3)]));
    let (share, ..) = stage(&view, "renewed").rate.share.expect("said and counted");
    assert!((0.3..0.35).contains(&share), "{share}");
}

#[test]
fn a_later_count_is_kept_with_the_event_and_can_be_taken_back() {
    let mut event = event_of(Method::Membership);
    assert_eq!(event.counted_at("renewed"), None);
    event.count_at("renewed", Some(12));
    assert_eq!(event.counted_at("renewed"), Some(12));
    event.count_at("renewed", None);
    assert_eq!(event, event_of(Method::Membership));
}

#[test]
fn nobody_to_invite_and_impossible_ranges_are_refused() {
    let empty = Event { audience: Vec::new(), ..event_of(Method::Membership) };
    let found = MethodFunnelRun::new(&Tables::default(), &audience(), &empty);
    assert!(matches!(found, Ok(Err(NoMethodFunnel::NobodyInvited))));
    for share in [f64::NAN, 1.5, -0.1] {
        let event = betting(Method::Membership, [("renewed", share)]);
        let found = MethodFunnelRun::new(&Tables::default(), &audience(), &event);
        assert!(matches!(found, Err(EngineError::BadInput { .. })), "{share}");
    }
}

#[test]
fn slices_do_not_change_the_figures() {
    let event = betting(Method::DealerRecruitment, [("first-order", 0.8)]);
    let run = MethodFunnelRun::new(&Tables::default(), &audience(), &event);
    let Ok(Ok(mut run)) = run else { panic!("possible numbers") };
    while run.advance(777) {}
    assert_eq!(run.finish(), funnel(&event));
}

/// Of 100 orders 60 % buy again and 30 % bring somebody: 60 and 30 heads, and not 30 % of the 60.
#[test]
fn every_other_method_goes_on_after_the_orders_to_two_ends() {
    for method in Method::ALL.into_iter().filter(|method| !has_own_funnel(*method)) {
        let event = betting(method, [("repurchased", 0.6), ("referred", 0.3)]);
        let view = funnel(&event);
        let own: Vec<&str> = view.of_its_own().map(|stage| stage.key.as_str()).collect();
        assert_eq!(own, ["repurchased", "referred"], "{method:?}");
        let whole = forecast(&Tables::default(), &event, N_DRAWS);
        let ordered = view.stages.iter().find(|it| it.counts_as == Some(FunnelStage::Ordered));
        assert_eq!(ordered.expect("orders").heads, Some(whole.ordered));
        assert!((whole.ordered.mean - 100.0).abs() < 2.0, "{:?}", whole.ordered);
        assert!((mean(&view, "repurchased") - 60.0).abs() < 1.5, "{view:?}");
        assert!((mean(&view, "referred") - 30.0).abs() < 1.0, "{view:?}");
        let rate = &stage(&view, "referred").rate;
        assert_eq!((rate.of.en.as_str(), rate.to.en.as_str()), ("Ordered", "Referred"));
        assert_eq!(rate.sources, [RateSource::Assumed]);
        // Orders pay, as everywhere on the page.
        assert_eq!((view.money, view.may_pay), (None, Vec::new()));
    }
}

#[test]
fn the_funnel_ends_at_orders_until_somebody_has_said_how_many_go_on() {
    let none = funnel(&event_of(Method::Seminar));
    for key in ["repurchased", "referred"] {
        let stage = stage(&none, key);
        assert_eq!((stage.heads, stage.rate.share, stage.by_group.len()), (None, None, 0), "{key}");
        assert_eq!(stage.rate.sources, [RateSource::Missing]);
    }
    assert!(stage(&none, "ordered").heads.is_some());
    // Neither says anything of the other, and saying one leaves the other's figures as they were.
    let one = funnel(&betting(Method::Seminar, [("referred", 0.3)]));
    assert_eq!(stage(&one, "repurchased").heads, None);
    let both = funnel(&betting(Method::Seminar, [("repurchased", 0.6), ("referred", 0.3)]));
    assert!(stage(&one, "referred").heads.is_some());
    assert_eq!(stage(&both, "referred").heads, stage(&one, "referred").heads);
    // What rests on a rate of the event that nobody knows is no figure either.
    let mut unknown = betting(Method::Seminar, [("referred", 0.3)]);
    unknown.rates.retain(|range| range.stage != FunnelStage::Ordered);
    let view = funnel(&unknown);
    assert_eq!(view.missing_rates, [FunnelStage::Ordered]);
    assert!(stage(&view, "attended").heads.is_some());
    assert_eq!((stage(&view, "ordered").heads, stage(&view, "referred").heads), (None, None));
    assert_eq!(stage(&view, "ordered").rate.share, None);
}

/// 400 and 100 invited at the same rates: 80 and 20 orders, 48 and 12 of them buy again.
#[test]
fn stages_after_the_orders_are_told_by_group() {
    let (bees, outside) = (BEES, AudienceGroup::Outside);
    let mut event = betting(Method::Seminar, [("repurchased", 0.6)]);
    let choice = |group: &AudienceGroup, n| AudienceChoice {
        group: group.clone(),
        n_invited: Some(n),
        n_outside: if *group == AudienceGroup::Outside { n } else { 0 },
    };
    event.audience = vec![choice(&outside, 400), choice(&bees, 100)];
    let people =
        vec![AudienceEntry { n_people: 100, n_may_ask: 100, ..AudienceEntry::empty(bees.clone()) }];
    let run = MethodFunnelRun::new(&Tables::default(), &people, &event).expect("possible");
    let Ok(run) = run else { panic!("somebody is invited") };
    let view = run.finish();
    assert_eq!(view.groups, [outside.clone(), bees.clone()]);
    let again = stage(&view, "repurchased");
    let of = |group: &AudienceGroup| again.heads_of(&view, group).expect("known");
    assert!((of(&outside).mean - 48.0).abs() < 1.5, "{again:?}");
    assert!((of(&bees).mean - 12.0).abs() < 0.6, "{again:?}");
    let sum = of(&outside).mean + of(&bees).mean;
    assert!((sum - again.heads.expect("known").mean).abs() < 1e-9, "{again:?}");
    assert!(of(&bees).p05 < 12.0 && of(&bees).p95 > 12.0);
    assert_eq!(again.heads_of(&view, &AudienceGroup::Unplaced), None);
    // A stage within a step is told by group too.
    let dealers = betting(Method::DealerRecruitment, [("negotiating", 0.625)]);
    let view = funnel(&Event { audience: event.audience, ..dealers });
    let negotiating = stage(&view, "negotiating");
    let sum: f64 = negotiating.by_group.iter().map(|heads| heads.mean).sum();
    assert!((sum - negotiating.heads.expect("known").mean).abs() < 1e-9, "{negotiating:?}");
}

/// 200 come, 100 have a seat: of them 50 order and 30 order again, where 60 of all would.
#[test]
fn with_too_few_seats_only_those_in_them_order_again() {
    let mut event = betting(Method::Seminar, [("repurchased", 0.6)]);
    event.seats = Some(100);
    let view = funnel(&event);
    let again = stage(&view, "repurchased");
    let (all, seated) = (again.heads.expect("known"), again.seated.expect("a room was chosen"));
    assert!((all.mean - 60.0).abs() < 1.5, "{again:?}");
    assert!((seated.mean - 30.0).abs() < 1.0, "{again:?}");
    assert_eq!(stage(&view, "ordered").seated, None);
    // Room for everybody takes nobody away.
    event.seats = Some(500);
    let again = stage(&funnel(&event), "repurchased").clone();
    assert_eq!(again.seated, again.heads);
    event.seats = None;
    assert_eq!(stage(&funnel(&event), "repurchased").seated, None);
}

#[test]
fn repurchases_are_learnt_from_every_method_that_counts_them() {
    let mut talk = past("Talk", Method::Seminar, 20_000, [100, 50, 40, 20]);
    talk.count_at("repurchased", Some(12));
    talk.count_at("referred", Some(30));
    let mut party = past("Party", Method::Activity, 20_100, [100, 50, 40, 40]);
    party.count_at("repurchased", Some(10));
    let view = funnel_of(&tables_with([talk, party]), &event_of(Method::Seminar));
    let again = stage(&view, "repurchased");
    let [RateSource::Missing, own, other] = &again.rate.sources[..] else { panic!("{again:?}") };
    let counted = |source: &RateSource| match source {
        RateSource::Own { same_method, n_success, n_trials, n_counted, .. } => {
            (*same_method, *n_success, *n_trials, *n_counted)
        }
        source => panic!("{source:?}"),
    };
    let (same, n_success, n_trials, n_counted) = counted(own);
    assert_eq!((same, n_success, n_trials), (true, 12, 20));
    assert!(n_counted <= 20.0);
    let (same, n_success, n_trials, n_counted) = counted(other);
    assert_eq!((same, n_success, n_trials), (false, 10, 40));
    assert!(n_counted <= 12.0, "another method's count for 0.3 each: {n_counted}");
    assert!(again.heads.is_some());
    // More brought somebody than had ordered: no share, and nothing is learnt.
    assert_eq!(stage(&view, "referred").rate.sources, [RateSource::Missing]);
}
