//! What customers are worth by how long ago they bought, from the orders (Pfeifer & Carraway 2000).
//!
//! `periods` counts who bought again after how long; `values` draws what that is worth. Must not know how
//! a figure is shown.

mod periods;
#[cfg(test)]
mod tests;
mod values;

pub use self::values::RecencyRun;
