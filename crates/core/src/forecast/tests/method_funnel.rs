//! Funnels of methods with stages of their own: against the event's forecast and arithmetic by hand, own
//! past counts, and what has to be said first.

use super::{forecast, known_event, past, tables_with};
use crate::domain::event::{Event, FunnelStage};
use crate::domain::method::Method;
use crate::forecast::MethodFunnelRun;
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{N_DRAWS, RateSource};
use crate::views::method_funnel::{
    MethodFunnelTerms, MethodFunnelView, NoMethodFunnel, OwnMoney, OwnStage,
};

/// 500 invited; 50 % of them, then 80 %, then 50 %. An order leaves 100 before costs.
fn event_of(method: Method) -> Event {
    Event { method, ..known_event() }
}

fn terms<const N: usize>(rates: [(&str, f64); N]) -> MethodFunnelTerms {
    let rates = rates.map(|(key, share)| (key.to_owned(), (share, share)));
    MethodFunnelTerms { rates: rates.into(), pays_at: None }
}

#[track_caller]
fn funnel_of(tables: &Tables, event: &Event, terms: &MethodFunnelTerms) -> MethodFunnelView {
    match MethodFunnelRun::new(tables, &audience(), event, terms).expect("possible numbers") {
        Ok(run) => run.finish(),
        Err(why) => panic!("{why:?}"),
    }
}

#[track_caller]
fn funnel(method: Method, terms: &MethodFunnelTerms) -> MethodFunnelView {
    funnel_of(&Tables::default(), &event_of(method), terms)
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
    let view = funnel(Method::Membership, &terms([("renewed", 0.7)]));
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
    let known = terms([("negotiating", 0.625), ("first-order", 0.8), ("reordered", 0.5)]);
    let view = funnel(Method::DealerRecruitment, &known);
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
    let view = funnel(Method::DealerRecruitment, &terms([("reordered", 0.5)]));
    for key in ["negotiating", "first-order"] {
        let stage = stage(&view, key);
        assert_eq!((stage.heads, stage.rate.share), (None, None), "{key}");
        assert_eq!(stage.rate.sources, [RateSource::Missing]);
    }
    // Its share is said, but not how many it is of.
    assert_eq!(stage(&view, "reordered").heads, None);
    assert!(stage(&view, "reordered").rate.share.is_some());
    assert!(stage(&view, "signed").heads.is_some());
    let pays = MethodFunnelTerms { pays_at: Some("first-order".into()), ..terms([]) };
    assert_eq!(funnel(Method::DealerRecruitment, &pays).money, None);
}

#[test]
fn the_stage_that_pays_moves_the_profit_by_the_margin_of_its_heads() {
    let event = event_of(Method::Membership);
    let whole = forecast(&Tables::default(), &event, N_DRAWS);
    let known = terms([("renewed", 0.7)]);
    let usual = funnel(Method::Membership, &known);
    assert_eq!(money(&usual).at, "active");
    assert!((money(&usual).profit.mean - whole.profit.mean).abs() < 1e-6);
    assert_eq!(money(&usual).p_goal, whole.p_goal);
    assert_eq!(usual.may_pay, ["joined", "active", "renewed"]);
    for key in ["joined", "renewed"] {
        let view = funnel(
            Method::Membership,
            &MethodFunnelTerms { pays_at: Some(key.into()), ..known.clone() },
        );
        let more = 100.0 * (mean(&view, key) - whole.ordered.mean);
        let found = money(&view).profit.mean - whole.profit.mean;
        assert!((found - more).abs() < 1e-6, "{key}: {found}, by hand {more}");
    }
    // Dealers in the room do not pay.
    let dealers = funnel(Method::DealerRecruitment, &terms([]));
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
    let event = event_of(Method::Membership);
    let view = funnel_of(&tables, &event, &terms([]));
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
    let view = funnel_of(&tables, &event, &terms([("renewed", 0.3)]));
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
fn other_methods_and_impossible_ranges_are_refused() {
    let none = |event: &Event| match MethodFunnelRun::new(
        &Tables::default(),
        &audience(),
        event,
        &terms([]),
    ) {
        Ok(Err(why)) => why,
        _ => panic!("there is nothing to tell"),
    };
    for method in Method::ALL {
        if !crate::forecast::has_own_funnel(method) {
            assert_eq!(none(&event_of(method)), NoMethodFunnel::NotOfItsOwn);
        }
    }
    let empty = Event { audience: Vec::new(), ..event_of(Method::Membership) };
    assert_eq!(none(&empty), NoMethodFunnel::NobodyInvited);
    let event = event_of(Method::Membership);
    for share in [f64::NAN, 1.5, -0.1] {
        let asked = terms([("renewed", share)]);
        let found = MethodFunnelRun::new(&Tables::default(), &audience(), &event, &asked);
        assert!(matches!(found, Err(EngineError::BadInput { .. })), "{share}");
    }
}

#[test]
fn slices_do_not_change_the_figures() {
    let (event, known) = (event_of(Method::DealerRecruitment), terms([("first-order", 0.8)]));
    let run = MethodFunnelRun::new(&Tables::default(), &audience(), &event, &known);
    let Ok(Ok(mut run)) = run else { panic!("possible numbers") };
    while run.advance(777) {}
    assert_eq!(run.finish(), funnel(Method::DealerRecruitment, &known));
}
