//! Saved segments: what is kept of each, who is in them, and why.

use serde::{Deserialize, Serialize};

use super::forecast::Obstacle;
use super::rule::{Condition, Rule};
use super::table::Cell;
use super::workspace::ExportedFile;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;

/// Segments that one overlap compares at most.
pub const MAX_OVERLAP: usize = 5;
/// Segments that are put together at most.
pub const MAX_COMBINED: usize = 20;

/// What somebody has said of a segment (C1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentAbout {
    pub name: String,
    /// Who looks after it.
    pub owner: String,
    pub target: Option<SegmentTarget>,
    /// What is done before they buy, and after.
    pub before_sale: String,
    pub after_sale: String,
}

/// What the people of a segment are to bring: those who are in it when the target is set, from that day
/// on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentTarget {
    pub amount: TargetAmount,
    /// The last day that counts.
    pub by: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TargetAmount {
    /// Refunds subtracted.
    Money(Money),
    /// Without refunds.
    Orders(u32),
}

/// How several segments become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SetOperation {
    Union,
    Intersection,
    /// The first without the others.
    Difference,
}

/// Who is in a segment, as a command says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SegmentPeople {
    /// Whoever passes, at any time.
    Live(Rule),
    /// Whoever passes now, and nobody else later.
    Listed(Rule),
    Combined(SetOperation, Vec<DocumentId>),
    /// These, and whoever stands on the list already.
    Added(Vec<CustomerId>),
    /// Whoever stands on the list, but for these.
    Removed(Vec<CustomerId>),
    /// As it is; only for one that is there already.
    Kept,
}

impl SegmentPeople {
    /// Whoever passes: at any time, or, where clusters are asked for, those who pass now.
    pub fn of_rule(rule: Rule) -> Self {
        match rule.asks_for_clusters() {
            true => Self::Listed(rule),
            false => Self::Live(rule.into_group()),
        }
    }
}

/// Who is in a segment, as it is told: a list is only counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SegmentKind {
    Live(Rule),
    Listed,
    Combined(SetOperation, Vec<DocumentId>),
}

/// How many somebody is, and what they bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleSum {
    pub n_people: u32,
    /// Of those, who has bought.
    pub n_buyers: u32,
    /// Spend less refunds, of all time.
    pub value: Money,
}

/// A segment in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentEntry {
    pub id: DocumentId,
    pub about: SegmentAbout,
    pub kind: SegmentKind,
    pub made_on: Day,
    pub sum: PeopleSum,
    /// In the unit of the target, where there is one.
    pub reached: Option<TargetAmount>,
    /// Since when the target counts, and over how many: those who were in the segment then.
    pub counted: Option<(Day, u32)>,
    /// The other segments that ask for it, by name.
    pub used_by: Vec<String>,
}

/// All segments, oldest first, and everybody to compare them with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentsView {
    pub segments: Vec<SegmentEntry>,
    pub all: PeopleSum,
}

/// Why a condition speaks for or against somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleReason {
    pub condition: Condition,
    /// Whether the condition itself holds: within "none of", it speaks against.
    pub holds: bool,
    /// What was found of this person.
    pub found: Cell,
}

/// Whether somebody passes a rule, and the conditions that decide it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleVerdict {
    pub customer: CustomerId,
    pub name: String,
    /// What speaks against inviting them.
    pub obstacle: Option<Obstacle>,
    pub is_in: bool,
    pub reasons: Vec<RuleReason>,
}

/// Who passes a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleCount {
    pub sum: PeopleSum,
    pub all: PeopleSum,
    /// The first of them.
    pub first: Vec<RuleVerdict>,
    /// Conditions, by their place among all conditions of the rule, that ask for something that is
    /// not there any more: a field, a segment, a product. They hold for nobody.
    pub gone: Vec<u32>,
}

/// People who are in exactly these of the compared segments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverlapPart {
    /// In the order in which they were asked for.
    pub is_in: Vec<bool>,
    pub sum: PeopleSum,
}

/// How segments overlap: every combination that anybody is in, the largest first. Those who are in
/// none of them are not told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverlapView {
    pub segments: Vec<DocumentId>,
    pub parts: Vec<OverlapPart>,
}

/// A rule or a segment as a query for a database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleQuery {
    pub file: ExportedFile,
    /// The day from which days "from today" were counted, where there are any: in the query they are
    /// dates, and stay.
    pub counts_from: Option<Day>,
}

/// What is to be written as a query for a database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SqlSubject {
    Rule(Box<Rule>),
    Segment(DocumentId),
}

#[cfg(test)]
mod tests {
    use super::SegmentPeople;
    use crate::domain::cluster::{ClusterBasis, Clusters};
    use crate::views::rule::{Condition, Join, Rule};
    use crate::views::table::{Column, Filter, Test};

    #[test]
    fn people_of_clusters_are_listed_and_others_follow_their_rule() {
        let is = |filter| Rule::Is(Condition::Field(filter));
        let clusters = Clusters { basis: ClusterBasis::default(), n: 4 };
        let test = Test::Between { low: Some(2.0), high: Some(2.0) };
        let second = is(Filter { column: Column::Cluster(clusters), test });
        for rule in [second.clone(), Rule::Group(Join::Any, vec![is(Filter::bought()), second])] {
            assert_eq!(SegmentPeople::of_rule(rule.clone()), SegmentPeople::Listed(rule));
        }
        let bought = is(Filter::bought());
        let group = Rule::Group(Join::All, vec![bought.clone()]);
        assert_eq!(SegmentPeople::of_rule(bought), SegmentPeople::Live(group));
    }
}
