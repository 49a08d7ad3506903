//! What has been found so far of one revision, so that another number of clusters, a list of one of
//! them or the same question again takes no time. Only one basis is kept at a time: the labels of a
//! hundred thousand people are not small.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use meadow_models::kmeans::{Clustering, cluster};

use super::view::Evidence;
use super::{Basis, N_STARTS};
use crate::domain::cluster::{ClusterBasis, Clusters};
use crate::domain::ids::CustomerId;
use crate::segments::Derived;
use crate::table::tables::Tables;

/// Clusters, and who is in which.
pub struct Found {
    pub clustering: Clustering,
    /// By place among all customers, counted from 1; 0: in none.
    of_place: Vec<u8>,
}

impl Found {
    fn of(clustering: Clustering, basis: &Basis, n_customers: usize) -> Self {
        let mut of_place = vec![0; n_customers];
        for (place, label) in basis.places.iter().zip(&clustering.labels) {
            of_place[*place as usize] = *label as u8 + 1;
        }
        Self { clustering, of_place }
    }

    /// From 1; `None` for those who were not compared.
    pub fn cluster_of(&self, place: usize) -> Option<u8> {
        self.of_place.get(place).copied().filter(|cluster| *cluster > 0)
    }

    /// The people of a cluster, counted from 1, ascending.
    pub fn people(&self, derived: &Derived, cluster: u8) -> Vec<CustomerId> {
        let everybody = derived.ids.iter().zip(&self.of_place);
        everybody.filter(|(_, own)| **own == cluster).map(|(id, _)| *id).collect()
    }
}

/// Of one basis.
struct KnownBasis {
    asked: ClusterBasis,
    basis: Rc<Basis>,
    /// `None`: there are not so many different people.
    found: BTreeMap<u8, Option<Rc<Found>>>,
    evidence: Option<Rc<Evidence>>,
}

#[derive(Default)]
pub struct KnownClusters(RefCell<Option<KnownBasis>>);

impl KnownClusters {
    /// The people who are compared.
    pub fn basis(&self, tables: &Tables, derived: &Derived, asked: &ClusterBasis) -> Rc<Basis> {
        if let Some(known) = self.known(asked, |known| known.basis.clone()) {
            return known;
        }
        let basis = Rc::new(Basis::of(tables, derived, asked));
        *self.0.borrow_mut() = Some(KnownBasis {
            asked: asked.clone(),
            basis: basis.clone(),
            found: BTreeMap::new(),
            evidence: None,
        });
        basis
    }

    /// Have these been worked out, whether or not there are any?
    pub fn knows(&self, clusters: &Clusters) -> bool {
        self.known(&clusters.basis, |known| known.found.contains_key(&clusters.n)) == Some(true)
    }

    /// Notes what was worked out; nothing where another basis has been asked for meanwhile.
    pub fn note(&self, derived: &Derived, clusters: &Clusters, found: Option<Clustering>) {
        if let Some(known) = &mut *self.0.borrow_mut()
            && known.asked == clusters.basis
        {
            let n_customers = derived.ids.len();
            let found = found.map(|found| Rc::new(Found::of(found, &known.basis, n_customers)));
            known.found.insert(clusters.n, found);
        }
    }

    /// The clusters, worked out in one go where nobody has done so; `None` where there are not so many
    /// different people.
    pub fn of(&self, tables: &Tables, derived: &Derived, clusters: &Clusters) -> Option<Rc<Found>> {
        let basis = self.basis(tables, derived, &clusters.basis);
        if !self.knows(clusters) {
            let points = basis.points.as_ref().ok().map(|(points, _)| points);
            let seed = u64::from(clusters.basis.seed);
            let found =
                points.and_then(|points| cluster(points, clusters.n.into(), N_STARTS, seed).ok());
            self.note(derived, clusters, found);
        }
        self.known(&clusters.basis, |known| known.found.get(&clusters.n).cloned()).flatten()?
    }

    /// How well each number of clusters fits, where that has been worked out.
    pub fn evidence(&self, asked: &ClusterBasis) -> Option<Rc<Evidence>> {
        self.known(asked, |known| known.evidence.clone()).flatten()
    }

    pub fn note_evidence(&self, asked: &ClusterBasis, evidence: Rc<Evidence>) {
        if let Some(known) = &mut *self.0.borrow_mut()
            && known.asked == *asked
        {
            known.evidence = Some(evidence);
        }
    }

    fn known<T>(&self, asked: &ClusterBasis, read: impl FnOnce(&KnownBasis) -> T) -> Option<T> {
        self.0.borrow().as_ref().filter(|known| known.asked == *asked).map(read)
    }
}
