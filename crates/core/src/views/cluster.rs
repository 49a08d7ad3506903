//! Clusters: what was measured and how it was made comparable, how many clusters the data speak for,
//! and what sets each apart.

use serde::{Deserialize, Serialize};

use super::table::Filter;
use crate::domain::cluster::{ClusterBasis, ClusterMeasure};
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;

/// What was done to a measure before people were compared by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureScale {
    pub measure: ClusterMeasure,
    /// g₁ of what was found; `None` where all is alike or nobody has any.
    pub skewness: Option<f64>,
    /// Its logarithm was taken, ln(1 + x), because it is skewed.
    pub is_logged: bool,
    /// All who are compared have the same: it tells nobody apart.
    pub is_constant: bool,
    /// Have bought, and this is not known of them.
    pub n_missing: u32,
    /// Below zero, which has no logarithm.
    pub n_below_zero: u32,
    /// What is typical, in the measure's own unit: the middle all differences are counted from.
    pub middle: f64,
    /// For an axis: places in standard deviations from the middle, with what stands there.
    pub ticks: Vec<(f64, f64)>,
}

/// How well so many clusters fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterFit {
    pub n: u8,
    /// −1 to 1; `None` for one cluster.
    pub silhouette: Option<f64>,
    /// In units of ln inertia, with its standard error.
    pub gap: Option<(f64, f64)>,
}

/// What sets a cluster apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trait {
    pub measure: ClusterMeasure,
    /// More of it than is typical, else less.
    pub is_high: bool,
    /// By a standard deviation or more, else by half of one at least.
    pub is_strong: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterRow {
    pub n_people: u32,
    /// Spend less refunds, of all time.
    pub value: Money,
    /// By measure, in its own unit: the mean, of logarithms where they were taken.
    pub centre: Vec<f64>,
    /// The same in standard deviations from the middle.
    pub deviations: Vec<f64>,
    /// The mean silhouette of its people; `None` where none was in the sample.
    pub silhouette: Option<f64>,
    /// The largest differences first, at most three; none where it is typical in everything.
    pub traits: Vec<Trait>,
    /// Lists who is in it.
    pub filter: Filter,
}

/// A person in the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterMark {
    pub id: CustomerId,
    /// From 0, in the order of the rows.
    pub cluster: u8,
    /// By measure, in standard deviations from the middle.
    pub deviations: Vec<f64>,
}

/// Clusters that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundClusters {
    /// From one cluster to the most that were tried.
    pub fits: Vec<ClusterFit>,
    /// The number with the largest silhouette: the one suggested.
    pub suggested: u8,
    /// By the gap statistic; 1 where nothing stands apart, `None` where no number fulfils its rule.
    pub by_gap: Option<u8>,
    /// People on whom the numbers of clusters were compared, and whose silhouettes were taken for that;
    /// seeded samples where these are fewer than all.
    pub n_weighed: u32,
    pub n_in_silhouette: u32,
    /// And for the gap statistic.
    pub n_in_gap: u32,
    pub rows: Vec<ClusterRow>,
    /// A sample where there are too many to draw.
    pub marks: Vec<ClusterMark>,
}

/// Why nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoClusters {
    /// No measure was chosen.
    NoMeasure,
    /// Fewer than can be told apart.
    TooFew,
    /// All are alike in what was chosen.
    AllAlike,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClustersView {
    pub basis: ClusterBasis,
    /// Of how many buyers each measure is known, in the order of `ClusterMeasure::ALL`.
    pub n_known: Vec<u32>,
    pub scales: Vec<MeasureScale>,
    pub n_people: u32,
    /// Of those, have not bought: there is nothing to compare.
    pub n_not_bought: u32,
    /// Have bought, and lack a value: left out.
    pub n_left_out: u32,
    pub n_clustered: u32,
    /// What the clustered bring, and what all do.
    pub value: Money,
    pub value_of_all: Money,
    pub found: Result<FoundClusters, NoClusters>,
    pub data_end: Option<Day>,
}
