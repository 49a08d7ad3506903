//! Who passes, told on small workspaces, and laws that hold for any rule.

use super::arbitrary::{TODAY, rng, rule, workspace};
use super::members::goes_round;
use super::{evaluate, is_gone, verdicts};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, ProductId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::lens::{LensColumn, LensGroup};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::segments::derive;
use crate::segments::test_tables::{add_interactions, add_orders, order, workspace as people};
use crate::table::documents::{Document, SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::rule::{
    Condition, CountRange, DayRange, Goods, Join, MoneyBounds, OrderTest, Rule,
};
use crate::views::segment::{SegmentAbout, SetOperation};
use crate::views::table::{Cell, Column, Filter, Test};

/// Numbers of the customers who pass.
#[track_caller]
fn check(tables: &Tables, rule: &Rule, expected: &[u32]) {
    let derived = derive(tables, TODAY);
    let passing = evaluate(tables, &derived, rule);
    let ids = derived.ids.iter().zip(&passing).filter(|(_, is_in)| **is_in);
    assert_eq!(ids.map(|(id, _)| id.0).collect::<Vec<_>>(), expected);
    let places: Vec<usize> = (0..derived.ids.len()).collect();
    let told = verdicts(tables, &derived, rule, &places);
    assert_eq!(told.iter().map(|told| told.is_in).collect::<Vec<_>>(), passing);
}

fn is(condition: Condition) -> Rule {
    Rule::Is(condition)
}

fn field(column: Column, test: Test) -> Rule {
    is(Condition::Field(Filter { column, test }))
}

fn orders(goods: Goods, days: DayRange, test: OrderTest) -> Rule {
    is(Condition::Orders { goods, days, test })
}

fn at_least(n: u32) -> CountRange {
    CountRange { low: Some(n), high: None }
}

fn at_most(n: u32) -> CountRange {
    CountRange { low: None, high: Some(n) }
}

fn from(cents: i64) -> MoneyBounds {
    MoneyBounds { low: Some(Money(cents)), high: None }
}

/// 1 bought food lately and gave some back; 2 bought toys long ago; 3 nothing.
fn shop() -> Tables {
    let named = |region: &str| Customer { region: region.into(), ..Customer::default() };
    let mut tables = people(vec![named("杭州"), named(""), named("宁波")]);
    let product = |id, category: &str| Product {
        id: ProductId(id),
        category: category.into(),
        ..Product::default()
    };
    tables.products.append([product(1, "food"), product(2, "toys")]);
    tables.next_ids.product = 3;
    let line = |product, amount| OrderLine {
        product: Some(ProductId(product)),
        quantity_milli: 1_000,
        amount: Money(amount),
        discount: Money::ZERO,
        cost: None,
    };
    let of = |order: Order, lines: Vec<OrderLine>| Order { lines, ..order };
    add_orders(
        &mut tables,
        vec![
            of(order(1, 19_990, 5_000), vec![line(1, 3_000), line(2, 2_000)]),
            of(order(1, 19_995, 1_000), vec![line(1, 1_000)]),
            of(order(1, 20_000, -500), vec![line(1, -500)]),
            of(order(2, 19_000, 800), vec![line(2, 800)]),
        ],
    );
    let kinds = [InteractionKind::Invited, InteractionKind::Attended, InteractionKind::Invited];
    add_interactions(
        &mut tables,
        &[(1, 19_980, kinds[0]), (1, 19_985, kinds[1]), (3, 19_000, kinds[2])],
    );
    tables
}

#[test]
fn orders_are_counted_and_summed_as_they_are_asked_for() {
    let tables = shop();
    let any = || Goods::Any;
    let food = || Goods::Category("food".into());
    let ever = DayRange::Ever;
    // A refund is no order, but is taken off the money.
    check(&tables, &orders(any(), ever, OrderTest::Count(at_least(2))), &[1]);
    check(&tables, &orders(any(), ever, OrderTest::Count(at_least(3))), &[]);
    check(&tables, &orders(any(), ever, OrderTest::Sum(from(5_500))), &[1]);
    check(&tables, &orders(any(), ever, OrderTest::Sum(from(5_501))), &[]);
    check(&tables, &orders(any(), ever, OrderTest::Average(from(2_750))), &[1]);
    check(&tables, &orders(any(), ever, OrderTest::Average(from(2_751))), &[]);
    // Only the lines of the category count.
    check(&tables, &orders(food(), ever, OrderTest::Sum(from(3_500))), &[1]);
    check(&tables, &orders(food(), ever, OrderTest::Sum(from(3_501))), &[]);
    check(
        &tables,
        &orders(Goods::Product(ProductId(2)), ever, OrderTest::Count(at_least(1))),
        &[1, 2],
    );
    // How many is known of everybody, money only where there is an order.
    check(&tables, &orders(any(), ever, OrderTest::Count(at_most(1))), &[2, 3]);
    let little = MoneyBounds { low: None, high: Some(Money(1_000)) };
    check(&tables, &orders(any(), ever, OrderTest::Sum(little)), &[2]);
    check(&tables, &orders(any(), DayRange::Last(6), OrderTest::Count(at_least(1))), &[1]);
    check(&tables, &orders(any(), DayRange::Last(5), OrderTest::Count(at_least(1))), &[]);
    check(&tables, &orders(any(), ever, OrderTest::Last(DayRange::Before(30))), &[2]);
    let since = DayRange::Between { from: Some(Day(19_990)), to: None };
    check(&tables, &orders(any(), ever, OrderTest::First(since)), &[1]);
}

#[test]
fn contacts_are_counted_by_kind_and_day() {
    let tables = shop();
    let contacts = |kinds: &[InteractionKind], days, n| {
        is(Condition::Contacts { kinds: kinds.to_vec(), event: None, days, n })
    };
    check(&tables, &contacts(&[], DayRange::Ever, at_least(2)), &[1]);
    check(&tables, &contacts(&[InteractionKind::Invited], DayRange::Ever, at_least(1)), &[1, 3]);
    check(&tables, &contacts(&[InteractionKind::Invited], DayRange::Last(30), at_least(1)), &[1]);
    check(&tables, &contacts(&[InteractionKind::Attended], DayRange::Ever, at_most(0)), &[2, 3]);
}

#[test]
fn an_order_at_an_event_is_one_of_a_day_on_which_somebody_was_there() {
    let mut tables = people(vec![Customer::default(); 5]);
    let (came, asked) = (InteractionKind::Attended, InteractionKind::Invited);
    // 1 was there and bought, and was written down twice; 2 bought the day after; 3 was only invited;
    // 4 gave something back; 5 bought at an event of another number.
    let rows = [(1, came), (1, came), (2, came), (3, asked), (4, came)];
    add_interactions(&mut tables, &rows.map(|(customer, kind)| (customer, 19_900, kind)));
    let rows = tables
        .interactions
        .iter()
        .cloned()
        .map(|row| Interaction { event: Some(DocumentId(7)), ..row });
    let mut rows: Vec<Interaction> = rows.collect();
    let elsewhere = Interaction {
        id: InteractionId(99),
        customer: CustomerId(5),
        event: None,
        ..rows[0].clone()
    };
    rows.push(elsewhere);
    tables.interactions = Default::default();
    tables.interactions.append(rows);
    add_orders(
        &mut tables,
        vec![
            order(1, 19_900, 100),
            order(1, 19_900, 200),
            order(2, 19_901, 100),
            order(3, 19_900, 100),
            order(4, 19_900, -100),
            order(5, 19_900, 100),
        ],
    );
    let ordered = |event: Option<u32>, days, n| {
        is(Condition::OrderedAt { event: event.map(DocumentId), days, n })
    };
    check(&tables, &ordered(Some(7), DayRange::Ever, at_least(1)), &[1]);
    check(&tables, &ordered(Some(7), DayRange::Ever, at_least(2)), &[1]);
    check(&tables, &ordered(Some(7), DayRange::Ever, at_least(3)), &[]);
    check(&tables, &ordered(Some(7), DayRange::Ever, at_most(0)), &[2, 3, 4, 5]);
    check(&tables, &ordered(None, DayRange::Ever, at_least(1)), &[1, 5]);
    check(&tables, &ordered(None, DayRange::Last(100), at_least(1)), &[]);
    check(&tables, &ordered(Some(8), DayRange::Ever, at_least(1)), &[]);
}

#[test]
fn groups_nest_and_what_is_not_known_holds_for_nobody() {
    let tables = shop();
    let near = || field(Column::Region, Test::AnyOf(vec!["杭州".into()]));
    let never = || orders(Goods::Any, DayRange::Ever, OrderTest::Count(at_most(0)));
    check(&tables, &near(), &[1]);
    check(&tables, &Rule::Group(Join::None, vec![near()]), &[2, 3]);
    check(&tables, &Rule::Group(Join::Any, vec![near(), never()]), &[1, 3]);
    check(&tables, &Rule::Group(Join::All, vec![near(), never()]), &[]);
    let neither = Rule::Group(Join::None, vec![Rule::Group(Join::Any, vec![near(), never()])]);
    check(&tables, &neither, &[2]);
    check(&tables, &Rule::default(), &[1, 2, 3]);
    check(&tables, &Rule::Group(Join::Any, Vec::new()), &[]);
    check(&tables, &Rule::Group(Join::None, Vec::new()), &[1, 2, 3]);
    check(&tables, &field(Column::Segment(DocumentId(9)), Test::IsYes(false)), &[]);
}

#[test]
fn only_what_decides_is_told() {
    let tables = shop();
    let derived = derive(&tables, TODAY);
    let near = || field(Column::Region, Test::AnyOf(vec!["杭州".into()]));
    let often = || orders(Goods::Any, DayRange::Ever, OrderTest::Count(at_least(2)));
    let told = |rule: &Rule, place| {
        let told = verdicts(&tables, &derived, rule, &[place]).pop().unwrap();
        let reasons = told.reasons.into_iter().map(|reason| (reason.holds, reason.found));
        (told.is_in, reasons.collect::<Vec<_>>())
    };
    let area = || Cell::Text("杭州".into());
    let all = Rule::Group(Join::All, vec![near(), often()]);
    assert_eq!(told(&all, 0), (true, vec![(true, area()), (true, Cell::Number(2.0))]));
    assert_eq!(
        told(&all, 2),
        (false, vec![(false, Cell::Text("宁波".into())), (false, Cell::Number(0.0))])
    );
    let any = Rule::Group(Join::Any, vec![often(), field(Column::Region, Test::Filled(true))]);
    assert_eq!(told(&any, 2), (true, vec![(true, Cell::Text("宁波".into()))]));
    let none = Rule::Group(Join::None, vec![near(), often()]);
    assert_eq!(told(&none, 0), (false, vec![(true, area()), (true, Cell::Number(2.0))]));
    assert_eq!(told(&none, 1), (true, vec![(false, Cell::Empty), (false, Cell::Number(1.0))]));
}

#[test]
fn segments_are_put_together_and_never_go_round() {
    let mut tables = shop();
    let mut add = |people| {
        let about = SegmentAbout::default();
        let segment = SavedSegment { about, people, made_on: TODAY, target_start: None };
        tables.add_document(Document::Segment(Box::new(segment)))
    };
    let bought = orders(Goods::Any, DayRange::Ever, OrderTest::Count(at_least(1)));
    let buyers = add(StoredPeople::Live(bought));
    let placed = add(StoredPeople::Live(field(Column::Region, Test::Filled(true))));
    let mut together = |how| add(StoredPeople::Combined(how, vec![buyers, placed]));
    let union = together(SetOperation::Union);
    let both = together(SetOperation::Intersection);
    let rest = together(SetOperation::Difference);
    for (id, expected) in
        [(buyers, &[1, 2][..]), (placed, &[1, 3]), (union, &[1, 2, 3]), (both, &[1]), (rest, &[2])]
    {
        check(&tables, &field(Column::Segment(id), Test::IsYes(true)), expected);
    }
    assert!(goes_round(&tables, buyers, &[rest]) && goes_round(&tables, rest, &[rest]));
    assert!(!goes_round(&tables, rest, &[buyers, union]));
    // A circle that came about all the same ends, and is the same for everybody.
    let circle = SavedSegment {
        about: SegmentAbout::default(),
        people: StoredPeople::Live(field(Column::Segment(union), Test::IsYes(true))),
        made_on: TODAY,
        target_start: None,
    };
    let circle = crate::table::chunk::Chunk::new(Document::Segment(Box::new(circle)));
    tables.documents.insert(buyers, std::sync::Arc::new(circle));
    check(&tables, &field(Column::Segment(placed), Test::IsYes(true)), &[1, 3]);
    assert_eq!(derive(&tables, TODAY).members(&tables, union).unwrap().len(), 3);
}

#[test]
fn a_tier_that_is_not_there_any_more_is_told() {
    let tables = shop();
    let n = u8::try_from(tables.facts.lenses.tiers.len()).unwrap();
    let of = |tiers: &[u8]| {
        let groups = tiers.iter().map(|tier| LensGroup::Tier(*tier)).collect();
        let column = Column::Lens(LensColumn::SpendingTier);
        Condition::Field(Filter { column, test: Test::GroupIs(groups) })
    };
    assert!(is_gone(&tables, &of(&[n])));
    assert!(!is_gone(&tables, &of(&[n - 1])));
    assert!(!is_gone(&tables, &of(&[0, n])), "the lowest is there");
}

#[test]
fn a_rule_and_its_negation_split_everybody() {
    for seed in 0..40 {
        let tables = workspace(seed);
        let derived = derive(&tables, TODAY);
        let rng = &mut rng(seed);
        for _ in 0..20 {
            let rule = rule(rng, &tables, &derived, 3);
            let negation = Rule::Group(Join::None, vec![rule.clone()]);
            let passing = evaluate(&tables, &derived, &rule);
            let others = evaluate(&tables, &derived, &negation);
            assert!(passing.iter().zip(&others).all(|(one, other)| one != other), "{rule:?}");
            let places: Vec<usize> = (0..derived.ids.len()).collect();
            let told = verdicts(&tables, &derived, &rule, &places);
            assert!(told.iter().map(|told| told.is_in).eq(passing), "{rule:?}");
        }
    }
}
