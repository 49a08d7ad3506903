//! Which moves from one stage to another are usual, which depends on the trade (B1). A move that is not
//! is as possible; whoever makes it is told. Must not know who moves, nor when.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::customer::Stage;

/// The usual ones, each from and to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMoves(BTreeSet<(Stage, Stage)>);

impl StageMoves {
    /// To stay where one is, is no move and never unusual.
    pub fn is_usual(&self, from: Stage, to: Stage) -> bool {
        from == to || self.0.contains(&(from, to))
    }

    pub fn set(&mut self, from: Stage, to: Stage, is_usual: bool) {
        if is_usual && from != to {
            self.0.insert((from, to));
        } else {
            self.0.remove(&(from, to));
        }
    }
}

impl Default for StageMoves {
    /// Interest comes and cools, a purchase may come at once, who bought is served and buys again, and
    /// whoever lapsed is a lead once more. Nobody lapses who never bought, and a purchase is not undone.
    fn default() -> Self {
        use Stage::{Bought, InService, Interested, Lapsed, Lead};
        let usual = [
            (Lead, Interested),
            (Lead, Bought),
            (Interested, Lead),
            (Interested, Bought),
            (Bought, InService),
            (Bought, Lapsed),
            (InService, Bought),
            (InService, Lapsed),
            (Lapsed, Lead),
            (Lapsed, Interested),
            (Lapsed, Bought),
        ];
        Self(usual.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, StageMoves};

    #[test]
    fn a_move_is_usual_until_it_is_said_not_to_be() {
        let mut moves = StageMoves::default();
        assert!(moves.is_usual(Stage::Lead, Stage::Interested));
        assert!(!moves.is_usual(Stage::Bought, Stage::Lead));
        moves.set(Stage::Bought, Stage::Lead, true);
        moves.set(Stage::Lead, Stage::Interested, false);
        assert!(moves.is_usual(Stage::Bought, Stage::Lead));
        assert!(!moves.is_usual(Stage::Lead, Stage::Interested));
        for stage in Stage::ALL {
            let before = moves.clone();
            moves.set(stage, stage, true);
            moves.set(stage, stage, false);
            assert!(moves.is_usual(stage, stage));
            assert_eq!(moves, before);
        }
    }
}
