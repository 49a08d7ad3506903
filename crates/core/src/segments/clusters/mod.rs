//! Clusters of those who have bought: people put together by their own likeness in measures that the
//! user chooses, rather than by a rule (`meadow_models::kmeans`).
//!
//! Owns what each measure is and how measures are made comparable (`basis`), what has been found so
//! far (`known`), and what sets a cluster apart (`view`). The long work itself is the engine's, which
//! gives way between its steps. Must not know screens or stored form.

mod basis;
mod known;
mod view;

#[cfg(test)]
mod tests;

pub use self::basis::Basis;
pub use self::known::{Found, KnownClusters};
pub use self::view::{Evidence, Shown, view};

/// Starts of each clustering.
pub const N_STARTS: usize = meadow_models::kmeans::DEFAULT_N_STARTS;

/// Distances grow with the square of the people: of more than so many a sample is taken.
pub const MOST_IN_SILHOUETTE: usize = 2000;

/// Numbers of clusters are compared on a sample of so many people, where there are more. The clusters
/// shown are always made with everybody.
pub const MOST_WEIGHED: usize = 10_000;
