//! Who of those who have bought is taken together: by the chance of being active, by class, by stage. Must
//! not know what is expected of them.

use super::PersonOutlook;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::segments::Derived;

/// Ends of the four words for a chance, from the surest: almost surely active, probably, probably gone,
/// almost surely gone.
pub const BANDS: [(f64, f64); 4] = [(0.9, 1.0), (0.5, 0.9), (0.1, 0.5), (0.0, 0.1)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// By its place among the bands.
    Band(usize),
    /// `None`: in no class.
    Class(Option<Class>),
    Stage(Stage),
}

impl Group {
    /// All there are, whether somebody is in them or not.
    pub fn all() -> Vec<Self> {
        let bands = (0..BANDS.len()).map(Self::Band);
        let classes = Class::ALL.into_iter().map(Some).chain([None]).map(Self::Class);
        bands.chain(classes).chain(Stage::ALL.into_iter().map(Self::Stage)).collect()
    }

    /// Whether the person at this place, with this outlook, is one of them.
    pub fn holds(self, derived: &Derived, place: usize, outlook: &PersonOutlook) -> bool {
        match self {
            Self::Band(band) => {
                let (from, to) = BANDS[band];
                outlook.active >= from && (outlook.active < to || to == 1.0)
            }
            Self::Class(class) => {
                derived.standings[place].placed.map(|placed| placed.class) == class
            }
            Self::Stage(stage) => derived.stages[place] == stage,
        }
    }
}
