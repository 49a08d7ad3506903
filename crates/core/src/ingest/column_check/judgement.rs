//! One cell, read as what its column is to become: what it says, and what is odd about it.
//!
//! Owns which reader a role goes by. Must not know the other cells.

use super::suspicion;
use crate::domain::consent::ConsentFact;
use crate::domain::day::Day;
use crate::domain::workspace::FieldKind;
use crate::ingest::values::consent_word::{read_opt_out, read_permission};
use crate::ingest::values::date::{self, DateReading};
use crate::ingest::values::{cell, contact, number, word};
use crate::views::import::{ColumnRole, ConsentAbout, DateOrder, DecimalMark, ValueKind};
use crate::views::import_check::CellTrouble;

/// Nobody and nothing in a shop's files is older.
pub const MOST_YEARS: i32 = 120;
/// Beyond a millionth a number is rounded.
const N_DECIMALS: u32 = 6;

/// By which reader the cells of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Text,
    /// Of a person or a firm.
    Name,
    Choice,
    Phone,
    Email,
    /// An amount that is below zero only where something was paid back.
    Amount,
    Quantity,
    WholeNumber,
    Number,
    Money,
    SpendingPower,
    /// A day that has been.
    PastDay,
    Day,
    BirthYear,
    YesNo,
    Member,
    Permission,
    /// Of a column of refusals: a word, or since which day.
    OptOut,
    Stage,
    Sex,
}

impl Reading {
    /// `looks_like` decides where the role leaves it open.
    pub fn of(role: &ColumnRole, looks_like: ValueKind) -> Self {
        match role {
            ColumnRole::Name
            | ColumnRole::FamilyName
            | ColumnRole::Company
            | ColumnRole::ProductName => Self::Name,
            ColumnRole::Phone => Self::Phone,
            ColumnRole::Email => Self::Email,
            ColumnRole::BirthYear => Self::BirthYear,
            ColumnRole::ConsentFact(ConsentAbout::Refusal(_), _)
                if looks_like == ValueKind::YesNo =>
            {
                Self::OptOut
            }
            // Yes, or since when.
            ColumnRole::OptedOut if looks_like == ValueKind::Date => Self::PastDay,
            ColumnRole::OptedOut => Self::OptOut,
            ColumnRole::KnownSince
            | ColumnRole::ConsentFact(_, ConsentFact::Day)
            | ColumnRole::OrderDate => Self::PastDay,
            ColumnRole::Member => Self::Member,
            ColumnRole::Stage => Self::Stage,
            ColumnRole::Keeping(_) => Self::YesNo,
            ColumnRole::SpendingPower => Self::SpendingPower,
            ColumnRole::Budget
            | ColumnRole::OrderAmount
            | ColumnRole::OrderTotal
            | ColumnRole::OrderDiscount
            | ColumnRole::OrderRefund
            | ColumnRole::OrderCost => Self::Amount,
            ColumnRole::Quantity => Self::Quantity,
            ColumnRole::ConsentWeChat
            | ColumnRole::ConsentSms
            | ColumnRole::ConsentPhone
            | ColumnRole::ConsentEmail
            | ColumnRole::ConsentPost
            | ColumnRole::ConsentInPerson
            | ColumnRole::ConsentEvery => Self::Permission,
            ColumnRole::Sex => Self::Sex,
            ColumnRole::Region
            | ColumnRole::Occupation
            | ColumnRole::Personality
            | ColumnRole::LeadSource
            | ColumnRole::OrderStatus
            | ColumnRole::ClassByHand
            | ColumnRole::ConsentFact(_, ConsentFact::Source | ConsentFact::Purpose)
            | ColumnRole::Category => Self::Choice,
            ColumnRole::CustomerKey
            | ColumnRole::WeChat
            | ColumnRole::CompanyId
            | ColumnRole::ReferredBy
            | ColumnRole::Tags
            | ColumnRole::Reasons
            | ColumnRole::Note
            | ColumnRole::ClassNote
            | ColumnRole::OrderKey
            | ColumnRole::ProductKey => Self::Text,
            ColumnRole::Custom { kind: Some(kind), .. } => match kind {
                FieldKind::Text => Self::Text,
                FieldKind::Number => Self::Number,
                FieldKind::Money => Self::Money,
                FieldKind::Date => Self::Day,
                FieldKind::Choice => Self::Choice,
                FieldKind::YesNo => Self::YesNo,
            },
            ColumnRole::Custom { kind: None, .. } | ColumnRole::Skip => {
                Self::as_it_looks(looks_like)
            }
        }
    }

    fn as_it_looks(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Empty | ValueKind::Text => Self::Text,
            ValueKind::Choice => Self::Choice,
            ValueKind::WholeNumber => Self::WholeNumber,
            ValueKind::Number => Self::Number,
            ValueKind::Money => Self::Money,
            ValueKind::Date => Self::Day,
            ValueKind::YesNo => Self::YesNo,
            ValueKind::Phone => Self::Phone,
            ValueKind::Email => Self::Email,
        }
    }

    /// Is a cell with this text an empty one?
    pub fn is_nothing(self, text: &str) -> bool {
        match self {
            Self::Phone | Self::Email => cell::is_no_contact(text),
            _ => cell::is_nothing(text),
        }
    }

    /// As it is called; `looks_like` where several kinds are read the same way.
    pub fn kind(self, looks_like: ValueKind) -> ValueKind {
        match self {
            Self::Text | Self::Name => ValueKind::Text,
            Self::Choice | Self::Stage | Self::Sex => ValueKind::Choice,
            Self::Phone => ValueKind::Phone,
            Self::Email => ValueKind::Email,
            Self::Amount | Self::Money => ValueKind::Money,
            Self::WholeNumber => ValueKind::WholeNumber,
            Self::Number | Self::SpendingPower => ValueKind::Number,
            Self::PastDay | Self::Day => ValueKind::Date,
            Self::YesNo | Self::Member | Self::Permission | Self::OptOut => ValueKind::YesNo,
            Self::Quantity if looks_like == ValueKind::WholeNumber => ValueKind::WholeNumber,
            Self::Quantity => ValueKind::Number,
            Self::BirthYear if looks_like == ValueKind::Date => ValueKind::Date,
            Self::BirthYear => ValueKind::WholeNumber,
        }
    }

    /// Numbers of people, orders or things, and fields of the user's own that may hold such. Of a telephone
    /// number that is cut short nothing is kept.
    pub fn may_be_of_long_numbers(self) -> bool {
        matches!(self, Self::Text | Self::WholeNumber | Self::Number)
    }

    /// Do the values themselves tell something when counted, rather than their lengths?
    pub fn is_of_words(self) -> bool {
        matches!(
            self,
            Self::Choice
                | Self::YesNo
                | Self::Member
                | Self::Permission
                | Self::OptOut
                | Self::Stage
                | Self::Sex
        )
    }
}

/// What a cell says, as far as it can be put in an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    Nothing,
    Number(f64),
    Day(Day),
}

impl Said {
    /// By which one value is compared with others of its column.
    pub fn measure(self) -> Option<f64> {
        match self {
            Self::Nothing => None,
            Self::Number(number) => Some(number),
            Self::Day(day) => Some(f64::from(day.0)),
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    pub said: Said,
    pub trouble: Option<CellTrouble>,
}

impl From<CellTrouble> for Judged {
    fn from(trouble: CellTrouble) -> Self {
        Self { said: Said::Nothing, trouble: Some(trouble) }
    }
}

/// Reads the cells of one column.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    pub reading: Reading,
    pub dates: DateReading,
    pub mark: DecimalMark,
    pub today: Day,
}

impl Judge {
    /// `text` is clean and not nothing.
    pub fn judge(&self, text: &str) -> Judged {
        let said_by_word = |is_read: bool, otherwise: CellTrouble| Judged {
            said: Said::Nothing,
            trouble: (!is_read).then_some(otherwise),
        };
        let odd = |trouble| Judged { said: Said::Nothing, trouble };
        match self.reading {
            Reading::Text | Reading::Choice => odd(suspicion::of_text(text)),
            Reading::Name => odd(suspicion::of_name(text)),
            Reading::Phone => odd(suspicion::of_phone(text)),
            Reading::Email if contact::split_emails(text).is_some() => {
                odd(Some(CellTrouble::OddEmail))
            }
            Reading::Email => odd(suspicion::of_email(text)),
            Reading::Amount => match number::read_money(text, self.mark) {
                Some(amount) => of_number(amount.major(), true),
                None => CellTrouble::NotANumber.into(),
            },
            Reading::Quantity => match number::read_quantity_milli(text, self.mark) {
                Some(milli) => of_number(milli as f64 / 1_000.0, true),
                None => CellTrouble::NotANumber.into(),
            },
            Reading::WholeNumber | Reading::Number | Reading::Money => {
                let is_key = number::is_identifier(text);
                match number::read(text, self.mark, N_DECIMALS).filter(|_| !is_key) {
                    Some(read) => {
                        of_number(read.scaled as f64 / 10_f64.powi(N_DECIMALS as i32), false)
                    }
                    None => CellTrouble::NotANumber.into(),
                }
            }
            Reading::SpendingPower => match word::read_spending_power(text) {
                Some(power) => of_number(f64::from(power), false),
                None if number::read(text, self.mark, 2).is_some() => {
                    CellTrouble::OutOfRange.into()
                }
                None => CellTrouble::UnknownWord.into(),
            },
            Reading::PastDay => self.judge_day(text, true),
            Reading::Day => self.judge_day(text, false),
            Reading::BirthYear => self.judge_birth_year(text),
            Reading::YesNo => {
                said_by_word(word::read_yes_no(text).is_some(), CellTrouble::NotYesOrNo)
            }
            Reading::Member => {
                said_by_word(word::read_member(text).is_some(), CellTrouble::NotYesOrNo)
            }
            Reading::Permission => {
                said_by_word(read_permission(text).is_some(), CellTrouble::NotYesOrNo)
            }
            Reading::OptOut => {
                let is_read = read_opt_out(text).is_some() || self.dates.read(text).is_some();
                said_by_word(is_read, CellTrouble::NotYesOrNo)
            }
            Reading::Stage => {
                said_by_word(word::read_stage(text).is_some(), CellTrouble::UnknownWord)
            }
            Reading::Sex => {
                let is_known = word::read_is_female(text).is_some() || word::is_unknown(text);
                said_by_word(is_known, CellTrouble::KeptAsWritten)
            }
        }
    }

    fn judge_day(&self, text: &str, is_past: bool) -> Judged {
        let Some(moment) = self.dates.read(text) else {
            let is_open = self.dates.order == DateOrder::YearMonthDay
                && date::evidence(text) == Some(date::OrderEvidence::Either);
            let trouble = if is_open { CellTrouble::DayOrMonth } else { CellTrouble::NotADate };
            return trouble.into();
        };
        let day = moment.day;
        let is_long_ago = self.today.days_since(day) > MOST_YEARS * 365;
        let trouble = if is_past && day > self.today {
            Some(CellTrouble::InFuture)
        } else {
            is_long_ago.then_some(CellTrouble::LongAgo)
        };
        Judged { said: Said::Day(day), trouble }
    }

    fn judge_birth_year(&self, text: &str) -> Judged {
        let Some(year) = date::read_birth_year(text, self.dates.order, self.today) else {
            return match date::evidence(text) {
                Some(date::OrderEvidence::Either) => CellTrouble::DayOrMonth,
                None if text.parse::<i64>().is_ok() => CellTrouble::OutOfRange,
                _ => CellTrouble::NotADate,
            }
            .into();
        };
        let this_year = self.today.ymd().map_or(i32::from(year), |(this_year, _, _)| this_year);
        let age = this_year - i32::from(year);
        let trouble = if age < 0 {
            Some(CellTrouble::InFuture)
        } else {
            // The first of January 1900 is what forms say for nothing.
            (age > MOST_YEARS).then_some(CellTrouble::LongAgo)
        };
        Judged { said: Said::Number(f64::from(year)), trouble }
    }
}

fn of_number(number: f64, is_sum: bool) -> Judged {
    let trouble = (is_sum && number < 0.0).then_some(CellTrouble::Negative);
    Judged { said: Said::Number(number), trouble }
}
