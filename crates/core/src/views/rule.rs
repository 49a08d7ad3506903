//! A rule that says who belongs to a segment: all, any or none of conditions, nested.
//!
//! Owns the rule's form, its limits, and what a range of days means. Must not know who passes: that
//! is `segments::rules`.
//!
//! **What is not known.** A condition on what is not known of somebody does not hold; only "nothing
//! known" asks for it. A group of conditions is then plain logic, and `None` plain negation, so that a
//! rule and its negation always split all people in two.

use serde::{Deserialize, Serialize};

use super::table::{Column, Filter, Test};
use crate::domain::day::Day;
use crate::domain::ids::{DocumentId, ProductId};
use crate::domain::interaction::InteractionKind;
use crate::domain::money::Money;

/// Groups within groups, the outermost counted.
pub const MAX_DEPTH: usize = 8;
/// Conditions and groups of one rule.
pub const MAX_PARTS: usize = 60;

/// How the parts of a group are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Join {
    /// Every part holds; of no parts, everybody.
    All,
    /// At least one part holds; of no parts, nobody.
    Any,
    /// No part holds; of no parts, everybody.
    None,
}

/// Travels and is stored as a flat list, so that reading one cannot go deeper than `MAX_DEPTH`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FlatRule", into = "FlatRule")]
pub enum Rule {
    Group(Join, Vec<Rule>),
    Is(Condition),
}

/// Everybody.
impl Default for Rule {
    fn default() -> Self {
        Self::Group(Join::All, Vec::new())
    }
}

/// What is asked of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// What a column of the customer table holds, a class, a lens or a saved segment included.
    Field(Filter),
    /// The day that a column holds.
    Day { column: Column, days: DayRange },
    /// What they bought.
    Orders { goods: Goods, days: DayRange, test: OrderTest },
    /// What else there was between us: how often, in so many rows.
    Contacts {
        /// Any of these; all kinds where none is named.
        kinds: Vec<InteractionKind>,
        event: Option<DocumentId>,
        days: DayRange,
        n: CountRange,
    },
    /// What they ordered where they were: orders, refunds apart, of a day on which they are recorded
    /// as having attended.
    OrderedAt {
        /// Any event where none is named, a visit to one that is not named in the records included.
        event: Option<DocumentId>,
        days: DayRange,
        n: CountRange,
    },
}

impl Condition {
    /// Does a range in it end before it begins, so that nobody could pass?
    pub fn is_reversed(&self) -> bool {
        match self {
            Self::Field(Filter { test: Test::Between { low, high }, .. }) => {
                is_reversed(*low, *high)
            }
            Self::Field(_) => false,
            Self::Day { days, .. } => days.is_reversed(),
            Self::Orders { days, test, .. } => {
                let is_tested_so = match test {
                    OrderTest::Count(n) => is_reversed(n.low, n.high),
                    OrderTest::Sum(bounds) | OrderTest::Average(bounds) => {
                        is_reversed(bounds.low, bounds.high)
                    }
                    OrderTest::First(days) | OrderTest::Last(days) => days.is_reversed(),
                };
                is_tested_so || days.is_reversed()
            }
            Self::Contacts { days, n, .. } | Self::OrderedAt { days, n, .. } => {
                days.is_reversed() || is_reversed(n.low, n.high)
            }
        }
    }
}

fn is_reversed<T: PartialOrd>(low: Option<T>, high: Option<T>) -> bool {
    low.zip(high).is_some_and(|(low, high)| low > high)
}

/// Which orders, or which of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goods {
    #[default]
    Any,
    Product(ProductId),
    Category(String),
}

/// What the orders that are looked at must come to. Those that are no refunds are counted, and give
/// the first and the last day; money is that of all of them, refunds subtracted. How many is always
/// known; the others are not where there is no order to go by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderTest {
    Count(CountRange),
    Sum(MoneyBounds),
    /// Per order that is no refund.
    Average(MoneyBounds),
    First(DayRange),
    Last(DayRange),
}

/// Ends included; `None`: without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRange {
    pub low: Option<u32>,
    pub high: Option<u32>,
}

impl CountRange {
    pub fn holds(self, n: u32) -> bool {
        self.low.is_none_or(|low| n >= low) && self.high.is_none_or(|high| n <= high)
    }
}

/// Ends included; `None`: without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyBounds {
    pub low: Option<Money>,
    pub high: Option<Money>,
}

impl MoneyBounds {
    /// Whether `sum ÷ n` lies between the ends, reckoned without rounding.
    pub fn hold(self, sum: Money, n: u32) -> bool {
        let times = |bound: Money| i128::from(bound.0) * i128::from(n);
        let sum = i128::from(sum.0);
        self.low.is_none_or(|low| sum >= times(low))
            && self.high.is_none_or(|high| sum <= times(high))
    }
}

/// Some days, as dates or as counted from today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayRange {
    #[default]
    Ever,
    /// Ends included; `None`: without end.
    Between { from: Option<Day>, to: Option<Day> },
    /// The last so many days, today being the last of them.
    Last(u32),
    /// What lies before those.
    Before(u32),
    /// The next so many days, today being the first of them.
    Next(u32),
}

impl DayRange {
    /// First and last day, as seen from `today`.
    pub fn span(self, today: Day) -> (Option<Day>, Option<Day>) {
        let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        match self {
            Self::Ever => (None, None),
            Self::Between { from, to } => (from, to),
            Self::Last(n) => (Some(today.plus_days(-days(n)).plus_days(1)), Some(today)),
            Self::Before(n) => (None, Some(today.plus_days(-days(n)))),
            Self::Next(n) => (Some(today), Some(today.plus_days(days(n)).plus_days(-1))),
        }
    }

    pub fn holds(self, day: Day, today: Day) -> bool {
        is_within(day, self.span(today))
    }

    fn is_reversed(self) -> bool {
        matches!(self, Self::Between { from, to } if is_reversed(from, to))
    }

    /// Does it move on with the calendar?
    pub fn is_relative(self) -> bool {
        matches!(self, Self::Last(_) | Self::Before(_) | Self::Next(_))
    }
}

/// Ends included.
pub fn is_within(day: Day, (from, to): (Option<Day>, Option<Day>)) -> bool {
    from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
}

/// A rule that is too large to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    #[error("groups are nested more than {MAX_DEPTH} deep")]
    TooDeep,
    #[error("a rule has at most {MAX_PARTS} conditions and groups")]
    TooLong,
    #[error("a group has fewer parts than it says")]
    CutShort,
    #[error("a condition asks for more than its upper end")]
    Reversed,
}

impl Rule {
    /// In the order in which they stand.
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Is(condition) => vec![condition],
            Self::Group(_, parts) => parts.iter().flat_map(Self::conditions).collect(),
        }
    }

    /// The same as a group, to which more can be added: what is one condition becomes a group of it.
    #[must_use]
    pub fn into_group(self) -> Self {
        match self {
            group @ Self::Group(..) => group,
            one @ Self::Is(_) => Self::Group(Join::All, vec![one]),
        }
    }

    /// The saved segment whose people it asks for, and nothing else.
    pub fn only_segment(&self) -> Option<DocumentId> {
        match self {
            Self::Is(Condition::Field(Filter {
                column: Column::Segment(id),
                test: Test::IsYes(true),
            })) => Some(*id),
            _ => None,
        }
    }

    /// Does it ask for clusters? They are found anew as the data change, and a number means others then.
    pub fn asks_for_clusters(&self) -> bool {
        let asks = |condition: &&Condition| match condition {
            Condition::Field(filter) => matches!(filter.column, Column::Cluster(_)),
            _ => false,
        };
        self.conditions().iter().any(asks)
    }

    /// Conditions and groups.
    pub fn n_parts(&self) -> usize {
        match self {
            Self::Is(_) => 1,
            Self::Group(_, parts) => 1 + parts.iter().map(Self::n_parts).sum::<usize>(),
        }
    }

    /// Groups within groups; a single condition is in none.
    pub fn depth(&self) -> usize {
        match self {
            Self::Is(_) => 0,
            Self::Group(_, parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    /// # Errors
    /// Too deep, too long, or a range that ends before it begins.
    pub fn check(&self) -> Result<(), RuleFault> {
        if self.depth() > MAX_DEPTH {
            return Err(RuleFault::TooDeep);
        }
        if self.n_parts() > MAX_PARTS {
            return Err(RuleFault::TooLong);
        }
        if self.conditions().into_iter().any(Condition::is_reversed) {
            return Err(RuleFault::Reversed);
        }
        Ok(())
    }

    /// The saved segments that it asks for.
    pub fn segments(&self) -> impl Iterator<Item = DocumentId> {
        let asked = self.conditions().into_iter().filter_map(|condition| match condition {
            Condition::Field(Filter { column: Column::Segment(id), .. }) => Some(*id),
            _ => None,
        });
        asked.collect::<Vec<_>>().into_iter()
    }
}

/// A rule as the list of its parts, each group before its own.
#[derive(Clone, Serialize, Deserialize)]
struct FlatRule(Vec<FlatPart>);

#[derive(Clone, Serialize, Deserialize)]
enum FlatPart {
    /// With so many parts.
    Group(Join, u16),
    Is(Condition),
}

impl From<Rule> for FlatRule {
    fn from(rule: Rule) -> Self {
        fn add(rule: Rule, list: &mut Vec<FlatPart>) {
            match rule {
                Rule::Is(condition) => list.push(FlatPart::Is(condition)),
                Rule::Group(join, parts) => {
                    list.push(FlatPart::Group(join, parts.len().try_into().unwrap_or(u16::MAX)));
                    parts.into_iter().for_each(|part| add(part, list));
                }
            }
        }
        let mut list = Vec::new();
        add(rule, &mut list);
        Self(list)
    }
}

impl TryFrom<FlatRule> for Rule {
    type Error = RuleFault;

    fn try_from(FlatRule(list): FlatRule) -> Result<Self, RuleFault> {
        fn take(
            list: &mut impl Iterator<Item = FlatPart>,
            depth: usize,
        ) -> Result<Rule, RuleFault> {
            match list.next().ok_or(RuleFault::CutShort)? {
                FlatPart::Is(condition) => Ok(Rule::Is(condition)),
                FlatPart::Group(_, _) if depth == MAX_DEPTH => Err(RuleFault::TooDeep),
                FlatPart::Group(join, n) => {
                    let parts = (0..n).map(|_| take(list, depth + 1));
                    Ok(Rule::Group(join, parts.collect::<Result<_, _>>()?))
                }
            }
        }
        if list.len() > MAX_PARTS {
            return Err(RuleFault::TooLong);
        }
        let mut list = list.into_iter();
        let rule = take(&mut list, 0)?;
        if list.next().is_some() { Err(RuleFault::CutShort) } else { Ok(rule) }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Condition, CountRange, DayRange, Goods, Join, MAX_DEPTH, MAX_PARTS, MoneyBounds, OrderTest,
        Rule, RuleFault,
    };
    use crate::domain::day::Day;
    use crate::domain::ids::DocumentId;
    use crate::domain::money::Money;
    use crate::protocol::{decode, encode};
    use crate::views::table::{Column, Filter, Test};

    fn nested(depth: usize) -> Rule {
        (0..depth).fold(leaf(), |inner, _| Rule::Group(Join::None, vec![leaf(), inner]))
    }

    fn leaf() -> Rule {
        let filter = Filter { column: Column::Region, test: Test::Filled(true) };
        Rule::Is(Condition::Field(filter))
    }

    #[test]
    fn a_rule_travels_whole_and_no_deeper_than_it_may() {
        for rule in [Rule::default(), leaf(), nested(MAX_DEPTH)] {
            assert_eq!(decode::<Rule>(&encode(&rule).unwrap()).unwrap(), rule);
            assert_eq!(rule.check(), Ok(()));
        }
        let deep = nested(MAX_DEPTH + 1);
        assert_eq!(deep.check(), Err(RuleFault::TooDeep));
        assert!(decode::<Rule>(&encode(&deep).unwrap()).is_err());
        let long = Rule::Group(Join::Any, vec![leaf(); MAX_PARTS]);
        assert_eq!(long.check(), Err(RuleFault::TooLong));
        assert!(decode::<Rule>(&encode(&long).unwrap()).is_err());
    }

    #[test]
    fn a_condition_alone_becomes_a_group_and_a_group_stays_what_it_is() {
        assert_eq!(leaf().into_group(), Rule::Group(Join::All, vec![leaf()]));
        for group in [Rule::default(), nested(1), nested(MAX_DEPTH)] {
            assert_eq!(group.clone().into_group(), group);
        }
    }

    #[test]
    fn only_who_is_in_a_segment_is_that_segment() {
        let in_segment = |is_yes| {
            let column = Column::Segment(DocumentId(7));
            Rule::Is(Condition::Field(Filter { column, test: Test::IsYes(is_yes) }))
        };
        assert_eq!(in_segment(true).only_segment(), Some(DocumentId(7)));
        // Those who are not in it are the opposite people.
        assert_eq!(in_segment(false).only_segment(), None);
        assert_eq!(leaf().only_segment(), None);
        assert_eq!(Rule::Group(Join::None, vec![in_segment(true)]).only_segment(), None);
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_refused() {
        let is = |condition| Rule::Group(Join::None, vec![Rule::Is(condition)]).check();
        let n = |low, high| CountRange { low: Some(low), high: Some(high) };
        let money = |low, high| MoneyBounds { low: Some(Money(low)), high: Some(Money(high)) };
        let days = |from, to| DayRange::Between { from: Some(Day(from)), to: Some(Day(to)) };
        let contacts = |days, n| Condition::Contacts { kinds: Vec::new(), event: None, days, n };
        let orders = |days, test| Condition::Orders { goods: Goods::Any, days, test };
        let field = |low, high| {
            let test = Test::Between { low: Some(low), high: Some(high) };
            Condition::Field(Filter { column: Column::SpendTotal, test })
        };
        let (ever, day) = (DayRange::Ever, Column::LastPurchase);
        for (refused, taken) in [
            (contacts(ever, n(3, 2)), contacts(ever, n(2, 2))),
            (contacts(days(5, 4), n(1, 2)), contacts(days(4, 5), n(1, 2))),
            (
                Condition::OrderedAt { event: None, days: ever, n: n(2, 1) },
                Condition::OrderedAt { event: None, days: ever, n: n(1, 2) },
            ),
            (orders(ever, OrderTest::Count(n(9, 1))), orders(ever, OrderTest::Count(n(1, 9)))),
            (orders(ever, OrderTest::Sum(money(2, 1))), orders(ever, OrderTest::Sum(money(-2, 1)))),
            (orders(ever, OrderTest::First(days(2, 1))), orders(ever, OrderTest::Last(days(1, 1)))),
            (field(1.5, 1.0), field(1.0, 1.5)),
            (
                Condition::Day { column: day.clone(), days: days(2, 1) },
                Condition::Day { column: day, days: DayRange::Last(3) },
            ),
        ] {
            assert_eq!(is(refused.clone()), Err(RuleFault::Reversed), "{refused:?}");
            assert_eq!(is(taken.clone()), Ok(()), "{taken:?}");
        }
    }

    #[test]
    fn parts_that_are_missing_or_left_over_make_no_rule() {
        for bytes in [&[][..], &[0], &[1, 0, 0, 1], &[2, 0, 0, 0, 0, 0, 0]] {
            assert!(decode::<Rule>(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn days_are_counted_from_today() {
        let today = Day(1_000);
        let held = |range: DayRange| {
            let days = (990..1_010).filter(|day| range.holds(Day(*day), today));
            let days: Vec<i32> = days.collect();
            (days.first().copied(), days.last().copied(), days.len())
        };
        assert_eq!(held(DayRange::Last(3)), (Some(998), Some(1_000), 3));
        assert_eq!(held(DayRange::Before(3)), (Some(990), Some(997), 8));
        assert_eq!(held(DayRange::Next(3)), (Some(1_000), Some(1_002), 3));
        assert_eq!(held(DayRange::Ever).2, 20);
        let between = DayRange::Between { from: Some(Day(995)), to: Some(Day(996)) };
        assert_eq!(held(between), (Some(995), Some(996), 2));
        assert_eq!(DayRange::Last(u32::MAX).span(Day(i32::MIN)).1, Some(Day(i32::MIN)));
    }
}
