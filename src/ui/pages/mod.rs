//! One file per address. A page asks for its view of the data and lays out components; it holds
//! no rule and no arithmetic.

pub mod calls;
pub mod clean_up;
pub mod customers;
pub mod events;
pub mod forecast;
pub mod help;
pub mod import;
pub mod not_found;
pub mod plan;
pub mod segments;
pub mod settings;
pub mod today;
pub mod wizard;
