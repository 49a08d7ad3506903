//! A condition that is being built: what it asks of, and the fields of each kind. Must not know how it
//! is shown.

use super::day_fields::DayDraft;
use super::lists::Lists;
use crate::ui::components::number_input::Quantity;
use crate::ui::pages::customers::test_draft::TestDraft;
use leptos::prelude::*;
use meadow_core::domain::ids::{DocumentId, ProductId};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::money::Money;
use meadow_core::views::rule::{Condition, CountRange, DayRange, Goods, MoneyBounds, OrderTest};
use meadow_core::views::table::{Column, ColumnKind, Filter, Test};
use std::collections::BTreeSet;

/// In the order they are offered.
pub const CONTACT_KINDS: [InteractionKind; 8] = [
    InteractionKind::Invited,
    InteractionKind::Registered,
    InteractionKind::Attended,
    InteractionKind::Visit,
    InteractionKind::Enquiry,
    InteractionKind::Reply,
    InteractionKind::Call,
    InteractionKind::Message,
];

/// The kind's name among choices.
pub fn kind_key(kind: InteractionKind) -> String {
    (kind as u8).to_string()
}

#[derive(Clone, Copy)]
pub struct ConditionDraft {
    /// `field`, `orders`, `contacts` or `ordered`.
    pub asks: RwSignal<String>,
    pub test: TestDraft,
    /// Of a column of dates.
    pub column_days: DayDraft,
    /// `count`, `sum`, `average`, `first` or `last`.
    pub measure: RwSignal<String>,
    /// See [`goods_key`].
    pub goods: RwSignal<String>,
    /// When the orders or contacts were.
    pub days: DayDraft,
    /// Of the first or last order.
    pub order_days: DayDraft,
    pub low: RwSignal<Option<Quantity>>,
    pub high: RwSignal<Option<Quantity>>,
    pub kinds: RwSignal<BTreeSet<String>>,
    /// The number of an event; empty for any.
    pub event: RwSignal<String>,
}

impl ConditionDraft {
    pub fn new() -> Self {
        Self {
            asks: RwSignal::new("field".to_owned()),
            test: TestDraft::new(),
            column_days: DayDraft::new(),
            measure: RwSignal::new("count".to_owned()),
            goods: RwSignal::new(String::new()),
            days: DayDraft::new(),
            order_days: DayDraft::new(),
            low: RwSignal::new(None),
            high: RwSignal::new(None),
            kinds: RwSignal::new(BTreeSet::new()),
            event: RwSignal::new(String::new()),
        }
    }

    /// Begins anew, or with a condition that is there.
    pub fn begin(self, condition: Option<&Condition>) {
        let asks = |what: &str| self.asks.set(what.to_owned());
        asks("field");
        self.test.begin(&Column::Stage, None);
        self.column_days.fill(DayRange::Ever);
        self.measure.set("count".to_owned());
        self.goods.set(String::new());
        self.days.fill(DayRange::Ever);
        self.order_days.fill(DayRange::Last(90));
        self.low.set(Some(Quantity::Exact(1.0)));
        self.high.set(None);
        self.kinds.set(BTreeSet::new());
        self.event.set(String::new());
        match condition {
            None => {}
            Some(Condition::Field(filter)) => {
                self.test.begin(&filter.column, Some(filter.test.clone()));
                if let Test::Between { low, high } = filter.test {
                    let day = |at: f64| meadow_core::domain::day::Day(at as i32);
                    let (from, to) = (low.map(day), high.map(day));
                    self.column_days.fill(DayRange::Between { from, to });
                }
            }
            Some(Condition::Day { column, days }) => {
                self.test.begin(column, None);
                self.column_days.fill(*days);
            }
            Some(Condition::Orders { goods, days, test }) => {
                asks("orders");
                self.goods.set(goods_key(goods));
                self.days.fill(*days);
                self.fill_order_test(test);
            }
            Some(Condition::Contacts { kinds, event, days, n }) => {
                asks("contacts");
                self.kinds.set(kinds.iter().map(|kind| kind_key(*kind)).collect());
                self.event.set(event.map(|id| id.0.to_string()).unwrap_or_default());
                self.days.fill(*days);
                self.fill_bounds(n.low.map(f64::from), n.high.map(f64::from));
            }
            Some(Condition::OrderedAt { event, days, n }) => {
                asks("ordered");
                self.event.set(event.map(|id| id.0.to_string()).unwrap_or_default());
                self.days.fill(*days);
                self.fill_bounds(n.low.map(f64::from), n.high.map(f64::from));
            }
        }
    }

    fn fill_order_test(self, test: &OrderTest) {
        let measure = match test {
            OrderTest::Count(n) => {
                self.fill_bounds(n.low.map(f64::from), n.high.map(f64::from));
                "count"
            }
            OrderTest::Sum(bounds) | OrderTest::Average(bounds) => {
                self.fill_bounds(bounds.low.map(Money::major), bounds.high.map(Money::major));
                if matches!(test, OrderTest::Sum(_)) { "sum" } else { "average" }
            }
            OrderTest::First(days) => {
                self.order_days.fill(*days);
                "first"
            }
            OrderTest::Last(days) => {
                self.order_days.fill(*days);
                "last"
            }
        };
        self.measure.set(measure.to_owned());
    }

    fn fill_bounds(self, low: Option<f64>, high: Option<f64>) {
        self.low.set(low.map(Quantity::Exact));
        self.high.set(high.map(Quantity::Exact));
    }

    /// Once it says something that somebody could pass; tracked.
    pub fn condition(self, lists: Lists) -> Option<Condition> {
        self.typed(lists).filter(|condition| !condition.is_reversed())
    }

    /// Does it end before it begins? Tracked.
    pub fn is_reversed(self, lists: Lists) -> bool {
        self.typed(lists).is_some_and(|condition| condition.is_reversed())
    }

    fn typed(self, lists: Lists) -> Option<Condition> {
        match self.asks.get().as_str() {
            "orders" => Some(Condition::Orders {
                goods: read_goods(&self.goods.get()),
                days: self.days.range()?,
                test: self.order_test()?,
            }),
            "contacts" => {
                let chosen = self.kinds.get();
                let kinds = CONTACT_KINDS.into_iter();
                Some(Condition::Contacts {
                    kinds: kinds.filter(|kind| chosen.contains(&kind_key(*kind))).collect(),
                    event: self.event(),
                    days: self.days.range()?,
                    n: self.counts()?,
                })
            }
            "ordered" => Some(Condition::OrderedAt {
                event: self.event(),
                days: self.days.range()?,
                n: self.counts()?,
            }),
            _ => {
                let info = self.test.info(lists.columns)?;
                if info.kind == ColumnKind::Date && self.test.wants_value() {
                    let days = self.column_days.range().filter(|days| *days != DayRange::Ever)?;
                    return Some(Condition::Day { column: info.column, days });
                }
                let test = self.test.test(&info)?;
                Some(Condition::Field(Filter { column: info.column, test }))
            }
        }
    }

    fn event(self) -> Option<DocumentId> {
        self.event.get().parse().ok().map(DocumentId)
    }

    fn order_test(self) -> Option<OrderTest> {
        let money = || {
            let amount =
                |typed: Option<Quantity>| typed.map(|typed| Money::from_major(typed.middle()));
            let bounds = MoneyBounds { low: amount(self.low.get()), high: amount(self.high.get()) };
            (bounds != MoneyBounds::default()).then_some(bounds)
        };
        Some(match self.measure.get().as_str() {
            "sum" => OrderTest::Sum(money()?),
            "average" => OrderTest::Average(money()?),
            "first" => OrderTest::First(self.order_days.range()?),
            "last" => OrderTest::Last(self.order_days.range()?),
            _ => OrderTest::Count(self.counts()?),
        })
    }

    fn counts(self) -> Option<CountRange> {
        let count = |typed: Option<Quantity>| typed.map(|typed| typed.middle().round() as u32);
        let range = CountRange { low: count(self.low.get()), high: count(self.high.get()) };
        (range != CountRange::default()).then_some(range)
    }
}

/// Goods among choices: empty for any, `p7` a product, `c…` a category.
pub fn goods_key(goods: &Goods) -> String {
    match goods {
        Goods::Any => String::new(),
        Goods::Product(ProductId(id)) => format!("p{id}"),
        Goods::Category(name) => format!("c{name}"),
    }
}

fn read_goods(key: &str) -> Goods {
    if let Some(category) = key.strip_prefix('c') {
        return Goods::Category(category.to_owned());
    }
    let product = key.strip_prefix('p').and_then(|id| id.parse().ok());
    product.map_or(Goods::Any, |id| Goods::Product(ProductId(id)))
}

#[cfg(test)]
mod tests {
    use super::ConditionDraft;
    use crate::ui::pages::segments::saved::lists::Lists;
    use leptos::prelude::{Owner, Signal};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::cluster::{ClusterBasis, Clusters};
    use meadow_core::domain::consent::Permission;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::ids::{DocumentId, ProductId};
    use meadow_core::domain::interaction::InteractionKind;
    use meadow_core::domain::lens::{LensColumn, LensGroup, NeedPhase};
    use meadow_core::domain::money::Money;
    use meadow_core::domain::value_range::ValueRange;
    use meadow_core::views::rule::{
        Condition, CountRange, DayRange, Goods, MoneyBounds, OrderTest,
    };
    use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Filter, Test};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn info(column: Column, kind: ColumnKind) -> ColumnInfo {
        ColumnInfo {
            column,
            kind,
            label: None,
            choices: Vec::new(),
            names: Vec::new(),
            groups: Vec::new(),
            n_filled: 1,
            has_repeats: false,
            n_misfits: 0,
        }
    }

    #[test]
    fn a_condition_that_is_opened_is_the_same_when_it_is_taken() {
        Owner::new().with(|| {
            let columns = vec![
                info(Column::Region, ColumnKind::Choice),
                info(Column::Segment(DocumentId(7)), ColumnKind::YesNo),
                info(Column::LastPurchase, ColumnKind::Date),
                info(Column::Class, ColumnKind::Class),
                info(Column::MayInvite, ColumnKind::YesNo),
                info(Column::DiscountShare, ColumnKind::Number),
                info(Column::Company, ColumnKind::Text),
                info(Column::Custom("seat".into()), ColumnKind::Text),
                info(Column::Lens(LensColumn::Need), ColumnKind::Group),
            ];
            let lists = Lists {
                columns: Signal::stored(columns),
                products: Signal::stored(Vec::new()),
                events: Signal::stored(Vec::new()),
            };
            let field = |column, test| Condition::Field(Filter { column, test });
            let orders = |goods, days, test| Condition::Orders { goods, days, test };
            let from = CountRange { low: Some(2), high: None };
            let amount = MoneyBounds { low: None, high: Some(Money(2_550)) };
            let dates = DayRange::Between { from: Some(Day(20_000)), to: None };
            let class = |classes: &[Class], expected, borderline| {
                let classes = classes.to_vec();
                field(Column::Class, Test::ClassIs { classes, expected, borderline })
            };
            let range = ValueRange::from_slug("products.10000.").unwrap();
            let clusters = Clusters { basis: ClusterBasis::default(), n: 4 };
            let overdue = LensGroup::Need(NeedPhase::Overdue);
            let conditions = [
                class(&[Class::Bee, Class::Mantis], Some(false), None),
                class(&[Class::Butterfly], Some(true), Some(false)),
                // The leads stay in, as a play's list has them.
                class(&[Class::Dragonfly], None, None),
                // The board's borderline customers, of whatever class.
                class(&[], Some(false), Some(true)),
                class(&[], None, None),
                field(Column::Class, Test::Unplaced),
                field(Column::Class, Test::Filled(false)),
                field(Column::Region, Test::AnyOf(vec!["杭州".into()])),
                field(Column::Segment(DocumentId(7)), Test::IsYes(false)),
                field(Column::MayInvite, Test::PermissionIs(vec![Permission::Refused])),
                field(Column::MayInvite, Test::BlockedOr(Vec::new())),
                field(Column::MayInvite, Test::BlockedOr(vec![Permission::Refused])),
                field(Column::MayInvite, Test::IsYes(false)),
                field(
                    Column::DiscountShare,
                    Test::Between { low: Some(2.0 / 7.0), high: Some(0.6) },
                ),
                // Of a text, as a lens counts its values.
                field(Column::Company, Test::AnyOf(vec!["Acme".into()])),
                field(Column::Company, Test::OtherThan(vec!["Acme".into(), "Birch".into()])),
                field(Column::Custom("seat".into()), Test::AnyOf(vec!["aisle".into()])),
                field(Column::Lens(LensColumn::Need), Test::GroupIs(vec![overdue])),
                // In no list of columns.
                field(Column::BehindValue(range), Test::IsYes(true)),
                field(Column::Cluster(clusters), Test::Between { low: Some(2.0), high: Some(2.0) }),
                field(Column::Custom("gone".into()), Test::Contains("left".into())),
                field(Column::LastPurchase, Test::Filled(false)),
                Condition::Day { column: Column::LastPurchase, days: DayRange::Before(30) },
                orders(Goods::Any, DayRange::Last(90), OrderTest::Count(from)),
                orders(Goods::Product(ProductId(3)), DayRange::Ever, OrderTest::Sum(amount)),
                orders(Goods::Category(String::new()), dates, OrderTest::Average(amount)),
                orders(Goods::Category("p7".into()), dates, OrderTest::First(DayRange::Ever)),
                orders(Goods::Any, DayRange::Ever, OrderTest::Last(DayRange::Next(5))),
                Condition::Contacts {
                    kinds: vec![InteractionKind::Invited, InteractionKind::Call],
                    event: Some(DocumentId(4)),
                    days: DayRange::Ever,
                    n: from,
                },
                Condition::OrderedAt { event: None, days: DayRange::Last(90), n: from },
                Condition::OrderedAt {
                    event: Some(DocumentId(4)),
                    days: DayRange::Ever,
                    n: CountRange { low: None, high: Some(0) },
                },
            ];
            let draft = ConditionDraft::new();
            for condition in conditions {
                draft.begin(Some(&condition));
                assert_eq!(draft.condition(lists), Some(condition));
            }
            // A value that nobody has any more still has its tick.
            let gone = Test::AnyOf(vec!["杭州".into()]);
            draft.begin(Some(&field(Column::Region, gone)));
            let region = draft.test.info(lists.columns).unwrap();
            assert_eq!(draft.test.held(&region), ["杭州"]);
            draft.begin(None);
            assert_eq!(draft.condition(lists), None);
            let n = CountRange { low: Some(3), high: Some(2) };
            draft.begin(Some(&orders(Goods::Any, DayRange::Ever, OrderTest::Count(n))));
            assert!(draft.is_reversed(lists));
            assert_eq!(draft.condition(lists), None);
        });
    }
}
