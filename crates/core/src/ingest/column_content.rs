//! What the cells of one column look like, counted over the sampled rows.

use std::collections::BTreeSet;

use super::currency_sign::SignCounts;
use super::values::consent_word::{read_opt_out, read_permission};
use super::values::date::OrderEvidence;
use super::values::{cell, contact, date, number, word};
use crate::domain::consent::ConsentFact;
use crate::views::import::{ColumnRole, ConsentAbout, DecimalMark, ValueKind};

/// From this share of the filled cells on, a column is said to be of a kind.
const KIND_SHARE: f64 = 0.6;
/// A column with at most so many distinct values, each used several times, is a choice.
const MOST_CHOICES: usize = 40;
const N_SAMPLES: usize = 3;
const SAMPLE_CHARS: usize = 80;

/// Family names that begin most Chinese names.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// How dates are ordered in one column.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateVotes {
    pub n_dates: usize,
    pub n_day_first: usize,
    pub n_month_first: usize,
    pub n_either: usize,
    /// Numbers that could be days as spreadsheets count them.
    pub n_serials: usize,
}

/// Counts over one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnContent {
    pub n_rows: usize,
    pub n_filled: usize,
    pub n_distinct: usize,
    pub samples: Vec<String>,
    pub dates: DateVotes,
    /// Votes on the decimal mark: with a point, with a comma.
    pub decimal_votes: (usize, usize),
    /// Numbers like 1.200, which may be thousands.
    n_maybe_thousands: usize,
    n_numbers: usize,
    n_whole: usize,
    n_currency: usize,
    /// Of the cells that are sums of money.
    pub currencies: SignCounts,
    n_emails: usize,
    n_phones: usize,
    n_phone_like: usize,
    n_yes_no: usize,
    n_yes_no_words: usize,
    n_opt_outs: usize,
    n_birth_years: usize,
    n_name_like: usize,
}

impl ColumnContent {
    /// Looks at every cell of a column; `mark` is how the file writes fractions.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>, mark: DecimalMark) -> Self {
        let mut content = Self::default();
        let mut distinct = BTreeSet::new();
        for raw in cells {
            content.n_rows += 1;
            let text = cell::clean_line(raw);
            if cell::is_nothing(&text) {
                continue;
            }
            content.n_filled += 1;
            content.look_at(&text, mark);
            if !distinct.contains(text.as_ref()) {
                if content.samples.len() < N_SAMPLES {
                    content.samples.push(cell::cut(&text, SAMPLE_CHARS));
                }
                distinct.insert(text.into_owned());
            }
        }
        content.n_distinct = distinct.len();
        content
    }

    fn look_at(&mut self, text: &str, mark: DecimalMark) {
        match date::evidence(text) {
            Some(evidence) => {
                self.dates.n_dates += 1;
                match evidence {
                    OrderEvidence::Plain => {}
                    OrderEvidence::DayFirst => self.dates.n_day_first += 1,
                    OrderEvidence::MonthFirst => self.dates.n_month_first += 1,
                    OrderEvidence::Either => self.dates.n_either += 1,
                }
            }
            None => match number::decimal_mark_of(text) {
                Some(DecimalMark::Point) => self.decimal_votes.0 += 1,
                Some(DecimalMark::Comma) => self.decimal_votes.1 += 1,
                None => self.n_maybe_thousands += usize::from(number::may_be_thousands(text)),
            },
        }
        self.dates.n_serials += usize::from(date::read_serial(text).is_some());
        if !number::is_identifier(text)
            && let Some(found) = number::read(text, mark, 2)
        {
            self.n_numbers += 1;
            self.n_whole += usize::from(!found.has_fraction && found.currency.is_none());
            if let Some(sign) = found.currency {
                self.n_currency += 1;
                self.currencies.add(sign);
            }
        }
        self.n_emails += usize::from(contact::normalise_email(text).is_some());
        self.n_phones +=
            usize::from(contact::normalise_phone(text).is_some() || contact::is_masked_phone(text));
        self.n_phone_like += usize::from(contact::looks_like_phone(text));
        self.n_opt_outs += usize::from(read_opt_out(text).is_some());
        if read_permission(text).is_some() || word::read_member(text).is_some() {
            self.n_yes_no += 1;
            self.n_yes_no_words += usize::from(
                word::read_yes_no(text).is_some() && !text.chars().all(char::is_numeric),
            );
        }
        let year = text
            .parse::<i32>()
            .is_ok_and(|year| (1..=119).contains(&year) || (1900..=2100).contains(&year));
        self.n_birth_years += usize::from(year || date::evidence(text).is_some());
        self.n_name_like += usize::from(is_name_like(text));
    }

    /// Most cells are numbers that could be days as spreadsheets count them, and none a date written
    /// out any other way that needs an order.
    pub fn is_serial_like(&self) -> bool {
        self.dates.n_serials > 0
            && (self.dates.n_serials + self.dates.n_dates) * 10 >= self.n_filled * 9
            && self.dates.n_day_first + self.dates.n_month_first + self.dates.n_either == 0
    }

    /// The numbers of this column are days.
    pub fn read_serials(&mut self) {
        self.dates.n_dates += std::mem::take(&mut self.dates.n_serials);
    }

    pub fn is_empty(&self) -> bool {
        self.n_filled == 0
    }

    /// Words and marks of yes and no, and nothing else; a letter x may mean anything.
    pub fn is_all_yes_no(&self) -> bool {
        let has_x = self.samples.iter().any(|sample| sample.eq_ignore_ascii_case("x"));
        !self.is_empty() && self.n_yes_no_words == self.n_filled && !has_x
    }

    /// Are there several words that are neither yes nor no?
    pub fn has_levels(&self) -> bool {
        let words = self.samples.iter().filter(|sample| word::read_yes_no(sample).is_none());
        words.collect::<BTreeSet<_>>().len() > 1
    }

    /// The kind most cells are of.
    pub fn kind(&self) -> ValueKind {
        if self.is_empty() {
            return ValueKind::Empty;
        }
        let is_mostly = |n: usize| n as f64 >= KIND_SHARE * self.n_filled as f64;
        if is_mostly(self.n_emails) {
            ValueKind::Email
        } else if is_mostly(self.n_phone_like) {
            ValueKind::Phone
        } else if is_mostly(self.dates.n_dates) {
            ValueKind::Date
        } else if is_mostly(self.n_yes_no_words) {
            ValueKind::YesNo
        } else if is_mostly(self.n_whole) {
            ValueKind::WholeNumber
        } else if is_mostly(self.n_currency) {
            ValueKind::Money
        } else if is_mostly(self.n_numbers) {
            ValueKind::Number
        } else if self.n_distinct <= MOST_CHOICES && self.n_distinct * 3 <= self.n_filled {
            ValueKind::Choice
        } else {
            ValueKind::Text
        }
    }

    /// The kind as a column of this role is shown, and how many cells read as it.
    pub fn kind_as(&self, role: &ColumnRole) -> (ValueKind, usize) {
        match role {
            ColumnRole::Phone => (ValueKind::Phone, self.n_phones),
            ColumnRole::Email => (ValueKind::Email, self.n_emails),
            // Since when, or yes.
            ColumnRole::OptedOut | ColumnRole::ConsentFact(ConsentAbout::Refusal(_), _) => {
                let n_valid = self.dates.n_dates + self.n_opt_outs;
                let is_dates = self.dates.n_dates > self.n_opt_outs;
                (if is_dates { ValueKind::Date } else { ValueKind::YesNo }, n_valid)
            }
            ColumnRole::KnownSince
            | ColumnRole::OrderDate
            | ColumnRole::ConsentFact(_, ConsentFact::Day) => (ValueKind::Date, self.dates.n_dates),
            ColumnRole::Budget
            | ColumnRole::OrderAmount
            | ColumnRole::OrderTotal
            | ColumnRole::OrderDiscount
            | ColumnRole::OrderRefund
            | ColumnRole::OrderCost => (ValueKind::Money, self.n_numbers),
            ColumnRole::Quantity if self.n_whole == self.n_numbers => {
                (ValueKind::WholeNumber, self.n_whole)
            }
            ColumnRole::Quantity => (ValueKind::Number, self.n_numbers),
            ColumnRole::Member
            | ColumnRole::Keeping(_)
            | ColumnRole::ConsentWeChat
            | ColumnRole::ConsentSms
            | ColumnRole::ConsentPhone
            | ColumnRole::ConsentEmail
            | ColumnRole::ConsentPost
            | ColumnRole::ConsentInPerson
            | ColumnRole::ConsentEvery => (ValueKind::YesNo, self.n_yes_no),
            ColumnRole::BirthYear => (self.kind(), self.n_birth_years),
            ColumnRole::CustomerKey | ColumnRole::OrderKey | ColumnRole::ProductKey => {
                (ValueKind::Text, self.n_filled)
            }
            _ => {
                let kind = self.kind();
                (kind, self.n_of(kind))
            }
        }
    }

    /// In a column of numbers, how many may be thousands (1.200)?
    pub fn n_maybe_thousands(&self) -> usize {
        match self.kind() {
            ValueKind::WholeNumber | ValueKind::Number | ValueKind::Money => self.n_maybe_thousands,
            _ => 0,
        }
    }

    /// Do the cells look like names of people?
    pub fn is_name_like(&self) -> bool {
        self.n_filled > 0 && self.n_name_like as f64 >= 0.7 * self.n_filled as f64
    }

    pub fn is_all_distinct(&self) -> bool {
        self.n_distinct == self.n_filled
    }

    fn n_of(&self, kind: ValueKind) -> usize {
        match kind {
            ValueKind::Empty => 0,
            ValueKind::Text | ValueKind::Choice => self.n_filled,
            ValueKind::WholeNumber => self.n_whole,
            ValueKind::Number | ValueKind::Money => self.n_numbers,
            ValueKind::Date => self.dates.n_dates,
            ValueKind::YesNo => self.n_yes_no,
            ValueKind::Phone => self.n_phone_like,
            ValueKind::Email => self.n_emails,
        }
    }
}

/// Two to four Han characters with a usual family name, or two or three capitalised words.
fn is_name_like(text: &str) -> bool {
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    if text.chars().all(is_han) {
        let n_chars = text.chars().count();
        return (2..=4).contains(&n_chars)
            && text.chars().next().is_some_and(|c| FAMILY_NAMES.contains(c));
    }
    let words: Vec<&str> = text.split(' ').collect();
    (2..=3).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
        })
}

#[cfg(test)]
mod tests {
    use super::ColumnContent;
    use crate::views::import::{DecimalMark, ValueKind};

    #[track_caller]
    fn check(cells: &[&str], expected: ValueKind) {
        let content = ColumnContent::of(cells.iter().copied(), DecimalMark::Point);
        assert_eq!(content.kind(), expected, "{cells:?}");
    }

    #[test]
    fn kinds_follow_most_cells() {
        check(&["", " "], ValueKind::Empty);
        check(&["00123", "00124", "00125"], ValueKind::Text);
        check(&["12345678901234567890", "12345678901234567891"], ValueKind::Text);
        check(&["1", "2", "10"], ValueKind::WholeNumber);
        check(&["1.5", "2", "10.25"], ValueKind::Number);
        check(&["¥1.50", "¥2", "¥3"], ValueKind::Money);
        check(&["2026-03-12", "2026/3/13", "soon"], ValueKind::Date);
        check(&["-", "¥1,200.00", "-", "—", "n/a"], ValueKind::Money);
        check(&["-", "/", ""], ValueKind::Empty);
        check(&["20260312", "20260313"], ValueKind::Date);
        check(&["138 0013 8000", "13900139000"], ValueKind::Phone);
        check(&["a@b.cn", "c@d.com", ""], ValueKind::Email);
        check(&["是", "否", "是"], ValueKind::YesNo);
        check(
            &["柳荫公寓", "河畔公寓", "柳荫公寓", "柳荫公寓", "河畔公寓", "柳荫公寓"],
            ValueKind::Choice,
        );
        check(&["麻糬", "大宝", "Latte"], ValueKind::Text);
    }

    #[test]
    fn names_of_people_are_told_from_other_text() {
        let names =
            ColumnContent::of(["林雨晴", "赵明宇", "Anna Fischer"].into_iter(), DecimalMark::Point);
        assert!(names.is_name_like());
        let estates =
            ColumnContent::of(["柳荫公寓一期", "河畔", "n/a"].into_iter(), DecimalMark::Point);
        assert!(!estates.is_name_like());
    }
}
