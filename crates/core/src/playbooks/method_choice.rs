//! What speaks for and against each method of gathering, and for none at all.
//!
//! Owns the shape of the questions, rules and pairs. Weights are judgements of the trade, not measured
//! figures: they put methods in an order and say nothing of how likely a success is. Must not know any
//! answer: that is `planning::recommend`.
//!
//! A rule asks for facts by name. `explaining.much` is an answer to a question, `explaining` that it was
//! answered at all; the others are worked out, and `planning::recommend` lists them.

use serde::{Deserialize, Serialize};

use super::method_guide::in_scale;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::text::Text;

/// All that a choice of method is recommended by.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodChoice {
    pub questions: Vec<ChoiceQuestion>,
    pub price_bands: PriceBands,
    /// Rules of all seven methods alike; not of "no event".
    pub every_method: Vec<ChoiceRule>,
    /// Every method once, and "no event".
    pub candidates: Vec<Candidate>,
    pub pairs: Vec<MethodPair>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceSubject {
    Product,
    Customers,
    Occasion,
}

/// A question with a few answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceQuestion {
    pub key: String,
    pub about: ChoiceSubject,
    /// What it is called where an answer is a reason.
    pub name: Text,
    pub prompt: Text,
    pub answers: Vec<ChoiceAnswer>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceAnswer {
    pub key: String,
    pub name: Text,
}

/// From which price on something is dear.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBands {
    pub high: PriceBand,
    pub very_high: PriceBand,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBand {
    /// Yuan.
    pub cny: f64,
    /// In a currency whose unit is of the order of a dollar or a euro.
    pub neutral: f64,
}

impl PriceBand {
    /// Where the band begins; `None` for a currency of another scale.
    pub fn begins(&self, currency: &str) -> Option<Money> {
        in_scale(currency, self.cny, self.neutral).map(Money::from_major)
    }
}

/// A method, or none, with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// `None`: no event, sell one to one.
    pub method: Option<Method>,
    pub rules: Vec<ChoiceRule>,
    pub warnings: Vec<MethodWarning>,
}

/// Holds where all facts of `when` do and none of `unless`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceRule {
    pub when: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    /// −2 to 2, never 0.
    pub weight: i32,
    /// Puts the candidate before all others, whatever the weights.
    #[serde(default)]
    pub decides: bool,
    pub reason: Text,
}

/// Something to watch; always where it asks for nothing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodWarning {
    pub when: Vec<String>,
    pub text: Text,
}

/// Two that are better together.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodPair {
    pub key: String,
    /// What the other takes place in, or before it.
    pub outer: Method,
    /// `None`: selling one to one.
    pub inner: Option<Method>,
    /// Holds where all facts of any of these do.
    pub when: Vec<Vec<String>>,
    pub name: Text,
    pub why: Text,
}
