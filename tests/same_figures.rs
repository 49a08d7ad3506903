//! Every model gives the same in a browser as natively: whole numbers, and so all that is drawn and
//! counted, exactly; reals within a billionth.
#![cfg(target_arch = "wasm32")]

#[path = "../crates/models/tests/figures/mod.rs"]
mod figures;

use figures::Figures;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const FIXTURE: &str = include_str!("../crates/models/tests/fixtures/figures.txt");
const SHARE: f64 = 1e-9;

#[wasm_bindgen_test]
fn figures_and_draws_are_those_of_a_native_run() {
    let found = Figures::compute();
    let differences = found.differences(FIXTURE, SHARE);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(found.n_numbers() > 3000, "{} figures", found.n_numbers());
}
