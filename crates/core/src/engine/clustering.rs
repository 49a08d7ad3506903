//! The search for clusters, in steps small enough that it can be cancelled and others get a word in.

use std::collections::BTreeMap;
use std::rc::Rc;

use meadow_models::gap::{GapSearch, GapSettings};
use meadow_models::kmeans::{Clustering, KMeansRuns};
use meadow_models::points::Points;
use meadow_models::silhouette::silhouette;

use super::host::Host;
use crate::domain::cluster::{ClusterBasis, Clusters, FEWEST_CLUSTERS, MOST_CLUSTERS};
use crate::domain::day::Day;
use crate::engine::snapshot::Snapshot;
use crate::protocol::{EngineError, Progress, ProgressUnit, Query};
use crate::segments::Derived;
use crate::segments::clusters::{
    Evidence, Found, MOST_IN_SILHOUETTE, MOST_WEIGHED, N_STARTS, Shown, view,
};
use crate::table::tables::Tables;
use crate::views::cluster::{ClustersView, NoClusters};
use crate::views::rule::{Condition, Rule};
use crate::views::table::{Column, Filter, TableQuery};

/// Steps that the number of each number of clusters counts for, in what is told of the progress.
const STEPS_EACH: u64 = N_STARTS as u64;

/// Clusters of the number asked for, or of the one that fits best.
///
/// # Errors
/// The request was cancelled.
pub async fn cluster_people(
    open: &Snapshot,
    asked: &ClusterBasis,
    n: Option<u8>,
    host: &impl Host,
    today: Day,
) -> Result<ClustersView, EngineError> {
    let (tables, derived) = (&open.tables, open.derived(today));
    let basis = derived.clusters.basis(tables, &derived, asked);
    let told = |found| view(tables, &derived, asked, &basis, found);
    let points = match &basis.points {
        Ok((points, _)) => points,
        Err(none) => return Ok(told(Err(*none))),
    };
    let evidence = match derived.clusters.evidence(asked) {
        Some(known) => known,
        None => {
            let evidence = Rc::new(weigh(&derived, asked, points, host).await?);
            derived.clusters.note_evidence(asked, evidence.clone());
            evidence
        }
    };
    let Some(suggested) = evidence.suggested() else { return Ok(told(Err(NoClusters::AllAlike))) };
    let most = evidence.silhouettes.keys().last().copied().unwrap_or(suggested);
    let n = n.map_or(suggested, |n| n.clamp(FEWEST_CLUSTERS, most));
    let clusters = Clusters { basis: asked.clone(), n };
    let found = find(tables, &derived, &clusters, host).await?;
    let Some(found) = found else { return Ok(told(Err(NoClusters::AllAlike))) };
    let own = match evidence.silhouettes.get(&n) {
        Some(own) if evidence.n_weighed == points.n_points() => Some(own.clone()),
        _ => {
            let seed = u64::from(asked.seed);
            silhouette(points, &found.clustering.labels, MOST_IN_SILHOUETTE, seed)
        }
    };
    let silhouette = own.as_ref();
    let (clusters, found, evidence) = (&clusters, &*found, &*evidence);
    Ok(told(Ok(Shown { clusters, found, silhouette, evidence })))
}

/// These clusters; `None` where there are not so many different people.
///
/// # Errors
/// The request was cancelled.
pub async fn find(
    tables: &Tables,
    derived: &Derived,
    clusters: &Clusters,
    host: &impl Host,
) -> Result<Option<Rc<Found>>, EngineError> {
    let basis = derived.clusters.basis(tables, derived, &clusters.basis);
    if !derived.clusters.knows(clusters) {
        let found = match &basis.points {
            Ok((points, _)) => search(points, clusters, host, (0, STEPS_EACH)).await?,
            Err(_) => None,
        };
        derived.clusters.note(derived, clusters, found);
    }
    Ok(derived.clusters.of(tables, derived, clusters))
}

/// Works the clusters out that a table asks for, so that reading its rows takes no time.
///
/// # Errors
/// The request was cancelled.
pub async fn prepare(
    open: &Snapshot,
    query: &Query,
    host: &impl Host,
    today: Day,
) -> Result<(), EngineError> {
    let table = match query {
        Query::GetCustomers(ask) => &ask.table,
        Query::GetCustomerIds(ask) => &ask.table,
        Query::ExportCustomers(ask) => &ask.table,
        _ => return Ok(()),
    };
    for clusters in asked_for(table) {
        find(&open.tables, &open.derived(today), clusters, host).await?;
    }
    Ok(())
}

/// The same for a rule.
///
/// # Errors
/// The request was cancelled.
pub async fn prepare_rule(
    tables: &Tables,
    derived: &Derived,
    rule: &Rule,
    host: &impl Host,
) -> Result<(), EngineError> {
    for condition in rule.conditions() {
        if let Condition::Field(Filter { column: Column::Cluster(clusters), .. }) = condition {
            find(tables, derived, clusters, host).await?;
        }
    }
    Ok(())
}

fn asked_for(table: &TableQuery) -> impl Iterator<Item = &Clusters> {
    let filtered = table.filters.iter().map(|filter| &filter.column);
    let sorted = table.sort.iter().map(|(column, _)| column);
    filtered.chain(sorted).chain(&table.columns).filter_map(|column| match column {
        Column::Cluster(clusters) => Some(clusters),
        _ => None,
    })
}

/// How well each number of clusters fits.
async fn weigh(
    derived: &Derived,
    asked: &ClusterBasis,
    points: &Points,
    host: &impl Host,
) -> Result<Evidence, EngineError> {
    let seed = u64::from(asked.seed);
    let sample = points.sample(MOST_WEIGHED, seed);
    let is_whole = sample.n_points() == points.n_points();
    let settings = GapSettings { k_max: MOST_CLUSTERS.into(), ..GapSettings::default() };
    // With fewer than three different people there is nothing to compare with.
    let mut gap = GapSearch::new(&sample, settings, seed).ok();
    let n_gap = gap.as_ref().map_or(0, |gap| gap.progress().1 as u64);
    let n_each = u64::from(MOST_CLUSTERS - FEWEST_CLUSTERS + 1) * STEPS_EACH;
    let total = n_each + n_gap;
    let mut silhouettes = BTreeMap::new();
    for n in FEWEST_CLUSTERS..=MOST_CLUSTERS {
        let clusters = Clusters { basis: asked.clone(), n };
        let before = u64::from(n - FEWEST_CLUSTERS) * STEPS_EACH;
        let found = search(&sample, &clusters, host, (before, total)).await?;
        let Some(found) = found else { break };
        let own = silhouette(&sample, &found.labels, MOST_IN_SILHOUETTE, seed);
        silhouettes.extend(own.map(|own| (n, own)));
        if is_whole {
            derived.clusters.note(derived, &clusters, Some(found));
        }
    }
    while gap.as_mut().is_some_and(GapSearch::step) {
        let done = n_each + gap.as_ref().map_or(0, |gap| gap.progress().0 as u64);
        host.breathe(Progress { done, total, unit: ProgressUnit::Draws }).await?;
    }
    let gap = gap.and_then(|gap| gap.answer());
    Ok(Evidence { n_weighed: sample.n_points(), silhouettes, gap })
}

/// One clustering, step by step; `None` where there are not so many different points. `steps`: done
/// before, and of how many.
async fn search(
    points: &Points,
    clusters: &Clusters,
    host: &impl Host,
    (before, total): (u64, u64),
) -> Result<Option<Clustering>, EngineError> {
    let seed = u64::from(clusters.basis.seed);
    let Ok(mut runs) = KMeansRuns::new(points, clusters.n.into(), N_STARTS, seed) else {
        return Ok(None);
    };
    while runs.step() {
        let done = before + runs.progress().0 as u64;
        host.breathe(Progress { done, total, unit: ProgressUnit::Draws }).await?;
    }
    Ok(runs.best())
}
