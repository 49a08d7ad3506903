//! The register of a draw in two phases: turn-out, orders and cost by hand, before and after; and what is
//! refused.

use super::{BEES, known_event, range};
use crate::domain::day::Day;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage};
use crate::forecast::{RoomRun, read_draw_register};
use crate::planning::arbitrary::audience;
use crate::table::tables::Tables;
use crate::views::draw_register::{NoRegister, RegisterAnswer, RegisterTerms, RegisterView};
use crate::views::registrations::RegistrationTerms;
use crate::views::room::RoomTerms;

fn counted(n_registered: u32, n_came: Option<u32>, n_ordered: Option<u32>) -> RegisterTerms {
    RegisterTerms { n_invited: None, n_registered: Some(n_registered), n_came, n_ordered }
}

fn ask(event: &Event, terms: &RegisterTerms) -> RegisterAnswer {
    read_draw_register(&Tables::default(), &audience(), event, terms).expect("possible sums")
}

#[track_caller]
fn found(terms: &RegisterTerms) -> RegisterView {
    match ask(&known_event(), terms) {
        RegisterAnswer::Found(view) => *view,
        RegisterAnswer::None(why) => panic!("{why:?}"),
    }
}

#[track_caller]
fn check_refused(terms: RegisterTerms, why: NoRegister) {
    assert_eq!(ask(&known_event(), &terms), RegisterAnswer::None(why), "{terms:?}");
}

/// 500 invited, half register, 80 % come, half of them order.
#[test]
fn the_register_tells_who_comes_what_they_order_and_what_it_costs() {
    let view = found(&counted(100, None, None));
    assert_eq!((view.n_invited, view.n_came), (Some(500), None));
    assert!((view.guests.mean - 80.0).abs() < 1e-6, "{:?}", view.guests);
    let orders = view.orders.expect("a range");
    assert!((orders.mean - 40.0).abs() < 1e-6, "{orders:?}");
    assert!(view.guests.low < 76.0 && view.guests.high > 84.0, "{:?}", view.guests);
    let before = view.guests_before.expect("500 are few enough");
    assert!((before.mean - 200.0).abs() < 1e-6, "{before:?}");
    // 1,000 and 1 for each of 500 invited and 20 a guest.
    let cost = view.cost.expect("a budget");
    assert!((cost.mean - 3_100.0).abs() < 1e-4, "{cost:?}");
    assert!((cost.low - 1_500.0 - 20.0 * view.guests.low).abs() < 1e-6, "{cost:?}");
    assert!((view.cost_per_guest.expect("guests") - 38.75).abs() < 1e-5);
    assert!((view.cost_per_order.expect("orders") - 77.5).abs() < 1e-5);
    // What is not over yet teaches nothing.
    let [register, come, order] = &view.rates[..] else { panic!("{:?}", view.rates) };
    assert_eq!(register.counted, Some((100, 500)));
    assert_eq!((come.before, come.counted), (come.after, None));
    assert_eq!((order.before, order.counted), (order.after, None));
}

/// 80 % come, known as of 1,000, moved by one day: both have its mean and V + ρ·(p(1 − p) − V).
#[test]
fn the_register_and_the_forecast_foretell_one_range() {
    let register = found(&counted(100, None, None)).rates[1].before.expect("a range");
    let event = known_event();
    let asked = (&RoomTerms::default(), &RegistrationTerms::default());
    let run = RoomRun::new(&Tables::default(), &audience(), (&event, None), asked, Day(20_700));
    let Ok(Ok(run)) = run else { panic!("possible numbers") };
    let forecast = run.finish().expect("somebody registers").turn_out;
    assert!((forecast.mean - register.mean).abs() < 0.002, "{forecast:?} {register:?}");
    assert!((forecast.low - register.low).abs() < 0.005, "{forecast:?} {register:?}");
    assert!((forecast.high - register.high).abs() < 0.005, "{forecast:?} {register:?}");
}

/// As many bees as others, who register alike: of 100 registered half come at 20 % and half at 80 %.
#[test]
fn everybody_invited_is_judged_and_not_the_largest_group() {
    let mut event = known_event();
    let of = |group, n_invited, n_outside| AudienceChoice { group, n_invited, n_outside };
    event.audience = vec![of(BEES, Some(80), 0), of(AudienceGroup::Outside, None, 80)];
    event.rates.push(range(Some(BEES), FunnelStage::Attended, 0.2, 0.2));
    match ask(&event, &counted(100, None, None)) {
        RegisterAnswer::Found(view) => {
            assert!((view.guests.mean - 50.0).abs() < 1e-6, "{:?}", view.guests);
        }
        RegisterAnswer::None(why) => panic!("{why:?}"),
    }
}

#[test]
fn what_is_counted_is_certain_and_moves_its_own_rate() {
    let view = found(&counted(100, Some(60), Some(12)));
    let exact = (view.guests.low, view.guests.mean, view.guests.high);
    assert_eq!((exact, view.orders.map(|n| n.mean)), ((60.0, 60.0, 60.0), Some(12.0)));
    // A number weighs 1,000, of one day 1,000·.99/11 = 90: Beta(72, 18) and 60 of 100.
    let come = view.rates[1].after.expect("a rate");
    assert!((come.mean - (72.0 + 60.0) / (90.0 + 100.0)).abs() < 1e-9);
    let order = view.rates[2].after.expect("a rate");
    assert!((order.mean - (45.0 + 12.0) / (90.0 + 60.0)).abs() < 1e-9);
    assert!(order.mean < view.rates[2].before.expect("a range").mean);
    // Guests counted, orders not yet.
    let open = found(&counted(100, Some(60), None)).orders.expect("a range");
    assert!((open.mean - 30.0).abs() < 1e-6 && open.low < 27.0, "{open:?}");
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    check_refused(RegisterTerms::default(), NoRegister::NotCounted);
    check_refused(counted(100, None, Some(3)), NoRegister::GuestsOpen);
    check_refused(counted(100, Some(101), None), NoRegister::MoreThanBefore(FunnelStage::Attended));
    check_refused(
        counted(100, Some(9), Some(10)),
        NoRegister::MoreThanBefore(FunnelStage::Ordered),
    );
    check_refused(counted(5_001, None, None), NoRegister::TooMany);
    let few = RegisterTerms { n_invited: Some(40), ..counted(41, None, None) };
    check_refused(few, NoRegister::MoreThanBefore(FunnelStage::Registered));
    // More than the event invites: open to all, nothing is learned of registering.
    let open = found(&counted(600, None, None));
    assert_eq!((open.n_invited, open.guests_before), (None, None));
    assert_eq!(open.rates[0].before, open.rates[0].after);
}

#[test]
fn a_rate_that_nobody_knows_is_asked_for_until_it_is_counted() {
    // Somebody has published how many come to such an event, nobody how many order.
    let unknown = Event { rates: Vec::new(), ..known_event() };
    let RegisterAnswer::Found(view) = ask(&unknown, &counted(100, None, None)) else {
        panic!("turn-out is known");
    };
    assert_eq!((view.orders, &view.missing[..]), (None, &[FunnelStage::Ordered][..]));
    // No order costs anything: the cost is known all the same.
    assert!(view.cost.is_some() && view.cost_per_order.is_none());
    let RegisterAnswer::Found(view) = ask(&unknown, &counted(100, Some(60), Some(12))) else {
        panic!("everything is counted");
    };
    assert_eq!((view.rates[2].before, view.missing.len()), (None, 0));
    assert!(view.rates[2].after.expect("counted").mean < 0.3, "{:?}", view.rates);
}
