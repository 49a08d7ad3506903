//! Rates others have published, and the rates nobody has.
//!
//! Owns the cited defaults with source and grade. Must not know the user's own events, which
//! outweigh them, nor how a range becomes a prior.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::method::Method;
use crate::domain::text::Text;

/// How far a published figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// A large data set or a study.
    A,
    /// A survey or a vendor's data.
    B,
    /// Practitioners' opinion.
    C,
}

/// What the figure of a benchmark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A share from 0 to 1.
    Share,
    /// Guests looked after by one member of staff.
    GuestsPerStaff,
    /// A multiple of the comparison.
    Times,
    /// US dollars.
    Usd,
    /// People.
    People,
}

/// A published figure. Read in secondary copies: `source` says "as reported by".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenchmarkRate {
    pub key: String,
    pub label: Text,
    pub unit: Unit,
    /// Lower end, in `unit`.
    pub low: f64,
    /// The figure to start from, in `unit`.
    pub point: f64,
    /// Upper end, in `unit`.
    pub high: f64,
    /// Where the two ends come from; where the source gives one number, all three agree.
    pub basis: Text,
    pub source: Text,
    /// Of the publication, the latest where there are several; `None` where it is not known.
    pub year: Option<u16>,
    pub grade: Grade,
    /// The stage it leads to from the one before; `None` for a figure of another kind.
    pub reaches: Option<FunnelStage>,
    /// Methods it says something about; empty means all.
    pub methods: Vec<Method>,
    /// Whether the forecast of these methods may start from it.
    pub is_default: bool,
}

/// A rate with no citable figure: the first forecast asks the user for a range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UncitedRate {
    pub key: String,
    pub label: Text,
    pub reaches: Option<FunnelStage>,
    /// Methods it concerns; empty means all.
    pub methods: Vec<Method>,
    /// How to ask for the range.
    pub ask: Text,
}

/// The file of rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmarks {
    pub rates: Vec<BenchmarkRate>,
    pub uncited: Vec<UncitedRate>,
}

impl BenchmarkRate {
    fn concerns(&self, method: Method, reaches: FunnelStage) -> bool {
        self.reaches == Some(reaches) && (self.methods.is_empty() || self.methods.contains(&method))
    }
}

impl Benchmarks {
    /// Rates that lead to a stage under a method, the default first.
    pub fn of_transition(&self, method: Method, reaches: FunnelStage) -> Vec<&BenchmarkRate> {
        let mut rates: Vec<_> =
            self.rates.iter().filter(|rate| rate.concerns(method, reaches)).collect();
        rates.sort_by_key(|rate| (!rate.is_default, rate.grade));
        rates
    }

    /// The rate a forecast starts from, or `None` where no citable one exists.
    pub fn default_of(&self, method: Method, reaches: FunnelStage) -> Option<&BenchmarkRate> {
        self.rates.iter().find(|rate| rate.is_default && rate.concerns(method, reaches))
    }
}
