//! By what the people of a rule were chosen: that they differ in it is no finding. What a column is worked
//! out from counts as asked for: a cluster's measures, the measures that weigh in a class, the contacts
//! behind a stage.

use std::collections::BTreeSet;

use crate::domain::cluster::ClusterMeasure;
use crate::domain::ids::DocumentId;
use crate::domain::lens::LensColumn;
use crate::domain::measure::Measure;
use crate::domain::value_range::SharedBy;
use crate::segments::points::{BUYER_MEASURES, weights};
use crate::table::documents::StoredPeople;
use crate::table::tables::Tables;
use crate::views::portrait::PortraitSubject;
use crate::views::rule::{Condition, Goods, Rule};
use crate::views::table::{Column, Filter, Test};

/// Everything that a rule asks, and the saved segments that it asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ChosenBy {
    columns: BTreeSet<Column>,
    /// What they brought, in one way or another.
    pub purchases: bool,
    categories: bool,
    contacts: bool,
    channels: bool,
}

impl ChosenBy {
    pub fn of(tables: &Tables, rule: &Rule) -> Self {
        let mut chosen_by = Self::default();
        let mut waiting = chosen_by.take(tables, rule);
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            let Some(segment) = tables.segment(id).filter(|_| seen.insert(id)) else { continue };
            match &segment.people {
                StoredPeople::Live(rule) => waiting.extend(chosen_by.take(tables, rule)),
                StoredPeople::Combined(_, of) => waiting.extend(of),
                // How a list came about, nobody knows any more.
                StoredPeople::Listed(_) => {}
            }
        }
        chosen_by
    }

    /// Takes note of the conditions; returns the segments among them.
    fn take(&mut self, tables: &Tables, rule: &Rule) -> Vec<DocumentId> {
        for condition in rule.conditions() {
            match condition {
                Condition::Field(Filter { column, test }) => {
                    self.take_column(column);
                    self.take_loyalty(tables, column, test);
                }
                Condition::Day { column, .. } => self.take_column(column),
                Condition::Orders { goods, .. } => {
                    self.purchases = true;
                    self.categories |= *goods != Goods::Any;
                }
                Condition::Contacts { .. } => self.contacts = true,
                Condition::OrderedAt { .. } => {
                    self.contacts = true;
                    self.purchases = true;
                }
            }
        }
        rule.segments().collect()
    }

    fn take_column(&mut self, column: &Column) {
        self.purchases |= rests_on_purchases(column);
        self.channels |= matches!(
            column,
            Column::Consent(_)
                | Column::ConsentFact(..)
                | Column::ConsentUnproven
                | Column::MayInvite
        );
        // Who has not bought is interested or a lead by what they did, and how lately we wrote holds back.
        self.contacts |= matches!(column, Column::LastContact | Column::RestsUntil | Column::Stage);
        self.columns.insert(match column {
            // A year of birth and the ten years it lies in are one subject.
            Column::BirthYear | Column::Lens(LensColumn::TargetAge) => {
                Column::Lens(LensColumn::Decade)
            }
            other => other.clone(),
        });
        match column {
            Column::Cluster(clusters) => {
                clusters.basis.measures().iter().for_each(|measure| self.take_measure(*measure));
            }
            Column::BehindValue(range) => {
                self.purchases = true;
                match range.of {
                    SharedBy::Products => self.categories = true,
                    SharedBy::Regions => _ = self.columns.insert(Column::Region),
                }
            }
            _ => {}
        }
    }

    /// What clusters were found by.
    fn take_measure(&mut self, measure: ClusterMeasure) {
        match measure {
            ClusterMeasure::Recency
            | ClusterMeasure::Frequency
            | ClusterMeasure::Money
            | ClusterMeasure::Tenure
            | ClusterMeasure::Interval
            | ClusterMeasure::OrderValue
            | ClusterMeasure::Margin
            | ClusterMeasure::Discounts => self.purchases = true,
            ClusterMeasure::Engagement => self.contacts = true,
            ClusterMeasure::Age => self.take_column(&Column::BirthYear),
        }
    }

    /// What loyalty is made of beside purchases, where it is asked for, by itself or as a class: of those
    /// who have bought whatever has a weight, of leads their attention.
    fn take_loyalty(&mut self, tables: &Tables, column: &Column, test: &Test) {
        let (of_buyers, of_leads) = match (column, test) {
            (Column::Class, Test::ClassIs { expected: Some(expected), .. }) => {
                (!expected, *expected)
            }
            (Column::Class | Column::Loyalty, _) => (true, true),
            _ => return,
        };
        let weights = BUYER_MEASURES.into_iter().zip(weights(&tables.facts.board));
        let mut weighed = weights.filter(|(_, weight)| of_buyers && *weight > 0.0);
        self.contacts |= of_leads || weighed.clone().any(|(own, _)| own == Measure::Engagement);
        if weighed.any(|(own, _)| own == Measure::Membership) {
            self.columns.insert(Column::Member);
        }
    }

    pub fn asks_for(&self, subject: &PortraitSubject) -> bool {
        match subject {
            // A class is made of what people bring.
            PortraitSubject::Column(Column::Class) => {
                self.purchases || self.columns.contains(&Column::Class)
            }
            PortraitSubject::Column(column) => self.columns.contains(column),
            PortraitSubject::Categories => self.categories,
            PortraitSubject::Months | PortraitSubject::Weekdays | PortraitSubject::Hours => false,
            PortraitSubject::Contacts => self.contacts,
            PortraitSubject::Channels => self.channels,
        }
    }
}

/// Is what the column holds worked out from orders?
fn rests_on_purchases(column: &Column) -> bool {
    match column {
        Column::Lens(lens) => !matches!(lens, LensColumn::Decade | LensColumn::TargetAge),
        Column::Outlook(_) => true,
        column => column.sums_up_orders(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::ChosenBy;
    use crate::domain::class::Class;
    use crate::domain::cluster::{ClusterBasis, ClusterMeasure, Clusters};
    use crate::domain::customer::Stage;
    use crate::domain::lens::LensColumn;
    use crate::domain::value_range::{SharedBy, ValueRange};
    use crate::segments::test_tables::workspace;
    use crate::table::tables::Tables;
    use crate::views::portrait::PortraitSubject;
    use crate::views::rule::{Condition, Rule};
    use crate::views::table::{Column, Filter, Test};

    fn of(tables: &Tables, column: Column, test: Test) -> ChosenBy {
        ChosenBy::of(tables, &Rule::Is(Condition::Field(Filter { column, test })))
    }

    /// Whether age, region, categories, contacts, membership and what they brought were asked for.
    fn asked(by: &ChosenBy) -> [bool; 6] {
        let column = |column| by.asks_for(&PortraitSubject::Column(column));
        [
            column(Column::Lens(LensColumn::Decade)),
            column(Column::Region),
            by.asks_for(&PortraitSubject::Categories),
            by.asks_for(&PortraitSubject::Contacts),
            column(Column::Member),
            by.purchases,
        ]
    }

    #[test]
    fn a_cluster_was_chosen_by_its_measures() {
        let tables = workspace(Vec::new());
        let cluster = |measures: &[ClusterMeasure]| {
            let basis = ClusterBasis::new(measures.iter().copied(), 1);
            let column = Column::Cluster(Clusters { basis, n: 4 });
            of(&tables, column, Test::Between { low: Some(2.0), high: Some(2.0) })
        };
        for measure in ClusterMeasure::ALL {
            let expected = match measure {
                ClusterMeasure::Engagement => [false, false, false, true, false, false],
                ClusterMeasure::Age => [true, false, false, false, false, false],
                _ => [false, false, false, false, false, true],
            };
            assert_eq!(asked(&cluster(&[measure])), expected, "{measure:?}");
        }
        let usual = cluster(&ClusterMeasure::USUAL);
        // Classes are told by what people bring.
        assert!(usual.asks_for(&PortraitSubject::Column(Column::Class)));
    }

    #[test]
    fn behind_value_stand_categories_or_a_region() {
        let tables = workspace(Vec::new());
        let behind = |of_what| {
            let range = ValueRange { of: of_what, at_least: None, below: None };
            asked(&of(&tables, Column::BehindValue(range), Test::IsYes(true)))
        };
        assert_eq!(behind(SharedBy::Products), [false, false, true, false, false, true]);
        assert_eq!(behind(SharedBy::Regions), [false, true, false, false, false, true]);
    }

    #[test]
    fn a_class_was_chosen_by_all_that_weighs_in_it() {
        let mut tables = workspace(Vec::new());
        let class = |tables: &Tables, expected| {
            let test = Test::ClassIs { classes: vec![Class::Bee], expected, borderline: None };
            let [.., contacts, member, purchases] = asked(&of(tables, Column::Class, test));
            [contacts, member, purchases]
        };
        // By the usual weights engagement and membership have a say in the loyalty of buyers.
        assert_eq!(class(&tables, None), [true, true, true]);
        assert_eq!(class(&tables, Some(false)), [true, true, true]);
        // Leads go by attention: what they did, member or not.
        assert_eq!(class(&tables, Some(true)), [true, false, true]);
        let loyal = || Test::Between { low: Some(80.0), high: None };
        let [.., contacts, member, _] = asked(&of(&tables, Column::Loyalty, loyal()));
        assert!(contacts && member);
        let [.., contacts, member, _] = asked(&of(&tables, Column::Contribution, loyal()));
        assert!(!contacts && !member);

        let facts = Arc::make_mut(&mut tables.facts);
        facts.board.engagement = 0.0;
        facts.board.membership = 0.0;
        assert_eq!(class(&tables, Some(false)), [false, false, true]);
        assert_eq!(class(&tables, None), [true, false, true]);
    }

    #[test]
    fn a_stage_was_chosen_by_contacts_too() {
        let tables = workspace(Vec::new());
        let interested = of(&tables, Column::Stage, Test::StageIs(vec![Stage::Interested]));
        assert_eq!(asked(&interested), [false, false, false, true, false, true]);
    }
}
