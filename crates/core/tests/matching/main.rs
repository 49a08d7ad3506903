//! Matching: its quality on a base with known truth, and what must hold for anybody.

mod people;
mod properties;
mod quality;
