//! What goes into a custom field: numbers and dates in the plain form that the customer table sorts and
//! filters by, everything else as it stands in the file.

use std::borrow::Cow;

use super::inspection::inspect;
use super::values::date::DateReading;
use super::values::{cell, number, word};
use crate::table::custom_column::{read_date, read_number};
use crate::views::import::{DecimalMark, Dialect, ValueKind};

/// Beyond a millionth a number is rounded.
const N_DECIMALS: u32 = 6;

/// What the columns look like in the beginning of a file: the kinds that were shown before the import.
/// None if the beginning cannot be read.
pub fn column_kinds(head: &[u8], whole: bool, dialect: &Dialect) -> Vec<ValueKind> {
    let n_bytes = head.len() as u64 + u64::from(!whole);
    let seen = inspect(head, n_bytes, "", Some(dialect));
    seen.map_or(Vec::new(), |seen| seen.columns.iter().map(|column| column.looks_like).collect())
}

/// A cell of a column of this kind: `¥1,200.00` is kept as `1200`, `4/3/2026` as `2026-03-04`. What
/// cannot be read stays; a dash among numbers or dates is nothing.
pub fn plain<'a>(
    text: &'a str,
    kind: ValueKind,
    dates: DateReading,
    mark: DecimalMark,
) -> Cow<'a, str> {
    let written = match kind {
        ValueKind::Date | ValueKind::Money | ValueKind::Number | ValueKind::WholeNumber
            if cell::is_nothing(text) =>
        {
            return Cow::Borrowed("");
        }
        ValueKind::Date => plain_date(text, dates),
        ValueKind::Money | ValueKind::Number | ValueKind::WholeNumber => plain_number(text, mark),
        _ => None,
    };
    written.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A cell of a yes-or-no field; what is neither stays.
pub fn plain_yes_no(text: &str) -> Cow<'_, str> {
    match word::read_yes_no(text) {
        Some(true) => Cow::Borrowed("yes"),
        Some(false) => Cow::Borrowed("no"),
        None => Cow::Borrowed(text),
    }
}

/// `None` where the text is as good, or no date.
fn plain_date(text: &str, dates: DateReading) -> Option<String> {
    let moment = dates.read(text)?;
    let is_by_own_clock = moment.offset_minutes.is_none() || dates.zone.is_none();
    if is_by_own_clock && read_date(text).is_some() {
        return None;
    }
    Some(match moment.minute {
        Some(minute) => format!("{} {:02}:{:02}", moment.day, minute / 60, minute % 60),
        None => moment.day.to_string(),
    })
}

/// `None` where the text is as good, or no number.
fn plain_number(text: &str, mark: DecimalMark) -> Option<String> {
    let is_plain = mark == DecimalMark::Point && read_number(text).is_some();
    // A plus says something: +86 is no 86.
    if is_plain || number::is_identifier(text) || text.starts_with('+') {
        return None;
    }
    let scaled = number::read(text, mark, N_DECIMALS)?.scaled;
    let one = 10_u64.pow(N_DECIMALS);
    let (whole, fraction) = (scaled.unsigned_abs() / one, scaled.unsigned_abs() % one);
    let sign = if scaled < 0 { "-" } else { "" };
    let digits = format!("{whole}.{fraction:06}");
    Some(format!("{sign}{}", digits.trim_end_matches('0').trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::{DateReading, plain};
    use crate::domain::zone::Zone;
    use crate::table::custom_column::{read_date, read_number};
    use crate::views::import::{DateOrder, DecimalMark, ValueKind};

    #[track_caller]
    fn check(text: &str, kind: ValueKind, mark: DecimalMark, expected: &str) {
        let zone = Zone::of("Asia/Shanghai");
        let dates = DateReading { order: DateOrder::DayMonthYear, zone };
        assert_eq!(plain(text, kind, dates, mark), expected, "{text}");
    }

    #[test]
    fn numbers_become_what_the_table_reads() {
        use DecimalMark::{Comma, Point};
        use ValueKind::{Money, Number, WholeNumber};
        check("¥10,614.03", Money, Point, "10614.03");
        check("￥1,200.00", Money, Point, "1200");
        check("(300)", Money, Point, "-300");
        check("-¥0.50", Money, Point, "-0.5");
        check("1.2万", Money, Point, "12000");
        check("1.234,56 €", Money, Comma, "1234.56");
        check("1.234", Number, Comma, "1234");
        check("0,125", Number, Comma, "0.125");
        check("1 200", WholeNumber, Point, "1200");
        // As good already.
        check("1200.50", Number, Point, "1200.50");
        check("-", Money, Point, "");
        check("n/a", Number, Point, "");
        // Not read, so kept.
        check("about 5", Number, Point, "about 5");
        check("00123", WholeNumber, Point, "00123");
        check("12345678901234567890", WholeNumber, Point, "12345678901234567890");
        check("¥5", ValueKind::Text, Point, "¥5");
        check("-", ValueKind::Text, Point, "-");
        for text in ["10614.03", "-0.5", "12000", "1234.56"] {
            assert!(read_number(text).is_some(), "{text}");
        }
    }

    #[test]
    fn dates_become_what_the_table_reads() {
        let check = |text, expected| check(text, ValueKind::Date, DecimalMark::Point, expected);
        check("5/6/2025", "2025-06-05");
        check("14.09.1998", "1998-09-14");
        check("20260312", "2026-03-12");
        check("25/12/2025 14:05", "2025-12-25 14:05");
        check("2026年3月4日", "2026年3月4日");
        check("31/02/2026", "31/02/2026");
        check("2026-03-12 20:30", "2026-03-12 20:30");
        check("2026-03-12T20:30:00Z", "2026-03-13 04:30");
        check("soon", "soon");
        check("—", "");
        assert!(read_date("2025-12-25 14:05").is_some());
    }
}
