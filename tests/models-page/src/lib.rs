//! The models for a page of their own, where `make bench ONLY=models` measures them against JavaScript
//! (`tests/e2e/bench/models.js`). Built as the engine is, without the engine around it.
#![cfg(target_arch = "wasm32")]

#[path = "../../../crates/models/benches/rivals/cases.rs"]
mod cases;
#[path = "../../../crates/models/tests/figures/cdnow.rs"]
mod cdnow;

use meadow_models::estimate::Parametric;
use meadow_models::points::Points;
use meadow_models::purchase_history::PurchaseHistory;
use wasm_bindgen::prelude::wasm_bindgen;

/// The cases, made once, so that only the work itself is measured.
#[wasm_bindgen]
pub struct Cases {
    cdnow: Vec<PurchaseHistory>,
    customers: Vec<PurchaseHistory>,
    points: Points,
    event: cases::Event,
}

#[wasm_bindgen]
impl Cases {
    #[wasm_bindgen(constructor)]
    pub fn prepare() -> Cases {
        let customers = cases::customers(cases::N_CUSTOMERS, true);
        Cases {
            cdnow: cases::cdnow_customers(),
            points: cases::points(&customers),
            customers,
            event: cases::event(),
        }
    }

    /// Point after point.
    pub fn coordinates(&self) -> Vec<f64> {
        self.points.iter().flatten().copied().collect()
    }

    /// The event as JSON, the numbers of clusters, of starts and of draws with it.
    pub fn told(&self) -> String {
        let mut told = cases::event_told(&self.event);
        told["n_clusters"] = cases::N_CLUSTERS.into();
        told["n_starts"] = cases::N_STARTS.into();
        told["n_draws"] = cases::N_DRAWS.into();
        told.to_string()
    }

    /// Frequencies, recencies and ages, one list after the other.
    pub fn histories(&self, are_cdnow: bool) -> Vec<f64> {
        cases::columns(self.customers(are_cdnow)).concat()
    }

    /// r, α, a, b, log-likelihood; nothing where there was no fit.
    pub fn fit(&self, of_cdnow: bool) -> Vec<f64> {
        let fit = cases::fit(self.customers(of_cdnow));
        fit.map_or(Vec::new(), |fit| [fit.model.parameters(), vec![fit.ln_likelihood]].concat())
    }

    pub fn inertia(&self, seed: u32) -> f64 {
        cases::inertia(&self.points, seed.into())
    }

    /// Profit: mean, 5 %, half, 95 %; mean orders.
    pub fn simulate_event(&self, seed: u32) -> Vec<f64> {
        cases::simulate_event(&self.event, seed.into()).to_vec()
    }
}

impl Cases {
    fn customers(&self, are_cdnow: bool) -> &[PurchaseHistory] {
        if are_cdnow { &self.cdnow } else { &self.customers }
    }
}
