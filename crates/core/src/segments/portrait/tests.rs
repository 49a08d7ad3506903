//! Portraits of small workspaces: what is counted on either side, and which differences are told.

use std::sync::Arc;

use meadow_models::interval::newcombe_difference;
use proptest::prelude::{ProptestConfig, any, proptest};

use super::Portrait;
use crate::domain::class::Class;
use crate::domain::consent::{Channel, OptOut, Permission};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::ProductId;
use crate::domain::interaction::InteractionKind;
use crate::domain::lens::{LensColumn, LensGroup};
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::domain::workspace::{CustomField, FieldKind};
use crate::segments::derive;
use crate::segments::rules::evaluate;
use crate::segments::test_tables::{add_interactions, add_orders, order, workspace};
use crate::table::documents::{Document, SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::portrait::{
    LeftOut, Named, PortraitKey, PortraitPart, PortraitRow, PortraitSubject, PortraitView, Sides,
    ValueMeasure, Verdict,
};
use crate::views::rule::{Condition, Goods, Join, OrderTest, Rule};
use crate::views::segment::SegmentAbout;
use crate::views::table::{Cell, Column, Filter, Test};

const TODAY: Day = Day(20_000);

fn draw(tables: &Tables, rule: &Rule) -> PortraitView {
    let derived = derive(tables, TODAY);
    let is_in = evaluate(tables, &derived, rule);
    let mut portrait = Portrait::new(tables, &derived, rule, is_in);
    while portrait.advance() {}
    portrait.finish()
}

fn is(column: Column, test: Test) -> Rule {
    Rule::Is(Condition::Field(Filter { column, test }))
}

fn members() -> Rule {
    is(Column::Member, Test::IsYes(true))
}

fn part<'a>(view: &'a PortraitView, of: &PortraitSubject) -> &'a PortraitPart {
    view.parts.iter().find(|part| part.of == *of).unwrap()
}

fn column(view: &PortraitView, column: Column) -> &PortraitPart {
    part(view, &PortraitSubject::Column(column))
}

fn row<'a>(part: &'a PortraitPart, key: &PortraitKey) -> &'a PortraitRow {
    part.rows.iter().find(|row| row.key == *key).unwrap_or_else(|| panic!("{key:?}: {part:?}"))
}

fn word(word: &str) -> PortraitKey {
    PortraitKey::Value(Cell::Text(word.into()))
}

/// Members first, of whom so many live by the river; then the others.
fn by_the_river(members: (u32, u32), others: (u32, u32)) -> Vec<Customer> {
    let side = |(by_river, all): (u32, u32), member: bool| {
        (0..all).map(move |at| Customer {
            region: if at < by_river { "滨江" } else { "西湖" }.into(),
            member: Some(member),
            ..Customer::default()
        })
    };
    side(members, true).chain(side(others, false)).collect()
}

#[test]
fn a_share_is_held_against_that_of_all_others() {
    let tables = workspace(by_the_river((56, 70), (48, 80)));
    let view = draw(&tables, &members());
    let regions = column(&view, Column::Region);
    assert_eq!(regions.n_known, Sides { segment: 70, others: 80 });
    let river = row(regions, &word("滨江"));
    assert_eq!(river.sums, Sides { segment: 56.0, others: 48.0 });
    // Two rows are compared, so that each interval is of 97.5 %.
    let expected = newcombe_difference((56, 70), (48, 80), 0.975).unwrap();
    let found = river.difference.unwrap();
    assert!((found.is - 0.2).abs() < 1e-12);
    assert!((found.low - expected.low).abs() < 1e-12 && (found.high - expected.high).abs() < 1e-12);
    assert_eq!(river.verdict, Some(Verdict::More));
    assert_eq!(row(regions, &word("西湖")).verdict, Some(Verdict::Less));
    assert_eq!(regions.share_of_all(river), Some(104.0 / 150.0));
    // The one says what the other would; and that they are members is what they were chosen by.
    assert!(column(&view, Column::Member).is_chosen_by && !regions.is_chosen_by);
    let [Named::Row { part, row }] = view.named[..] else { panic!("{:?}", view.named) };
    assert_eq!(view.parts[part as usize].rows[row as usize].key, word("滨江"));
}

#[test]
fn too_few_or_too_little_tells_nothing() {
    let tables = workspace(by_the_river((25, 29), (10, 200)));
    let view = draw(&tables, &members());
    let river = row(column(&view, Column::Region), &word("滨江"));
    assert!(river.difference.unwrap().low > 0.0);
    assert_eq!((river.verdict, view.named.len()), (Some(Verdict::TooFew), 0));

    let tables = workspace(by_the_river((20, 40), (90, 200)));
    let view = draw(&tables, &members());
    let river = row(column(&view, Column::Region), &word("滨江"));
    assert_eq!((river.verdict, view.named.len()), (Some(Verdict::Unclear), 0));

    // Everybody against nobody.
    let view = draw(&tables, &Rule::default());
    assert_eq!((view.people.segment.n_people, view.people.others.n_people), (240, 0));
    let river = row(column(&view, Column::Region), &word("滨江"));
    assert_eq!((river.difference, river.verdict), (None, Some(Verdict::TooFew)));
}

#[test]
fn what_is_not_known_is_counted_and_compared_with_nothing() {
    let person = |sex: &str, birth_year| Customer {
        sex: sex.into(),
        birth_year,
        member: Some(sex.is_empty()),
        ..Customer::default()
    };
    let people = [("女", Some(1988)), ("F", None), ("", Some(1981)), ("", None), ("male", None)];
    let view = draw(&workspace(people.map(|(sex, year)| person(sex, year)).into()), &members());
    let sexes = column(&view, Column::Sex);
    assert_eq!(sexes.n_known, Sides { segment: 0, others: 3 });
    assert_eq!(sexes.n_unknown, Sides { segment: 2, others: 0 });
    // However it was written.
    assert_eq!(row(sexes, &word("female")).sums, Sides { segment: 0.0, others: 2.0 });
    assert_eq!(row(sexes, &word("female")).difference, None);
    let born = column(&view, Column::Lens(LensColumn::Decade));
    let eighties = PortraitKey::Value(Cell::Group(LensGroup::Decade(1980)));
    assert_eq!(row(born, &eighties).sums, Sides { segment: 1.0, others: 1.0 });
    // Nothing is known of where anybody lives.
    assert!(column(&view, Column::Region).rows.is_empty());
    assert_eq!(column(&view, Column::Region).n_unknown, Sides { segment: 2, others: 3 });
}

fn bought(customer: u32, day: i32, minute: Option<u16>, products: &[u32]) -> Order {
    let line = |product: &u32| OrderLine {
        product: Some(ProductId(*product)).filter(|id| id.0 > 0),
        quantity_milli: 1000,
        amount: crate::domain::money::Money(500),
        discount: crate::domain::money::Money::ZERO,
        cost: None,
    };
    Order { minute, lines: products.iter().map(line).collect(), ..order(customer, day, 500) }
}

#[test]
fn everybody_counts_once_however_often_they_buy() {
    let member = |member| Customer { member: Some(member), ..Customer::default() };
    let mut tables = workspace(vec![member(true), member(true), member(false), member(false)]);
    let product = |id: u32, category: &str| Product {
        id: ProductId(id),
        category: category.into(),
        ..Product::default()
    };
    tables.products.append([product(1, "Food"), product(2, "Toys"), product(3, "")]);
    tables.next_ids.product = 4;
    let monday = Day::from_ymd(2024, 3, 4).unwrap().0;
    let mut orders = vec![
        bought(1, monday, Some(9 * 60), &[1, 1]),
        bought(1, monday + 1, None, &[2]),
        bought(1, monday + 7, Some(23 * 60 + 59), &[]),
        bought(1, monday + 14, Some(8 * 60 + 59), &[1]),
        bought(3, monday + 2, None, &[2, 0, 3]),
    ];
    let mut refund = bought(2, monday, Some(600), &[1]);
    refund.amount = crate::domain::money::Money(-500);
    orders.push(refund);
    add_orders(&mut tables, orders);
    let view = draw(&tables, &members());

    let days = part(&view, &PortraitSubject::Weekdays);
    assert_eq!((days.n_known, days.n_unknown), (Sides { segment: 1, others: 1 }, days.n_known));
    let of = |day| row(days, &PortraitKey::Weekday(day)).sums;
    assert_eq!(
        (of(0), of(1)),
        (Sides { segment: 0.75, others: 0.0 }, Sides { segment: 0.25, others: 0.0 },)
    );
    assert_eq!(of(2), Sides { segment: 0.0, others: 1.0 });
    assert!(days.is_spread && days.rows.len() == 7);

    let hours = part(&view, &PortraitSubject::Hours);
    let of = |from, to| row(hours, &PortraitKey::Hours { from, to }).sums.segment;
    assert_eq!(hours.n_known, Sides { segment: 1, others: 0 });
    for share in [of(6, 9), of(9, 12), of(20, 24)] {
        assert!((share - 1.0 / 3.0).abs() < 1e-12);
    }
    // By lines; a product without a category, or none, tells nothing.
    let goods = part(&view, &PortraitSubject::Categories);
    let of = |name: &str| row(goods, &PortraitKey::Category(name.into())).sums;
    assert_eq!(of("Food"), Sides { segment: 0.75, others: 0.0 });
    assert_eq!(of("Toys"), Sides { segment: 0.25, others: 1.0 });
    let months = part(&view, &PortraitSubject::Months);
    assert_eq!(row(months, &PortraitKey::Month(3)).sums, Sides { segment: 1.0, others: 1.0 });
}

#[test]
fn how_they_are_met_counts_people_and_not_contacts() {
    let mut people = vec![Customer { member: Some(true), ..Customer::default() }; 3];
    people.push(Customer::default());
    people[0].consent.set(Channel::Sms, Permission::Granted);
    people[1].consent.set(Channel::Sms, Permission::Granted);
    people[1].consent.opt_out = Some(OptOut::default());
    let mut tables = workspace(people);
    let none = draw(&tables, &members());
    assert!(part(&none, &PortraitSubject::Contacts).rows.is_empty());
    assert_eq!(part(&none, &PortraitSubject::Contacts).n_known, Sides::default());
    let visit = InteractionKind::Visit;
    add_interactions(&mut tables, &[(1, 1, visit), (1, 2, visit), (4, 3, visit)]);
    let view = draw(&tables, &members());
    let contacts = part(&view, &PortraitSubject::Contacts);
    assert_eq!(contacts.n_known, Sides { segment: 3, others: 1 });
    let visits = row(contacts, &PortraitKey::Contact(visit));
    assert_eq!(visits.sums, Sides { segment: 1.0, others: 1.0 });
    let channels = part(&view, &PortraitSubject::Channels);
    assert_eq!(channels.n_known, Sides { segment: 2, others: 0 });
    let sms = row(channels, &PortraitKey::Channel(Channel::Sms));
    assert_eq!(channels.shares(sms), Sides { segment: Some(0.5), others: None });
}

#[test]
fn the_one_in_the_middle_is_compared_and_leads_are_not() {
    let member = |at: u32| Customer { member: Some(at < 40), ..Customer::default() };
    let mut tables = workspace((0..100).map(member).collect());
    // Members spend 101 to 140, the others 1 to 50; ten have not bought.
    let spend = |at: u32| if at < 40 { 101 + at } else { at - 39 };
    let orders = (0..90).map(|at| order(at + 1, 1000, 100 * i64::from(spend(at))));
    add_orders(&mut tables, orders.collect());
    let view = draw(&tables, &members());
    let spend = &view.values[0];
    assert_eq!((spend.of, spend.n), (ValueMeasure::SpendTotal, Sides { segment: 40, others: 50 }));
    let (here, there) = (spend.medians.segment.unwrap(), spend.medians.others.unwrap());
    assert_eq!((here.is, there.is), (120.5, 25.5));
    assert!(here.low < 115.0 && here.low > 105.0 && here.high > 126.0 && here.high < 136.0);
    let difference = spend.difference.unwrap();
    assert_eq!((difference.is, spend.verdict), (95.0, Verdict::More));
    assert!(difference.low > 80.0 && difference.high < 110.0);
    let days = view.values.iter().find(|row| row.of == ValueMeasure::PurchaseDays).unwrap();
    assert_eq!((days.difference.unwrap().is, days.verdict), (0.0, Verdict::Unclear));
    let interval = view.values.iter().find(|row| row.of == ValueMeasure::Interval).unwrap();
    assert_eq!((interval.n, interval.verdict), (Sides::default(), Verdict::TooFew));
    // Spend of all time and per order; not what nobody knows.
    assert!(view.named.contains(&Named::Value(0)) && !view.named.contains(&Named::Value(4)));
}

#[test]
fn by_what_they_were_chosen_is_known_however_far_round() {
    let mut tables = workspace(by_the_river((56, 70), (48, 80)));
    let river = is(Column::Region, Test::AnyOf(vec!["滨江".into()]));
    let add = |tables: &mut Tables, people| {
        let segment = SavedSegment {
            about: SegmentAbout::default(),
            people,
            made_on: TODAY,
            target_start: None,
        };
        tables.add_document(Document::Segment(Box::new(segment)))
    };
    let live = add(&mut tables, StoredPeople::Live(river));
    let both = crate::views::segment::SetOperation::Union;
    let combined = add(&mut tables, StoredPeople::Combined(both, vec![live]));
    let view = draw(&tables, &is(Column::Segment(combined), Test::IsYes(true)));
    assert!(column(&view, Column::Region).is_chosen_by);
    assert!(!view.values_are_chosen_by && !column(&view, Column::Member).is_chosen_by);

    let bees = Test::ClassIs { classes: vec![Class::Bee], expected: None, borderline: None };
    let view = draw(&tables, &is(Column::Class, bees));
    assert!(view.values_are_chosen_by && column(&view, Column::Class).is_chosen_by);
    let count = OrderTest::Count(crate::views::rule::CountRange { low: Some(1), high: None });
    let food = Condition::Orders {
        goods: Goods::Category("Food".into()),
        days: crate::views::rule::DayRange::Ever,
        test: count,
    };
    let view = draw(&tables, &Rule::Is(food));
    assert!(view.values_are_chosen_by);
    assert!(part(&view, &PortraitSubject::Categories).is_chosen_by);
    // What is gone is pointed out.
    assert_eq!(view.gone, [0]);
}

#[test]
fn many_words_are_compared_as_far_as_they_are_shown() {
    let person = |at: u32| Customer {
        region: format!("area {}", at % 15),
        member: Some(at < 300),
        ..Customer::default()
    };
    let view = draw(&workspace((0..604).map(person).collect()), &members());
    let regions = column(&view, Column::Region);
    assert_eq!(regions.rows.len(), 13);
    let last = regions.rows.last().unwrap();
    assert_eq!((&last.key, last.verdict), (&PortraitKey::Others { n_values: 3 }, None));
    let sums = regions.rows.iter().map(|row| row.sums.segment).sum::<f64>();
    assert_eq!(sums, 300.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whoever is not in a segment is among the others; turned round, every difference is too.
    #[test]
    fn the_others_are_the_rest(
        people in proptest::collection::vec((0..4u8, any::<bool>()), 0..120),
        orders in proptest::collection::vec((0..120u32, 18_000..19_900i32, -500..900i64), 0..300),
    ) {
        let person = |(region, member): (u8, bool)| Customer {
            region: ["", "A", "B", "C"][usize::from(region)].into(),
            member: Some(member),
            ..Customer::default()
        };
        let n_people = people.len() as u32;
        let mut tables = workspace(people.into_iter().map(person).collect());
        let orders = orders.into_iter().filter(|(whose, ..)| *whose < n_people);
        let orders = orders.map(|(whose, day, amount)| order(whose + 1, day, amount));
        add_orders(&mut tables, orders.collect());
        let view = draw(&tables, &members());
        let turned = draw(&tables, &Rule::Group(Join::None, vec![members()]));
        let sides = view.people;
        assert_eq!(sides.segment.n_people + sides.others.n_people, n_people);
        assert_eq!((sides.segment, sides.others), (turned.people.others, turned.people.segment));
        for (part, turned) in view.parts.iter().zip(&turned.parts) {
            assert_eq!(part.rows.len(), turned.rows.len());
            for (row, turned) in part.rows.iter().zip(&turned.rows) {
                let (here, there) = (row.difference, turned.difference);
                assert_eq!(here.is_some(), there.is_some());
                if let Some((here, there)) = here.zip(there) {
                    assert!((here.low + there.high).abs() < 1e-9, "{here:?} {there:?}");
                    assert!(here.low <= here.is && here.is <= here.high);
                }
            }
            // Nobody is lost between the rows.
            if !part.overlaps {
                for is_in in [true, false] {
                    let sum: f64 = part.rows.iter().map(|row| *row.sums.of(is_in)).sum();
                    assert!((sum - f64::from(*part.n_known.of(is_in))).abs() < 1e-6, "{part:?}");
                }
            }
        }
    }
}

/// Names of pets, each its own, tell nothing; where half of the people share theirs, they do.
#[test]
fn a_field_that_nobody_shares_is_left_out_and_said() {
    let draw_pets = |n_alone: u32| {
        let pets = (0..100).map(|at| if at < n_alone { format!("Rex {at}") } else { "Bao".into() });
        let people = pets.map(|pet| Customer {
            member: Some(pet == "Bao"),
            fields: [("pet".to_owned(), pet)].into(),
            ..Customer::default()
        });
        let mut tables = workspace(people.collect());
        let field =
            CustomField {
                key: "pet".into(), label: "宠物".into(), kind: Some(FieldKind::Choice)
            };
        Arc::make_mut(&mut tables.facts).custom_fields.push(field);
        draw(&tables, &members())
    };
    let pet = Column::Custom("pet".into());
    let is_pet = |part: &PortraitPart| part.of == PortraitSubject::Column(pet.clone());
    let told = draw_pets(50);
    assert!(told.left_out.is_empty() && told.parts.iter().any(is_pet));
    let noise = draw_pets(51);
    assert_eq!(noise.left_out, [LeftOut { column: pet.clone(), label: Some("宠物".into()) }]);
    assert!(!noise.parts.iter().any(is_pet));
    assert_eq!(noise.parts.len() + 1, told.parts.len(), "nothing else is");
}
