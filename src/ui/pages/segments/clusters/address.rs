//! What is compared, as the query part of the page's address: `m=recency-money&n=4&seed=2`. What is
//! usual is left out; what cannot be read is taken as usual.

use crate::ui::pages::segments::lens::LensPlace;
use meadow_core::domain::cluster::{ClusterBasis, ClusterMeasure, FEWEST_CLUSTERS, MOST_CLUSTERS};

/// The measures and the seed, and how many clusters; `None`: as many as fit best.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    pub basis: ClusterBasis,
    pub n: Option<u8>,
}

pub fn chosen_of(query: impl Fn(&str) -> Option<String>) -> Chosen {
    let usual = ClusterBasis::default();
    let seed = query("seed").and_then(|seed| seed.parse().ok()).unwrap_or(usual.seed);
    let basis = match query("m") {
        None => ClusterBasis::new(usual.measures().iter().copied(), seed),
        Some(measures) => {
            ClusterBasis::new(measures.split('-').filter_map(ClusterMeasure::from_slug), seed)
        }
    };
    let n = query("n").and_then(|n| n.parse().ok());
    Chosen { basis, n: n.filter(|n| (FEWEST_CLUSTERS..=MOST_CLUSTERS).contains(n)) }
}

pub fn path_of(chosen: &Chosen) -> String {
    let Chosen { basis, n } = chosen;
    let usual = ClusterBasis::default();
    let mut parts = Vec::new();
    if basis.measures() != usual.measures() {
        let measures: Vec<&str> = basis.measures().iter().map(|one| one.slug()).collect();
        parts.push(format!("m={}", measures.join("-")));
    }
    parts.extend(n.map(|n| format!("n={n}")));
    if basis.seed != usual.seed {
        parts.push(format!("seed={}", basis.seed));
    }
    let path = LensPlace::Clusters.path();
    if parts.is_empty() { path } else { format!("{path}?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::{Chosen, chosen_of, path_of};
    use meadow_core::domain::cluster::{ClusterBasis, ClusterMeasure};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_address_leads_back_to_what_was_chosen() {
        let measures = [ClusterMeasure::Money, ClusterMeasure::OrderValue];
        for chosen in [
            Chosen::default(),
            Chosen { n: Some(5), ..Chosen::default() },
            Chosen { basis: ClusterBasis::new(measures, 3), n: Some(2) },
            Chosen { basis: ClusterBasis::new([], 1), n: None },
        ] {
            let path = path_of(&chosen);
            let query = path.split_once('?').map_or("", |(_, query)| query).to_owned();
            let read = chosen_of(|key| {
                let mut parts = query.split('&').filter_map(|part| part.split_once('='));
                parts.find(|(own, _)| *own == key).map(|(_, value)| value.to_owned())
            });
            assert_eq!(read, chosen, "{path}");
        }
        assert_eq!(chosen_of(|_| Some("99".into())).n, None);
    }
}
