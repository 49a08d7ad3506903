//! What came of a file, or would come of it: counts, rows left out, rows to look at.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::views::import::{CurrencyCount, DateOrder};
use crate::views::import_rules::MatchKey;

/// Why one row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RejectReason {
    NobodyNamed,
    DateMissing,
    /// Unreadable or not in the calendar (2026-02-30).
    DateImpossible,
    AmountMissing,
    AmountUnreadable,
    QuantityUnreadable,
    /// More cells than the header has names.
    TooManyCells,
    /// Fewer cells than the header has names, and a needed one is missing.
    TooFewCells,
    UnclosedQuote,
    /// Bytes that are no characters in the file's encoding.
    Undecodable,
    /// Of nobody known, and the file was to add nobody.
    UnknownCustomer,
    /// An order that names its customer by a name that several have, or anybody named by a name and an
    /// end of a telephone number, or by a customer number alone, that several have.
    AmbiguousName,
    /// The names of the columns once more, as printed pages have them.
    RepeatedHeader,
    /// A sum over other rows, and no row itself.
    TotalRow,
    /// Came in but for cells that could not be read.
    CellsUnreadable,
    /// A repaired order without a number, like one that is here: that one, or one more? Brought in again as
    /// it stands, it is one more.
    AlikeIsHere,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// The line's number as a spreadsheet shows it: the header is row 1.
    pub row: u64,
    /// The offending cell, cut to 80 characters.
    pub value: String,
}

/// The rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RejectCount {
    pub reason: RejectReason,
    pub n_rows: u64,
    /// The first ones, at most 20.
    pub examples: Vec<RejectedRow>,
}

/// Why somebody should look at rows that came in: whether those taken for one person are one, and
/// whether the date is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Doubt {
    /// The row, which is no order, speaks of a person that an earlier row of the file speaks of.
    AgainInFile,
    /// One customer number, different names, of which the later stays: the number alone was to decide, or is
    /// an account's, or something else shows one person.
    NamesUnderOneKey,
    /// One telephone or e-mail, by which the user has people known, and different names. The later stays.
    NamesUnderOneContact,
    /// Only its name says whose order this is.
    NameAlone,
    /// Its name and the end of a telephone number say whose row this is.
    NameAndEnd,
    /// The order is dated after today, unless it is the clock that is wrong.
    DatedAhead,
    /// Came in as somebody new, and may be somebody known: to be looked at among the duplicates.
    MaybeKnown,
    /// The row permits a channel that this person has refused, and nothing says that it did so later:
    /// the refusal stays.
    RefusalKept,
    /// Came in as somebody new, though somebody known has the same telephone, e-mail or WeChat: their
    /// names say that they are two.
    SharesContact,
    /// An order that is here is closed or paid back in this file: it was taken out.
    OrderTakenBack,
    /// An order of this number is here and somebody else's: it was not added.
    OrderOfAnother,
    /// What the row says of consent cannot be read: its person is not written to by what it may
    /// refuse, until somebody decides.
    HeldBack,
    /// The row says of an order of this file the very same as an earlier one: two lines of it, or one
    /// that stands twice. Both came in.
    OrderRowTwice,
    /// The row has another total than an earlier one of its order: the first counts.
    TotalDiffers,
    /// The row replaces a contact for which its person had permitted a channel: it was not given for the
    /// new one, and was taken back.
    PermissionGone,
    /// An order of this customer, day and amount was here without a number: it has the row's now.
    OrderGotNumber,
    /// Every row of the order has this sum, each of another product, and they were added up: it may be the
    /// whole order's.
    SumRepeated,
    /// The row has the day of a permission for a channel, and no column says whether there is one: it
    /// counts as given on that day.
    DayAsPermission,
    /// The row has several e-mails in one cell: the first is the person's, the others stand in a note.
    SecondEmail,
    /// The row, which is no order, has a customer number and nothing else: somebody new of whom nothing is
    /// known.
    NumberAlone,
    /// A number in the row was cut short by a spreadsheet: it tells nobody and no order apart.
    DigitsLost,
    /// The order is of several pieces, and by its name the amount may be the price of one: it counts as it
    /// stands.
    MaybeOnePiece,
    /// Came in as somebody new, though somebody of another name has the same customer number.
    NumberOfAnother,
    /// The row has the number of an order of another day and a sum of its own: it counts for that order.
    NumberOnSeveralDays,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtCount {
    pub doubt: Doubt,
    pub n_rows: u64,
    /// The numbers of the first ones, at most 20. The header is row 1.
    pub rows: Vec<u64>,
}

/// What an order comes to, by its sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    pub day: Day,
    /// Of the day.
    pub minute: Option<u16>,
    pub amount: Money,
    pub discount: Money,
    pub cost: Option<Money>,
    pub n_lines: u32,
}

/// An order that is here by number, as it is and as the file has it. Where both come to the same, the
/// lines differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderChange {
    pub key: String,
    pub before: OrderFacts,
    pub after: OrderFacts,
}

/// A row that a contact shows to be somebody's, though it writes the name otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedName {
    /// The first row that does, as a spreadsheet counts.
    pub row: u64,
    pub name: String,
    /// As the customer is called here.
    pub known: String,
    /// What they have in common.
    pub by: MatchKey,
}

/// A row whose customer number is that of somebody of another name: it came in as a person of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedNumber {
    /// As a spreadsheet counts.
    pub row: u64,
    pub number: String,
    pub name: String,
    /// Who had the number before the row.
    pub known: String,
}

/// Sums of a column that are written in another currency than the workspace's, or where that is not
/// settled, than most of the column. They count as they stand: nothing is converted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherCurrency {
    pub column: String,
    /// The signs of these sums, the most frequent first.
    pub signs: Vec<CurrencyCount>,
    /// The workspace's, ISO 4217; `None` while the first file may still choose it.
    pub currency: Option<String>,
    pub n_rows: u64,
    /// The first ones, at most 20. The header is row 1.
    pub rows: Vec<u64>,
}

/// A column of days of which all rows of the file say something else than how it is read, or nothing where
/// another column decided it. The votes are those of cells that leave day and month to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateOrderTold {
    /// From 0.
    pub column: u32,
    pub header: String,
    /// As it is read. `YearMonthDay`: it is left open.
    pub order: DateOrder,
    /// What most of the votes are for; `None`: nothing in the column decides.
    pub proven: Option<DateOrder>,
    /// 25/12: only the day can be first.
    pub n_day_first: u32,
    pub n_month_first: u32,
    /// 03/04: either.
    pub n_either: u32,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Data rows read, without the header and without blank lines.
    pub n_rows: u64,
    pub n_blank_rows: u64,
    pub n_customers_new: u32,
    pub n_customers_updated: u32,
    pub n_customers_unchanged: u32,
    /// People of other names who were joined by a contact to a customer; each can be parted again.
    pub n_joined: u32,
    /// The first of them, at most 20.
    pub joined: Vec<JoinedName>,
    /// People who came in beside somebody of another name with their customer number.
    pub n_numbers_shared: u32,
    /// The first of them, at most 20.
    pub numbers_shared: Vec<SharedNumber>,
    /// So many of them that the file seems to number its customers anew.
    pub numbers_anew: bool,
    pub n_orders: u32,
    /// What these come to.
    pub orders_sum: Money,
    /// Orders told apart from others of their customer and number by the day, because most numbers of the
    /// file that come again do so on other days.
    pub n_orders_by_day: u32,
    /// All orders that there are afterwards.
    pub n_orders_after: u32,
    pub n_order_lines: u32,
    /// Orders of the file that were here already, by number and customer, or without a number by
    /// customer, day and amount; left as they were.
    pub n_orders_known: u32,
    /// Orders that were here by number and customer, of which the file says something else, which was
    /// taken over.
    pub n_orders_changed: u32,
    /// Orders that were here without a number, by customer, day and amount, and have the file's now; not
    /// among the new or known ones.
    pub n_orders_numbered: u32,
    /// Orders here of which the file says something else, left as they were because the rules say so; also
    /// among those that are known.
    pub n_orders_left: u32,
    /// The first of those that differ, changed or left; at most 20.
    pub orders_different: Vec<OrderChange>,
    /// Orders left out because their status says that they were closed, not paid, or paid back.
    pub n_orders_closed: u32,
    pub n_products_new: u32,
    pub n_fields_new: u32,
    /// Optional cells that could not be read were left out: how many, by column name.
    pub n_cells_dropped: Vec<(String, u32)>,
    /// The first of them, by column name: at most 5 of each.
    pub cells_dropped: Vec<(String, RejectedRow)>,
    /// Rows that came in without some of their cells.
    pub n_rows_with_gaps: u64,
    /// Rows left out or with gaps that do not wait to be repaired: somebody has repaired them or given
    /// them up before.
    pub n_rows_settled: u64,
    /// Rows that were left out.
    pub rejected: Vec<RejectCount>,
    /// Rows whose person came in and whose order was left out; none of them is in `rejected`.
    pub orders_rejected: Vec<RejectCount>,
    /// Rows that came in and should be looked at.
    pub doubts: Vec<DoubtCount>,
    /// Sums in another currency, of all rows that came in; the column with most of them first.
    pub other_currencies: Vec<OtherCurrency>,
    /// Where the order of day and month should be looked at again, column by column.
    pub date_orders: Vec<DateOrderTold>,
    /// New customers who may be somebody known: the duplicates show them side by side.
    pub n_doubtful: u32,
    /// New customers whom nobody looked for among the others: there are too many for the import.
    pub n_not_compared: u32,
    /// For the progress line of the finished import.
    pub seconds: f64,
}

impl ImportReport {
    /// Rows left out, for whatever reason.
    pub fn n_rejected(&self) -> u64 {
        self.rejected.iter().map(|count| count.n_rows).sum()
    }

    pub fn n_orders_rejected(&self) -> u64 {
        self.orders_rejected.iter().map(|count| count.n_rows).sum()
    }
}
