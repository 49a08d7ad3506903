//! Guests, seats and portions: against the event's forecast, the models and arithmetic by hand; what has to
//! be said first.

use meadow_models::overbooking::SeatValue;
use meadow_models::uncertain_overbooking::UncertainTurnOut;
use meadow_models::{BetaRate, DayShift, EventShock, FunnelInput};

use super::{forecast, known_event, range};
use crate::domain::day::Day;
use crate::domain::event::{Event, FunnelStage};
use crate::domain::money::{Money, MoneyRange};
use crate::forecast::{RoomRun, registrations_in_the_end};
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::N_DRAWS;
use crate::views::registrations::{NoRegistrations, RegistrationTerms, RegistrationsAnswer};
use crate::views::room::{AcceptedAs, GuestsFrom, NoRoom, NoWorth, RoomTerms, RoomView, SeatsView};

const TODAY: Day = Day(20_700);

type Prepared = Result<Result<RoomRun, NoRoom>, EngineError>;

fn prepare(event: &Event, terms: &RoomTerms, registrations: &RegistrationTerms) -> Prepared {
    let asked = (terms, registrations);
    RoomRun::new(&Tables::default(), &audience(), (event, None), asked, TODAY)
}

#[track_caller]
fn with_registrations(
    event: &Event,
    terms: &RoomTerms,
    registrations: &RegistrationTerms,
) -> RoomView {
    match prepare(event, terms, registrations).expect("possible numbers") {
        Ok(run) => run.finish().expect("somebody registers"),
        Err(why) => panic!("{why:?}"),
    }
}

#[track_caller]
fn room(event: &Event, terms: &RoomTerms) -> RoomView {
    with_registrations(event, terms, &RegistrationTerms::default())
}

#[track_caller]
fn seats(event: &Event, terms: &RoomTerms) -> SeatsView {
    room(event, terms).seats.expect("the event has seats")
}

fn money(major: i64) -> Option<Money> {
    Some(Money(major * 100))
}

fn between(low: i64, high: i64) -> Option<MoneyRange> {
    Some(MoneyRange { low: Money(low * 100), high: Money(high * 100) })
}

#[test]
fn the_guests_are_those_of_the_events_forecast() {
    let event = known_event();
    let view = room(&event, &RoomTerms::default());
    let whole = forecast(&Tables::default(), &event, N_DRAWS);
    assert_eq!(view.from, GuestsFrom::Invited { n_invited: 500 });
    assert_eq!(view.registered, whole.registered);
    assert!((view.guests.mean - whole.attended.mean).abs() < 1e-9, "{view:?}");
    let seats = view.seats.as_ref().expect("seats");
    let p_overflow = whole.p_overflow.expect("seats");
    assert!((seats.p_over.0 - p_overflow).abs() < 1e-9 && p_overflow > 0.01, "{seats:?}");
    // 60 % of 220: fewer than 132 of the 200 expected.
    assert_eq!((seats.empty_below, seats.looks_empty), (132, 0.6));
    assert!(seats.p_empty.0 < 0.01, "{seats:?}");
    // Whoever comes has a seat or none; whoever has one leaves the others empty.
    let balance = 220.0 - seats.n_empty + seats.n_turned_away;
    assert!((balance - view.guests.mean).abs() < 1e-6, "{seats:?}");
    assert!((view.turn_out.mean - 0.8).abs() < 0.01 && view.turn_out.low < 0.77, "{view:?}");
    assert_eq!(view.assumed, FunnelStage::ALL);
    // The picture holds everybody, and a bar begins at the first guest without a seat.
    assert!((view.p_per_bar.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!(221_u32.abs_diff(view.first_bar) % view.bar_width, 0, "{view:?}");
    // All of 500 in a room for 20: too many for certain.
    let tiny = Event { seats: Some(20), ..event };
    let tiny = seats_of(&tiny);
    assert!(tiny.p_over.0 > 0.999 && tiny.p_empty.0 < 0.001, "{tiny:?}");
}

fn seats_of(event: &Event) -> SeatsView {
    seats(event, &RoomTerms::default())
}

#[test]
fn a_room_that_is_not_settled_overflows_as_in_the_events_forecast() {
    let settled = seats_of(&known_event());
    assert_eq!(settled.n_seats_range, None);
    let mut event = known_event();
    event.set_seats(Some((180, 260)));
    let whole = forecast(&Tables::default(), &event, N_DRAWS);
    let costs = RoomTerms { per_missing: money(30), per_left: money(10), ..RoomTerms::default() };
    let view = room(&event, &costs);
    let found = view.seats.as_ref().expect("seats");
    assert_eq!((found.n_seats, found.n_seats_range), (220, Some((180, 260))));
    let p_overflow = whole.p_overflow.expect("seats");
    assert!((found.p_over.0 - p_overflow).abs() < 1e-9, "{found:?} {p_overflow}");
    assert!(found.p_over.0 > settled.p_over.0 + 0.03, "{found:?} {settled:?}");
    // The seats average 220; whoever comes has one of them or none.
    let balance = 220.0 - found.n_empty + found.n_turned_away;
    assert!((balance - view.guests.mean).abs() < 2.0, "{found:?}");
    assert!(found.n_turned_away > settled.n_turned_away, "{found:?} {settled:?}");
    // A room that may be smaller takes fewer, and as many as its middle may be too many.
    assert!(found.within_risk < settled.within_risk, "{found:?} {settled:?}");
    let by_seats = found.compared.iter().find(|row| row.why == AcceptedAs::Seats);
    assert!(by_seats.is_some_and(|row| row.n == 220 && row.p_over > 0.0), "{found:?}");
    // Portions are for those seated: fewer where the room may be smaller.
    let n = |view: &RoomView| view.portions.expect("costs").n_left;
    let large = room(&Event { seats: Some(10_000), ..known_event() }, &costs);
    assert!(n(&view) != n(&large), "{view:?}");
    // The risk that is told beside a number keeps to the risk taken.
    let within = found.compared.iter().find(|row| row.why == AcceptedAs::WithinRisk);
    assert!(within.is_some_and(|row| row.p_over <= 0.05), "{found:?}");
}

#[test]
fn numbers_to_accept_are_the_models() {
    let event = known_event();
    let terms = RoomTerms {
        per_guest: money(30),
        per_turned_away: between(60, 60),
        ..RoomTerms::default()
    };
    let found = seats(&event, &terms);
    // The same funnel with other luck.
    let mut input = FunnelInput::new(EventShock { turn_out_sd: 1.0, ordering_sd: 1.0 });
    let rates = [0.5, 0.8, 0.5].map(|mean| {
        let rate = BetaRate::from_point(mean, 1_000.0).expect("a share");
        input.add_rate_on_day(rate, DayShift::between_events(rate, 0.01))
    });
    input.add_group(500, rates).expect("rates of this input");
    let other = UncertainTurnOut::of_funnel(&input, 20_000, 99).expect("valid").expect("people");
    let value = SeatValue { per_seated: 30.0, per_turned_away: 60.0 };
    let near =
        |n: Option<u32>, exact: Option<u32>| n.zip(exact).is_some_and(|(n, m)| n.abs_diff(m) < 2);
    assert!(near(found.within_risk, other.most_within_risk(220, 0.05)), "{found:?}");
    let worth = found.worth.as_ref().expect("money");
    assert!(near(worth.best, other.most_valuable(220, value)), "{found:?}");
    assert_eq!((worth.best_if_cheap, worth.best_if_dear), (worth.best, worth.best));
    // A little more than the seats, fewer than would come at 80 %.
    assert!(found.within_risk.is_some_and(|n| (230..275).contains(&n)), "{found:?}");
    // More risk takes more; dearer ill will takes fewer.
    let bold = seats(&event, &RoomTerms { risk: Some(0.2), ..terms });
    assert!(bold.within_risk > found.within_risk);
    let ranged = seats(&event, &RoomTerms { per_turned_away: between(10, 300), ..terms });
    let ranged = ranged.worth.expect("money");
    assert!(ranged.best_if_cheap > ranged.best && ranged.best > ranged.best_if_dear, "{ranged:?}");
    // Beside each other, ascending; as many as seats never overflow.
    let rows = &found.compared;
    assert!(rows.len() == 4 && rows.is_sorted_by_key(|row| row.n), "{rows:?}");
    let row = |why| *rows.iter().find(|row| row.why == why).expect("looked at");
    let by_seats = row(AcceptedAs::Seats);
    assert_eq!((by_seats.n, by_seats.p_over), (220, 0.0));
    assert!(by_seats.n_turned_away < 1e-9, "{by_seats:?}");
    assert!((by_seats.value.expect("money") - 30.0 * 220.0 * 0.8).abs() < 60.0, "{rows:?}");
    assert!(row(AcceptedAs::WithinRisk).p_over <= 0.05);
    let most = row(AcceptedAs::MostValuable).value;
    assert!(rows.iter().all(|row| row.value <= most), "{rows:?}");
}

#[test]
fn a_seat_is_worth_what_a_guest_leaves_and_ill_will_saved() {
    let event = known_event();
    let found = seats(&event, &RoomTerms::default());
    let worth = found.worth.expect("money");
    // Half of the guests order, 100 each of 200 remain; a guest costs 20: 30.
    assert!((worth.per_guest - 30.0).abs() < 1.0, "{worth:?}");
    let (cost, v) = (worth.per_turned_away, worth.per_guest);
    assert!(
        (cost.low - v).abs() + (cost.high - 2.0 * v).abs() + (cost.mean - 1.5 * v).abs() < 1e-9
    );
    assert!(!worth.is_guest_typed && !worth.is_turned_away_typed);
    let seat = worth.one_more_seat;
    let p = found.p_over.0;
    assert!((seat.value - p * 2.5 * v).abs() < 1e-9 && (seat.high - p * 3.0 * v).abs() < 1e-9);

    // Orders that nobody knows, or that bring nothing, say nothing of seats' worth; the risk is still told.
    let mut unknown = event.clone();
    unknown.rates.retain(|range| range.stage != FunnelStage::Ordered);
    let found = seats(&unknown, &RoomTerms::default());
    assert_eq!(found.worth, Err(NoWorth::OrdersUnknown));
    assert!(found.within_risk.is_some() && found.compared.iter().all(|row| row.value.is_none()));
    let typed = RoomTerms { per_guest: money(50), ..RoomTerms::default() };
    let worth = seats(&unknown, &typed).worth.expect("typed");
    assert_eq!((worth.per_guest, worth.is_guest_typed), (50.0, true));
    let free = Event { margin: 0.0, ..event };
    assert_eq!(seats_of(&free).worth, Err(NoWorth::BringsNothing));
}

#[test]
fn once_some_have_registered_the_guests_follow_them() {
    let event = known_event();
    let registrations = RegistrationTerms {
        n_now: Some(150),
        days_left: Some(7),
        opens: Some(60),
        ..RegistrationTerms::default()
    };
    let terms = RoomTerms::default();
    let view = with_registrations(&event, &terms, &registrations);
    assert_eq!(view.from, GuestsFrom::Registrations { n_now: 150, is_counted: false });
    assert!(view.registered.mean > 251.0, "more than the 250 expected: {view:?}");
    let share = view.guests.mean / view.registered.mean;
    assert!((share - 0.8).abs() < 0.01, "{share}");
    assert!(view.seats.expect("seats").p_over.0 > seats(&event, &terms).p_over.0);
    assert_eq!(view.not_followed, None);
    assert!(!view.assumed.contains(&FunnelStage::Registered));
    // The event's forecast goes by those invited: what it tells of registrations so far is this page's.
    let asked = (&event, None);
    let told =
        registrations_in_the_end(&Tables::default(), &audience(), asked, &registrations, TODAY);
    let Ok(RegistrationsAnswer::Found(told)) = told else { panic!("registrations are known") };
    assert_eq!((told.n_now, told.in_the_end), (150, view.registered));
    let whole = forecast(&Tables::default(), &event, N_DRAWS);
    assert!((whole.registered.mean - 250.0).abs() < 2.0, "{:?}", whole.registered);

    // Open to all, nobody need be invited.
    let mut open = event.clone();
    open.audience.clear();
    let by_range = RegistrationTerms { is_open: true, expected: Some((200, 300)), ..registrations };
    let view = with_registrations(&open, &terms, &by_range);
    assert!((view.guests.mean / view.registered.mean - 0.8).abs() < 0.01, "{view:?}");
    assert!(view.seats.expect("seats").worth.is_ok());

    // What cannot be is told, and the funnel speaks instead.
    let crowd = RegistrationTerms { n_now: Some(501), ..registrations };
    let view = with_registrations(&event, &terms, &crowd);
    let more = NoRegistrations::MoreThanInvited { n_now: 501, n_invited: 500 };
    assert_eq!(view.not_followed, Some(more));
    assert_eq!(view.from, GuestsFrom::Invited { n_invited: 500 });
}

#[test]
fn portions_are_ordered_by_what_a_wrong_number_costs() {
    let open = Event { seats: None, ..known_event() };
    let costs = RoomTerms { per_missing: money(30), per_left: money(10), ..RoomTerms::default() };
    let view = room(&open, &costs);
    let portions = view.portions.expect("costs are known");
    // The smallest number that is enough three times in four: the upper quartile.
    assert_eq!((portions.wanted, f64::from(portions.n)), (0.75, view.guests.p75));
    assert!(portions.p_enough >= 0.75 && !portions.is_seated_only, "{portions:?}");
    let balance = f64::from(portions.n) - portions.n_left + portions.n_missing;
    assert!((balance - view.guests.mean).abs() < 1e-6, "{portions:?}");
    // Nobody is fed who finds no seat.
    let tight = room(&Event { seats: Some(150), ..open.clone() }, &costs).portions.expect("costs");
    assert_eq!((tight.n, tight.n_missing, tight.is_seated_only), (150, 0.0, true));
    assert_eq!(room(&open, &RoomTerms::default()).portions, None);
    let free = RoomTerms { per_missing: money(0), per_left: money(0), ..costs };
    assert_eq!(room(&open, &free).portions, None);
}

#[test]
fn what_is_not_said_is_asked_for() {
    let view = room(&Event { seats: None, ..known_event() }, &RoomTerms::default());
    assert_eq!(view.seats, None);
    let none = |event: &Event| match prepare(event, &RoomTerms::default(), &Default::default()) {
        Ok(Err(why)) => why,
        _ => panic!("nothing can be said"),
    };
    let mut unknown = known_event();
    unknown.rates = vec![range(None, FunnelStage::Attended, 0.5, 0.7)];
    assert_eq!(none(&unknown), NoRoom::RatesMissing(vec![FunnelStage::Registered]));
    unknown.audience.clear();
    assert_eq!(none(&unknown), NoRoom::NobodyInvited);
}

#[test]
fn extremes_are_refused_or_stay_finite() {
    let refused = |terms: RoomTerms| {
        let found = prepare(&known_event(), &terms, &RegistrationTerms::default());
        assert!(matches!(found, Err(EngineError::BadInput { .. })), "{terms:?}");
    };
    refused(RoomTerms { risk: Some(1.5), ..RoomTerms::default() });
    refused(RoomTerms { risk: Some(f64::NAN), ..RoomTerms::default() });
    refused(RoomTerms { looks_empty: Some(-0.1), ..RoomTerms::default() });
    refused(RoomTerms { per_left: money(-1), ..RoomTerms::default() });
    refused(RoomTerms { per_turned_away: between(-5, 5), ..RoomTerms::default() });
    let none = Event { seats: Some(0), ..known_event() };
    let found = seats_of(&none);
    assert_eq!((found.p_over.0, found.p_empty.0), (1.0, 0.0));
    assert_eq!(found.worth.expect("money").best, Some(0));
    // A hall that no number fills.
    let hall = Event { seats: Some(u32::MAX), ..known_event() };
    let found = seats_of(&hall);
    assert_eq!((found.p_over.0, found.within_risk), (0.0, None));
    assert_eq!(found.worth.expect("money").best, None);
}

#[test]
fn slices_do_not_change_the_figures() {
    let event = known_event();
    let terms = RoomTerms::default();
    let run = prepare(&event, &terms, &RegistrationTerms::default());
    let Ok(Ok(mut run)) = run else { panic!("possible numbers") };
    while run.advance(777).expect("somebody registers") {}
    assert_eq!(run.finish().expect("somebody registers"), room(&event, &terms));
}
