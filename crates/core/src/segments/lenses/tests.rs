use super::relationship::PRICE_ALONE;
use super::view::view;
use super::{habits, rfm_view, tier_begins, tier_falls};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::ProductId;
use crate::domain::lens::{
    AbcTier, LensColumn, LensGroup, LensSettings, Momentum, NeedPhase, Relationship, RfmCell,
    SpendingTier, TierCut,
};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::sample;
use crate::segments::concentration;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::segments::{Derived, derive};
use crate::table::columns::{Value, all, kind, value};
use crate::table::query::matching_ids;
use crate::table::tables::Tables;
use crate::views::customer_base::NextNeed;
use crate::views::lens::{ConcentrationOf, LensKey, NeededPart, TopPart};
use crate::views::table::{Cell, Column, ColumnKind, Filter, TableQuery};

fn sample() -> (Tables, Derived) {
    let tables = sample::tables();
    let derived = derive(&tables, sample::LAST_DAY);
    (tables, derived)
}

/// Whatever the lens: everybody is in one group, and the filter of a group lists who is in it, and who
/// of them has bought.
#[test]
fn groups_are_a_partition_and_can_be_listed() {
    let (tables, derived) = sample();
    // Notes are no groups.
    for column in all(&tables).into_iter().filter(|column| *column != Column::Notes) {
        let found = view(&tables, &derived, &column);
        let n_in_groups: u32 = found.rows.iter().map(|row| row.n_people).sum();
        assert_eq!(found.n_people as usize, tables.customers.len());
        if !found.overlaps {
            assert_eq!(n_in_groups, found.n_people, "{column:?}");
            let value: Money = found.rows.iter().map(|row| row.value).sum();
            assert_eq!(value, found.value, "{column:?}");
        }
        for row in found.rows {
            let Some(filter) = row.filter else { continue };
            let n_listed = |filters| {
                let query = TableQuery { filters, ..TableQuery::default() };
                matching_ids(&tables, &derived, &query).len() as u32
            };
            assert_eq!(n_listed(vec![filter.clone()]), row.n_people, "{column:?} {:?}", row.key);
            let buyers = n_listed(vec![filter, Filter::bought()]);
            assert_eq!(buyers, row.n_buyers, "{column:?} {:?}", row.key);
        }
    }
}

/// Beyond the 24 most frequent tags: who has two of the others is one of those listed.
#[test]
fn further_values_list_everybody_once() {
    let tagged = |tags: Vec<String>| Customer { tags, ..Customer::default() };
    let frequent: Vec<String> = (0..24).map(|n| format!("t{n:02}")).collect();
    let both = vec!["x".to_owned(), "y".to_owned()];
    let one = vec!["x".to_owned(), "t00".to_owned()];
    let people = [frequent.clone(), frequent, both, one, Vec::new()];
    let mut tables = workspace(people.map(tagged).to_vec());
    add_orders(&mut tables, vec![order(3, 10, 500), order(4, 10, 70)]);
    let derived = derive(&tables, Day(20));
    let found = view(&tables, &derived, &Column::Tags);
    let row = found.rows.iter().find(|row| matches!(row.key, LensKey::Others { .. })).unwrap();
    assert_eq!(row.key, LensKey::Others { n_values: 2 });
    assert_eq!((row.n_people, row.n_buyers, row.value), (2, 2, Money(570)));
    let query =
        TableQuery { filters: row.filter.clone().into_iter().collect(), ..TableQuery::default() };
    let listed: Vec<u32> =
        matching_ids(&tables, &derived, &query).into_iter().map(|id| id.0).collect();
    assert_eq!(listed, [3, 4]);
}

/// Two years back: a year each; less: half of what there is; too little: nothing.
#[test]
fn the_trend_takes_what_there_is() {
    #[track_caller]
    fn check(first: i32, days: &[(i32, i64)], expected: Option<(u32, i64, i64)>) {
        let mut tables = workspace(vec![Customer::default()]);
        let orders = days.iter().map(|(day, amount)| order(1, *day, *amount));
        let first = [order(1, first, 1), order(1, 1_000, 2)];
        add_orders(&mut tables, first.into_iter().chain(orders).collect());
        let derived = derive(&tables, Day(1_000));
        let found = view(&tables, &derived, &Column::Stage);
        let told = found.trend.map(|trend| {
            assert_eq!(trend.until, Day(1_000));
            assert_eq!(trend.until.days_since(trend.lately_from) + 1, trend.n_days as i32);
            assert_eq!(trend.lately_from.days_since(trend.before_from), trend.n_days as i32);
            (trend.n_days, found.spend_lately.0, found.spend_before.0)
        });
        assert_eq!(told, expected);
    }
    // From day 271 the years begin at 271 and 636; what lies before counts in neither.
    check(200, &[(270, 40), (271, 10), (635, 5), (636, 7)], Some((365, 9, 15)));
    check(271, &[(636, 7)], Some((365, 9, 1)));
    // A hundred days: fifty and fifty.
    check(901, &[(950, 10), (951, 20)], Some((50, 22, 11)));
    // Of 57 days the first is in neither half.
    check(944, &[], Some((28, 2, 0)));
    check(946, &[], None);
}

#[test]
fn numbers_are_cut_into_five() {
    let (tables, derived) = sample();
    let found = view(&tables, &derived, &Column::Lens(LensColumn::Activity));
    let between = |key: &LensKey| matches!(key, LensKey::Between { .. });
    assert_eq!(found.rows.iter().filter(|row| between(&row.key)).count(), 5);
    assert!(matches!(found.rows.last().map(|row| &row.key), Some(LensKey::Missing)), "leads");
    let by_tenth = found.rows.iter().take(5).map(|row| row.n_people * 10 / found.n_buyers);
    assert!(by_tenth.into_iter().all(|tenths| (1..=2).contains(&tenths)));
}

/// Years are whole, and an end is written as a cell of its column is.
#[test]
fn the_ends_of_a_cut_are_cells_of_its_column() {
    let (tables, derived) = sample();
    let found = view(&tables, &derived, &Column::BirthYear);
    let ends: Vec<f64> = found
        .rows
        .iter()
        .filter_map(|row| match row.key {
            LensKey::Between { low, high } => Some([low, high]),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(ends.len(), 10);
    let born =
        |year: f64| tables.customers.iter().any(|c| c.birth_year.map(f64::from) == Some(year));
    assert!(ends.iter().all(|year| born(*year)), "{ends:?}");
    assert_eq!(Cell::of_number(found.kind, 1_962.0), Cell::Number(1_962.0));
    assert_eq!(Cell::of_number(ColumnKind::Money, 25.5), Cell::Money(Money(2_550)));
    assert_eq!(Cell::of_number(ColumnKind::Date, 365.0), Cell::Date(Day(365)));
}

#[test]
fn the_rfm_grid_holds_every_buyer_once() {
    let (tables, derived) = sample();
    let grid = rfm_view(&tables, &derived);
    let cells = || grid.cells.iter().flatten();
    assert_eq!(cells().map(|cell| cell.n_people).sum::<u32>(), grid.n_buyers);
    assert_eq!(cells().map(|cell| cell.value).sum::<Money>(), grid.value);
    let by_group = view(&tables, &derived, &Column::Lens(LensColumn::Rfm));
    let named = (1..=5).flat_map(|r| (1..=5).filter_map(move |f| RfmCell::of(r, f)));
    let named: Vec<(RfmCell, u32)> = named.zip(cells().map(|cell| cell.n_people)).collect();
    for row in &by_group.rows {
        let LensKey::Value(Cell::Group(LensGroup::Rfm(group))) = &row.key else { continue };
        let n: u32 = named.iter().filter(|(own, _)| own == group).map(|(_, n)| n).sum();
        assert_eq!(n, row.n_people, "{group:?}");
    }
}

fn groups(tables: &Tables, derived: &Derived, column: LensColumn) -> Vec<Option<LensGroup>> {
    let column = Column::Lens(column);
    assert_eq!(kind(derived, &column), ColumnKind::Group);
    let everybody = tables.customers.iter().enumerate();
    everybody
        .map(|(place, customer)| match value(tables, customer, derived, place, &column) {
            Value::Group(group) => Some(group),
            _ => None,
        })
        .collect()
}

#[test]
fn relationships_follow_their_rule() {
    let (tables, derived) = sample();
    let tiers = groups(&tables, &derived, LensColumn::ValueTier);
    let found = groups(&tables, &derived, LensColumn::Relationship);
    let mut n_beyond = 0;
    for (place, group) in found.iter().enumerate() {
        let facts = &derived.purchases[place];
        assert_eq!(group.is_some(), facts.has_bought());
        let share = facts.discount_share().unwrap_or_default();
        match group {
            Some(LensGroup::Relationship(Relationship::Keep)) => {
                n_beyond += usize::from(tiers[place] != Some(LensGroup::Value(AbcTier::A)));
                assert!(share < PRICE_ALONE);
            }
            Some(LensGroup::Relationship(Relationship::Transactional)) => {
                assert!(share >= PRICE_ALONE || facts.n_purchase_days == 1);
            }
            _ => {}
        }
    }
    let has = |wanted| found.contains(&Some(LensGroup::Relationship(wanted)));
    assert!(has(Relationship::Keep) && has(Relationship::Grow));
    assert!(n_beyond <= 1, "only the one who crosses the limit of A");
}

#[test]
fn who_alone_brings_more_than_tier_a_may_is_kept() {
    let mut tables = workspace(vec![Customer::default(); 3]);
    let orders = [(1, 10, 9_000), (1, 20, 9_000), (2, 10, 400), (2, 20, 400), (3, 20, 300)];
    add_orders(&mut tables, orders.map(|(id, day, amount)| order(id, day, amount)).to_vec());
    let derived = derive(&tables, Day(20));
    let tiers = groups(&tables, &derived, LensColumn::ValueTier);
    assert!(!tiers.contains(&Some(LensGroup::Value(AbcTier::A))));
    let found = groups(&tables, &derived, LensColumn::Relationship);
    assert_eq!(found[0], Some(LensGroup::Relationship(Relationship::Keep)));
    assert_ne!(found[1], found[0]);
}

/// The top tenth of a year in which almost nobody bought begins at nothing.
#[test]
fn a_tier_that_begins_at_nothing_asks_for_something() {
    let mut tables = workspace(vec![Customer::default(); 3]);
    let orders = [(1, 10, 900), (2, 10, 500), (3, 1_000, 500), (3, 1_001, -500)];
    add_orders(&mut tables, orders.map(|(id, day, amount)| order(id, day, amount)).to_vec());
    let tier = |from| SpendingTier { name: String::new(), from, n_purchase_days: 0 };
    std::sync::Arc::make_mut(&mut tables.facts).lenses = LensSettings {
        tiers: vec![tier(TierCut::Money(Money::ZERO)), tier(TierCut::TopPercent(50))],
        ..LensSettings::default()
    };
    let derived = derive(&tables, Day(1_010));
    let lowest = Some(LensGroup::Tier(0));
    assert_eq!(groups(&tables, &derived, LensColumn::SpendingTier), [lowest; 3]);
}

/// A tier asks for its money and for its days; who reaches none is in the lowest.
#[test]
fn tiers_ask_for_level_and_for_regularity() {
    let (mut tables, _) = sample();
    let tier = |from, n_purchase_days| SpendingTier { name: String::new(), from, n_purchase_days };
    std::sync::Arc::make_mut(&mut tables.facts).lenses = LensSettings {
        tiers: vec![
            tier(TierCut::Money(Money::ZERO), 0),
            tier(TierCut::Money(Money::from_major(5_000.0)), 4),
            tier(TierCut::TopPercent(5), 0),
        ],
        ..LensSettings::default()
    };
    let derived = derive(&tables, sample::LAST_DAY);
    let found = groups(&tables, &derived, LensColumn::SpendingTier);
    let end = derived.data_end.unwrap();
    let mut spend: Vec<Money> = Vec::new();
    for (place, group) in found.iter().enumerate() {
        let facts = &derived.purchases[place];
        let days = derived.purchase_days.of(place).iter();
        let n_days = days.filter(|day| (0..365).contains(&end.days_since(Day(**day)))).count();
        match group {
            Some(LensGroup::Tier(1)) => {
                assert!(facts.spend_last_year >= Money::from_major(5_000.0) && n_days >= 4);
            }
            Some(LensGroup::Tier(2)) => spend.push(facts.spend_last_year),
            Some(LensGroup::Tier(0)) => {
                assert!(facts.spend_last_year < Money::from_major(5_000.0) || n_days < 4);
            }
            Some(other) => panic!("{other:?}"),
            None => assert!(!facts.has_bought()),
        }
    }
    let n_buyers = derived.purchases.iter().filter(|facts| facts.has_bought()).count();
    assert_eq!(spend.len(), (n_buyers * 5).div_ceil(100));
}

/// What the user has set is told as it stands: nothing is put in order for them.
#[test]
fn where_tiers_begin_is_told_in_the_order_they_are_set() {
    let mut tables = workspace(vec![Customer::default(); 4]);
    let orders = [(1, 400), (2, 300), (3, 200), (4, 100)];
    add_orders(&mut tables, orders.map(|(id, amount)| order(id, 1_000, amount)).to_vec());
    let tier = |from| SpendingTier { name: String::new(), from, n_purchase_days: 0 };
    let tiers = [
        tier(TierCut::TopPercent(100)),
        tier(TierCut::TopPercent(25)),
        tier(TierCut::Money(Money(150))),
        tier(TierCut::TopPercent(0)),
    ];
    let derived = derive(&tables, Day(1_000));
    let found = tier_begins(&derived.purchases, &tiers);
    assert_eq!(found, [Some(Money(100)), Some(Money(400)), Some(Money(150)), None]);
    assert_eq!(tier_falls(&found), [(1, 2)]);
    // Also across one that nobody reaches.
    assert_eq!(tier_falls(&[found[1], None, found[2], found[1]]), [(0, 2)]);
}

#[test]
fn a_need_is_at_its_peak_when_the_usual_time_has_come() {
    let (tables, derived) = sample();
    let end = derived.data_end.unwrap();
    let needs = &derived.lenses(&tables).needs;
    let mut n_with_own = 0;
    for (place, need) in needs.iter().enumerate() {
        let Some(need) = need else { continue };
        assert!(derived.purchases[place].has_bought());
        assert!(need.range.0 <= need.expected && need.expected <= need.range.1);
        assert!(need.expected >= end, "the past is no prediction");
        let is_at_peak = need.peak.0 <= end && end <= need.peak.1;
        assert!(need.phase != NeedPhase::Peak || is_at_peak);
        assert!(need.phase != NeedPhase::Overdue || end > need.peak.1);
        // Overdue since the usual time went by, which no day to come is.
        let since = need.view().overdue_since();
        assert_eq!(since.is_some(), need.phase == NeedPhase::Overdue);
        let bought = derived.purchases[place].last_purchase.unwrap();
        assert!(since.is_none_or(|since| bought < since && since <= end));
        n_with_own += u32::from(need.n_intervals > 0);
    }
    assert!(n_with_own > 500);
}

/// Usual until day 130, expected, now that it is late, on day 170: overdue since day 131.
#[test]
fn a_need_is_overdue_since_the_usual_time_went_by() {
    let overdue = NextNeed {
        phase: NeedPhase::Overdue,
        expected: Day(170),
        range: (Day(151), Day(260)),
        peak: (Day(110), Day(130)),
        n_intervals: 3,
    };
    assert_eq!(overdue.overdue_since(), Some(Day(131)));
    assert_eq!(NextNeed { phase: NeedPhase::Peak, ..overdue }.overdue_since(), None);
}

#[test]
fn activity_is_told_against_a_half_life_before() {
    let (tables, derived) = sample();
    let found = groups(&tables, &derived, LensColumn::Momentum);
    let half_life = i32::from(tables.facts.lenses.half_life_days);
    let before = derived.data_end.unwrap().plus_days(-half_life);
    for (place, group) in found.iter().enumerate() {
        let days = derived.purchase_days.of(place);
        let had_bought = days.first().is_some_and(|day| Day(*day) <= before);
        let bought_since = days.last().is_some_and(|day| Day(*day) > before);
        match group {
            None => assert!(days.is_empty()),
            Some(LensGroup::Momentum(Momentum::New)) => assert!(!had_bought),
            Some(LensGroup::Momentum(Momentum::Fading)) => assert!(had_bought),
            Some(LensGroup::Momentum(_)) => assert!(had_bought && bought_since),
            Some(other) => panic!("{other:?}"),
        }
    }
    for momentum in [Momentum::Rising, Momentum::Steady, Momentum::Fading, Momentum::New] {
        assert!(found.contains(&Some(LensGroup::Momentum(momentum))), "{momentum:?}");
    }
}

/// One who came back is too little to tell anybody's cycle: they are a group of their own, not
/// among those who have not bought.
#[test]
fn where_too_few_came_back_no_need_is_told() {
    let mut tables = workspace(vec![Customer::default(); 3]);
    add_orders(&mut tables, vec![order(1, 10, 5), order(1, 40, 5), order(2, 20, 5)]);
    let derived = derive(&tables, Day(50));
    let untold = Some(LensGroup::Need(NeedPhase::Untold));
    assert_eq!(groups(&tables, &derived, LensColumn::Need), [untold, untold, None]);
    let habits = habits(&tables, &derived, derived.ids[0]).unwrap();
    assert!(habits.has_bought && habits.need.is_none());
}

/// Everything came back: nobody has a share of nothing, and yet two have bought.
#[test]
fn where_no_spend_is_left_buyers_are_not_those_who_have_not_bought() {
    let mut tables = workspace(vec![Customer::default(); 3]);
    let orders = [(1, 10, 500), (1, 20, -500), (2, 10, 300), (2, 30, -400)];
    add_orders(&mut tables, orders.map(|(id, day, amount)| order(id, day, amount)).to_vec());
    let derived = derive(&tables, Day(50));
    let no_value = Some(LensGroup::NoValue);
    for column in [LensColumn::ValueTier, LensColumn::Relationship] {
        assert_eq!(groups(&tables, &derived, column), [no_value, no_value, None]);
        let found = view(&tables, &derived, &Column::Lens(column));
        let rows: Vec<(LensKey, u32, u32)> =
            found.rows.into_iter().map(|row| (row.key, row.n_people, row.n_buyers)).collect();
        let of_buyers = LensKey::Value(Cell::Group(LensGroup::NoValue));
        assert_eq!(rows, [(of_buyers, 2, 2), (LensKey::Missing, 1, 0)]);
    }
}

#[test]
fn a_card_tells_what_somebody_mostly_buys() {
    let mut tables = workspace(vec![Customer::default()]);
    let product = |id: u32, category: &str| Product {
        id: ProductId(id),
        category: category.into(),
        ..Product::default()
    };
    let categories = ["tea", "cups", "tea", "", "gone", "sweets", "books"];
    tables.products.append(categories.iter().zip(1..).map(|(name, id)| product(id, name)));
    let line = |product, amount| OrderLine {
        product: Some(ProductId(product)),
        quantity_milli: 1_000,
        amount: Money(amount),
        discount: Money::ZERO,
        cost: None,
    };
    // Of "gone" everything was given back; what has no category is part of the whole.
    let bought = [(1, 300), (2, 200), (3, 100), (4, 200), (5, 50), (6, 90), (7, 110)];
    let bought = bought.map(|(product, amount)| line(product, amount)).to_vec();
    let first = Order { lines: bought, ..order(1, 10, 1_050) };
    let back = Order { lines: vec![line(5, -50)], ..order(1, 11, -50) };
    add_orders(&mut tables, vec![first, back]);
    let derived = derive(&tables, Day(50));
    let found = habits(&tables, &derived, derived.ids[0]).unwrap().categories;
    let percent = |share: f64| (share * 100.0).round() as u32;
    let found: Vec<(&str, u32)> =
        found.iter().map(|one| (one.category.as_str(), percent(one.share))).collect();
    assert_eq!(found, [("tea", 40), ("cups", 20), ("books", 11)]);
}

/// The figure counts the very people of the list behind it, also where some spent the same.
#[test]
fn those_who_bring_a_share_can_be_listed() {
    let mut equal = workspace(vec![Customer::default(); 4]);
    let orders = [(1, 4_000), (2, 2_000), (3, 2_000), (4, 2_000)];
    add_orders(&mut equal, orders.map(|(id, amount)| order(id, 10, amount)).to_vec());
    for (tables, today) in [(sample().0, sample::LAST_DAY), (equal, Day(20))] {
        let derived = derive(&tables, today);
        let found = concentration::view(&tables, &derived, ConcentrationOf::Customers);
        let n_listed = |filter: &Filter| {
            let query = TableQuery { filters: vec![filter.clone()], ..TableQuery::default() };
            matching_ids(&tables, &derived, &query).len()
        };
        assert_eq!(found.needed.len(), 3);
        for NeededPart { share, part, filter } in &found.needed {
            let n = n_listed(filter);
            assert_eq!((part * f64::from(found.n)).round() as usize, n, "{share}");
        }
        for TopPart { part, filter, .. } in &found.top {
            let n = (part * f64::from(found.n) - 1e-9).ceil() as usize;
            assert!(filter.as_ref().is_none_or(|filter| n_listed(filter) == n), "{part}");
        }
        for tier in &found.tiers {
            assert_eq!(tier.filter.as_ref().map(n_listed), Some(tier.n as usize));
        }
    }
}

/// Whoever gave back more than they bought, and who only gave back.
#[test]
fn those_below_zero_are_counted_as_they_are_listed() {
    let mut tables = workspace(vec![Customer::default(); 4]);
    let orders = [(1, 4_000), (1, -1_000), (2, 1_000), (2, -1_500), (3, -300)];
    add_orders(&mut tables, orders.map(|(id, amount)| order(id, 10, amount)).to_vec());
    let derived = derive(&tables, Day(20));
    let found = concentration::view(&tables, &derived, ConcentrationOf::Customers);
    let filters = vec![found.negative_filter];
    let listed = matching_ids(&tables, &derived, &TableQuery { filters, ..TableQuery::default() });
    assert_eq!(listed.into_iter().map(|id| id.0).collect::<Vec<u32>>(), [2, 3]);
    assert_eq!((found.n_negative, found.negative), (2, Money(-800)));
    // A curve needs buyers: the third is none.
    assert_eq!(found.n, 2);
}

/// Four products bring 60, 30, 30 and −5, two areas 100 and 15; who is behind each figure is counted by
/// hand.
#[test]
fn who_bought_what_brings_a_share_can_be_listed() {
    let of_region = |region: &str| Customer { region: region.into(), ..Customer::default() };
    let people = ["north", "north", "south", "south", "north"].map(of_region);
    let mut tables = workspace(people.to_vec());
    let product = |id| Product { id: ProductId(id), name: format!("p{id}"), ..Product::default() };
    tables.products.append((1..=4).map(product));
    let line = |(product, amount)| OrderLine {
        product: Some(ProductId(product)),
        quantity_milli: 1_000,
        amount: Money(amount),
        discount: Money::ZERO,
        cost: None,
    };
    let bought = |customer, lines: &[(u32, i64)]| {
        let lines: Vec<OrderLine> = lines.iter().copied().map(line).collect();
        let amount: Money = lines.iter().map(|line| line.amount).sum();
        Order { lines, ..order(customer, 10, amount.0) }
    };
    // The fifth has not bought; the fourth also gave back what nobody here had bought.
    let orders = vec![
        bought(1, &[(1, 6_000), (2, 1_000)]),
        bought(2, &[(2, 2_000), (3, 1_000)]),
        bought(3, &[(3, 1_000)]),
        bought(4, &[(3, 1_000)]),
        bought(4, &[(4, -500)]),
    ];
    add_orders(&mut tables, orders);
    let derived = derive(&tables, Day(20));
    let listed = |filter: &Filter| {
        let query = TableQuery { filters: vec![filter.clone()], ..TableQuery::default() };
        let ids = matching_ids(&tables, &derived, &query);
        ids.into_iter().map(|id| id.0).collect::<Vec<u32>>()
    };
    let spread = |of| concentration::view(&tables, &derived, of);
    let products = spread(ConcentrationOf::Products);
    // Half of 120 is the first alone; 80 % takes the two that bring 30 as well.
    let needed: Vec<_> = products.needed.iter().map(|own| listed(&own.filter)).collect();
    assert_eq!(needed, [vec![1], vec![1, 2, 3, 4], vec![1, 2, 3, 4]]);
    // A fifth of four is one; half is two, and the third brings as much as the second.
    let top: Vec<_> = products.top.iter().map(|own| own.filter.as_ref().map(&listed)).collect();
    assert_eq!(top[3..], [Some(vec![1]), None]);
    assert_eq!(listed(&products.negative_filter), [4]);
    let named = products.largest.iter().map(|own| own.filter.as_ref().map(&listed));
    assert_eq!(named.collect::<Vec<_>>(), [Some(vec![1]), None, None]);
    let regions = spread(ConcentrationOf::Regions);
    assert_eq!(regions.largest.len(), 2);
    let tiers: Vec<_> =
        regions.tiers.iter().map(|own| (own.n, own.filter.as_ref().map(&listed))).collect();
    // The north brings 87 %: more than A may, and no more than A and B.
    assert_eq!(tiers, [(0, None), (1, Some(vec![1, 2])), (1, Some(vec![3, 4]))]);
}

#[test]
fn value_is_spread_as_the_orders_say() {
    let (tables, derived) = sample();
    for of in ConcentrationOf::ALL {
        let found = concentration::view(&tables, &derived, of);
        assert!(found.gini.is_some_and(|gini| (0.0..1.0).contains(&gini)), "{of:?}");
        assert_eq!(found.tiers.iter().map(|tier| tier.n).sum::<u32>(), found.n);
        assert!(found.top.is_sorted_by(|a, b| a.brings <= b.brings));
        assert!(found.lorenz.iter().all(|(part, share)| *share <= *part + 1e-9));
        assert!(found.largest.len() <= 10 && !found.largest.is_empty());
        assert!(found.largest.is_sorted_by(|a, b| a.value >= b.value));
        let are_customers = of == ConcentrationOf::Customers;
        assert!(found.largest.iter().all(|part| part.customer.is_some() == are_customers));
    }
}
