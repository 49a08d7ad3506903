//! What people can be put together by on their own likeness, and which clusters somebody asks for.
//! Must not know how clusters are found.

use serde::{Deserialize, Serialize};

/// Clusters asked for at least and at most: one is nobody apart, more than eight nobody keeps in mind.
pub const FEWEST_CLUSTERS: u8 = 2;
pub const MOST_CLUSTERS: u8 = 8;

/// A measure of somebody who has bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClusterMeasure {
    /// Days since the last purchase, at the data's end.
    Recency,
    /// Purchase days.
    Frequency,
    /// Spend less refunds, in major units.
    Money,
    /// Days since the first purchase.
    Tenure,
    /// Mean days between purchase days; from two on.
    Interval,
    /// Mean amount of an order, in major units, without refunds.
    OrderValue,
    /// Share of spend left after the goods are paid, where a cost is known.
    Margin,
    /// Share of spend bought at a discount, where discounts are recorded.
    Discounts,
    /// Days on which they showed interest, where that is recorded.
    Engagement,
    /// In years, where the year of birth is known.
    Age,
}

impl ClusterMeasure {
    pub const ALL: [Self; 10] = [
        Self::Recency,
        Self::Frequency,
        Self::Money,
        Self::Tenure,
        Self::Interval,
        Self::OrderValue,
        Self::Margin,
        Self::Discounts,
        Self::Engagement,
        Self::Age,
    ];

    /// What is chosen before anybody has chosen.
    pub const USUAL: [Self; 3] = [Self::Recency, Self::Frequency, Self::Money];

    /// The stable name, one word, as in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Recency => "recency",
            Self::Frequency => "frequency",
            Self::Money => "money",
            Self::Tenure => "tenure",
            Self::Interval => "interval",
            Self::OrderValue => "order",
            Self::Margin => "margin",
            Self::Discounts => "discounts",
            Self::Engagement => "engagement",
            Self::Age => "age",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.slug() == slug)
    }
}

/// What a search for clusters starts from. The same basis over the same data finds the same clusters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClusterBasis {
    /// Each once, in the order of [`ClusterMeasure::ALL`].
    measures: Vec<ClusterMeasure>,
    pub seed: u32,
}

impl ClusterBasis {
    pub fn new(measures: impl IntoIterator<Item = ClusterMeasure>, seed: u32) -> Self {
        let mut measures: Vec<ClusterMeasure> = measures.into_iter().collect();
        measures.sort_unstable();
        measures.dedup();
        Self { measures, seed }
    }

    pub fn measures(&self) -> &[ClusterMeasure] {
        &self.measures
    }
}

impl Default for ClusterBasis {
    fn default() -> Self {
        Self::new(ClusterMeasure::USUAL, 1)
    }
}

/// So many clusters of a basis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clusters {
    pub basis: ClusterBasis,
    /// `FEWEST_CLUSTERS` to `MOST_CLUSTERS`.
    pub n: u8,
}

impl Clusters {
    /// The stable name, as in addresses: number, seed, measures.
    pub fn slug(&self) -> String {
        let measures: Vec<&str> = self.basis.measures.iter().map(|one| one.slug()).collect();
        format!("{}.{}.{}", self.n, self.basis.seed, measures.join("-"))
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        let mut parts = slug.splitn(3, '.');
        let n = parts.next()?.parse().ok()?;
        let seed = parts.next()?.parse().ok()?;
        let measures = parts.next()?.split('-').map(ClusterMeasure::from_slug);
        let measures = measures.collect::<Option<Vec<_>>>()?;
        (FEWEST_CLUSTERS..=MOST_CLUSTERS)
            .contains(&n)
            .then(|| Self { basis: ClusterBasis::new(measures, seed), n })
    }
}

#[cfg(test)]
mod tests {
    use super::{ClusterBasis, ClusterMeasure, Clusters};

    #[test]
    fn every_name_leads_back() {
        for measure in ClusterMeasure::ALL {
            assert_eq!(ClusterMeasure::from_slug(measure.slug()), Some(measure));
        }
        let clusters = Clusters { basis: ClusterBasis::new(ClusterMeasure::ALL, 7), n: 5 };
        assert_eq!(Clusters::from_slug(&clusters.slug()), Some(clusters));
        for wrong in ["", "4", "4.1", "4.1.", "1.1.recency", "9.1.recency", "4.1.recency-luck"] {
            assert_eq!(Clusters::from_slug(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_order_of_choosing_does_not_matter() {
        let [recency, frequency, money] = ClusterMeasure::USUAL;
        let chosen = ClusterBasis::new([money, recency, money, frequency], 1);
        assert_eq!(chosen, ClusterBasis::default());
    }
}
