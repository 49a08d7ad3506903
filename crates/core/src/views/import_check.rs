//! What a column holds when its cells are read as what they are to become: how many read, how many are
//! odd, how they spread.

use serde::{Deserialize, Serialize};

use super::import::{ColumnRole, CurrencyCount, DateOrder, ValueKind};
use crate::domain::consent::Permission;
use crate::domain::customer::Stage;
use crate::domain::day::Day;

/// One column over the sampled rows. `n_rows` is the sum of the four counts after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnCheck {
    /// From 0.
    pub column: u32,
    pub header: String,
    pub role: ColumnRole,
    pub reads_as: ValueKind,
    pub n_rows: u32,
    pub n_empty: u32,
    /// Read, and nothing is odd about them.
    pub n_valid: u32,
    /// Read, and odd all the same.
    pub n_suspicious: u32,
    /// Cannot be read: they will be left out, or their rows.
    pub n_invalid: u32,
    /// Different values among those that are not empty.
    pub n_distinct: u32,
    pub spread: Spread,
    /// How often each trouble was met, the most frequent first.
    pub troubles: Vec<(CellTrouble, u32)>,
    /// What cannot be read first, then what is odd; at most 5. What is far from the others stands in
    /// `outliers`.
    pub examples: Vec<CellExample>,
    /// Values far from the others, the farthest first; at most 5.
    pub outliers: Vec<CellExample>,
    /// For dates: how the order of day and month was decided.
    pub dates: Option<DateDecision>,
    /// Values that become something else than what is written, the most frequent first; at most 6. Of an
    /// order's status every value, those that leave their orders out first; at most 12.
    pub translated: Vec<Translation>,
    /// Of money that is not all in one currency or not in the workspace's: each sign with its cells, the
    /// most frequent first. Otherwise empty.
    pub currencies: Vec<CurrencyCount>,
}

/// What a written value becomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// Cut to 80 characters.
    pub value: String,
    pub becomes: Becomes,
    pub n_cells: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Becomes {
    Yes,
    No,
    Female,
    Male,
    Permission(Permission),
    Stage(Stage),
    /// Of 0–100.
    SpendingPower(u8),
    /// Money in major units.
    Number(f64),
    Day(Day),
    Year(i16),
    /// The order is left out: it brought no money.
    ClosedOrder,
    /// Nothing in the order's status says that it brought no money: it counts.
    PaidOrder,
    /// Nobody knows: left empty.
    NotKnown,
}

/// A cell that should be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellExample {
    /// As a spreadsheet counts: the header is row 1.
    pub row: u64,
    /// Cut to 80 characters.
    pub value: String,
    pub why: CellTrouble,
}

/// What is the matter with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CellTrouble {
    NotANumber,
    /// No date, or none in the calendar.
    NotADate,
    /// 03/04: nothing says which is the month.
    DayOrMonth,
    NotAPhone,
    NotAnEmail,
    NotYesOrNo,
    /// A word without a meaning here, such as an unknown stage.
    UnknownWord,
    /// A number that cannot be meant, such as a spending power of 300.
    OutOfRange,
    /// Characters were lost before the file was made.
    LostCharacters,
    /// Far from what the column usually holds.
    FarFromOthers,
    /// A telephone number with digits too many or too few.
    PhoneLength,
    /// Only the end of a number, or some digits hidden: it is kept, and tells nobody apart.
    MaskedPhone,
    /// What people type where a form insists: 12345678.
    Placeholder,
    /// A mailbox that many share, or an address of an unusual shape.
    OddEmail,
    /// After today.
    InFuture,
    /// More than 120 years ago; before 1900 it is no date at all.
    LongAgo,
    /// Letters of several scripts in one word, as in faked names.
    MixedScripts,
    /// An amount or a quantity below zero: a refund?
    Negative,
    /// The number of a customer or an order that stands in another row too.
    KeyTwice,
    /// Digits alone where there should be a name.
    NumberAsName,
    /// A word that is kept without being understood, such as a sex of `x`.
    KeptAsWritten,
    /// Money in another currency than the workspace's, or than the others of the column: its figures are
    /// taken as they stand.
    OtherCurrency,
    /// A spreadsheet has cut a long number short, 4.13262E+18: it is kept as written, and tells nobody and no
    /// order apart.
    DigitsLost,
}

impl CellTrouble {
    /// Cannot be read; otherwise it can, and is odd.
    pub fn is_invalid(self) -> bool {
        matches!(
            self,
            Self::NotANumber
                | Self::NotADate
                | Self::DayOrMonth
                | Self::NotAPhone
                | Self::NotAnEmail
                | Self::NotYesOrNo
                | Self::UnknownWord
                | Self::OutOfRange
        )
    }
}

/// How the values of a column are spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Spread {
    /// Nothing to show.
    Nothing,
    /// Numbers, and money in major units.
    Numbers(Vec<Bin>),
    /// Whole years of the calendar.
    Years(Vec<Bin>),
    /// From the first day of a bin to before the first of the next.
    Days(Vec<DayBin>),
    /// The most frequent first, and how many rows have other values.
    Values { top: Vec<(String, u32)>, n_others: u32 },
    /// Characters per cell.
    Lengths(Vec<Bin>),
}

/// `from` ≤ value < `to`; of the last bin, also `to`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    pub n: u32,
}

/// `from` ≤ day ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBin {
    pub from: Day,
    pub to: Day,
    pub n: u32,
}

/// The votes on which of day and month comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateDecision {
    pub order: DateOrder,
    /// Written so that nothing has to be decided: 2026-03-05, 5 March 2026.
    pub n_plain: u32,
    /// 25/12: only the day can be first.
    pub n_day_first: u32,
    pub n_month_first: u32,
    /// 03/04: either.
    pub n_either: u32,
    /// Numbers that a spreadsheet means as days.
    pub n_serials: u32,
    /// Times that say by which clock, turned into those of the workspace's.
    pub n_converted: u32,
    /// The same where the workspace's clock is not known: they stay as written.
    pub n_other_clock: u32,
}
