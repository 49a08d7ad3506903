//! What a lens says of itself: spellings taken together, what is not known, whether its groups have a
//! trend, and scores that stay empty.

use std::sync::Arc;

use super::rfm_view;
use super::view::view;
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::lens::{LensColumn, ScoreRule};
use crate::domain::money::Money;
use crate::sample;
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::table::query::matching_ids;
use crate::table::tables::Tables;
use crate::views::lens::{LensKey, LensRow, PeopleThenView};
use crate::views::table::{Cell, Column, TableQuery};

const TODAY: Day = Day(100);

fn from_sources(sources: &[&str]) -> Tables {
    let person =
        |source: &&str| Customer { lead_source: (*source).to_owned(), ..Customer::default() };
    workspace(sources.iter().map(person).collect())
}

fn listed(tables: &Tables, row: &LensRow) -> Vec<u32> {
    let filters = row.filter.clone().into_iter().collect();
    let query = TableQuery { filters, ..TableQuery::default() };
    let ids = matching_ids(tables, &derive(tables, TODAY), &query);
    ids.into_iter().map(|id| id.0).collect()
}

#[test]
fn spellings_of_one_word_are_one_group_under_the_most_frequent() {
    let sources = ["walk in", "Walk-in", "Online", "Walk-in", "", "Online", "ｗａｌｋ－ｉｎ"];
    let mut tables = from_sources(&sources);
    add_orders(&mut tables, vec![order(1, 90, 500), order(2, 90, 70)]);
    let found = view(&tables, &derive(&tables, TODAY), &Column::LeadSource);
    let [walked, online, missing] = &found.rows[..] else { panic!("{:?}", found.rows) };
    assert_eq!(walked.key, LensKey::Value(Cell::Text("Walk-in".into())));
    assert_eq!(walked.other_spellings, ["walk in", "ｗａｌｋ－ｉｎ"]);
    assert_eq!((walked.n_people, walked.n_buyers, walked.value), (4, 2, Money(570)));
    assert_eq!(listed(&tables, walked), [1, 2, 4, 7]);
    assert_eq!((online.n_people, online.other_spellings.len()), (2, 0));
    assert_eq!((&missing.key, missing.n_people), (&LensKey::Missing, 1));
}

#[test]
fn somebody_with_one_tag_in_two_spellings_is_one_person() {
    let tagged = |tags: &[&str]| Customer {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Customer::default()
    };
    let tables = workspace(vec![tagged(&["VIP", "vip"]), tagged(&["VIP"]), tagged(&["new"])]);
    let found = view(&tables, &derive(&tables, TODAY), &Column::Tags);
    let vip = &found.rows[0];
    assert_eq!((vip.n_people, &vip.other_spellings[..]), (2, &["vip".to_owned()][..]));
    assert_eq!(listed(&tables, vip), [1, 2]);
}

#[test]
fn a_lens_of_which_nothing_is_known_says_so() {
    let is_unknown = |sources: &[&str], column: Column| {
        let tables = from_sources(sources);
        view(&tables, &derive(&tables, TODAY), &column).is_unknown
    };
    assert!(is_unknown(&["", ""], Column::LeadSource));
    assert!(!is_unknown(&["", "Online"], Column::LeadSource));
    assert!(is_unknown(&["", "Online"], Column::Lens(LensColumn::Rfm)), "nobody has bought");
    assert!(!is_unknown(&["", ""], Column::Stage), "leads are a stage");
}

/// Groups by recency rise or fall by how they are made; all people together, and other groups, do not.
#[test]
fn groups_made_by_recent_orders_have_no_trend_of_their_own() {
    let mut tables = from_sources(&["Online", "Shop"]);
    add_orders(&mut tables, vec![order(1, 1, 300), order(2, 90, 400)]);
    let derived = derive(&tables, TODAY);
    let lens = |column: &Column| view(&tables, &derived, column);
    let by_recency = [
        LensColumn::Rfm,
        LensColumn::RecencyScore,
        LensColumn::SpendingTier,
        LensColumn::Activity,
        LensColumn::Momentum,
        LensColumn::Relationship,
        LensColumn::Need,
        LensColumn::NextPurchase,
    ];
    for column in LensColumn::ALL {
        let found = lens(&Column::Lens(column));
        assert_eq!(found.follows_recent_orders, by_recency.contains(&column), "{column:?}");
        // Everybody's stands beside every lens.
        assert_eq!((found.spend_before, found.spend_lately), (Money(300), Money(400)));
    }
    assert!(lens(&Column::Stage).follows_recent_orders);
    assert!(!lens(&Column::LeadSource).follows_recent_orders);
}

/// Orders go back 100 days, so that day 50 is held against now: 1 had bought by then, 3 was known and had
/// not, of 2 nothing was known. Nobody came back, so that nobody has lapsed; leads are a group that nobody is
/// in by now.
#[test]
fn groups_made_by_recent_orders_tell_how_many_were_in_them() {
    let mut tables = from_sources(&["", "", ""]);
    let third = tables.customers.get(CustomerId(3)).unwrap().clone();
    tables.customers.replace([Customer { known_since: Some(Day(10)), ..third }]);
    let orders = [order(1, 1, 100), order(2, 90, 100), order(3, 100, 100)];
    add_orders(&mut tables, orders.to_vec());
    let derived = derive(&tables, TODAY);
    let found = view(&tables, &derived, &Column::Stage);
    assert_eq!(found.people_then, Some(PeopleThenView { day: Day(50), n_people: 2 }));
    let rows = found.rows.iter().map(|row| (&row.key, row.n_people_then, row.n_people));
    let [lead, bought] =
        [Stage::Lead, Stage::Bought].map(|stage| LensKey::Value(Cell::Stage(stage)));
    assert_eq!(rows.collect::<Vec<_>>(), [(&lead, 1, 0), (&bought, 1, 3)]);
    assert!(listed(&tables, &found.rows[0]).is_empty());
    // Three figures are no cut, and days of a calendar are not what they were.
    for column in [LensColumn::Activity, LensColumn::NextPurchase, LensColumn::RecencyScore] {
        let found = view(&tables, &derived, &Column::Lens(column));
        assert!(found.follows_recent_orders && found.people_then.is_none(), "{column:?}");
    }
    assert_eq!(view(&tables, &derived, &Column::LeadSource).people_then, None);
}

/// Whoever was there is in one group of every lens that tells of then.
#[test]
fn everybody_of_then_is_counted_once() {
    let tables = sample::tables();
    let derived = derive(&tables, sample::LAST_DAY);
    let mut columns = vec![Column::Class, Column::Stage];
    columns.extend(
        [
            LensColumn::Rfm,
            LensColumn::SpendingTier,
            LensColumn::Activity,
            LensColumn::Momentum,
            LensColumn::Relationship,
            LensColumn::Need,
        ]
        .map(Column::Lens),
    );
    for column in columns {
        let found = view(&tables, &derived, &column);
        let then = found.people_then.unwrap();
        let n_in_groups: u32 = found.rows.iter().map(|row| row.n_people_then).sum();
        assert_eq!(n_in_groups, then.n_people, "{column:?}");
        assert!(then.n_people < found.n_people && found.follows_recent_orders, "{column:?}");
    }
}

/// Purchase days 1, 1, 1, 2, 3: the limits are 1, 1, 1.4 and 2.2, so nobody has a 2 or a 3. Silent for
/// 0, 10, 20, 30 and 40 days: every score is taken.
#[test]
fn scores_that_ties_leave_empty_are_named() {
    let mut tables = from_sources(&["", "", "", "", ""]);
    let days = [(1, 100), (2, 90), (3, 80), (4, 70), (4, 50), (5, 60), (5, 40), (5, 30)];
    add_orders(&mut tables, days.map(|(id, day)| order(id, day, 100)).to_vec());
    let grid = rfm_view(&tables, &derive(&tables, TODAY));
    assert_eq!(grid.frequency_cut.map(|cut| cut[..2] == [1.0, 1.0]), Some(true));
    assert_eq!(grid.empty_frequency, [2, 3]);
    assert!(grid.empty_recency.is_empty());
    Arc::make_mut(&mut tables.facts).lenses.score_rule = ScoreRule::RankFirst;
    let grid = rfm_view(&tables, &derive(&tables, TODAY));
    assert!(grid.empty_frequency.is_empty() && grid.empty_recency.is_empty());
}
