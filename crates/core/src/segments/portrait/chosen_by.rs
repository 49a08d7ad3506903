//! By what the people of a rule were chosen: that they differ in it is no finding.

use std::collections::BTreeSet;

use crate::domain::ids::DocumentId;
use crate::domain::lens::LensColumn;
use crate::table::documents::StoredPeople;
use crate::table::tables::Tables;
use crate::views::portrait::PortraitSubject;
use crate::views::rule::{Condition, Goods, Rule};
use crate::views::table::Column;

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
        let mut waiting = chosen_by.take(rule);
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            let Some(segment) = tables.segment(id).filter(|_| seen.insert(id)) else { continue };
            match &segment.people {
                StoredPeople::Live(rule) => waiting.extend(chosen_by.take(rule)),
                StoredPeople::Combined(_, of) => waiting.extend(of),
                // How a list came about, nobody knows any more.
                StoredPeople::Listed(_) => {}
            }
        }
        chosen_by
    }

    /// Takes note of the conditions; returns the segments among them.
    fn take(&mut self, rule: &Rule) -> Vec<DocumentId> {
        for condition in rule.conditions() {
            match condition {
                Condition::Field(filter) => self.take_column(&filter.column),
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
        self.contacts |= *column == Column::LastContact;
        // A year of birth and the ten years it lies in are one subject.
        self.columns.insert(match column {
            Column::BirthYear | Column::Lens(LensColumn::TargetAge) => {
                Column::Lens(LensColumn::Decade)
            }
            other => other.clone(),
        });
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
