//! What is told of clusters: sizes, worth, centres in the measures' own units, and what sets each
//! apart from what is typical.

use std::collections::BTreeMap;

use meadow_models::gap::GapAnswer;
use meadow_models::silhouette::Silhouette;
use meadow_models::standardise::Scale;

use super::{Basis, Found};
use crate::domain::cluster::{ClusterBasis, ClusterMeasure, Clusters};
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::cluster::{
    ClusterFit, ClusterMark, ClusterRow, ClustersView, FoundClusters, NoClusters, Trait,
};
use crate::views::table::{Column, Filter, Test};

/// A difference is told where it is a medium one, and plainly where it is a large one, in standard
/// deviations (Cohen 1988). Two clusters of one size cannot be a whole one from what is typical.
const APART: f64 = 0.5;
const FAR_APART: f64 = 0.8;
/// A sentence with more says nothing.
const MOST_TRAITS: usize = 3;
/// More marks than this would run together.
const MOST_MARKS: usize = 300;

/// How well each number of clusters fits.
pub struct Evidence {
    /// People whom the numbers were compared on: all, or a sample.
    pub n_weighed: usize,
    /// By number of clusters, from two on.
    pub silhouettes: BTreeMap<u8, Silhouette>,
    pub gap: Option<GapAnswer>,
}

impl Evidence {
    /// The number with the largest silhouette, the smaller of equals.
    pub fn suggested(&self) -> Option<u8> {
        let best = |best: Option<(u8, f64)>, (n, found): (&u8, &Silhouette)| match best {
            Some((_, most)) if found.mean <= most => best,
            _ => Some((*n, found.mean)),
        };
        self.silhouettes.iter().fold(None, best).map(|(n, _)| n)
    }

    fn fits(&self) -> Vec<ClusterFit> {
        let most = self.silhouettes.keys().last().copied().unwrap_or(1);
        (1..=most)
            .map(|n| {
                let gaps = self.gap.iter().flat_map(|gap| &gap.gaps);
                let at = gaps.into_iter().find(|at| at.k == usize::from(n));
                ClusterFit {
                    n,
                    silhouette: self.silhouettes.get(&n).map(|found| found.mean),
                    gap: at.map(|at| (at.gap, at.error)),
                }
            })
            .collect()
    }
}

/// The clusters that are told of.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub clusters: &'a Clusters,
    pub found: &'a Found,
    /// Of these clusters themselves.
    pub silhouette: Option<&'a Silhouette>,
    pub evidence: &'a Evidence,
}

/// `shown`: the clusters, with the evidence for their number; or why there are none.
pub fn view(
    tables: &Tables,
    derived: &Derived,
    asked: &ClusterBasis,
    basis: &Basis,
    shown: Result<Shown<'_>, NoClusters>,
) -> ClustersView {
    let spend = |place: &u32| derived.purchases[*place as usize].spend_total;
    ClustersView {
        basis: asked.clone(),
        n_known: basis.n_known.clone(),
        scales: basis.scales.clone(),
        n_people: tables.customers.len() as u32,
        n_not_bought: basis.n_not_bought,
        n_left_out: basis.n_left_out,
        n_clustered: basis.places.len() as u32,
        value: basis.places.iter().map(spend).sum(),
        value_of_all: derived.purchases.iter().map(|facts| facts.spend_total).sum(),
        found: shown.and_then(|Shown { clusters, found, silhouette, evidence }| {
            // Where there are clusters, there are points.
            let (points, scales) = basis.points.as_ref().map_err(|none| *none)?;
            let weighed = evidence.silhouettes.get(&clusters.n);
            let gap = evidence.gap.as_ref();
            let places: Vec<(u32, &[f64])> =
                basis.places.iter().copied().zip(points.iter()).collect();
            Ok(FoundClusters {
                fits: evidence.fits(),
                suggested: evidence.suggested().unwrap_or(clusters.n),
                by_gap: gap.and_then(|gap| gap.k).and_then(|k| u8::try_from(k).ok()),
                n_weighed: evidence.n_weighed as u32,
                n_in_silhouette: weighed.map_or(0, |found| found.n_used as u32),
                n_in_gap: gap.map_or(0, |gap| gap.n_used as u32),
                rows: rows(derived, basis, scales, clusters, found, silhouette),
                marks: marks(derived, found, places),
            })
        }),
        data_end: derived.data_end,
    }
}

fn rows(
    derived: &Derived,
    basis: &Basis,
    scales: &[Scale],
    clusters: &Clusters,
    found: &Found,
    silhouette: Option<&Silhouette>,
) -> Vec<ClusterRow> {
    let clustering = &found.clustering;
    let mut value = vec![Money::ZERO; clustering.centres.len()];
    for (place, label) in basis.places.iter().zip(&clustering.labels) {
        value[*label as usize] += derived.purchases[*place as usize].spend_total;
    }
    let row = |(at, deviations): (usize, &Vec<f64>)| {
        let own_unit = scales.iter().zip(deviations).map(|(scale, z)| scale.undo(*z));
        let number = Some((at + 1) as f64);
        ClusterRow {
            n_people: clustering.sizes[at] as u32,
            value: value[at],
            centre: own_unit.collect(),
            deviations: deviations.clone(),
            silhouette: silhouette.and_then(|found| *found.cluster_means.get(at)?),
            traits: traits(clusters.basis.measures(), deviations),
            filter: Filter {
                column: Column::Cluster(clusters.clone()),
                test: Test::Between { low: number, high: number },
            },
        }
    };
    clustering.centres.iter().enumerate().map(row).collect()
}

fn traits(measures: &[ClusterMeasure], deviations: &[f64]) -> Vec<Trait> {
    let mut apart: Vec<(ClusterMeasure, f64)> = measures
        .iter()
        .copied()
        .zip(deviations.iter().copied())
        .filter(|(_, z)| z.abs() >= APART)
        .collect();
    // Stable: of equal differences the measure that comes first.
    apart.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
    let told = apart.into_iter().take(MOST_TRAITS);
    told.map(|(measure, z)| Trait { measure, is_high: z > 0.0, is_strong: z.abs() >= FAR_APART })
        .collect()
}

/// Every n-th of each cluster, so that each keeps its part of the picture.
fn marks(derived: &Derived, found: &Found, people: Vec<(u32, &[f64])>) -> Vec<ClusterMark> {
    let of = |(place, point): (u32, &[f64])| {
        let cluster = found.cluster_of(place as usize)? - 1;
        let id = derived.ids[place as usize];
        Some(ClusterMark { id, cluster, deviations: point.to_vec() })
    };
    let step = people.len().div_ceil(MOST_MARKS).max(1);
    let mut marks: Vec<ClusterMark> = people.into_iter().filter_map(of).collect();
    marks.sort_by_key(|mark| mark.cluster);
    marks.into_iter().step_by(step).collect()
}
