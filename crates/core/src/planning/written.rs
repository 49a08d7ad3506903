//! Dates, times, counts and amounts inside sentences of a plan, in both languages.
//!
//! Only for text the core writes itself; screens format figures by the browser's locale.

use crate::domain::day::Day;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::text::{Language, Text};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "12 December 2026", "2026年12月12日"; `None` outside the calendar.
pub fn write_day(day: Day, language: Language) -> Option<String> {
    let (year, month, day) = day.ymd()?;
    Some(match language {
        Language::En => format!("{day} {} {year}", month_name(month)),
        Language::Zh => format!("{year}年{month}月{day}日"),
    })
}

/// "December 2026", "2026年12月".
pub fn write_month(day: Day, language: Language) -> Option<String> {
    let (year, month, _) = day.ymd()?;
    Some(match language {
        Language::En => format!("{} {year}", month_name(month)),
        Language::Zh => format!("{year}年{month}月"),
    })
}

/// "14:00"; minutes beyond the day come round to the clock again.
pub fn write_minute(minute: i32) -> String {
    let of_day = minute.rem_euclid(24 * 60);
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// "9,400".
pub fn write_count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut written = String::new();
    if n < 0 {
        written.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// "1 order", "40 orders".
pub fn write_plural(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", write_count(n), if n == 1 { one } else { many })
}

/// "CNY 9,400 to 10,300"; whole units, one figure where both ends agree.
pub fn write_range(range: MoneyRange, currency: &str) -> Text {
    let whole = |amount: Money| write_count(amount.major().round() as i64);
    let (low, high) = (whole(range.low), whole(range.high));
    if low == high {
        return Text::new(format!("{currency} {low}"), format!("{currency} {low}"));
    }
    Text::new(format!("{currency} {low} to {high}"), format!("{currency} {low} 至 {high}"))
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get(month as usize - 1).copied().unwrap_or("")
}
