//! Who may be the same person: found, weighed with reasons, and put together.
//!
//! Owns the one form of every identity ([`contact`]), names in several scripts, the weights, the
//! search for duplicates, and what survives a join. Knows customers as plain facts; must not know how
//! they are stored or shown, and never joins anybody itself.
//!
//! [`compare`] weighs two customers; a [`MatchIndex`] finds whom of a base an incoming row may be; a
//! [`DuplicateSearch`] finds the duplicates within a base, in slices; [`merge_customers`] makes one of
//! several.

mod blocks;
pub mod contact;
mod duplicates;
mod groups;
mod index;
pub(crate) mod name;
mod name_relation;
mod profile;
pub(crate) mod reading;
mod score;
mod settings;
mod slip;
mod survivorship;

pub use duplicates::{CandidatePair, DuplicateSearch, Duplicates, KeptApart, find_duplicates};
pub use groups::DuplicateGroup;
pub use index::{MOST_IN_BLOCK, MatchIndex, Scored};
pub(crate) use name::is_han;
pub(crate) use name_relation::{names_contradict, names_fit};
pub use score::{MatchReason, MatchScore, PRIOR_BITS, Verdict, WeighedReason, compare};
pub use settings::MatchSettings;
pub use survivorship::{Keep, Survivorship, joined_consent, merge_customers};
