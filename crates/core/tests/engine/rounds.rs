//! Rounds: kept, compared with now and with each other, true when customers go; refused where they
//! would tell nothing.

use meadow_core::domain::class::Class;
use meadow_core::domain::customer::{Customer, Stage};
use meadow_core::domain::day::Day;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::round::{Asked, AskedHow};
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, GetCustomerCard, GetMixOutlook, GetMovedPeople, GetMovement, GetRecency,
    GetRounds, GetStoodPeople, MergeChoice, Outcome,
};
use meadow_core::views::mix_outlook::PlannedMove;
use meadow_core::views::recency::RecencyInputs;
use meadow_core::views::round::{EntryFound, Flow, MovementOf, NewRound, State};

use super::tab::{TODAY, Tab, add};

fn keep(tab: &Tab, round: NewRound) -> Result<DocumentId, EngineError> {
    match tab.run(Command::SaveRound { round })? {
        Outcome::Document(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn everybody(name: &str) -> NewRound {
    NewRound::Everybody { name: name.into(), event: None, day: None }
}

fn asked(n_of_class: [u32; 4]) -> NewRound {
    let asked = Asked { how: AskedHow::Survey, n_of_class };
    NewRound::Asked { name: "Survey".into(), day: Day(20_000), asked }
}

/// Known to be able to pay, and to have been asking for long.
fn make_promising(tab: &Tab, id: CustomerId) {
    let before = tab.ask(GetCustomerCard { id }).unwrap().customer;
    let customer =
        Customer { spending_power: Some(95), known_since: Some(Day(15_000)), ..before.clone() };
    tab.run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
        .unwrap();
}

#[test]
fn people_who_moved_are_told_with_their_names() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (ann, bo) = (add(&tab, "Ann"), add(&tab, "Bo"));
    let first = keep(&tab, everybody(" First ")).unwrap();
    make_promising(&tab, ann);
    tab.run(Command::DeleteCustomers { ids: vec![bo] }).unwrap();
    add(&tab, "Cy");

    let view = tab.ask(GetRounds {}).unwrap();
    assert_eq!(view.rounds[0].name, "First");
    let EntryFound::Everybody(mix) = &view.rounds[0].found else { panic!("{view:?}") };
    assert_eq!((mix.n_unplaced, view.now.n_unplaced), (2, 1));
    let of = MovementOf::Classes;
    let moved = tab.ask(GetMovement { from: first, to: None, of }).unwrap();
    assert_eq!((moved.n_in_both, moved.n_moved), (1, 1));
    let unplaced = State::Group(AudienceGroup::Unplaced);
    let now = moved.flows.iter().find(|flow| flow.from == unplaced && flow.to != State::Away);
    let Some(Flow { to: is, n: 1, .. }) = now.cloned() else { panic!("{moved:?}") };
    assert!(matches!(is, State::Group(AudienceGroup::Expected(_))), "{is:?}");
    let people = |was: State, is: State| {
        let ask = GetMovedPeople { from: first, to: None, of, was, is };
        let moved = tab.ask(ask).unwrap();
        (moved.n, moved.first.into_iter().map(|person| person.name).collect::<Vec<_>>())
    };
    assert_eq!(people(unplaced.clone(), is), (1, vec!["Ann".to_owned()]));
    // Who is gone has no name any more.
    assert_eq!(people(unplaced.clone(), State::Away), (1, vec![]));
    assert_eq!(people(State::Away, unplaced.clone()), (1, vec!["Cy".to_owned()]));

    // Between two rounds nothing of today matters.
    let second = keep(&tab, everybody("Second")).unwrap();
    add(&tab, "Di");
    let between = tab.ask(GetMovement { from: first, to: Some(second), of }).unwrap();
    assert_eq!(between.flows, moved.flows);
    let same = tab.ask(GetMovement { from: second, to: Some(second), of }).unwrap();
    assert_eq!((same.n_in_both, same.n_moved), (2, 0));
}

#[test]
fn from_two_rounds_on_the_mix_is_looked_ahead() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    add(&tab, "Bo");
    let ask = |plan: Vec<PlannedMove>| GetMixOutlook {
        of: MovementOf::Stages,
        left_out: Vec::new(),
        with_newcomers: true,
        watched: None,
        plan,
    };
    keep(&tab, everybody("First")).unwrap();
    let view = tab.ask(ask(Vec::new())).unwrap();
    assert_eq!((view.n_rounds, view.outlook), (1, None));
    // On the same day nobody has had time to move.
    keep(&tab, everybody("Again")).unwrap();
    let view = tab.ask(ask(Vec::new())).unwrap();
    assert_eq!((view.n_rounds, view.steps.len(), view.outlook), (2, 0, None));

    make_promising(&tab, ann);
    let round = everybody("Second");
    tab.run_on(TODAY.plus_days(1), Command::SaveRound { round }).unwrap();
    let view = tab.ask(ask(Vec::new())).unwrap();
    assert_eq!((view.n_rounds, view.steps.len()), (3, 1));
    assert_eq!(view.steps[0].from_name, "Again");
    let outlook = view.outlook.unwrap();
    assert_eq!(outlook.n_now.iter().sum::<u32>(), 2);
    let impossible =
        PlannedMove { from: outlook.states[0].clone(), to: State::Away, low: 0.5, high: f64::NAN };
    let refused = tab.ask(ask(vec![impossible]));
    assert!(matches!(refused, Err(EngineError::BadInput { .. })), "{refused:?}");
    let recency = tab.ask(GetRecency { period: None, inputs: RecencyInputs::default() });
    assert!(recency.unwrap().rows.is_empty());
}

#[test]
fn a_sample_is_told_with_its_intervals_and_nobody_moves_in_it() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let id = keep(&tab, asked([12, 20, 38, 30])).unwrap();
    let view = tab.ask(GetRounds {}).unwrap();
    let EntryFound::Sample { how: AskedHow::Survey, shares } = &view.rounds[0].found else {
        panic!("{view:?}")
    };
    assert_eq!(shares.iter().map(|share| share.class).collect::<Vec<_>>(), Class::ALL);
    assert_eq!((shares[2].n, shares[2].share), (38, 0.38));
    let ask = GetMovement { from: id, to: None, of: MovementOf::Classes };
    assert!(matches!(tab.ask(ask), Err(EngineError::NotFound { .. })));
    tab.run(Command::DeleteKept { id }).unwrap();
    assert!(tab.ask(GetRounds {}).unwrap().rounds.is_empty());
    tab.undo().unwrap();
    assert_eq!(tab.ask(GetRounds {}).unwrap(), view);
}

#[test]
fn rounds_that_would_tell_nothing_are_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let refused = |round| match keep(&tab, round) {
        Err(EngineError::BadInput { .. }) => "refused",
        Err(EngineError::NotFound { .. }) => "not found",
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(everybody("Nobody")), "refused");
    assert_eq!(refused(asked([0; 4])), "refused");
    add(&tab, "Ann");
    assert_eq!(refused(everybody("  ")), "refused");
    let event = Some(DocumentId(999));
    let of_no_event = NewRound::Everybody { name: "Of no event".into(), event, day: None };
    assert_eq!(refused(of_no_event), "not found");
}

/// Five were not placed; of them one moved on, one was deleted, one erased, and two became one: the number
/// of the round is that of its people, told apart by what became of them.
#[test]
fn those_who_stood_somewhere_are_told_by_what_became_of_them() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let names = ["Ann", "Bo", "Cy", "Di", "Ed"];
    let [ann, bo, cy, di, ed] = names.map(|name| add(&tab, name));
    let round = keep(&tab, everybody("First")).unwrap();
    make_promising(&tab, ann);
    tab.run(Command::DeleteCustomers { ids: vec![bo] }).unwrap();
    let choices = vec![MergeChoice { parts: vec![cy, di], merged: None }];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    let state = State::Group(AudienceGroup::Unplaced);
    let told = |state: &State| {
        let stood = tab.ask(GetStoodPeople { round, state: state.clone() }).unwrap();
        assert_eq!(stood.first.len(), stood.ids.len());
        (stood.ids, stood.n_gone, stood.n_joined)
    };
    assert_eq!(told(&state), (vec![ann, cy, ed], 1, 1));
    assert_eq!(told(&State::Stage(Stage::Lead)), (vec![ann, cy, ed], 1, 1));
    assert_eq!(told(&State::Group(AudienceGroup::Class(Class::Bee))), (vec![], 0, 0));
    // An erased person is in no number of the round any more.
    super::erase::erase(&tab, ed).unwrap();
    assert_eq!(told(&state), (vec![ann, cy], 1, 1));
    let gone = tab.ask(GetStoodPeople { round: DocumentId(999), state });
    assert!(matches!(gone, Err(EngineError::NotFound { .. })), "{gone:?}");
}

/// Ann is known since day 19,500, and of Bo nothing tells: on day 19,000 only Bo was there. The round of that
/// day says that it is reconstructed, and stays as it is.
#[test]
fn a_round_of_a_day_gone_by_holds_who_was_there_by_then() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    let before = tab.ask(GetCustomerCard { id: ann }).unwrap().customer;
    let customer = Customer { known_since: Some(Day(19_500)), ..before.clone() };
    tab.run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
        .unwrap();
    let of_day = |day| NewRound::Everybody { name: "Then".into(), event: None, day: Some(day) };
    for day in [Day(19_499), TODAY.plus_days(1)] {
        let refused = keep(&tab, of_day(day));
        assert!(matches!(refused, Err(EngineError::BadInput { .. })), "{refused:?}");
    }
    let bo = add(&tab, "Bo");
    let then = keep(&tab, of_day(Day(19_000))).unwrap();
    let now = keep(&tab, of_day(TODAY)).unwrap();

    let view = tab.ask(GetRounds {}).unwrap();
    let told: Vec<_> = view.rounds.iter().map(|it| (it.id, it.day, it.is_reconstructed)).collect();
    assert_eq!(told, [(then, Day(19_000), true), (now, TODAY, false)]);
    let EntryFound::Everybody(mix) = &view.rounds[0].found else { panic!("{view:?}") };
    assert_eq!((mix.n_unplaced, mix.n_of_stage.iter().sum::<u32>()), (1, 1));
    let of = MovementOf::Stages;
    let moved = tab.ask(GetMovement { from: then, to: None, of }).unwrap();
    let lead = State::Stage(Stage::Lead);
    let flow = |from, n| Flow { from, to: lead.clone(), n };
    assert_eq!(moved.flows.len(), 2);
    assert!(moved.flows.contains(&flow(lead.clone(), 1)), "{moved:?}");
    assert!(moved.flows.contains(&flow(State::Away, 1)), "{moved:?}");

    assert_eq!(tab.another(&store).ask(GetRounds {}).unwrap(), view);
    super::erase::erase(&tab, bo).unwrap();
    let stood = tab.ask(GetStoodPeople { round: then, state: lead }).unwrap();
    assert_eq!((stood.ids, stood.n_gone), (vec![], 0));
}

/// An erased person stands nowhere in what is kept.
#[test]
fn an_erased_person_leaves_the_rounds() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann: CustomerId = add(&tab, "Ann");
    add(&tab, "Bo");
    let id = keep(&tab, everybody("First")).unwrap();
    super::erase::erase(&tab, ann).unwrap();
    let moved = tab.ask(GetMovement { from: id, to: None, of: MovementOf::Stages }).unwrap();
    assert_eq!((moved.n_in_both, moved.flows.len()), (1, 1));
}
