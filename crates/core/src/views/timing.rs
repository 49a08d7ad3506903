//! When: in which weeks people will need something next, and how long leads take to buy.

use serde::{Deserialize, Serialize};

use super::table::Filter;
use crate::domain::day::Day;

/// Both, each with what it rests on or why it cannot be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimingView {
    pub today: Day,
    /// Orders and contacts reach so far.
    pub data_end: Option<Day>,
    pub need: Result<Box<NeedCalendar>, NoNeed>,
    pub leads: Result<Box<LeadWaits>, NoWaits>,
}

/// Why no weeks of need can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoNeed {
    /// Times between two purchases, of all people.
    TooFewIntervals { n: u32, needed: u32 },
    /// Everybody who has bought is silent for longer than is usual.
    NobodyLeft,
}

/// One week of the coming ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedWeek {
    pub first: Day,
    /// So many will probably need something in it, and where that lies nine times in ten: `None` where it is
    /// not known who comes back.
    pub expected: f64,
    pub range: Option<(f64, f64)>,
    /// People whose likeliest day lies in it, and what lists them.
    pub n_listed: u32,
    pub filters: Vec<Filter>,
}

impl NeedWeek {
    pub fn last(&self) -> Day {
        self.first.plus_days(6)
    }
}

/// When to sell in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreSale {
    pub from: Day,
    pub until: Day,
    /// For the need of the week at this place.
    pub week: u32,
}

/// How the weeks run where none of them stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeedCourse {
    /// About as many in the first half of the weeks as in the second.
    Even,
    /// Many more in the first half.
    Falling,
    /// Many more in the second.
    Rising,
}

/// How many will need something next, week by week. Everybody is counted once, with the next purchase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedCalendar {
    pub weeks: Vec<NeedWeek>,
    /// No model tells who buys again: everybody counted is taken to.
    pub is_if_all_return: bool,
    /// The weeks follow the last day that is known, which is not near today.
    pub is_after_data: bool,
    /// The week of the most need; `None` where none stands out from the others.
    pub peak: Option<u32>,
    /// The week with the most, whether it stands out or not.
    pub fullest: u32,
    pub course: NeedCourse,
    /// Expected in the first half of the weeks, and in the second.
    pub halves: (f64, f64),
    pub pre_sale: Option<PreSale>,
    /// Expected before the first week, after the last day that is known, and after the last week or never.
    pub before: f64,
    pub later: f64,
    /// People who are counted; of them with no interval of their own, and on the blacklist.
    pub n_people: u32,
    pub n_once: u32,
    pub n_blocked: u32,
    /// Left out: never bought, lapsed, silent for longer than 99 in 100 of their intervals.
    pub n_not_bought: u32,
    pub n_lapsed: u32,
    pub n_overdue: u32,
    /// Intervals behind it, and people with one.
    pub n_intervals: u32,
    pub n_returned: u32,
    /// Usual days between two purchases.
    pub typical_days: f64,
    /// How much one person's intervals vary and how much people differ, in ln days.
    pub sd_within: f64,
    pub sd_between: f64,
    /// So long before the need one must be in mind.
    pub lead_days: f64,
}

/// Why nothing can be said of how long leads take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoWaits {
    /// Of nobody the day is known from which on they were a lead.
    NoStarts,
    /// Leads that have bought.
    TooFewBought { n: u32, needed: u32, n_leads: u32 },
}

/// Shares of leads that have bought, with where that lies nine times in ten.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoughtBy {
    pub days: f64,
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// By when it has come to a share, in days; an end is `None` where the data do not reach so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeTo {
    pub days: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Leads of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceWaits {
    pub name: String,
    pub n_leads: u32,
    pub n_bought: u32,
    /// By the day that all sources reach.
    pub bought: BoughtBy,
    /// Half of those who buy by then; `None` where nobody does.
    pub half: Option<TimeTo>,
}

/// Who is no lead whose wait is known, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoLeads {
    /// Neither a day of first contact nor a day they are known since.
    pub n_no_start: u32,
    /// Bought before, or on the first day they were known with no contact noted.
    pub n_came_as_buyers: u32,
    /// Known only since after the last day that is known.
    pub n_too_new: u32,
    /// Set by hand to a stage after buying, without an order.
    pub n_no_order: u32,
}

/// How long leads take from the first contact to the first order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadWaits {
    pub n_leads: u32,
    pub n_bought: u32,
    /// Of those still waiting: on the blacklist, whose wait ends with the day they came on it.
    pub n_blocked: u32,
    /// The last day counted.
    pub until: Day,
    /// Share that has bought, from day 0 on; constant between points. Ends where fewer than ten still wait.
    pub curve: Vec<BoughtBy>,
    /// At its end.
    pub at_end: BoughtBy,
    /// Half of all leads; `None` where the curve does not get there.
    pub median: Option<TimeTo>,
    /// Half of those who buy before the curve's end.
    pub half: TimeTo,
    /// The largest first; empty where fewer than two have enough people who bought.
    pub sources: Vec<SourceWaits>,
    /// Sources that are too small to be told apart.
    pub n_small_sources: u32,
    /// Leads whose source is not noted.
    pub n_no_source: u32,
    pub left_out: NoLeads,
}
