//! What two states of a workspace do not have in common, as the page is shown it.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::InteractionKind;
use crate::domain::log::Happening;
use crate::domain::money::Money;
use crate::domain::workspace::CustomField;

/// How a row differs, from the earlier state to the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HowDifferent {
    Added,
    Removed,
    Changed,
}

/// Rows of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub n_added: u32,
    pub n_removed: u32,
    pub n_changed: u32,
}

impl Counts {
    /// In the order of the enum.
    pub fn each(self) -> [(HowDifferent, u32); 3] {
        [
            (HowDifferent::Added, self.n_added),
            (HowDifferent::Removed, self.n_removed),
            (HowDifferent::Changed, self.n_changed),
        ]
    }

    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// A fact of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    Name,
    Currency,
    TimeZone,
    Languages,
    OneToOne,
    Board,
    CustomFields,
    ContactRules,
    JoiningRules,
    Lenses,
    Outlook,
    Playbooks,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    Event,
    Segment,
    Note,
    Import,
    Merges,
    Profile,
    View,
    Blacklist,
    Different,
    Round,
    Canvas,
    Scenario,
    HoldOut,
    Settled,
}

/// A document that differs. The name is empty where its kind has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedDocument {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub name: String,
    pub how: HowDifferent,
}

/// Everything that differs, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub customers: Counts,
    pub orders: Counts,
    pub products: Counts,
    pub interactions: Counts,
    pub facts: Vec<Fact>,
    pub documents: Vec<ComparedDocument>,
}

/// A customer that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedCustomer {
    pub id: CustomerId,
    pub name: String,
    pub key: String,
    /// As the log would tell it; empty for one that is only in one of the states.
    pub changes: Vec<Happening>,
}

/// A part of the customers behind a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedPage {
    pub n_rows: u32,
    /// The user's own fields, as the later state has them; those that only the earlier one has follow.
    pub fields: Vec<CustomField>,
    pub rows: Vec<ComparedCustomer>,
}

/// A list of rows other than customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparedList {
    Orders,
    Products,
    Contacts,
}

/// What a row says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowFact {
    Day,
    Time,
    Customer,
    Number,
    Amount,
    Discount,
    Cost,
    Lines,
    Name,
    Category,
    Price,
    Margin,
    Kind,
    Event,
    Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowValue {
    Nothing,
    Text(String),
    Day(Day),
    Money(Money),
    /// 0–1.
    Share(f64),
    /// With the name in that state.
    Customer(CustomerId, String),
    Kind(InteractionKind),
    Lines(Vec<RowLine>),
}

/// A line of an order; the product is empty where it names none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowLine {
    pub product: String,
    pub quantity: f64,
    pub amount: Money,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowChange {
    pub fact: RowFact,
    pub from: RowValue,
    pub to: RowValue,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// All it says, as in the later state, or in the earlier one where it is gone.
    pub facts: Vec<(RowFact, RowValue)>,
    /// Empty for one that is only in one of the states, and where only details differ that are told nowhere.
    pub changes: Vec<RowChange>,
}

/// A part of the rows behind a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedListPage {
    pub n_rows: u32,
    pub rows: Vec<ComparedRow>,
}
