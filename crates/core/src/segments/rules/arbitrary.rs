//! Workspaces and rules drawn by chance, the same by the same seed, for tests: every kind of column
//! holds something and nothing, texts hold what queries trip over.

use std::sync::Arc;

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::class::Class;
use crate::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use crate::domain::customer::{ClassOverride, Customer, CustomerNote, Stage};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, OrderId, ProductId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::lens::LensGroup;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::domain::reason::{ReasonSource, RecordedReason};
use crate::domain::value_range::ValueRange;
use crate::domain::workspace::{CustomField, FieldKind, WorkspaceFacts};
use crate::segments::Derived;
use crate::table::columns::{Value, all, value};
use crate::table::documents::{Document, SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::rule::{
    Condition, CountRange, DayRange, Goods, Join, MoneyBounds, OrderTest, Rule,
};
use crate::views::segment::{SegmentAbout, SetOperation};
use crate::views::table::{Column, Filter, Test};

pub const TODAY: Day = Day(20_000);
const N_CUSTOMERS: u32 = 40;
const N_ORDERS: u32 = 120;
const WORDS: [&str; 12] = [
    "",
    "Ann",
    "ann lee",
    "ÉCOLE",
    "it's",
    "a\\b",
    "100%_off",
    "杭州市",
    "杭州",
    "\"x\", y;z",
    "two\nlines",
    "=1+1",
];
const KINDS: [InteractionKind; 4] = [
    InteractionKind::Visit,
    InteractionKind::Call,
    InteractionKind::Invited,
    InteractionKind::Attended,
];

pub fn rng(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

fn one_of<T: Clone>(rng: &mut impl Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())].clone()
}

fn word(rng: &mut impl Rng) -> String {
    one_of(rng, &WORDS).to_owned()
}

fn maybe<R: Rng, T>(rng: &mut R, make: impl Fn(&mut R) -> T) -> Option<T> {
    rng.random_bool(0.6).then(|| make(rng))
}

fn day(rng: &mut impl Rng) -> Day {
    Day(TODAY.0 - rng.random_range(-20..800))
}

/// People, products, orders, contacts, fields of every kind, and segments that ask for each other.
pub fn workspace(seed: u64) -> Tables {
    let rng = &mut rng(seed);
    let mut facts = WorkspaceFacts::default();
    facts.lenses.target_age = Some((30, 45));
    let kinds = FieldKind::ALL.into_iter().map(Some).chain([None]);
    facts.custom_fields = kinds
        .zip(["txt", "n", "money x", "日期", "choice", "y_n", "open"])
        .map(|(kind, key)| CustomField { key: key.into(), label: format!("{key}!"), kind })
        .collect();
    let mut tables = Tables { facts: Arc::new(facts), ..Tables::default() };
    tables.customers.append((1..=N_CUSTOMERS).map(|id| customer(rng, id)).collect::<Vec<_>>());
    let categories = ["", "food", "it's"];
    tables.products.append((1..=4).map(|id| Product {
        id: ProductId(id),
        name: format!("P{id}"),
        category: categories[id as usize % 3].into(),
        ..Product::default()
    }));
    let mut orders: Vec<Order> = (1..=N_ORDERS).map(|id| order(rng, id)).collect();
    tables.interactions.append(
        (1..=80)
            .map(|id| Interaction {
                id: InteractionId(id),
                customer: CustomerId(rng.random_range(1..=N_CUSTOMERS)),
                day: day(rng),
                kind: one_of(rng, &KINDS),
                event: maybe(rng, |rng| DocumentId(rng.random_range(1..3))),
                text: word(rng),
                call: None,
            })
            .collect::<Vec<_>>(),
    );
    // Every second attendance comes with an order.
    let attended = tables.interactions.iter().filter(|one| one.kind == InteractionKind::Attended);
    let attended = attended.filter(|one| one.id.0.is_multiple_of(2));
    for (order, visit) in orders.iter_mut().zip(attended) {
        (order.customer, order.day) = (visit.customer, visit.day);
    }
    tables.orders.append(&orders);
    tables.next_ids.customer = N_CUSTOMERS + 1;
    tables.next_ids.product = 5;
    let blocked = BlockedContact {
        by: BlockedBy::Key,
        value: "C3".into(),
        reason: String::new(),
        day: TODAY,
    };
    tables.add_document(Document::Blacklist(vec![blocked]));
    let ids = (1..=N_CUSTOMERS).filter(|_| rng.random_bool(0.3)).map(CustomerId).collect();
    let listed = add_segment(&mut tables, StoredPeople::Listed(ids));
    let column = Condition::Field(Filter { column: Column::Region, test: Test::Filled(true) });
    let listed_too =
        Condition::Field(Filter { column: Column::Segment(listed), test: Test::IsYes(false) });
    let parts = vec![Rule::Is(column), Rule::Is(listed_too)];
    let live = add_segment(&mut tables, StoredPeople::Live(Rule::Group(Join::Any, parts)));
    for how in [SetOperation::Union, SetOperation::Intersection, SetOperation::Difference] {
        add_segment(&mut tables, StoredPeople::Combined(how, vec![live, listed]));
    }
    tables
}

fn add_segment(tables: &mut Tables, people: StoredPeople) -> DocumentId {
    let about = SegmentAbout { name: "S".into(), ..SegmentAbout::default() };
    let segment = SavedSegment { about, people, made_on: TODAY, target_start: None };
    tables.add_document(Document::Segment(Box::new(segment)))
}

fn customer(rng: &mut Xoshiro256PlusPlus, id: u32) -> Customer {
    let mut customer = Customer {
        id: CustomerId(id),
        key: format!("C{id}"),
        name: word(rng),
        phone: word(rng),
        company: word(rng),
        company_id: word(rng),
        region: word(rng),
        sex: word(rng),
        occupation: word(rng),
        personality: word(rng),
        birth_year: maybe(rng, |rng| rng.random_range(1960..2005)),
        lead_source: word(rng),
        known_since: maybe(rng, day),
        member: maybe(rng, |rng| rng.random_bool(0.5)),
        stage: maybe(rng, |rng| one_of(rng, &Stage::ALL)),
        budget: maybe(rng, |rng| Money(rng.random_range(0..50_000))),
        spending_power: maybe(rng, |rng| rng.random_range(0..=100)),
        ..Customer::default()
    };
    let said = [Permission::Granted, Permission::Refused, Permission::Unknown];
    if let Some(permission) = maybe(rng, |rng| one_of(rng, &said)) {
        let (day, source) = (maybe(rng, day), word(rng));
        let consent = ChannelConsent { permission, day, source, purpose: word(rng) };
        customer.consent.set(one_of(rng, &Channel::ALL), consent);
    }
    if rng.random_bool(0.1) {
        customer.consent.opt_out = Some(OptOut::default());
    }
    customer.class_override = rng
        .random_bool(0.2)
        .then(|| ClassOverride { class: one_of(rng, &Class::ALL), note: String::new() });
    let tags = (0..rng.random_range(0..3)).map(|_| word(rng));
    customer.tags = tags.filter(|tag| !tag.is_empty()).collect();
    let notes = (0..rng.random_range(0..3)).map(|_| CustomerNote { day: TODAY, text: word(rng) });
    customer.notes = notes.filter(|note| !note.text.is_empty()).collect();
    let reasons = maybe(rng, |rng| one_of(rng, &["price", "waiting", "Moves away"]));
    customer.reasons = reasons
        .map(|key| RecordedReason { key: key.into(), day: TODAY, source: ReasonSource::Hand })
        .into_iter()
        .collect();
    let figures = ["", "12", "-3.5", "0.07", "n/a", "2026-01-02", "2024/3/5", "yes", "no"];
    for key in ["txt", "n", "money x", "日期", "choice", "y_n", "open"] {
        let cell = one_of(rng, &figures).to_owned();
        customer.fields.insert(key.to_owned(), cell);
    }
    customer
}

fn order(rng: &mut Xoshiro256PlusPlus, id: u32) -> Order {
    let sign = if rng.random_bool(0.15) { -1 } else { 1 };
    let lines: Vec<OrderLine> = (0..rng.random_range(0..3))
        .map(|_| OrderLine {
            product: maybe(rng, |rng| ProductId(rng.random_range(1..=4))),
            quantity_milli: 1_500,
            amount: Money(sign * rng.random_range(0..9_000)),
            discount: Money::ZERO,
            cost: None,
        })
        .collect();
    let amount = match lines.is_empty() {
        true => Money(sign * rng.random_range(0..9_000)),
        false => lines.iter().map(|line| line.amount).sum(),
    };
    Order {
        id: OrderId(id),
        key: String::new(),
        // Some have bought nothing.
        customer: CustomerId(rng.random_range(1..=N_CUSTOMERS * 3 / 4)),
        day: day(rng),
        minute: None,
        amount,
        discount: Money::ZERO,
        cost: None,
        lines,
    }
}

/// A rule over all that this workspace has, and a little that it has not.
pub fn rule(
    rng: &mut Xoshiro256PlusPlus,
    tables: &Tables,
    derived: &Derived,
    depth: usize,
) -> Rule {
    if depth == 0 || rng.random_bool(0.4) {
        return Rule::Is(condition(rng, tables, derived));
    }
    let n = rng.random_range(0..4);
    let parts = (0..n).map(|_| rule(rng, tables, derived, depth - 1)).collect();
    Rule::Group(one_of(rng, &[Join::All, Join::Any, Join::None]), parts)
}

fn condition(rng: &mut Xoshiro256PlusPlus, tables: &Tables, derived: &Derived) -> Condition {
    let mut columns = all(tables);
    columns.extend([Column::Custom("gone".into()), Column::Segment(DocumentId(999))]);
    columns.extend(["products.10000.", "regions..50000"].map(|slug| {
        // Both are of the form that a range is written in.
        Column::BehindValue(ValueRange::from_slug(slug).unwrap())
    }));
    match rng.random_range(0..11) {
        0..=5 => {
            let column = one_of(rng, &columns);
            let test = test(rng, tables, derived, &column);
            Condition::Field(Filter { column, test })
        }
        6 => Condition::Day { column: one_of(rng, &columns), days: days(rng) },
        7 | 8 => {
            let goods = match rng.random_range(0..4) {
                0 | 1 => Goods::Any,
                2 => Goods::Product(ProductId(rng.random_range(1..6))),
                _ => Goods::Category(one_of(rng, &["", "food", "it's", "gone"]).into()),
            };
            let amount = |rng: &mut Xoshiro256PlusPlus| Money(rng.random_range(-2_000..20_000));
            let money = MoneyBounds { low: maybe(rng, amount), high: maybe(rng, amount) };
            let test = match rng.random_range(0..5) {
                0 => OrderTest::Count(counts(rng)),
                1 => OrderTest::Sum(money),
                2 => OrderTest::Average(money),
                3 => OrderTest::First(days(rng)),
                _ => OrderTest::Last(days(rng)),
            };
            Condition::Orders { goods, days: days(rng), test }
        }
        9 => Condition::OrderedAt {
            event: rng.random_bool(0.3).then(|| DocumentId(rng.random_range(1..4))),
            days: days(rng),
            n: counts(rng),
        },
        _ => Condition::Contacts {
            kinds: (0..rng.random_range(0..3)).map(|_| one_of(rng, &KINDS)).collect(),
            event: rng.random_bool(0.3).then(|| DocumentId(rng.random_range(1..4))),
            days: days(rng),
            n: counts(rng),
        },
    }
}

fn counts(rng: &mut Xoshiro256PlusPlus) -> CountRange {
    let count = |rng: &mut Xoshiro256PlusPlus| rng.random_range(0..4);
    CountRange { low: maybe(rng, count), high: maybe(rng, count) }
}

fn days(rng: &mut Xoshiro256PlusPlus) -> DayRange {
    let n = rng.random_range(0..500);
    match rng.random_range(0..5) {
        0 => DayRange::Ever,
        1 => DayRange::Last(n),
        2 => DayRange::Before(n),
        3 => DayRange::Next(n),
        _ => DayRange::Between { from: maybe(rng, day), to: maybe(rng, day) },
    }
}

/// Mostly one that fits what somebody has in the column.
fn test(rng: &mut Xoshiro256PlusPlus, tables: &Tables, derived: &Derived, column: &Column) -> Test {
    let place = rng.random_range(0..derived.ids.len());
    let somebody = tables.customers.get(derived.ids[place]).cloned().unwrap_or_default();
    let found = value(tables, &somebody, derived, place, column);
    let near = |rng: &mut Xoshiro256PlusPlus, number: f64| {
        let off = one_of(rng, &[0.0, 0.005, 1.0, 250.0]);
        let (low, high) = (number - off, number + off);
        let open = rng.random_range(0..4);
        Test::Between { low: (open != 0).then_some(low), high: (open != 1).then_some(high) }
    };
    match rng.random_range(0..8) {
        0 => Test::Filled(rng.random_bool(0.5)),
        1 => Test::Contains(
            one_of(rng, &["", "ann", "Ecole", "'", "\\", "%", "州", "\n", "1"]).into(),
        ),
        2 => {
            let words = (0..rng.random_range(0..4)).map(|_| word(rng)).collect();
            if rng.random_bool(0.5) { Test::AnyOf(words) } else { Test::OtherThan(words) }
        }
        _ => match found {
            Value::Text(text) => Test::AnyOf(vec![text.to_owned(), word(rng)]),
            Value::Tags(tags) => Test::AnyOf(tags.to_vec()),
            Value::Notes(notes) => Test::Contains(notes[0].text.clone()),
            Value::Reasons(reasons) => Test::AnyOf(vec![reasons[0].key.clone()]),
            Value::Number(number) => near(rng, number),
            Value::Money(money) => near(rng, money.major()),
            Value::Date(day) => near(rng, f64::from(day.0)),
            Value::YesNo(yes) => Test::IsYes(yes == rng.random_bool(0.7)),
            Value::Class(placed) => Test::ClassIs {
                classes: maybe(rng, |_| placed.class).into_iter().collect(),
                expected: maybe(rng, |rng| rng.random_bool(0.5)),
                borderline: maybe(rng, |rng| rng.random_bool(0.5)),
            },
            Value::Unplaced => Test::Unplaced,
            Value::Stage(stage) => Test::StageIs(vec![stage, one_of(rng, &Stage::ALL)]),
            Value::Permission(said) if rng.random_bool(0.5) => Test::PermissionIs(vec![said]),
            Value::Blocked if rng.random_bool(0.5) => {
                Test::BlockedOr(maybe(rng, |_| Permission::Refused).into_iter().collect())
            }
            Value::Permission(_) | Value::Blocked => Test::IsYes(rng.random_bool(0.5)),
            Value::Group(group) => Test::GroupIs(vec![group, LensGroup::Tier(1)]),
            Value::Empty => Test::IsYes(true),
        },
    }
}
