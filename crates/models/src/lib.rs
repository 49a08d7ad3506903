//! Meadow's models: numbers in, numbers out.
//!
//! One model per file, each with its equation, its source and tests against published values; all of
//! them in plain words in `docs/models.md`. The crate knows nothing of customers, events, currencies,
//! languages, files or browsers, and holds no source of entropy: every seed is passed in, so that the
//! same input and seed give the same figures everywhere.
//!
//! # Without the app
//!
//! Two examples read a file and write JSON. `event` forecasts an event from a description of it: who comes
//! and orders, what it earns, whom to invite, how many may register. `clv` fits the models of purchasing to
//! a CSV of transactions: who is still active, will buy again, and what that is worth. What they take
//! stands at the head of each file in `examples`.
//!
//! ```text
//! cargo run --release -p meadow-models --example event -- crates/models/examples/event.json
//! cargo run --release -p meadow-models --example clv -- \
//!     tests/fixtures/cdnow_sample_transactions.csv --amount spend --split 1997-09-30
//! ```

#![warn(missing_docs, clippy::missing_errors_doc)]

// Rates and what is known of them
pub mod beta_rate;
pub mod interval;
pub mod james_stein;
pub mod pooling;
pub mod sample_size;

// The invitation funnel of one event
pub mod allocation;
pub mod day_shift;
pub mod economics;
pub mod event_tornado;
pub mod funnel;
pub mod funnel_draws;
pub mod invitations;
pub mod marginal;
pub mod prizes;
pub mod profit_risk;
pub mod referral;
pub mod registration_curve;
pub mod seated;
pub mod stage_chain;
pub mod two_phase;
pub mod waves;

// Seats and portions
pub mod catering;
pub mod overbooking;
pub mod poisson_binomial;
pub mod uncertain_overbooking;

// Who is who: scores, cut-offs, clusters
pub mod activity;
pub mod breaks;
pub mod gap;
pub mod kmeans;
pub mod points;
pub mod rfm;
pub mod silhouette;
pub mod standardise;

// When a need comes round, and how long until something happens
pub mod cycle;
pub mod survival;

// How people move between states
pub mod markov;

// Who responds, what inviting does
pub mod calibration;
pub mod logit;
pub mod response;
pub mod score_scale;
pub mod uplift;

// Who still buys, and how often: models of purchasing
pub mod beta_geometric;
pub mod bg_bb;
pub mod bg_nbd;
pub mod estimate;
pub mod gamma_gamma;
pub mod history_table;
pub mod holdout;
pub mod lifetime_value;
pub mod mbg_nbd;
pub mod model_choice;
pub mod parameter_draws;
pub mod pareto_nbd;
pub mod purchase_history;
pub mod purchasing;
pub mod sbg;

// Describing data and draws
pub mod concentration;
pub mod count_distribution;
pub mod median;
pub mod quantile;
pub mod range_draw;
pub mod sensitivity;
pub mod summary;

// Numerical ground the models stand on
mod binomial;
mod break_even;
mod cholesky;
mod correlation;
mod incomplete_beta;
mod legendre;
mod linear;
mod optimise;
mod rising;
mod root;
mod staying;
mod stream;

#[cfg(test)]
mod test_data;

pub use beta_rate::{BetaRate, RateError};
pub use break_even::{break_even_heads, crossover_heads};
pub use count_distribution::CountDistribution;
pub use day_shift::DayShift;
pub use economics::{
    CostPerHead, EconomicsDraws, EconomicsError, EventEconomics, HeadCosts, OneToOne, OrderValue,
};
pub use funnel::{
    EventShock, FunnelError, FunnelGroup, FunnelInput, FunnelSimulation, RateId, simulate,
};
pub use funnel_draws::{FunnelDraws, Stage};
pub use invitations::{CurvePoint, Filling, InvitationAnswer, InvitationSearch, Invitations};
pub use summary::{Interval, Summary};
