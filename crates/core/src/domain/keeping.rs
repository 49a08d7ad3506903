//! Seven questions to ask of a customer before deciding whether to keep the relationship (B8). The answers
//! are a person's; they inform what the data suggest and never decide it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum KeepQuestion {
    /// No average customer.
    Unusual,
    /// Looks ahead and wants to last.
    LooksAhead,
    /// The relationship has lasted and can.
    Durable,
    /// Adapts, and is part of the solution.
    Adaptable,
    /// Sound financial prospect.
    Sound,
    /// Where caution is due.
    Caution,
    /// Valuable, beyond what was spent.
    Valuable,
}

impl KeepQuestion {
    pub const ALL: [Self; 7] = [
        Self::Unusual,
        Self::LooksAhead,
        Self::Durable,
        Self::Adaptable,
        Self::Sound,
        Self::Caution,
        Self::Valuable,
    ];

    /// The stable name, as in files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Unusual => "unusual",
            Self::LooksAhead => "looks_ahead",
            Self::Durable => "durable",
            Self::Adaptable => "adaptable",
            Self::Sound => "sound",
            Self::Caution => "caution",
            Self::Valuable => "valuable",
        }
    }

    /// Does this answer speak for keeping the customer? A reason for caution speaks against it.
    pub fn speaks_for(self, yes: bool) -> bool {
        yes != (self == Self::Caution)
    }
}

/// What has been answered; what is not there is not known.
pub type KeepAnswers = BTreeMap<KeepQuestion, bool>;

/// How many answers speak for keeping, and how many against.
pub fn weigh(answers: &KeepAnswers) -> (usize, usize) {
    let n_for = answers.iter().filter(|(question, yes)| question.speaks_for(**yes)).count();
    (n_for, answers.len() - n_for)
}

#[cfg(test)]
mod tests {
    use super::{KeepQuestion, weigh};

    #[test]
    fn what_is_not_answered_speaks_neither_way() {
        use KeepQuestion::{Caution, Durable, Valuable};
        assert_eq!(weigh(&[].into()), (0, 0));
        assert_eq!(weigh(&[(Valuable, true), (Durable, false)].into()), (1, 1));
        assert_eq!(weigh(&[(Caution, true)].into()), (0, 1), "a reason for caution");
        assert_eq!(weigh(&KeepQuestion::ALL.map(|one| (one, one != Caution)).into()), (7, 0));
    }
}
