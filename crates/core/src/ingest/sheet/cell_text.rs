//! A number of a workbook → the text that was typed: dates in ISO form, no noise of floating point,
//! every digit of a telephone number.

use super::number_format::NumberFormat;

/// Digits that a spreadsheet keeps of a number.
const N_DIGITS: usize = 15;
/// Past the last day of the year 9999.
const END_OF_DAYS: f64 = 2_958_466.0;
/// From 1900-01-01, day 1, to 1904-01-01, day 0.
const DAYS_TO_1904: f64 = 1_462.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// A number as it stands in the file. What is no number stays as it is.
pub fn write_literal(literal: &str, format: NumberFormat, is_1904: bool) -> String {
    let literal = literal.trim();
    let is_short = literal.len() <= N_DIGITS
        && literal.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if format == NumberFormat::Plain && is_short {
        return literal.to_owned();
    }
    match literal.parse::<f64>() {
        Ok(number) if number.is_finite() => write_number(number, format, is_1904),
        _ => literal.to_owned(),
    }
}

/// A number written with an exponent, written out; all others stay as they are.
pub fn plain_number(literal: &str) -> String {
    match literal.parse() {
        Ok(number) if literal.contains(['e', 'E']) => write_plain(number),
        _ => literal.to_owned(),
    }
}

/// A number as it was typed.
pub fn write_number(number: f64, format: NumberFormat, is_1904: bool) -> String {
    match format {
        NumberFormat::Plain => write_plain(number),
        NumberFormat::Percent => format!("{}%", write_plain(number * 100.0)),
        NumberFormat::Padded(n_digits) => {
            let text = write_plain(number);
            let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
            if is_whole { format!("{text:0>width$}", width = usize::from(n_digits)) } else { text }
        }
        NumberFormat::Hours if (0.0..END_OF_DAYS).contains(&number) => {
            let seconds = (number * SECONDS_A_DAY).round() as u64;
            write_clock(seconds / 3_600, seconds % 3_600 / 60, seconds % 60)
        }
        NumberFormat::Date | NumberFormat::Time => {
            write_moment(number, format == NumberFormat::Time, is_1904)
                .unwrap_or_else(|| write_plain(number))
        }
        NumberFormat::Hours => write_plain(number),
    }
}

/// Rounded to the digits that a spreadsheet keeps, without an exponent as long as it is readable.
fn write_plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.*e}", N_DIGITS - 1).parse().unwrap_or(number);
    let size = rounded.abs();
    if size != 0.0 && !(1e-9..1e21).contains(&size) {
        return format!("{rounded:e}");
    }
    // Minus zero is zero.
    format!("{}", rounded + 0.0)
}

/// The day and the time of a serial number; `None` where there is no such day.
fn write_moment(serial: f64, is_time: bool, is_1904: bool) -> Option<String> {
    if !(0.0..END_OF_DAYS).contains(&serial) {
        return None;
    }
    let seconds = (serial * SECONDS_A_DAY).round() as i64;
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400) as u64);
    let clock = write_clock(second / 3_600, second % 3_600 / 60, second % 60);
    if days == 0 && (is_time || !is_1904) {
        return Some(clock);
    }
    let days = if is_1904 {
        days + DAYS_TO_1904 as i64
    } else if days < 60 {
        // Spreadsheets hold 1900 for a leap year: up to its 29 February all days are one too many.
        days + 1
    } else {
        days
    };
    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?
        .checked_add_days(chrono::Days::new(u64::try_from(days).ok()?))?;
    Some(if second == 0 { day.to_string() } else { format!("{day} {clock}") })
}

/// Seconds only where there are any.
fn write_clock(hours: u64, minutes: u64, seconds: u64) -> String {
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        seconds => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{self, Date, Hours, Padded, Percent, Plain, Time};
    use super::write_literal;

    #[track_caller]
    fn check(literal: &str, format: NumberFormat, expected: &str) {
        assert_eq!(write_literal(literal, format, false), expected, "{literal}");
    }

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        check("0.30000000000000004", Plain, "0.3");
        check("1.38001380001E10", Plain, "13800138000.1");
        check("1.3800138000E10", Plain, "13800138000");
        check("12345678901234567890", Plain, "12345678901234600000");
        check("1E-3", Plain, "0.001");
        check("-0", Plain, "0");
        check("1E+300", Plain, "1e300");
        check("29.33", Plain, "29.33");
        check("0.29999999999999999", Plain, "0.3");
        check("0.256", Percent, "25.6%");
        check("1", Percent, "100%");
        check("123", Padded(5), "00123");
        check("not a number", Plain, "not a number");
    }

    #[test]
    fn dates_are_written_as_iso() {
        check("45321", Date, "2024-01-30");
        check("45321.5", Date, "2024-01-30 12:00");
        check("45321.999988425925", Date, "2024-01-30 23:59:59");
        check("45321.99999999999", Date, "2024-01-31");
        check("1", Date, "1900-01-01");
        check("59", Date, "1900-02-28");
        check("61", Date, "1900-03-01");
        check("0.5868", Time, "14:05:00".trim_end_matches(":00"));
        check("45321.25", Time, "2024-01-30 06:00");
        check("1.5", Hours, "36:00");
        check("-3", Date, "-3");
        check("1E10", Date, "10000000000");
        assert_eq!(write_literal("0", Date, true), "1904-01-01");
        assert_eq!(write_literal("43859", Date, true), "2024-01-30");
    }
}
