//! Each case of C5 and C4 ranks what it fits first; reasons name what they rest on.

use std::collections::BTreeSet;

use super::facts::WORKED_OUT;
use super::recommend;
use crate::domain::class::Class;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::workspace::{OneToOneCost, WorkspaceFacts};
use crate::playbooks::method_choice;
use crate::views::recommend::{
    Given, PeopleRead, RankedMethod, RecommendTerms, RecommendView, Standing, Whom,
};

/// "explaining.much buyer.companies".
fn said(answers: &str) -> RecommendTerms {
    let pairs = answers.split_whitespace().map(|one| one.split_once('.').unwrap());
    let answers = pairs.map(|(question, answer)| (question.to_owned(), answer.to_owned()));
    RecommendTerms { answers: answers.collect(), ..RecommendTerms::default() }
}

fn yuan(amount: i64) -> Option<Money> {
    Some(Money(amount * 100))
}

fn ask(terms: &RecommendTerms) -> RecommendView {
    recommend(terms, None, &WorkspaceFacts::default())
}

/// With 300 yuan for every customer sold to alone.
fn ask_with_visits(terms: &RecommendTerms) -> RecommendView {
    let one_to_one = OneToOneCost { travel: Money(30_000), ..OneToOneCost::default() };
    recommend(terms, None, &WorkspaceFacts { one_to_one, ..WorkspaceFacts::default() })
}

fn of(view: &RecommendView, method: Option<Method>) -> &RankedMethod {
    view.ranked.iter().find(|one| one.method == method).unwrap()
}

/// All that speaks against a method rests on.
fn against(view: &RecommendView, method: Option<Method>) -> Vec<Given> {
    of(view, method).speaks_against.iter().flat_map(|reason| reason.given.clone()).collect()
}

fn speaks_for(view: &RecommendView, method: Option<Method>) -> Vec<Given> {
    of(view, method).speaks_for.iter().flat_map(|reason| reason.given.clone()).collect()
}

/// The key of every answer that there is, as a fact.
fn facts_of_answers() -> BTreeSet<String> {
    let questions = &method_choice().questions;
    let answers = questions.iter().flat_map(|question| {
        question.answers.iter().map(|answer| format!("{}.{}", question.key, answer.key))
    });
    answers.chain(questions.iter().map(|question| question.key.clone())).collect()
}

#[test]
fn what_each_method_fits_ranks_it_first() {
    for (answers, method) in [
        ("buyer.companies explaining.much emotion.little", Method::Seminar),
        ("explaining.much aim.understand", Method::Seminar),
        ("buyer.people explaining.little emotion.much", Method::Activity),
        ("buyer.people explaining.much emotion.much", Method::Training),
        ("explaining.some emotion.some aim.sell", Method::Training),
        ("aim.crowd newness.launch", Method::LimitedOffer),
        ("aim.crowd season.quiet place.own", Method::LimitedOffer),
        ("aim.show place.fair", Method::Exhibition),
        ("aim.channel place.fair", Method::Exhibition),
        ("repeat.often aim.keep", Method::Membership),
        ("buyer.dealers newness.launch", Method::DealerRecruitment),
        ("buyer.dealers aim.channel", Method::DealerRecruitment),
    ] {
        let view = ask(&said(answers));
        assert_eq!(view.ranked[0].method, Some(method), "{answers}: {:?}", view.ranked[0]);
        assert_ne!(view.ranked[0].standing, Standing::FitsBadly, "{answers}");
        assert_eq!(view.ranked.len(), 8, "{answers}");
    }
}

/// C4: whatever else speaks for a seminar.
#[test]
fn very_high_price_and_margin_put_no_event_first() {
    let seminar = said("explaining.much buyer.companies aim.understand");
    let dear = RecommendTerms { price: yuan(100_000), margin: Some(0.4), ..seminar.clone() };
    let view = ask(&dear);
    let first = &view.ranked[0];
    assert_eq!((first.method, first.standing), (None, Standing::FitsWell));
    assert!(first.speaks_for[0].decides);
    assert_eq!(first.speaks_for[0].given, [Given::Price(Money(10_000_000)), Given::Margin(0.4)]);
    assert_eq!(view.ranked[1].method, Some(Method::Seminar));

    // Each of the two alone does not decide it.
    for (price, margin) in [(99_999, 0.4), (100_000, 0.39)] {
        let terms = RecommendTerms { price: yuan(price), margin: Some(margin), ..seminar.clone() };
        assert_eq!(ask(&terms).ranked[0].method, Some(Method::Seminar), "{price} {margin}");
    }
    // What dealers are won for is not the product's price.
    let terms = RecommendTerms { answers: said("buyer.dealers newness.launch").answers, ..dear };
    assert_eq!(ask(&terms).ranked[0].method, Some(Method::DealerRecruitment));
}

#[test]
fn a_visit_is_held_against_what_a_sale_brings_and_a_guest_costs() {
    // 10,000 × 30 % = 3,000, ten times 300; 900 × 30 % = 270 is less than one visit.
    let terms = |price| RecommendTerms { price, margin: Some(0.3), ..RecommendTerms::default() };
    let one_to_one = Money(30_000);
    let view = ask_with_visits(&terms(yuan(10_000)));
    let profit = Given::Profit { profit: Money(300_000), one_to_one };
    assert_eq!((view.ranked[0].method, speaks_for(&view, None)), (None, vec![profit]));
    let view = ask_with_visits(&terms(yuan(900)));
    let profit = Given::Profit { profit: Money(27_000), one_to_one };
    assert!(against(&view, None).contains(&profit));
    assert_eq!(view.ranked[7].method, None);

    // 16,000 for 50 guests is 320 each; for 64 it is 250.
    let terms = |guests| RecommendTerms {
        budget: yuan(16_000),
        guests: Some(guests),
        ..RecommendTerms::default()
    };
    let dear = Given::PerGuest { budget: Money(32_000), one_to_one };
    assert!(speaks_for(&ask_with_visits(&terms(50)), None).contains(&dear));
    let shared = Given::PerGuest { budget: Money(25_000), one_to_one };
    assert!(against(&ask_with_visits(&terms(64)), None).contains(&shared));
}

/// An activity: 3,950 fixed. Nobody comes: 8 helpers at 180, together 5,390. For 60 guests 20 helpers at
/// 180 and 30.60 a guest, together 9,386.
#[test]
fn a_budget_below_the_usual_costs_speaks_against() {
    let activity = Some(Method::Activity);
    let terms = |budget, guests| RecommendTerms { budget, guests, ..said("emotion.much") };
    let short = |budget, at_least| Given::Budget { budget: Money(budget), at_least };
    let found = against(&ask(&terms(yuan(5_389), None)), activity);
    assert_eq!(found, [short(538_900, Money(539_000))]);
    assert_eq!(against(&ask(&terms(yuan(5_390), None)), activity), []);
    let found = against(&ask(&terms(yuan(9_000), Some(60))), activity);
    assert_eq!(found, [short(900_000, Money(938_600))]);
    assert_eq!(against(&ask(&terms(yuan(9_386), Some(60))), activity), []);
}

/// In a currency whose amounts nobody can guess, nothing is said of them.
#[test]
fn amounts_of_another_scale_say_nothing() {
    let terms = RecommendTerms { price: yuan(500), budget: yuan(1), ..RecommendTerms::default() };
    let facts = WorkspaceFacts { currency: "JPY".into(), ..WorkspaceFacts::default() };
    assert_eq!(recommend(&terms, None, &facts).ranked, []);
    assert_eq!(ask(&terms).ranked.len(), 8);
}

#[test]
fn two_are_offered_together_where_that_is_better() {
    let keys = |answers| {
        let pairs = ask(&said(answers)).pairs;
        pairs.into_iter().map(|pair| (pair.key, pair.outer, pair.inner)).collect::<Vec<_>>()
    };
    let fair = Method::Exhibition;
    let recruiting = ("recruiting-at-the-fair".to_owned(), fair, Some(Method::DealerRecruitment));
    assert_eq!(keys("place.fair buyer.dealers"), [recruiting]);
    let draw = ("draw-for-members".to_owned(), Method::Membership, Some(Method::LimitedOffer));
    assert_eq!(keys("repeat.often season.quiet"), [draw]);
    assert_eq!(keys("explaining.much"), []);
    let pair = ask(&said("repeat.often season.quiet")).pairs.remove(0);
    let names: Vec<_> = pair.given.iter().map(name_of).collect();
    assert_eq!(names, ["Buying again: Again and again", "Season: In a quiet time"]);
}

fn name_of(given: &Given) -> String {
    match given {
        Given::Answer { question, answer } => format!("{}: {}", question.en, answer.en),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_reason_names_what_it_rests_on() {
    for question in &method_choice().questions {
        for answer in &question.answers {
            let fact = format!("{}.{}", question.key, answer.key);
            let view = ask(&said(&fact));
            let given =
                Given::Answer { question: question.name.clone(), answer: answer.name.clone() };
            let reasons: Vec<_> = view
                .ranked
                .iter()
                .flat_map(|one| one.speaks_for.iter().chain(&one.speaks_against))
                .collect();
            assert!(reasons.iter().all(|reason| reason.given == [given.clone()]), "{fact}");
        }
    }
    // A reason of two names both, and comes before weaker ones.
    let view = ask(&said("explaining.little emotion.much"));
    let first = &of(&view, Some(Method::Activity)).speaks_for[0];
    let names: Vec<_> = first.given.iter().map(name_of).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(first.is_strong && !first.decides);
}

#[test]
fn who_is_chosen_speaks_where_nothing_was_said() {
    let people = |n_returning, n_companies| PeopleRead {
        n_people: 40,
        n_buyers: 30,
        n_returning,
        n_companies,
        ..PeopleRead::default()
    };
    let ask = |terms: &RecommendTerms, people: PeopleRead| {
        recommend(terms, Some(&people), &WorkspaceFacts::default())
    };
    let nothing = RecommendTerms { customers: Some(Whom::Everybody), ..RecommendTerms::default() };
    let view = ask(&nothing, people(20, 0));
    assert_eq!(view.ranked[0].method, Some(Method::Membership));
    assert_eq!(speaks_for(&view, Some(Method::Membership)), [Given::Returning { n: 20, of: 40 }]);
    assert_eq!(ask(&nothing, people(19, 0)).ranked, []);
    let view = ask(&nothing, people(0, 21));
    assert_eq!(view.ranked[0].method, Some(Method::Seminar));

    // What the user says goes before what was read.
    let terms = RecommendTerms { customers: nothing.customers, ..said("repeat.once") };
    let view = ask(&terms, people(20, 0));
    assert_eq!(speaks_for(&view, Some(Method::Membership)), []);
    // Of few people nothing is read.
    let few = PeopleRead { n_people: 9, n_buyers: 9, n_returning: 9, ..PeopleRead::default() };
    assert_eq!(ask(&nothing, few).ranked, []);
    // Nor of others than those chosen.
    let bees = RecommendTerms { customers: Some(Whom::Class(Class::Bee)), ..nothing };
    let view = ask(&bees, people(20, 0));
    assert_eq!(speaks_for(&view, Some(Method::Membership)), [Given::Class(Class::Bee)]);
}

/// A concert sells no running shoes.
#[test]
fn each_method_warns_of_how_it_fails() {
    let view = ask(&said("emotion.much place.open-air"));
    for one in &view.ranked {
        assert!(!one.warnings.is_empty(), "{:?}", one.method);
    }
    let activity = &of(&view, Some(Method::Activity)).warnings;
    assert!(activity[0].en.contains("running shoes") && activity[1].en.contains("weather"));
    assert_eq!(of(&ask(&said("emotion.much")), Some(Method::Activity)).warnings.len(), 1);
}

#[test]
fn nothing_said_ranks_nothing() {
    assert_eq!(ask(&RecommendTerms::default()).ranked, []);
    // An answer that is no longer offered is no answer.
    assert_eq!(ask(&said("explaining.loudly mood.good")).ranked, []);
}

#[test]
fn rules_ask_for_facts_that_there_are() {
    let choice = method_choice();
    let mut known = facts_of_answers();
    known.extend(WORKED_OUT.map(str::to_owned));
    let rules = choice.candidates.iter().flat_map(|one| &one.rules).chain(&choice.every_method);
    for rule in rules.clone() {
        assert!((1..=2).contains(&rule.weight.abs()), "{rule:?}");
        assert!(!rule.when.is_empty(), "{rule:?}");
    }
    let warnings = choice.candidates.iter().flat_map(|one| &one.warnings);
    let asked = rules
        .flat_map(|rule| rule.when.iter().chain(&rule.unless))
        .chain(warnings.flat_map(|warning| &warning.when))
        .chain(choice.pairs.iter().flat_map(|pair| pair.when.iter().flatten()));
    let asked: BTreeSet<&String> = asked.collect();
    for fact in &asked {
        assert!(known.contains(*fact), "nobody tells {fact}");
    }
    // Every answer moves something.
    for answer in facts_of_answers().iter().filter(|fact| fact.contains('.')) {
        assert!(asked.contains(answer), "{answer} moves nothing");
    }
    let methods: Vec<_> = choice.candidates.iter().map(|one| one.method).collect();
    let all: Vec<_> = Method::ALL.map(Some).into_iter().chain([None]).collect();
    assert_eq!(methods, all);
}
