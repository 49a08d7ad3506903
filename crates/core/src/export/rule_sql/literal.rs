//! Values as every dialect reads them.

use crate::domain::day::Day;

/// A text. Dialects differ in how a quote or a backslash stands in one, so that those are put in by
/// their number.
pub fn text(text: &str) -> String {
    let is_plain = |sign: char| sign != '\'' && sign != '\\' && !sign.is_control();
    if text.chars().all(is_plain) {
        return format!("'{text}'");
    }
    let mut parts = Vec::new();
    let mut plain = String::new();
    for sign in text.chars() {
        if is_plain(sign) {
            plain.push(sign);
            continue;
        }
        if !plain.is_empty() {
            parts.push(format!("'{}'", std::mem::take(&mut plain)));
        }
        parts.push(format!("CHR({})", u32::from(sign)));
    }
    if !plain.is_empty() {
        parts.push(format!("'{plain}'"));
    }
    format!("CONCAT('', {})", parts.join(", "))
}

/// `None` where the calendar of a database (years 1 to 9999) has no such day.
pub fn date(day: Day) -> Option<String> {
    let (year, ..) = day.ymd()?;
    (1..=9999).contains(&year).then(|| format!("DATE '{year:04}{}'", &day.to_string()[4..]))
}

/// A floating-point number, and never a decimal one.
pub fn number(number: f64) -> String {
    format!("{number:e}")
}

#[cfg(test)]
mod tests {
    use super::{date, number, text};
    use crate::domain::day::Day;

    #[test]
    fn no_dialect_reads_anything_else() {
        assert_eq!(text("老客户 100%"), "'老客户 100%'");
        assert_eq!(text("it's"), "CONCAT('', 'it', CHR(39), 's')");
        assert_eq!(text("\\\n"), "CONCAT('', CHR(92), CHR(10))");
        assert_eq!(text(""), "''");
        assert_eq!([number(0.0), number(-12.5), number(3.0)], ["0e0", "-1.25e1", "3e0"]);
        assert_eq!(date(Day(0)).as_deref(), Some("DATE '1970-01-01'"));
        assert_eq!(date(Day::from_ymd(33, 2, 1).unwrap()).as_deref(), Some("DATE '0033-02-01'"));
        assert_eq!((date(Day(i32::MAX)), date(Day(i32::MIN))), (None, None));
    }
}
