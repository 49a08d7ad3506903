//! Levels of care (D5): what kind of care somebody has earned by how long and how they buy. Must not know
//! how a level is worked out.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CareLevel {
    /// Has not bought.
    NotYet,
    /// Bought on one day so far.
    New,
    /// Came back; the first purchase is less than a year ago.
    Regular,
    /// Came back, and first bought a year ago or earlier.
    LongStanding,
    /// The same, with a loyalty that reaches the board's cut-off.
    Loyal,
    /// Bought, but stays away.
    Lapsed,
}

impl CareLevel {
    pub const ALL: [Self; 6] =
        [Self::NotYet, Self::New, Self::Regular, Self::LongStanding, Self::Loyal, Self::Lapsed];

    /// For programs.
    pub fn slug(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::New => "new",
            Self::Regular => "regular",
            Self::LongStanding => "long_standing",
            Self::Loyal => "loyal",
            Self::Lapsed => "lapsed",
        }
    }
}
