//! Who is counted where, by hand; and that groups are drawn as the model's own published values say.

use super::PooledRun;
use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, EventCounts, EventStatus, FunnelStage, Wave};
use crate::domain::ids::{CustomerId, DocumentId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::method::Method;
use crate::domain::round::{Round, RoundFound, Stood};
use crate::domain::wording::Wording;
use crate::domain::workspace::BoardSettings;
use crate::planning::defaults_for_audience;
use crate::protocol::GetPooledRates;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::pooled_rates::{NotPooled, PooledRatesView, PooledTerms};

const TODAY: Day = Day(20_400);
const ON: i32 = 20_100;
const BY_NOTHING: PooledTerms = PooledTerms {
    stage: FunnelStage::Registered,
    by_event: false,
    by_group: false,
    by_channel: false,
};
const BY_EVENT: PooledTerms = PooledTerms { by_event: true, ..BY_NOTHING };
const BY_GROUP: PooledTerms = PooledTerms { by_group: true, ..BY_NOTHING };

fn ask(tables: &Tables, terms: PooledTerms) -> PooledRatesView {
    let ask = GetPooledRates { before: None, but: None, terms };
    PooledRun::new(tables, &ask, TODAY).finish()
}

/// (so many, of so many) of every group.
fn counts(view: &PooledRatesView) -> Vec<(u32, u32)> {
    view.rows.iter().map(|row| (row.n_successes, row.n_trials)).collect()
}

fn event(day: i32) -> Event {
    let new = defaults_for_audience(&Tables::default(), &[], Method::Activity, TODAY);
    Event { day: Some(Day(day)), waves: Vec::new(), ..new }
}

/// Past events that only their totals are known of: registered of invited.
fn counted(totals: &[(u32, u32)]) -> Tables {
    let mut tables = Tables::default();
    for (place, (registered, invited)) in totals.iter().enumerate() {
        let counts =
            EventCounts { invited: *invited, registered: *registered, ..Default::default() };
        let past = Event {
            name: format!("Event {place}"),
            status: EventStatus::Past,
            counts: Some(counts),
            ..event(20_000 + place as i32)
        };
        tables.add_document(Document::Event(Box::new(past)));
    }
    tables
}

fn wave(days_before: i32, channel: Channel) -> Wave {
    let (key, message) = (format!("wave {days_before}"), Wording::default());
    Wave { key, days_before, minute: 600, groups: Vec::new(), channel, message }
}

/// Six people at one event with a wave by text message 14 days before and one by e-mail 7 days before. Of
/// five a round tells where they stood.
fn noted() -> (Tables, DocumentId) {
    use InteractionKind::{Attended, Call, Invited, Registered};
    let mut tables = workspace(vec![Customer::default(); 6]);
    let waves = vec![wave(14, Channel::Sms), wave(7, Channel::Email)];
    let id = tables.add_document(Document::Event(Box::new(Event { waves, ..event(ON) })));
    let groups = [Class::Bee, Class::Bee, Class::Bee, Class::Mantis, Class::Mantis];
    let stood = groups.into_iter().zip(1..).map(|(class, person)| Stood {
        customer: CustomerId(person),
        group: AudienceGroup::Class(class),
        stage: Stage::Bought,
    });
    let found =
        RoundFound::Everybody { stood: stood.collect(), board: Box::new(BoardSettings::default()) };
    let round = Round { name: "Spring".into(), day: Day(20_000), event: None, found };
    tables.add_document(Document::Round(Box::new(round)));
    let rows = [
        (1, ON - 14, Invited),
        // Reminded: the first invitation is the one that counts.
        (1, ON - 7, Invited),
        (1, ON - 5, Registered),
        (1, ON, Attended),
        (2, ON - 14, Invited),
        (2, ON - 5, Registered),
        (3, ON - 7, Invited),
        (4, ON - 14, Invited),
        // Came without a registration.
        (4, ON, Attended),
        (5, ON - 3, Call),
        (6, ON - 14, Invited),
    ];
    let contacts = rows.into_iter().zip(1..).map(|((person, day, kind), number)| Interaction {
        id: InteractionId(number),
        customer: CustomerId(person),
        day: Day(day),
        kind,
        event: Some(id),
        text: String::new(),
        call: None,
    });
    tables.interactions.append(contacts);
    add_orders(&mut tables, vec![order(4, ON - 1, 5_000), order(1, ON, 5_000)]);
    (tables, id)
}

#[test]
fn people_are_counted_by_where_they_stood_and_how_they_were_invited() {
    let (tables, _) = noted();
    let by_group = ask(&tables, BY_GROUP);
    assert_eq!(counts(&by_group), [(2, 3), (1, 2)]);
    assert_eq!(by_group.rows[1].group, Some(AudienceGroup::Class(Class::Mantis)));
    assert_eq!(by_group.left_out.n_no_group, 1, "the sixth stood nowhere");
    let by_channel = ask(&tables, PooledTerms { by_channel: true, ..BY_NOTHING });
    let channels: Vec<_> = by_channel.rows.iter().filter_map(|row| row.channel).collect();
    assert_eq!(channels, [Channel::Sms, Channel::Phone, Channel::Email]);
    assert_eq!(counts(&by_channel), [(3, 4), (0, 1), (0, 1)]);
    assert_eq!(counts(&ask(&tables, BY_EVENT)), [(3, 6)]);
}

#[test]
fn later_stages_count_those_of_the_stage_before() {
    let (tables, _) = noted();
    let of = |stage| counts(&ask(&tables, PooledTerms { stage, ..BY_NOTHING }));
    assert_eq!(of(FunnelStage::Attended), [(2, 3)]);
    // The fourth ordered the day before.
    assert_eq!(of(FunnelStage::Ordered), [(1, 2)]);
}

#[test]
fn an_event_is_no_evidence_for_itself_nor_for_what_came_before_it() {
    let (tables, id) = noted();
    let ask = |before, but| {
        let ask = GetPooledRates { before, but, terms: BY_EVENT };
        PooledRun::new(&tables, &ask, TODAY).finish().rows.len()
    };
    assert_eq!(ask(Some(Day(ON)), None), 0);
    assert_eq!(ask(Some(Day(ON + 1)), None), 1);
    assert_eq!(ask(None, Some(id)), 0);
}

/// The model's own test has these values from SciPy on a grid of 2001 × 2001 points.
#[test]
fn events_are_drawn_to_what_all_of_them_show() {
    let tables = counted(&[(0, 40), (0, 35), (1, 50), (0, 60), (0, 20)]);
    let view = ask(&tables, BY_EVENT);
    let population = view.population.expect("five events");
    assert!((population.new_group.mean - 0.188_18).abs() < 1e-4, "{population:?}");
    let third = &view.rows[2];
    assert!((third.rate.mean - 0.020_371).abs() < 1e-5, "{third:?}");
    assert!((third.share - 0.02).abs() < 1e-12 && third.rate.low < 0.02 && third.rate.high > 0.02);

    let alike = ask(&counted(&[(30, 100), (31, 100), (29, 100), (30, 100)]), BY_EVENT);
    let population = alike.population.expect("four events");
    assert!((population.new_group.mean - 0.304_939_6).abs() < 1e-5, "{population:?}");
    assert!(!population.differ, "by no more than chance");
    assert!((alike.rows[1].rate.mean - 0.304_802_7).abs() < 1e-5);
    assert_eq!((population.n_successes, population.n_trials), (120, 400));
    // No range for an event that is over: an event has a rate for each group.
    assert!(alike.rows.iter().all(|row| row.to_use.is_none()));
}

#[test]
fn a_small_event_is_drawn_further_than_a_large_one() {
    let tables = counted(&[(80, 400), (30, 100), (110, 300), (9, 10), (45, 200)]);
    let view = ask(&tables, BY_EVENT);
    let population = view.population.expect("five events");
    let (small, large) = (&view.rows[3], &view.rows[0]);
    assert!(small.rate.mean < 0.9 && small.rate.mean > population.new_group.mean, "{small:?}");
    assert!((large.rate.mean - 0.2).abs() < 0.02, "{large:?}");
    let part = |n: f64| n / (n + population.strength);
    assert_eq!((small.own_part, large.own_part), (Some(part(10.0)), Some(part(400.0))));
    assert!(small.rate.high - small.rate.low > large.rate.high - large.rate.low);
}

#[test]
fn too_little_to_pool_is_told_and_each_stands_alone() {
    let why = |totals: &[(u32, u32)]| ask(&counted(totals), BY_EVENT).population.err();
    assert_eq!(why(&[]), Some(NotPooled::Nothing));
    assert_eq!(why(&[(3, 10)]), Some(NotPooled::OneGroup));
    assert_eq!(why(&[(3, 10), (4, 9)]), Some(NotPooled::TooFew { n: 2, needed: 3 }));
    assert_eq!(why(&[(0, 10), (9, 9), (0, 4)]), Some(NotPooled::AllOrNothing));
    let (tables, _) = noted();
    let bees = ask(&tables, BY_GROUP).rows.swap_remove(0);
    // Beta(½ + 2, ½ + 1).
    assert!((bees.rate.mean - 0.625).abs() < 1e-12, "{bees:?}");
    assert_eq!((bees.own_part, bees.to_use), (None, None));
}

#[test]
fn totals_say_nothing_of_groups() {
    let view = ask(&counted(&[(30, 100), (31, 100), (29, 100)]), BY_GROUP);
    assert_eq!((view.rows.len(), view.left_out.n_totals_only), (0, 3));
    assert_eq!(view.population, Err(NotPooled::Nothing));
}

/// Three groups of 400 at one event, of whom every fifth registered. One day moved them all, and another will
/// move the next: √(0.01 · 0.2 · 0.8) = 0.04 either way from that alone, so that 9 to 1 is at least 0.13 wide.
/// As 1,200 people asked one by one they would leave about 0.05.
#[test]
fn people_of_one_event_leave_a_range_as_wide_as_events_differ() {
    use InteractionKind::{Invited, Registered};
    let mut tables = workspace(vec![Customer::default(); 1_200]);
    let id = tables.add_document(Document::Event(Box::new(event(ON))));
    let classes = [Class::Bee, Class::Dragonfly, Class::Butterfly];
    let stood = (0..1_200_u32).zip(classes.into_iter().cycle()).map(|(person, class)| Stood {
        customer: CustomerId(person + 1),
        group: AudienceGroup::Class(class),
        stage: Stage::Bought,
    });
    let found =
        RoundFound::Everybody { stood: stood.collect(), board: Box::new(BoardSettings::default()) };
    let round = Round { name: "Spring".into(), day: Day(20_000), event: None, found };
    tables.add_document(Document::Round(Box::new(round)));
    let invited = (0..1_200_u32).map(|person| (person, Invited));
    let registered =
        (0..1_200_u32).filter(|person| person / 3 % 5 == 0).map(|person| (person, Registered));
    let contacts = invited.chain(registered).zip(1..).map(|((person, kind), number)| Interaction {
        id: InteractionId(number),
        customer: CustomerId(person + 1),
        day: Day(ON - 7),
        kind,
        event: Some(id),
        text: String::new(),
        call: None,
    });
    tables.interactions.append(contacts);
    let view = ask(&tables, BY_GROUP);
    assert_eq!(counts(&view), [(80, 400); 3]);
    for row in &view.rows {
        let (low, high) = row.to_use.expect("pooled");
        assert!(low < 0.2 && 0.2 < high && high - low > 0.12, "{row:?}");
        // What these people showed is known as well as before.
        assert!(row.rate.high - row.rate.low < 0.06, "{row:?}");
    }
}

/// The sample's four rounds and two events are enough for groups, and a group's range can be used.
#[test]
fn a_group_of_the_sample_has_a_range_to_use() {
    let tables = crate::sample::tables();
    let view = ask(&tables, BY_GROUP);
    assert!(view.population.is_ok(), "{view:?}");
    let row = &view.rows[0];
    let (low, high) = row.to_use.expect("groups are told apart by nothing else");
    assert!(low < row.rate.low && row.rate.high < high, "9 to 1 is wider: {row:?}");
}
