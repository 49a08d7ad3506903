use std::collections::BTreeSet;

use super::{Basis, Evidence, Shown, view};
use crate::domain::cluster::{ClusterBasis, ClusterMeasure, Clusters};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::segments::test_tables::{add_orders, cdnow, order, workspace};
use crate::segments::{Derived, derive};
use crate::table::query::matching_ids;
use crate::table::tables::Tables;
use crate::views::cluster::{ClustersView, FoundClusters, NoClusters, Trait};
use crate::views::table::TableQuery;

const TODAY: Day = Day(20_000);

/// Twelve who buy weekly and much, fifteen who came once long ago, three who have not bought.
fn two_kinds() -> Tables {
    let mut orders = Vec::new();
    for customer in 1..=12 {
        let amount = 50_000 + 100 * i64::from(customer);
        orders.extend(
            (0..20).map(|week| order(customer, 900 + 5 * week + customer as i32 % 3, amount)),
        );
    }
    for customer in 13..=27 {
        orders.push(order(customer, 100 + customer as i32, 900 + i64::from(customer)));
    }
    let mut tables = workspace(vec![Customer::default(); 30]);
    add_orders(&mut tables, orders);
    tables
}

fn cut(tables: &Tables, derived: &Derived, clusters: &Clusters) -> ClustersView {
    let known = &derived.clusters;
    let basis = known.basis(tables, derived, &clusters.basis);
    let found = known.of(tables, derived, clusters).expect("so many different people");
    let evidence = Evidence { n_weighed: 0, silhouettes: Default::default(), gap: None };
    let shown = Shown { clusters, found: &found, silhouette: None, evidence: &evidence };
    view(tables, derived, &clusters.basis, &basis, Ok(shown))
}

fn found(view: &ClustersView) -> &FoundClusters {
    view.found.as_ref().expect("clusters")
}

#[test]
fn two_kinds_of_people_are_two_clusters_said_in_traits() {
    let tables = two_kinds();
    let derived = derive(&tables, TODAY);
    let clusters = Clusters { basis: ClusterBasis::default(), n: 2 };
    let told = cut(&tables, &derived, &clusters);
    assert_eq!(
        (told.n_people, told.n_not_bought, told.n_left_out, told.n_clustered),
        (30, 3, 0, 27)
    );
    let rows = &found(&told).rows;
    // By the first measure, recency: who bought lately comes first.
    assert_eq!(rows.iter().map(|row| row.n_people).collect::<Vec<_>>(), [12, 15]);
    assert_eq!(rows.iter().map(|row| row.value).sum::<Money>(), told.value);
    let high = |measure| Trait { measure, is_high: true, is_strong: true };
    let low = |measure| Trait { is_high: false, ..high(measure) };
    let [recency, frequency, money] = ClusterMeasure::USUAL;
    let set = |traits: &[Trait]| {
        traits.iter().map(|one| (one.measure, one.is_high)).collect::<BTreeSet<_>>()
    };
    assert_eq!(set(&rows[0].traits), set(&[low(recency), high(frequency), high(money)]));
    assert_eq!(set(&rows[1].traits), set(&[high(recency), low(frequency), low(money)]));
    // Twenty purchase days against one, in the measure's own unit.
    assert!((rows[0].centre[1] - 20.0).abs() < 1e-6 && (rows[1].centre[1] - 1.0).abs() < 1e-6);
}

#[test]
fn everybody_is_in_one_cluster_and_its_filter_lists_them() {
    let tables = cdnow();
    let derived = derive(&tables, TODAY);
    let measures = [ClusterMeasure::Money, ClusterMeasure::Frequency, ClusterMeasure::Interval];
    let clusters = Clusters { basis: ClusterBasis::new(measures, 5), n: 4 };
    let told = cut(&tables, &derived, &clusters);
    // Who bought once has no interval, and is left out rather than given one.
    let n_once = derived.purchases.iter().filter(|facts| facts.n_purchase_days == 1).count() as u32;
    let interval = told.scales.iter().find(|scale| scale.measure == ClusterMeasure::Interval);
    assert_eq!(interval.map(|scale| scale.n_missing), Some(n_once));
    assert_eq!(told.n_left_out, n_once);
    let mut seen = BTreeSet::new();
    for row in &found(&told).rows {
        let query = TableQuery { filters: vec![row.filter.clone()], ..TableQuery::default() };
        let ids = matching_ids(&tables, &derived, &query);
        assert_eq!(ids.len() as u32, row.n_people);
        assert!(ids.into_iter().all(|id| seen.insert(id)), "nobody is in two");
    }
    assert_eq!(seen.len() as u32, told.n_clustered);
    assert_eq!(told.n_clustered + told.n_left_out + told.n_not_bought, told.n_people);
    assert!(found(&told).marks.len() <= 400);
}

#[test]
fn the_same_seed_finds_the_same_clusters() {
    let tables = cdnow();
    let clusters = Clusters { basis: ClusterBasis::default(), n: 3 };
    let one = cut(&tables, &derive(&tables, TODAY), &clusters);
    let derived = derive(&tables, TODAY);
    // Another basis in between changes nothing.
    cut(
        &tables,
        &derived,
        &Clusters { basis: ClusterBasis::new([ClusterMeasure::Money], 9), n: 2 },
    );
    assert_eq!(cut(&tables, &derived, &clusters), one);
}

#[test]
fn what_is_skewed_is_logged_and_said() {
    let mut tables = two_kinds();
    // One who gave back more than they bought has no logarithm of it.
    tables.orders.append(&[order(13, 130, -5_000)].map(|mut order| {
        order.id.0 = 9_999;
        order
    }));
    // And one who brought a hundred times as much makes a long tail.
    tables.orders.append(&[order(14, 130, 900_000_000)].map(|mut order| {
        order.id.0 = 10_000;
        order
    }));
    let derived = derive(&tables, TODAY);
    let basis = Basis::of(&tables, &derived, &ClusterBasis::new([ClusterMeasure::Money], 1));
    let scale = &basis.scales[0];
    assert!(scale.is_logged && scale.skewness.is_some_and(|skewness| skewness > 1.0));
    assert_eq!((scale.n_below_zero, scale.n_missing, basis.n_left_out), (1, 0, 1));
    let ages = Basis::of(&tables, &derived, &ClusterBasis::new([ClusterMeasure::Tenure], 1));
    assert!(!ages.scales[0].is_logged);
}

#[test]
fn why_there_is_nothing_to_compare() {
    #[track_caller]
    fn check(tables: &Tables, measures: &[ClusterMeasure], why: NoClusters) {
        let asked = ClusterBasis::new(measures.iter().copied(), 1);
        let basis = Basis::of(tables, &derive(tables, TODAY), &asked);
        assert_eq!(basis.points.err(), Some(why));
    }
    let tables = two_kinds();
    check(&tables, &[], NoClusters::NoMeasure);
    // Nobody's year of birth is known.
    check(&tables, &[ClusterMeasure::Money, ClusterMeasure::Age], NoClusters::TooFew);
    let mut alike = workspace(vec![Customer::default(); 12]);
    add_orders(&mut alike, (1..=12).map(|customer| order(customer, 100, 500)).collect());
    check(&alike, &ClusterMeasure::USUAL, NoClusters::AllAlike);
}
