//! Waves and reminders: against arithmetic by hand, where several groups get different messages, and what
//! has to be said first.

use super::{BEES, event_of, forecast, known_event, range};
use crate::domain::class::Class;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage};
use crate::domain::method::Method;
use crate::forecast::WavesRun;
use crate::planning::arbitrary::audience;
use crate::table::tables::Tables;
use crate::views::forecast::{N_DRAWS, Spread};
use crate::views::waves::{NoWaves, WaveMessage, WaveTerms, WavesView};

fn message(days_before: i32, share: f64) -> WaveMessage {
    WaveMessage { days_before, groups: Vec::new(), share }
}

fn terms(messages: Vec<WaveMessage>, relative: f64) -> WaveTerms {
    WaveTerms { messages, relative: Some((relative, relative)), first: Vec::new() }
}

fn run(event: &Event, terms: &WaveTerms) -> Result<WavesView, NoWaves> {
    let run = WavesRun::new(&Tables::default(), &audience(), event, terms).expect("possible");
    run.map(WavesRun::finish)
}

#[track_caller]
fn found(terms: &WaveTerms) -> WavesView {
    run(&known_event(), terms).expect("everything is known")
}

#[track_caller]
fn check(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() < within, "{found} is not {wanted}");
}

fn width(spread: Spread) -> f64 {
    spread.p95 - spread.p05
}

/// The event as a new one begins: bees first, all others later, one doubtful rate.
fn planned_event() -> Event {
    let mut event = Event { goal_orders: 1, ..event_of(Method::Activity) };
    let [registered, attended, ordered] = FunnelStage::ALL;
    event.rates = vec![
        range(None, registered, 0.1, 0.4),
        range(None, attended, 0.7, 0.8),
        range(None, ordered, 0.2, 0.3),
    ];
    event
}

/// 500 invited, 50 % register by the invitation. A reminder does 40 % as well, so 20 % of the 250 who are
/// silent answer it: 50 more, and of 300 registered 80 % come.
#[test]
fn a_reminder_reaches_those_who_are_silent() {
    let view = found(&terms(vec![message(7, 1.0), message(21, 1.0)], 0.4));
    let [first, second] = &view.messages[..] else { panic!("{view:?}") };
    // In the order they go out, whatever the order they were typed in.
    assert_eq!((first.place, second.place, first.n_first, second.n_first), (1, 0, 500, 0));
    check(second.n_reminded, 250.0, 1e-6);
    check(first.brings.mean, 250.0, 1e-6);
    check(second.brings.mean, 50.0, 0.2);
    check(second.by_then.mean, 300.0, 0.2);
    assert!(second.by_then.p05 < 300.0 && second.by_then.p95 > 300.0);
    check(view.registered_by_first.mean, 250.0, 1e-6);
    // Simulated: three standard errors of the mean of 10,000 draws of 500 people.
    check(view.registered.mean, 300.0, 1.0);
    check(view.attended.expect("known").mean, 240.0, 1.5);
    assert_eq!((view.n_draws, view.n_reached), (N_DRAWS, 500));
}

#[test]
fn a_reminder_to_half_of_the_silent_brings_half() {
    let view = found(&terms(vec![message(21, 1.0), message(7, 0.5)], 0.4));
    check(view.messages[1].n_reminded, 125.0, 1e-6);
    check(view.messages[1].brings.mean, 25.0, 0.1);
    check(view.messages[1].by_then.mean, 275.0, 0.1);
    let none = found(&terms(vec![message(21, 1.0), message(7, 0.0)], 0.4));
    check(none.messages[1].brings.mean, 0.0, 1e-12);
    check(none.messages[1].by_then.mean, 250.0, 1e-6);
}

#[test]
fn whom_no_message_reaches_is_told_and_counts_for_nothing() {
    let mut event = known_event();
    let bees = AudienceChoice { group: BEES, n_invited: Some(40), n_outside: 0 };
    event.audience.push(bees);
    let to = |group| WaveMessage { groups: vec![group], ..message(14, 1.0) };
    let view = run(&event, &terms(vec![to(BEES)], 0.4)).expect("they are reached");
    assert_eq!((view.n_reached, &view.groups[0].group), (40, &BEES));
    assert_eq!(view.unreached, [AudienceGroup::Outside]);
    check(view.messages[0].by_then.mean, 20.0, 1e-6);
    let nobody = terms(vec![to(AudienceGroup::Class(Class::Mantis))], 0.4);
    assert_eq!(run(&event, &nobody), Err(NoWaves::NobodyReached));
    // Both get a first message, on different days.
    let both =
        terms(vec![to(BEES), WaveMessage { days_before: 7, ..to(AudienceGroup::Outside) }], 0.4);
    let view = run(&event, &both).expect("both are reached");
    let n_first: Vec<u32> = view.messages.iter().map(|message| message.n_first).collect();
    assert_eq!(n_first, [40, 500]);
    check(view.messages[1].by_then.mean, 270.0, 1e-6);
}

/// What was taken over holds reminders already: the invitation's own range stands in its place.
#[test]
fn a_range_that_holds_reminders_is_not_reminded_again() {
    let mut event = known_event();
    let group = event.audience[0].group.clone();
    let registered = FunnelStage::Registered;
    event.rates.push(range(Some(group.clone()), registered, 0.6, 0.6));
    let mut terms = terms(vec![message(21, 1.0), message(7, 1.0)], 0.4);
    let again = run(&event, &terms).expect("known");
    terms.first = vec![range(Some(group), registered, 0.5, 0.5)];
    let once = run(&event, &terms).expect("known");
    let n = f64::from(once.n_reached);
    // 1 − 0.4·0.76 and 1 − 0.5·0.8.
    check(again.messages[1].by_then.mean, n * 0.696, 0.01 * n);
    check(once.messages[1].by_then.mean, n * 0.6, 0.01 * n);
    let reached = &once.groups[0];
    assert!(reached.first.0 < 0.5 && reached.first.1 > 0.5, "{reached:?}");
    assert!(reached.all.0 < 0.6 && reached.all.1 > 0.6, "{reached:?}");
}

/// Five groups of one rate, written group by group as the page does. Drawn apart they would spread about 1/√5 as
/// far.
#[test]
fn counted_in_groups_of_one_rate_still_move_as_one() {
    use AudienceGroup::{Class as Of, Expected};
    let mut event = known_event();
    event.goal_orders = 1;
    let groups = [
        BEES,
        Of(Class::Dragonfly),
        Of(Class::Butterfly),
        Expected(Class::Dragonfly),
        Expected(Class::Butterfly),
    ];
    event.audience =
        groups.map(|group| AudienceChoice { group, n_invited: Some(60), n_outside: 0 }).to_vec();
    event.rates[0] = range(None, FunnelStage::Registered, 0.1, 0.4);
    let mut terms = terms(vec![message(21, 1.0), message(7, 1.0)], 0.4);
    let told = run(&event, &terms).expect("known").registered;
    for reached in run(&event, &terms).expect("known").groups {
        let as_range =
            |(low, high)| range(Some(reached.group.clone()), FunnelStage::Registered, low, high);
        event.rates.push(as_range(reached.all));
        terms.first.push(as_range(reached.first));
    }
    let counted = forecast(&Tables::default(), &event, N_DRAWS).registered;
    check(counted.mean, told.mean, 2.0);
    check(width(counted) / width(told), 1.0, 0.08);
    let again = run(&event, &terms).expect("known").registered;
    check(width(again) / width(told), 1.0, 0.08);
}

/// Two messages, two kinds, one rate: taken apart they would spread √(Σw²) as far, 0.83 for 86 of 448.
#[test]
fn the_plans_two_waves_bring_what_the_funnel_tells() {
    let event = planned_event();
    let terms = WaveTerms::of(&event);
    assert_eq!(terms.messages.len(), 2);
    let funnel = forecast(&Tables::default(), &event, N_DRAWS);
    let view = run(&event, &terms).expect("nobody is reminded");
    assert_eq!((view.registered, view.attended), (funnel.registered, Some(funnel.attended)));
    check(width(view.registered_by_first) / width(funnel.registered), 1.0, 0.04);
    assert_eq!(view.messages[1].by_then, view.registered_by_first);
    // Each half the answers of its own people; together they add up.
    let [first, second] = [0, 1].map(|at: usize| view.messages[at].brings);
    check(first.mean + second.mean, view.registered_by_first.mean, 1e-6);
    check((width(first) + width(second)) / width(view.registered_by_first), 1.0, 0.08);
}

/// Whoever is reminded still has the invitation's rate in common with the others.
#[test]
fn a_reminder_to_some_does_not_narrow_what_all_bring() {
    let event = planned_event();
    let to_bees = WaveMessage { groups: vec![BEES], ..message(7, 1.0) };
    let view = run(&event, &terms(vec![message(21, 1.0), to_bees], 0.4)).expect("known");
    let [first, second] = &view.messages[..] else { panic!("{view:?}") };
    assert!(width(second.by_then) > width(first.by_then), "{view:?}");
    check(width(view.registered) / width(second.by_then), 1.0, 0.04);
    check(view.registered.mean / second.by_then.mean, 1.0, 0.02);
}

#[test]
fn what_is_not_known_is_asked_for() {
    let event = known_event();
    let one = vec![message(14, 1.0)];
    let two = vec![message(14, 1.0), message(7, 1.0)];
    let unknown = |messages| WaveTerms { messages, ..WaveTerms::default() };
    assert_eq!(run(&event, &unknown(Vec::new())), Err(NoWaves::NoMessages));
    assert_eq!(run(&event, &unknown(two)), Err(NoWaves::RelativeUnknown));
    assert!(run(&event, &unknown(one.clone())).is_ok(), "nobody is reminded");
    let nobody = Event { audience: Vec::new(), ..known_event() };
    assert_eq!(run(&nobody, &unknown(one.clone())), Err(NoWaves::NobodyInvited));
    let mut bare = known_event();
    bare.rates.clear();
    assert_eq!(run(&bare, &unknown(one)), Err(NoWaves::RateMissing));
    let share = terms(vec![message(14, 1.5)], 0.4);
    assert!(WavesRun::new(&Tables::default(), &audience(), &event, &share).is_err());
}

#[test]
fn the_plans_own_waves_are_where_it_begins() {
    let event = known_event();
    let terms = WaveTerms::of(&event);
    assert_eq!(terms.messages.len(), event.waves.len());
    assert!(terms.messages.iter().all(|message| message.share > 0.999));
}
