//! Looking at a file before it comes in, and counting what came of it.

use serde::{Deserialize, Serialize};

pub use super::dialect::{DateOrder, DecimalMark, Delimiter, Dialect};
pub use super::import_report::{
    DateOrderTold, Doubt, DoubtCount, ImportReport, JoinedName, OrderChange, OrderFacts,
    OtherCurrency, RejectCount, RejectReason, RejectedRow, SharedNumber,
};
pub use super::import_rules::{ConsentNote, FieldPolicy, MatchKey, OrderPolicy, UpdateRules};
pub use super::text_encoding::TextEncoding;
use crate::domain::consent::{Channel, ConsentFact};
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::domain::keeping::KeepQuestion;
use crate::domain::workspace::FieldKind;
use crate::table::documents::QuarantinedRow;

/// What kind of file it is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// Rows of cells as text: CSV, TSV, pasted cells.
    Text,
    /// XLSX, XLS, ODS.
    Workbook,
    /// A table of a web page, often named .xls.
    Html,
    /// An array of objects or of arrays.
    Json,
    /// One object or array per line.
    JsonLines,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetEntry {
    pub name: String,
    /// As far as the workbook says so without being read through.
    pub n_rows: Option<u32>,
    pub n_columns: Option<u32>,
    pub is_hidden: bool,
}

/// What a column of the file becomes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ColumnRole {
    Skip,
    CustomerKey,
    Name,
    Phone,
    Email,
    WeChat,
    Company,
    /// The registered number of a company, such as 统一社会信用代码.
    CompanyId,
    Region,
    Sex,
    Occupation,
    /// How they are to deal with.
    Personality,
    BirthYear,
    LeadSource,
    KnownSince,
    Member,
    Stage,
    Budget,
    SpendingPower,
    ReferredBy,
    Tags,
    /// Why they have not bought.
    Reasons,
    Note,
    ConsentWeChat,
    ConsentSms,
    ConsentPhone,
    ConsentEmail,
    ConsentPost,
    ConsentInPerson,
    /// When, from where or for what the permissions were given that the row speaks of.
    ConsentFact(ConsentAbout, ConsentFact),
    /// Yes: wants nothing from us by any channel.
    OptedOut,
    OrderKey,
    OrderDate,
    OrderAmount,
    OrderDiscount,
    /// Of the amount, what was paid back later.
    OrderRefund,
    OrderCost,
    /// Orders that were closed, never paid or paid back are left out.
    OrderStatus,
    ProductKey,
    ProductName,
    Category,
    Quantity,
    /// Becomes a custom field of the customer; the key is derived from the label.
    Custom {
        label: String,
        /// What it holds; `None`: as the column looks.
        #[serde(default)]
        kind: Option<FieldKind>,
    },
    /// Where names stand in two columns: the other one, `Name`, is the given name.
    FamilyName,
    /// What the whole order came to, where rows that go on with an order repeat it. As
    /// `OrderAmount` it would be added up.
    OrderTotal,
    /// One answer for every channel that no other column of the file speaks of.
    ConsentEvery,
    /// The class that somebody has set by hand.
    ClassByHand,
    /// Why it was set.
    ClassNote,
    /// The answer to a question of whom to keep: yes or no.
    Keeping(KeepQuestion),
}

/// Which of the permissions in a row a fact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConsentAbout {
    /// All that no other column has a fact of.
    Everything,
    Channel(Channel),
    OptOut,
    /// That the channel is refused: yes, or since which day.
    Refusal(Channel),
}

impl ColumnRole {
    /// A field of the user's own, of the kind that the column looks like.
    pub fn custom(label: impl Into<String>) -> Self {
        Self::Custom { label: label.into(), kind: None }
    }
}

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueKind {
    Empty,
    Text,
    Choice,
    WholeNumber,
    Number,
    Money,
    Date,
    YesNo,
    Phone,
    Email,
}

/// What was seen in one column of the sampled rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnInspection {
    pub header: String,
    /// Distinct, at most three.
    pub samples: Vec<String>,
    pub looks_like: ValueKind,
    /// Share of the sampled rows with a value, 0–1.
    pub filled: f64,
    /// Share of the filled ones that read as `looks_like`, 0–1.
    pub valid: f64,
    pub n_distinct: u32,
    pub guess: ColumnRole,
    /// 0–1.
    pub confidence: f64,
    pub reason: GuessReason,
    /// How its dates are read, if it holds any.
    pub date_order: Option<DateOrder>,
    /// In which currencies its cells are written, the most frequent first.
    pub currencies: Vec<CurrencyCount>,
}

/// Cells of money that are written with the same sign or code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyCount {
    /// As it is usually written: `HK$`, `Fr.`, `港币`.
    pub sign: String,
    pub n_cells: u32,
}

impl ColumnInspection {
    pub fn certainty(&self) -> Certainty {
        match self.confidence {
            sure if sure >= 0.85 => Certainty::Sure,
            likely if likely >= 0.5 => Certainty::Likely,
            _ => Certainty::Unsure,
        }
    }
}

/// How far a guess is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Sure,
    Likely,
    /// The user is asked to look.
    Unsure,
}

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuessReason {
    /// The column's name, and its cells do not speak against it.
    Name,
    /// The name says so, and most cells do not read as it.
    NameAgainstCells,
    /// The cells speak for themselves.
    Cells,
    /// What the other columns leave open.
    OtherColumns,
    /// The export of a program that is known.
    KnownSource,
    /// Neither name nor cells say anything known: a field of the user's own.
    OwnField,
    /// Marked as worked out by Meadow itself.
    WorkedOut,
    Empty,
}

/// What is odd about a file that can be used all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportWarning {
    /// Two columns have this name; the later one is shown with a number.
    DuplicateHeader { name: String },
    /// The column has values but no name; counted from 1.
    EmptyHeader { column: u32 },
    /// Dates such as 03/04 can be read either way and nothing in the file decides.
    AmbiguousDates { header: String },
    /// Rows whose number of cells differs from the header's, in the sample.
    RaggedRows { n_rows: u32 },
    /// The first row looks like data, not names.
    NoHeader,
    /// A quote opened and never closed, in the sample.
    UnclosedQuote { row: u64 },
    /// Looks like another delimiter than the one in use.
    OneColumnOnly,
    /// Rows with bytes that are no characters in this encoding, in the sample.
    UndecodableRows { n_rows: u32, first_row: u64 },
    /// Numbers that are read as the dates which spreadsheets mean by them.
    SerialDates { header: String },
    /// Some dates of the column prove one order, some the other; most decide.
    MixedDates { header: String },
    /// Sums are written with the sign of another currency than the workspace has.
    OtherCurrency { signs: Vec<CurrencyCount>, currency: String },
    /// Rows above the names, passed over.
    TitleRows { n_rows: u32 },
    /// Cells merged downwards: the value stands in each of their rows.
    MergedFilledDown { n_cells: u32 },
    /// Cells in which the spreadsheet shows an error (#N/A): read as empty.
    ErrorCells { n_cells: u32 },
    /// Other sheets that have something in them and are not read.
    OtherSheets { n_sheets: u32 },
    /// Records that are no objects or arrays, left out.
    OddRecords { n_records: u32 },
    /// Numbers such as 1.200 are read as fractions, may be thousands, and nothing in the file decides.
    MaybeThousands { header: String },
}

/// The first look at a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportInspection {
    pub file_name: String,
    pub n_bytes: u64,
    pub kind: SourceKind,
    /// Of a workbook, in its order.
    pub sheets: Vec<SheetEntry>,
    pub dialect: Dialect,
    /// Rows looked at, without the header.
    pub n_rows_sampled: u32,
    /// From the bytes a sampled row takes; exact if `whole`.
    pub n_rows_estimated: u64,
    pub whole: bool,
    pub columns: Vec<ColumnInspection>,
    /// The program that this looks like an export of, by its key among the
    /// known sources.
    pub known_source: Option<String>,
    /// The profile of earlier files with these columns; the dialect is its, as far as it fits.
    pub recalled: Option<RecalledProfile>,
    /// In which currency its sums are written, ISO 4217, where their signs agree and the workspace has none
    /// of its own yet.
    pub currency: Option<String>,
    /// The first rows as they stand, at most 8.
    pub sample_rows: Vec<Vec<String>>,
    pub warnings: Vec<ImportWarning>,
}

/// How earlier files of the same source were read, fitted to the columns of this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecalledProfile {
    pub id: DocumentId,
    pub name: String,
    pub used: Day,
    pub mapping: ImportMapping,
    /// Columns that the profile does not know, by name: they are read as guessed.
    pub columns_new: Vec<String>,
    /// Columns of the profile that this file does not have.
    pub columns_missing: Vec<String>,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportMapping {
    pub dialect: Dialect,
    /// One per column of the file.
    pub columns: Vec<ColumnRole>,
    /// How known customers are recognised and changed.
    #[serde(default)]
    pub rules: UpdateRules,
    /// What holds for the permissions in the file.
    #[serde(default)]
    pub consent: ConsentNote,
}

impl ImportMapping {
    /// By the usual rules: whoever is recognised is brought up to date, everybody else is new.
    pub fn new(dialect: Dialect, columns: Vec<ColumnRole>) -> Self {
        Self { dialect, columns, ..Self::default() }
    }
}

/// Name and currency, asked for with the first file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstFacts {
    /// Empty: as it is.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
}

/// Why a file as a whole cannot be used. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileProblem {
    Empty,
    HeaderOnly,
    /// Not text: a picture, a document, …
    Binary,
    /// The names of the columns hold bytes that are no characters in this encoding.
    HeaderUndecodable,
    /// The workbook is protected by a password.
    Encrypted,
    /// Files packed into one, and no workbook.
    Archive,
    /// The file says it is a workbook, and cannot be taken apart.
    Damaged {
        detail: String,
    },
    /// The workbook has no sheet of this name (any more), or none with anything in it.
    NoSuchSheet {
        name: String,
    },
    /// More than is taken in.
    TooLarge {
        what: Limited,
        limit: u64,
    },
    /// The file swells to `expanded` times its size when it is unpacked.
    Bomb {
        expanded: u64,
        limit: u64,
    },
    /// Broken JSON, from 1.
    BadJson {
        line: u64,
        column: u64,
        detail: String,
    },
    /// JSON without a list of objects or arrays in it.
    NoRecords,
    /// A web page without a table in it.
    NoTable,
    TooManyColumns {
        n_columns: u32,
        limit: u32,
    },
    /// One cell, or one row in all, is larger than this. Often a quote that was never closed.
    FieldTooLarge {
        row: u64,
        limit_bytes: u32,
    },
    /// Two columns claim the same role.
    RoleTwice {
        role: ColumnRole,
    },
    /// Neither a key, a name, a phone nor an e-mail is mapped: nobody could be told apart.
    NobodyNamed,
    /// People are to be recognised by something that no column holds.
    KeyNotMapped {
        key: MatchKey,
    },
    /// An order needs a date and an amount; only one is mapped.
    OrderIncomplete {
        missing: ColumnRole,
    },
    /// Not one row could be used.
    AllRowsRejected {
        report: Box<ImportReport>,
    },
    /// The file changed or went away while it was read.
    Unreadable {
        detail: String,
    },
}

/// What there can be too much of in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limited {
    /// Of the file as it is.
    FileBytes,
    /// Of what it unpacks to.
    ExpandedBytes,
    /// Of the text in its cells.
    TextBytes,
    Sheets,
    Cells,
    /// Objects within objects.
    Depth,
}

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportEntry {
    pub id: DocumentId,
    pub file_name: String,
    pub day: Day,
    pub n_rows: u64,
    pub n_customers_new: u32,
    pub n_customers_updated: u32,
    pub n_orders: u32,
    /// Rows that wait to be repaired, by reason.
    pub waiting: Vec<(RejectReason, u32)>,
    pub n_not_kept: u64,
}

/// Rows of an import that wait to be repaired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuarantinePage {
    pub file_name: String,
    pub headers: Vec<String>,
    /// What each column becomes.
    pub roles: Vec<ColumnRole>,
    pub n_rows: u32,
    pub rows: Vec<QuarantinedRow>,
}
