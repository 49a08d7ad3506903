//! The models against what others use for the same, natively: `make bench ONLY=models`, or alone
//! `scripts/with-tools cargo bench -p meadow-models --bench rivals`.
//!
//! Both sides get the same data; what they find must agree before a ratio is printed. Only the ratio of
//! two times of one run says anything.

mod cases;
#[path = "../../tests/figures/cdnow.rs"]
mod cdnow;
mod clusters;
mod coverage;
mod events;
mod purchasing;
mod python;
mod rounds;

use python::{Problem, Python};
use std::path::Path;

fn main() -> Result<(), Problem> {
    let script = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/rivals/rivals.py"));
    let mut python = Python::start(script)?;
    purchasing::tell(&mut python)?;
    clusters::tell(&mut python)?;
    events::tell(&mut python)?;
    drop(python);
    coverage::tell();
    Ok(())
}

/// Stops the run where the two sides did not do the same.
fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), Problem> {
    if holds { Ok(()) } else { Err(what().into()) }
}
