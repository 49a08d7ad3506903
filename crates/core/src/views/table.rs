//! The customer table and the card of one customer.

use serde::{Deserialize, Serialize};

use crate::domain::blacklist::BlockedContact;
use crate::domain::class::Class;
use crate::domain::cluster::Clusters;
use crate::domain::consent::{Channel, ConsentFact, Permission};
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, OrderId};
use crate::domain::interaction::Interaction;
use crate::domain::lens::{LensColumn, LensGroup};
use crate::domain::log::Happening;
pub use crate::domain::measure::Measure;
use crate::domain::money::Money;
use crate::domain::outlook::OutlookColumn;
use crate::domain::text::Text;
use crate::domain::value_range::ValueRange;
use crate::views::forecast::Obstacle;
use crate::views::playbook::GivenReason;
use crate::views::round::NamedPerson;
use crate::views::why_class::{Rhythm, WhyClass};

/// A column of the customer table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    Key,
    Name,
    Class,
    Stage,
    Contribution,
    Loyalty,
    SpendLastYear,
    SpendTotal,
    PurchaseDays,
    LastPurchase,
    FirstPurchase,
    Phone,
    Email,
    WeChat,
    Company,
    Region,
    Sex,
    Occupation,
    Personality,
    BirthYear,
    LeadSource,
    KnownSince,
    Member,
    Budget,
    SpendingPower,
    /// Share of spend bought at a discount.
    DiscountShare,
    MayInvite,
    /// Consent for one way of writing; whoever opted out has refused all.
    Consent(Channel),
    /// When, from where and for what that consent was given or refused.
    ConsentFact(Channel, ConsentFact),
    /// Whether something was agreed to of which the day, the source or the purpose is not noted.
    ConsentUnproven,
    /// When we last wrote, called or invited.
    LastContact,
    /// At the limit of contacts: the day from which on another one is allowed.
    RestsUntil,
    Tags,
    /// Why they have not bought.
    Reasons,
    /// The customer who brought this one, as recorded.
    ReferredBy,
    /// The texts of all notes.
    Notes,
    /// Whether the class was set by hand.
    ClassByHand,
    /// By the key of a custom field.
    Custom(String),
    /// What a lens finds.
    Lens(LensColumn),
    /// What is to be expected of them.
    Outlook(OutlookColumn),
    /// Whether a saved segment holds them.
    Segment(DocumentId),
    /// In which of these clusters they are, counted from 1.
    Cluster(Clusters),
    /// Whether they stand behind what products or regions bring that bring so much.
    BehindValue(ValueRange),
    /// The number that a register or the user's own list gave the company.
    CompanyId,
}

impl Column {
    /// Is it worked out from orders for the table itself? (The lenses are asked by themselves.)
    pub fn sums_up_orders(&self) -> bool {
        matches!(
            self,
            Self::Class
                | Self::Stage
                | Self::Contribution
                | Self::Loyalty
                | Self::SpendLastYear
                | Self::SpendTotal
                | Self::PurchaseDays
                | Self::LastPurchase
                | Self::FirstPurchase
                | Self::DiscountShare
        )
    }
}

/// How a column's cells are compared and filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnKind {
    Text,
    /// Text with few distinct values: offered as a list.
    Choice,
    Number,
    Money,
    Date,
    YesNo,
    Class,
    Stage,
    Permission,
    /// Groups of a lens.
    Group,
}

/// A column that the workspace has something in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnInfo {
    pub column: Column,
    pub kind: ColumnKind,
    /// Only for what the user has named, custom columns and segments: their own label.
    pub label: Option<String>,
    /// For `Choice`: the values, most frequent first, at most 50.
    pub choices: Vec<(String, u32)>,
    /// What values are called, where they are not words themselves: the choices, what else may be asked for
    /// though nobody has it, and by their stable names the groups that the user has named.
    pub names: Vec<(String, Text)>,
    /// For `Group`: the groups that anybody is in, in their order.
    pub groups: Vec<(LensGroup, u32)>,
    pub n_filled: u32,
    /// For `Text` that people may have in common: several have the same.
    pub has_repeats: bool,
    /// Values that are none of the kind the user gave a custom column; 0 where none was given.
    pub n_misfits: u32,
}

/// A class with its standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Placed {
    pub class: Class,
    /// A lead's expected class, not a measured one.
    pub expected: bool,
    pub borderline: bool,
    /// Set by hand.
    pub by_hand: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Money(Money),
    Date(Day),
    YesNo(bool),
    Class(Placed),
    /// A lead about whom too little is known.
    Unplaced,
    Stage(Stage),
    Permission(Permission),
    /// May this person be invited at all, and what they said about each channel.
    MayInvite {
        overall: Permission,
        channels: Vec<(Channel, Permission)>,
        is_unproven: bool,
        /// At the limit of contacts until before this day.
        rests_until: Option<Day>,
    },
    /// On the blacklist: not to be invited, whatever else was said.
    Blocked,
    Tags(Vec<String>),
    /// Reasons for not buying, as they are called.
    Reasons(Vec<Text>),
    /// A group without a name of the user's own; one that has is text.
    Group(LensGroup),
}

impl Cell {
    /// What a column of this kind holds for a number: money comes in major units, a day as days since
    /// 1970.
    pub fn of_number(kind: ColumnKind, number: f64) -> Self {
        match kind {
            ColumnKind::Money => Cell::Money(Money::from_major(number)),
            ColumnKind::Date => Cell::Date(Day(number as i32)),
            ColumnKind::Text
            | ColumnKind::Choice
            | ColumnKind::Number
            | ColumnKind::YesNo
            | ColumnKind::Class
            | ColumnKind::Stage
            | ColumnKind::Permission
            | ColumnKind::Group => Cell::Number(number),
        }
    }
}

/// What a cell is tested for; an empty cell passes only `Filled(false)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// Case-insensitive.
    Contains(String),
    /// Any of these texts, exactly.
    AnyOf(Vec<String>),
    /// Numbers, money in major units, dates as days since 1970; ends included.
    Between {
        low: Option<f64>,
        high: Option<f64>,
    },
    IsYes(bool),
    ClassIs {
        classes: Vec<Class>,
        expected: Option<bool>,
        borderline: Option<bool>,
    },
    Unplaced,
    StageIs(Vec<Stage>),
    PermissionIs(Vec<Permission>),
    GroupIs(Vec<LensGroup>),
    Filled(bool),
    /// A text that is none of these; of tags and reasons, at least one.
    OtherThan(Vec<String>),
    /// On the blacklist, or any of these.
    BlockedOr(Vec<Permission>),
}

/// A column and what its cells must pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    pub column: Column,
    pub test: Test,
}

impl Filter {
    /// Who is not placed: of those who have bought, or of leads.
    pub fn unplaced(has_bought: bool) -> Vec<Self> {
        let days = if has_bought { (Some(1.0), None) } else { (None, Some(0.0)) };
        vec![
            Self { column: Column::Class, test: Test::Unplaced },
            Self {
                column: Column::PurchaseDays,
                test: Test::Between { low: days.0, high: days.1 },
            },
        ]
    }

    /// Those who have bought.
    pub fn bought() -> Self {
        Self { column: Column::PurchaseDays, test: Test::Between { low: Some(1.0), high: None } }
    }
}

/// Which customers, in which order, with which columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableQuery {
    /// Words that must all occur in what is known of a customer: see [`Search`](crate::table::search).
    pub search: String,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// Only these customers, where any are named: those selected by hand.
    pub only: Vec<CustomerId>,
    /// By this column; `true`: smallest first. Empty cells come last either way.
    pub sort: Option<(Column, bool)>,
    pub offset: u32,
    /// At most 500 rows are answered at once.
    pub limit: u32,
    pub columns: Vec<Column>,
}

/// A customer; `cells` in the order of the query's columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    pub id: CustomerId,
    pub name: String,
    /// What speaks against inviting them, whatever columns are shown.
    pub obstacle: Option<Obstacle>,
    pub cells: Vec<Cell>,
}

/// A page of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    /// Rows that pass search and filters.
    pub n_matching: u32,
    pub n_all: u32,
    pub offset: u32,
    pub rows: Vec<TableRow>,
}

/// One line of "why this class".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    pub measure: Measure,
    /// What was found, in the measure's own unit (money, days, count, share); `None`: not known.
    pub found: Option<Cell>,
    /// Points reached, of `weight`. Weights of unknown measures are spread over the known ones; 0 where it
    /// does not count.
    pub points: f64,
    pub weight: f64,
}

/// Whether a measure counts for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    Counts,
    /// It is known, and weighs nothing.
    WeighsNothing,
    NotKnown,
}

impl Reason {
    pub fn counting(&self) -> Counting {
        match (&self.found, self.weight > 0.0) {
            (_, true) => Counting::Counts,
            (Some(_), false) => Counting::WeighsNothing,
            (None, false) => Counting::NotKnown,
        }
    }
}

/// A score 0–100 with its reasons; `None`: nothing it could rest on is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreCard {
    pub score: Option<f64>,
    pub cut: f64,
    pub reasons: Vec<Reason>,
}

/// An order on the card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderEntry {
    pub id: OrderId,
    pub key: String,
    pub day: Day,
    pub amount: Money,
    pub discount: Money,
    /// Product names with quantities in thousandths and amounts.
    pub lines: Vec<(String, i64, Money)>,
}

/// A dated line of what happened to a customer's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordLine {
    pub day: Day,
    pub what: RecordEvent,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecordEvent {
    Logged(Happening),
    /// The file's name is empty where nobody knows it any more.
    Imported {
        file_name: String,
        is_new: bool,
    },
    /// `parts`: the names of all that became one, the one whose record stays first.
    Merged {
        merge: DocumentId,
        at: u32,
        parts: Vec<String>,
        can_be_split: bool,
    },
    Split {
        parts: Vec<String>,
    },
    /// Reasons for not buying that were noted or taken back, as they are called.
    Reasons {
        added: Vec<Text>,
        removed: Vec<Text>,
    },
    /// By the rule, not by hand.
    StageReached(Stage),
}

/// All that is known of one customer, with the reasons for the class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerCard {
    pub customer: Customer,
    /// The entries of the blacklist that hold for this customer.
    pub blocked: Vec<BlockedContact>,
    /// What speaks against inviting them today.
    pub obstacle: Option<Obstacle>,
    /// What speaks against each way of inviting them today; a way that is open is not named.
    pub channel_obstacles: Vec<(Channel, Obstacle)>,
    /// A call to the number that stands there ended with a wrong number.
    pub has_wrong_number: bool,
    pub placed: Option<Placed>,
    pub why: WhyClass,
    pub contribution: ScoreCard,
    pub loyalty: ScoreCard,
    pub stage: Stage,
    pub spend_total: Money,
    pub spend_last_year: Money,
    pub n_purchase_days: u32,
    pub n_orders: u32,
    pub rhythm: Option<Rhythm>,
    /// Share of spend bought at a discount, 0–1, where discounts are known (price sensitivity).
    pub discount_share: Option<f64>,
    pub first_purchase: Option<Day>,
    pub last_purchase: Option<Day>,
    /// The day that recency and the last 12 months are counted to: the newest of all orders and
    /// contacts, so that a score changes with the data and not overnight.
    pub data_end: Option<Day>,
    /// Newest first, at most 200.
    pub orders: Vec<OrderEntry>,
    /// Newest first, at most 200.
    pub interactions: Vec<Interaction>,
    /// What happened to the record itself, and the stages that followed from orders and contacts;
    /// newest first, at most 200.
    pub record: Vec<RecordLine>,
    /// Why they have not bought, with what is done about it; the latest first.
    pub reasons: Vec<GivenReason>,
    /// Customers this one brought.
    pub referred: Vec<NamedPerson>,
}
