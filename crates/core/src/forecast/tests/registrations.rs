//! Registrations in the end: against the model, from own events, and what has to be said first.

use meadow_models::BetaRate;
use meadow_models::registration_curve::{FinalPrior, RegistrationCurve};

use super::{BEES, known_event, past, range, tables_with};
use crate::domain::day::Day;
use crate::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage};
use crate::domain::ids::{CustomerId, DocumentId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::method::Method;
use crate::forecast::registrations_in_the_end;
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::registrations::{
    CurveSource, NoRegistrations, RegistrationTerms, RegistrationsAnswer, RegistrationsView,
};

const TODAY: Day = Day(20_700);
const SEVENTH: DocumentId = DocumentId(7);

/// 84 of 500 have registered a week before.
fn terms() -> RegistrationTerms {
    RegistrationTerms {
        n_now: Some(84),
        days_left: Some(7),
        opens: Some(60),
        ..RegistrationTerms::default()
    }
}

fn open(low: u32, high: u32) -> RegistrationTerms {
    RegistrationTerms { is_open: true, expected: Some((low, high)), ..terms() }
}

fn answer(
    tables: &Tables,
    event: (&Event, Option<DocumentId>),
    terms: &RegistrationTerms,
) -> Result<RegistrationsAnswer, EngineError> {
    registrations_in_the_end(tables, &audience(), event, terms, TODAY)
}

#[track_caller]
fn found(tables: &Tables, event: &Event, terms: &RegistrationTerms) -> RegistrationsView {
    match answer(tables, (event, None), terms).expect("possible numbers") {
        RegistrationsAnswer::Found(view) => *view,
        RegistrationsAnswer::None(why) => panic!("{why:?}"),
    }
}

#[track_caller]
fn none(event: &Event, terms: &RegistrationTerms) -> NoRegistrations {
    match answer(&Tables::default(), (event, None), terms).expect("possible numbers") {
        RegistrationsAnswer::None(why) => why,
        RegistrationsAnswer::Found(view) => panic!("{view:?}"),
    }
}

/// `days`: how long before the event each of so many people registered.
fn note(tables: &mut Tables, event: DocumentId, held: Day, days: impl IntoIterator<Item = i32>) {
    let first = tables.interactions.len() as u32 + 1;
    let rows: Vec<Interaction> = days
        .into_iter()
        .enumerate()
        .map(|(place, before)| Interaction {
            id: InteractionId(first + place as u32),
            customer: CustomerId(place as u32 + 1),
            day: Day(held.0 - before),
            kind: InteractionKind::Registered,
            event: Some(event),
            text: String::new(),
            call: None,
        })
        .collect();
    tables.interactions.append(rows);
}

#[test]
fn the_cited_shape_is_used_as_the_model_has_it() {
    let view = found(&Tables::default(), &known_event(), &terms());
    // 58 % come in the last week, as ON24 reports.
    assert!((view.share_in - 0.42).abs() < 1e-9, "{view:?}");
    let CurveSource::Cited { last_week, on_the_day, opens, grade, .. } = view.source else {
        panic!("{view:?}")
    };
    assert_eq!((last_week, on_the_day, opens, grade), (0.58, 0.25, 60, 'B'));
    let curve = RegistrationCurve::from_anchors(60, 0.58, 0.25, view.strength).expect("anchors");
    let rate = BetaRate::from_point(0.5, 1_000.0).expect("a share");
    let prior = FinalPrior::Invited { n_invited: 500, rate };
    let exact = curve.final_number(84, 7.0, prior).expect("possible");
    assert!((view.in_the_end.mean - exact.mean()).abs() < 0.5, "{view:?} {}", exact.mean());
    assert!((view.expected.mean - 250.0).abs() < 0.5, "{view:?}");
    assert_eq!((view.n_invited, view.is_counted, view.is_assumed), (Some(500), false, true));
    assert!((view.p_per_bar.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(view.p_per_bar.len() <= 31 && view.first_bar >= 84, "{view:?}");
    assert_eq!(view.curve.first().map(|(day, _)| *day), Some(30), "nothing is in at the opening");
    assert_eq!(
        view.curve.last().map(|(day, share)| (*day, (share * 100.0).round())),
        Some((0, 75.0))
    );
}

#[test]
fn what_is_in_moves_what_was_expected_and_a_goal_has_its_chance() {
    let few = found(
        &Tables::default(),
        &known_event(),
        &RegistrationTerms { goal: Some(200), ..open(100, 400) },
    );
    let many = found(
        &Tables::default(),
        &known_event(),
        &RegistrationTerms { n_now: Some(160), goal: Some(200), ..open(100, 400) },
    );
    assert!((few.expected.mean - 250.0).abs() < 1.0 && few.expected == many.expected);
    assert!(few.in_the_end.mean < 250.0 && many.in_the_end.mean > 300.0, "{few:?} {many:?}");
    let chance = |view: &RegistrationsView| view.goal.expect("a goal").1;
    assert!(chance(&few) < chance(&many) && chance(&many) > 0.95, "{few:?} {many:?}");
    assert_eq!(few.n_invited, None);
    // On the morning of the event a quarter is still to come; afterwards nothing.
    let morning = found(
        &Tables::default(),
        &known_event(),
        &RegistrationTerms { days_left: Some(0), ..open(100, 400) },
    );
    assert!(morning.in_the_end.p05 >= 84.0 && morning.in_the_end.mean < few.in_the_end.mean);
    let none_yet = found(
        &Tables::default(),
        &known_event(),
        &RegistrationTerms { n_now: Some(0), ..open(100, 400) },
    );
    assert!(none_yet.in_the_end.mean < none_yet.expected.mean, "{none_yet:?}");
}

#[test]
fn groups_with_rates_of_their_own_are_taken_together() {
    let mut event = known_event();
    event.audience.push(AudienceChoice { group: BEES, n_invited: Some(50), n_outside: 0 });
    event.rates.push(range(Some(BEES), FunnelStage::Registered, 0.8, 0.8));
    let view = found(&Tables::default(), &event, &terms());
    assert_eq!(view.n_invited, Some(550));
    assert!((view.expected.mean - (250.0 + 40.0)).abs() < 1.0, "{view:?}");
}

#[test]
fn own_events_with_dated_registrations_replace_the_cited_shape() {
    let held = Day(20_000);
    let mut tables = tables_with([past("Spring", Method::Activity, held.0, [100, 40, 30, 10])]);
    // A quarter each at 20, 10, 5 and 1 days before.
    note(&mut tables, DocumentId(1), held, (0..40).map(|n| [20, 10, 5, 1][n % 4]));
    let view = found(&tables, &known_event(), &terms());
    let CurveSource::Own { events, n_registered } = &view.source else { panic!("{view:?}") };
    assert_eq!((events.as_slice(), *n_registered), (&["Spring".to_owned()][..], 40));
    // A week before, those of 20 and of 10 days before were in.
    assert!((view.share_in - 0.5).abs() < 1e-9, "{view:?}");
    // The opening is not asked for then.
    let without = RegistrationTerms { opens: None, ..terms() };
    assert_eq!(found(&tables, &known_event(), &without).share_in, view.share_in);

    // Noted all at once, or hardly any: that tells nothing of when people register.
    let mut at_once = tables_with([past("Spring", Method::Activity, held.0, [100, 40, 30, 10])]);
    note(&mut at_once, DocumentId(1), held, vec![6; 40]);
    assert!(matches!(found(&at_once, &known_event(), &terms()).source, CurveSource::Cited { .. }));
    let mut few = tables_with([past("Spring", Method::Activity, held.0, [100, 40, 30, 10])]);
    note(&mut few, DocumentId(1), held, [20, 10, 5, 1]);
    assert!(matches!(found(&few, &known_event(), &terms()).source, CurveSource::Cited { .. }));
}

#[test]
fn what_is_noted_with_the_event_is_counted_once_a_person() {
    let mut event = known_event();
    event.day = Some(Day(TODAY.0 + 7));
    let mut tables = Tables::default();
    note(&mut tables, SEVENTH, Day(TODAY.0 + 7), (0..30).map(|n| 8 + n % 9));
    note(&mut tables, SEVENTH, Day(TODAY.0 + 7), [7, 7, 7]);
    note(&mut tables, DocumentId(8), TODAY, [1, 2]);
    let asked = RegistrationTerms { opens: Some(60), ..RegistrationTerms::default() };
    let found = answer(&tables, (&event, Some(SEVENTH)), &asked).expect("possible");
    let RegistrationsAnswer::Found(view) = found else { panic!("{found:?}") };
    assert_eq!((view.n_now, view.is_counted, view.days_left), (30, true, 7));
    event.day = Some(Day(TODAY.0 - 1));
    let over = answer(&tables, (&event, Some(SEVENTH)), &asked);
    assert_eq!(over, Ok(RegistrationsAnswer::None(NoRegistrations::Over)));
}

#[test]
fn what_is_not_said_is_asked_for() {
    let event = known_event();
    let asked = RegistrationTerms::default();
    assert_eq!(none(&event, &asked), NoRegistrations::NowUnknown);
    let now = RegistrationTerms { n_now: Some(30), ..asked };
    assert_eq!(none(&event, &now), NoRegistrations::DaysUnknown, "its day is a proposal");
    let asked = RegistrationTerms { days_left: Some(7), ..asked };
    assert_eq!(none(&event, &asked), NoRegistrations::NowUnknown);
    let mut no_waves = known_event();
    no_waves.waves.clear();
    assert_eq!(
        none(&no_waves, &RegistrationTerms { opens: None, ..terms() }),
        NoRegistrations::OpeningUnknown
    );
    let late = RegistrationTerms { opens: Some(7), ..terms() };
    assert_eq!(none(&event, &late), NoRegistrations::OpensTooLate);
    let early = RegistrationTerms { days_left: Some(61), ..terms() };
    assert_eq!(none(&event, &early), NoRegistrations::BeforeOpening);
    let guess = RegistrationTerms { is_open: true, ..terms() };
    assert_eq!(none(&event, &guess), NoRegistrations::ExpectedUnknown);
    let crowd = RegistrationTerms { n_now: Some(501), ..terms() };
    let more = NoRegistrations::MoreThanInvited { n_now: 501, n_invited: 500 };
    assert_eq!(none(&event, &crowd), more);
    let mut unknown = known_event();
    unknown.rates.clear();
    let missing = NoRegistrations::RatesMissing(vec![FunnelStage::Registered]);
    assert_eq!(none(&unknown, &terms()), missing);
    unknown.audience.clear();
    assert_eq!(none(&unknown, &terms()), NoRegistrations::NobodyInvited);
}

#[test]
fn extremes_are_refused_or_stay_finite() {
    let refused = |event: &Event, terms: &RegistrationTerms| {
        let found = answer(&Tables::default(), (event, None), terms);
        assert!(matches!(found, Err(EngineError::BadInput { .. })), "{terms:?}: {found:?}");
    };
    refused(&known_event(), &RegistrationTerms { n_now: Some(u32::MAX), ..terms() });
    refused(&known_event(), &open(0, u32::MAX));
    refused(&known_event(), &RegistrationTerms { opens: Some(u32::MAX), ..terms() });
    let mut crowd = known_event();
    let outside = AudienceGroup::Outside;
    crowd.audience = vec![AudienceChoice { group: outside, n_invited: None, n_outside: 600_000 }];
    refused(&crowd, &terms());
    // Ends the wrong way round are turned; nobody expected is hardly anybody.
    let event = known_event();
    let turned = found(&Tables::default(), &event, &open(400, 100));
    assert_eq!(turned, found(&Tables::default(), &event, &open(100, 400)));
    let nobody = RegistrationTerms { n_now: Some(0), goal: Some(u32::MAX), ..open(0, 0) };
    let view = found(&Tables::default(), &event, &nobody);
    assert!(view.in_the_end.mean < 1.0 && view.goal == Some((u32::MAX, 0.0)), "{view:?}");
}
