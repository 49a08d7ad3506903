//! A positioning canvas (C2): which fish, where they swim, what their habits are, and the bait; with
//! the reasons for each choice. Stored and shown in one form.

use serde::{Deserialize, Serialize};

use super::rule::Rule;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Canvas {
    pub name: String,
    pub fish: Fish,
    /// Places and channels.
    pub waters: Vec<Chosen>,
    /// Times, likes, character.
    pub habits: Vec<Chosen>,
    pub bait: Bait,
}

/// The exact customers of something that is sold, not everybody who could use it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fish {
    /// What is sold.
    pub product: String,
    /// None until it has been said.
    pub who: Option<Rule>,
    pub why: String,
}

/// Something chosen, with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub what: String,
    pub why: String,
}

impl Chosen {
    pub fn is_empty(&self) -> bool {
        self.what.trim().is_empty() && self.why.trim().is_empty()
    }
}

/// What they bite on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bait {
    /// The problem that only we solve.
    pub problem: String,
    pub benefit: String,
    pub offer: String,
    /// The words that reach them.
    pub message: String,
    pub why: String,
}

impl Canvas {
    /// Every text that somebody has typed.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let Self { name, fish, waters, habits, bait } = self;
        let chosen = waters.iter_mut().chain(habits);
        let chosen = chosen.flat_map(|Chosen { what, why }| [what, why]);
        let Bait { problem, benefit, offer, message, why } = bait;
        [name, &mut fish.product, &mut fish.why, problem, benefit, offer, message, why]
            .into_iter()
            .chain(chosen)
    }
}
