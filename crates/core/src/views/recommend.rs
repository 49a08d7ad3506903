//! Which method to gather customers by: what is asked, and the methods in order with their reasons. The
//! order rests on judgements; nothing in it is a chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::ids::DocumentId;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::text::Text;

/// With fewer people nothing is read from them.
pub const FEWEST_READ: u32 = 10;

/// Whose portrait is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whom {
    #[default]
    Everybody,
    /// Those of a class who have bought.
    Class(Class),
    Segment(DocumentId),
}

/// What the user says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecommendTerms {
    /// Key of a question → key of the answer.
    pub answers: BTreeMap<String, String>,
    pub customers: Option<Whom>,
    /// Of one sale.
    pub price: Option<Money>,
    /// Share of the price.
    pub margin: Option<f64>,
    pub budget: Option<Money>,
    /// How many are to come.
    pub guests: Option<u32>,
}

/// What was read of the people chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PeopleRead {
    pub whom: Whom,
    pub n_people: u32,
    /// Of those, who has bought; who has bought on two days or more; who is noted with a company.
    pub n_buyers: u32,
    pub n_returning: u32,
    pub n_companies: u32,
    /// Of the buyer in the middle: the share bought at a discount.
    pub discount: Option<f64>,
    /// What they buy most of, and its share.
    pub category: Option<(String, f64)>,
}

/// Something that was said or read, as a reason names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Given {
    Answer {
        question: Text,
        answer: Text,
    },
    Class(Class),
    Price(Money),
    Margin(f64),
    /// Price × margin, beside what a customer sold to alone costs.
    Profit {
        profit: Money,
        one_to_one: Money,
    },
    Guests(u32),
    /// The budget, beside what such an event usually costs at the least.
    Budget {
        budget: Money,
        at_least: Money,
    },
    /// The budget shared out over the guests, beside what a customer sold to alone costs.
    PerGuest {
        budget: Money,
        one_to_one: Money,
    },
    /// So many of so many people.
    Leads {
        n: u32,
        of: u32,
    },
    Returning {
        n: u32,
        of: u32,
    },
    Companies {
        n: u32,
        of: u32,
    },
    Discount(f64),
}

/// Why something speaks for a method or against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodReason {
    /// All that it rests on.
    pub given: Vec<Given>,
    pub why: Text,
    pub is_strong: bool,
    /// It alone puts the method first.
    pub decides: bool,
}

/// How a method stands by what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    FitsWell,
    Fits,
    /// Little speaks for it or against it, or as much for it as against it.
    Open,
    FitsBadly,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankedMethod {
    /// `None`: no event, sell one to one.
    pub method: Option<Method>,
    pub standing: Standing,
    /// What it is for, whatever was said.
    pub fits: Text,
    /// The strongest first.
    pub speaks_for: Vec<MethodReason>,
    pub speaks_against: Vec<MethodReason>,
    pub warnings: Vec<Text>,
}

/// Two that are better together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecommendedPair {
    /// As in the content.
    pub key: String,
    pub outer: Method,
    /// `None`: selling one to one.
    pub inner: Option<Method>,
    pub name: Text,
    pub why: Text,
    pub given: Vec<Given>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecommendView {
    /// All seven methods and "no event", the one that most speaks for first; empty while nothing that
    /// counts has been said.
    pub ranked: Vec<RankedMethod>,
    pub pairs: Vec<RecommendedPair>,
}
