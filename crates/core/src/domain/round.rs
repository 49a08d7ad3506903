//! A round (A4): where everybody stood on a day, or what people who were asked said of themselves.
//! Rounds are what movement is told between. Owns the facts; must not know how they are compared.

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::customer::Stage;
use super::day::Day;
use super::event::AudienceGroup;
use super::ids::{CustomerId, DocumentId};
use super::workspace::BoardSettings;

/// Rounds that a workspace keeps at most.
pub const MAX_ROUNDS: usize = 100;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    pub name: String,
    pub day: Day,
    /// The event it was taken for.
    pub event: Option<DocumentId>,
    pub found: RoundFound,
}

/// What a round found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RoundFound {
    /// Of everybody in the workspace, by their numbers, ascending.
    Everybody {
        stood: Vec<Stood>,
        /// The weights and cut-offs by which they stood there.
        board: Box<BoardSettings>,
    },
    /// Of a sample.
    Asked(Asked),
    /// Of everybody on a day that was over by then: worked out from what was known of it when the round
    /// was kept.
    Reconstructed { stood: Vec<Stood>, board: Box<BoardSettings> },
}

/// Where one customer stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    pub customer: CustomerId,
    pub group: AudienceGroup,
    pub stage: Stage,
}

/// The answers of a sample, by class in the order of [`Class::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub how: AskedHow,
    pub n_of_class: [u32; Class::ALL.len()],
}

/// How a sample was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AskedHow {
    Survey,
    /// Focus interviews.
    Interviews,
    /// A round of telephone calls.
    Calls,
    /// A round of event invitations.
    Invitations,
}

impl AskedHow {
    pub const ALL: [Self; 4] = [Self::Survey, Self::Interviews, Self::Calls, Self::Invitations];
}

impl Round {
    /// How contribution and loyalty were measured, where it is of everybody.
    pub fn board(&self) -> Option<&BoardSettings> {
        match &self.found {
            RoundFound::Everybody { board, .. } | RoundFound::Reconstructed { board, .. } => {
                Some(board)
            }
            RoundFound::Asked(_) => None,
        }
    }

    /// Of everybody, where it is of everybody.
    pub fn everybody(&self) -> Option<&[Stood]> {
        match &self.found {
            RoundFound::Everybody { stood, .. } | RoundFound::Reconstructed { stood, .. } => {
                Some(stood)
            }
            RoundFound::Asked(_) => None,
        }
    }

    pub fn everybody_mut(&mut self) -> Option<&mut Vec<Stood>> {
        match &mut self.found {
            RoundFound::Everybody { stood, .. } | RoundFound::Reconstructed { stood, .. } => {
                Some(stood)
            }
            RoundFound::Asked(_) => None,
        }
    }

    /// Kept after its day: by what was known, and set, later than that.
    pub fn is_reconstructed(&self) -> bool {
        matches!(self.found, RoundFound::Reconstructed { .. })
    }
}
