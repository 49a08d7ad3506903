//! From rounds to the mix ahead: counts as they are, a plan that changes nothing, people who add up, the
//! same figures every time.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{MixAsk, MixRun};
use crate::domain::care::CareLevel;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::round::{Round, RoundFound, Stood};
use crate::domain::workspace::BoardSettings;
use crate::segments::{Derived, derive};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::mix_outlook::{MixOutlookView, N_ROUNDS_AHEAD, Outlook, PlannedMove};
use crate::views::round::{MovementOf, State};

fn bees() -> State {
    State::Group(AudienceGroup::Class(Class::Bee))
}

fn of(class: Class) -> State {
    State::Group(AudienceGroup::Class(class))
}

fn stood(customer: u32, group: AudienceGroup, stage: Stage) -> Stood {
    Stood { customer: CustomerId(customer), group, stage }
}

fn keep(tables: &mut Tables, name: &str, day: i32, stood: Vec<Stood>) -> DocumentId {
    let board = Box::new(BoardSettings::default());
    let found = RoundFound::Everybody { stood, board };
    let round = Round { name: name.into(), day: Day(day), event: None, found };
    tables.add_document(Document::Round(Box::new(round)))
}

const ASK: MixAsk<'static> = MixAsk {
    of: MovementOf::Classes,
    left_out: &[],
    with_newcomers: true,
    watched: None,
    plan: &[],
};

fn look_ahead(tables: &Tables, derived: &Derived, ask: &MixAsk<'_>) -> MixOutlookView {
    MixRun::new(tables, derived, ask).unwrap().finish().unwrap()
}

/// The sample, and what follows from its rows on its last day.
fn sample() -> (Tables, Derived) {
    let tables = crate::sample::tables();
    let derived = derive(&tables, crate::sample::LAST_DAY);
    (tables, derived)
}

fn total(counts: &[u32]) -> u32 {
    counts.iter().sum()
}

#[test]
fn moves_are_counted_from_each_round_to_the_next() {
    use AudienceGroup::{Class as Is, Unplaced};
    let mut tables = crate::segments::test_tables::workspace(vec![Default::default()]);
    let all = |groups: &[(u32, AudienceGroup)]| {
        groups.iter().map(|(id, group)| stood(*id, group.clone(), Stage::Bought)).collect()
    };
    let (bee, fly, mantis) = (Is(Class::Bee), Is(Class::Dragonfly), Is(Class::Mantis));
    let first = [(1, bee.clone()), (2, fly.clone()), (3, Unplaced), (4, mantis.clone())];
    let second = [(1, bee.clone()), (2, bee.clone()), (3, Unplaced), (5, fly.clone())];
    // Kept out of order, one on the day of another.
    let later = keep(&mut tables, "Later", 160, all(&[(1, mantis), (2, bee.clone())]));
    keep(&mut tables, "First", 0, all(&first));
    keep(&mut tables, "Morning", 80, all(&[(1, fly.clone())]));
    let evening = keep(&mut tables, "Evening", 80, all(&second));
    let derived = derive(&tables, Day(170));
    let view = look_ahead(&tables, &derived, &ASK);
    assert_eq!(view.n_rounds, 4);
    let told: Vec<_> =
        view.steps.iter().map(|s| (s.to_name.as_str(), s.n_in_both, s.n_new, s.n_gone)).collect();
    assert_eq!(told, [("Evening", 3, 1, 1), ("Later", 2, 0, 2)]);
    let outlook = view.outlook.unwrap();
    let place = |state: &State| outlook.states.iter().position(|one| one == state).unwrap();
    assert_eq!(outlook.states.last(), Some(&State::Away));
    let n_moved = |from: &State, to: &State| outlook.rows[place(from)].chances[place(to)].n;
    assert_eq!(n_moved(&bees(), &bees()), 2);
    assert_eq!(n_moved(&bees(), &of(Class::Mantis)), 1);
    assert_eq!(n_moved(&of(Class::Dragonfly), &bees()), 1);
    assert_eq!(n_moved(&of(Class::Dragonfly), &State::Away), 1);
    assert_eq!(n_moved(&of(Class::Mantis), &State::Away), 1);
    assert_eq!(
        (outlook.rows[place(&bees())].n, outlook.n_new[place(&of(Class::Dragonfly))]),
        (3, 1)
    );
    // Who has bought is no lead again.
    let unplaced = place(&State::Group(Unplaced));
    assert_eq!(outlook.rows[place(&bees())].chances[unplaced].high, 0.0);
    assert!(outlook.rows[unplaced].chances[place(&bees())].high > 0.0);

    let left_out = [evening];
    let view = look_ahead(&tables, &derived, &MixAsk { left_out: &left_out, ..ASK });
    assert_eq!(view.steps.iter().map(|s| s.is_counted).collect::<Vec<_>>(), [true, false]);
    let outlook = view.outlook.unwrap();
    assert_eq!(outlook.rows.iter().map(|row| row.n).sum::<u32>(), 4);
    let none = [view.steps[0].from, evening];
    assert!(look_ahead(&tables, &derived, &MixAsk { left_out: &none, ..ASK }).outlook.is_none());

    let one = [later, evening];
    tables.documents.retain(|id, _| one.contains(id));
    tables.documents.remove(&later);
    let view = look_ahead(&tables, &derived, &ASK);
    assert!((view.n_rounds, view.steps.len(), view.outlook) == (1, 0, None));
}

#[test]
fn a_plan_of_nothing_changes_nothing() {
    let (tables, derived) = sample();
    let plan = [PlannedMove { from: of(Class::Dragonfly), to: bees(), low: 0.0, high: 0.0 }];
    let plain = look_ahead(&tables, &derived, &ASK).outlook.unwrap();
    let outlook = look_ahead(&tables, &derived, &MixAsk { plan: &plan, ..ASK }).outlook.unwrap();
    let planned = outlook.planned.clone().unwrap();
    assert_eq!(planned.reach, outlook.reach);
    for (round, states) in planned.more.iter().enumerate() {
        for (state, more) in states.iter().enumerate() {
            assert!(more.people.mean.abs() < 1e-9 && more.people.p95.abs() < 1e-9, "{more:?}");
            let (with, without) = (planned.ahead[round][state], outlook.ahead[round][state]);
            assert!((with.people.mean - without.people.mean).abs() < 1e-6);
        }
    }
    // Nor does a plan change what is told beside it.
    assert_eq!(Outlook { planned: None, ..outlook }, plain);
}

#[test]
fn more_dragonflies_that_become_bees_make_more_bees() {
    let (tables, derived) = sample();
    let range = |low: f64, high: f64| {
        let plan = [PlannedMove { from: of(Class::Dragonfly), to: bees(), low, high }];
        let ask = MixAsk { plan: &plan, ..ASK };
        look_ahead(&tables, &derived, &ask).outlook.unwrap()
    };
    let outlook = range(0.1, 0.1);
    let planned = outlook.planned.as_ref().unwrap();
    let bee = outlook.states.iter().position(|state| *state == bees()).unwrap();
    assert_eq!(outlook.watched as usize, bee);
    // In the first round a tenth of today's dragonflies, whatever the chances are.
    let fly = outlook.states.iter().position(|state| *state == of(Class::Dragonfly)).unwrap();
    let first = planned.more[0][bee].people;
    assert!((first.mean - 0.1 * f64::from(outlook.n_now[fly])).abs() < 0.5, "{first:?}");
    let last = planned.more[N_ROUNDS_AHEAD - 1][bee];
    assert!(last.people.p05 > first.p95 && last.share.unwrap().p05 > 0.0, "{last:?}");
    let (with, without) = (planned.reach[fly].unwrap(), outlook.reach[fly].unwrap());
    assert!(with.within.p05 > without.within.mean && with.n_rounds.mean < without.n_rounds.mean);
    assert!(outlook.reach[bee].is_none());
    // A range makes the difference less certain, not another one.
    let unsure = range(0.0, 0.2).planned.unwrap().more[0][bee].people;
    assert!(
        (unsure.mean - first.mean).abs() < 1.0 && unsure.p95 - unsure.p05 > first.p95 - first.p05
    );
}

/// Nobody is lost on the way: who is somewhere now is somewhere after every round, or gone.
#[test]
fn everybody_is_somewhere_after_every_round() {
    let (tables, derived) = sample();
    for of in [MovementOf::Classes, MovementOf::Stages, MovementOf::Care] {
        let closed = MixAsk { of, with_newcomers: false, ..ASK };
        let outlook = look_ahead(&tables, &derived, &closed).outlook.unwrap();
        let n = f64::from(total(&outlook.n_now));
        assert_eq!(outlook.new_per_round.iter().sum::<f64>(), 0.0);
        for round in &outlook.ahead {
            let people: f64 = round.iter().map(|state| state.people.mean).sum();
            assert!((people - n).abs() < 1e-6, "{people} of {n}");
            let shares: f64 = round.iter().filter_map(|s| s.share).map(|s| s.mean).sum();
            assert!((shares - 1.0).abs() < 1e-9, "{shares}");
        }
        let open = look_ahead(&tables, &derived, &MixAsk { of, ..ASK }).outlook.unwrap();
        let new: f64 = open.new_per_round.iter().sum();
        let seen = f64::from(total(&open.n_new)) / 3.0;
        assert!(new >= seen && new < seen + 1.0, "{new}, seen {seen}");
        let last: f64 = open.ahead[2].iter().map(|state| state.people.mean).sum();
        assert!((last - n - 3.0 * new).abs() < 0.1 * new, "{last}");
    }
}

#[test]
fn doubt_of_the_rates_and_luck_add_up() {
    let (tables, derived) = sample();
    let outlook = look_ahead(&tables, &derived, &ASK).outlook.unwrap();
    let width = |spread: crate::views::forecast::Spread| spread.p95 - spread.p05;
    let doubt = outlook.doubt;
    let (luck, rates, both) = (width(doubt.luck), width(doubt.rates), width(doubt.both));
    assert!(luck > 0.0 && rates > 0.0 && both > luck.max(rates), "{doubt:?}");
    // Variances add.
    assert!((both / luck.hypot(rates) - 1.0).abs() < 0.12, "{doubt:?}");
}

#[test]
fn figures_are_the_same_every_time() {
    let (tables, derived) = sample();
    let plan = [PlannedMove { from: of(Class::Butterfly), to: bees(), low: 0.02, high: 0.08 }];
    let ask = MixAsk { plan: &plan, watched: Some(&State::Away), ..ASK };
    let whole = look_ahead(&tables, &derived, &ask);
    let mut run = MixRun::new(&tables, &derived, &ask).unwrap();
    while run.advance(7).unwrap() {}
    assert_eq!(run.finish().unwrap(), whole);
    let outlook = whole.outlook.unwrap();
    assert_eq!(outlook.watched as usize, outlook.states.len() - 1);
}

#[test]
fn care_is_told_by_the_days_of_purchase() {
    let (tables, derived) = sample();
    let ask = MixAsk { of: MovementOf::Care, ..ASK };
    let outlook = look_ahead(&tables, &derived, &ask).outlook.unwrap();
    let place = |level| outlook.states.iter().position(|s| *s == State::Care(level)).unwrap();
    let n_moved = |from, to| outlook.rows[place(from)].chances[place(to)].n;
    assert!(n_moved(CareLevel::New, CareLevel::Regular) > 0);
    assert!(n_moved(CareLevel::Regular, CareLevel::Loyal) > 0);
    // Time passed does not come back, and nobody unbuys.
    for to in [CareLevel::NotYet, CareLevel::New, CareLevel::Regular] {
        assert_eq!(n_moved(CareLevel::Loyal, to), 0);
    }
    assert!(!outlook.is_in_mix[outlook.states.len() - 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever rounds say and whoever is here: people add up, shares are shares, figures come again.
    #[test]
    fn any_rounds_make_a_mix(
        rounds in prop::collection::vec(prop::collection::btree_map(1u32..40, 0u8..9, 0..30), 2..5),
        shift in -1.0..1.0f64,
    ) {
        let mut tables =
            crate::segments::test_tables::workspace(vec![Default::default(); 12]);
        let group = |n: u8| match n {
            0..=3 => AudienceGroup::Class(Class::ALL[n as usize]),
            4..=7 => AudienceGroup::Expected(Class::ALL[n as usize - 4]),
            _ => AudienceGroup::Unplaced,
        };
        let all = |people: &BTreeMap<u32, u8>| {
            people.iter().map(|(id, n)| stood(*id, group(*n), Stage::Bought)).collect()
        };
        for (at, people) in rounds.iter().enumerate() {
            keep(&mut tables, "Round", 10 * at as i32, all(people));
        }
        let derived = derive(&tables, Day(100));
        let plan = [PlannedMove { from: of(Class::Mantis), to: bees(), low: shift, high: shift }];
        let ask = MixAsk { with_newcomers: false, plan: &plan, ..ASK };
        let view = look_ahead(&tables, &derived, &ask);
        let outlook = view.outlook.clone().unwrap();
        let n = f64::from(total(&outlook.n_now));
        prop_assert_eq!(n, 12.0);
        let planned = outlook.planned.as_ref().unwrap();
        for round in outlook.ahead.iter().chain(&planned.ahead) {
            let people: f64 = round.iter().map(|state| state.people.mean).sum();
            prop_assert!((people - n).abs() < 1e-6);
            let shares = round.iter().filter_map(|s| s.share);
            prop_assert!(shares.into_iter().all(|s| 0.0 <= s.p05 && s.p95 <= 1.0));
        }
        for row in &outlook.rows {
            let sum: f64 = row.chances.iter().map(|chance| chance.mean).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
            prop_assert!(row.chances.iter().all(|c| c.low <= c.mean + 1e-9 && c.high <= 1.0));
            prop_assert_eq!(row.chances.iter().map(|c| c.n).sum::<u32>(), row.n);
        }
        prop_assert_eq!(look_ahead(&tables, &derived, &ask), view);
    }
}
