//! How long members go on renewing: what is typed of cohorts, and what follows for the renewals to come.

use serde::{Deserialize, Serialize};

use crate::views::word_of_mouth::Ranged;

/// Renewals ahead unless said otherwise, and at most.
pub const USUAL_HORIZON: u32 = 5;
pub const MAX_HORIZON: u32 = 20;

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RenewalTerms {
    /// Members at first, after one renewal, after two…: a cohort a line, or one cohort down a column.
    pub counts: String,
    /// Renewals ahead; `None`: the usual number.
    pub horizon: Option<u32>,
    /// Discount per period, a share; `None`: nothing is told without end.
    pub discount: Option<f64>,
}

/// Why nothing can be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NoRenewals {
    Nothing,
    NotANumber {
        text: String,
    },
    /// More members than before: in this cohort, after so many renewals.
    Rises {
        cohort: u32,
        renewal: u32,
    },
    /// More numbers, or larger ones, than are read.
    TooMany,
    TooFewMembers {
        n: u64,
        needed: u64,
    },
    TooFewLost {
        n: u64,
        needed: u64,
    },
    TooFewRenewals {
        longest: u32,
        needed: u32,
    },
    /// Nothing tells how members differ: such a share renewed, time and again.
    AllAlike {
        share: f64,
    },
    NoFit,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RenewalAnswer {
    Found(Box<RenewalView>),
    None(NoRenewals),
}

/// One renewal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenewalRow {
    /// 1: the first.
    pub renewal: u32,
    /// So many renewed of so many who could; `None`: it is ahead of everybody.
    pub counted: Option<(u64, u64)>,
    /// Share of those who are still there that renews.
    pub retention: Ranged,
    /// Share of all who began that is still there afterwards.
    pub left: Ranged,
}

/// What follows. Ranges hold nine times in ten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenewalView {
    pub n_cohorts: u32,
    pub n_members: u64,
    pub n_lost: u64,
    /// Members who may go on.
    pub n_now: u64,
    pub horizon: u32,
    /// From the first renewal to `horizon` beyond the last that was counted.
    pub rows: Vec<RenewalRow>,
    /// Members of now who will still be there after one more renewal, after two…
    pub to_come: Vec<Ranged>,
    /// Their renewals together.
    pub renewals: Ranged,
    /// Renewals of a new member within the horizon.
    pub of_new: Ranged,
    /// Renewals after which half of the new members have gone; `None`: not within 200.
    pub half_gone_after: Option<u32>,
    /// Renewals of a new member without end, discounted; `None`: no discount given.
    pub for_ever: Option<Ranged>,
    pub discount: Option<f64>,
    /// How chances of leaving differ between members: Beta(α, β).
    pub alpha: f64,
    pub beta: f64,
    pub n_draws: u32,
}
